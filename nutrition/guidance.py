"""Guidance: what is said about magnesium, what the source says of it, and what EU law lets anyone claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from nutrition.errors import DataError
from nutrition.reference_files import SHIPPED
from nutrition.sources import Citation, Source, cited
from nutrition.tables import entries, read_toml, rows_of

WORDS = ("statement_en", "statement_nl", "source_says_en", "source_says_nl")
TRIAL_WORDS = tuple(
    f"{name}_{language}" for name in ("design", "who", "form", "comparator", "result") for language in ("en", "nl")
)


class Subject(StrEnum):
    """What a statement is about, in the order in which they are shown."""

    AMOUNT = "amount"
    FOOD = "food"
    STRESS = "stress"
    SLEEP = "sleep"
    BODY = "body"
    SAFETY = "safety"
    USE = "use"
    FORM = "form"
    DOCTOR = "doctor"


class Verdict(StrEnum):
    """What is left of a statement beside its source."""

    HOLDS = "holds"
    PLAUSIBLE = "plausible"
    PARTLY = "partly"
    UNTESTED = "untested"
    UNPROVEN = "unproven"
    MISLEADING = "misleading"
    CONFLICT = "conflict"


class Grade(StrEnum):
    """What a statement rests on; `contradicted` when the source says otherwise."""

    AUTHORITY = "authority"
    TRIAL = "trial"
    MECHANISM = "mechanism"
    ADVICE = "advice"
    CONTRADICTED = "contradicted"


class About(StrEnum):
    """What a trial measured."""

    STRESS = "stress"
    CORTISOL = "cortisol"
    SLEEP = "sleep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A work that was laid beside a statement, where in it, and how far it was read."""

    citation: Citation
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was done in a trial; `participants` is None where the number was not taken over from the source."""

    about: About
    design_en: str
    design_nl: str
    who_en: str
    who_nl: str
    participants: int | None
    dose_mg: float
    form_en: str
    form_nl: str
    weeks: int
    comparator_en: str
    comparator_nl: str
    result_en: str
    result_nl: str
    places: tuple[Place, ...]

    def said(self, name: str, language: str) -> str:
        """Return `design`, `who`, `form`, `comparator` or `result` in a language."""
        return str(getattr(self, f"{name}_{language}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement: what is said, what its source says, and what is left of it."""

    statement: str
    subject: Subject
    verdict: Verdict
    grade: Grade
    statement_en: str
    statement_nl: str
    source_says_en: str
    source_says_nl: str
    trial: Trial | None
    places: tuple[Place, ...]

    def says(self, language: str) -> str:
        """Return what is said."""
        return self.statement_nl if language == "nl" else self.statement_en

    def source_says(self, language: str) -> str:
        """Return what the source says."""
        return self.source_says_nl if language == "nl" else self.source_says_en


@dataclass(frozen=True, slots=True, kw_only=True)
class EuClaim:
    """One wording that EU law allows; `unverified` while it was not laid beside the text of the law in full."""

    wording_en: str
    wording_nl: str
    register: str
    unverified: bool
    place: Place

    def wording(self, language: str) -> str:
        """Return the wording."""
        return self.wording_nl if language == "nl" else self.wording_en


@dataclass(frozen=True, slots=True, kw_only=True)
class EuRule:
    """What EU law says about those wordings as a whole."""

    text_en: str
    text_nl: str
    place: Place

    def said(self, language: str) -> str:
        """Return the rule."""
        return self.text_nl if language == "nl" else self.text_en


@dataclass(frozen=True, slots=True, kw_only=True)
class EuClaims:
    """All wordings, the condition on which they may be used, and what was refused."""

    claims: tuple[EuClaim, ...]
    condition: EuRule
    refused: EuRule


def read_guidance(path: Path, sources: Mapping[str, Source]) -> tuple[Statement, ...]:
    """Read the statements, in the order of their subjects and within one of the file."""
    found = []
    for key, entry in entries(read_toml(path), file=path.name):
        places = places_of(entry, sources, file=path.name, row=key)
        trial = entry.get("trial")
        try:
            statement = Statement(
                statement=key,
                subject=Subject(entry["subject"]),
                verdict=Verdict(entry["verdict"]),
                grade=Grade(entry["grade"]),
                **{name: given_words(entry, name) for name in WORDS},
                trial=None if trial is None else _trial(trial, sources, file=path.name, row=f"{key}.trial"),
                places=places,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=path.name, row=key, column=str(error)) from error
        found.append(statement)
    return tuple(sorted(found, key=lambda statement: list(Subject).index(statement.subject)))


def read_eu_claims(path: Path, sources: Mapping[str, Source]) -> EuClaims:
    """Read what EU law allows, on which condition, and what it refused."""
    tree, file = read_toml(path), path.name

    def rule(name: str) -> EuRule:
        entry = tree.get(name)
        if not isinstance(entry, dict):
            raise DataError("entry_incomplete", file=file, row=name, column="[ ]")
        [place] = places_of(entry, sources, file=file, row=name)
        try:
            return EuRule(text_en=given_words(entry, "text_en"), text_nl=given_words(entry, "text_nl"), place=place)
        except (KeyError, ValueError) as error:
            raise DataError("entry_incomplete", file=file, row=name, column=str(error)) from error

    claims = []
    for where, entry in rows_of(tree, "claim", file=file):
        place = places_of(entry, sources, file=file, row=where)[0]
        try:
            words = {name: given_words(entry, name) for name in ("wording_en", "wording_nl", "register")}
        except (KeyError, ValueError) as error:
            raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error
        claims.append(EuClaim(**words, unverified=bool(entry.get("unverified", False)), place=place))
    return EuClaims(claims=tuple(claims), condition=rule("condition"), refused=rule("refused"))


def places_of(entry: Mapping[str, Any], sources: Mapping[str, Source], *, file: str, row: str) -> tuple[Place, ...]:
    """Return where an entry stands, its own place first; what nobody checked is refused."""
    also = entry.get("also", [])
    if not isinstance(also, list) or not all(isinstance(one, dict) for one in also):
        raise DataError("entry_incomplete", file=file, row=row, column="also")
    found = []
    for one in (entry, *also):
        citation, checked = cited(one, sources, file=file, row=row), one.get("checked")
        # what was read in part is shown only when the row admits it
        if checked not in SHIPPED and not (checked == "partly" and one.get("unverified") is True):
            raise DataError("not_checked", file=file, row=row)
        found.append(Place(citation=citation, checked=str(checked)))
    return tuple(found)


def _trial(entry: Mapping[str, Any], sources: Mapping[str, Source], *, file: str, row: str) -> Trial:
    return Trial(
        about=About(entry["about"]),
        **{name: given_words(entry, name) for name in TRIAL_WORDS},
        participants=int(entry["participants"]) if "participants" in entry else None,
        dose_mg=float(entry["dose_mg"]),
        weeks=int(entry["weeks"]),
        places=places_of(entry, sources, file=file, row=row),
    )


def given_words(entry: Mapping[str, Any], name: str) -> str:
    """Return the text of that name; raise `ValueError` for one that is empty or no text."""
    words = entry[name]
    if not isinstance(words, str) or not words.strip():
        raise ValueError(name)
    return words
