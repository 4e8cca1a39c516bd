"""Finding a food by the words people use: both languages, any order, with slips of the finger."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.spelling import MADE, STOP, Synonyms, phrase_keys, same_words, stem_of, words_of

MOST_RESULTS = 40
MOST_WORDS, LONGEST_WORD = 12, 60  # twice the longest word of any name, and a bound on the work
NO_MATCH = np.float32(1_000.0)
LAST = "\uffff"  # sorts after every letter

# what an answer costs: nothing for the word itself, more the further the word of the name is from it
INFLECTED, BEGINNING, ENDING, INSIDE, TYPO, PER_LETTER = 0.3, 0.5, 1.2, 2.0, 2.2, 0.8
OTHER_WORD, SPLIT = 0.15, 0.6  # a synonym; one word asked, two words in the name
LEFT_OUT, RARE = 6.0, 3.0  # a word that nothing answers; a food that is not among those people eat most
OTHER_TABLE = 0.7
WHOLE_NAME = -0.8  # the question is the name, word for word
PER_RANK, PER_PLACE, PER_WORD = 0.6, 0.25, 0.06
PINNED = -1.0  # the food that people mean by a bare word: milk, water, coffee
PROCESSED = 0.7  # what a food pays that is more than the plain thing, unless the question asks for it
Costs = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """Where one word stands: the rows, and what its place in their names costs."""

    rows: npt.NDArray[np.int32]
    places: Costs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SearchIndex:
    """Every word of every name in both languages, with the rows it stands in, and the synonyms people use."""

    food_ids: tuple[str, ...]
    column: pd.Series
    names: Mapping[str, tuple[str, ...]]
    words: tuple[str, ...]
    backwards: tuple[tuple[str, str], ...]
    by_stem: Mapping[str, tuple[str, ...]]
    joined: str
    postings: Mapping[str, Postings]
    handicap: Costs
    made: Costs
    synonyms: Synonyms
    rows: Mapping[str, int]
    whole_names: Mapping[tuple[str, ...], tuple[int, ...]]

    @classmethod
    def of(cls, foods: pd.DataFrame, synonyms: Synonyms | None = None) -> "SearchIndex":
        """Build the index of a food table; `synonyms` are plain phrases with the words they stand for."""
        found: dict[str, dict[int, float]] = {}
        for column in ("name_en", "name_nl"):
            for row, text in enumerate(foods[column]):
                parts = words_of(text)
                for place, word in enumerate(parts):
                    cost = PER_PLACE * min(place, 4) + PER_WORD * min(len(parts), 20)
                    rows = found.setdefault(word, {})
                    rows[row] = min(cost, rows.get(row, cost))
        words = tuple(sorted(found))
        by_stem: dict[str, list[str]] = {}
        for word in words:
            by_stem.setdefault(stem_of(word), []).append(word)
        whole_names: dict[tuple[str, ...], tuple[int, ...]] = {}
        for row, name in [*enumerate(foods["name_en"]), *enumerate(foods["name_nl"])]:
            whole_names[same_words(name)] = (*whole_names.get(same_words(name), ()), row)
        made = [
            bool(MADE & {*words_of(en), *words_of(nl)})
            for en, nl in zip(foods["name_en"], foods["name_nl"], strict=True)
        ]
        # where two tables have a food, the one with the larger samples comes first
        others = np.where(foods["source"].str.startswith("USDA"), 0.0, OTHER_TABLE)
        ranks = foods["commonness"].to_numpy(dtype=np.float32, na_value=np.nan)
        return cls(
            food_ids=tuple(foods["food_id"]),
            column=foods["food_id"].copy(),
            names={"en": tuple(foods["name_en"]), "nl": tuple(foods["name_nl"])},
            words=words,
            backwards=tuple(sorted((word[::-1], word) for word in words)),
            by_stem={stem: tuple(known) for stem, known in by_stem.items()},
            joined="\n" + "\n".join(words) + "\n",
            postings={
                word: Postings(rows=np.fromiter(rows, np.int32), places=np.fromiter(rows.values(), np.float32))
                for word, rows in found.items()
            },
            handicap=(np.where(np.isnan(ranks), RARE, (ranks - 1) * PER_RANK) + others).astype(np.float32),
            made=np.where(made, np.float32(PROCESSED), np.float32(0.0)),
            synonyms=dict(synonyms or {}),
            whole_names=whole_names,
            rows={food_id: row for row, food_id in enumerate(foods["food_id"])},
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> "SearchIndex":
        # pandas copies attrs with every slice of a table; this value never changes, so one will do
        return self

    def answers(self, asked: str) -> dict[str, float]:
        """Return the words of the table that answer one word of a question, with what each costs."""
        found: dict[str, float] = {}

        def offer(words: Iterable[str], cost: float, per_letter: float = 0.0) -> None:
            for word in words:
                here = cost + per_letter * min(abs(len(word) - len(asked)), 10)
                if here < found.get(word, NO_MATCH):
                    found[word] = here

        if asked in self.postings:
            offer((asked,), 0.0)
        # a stem of three letters may be a whole other word: peer is not per
        offer((word for word in self.by_stem.get(stem_of(asked), ()) if len(word) >= min(len(asked), 4)), INFLECTED)
        offer(self._beginning_with(asked), BEGINNING, 0.05)
        if len(asked) >= 3:
            offer(self._ending_in(asked), ENDING)
        stem = stem_of(asked)
        if len(stem) >= 4 and stem != asked:
            offer(self._beginning_with(stem), BEGINNING + INFLECTED, 0.05)
            offer(self._ending_in(stem), ENDING + INFLECTED)
        if len(asked) >= 4 and not found:
            offer(self._holding(asked), INSIDE)
        return found

    def _beginning_with(self, part: str) -> tuple[str, ...]:
        return self.words[bisect_left(self.words, part) : bisect_left(self.words, part + LAST)]

    def _ending_in(self, part: str) -> list[str]:
        first, last = (bisect_left(self.backwards, (part[::-1] + end, "")) for end in ("", LAST))
        return [word for _, word in self.backwards[first:last]]

    def _holding(self, part: str) -> list[str]:
        found, at = [], self.joined.find(part)
        while at >= 0:
            start, end = self.joined.rfind("\n", 0, at) + 1, self.joined.index("\n", at)
            found.append(self.joined[start:end])
            at = self.joined.find(part, end)
        return found

    def near(self, asked: str) -> dict[str, float]:
        """Return the words that a slip of the finger away would answer: one up to five letters, two from six on."""
        if len(asked) < 4 or asked.isdigit():
            return {}
        # loads when somebody first mistypes
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        slips = 1 if len(asked) <= 5 else 2
        matches = extract(asked, self.words, scorer=OSA.distance, score_cutoff=slips, limit=12)
        found = {word: TYPO + PER_LETTER * distance for word, distance, _ in matches if word[0] == asked[0]}
        others = {word: TYPO + 1 + PER_LETTER * distance for word, distance, _ in matches if len(asked) > 4}
        return found or others

    def costs_of_words(self, words: Mapping[str, float]) -> Costs:
        """Return what it costs each row to answer by one of these words; `NO_MATCH` where it has none."""
        costs = np.full(len(self.food_ids), NO_MATCH, dtype=np.float32)
        for word, cost in words.items():
            posting = self.postings[word]
            costs[posting.rows] = np.minimum(costs[posting.rows], posting.places + np.float32(cost))
        return costs

    def costs(self, asked: str) -> Costs:
        """Return what it costs each row to answer one word of a question."""
        costs = self.costs_of_words(self.answers(asked))
        for meant in self.synonyms.get(asked, ()) or self.synonyms.get(stem_of(asked), ()):
            if meant not in self.rows:
                costs = np.minimum(costs, self._together(words_of(meant)) + np.float32(OTHER_WORD))
        if costs.min() >= BEGINNING:
            costs = np.minimum(costs, self._split(asked))
        if costs.min() >= ENDING:
            # nothing, or only a piece of another word: perhaps the finger slipped
            costs = np.minimum(costs, self.costs_of_words(self.near(asked)))
        return costs

    def _together(self, words: Iterable[str]) -> Costs:
        costs = np.zeros(len(self.food_ids), dtype=np.float32)
        for word in words:
            costs = np.minimum(costs + self.costs_of_words(self.answers(word)), NO_MATCH)
        return costs

    def _split(self, asked: str) -> Costs:
        """A compound that the table writes as two words: "amandelmelk" for "amandel melk"."""
        best = np.full(len(self.food_ids), NO_MATCH, dtype=np.float32)
        for place in range(4, len(asked) - 3):
            first, second = asked[:place], asked[place:]
            known = [self.by_stem.get(stem_of(part), ()) for part in (first, second)]
            if all(known):
                both = sum(self.costs_of_words(dict.fromkeys(words, 0.0)) for words in known)
                best = np.minimum(best, np.minimum(both + np.float32(SPLIT), NO_MATCH))
        return best

    def total_costs(self, question: str) -> Costs:
        """Return what it costs each row to answer a whole question; rows that do not answer it cost `NO_MATCH`."""
        asked = list(dict.fromkeys(word[:LONGEST_WORD] for word in words_of(question)))[:MOST_WORDS]
        keys = (*phrase_keys(asked), "".join(asked), stem_of("".join(asked)))
        whole = next((self.synonyms[key] for key in keys if key in self.synonyms), ())
        needed = [word for word in asked if word not in STOP] or asked
        if not needed:
            return np.full(len(self.food_ids), NO_MATCH, dtype=np.float32)
        each = [self.costs(word) for word in needed]
        total = np.minimum(np.sum(each, axis=0), NO_MATCH)
        for meant in whole:
            if meant not in self.rows:
                total = np.minimum(total, self._together(words_of(meant)) + np.float32(OTHER_WORD))
        for first, second in pairwise(asked):
            # "volkoren brood" for volkorenbrood
            if (joined := first + second) in self.postings and len(needed) >= 2:
                others = [cost for word, cost in zip(needed, each, strict=True) if word not in (first, second)]
                together = self.costs(joined) + np.float32(INFLECTED) + np.sum(others, axis=0, initial=0.0)
                total = np.minimum(total, together.astype(np.float32))
        if total.min() >= NO_MATCH and len(needed) > 1:
            # nothing answers every word: what answers all but one is better than nothing
            stacked = np.stack(each)
            total = np.minimum(np.sum(np.where(stacked >= NO_MATCH, LEFT_OUT, stacked), axis=0), NO_MATCH)
            total[(stacked >= NO_MATCH).sum(axis=0) > 1] = NO_MATCH
        total = np.where(total < NO_MATCH, total + self.handicap, NO_MATCH).astype(np.float32)
        if not MADE & set(asked):
            total = np.where(total < NO_MATCH, total + self.made, NO_MATCH)
        for row in self.whole_names.get(same_words(question), ()):
            total[row] += WHOLE_NAME
        for place, meant in enumerate(whole):
            if meant in self.rows:
                total[self.rows[meant]] = PINNED + place / 100
        return total


def find_foods(foods: pd.DataFrame, words: str, language: str) -> pd.DataFrame:
    """Return the foods that answer `words`, best first, at most 40; an empty table when none does.

    Words are looked up in both languages whatever `language` the page is in; it only settles ties. Slips of the
    finger, compounds and synonyms are understood; where nothing answers every word, one may be left out.
    """
    index = foods.attrs.get("search")
    if not isinstance(index, SearchIndex) or not index.column.equals(foods["food_id"]):
        index = SearchIndex.of(foods)
    costs = index.total_costs(words)
    best = np.flatnonzero(costs < NO_MATCH)
    if len(best) > 4 * MOST_RESULTS:
        best = best[np.argpartition(costs[best], 4 * MOST_RESULTS)[: 4 * MOST_RESULTS]]
    names = index.names["nl" if language == "nl" else "en"]
    ranked = sorted(
        best, key=lambda row: (round(float(costs[row]), 4), names[row] == "", names[row], index.food_ids[row])
    )
    return foods.iloc[[int(row) for row in ranked[:MOST_RESULTS]]]
