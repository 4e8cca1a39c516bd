"""Assessment: intake beside the values that hold for the person, and the room that is left for a supplement."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from nutrition.adequacy import Adequacy
from nutrition.certainty import Certainty, make_certainty
from nutrition.intake import Intake
from nutrition.reference import ReferenceSet
from nutrition.variation import WithinPersonSd

NEGLIGIBLE_MG = 0.05  # shown as 0.0, so it is nothing to close


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """How an intake compares, in elemental mg a day; None wherever the authority publishes nothing to compare with.

    `gap_mg` is the target less the intake, never negative; it is an upper bound when `at_least` holds.
    `room_under_ul_mg` is what supplements may still bring before the UL is reached; the UL counts supplements, never
    the magnesium of ordinary food. `above_ul_mg` is by how much they pass it already.
    """

    target_mg: float | None
    gap_mg: float | None
    target_percent: float | None
    ul_mg: float | None
    room_under_ul_mg: float | None
    above_ul_mg: float | None
    at_least: bool
    certainty: Certainty

    @property
    def adequacy(self) -> Adequacy | None:
        """How sure we are that usual intake meets the requirement; a lower bound when `at_least` holds.

        None where `certainty.no_probability` says why there is no such number.
        """
        return self.certainty.adequacy

    @property
    def ul_exceeded(self) -> bool:
        """Whether the supplements already taken pass the upper level."""
        return bool(self.above_ul_mg)


def assess(intake: Intake, reference: ReferenceSet, within_sd: WithinPersonSd | None = None) -> Assessment:
    """Compare an intake with the values that hold for one person.

    `within_sd` is the day-to-day variation published for that person; without it nothing is said about certainty.
    """
    target_mg = reference.target.mg if reference.target else None
    ul_mg = reference.ul.mg if reference.ul else None
    return Assessment(
        target_mg=target_mg,
        gap_mg=None if target_mg is None else _excess(target_mg, intake.total_mg),
        target_percent=None if target_mg is None else 100 * intake.total_mg / target_mg,
        ul_mg=ul_mg,
        room_under_ul_mg=None if ul_mg is None else _room(ul_mg, intake.supplement_mg),
        above_ul_mg=None if ul_mg is None else _excess(intake.supplement_mg, ul_mg),
        at_least=intake.at_least,
        certainty=make_certainty(intake, reference, within_sd),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAssessment:
    """One recorded day beside the target; a supplement is the same every day. None without a target."""

    day: int
    food_mg: float
    total_mg: float
    at_least: bool
    gap_mg: float | None
    target_percent: float | None


def assess_days(intake: Intake, target_mg: float | None) -> tuple[DayAssessment, ...]:
    """Compare each day with the target: to see how they differ, for usual intake is judged by the mean."""
    some_unknown = {meal.day for meal in intake.by_day_and_meal if not meal.share.known}
    found = []
    for day, food_mg in enumerate(intake.by_day_mg, start=1):
        total_mg = food_mg + intake.supplement_mg
        found.append(
            DayAssessment(
                day=day,
                food_mg=food_mg,
                total_mg=total_mg,
                at_least=day in some_unknown,
                gap_mg=None if target_mg is None else _excess(target_mg, total_mg),
                target_percent=None if target_mg is None else 100 * total_mg / target_mg,
            )
        )
    return tuple(found)


def _excess(of_mg: float, over_mg: float) -> float:
    # a millionth of a mg is nothing
    return max(0.0, round(of_mg - over_mg, 6))


def _room(ul_mg: float, taken_mg: float) -> float:
    # rounded down: half a millionth too much would still be above the upper level
    left = Decimal(str(ul_mg)) - Decimal(str(taken_mg))
    return max(0.0, float(left.quantize(Decimal("1e-6"), ROUND_FLOOR)))
