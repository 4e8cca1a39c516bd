"""What one cell of a group's table says: a label, a number, a sex or a food; never a guess at what it might mean."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from nutrition.diary_files import Cell
from nutrition.errors import DataError
from nutrition.foods import Food
from nutrition.plan import OLDEST_YEARS, Sex

LONGEST_LABEL, LONGEST_SHOWN, MOST_CHOICES = 100, 200, 5
MOST_MG_A_DAY, MOST_GRAMS_OF_FOOD = 20_000.0, 20_000.0
LEAST_WEIGHT, MOST_WEIGHT = 1e-12, 1e12
NOT_GIVEN = frozenset({"", "NA", "."})  # so R and SAS write a value that is missing
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})(?:[eE][+-]?[0-9]{1,2})?")
TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
THREE_DECIMALS = re.compile(r"[+-]?(?:(?:0|[0-9]{4,})?([.,])[0-9]{3}|[0-9]*([.,])[0-9]{4,})")
SEXES = {
    **dict.fromkeys("female f woman women girl v vrouw vrouwelijk meisje".split(), Sex.FEMALE),
    **dict.fromkeys("male m man men boy mannelijk jongen".split(), Sex.MALE),
}


class Reader(Protocol):
    """How the cells of one column are read."""

    def value(self, cell: Cell) -> object | None:
        """Return what a cell says; None when it says nothing that can be used."""

    def fault(self, cell: Cell, *, file: str, row: int, column: str) -> DataError:
        """Return what is wrong with a cell that has no value."""


def shown(cell: Cell) -> str:
    """Return a cell as a person sees it, on one line: the 7.0 of a workbook is 7.

    >>> shown(7.0), shown(27.5), shown("  Jan  Jansen ")
    ('7', '27.5', 'Jan Jansen')
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def not_given(cell: Cell) -> bool:
    """Return whether a number or a sex is left out."""
    return isinstance(cell, str) and cell.strip() in NOT_GIVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReader:
    """Labels of persons and days: whatever fits on a line."""

    def value(self, cell: Cell) -> str | None:
        """Return the label."""
        label = shown(cell)
        return label if 0 < len(label) <= LONGEST_LABEL and label.isprintable() else None

    def fault(self, cell: Cell, *, file: str, row: int, column: str) -> DataError:
        """Return what is wrong."""
        where = {"file": file, "row": row, "column": column, "value": shown(cell)[:LONGEST_SHOWN]}
        return DataError("not_a_choice" if where["value"] else "cell_empty", **where)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReader:
    """Numbers from `low` to `high`, with a decimal point or comma.

    1.250 and 1,250 can be read in two ways and are a fault, unless the column shows that its numbers have three
    decimals or more: beside 0.125 or 1034.125 a point starts the decimals (`decimals_after` holds that mark).
    """

    low: float
    high: float
    decimals_after: frozenset[str] = frozenset()

    def value(self, cell: Cell) -> float | None:
        """Return the number, if it lies within the limits."""
        number = self._number(cell)
        return number if number is not None and self.low <= number <= self.high else None

    def _number(self, cell: Cell) -> float | None:
        if not isinstance(cell, str):
            return float(cell) if abs(cell) < 1e15 else None  # a whole number of a workbook may be too long for a float
        text = cell.strip()
        if not NUMBER.fullmatch(text) or self._two_readings(text):
            return None
        return float(text.replace(",", "."))

    def _two_readings(self, text: str) -> bool:
        return TWO_READINGS.fullmatch(text) is not None and text[-4] not in self.decimals_after

    def fault(self, cell: Cell, *, file: str, row: int, column: str) -> DataError:
        """Return what is wrong."""
        text = shown(cell)[:LONGEST_SHOWN]
        where = {"file": file, "row": row, "column": column, "value": text}
        if not_given(cell):
            return DataError("cell_empty", **where)
        if self._number(cell) is not None:
            if self.low > 0:
                return DataError("number_not_above_zero", **where)
            return DataError("number_out_of_range", **where, low=self.low, high=self.high)
        if not self._two_readings(text):
            return DataError("not_a_number", **where)
        shorter = text.rstrip("0").rstrip(".,")
        fraction = f"{text}0" if shorter == text else shorter
        return DataError("two_readings_in_file", **where, whole=re.sub(r"[.,]", "", text), fraction=fraction)


