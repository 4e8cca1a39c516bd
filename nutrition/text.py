"""Words: one catalogue per language, keyed by code; Babel writes every number."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from nutrition.errors import NutritionError

LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGES = ("nl", "en")
ABSURD = 10**15
LONGEST_QUOTE = 300
NUMBERS_KEPT = 20_000  # a page writes some two hundred, most of them again at the next click
DECIMALS = {
    "_exact_mg": 6,
    "_exact_percent": 1,
    "above_ul_mg": 2,
    "unit_mg": 6,  # as it was typed: 9 × 27.8 would be more than 9 × 27.75
    "_mg": 1,
    "_g": 1,
    "_percent": 0,
    "_years": 2,
    "_kcal": 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of one language. It belongs to a visitor's session and is handed on, never global.

    `text("finding.gap", gap_mg=72.5)` writes the sentence of that key; the ending of a placeholder's name, its unit,
    says how a number is written. An entry with `one` and `other` follows the plural rule of the language and the value
    `count`.
    """

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of `key`; raise `KeyError` for a key that the catalogue does not have."""
        if key not in self.entries and "count" in values:
            key = f"{key}.{Locale(self.language).plural_form(_as_decimal(values['count']))}"
        return self.entries[key].format_map(_Written(self, values))

    def __contains__(self, key: str) -> bool:
        return key in self.entries or f"{key}.other" in self.entries

    def number(self, value: Any, decimals: int = 1) -> str:
        """Return a number as people of the language write it, with at most `decimals` decimals.

        Halves are rounded away from zero, as spreadsheets do, so that screen and workbook agree.

        >>> load_text("nl").number(1236.45), load_text("en").number(300)
        ('1.236,5', '300')
        """
        return _number(_as_decimal(value), decimals, self.language)

    def mg(self, value: float) -> str:
        """Return an amount of magnesium with its unit.

        >>> load_text("nl").mg(63.6)
        '63,6 mg'
        """
        return f"{self.number(value)} mg"

    def date(self, day: date) -> str:
        """Return a day of the calendar in words.

        >>> load_text("nl").date(date(2026, 11, 22)), load_text("en").date(date(2026, 11, 22))
        ('22 november 2026', 'November 22, 2026')
        """
        return format_date(day, format="long", locale=self.language)

    def country(self, code: str) -> str:
        """Return the name of a country or region by its ISO 3166 code; "001" is the world.

        >>> load_text("nl").country("DE"), load_text("en").country("001")
        ('Duitsland', 'world')
        """
        return str(Locale(self.language).territories.get(code, code))

    def language_name(self, code: str) -> str:
        """Return the name of a language by its ISO 639 code.

        >>> load_text("nl").language_name("fr"), load_text("en").language_name("ja")
        ('Frans', 'Japanese')
        """
        return str(Locale(self.language).languages.get(code, code))

    def error(self, error: NutritionError) -> str:
        """Return what happened, where and what to do, in one or two sentences."""
        return self(f"error.{error.code}", **{name: self._told(value) for name, value in error.values.items()})

    def _told(self, value: object) -> object:
        if isinstance(value, NutritionError):
            return self.error(value)
        # numbers are written by their unit; everything else may be whatever stood in a file
        return value if isinstance(value, Real) else _on_one_line(str(value))


def _as_decimal(value: Any) -> Decimal:
    try:
        # twelve digits: what is left of 0.1 + 0.2 - 0.3 must not decide how a half is rounded
        return Decimal(f"{float(value):.12g}")
    except OverflowError:
        return Decimal("Infinity")


@lru_cache(maxsize=NUMBERS_KEPT)
def _number(number: Decimal, decimals: int, language: str) -> str:
    if not number.is_finite() or abs(number) >= ABSURD:
        return f"{float(number):.3g}"
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        rounded = round(number, decimals) + 0  # adding zero takes the sign from -0
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        return format_decimal(rounded, format=pattern, locale=language)


def _on_one_line(value: str) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"


class _Written(dict[str, object]):
    """The values of a sentence, each written as the end of its name asks."""

    def __init__(self, text: Text, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self.text = text

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        if isinstance(value, bool) or not isinstance(value, Real):
            return value
        decimals = next((number for end, number in DECIMALS.items() if key.endswith(end)), 2)
        if key.endswith("_percent") and 99 < float(value) < 100:
            # what is not all of it must not read as all of it
            return self.text.number(min(float(value), 99.9))
        if key.endswith("_percent") and 0 < float(value) < 1:
            # and what is little must not read as nothing
            return self.text.number(max(float(value), 0.1))
        return self.text.number(value, decimals)


def load_text(language: str) -> Text:
    """Read the catalogue of a language; raise `NutritionError("unknown_language")` for one there is none of."""
    if language not in LANGUAGES:
        raise NutritionError("unknown_language", language=language, choices=", ".join(LANGUAGES))
    tree = tomllib.loads((LOCALE / f"{language}.toml").read_text(encoding="utf-8"))
    return Text(language=language, entries=MappingProxyType(dict(_flat(tree))))


def _flat(tree: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tree.items():
        key = f"{before}{name}"
        found += _flat(value, f"{key}.") if isinstance(value, dict) else [(key, value)]
    return found


LONGEST_NUMBER = 20
FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}


def read_number(words: str) -> float:
    """Return the number that a person typed, in Dutch or English, whatever the language of page or browser.

    A comma or a point both start the decimals. A group of exactly three digits after one of them can be read in two
    ways and is refused: a wrong number is worse than a question.

    >>> read_number("7,25"), read_number(" 7.25 "), read_number("1.250,5"), read_number("1½")
    (7.25, 7.25, 1250.5, 1.5)
    """
    typed = words.strip().replace("\u00a0", " ")
    if len(typed) > LONGEST_NUMBER:
        raise NutritionError("not_a_number_typed", value=typed)
    plain = typed
    for sign, value in FRACTIONS.items():
        if plain.endswith(sign) and re.fullmatch(r"[0-9]*", plain[:-1].strip()):
            plain = f"{int(plain[:-1] or 0) + float(value)}"
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", plain):
        shorter = plain.rstrip("0").rstrip(".,")
        fraction = f"{plain}0" if len(shorter) == len(plain) else shorter
        raise NutritionError("two_readings", value=typed, whole=re.sub(r"[.,]", "", plain), fraction=fraction)
    for mark, decimal in ((".", ","), (",", ".")):
        grouped = rf"[1-9][0-9]{{0,2}}(?:[{mark} ][0-9]{{3}})+{re.escape(decimal)}[0-9]+"
        millions = rf"[1-9][0-9]{{0,2}}(?:[{mark}][0-9]{{3}}){{2,}}"
        if re.fullmatch(f"{grouped}|{millions}", plain):
            plain = plain.replace(mark, "").replace(" ", "").replace(decimal, ".")
    if re.fullmatch(r"[1-9][0-9]{0,2}(?: [0-9]{3})+", plain):
        plain = plain.replace(" ", "")
    if not re.fullmatch(r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)", plain):
        raise NutritionError("not_a_number_typed", value=typed)
    return float(plain.replace(",", "."))
