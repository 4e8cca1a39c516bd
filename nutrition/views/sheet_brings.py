"""What brings the magnesium, by food and by meal, as rows of formulas: the largest first, also after a change."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from nutrition.plan import Meal
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.book_foods import BookFoods
from nutrition.views.cells import Cell, Look, Row, heading, quoted
from nutrition.views.sheet_foods import rank

MOST_NAMED = 8
HEADING = ("page.my_day.table_food", "report.food", "", "page.my_day.table_meal", "", "report.food")
BRINGING_ROWS = MOST_NAMED + 1  # and the others
Ranked = Sequence[tuple[str, float]]  # label and mg a day


def brings_rows(report: Report, foods: BookFoods, text: Text, *, after: int) -> list[Row]:
    """Return a heading, the foods that bring most with the others below them, and beside them the meals."""
    meals = [_meal(report, meal, after + place, text) for place, meal in enumerate(Meal, start=2)]
    ranked = _ranked(report, foods)
    eaten = [*_foods(ranked), _others(report, ranked, after + 2, text)]
    beside: Iterable[tuple[list[Cell], list[Cell]]] = zip_longest(eaten, meals, fillvalue=[])
    return [heading(text, HEADING, "BF"), *([*food, Cell(look=Look.NOTE), *meal] for food, meal in beside)]


def _ranked(report: Report, foods: BookFoods) -> Ranked:
    """Return the foods that bring anything with their mg a day, in the order of the formulas."""
    shares = [share for share in report.intake.by_food if share.magnesium_mg > 0]
    shares.sort(key=lambda share: -rank(share.magnesium_mg, foods[share.key].number))
    return [(foods[share.key].label, share.magnesium_mg) for share in shares]


def _foods(ranked: Ranked) -> list[list[Cell]]:
    rows = []
    for place in range(1, MOST_NAMED + 1):
        label, mg = ranked[place - 1] if place <= len(ranked) else ("", "")
        there = f"MATCH(LARGE(food_rank,{place}),food_rank,0)"
        name, value = (
            f'IF({place}>COUNT(food_rank),"",INDEX({block},{there}))' for block in ("food_names", "food_eaten")
        )
        rows.append([Cell(value=label, formula=name), Cell(value=mg, look=Look.MG, formula=value)])
    return rows


def _others(report: Report, ranked: Ranked, first: int, text: Text) -> list[Cell]:
    last = first + MOST_NAMED - 1
    more, others = f"COUNT(food_rank)>{MOST_NAMED}", text("page.my_day.others")
    holds = len(ranked) > MOST_NAMED
    named_mg = sum(mg for _, mg in ranked[:MOST_NAMED])
    return [
        Cell(value=others if holds else "", formula=f'IF({more},{quoted(others)},"")'),
        Cell(
            value=report.intake.food_mg - named_mg if holds else "",
            look=Look.MG,
            formula=f'IF({more},intake_food_mg-SUM(B{first}:B{last}),"")',
        ),
    ]


def _meal(report: Report, meal: Meal, row: int, text: Text) -> list[Cell]:
    shares = {share.key: share.magnesium_mg for share in report.intake.by_meal}
    formula = f"SUMIF(plan_meal,D{row},plan_mg)/plan_days"
    if meal is Meal.SNACK:
        # a line without a meal is in between
        formula = f'(SUMIF(plan_meal,D{row},plan_mg)+SUMPRODUCT((plan_meal="")*1,plan_mg))/plan_days'
    named = Cell(value=text(f"meal.{meal}"), across=2)
    return [named, Cell(), Cell(value=shares.get(meal, 0.0), look=Look.MG, formula=formula)]
