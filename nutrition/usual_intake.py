"""Usual intake: what the days of a group say about the long-run means of its people, and how many fall short.

A few days per person spread wider than usual intakes do: part of the spread is the difference between a person's days.
Here that part is removed, for one group of people with one distribution of requirements, in four steps.

1. A power scale, from the logarithm (0) to mg (1), on which a person's days scatter as much at high as at low intakes.
2. Variance within and between persons on that scale. Who has one day takes part in what is between persons.
3. Each mean is drawn towards the mean of the group until the means spread as usual intakes do; a mean of fewer days is
   drawn further. On an even scale, errors of two days add nothing to the third moment of the means, so this moment
   tells how skewed usual intakes are. As far as the data are clear about it, they get that skewness back.
4. Back to mg as the mean over the days of somebody with that usual value.

This had the least error of the estimators tried on simulated groups (docs/groups.md has the comparison): a scale chosen
to make days normal is off where only the errors or only the usual intakes are skewed. Persons, with their weights, are
the units of every standard error, and the doubt about scale, variances and skewness is part of it.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from nutrition.distribution import median_of
from nutrition.errors import NutritionError
from nutrition.power_scale import (
    USUAL_KURTOSIS,
    Days,
    Floats,
    Integers,
    PowerScale,
    even_scale,
    influences,
    make_days,
    make_scale,
    power_influence,
    to_mg,
    usual_on,
)

LEAST_REPEATS = 10
NINETY_FIVE_PERCENT = 1.959964  # standard deviations on either side that hold 95 % of a normal distribution
LEAST_VARIANCE = 1e-12  # of the squared mean: what is below it is rounding
POWER_STEP = 0.02
TABLE = 801

_Z = np.linspace(-8.0, 8.0, 4001)
_PHI = np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in _Z])


class NotEstimable(StrEnum):
    """Why days do not tell usual intakes: an outcome, and no error."""

    TOO_FEW_REPEATS = "too_few_repeats"
    NO_DIFFERENCE_BETWEEN_PEOPLE = "no_difference_between_people"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UsualIntakes:
    """Usual intakes of a group in mg a day; `usual_mg` holds one adjusted intake per person, `weights` add up to 1.

    `usual_mg` is right as a distribution; it is no best guess for one person. `within_sd_mg` is the standard deviation
    of one person's days, `between_sd_mg` that of usual intakes, both by analysis of variance in mg.
    """

    people: int
    people_with_repeats: int
    person_days: int
    mean_mg: float
    median_mg: float
    within_sd_mg: float
    between_sd_mg: float
    power: float
    usual_mg: Floats
    weights: Floats
    days: Days
    scale: PowerScale


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevalence:
    """A share of the group (0..1) with its standard error and 95 % limits.

    `one_day_share` and `own_mean_share` answer the same question without adjustment, from single days and from the
    means of persons: to show how far off they are.
    """

    share: float
    se: float
    low: float
    high: float
    one_day_share: float
    own_mean_share: float


def usual_intakes(person: Integers, mg: Floats, weights: Floats | None = None) -> UsualIntakes | NotEstimable:
    """Estimate usual intakes from days: of whom (0, 1, … without gaps), and elemental mg.

    `weights` go by person and need no particular sum. Days should be independent, so not one after another.
    NutritionError: days_differ_in_length, weights_differ_in_length, person_without_days, day_mg_out_of_range,
    weight_out_of_range.
    """
    days = make_days(person, mg, weights)
    repeats = int(np.count_nonzero(days.counts > 1))
    if repeats < LEAST_REPEATS:
        return NotEstimable.TOO_FEW_REPEATS
    mean_mg = days.mean(days.own_means(days.mg))
    if mean_mg <= 0:
        return NotEstimable.NO_DIFFERENCE_BETWEEN_PEOPLE
    plain, scale = make_scale(days, mean_mg, 1.0), even_scale(days, mean_mg)
    if min(plain.between, scale.between) <= LEAST_VARIANCE:
        return NotEstimable.NO_DIFFERENCE_BETWEEN_PEOPLE
    usual_mg = to_mg(usual_on(scale, days.counts), scale)
    return UsualIntakes(
        people=len(days.counts),
        people_with_repeats=repeats,
        person_days=len(days.mg),
        mean_mg=mean_mg,
        median_mg=median_of(usual_mg, days.weights),
        within_sd_mg=mean_mg * math.sqrt(plain.within),
        between_sd_mg=mean_mg * math.sqrt(plain.between),
        power=scale.power,
        usual_mg=usual_mg,
        weights=days.weights,
        days=days,
        scale=scale,
    )


def cut_point(usual: UsualIntakes, ear_mg: float) -> Prevalence:
    """Return the share of usual intakes below the EAR.

    It stands for the share below their own requirement where requirements are symmetric, independent of intake and
    spread less than intakes do (`spread_ratio` above 1), and less well the further it is from a half.
    """
    return _prevalence(usual, ear_mg, 0.0)


def probability_approach(usual: UsualIntakes, ear_mg: float, requirement_cv: float = 0.10) -> Prevalence:
    """Return the mean chance that somebody's requirement, normal around the EAR, exceeds their usual intake.

    Source: IOM2000, p.194 (the coefficient of variation of 10 %)
    """
    if not 0 <= requirement_cv < math.inf:
        raise NutritionError("requirement_cv_out_of_range", requirement_cv=requirement_cv)
    return _prevalence(usual, ear_mg, requirement_cv * ear_mg)


def spread_ratio(usual: UsualIntakes, ear_mg: float, requirement_cv: float = 0.10) -> float:
    """Return how many times wider usual intakes spread than requirements: the cut-point method needs more than 1."""
    return usual.between_sd_mg / (requirement_cv * ear_mg)


def _prevalence(usual: UsualIntakes, ear_mg: float, requirement_sd_mg: float) -> Prevalence:
    if not 0 < ear_mg < math.inf:
        raise NutritionError("ear_out_of_range", ear_mg=ear_mg)
    days = usual.days
    chances = _short(usual.usual_mg, ear_mg, requirement_sd_mg)
    share = days.mean(chances)
    se = math.hypot(*_errors(usual, chances - share, ear_mg, requirement_sd_mg))
    low, high = limits_of(share, se, 1 / float((days.weights * days.weights).sum()))
    by_day = days.own_means(_short(days.mg, ear_mg, requirement_sd_mg))
    own_means = _short(days.own_means(days.mg), ear_mg, requirement_sd_mg)
    return Prevalence(
        share=share,
        se=se,
        low=low,
        high=high,
        one_day_share=days.mean(by_day),
        own_mean_share=days.mean(own_means),
    )


def _errors(usual: UsualIntakes, own: Floats, ear_mg: float, requirement_sd_mg: float) -> tuple[float, ...]:
    """Return the standard errors through who was drawn, through doubt about skewness and through doubt about tails.

    The first sums the influence of each person: their `own` chance, and how they move each estimate times how that
    moves the share. Slopes need a share without steps, so a step at the EAR is smoothed there like a density.
    """
    days, scale = usual.days, usual.scale
    effective = 1 / days.mean(days.weights)
    smooth_mg = max(requirement_sd_mg, 1.06 * usual.between_sd_mg * effective**-0.2)

    def share(other: PowerScale) -> float:
        values = usual_on(other, days.counts)
        table = np.linspace(values.min(), values.max(), TABLE)
        return days.mean(np.interp(values, table, _short(to_mg(table, other), ear_mg, smooth_mg)))

    def slope(name: str, step: float) -> float:
        at = getattr(scale, name)
        up, down = replace(scale, **{name: at + step}), replace(scale, **{name: at - step})
        return (share(up) - share(down)) / (2 * step) if step else 0.0

    influence = own.copy()
    for name, moved in influences(days, scale).items():
        step = days.se(moved) / 2
        influence += moved * slope(name, min(step, getattr(scale, name) / 2) if name in {"within", "between"} else step)
    if 0 < scale.power < 1:
        near = [
            replace(make_scale(days, scale.unit_mg, scale.power + step), clear=scale.clear)
            for step in (-POWER_STEP, POWER_STEP)
        ]
        moves = (share(near[1]) - share(near[0])) / (2 * POWER_STEP)
        influence += moves * power_influence(days, scale, *near)
    skewness = scale.doubt * slope("extra_skewness", scale.doubt / 2)
    return days.se(influence), skewness, USUAL_KURTOSIS * slope("extra_kurtosis", USUAL_KURTOSIS / 2)


def _short(usual_mg: Floats, ear_mg: float, requirement_sd_mg: float) -> Floats:
    """Return the chance that a requirement exceeds each intake, to 1e-6; 0 or 1 where requirements do not differ."""
    if requirement_sd_mg == 0:
        return (usual_mg < ear_mg).astype(np.float64)
    return np.asarray(np.interp((ear_mg - usual_mg) / requirement_sd_mg, _Z, _PHI), dtype=np.float64)


def limits_of(share: float, se: float, people: float) -> tuple[float, float]:
    """Return the limits of Wilson for the number of people that would have this standard error, at most all `people`.

    With weights `people` is their effective number.
    """
    spread = share * (1 - share)
    if se > 0 and spread > 0:
        people = min(people, spread / se**2)
    z = NINETY_FIVE_PERCENT**2 / people
    centre = (share + z / 2) / (1 + z)
    margin = math.sqrt(z * spread + z**2 / 4) / (1 + z)
    return max(0.0, min(share, centre - margin)), min(1.0, max(share, centre + margin))
