"""Bounds: between what the intake likely lies when foods have no value, and how sure the known part is."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from nutrition.intake import Intake
from nutrition.spread import Interval, Spread

NINETY_PERCENT = 1.645  # standard deviations on either side that hold 90 % of a normal distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits of the total intake, mean mg a day.

    `low_mg` and `high_mg` come from the foods without a value; without such foods both are the intake. They take the
    known values as they stand: `known_margin_mg` is how far, nine times out of ten, the known part of the food may lie
    above or below what the table gives.
    """

    low_mg: float
    high_mg: float
    known_margin_mg: float


def make_bounds(intake: Intake, spread: Spread) -> Bounds:
    """Return the limits of an intake, from what the known foods teach about the others."""
    unknown: list[tuple[str, Interval]] = []
    deviations: dict[str, float] = {}
    for line in intake.lines:
        portion, group = line.portion_g / 100 / intake.days, line.food.food_group
        for food, share in line.details.unknown_parts:
            unknown.append((food.food_group, _times(spread.interval(food), portion * share)))
        if line.magnesium_mg is not None:
            deviations[group] = deviations.get(group, 0.0) + spread.sd_mg(line.food) * portion
    added = combined(unknown)
    return Bounds(
        low_mg=intake.total_mg + added.low_mg,
        high_mg=intake.total_mg + added.high_mg,
        known_margin_mg=NINETY_PERCENT * _root_of_squares(deviations.values()),
    )


def combined(intervals: Iterable[tuple[str, Interval]]) -> Interval:
    """Return the interval of a sum of unknown amounts, each with the group of its food.

    Within a group the limits add: two portions of one food err together, and so may two foods of a kind. Between
    groups the distances from the middles add as squares, since there is no reason why wine and whale err together.
    """
    groups: dict[str, Interval] = {}
    for group, interval in intervals:
        groups[group] = _plus(groups[group], interval) if group in groups else interval
    middle_mg = math.fsum(found.middle_mg for found in groups.values())
    below_mg = _root_of_squares(found.middle_mg - found.low_mg for found in groups.values())
    above_mg = _root_of_squares(found.high_mg - found.middle_mg for found in groups.values())
    return Interval(low_mg=max(0.0, middle_mg - below_mg), middle_mg=middle_mg, high_mg=middle_mg + above_mg)


def _root_of_squares(values: Iterable[float]) -> float:
    return math.hypot(*values)


def _times(one: Interval, factor: float) -> Interval:
    return Interval(low_mg=one.low_mg * factor, middle_mg=one.middle_mg * factor, high_mg=one.high_mg * factor)


def _plus(one: Interval, other: Interval) -> Interval:
    return Interval(
        low_mg=one.low_mg + other.low_mg,
        middle_mg=one.middle_mg + other.middle_mg,
        high_mg=one.high_mg + other.high_mg,
    )
