"""What a value of a plan may be: numbers within bounds, one of a few words, a name."""

import math
from enum import StrEnum
from numbers import Real
from typing import TypeVar

from nutrition.errors import PlanError

LEAST_GRAMS, MOST_GRAMS = 0.01, 5_000.0
LONGEST_NAME = 200

Choice = TypeVar("Choice", bound=StrEnum)


def number_within(value: object, low: float, high: float, *, code: str, name: str) -> float:
    """Return `value` as a float when it is a finite number from `low` to `high`; else raise `PlanError`."""
    # bool is a number to Python, but True years is a slip of the pen
    number = math.nan
    if isinstance(value, Real) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
    if not low <= number <= high:
        raise PlanError(code, **{name: value, "low": low, "high": high})
    return number


def choice(kind: type[Choice], value: object, *, code: str) -> Choice:
    """Return the member of `kind` that `value` names; else raise `PlanError` with the possible answers."""
    try:
        return kind(str(value))
    except ValueError as error:
        raise PlanError(code, value=value, choices=", ".join(kind)) from error


def name_given(value: object, *, code: str) -> str:
    """Return the name of a measure or a compound; anything but words raises `PlanError`."""
    if not isinstance(value, str) or not value.strip():
        raise PlanError(code, value=value)
    return value


def short_name(value: object) -> str:
    """Return a name as typed when it is one line of at most 200 characters; else raise `PlanError`."""
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise PlanError("name_too_long", high=LONGEST_NAME)
    return value
