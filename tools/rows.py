"""Rows of text: how the scripts of this folder read, write and number them.

A build that cannot go on says why in one sentence: every such case is a `BuildError`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]


class BuildError(Exception):
    """The tables cannot be built; the message says which file, row or name stands in the way."""


def plain_number(text: str) -> str:
    """Write a number without padding or float noise.

    >>> plain_number(".5"), plain_number("12.0"), plain_number("28.35"), plain_number("100")
    ('0.5', '12', '28.35', '100')
    """
    number = Decimal(text)
    return format(number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize(), "f")


def read_rows(path: Path) -> list[Row]:
    """Read a CSV of our own."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write a CSV in UTF-8 with bare line feeds, on every system alike."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def carried_over(path: Path, prefixes: tuple[str, ...]) -> list[Row]:
    """Read the rows of the present table that no builder owns: those that a person added under an id of their own."""
    return [row for row in read_rows(path) if not row["food_id"].startswith(prefixes)] if path.is_file() else []
