"""Reference values: what an authority publishes for a person, under the authority's own names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from nutrition.errors import NutritionError
from nutrition.plan import LifeStage, Person, Sex
from nutrition.sources import Citation


class ReferenceKind(StrEnum):
    """The kinds that the product reasons with; `published_as` keeps the authority's own word."""

    EAR = "EAR"
    RDA = "RDA"
    AI = "AI"
    UL = "UL"
    LRNI = "LRNI"


class Feeding(StrEnum):
    """How a baby is fed, where an authority has a value for each."""

    BREAST = "breast"
    FORMULA = "formula"


class Because(StrEnum):
    """Why a value that the authority publishes, or may publish, is not in this program."""

    UNCHECKED = "unchecked"
    PARTLY = "partly"
    NOT_GATHERED = "not_gathered"


class Counts(StrEnum):
    """What an upper level counts. None counts the magnesium that is bound in food by nature; `SOLUBLE` counts what is
    dissolved in drinks as well, drinking water included.
    """

    SUPPLEMENTS = "supplements"
    SUPPLEMENTS_AND_FORTIFIED = "supplements_and_fortified"
    SOLUBLE = "soluble"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """For whom a row was published: sex and life stage (None: for any), ages from (included) to (excluded) in years."""

    from_years: float
    to_years: float | None
    sex: Sex | None = None
    life_stage: LifeStage | None = None

    def holds_for(self, person: Person) -> bool:
        """Tell whether the row was published for this person."""
        return (
            self.sex in (None, person.sex)
            and self.life_stage in (None, person.life_stage)
            and self.from_years <= person.age_years
            and (self.to_years is None or person.age_years < self.to_years)
        )

    def overlaps(self, other: "Holds") -> bool:
        """Tell whether there can be a person for whom both rows hold."""

        def meets(name: str) -> bool:
            mine, theirs = getattr(self, name, None), getattr(other, name, None)
            return mine is None or theirs is None or mine == theirs

        ages = (other.to_years is None or self.from_years < other.to_years) and (
            self.to_years is None or other.from_years < self.to_years
        )
        return ages and meets("sex") and meets("life_stage") and meets("feeding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Holds):
    """A row with what a reader should know about it, in both languages; often nothing."""

    note_en: str = ""
    note_nl: str = ""

    def note(self, language: str) -> str:
        """Return the note in one language."""
        return self.note_nl if language == "nl" else self.note_en


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceValue(Noted):
    """One published value: elemental magnesium in mg a day, for one sex, life stage and band of ages."""

    kind: ReferenceKind
    published_as: str
    published_by: str
    mg: float
    year: int
    citation: Citation
    checked: str
    counts: Counts | None = None
    feeding: Feeding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoUpperLevel(Noted):
    """An authority's own statement that gives these ages no upper level in mg: an answer, not a gap in the table.

    None is set, or it is set per kg of body weight (`mg_per_kg`), which this program does not ask for.
    """

    citation: Citation
    mg_per_kg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Holds):
    """A value that the authority publishes, or may publish, and that is not here: it was not read in its source."""

    kind: ReferenceKind
    because: Because
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceTable:
    """Everything that is known of one authority's values for magnesium, with its names in both languages.

    `countries` are ISO 3166 codes ("001" is the world), `languages` ISO 639 codes of what it publishes; `order` is its
    place in lists.
    """

    authority: str
    name_en: str
    name_nl: str
    short_en: str
    short_nl: str
    note_en: str
    note_nl: str
    superseded_en: str
    superseded_nl: str
    terms_en: str
    terms_nl: str
    order: int
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    values: tuple[ReferenceValue, ...]
    no_upper_levels: tuple[NoUpperLevel, ...]
    left_out: tuple[LeftOut, ...]

    def name(self, language: str) -> str:
        """Return the authority's full name."""
        return self.name_nl if language == "nl" else self.name_en

    def short(self, language: str) -> str:
        """Return the authority's name for narrow places."""
        return self.short_nl if language == "nl" else self.short_en

    def note(self, language: str) -> str:
        """Return what a reader should know about this authority's values."""
        return self.note_nl if language == "nl" else self.note_en

    def superseded(self, language: str) -> str:
        """Return which older values these replaced, and which still circulate."""
        return self.superseded_nl if language == "nl" else self.superseded_en

    def terms(self, language: str) -> str:
        """Return under which terms the figures are cited."""
        return self.terms_nl if language == "nl" else self.terms_en


ReferenceValues = Mapping[str, ReferenceTable]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSet:
    """The values of one authority that hold for one person; None where it publishes nothing.

    `by_feeding` holds a baby's values where breast-fed and formula-fed babies have one each: none is then the target.
    `left_out` are the values that may exist and were not checked, so that "none published" is never said of them.
    """

    authority: str
    ear: ReferenceValue | None = None
    rda: ReferenceValue | None = None
    ai: ReferenceValue | None = None
    ul: ReferenceValue | None = None
    no_ul: NoUpperLevel | None = None
    by_feeding: tuple[ReferenceValue, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def left(self, *kinds: ReferenceKind) -> LeftOut | None:
        """Return what is left out of these kinds, None when nothing is."""
        return next((left for left in self.left_out if left.kind in kinds), None)

    def lacks(self, *kinds: ReferenceKind) -> bool:
        """Tell whether a value of one of these kinds is left out for want of a check."""
        return self.left(*kinds) is not None

    @property
    def by_feeding_mg(self) -> Mapping[str, float]:
        """The values of a baby by way of feeding, under the names that texts have for them: breast_mg, formula_mg."""
        return {f"{value.feeding}_mg": value.mg for value in self.by_feeding}

    @property
    def target(self) -> ReferenceValue | None:
        """The value that intake is held against: the RDA if there is one, else the AI."""
        return self.rda or self.ai

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where these values stand."""
        found = [value.citation for value in (self.ear, self.rda, self.ai, self.ul, self.no_ul) if value]
        found += [value.citation for value in self.by_feeding]
        return tuple(dict.fromkeys(found))


def reference_for(person: Person, authority: str, reference_values: ReferenceValues) -> ReferenceSet:
    """Choose what `authority` publishes for `person`: never a neighbouring band, never another authority.

    An authority that publishes nothing for the person gives an empty set, which is an outcome. One that is not in
    the handbook raises `NutritionError("unknown_authority")`.
    """
    if authority not in reference_values:
        raise NutritionError("unknown_authority", authority=authority, choices=", ".join(reference_values))
    table = reference_values[authority]
    fitting = _holding(table.values, person)
    holding = {value.kind: value for value in fitting if value.feeding is None}
    return ReferenceSet(
        authority=authority,
        ear=holding.get(ReferenceKind.EAR),
        rda=holding.get(ReferenceKind.RDA),
        ai=holding.get(ReferenceKind.AI),
        ul=holding.get(ReferenceKind.UL),
        no_ul=next(iter(_holding(table.no_upper_levels, person)), None),
        by_feeding=tuple(value for value in fitting if value.feeding),
        left_out=_holding(table.left_out, person),
    )


Row = TypeVar("Row", bound=Holds)


def _holding(rows: Iterable[Row], person: Person) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.holds_for(person))
