"""The food table: one row a food, what is known of its magnesium, and how people find it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd

from nutrition.errors import DataError
from nutrition.sources import Citation, Source, cited
from nutrition.tables import Column, number_or_none, read_table

MOST_RESULTS = 40
MOST_WORDS = 12


class Derivation(StrEnum):
    """How the magnesium value of a food came about."""

    ANALYSED = "analysed"
    CALCULATED = "calculated"
    ASSUMED = "assumed"
    MISSING = "missing"
    OWN = "own"
    RECIPE = "recipe"


COLUMNS = (
    Column(name="food_id", required=True, unique=True),
    Column(name="name_en", required=True),
    Column(name="name_nl"),
    Column(name="food_group", required=True),
    Column(name="mg_per_100g", kind="number", high=100_000),
    Column(name="kcal_per_100g", kind="number", high=1_000),
    Column(name="samples", kind="number"),
    Column(name="se_mg", kind="number"),
    Column(name="min_mg", kind="number"),
    Column(name="max_mg", kind="number"),
    Column(
        name="derivation",
        kind="choice",
        required=True,
        choices=frozenset(Derivation) - {Derivation.OWN, Derivation.RECIPE},
    ),
    Column(name="commonness", kind="number", low=1, high=3),
    Column(name="suggested", kind="choice", choices=frozenset({"yes"})),
    Column(name="source", required=True),
    Column(name="locator", required=True),
)
NUMBERS = tuple(column.name for column in COLUMNS if column.kind == "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Food:
    """One food. `mg_per_100g` is elemental magnesium in 100 g edible part; None is unknown, which is not zero."""

    food_id: str
    name_en: str
    name_nl: str
    food_group: str
    mg_per_100g: float | None
    kcal_per_100g: float | None
    samples: int | None
    se_mg: float | None
    min_mg: float | None
    max_mg: float | None
    derivation: Derivation
    commonness: int | None
    suggested: bool
    citation: Citation | None  # None: a visitor's own food, which stands in no table

    def name(self, language: str) -> str:
        """Return the name in `language`; the English one where there is no other yet."""
        return self.name_nl if language == "nl" and self.name_nl else self.name_en

    def magnesium_mg(self, portion_g: float) -> float | None:
        """Return the magnesium in so many grams; None where the food has no value."""
        return None if self.mg_per_100g is None else self.mg_per_100g * portion_g / 100


def read_foods(path: Path, sources: Mapping[str, Source]) -> pd.DataFrame:
    """Read the food table with its search index (`foods.attrs["search"]`); refuse a row that breaks its promise.

    A missing `mg_per_100g` is NaN and goes with the derivation `missing`, never with another.
    """
    rows = read_table(path, COLUMNS)
    for number, row in enumerate(rows, start=2):
        cited(row, sources, file=path.name, row=number)
        if (row["mg_per_100g"] == "") != (row["derivation"] == Derivation.MISSING):
            raise DataError("value_and_derivation", file=path.name, row=number)
    columns: dict[str, list[Any]] = {column.name: [row[column.name] for row in rows] for column in COLUMNS}
    for name in NUMBERS:
        columns[name] = [number_or_none(value) for value in columns[name]]
    foods = pd.DataFrame(columns).astype(dict.fromkeys(NUMBERS, "float64"))
    foods.attrs["search"] = SearchIndex.of(foods)
    return foods


def foods_by_id(foods: pd.DataFrame) -> dict[str, Food]:
    """Return the rows of the table as `Food`s, for the plain look-ups of one person's day."""

    def known(value: float) -> float | None:
        return None if pd.isna(value) else float(value)

    found = {}
    for row in foods.to_dict("records"):
        samples, commonness = known(row["samples"]), known(row["commonness"])
        found[row["food_id"]] = Food(
            food_id=row["food_id"],
            name_en=row["name_en"],
            name_nl=row["name_nl"],
            food_group=row["food_group"],
            mg_per_100g=known(row["mg_per_100g"]),
            kcal_per_100g=known(row["kcal_per_100g"]),
            samples=None if samples is None else int(samples),
            se_mg=known(row["se_mg"]),
            min_mg=known(row["min_mg"]),
            max_mg=known(row["max_mg"]),
            derivation=Derivation(row["derivation"]),
            commonness=None if commonness is None else int(commonness),
            suggested=row["suggested"] == "yes",
            citation=Citation(source=row["source"], locator=row["locator"]),
        )
    return found


