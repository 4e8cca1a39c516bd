"""Before and after: two reports on one person side by side, and how much can be said of what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nutrition.assessment import NEGLIGIBLE_MG
from nutrition.foods import Food
from nutrition.intake import Intake
from nutrition.report import Report

LEAST_G = 1e-6  # less is how a computer rounds, not somebody's plate


class Known(StrEnum):
    """How far the difference between two intakes is known, where foods have no value."""

    WHOLLY = "wholly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    IN_PART = "in_part"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """Two reports; mg are a day on average, and of both the mean over their own days.

    `difference_mg` is the intake after less the intake before, so less than nothing where it fell. It is `known` wholly
    also when the same grams of foods without a value are in both: what nobody knows is then no part of the difference.
    `new_foods` are the ids of what is eaten after and was not before.
    """

    before: Report
    after: Report
    difference_mg: float
    known: Known
    new_foods: frozenset[str]


def before_after(before: Report, after: Report) -> BeforeAfter:
    """Return two reports side by side."""
    return BeforeAfter(
        before=before,
        after=after,
        difference_mg=after.intake.total_mg - before.intake.total_mg,
        known=_known(_unknown_g(before.intake), _unknown_g(after.intake)),
        new_foods=_foods(after.intake) - _foods(before.intake),
    )


def change_between(before: Report, after: Report) -> BeforeAfter | None:
    """Return what a change did to the intake; None where it did nothing to it, or where nothing can be compared.

    Another person, authority or number of days is another question; and a plan without anything on it is not yet an
    intake of 0 mg.
    """
    comparable = (
        before.plan.person == after.plan.person
        and before.authority.authority == after.authority.authority
        and before.intake.days == after.intake.days
        and before.is_recorded
        and after.is_recorded
    )
    both = before_after(before, after)
    changed = (
        abs(after.intake.food_mg - before.intake.food_mg) >= NEGLIGIBLE_MG
        or abs(after.intake.supplement_mg - before.intake.supplement_mg) >= NEGLIGIBLE_MG
        or both.known is not Known.WHOLLY
    )
    return both if comparable and changed else None


def _known(before_g: Mapping[Food, float], after_g: Mapping[Food, float]) -> Known:
    changes_g = [after_g.get(food, 0.0) - before_g.get(food, 0.0) for food in {*before_g, *after_g}]
    more, less = max(changes_g, default=0.0) > LEAST_G, min(changes_g, default=0.0) < -LEAST_G
    if more and less:
        return Known.IN_PART
    if more or less:
        return Known.AT_LEAST if more else Known.AT_MOST
    return Known.WHOLLY


def _unknown_g(intake: Intake) -> Mapping[Food, float]:
    """Return the grams a day of everything without a value, also of what is in a recipe."""
    found: dict[Food, float] = {}
    for line in intake.lines:
        for food, share in line.details.unknown_parts:
            found[food] = found.get(food, 0.0) + line.portion_g * share / intake.days
    return found


def _foods(intake: Intake) -> frozenset[str]:
    return frozenset(line.food.food_id for line in intake.lines)
