"""The sheet of what is eaten: a row for each item, live, and ready rows below in which a food is picked from a list."""

from collections.abc import Iterable, Sequence

from nutrition.intake import IntakeLine
from nutrition.plan import LEAST_AMOUNT, MOST_DAYS, Meal
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.book_foods import BookFood, BookFoods
from nutrition.views.cells import BLANK, Cell, Choices, Look, Row, Rule, Sheet, heading, quoted, words_when
from nutrition.views.sheet_foods import known_words, source_words
from nutrition.views.sheet_head import head

HEADING = 7
READY_ROWS = 200
COLUMNS = (
    "page.my_day.day", "page.my_day.table_meal", "page.my_day.table_food", "page.my_day.table_amount",
    "excel.measure", "excel.one_g", "page.my_day.table_grams", "page.my_day.table_per_100g", "page.my_day.table_mg",
    "page.my_day.table_derivation", "page.my_day.table_source", "excel.weight_from", "excel.number", "excel.number",
    "excel.place",
)  # fmt: skip
NUMBERS = "ADFGHI"
NAMES = {
    "plan_day": "A", "plan_meal": "B", "plan_food": "C", "plan_grams": "G", "plan_mg": "I", "plan_known": "J",
    "plan_number": "M", "plan_order": "O",
}  # fmt: skip
SOME_UNKNOWN = "unknown_items>0"


def plan_sheet(report: Report, foods: BookFoods, text: Text) -> Sheet:
    """Return the plan's items, by day and meal, and the ready rows below them."""
    intake, first = report.intake, HEADING + 1
    words = _Words(text)
    at_least = words_when(text("excel.at_least"), SOME_UNKNOWN, intake.at_least)
    rows: list[Row] = [
        *head(report, text),
        [Cell(value=text("excel.hint"), look=Look.NOTE)],
        [
            *[Cell(look=Look.NOTE)] * 7,
            Cell(value=text("excel.food_mean"), look=Look.LABEL_RIGHT),
            Cell(value=intake.food_mg, look=Look.TOTAL_MG, formula="intake_food_mg"),
            Cell(value=at_least.value, formula=at_least.formula, look=Look.NOTE),
        ],
        BLANK,
        heading(text, COLUMNS, NUMBERS),
    ]
    for place, line in in_reading_order(intake.lines):
        rows.append(_line(line, place, len(rows) + 1, foods[line.food.food_id], words))
    rows += [_ready(row, words) for row in range(len(rows) + 1, len(rows) + 1 + READY_ROWS)]
    last = len(rows)
    return Sheet(
        title=text("excel.sheet_plan"),
        rows=tuple(rows),
        widest=(7, 14, 48, 14, 30, 11, 10, 11, 10, 18, 36, 34, 8, 8, 8),
        frozen=HEADING,
        repeated=HEADING,
        aside="MNO",
        printed=f"A1:L{max(first, last - READY_ROWS + 3)}",
        names={name: f"${letter}${first}:${letter}${last}" for name, letter in NAMES.items()},
        choices=_choices(first, last, text),
        rules=(Rule(cells=f"J{first}:J{last}", formula=f'AND($C{first}<>"",$I{first}="")', look=Look.CARE),),
    )


def in_reading_order(lines: Sequence[IntakeLine]) -> list[tuple[int, IntakeLine]]:
    """Return the lines of a plan by day and meal, each with its place in the plan."""
    meals = list(Meal)
    return sorted(enumerate(lines), key=lambda numbered: (numbered[1].item.day, meals.index(numbered[1].item.meal)))


def _choices(first: int, last: int, text: Text) -> tuple[Choices, ...]:
    meals = ",".join(text(f"meal.{meal}") for meal in Meal)
    start, end = f"INDEX(food_first,$M{first})", f"INDEX(food_last,$M{first})"
    measures = f"OFFSET(measure_names,{start}-1,0,{end}-{start}+1,1)"
    return (
        Choices(cells=f"A{first}:A{last}", whole=(1, MOST_DAYS), wrong=text("excel.wrong_day", high=MOST_DAYS)),
        Choices(cells=f"B{first}:B{last}", listed=quoted(meals), wrong=text("excel.wrong_meal")),
        Choices(cells=f"C{first}:C{last}", listed="food_names", wrong=text("excel.wrong_food")),
        Choices(cells=f"D{first}:D{last}", least=LEAST_AMOUNT, wrong=text("excel.wrong_amount")),
        Choices(cells=f"E{first}:E{last}", listed=measures, wrong=text("excel.wrong_measure")),
    )


