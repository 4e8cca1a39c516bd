"""Certainty: what may be said of one person's intake, and why sometimes nothing may."""

from dataclasses import dataclass
from enum import StrEnum

from nutrition.adequacy import LIKELY, SURE, WIDER_SD, AboveAi, Adequacy, above_ai, days_to, individual_adequacy
from nutrition.intake import Intake
from nutrition.reference import ReferenceKind, ReferenceSet
from nutrition.variation import WithinPersonSd


class NoProbability(StrEnum):
    """Why there is no probability that the intake is enough."""

    NOTHING_RECORDED = "nothing_recorded"
    NO_VALUE = "no_value"
    ONLY_AI = "only_ai"
    ONLY_RDA = "only_rda"
    EAR_LEFT_OUT = "ear_left_out"
    NO_SD = "no_sd"
    EMPTY_DAY = "empty_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure the recorded days make us.

    With an EAR `found` is an `Adequacy`; with only an AI it is an `AboveAi`, which tells nothing below the AI; else
    None. `no_probability` says why there is no probability of adequacy. `wider` is the same as `found` with a quarter
    more day-to-day variation. `likely_days` and `sure_days` are how many days in all would settle it with 85 % and
    97.5 %, None where no number would, or where foods without a value leave the mean itself open.
    """

    found: Adequacy | AboveAi | None = None
    wider: Adequacy | AboveAi | None = None
    no_probability: NoProbability | None = None
    within_sd: WithinPersonSd | None = None
    likely_days: int | None = None
    sure_days: int | None = None

    @property
    def adequacy(self) -> Adequacy | None:
        """The probability that usual intake meets the requirement; None without an EAR."""
        return self.found if isinstance(self.found, Adequacy) else None

    @property
    def above_ai(self) -> AboveAi | None:
        """The mean beside the AI; None where an EAR, or no AI, is published."""
        return self.found if isinstance(self.found, AboveAi) else None


def make_certainty(intake: Intake, reference: ReferenceSet, within_sd: WithinPersonSd | None) -> Certainty:
    """Say how sure we may be; every reason not to be is an outcome."""
    why = _why_none(intake, reference, within_sd)
    ear, ai = reference.ear, reference.ai
    if within_sd is None or why not in (None, NoProbability.ONLY_AI):
        return Certainty(no_probability=why)

    def judged(within_sd_mg: float) -> Adequacy | AboveAi | None:
        if ear:
            return individual_adequacy(intake.total_mg, intake.days, ear.mg, within_sd_mg=within_sd_mg)
        return above_ai(intake.total_mg, intake.days, ai.mg, within_sd_mg=within_sd_mg) if ai else None

    found = judged(within_sd.mg)
    settled = None if intake.at_least else found
    return Certainty(
        found=found,
        wider=judged(WIDER_SD * within_sd.mg),
        no_probability=why,
        within_sd=within_sd,
        likely_days=days_to(LIKELY, settled) if settled else None,
        sure_days=days_to(SURE, settled) if settled else None,
    )


def _why_none(intake: Intake, reference: ReferenceSet, within_sd: WithinPersonSd | None) -> NoProbability | None:
    if not intake.lines:
        return NoProbability.NOTHING_RECORDED
    if reference.target and len({line.item.day for line in intake.lines}) < intake.days:
        # a day that was added and not filled in would pass for a day of 0 mg
        return NoProbability.EMPTY_DAY
    if reference.ear:
        return None if within_sd else NoProbability.NO_SD
    if reference.target is None:
        return NoProbability.NO_VALUE
    if reference.target is reference.ai:
        return NoProbability.ONLY_AI
    return NoProbability.EAR_LEFT_OUT if reference.lacks(ReferenceKind.EAR) else NoProbability.ONLY_RDA
