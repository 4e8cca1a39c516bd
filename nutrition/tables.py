"""Tables at the door: what each column holds is said once, and every problem is found with its row."""

import csv
import math
import re
import struct
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from nutrition.errors import DataError

MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 200_000_000, 100
NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.][0-9]{1,15})?")


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


def check(rows: Iterable[Mapping[Any, str]], columns: Sequence[Column], *, file: str) -> list[DataError]:
    """Return every problem of `rows`, each with file, row (the heading is row 1) and column.

    >>> [p.code for p in check([{"grams": "veel"}], [Column(name="grams", kind="number")], file="x.csv")]
    ['not_a_number']
    """
    problems: list[DataError] = []
    seen: dict[str, dict[str, int]] = {column.name: {} for column in columns if column.unique}
    for row_number, row in enumerate(rows, start=2):
        if len(row) > len(columns) and None in row:
            problems.append(DataError("cells_too_many", file=file, row=row_number))
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
    return float(value) if NUMBER.fullmatch(value) else None


def _stripped(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}


def read_table(path: Path, columns: Sequence[Column]) -> list[dict[str, str]]:
    """Read and check one CSV of `data/`; raise the first problem as a `DataError` that counts the others."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            headings = reader.fieldnames or []
            rows = [_stripped(row) for row in reader]
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


def open_archive(content: bytes, *, file: str, most_unpacked: int = MOST_UNPACKED) -> zipfile.ZipFile:
    """Open an archive that somebody handed in (a workbook is one too), unless unpacking it would take too much.

    `most_unpacked` is in bytes; the default leaves room for the largest official table.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise DataError("archive_damaged", file=file) from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > most_unpacked or unpacked > MOST_RATIO * max(packed, 1):
        archive.close()
        raise DataError("archive_too_large", file=file, high=most_unpacked // 1_000_000)
    return archive


def archived_rows(archive: zipfile.ZipFile, name: str) -> Iterator[list[str]]:
    """Yield the rows of one CSV in an archive, its heading first."""
    with archive.open(name) as raw:
        yield from csv.reader(TextIOWrapper(raw, encoding="utf-8-sig", newline=""))


def read_toml(path: Path) -> dict[str, Any]:
    """Read one catalogue of `data/`; a fault names the file and the place in it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError("file_unreadable", file=path.name, reason=str(error)) from error


def entries(tree: Mapping[str, Any], *, file: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the tables of a catalogue by key; refuse anything else that stands among them."""
    for key, entry in tree.items():
        if not isinstance(entry, dict):
            raise DataError("entry_incomplete", file=file, row=key, column="[ ]")
    return list(tree.items())


def rows_of(tree: Mapping[str, Any], name: str, *, file: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the tables of a list such as [[value]], each with its place in words; refuse anything else."""
    listed = tree.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise DataError("entry_incomplete", file=file, row=name, column="[[ ]]")
    return [(f"{name} {number}", row) for number, row in enumerate(listed, start=1)]
