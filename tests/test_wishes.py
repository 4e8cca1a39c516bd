"""Wishes about food: what they may be, what suits them, and what is said of what they may not be."""

from dataclasses import replace

import pytest
from hypothesis import given
from strategies import food_wishes

from nutrition.attributes import FoodAttributes, KnownBy, Offered, most_eaten
from nutrition.errors import NutritionError
from nutrition.handbook import Handbook
from nutrition.plan import LifeStage, Meal, Person, Plan, PlanItem, Sex
from nutrition.report import make_report
from nutrition.text import Text
from nutrition.wishes import EVERYTHING, Allergen, Diet, FoodWishes, without_one

TOFU = FoodAttributes(
    food_id="tofu",
    kind="soy",
    meal=Meal.DINNER,
    offered=Offered.YES,
    diet=Diet.VEGAN,
    holds=frozenset({Allergen.SOY}),
    free_of=frozenset(Allergen) - {Allergen.SOY, Allergen.GLUTEN},
    basis=KnownBy.REVIEWED,
)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"diet": "paleo"}, "unknown_diet"),
        ({"avoid": ["kiwi"]}, "unknown_allergen"),
        ({"avoid": "nuts"}, "wish_not_a_list"),
        ({"avoid": 3}, "wish_not_a_list"),
        ({"likes": [""]}, "wished_food_not_words"),
        ({"never": [12]}, "wished_food_not_words"),
        ({"never": [f"x-{number}" for number in range(201)]}, "wish_too_long"),
        ({"energy_kcal": -1}, "energy_out_of_range"),
        ({"energy_kcal": float("nan")}, "energy_out_of_range"),
        ({"energy_kcal": True}, "energy_out_of_range"),
        ({"most_changes": 0}, "changes_out_of_range"),
        ({"most_changes": 11}, "changes_out_of_range"),
        ({"most_changes": 2.5}, "changes_out_of_range"),
        ({"one_portion": 1}, "wish_not_yes_or_no"),
        ({"swaps": "no"}, "wish_not_yes_or_no"),
    ],
)
def test_a_wish_that_cannot_be_is_told_in_both_languages(
    given: dict[str, object], code: str, texts: dict[str, Text]
) -> None:
    with pytest.raises(NutritionError) as caught:
        FoodWishes(**given)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert all(text.error(caught.value) for text in texts.values())


def test_the_same_wishes_are_equal_however_they_were_written() -> None:
    written = FoodWishes(avoid=["soy", "nuts", "soy"], likes=["a", "b", "a"])  # type: ignore[arg-type]
    assert written == FoodWishes(avoid=(Allergen.NUTS, Allergen.SOY), likes=("a", "b"))


@pytest.mark.parametrize(
    ("diet", "wished", "suits"),
    [
        (Diet.VEGAN, Diet.VEGAN, True),
        (Diet.VEGETARIAN, Diet.VEGAN, False),
        (Diet.PESCETARIAN, Diet.VEGETARIAN, False),
        (Diet.PESCETARIAN, Diet.PESCETARIAN, True),
        (Diet.VEGETARIAN, Diet.PESCETARIAN, True),
        (Diet.OMNIVORE, Diet.PESCETARIAN, False),
        (Diet.OMNIVORE, Diet.OMNIVORE, True),
        (None, Diet.OMNIVORE, True),
        (None, Diet.PESCETARIAN, False),
    ],
)
def test_diets(diet: Diet | None, wished: Diet, suits: bool) -> None:
    assert replace(TOFU, diet=diet).suits(FoodWishes(diet=wished)) is suits


@pytest.mark.parametrize("allergen", list(Allergen))
def test_only_what_is_known_to_be_free_of_it_suits_who_avoids_it(allergen: Allergen) -> None:
    # soy is in it; of gluten nobody knows
    assert TOFU.suits(FoodWishes(avoid=(allergen,))) is (allergen not in (Allergen.SOY, Allergen.GLUTEN))


def test_never_goes_before_liked() -> None:
    assert not TOFU.suits(FoodWishes(likes=("tofu",), never=("tofu",)))


@pytest.mark.parametrize(
    ("offered", "stage", "is_offered"),
    [
        (Offered.NOT_PREGNANT, LifeStage.PREGNANT, False),
        (Offered.NOT_PREGNANT, LifeStage.LACTATING, True),
        (Offered.YES, LifeStage.PREGNANT, True),
        (Offered.NO, LifeStage.NONE, False),
    ],
)
def test_who_is_offered_what(offered: Offered, stage: LifeStage, is_offered: bool) -> None:
    woman = Person(age_years=30, sex=Sex.FEMALE, life_stage=stage)
    assert replace(TOFU, offered=offered).is_offered(woman) is is_offered


@given(wishes=food_wishes)
def test_one_wish_left_out_is_one_wish(wishes: FoodWishes) -> None:
    for name, wider in without_one(wishes):
        changed = {field for field in FoodWishes.__slots__ if getattr(wider, field) != getattr(wishes, field)}
        assert changed == {name}
    assert not list(without_one(replace(EVERYTHING, most_changes=10)))


def test_the_most_eaten_are_the_commonest(handbook: Handbook) -> None:
    eaten = most_eaten(handbook.food_by_id.values())
    assert len(eaten) == 800
    left = [food for food in handbook.food_by_id.values() if food not in set(eaten)]
    assert max(food.commonness or 9 for food in eaten) <= min(food.commonness or 9 for food in left)


@pytest.mark.parametrize("wishes", [FoodWishes(diet=Diet.VEGAN), FoodWishes(never=("usda-12012", "usda-11458"))])
def test_the_foods_that_help_keep_to_the_wishes(wishes: FoodWishes, handbook: Handbook) -> None:
    plan = Plan(
        person=Person(age_years=40, sex=Sex.FEMALE),
        items=(PlanItem(food_id="usda-9040", grams=100),),
        food_wishes=wishes,
    )
    helpful = make_report(plan, handbook, "gezondheidsraad").helpful_foods
    everything = make_report(replace(plan, food_wishes=EVERYTHING), handbook, "gezondheidsraad").helpful_foods
    assert len(helpful) == 10
    assert all(handbook.attributes[one.food.food_id].suits(wishes) for one in helpful)
    assert [one for one in everything if one in helpful] != list(everything)


def test_a_wish_for_a_food_that_is_not_there(handbook: Handbook) -> None:
    plan = Plan(person=Person(age_years=40, sex=Sex.FEMALE), food_wishes=FoodWishes(never=("usda-0",)))
    with pytest.raises(NutritionError) as caught:
        make_report(plan, handbook, "gezondheidsraad")
    assert caught.value.code == "unknown_food"
