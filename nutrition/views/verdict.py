"""The verdict of one authority in a few words, for page and command line alike: never more than its values allow."""

from nutrition.certainty import NoProbability
from nutrition.reference import ReferenceKind, ReferenceSet, ReferenceValue
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.reference_words import unverified_mark

TARGETS = (ReferenceKind.RDA, ReferenceKind.AI)
# below a recommendation nothing follows for one person; with an EAR something might, had its variation been published
BELOW = {
    NoProbability.ONLY_AI: "below_ai",
    NoProbability.NO_SD: "below_unsure",
    NoProbability.EMPTY_DAY: "below_unsure",
}


def missing_words(reference: ReferenceSet, text: Text, *kinds: ReferenceKind) -> str:
    """Return why there is no value of these kinds for one person: none published, or none that was checked."""
    left = reference.left(*kinds)
    return text(f"compare.{left.because}" if left else "compare.none")


def verdict_words(report: Report, text: Text) -> str:
    """Return what one authority's values say of the intake; supplements above its upper level are added."""
    said = [_intake_words(report, text)]
    if report.assessment.ul_exceeded:
        said.append(text("verdict.above_ul"))
    return "; ".join(said)


def _intake_words(report: Report, text: Text) -> str:
    certainty, target = report.assessment.certainty, report.reference.target
    least = "_at_least" if report.assessment.at_least else ""
    if certainty.no_probability is NoProbability.NOTHING_RECORDED:
        return text("verdict.nothing_recorded")
    if certainty.adequacy:
        sure = text(f"verdict.sure{least}", probability_percent=100 * certainty.adequacy.probability)
        return f"{sure}{unverified_mark(report, text)}"
    if target is None:
        return _no_target_words(report.reference, text)
    if report.finding("target_met"):
        if certainty.above_ai is None or certainty.above_ai.confidence is None:
            return text("verdict.reached", kind=target.published_as)
        sure_percent = 100 * certainty.above_ai.confidence
        reached = text(f"verdict.reached_sure{least}", kind=target.published_as, confidence_percent=sure_percent)
        return f"{reached}{unverified_mark(report, text)}"
    return _below_words(report, target, text)


def _no_target_words(reference: ReferenceSet, text: Text) -> str:
    return text("verdict.by_feeding") if reference.by_feeding else missing_words(reference, text, *TARGETS)


def _below_words(report: Report, target: ReferenceValue, text: Text) -> str:
    below = "below_at_most" if report.assessment.at_least else "below"
    gap = text(f"verdict.{below}", gap_mg=report.assessment.gap_mg, kind=target.published_as)
    why = report.assessment.certainty.no_probability
    follows = BELOW.get(why, "below_rda") if why else "below_rda"
    return f"{gap}: {text(f'verdict.{follows}')}"
