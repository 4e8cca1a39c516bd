"""The sheet of one person in a workbook of several: the figures, and below them what they come from, live."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nutrition.handbook import Handbook
from nutrition.intake import IntakeLine
from nutrition.limits import MOST_GRAMS
from nutrition.plan import MOST_SUPPLEMENT_MG
from nutrition.plan_foods import PlanFood
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cell_names import Places, with_places
from nutrition.views.cells import BLANK, Cell, Choices, Look, Row, Rule, Sheet, heading, padded, plain, quoted, spelled
from nutrition.views.ledger_words import ledger_notes
from nutrition.views.origins import place_of_food
from nutrition.views.sheet_figures import SOURCED, figures
from nutrition.views.sheet_foods import known_words
from nutrition.views.sheet_head import head
from nutrition.views.sheet_kept import PEOPLE_MARK
from nutrition.views.sheet_plan import in_reading_order
from nutrition.views.words import amount_words

ITEM_COLUMNS = (
    "page.my_day.day", "page.my_day.table_meal", "page.my_day.table_food", "page.my_day.table_amount",
    "page.my_day.table_grams", "page.my_day.table_per_100g", "page.my_day.table_mg", "page.my_day.table_derivation",
    "page.my_day.table_source", "excel.weight_from",
)  # fmt: skip
DOSE_COLUMNS = ("", "", "excel.supplement_name", "page.helps.supplement_form", "excel.mg_per_day")
WIDTHS = (7, 14, 38, 22, 13, 15, 12, 30, 30, 36)
WIDTH = len(WIDTHS)
READY_DOSES = 2
ITEMS = {
    "plan_day": "A", "plan_food": "C", "plan_grams": "E", "plan_mg": "G", "plan_known": "H", "plan_number": "K",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSheet:
    """One person's sheet, what the person is called, and where each figure stands by its name."""

    name: str
    report: Report
    sheet: Sheet
    places: Places


def person_sheet(report: Report, name: str, title: str, handbook: Handbook, text: Text) -> PersonSheet:
    """Return the figures of one report, its items with grams that can be changed, and its doses."""
    eaten = dict.fromkeys(line.food.food_id for line in report.intake.lines)
    numbered = {food_id: number for number, food_id in enumerate(eaten, start=1)}
    rows: list[Row] = [
        marked(Cell(value=f"{text('app.name')} · {name}", look=Look.TITLE), WIDTH),
        *head(report, text)[1:],
        [Cell(value=text("excel.person_hint"), look=Look.NOTE)],
        BLANK,
        _spread(heading(text, ("excel.per_day", "", "", "", "excel.what", *SOURCED))),
        *(_spread(row) for row in figures(report, numbered, text)),
    ]
    numbers = (7, len(rows))
    rows += [BLANK, [Cell(value=text("report.items"), look=Look.SECTION)], heading(text, ITEM_COLUMNS, "AEFG")]
    first = len(rows) + 1
    rows += [
        [*_item(line, row, text), Cell(value=numbered[line.food.food_id], look=Look.COUNT)]
        for row, (_, line) in enumerate(in_reading_order(report.intake.lines), start=first)
    ]
    if len(rows) < first:
        rows.append(padded([], WIDTH))
    items = (first, len(rows))
    rows += [BLANK, [Cell(value=text("ledger.heading"), look=Look.SECTION)], _dose_heading(text)]
    first = len(rows) + 1
    rows += _doses(report, handbook, text)
    doses = (first, len(rows))
    rows += [[Cell(value=note, look=Look.NOTE)] for note in ledger_notes(report, text)]
    blocks = {block: f"${letter}${items[0]}:${letter}${items[1]}" for block, letter in ITEMS.items()}
    placed, places = with_places(rows, {**blocks, "dose_mg": f"$E${doses[0]}:$E${doses[1]}"})
    above_ul = f"N({places['above_ul_mg']})>0"
    unknown = f'AND($C{items[0]}<>"",$G{items[0]}="")'
    wrong = text("excel.wrong_amount")
    sheet = Sheet(
        title=title,
        rows=placed,
        widest=(*WIDTHS, 5),
        fixed=True,
        frozen=2,
        repeated=1,
        aside=MARK_COLUMN,
        printed=f"A1:J{len(rows)}",
        choices=(
            Choices(cells=f"E{items[0]}:E{items[1]}", least=0, most=MOST_GRAMS, wrong=wrong),
            Choices(cells=f"F{items[0]}:F{items[1]}", least=0, wrong=wrong),
            Choices(cells=f"E{doses[0]}:E{doses[1]}", least=0, most=MOST_SUPPLEMENT_MG, wrong=text("excel.wrong_dose")),
        ),
        rules=(
            Rule(cells=f"D{numbers[0]}:D{numbers[1]}", formula=f'$D{numbers[0]}<>""', look=Look.CARE),
            Rule(cells=f"G{numbers[1]}", formula=above_ul, look=Look.STOP),
            Rule(cells=f"H{items[0]}:H{items[1]}", formula=unknown, look=Look.CARE),
        ),
    )
    return PersonSheet(name=name, report=report, sheet=sheet, places=places)


