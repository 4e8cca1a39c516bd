"""Browsing all foods: the shelf through a filter, with what has no value apart."""

from dataclasses import dataclass

import numpy as np

from nutrition.handbook import Handbook
from nutrition.own_foods import PORTION_G
from nutrition.plan_foods import PlanFood, PlanFoods, find_own
from nutrition.search import NO_MATCH, SearchIndex
from nutrition.shelf import FoodFigures, Per, mg_per_100kcal, rank
from nutrition.wishes import EVERYTHING, Diet, FoodWishes

OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodFilter:
    """Which foods somebody wants to see; without anything, those that people here eat most.

    `words` are searched as everywhere else. `group` and `table` are a food group and a source key, empty for all;
    the table "own" is what the visitor made. `usual` keeps foods with a chosen portion. Of `wishes`, diet, avoid and
    never hold; a food of which one of these is unknown does not fit.
    """

    words: str = ""
    group: str = ""
    table: str = ""
    eaten: bool = True
    usual: bool = False
    wishes: FoodWishes = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFoods:
    """What a filter lets through: foods with the figure, the highest first; with a value but without this figure; and
    without a value.
    """

    per: Per
    ranked: tuple[FoodFigures, ...]
    unranked: tuple[FoodFigures, ...]
    no_value: tuple[FoodFigures, ...]

    def __len__(self) -> int:
        return len(self.ranked) + len(self.unranked) + len(self.no_value)

    def part(self, first: int, count: int) -> "FoundFoods":
        """Return `count` of these foods from number `first` on, each still where it belongs."""
        parts, start = [], first
        for foods in (self.ranked, self.unranked, self.no_value):
            end = max(0, first + count)
            parts.append(foods[max(0, start) : end])
            start, first = start - len(foods), first - len(foods)
        return FoundFoods(per=self.per, ranked=parts[0], unranked=parts[1], no_value=parts[2])


def browse(foods: PlanFoods, asked: FoodFilter, per: Per) -> FoundFoods:
    """Return the foods that a filter lets through, the visitor's own among them, ordered by one figure."""
    handbook = foods.handbook
    shelf, answers = handbook.shelf, _answers(handbook, asked.words)
    found = [
        one
        for row in shelf.ranked[per]
        for one in (shelf.foods[row],)
        if (not asked.eaten or one.eaten)
        and (answers is None or answers[row])
        and (not asked.group or one.food.food_group == asked.group)
        and (not asked.usual or one.usual)
        and (not asked.table or (one.food.citation is not None and one.food.citation.source == asked.table))
        and fits(one, asked.wishes, handbook)
    ]
    own = _own(foods, asked)
    if own:
        found = sorted([*own, *found], key=lambda one: rank(one, per))
    return FoundFoods(
        per=per,
        ranked=tuple(one for one in found if one.figure(per) is not None),
        unranked=tuple(one for one in found if one.figure(per) is None and one.has_value),
        no_value=tuple(one for one in found if not one.has_value),
    )


def narrows(wishes: FoodWishes) -> bool:
    """Whether wishes leave any food out."""
    return bool(wishes.avoid or wishes.never) or wishes.diet is not Diet.OMNIVORE


def fits(one: FoodFigures, wishes: FoodWishes, handbook: Handbook) -> bool:
    """Whether a food fits what somebody eats; what is unknown does not."""
    if not narrows(wishes):
        return True
    about = handbook.attributes.get(one.food.food_id)
    return about is not None and about.suits(wishes)


def _answers(handbook: Handbook, words: str) -> list[bool] | None:
    if not words.strip():
        return None
    index: SearchIndex = handbook.foods.attrs["search"]
    return list(np.less(index.total_costs(words), NO_MATCH))


def _own(foods: PlanFoods, asked: FoodFilter) -> list[FoodFigures]:
    if asked.group or asked.table not in ("", OWN) or narrows(asked.wishes):
        return []
    answers = {food.food_id for food in find_own(foods, asked.words)} if asked.words.strip() else set(foods.own)
    made = [figures_of(details) for food_id, details in foods.own.items() if food_id in answers]
    return [one for one in made if one.usual or not asked.usual]


def figures_of(details: PlanFood) -> FoodFigures:
    """Return the figures of a food of the visitor's own, whose kcal nobody knows."""
    food = details.food
    portion_g = PORTION_G if details.per_portion else details.portion_g
    return FoodFigures(
        food=food,
        portion=None,
        portion_g=None if details.per_portion else details.portion_g,
        portion_mg=None if portion_g is None else food.magnesium_mg(portion_g),
        mg_per_100g=None if details.per_portion else food.mg_per_100g,
        mg_per_100kcal=mg_per_100kcal(food),
        eaten=True,
        at_least=bool(details.unknown) and food.mg_per_100g is not None,
    )
