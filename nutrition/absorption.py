"""Absorption: what was measured of it, in whom and how. Studies are told, never turned into a factor."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from nutrition.errors import DataError
from nutrition.forms import Forms
from nutrition.guidance import Place, given_words, places_of
from nutrition.sources import Source
from nutrition.tables import entries, read_toml

TOLD = tuple(
    f"{name}_{language}"
    for name in ("who", "dose", "compared", "measure", "result", "caveat")
    for language in ("en", "nl")
)


class AbsorptionAbout(StrEnum):
    """What a study compared, in the order in which they are shown."""

    COMPOUND = "compound"
    DOSE = "dose"
    FOOD = "food"


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsorptionStudy:
    """One study: what was compared in whom, how it was measured, what came out, and what to keep in mind.

    `families` are the everyday names of the compounds it bears on; none for a study of doses or foods. `participants`
    is None where the number was not taken over; `unverified` while the study was read only in part.
    """

    study: str
    about: AbsorptionAbout
    families: tuple[str, ...]
    participants: int | None
    who_en: str
    who_nl: str
    dose_en: str
    dose_nl: str
    compared_en: str
    compared_nl: str
    measure_en: str
    measure_nl: str
    result_en: str
    result_nl: str
    caveat_en: str
    caveat_nl: str
    unverified: bool
    places: tuple[Place, ...]

    def said(self, name: str, language: str) -> str:
        """Return `who`, `dose`, `compared`, `measure`, `result` or `caveat` in a language."""
        return str(getattr(self, f"{name}_{language}"))


def read_absorption(path: Path, sources: Mapping[str, Source], forms: Forms) -> tuple[AbsorptionStudy, ...]:
    """Read the studies, in the order of what they are about; one of an unknown family is refused."""
    known = {form.family for form in forms.values()}
    found = []
    for key, entry in entries(read_toml(path), file=path.name):
        places = places_of(entry, sources, file=path.name, row=key)
        families = entry.get("families", [])
        if not isinstance(families, list) or not set(map(str, families)) <= known:
            raise DataError("entry_incomplete", file=path.name, row=key, column="families")
        try:
            found.append(
                AbsorptionStudy(
                    study=key,
                    about=AbsorptionAbout(entry["about"]),
                    families=tuple(families),
                    participants=int(entry["participants"]) if "participants" in entry else None,
                    **{name: given_words(entry, name) for name in TOLD},
                    unverified=bool(entry.get("unverified", False)),
                    places=places,
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=path.name, row=key, column=str(error)) from error
    return tuple(sorted(found, key=lambda study: list(AbsorptionAbout).index(study.about)))
