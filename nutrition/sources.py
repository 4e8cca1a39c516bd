"""The bibliography: every number of the product points into it by key and locator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nutrition.errors import DataError
from nutrition.tables import entries, read_toml

IMPORTED = "imported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One work that figures are taken from; `read_at` is where the copy that was read stands."""

    key: str
    citation: str
    year: int
    checked: str
    url: str = ""
    read_at: str = ""
    terms: str = ""
    terms_nl: str = ""
    credit: str = ""
    credit_nl: str = ""

    def terms_in(self, language: str) -> str:
        """Return the terms in `language`."""
        return self.terms_nl if language == "nl" and self.terms_nl else self.terms

    def credit_in(self, language: str) -> str:
        """Return how the work asks to be named, in `language`."""
        return self.credit_nl if language == "nl" and self.credit_nl else self.credit

    @property
    def imported(self) -> bool:
        """Whether a person brought this table: its publisher is named beside everything that uses it."""
        return self.checked == IMPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where one figure stands: a key of the bibliography and the page, table or code there."""

    source: str
    locator: str


def read_sources(path: Path) -> Mapping[str, Source]:
    """Read `sources.toml` into sources by key."""
    sources = {}
    for key, entry in entries(read_toml(path), file=path.name):
        absent = [name for name in ("citation", "year", "checked") if name not in entry]
        if absent:
            raise DataError("entry_incomplete", file=path.name, row=key, column=", ".join(absent))
        known = {name: entry[name] for name in Source.__dataclass_fields__ if name in entry}
        sources[key] = Source(key=key, **known)
    return MappingProxyType(sources)


def cited(entry: Mapping[str, Any], sources: Mapping[str, Source], *, file: str, row: str | int) -> Citation:
    """Return the citation of one row of data; a row without key or locator, or with an unknown key, is refused."""
    source, locator = str(entry.get("source", "")), str(entry.get("locator", ""))
    if not source or not locator:
        raise DataError("no_source", file=file, row=row)
    if source not in sources:
        raise DataError("unknown_source", file=file, row=row, source=source)
    return Citation(source=source, locator=locator)


def by_source(
    citations: Iterable[Citation], sources: Mapping[str, Source]
) -> tuple[tuple[Source, tuple[str, ...]], ...]:
    """Return every work that is cited with the places in it, in order of first use."""
    places: dict[str, list[str]] = {}
    for citation in citations:
        places.setdefault(citation.source, []).append(citation.locator)
    return tuple((sources[key], tuple(found)) for key, found in places.items())
