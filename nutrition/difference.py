"""Difference: what one change of a plan did to the intake, where both can be held against the same values."""

from dataclasses import dataclass

from nutrition.assessment import NEGLIGIBLE_MG
from nutrition.intake import Intake
from nutrition.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The reports before and after a change. Both are about one person under one authority, over as many days."""

    before: Report
    after: Report

    @property
    def added_mg(self) -> float | None:
        """What it added to a day in mg, less than nothing where it took away.

        None where it changed how much was eaten of foods without a value. Where that stayed the same both intakes are
        "at least", and the difference is what it is.
        """
        if _unknown_g(self.before.intake) != _unknown_g(self.after.intake):
            return None
        return self.after.intake.total_mg - self.before.intake.total_mg


def _unknown_g(intake: Intake) -> dict[str, float]:
    eaten: dict[str, float] = {}
    for line in intake.lines:
        for food, share in line.details.unknown_parts:
            eaten[food.food_id] = eaten.get(food.food_id, 0.0) + share * line.portion_g
    return {food_id: round(grams, 6) for food_id, grams in eaten.items()}


def difference_between(before: Report, after: Report) -> Difference | None:
    """Return what changed between two reports; None where it is not the intake, or where nothing can be compared.

    Another person, authority or number of days is another question; and a plan without anything on it is not yet an
    intake of 0 mg.
    """
    comparable = (
        before.plan.person == after.plan.person
        and before.authority.authority == after.authority.authority
        and before.intake.days == after.intake.days
        and _is_recorded(before)
        and _is_recorded(after)
    )
    changed = (
        abs(after.intake.food_mg - before.intake.food_mg) >= NEGLIGIBLE_MG
        or abs(after.intake.supplement_mg - before.intake.supplement_mg) >= NEGLIGIBLE_MG
        or _unknown_g(after.intake) != _unknown_g(before.intake)
    )
    return Difference(before=before, after=after) if comparable and changed else None


def _is_recorded(report: Report) -> bool:
    return bool(report.intake.lines or report.plan.supplements)
