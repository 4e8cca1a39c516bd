"""What the intake means, in words: each reference value with its place, the legend of the picture, a change."""

from collections.abc import Iterator
from dataclasses import dataclass

from nutrition.before_after import BeforeAfter, Known
from nutrition.reference import ReferenceKind
from nutrition.report import Report
from nutrition.sources import Citation, Source
from nutrition.text import Text
from nutrition.views.comparison import compared_rows
from nutrition.views.reference_words import counts_words, ear_words
from nutrition.views.words import taken_label, total_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One reference value: what it is and for what, the mg or why there are none, its name and publisher, its place."""

    kind: str
    use: str
    value: str
    published: str
    places: tuple[str, ...]


def value_rows(report: Report, text: Text) -> tuple[ValueRow, ...]:
    """Return the average requirement, the target and the upper level; one that is not there says why."""
    reference = report.reference
    [compared] = compared_rows((report,), text)
    fed = reference.by_feeding[:1]
    target = reference.target or (fed[0] if fed else None)
    kind = text(f"compare.kind.{target.kind}") if target else text("report.target")
    return (
        ValueRow(
            kind=text("compare.kind.EAR"),
            use=text("page.meaning.use_ear"),
            value=compared.ear,
            published=_published(reference.ear.published_as, reference.ear.published_by) if reference.ear else "",
            places=_places(report, ReferenceKind.EAR),
        ),
        ValueRow(
            kind=kind,
            use=text("page.meaning.use_target"),
            value=compared.target,
            published=_published(target.published_as, target.published_by) if target else "",
            places=_places(report, ReferenceKind.RDA, ReferenceKind.AI),
        ),
        ValueRow(
            kind=text("compare.kind.UL"),
            use=_ul_use(report, text),
            value=compared.ul,
            published=_published(reference.ul.published_as, reference.ul.published_by) if reference.ul else "",
            places=_places(report, ReferenceKind.UL),
        ),
    )


def _published(name: str, by: str) -> str:
    return f"{name}, {by}"


def _ul_use(report: Report, text: Text) -> str:
    reference = report.reference
    if reference.ul:
        return counts_words(reference.ul, text)
    return reference.no_ul.note(text.language) if reference.no_ul else ""


def _cited(report: Report) -> Iterator[tuple[ReferenceKind, str, Citation]]:
    reference = report.reference
    for value in (reference.ear, reference.rda, reference.ai, *reference.by_feeding, reference.ul):
        if value:
            yield value.kind, value.published_as, value.citation
    if reference.no_ul:
        yield ReferenceKind.UL, "UL", reference.no_ul.citation


def _places(report: Report, *kinds: ReferenceKind) -> tuple[str, ...]:
    shown = [citation for kind, _, citation in _cited(report) if kind in kinds]
    return tuple(dict.fromkeys(f"{citation.source}, {citation.locator}" for citation in shown))


def value_works(report: Report) -> list[tuple[str, Source]]:
    """Return the works behind the values, each once, with the places of the values in it."""
    places: dict[str, list[str]] = {}
    for _, name, citation in _cited(report):
        places.setdefault(citation.source, []).append(f"{name}: {citation.locator}")
    return [("; ".join(dict.fromkeys(found)), report.sources[key]) for key, found in places.items()]


def legend_words(report: Report, text: Text) -> str:
    """Return what is drawn how, in the order in which it is drawn; only what is there."""
    intake, reference = report.intake, report.reference
    said = [text("page.meaning.legend_food", food=total_words(intake, intake.food_mg, text))] if intake.lines else []
    if intake.supplement_mg:
        taken = taken_label(report, text)
        said.append(text("page.meaning.legend_taken", supplement_mg=intake.supplement_mg, taken=_lower(taken)))
    if intake.at_least:
        said.append(text("page.meaning.legend_soft", high_mg=report.bounds.high_mg))
    if reference.target:
        said.append(text("page.meaning.legend_target"))
    if reference.ear:
        said.append(text("page.meaning.legend_ear"))
    return " ".join(said)


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def picture_words(bar: str, report: Report, text: Text) -> str:
    """Return the picture for who cannot see it: the bar as elsewhere, and the average requirement."""
    if not report.reference.ear:
        return bar
    return f"{bar} {text('report.ear')}: {ear_words(report.reference, text)}."


def change_words(both: BeforeAfter, text: Text) -> str:
    """Return what a change did: "236.4 mg → 324.4 mg of 300 mg"."""
    before, after = (total_words(one.intake, one.intake.total_mg, text) for one in (both.before, both.after))
    target = both.after.reference.target
    if target is None:
        return text("page.meaning.changed", before=before, after=after)
    return text("page.meaning.changed_of", before=before, after=after, target_mg=target.mg)


def change_note(both: BeforeAfter, text: Text) -> str:
    """Return by how much it changed, or why no difference can be told."""
    if both.known is not Known.WHOLLY:
        return text("page.meaning.added_unknown")
    key = "page.meaning.added" if both.difference_mg >= 0 else "page.meaning.taken_off"
    return text(key, change_mg=abs(both.difference_mg))
