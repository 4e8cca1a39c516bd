"""What is already taken, as rows of the workbook with their total, and the common advice beside a suggestion."""

from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import BLANK, Cell, Look, Row, heading, padded, texts
from nutrition.views.ledger_words import ledger_notes, ledger_rows
from nutrition.views.reference_words import room_words
from nutrition.views.supplement_words import habits

COLUMNS = (
    "", "ledger.column_kind", "page.helps.supplement_form", "", "excel.supplement_name", "", "", "",
    "excel.mg_per_day",
)  # fmt: skip
NUMBERS = "ADFGHI"


def ledger_cells(report: Report, handbook: Handbook, text: Text, *, after: int) -> tuple[list[Row], tuple[int, int]]:
    """Return the rows of all doses to stand below row `after`, and the first and last row of their mg.

    The empty row below the doses belongs to them, so that a row inserted at the end counts too.
    """
    title = text("page.helps.taken_title" if report.ledger.only_supplements else "ledger.heading")
    rows: list[Row] = [
        BLANK,
        BLANK,
        [Cell(value=title, look=Look.SECTION)],
        heading(text, COLUMNS, NUMBERS),
    ]
    first = after + len(rows) + 1
    for row, line in zip(ledger_rows(report, handbook, text), report.ledger.lines, strict=True):
        mg = Cell(value=line.counted_mg, look=Look.INPUT_MG)
        rows.append([*texts(["", row.kind, row.compound, "", row.name, "", "", ""]), mg])
    if not report.ledger.lines:
        rows.append(padded(texts(["", "", text("excel.none_taken")]), len(COLUMNS)))
        return rows, (first, after + len(rows) + 1)
    last = after + len(rows) + 1
    ledger = report.ledger
    rows += [
        BLANK,
        _total("ledger.total", ledger.total_mg, "intake_supplement_mg", text),
        _total("ledger.ul", ledger.ul_mg, _only_number("ul_mg"), text),
        _room(report, text),
        *[[Cell(value=note, look=Look.NOTE)] for note in ledger_notes(report, text)],
    ]
    return rows, (first, last)


def _only_number(name: str) -> str:
    return f'IF(ISNUMBER({name}),{name},"")'


def _total(label: str, mg: float | None, formula: str, text: Text) -> Row:
    value = "" if mg is None else mg
    return [
        *[Cell(look=Look.NOTE)] * 7,
        Cell(value=text(label), look=Look.LABEL_RIGHT),
        Cell(value=value, look=Look.TOTAL_MG, formula=formula),
    ]


def _room(report: Report, text: Text) -> Row:
    if report.ledger.no_room:
        # no figure, and none to come back when somebody changes a dose
        words = f"{text('ledger.room')}: {room_words(report, text)}"
        return [*[Cell(look=Look.NOTE)] * 7, Cell(value=words, look=Look.LABEL_RIGHT)]
    return _total("ledger.room", report.ledger.room_mg, _only_number("room_under_ul_mg"), text)


def habit_rows(report: Report, handbook: Handbook, text: Text) -> list[Row]:
    """Return the common advice with its verdict and source below a suggestion; nothing without one."""
    found = habits(report, handbook, text)
    if not found:
        return []
    rows: list[Row] = [BLANK, [Cell(value=text("habit.heading"), look=Look.SECTION)]]
    for habit in found:
        place = Cell(value="; ".join(habit.places), look=Look.QUIET, across=2)
        told = [
            Cell(value=habit.said, across=3),
            Cell(),
            Cell(),
            Cell(value=habit.statement),
            Cell(value=habit.verdict),
        ]
        rows.append([*told, place, Cell()])
    return rows
