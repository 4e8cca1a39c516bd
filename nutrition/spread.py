"""Spread: how far foods of one kind lie apart. It gives a food without a value an interval, and a value its doubt."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist, median
from types import MappingProxyType

from nutrition.foods import Food

OUTSIDE = 0.07  # the share of known foods that lie outside; docs/bounds.md shows that 90 % inside is then kept
FEWEST = math.ceil(2 / OUTSIDE) - 1  # with fewer foods their order says nothing about so small a share
FEWEST_VARIATIONS = 10
FACETS = 2
ROUNDING_MG = 1.0  # the table gives whole mg: below that, a ratio means nothing
LEAST_VARIANCE = 1e-4
PURE_MG = 100_000.0
ALL: tuple[str, ...] = ()

Key = tuple[str, ...]
Scores = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Between which amounts of magnesium an unknown one likely lies, and what it is as likely above as below."""

    low_mg: float
    middle_mg: float
    high_mg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Known foods that share the beginning of their name: count, sum and sum of squares of their logarithms."""

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def without(self, value: float | None) -> "Family":
        """Return the family as it would be if one of its foods were unknown."""
        if value is None:
            return self
        return Family(count=self.count - 1, total=self.total - value, squares=self.squares - value * value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a group of foods teaches: its extremes, and how far from its expected value a known food lies.

    The scores are distances in expected deviations: `named` for foods of which relatives by name are known, `unnamed`
    for those of which only the group is known.
    """

    lowest_mg: float
    highest_mg: float
    named: Scores
    unnamed: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """What the known foods of a table say about the others; made once for each handbook."""

    families: Mapping[Key, Family]
    kinds: Mapping[Key, Kind]
    typical_cv: Mapping[Key, float]

    @classmethod
    def of(cls, foods: Iterable[Food]) -> "Spread":
        """Learn from the foods that have a value."""
        values: dict[Key, list[tuple[Food, float]]] = {ALL: []}
        for food in foods:
            if food.mg_per_100g is not None:
                for key in (ALL, *_keys(food)):
                    values.setdefault(key, []).append((food, _log(food.mg_per_100g)))
        families = {key: _family([value for _, value in found]) for key, found in values.items()}
        roots = [ALL, *(key for key, family in families.items() if len(key) == 1 and family.count >= FEWEST)]
        return cls(
            families=MappingProxyType(families),
            kinds=MappingProxyType({root: _kind(root, values[root], families) for root in roots}),
            typical_cv=MappingProxyType(_typical_cv(food for food, _ in values[ALL])),
        )

    def interval(self, food: Food) -> Interval:
        """Return between which mg per 100 g the magnesium of a food likely lies, going by its group and its name."""
        group = (food.food_group,)
        root = group if group in self.kinds else ALL
        kind, families = self.kinds[root], _families(root, food, self.families)
        centre, deviation = _expected(families)
        low, high = kind.named if len(families) > 1 else kind.unnamed

        def mg(score: float) -> float:
            logarithm = min(centre + score * deviation, _log(PURE_MG))
            return min(max(math.exp(logarithm) - ROUNDING_MG, kind.lowest_mg), kind.highest_mg)

        return Interval(low_mg=mg(low), middle_mg=mg(min(max(0.0, low), high)), high_mg=mg(high))

    def sd_mg(self, food: Food) -> float:
        """Return how far one sample of a food with a value lies from it, in mg per 100 g: a standard deviation.

        From the food's own samples, else with the typical coefficient of variation of its group.
        """
        own = sample_sd_mg(food)
        if own is not None:
            return own
        return (food.mg_per_100g or 0.0) * self.typical_cv.get((food.food_group,), self.typical_cv[ALL])


def sample_sd_mg(food: Food) -> float | None:
    """Return the standard deviation of a food's samples, in mg per 100 g; None where the table does not tell.

    SD = SE·√n; where lowest and highest sample are given too, the larger of that and their distance divided by what it
    is on average for so many samples.
    """
    if food.samples is None or food.samples < 2:
        return None
    found = [food.se_mg * math.sqrt(food.samples)] if food.se_mg else []
    if food.min_mg is not None and food.max_mg is not None and food.max_mg > food.min_mg:
        found.append((food.max_mg - food.min_mg) / expected_range(food.samples))
    return max(found, default=None)


