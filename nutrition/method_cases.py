"""Method cases: the worked cases that the book of the method prints, to lay beside what our formulas give."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from nutrition.errors import DataError
from nutrition.reference_files import SHIPPED
from nutrition.sources import Citation, Source, cited
from nutrition.tables import read_toml, rows_of

Case = TypeVar("Case")
ABOUT_IT = frozenset({"source", "locator", "checked"})
MARKS = frozenset({"about", "misprint"})


@dataclass(frozen=True, slots=True, kw_only=True)
class IndividualCase:
    """One person beside an EAR: what goes in, and every figure that is printed on the way (mg a day)."""

    age_years: float
    mean_mg: float
    days: int
    ear_mg: float
    within_sd_mg: float
    printed_difference_mg: float
    printed_requirement_sd_mg: float
    printed_sd_mg: float
    printed_z: float
    printed_probability: float
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanNeededCase:
    """The mean that stands `z` standard deviations from the EAR, with `sd_times` the day-to-day SD."""

    days: int
    ear_mg: float
    within_sd_mg: float
    sd_times: float
    z: float
    printed_mg: float
    citation: Citation
    about: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboveAiCase:
    """A mean beside an AI; `misprint` where the printed z is not what the book's own formula gives."""

    days: int
    mean_mg: float
    ai_mg: float
    within_sd_mg: float
    printed_z: float
    printed_percent: float
    citation: Citation
    misprint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCases:
    """All printed cases."""

    individual: tuple[IndividualCase, ...]
    mean_needed: tuple[MeanNeededCase, ...]
    above_ai: tuple[AboveAiCase, ...]


def read_method_cases(path: Path, sources: Mapping[str, Source]) -> MethodCases:
    """Read `method_cases.toml`; a case without its source, or with a figure missing, is refused."""
    tree, file = read_toml(path), path.name

    def read(section: str, kind: Callable[..., Case]) -> tuple[Case, ...]:
        found = []
        for where, row in rows_of(tree, section, file=file):
            citation = cited(row, sources, file=file, row=where)
            if row.get("checked") not in SHIPPED:
                raise DataError("not_checked", file=file, row=where)
            try:
                values = {name: _value(name, value) for name, value in row.items() if name not in ABOUT_IT}
                found.append(kind(**values, citation=citation))
            except (TypeError, ValueError) as error:
                raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error
        return tuple(found)

    return MethodCases(
        individual=read("individual", IndividualCase),
        mean_needed=read("mean_needed", MeanNeededCase),
        above_ai=read("above_ai", AboveAiCase),
    )


def _value(name: str, value: Any) -> float | int | bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        if name in MARKS and isinstance(value, bool):
            return value
        raise ValueError(name)
    return int(value) if name == "days" else float(value)
