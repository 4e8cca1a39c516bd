"""Household measures: how many grams a handful, a slice or a cup of one food weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from nutrition.errors import DataError, NutritionError
from nutrition.limits import LEAST_GRAMS, MOST_GRAMS, number_within
from nutrition.sources import Citation, Source, cited
from nutrition.tables import Column, read_table

LEAST_PORTION_G, MOST_PORTION_G = 5.0, 400.0  # a pat of butter, a plate of soup


class Basis(StrEnum):
    """What stands behind the weight of a measure: a published weight, a part or multiple of one, or our estimate."""

    PUBLISHED = "published"
    DERIVED = "derived"
    ESTIMATE = "estimate"


COLUMNS = (
    Column(name="food_id", required=True),
    Column(name="amount", kind="number", required=True, low=0.001),
    Column(name="measure", required=True),
    Column(name="measure_nl"),
    Column(name="grams", kind="number", required=True, low=0.001, high=20_000),
    Column(name="usual", kind="choice", choices=frozenset({"yes"})),
    Column(name="basis", kind="choice", required=True, choices=frozenset(Basis)),
    Column(name="source", required=True),
    Column(name="locator", required=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure of one food, with the grams of one of it; `usual` marks the portion people usually take."""

    food_id: str
    measure: str
    measure_nl: str
    one_g: float
    usual: bool
    basis: Basis
    citation: Citation

    def name(self, language: str) -> str:
        """Return the measure in words, in `language`; in English where there is no other yet."""
        return self.measure_nl if language == "nl" and self.measure_nl else self.measure


Measures = Mapping[str, Mapping[str, Measure]]


def read_measures(path: Path, sources: Mapping[str, Source], food_ids: frozenset[str]) -> Measures:
    """Read the measures by food and name, the usual portion first; a measure of an unknown food is refused."""
    found: dict[str, dict[str, Measure]] = {}
    for number, row in enumerate(read_table(path, COLUMNS), start=2):
        food_id, name = row["food_id"], row["measure"]
        if food_id not in food_ids:
            raise DataError("unknown_food_in_file", file=path.name, row=number, food_id=food_id)
        of_food = found.setdefault(food_id, {})
        usual = row["usual"] == "yes"
        if name in of_food or (usual and of_food):
            # a second measure of that name would be unreachable, a usual portion stands first
            raise DataError("twice", file=path.name, row=number, column="measure", value=name, first=food_id)
        of_food[name] = Measure(
            food_id=food_id,
            measure=name,
            measure_nl=row["measure_nl"],
            one_g=float(row["grams"]) / float(row["amount"]),
            usual=usual,
            basis=Basis(row["basis"]),
            citation=cited(row, sources, file=path.name, row=number),
        )
    return MappingProxyType({food_id: MappingProxyType(of_food) for food_id, of_food in found.items()})


def grams(amount: float, measure: str, food_id: str, measures: Measures) -> float:
    """Return the weight in grams of `amount` times a household measure of one food.

    Raises `NutritionError("unknown_measure")` with the measures that this food does have.
    """
    of_food = measures.get(food_id, {})
    if measure not in of_food:
        raise NutritionError("unknown_measure", measure=measure, food_id=food_id, choices=", ".join(of_food) or "g")
    weight = amount * of_food[measure].one_g
    return number_within(weight, LEAST_GRAMS, MOST_GRAMS, code="grams_out_of_range", name="grams")


def usual_portion(food_id: str, measures: Measures) -> Measure | None:
    """Return the usual portion of a food; None where nobody has chosen one yet."""
    first = next(iter(measures.get(food_id, {}).values()), None)
    return first if first is not None and first.usual else None


def likely_portion(food_id: str, measures: Measures) -> Measure | None:
    """Return what stands for a portion: the usual one, else the first published measure of a plausible weight."""
    chosen, others = usual_portion(food_id, measures), measures.get(food_id, {}).values()
    return chosen or next((one for one in others if LEAST_PORTION_G <= one.one_g <= MOST_PORTION_G), None)
