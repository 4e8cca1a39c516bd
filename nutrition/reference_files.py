"""The files of reference values: one for each authority, every row with its source, or it is refused."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nutrition.errors import DataError
from nutrition.plan import LifeStage, Sex
from nutrition.reference import (
    Because,
    Counts,
    Feeding,
    Holds,
    LeftOut,
    NoUpperLevel,
    ReferenceKind,
    ReferenceTable,
    ReferenceValue,
    ReferenceValues,
)
from nutrition.sources import Source, cited
from nutrition.tables import read_toml, rows_of

MOST = 10_000.0
SHIPPED = frozenset({"original", "quoted", "derived"})
WORDED = ("name", "short", "note", "superseded", "terms")
TEXTS = ("authority", *(f"{word}_{language}" for word in WORDED for language in ("en", "nl")))
NEEDED = (*TEXTS, "order", "countries", "languages")
AMOUNTS = ("mg", "none_set", "mg_per_kg")


def read_reference_values(folder: Path, sources: Mapping[str, Source]) -> ReferenceValues:
    """Read every authority's file, in the order that the files give themselves.

    Refused are bands of one kind that overlap for one person, a row without a source, and a value nobody checked.
    """
    tables = [_table(read_toml(path), path, sources) for path in folder.glob("*.toml")]
    ordered = sorted(tables, key=lambda table: (table.order, table.authority))
    return MappingProxyType({table.authority: table for table in ordered})


def _table(entry: Mapping[str, Any], path: Path, sources: Mapping[str, Source]) -> ReferenceTable:
    file = path.name
    absent = [name for name in NEEDED if not entry.get(name)]
    if absent or entry["authority"] != path.stem:
        raise DataError("entry_incomplete", file=file, row="", column=", ".join(absent or ["authority"]))
    values = tuple(_values(entry, sources, file))
    none_in_mg = tuple(_none_in_mg(entry, sources, file))
    left_out = tuple(_left_out(entry, sources, file))
    for kind in ReferenceKind:
        rows: list[Holds] = [value for value in values if value.kind is kind]
        rows += [left for left in left_out if left.kind is kind]
        _refuse_overlap(kind, [*rows, *(none_in_mg if kind is ReferenceKind.UL else ())], file)
    return ReferenceTable(
        **{name: entry[name] for name in TEXTS},
        order=entry["order"],
        countries=tuple(entry["countries"]),
        languages=tuple(entry["languages"]),
        values=values,
        no_upper_levels=none_in_mg,
        left_out=left_out,
    )


def _values(entry: Mapping[str, Any], sources: Mapping[str, Source], file: str) -> Iterator[ReferenceValue]:
    for section, kind in (("value", None), ("upper_level", ReferenceKind.UL)):
        for where, row in rows_of(entry, section, file=file):
            if kind and sum(name in row for name in AMOUNTS) != 1:
                raise DataError("entry_incomplete", file=file, row=where, column=" | ".join(AMOUNTS))
            if kind and "mg" not in row:
                continue
            citation = cited(row, sources, file=file, row=where)
            if row.get("checked") not in SHIPPED:
                raise DataError("not_checked", file=file, row=where)
            try:
                value = ReferenceValue(
                    kind=kind or ReferenceKind(row["kind"]),
                    published_as=row.get("published_as", "UL"),
                    published_by=row.get("published_by", entry["short_en"]),
                    mg=float(row["mg"]),
                    **_ages(row),
                    year=int(row["year"]),
                    citation=citation,
                    checked=row["checked"],
                    counts=Counts(row["counts"]) if kind else None,
                    feeding=Feeding(row["feeding"]) if "feeding" in row else None,
                    sex=_sex(row),
                    life_stage=None if kind else LifeStage(row["life_stage"]),
                    **_notes(row),
                )
            except (KeyError, TypeError, ValueError) as error:
                raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error
            for name, number in (("mg", value.mg), ("from_years", value.from_years), ("to_years", value.to_years)):
                low = value.from_years if name == "to_years" else 0.0
                if number is not None and not low <= number <= MOST:
                    raise DataError("out_of_range", file=file, row=where, column=name, value=number)
            yield value


def _none_in_mg(entry: Mapping[str, Any], sources: Mapping[str, Source], file: str) -> Iterator[NoUpperLevel]:
    for where, row in rows_of(entry, "upper_level", file=file):
        if "mg" in row:
            continue
        citation = cited(row, sources, file=file, row=where)
        try:
            per_kg = float(row["mg_per_kg"]) if "mg_per_kg" in row else None
            yield NoUpperLevel(**_ages(row), citation=citation, mg_per_kg=per_kg, **_notes(row))
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error


def _left_out(entry: Mapping[str, Any], sources: Mapping[str, Source], file: str) -> Iterator[LeftOut]:
    for where, row in rows_of(entry, "left_out", file=file):
        citation = cited(row, sources, file=file, row=where)
        stage = row.get("life_stage", "any")
        try:
            yield LeftOut(
                kind=ReferenceKind(row["kind"]),
                because=Because(row["because"]),
                citation=citation,
                **_ages(row),
                sex=_sex(row),
                life_stage=None if stage == "any" else LifeStage(stage),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error


def _ages(row: Mapping[str, Any]) -> dict[str, Any]:
    to_years = row.get("to_years")
    return {"from_years": float(row["from_years"]), "to_years": None if to_years is None else float(to_years)}


def _sex(row: Mapping[str, Any]) -> Sex | None:
    return None if row.get("sex", "any") == "any" else Sex(row["sex"])


def _notes(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row.get(name, "") for name in ("note_en", "note_nl")}


def _refuse_overlap(kind: ReferenceKind, rows: Sequence[Holds], file: str) -> None:
    for place, one in enumerate(rows):
        for other in rows[:place]:
            if one.overlaps(other):
                raise DataError("bands_overlap", file=file, kind=kind, from_years=one.from_years)
