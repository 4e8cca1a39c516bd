"""Reference values: what an authority publishes for a person, under the authority's own names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nutrition.errors import DataError, NutritionError
from nutrition.plan import LifeStage, Person, Sex
from nutrition.sources import Citation, Source, cited
from nutrition.tables import read_toml, rows_of

MOST = 10_000.0
SHIPPED = frozenset({"original", "quoted", "derived"})


class ReferenceKind(StrEnum):
    """The kinds that the product reasons with; `published_as` keeps the authority's own word."""

    EAR = "EAR"
    RDA = "RDA"
    AI = "AI"
    UL = "UL"


class Counts(StrEnum):
    """What an upper level counts. None of them counts the magnesium that is in food by nature."""

    SUPPLEMENTS = "supplements"
    SUPPLEMENTS_AND_FORTIFIED = "supplements_and_fortified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceValue:
    """One published value: elemental magnesium in mg a day, for one sex, life stage and band of ages."""

    kind: ReferenceKind
    published_as: str
    published_by: str
    mg: float
    from_years: float
    to_years: float | None
    year: int
    citation: Citation
    checked: str
    counts: Counts | None = None
    sex: Sex | None = None
    life_stage: LifeStage | None = None

    def holds_for(self, person: Person) -> bool:
        """Tell whether the value was published for this person."""
        return (
            self.sex in (None, person.sex)
            and self.life_stage in (None, person.life_stage)
            and self.from_years <= person.age_years
            and (self.to_years is None or person.age_years < self.to_years)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoUpperLevel:
    """An authority's own statement that it sets no upper level for these ages: an answer, not a gap in the table."""

    from_years: float
    to_years: float | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceTable:
    """Everything one authority publishes on magnesium, with its names in both languages."""

    authority: str
    name_en: str
    name_nl: str
    short_en: str
    short_nl: str
    note_en: str
    note_nl: str
    values: tuple[ReferenceValue, ...]
    no_upper_levels: tuple[NoUpperLevel, ...]

    def name(self, language: str) -> str:
        """Return the authority's full name."""
        return self.name_nl if language == "nl" else self.name_en

    def short(self, language: str) -> str:
        """Return the authority's name for narrow places."""
        return self.short_nl if language == "nl" else self.short_en

    def note(self, language: str) -> str:
        """Return what a reader should know about this authority's values."""
        return self.note_nl if language == "nl" else self.note_en


ReferenceValues = Mapping[str, ReferenceTable]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSet:
    """The values of one authority that hold for one person; None where it publishes nothing."""

    authority: str
    ear: ReferenceValue | None = None
    rda: ReferenceValue | None = None
    ai: ReferenceValue | None = None
    ul: ReferenceValue | None = None
    no_ul: NoUpperLevel | None = None

    @property
    def target(self) -> ReferenceValue | None:
        """The value that intake is held against: the RDA if there is one, else the AI."""
        return self.rda or self.ai

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where these values stand."""
        found = [value.citation for value in (self.ear, self.rda, self.ai, self.ul, self.no_ul) if value]
        return tuple(dict.fromkeys(found))


def reference_for(person: Person, authority: str, reference_values: ReferenceValues) -> ReferenceSet:
    """Choose what `authority` publishes for `person`: never a neighbouring band, never another authority.

    An authority that publishes nothing for the person gives an empty set, which is an outcome. One that is not in
    the handbook raises `NutritionError("unknown_authority")`.
    """
    if authority not in reference_values:
        raise NutritionError("unknown_authority", authority=authority, choices=", ".join(reference_values))
    table = reference_values[authority]
    holding = {value.kind: value for value in table.values if value.holds_for(person)}
    silent = [
        statement
        for statement in table.no_upper_levels
        if statement.from_years <= person.age_years
        and (statement.to_years is None or person.age_years < statement.to_years)
    ]
    return ReferenceSet(
        authority=authority,
        ear=holding.get(ReferenceKind.EAR),
        rda=holding.get(ReferenceKind.RDA),
        ai=holding.get(ReferenceKind.AI),
        ul=holding.get(ReferenceKind.UL),
        no_ul=silent[0] if silent else None,
    )


def read_reference_values(folder: Path, sources: Mapping[str, Source]) -> ReferenceValues:
    """Read every authority's file; bands of one kind that overlap for one person are refused."""
    tables = {}
    for path in sorted(folder.glob("*.toml")):
        entry = read_toml(path)
        absent = [name for name in TEXTS if not entry.get(name)]
        if absent or entry["authority"] != path.stem:
            raise DataError("entry_incomplete", file=path.name, row="", column=", ".join(absent or ["authority"]))
        values = tuple(_values(entry, sources, path.name))
        for place, one in enumerate(values):
            for other in values[:place]:
                if _overlap(one, other):
                    raise DataError("bands_overlap", file=path.name, kind=one.kind, from_years=one.from_years)
        no_levels = tuple(
            NoUpperLevel(
                from_years=row["from_years"],
                to_years=row.get("to_years"),
                citation=cited(row, sources, file=path.name, row=where),
            )
            for where, row in rows_of(entry, "upper_level", file=path.name)
            if row.get("none_set")
        )
        tables[path.stem] = ReferenceTable(
            **{name: entry[name] for name in TEXTS}, values=values, no_upper_levels=no_levels
        )
    return MappingProxyType(tables)


TEXTS = ("authority", "name_en", "name_nl", "short_en", "short_nl", "note_en", "note_nl")


def _values(entry: Mapping[str, Any], sources: Mapping[str, Source], file: str) -> Iterator[ReferenceValue]:
    for section, kind in (("value", None), ("upper_level", ReferenceKind.UL)):
        for where, row in rows_of(entry, section, file=file):
            if row.get("none_set"):
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
                    from_years=float(row["from_years"]),
                    to_years=float(row["to_years"]) if "to_years" in row else None,
                    year=int(row["year"]),
                    citation=citation,
                    checked=row["checked"],
                    counts=Counts(row["counts"]) if kind else None,
                    sex=None if row.get("sex", "any") == "any" else Sex(row["sex"]),
                    life_stage=None if kind else LifeStage(row["life_stage"]),
                )
            except (KeyError, TypeError, ValueError) as error:
                raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error
            for name, number in (("mg", value.mg), ("from_years", value.from_years), ("to_years", value.to_years)):
                low = value.from_years if name == "to_years" else 0.0
                if number is not None and not low <= number <= MOST:
                    raise DataError("out_of_range", file=file, row=where, column=name, value=number)
            yield value


def _overlap(one: ReferenceValue, other: ReferenceValue) -> bool:
    def meets(a: object, b: object) -> bool:
        return a is None or b is None or a == b

    ages = (other.to_years is None or one.from_years < other.to_years) and (
        one.to_years is None or other.from_years < one.to_years
    )
    same = one.kind is other.kind
    return same and ages and meets(one.sex, other.sex) and meets(one.life_stage, other.life_stage)
