"""The method in words: the steps from a mean to a percentage, what they rest on, and the words for the outcome."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutrition.adequacy import LIKELY, REQUIREMENT_CV, SURE, WIDER_SD, AboveAi, Adequacy
from nutrition.certainty_findings import HALF
from nutrition.handbook import Handbook
from nutrition.plan import Person
from nutrition.report import Report
from nutrition.sources import Citation
from nutrition.text import Text
from nutrition.variation import WithinPersonSd
from nutrition.views.words import sex_words, worded

WHY_NONE = frozenset(
    """no_reference reference_unchecked reference_by_feeding below_ai no_probability_rda no_probability_unchecked
    no_probability_sd no_probability_empty_day""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a calculation: what it is, how it comes about, its value (beside others), a mark of doubt.

    `main` is the outcome.
    """

    label: str
    values: tuple[str, ...]
    how: str = ""
    mark: str = ""
    main: bool = False


def own_steps(report: Report, text: Text) -> list[Step]:
    """Return the calculation with the figures of a report; nothing where there is no percentage to explain."""
    found = report.assessment.certainty.found
    if isinstance(found, Adequacy):
        return list(_adequacy_steps(found, report, text))
    if isinstance(found, AboveAi) and found.confidence is not None:
        return list(_ai_steps(found, report, text))
    return []


def why_none(report: Report, handbook: Handbook, text: Text) -> list[str]:
    """Return in sentences why there is no percentage; nothing where there is one."""
    if not report.intake.lines:
        return [text("page.method.nothing")]
    return [
        sentence
        for finding, sentences in worded(report, handbook, text)
        if finding.code in WHY_NONE
        for sentence in sentences
    ]


def _adequacy_steps(found: Adequacy, report: Report, text: Text) -> Iterator[Step]:
    ear, certainty = report.reference.ear, report.assessment.certainty
    within_sd, wider = certainty.within_sd, certainty.wider
    if ear is None or within_sd is None or not isinstance(wider, Adequacy):
        return
    least = _least(report, text)
    yield _mean(found, least, text)
    yield Step(
        label=text("page.method.step_ear", kind=ear.published_as, by=ear.published_by),
        values=(text.mg(ear.mg),),
        how=place_words(ear.citation),
    )
    yield Step(
        label=text("page.method.step_difference"),
        values=(least + text.mg(found.difference_mg),),
        how=text("page.method.how_difference"),
    )
    yield Step(
        label=text("page.method.step_requirement_sd"),
        values=(text.mg(found.requirement_sd_mg),),
        how=text("page.method.how_requirement_sd", cv_percent=100 * REQUIREMENT_CV),
    )
    yield _within(within_sd, text)
    yield Step(label=text("page.method.step_sd"), values=(text.mg(found.sd_mg),), how=sd_how(found, text))
    yield Step(label=text("page.method.step_z"), values=(least + text.number(found.z, 2),), how=z_how(found, text))
    yield Step(
        label=text("page.method.step_probability"),
        values=(_percent(found.probability, report, text),),
        how=text("page.method.how_probability"),
        main=True,
    )
    yield _wider(wider, wider.probability, report, text)
    yield from _days(report, text)


def _ai_steps(found: AboveAi, report: Report, text: Text) -> Iterator[Step]:
    ai, certainty = report.reference.ai, report.assessment.certainty
    within_sd, wider = certainty.within_sd, certainty.wider
    if ai is None or within_sd is None or found.confidence is None or not isinstance(wider, AboveAi):
        return
    least = _least(report, text)
    yield _mean(found, least, text)
    yield Step(
        label=text("page.method.step_ai", kind=ai.published_as, by=ai.published_by),
        values=(text.mg(ai.mg),),
        how=place_words(ai.citation),
    )
    yield Step(
        label=text("page.method.step_difference"),
        values=(least + text.mg(found.difference_mg),),
        how=text("page.method.how_difference_ai"),
    )
    yield _within(within_sd, text)
    yield Step(
        label=text("page.method.step_mean_sd"),
        values=(text.mg(found.sd_mg),),
        how=text("page.method.how_mean_sd", within_sd_mg=found.within_sd_mg, days=found.days),
    )
    yield Step(label=text("page.method.step_z"), values=(least + text.number(found.z, 2),), how=z_how(found, text))
    yield Step(
        label=text("page.method.step_confidence", kind=ai.published_as),
        values=(_percent(found.confidence, report, text),),
        how=text("page.method.how_probability"),
        main=True,
    )
    yield _wider(wider, wider.confidence or 0.0, report, text)
    yield from _days(report, text)


def _least(report: Report, text: Text) -> str:
    return f"{text('excel.at_least')} " if report.assessment.at_least else ""


def _percent(share: float, report: Report, text: Text) -> str:
    key = "report.probability_at_least" if report.assessment.at_least else "report.probability_value"
    return text(key, probability_percent=100 * share)


def _mean(found: Adequacy | AboveAi, least: str, text: Text) -> Step:
    return Step(
        label=text("page.method.step_mean", count=found.days),
        values=(least + text.mg(found.mean_mg),),
        how=text("page.method.how_mean"),
    )


def _within(within_sd: WithinPersonSd, text: Text) -> Step:
    return Step(
        label=text("page.method.step_within_sd"),
        values=(text.mg(within_sd.mg),),
        how=place_words(within_sd.citation),
        mark="" if within_sd.verified else text("page.method.not_checked"),
    )


def sd_how(found: Adequacy, text: Text) -> str:
    """Return the sum behind the SD of a difference."""
    return text(
        "page.method.how_sd",
        requirement_sd_mg=found.requirement_sd_mg,
        within_sd_mg=found.within_sd_mg,
        days=found.days,
    )


def z_how(found: Adequacy | AboveAi, text: Text) -> str:
    """Return the division behind a z."""
    return text("page.method.how_z", difference_mg=found.difference_mg, sd_mg=found.sd_mg)


def _wider(wider: Adequacy | AboveAi, share: float, report: Report, text: Text) -> Step:
    return Step(
        label=text("page.method.step_wider"),
        values=(_percent(share, report, text),),
        how=text("page.method.how_wider", times=WIDER_SD, within_sd_mg=wider.within_sd_mg),
    )


def _days(report: Report, text: Text) -> Iterator[Step]:
    certainty = report.assessment.certainty
    for share, days in ((LIKELY, certainty.likely_days), (SURE, certainty.sure_days)):
        key, value = "how_days", text("page.method.days_never")
        if report.assessment.at_least:
            key, value = "how_days_open", text("page.method.days_open")
        elif days is not None:
            value = text.number(days, 0)
        label = text("page.method.step_days", certainty_exact_percent=100 * share)
        if certainty.above_ai and report.reference.ai:
            kind = report.reference.ai.published_as
            label = text("page.method.step_days_ai", certainty_exact_percent=100 * share, kind=kind)
        yield Step(
            label=label,
            values=(value,),
            how=text(f"page.method.{key}"),
        )


def sd_steps(table: Sequence[WithinPersonSd], text: Text) -> list[Step]:
    """Return every published day-to-day SD with its place and, where nobody checked it yet, a mark."""
    return [
        Step(
            label=_who(row, text),
            values=(text.number(row.mg),),
            how=place_words(row.citation),
            mark="" if row.verified else text("page.method.not_checked"),
        )
        for row in table
    ]


def _who(row: WithinPersonSd, text: Text) -> str:
    sex = sex_words(Person(age_years=row.from_years, sex=row.sex), text) if row.sex else ""
    if row.to_years is None:
        return text("page.method.sd_from", sex=sex, from_years=row.from_years)
    return text("page.method.sd_from_to", sex=sex, from_years=row.from_years, to_years=row.to_years)


def band_rows(text: Text) -> list[list[str]]:
    """Return the words for a percentage, from the highest band down."""
    bands = (("surely", SURE), ("likely", LIKELY), ("maybe", HALF), ("doubtful", 1 - LIKELY))
    rows = [
        [text("page.method.band_from", certainty_exact_percent=100 * low), text(f"page.method.band_{name}")]
        for name, low in bands
    ]
    lowest = text("page.method.band_below", certainty_exact_percent=100 * (1 - LIKELY))
    return [*rows, [lowest, text("page.method.band_unlikely")]]


def place_words(citation: Citation) -> str:
    """Return where a figure stands."""
    return f"{citation.source}, {citation.locator}"
