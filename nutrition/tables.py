"""Tables at the door: what each column holds is said once, and every problem is found with its row."""

import csv
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nutrition.errors import DataError


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column of a table holds.

    `kind` is `text`, `number` or `choice`; `low` and `high` bound a number (both included).
    """

    name: str
    kind: str = "text"
    required: bool = False
    low: float = 0.0
    high: float = math.inf
    choices: frozenset[str] = frozenset()
    unique: bool = False


def check(rows: Iterable[Mapping[str, str]], columns: Sequence[Column], *, file: str) -> list[DataError]:
    """Return every problem of `rows`, each with file, row (the heading is row 1) and column.

    >>> [p.code for p in check([{"grams": "veel"}], [Column(name="grams", kind="number")], file="x.csv")]
    ['not_a_number']
    """
    problems: list[DataError] = []
    seen: dict[str, dict[str, int]] = {column.name: {} for column in columns if column.unique}
    for row_number, row in enumerate(rows, start=2):
        for column in columns:
            value = (row.get(column.name) or "").strip()
            where = {"file": file, "row": row_number, "column": column.name, "value": value}
            code = _problem(value, column)
            if code:
                problems.append(DataError(code, **where))
            if column.unique and value:
                first = seen[column.name].setdefault(value, row_number)
                if first != row_number:
                    problems.append(DataError("twice", **where, first=first))
    return problems


def _problem(value: str, column: Column) -> str | None:
    if not value:
        return "cell_empty" if column.required else None
    if column.kind == "choice" and value not in column.choices:
        return "not_a_choice"
    if column.kind == "number":
        number = number_or_none(value)
        if number is None:
            return "not_a_number"
        if not column.low <= number <= column.high:
            return "out_of_range"
    return None


def number_or_none(value: str) -> float | None:
    """Return the finite number that a cell of our own tables holds (decimal point), or None.

    >>> number_or_none("86.0"), number_or_none(""), number_or_none("nan")
    (86.0, None, None)
    """
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def read_table(path: Path, columns: Sequence[Column]) -> list[dict[str, str]]:
    """Read and check one CSV of `data/`; raise the first problem as a `DataError` that counts the others."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            headings = reader.fieldnames or []
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError("file_unreadable", file=path.name, reason=str(error)) from error
    missing = [column.name for column in columns if column.name not in headings]
    if missing:
        raise DataError("column_missing", file=path.name, column=", ".join(missing))
    problems = check(rows, columns, file=path.name)
    if problems:
        first = problems[0]
        raise DataError(first.code, **{**first.values, "others": len(problems) - 1})
    return rows


def read_toml(path: Path) -> dict[str, Any]:
    """Read one catalogue of `data/`; a fault names the file and the place in it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError("file_unreadable", file=path.name, reason=str(error)) from error
