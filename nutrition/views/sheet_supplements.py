"""The sheet of supplements: what is taken, with ready rows below; what is left; what is suggested, or why not."""

from nutrition.handbook import Handbook
from nutrition.plan import MOST_SUPPLEMENT_MG, DoseKind
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import BLANK, Cell, Choices, Look, Row, Rule, Sheet, heading, plain, quoted, spelled, texts
from nutrition.views.ledger_words import ledger_notes
from nutrition.views.reference_words import room_words
from nutrition.views.sheet_head import head
from nutrition.views.supplement_words import habits
from nutrition.views.words import worded

READY_ROWS = 12
HEADING = 5
COLUMNS = (
    "ledger.column_kind", "page.helps.supplement_form", "excel.supplement_name", "excel.mg_per_day", "excel.place",
)  # fmt: skip
NAMES = {"dose_kind": "A", "dose_form": "B", "dose_name": "C", "dose_mg": "D", "dose_order": "E"}
ABOUT = ("no_amount_", "supplement", "unit_cannot_be_split", "ask_midwife", "see_a_doctor")
WHY_NONE = ("target_met", "no_reference", "reference_", "ul_exceeded", "no_ul_")


def supplements_sheet(report: Report, handbook: Handbook, text: Text) -> Sheet:
    """Return the ledger, the totals as formulas, and the suggestion with the common advice beside it."""
    rows: list[Row] = [*head(report, text), BLANK, heading(text, COLUMNS, "D")]
    first = len(rows) + 1
    for place, dose in enumerate(report.plan.supplements):
        compound = handbook.form(dose.form).name(text.language) if dose.form else ""
        typed = [text(f"ledger.kind.{dose.kind}"), compound, dose.name]
        mg = Cell(value=dose.elemental_mg, look=Look.INPUT_VALUE)
        rows.append([*texts(typed, Look.INPUT_TEXT), mg, Cell(value=place, look=Look.COUNT)])
    ready: Row = [*texts([None] * 3, Look.INPUT_TEXT), Cell(look=Look.INPUT_VALUE), Cell(look=Look.COUNT)]
    rows += [ready] * READY_ROWS
    last = len(rows)
    ledger = report.ledger
    rows += [
        BLANK,
        _total("ledger.total", ledger.total_mg, "intake_supplement_mg", text),
        _total("ledger.ul", ledger.ul_mg, _only_number("ul_mg"), text),
        _room(report, text),
        _total("excel.above_ul", ledger.above_mg, _only_number("above_ul_mg"), text),
        *[[Cell(value=note, look=Look.NOTE)] for note in ledger_notes(report, text)],
        *_suggested(report, handbook, text),
    ]
    kinds = ",".join(text(f"ledger.kind.{kind}") for kind in DoseKind)
    return Sheet(
        title=text("excel.sheet_supplements"),
        rows=tuple(rows),
        widest=(28, 40, 34, 22, 8),
        fixed=True,
        one_page=True,
        frozen=HEADING,
        repeated=HEADING,
        aside="E",
        names={name: f"${letter}${first}:${letter}${last}" for name, letter in NAMES.items()},
        choices=(
            Choices(cells=f"A{first}:A{last}", listed=quoted(kinds), wrong=text("excel.wrong_kind")),
            Choices(cells=f"B{first}:B{last}", listed="form_names", wrong=text("excel.wrong_form")),
            Choices(cells=f"D{first}:D{last}", least=0, most=MOST_SUPPLEMENT_MG, wrong=text("excel.wrong_dose")),
        ),
        rules=(Rule(cells=f"D{last + 5}", formula="N(above_ul_mg)>0", look=Look.STOP),),
    )


def _only_number(name: str) -> str:
    return f'IF(ISNUMBER({name}),{name},"")'


def _total(label: str, mg: float | None, formula: str, text: Text) -> Row:
    value = "" if mg is None else mg
    return [
        *[Cell(look=Look.NOTE)] * 2,
        Cell(value=text(label), look=Look.LABEL_RIGHT),
        Cell(value=value, look=Look.TOTAL_MG, formula=formula),
    ]


def _room(report: Report, text: Text) -> Row:
    if report.ledger.no_room:
        # no figure, and none to come back when somebody changes a dose
        words = f"{text('ledger.room')}: {room_words(report, text)}"
        return [*[Cell(look=Look.NOTE)] * 3, Cell(value=words, look=Look.LABEL_RIGHT)]
    return _total("ledger.room", report.ledger.room_mg, _only_number("room_under_ul_mg"), text)


def _suggested(report: Report, handbook: Handbook, text: Text) -> list[Row]:
    """Return what the report says on a supplement; words that no longer hold disappear when a figure changes."""
    rows: list[Row] = [BLANK, [Cell(value=text("page.helps.supplement_title"), look=Look.SECTION)]]
    said = [
        (found.severity, sentence)
        for found, sentences in worded(report, handbook, text)
        if found.code.startswith(ABOUT if report.suggestion else (*ABOUT, *WHY_NONE))
        for sentence in sentences
    ]
    if not report.suggestion:
        rows.append([Cell(value=text("excel.nothing_suggested"), look=Look.INFO, across=4)])
    for severity, sentence in said:
        rows.append([while_unchanged(sentence, report, text, look=Look(severity), across=4)])
    for place, habit in enumerate(habits(report, handbook, text)):
        if place == 0:
            rows += [BLANK, [Cell(value=text("habit.heading"), look=Look.SECTION)]]
        told = [Cell(value=habit.said, across=2), Cell(), Cell(value=f"{habit.statement}: {habit.verdict}")]
        rows.append([*told, Cell(value="; ".join(habit.places), look=Look.QUIET)])
    return rows


def while_unchanged(words: str, report: Report, text: Text, *, look: Look, across: int = 1) -> Cell:
    """Return words that stand there as long as the gap and what is taken are those of the report.

    An amount that was right before a gram was changed may pass the upper level after it.
    """
    gap_mg, taken_mg = report.assessment.gap_mg, report.intake.supplement_mg
    gap = "NOT(ISNUMBER(gap_mg))" if gap_mg is None else f"ABS(N(gap_mg)-{gap_mg:.6f})<0.001"
    same = f"AND({gap},ABS(intake_supplement_mg-{taken_mg:.6f})<0.001)"
    kept = plain(words)
    return Cell(
        value=kept, look=look, formula=f"IF({same},{spelled(kept)},{quoted(text('excel.changed'))})", across=across
    )
