"""The workbook: a report that keeps working. Its totals are formulas, and beside each stands the report's figure."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import cache, partial
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.worksheet import Worksheet

from nutrition.draft_files import NoValue
from nutrition.errors import NutritionError
from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.tables import open_archive
from nutrition.text import Text
from nutrition.views.cells import Sheet, plain, unescaped
from nutrition.views.excel_cells import column_widths, sheet_rows, sheet_size
from nutrition.views.excel_looks import add_bars, add_choices, add_rule, set_up_book, set_up_page, style_numbers
from nutrition.views.own_sheets import TOP_ROWS, Page, Rows, Value, is_read
from nutrition.views.sheet_kept import MARK, PEOPLE_MARK
from nutrition.views.sheet_people import people_sheets
from nutrition.views.sheets import sheets
from nutrition.views.workbook_rows import UNREADABLE

EMPTY_CELLS = re.compile(r"<sheetData ?/>|<sheetData>.*?</sheetData>", re.DOTALL)
DIMENSION = re.compile(r"<dimension [^>]*/>")
MOMENTS = re.compile(r"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
MOST_ROWS, MOST_COLUMNS, MOST_OF_OURS = 20_001, 600, 40


def write_workbook(report: Report, handbook: Handbook, text: Text, *, made_on: date | None = None) -> bytes:
    """Return the report as an Excel workbook in the words of `text`; the same report gives the same bytes."""
    return write_book(sheets(report, handbook, text, made_on=made_on), report.plan.name, text)


def write_folder(reports: Sequence[Report], handbook: Handbook, text: Text, *, made_on: date | None = None) -> bytes:
    """Return the reports of several people, at least one, as one workbook: an overview, and a sheet for each.

    A person is called by the name of the plan.
    """
    return write_book(people_sheets(reports, handbook, text, made_on=made_on), text("excel.sheet_overview"), text)


def write_book(made: Sequence[Sheet], name: str, text: Text) -> bytes:
    """Return sheets as an Excel workbook; the first is the one that is seen.

    openpyxl writes everything but the cells: it knows no value beside a formula, and takes four times as long.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    set_up_book(book, plain(f"{text('app.name')} {name}".strip()), text)
    widths = [column_widths(sheet) for sheet in made]
    pages = [_frame(book, sheet, columns, text) for sheet, columns in zip(made, widths, strict=True)]
    looks = style_numbers(pages[0])
    cells = [
        (sheet_size(sheet), sheet_rows(sheet, columns, looks)) for sheet, columns in zip(made, widths, strict=True)
    ]
    stream = BytesIO()
    book.save(stream)
    return _completed(stream, cells)


def _frame(book: Workbook, sheet: Sheet, widths: Sequence[float], text: Text) -> Worksheet:
    """Make one sheet without its cells: widths, names, lists to choose from, pictures, the printed page."""
    page = book.create_sheet(sheet.title)
    letters = [get_column_letter(place) for place in range(1, len(sheet.widest) + 1)]
    for letter, width in zip(letters, widths, strict=True):
        page.column_dimensions[letter].width = width
    for row_number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row, start=1):
            if cell.name:
                _name(book, sheet, cell.name, f"${letters[place - 1]}${row_number}")
            if cell.across > 1:
                page.merged_cells.add(
                    f"{letters[place - 1]}{row_number}:{letters[place + cell.across - 2]}{row_number}"
                )
    for name, cells in sheet.names.items():
        _name(book, sheet, name, cells)
    for choices in sheet.choices:
        add_choices(page, choices)
    for rule in sheet.rules:
        add_rule(page, rule)
    for bars in sheet.bars:
        add_bars(page, bars)
    set_up_page(page, sheet, text)
    return page


def _name(book: Workbook, sheet: Sheet, name: str, cells: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(sheet.title)}!{cells}")


