"""Words: one catalogue per language, keyed by code; Babel writes every number."""

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.numbers import format_decimal

from nutrition.errors import NutritionError

LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGES = ("nl", "en")
DECIMALS = {"_mg": 1, "_g": 1, "_percent": 0, "_years": 2, "_kcal": 0}


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
        return _Words(self).vformat(self.entries[key], (), values)

    def __contains__(self, key: str) -> bool:
        return key in self.entries or f"{key}.other" in self.entries

    def number(self, value: float, decimals: int = 1) -> str:
        """Return a number as people of the language write it, with at most `decimals` decimals.

        Halves are rounded away from zero, as spreadsheets do, so that screen and workbook agree.

        >>> load_text("nl").number(1236.45), load_text("en").number(300)
        ('1.236,5', '300')
        """
        with localcontext() as context:
            context.rounding = ROUND_HALF_UP
            pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
            return format_decimal(_as_decimal(value), format=pattern, locale=self.language)

    def mg(self, value: float) -> str:
        """Return an amount of magnesium with its unit.

        >>> load_text("nl").mg(63.6)
        '63,6 mg'
        """
        return f"{self.number(value)} mg"

    def error(self, error: NutritionError) -> str:
        """Return what happened, where and what to do, in one or two sentences."""
        return self(f"error.{error.code}", **error.values)


def _as_decimal(value: Any) -> Decimal:
    # twelve digits: what is left of 0.1 + 0.2 - 0.3 must not decide how a half is rounded
    return Decimal(f"{float(value):.12g}")


class _Words(string.Formatter):
    def __init__(self, text: Text) -> None:
        self.text = text

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        value = kwargs[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        decimals = next((number for end, number in DECIMALS.items() if str(key).endswith(end)), 2)
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


FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}


def read_number(words: str) -> float:
    """Return the number that a person typed, in Dutch or English, whatever the language of page or browser.

    A comma or a point both start the decimals. A group of exactly three digits after one of them can be read in two
    ways and is refused: a wrong number is worse than a question.

    >>> read_number("7,25"), read_number(" 7.25 "), read_number("1.250,5"), read_number("1½")
    (7.25, 7.25, 1250.5, 1.5)
    """
    typed = words.strip().replace("\u00a0", " ")
    plain = typed
    for sign, value in FRACTIONS.items():
        if plain.endswith(sign) and re.fullmatch(r"\d*", plain[:-1].strip()):
            plain = f"{int(plain[:-1] or 0) + float(value)}"
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain):
        digits = re.sub(r"\D", "", plain)
        raise NutritionError("two_readings", value=typed, whole=digits, fraction=plain.rstrip("0").rstrip(".,"))
    for mark, decimal in ((".", ","), (",", ".")):
        pattern = rf"\d{{1,3}}(?:[{mark} ]\d{{3}})+{re.escape(decimal)}\d+|\d{{1,3}}(?:[{mark}]\d{{3}}){{2,}}"
        if re.fullmatch(pattern, plain):
            plain = plain.replace(mark, "").replace(" ", "").replace(decimal, ".")
    if re.fullmatch(r"\d{1,3}(?: \d{3})+", plain):
        plain = plain.replace(" ", "")
    if not re.fullmatch(r"-?(?:\d+[.,]?\d*|[.,]\d+)", plain) or len(plain) > 20:
        raise NutritionError("not_a_number_typed", value=typed[:40])
    return float(plain.replace(",", "."))
