"""Findings: one thing that the advice says, as a code and its numbers; the words are in `locale/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How a finding should look: information, something to take care with, or a stop."""

    INFO = "info"
    GOOD = "good"
    CARE = "care"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the advice says: `code` is a key below `finding.` in the catalogues, `values` its placeholders."""

    code: str
    severity: Severity = Severity.INFO
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def finding(code: str, severity: Severity = Severity.INFO, **values: object) -> Finding:
    """Make a finding whose values nobody can change."""
    return Finding(code=code, severity=severity, values=MappingProxyType(values))
