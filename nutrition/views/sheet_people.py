"""A workbook of several people: an overview with a row for each, then a sheet for each, then the sources."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nutrition import __version__
from nutrition.certainty import NoProbability
from nutrition.handbook import Handbook
from nutrition.report import Report, sources_compared
from nutrition.text import Text
from nutrition.views.cell_names import on_sheet
from nutrition.views.cells import BLANK, Cell, Look, Row, Rule, Sheet, heading, quoted
from nutrition.views.comparison import whose_words
from nutrition.views.reference_words import room_words, target_words
from nutrition.views.sheet_person import PersonSheet, marked, person_sheet
from nutrition.views.sheet_titles import one_line, sheet_titles, unlike
from nutrition.views.sheets import sources_sheet

COLUMNS = (
    "excel.supplement_name", "report.person", "report.days", "", "report.food", "report.supplements", "report.intake",
    "report.target", "excel.what", "", "report.gap", "report.percent", "report.room", "excel.worth_knowing",
)  # fmt: skip
NUMBERS = "CDEFGHJKLM"
AMOUNTS = {
    "report.food", "report.supplements", "report.supplements_added", "report.intake", "report.target", "report.gap",
    "report.room",
}  # fmt: skip
WIDTHS = (28, 24, 8, 10, 17, 24, 13, 18, 28, 10, 20, 16, 30, 26)
WIDTH = len(WIDTHS)
MARK_COLUMN = "O"
EMPTY = (NoProbability.NOTHING_RECORDED, NoProbability.EMPTY_DAY)


def people_sheets(
    reports: Sequence[Report], handbook: Handbook, text: Text, *, made_on: date | None = None
) -> tuple[Sheet, ...]:
    """Return every sheet, in the words of one language. A person is called by the name of the plan."""
    overview, sources = text("excel.sheet_overview"), text("report.sources")
    given = (
        one_line(report.plan.name) or text("excel.person_number", number=place)
        for place, report in enumerate(reports, start=1)
    )
    names = list(unlike(given))
    people = [
        person_sheet(report, name, title, handbook, text)
        for report, name, title in zip(reports, names, sheet_titles(names, taken=(overview, sources)), strict=True)
    ]
    return (
        _overview(people, text, made_on),
        *(person.sheet for person in people),
        sources_sheet(_head(reports, text), sources_compared(reports), text, made_on),
    )


def _head(reports: Sequence[Report], text: Text) -> list[Row]:
    authorities = dict.fromkeys(report.authority.name(text.language) for report in reports)
    title = f"{text('app.name')} · {text('excel.people', count=len(reports))}"
    return [
        [Cell(value=title, look=Look.TITLE)],
        [Cell(value="; ".join(authorities), look=Look.NOTE)],
        [Cell(value=text("app.edition", edition=reports[0].edition, version=__version__), look=Look.NOTE)],
    ]


def _overview(people: Sequence[PersonSheet], text: Text, made_on: date | None) -> Sheet:
    title, *others = _head([person.report for person in people], text)
    rows: list[Row] = [marked(title[0], WIDTH), *others]
    if made_on:
        rows.append([Cell(value=text("excel.made_on", day=text.date(made_on)), look=Look.NOTE)])
    rows += [[Cell(value=text(f"excel.{hint}"), look=Look.NOTE)] for hint in ("overview_hint", "overview_unknown")]
    added = any(not person.report.ledger.only_supplements for person in people)
    columns = ["report.supplements_added" if added and key == "report.supplements" else key for key in COLUMNS]
    named = zip(columns, heading(text, columns, NUMBERS), strict=True)
    rows += [BLANK, [replace(cell, value=f"{cell.value}, mg") if key in AMOUNTS else cell for key, cell in named]]
    top = len(rows)
    rows += [_person(person, text) for person in people]
    first = top + 1
    words = text("excel.ul_exceeded")
    return Sheet(
        title=text("excel.sheet_overview"),
        rows=tuple(rows),
        widest=(*WIDTHS, 5),
        fixed=True,
        frozen=top,
        repeated=top,
        aside=MARK_COLUMN,
        printed=f"A1:N{len(rows)}",
        rules=(
            *(
                Rule(cells=f"{letter}{first}:{letter}{len(rows)}", formula=f'${letter}{first}<>""', look=Look.CARE)
                for letter in "DJ"
            ),
            Rule(
                cells=f"N{first}:N{len(rows)}",
                formula=f"ISNUMBER(SEARCH({quoted(words)},$N{first}))",
                look=Look.STOP,
            ),
        ),
    )


def _person(person: PersonSheet, text: Text) -> Row:
    """Return one person's row: what changes on the person's sheet changes here."""
    report, intake, found = person.report, person.report.intake, person.report.assessment
    target = report.reference.target

    def place(name: str) -> str:
        return on_sheet(person.sheet.title, person.places[name])

    def figure(name: str, value: float | None, look: Look = Look.MG) -> Cell:
        where = place(name)
        return Cell(value="" if value is None else value, look=look, formula=f'IF(ISNUMBER({where}),{where},"")')

    def words(said: str, condition: str, holds: bool) -> Cell:
        formula = f'IF({condition},{quoted(said)},"")'
        return Cell(value=said if holds else "", look=Look.TEXT_RIGHT, formula=formula)

    kind = f"{target.published_as} · {target.published_by}, {target.year}" if target else ""
    unknown = f"{place('unknown_items')}>0"
    some_gap = f"AND({unknown},N({place('gap_mg')})>0)"
    room = figure("room_under_ul_mg", report.ledger.room_mg)
    if report.ledger.room_mg is None:
        # no figure, and none to come back when somebody changes a dose
        room = Cell(value=room_words(report, text), look=Look.TEXT_RIGHT)
    return [
        Cell(value=person.name),
        Cell(value=whose_words(report, text)),
        figure("plan_days", intake.days, Look.COUNT),
        words(text("excel.at_least"), unknown, intake.at_least),
        figure("intake_food_mg", intake.food_mg),
        figure("intake_supplement_mg", intake.supplement_mg),
        figure("intake_total_mg", intake.total_mg, Look.MG_STRONG),
        figure("target_mg", found.target_mg),
        Cell(value=kind or target_words(report.reference, text), look=Look.QUIET),
        words(text("excel.at_most"), some_gap, intake.at_least and bool(found.gap_mg)),
        figure("gap_mg", found.gap_mg, Look.MG_STRONG),
        figure("target_percent", found.target_percent, Look.PERCENT),
        room,
        _worth_knowing(report, f"N({place('above_ul_mg')})>0", text),
    ]


def _worth_knowing(report: Report, exceeded: str, text: Text) -> Cell:
    """Return what no figure of the row says: a day without food, an upper level that is exceeded."""
    why, above = report.assessment.certainty.no_probability, text("excel.ul_exceeded")
    empty = text(f"excel.{why}") if why in EMPTY else ""
    before = f"{empty}; " if empty else ""
    formula = f"IF({exceeded},{quoted(before + above)},{quoted(empty)})"
    return Cell(value=before + above if report.assessment.ul_exceeded else empty, formula=formula)
