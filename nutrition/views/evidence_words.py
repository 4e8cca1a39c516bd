"""What the evidence says in words: the pieces that the page shows and the lines that the command line prints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nutrition.guidance import EuClaims, Place, Statement, Subject, Trial
from nutrition.handbook import Handbook
from nutrition.plan import Person, Sex
from nutrition.reference import ReferenceValue, reference_for
from nutrition.sources import Source
from nutrition.text import Text

ADULT_YEARS = 40
TRIAL_COLUMNS = ("trial", "design", "dose", "comparator", "result", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One source of a statement: the key with the place, how it was read, and the work itself."""

    place: str
    read: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement in words."""

    statement: str
    said: str
    verdict: str
    grade: str
    source_says: str
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One trial in words; `who` and `weeks` stand in small type beneath what was measured and the dose."""

    name: str
    who: str
    design: str
    dose: str
    weeks: str
    comparator: str
    result: str
    source: str


def groups_told(handbook: Handbook, text: Text) -> list[tuple[Subject, tuple[Told, ...]]]:
    """Return the statements by subject, in the order in which they are shown."""
    return [
        (subject, tuple(told(statement, handbook, text) for statement in found))
        for subject, found in groupby(handbook.guidance, key=lambda statement: statement.subject)
    ]


def told(statement: Statement, handbook: Handbook, text: Text) -> Told:
    """Return one statement in words."""
    return Told(
        statement=statement.statement,
        said=statement.says(text.language),
        verdict=text(f"evidence.verdict.{statement.verdict}"),
        grade=text(f"evidence.grade.{statement.grade}"),
        source_says=statement.source_says(text.language),
        cited=cited_in(statement.places, handbook, text),
    )


def cited_in(places: Iterable[Place], handbook: Handbook, text: Text) -> tuple[Cited, ...]:
    """Return the works behind a statement, with the place in each and how it was read."""
    return tuple(
        Cited(
            place=f"{place.citation.source}, {place.citation.locator}",
            read=text(f"checked.{place.checked}"),
            source=handbook.sources[place.citation.source],
        )
        for place in places
    )


def trial_rows(handbook: Handbook, text: Text) -> list[TrialRow]:
    """Return the trials that the statements rest on."""
    return [_trial_row(statement.trial, text) for statement in handbook.guidance if statement.trial]


def _trial_row(trial: Trial, text: Text) -> TrialRow:
    def said(name: str) -> str:
        return trial.said(name, text.language)

    people = trial.participants
    return TrialRow(
        name=text(f"evidence.about.{trial.about}"),
        who=said("who") if people is None else text("evidence.who", count=people, who=said("who")),
        design=said("design"),
        dose=text("evidence.dose", dose_mg=trial.dose_mg, form=said("form")),
        weeks=text("evidence.weeks", count=trial.weeks),
        comparator=said("comparator"),
        result=said("result"),
        source="; ".join(f"{place.citation.source}, {place.citation.locator}" for place in trial.places),
    )


def adult_ul(authority: str, handbook: Handbook) -> ReferenceValue | None:
    """Return the upper level that an authority sets for adults, who were the people in the trials."""
    return reference_for(Person(age_years=ADULT_YEARS, sex=Sex.FEMALE), authority, handbook.reference_values).ul


def trial_doses_words(handbook: Handbook, ul: ReferenceValue | None, text: Text) -> str:
    """Return what the trials gave, beside an upper level: a fact about trials, never to stand beside an amount."""
    doses = [statement.trial.dose_mg for statement in handbook.guidance if statement.trial]
    said = text("evidence.trial_doses", low_mg=min(doses), high_mg=max(doses))
    if ul is None or max(doses) <= ul.mg:
        return said
    return f"{said} {text('evidence.trial_doses_ul', by=ul.published_by, ul_mg=ul.mg)}"


def claim_words(claims: EuClaims, text: Text) -> list[str]:
    """Return the wordings that EU law allows, each in quotation marks with its entry."""
    return [
        text("evidence.claim", wording=claim.wording(text.language), register=claim.register) for claim in claims.claims
    ]


def claim_notes(claims: EuClaims, text: Text) -> list[str]:
    """Return on which condition the wordings hold, what was refused, and what we did not check."""
    notes = [claims.condition.said(text.language), claims.refused.said(text.language)]
    return [*notes, text("evidence.claims_unverified")] if any(claim.unverified for claim in claims.claims) else notes


def claim_places(claims: EuClaims) -> tuple[Place, ...]:
    """Return where those rules stand."""
    return claims.condition.place, claims.refused.place


def ask_first_words(handbook: Handbook, text: Text) -> str:
    """Return with which conditions a doctor comes before any supplement."""
    names = [caution.name(text.language) for caution in handbook.cautions]
    return text("evidence.ask_first", names="; ".join(names))


def guidance_lines(handbook: Handbook, text: Text, authority: str = "gezondheidsraad") -> list[str]:
    """Return everything as the lines that the command line prints; the upper level of trial doses is an authority's."""
    lines = [text("report.heading", authority=text("page.evidence.heading")), "", *intro_words(text)]
    for subject, statements in groups_told(handbook, text):
        if subject is Subject.DOCTOR:
            lines += _trial_lines(trial_rows(handbook, text), text)
            lines += [f"  {trial_doses_words(handbook, adult_ul(authority, handbook), text)}"]
            lines += _claim_lines(handbook, text)
        lines += ["", text(f"evidence.subject.{subject}")]
        if subject is Subject.DOCTOR:
            lines += [f"  {text('evidence.not_enough')}", f"  {ask_first_words(handbook, text)}"]
        for one in statements:
            lines += _statement_lines(one, text)
    return [*lines, "", text("report.edition", edition=handbook.edition, boundary=text("app.boundary"))]


def intro_words(text: Text) -> list[str]:
    """Return what this is, and what it is not."""
    return [text("evidence.intro"), text("evidence.intro_limits")]


def _statement_lines(one: Told, text: Text) -> Iterator[str]:
    yield f"  {one.statement}  {one.verdict} · {one.grade}"
    yield f"       {text('evidence.said')}: {one.said}"
    yield f"       {text('evidence.source_says')}: {one.source_says}"
    yield f"       [{'; '.join(cited.place for cited in one.cited)}]"


def _trial_lines(rows: Sequence[TrialRow], text: Text) -> Iterator[str]:
    yield ""
    yield text("evidence.trials")
    for row in rows:
        yield f"  {row.name}: {row.who}"
        for column, words in (
            ("design", row.design),
            ("dose", f"{row.dose}, {row.weeks}"),
            ("comparator", row.comparator),
            ("result", row.result),
        ):
            yield f"       {text(f'evidence.column.{column}')}: {words}"
        yield f"       [{row.source}]"


def _claim_lines(handbook: Handbook, text: Text) -> Iterator[str]:
    claims = handbook.eu_claims
    yield ""
    yield text("evidence.claims")
    yield f"  {text('evidence.claims_text')}"
    for words in claim_words(claims, text):
        yield f"  - {words}"
    for words in claim_notes(claims, text):
        yield f"  {words}"
    yield f"  [{'; '.join(cited.place for cited in cited_in(claim_places(claims), handbook, text))}]"
