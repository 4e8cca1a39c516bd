"""Plans that nobody made up by hand, the same ones every time: what people might type, and a little worse."""

import random
from dataclasses import dataclass

from nutrition import (
    DoseKind,
    Handbook,
    Ingredient,
    LifeStage,
    Meal,
    OwnFood,
    Person,
    Plan,
    PlanItem,
    Recipe,
    Sex,
    SupplementDose,
)
from nutrition.plan import AskFirst

AUTHORITIES = ("gezondheidsraad", "efsa", "nasem")
AGES = (0.2, 0.4, 0.75, 1, 2, 3.99, 4, 6, 8, 9, 13, 14, 17, 18, 19, 30, 31, 50, 51, 64, 70, 71, 95)
NAMES = ("Reep", "A*B", "A?", "~tilde", ">5", '="x"', 'zeg "ja"', "50% <&>", "Amandelen", "é 🍎", "gram")


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomCase:
    """A plan with the authority and the language that its workbook is made in."""

    plan: Plan
    authority: str
    language: str


def random_case(number: int, handbook: Handbook) -> RandomCase:
    """Return one of the plans; each number is a plan of its own."""
    rng = random.Random(f"magnesium {number}")
    plan = random_plan(rng, handbook)
    return RandomCase(plan=plan, authority=AUTHORITIES[number % 3], language=("nl", "en")[number % 2])


def random_plan(rng: random.Random, handbook: Handbook) -> Plan:
    """Draw a plan of 1 to 30 items on 1 to 7 days."""
    names = rng.sample(NAMES, 3)  # no two of one's own may be called the same
    own_foods = tuple(_own_food(rng, place, names[place]) for place in range(rng.choice((0, 0, 1, 3))))
    recipes = tuple(_recipe(rng, place, own_foods, handbook) for place in range(rng.choice((0, 0, 1, 2))))
    last = rng.choice((1, 1, 2, 3, 7))
    foods = _Foods(handbook, [own.food_id for own in (*own_foods, *recipes)])
    items = tuple(random_item(rng, foods, last) for _ in range(rng.choice((1, 2, 5, 12, 30))))
    recorded = max(item.day for item in items)
    return Plan(
        person=_person(rng),
        items=items,
        supplements=tuple(random_dose(rng, handbook) for _ in range(rng.randint(0, 4))),
        days=rng.choice((None, None, recorded, min(7, recorded + 1))),
        name=rng.choice(("", *NAMES)),
        own_foods=own_foods,
        recipes=recipes,
    )


class _Foods:
    """What can be eaten: the visitor's own, foods without a value, the most eaten, and all others."""

    def __init__(self, handbook: Handbook, own: list[str]) -> None:
        everything = list(handbook.food_by_id.values())
        unknown = [food.food_id for food in everything if food.mg_per_100g is None]
        common = [food.food_id for food in handbook.most_eaten]
        self.measures = handbook.measures
        self.kinds = [own or common, unknown, common, common, common, [food.food_id for food in everything]]

    def draw(self, rng: random.Random) -> str:
        return rng.choice(rng.choice(self.kinds))


def random_item(rng: random.Random, foods: _Foods, last_day: int) -> PlanItem:
    """Draw one item, by a measure where the food has one and chance says so."""
    food_id, day, meal = foods.draw(rng), rng.randint(1, last_day), rng.choice(list(Meal))
    measures = list(foods.measures.get(food_id, {}))
    if measures and rng.random() < 0.5:
        amount = rng.choice((0.5, 1.0, 2.0, 1.25))
        return PlanItem(food_id=food_id, measure=rng.choice(measures), amount=amount, day=day, meal=meal)
    return PlanItem(food_id=food_id, grams=_grams(rng), day=day, meal=meal)


def random_dose(rng: random.Random, handbook: Handbook) -> SupplementDose:
    """Draw what somebody takes: none of it, some of it, or too much."""
    mg = rng.choice((0, 33.3, 56.25, 83.4, 100, 133.3, 250, rng.randint(1, 4000) / 10))
    form = rng.choice(("", *handbook.forms))
    return SupplementDose(
        kind=rng.choice(list(DoseKind)), form=form, elemental_mg=mg, name=rng.choice(("", "", *NAMES))
    )


def _grams(rng: random.Random) -> float:
    return rng.choice((rng.randint(1, 500), round(rng.uniform(0.1, 300), 2), 100))


def _person(rng: random.Random) -> Person:
    age_years, sex = rng.choice(AGES), rng.choice(list(Sex))
    stages = list(LifeStage) if sex is Sex.FEMALE and 9 <= age_years <= 60 else [LifeStage.NONE]
    return Person(
        age_years=age_years, sex=sex, life_stage=rng.choice(stages), ask_first=rng.choice((*AskFirst, AskFirst.NO))
    )


def _own_food(rng: random.Random, place: int, name: str) -> OwnFood:
    mg = rng.choice((None, 0, 140.625, 27, round(rng.uniform(0, 900), 3)))
    label = rng.choice((None, "eu", "us")) if mg else None
    portion_g = rng.choice((None, 40))
    return OwnFood(food_id=f"own-{place}", name=name, mg_per_100g=mg, portion_g=portion_g, label=label, sure=True)


def _recipe(rng: random.Random, place: int, own: tuple[OwnFood, ...], handbook: Handbook) -> Recipe:
    foods = _Foods(handbook, [food.food_id for food in own])
    ingredients = tuple(
        Ingredient(food_id=food_id, grams=rng.randint(20, 400))
        for food_id in dict.fromkeys(foods.draw(rng) for _ in range(rng.randint(1, 5)))
    )
    raw_g = sum(one.grams for one in ingredients)
    return Recipe(
        food_id=f"own-pan-{place}",
        name=f"{rng.choice(NAMES)} pan {place}",
        ingredients=ingredients,
        cooked_g=round(raw_g * rng.uniform(0.6, 1.8), 1),
        portions=rng.randint(1, 6),
    )


def foods_of(plan: Plan, handbook: Handbook) -> _Foods:
    """Return what can be added to a plan."""
    return _Foods(handbook, [own.food_id for own in plan.own])
