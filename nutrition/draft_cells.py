"""What one cell of a typed table or of another program's export says: an amount with its unit, a meal, a day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nutrition.diary_cells import LONGEST_SHOWN, NumberReader, number_reader, shown
from nutrition.draft_columns import Columns, Program
from nutrition.draft_files import Cell, NoValue
from nutrition.errors import DataError
from nutrition.layouts import key_of_heading
from nutrition.plan import Meal

QUANTITY = re.compile(r"([+-]?[0-9.,]*[0-9][.,]?)\s*([^\W\d_].*)?", re.DOTALL)
IN_GRAMS = {
    **dict.fromkeys("g gr gram grams grammen gramme grammes".split(), 1.0),
    **dict.fromkeys("kg kilo kilogram kilograms".split(), 1000.0),
}
# of a supplement, in the words of programs that keep supplements among foods
PILLS = frozenset(
    "tablet tablets tabletten capsule capsules caplet caplets softgel softgels pill pills pil pillen gummy gummies "
    "lozenge lozenges".split()
)
MEALS = {
    **dict.fromkeys("breakfast ontbijt ochtend morning".split(), Meal.BREAKFAST),
    **dict.fromkeys("lunch middageten middagmaal middagmaaltijd broodmaaltijd middag brunch".split(), Meal.LUNCH),
    **dict.fromkeys(
        "dinner diner avondeten avondmaal avondmaaltijd warmemaaltijd supper avond eveningmeal".split(), Meal.DINNER
    ),
    **dict.fromkeys("snack snacks tussendoor tussendoortje tussendoortjes tussenmaaltijd".split(), Meal.SNACK),
}
# breakfast, brunch, lunch, dinner, supper, a snack, just a drink, just a supplement
OCCASIONS = dict(zip("12345678", "breakfast lunch lunch dinner dinner snack snack snack".split(), strict=True))
NO_MEAL = frozenset({"", "uncategorized"})
DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
DAY_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a cell stands, as a person finds it: the file with the sheet, the row, the heading with the cell."""

    file: str
    row: int
    column: str
    value: str

    def fault(self, code: str, **more: object) -> DataError:
        """Return what is wrong with the cell."""
        where = {"file": self.file, "row": self.row, "column": self.column, "value": self.value}
        return DataError(code, **where, **more)


def place_of(columns: Columns, field: str, cell: Cell, *, file: str, sheet: str, row: int) -> Place:
    """Return where the cell of a field stands; in a workbook the heading is followed by the cell, such as C14."""
    title = columns.title(field)
    if sheet:
        title = f"{title} ({letters(columns.places[field])}{row})"
    value = "" if isinstance(cell, NoValue) else shown(cell)[:LONGEST_SHOWN]
    return Place(file=f"{file}, {sheet}" if sheet else file, row=row, column=title, value=value)


def letters(place: int) -> str:
    """Return a column of a workbook by its letters.

    >>> letters(0), letters(26), letters(701)
    ('A', 'AA', 'ZZ')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How the numbers of one column are read, with or without a unit behind them."""

    reader: NumberReader

    @classmethod
    def of(cls, cells: Iterable[Cell], low: float, high: float, *, exported: bool) -> "Numbers":
        """Return the reader of a column; an export writes a decimal point."""
        numbers = [number for number, _ in (parted(cell) for cell in cells if not isinstance(cell, NoValue))]
        seen = number_reader(numbers, low, high)
        marks = seen.decimals_after | ({"."} if exported else frozenset())
        return cls(reader=NumberReader(low=low, high=high, decimals_after=frozenset(marks)))

    def read(self, cell: Cell, place: Place) -> tuple[float | None, str]:
        """Return the number and the unit of a cell; None when it is empty. Raises `DataError` with the place."""
        if isinstance(cell, NoValue):
            raise place.fault("draft_formula")
        number, unit = parted(cell)
        if isinstance(number, str) and not number.strip():
            return None, ""
        value = self.reader.value(number)
        if value is None:
            # a range that begins above zero is no weighting factor: the sentence of groups does not fit
            plain = NumberReader(low=0.0, high=self.reader.high, decimals_after=self.reader.decimals_after)
            found = plain.fault(number, file=place.file, row=place.row, column=place.column)
            limits = {"low": self.reader.low, "high": self.reader.high}
            raise DataError(found.code, **{**found.values, "value": place.value, **limits})
        return value, unit


def parted(cell: Cell) -> tuple[str | float, str]:
    """Return the number and the unit of a cell; what does not begin with a number is returned whole.

    >>> parted("150.00 g"), parted("1 full recipe"), parted("1/2 cup"), parted(2.0)
    (('150.00', 'g'), ('1', 'full recipe'), ('1/2 cup', ''), (2.0, ''))
    """
    if not isinstance(cell, str):
        return (cell, "") if not isinstance(cell, NoValue) else ("", "")
    found = QUANTITY.fullmatch(cell.strip())
    return (found[1], " ".join((found[2] or "").split())) if found else (cell, "")


def weight_of(unit: str) -> float | None:
    """Return how many grams one of a unit of weight is; None for another unit.

    >>> weight_of("Gram"), weight_of("kg"), weight_of("cup")
    (1.0, 1000.0, None)
    """
    return IN_GRAMS.get(unit.casefold().rstrip("."))


def is_pill(unit: str) -> bool:
    """Return whether something is counted as only supplements and medicines are."""
    return bool(PILLS & set(re.findall(r"[a-z]+", unit.casefold())))


def meal_of(cell: Cell, program: Program) -> Meal | None:
    """Return a meal; a snack for none, None for a word that is no meal we know."""
    words = "" if isinstance(cell, NoValue) else shown(cell)
    if program is Program.ASA24:
        words = OCCASIONS.get(words, words)
    return Meal.SNACK if words.casefold() in NO_MEAL else MEALS.get(key_of_heading(words))


def day_numbers(labels: Sequence[str]) -> Mapping[str, int]:
    """Return the days of a table as 1, 2, 3 …: numbers and dates in their order, other labels as they come.

    A day without a row was not recorded, and does not count as one on which nothing was eaten.

    >>> dict(day_numbers(["2026-03-09", "2026-03-10", "2026-03-09"])), dict(day_numbers(["20", "9"]))
    ({'2026-03-09': 1, '2026-03-10': 2}, {'9': 1, '20': 2})
    """
    once = list(dict.fromkeys(labels))
    dates = [DATE.fullmatch(label) for label in once]
    if all(DAY_NUMBER.fullmatch(label) for label in once):
        once.sort(key=int)
    elif all(dates):
        order = {label: tuple(map(int, found.groups())) for label, found in zip(once, dates, strict=True) if found}
        once.sort(key=order.__getitem__)
    return MappingProxyType({label: number for number, label in enumerate(once, start=1)})
