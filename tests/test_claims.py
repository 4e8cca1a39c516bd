"""No text promises an effect: what names one is reported evidence, a wording of EU law, or listed with a reason."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [*sorted((ROOT / "nutrition" / "locale").glob("*.toml")), *sorted((ROOT / "data").rglob("*.toml"))]
REPORTED = {"guidance.toml", "eu_claims.toml"}  # what others say, with its verdict; what the law lets them say

ENGLISH = (
    r"stress\w*", r"anxi\w+", r"sleep\w*", r"asleep", r"insomnia\w*", r"tired\w*", r"fatigue\w*", r"energy", r"cramps?",
    r"migraines?", r"headaches?", r"relax\w*", r"calm\w*", r"mood", r"depress\w+", r"blood pressure", r"muscles?",
    r"bones?", r"nerv\w+", r"hearts?", r"cur(?:es?|ed|ing)", r"treat(?:s|ed|ing|ment)?", r"heal(?:s|ed|ing)?",
    r"prevent(?:s|ed|ing|ion)?", r"protect(?:s|ed|ing)?", r"(?:helps?|works?|good) (?:against|for|with)", r"boosts?",
    r"improv\w+", r"reduc(?:es|ed|ing) (?:your|the risk)", r"reliev\w+", r"deficien\w+", r"contributes to",
)  # fmt: skip
DUTCH = (
    r"stress\w*", r"angst\w*", r"sla(?:ap|pe)\w*", r"slapeloos\w*", r"moe", r"moeheid", r"vermoeid\w*", r"energie",
    r"kramp\w*", r"spierkramp\w*", r"migraine", r"hoofdpijn", r"ontspan\w*", r"rustig\w*", r"stemming", r"depress\w+",
    r"bloeddruk", r"spier\w*", r"bot(?:ten)?", r"zenuw\w*", r"hart(?!elijk)\w*", r"gene(?:es(?!middel)|zen)\w*",
    r"behandel\w*", r"voorkom(?:t|en)", r"bescherm\w*",
    r"(?:helpt|helpen|werkt|goed) (?:tegen|bij|voor)", r"verbeter\w*", r"verlicht\w*",
    r"tekort\w*", r"magnesiumtekort\w*", r"draagt bij",
)  # fmt: skip
EFFECT = re.compile(rf"\b(?:{'|'.join((*ENGLISH, *DUTCH))})\b", re.IGNORECASE)

# Place, as a pattern for the whole of it, and why an effect may be named there.
PLACEHOLDER = re.compile(r"\{\w+\}")  # {sleep} is an hour, not a promise
ALLOWED: Mapping[str, str] = {
    r"(?:en|nl)\.toml evidence (?:subject|about) (?:stress|sleep)": "a heading over reported evidence; it says no more",
    r"cautions\.toml (?:myasthenia|av_block) (?:name|why)_(?:en|nl)": "warns of harm, and sends to a doctor",
    r"medicines\.toml (?:bisphosphonates|egfr_inhib|neuromuscular|calcium_channel) (?:name|effect)_(?:en|nl)": (
        "names a medicine by what it is for, or warns of what magnesium does beside it"
    ),
    r"sources\.toml \w+ citation": "the title of a work is not ours to change",
}
NOT_READ_AS_WORDS = {"source", "locator", "url", "read_at", "package"}  # where something stands


def said(node: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text below a node of a catalogue with the way to it."""
    if isinstance(node, dict):
        for key, child in node.items():
            if key in NOT_READ_AS_WORDS:
                continue
            yield from said(child, f"{where} {key}")
    elif isinstance(node, list):
        for number, child in enumerate(node, start=1):
            yield from said(child, f"{where} #{number}")
    elif isinstance(node, str):
        yield where, node


def all_said() -> dict[str, str]:
    return {
        where: words
        for path in TEXTS
        if path.name not in REPORTED
        for where, words in said(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    }


def authorised() -> set[str]:
    claims = tomllib.loads((ROOT / "data" / "eu_claims.toml").read_text(encoding="utf-8"))["claim"]
    return {claim[f"wording_{language}"] for claim in claims for language in ("en", "nl")}


def naming_effects(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that name an effect in other words than those of EU law."""
    fine = authorised()
    named = {where: PLACEHOLDER.sub("", words) for where, words in texts.items()}
    return {where: words for where, words in texts.items() if EFFECT.search(named[where]) and words not in fine}


def promises(texts: Mapping[str, str]) -> list[str]:
    """Return the places where an effect is named that nothing allows."""
    return [
        f"{where}: {words}"
        for where, words in naming_effects(texts).items()
        if not any(re.fullmatch(place, where) for place in ALLOWED)
    ]


def test_there_is_something_to_guard() -> None:
    names = {path.name for path in TEXTS}
    assert {"nl.toml", "en.toml", "cautions.toml", "supplement_forms.toml", *REPORTED} <= names
    assert len(all_said()) > 1000


def test_no_text_promises_an_effect() -> None:
    assert promises(all_said()) == []


@pytest.mark.parametrize("place", ALLOWED)
def test_every_exception_is_needed_and_has_its_reason(place: str) -> None:
    assert [where for where in naming_effects(all_said()) if re.fullmatch(place, where)]
    assert ALLOWED[place].strip()


@pytest.mark.parametrize(
    "planted",
    [
        "Magnesium helps against stress.",
        "You sleep better with magnesium.",
        "A supplement prevents cramp.",
        "Magnesium relaxes.",
        "It cures tiredness.",
        "You have a deficiency.",
        "Treats anxiety.",
        "Magnesium helpt tegen stress.",
        "Je slaapt er beter van.",
        "Voorkomt spierkrampen.",
        "Goed bij kramp.",
        "Magnesium ontspant.",
        "Ben je moe? Neem magnesium.",
        "Je hebt een magnesiumtekort.",
        "Het geneest en behandelt.",
        "Magnesium contributes to a reduction of tiredness and fatigue, so you feel fit",
    ],
)
def test_a_planted_promise_is_found(planted: str) -> None:
    where = "nl.toml finding gap"
    assert promises({where: planted}) == [f"{where}: {planted}"]


def test_a_wording_of_the_law_may_stand_anywhere() -> None:
    assert len(authorised()) == 20
    assert promises({f"en.toml place {number}": words for number, words in enumerate(authorised())}) == []


def test_ordinary_words_are_left_alone() -> None:
    ordinary = {
        "en": "64 mg brings you to the reference value. A handful of cashews adds 88 mg.",
        "nl": "Nog 64 mg te gaan; telt supplementen en geneesmiddelen.",
    }
    assert promises(ordinary) == []
