"""Power scale: where a person's days scatter evenly, what means and variances say there, and the way back to mg."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nutrition.errors import NutritionError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

LEAST_DAY = 0.01  # of the mean day: less counts as this on the scale, where a day of nothing has no logarithm
USUAL_SKEWNESS = 0.8  # standard deviation of the skewness that usual intakes may have on the chosen scale
USUAL_KURTOSIS = 0.6  # the same for their excess kurtosis
ERROR_SKEWNESS = 0.2  # the same for what skewness is left in single days
STEEPEST = 0.2  # the most curvature that skewness is given back with
CLOSE = 1e-7  # of a power and of the correlation that decides it
TURNS = 60

_NODES, _SHARES = np.polynomial.hermite_e.hermegauss(9)
_SHARES = _SHARES / _SHARES.sum()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """The days of a group as they came in; `counts` of days and `weights`, of sum 1, go by person."""

    person: Integers
    mg: Floats
    counts: Floats
    weights: Floats

    def mean(self, by_person: Floats) -> float:
        """Return the weighted mean over persons."""
        return float((self.weights * by_person).sum())

    def se(self, influence: Floats) -> float:
        """Return the standard error of what each person moves by so much: the sandwich, persons being the units."""
        people = len(self.counts)
        moved = self.weights * influence
        return math.sqrt(people / max(people - 1, 1) * float((moved * moved).sum()))

    def own_means(self, by_day: Floats) -> Floats:
        """Return the mean of each person's days."""
        return self.sums(by_day) / self.counts

    def sums(self, by_day: Floats) -> Floats:
        """Return the sum over each person's days."""
        return np.asarray(np.bincount(self.person, by_day, len(self.counts)), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PowerScale:
    """Means and scatter (sum of squares) of persons after a power of mg / unit_mg, and what follows for the group.

    `within` and `between` are variances, `third` is the third central moment of the means. `clear` (0..1) is how much
    of the skewness this tells is believed, `doubt` the standard deviation of what that leaves unsure about it.
    """

    unit_mg: float
    power: float
    means: Floats
    scatter: Floats
    mean: float
    within: float
    between: float
    third: float
    clear: float
    doubt: float
    extra_skewness: float = 0.0
    extra_kurtosis: float = 0.0


def make_days(person: Integers, mg: Floats, weights: Floats | None) -> Days:
    """Check days and weights; NutritionError where lengths differ or a person, an amount or a weight cannot be."""
    if len(person) != len(mg):
        raise NutritionError("days_differ_in_length", people=len(person), days=len(mg))
    if len(person) and int(person.min()) < 0:
        raise NutritionError("person_without_days", person=int(person.min()))
    for day in mg[~((mg >= 0) & np.isfinite(mg))][:1]:
        raise NutritionError("day_mg_out_of_range", mg=float(day))
    counts = np.bincount(person, minlength=0 if weights is None else len(weights)).astype(np.float64)
    for absent in np.flatnonzero(counts == 0)[:1]:
        raise NutritionError("person_without_days", person=int(absent))
    given = np.ones(len(counts)) if weights is None else np.asarray(weights, dtype=np.float64)
    if len(given) != len(counts):
        raise NutritionError("weights_differ_in_length", weights=len(given), people=len(counts))
    for weight in given[~((given > 0) & np.isfinite(given))][:1]:
        raise NutritionError("weight_out_of_range", weight=float(weight))
    return Days(person=person, mg=np.asarray(mg, dtype=np.float64), counts=counts, weights=given / given.sum())


def make_scale(days: Days, unit_mg: float, power: float) -> PowerScale:
    """Estimate variances on a scale of the given power: 0 is the logarithm, 1 is mg.

    Within: Σ w·scatter / Σ w·(n − 1). Between: what the squared distances of means exceed, in expectation, through
    `within`. For equal weights and days that is the analysis of variance, (MSB − MSW) / n. It may be negative.
    """
    values = np.log(np.maximum(days.mg / unit_mg, LEAST_DAY))
    if abs(power) > CLOSE:
        values = np.expm1(power * values) / power
    means = days.own_means(values)
    scatter = days.sums((values - means[days.person]) ** 2)
    mean = days.mean(means)
    within = days.mean(scatter) / days.mean(days.counts - 1)
    free = 1 - days.weights
    distances = means - mean
    between = (days.mean(distances**2) - within * days.mean(free / days.counts)) / days.mean(free)
    cubes = distances * distances * distances
    third = days.mean(cubes)
    clear = doubt = 0.0
    if between > 0:
        chance = (days.se(cubes - third) / between**1.5) ** 2
        noise = chance + (ERROR_SKEWNESS / 2 * (within / between) ** 1.5) ** 2
        clear = USUAL_SKEWNESS**2 / (USUAL_SKEWNESS**2 + noise)
        doubt = math.sqrt(clear * noise - clear**2 * chance)
    return PowerScale(
        unit_mg=unit_mg,
        power=power,
        means=means,
        scatter=scatter,
        mean=mean,
        within=within,
        between=between,
        third=third,
        clear=clear,
        doubt=doubt,
    )


def even_scale(days: Days, unit_mg: float) -> PowerScale:
    """Return the scale, power 0 to 1, on which scatter is as large for high as for low means (regula falsi)."""
    low, high = make_scale(days, unit_mg, 0.0), make_scale(days, unit_mg, 1.0)
    below, above = unevenness(days, low), unevenness(days, high)
    if below >= 0 or above <= 0:
        return low if below >= 0 else high
    left, right = 0.0, 1.0
    found = high
    for _ in range(TURNS):
        found = make_scale(days, unit_mg, right - above * (right - left) / (above - below))
        now = unevenness(days, found)
        if abs(now) < CLOSE or right - left < CLOSE:
            break
        if now > 0:
            right, above, below = found.power, now, below / 2
        else:
            left, below, above = found.power, now, above / 2
    return found


def unevenness(days: Days, scale: PowerScale) -> float:
    """Return how scatter goes up with the mean, as a share of their standard deviations: 0 where it is even."""
    size = scale.within * math.sqrt(days.mean((scale.means - scale.mean) ** 2))
    return days.mean(_covarying(days, scale)) / size if size else 0.0


def influences(days: Days, scale: PowerScale) -> Mapping[str, Floats]:
    """Return how much each person moves the estimates at this power: their influence functions."""
    distances = scale.means - scale.mean
    within = (scale.scatter - (days.counts - 1) * scale.within) / days.mean(days.counts - 1)
    excess = distances**2 - scale.between - scale.within / days.counts
    return {
        "mean": distances,
        "within": within,
        "between": excess - days.mean(excess) - days.mean(1 / days.counts) * within,
        "third": distances**2 * distances - scale.third - 3 * days.mean(distances**2) * distances,
    }


def power_influence(days: Days, scale: PowerScale, lower: PowerScale, higher: PowerScale) -> Floats:
    """Return how much each person moves the power, from the scales a little below and above it."""
    rise = days.mean(_covarying(days, higher)) - days.mean(_covarying(days, lower))
    if rise <= 0:
        return np.zeros(len(days.counts))
    leaning = days.mean((days.counts - 1) * (scale.means - scale.mean))
    moved = _covarying(days, scale) - leaning * influences(days, scale)["within"]
    return -moved * (higher.power - lower.power) / rise


def usual_on(scale: PowerScale, counts: Floats) -> Floats:
    """Return usual intakes on the scale: means drawn to the mean of the group, with their skewness given back.

    A mean of n days is drawn by r, where r² = between / (between + within / n) is its reliability. On an even scale the
    skewness g of usual intakes is third / between^1.5, of which the drawn means keep g·r³. The rest, as far as it is
    clear, returns by a bend (Cornish and Fisher): z + d (z² − 1 − g·r³ z) has g·r³ + 6 d of it.
    """
    reliability = scale.between / (scale.between + scale.within / counts)
    lost = 1 - reliability * np.sqrt(reliability)
    skewness = scale.third / scale.between**1.5
    kept = np.clip(skewness * (1 - lost), -1, 1)
    bend = np.clip((scale.clear * skewness + scale.extra_skewness) * lost / 6, -STEEPEST, STEEPEST)
    bend = np.where(np.abs(bend) < CLOSE, CLOSE, bend)
    z = (scale.means - scale.mean) * np.sqrt(reliability / scale.between)
    turn = (bend * kept - 1) / (2 * bend)
    z = np.where(bend > 0, np.maximum(z, turn), np.minimum(z, turn))
    z = (z + bend * (z * z - 1 - kept * z)) / np.sqrt(1 + 2 * bend * bend)
    if scale.extra_kurtosis:
        z += scale.extra_kurtosis * (1 - reliability * reliability) / 24 * z * (z * z - 3)
    return np.asarray(scale.mean + math.sqrt(scale.between) * z)


def to_mg(values: Floats, scale: PowerScale) -> Floats:
    """Return the mean mg over the days of somebody with that usual value on the scale (Gauss–Hermite)."""
    mg = np.zeros(len(values))
    for node, share in zip(_NODES, _SHARES, strict=True):
        day = values + node * math.sqrt(scale.within)
        if abs(scale.power) > CLOSE:
            day = np.log(np.maximum(1 + scale.power * day, LEAST_DAY**2)) / scale.power
        mg += share * np.exp(day)
    return scale.unit_mg * mg


def _covarying(days: Days, scale: PowerScale) -> Floats:
    return (scale.scatter - (days.counts - 1) * scale.within) * (scale.means - scale.mean)