def words_of(text: str) -> list[str]:
    """Return the plain lower-case words of a name, without accents or punctuation.

    >>> words_of("Crème fraîche, 70–85 %")
    ['creme', 'fraiche', '70', '85']
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))


def stem_of(word: str) -> str:
    """Return what singular and plural of a Dutch or English word share: walnoot and walnoten, tomato and tomatoes.

    >>> {stem_of(word) for word in ("walnoot", "walnoten", "walnot")}
    {'walnot'}
    """
    if len(word) > 3:
        word = re.sub(r"(?:ies|es|en|s|n|y|e)$", "", word)
    word = re.sub(r"([aeou])\1", r"\1", word)
    word = re.sub(r"([bcdfgklmnprst])\1$", r"\1", word)
    return (
        word.removesuffix("v") + "f"
        if word.endswith("v")
        else word.removesuffix("z") + "s"
        if word.endswith("z")
        else word
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One word of one name: which row, the how-manieth word, and how many words that name has."""

    row: int
    place: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SearchIndex:
    """Every word of every name in both languages, with the rows it stands in."""

    food_ids: tuple[str, ...]
    postings: Mapping[str, tuple[Posting, ...]]
    stems: Mapping[str, str]
    handicap: tuple[float, ...]

    @classmethod
    def of(cls, foods: pd.DataFrame) -> "SearchIndex":
        """Build the index of a food table."""
        postings: dict[str, list[Posting]] = {}
        for name in ("name_en", "name_nl"):
            for row, text in enumerate(foods[name]):
                words = words_of(text)
                for place, word in enumerate(words):
                    postings.setdefault(word, []).append(Posting(row=row, place=place, length=len(words)))
        return cls(
            food_ids=tuple(foods["food_id"]),
            postings={word: tuple(found) for word, found in postings.items()},
            stems={word: stem_of(word) for word in postings},
            handicap=tuple(RARE if pd.isna(c) else (c - 1) * 0.6 for c in foods["commonness"]),
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> "SearchIndex":
        # pandas copies attrs with every slice of a table; this value never changes, so one will do
        return self

    def costs(self, word: str) -> dict[int, float]:
        """Return what it costs each row to answer one word of a question; rows that do not answer are absent."""
        least: dict[int, float] = {}
        stem = stem_of(word)
        for known, found in self.postings.items():
            cost = min(_distance(word, known), _inflected(stem, self.stems[known]))
            if cost < NO_MATCH:
                for posting in found:
                    here = cost + 0.25 * min(posting.place, 4) + 0.04 * posting.length
                    if here < least.get(posting.row, NO_MATCH):
                        least[posting.row] = here
        return least


NO_MATCH = 1_000.0
INFLECTED = 0.3  # walnoot for walnoten is not quite the word itself
RARE = 3.0  # what a food pays that is not among those people eat most


def _distance(asked: str, known: str) -> float:
    """Cost of `known` as an answer to `asked`: the word itself, its beginning, its end (a compound), its inside."""
    if asked == known:
        return 0.0
    if known.startswith(asked):
        return 0.5 + 0.05 * min(len(known) - len(asked), 10)
    if len(asked) >= 3 and known.endswith(asked):
        return 1.2
    return 2.0 if len(asked) >= 4 and asked in known else NO_MATCH


def _inflected(asked: str, known: str) -> float:
    if asked == known:
        return INFLECTED
    return INFLECTED + _distance(asked, known) if len(asked) >= 4 else NO_MATCH


def find_foods(foods: pd.DataFrame, words: str, language: str) -> pd.DataFrame:
    """Return the foods that answer `words`, best first, at most 40; an empty table when none does.

    Words are looked up in both languages whatever `language` the page is in; it only settles ties. Every word of the
    question must be answered, by a whole word of the name or by part of one.
    """
    index = foods.attrs.get("search")
    if not isinstance(index, SearchIndex) or index.food_ids != tuple(foods["food_id"]):
        index = SearchIndex.of(foods)
    rows: dict[int, float] | None = None
    for word in list(dict.fromkeys(words_of(words)))[:MOST_WORDS]:
        costs = index.costs(word)
        rows = costs if rows is None else {row: rows[row] + costs[row] for row in rows.keys() & costs.keys()}
    scores = {row: cost + index.handicap[row] for row, cost in (rows or {}).items()}
    names = foods["name_nl" if language == "nl" else "name_en"].array
    ranked = sorted(scores, key=lambda row: (scores[row], names[row] == "", names[row], index.food_ids[row]))
    return foods.iloc[ranked[:MOST_RESULTS]]
