"""Reference values in words: what holds for a person, how sure the recorded days are, or why neither is known."""

from nutrition.reference import Counts, ReferenceKind, ReferenceSet, ReferenceValue
from nutrition.report import Report
from nutrition.text import Text


def value_words(value: ReferenceValue, text: Text) -> str:
    """Return a value with the authority's own word for it and who published it."""
    return text("report.target_value", target_mg=value.mg, kind=value.published_as, by=value.published_by)


def target_words(reference: ReferenceSet, text: Text) -> str:
    """Return the target of one authority for one person, or why there is none."""
    if reference.target:
        return value_words(reference.target, text)
    if reference.by_feeding:
        return text("report.by_feeding", **reference.by_feeding_mg)
    unchecked = reference.lacks(ReferenceKind.RDA, ReferenceKind.AI)
    return text("report.none_checked" if unchecked else "report.none_published")


def ear_words(reference: ReferenceSet, text: Text) -> str:
    """Return the average requirement of one authority for one person, or why there is none."""
    if reference.ear:
        return value_words(reference.ear, text)
    return text("report.none_checked" if reference.lacks(ReferenceKind.EAR) else "report.none_published")


def no_ul_words(reference: ReferenceSet, text: Text) -> str:
    """Return why there is no upper level in mg for one person."""
    if reference.no_ul and reference.no_ul.mg_per_kg:
        return text("report.none_in_mg", mg_per_kg=reference.no_ul.mg_per_kg)
    if reference.no_ul:
        return text("report.none_set")
    return text("report.none_checked" if reference.lacks(ReferenceKind.UL) else "report.none_published")


def counts_words(ul: ReferenceValue, text: Text) -> str:
    """Return in a sentence what an upper level counts."""
    key = "ul_counts_soluble" if ul.counts is Counts.SOLUBLE else "ul_counts"
    return text(f"page.my_day.{key}", counts=text(f"counts.{ul.counts}"))


def room_words(report: Report, text: Text) -> str:
    """Return what supplements may still bring under the upper level, or why there is no such number."""
    ledger = report.ledger
    if ledger.no_room:
        return text(f"no_room.{ledger.no_room}")
    if ledger.room_mg is None:
        return no_ul_words(report.reference, text)
    return text("report.value_mg", value_mg=ledger.room_mg)


def taken_words(report: Report, text: Text) -> str:
    """Return what is taken beside the upper level in one line, or beside why nothing may follow from one."""
    taken_mg, ledger = report.ledger.total_mg, report.ledger
    if ledger.no_room:
        taken = text("ledger.taken.supplements" if ledger.only_supplements else "ledger.taken.added")
        room, why = text("ledger.room"), room_words(report, text)
        return text("page.my_day.ul_line_closed", supplement_mg=taken_mg, taken=taken, room=room, why=why)
    key = "ul_line" if ledger.only_supplements else "ul_line_added"
    return text(f"page.my_day.{key}", supplement_mg=taken_mg, ul_mg=ledger.ul_mg)


def certainty_words(report: Report, text: Text) -> str:
    """Return how sure it is that the usual intake is enough, or why that cannot be said."""
    certainty = report.assessment.certainty
    if certainty.adequacy is None:
        return text(f"no_probability.{certainty.no_probability}")
    return _sure_words(certainty.adequacy.probability, report, text)


def certainty_rows(report: Report, text: Text) -> list[tuple[str, str]]:
    """Return the average requirement and what it tells, or what an AI tells, as pairs of a label and words."""
    certainty, reference = report.assessment.certainty, report.reference
    rows = []
    if reference.ear or reference.lacks(ReferenceKind.EAR):
        rows.append((text("report.ear"), ear_words(reference, text)))
    rows.append((text("report.probability"), certainty_words(report, text)))
    if certainty.above_ai and certainty.above_ai.confidence is not None:
        rows.append((text("report.reaches_ai"), _sure_words(certainty.above_ai.confidence, report, text)))
    return rows


def _sure_words(share: float, report: Report, text: Text) -> str:
    key = "report.probability_at_least" if report.assessment.at_least else "report.probability_value"
    return f"{text(key, probability_percent=100 * share)}{unverified_mark(report, text)}"


def unverified_mark(report: Report, text: Text) -> str:
    """Return what stands behind a probability that rests on a figure nobody checked yet; nothing behind another."""
    within_sd = report.assessment.certainty.within_sd
    return f" ({text('report.unverified')})" if within_sd and not within_sd.verified else ""
