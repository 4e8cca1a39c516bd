"""The rows of a table that somebody hands in as a plan: a small workbook or text; what is neither is told so.

Nothing is unpacked before its size is known, and nothing is read that a plan cannot need.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from itertools import islice
from typing import NoReturn

from nutrition.diary_files import read_rows
from nutrition.errors import DataError
from nutrition.importers import ARCHIVE
from nutrition.tables import open_archive

LARGEST_BYTES, MOST_UNPACKED = 10_000_000, 20_000_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 400, 10
HEADING_WITHIN = 10  # a title and a line about it may stand above the table
LONGEST_SHEET_ROW, LARGEST_PART, LARGEST_STYLES = (
    400_000,
    4_000_000,
    400_000,
)  # bytes of XML that are held in memory at once
MOST_ROW_TAGS, MOST_CELLS = 100_000, 250_000  # empty ones too: they are read before they turn out to be
OLD_EXCEL, LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
SHEET_PART = re.compile(r"xl/worksheets/[^/]+[.]xml")
ROW_TAG, CELL_TAG, FORMULA_TAG = (re.compile(rb"<(?:[A-Za-z0-9_]+:)?%s[\s/>]" % name) for name in (b"row", b"c", b"f"))
QUOTED = 60


class NoValue(Enum):
    """Why a cell of a workbook has nothing to read: a formula that no program has worked out yet."""

    FORMULA = "formula"


Cell = str | float | NoValue
Row = tuple[int, Sequence[Cell]]
IsHeading = Callable[[Sequence[Cell]], int]
Book = Iterable[tuple[str, Iterable[Sequence[object]]]]
BookReader = Callable[..., Book]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """The heading of a table and the rows below it, numbered as a spreadsheet does; `sheet` is empty for text."""

    sheet: str
    heading: Sequence[Cell]
    rows: tuple[Row, ...]


def read_grid(content: bytes, *, file: str, read_book: BookReader, weigh: IsHeading) -> Grid:
    """Read the first table in a file whose heading `weigh` knows (0 is unknown), among its first rows and sheets.

    Raises one `DataError` for a file that is no table, or one that we do not open.
    """
    if not content:
        raise DataError("file_empty", file=file)
    if len(content) > LARGEST_BYTES:
        raise DataError("draft_too_large", file=file, high=LARGEST_BYTES // 1_000_000)
    if content.startswith(OLD_EXCEL):
        raise DataError("draft_locked" if LOCKED in content else "draft_old_excel", file=file)
    if content.startswith(ARCHIVE):
        look_inside(content, file)
        return _of_book(read_book(content, file=file, most_rows=MOST_ROWS + 2), file, weigh)
    if content.startswith(b"PK"):
        raise DataError("archive_damaged", file=file)
    if b"\x00" in content:
        raise DataError("draft_not_text", file=file)
    rows = list(islice(read_rows(content, file=file, read_sheet=_no_sheet, known=weigh), MOST_ROWS + 2))
    return _below_heading("", rows, file, weigh) or _nothing_known(rows[0][1], file)


def _no_sheet(*_: object, **__: object) -> NoReturn:
    raise AssertionError  # a workbook has been read before


def _of_book(book: Book, file: str, weigh: IsHeading) -> Grid:
    first: Sequence[Cell] | None = None
    for title, sheet in islice(book, MOST_SHEETS):
        rows = list(_numbered(sheet))
        found = _below_heading(title, rows, file, weigh)
        if found:
            return found
        first = first or (rows[0][1] if rows else None)
    if first is None:
        raise DataError("file_empty", file=file)
    return _nothing_known(first, file)


def _numbered(sheet: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, cells in enumerate(sheet, start=1):
        row = [_plain(cell) for cell in cells]
        if any(not isinstance(cell, str) or cell.strip() for cell in row):
            yield number, row


def _plain(cell: object) -> Cell:
    if isinstance(cell, bool):
        return str(cell).upper()  # to Python it would be a number
    if cell is None or isinstance(cell, str | int | float | NoValue):
        return "" if cell is None else cell
    return str(cell).removesuffix(" 00:00:00")  # a date is a moment at midnight


def _below_heading(title: str, rows: Sequence[Row], file: str, weigh: IsHeading) -> Grid | None:
    if len(rows) > MOST_ROWS + 1:
        raise DataError("diary_too_long", file=file, high=MOST_ROWS)
    best = max(range(min(len(rows), HEADING_WITHIN)), key=lambda place: weigh(rows[place][1]), default=None)
    if best is None or not weigh(rows[best][1]):
        return None
    return Grid(sheet=title, heading=rows[best][1], rows=tuple(rows[best + 1 :]))


def _nothing_known(cells: Sequence[Cell], file: str) -> NoReturn:
    raise DataError("draft_not_a_table", file=file, value=" ".join(str(cell) for cell in cells[:QUOTED])[:QUOTED])


def has_formulas(content: bytes) -> bool:
    """Return whether a sheet of a workbook that has been looked into holds a formula."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if SHEET_PART.fullmatch(name)]
        return any(FORMULA_TAG.search(archive.read(name)) for name in parts)


def look_inside(content: bytes, file: str, *, most_unpacked: int = MOST_UNPACKED, most_cells: int = MOST_CELLS) -> None:
    """Refuse an archive that is no workbook we open, or that would take too much room, before it is unpacked."""
    with open_archive(content, file=file, most_unpacked=most_unpacked) as archive:
        names = set(archive.namelist())
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise DataError("draft_locked", file=file)
        try:
            if "mimetype" in names and archive.read("mimetype").startswith(OPEN_DOCUMENT):
                raise DataError("draft_open_document", file=file)
            if {"xl/workbook.xml", "[Content_Types].xml"} - names:
                raise DataError("draft_not_a_workbook", file=file)
            if "xl/vbaProject.bin" in names or b"macroEnabled" in archive.read("[Content_Types].xml"):
                raise DataError("draft_macros", file=file)
            _sizes(archive, file, most_cells)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise DataError("archive_damaged", file=file) from error


def _sizes(archive: zipfile.ZipFile, file: str, most_cells: int) -> None:
    """Refuse parts that a reader would hold in memory whole: what is not a sheet, and a row longer than any of ours."""
    cells = 0
    for entry in archive.infolist():
        if not SHEET_PART.fullmatch(entry.filename):
            largest = LARGEST_STYLES if entry.filename == "xl/styles.xml" else LARGEST_PART
            if entry.filename.endswith((".xml", ".rels")) and entry.file_size > largest:
                raise DataError("archive_too_large", file=file, high=MOST_UNPACKED // 1_000_000)
            continue
        last = 0
        part = archive.read(entry)
        for number, found in enumerate(ROW_TAG.finditer(part)):
            if number > MOST_ROW_TAGS:
                raise DataError("draft_many_rows", file=file, high=MOST_ROW_TAGS)
            if found.start() - last > LONGEST_SHEET_ROW:
                break
            last = found.start()
        # formulas are read twice: once for what they give, once to see whether they are there
        cells += sum(1 for _ in CELL_TAG.finditer(part)) * (2 if FORMULA_TAG.search(part) else 1)
        if len(part) - last > LONGEST_SHEET_ROW or cells > most_cells:
            raise DataError("archive_too_large", file=file, high=MOST_UNPACKED // 1_000_000)
