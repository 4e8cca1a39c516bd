"""The rows of a group's table: of a workbook, or of text between commas, semicolons or tabs."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from nutrition.errors import DataError
from nutrition.importers import ARCHIVE, SheetReader

LARGEST_BYTES = 100_000_000
MOST_ROWS, MOST_SHEET_ROWS = 2_000_000, 200_000
LONGEST_ROW = 200_000
DELIMITERS = (";", ",", "\t")
QUOTED = 60
Cell = str | float  # a number of a workbook stays one; everything else is text
NumberedRow = tuple[int, Sequence[Cell]]
Weigh = Callable[[Sequence[Cell]], int]


def read_rows(content: bytes, *, file: str, read_sheet: SheetReader, known: Weigh) -> Iterator[NumberedRow]:
    """Yield the rows of a file with their numbers, the heading first; empty rows count and are left out.

    `known` says how many headings of a row are known: so the delimiter is found. A quoted cell may hold line ends; the
    numbers are those that a spreadsheet shows. Raises `DataError` for what is no table and for one that is too large.
    """
    if not content:
        raise DataError("file_empty", file=file)
    if len(content) > LARGEST_BYTES:
        raise DataError("file_too_large", file=file, high=LARGEST_BYTES // 1_000_000)
    if content.startswith(ARCHIVE):
        most, rows = MOST_SHEET_ROWS, _sheet_rows(content, file, read_sheet)
    elif b"\x00" in content:
        raise not_a_table(file, [content[:QUOTED].decode("ascii", errors="replace").replace("\x00", "")])
    else:
        encoding = _encoding(content)
        delimiter = _delimiter(content[: 2 * LONGEST_ROW], file, encoding, known)
        most, rows = MOST_ROWS, _text_rows(content, file, encoding, delimiter)
    begun = False
    for number, cells in enumerate(rows, start=1):
        if number > most + 1:
            raise DataError("diary_too_long", file=file, high=most)
        if any(not isinstance(cell, str) or cell.strip() for cell in cells):
            begun = True
            yield number, cells
    if not begun:
        raise DataError("file_empty", file=file)


def not_a_table(file: str, cells: Sequence[Cell]) -> DataError:
    """Return the error on a file whose first row holds no heading that is known."""
    return DataError("diary_not_a_table", file=file, value=" ".join(map(str, cells[:QUOTED]))[:QUOTED])


def _sheet_rows(content: bytes, file: str, read_sheet: SheetReader) -> Iterator[Sequence[Cell]]:
    for row in read_sheet(content, file=file, most_rows=MOST_SHEET_ROWS + 2):
        yield [_of_sheet(cell) for cell in row]


def _of_sheet(cell: object) -> Cell:
    if isinstance(cell, bool):
        return str(cell).upper()  # to Python it would be a number
    if cell is None or isinstance(cell, str | int | float):
        return "" if cell is None else cell
    if isinstance(cell, datetime):
        at_midnight = cell.time() == datetime.min.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _text_rows(content: bytes, file: str, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Yield what stands between the delimiters, however the lines end."""
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")
    letters = done = 0

    def lines() -> Iterator[str]:
        nonlocal letters
        for line in stream:
            letters += len(line)
            # before it is taken apart: a hundred million commas would fill the memory
            if letters > LONGEST_ROW:
                raise DataError("row_unreadable", file=file, row=done + 1)
            yield line

    try:
        for cells in csv.reader(lines(), delimiter=delimiter, strict=True):
            letters, done = 0, done + 1
            yield cells
    except csv.Error as error:
        raise DataError("row_unreadable", file=file, row=done + 1) from error


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(start: bytes, file: str, encoding: str, known: Weigh) -> str:
    """Return the delimiter that makes the most known headings of the first row, and otherwise the most cells."""

    def weight(delimiter: str) -> tuple[int, int]:
        rows = _text_rows(start, file, encoding, delimiter)
        try:
            heading = next((cells for cells in rows if any(cell.strip() for cell in cells)), [])
        except DataError:
            return 0, 0
        return known(heading), len(heading)

    return max(DELIMITERS, key=weight)