MARK_COLUMN = "K"


def marked(title: Cell, width: int) -> Row:
    """Return the first row of a sheet: its title, and behind the last column the mark."""
    return [title, *[Cell(look=Look.NOTE)] * (width - 1), Cell(value=PEOPLE_MARK, look=Look.HAND_SMALL)]


def _spread(row: Row) -> Row:
    """Return a row of figures in the columns of the items: the label over three of them, what it is over two."""
    label, words, figure, unit, what, source, locator = row
    blank = Cell(look=label.look if label.look is Look.HEAD else Look.TEXT)
    label, what = replace(label, across=3), replace(what, across=2)
    return [label, blank, blank, words, figure, unit, what, blank, source, locator]


def _item(line: IntakeLine, row: int, text: Text) -> Row:
    details, measure = line.details, line.measure
    per_100g = details.food.mg_per_100g
    cited = f"{measure.citation.source} {measure.citation.locator}" if measure else ""
    same_g = f"ABS(N(E{row})-{line.portion_g!r})<0.000001"
    mg = Cell(
        value="" if line.magnesium_mg is None else line.magnesium_mg,
        look=Look.MG,
        formula=f'IF(AND(ISNUMBER(E{row}),ISNUMBER(F{row})),E{row}*F{row}/100,"")',
    )
    return [
        Cell(value=line.item.day, look=Look.COUNT),
        Cell(value=text(f"meal.{line.item.meal}")),
        Cell(value=details.food.name(text.language)),
        _while(same_g, amount_words(line, text), Look.TEXT),
        Cell(value=line.portion_g, look=Look.INPUT_VALUE),
        Cell(value=per_100g, look=Look.INPUT_VALUE),
        mg,
        _known(details, row, text),
        Cell(value=place_of_food(details, text), look=Look.QUIET),
        _while(same_g, cited, Look.QUIET),
    ]


def _known(details: PlanFood, row: int, text: Text) -> Cell:
    """Return what is known of an item: as the table says, until somebody fills in another value."""
    words, filled_in = known_words(details, text), quoted(text("excel.filled_in"))
    told, per_100g = filled_in, details.food.mg_per_100g
    if per_100g is not None:
        told = f"IF(ABS(F{row}-{per_100g!r})<0.000001,{quoted(words)},{filled_in})"
    no_amount, no_value = quoted(text("excel.no_grams")), quoted(text("page.my_day.no_value"))
    formula = f"IF(ISNUMBER(G{row}),{told},IF(ISNUMBER(F{row}),{no_amount},{no_value}))"
    return Cell(value=words, formula=formula)


def _while(condition: str, words: str, look: Look) -> Cell:
    """Return words that stand there as long as a condition holds."""
    kept = plain(words)
    return Cell(value=kept, look=look, formula=f'IF({condition},{spelled(kept)},"")' if kept else "")


def _dose_heading(text: Text) -> Row:
    kind, *others = heading(text, ("ledger.column_kind", *DOSE_COLUMNS[1:]), "E")
    return [replace(kind, across=2), *others]


def _doses(report: Report, handbook: Handbook, text: Text) -> Sequence[Row]:
    def row(kind: str, name: str, compound: str, mg: float | None) -> Row:
        words = [Cell(value=word, look=Look.INPUT_TEXT) for word in (kind, None, name, compound)]
        return [replace(words[0], across=2), *words[1:], Cell(value=mg, look=Look.INPUT_VALUE)]

    taken = [
        row(
            text(f"ledger.kind.{dose.kind}"),
            dose.name,
            handbook.form(dose.form).name(text.language) if dose.form else "",
            dose.elemental_mg,
        )
        for dose in report.plan.supplements
    ]
    return [*taken, *[row("", "", "", None)] * READY_DOSES]
