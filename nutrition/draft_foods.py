"""Which food a name in somebody's table means: the one of that name, or several to choose from; and foods of their own.

A name is never taken for another one: what is not the exact name of one food is asked about.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nutrition.diary_cells import FoodReader, food_reader, shown
from nutrition.errors import PlanError
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.limits import LONGEST_NAME
from nutrition.measures import Measure
from nutrition.own_foods import MOST_OWN, PORTION_G, OwnFood
from nutrition.search import find_foods

MOST_CANDIDATES, MOST_SEARCHES = 5, 500
ROUNDED = 0.0051  # programs print two decimals
BRAND = re.compile(r"^[^-–]{1,60} [-–] ")
AMOUNT = re.compile(r"[0-9][0-9.,]*\s*(?:g|gr|gram|kg|ml|l|oz|cup|%)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a name may mean: `food` when there is no doubt, else `candidates`, best first, perhaps none."""

    food: Food | None = None
    candidates: tuple[Food, ...] = ()
    searched: bool = True


class FoodNames:
    """Look-ups of names in the table, each name once; no more than `MOST_SEARCHES` names are searched for."""

    def __init__(self, handbook: Handbook, language: str) -> None:
        self.handbook = handbook
        self.language = language
        self.reader: FoodReader = food_reader(handbook.food_by_id)
        self.found: dict[str, Meant] = {}
        self.searches = 0

    def __call__(self, name: str) -> Meant:
        """Return what a name means."""
        key = name_key(name)
        if key not in self.found:
            self.found[key] = self._meant(name)
        return self.found[key]

    def _meant(self, name: str) -> Meant:
        food = self.reader.value(name)
        if food:
            return Meant(food=food)
        shared = self.reader.by_name.get(shown(name).casefold(), ())
        if shared:
            return Meant(candidates=tuple(shared[:MOST_CANDIDATES]))
        if self.searches >= MOST_SEARCHES:
            return Meant(searched=False)
        self.searches += 1
        for words in _shorter(name):
            rows = find_foods(self.handbook.foods, words, self.language)["food_id"][:MOST_CANDIDATES]
            if len(rows):
                return Meant(candidates=tuple(self.handbook.food(food_id) for food_id in rows))
        return Meant()


def name_key(name: str) -> str:
    """Return what is the same for a name in other capitals or with other spaces."""
    return shown(name).casefold()


def _shorter(name: str) -> Iterable[str]:
    """Yield a name, then without brand and amounts, then its first part: only to find what to ask about."""
    plain = AMOUNT.sub(" ", BRAND.sub("", name))
    yield from dict.fromkeys(words for words in (name, plain, plain.split(",")[0]) if words.strip())


def measure_named(words: str, measures: Iterable[Measure]) -> Measure | None:
    """Return the measure of a food that has this name, in either language."""
    key = name_key(words)
    return next((one for one in measures if key in (name_key(one.measure), name_key(one.measure_nl))), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A food with the value that its program gives: mg in so many grams, or in a portion whose weight nobody stated."""

    name: str
    given_by: str
    mg: float | None
    grams: float | None


class _Alike:
    """Rows of one food whose values agree but for their rounding: what one gram (or portion) may have, and the sums."""

    def __init__(self, food_id: str, again: int) -> None:
        self.food_id, self.again = food_id, again
        self.low, self.high = -math.inf, math.inf
        self.mg: float | None = None
        self.grams = 0.0
        self.first: Brought | None = None

    def takes(self, one: Brought) -> bool:
        """Take a row when it agrees with the others, and return whether it does."""
        first = self.first or one
        if (one.mg is None, one.grams is None) != (first.mg is None, first.grams is None):
            return False
        grams = PORTION_G if one.grams is None else one.grams
        if one.mg is not None:
            low, high = max(self.low, (one.mg - ROUNDED) / grams), min(self.high, (one.mg + ROUNDED) / grams)
            if low > high:
                return False
            self.low, self.high, self.mg = low, high, (self.mg or 0.0) + one.mg
        self.first = first
        self.grams += grams
        return True

    def food(self) -> OwnFood:
        """Return the food that these rows are of."""
        first = self.first
        if first is None:
            raise ValueError(self.food_id)
        return OwnFood(
            food_id=self.food_id,
            name=_own_name(first.name, first.given_by, self.again),
            mg_per_100g=None if self.mg is None else self.mg / self.grams * 100,
            portion_g=first.grams,
            sure=True,  # it is what the file says, even where it looks like a slip
            given_by=first.given_by,
            per_portion=first.grams is None,
        )


def own_foods_of(brought: Sequence[Brought]) -> tuple[tuple[OwnFood, ...], tuple[str, ...]]:
    """Return foods of one's own for what programs brought, and for each the id of its food.

    A food that was eaten often is one, as long as what its rows say is the same but for their rounding; its value is
    the mg of all these rows over their grams, so that their sum stays what it was. Raises `PlanError` for more foods
    than one plan keeps.
    """
    found: list[_Alike] = []
    by_name: dict[str, list[_Alike]] = {}
    ids = []
    for one in brought:
        alike = by_name.setdefault(name_key(one.name), [])
        group = next((group for group in alike if group.takes(one)), None)
        if group is None:
            if len(found) >= MOST_OWN:
                raise PlanError("own_too_many", high=MOST_OWN)
            group = _Alike(f"own-{len(found) + 1}", len(alike) + 1)
            group.takes(one)
            alike.append(group)
            found.append(group)
        ids.append(group.food_id)
    return tuple(group.food() for group in found), tuple(ids)


def _own_name(name: str, given_by: str, again: int) -> str:
    count = f" ({again})" if again > 1 else ""
    tail = f" ({given_by}){count}"
    return f"{shown(name)[: LONGEST_NAME - len(tail)]}{tail}"
