"""The foods of one plan: the visitor's own before those of the handbook, which nothing here writes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nutrition.errors import NutritionError, PlanError
from nutrition.foods import Derivation, Food
from nutrition.handbook import Handbook
from nutrition.own_foods import Ingredient, LabelReference, OwnFood, Recipe, look_again
from nutrition.plan import Plan
from nutrition.sources import Citation
from nutrition.spelling import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFood:
    """A food with what stands behind its value.

    `food.mg_per_100g` is the known part; `known_share` is the share of the weight, from 0 to 1, whose value is known,
    and `unknown_parts` holds what has none (the food itself, or ingredients of a recipe) with the grams of it in one
    gram of this food. `portion_g` is the visitor's own portion. `parts` are a recipe's ingredients, `label` the
    reference intake of an own food's label, `given_by` the program that gave its value. `per_portion`: see `OwnFood`.
    """

    food: Food
    unknown_parts: tuple[tuple[Food, float], ...]
    known_share: float
    citations: tuple[Citation, ...]
    portion_g: float | None = None
    label: LabelReference | None = None
    parts: tuple[tuple[Food, float], ...] = ()
    cooked_g: float | None = None
    given_by: str = ""
    per_portion: bool = False

    @property
    def unknown(self) -> tuple[Food, ...]:
        """What has no value, each once."""
        return tuple(dict.fromkeys(food for food, _ in self.unknown_parts))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanFoods:
    """Look-ups by id in the own foods of one plan, then in the handbook."""

    own: Mapping[str, PlanFood]
    handbook: Handbook

    def __call__(self, food_id: str) -> PlanFood:
        """Return one food; raise `NutritionError("unknown_food")` when neither has it."""
        return self.own[food_id] if food_id in self.own else of_table(self.handbook.food(food_id))


def of_table(food: Food) -> PlanFood:
    """Return a row of the food table with what stands behind it."""
    known = food.mg_per_100g is not None
    return PlanFood(
        food=food,
        unknown_parts=() if known else ((food, 1.0),),
        known_share=float(known),
        citations=(food.citation,) if food.citation else (),
    )


def plan_foods(plan: Plan, handbook: Handbook) -> PlanFoods:
    """Work out every own food and recipe of a plan.

    Raises `NutritionError` for an ingredient or a label that the handbook does not have, and `PlanError` for a value
    that looks like a slip and is not said to be sure.
    """
    own: dict[str, PlanFood] = {}
    # asking a table of thousands is for plans that have something to ask
    highest_mg = float(handbook.foods["mg_per_100g"].max()) if plan.own_foods else 0.0
    for food in plan.own_foods:
        look_again(food, highest_mg)
        own[food.food_id] = _of_own(food, handbook)
    recipes = {recipe.food_id: recipe for recipe in plan.recipes}

    def found(food_id: str) -> PlanFood:
        # no recipe needs itself: the plan has seen to that
        if food_id in recipes and food_id not in own:
            recipe = recipes[food_id]
            own[food_id] = _of_recipe(recipe, [found(one.food_id) for one in recipe.ingredients])
        return own[food_id] if food_id in own else of_table(handbook.food(food_id))

    for food_id in recipes:
        found(food_id)
    in_order = [one.food_id for one in plan.own]
    return PlanFoods(own=MappingProxyType({food_id: own[food_id] for food_id in in_order}), handbook=handbook)


def _food(food_id: str, name: str, mg_per_100g: float | None, derivation: Derivation) -> Food:
    return Food(
        food_id=food_id,
        name_en=name,
        name_nl=name,
        food_group="",
        mg_per_100g=mg_per_100g,
        kcal_per_100g=None,
        samples=None,
        se_mg=None,
        min_mg=None,
        max_mg=None,
        derivation=Derivation.MISSING if mg_per_100g is None else derivation,
        commonness=None,
        suggested=False,
        citation=None,
    )


def _of_own(own: OwnFood, handbook: Handbook) -> PlanFood:
    label = None
    if own.label is not None:
        label = handbook.label_references.get(own.label)
        if label is None:
            raise NutritionError("unknown_label", label=own.label, choices=", ".join(handbook.label_references))
    food = _food(own.food_id, own.name, own.mg_per_100g, Derivation.OWN)
    citations = (label.citation,) if label else ()
    return replace(
        of_table(food),
        citations=citations,
        portion_g=own.portion_g,
        label=label,
        given_by=own.given_by,
        per_portion=own.per_portion,
    )


def _of_recipe(recipe: Recipe, parts: Sequence[PlanFood]) -> PlanFood:
    weighed = list(zip(parts, (one.grams for one in recipe.ingredients), strict=True))
    known_g = sum(part.known_share * grams for part, grams in weighed)
    known_mg = sum(part.food.magnesium_mg(grams) or 0.0 for part, grams in weighed)
    per_100g = known_mg / recipe.cooked_g * 100 if any(part.food.mg_per_100g is not None for part in parts) else None
    return PlanFood(
        food=_food(recipe.food_id, recipe.name, per_100g, Derivation.RECIPE),
        unknown_parts=tuple(
            (food, share * grams / recipe.cooked_g) for part, grams in weighed for food, share in part.unknown_parts
        ),
        known_share=min(1.0, known_g / recipe.raw_g),
        citations=tuple(dict.fromkeys(citation for part in parts for citation in part.citations)),
        portion_g=recipe.portion_g,
        parts=tuple((part.food, grams) for part, grams in weighed),
        cooked_g=recipe.cooked_g,
    )


def find_own(foods: PlanFoods, words: str) -> tuple[Food, ...]:
    """Return the own foods and recipes whose name answers every word, in the plan's order; none for no words."""
    asked, typed = words_of(words), words.strip().casefold()
    if not typed:
        return ()
    return tuple(
        own.food
        for own in foods.own.values()
        if typed in own.food.name_en.casefold()
        or (asked and all(any(word in known for known in words_of(own.food.name_en)) for word in asked))
    )


