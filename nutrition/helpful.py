"""Foods that help: those that add most magnesium in their usual portion, among what a person will eat."""

from dataclasses import dataclass

from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.measures import Measure
from nutrition.plan import Person
from nutrition.wishes import EVERYTHING, FoodWishes

FOODS_SHOWN = 10
CHOKING_GROUP = "Nut and Seed Products"
YOUNGEST_FOR_PORTIONS_YEARS = 4.0  # usual portions are those of adults


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpfulFood:
    """A food in its usual portion: what it adds in mg, and what part of the gap that is (it may pass 100)."""

    food: Food
    measure: Measure
    magnesium_mg: float
    gap_percent: float


def helpful_foods(
    gap_mg: float, handbook: Handbook, person: Person, wishes: FoodWishes = EVERYTHING
) -> tuple[HelpfulFood, ...]:
    """Return the ten foods that add most magnesium in their usual portion, largest first, within the wishes."""
    found = [
        HelpfulFood(food=food, measure=portion, magnesium_mg=added_mg, gap_percent=100 * added_mg / gap_mg)
        for food, portion in handbook.suggested
        if _suits(food, handbook, person, wishes)
        for added_mg in [food.magnesium_mg(portion.one_g)]
        if added_mg is not None
    ]
    found.sort(key=lambda helpful: (-helpful.magnesium_mg, helpful.food.food_id))
    return tuple(found[:FOODS_SHOWN])


def _suits(food: Food, handbook: Handbook, person: Person, wishes: FoodWishes) -> bool:
    if person.age_years < YOUNGEST_FOR_PORTIONS_YEARS and food.food_group == CHOKING_GROUP:
        return False
    about = handbook.attributes.get(food.food_id)
    return about is not None and about.is_offered(person) and about.suits(wishes)
