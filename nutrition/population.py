"""A group: how many of its people usually take in less than they need, or why that cannot be concluded.

People are judged in strata that share one set of reference values, since one requirement distribution has one EAR. The
share of the whole is their weighted mean.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from nutrition.diaries import Diaries
from nutrition.distribution import Distribution, Floats, make_distribution, median_of, standard_error
from nutrition.errors import NutritionError
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.plan import LifeStage, Sex
from nutrition.reference import ReferenceKind, ReferenceSet, ReferenceTable
from nutrition.sources import Citation, Source, by_source
from nutrition.strata import Everyone, Placed, place_people, without_weight
from nutrition.usual_intake import (
    NotEstimable,
    Prevalence,
    UsualIntakes,
    cut_point,
    limits_of,
    probability_approach,
    spread_ratio,
    usual_intakes,
)

METHOD = Citation(source="IOM2000", locator="p. 194 (CV of requirements), pp. 210 and 214-216 (EAR cut-point)")
FEW_PEOPLE = 50  # with two or more days: with fewer a share is rough, and said to be


class NoPrevalence(StrEnum):
    """Why no share of people whose usual intake is too low can be concluded."""

    ONLY_AI = "only_ai"
    ONLY_RDA = "only_rda"
    EAR_LEFT_OUT = "ear_left_out"
    NO_VALUE = "no_value"
    BY_FEEDING = "by_feeding"
    TOO_FEW_REPEATS = "too_few_repeats"
    NO_DIFFERENCE_BETWEEN_PEOPLE = "no_difference_between_people"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stratum:
    """The people for whom the same reference values hold; every mg is a day, `share_of_group` runs from 0 to 1.

    `median_mg` is of usual intakes, or of the people's own means where those cannot be estimated. `prevalence`
    (probability approach) and `by_cut_point` are None where `no_prevalence` says why. The cut-point needs a
    `spread_ratio` (usual intakes to requirements) above 1.
    """

    sex: Sex
    life_stage: LifeStage
    from_years: float
    to_years: float | None
    reference: ReferenceSet
    people: int
    effective_people: float
    people_with_repeats: int
    person_days: int
    share_of_group: float
    mean_mg: float
    mean_se_mg: float | None
    median_mg: float
    within_sd_mg: float | None
    between_sd_mg: float | None
    distribution: Distribution
    prevalence: Prevalence | None = None
    by_cut_point: Prevalence | None = None
    spread_ratio: float | None = None
    no_prevalence: NoPrevalence | None = None

    @property
    def few(self) -> bool:
        """Whether so few people have two days that a share is rough."""
        return self.people_with_repeats < FEW_PEOPLE

    @property
    def reaches_ai(self) -> bool | None:
        """Whether the mean is at or above the AI; None where no AI holds."""
        return None if self.reference.ai is None else self.mean_mg >= self.reference.ai.mg


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupReport:
    """Everything there is to say about a group under one authority.

    `prevalence` and `by_cut_point` are over the people of the strata that have one, `judged_people` their number.
    `at_least` says that some days hold foods without a value: intakes are then lower bounds and shares upper bounds.
    `one_day` names the people with a single day and the row of the file where they first stand; `not_placed` counts
    those without sex or age, and `unweighted` names those who alone have no survey weight: both are left out.
    """

    authority: ReferenceTable
    strata: tuple[Stratum, ...]
    prevalence: Prevalence | None
    by_cut_point: Prevalence | None
    judged_people: int
    people: int
    person_days: int
    one_day: tuple[tuple[str, int], ...]
    not_placed: int
    unweighted: tuple[tuple[str, int], ...]
    weighted: bool
    diaries: Diaries
    edition: str
    sources: Mapping[str, Source]

    @property
    def at_least(self) -> bool:
        """Whether intakes are lower bounds, because foods without a value were eaten."""
        return self.incomplete_days > 0

    @property
    def incomplete_days(self) -> int:
        """The number of person-days with a food without a value."""
        return int((~self.diaries.complete).sum())

    @property
    def zero_days(self) -> int:
        """The number of person-days of 0 mg: hardly anybody eats so, and a day that is missing is no zero."""
        return int((self.diaries.complete & (self.diaries.mg == 0)).sum())

    @property
    def unknown_foods(self) -> tuple[Food, ...]:
        """The foods without a value that were eaten."""
        return self.diaries.unknown_foods

    @property
    def sources_used(self) -> tuple[tuple[Source, tuple[str, ...]], ...]:
        """Every source behind the report with the places in it: the reference values, then the method."""
        found = [place for stratum in self.strata for place in stratum.reference.citations]
        return by_source(dict.fromkeys([*found, *([METHOD] if self.prevalence else [])]), self.sources)


def make_group_report(
    diaries: Diaries, handbook: Handbook, authority: str, *, everyone: Everyone | None = None
) -> GroupReport:
    """Judge a group by one authority's values; `everyone` says what the file leaves out about its people.

    Raises `NutritionError("group_without_sex_or_age")` when nobody's values can be chosen, and `("unknown_authority")`.
    """
    weights = np.array([1.0 if weight is None else weight for weight in diaries.weights], dtype=np.float64)
    placed = place_people(diaries, handbook, authority, everyone or Everyone())
    if not placed:
        raise NutritionError("group_without_sex_or_age", count=len(diaries.people))
    whole = sum(float(weights[one.people].sum()) for one in placed)
    strata = tuple(_stratum(one, diaries, weights, whole) for one in placed)
    alone = without_weight(diaries)
    days = np.bincount(diaries.person, minlength=len(diaries.people))
    return GroupReport(
        authority=handbook.reference_values[authority],
        strata=strata,
        prevalence=_together(strata, [stratum.prevalence for stratum in strata]),
        by_cut_point=_together(strata, [stratum.by_cut_point for stratum in strata]),
        judged_people=sum(stratum.people for stratum in strata if stratum.prevalence),
        people=len(diaries.people),
        person_days=len(diaries.person),
        one_day=tuple((diaries.people[who], diaries.first_row[who]) for who in np.flatnonzero(days == 1)),
        not_placed=len(diaries.people) - len(alone) - sum(len(one.people) for one in placed),
        unweighted=tuple((diaries.people[who], diaries.first_row[who]) for who in alone),
        weighted=any(weight is not None for weight in diaries.weights),
        diaries=diaries,
        edition=handbook.edition,
        sources=MappingProxyType(dict(handbook.sources)),
    )


def _stratum(placed: Placed, diaries: Diaries, weights: Floats, whole: float) -> Stratum:
    place = np.full(len(diaries.people), -1, dtype=np.int64)
    place[placed.people] = np.arange(len(placed.people))
    of_day = place[diaries.person]
    person, mg, weight = of_day[of_day >= 0], diaries.mg[of_day >= 0], weights[placed.people]
    counts = np.bincount(person, minlength=len(placed.people))
    own_mg = np.bincount(person, mg, len(placed.people)) / counts
    share = weight / weight.sum()
    mean_mg = float((share * own_mg).sum())
    found = usual_intakes(person, mg, weight)
    usual = found if isinstance(found, UsualIntakes) else None
    ear, why = placed.reference.ear, _why_none(placed.reference, found)
    judged = usual if why is None else None
    return Stratum(
        sex=placed.sex,
        life_stage=placed.life_stage,
        from_years=placed.from_years,
        to_years=placed.to_years,
        reference=placed.reference,
        people=len(placed.people),
        effective_people=1 / float((share**2).sum()),
        people_with_repeats=int((counts > 1).sum()),
        person_days=len(mg),
        share_of_group=float(weight.sum()) / whole,
        mean_mg=mean_mg,
        mean_se_mg=standard_error(own_mg - mean_mg, share),
        median_mg=usual.median_mg if usual else median_of(own_mg, share),
        within_sd_mg=usual.within_sd_mg if usual else None,
        between_sd_mg=usual.between_sd_mg if usual else None,
        distribution=make_distribution(own_mg, usual.usual_mg if usual else None, share),
        prevalence=probability_approach(judged, ear.mg) if judged and ear else None,
        by_cut_point=cut_point(judged, ear.mg) if judged and ear else None,
        spread_ratio=spread_ratio(judged, ear.mg) if judged and ear else None,
        no_prevalence=why,
    )


def _why_none(reference: ReferenceSet, found: UsualIntakes | NotEstimable) -> NoPrevalence | None:
    if reference.ear:
        return NoPrevalence(found.value) if isinstance(found, NotEstimable) else None
    if reference.target is None:
        return NoPrevalence.BY_FEEDING if reference.by_feeding else NoPrevalence.NO_VALUE
    if reference.target is reference.ai:
        return NoPrevalence.ONLY_AI
    return NoPrevalence.EAR_LEFT_OUT if reference.lacks(ReferenceKind.EAR) else NoPrevalence.ONLY_RDA


def _together(strata: Sequence[Stratum], found: Sequence[Prevalence | None]) -> Prevalence | None:
    """Return the weighted mean over the strata that have a share; their people were drawn apart, so variances add."""
    judged = [(stratum, one) for stratum, one in zip(strata, found, strict=True) if one]
    whole = sum(stratum.share_of_group for stratum, _ in judged)
    if not judged:
        return None

    def mean(name: str) -> float:
        return math.fsum(stratum.share_of_group / whole * float(getattr(one, name)) for stratum, one in judged)

    share = mean("share")
    people = 1 / math.fsum((stratum.share_of_group / whole) ** 2 / stratum.effective_people for stratum, _ in judged)
    se = math.hypot(*(stratum.share_of_group / whole * one.se for stratum, one in judged))
    low, high = (judged[0][1].low, judged[0][1].high) if len(judged) == 1 else limits_of(share, se, people)
    return Prevalence(
        share=share, se=se, low=low, high=high, one_day_share=mean("one_day_share"),
        own_mean_share=mean("own_mean_share"),
    )  # fmt: skip
