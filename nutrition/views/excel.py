"""The workbook: a report that keeps working. Its totals are formulas, and beside each stands the report's figure."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from math import ceil
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from nutrition.errors import NutritionError
from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.tables import open_archive
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row, Sheet
from nutrition.views.sheets import sheets

INK, QUIET, ACCENT, TINT, LINE = "1C2321", "55605C", "0B5F53", "DDEBE7", "E3E8E5"
CARE, STOP = "8A5A00", "9B2C2C"
# room on the right by the number format: LibreOffice 7.4 forgets the indent of some numbers
TENTHS, HUNDREDTHS, WHOLE = "#,##0.0_)_)", "#,##0.0#_)_)", "0_)_)"
A4 = 9
LETTER_WIDTH = 0.93  # of a digit, in which Excel counts the width of a column
LONGEST_TEXT = 32_767
LINE_PT, TITLE_PT, TALLEST_PT, NARROWEST = 15.0, 26.0, 409.0, 5
UNSEEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMULA_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)><f>(.*?)</f><v ?(?:/>|></v>)</c>', re.DOTALL)
MOMENTS = re.compile(r"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
MOST_ROWS, MOST_COLUMNS = 20_001, 600
UNREADABLE = (
    ArithmeticError, AttributeError, EOFError, InvalidFileException, LookupError, NotImplementedError, ParseError,
    RuntimeError, TypeError, ValueError, zlib.error, zipfile.BadZipFile,
)  # fmt: skip


def write_workbook(report: Report, handbook: Handbook, text: Text) -> bytes:
    """Return the report as an Excel workbook in the words of `text`; the same report gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    book.properties.creator = text("app.name")
    book.properties.title = plain(f"{text('app.name')} {report.plan.name}".strip())
    for style in _styles():
        book.add_named_style(style)
    given = [_write_sheet(book, sheet, text) for sheet in sheets(report, handbook, text)]
    stream = BytesIO()
    book.save(stream)
    return _completed(stream, given)