def next_own_id(plan: Plan) -> str:
    """Return an id that nothing of the visitor's own has yet, nor anything that the plan still names."""
    taken = {own.food_id for own in plan.own} | {item.food_id for item in plan.items}
    return next(own for number in range(1, len(taken) + 2) if (own := f"own-{number}") not in taken)


def with_own(plan: Plan, own: OwnFood | Recipe) -> Plan:
    """Return the plan with one more own food or recipe."""
    if isinstance(own, Recipe):
        return replace(plan, recipes=(*plan.recipes, own))
    return replace(plan, own_foods=(*plan.own_foods, own))


def without_own(plan: Plan, food_id: str) -> Plan:
    """Return the plan without one own food or recipe; raise `PlanError` while an item or a recipe uses it."""
    names = {own.food_id: own.name for own in plan.own}
    name = names.get(food_id, food_id)
    count = sum(item.food_id == food_id for item in plan.items)
    if count:
        raise PlanError("own_in_plan", name=name, count=count)
    for recipe in plan.recipes:
        if any(one.food_id == food_id for one in recipe.ingredients):
            raise PlanError("own_in_recipe", name=name, recipe=recipe.name)
    return replace(
        plan,
        own_foods=tuple(own for own in plan.own_foods if own.food_id != food_id),
        recipes=tuple(own for own in plan.recipes if own.food_id != food_id),
    )


def recipe_of(
    weighed: Sequence[tuple[str, float]], *, plan: Plan, name: str, cooked_g: float, portions: float
) -> Recipe:
    """Make a recipe of foods by id with their weights; it is not in the plan yet."""
    return Recipe(
        food_id=next_own_id(plan),
        name=name,
        ingredients=tuple(Ingredient(food_id=food_id, grams=grams) for food_id, grams in weighed),
        cooked_g=cooked_g,
        portions=portions,
    )
