"""Supplements as they are sold: usual products, whole units, moments of the day, and when to ask first."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from nutrition.errors import DataError, NutritionError
from nutrition.forms import Forms, SupplementForm
from nutrition.sources import Citation, Source, cited
from nutrition.tables import entries, read_toml, rows_of

SPLIT_ABOVE_MG = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementProduct:
    """A kind of supplement as sold: its compound and usual strengths in elemental mg per unit.

    Strengths are a start for the reader's own label, never a figure that a person is judged by.
    """

    form: str
    plain_en: str
    plain_nl: str
    unit_en: str
    unit_nl: str
    strengths_mg: tuple[float, ...]
    default_mg: float
    unverified: bool
    citation: Citation

    def plain(self, language: str) -> str:
        """Return the compound's everyday name."""
        return self.plain_nl if language == "nl" else self.plain_en


def whole_units(wanted_mg: float, unit_mg: float, room_mg: float) -> int:
    """Return how many whole units cover `wanted_mg`, or as many as fit in `room_mg` when those would not.

    All three are elemental mg a day. Zero when not even one unit fits.

    >>> whole_units(63.6, 100, 250), whole_units(300, 100, 250), whole_units(60, 300, 250)
    (1, 2, 0)
    """
    hair_mg = 1e-9  # what is wanted comes from a mean: a hair of it is no reason for one more unit
    covering = math.ceil((wanted_mg - hair_mg) / unit_mg)
    # as decimals: 3 × 33.4 fit in 100.2, which the machine takes for a hair less, and nothing above it does
    fitting = int(Decimal(str(room_mg)) // Decimal(str(unit_mg)))
    return max(0, min(covering, fitting))


def units_mg(units: int, unit_mg: float) -> float:
    """Return what whole units bring, as a person multiplies: three times 66.7 is 200.1, and not a hair more.

    >>> units_mg(3, 66.7), 3 * 66.7
    (200.1, 200.10000000000002)
    """
    return float(units * Decimal(str(unit_mg)))


def moments(units: int, unit_mg: float) -> tuple[int, ...]:
    """Return how many units to take at each moment of the day: two moments above 200 mg a day.

    One unit cannot be split.

    >>> moments(1, 100), moments(3, 100), moments(1, 250)
    ((1,), (2, 1), (1,))

    Source: BFR2017, daily dose in two or more intakes; the 200 mg is the article's, see ARTICLE, S10
    """
    if units * unit_mg <= SPLIT_ABOVE_MG or units < 2:
        return (units,)
    return (math.ceil(units / 2), units // 2)


def read_products(path: Path, sources: Mapping[str, Source], forms: Forms) -> tuple[SupplementProduct, ...]:
    """Read the usual products; one of an unknown compound is refused."""
    products = []
    for where, entry in rows_of(read_toml(path), "product", file=path.name):
        if entry.get("form") not in forms:
            raise DataError("entry_incomplete", file=path.name, row=where, column=f"form {entry.get('form')}")
        try:
            products.append(
                SupplementProduct(
                    form=entry["form"],
                    plain_en=entry["plain_en"],
                    plain_nl=entry["plain_nl"],
                    unit_en=entry["unit_en"],
                    unit_nl=entry["unit_nl"],
                    strengths_mg=tuple(float(strength) for strength in entry["strengths_mg"]),
                    default_mg=float(entry["default_mg"]),
                    unverified=bool(entry.get("unverified", False)),
                    citation=cited(entry, sources, file=path.name, row=where),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=path.name, row=where, column=str(error)) from error
    return tuple(products)


def form_named(name: str, forms: Forms, products: tuple[SupplementProduct, ...]) -> SupplementForm:
    """Return the compound that an id or an everyday name (`citrate`, `citraat`) stands for.

    Raises `NutritionError("unknown_form")` with the names that are known.
    """
    if name in forms:
        return forms[name]
    for product in products:
        if name.strip().casefold() in (product.plain_en.casefold(), product.plain_nl.casefold()):
            return forms[product.form]
    for form in forms.values():
        if name.strip().casefold() in (form.family, form.family_nl):
            return form
    names = [*(product.plain_en for product in products), *(form.family for form in forms.values())]
    everyday = ", ".join(dict.fromkeys(names))
    raise NutritionError("unknown_form", form=name, choices=everyday)


class CautionAction(StrEnum):
    """What a condition means for a suggestion: no amount at all, or an amount with the advice to ask first."""

    BLOCK = "block"
    ASK_FIRST = "ask_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A condition in which a supplement is not the reader's own choice; `asked` when the stop question names it."""

    caution: str
    action: CautionAction
    asked: bool
    name_en: str
    name_nl: str
    why_en: str
    why_nl: str
    citation: Citation

    def name(self, language: str) -> str:
        """Return the condition in plain words."""
        return self.name_nl if language == "nl" else self.name_en

    def why(self, language: str) -> str:
        """Return what is at stake."""
        return self.why_nl if language == "nl" else self.why_en


def read_cautions(path: Path, sources: Mapping[str, Source]) -> tuple[Caution, ...]:
    """Read the conditions behind the stop question, in the order of the file."""
    cautions = []
    for key, entry in entries(read_toml(path), file=path.name):
        try:
            cautions.append(
                Caution(
                    caution=key,
                    action=CautionAction(entry["action"]),
                    asked=bool(entry["asked"]),
                    **{name: entry[name] for name in ("name_en", "name_nl", "why_en", "why_nl")},
                    citation=cited(entry, sources, file=path.name, row=key),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=path.name, row=key, column=str(error)) from error
    return tuple(cautions)