@cache
def expected_range(samples: int) -> float:
    """Return the mean distance between the lowest and the highest of so many draws from a normal distribution.

    In standard deviations: the integral of 1 − Φ(x)ⁿ − (1 − Φ(x))ⁿ.

    >>> round(expected_range(2), 3), round(expected_range(10), 3)
    (1.128, 3.078)
    """
    step = 0.02
    parts = [NormalDist().cdf(step * place) for place in range(-400, 401)]
    return step * math.fsum(1 - part**samples - (1 - part) ** samples for part in parts)


def _log(mg: float) -> float:
    return math.log(mg + ROUNDING_MG)


def _keys(food: Food) -> list[Key]:
    """Return the group, and the group with one and two facets of the name: "Nuts", then "Nuts, almonds"."""
    facets = [facet.strip().casefold() for facet in food.name_en.split(",")][:FACETS]
    return [(food.food_group, *facets[:count]) for count in range(len(facets) + 1)]


def _family(values: Sequence[float]) -> Family:
    return Family(count=len(values), total=math.fsum(values), squares=math.fsum(value * value for value in values))


def _families(root: Key, food: Food, families: Mapping[Key, Family], hidden: float | None = None) -> list[Family]:
    """Return the families of a food that are left when its own value is hidden, the widest first."""
    found = [families[root].without(hidden)]
    for key in _keys(food)[1:]:
        family = families[key].without(hidden) if key in families else Family()
        if not family.count:
            break
        found.append(family)
    return found


def _expected(families: Sequence[Family]) -> tuple[float, float]:
    """Return the expected logarithm of a member and its deviation.

    Each family is one more voice: its members and the wider family, which counts as one member. So a family of two
    moves the expectation and one of fifty decides it.
    """
    widest, *narrower = families
    count = widest.count or 1
    centre = widest.total / count
    variance = max(widest.squares / count - centre * centre, LEAST_VARIANCE)
    for family in narrower:
        centre = (family.total + centre) / (family.count + 1)
        around = family.squares - 2 * centre * family.total + family.count * centre * centre
        variance = max((max(around, 0.0) + variance) / (family.count + 1), LEAST_VARIANCE)
    return centre, math.sqrt(variance)


def _kind(root: Key, known: Sequence[tuple[Food, float]], families: Mapping[Key, Family]) -> Kind:
    """Hide each food in turn and measure how far it lies from what the others say."""
    amounts = [food.mg_per_100g or 0.0 for food, _ in known]
    named, unnamed = [], []
    for food, value in known:
        left = _families(root, food, families, value)
        named.append(_score(value, left))
        unnamed.append(_score(value, left[:1]))
    return Kind(
        lowest_mg=min(amounts, default=0.0),
        highest_mg=max(amounts, default=PURE_MG),
        named=_outer(named),
        unnamed=_outer(unnamed),
    )


def _score(value: float, families: Sequence[Family]) -> float:
    centre, deviation = _expected(families)
    return (value - centre) / deviation


def _outer(scores: Sequence[float]) -> Scores:
    """Return the scores between which a new one lies with chance 1 − OUTSIDE, by rank; without end for too few."""
    rank = math.floor(OUTSIDE / 2 * (len(scores) + 1))
    ordered = sorted(scores)
    return (ordered[rank - 1], ordered[-rank]) if rank else (-math.inf, math.inf)


def _typical_cv(known: Iterable[Food]) -> dict[Key, float]:
    found: dict[Key, list[float]] = {ALL: []}
    for food in known:
        own = sample_sd_mg(food)
        if own is not None and food.mg_per_100g is not None and food.mg_per_100g >= ROUNDING_MG:
            for key in (ALL, (food.food_group,)):
                found.setdefault(key, []).append(own / food.mg_per_100g)
    return {key: median(cvs or [0.0]) for key, cvs in found.items() if key == ALL or len(cvs) >= FEWEST_VARIATIONS}
