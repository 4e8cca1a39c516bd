"""The shelf: every food with its three figures, ranked once, so that browsing the whole table takes no time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from nutrition.foods import Food
from nutrition.measures import Measure, Measures, likely_portion

# energy is published in whole kcal: below this, rounding alone moves mg per 100 kcal by more than a tenth
LEAST_KCAL = 5.0
RARE = 9  # after every commonness


class Per(StrEnum):
    """What the magnesium of a food is held against."""

    PORTION = "portion"
    WEIGHT = "100g"
    KCAL = "100kcal"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodFigures:
    """A food with its magnesium in mg per portion, per 100 g and per 100 kcal; None where that is unknown.

    `portion` is the measure that stands for a portion, `portion_g` its weight; both None where the food has none, and
    `portion` alone for a portion of the visitor's own. `eaten` marks what people here eat most, `at_least` a value
    that is known in part.
    """

    food: Food
    portion: Measure | None
    portion_g: float | None
    portion_mg: float | None
    mg_per_100g: float | None
    mg_per_100kcal: float | None
    eaten: bool
    at_least: bool = False

    def figure(self, per: Per) -> float | None:
        """Return one of the three figures."""
        if per is Per.PORTION:
            return self.portion_mg
        return self.mg_per_100g if per is Per.WEIGHT else self.mg_per_100kcal

    @property
    def has_value(self) -> bool:
        """Whether the magnesium of this food is known at all."""
        return self.food.mg_per_100g is not None

    @property
    def usual(self) -> bool:
        """Whether somebody chose its usual portion; a cup out of a food table is not one."""
        return self.portion.usual if self.portion else self.portion_g is not None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelf:
    """Every food of the table in its order; `ranked` holds row numbers, the highest figure first.

    After the foods that have the figure come those with a value but without this figure, then those without a value.
    """

    foods: tuple[FoodFigures, ...]
    ranked: Mapping[Per, tuple[int, ...]]
    groups: tuple[str, ...]
    tables: tuple[str, ...]

    @property
    def with_value(self) -> int:
        """How many foods have a value."""
        return sum(one.has_value for one in self.foods)

    @classmethod
    def of(cls, foods: Iterable[Food], measures: Measures, eaten: Iterable[Food]) -> "Shelf":
        """Work out the figures of every food and rank them."""
        often = {food.food_id for food in eaten}
        figures = []
        for food in foods:
            portion = likely_portion(food.food_id, measures)
            figures.append(
                FoodFigures(
                    food=food,
                    portion=portion,
                    portion_g=portion.one_g if portion else None,
                    portion_mg=food.magnesium_mg(portion.one_g) if portion else None,
                    mg_per_100g=food.mg_per_100g,
                    mg_per_100kcal=mg_per_100kcal(food),
                    eaten=food.food_id in often,
                )
            )
        rows = range(len(figures))
        return cls(
            foods=tuple(figures),
            ranked=MappingProxyType(
                {per: tuple(sorted(rows, key=lambda row, per=per: rank(figures[row], per))) for per in Per}  # type: ignore[misc]
            ),
            groups=tuple(sorted({one.food.food_group for one in figures})),
            tables=tuple(sorted({one.food.citation.source for one in figures if one.food.citation})),
        )


def mg_per_100kcal(food: Food) -> float | None:
    """Return the magnesium in as much as holds 100 kcal; None where kcal are unknown, nought or next to it."""
    if food.mg_per_100g is None or food.kcal_per_100g is None or food.kcal_per_100g < LEAST_KCAL:
        return None
    return 100 * food.mg_per_100g / food.kcal_per_100g


def rank(one: FoodFigures, per: Per) -> tuple[bool, bool, float, int]:
    """Return what foods are ordered by: a known figure first and the highest before all, then what is eaten most."""
    figure = one.figure(per)
    return (not one.has_value, figure is None, -(figure or 0.0), one.food.commonness or RARE)
