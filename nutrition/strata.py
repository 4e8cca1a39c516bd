"""Strata: the people of a group for whom the same reference values hold."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nutrition.diaries import Diaries
from nutrition.handbook import Handbook
from nutrition.plan import OLDEST_YEARS, LifeStage, Person, Sex
from nutrition.reference import Holds, ReferenceSet, ReferenceTable, reference_for

People = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyone:
    """What holds for everybody of whom the file does not say it."""

    sex: Sex | None = None
    age_years: float | None = None
    life_stage: LifeStage = LifeStage.NONE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """People (places in the diaries) of one sex, from an age (included) to one (excluded), and what holds for them."""

    sex: Sex
    life_stage: LifeStage
    from_years: float
    to_years: float | None
    reference: ReferenceSet
    people: People


def without_weight(diaries: Diaries) -> tuple[int, ...]:
    """Return who has no survey weight where others have one."""
    missing = tuple(who for who, weight in enumerate(diaries.weights) if weight is None)
    return missing if len(missing) < len(diaries.weights) else ()


def place_people(diaries: Diaries, handbook: Handbook, authority: str, everyone: Everyone) -> tuple[Placed, ...]:
    """Return the strata of a group, women first and by age; who has no sex, no age or alone no weight is in none.

    Raises `NutritionError("unknown_authority")`, and `PlanError("life_stage_impossible")` for a life stage that does
    not go with the sex or the age of somebody in the file.
    """
    table = handbook.reference_values.get(authority)
    sexes = [sex or everyone.sex for sex in diaries.sex]
    ages = [everyone.age_years if age is None else age for age in diaries.age_years]
    edges = np.array(_edges(table)) if table else np.zeros(1)
    left_out = set(without_weight(diaries))
    found: list[Placed] = []
    for sex in Sex:
        here = [who for who, one in enumerate(sexes) if one is sex and ages[who] is not None and who not in left_out]
        years = np.array([ages[who] for who in here], dtype=np.float64)
        bands = np.searchsorted(edges, years, side="right") - 1
        for band in np.unique(bands):
            inside = bands == band
            for age in (years[inside].min(), years[inside].max()):
                someone = Person(age_years=float(age), sex=sex, life_stage=everyone.life_stage)
            end = float(edges[band + 1]) if band + 1 < len(edges) else None
            found.append(
                Placed(
                    sex=sex,
                    life_stage=everyone.life_stage,
                    from_years=float(edges[band]),
                    to_years=end,
                    reference=reference_for(someone, authority, handbook.reference_values),
                    people=np.asarray(here, dtype=np.intp)[inside],
                )
            )
    return tuple(_joined(found))


def _edges(table: ReferenceTable) -> list[float]:
    rows: list[Holds] = [*table.values, *table.no_upper_levels, *table.left_out]
    ends = {end for row in rows for end in (row.from_years, row.to_years) if end is not None}
    return sorted({0.0, *(end for end in ends if end <= OLDEST_YEARS)})


def _joined(found: Iterable[Placed]) -> list[Placed]:
    """Join bands with the same values, when nobody is in between: a larger stratum tells more, and nothing is lost."""
    joined: list[Placed] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and last.sex is one.sex and _same(last, one):
            people = np.concatenate([last.people, one.people])
            joined[-1] = replace(last, to_years=one.to_years, people=np.sort(people))
        else:
            joined.append(one)
    return joined


def _same(one: Placed, other: Placed) -> bool:
    def figures(reference: ReferenceSet) -> tuple[object, ...]:
        values = [value and value.mg for value in (reference.ear, reference.rda, reference.ai)]
        return (*values, tuple(value.mg for value in reference.by_feeding), {left.kind for left in reference.left_out})

    return figures(one.reference) == figures(other.reference)