def read_rows(content: bytes, *, file: str, most_rows: int = MOST_ROWS) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the first sheet of somebody's workbook, and no more of it than our tables can have.

    Raises `NutritionError("workbook_unreadable")` for what is no workbook.
    """
    open_archive(content, file=file).close()
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        page = book.worksheets[0]
        # a workbook may claim to be a million rows high: what counts is what is in it
        page.reset_dimensions()
        yield from page.iter_rows(max_row=most_rows, max_col=MOST_COLUMNS, values_only=True)
    except UNREADABLE as error:
        raise NutritionError("workbook_unreadable", file=file) from error


def plain(words: str) -> str:
    r"""Return a text as a workbook can hold it: no characters that XML forbids, at most 32,767 of them.

    What looks like an escape of the format is escaped itself, so that it comes back as it was.

    >>> plain("a\x00b"), plain("_x0041_")
    ('ab', '_x005F_x0041_')
    """
    whole = LIKE_AN_ESCAPE.sub("_x005F_", UNSEEN.sub("", words)).replace("\r", "_x000D_")
    return whole[:LONGEST_TEXT]


def _styles() -> list[NamedStyle]:
    under = Border(bottom=Side(style="thin", color=LINE))
    strong = Border(bottom=Side(style="thin", color=ACCENT))
    tint = PatternFill("solid", fgColor=TINT)

    def style(
        look: Look, *, color: str = INK, bold: bool = False, size: int = 11, number: str = "", wrap: bool = True,
        right: bool = False, border: Border | None = under, fill: PatternFill | None = None,
    ) -> NamedStyle:  # fmt: skip
        side = "right" if right or number else "left"
        align = Alignment(horizontal=side, vertical="center", wrap_text=wrap and not number, indent=int(right))
        made = NamedStyle(
            name=f"magnesium {look}", font=Font(name="Calibri", size=size, bold=bold, color=color), alignment=align
        )
        made.number_format = number or "General"
        made.border = border or Border()
        made.fill = fill or PatternFill()
        return made

    return [
        style(Look.TITLE, color=ACCENT, bold=True, size=16, wrap=False, border=None),
        style(Look.NOTE, color=QUIET, wrap=False, border=None),
        style(Look.SECTION, color=ACCENT, bold=True, size=13, wrap=False, border=None),
        style(Look.LABEL_RIGHT, color=QUIET, right=True, wrap=False, border=None),
        style(Look.HEAD, color=ACCENT, bold=True, border=strong, fill=tint),
        style(Look.HEAD_RIGHT, color=ACCENT, bold=True, right=True, border=strong, fill=tint),
        style(Look.TEXT),
        style(Look.TEXT_RIGHT, right=True),
        style(Look.QUIET, color=QUIET),
        style(Look.COUNT, number=WHOLE),
        style(Look.MG, number=TENTHS),
        style(Look.MG_STRONG, number=TENTHS, bold=True),
        style(Look.TOTAL_MG, number=TENTHS, bold=True, border=None),
        style(Look.PERCENT, number=WHOLE),
        style(Look.INPUT, color=ACCENT, right=True),
        style(Look.INPUT_COUNT, color=ACCENT, number=WHOLE),
        style(Look.INPUT_MG, color=ACCENT, number=TENTHS),
        style(Look.INPUT_VALUE, color=ACCENT, number=HUNDREDTHS),
        style(Look.INFO),
        style(Look.GOOD, color=ACCENT),
        style(Look.CARE, color=CARE),
        style(Look.STOP, color=STOP),
    ]


def _write_sheet(book: Workbook, sheet: Sheet, text: Text) -> dict[str, str | float]:
    """Write one sheet; return what the report gives for each of its formulas, by cell."""
    page = book.create_sheet(sheet.title)
    widths = [_width(sheet, place) for place in range(len(sheet.widest))]
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    given: dict[str, str | float] = {}
    for row_number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row, start=1):
            written = page.cell(row_number, place)
            _fill(written, cell)
            if cell.formula:
                given[written.coordinate] = plain(cell.value) if isinstance(cell.value, str) else cell.value or 0.0
            if cell.name:
                where = f"{quote_sheetname(sheet.title)}!${get_column_letter(place)}${row_number}"
                book.defined_names[cell.name] = DefinedName(cell.name, attr_text=where)
            if cell.across > 1:
                page.merge_cells(None, row_number, place, row_number, place + cell.across - 1)
        if row:
            page.row_dimensions[row_number].height = _height(row, widths)
    _set_up_page(page, sheet, text)
    return given


def _fill(written: SheetCell, cell: Cell) -> None:
    written.style = f"magnesium {cell.look}"
    if cell.formula:
        written.value = f"={cell.formula}"
    elif isinstance(cell.value, str) and cell.value:
        written.value = plain(cell.value)
        # openpyxl takes "=…" for a formula and "#N/A" for an error: words stay words
        written.data_type = "s"
        written.quotePrefix = cell.value.startswith(STARTS_A_FORMULA)
    elif isinstance(cell.value, int | float):
        written.value = cell.value


def _shown(cell: Cell) -> int:
    if isinstance(cell.value, float):
        return len(f"{cell.value:,.1f}")
    return len(str(cell.value or ""))


def _width(sheet: Sheet, place: int) -> float:
    free = {Look.TITLE, Look.NOTE, Look.SECTION, Look.LABEL_RIGHT}
    cells = [row[place] for row in sheet.rows if place < len(row)]
    lengths = [_shown(cell) for cell in cells if cell.look not in free and cell.across == 1]
    return float(min(max([NARROWEST, *lengths]) + 3, sheet.widest[place]))


def _height(row: Row, widths: list[float]) -> float:
    if row[0].look is Look.TITLE:
        return TITLE_PT
    lines = 1
    for place, cell in enumerate(row):
        if cell.look not in (Look.NOTE, Look.SECTION, Look.LABEL_RIGHT):
            room = sum(widths[place : place + cell.across]) - 1
            lines = max(lines, ceil(LETTER_WIDTH * _shown(cell) / room))
    return min(LINE_PT * lines + 3, TALLEST_PT)


def _set_up_page(page: Worksheet, sheet: Sheet, text: Text) -> None:
    page.freeze_panes = f"A{sheet.frozen + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(sheet.one_page)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{sheet.repeated}:{sheet.repeated}"
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.75, header=0.3, footer=0.3)
    footer = page.oddFooter
    if footer is not None:
        footer.left.text = f"{text('app.name')} · {sheet.title}"
        footer.right.text = text("excel.page", page="&P", pages="&N")


def _completed(stream: BytesIO, given: list[dict[str, str | float]]) -> bytes:
    """Put the report's figures beside the formulas, and take the moment of writing out of the file.

    openpyxl writes a formula without its value; a preview that does not calculate would show an empty cell.
    """
    parts = {f"xl/worksheets/sheet{number}.xml": values for number, values in enumerate(given, start=1)}
    completed = BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(completed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            content = made.read(name)
            if name in parts:
                content = _with_values(content.decode("utf-8"), parts[name]).encode("utf-8")
            elif name == "docProps/core.xml":
                content = MOMENTS.sub("", content.decode("utf-8")).encode("utf-8")
            entry = zipfile.ZipInfo(name, FIRST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same bytes on Windows and Linux
            archive.writestr(entry, content)
    return completed.getvalue()


def _with_values(xml: str, values: Mapping[str, str | float]) -> str:
    # text in XML has its < escaped, so the pattern meets nothing but cells
    def completed(found: re.Match[str]) -> str:
        where, style, formula = found.groups()
        value = values[where]
        kind, words = (' t="str"', escape(value)) if isinstance(value, str) else ("", repr(value))
        return f'<c r="{where}"{style}{kind}><f>{formula}</f><v>{words}</v></c>'

    return FORMULA_CELL.sub(completed, xml)
