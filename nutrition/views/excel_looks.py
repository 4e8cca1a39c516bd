"""How a workbook looks: fonts, colours and number formats by look, the printed page, lists to choose from, pictures."""

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from nutrition.text import Text
from nutrition.views.cells import Bars, Choices, Look, Rule, Sheet, plain

INK, QUIET, ACCENT, TINT, LINE = "1C2321", "55605C", "0B5F53", "DDEBE7", "E3E8E5"
CARE, STOP = "8A5A00", "9B2C2C"
SERIES, LINE_COLOUR = ACCENT, CARE
# room on the right by the number format: LibreOffice 7.4 forgets the indent of some numbers
TENTHS, HUNDREDTHS, WHOLE = "#,##0.0_)_)", "#,##0.0#_)_)", "0_)_)"
A4 = 9
INPUTS = frozenset({Look.INPUT, Look.INPUT_TEXT, Look.INPUT_DAY, Look.INPUT_COUNT, Look.INPUT_MG, Look.INPUT_VALUE})
LONGEST_WARNING = 225  # Excel refuses a workbook whose warning is longer


def style_name(look: Look) -> str:
    """Return the name of a look in the workbook."""
    return f"magnesium {look}"


def styles() -> list[NamedStyle]:
    """Return the style of every look; only what is typed in is not locked."""
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
            name=style_name(look), font=Font(name="Calibri", size=size, bold=bold, color=color), alignment=align
        )
        made.number_format = number or "General"
        made.border = border or Border()
        made.fill = fill or PatternFill()
        made.protection = Protection(locked=look not in INPUTS)
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
        style(Look.VALUE, number=HUNDREDTHS),
        style(Look.MG, number=TENTHS),
        style(Look.MG_STRONG, number=TENTHS, bold=True),
        style(Look.TOTAL_MG, number=TENTHS, bold=True, border=None),
        style(Look.PERCENT, number=WHOLE),
        style(Look.INPUT, color=ACCENT, right=True),
        style(Look.INPUT_TEXT, color=ACCENT),
        style(Look.INPUT_DAY, color=ACCENT, number=WHOLE),
        style(Look.INPUT_COUNT, color=ACCENT, number=WHOLE),
        style(Look.INPUT_MG, color=ACCENT, number=TENTHS),
        style(Look.INPUT_VALUE, color=ACCENT, number=HUNDREDTHS),
        style(Look.INFO),
        style(Look.GOOD, color=ACCENT),
        style(Look.CARE, color=CARE),
        style(Look.STOP, color=STOP),
        style(Look.HAND_TITLE, color=ACCENT, bold=True, size=22, wrap=False, border=None),
        style(Look.HAND_SECTION, color=ACCENT, bold=True, size=15, wrap=False, border=None),
        style(Look.HAND, size=12, border=None),
        style(Look.HAND_MG, size=12, bold=True, number='#,##0" mg"_)', border=None),
        style(Look.HAND_SMALL, color=QUIET, size=8, border=None),
    ]


def style_numbers(page: Worksheet) -> dict[tuple[Look, bool], int]:
    """Return the number of each look's style in the workbook, as it is and for text that must not be a formula."""
    found = {}
    for look in Look:
        for is_text in (False, True):
            cell = Cell(page, row=1, column=1)
            cell.style = style_name(look)
            if is_text:
                cell.quotePrefix = True
            found[look, is_text] = cell.style_id
    return found


def set_up_page(page: Worksheet, sheet: Sheet, text: Text) -> None:
    """Set what stays in sight and how a sheet is printed, and lock what is not typed in; there is no password."""
    if sheet.frozen:
        page.freeze_panes = f"A{sheet.frozen + 1}"
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "portrait" if sheet.upright else "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, int(sheet.one_page)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.repeated:
        page.print_title_rows = f"{sheet.repeated}:{sheet.repeated}"
    if sheet.printed:
        page.print_area = sheet.printed
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.75, header=0.3, footer=0.3)
    footer = page.oddFooter
    if footer is not None:
        # a single & would begin a code of the footer's own
        footer.left.text = f"{text('app.name')} · {sheet.title}".replace("&", "&&")
        footer.right.text = text("excel.page", page="&P", pages="&N")
    for letter in sheet.aside:
        page.column_dimensions[letter].hidden = True
    page.sheet_state = "hidden" if sheet.hidden else "visible"
    page.protection.sheet = True
    # widths, heights and filters are the reader's own business
    page.protection.formatColumns = page.protection.formatRows = page.protection.autoFilter = False


def add_choices(page: Worksheet, choices: Choices) -> None:
    """Let a block of cells take only what it can hold, and say so when it cannot."""
    if choices.listed:
        rule = DataValidation(type="list", formula1=f"={choices.listed}", allow_blank=True)
        if choices.listed.startswith('"'):
            rule.formula1 = choices.listed
    elif choices.whole:
        low, high = choices.whole
        rule = DataValidation(type="whole", operator="between", formula1=low, formula2=high, allow_blank=True)
    else:
        low_mg, high_mg = choices.least, choices.most
        rule = DataValidation(type="decimal", operator="between", formula1=low_mg, formula2=high_mg, allow_blank=True)
    rule.error = plain(choices.wrong)[:LONGEST_WARNING]
    rule.errorStyle, rule.showErrorMessage = "stop", True
    rule.add(choices.cells)
    page.add_data_validation(rule)


def add_rule(page: Worksheet, rule: Rule) -> None:
    """Colour a block of cells while a formula holds."""
    colour = {Look.CARE: CARE, Look.STOP: STOP}[rule.look]
    page.conditional_formatting.add(
        rule.cells, FormulaRule(formula=[rule.formula], font=Font(color=colour, bold=rule.look is Look.STOP))
    )


def add_bars(page: Worksheet, bars: Bars) -> None:
    """Draw a picture of bars from the cells of the sheet; it moves with them."""
    chart = BarChart()
    chart.type = "bar" if bars.lying else "col"
    chart.title = bars.title
    chart.height, chart.width = 8.5, 17 if bars.lying else 14
    chart.gapWidth = 60
    chart.add_data(Reference(page, min_col=bars.values, min_row=bars.first, max_row=bars.last), titles_from_data=True)
    names = Reference(page, min_col=bars.names, min_row=bars.first + 1, max_row=bars.last)
    chart.set_categories(names)
    chart.series[0].graphicalProperties.solidFill = SERIES
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", None
    chart.legend.position = "b"
    if bars.lying:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.legend = None
        chart.x_axis.tickLblSkip = 1  # every name, also where they stand close
    if bars.line:
        line = LineChart()
        line.add_data(Reference(page, min_col=bars.line, min_row=bars.first, max_row=bars.last), titles_from_data=True)
        line.series[0].graphicalProperties.line.solidFill = LINE_COLOUR
        line.series[0].graphicalProperties.line.width = 28_000
        line.series[0].smooth = False
        chart += line
    page.add_chart(chart, bars.at)


def set_up_book(book: Workbook, title: str, text: Text) -> None:
    """Name the workbook and give it the looks."""
    book.properties.creator = text("app.name")
    book.properties.title = title
    for style in styles():
        book.add_named_style(style)
