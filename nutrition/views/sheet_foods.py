"""The sheet of foods that can be chosen from, and behind it the list of their measures."""

from nutrition.handbook import Handbook
from nutrition.plan_foods import PlanFood
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.book_foods import BookFood, BookFoods
from nutrition.views.cells import BLANK, Cell, Look, Row, Sheet, heading, texts
from nutrition.views.origins import place_of_food

COLUMNS = (
    "excel.number", "page.my_day.table_food", "page.my_day.table_per_100g", "excel.kcal_per_100g",
    "page.my_day.table_derivation", "page.my_day.table_samples", "page.my_day.table_source", "excel.food_id", "", "",
    "", "",
)  # fmt: skip
TOP = 4  # rows above the first food
NAMES = {
    "food_numbers": "A", "food_names": "B", "food_mg": "C", "food_known": "E", "food_sources": "G", "food_ids": "H",
    "food_first": "I", "food_last": "J", "food_eaten": "K", "food_rank": "L",
}  # fmt: skip
MEASURE_NAMES = {"measure_numbers": "A", "measure_names": "C", "measure_grams": "D", "measure_from": "E"}


def known_words(details: PlanFood, text: Text) -> str:
    """Return what is known of a food's value: analysed, calculated …, only a part of it, or nothing."""
    if details.food.mg_per_100g is None:
        return text("page.my_day.no_value")
    return text("excel.at_least" if details.unknown else f"derivation.{details.food.derivation}")


def foods_sheet(report: Report, foods: BookFoods, text: Text) -> Sheet:
    """Return every food with its number, value and source; aside stand its measures' places and what it brings."""
    eaten = {share.key: share.magnesium_mg for share in report.intake.by_food}
    rows: list[Row] = [
        [Cell(value=text("excel.sheet_foods"), look=Look.TITLE)],
        [Cell(value=text("excel.foods_hint"), look=Look.NOTE)],
        BLANK,
        heading(text, COLUMNS, "ACDF"),
        *(
            _food(food, eaten.get(food_id, 0.0), row, text)
            for row, (food_id, food) in enumerate(foods.items(), start=TOP + 1)
        ),
    ]
    return Sheet(
        title=text("excel.sheet_foods"),
        rows=tuple(rows),
        widest=(8, 56, 12, 12, 18, 11, 44, 16, 8, 8, 8, 8),
        frozen=TOP,
        repeated=TOP,
        aside="IJKL",
        names={name: f"${letter}${TOP + 1}:${letter}${len(rows)}" for name, letter in NAMES.items()},
    )


def source_words(food: BookFood, text: Text) -> str:
    """Return where the value of a food stands."""
    return place_of_food(food.details, text)


def rank(eaten_mg: float, number: int) -> float:
    """Return by what foods are put in order of what they bring; of two alike the first on the list comes first."""
    return eaten_mg - number / 1e9


def _food(food: BookFood, eaten_mg: float, place: int, text: Text) -> Row:
    row = food.details.food
    return [
        Cell(value=food.number, look=Look.COUNT),
        Cell(value=food.label),
        Cell(value=row.mg_per_100g, look=Look.VALUE),
        Cell(value=row.kcal_per_100g, look=Look.COUNT),
        Cell(value=known_words(food.details, text)),
        Cell(value=row.samples, look=Look.COUNT),
        *texts([source_words(food, text), row.food_id], Look.QUIET),
        Cell(value=food.first, look=Look.COUNT),
        Cell(value=food.last, look=Look.COUNT),
        Cell(value=eaten_mg, look=Look.MG, formula=f"SUMIF(plan_number,A{place},plan_mg)/plan_days"),
        Cell(
            value=rank(eaten_mg, food.number) if eaten_mg > 0 else "",
            look=Look.MG,
            formula=f'IF(K{place}>0,K{place}-A{place}/1000000000,"")',
        ),
    ]


def measures_sheet(foods: BookFoods, handbook: Handbook, text: Text) -> Sheet:
    """Return the measures of every food, food by food, and the compounds; a sheet for the formulas and the lists."""
    rows: list[Row] = [
        heading(text, ("excel.number", "excel.number", "excel.measure", "excel.one_g", "excel.weight_from"))
    ]
    for food in foods.values():
        for place, measure in enumerate(food.measures, start=food.first):
            cited = f"{measure.measure.citation.source} {measure.measure.citation.locator}" if measure.measure else ""
            rows.append(
                [
                    Cell(value=place, look=Look.COUNT),
                    Cell(value=food.number, look=Look.COUNT),
                    Cell(value=measure.label),
                    Cell(value=measure.one_g, look=Look.VALUE),
                    Cell(value=cited, look=Look.QUIET),
                ]
            )
    forms = [form.name(text.language) for form in handbook.forms.values()]
    for place, name in enumerate(forms, start=1):
        rows[place] = [*rows[place], Cell(value=name)]
    names = {name: f"${letter}$2:${letter}${len(rows)}" for name, letter in MEASURE_NAMES.items()}
    return Sheet(
        title=text("excel.sheet_measures"),
        rows=tuple(rows),
        widest=(8, 8, 40, 12, 40, 40),
        frozen=1,
        repeated=1,
        hidden=True,
        names={**names, "form_names": f"$F$2:$F${len(forms) + 1}"},
    )