class _Words:
    """The words that stand in every row's formulas, looked up once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.meals = {meal: text(f"meal.{meal}") for meal in Meal}
        self.no_value = text("page.my_day.no_value")
        self.no_food = text("excel.no_such_food")
        self.no_amount = text("excel.no_amount")
        self.filled_in = text("excel.filled_in")


def _line(line: IntakeLine, place: int, row: int, food: BookFood, words: _Words) -> Row:
    item = line.item
    measure_place = food.place_of(item)
    measure = food.measures[measure_place - food.first]
    amount = item.amount if item.grams is None else item.grams / measure.one_g
    cited = f"{measure.measure.citation.source} {measure.measure.citation.locator}" if measure.measure else ""
    given = (
        measure.one_g,
        line.portion_g,
        food.details.food.mg_per_100g,
        line.magnesium_mg,
        known_words(food.details, words.text),
        source_words(food, words.text),
        cited,
        food.number,
        measure_place,
    )
    typed = (item.day, words.meals[item.meal], food.label, amount, measure.label)
    return [*_typed(typed), *_worked_out(row, words, given), Cell(value=place, look=Look.COUNT)]


def _ready(row: int, words: _Words) -> Row:
    return [*_typed((None,) * 5), *_worked_out(row, words, ("",) * 7 + (0, 0)), Cell(look=Look.COUNT)]


TYPED = (Look.INPUT_DAY, Look.INPUT_TEXT, Look.INPUT_TEXT, Look.INPUT_VALUE, Look.INPUT_TEXT)
WORKED_OUT = (Look.VALUE, Look.MG, Look.INPUT_VALUE, Look.MG, Look.TEXT, Look.QUIET, Look.QUIET, Look.COUNT, Look.COUNT)


def _typed(values: Sequence[float | str | None]) -> Iterable[Cell]:
    return (Cell(value=value, look=look) for value, look in zip(values, TYPED, strict=True))


def _worked_out(row: int, words: _Words, given: Sequence[float | str | None]) -> Iterable[Cell]:
    own = "INDEX(food_mg,M{r})"
    measures = "INDEX({0},INDEX(food_first,M{r})):INDEX({0},INDEX(food_last,M{r}))"
    named = measures.replace("{0}", "measure_names")
    numbered = measures.replace("{0}", "measure_numbers")
    told = f'IF(AND({own}<>"",H{{r}}={own}),INDEX(food_known,M{{r}}),{quoted(words.filled_in)})'
    unknown = f"IF(ISNUMBER(H{{r}}),{quoted(words.no_amount)},{quoted(words.no_value)})"
    formulas = (
        'IF(N{r}=0,"",INDEX(measure_grams,N{r}))',
        'IF(AND(ISNUMBER(D{r}),ISNUMBER(F{r})),D{r}*F{r},"")',
        f'IF(M{{r}}=0,"",IF({own}="","",{own}))',
        'IF(AND(ISNUMBER(G{r}),ISNUMBER(H{r})),G{r}*H{r}/100,"")',
        f'IF(C{{r}}="","",IF(M{{r}}=0,{quoted(words.no_food)},IF(ISNUMBER(I{{r}}),{told},{unknown})))',
        'IF(M{r}=0,"",INDEX(food_sources,M{r}))',
        'IF(N{r}=0,"",INDEX(measure_from,N{r})&"")',
        'IF(C{r}="",0,SUMPRODUCT((food_names=C{r})*food_numbers))',
        f'IF(OR(M{{r}}=0,E{{r}}=""),0,SUMPRODUCT(({named}=E{{r}})*{numbered}))',
    )
    number = str(row)
    return (
        Cell(value="" if value is None else value, look=look, formula=formula.replace("{r}", number))
        for value, look, formula in zip(given, WORKED_OUT, formulas, strict=True)
    )
