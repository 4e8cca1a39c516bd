"""The food table: one row a food, and what is known of its magnesium."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from nutrition.errors import DataError
from nutrition.sources import Citation, Source, cited
from nutrition.tables import Column, number_or_none, read_table


class Derivation(StrEnum):
    """How the magnesium value of a food came about."""

    ANALYSED = "analysed"
    CALCULATED = "calculated"
    ASSUMED = "assumed"
    MISSING = "missing"
    NOT_STATED = "not_stated"
    OWN = "own"
    RECIPE = "recipe"


COLUMNS = (
    Column(name="food_id", required=True, unique=True),
    Column(name="name_en", required=True),
    Column(name="name_nl"),
    Column(name="food_group", required=True),
    Column(name="mg_per_100g", kind="number", high=100_000),
    Column(name="kcal_per_100g", kind="number", high=1_000),
    Column(name="samples", kind="number"),
    Column(name="se_mg", kind="number"),
    Column(name="min_mg", kind="number"),
    Column(name="max_mg", kind="number"),
    Column(
        name="derivation",
        kind="choice",
        required=True,
        choices=frozenset(Derivation) - {Derivation.OWN, Derivation.RECIPE},
    ),
    Column(name="commonness", kind="number", low=1, high=3),
    Column(name="suggested", kind="choice", choices=frozenset({"yes"})),
    Column(name="source", required=True),
    Column(name="locator", required=True),
)
NUMBERS = tuple(column.name for column in COLUMNS if column.kind == "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Food:
    """One food. `mg_per_100g` is elemental magnesium in 100 g edible part; None is unknown, which is not zero."""

    food_id: str
    name_en: str
    name_nl: str
    food_group: str
    mg_per_100g: float | None
    kcal_per_100g: float | None
    samples: int | None
    se_mg: float | None
    min_mg: float | None
    max_mg: float | None
    derivation: Derivation
    commonness: int | None
    suggested: bool
    citation: Citation | None  # None: a visitor's own food, which stands in no table

    def name(self, language: str) -> str:
        """Return the name in `language`; the English one where there is no other yet."""
        return self.name_nl if language == "nl" and self.name_nl else self.name_en

    def magnesium_mg(self, portion_g: float) -> float | None:
        """Return the magnesium in so many grams; None where the food has no value."""
        return None if self.mg_per_100g is None else self.mg_per_100g * portion_g / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTable:
    """The same food in another table, and how far its value lies from ours, in percent of ours (None: unknown)."""

    food: Food
    difference_percent: float | None


SAME_COLUMNS = (Column(name="food_id", required=True), Column(name="same_as", required=True))


def read_same_foods(path: Path, foods: Mapping[str, Food]) -> Mapping[str, tuple[OtherTable, ...]]:
    """Read which rows of different tables are the same food; a row that is not in the food table is refused."""
    groups: dict[str, set[str]] = {}
    for number, row in enumerate(read_table(path, SAME_COLUMNS), start=2):
        for name in ("food_id", "same_as"):
            if row[name] not in foods:
                raise DataError("unknown_food_in_file", file=path.name, row=number, food_id=row[name])
        together = groups.get(row["food_id"], {row["food_id"]}) | groups.get(row["same_as"], {row["same_as"]})
        groups.update(dict.fromkeys(together, together))
    return MappingProxyType(
        {
            food_id: tuple(_beside(foods[food_id], foods[other]) for other in sorted(together) if other != food_id)
            for food_id, together in groups.items()
        }
    )


def _beside(food: Food, other: Food) -> OtherTable:
    ours, theirs = food.mg_per_100g, other.mg_per_100g
    known = ours is not None and theirs is not None and ours > 0
    return OtherTable(food=other, difference_percent=100 * (theirs - ours) / ours if known else None)  # type: ignore[operator]


def food_rows(path: Path, sources: Mapping[str, Source]) -> list[dict[str, str]]:
    """Read the rows of a food table; refuse one that breaks its promise."""
    rows = read_table(path, COLUMNS)
    for number, row in enumerate(rows, start=2):
        cited(row, sources, file=path.name, row=number)
        if (row["mg_per_100g"] == "") != (row["derivation"] == Derivation.MISSING):
            raise DataError("value_and_derivation", file=path.name, row=number)
    return rows


def read_foods(path: Path, sources: Mapping[str, Source], more: Iterable[Mapping[str, str]] = ()) -> pd.DataFrame:
    """Read the food table, and `more` rows that it does not have.

    A missing `mg_per_100g` is NaN and goes with the derivation `missing`, never with another.
    """
    ours = food_rows(path, sources)
    known = {row["food_id"] for row in ours}
    rows = [*ours, *(row for row in more if row["food_id"] not in known)]
    columns: dict[str, list[Any]] = {column.name: [row[column.name] for row in rows] for column in COLUMNS}
    for name in NUMBERS:
        columns[name] = [number_or_none(value) for value in columns[name]]
    return pd.DataFrame(columns).astype(dict.fromkeys(NUMBERS, "float64"))


def foods_by_id(foods: pd.DataFrame) -> dict[str, Food]:
    """Return the rows of the table as `Food`s, for the plain look-ups of one person's day."""

    def known(value: float) -> float | None:
        return None if pd.isna(value) else float(value)

    found = {}
    for row in foods.to_dict("records"):
        samples, commonness = known(row["samples"]), known(row["commonness"])
        found[row["food_id"]] = Food(
            food_id=row["food_id"],
            name_en=row["name_en"],
            name_nl=row["name_nl"],
            food_group=row["food_group"],
            mg_per_100g=known(row["mg_per_100g"]),
            kcal_per_100g=known(row["kcal_per_100g"]),
            samples=None if samples is None else int(samples),
            se_mg=known(row["se_mg"]),
            min_mg=known(row["min_mg"]),
            max_mg=known(row["max_mg"]),
            derivation=Derivation(row["derivation"]),
            commonness=None if commonness is None else int(commonness),
            suggested=row["suggested"] == "yes",
            citation=Citation(source=row["source"], locator=row["locator"]),
        )
    return found