def number_reader(cells: Iterable[Cell], low: float, high: float) -> NumberReader:
    """Return the reader of a column of numbers, once it has seen how many decimals they have.

    >>> number_reader(["1.250", "27.5"], 0, 9).value("1.250"), number_reader(["1.250", "0.125"], 0, 9).value("1.250")
    (None, 1.25)
    """
    found = (THREE_DECIMALS.fullmatch(cell.strip()) for cell in cells if isinstance(cell, str))
    return NumberReader(low=low, high=high, decimals_after=frozenset(one[1] or one[2] for one in found if one))


@dataclass(frozen=True, slots=True, kw_only=True)
class SexReader:
    """The sex, in a few words that leave no doubt; codes such as 1 and 2 mean something else in every study."""

    def value(self, cell: Cell) -> Sex | None:
        """Return the sex."""
        return SEXES.get(shown(cell).casefold())

    def fault(self, cell: Cell, *, file: str, row: int, column: str) -> DataError:
        """Return what is wrong."""
        return DataError("sex_unclear", file=file, row=row, column=column, value=shown(cell)[:LONGEST_SHOWN])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FoodReader:
    """Foods by their id, or by a name in either language that one food has and no other."""

    by_id: Mapping[str, Food]
    by_name: Mapping[str, Sequence[Food]]

    def value(self, cell: Cell) -> Food | None:
        """Return the food."""
        named = self._named(cell)
        return named[0] if len(named) == 1 else None

    def _named(self, cell: Cell) -> Sequence[Food]:
        words = shown(cell)
        return (self.by_id[words],) if words in self.by_id else self.by_name.get(words.casefold(), ())

    def fault(self, cell: Cell, *, file: str, row: int, column: str) -> DataError:
        """Return what is wrong; of a name that several foods have, their ids."""
        where = {"file": file, "row": row, "column": column, "value": shown(cell)[:LONGEST_SHOWN]}
        if not where["value"]:
            return DataError("cell_empty", **where)
        named = self._named(cell)
        if not named:
            return DataError("food_not_found", **where)
        choices = ", ".join(food.food_id for food in named[:MOST_CHOICES])
        return DataError("food_name_shared", **where, choices=f"{choices}, …" if len(named) > MOST_CHOICES else choices)


def food_reader(foods: Mapping[str, Food]) -> FoodReader:
    """Return the reader of a column of foods."""
    by_name: dict[str, list[Food]] = {}
    for food in foods.values():
        for name in {food.food_id, food.name_en, food.name_nl} - {""}:
            by_name.setdefault(shown(name).casefold(), []).append(food)
    # a food whose names differ only in their capitals has them once
    once = {name: tuple({food.food_id: food for food in named}.values()) for name, named in by_name.items()}
    return FoodReader(by_id=foods, by_name=MappingProxyType(once))


ReaderOf = Callable[[Sequence[Cell]], Reader]


def readers(foods: Mapping[str, Food]) -> Mapping[str, ReaderOf]:
    """Return how the columns of a table are read, each from the different cells it has."""
    return {
        "person": lambda cells: LabelReader(),
        "day": lambda cells: LabelReader(),
        "mg": lambda cells: number_reader(cells, 0, MOST_MG_A_DAY),
        "food": lambda cells: food_reader(foods),
        "grams": lambda cells: number_reader(cells, 0, MOST_GRAMS_OF_FOOD),
        "sex": lambda cells: SexReader(),
        "age": lambda cells: number_reader(cells, 0, OLDEST_YEARS),
        "weight": lambda cells: number_reader(cells, LEAST_WEIGHT, MOST_WEIGHT),
    }
