"""Dutch for USDA's household measures: American units become those of a Dutch kitchen, words come from a table."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from tools.rows import plain_number, read_rows

NUMBER = re.compile(r"\d*[.,]?\d+(?:-\d+/\d+|/\d+)?")
INCH_RANGE = re.compile(r'(?<![\d/])(\d+)-(\d+)"')
QUANTITY = r"(\d+-\d+/\d+|\d+/\d+|\d*\.?\d+)"
METRIC_UNITS = (
    (re.compile(QUANTITY + r'\s*(?:"|in\.(?=\s|$)|-?inch\b)'), Decimal("2.54"), "cm"),
    (re.compile(QUANTITY + r"\s*fl oz\b"), Decimal("29.57"), "ml"),
    (re.compile(QUANTITY + r"[\s-]*oz\b"), Decimal("28.35"), "g"),
    (re.compile(QUANTITY + r"\s*lb\b"), Decimal("453.6"), "g"),
)
ROUNDING = {  # per unit: below which size we round to which step
    "cm": ((1, Decimal("0.1")), (10, Decimal("0.5")), (1_000, Decimal(1))),
    "ml": ((100_000, Decimal(10)),),
    "g": ((100_000, Decimal(1)),),
}
FRACTIONS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛", "3/8": "⅜", "1/6": "⅙"}
LABEL_PARTS = re.compile(r"([(),;])")


def tidy_measure(text: str) -> str:
    """Collapse spaces in SR's measure, and mend its two slips: 8-/1/2" and a missing inch sign.

    >>> tidy_measure('pita, small  (4" dia)')
    'pita, small (4" dia)'
    """
    text = re.sub(r"\s+", " ", text).strip().replace("-/", "-")
    return re.sub(r"(/\d) dia\b", r'\1" dia', text)


def decimal_of(number: str) -> Decimal:
    """Read SR's way of writing a number: 7-7/8 is seven and seven eighths."""
    whole, _, fraction = number.rpartition("-") if "/" in number else (number, "", "")
    numerator, _, denominator = fraction.partition("/")
    return Decimal(whole or 0) + (Decimal(numerator) / Decimal(denominator) if denominator else 0)


def rounded(value: Decimal, step: Decimal) -> str:
    """Round to a step, but never to nothing; with a decimal comma."""
    return plain_number(str(max(step, (value / step).quantize(Decimal(1)) * step))).replace(".", ",")


def metric(text: str) -> str:
    """Turn American units into those of a Dutch kitchen: 7-7/8" → 20 cm, 6 oz → 170 g, 8 fl oz → 240 ml.

    >>> metric('7-7/8" dia'), metric('1/4" thick'), metric("pack (6 oz)"), metric("8 fl oz"), metric("1 lb")
    ('20 cm dia', '0,6 cm thick', 'pack (170 g)', '240 ml', '454 g')
    """
    for unit, size, name in METRIC_UNITS:
        for match in reversed(list(unit.finditer(text))):
            value = decimal_of(match[1]) * size
            step = next(step for limit, step in ROUNDING[name] if value < limit)
            text = f"{text[: match.start()]}{rounded(value, step)} {name}{text[match.end() :]}"
    return text


def dutch_measure(measure: str, words: dict[str, str], head: str = "") -> str:
    """Translate a measure part by part with measures_nl.csv; if any part is unknown, as a whole; else empty.

    A part is what stands between commas and brackets. Numbers are `#` in the table and come back in the same
    order. The first part may depend on the head of the food's name ("Bread: slice" is "snee"), and `*:` marks
    what is only meant where it stands in front ("*: small" is "klein exemplaar").

    >>> dutch_measure("oz (23 whole kernels)", {"oz": "ounce", "# whole kernels": "# hele pitten"})
    'ounce (23 hele pitten)'
    >>> dutch_measure('pita (4" dia)', {"pita": "pita", "# cm dia": "# cm doorsnede"})
    'pita (10 cm doorsnede)'
    >>> dutch_measure('wrapper, wonton (3-1/2" square)', {'wrapper, wonton (3-1/2" square)': "wontonvel (9 cm)"})
    'wontonvel (9 cm)'
    """
    parts = LABEL_PARTS.split(INCH_RANGE.sub(r'\1" to \2"', measure))
    for index, part in enumerate(parts):
        text = metric(part.strip())
        if not text or text in "(),;":
            parts[index] = text
            continue
        pattern = NUMBER.sub("#", text)
        keys = (f"{head}: {pattern}", f"*: {pattern}", pattern) if index == 0 else (pattern,)
        filled = next((words[key] for key in keys if key in words), "")
        if not filled:
            return words.get(measure, "")
        for number in NUMBER.findall(text):
            filled = filled.replace("#", dutch_number(number), 1)
        parts[index] = filled
    joined = "".join({",": ", ", ";": "; ", "(": " (", ")": ") "}.get(part, part) for part in parts)
    joined = re.sub(r"\s+([,;)])", r"\1", re.sub(r"\s+", " ", joined)).strip(" ,")
    return joined if joined.count("(") == joined.count(")") else joined.rstrip(")")


def dutch_number(number: str) -> str:
    """Write a number with a decimal comma, or with a fraction sign where there is one.

    >>> dutch_number("2-1/4"), dutch_number("1/8"), dutch_number("3.5")
    ('2¼', '⅛', '3,5')
    """
    whole, _, fraction = number.rpartition("-")
    return whole + FRACTIONS[fraction] if fraction in FRACTIONS else number.replace(".", ",")


def read_words(path: Path) -> dict[str, str]:
    """Read the Dutch for the parts of measures."""
    return {row["english"]: row["dutch"] for row in read_rows(path)}
