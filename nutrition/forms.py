"""Magnesium compounds: what part of the salt is magnesium, how it dissolves, and how laxative it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nutrition.errors import DataError
from nutrition.limits import number_within
from nutrition.sources import Citation, Source, cited
from nutrition.tables import entries, read_toml

MOST_SALT_MG = 100_000.0
RANKS = range(1, 6)
MG_G_MOL = 24.305  # magnesium: CIAAW, conventional atomic weight
PRINTED = 6  # significant digits of the fraction in the file


class Solubility(StrEnum):
    """How a compound dissolves in water."""

    SOLUBLE = "soluble"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Laxative:
    """Where a compound stands from 1 (mild) to 5 (laxative): an order of our own, with what it rests on."""

    rank: int
    basis_en: str
    basis_nl: str
    citation: Citation

    def basis(self, language: str) -> str:
        """Return what the rank rests on."""
        return self.basis_nl if language == "nl" else self.basis_en


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementForm:
    """One magnesium compound; `elemental_fraction` is the share of its mass that is magnesium.

    `family` is the everyday name that compounds of one acid share, with water of crystallisation or without. A label
    seldom says which of them it holds. `laxative` is None where nothing is known to compare by, which is not the same
    as mild. `buffered_with` is the compound that is often mixed into it.
    """

    form: str
    family: str
    family_nl: str
    name_en: str
    name_nl: str
    formula: str
    hydrate: str
    molar_mass_g_mol: float
    mg_atoms: int
    elemental_fraction: float
    solubility: Solubility
    laxative: Laxative | None
    buffered_with: str
    note_en: str
    note_nl: str
    citation: Citation

    def name(self, language: str) -> str:
        """Return the compound's full name."""
        return self.name_nl if language == "nl" else self.name_en

    def everyday(self, language: str) -> str:
        """Return the everyday name that it shares with its family."""
        return self.family_nl if language == "nl" else self.family

    def note(self, language: str) -> str:
        """Return what a reader of a label should know; often nothing."""
        return self.note_nl if language == "nl" else self.note_en


Forms = Mapping[str, SupplementForm]


def family_of(form: SupplementForm, forms: Forms) -> tuple[SupplementForm, ...]:
    """Return every compound that goes by the same everyday name, richest in magnesium first."""
    same = [one for one in forms.values() if one.family == form.family]
    return tuple(sorted(same, key=lambda one: (-one.elemental_fraction, one.form)))


def elemental_mg(salt_mg: float, form: SupplementForm) -> float:
    """Return the magnesium in a mass of the compound, in mg.

    Source: CIAAW, conventional atomic weights
    """
    number_within(salt_mg, 0, MOST_SALT_MG, code="salt_out_of_range", name="salt_mg")
    return salt_mg * form.elemental_fraction


def salt_mg(magnesium_mg: float, form: SupplementForm) -> float:
    """Return the mass of the compound, in mg, that holds so much elemental magnesium.

    Source: CIAAW, conventional atomic weights
    """
    return magnesium_mg / form.elemental_fraction


def read_forms(path: Path, sources: Mapping[str, Source]) -> Forms:
    """Read the compounds by id."""
    forms: dict[str, SupplementForm] = {}
    for form, entry in entries(read_toml(path), file=path.name):
        try:
            forms[form] = SupplementForm(
                form=form,
                **{name: entry[name] for name in ("family", "family_nl", "name_en", "name_nl", "formula")},
                hydrate=entry.get("hydrate", ""),
                molar_mass_g_mol=float(entry["molar_mass_g_mol"]),
                mg_atoms=int(entry["mg_atoms"]),
                # six printed digits would put the last decimal of some weights wrong
                elemental_fraction=int(entry["mg_atoms"]) * MG_G_MOL / float(entry["molar_mass_g_mol"]),
                solubility=Solubility(entry["solubility"]),
                laxative=_laxative(entry, sources, file=path.name, row=form) if "laxative_rank" in entry else None,
                buffered_with=entry.get("buffered_with", ""),
                note_en=entry.get("note_en", ""),
                note_nl=entry.get("note_nl", ""),
                citation=cited(entry, sources, file=path.name, row=form),
            )
            given = float(entry["elemental_fraction"])
        except (ArithmeticError, KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=path.name, row=form, column=str(error)) from error
        exact = forms[form].elemental_fraction
        if not 0 < exact < 1 or given != float(f"{exact:.{PRINTED}g}"):
            raise DataError("out_of_range", file=path.name, row=form, column="elemental_fraction", value=given)
    for form, one in forms.items():
        if one.buffered_with and one.buffered_with not in forms:
            raise DataError("entry_incomplete", file=path.name, row=form, column="buffered_with")
    return MappingProxyType(forms)


def _laxative(entry: Mapping[str, Any], sources: Mapping[str, Source], *, file: str, row: str) -> Laxative:
    place = {"source": entry.get("laxative_source"), "locator": entry.get("laxative_locator")}
    rank = int(entry["laxative_rank"])
    if rank not in RANKS:
        raise ValueError("laxative_rank")
    return Laxative(
        rank=rank,
        basis_en=entry["laxative_basis_en"],
        basis_nl=entry["laxative_basis_nl"],
        citation=cited({name: value or "" for name, value in place.items()}, sources, file=file, row=row),
    )
