"""All authorities side by side in words: the rows that page and command line show, and where their values stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutrition.plan import LifeStage
from nutrition.reference import Counts, ReferenceKind, ReferenceSet
from nutrition.report import Report, sources_compared
from nutrition.sources import Citation
from nutrition.text import Text
from nutrition.views.likely import likely_words
from nutrition.views.publishers import source_lines
from nutrition.views.verdict import TARGETS, missing_words, verdict_words
from nutrition.views.words import sex_words, total_words

COLUMNS = ("authority", "target", "ear", "ul", "verdict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One authority's row: `kind` is its own word for its target, `counts` what its upper level counts."""

    report: Report
    name: str
    target: str
    kind: str
    ear: str
    ul: str
    counts: str
    verdict: str
    places: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as plain cells, in the order of `COLUMNS`."""
        ul = f"{self.ul} ({self.counts})" if self.counts else self.ul
        return self.name, f"{self.target} {self.kind}".rstrip(), self.ear, ul, self.verdict


def compared_rows(reports: Sequence[Report], text: Text) -> tuple[Compared, ...]:
    """Return a row for each report."""
    return tuple(_row(report, text) for report in reports)


def _row(report: Report, text: Text) -> Compared:
    reference = report.reference
    return Compared(
        report=report,
        name=report.authority.short(text.language),
        target=target_words(reference, text),
        kind=reference.target.published_as if reference.target else "",
        ear=text.mg(reference.ear.mg) if reference.ear else _none_words(reference, text, ReferenceKind.EAR),
        ul=ul_words(reference, text),
        counts=_counts_words(reference, text),
        verdict=verdict_words(report, text),
        places=tuple(_places(reference)),
    )


def target_words(reference: ReferenceSet, text: Text) -> str:
    """Return the target in mg, or why there is none."""
    if reference.target:
        return text.mg(reference.target.mg)
    if reference.by_feeding:
        return text("compare.by_feeding", **reference.by_feeding_mg)
    return missing_words(reference, text, *TARGETS)


def ul_words(reference: ReferenceSet, text: Text) -> str:
    """Return the upper level in mg, or why there is none."""
    if reference.ul:
        return text.mg(reference.ul.mg)
    if reference.no_ul and reference.no_ul.mg_per_kg:
        return text("compare.per_kg", mg_per_kg=reference.no_ul.mg_per_kg)
    return text("compare.none_set") if reference.no_ul else _none_words(reference, text, ReferenceKind.UL)


def _none_words(reference: ReferenceSet, text: Text, kind: ReferenceKind) -> str:
    left = reference.left(kind)
    return text(f"compare.short.{left.because}" if left else "compare.no_value")


def _counts_words(reference: ReferenceSet, text: Text) -> str:
    ul = reference.ul
    if ul is None:
        return ""
    counts = text(f"compare.counts.{ul.counts or Counts.SUPPLEMENTS}")
    # what a body calls otherwise is not always an upper level
    return counts if ul.published_as == "UL" else f"{ul.published_as}; {counts}"


def _places(reference: ReferenceSet) -> Iterator[str]:
    named: dict[Citation, list[str]] = {}
    for value in (reference.target, *reference.by_feeding, reference.ear, reference.ul):
        if value:
            named.setdefault(value.citation, []).append(value.published_as)
    if reference.no_ul:
        named.setdefault(reference.no_ul.citation, []).append("UL")
    for citation, kinds in named.items():
        yield f"{', '.join(dict.fromkeys(kinds))}: {citation.source}, {citation.locator}"


def whose_words(report: Report, text: Text) -> str:
    """Return for whom the authorities are compared."""
    person = report.plan.person
    key = "person" if person.life_stage is LifeStage.NONE else "person_stage"
    life_stage = text(f"life_stage.{person.life_stage}")
    return text(f"compare.{key}", sex=sex_words(person, text), age_years=person.age_years, life_stage=life_stage)


def intake_words(report: Report, text: Text) -> str:
    """Return the intake that is compared, with its limits where foods have no value."""
    total, likely = total_words(report.intake, report.intake.total_mg, text), likely_words(report, text)
    return f"{total} ({likely})" if likely else total


def comparison_lines(reports: Sequence[Report], text: Text) -> list[str]:
    """Return all authorities side by side as the lines that the command line prints."""
    first = reports[0]
    facts = [
        (text("report.person"), whose_words(first, text)),
        (text("report.days"), text("report.days_count", count=first.intake.days)),
        (text("report.intake"), intake_words(first, text)),
        (text("report.supplements"), text("report.value_mg", value_mg=first.intake.supplement_mg)),
    ]
    widest = max(len(label) for label, _ in facts)
    table = [
        tuple(text(f"compare.{column}") for column in COLUMNS),
        *(row.cells for row in compared_rows(reports, text)),
    ]
    widths = [max(len(row[place]) for row in table) for place in range(len(COLUMNS))]
    return [
        text("report.heading", authority=text("compare.heading")),
        "",
        *(f"{label:<{widest}}  {value}" for label, value in facts),
        "",
        *("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in table),
        "",
        text("report.sources"),
        *source_lines(sources_compared(reports), text),
        "",
        text("report.edition", edition=first.edition, boundary=text("app.boundary")),
    ]
