"""The compounds side by side: how much magnesium they hold, how they dissolve, and what was measured. No ranking."""

from dataclasses import dataclass

from nutrition.absorption import AbsorptionAbout, AbsorptionStudy
from nutrition.forms import SupplementForm, salt_mg
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.evidence_words import Cited, cited_in
from nutrition.views.words import formula_words

COMPARED_MG = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyWords:
    """One study in words; `mark` says that it was read only in part, else it is empty."""

    study: str
    who: str
    dose: str
    compared: str
    measure: str
    result: str
    caveat: str
    mark: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One compound in words: `percent` is its magnesium, `weight` the compound around 100 mg of magnesium.

    `studies` are those on compounds of the same everyday name: a study seldom says which of them it used.
    """

    form: str
    everyday: str
    name: str
    formula: str
    hydrate: str
    percent: str
    weight: str
    solubility: str
    laxative: str
    laxative_basis: str
    note: str
    studies: tuple[StudyWords, ...]
    measured: str
    places: tuple[str, ...]


def form_rows(handbook: Handbook, text: Text) -> tuple[FormRow, ...]:
    """Return every compound by its everyday name, then by its full name: alphabetical, so that nothing is ranked."""
    rows = [_row(form, handbook, text) for form in handbook.forms.values()]
    return tuple(sorted(rows, key=lambda row: (row.everyday, row.name.casefold())))


def _row(form: SupplementForm, handbook: Handbook, text: Text) -> FormRow:
    studies = tuple(
        study_words(study, handbook, text)
        for study in handbook.absorption
        if study.about is AbsorptionAbout.COMPOUND and form.family in study.families
    )
    citations = (form.citation, *((form.laxative.citation,) if form.laxative else ()))
    return FormRow(
        form=form.form,
        everyday=form.everyday(text.language),
        name=form.name(text.language),
        formula=formula_words(form.formula),
        hydrate=text(f"forms.hydrate.{form.hydrate}"),
        percent=text("forms.percent", share_exact_percent=100 * form.elemental_fraction),
        weight=text("report.value_mg", value_mg=salt_mg(COMPARED_MG, form)),
        solubility=text(f"forms.solubility.{form.solubility}"),
        laxative=text(f"forms.laxative.{form.laxative.rank}") if form.laxative else text("forms.laxative_unknown"),
        laxative_basis=form.laxative.basis(text.language) if form.laxative else "",
        note=form.note(text.language),
        studies=studies,
        measured=" ".join(one_line(study, text) for study in studies) if studies else text("forms.no_study"),
        places=tuple(f"{citation.source}, {citation.locator}" for citation in citations),
    )


def study_words(study: AbsorptionStudy, handbook: Handbook, text: Text) -> StudyWords:
    """Return one study in words."""
    who = study.said("who", text.language)
    return StudyWords(
        study=study.study,
        who=who if study.participants is None else text("evidence.who", count=study.participants, who=who),
        **{name: study.said(name, text.language) for name in ("dose", "compared", "measure", "result", "caveat")},
        mark=text("forms.read_in_part") if study.unverified else "",
        cited=cited_in(study.places, handbook, text),
    )


def one_line(study: StudyWords, text: Text) -> str:
    """Return a study in one line, as a cell of a table holds it."""
    result = study.result[0].upper() + study.result[1:]
    key = "measured_in_part" if study.mark else "measured"
    return text(f"forms.{key}", study=study.study, mark=study.mark, who=study.who, result=result, caveat=study.caveat)


def study_groups(handbook: Handbook, text: Text) -> tuple[tuple[str, tuple[StudyWords, ...]], ...]:
    """Return every study of compounds, of doses and of foods, each group with its heading."""
    found = sorted(handbook.absorption, key=lambda study: study.study)
    return tuple(
        (text(f"forms.about.{about}"), tuple(study_words(one, handbook, text) for one in found if one.about is about))
        for about in AbsorptionAbout
    )


def form_intro(text: Text) -> list[str]:
    """Return how to read the comparison, and why nothing is multiplied by what was absorbed."""
    return [text("forms.order"), text("forms.no_factor"), text("forms.rank"), text("forms.unknown")]


def form_lines(handbook: Handbook, text: Text) -> list[str]:
    """Return the whole comparison as the lines that the command line prints."""
    lines = [text("report.heading", authority=text("forms.heading")), "", *form_intro(text)]
    everyday = ""
    for row in form_rows(handbook, text):
        if row.everyday != everyday:
            everyday = row.everyday
            lines += ["", everyday[0].upper() + everyday[1:]]
            lines += [f"  {measured_in(row, text)}"]
        lines += _row_lines(row, text)
    for heading, studies in study_groups(handbook, text):
        lines += ["", heading]
        for study in studies:
            lines += _study_lines(study, text)
    return [*lines, "", text("report.edition", edition=handbook.edition, boundary=text("app.boundary"))]


def measured_in(row: FormRow, text: Text) -> str:
    """Return in which studies a compound of this everyday name was measured."""
    if not row.studies:
        return text("forms.no_study")
    return text("forms.measured_in", studies=", ".join(study.study for study in row.studies))


def _row_lines(row: FormRow, text: Text) -> list[str]:
    holds = text(
        "forms.holds", percent=row.percent, compared_mg=COMPARED_MG, weight=row.weight, solubility=row.solubility
    )
    laxative = text("forms.laxative_line", laxative=row.laxative, basis=row.laxative_basis).strip()
    lines = [f"  {row.name}: {row.formula}, {row.hydrate}", f"      {holds}", f"      {laxative}"]
    return [*lines, *([f"      {row.note}"] if row.note else []), f"      [{'; '.join(row.places)}]"]


def _study_lines(study: StudyWords, text: Text) -> list[str]:
    return [
        f"  {study.study}: {study.who}{f' ({study.mark})' if study.mark else ''}",
        f"      {text('evidence.column.comparator')}: {study.compared}",
        f"      {text('evidence.column.dose')}: {study.dose}. {text('evidence.column.trial')}: {study.measure}",
        f"      {text('evidence.column.result')}: {study.result}",
        f"      {study.caveat}",
        f"      [{'; '.join(cited.place for cited in study.cited)}]",
    ]
