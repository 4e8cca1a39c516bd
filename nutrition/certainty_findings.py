"""What a certainty says, as findings: how sure, how many more days, on what it rests, or why it cannot be said."""

from collections.abc import Iterator

from nutrition.adequacy import LIKELY, SURE, AboveAi, Adequacy, most_certain
from nutrition.certainty import Certainty, NoProbability
from nutrition.findings import Finding, Severity, finding

YEAR = 365
HALF = 0.5


def certainty_findings(
    certainty: Certainty, *, at_least: bool, reached: bool, kind: str, authority: str
) -> Iterator[Finding]:
    """Yield what may be said; `kind` is the authority's word for its target, `reached` whether the mean is there."""
    found = certainty.found
    reached_without_sd = reached and found is None and certainty.no_probability is NoProbability.ONLY_AI
    if isinstance(found, Adequacy):
        yield _adequate(found, at_least=at_least)
    elif isinstance(found, AboveAi) and found.confidence is not None:
        yield finding(
            "above_ai_at_least" if at_least else "above_ai", Severity.GOOD, count=found.days,
            confidence_percent=100 * found.confidence, ai_mg=found.ai_mg, kind=kind,
        )  # fmt: skip
    if certainty.no_probability is NoProbability.EMPTY_DAY:
        yield finding("no_probability_empty_day")
    if certainty.no_probability is NoProbability.ONLY_RDA:
        yield finding("no_probability_rda", authority=authority, kind=kind)
    if certainty.no_probability is NoProbability.EAR_LEFT_OUT:
        yield finding("no_probability_unchecked", authority=authority)
    if certainty.no_probability is NoProbability.NO_SD or reached_without_sd:
        yield finding("no_probability_sd")
    if found is not None and not at_least:
        yield from _days(found, certainty)
    yield from _rests_on(certainty, at_least=at_least)


def _adequate(found: Adequacy, *, at_least: bool) -> Finding:
    values = {"count": found.days, "probability_percent": 100 * found.probability, "ear_mg": found.ear_mg}
    # the book (p. 57) has bands around 50 % and 97.5 %; the edges at 85 % and 15 % are ours
    code = "adequate_unlikely"
    if found.probability >= 1 - LIKELY:
        code = "adequate_doubtful"
    if found.probability >= HALF:
        code = "adequate_maybe"
    if found.probability >= LIKELY:
        code = "adequate_likely"
    if found.probability >= SURE:
        code = "adequate_surely"
    if at_least:
        # the real probability is higher: it may not be called doubtful or unlikely
        code = "adequate_at_least"
    return finding(code, Severity.GOOD if found.probability >= LIKELY else Severity.INFO, **values)


def _days(found: Adequacy | AboveAi, certainty: Certainty) -> Iterator[Finding]:
    if isinstance(found, AboveAi) and found.confidence is None:
        return
    likely, sure = certainty.likely_days, certainty.sure_days
    if likely and likely > found.days + YEAR:
        yield finding("days_over_a_year", certainty_exact_percent=100 * LIKELY)
        return
    if likely and likely > found.days:
        yield finding("days_likely", count=likely - found.days, certainty_percent=100 * LIKELY)
    if sure and sure > found.days + YEAR:
        yield finding("days_over_a_year", certainty_exact_percent=100 * SURE)
    elif sure and sure > found.days:
        yield finding("days_sure", count=sure - found.days, certainty_exact_percent=100 * SURE)
    if isinstance(found, Adequacy) and sure is None:
        most = most_certain(found)
        yield finding("days_no_surer", most_percent=100 * max(most, 1 - most))


def _rests_on(certainty: Certainty, *, at_least: bool) -> Iterator[Finding]:
    found, wider, within_sd = certainty.found, certainty.wider, certainty.within_sd
    if within_sd is None or found is None or wider is None:
        return
    share, wider_share = _share(found), _share(wider)
    if share is None or wider_share is None:
        return
    code = "sd_checked" if within_sd.verified else "sd_unverified"
    if at_least:
        code = "sd_checked_at_least" if within_sd.verified else "sd_unverified_at_least"
    severity = Severity.INFO if within_sd.verified else Severity.CARE
    yield finding(code, severity, within_sd_mg=within_sd.mg, wider_percent=100 * wider_share)


def _share(found: Adequacy | AboveAi) -> float | None:
    return found.probability if isinstance(found, Adequacy) else found.confidence
