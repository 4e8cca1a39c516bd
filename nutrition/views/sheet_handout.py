"""The handout in the workbook: one page for the client to take home, whose figures follow what is changed."""

from collections.abc import Sequence

from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.suggestion import Suggestion
from nutrition.text import Text
from nutrition.views.book_foods import BookFoods
from nutrition.views.cells import BLANK, Cell, Look, Row, Sheet, quoted, words_when
from nutrition.views.handout import LEAST_SHOWN_MG, Handout, HandoutFigure, HandoutFood, make_handout
from nutrition.views.sheet_plan import SOME_UNKNOWN
from nutrition.views.sheet_supplements import while_unchanged

WIDTH = 3  # columns


def handout_sheet(
    report: Report, handbook: Handbook, suggestions: Sequence[Suggestion], foods: BookFoods, text: Text
) -> Sheet:
    """Return what is eaten, how it compares, what would help, when to see a doctor and the sources, on one A4."""
    labels = {food_id: food.label for food_id, food in foods.items()}
    handout = make_handout(report, handbook, suggestions, labels, text)
    rows: list[Row] = [
        [Cell(value=handout.title, look=Look.HAND_TITLE)],
        [Cell(value=report.plan.name.strip(), look=Look.HAND)],
        BLANK,
        _section(handout.compare_title),
        *_compared(handout, text),
        BLANK,
        _section(handout.foods_title),
    ]
    rows += _eaten(handout, foods, text, after=len(rows))
    rows += [BLANK, _section(handout.helps_title), *_unchanged(handout.helps, report, text)]
    rows += [BLANK, _section(handout.doctor_title), *_unchanged(handout.ask, report, text)]
    rows += [[Cell(value=handout.doctor, look=Look.HAND, across=WIDTH)]]
    rows += [BLANK, *([Cell(value=words, look=Look.HAND_SMALL, across=WIDTH)] for words in handout.small)]
    return Sheet(
        title=text("excel.sheet_handout"),
        rows=tuple(rows),
        widest=(56, 16, 22),
        fixed=True,
        one_page=True,
        upright=True,
    )


def _section(words: str) -> Row:
    return [Cell(value=words, look=Look.HAND_SECTION)]


def _unchanged(said: Sequence[str], report: Report, text: Text) -> list[Row]:
    return [[while_unchanged(words, report, text, look=Look.HAND, across=WIDTH)] for words in said]


def _compared(handout: Handout, text: Text) -> list[Row]:
    intake, taken = handout.intake, handout.taken
    at_least = words_when(text("excel.at_least"), SOME_UNKNOWN, bool(intake.said))
    said = Cell(value=at_least.value, formula=at_least.formula, look=Look.HAND)
    rows = [
        _figure(intake, said),
        _when(taken.label, taken.mg or 0.0, taken.name, f"{taken.name}>0", bool(taken.mg)),
    ]
    judged = [figure for figure in (handout.target, handout.gap) if figure]
    return [*rows, *(_figure(figure, Cell(value=figure.said or None, look=Look.HAND)) for figure in judged)]


def _figure(figure: HandoutFigure, said: Cell) -> Row:
    value = Cell(value="" if figure.mg is None else figure.mg, look=Look.HAND_MG, formula=figure.name)
    return [Cell(value=figure.label, look=Look.HAND), value, said]


def _eaten(handout: Handout, foods: BookFoods, text: Text, *, after: int) -> list[Row]:
    rows = [_food(food, foods[food.food_id].number, text) for food in handout.foods]
    first, last = after + 1, after + len(rows)
    rest = f"intake_food_mg-SUM(B{first}:B{last})" if rows else "intake_food_mg"
    condition = f"{rest}>={LEAST_SHOWN_MG}"
    return [*rows, _when(handout.others, handout.others_mg, rest, condition, handout.names_others)]


def _food(food: HandoutFood, number: int, text: Text) -> Row:
    value: str | float | None = food.mg
    formula = f"SUMIF(plan_number,{number},plan_mg)/plan_days"
    if value is None:
        value = text("page.my_day.no_value")
        formula = f"IF(SUMIF(plan_number,{number},plan_mg)>0,{formula},{quoted(value)})"
    return [Cell(value=food.label, look=Look.HAND), Cell(value=value, look=Look.HAND_MG, formula=formula)]


def _when(label: str, mg: float, formula: str, condition: str, holds: bool) -> Row:
    """Return a line that is there as long as a condition holds."""
    said = Cell(value=label if holds else "", look=Look.HAND, formula=f'IF({condition},{quoted(label)},"")')
    return [said, Cell(value=mg if holds else "", look=Look.HAND_MG, formula=f'IF({condition},{formula},"")')]