def _completed(stream: BytesIO, cells: Sequence[tuple[str, Iterator[str]]]) -> bytes:
    """Put the size and the rows into each sheet, and take the moment of writing out of the file."""
    parts = {f"xl/worksheets/sheet{number}.xml": data for number, data in enumerate(cells, start=1)}
    completed = BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(completed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on Windows and Linux
            with archive.open(entry, "w") as part:
                for content in _content(made.read(name), name, parts.get(name)):
                    part.write(content)
    return completed.getvalue()


def _content(content: bytes, name: str, cells: tuple[str, Iterator[str]] | None) -> Iterator[bytes]:
    """Yield what goes into one part of the file, piece by piece: a large plan is never held whole."""
    if cells:
        size, rows = cells
        # a reader that takes row by row looks for the size first, and without it through every cell
        frame = DIMENSION.sub(f'<dimension ref="{size}"/>', content.decode("utf-8"))
        before, after = EMPTY_CELLS.split(frame, maxsplit=1)
        yield f"{before}<sheetData>".encode()
        for row in rows:
            yield row.encode()
        yield f"</sheetData>{after}".encode()
    elif name == "docProps/core.xml":
        yield MOMENTS.sub("", content.decode("utf-8")).encode()
    else:
        yield content


def read_rows(content: bytes, *, file: str, most_rows: int = MOST_ROWS) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the first sheet of somebody's workbook, and no more of it than our tables can have.

    Raises `NutritionError("workbook_unreadable")` for what is no workbook.
    """
    open_archive(content, file=file).close()
    with _opened(content, file, values=True) as book:
        yield from book.worksheets[0].iter_rows(max_row=most_rows, max_col=MOST_COLUMNS, values_only=True)


def read_pages(content: bytes, *, file: str) -> list[Page]:
    """Return the sheets of a workbook that we wrote, every cell as it was typed; no sheets of one that we did not.

    The archive has to be looked into before. Raises `NutritionError("workbook_unreadable")` for what is no workbook,
    `("workbook_of_people")` for one of `write_folder`.
    """
    with _opened(content, file) as book:
        firsts = [next(sheet.iter_rows(max_row=1, max_col=MOST_OF_OURS, values_only=True), ()) for sheet in book]
        if any(PEOPLE_MARK in row for row in firsts):
            raise NutritionError("workbook_of_people", file=file)
        if MARK not in {row[0] for row in firsts if row}:
            return []
        again = [cache(partial(_worked_out, content, file, place)) for place in range(len(firsts))]
        return [
            Page(title=sheet.title, rows=_typed_rows(sheet), worked_out=worked_out)
            for sheet, worked_out in zip(book.worksheets, again, strict=True)
        ]


@contextmanager
def _opened(content: bytes, file: str, *, values: bool = False) -> Iterator[Workbook]:
    try:
        with closing(load_workbook(BytesIO(content), read_only=True, data_only=values, keep_links=False)) as book:
            for sheet in book.worksheets:
                # a workbook may claim to be a million rows high: what counts is what is in it
                sheet.reset_dimensions()
            yield book
    except UNREADABLE as error:
        raise NutritionError("workbook_unreadable", file=file) from error


def _worked_out(content: bytes, file: str, place: int) -> Rows:
    """Return the values of a sheet, also of its formulas: where somebody typed one, it is read once more."""
    with _opened(content, file, values=True) as book:
        rows = book.worksheets[place].iter_rows(max_row=MOST_ROWS, max_col=MOST_OF_OURS, values_only=True)
        return [[_value(value) for value in row] for row in rows]


def _typed_rows(sheet) -> Rows:
    rows: list[Sequence[Value | NoValue]] = []
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_OF_OURS):
        rows.append([_typed(cell) for cell in row])
        if len(rows) == TOP_ROWS and not is_read(rows):
            break
    return rows


def _typed(cell) -> Value | NoValue:
    if cell.data_type == "f":
        return NoValue.FORMULA
    return _value(cell.value)


def _value(value: object) -> Value:
    if isinstance(value, str):
        return unescaped(value)
    # a date, or yes and no, is no number to us: it is told as it stands there
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    return str(value)
