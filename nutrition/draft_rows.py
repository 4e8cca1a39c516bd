"""The rows of somebody's table, one by one: whose, when, what and how much; or everything that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from nutrition.diary_cells import LONGEST_LABEL, NOT_GIVEN, shown
from nutrition.draft_cells import Numbers, Place, is_pill, meal_of, parted, place_of, weight_of
from nutrition.draft_columns import Columns, Program
from nutrition.draft_files import Cell, Grid, NoValue, Row
from nutrition.draft_foods import Brought, FoodNames, measure_named
from nutrition.errors import DataError
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.limits import LEAST_GRAMS, LONGEST_NAME, MOST_GRAMS
from nutrition.plan import LEAST_AMOUNT, MOST_AMOUNT, Meal

MOST_MG = 5_000.0  # in what was eaten of one food
NO_CODE, WHOLE = "9", "1"  # how ASA24 marks a food that it could not find, and one whose values are complete


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """One row that can be used: `food` or `brought` when it is clear what was eaten, else `candidates` to ask about.

    `grams`, or `amount` of a `measure` in the words of the file; `day` is the file's own label.
    """

    row: int
    person: str
    day: str
    meal: Meal
    name: str
    grams: float | None
    amount: float | None
    measure: str
    food: Food | None
    candidates: tuple[Food, ...]
    brought: Brought | None
    place: Place

    @property
    def doubtful(self) -> bool:
        """Whether somebody has to say which food it is."""
        return self.food is None and self.brought is None


class RowReader:
    """Reads rows one by one. `problems` holds what is wrong, `other_meals` the words that are no meal we know."""

    def __init__(self, grid: Grid, columns: Columns, handbook: Handbook, names: FoodNames, *, file: str) -> None:
        self.columns, self.handbook, self.names, self.file, self.sheet = columns, handbook, names, file, grid.sheet
        self.program = columns.layout.program
        self.problems: list[DataError] = []
        self.other_meals: dict[str, None] = {}
        self.highest_mg = float(handbook.foods["mg_per_100g"].max())
        exported = self.program is not Program.TABLE
        limits = {"grams": (LEAST_GRAMS, MOST_GRAMS), "amount": (LEAST_AMOUNT, MOST_GRAMS), "mg": (0.0, MOST_MG)}
        self.numbers = {
            field: Numbers.of([self.cell(row, field) for row in grid.rows], low, high, exported=exported)
            for field, (low, high) in limits.items()
            if field in columns.places
        }

    def cell(self, row: Row, field: str) -> Cell:
        """Return what stands in the column of a field; nothing where there is no such column."""
        place = self.columns.places.get(field, len(row[1]))
        return row[1][place] if place < len(row[1]) else ""

    def place(self, row: Row, field: str) -> Place:
        """Return where a cell stands."""
        field = field if field in self.columns.places else "food"
        return place_of(
            self.columns, field, self.cell(row, field), file=self.file, sheet=self.sheet, row=row[0]
        )  # fmt: skip

    def read(self, grid: Grid) -> Iterator[DraftRow]:
        """Yield the rows that can be used."""
        for row in grid.rows:
            over = [cell for cell in row[1][len(grid.heading) :] if not isinstance(cell, str) or cell.strip()]
            if over:
                where = {"file": self.place(row, "food").file, "row": row[0]}
                fault = DataError("cell_count", **where, found=len(row[1]), expected=len(grid.heading))
                self.problems.append(fault)
                continue
            before = len(self.problems)
            read = self._row(row)
            if read is not None and len(self.problems) == before:
                yield read

    def _row(self, row: Row) -> DraftRow | None:
        person = self._label(row, "person", LONGEST_LABEL) if "person" in self.columns.places else ""
        day = self._label(row, "day", LONGEST_LABEL) if "day" in self.columns.places else ""
        meal = self._meal(row)
        name = self._label(row, "food", LONGEST_NAME)
        try:
            mg = self._mg(row)
            grams, amount, measure, name = self._quantity(row, name)
        except DataError as fault:
            self.problems.append(fault)
            return None
        if is_pill(measure) or "supplement" in shown(self._text(row, "category")).casefold():
            self.problems.append(self.place(row, "food").fault("draft_supplement"))
            return None
        if not name:
            return None
        food: Food | None = None
        candidates: tuple[Food, ...] = ()
        brought = None
        if "mg" in self.columns.places:
            brought = self._brought(row, name, mg, grams, amount, measure)
        else:
            food, candidates = self._food(row, name, measure if grams is None else "")
        return DraftRow(
            row=row[0], person=person, day=day, meal=meal, name=name, grams=grams, amount=amount, measure=measure,
            food=food, candidates=candidates, brought=brought, place=self.place(row, "food"),
        )  # fmt: skip

    def _text(self, row: Row, field: str) -> str:
        cell = self.cell(row, field)
        return "" if isinstance(cell, NoValue) else shown(cell)

    def _label(self, row: Row, field: str, longest: int) -> str:
        words, place = self._text(row, field), self.place(row, field)
        if isinstance(self.cell(row, field), NoValue):
            self.problems.append(place.fault("draft_formula"))
        elif not words:
            self.problems.append(place.fault("cell_empty"))
        elif len(words) > longest or not words.isprintable():
            self.problems.append(place.fault("draft_name", high=longest))
        else:
            return words
        return ""

    def _meal(self, row: Row) -> Meal:
        meal = meal_of(self.cell(row, "meal"), self.program)
        if meal is None:
            self.other_meals.setdefault(self._text(row, "meal")[:LONGEST_LABEL])
        return meal or Meal.SNACK

    def _mg(self, row: Row) -> float | None:
        """Return the mg that a program gives for what was eaten: None where it does not know it, which is not zero."""
        cell = self.cell(row, "mg")
        if "mg" not in self.numbers or (isinstance(cell, str) and cell.strip() in NOT_GIVEN):
            return None
        value, _ = self.numbers["mg"].read(cell, self.place(row, "mg"))
        complete = self._text(row, "code") != NO_CODE and self._text(row, "complete") in ("", WHOLE)
        return value if complete else None

    def _quantity(self, row: Row, name: str) -> tuple[float | None, float | None, str, str]:
        """Return grams, or an amount of a measure; and the name, without the amount that may stand at its end."""
        if "grams" in self.numbers:
            place = self.place(row, "grams")
            value, unit = self.numbers["grams"].read(self.cell(row, "grams"), place)
            if value is not None:
                return self._weighed(value, unit or "g", place), None, "", name
        measure, place = self._text(row, "measure"), self.place(row, "amount")
        value = None
        if "amount" in self.numbers:
            value, unit = self.numbers["amount"].read(self.cell(row, "amount"), place)
            measure = measure or unit
        elif "measure" not in self.columns.places and self.program is Program.MYFITNESSPAL:
            before, _, tail = name.rpartition(",")
            number, unit = parted(tail)
            if before and unit and isinstance(number, str):
                read = Numbers.of([number], LEAST_AMOUNT, MOST_GRAMS, exported=True)
                value, measure, name = read.read(number, place)[0], unit, before.strip()
        if not measure:
            raise place.fault("draft_no_weight")
        value = 1.0 if value is None else value
        if weight_of(measure) is not None:
            return self._weighed(value, measure, place), None, "", name
        if not LEAST_AMOUNT <= value <= MOST_AMOUNT:
            raise place.fault("number_out_of_range", low=LEAST_AMOUNT, high=MOST_AMOUNT)
        return None, value, measure, name

    def _weighed(self, value: float, unit: str, place: Place) -> float:
        one_g = weight_of(unit)
        if one_g is None:
            raise place.fault("draft_no_weight")
        if not LEAST_GRAMS <= value * one_g <= MOST_GRAMS:
            raise place.fault("number_out_of_range", low=LEAST_GRAMS, high=MOST_GRAMS)
        return value * one_g

    def _brought(
        self, row: Row, name: str, mg: float | None, grams: float | None, amount: float | None, measure: str
    ) -> Brought:
        if mg is not None and grams and mg / grams * 100 > self.highest_mg:
            value = {"value_mg": mg / grams * 100, "highest_mg": self.highest_mg}
            self.problems.append(self.place(row, "mg").fault("draft_value_high", **value))
        if grams is None:
            name = f"{name}, {amount:g} {measure}"
        return Brought(name=name, given_by=self.columns.layout.given_by, mg=mg, grams=grams)

    def _food(self, row: Row, name: str, measure: str) -> tuple[Food | None, tuple[Food, ...]]:
        meant, place = self.names(name), self.place(row, "food")
        food, candidates = meant.food, meant.candidates
        if food and self.program is not Program.TABLE:
            candidates = (food,)  # another program's food is ours only when somebody agrees
            food = None
        if not meant.searched:
            self.problems.append(place.fault("draft_too_many_names"))
        elif not food and not candidates:
            self.problems.append(place.fault("food_not_found"))
        elif food and measure:
            try:
                measure_of(food, measure, self.handbook, self.place(row, "measure"))
            except DataError as fault:
                self.problems.append(fault)
        return food, candidates


def measure_of(food: Food, words: str, handbook: Handbook, place: Place) -> str:
    """Return the measure of a food by its name in either language; raise `DataError` with the ones it has."""
    measures = handbook.measures.get(food.food_id, {}).values()
    found = measure_named(words, measures)
    if found is None:
        choices = ", ".join(["gram", *dict.fromkeys(one.measure_nl or one.measure for one in measures)])
        raise place.fault("draft_measure", measure=words, choices=choices)
    return found.measure
