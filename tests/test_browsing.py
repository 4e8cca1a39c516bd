"""Browsing all foods: what a filter lets through is part of the table, in order, unknown never before known."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from handbook_fixture import small_book
from hypothesis import given
from hypothesis import strategies as st

from nutrition import FoodWishes, Handbook, Ingredient, OwnFood, Person, Plan, Recipe, find_foods
from nutrition.browsing import OWN, FoodFilter, FoundFoods, browse, fits, narrows
from nutrition.plan_foods import PlanFoods, plan_foods
from nutrition.shelf import LEAST_KCAL, FoodFigures, Per, Shelf, mg_per_100kcal
from nutrition.wishes import Allergen, Diet

WOMAN = Person(age_years=40, sex="female")
EVERY = FoodFilter(eaten=False)
ALMONDS, OLIVE_OIL, UNKNOWN = "usda-12061", "usda-4053", "usda-99001"
OWN_FOODS = (
    OwnFood(food_id="own-1", name="Nootjes van de markt", mg_per_100g=250, portion_g=30),
    OwnFood(food_id="own-2", name="Poeder", mg_per_100g=50, per_portion=True),
    OwnFood(food_id="own-3", name="Drankje"),
)
HALF_KNOWN = Recipe(
    food_id="own-4",
    name="Amandelding",
    ingredients=(Ingredient(food_id=ALMONDS, grams=50), Ingredient(food_id=UNKNOWN, grams=50)),
    cooked_g=100,
)
FILTERS = st.builds(
    FoodFilter,
    words=st.sampled_from(("", "rijst", "spinach raw", "amandlen", "noten", "zzzz", "!?")),
    group=st.sampled_from(("", "Nut and Seed Products", "Beverages", "Snacks", "no such group")),
    table=st.sampled_from(("", "USDA_SR28", "CIQUAL2025", OWN)),
    eaten=st.booleans(),
    usual=st.booleans(),
    wishes=st.builds(
        FoodWishes,
        diet=st.sampled_from(Diet),
        avoid=st.lists(st.sampled_from(Allergen), max_size=2),
        never=st.sampled_from(([], [ALMONDS])),
    ),
)


def everything(found: FoundFoods) -> list[FoodFigures]:
    return [*found.ranked, *found.unranked, *found.no_value]


def ids(found: Sequence[FoodFigures]) -> list[str]:
    return [one.food.food_id for one in found]


def with_own(book: Handbook) -> PlanFoods:
    return plan_foods(Plan(person=WOMAN, own_foods=OWN_FOODS, recipes=(HALF_KNOWN,)), book)


@pytest.fixture(scope="module")
def foods(handbook: Handbook) -> PlanFoods:
    return plan_foods(Plan(person=WOMAN), handbook)


@pytest.mark.parametrize("per", Per)
def test_every_order_is_a_permutation_of_the_table(per: Per, foods: PlanFoods) -> None:
    found = browse(foods, EVERY, per)
    assert len(found) == len(foods.handbook.food_by_id)
    assert sorted(ids(everything(found))) == sorted(foods.handbook.food_by_id)
    assert sorted(foods.handbook.shelf.ranked[per]) == list(range(len(foods.handbook.food_by_id)))


@pytest.mark.parametrize("per", Per)
@given(asked=FILTERS)
def test_a_filter_lets_a_part_through_in_order(asked: FoodFilter, per: Per) -> None:
    book = small_book()
    foods = with_own(book)
    found = browse(foods, asked, per)
    shown = everything(found)
    assert len(found) == len(shown) == len(set(ids(shown)))
    assert set(ids(shown)) <= {*book.food_by_id, *foods.own}
    # unknown is never before known, and never counts as zero
    figures = [one.figure(per) for one in found.ranked]
    assert None not in figures
    assert figures == sorted(figures, key=lambda figure: -(figure or 0))
    assert all(one.figure(per) is None and one.has_value for one in found.unranked)
    assert all(one.figure(per) is None and not one.has_value for one in found.no_value)
    for one in shown:
        own = one.food.citation is None
        assert not asked.eaten or one.eaten
        assert not asked.usual or one.usual
        assert not asked.group or one.food.food_group == asked.group
        assert not asked.table or (asked.table == OWN if own else one.food.citation.source == asked.table)
        assert fits(one, asked.wishes, book)
    # each condition on its own lets at least as much through
    everyone = FoodWishes()
    for wider in (
        {"words": ""},
        {"group": ""},
        {"table": ""},
        {"eaten": False},
        {"usual": False},
        {"wishes": everyone},
    ):
        assert set(ids(shown)) <= set(ids(everything(browse(foods, replace(asked, **wider), per))))


@given(first=st.integers(0, 30), count=st.integers(0, 30), per=st.sampled_from(Per))
def test_a_part_is_a_piece_of_the_whole(first: int, count: int, per: Per) -> None:
    found = browse(with_own(small_book()), EVERY, per)
    assert found.unranked or per is not Per.KCAL
    assert found.no_value
    part = found.part(first, count)
    assert ids(everything(part)) == ids(everything(found))[first : first + count]
    assert set(ids(part.no_value)) <= set(ids(found.no_value))
    assert set(ids(part.ranked)) <= set(ids(found.ranked))


def test_the_figures_are_those_of_the_table(handbook: Handbook) -> None:
    for one in handbook.shelf.foods:
        food, portion = one.food, handbook.portion(one.food.food_id)
        assert one.portion == portion
        assert one.mg_per_100g == food.mg_per_100g
        assert one.portion_mg == (food.magnesium_mg(portion.one_g) if portion else None)
        assert one.eaten == (food in handbook.most_eaten)
        if food.mg_per_100g is not None and food.kcal_per_100g is not None and food.kcal_per_100g >= LEAST_KCAL:
            assert one.mg_per_100kcal == pytest.approx(food.mg_per_100g / food.kcal_per_100g * 100)
        else:
            assert one.mg_per_100kcal is None
    assert handbook.shelf.with_value == int(handbook.foods["mg_per_100g"].notna().sum())


def test_no_figure_per_kcal_without_kcal(handbook: Handbook) -> None:
    almonds = handbook.food(ALMONDS)
    # 270 mg and 579 kcal in 100 g
    assert mg_per_100kcal(almonds) == pytest.approx(46.632, abs=0.001)
    for kcal in (None, 0, 0.03, 4.9):
        assert mg_per_100kcal(replace(almonds, kcal_per_100g=kcal)) is None
    assert mg_per_100kcal(replace(almonds, kcal_per_100g=5)) == 5400
    assert mg_per_100kcal(replace(almonds, mg_per_100g=None)) is None


@pytest.mark.parametrize("words", ["amandelen", "spinach", "rijst", "pindakaas", "amandlen"])
def test_words_find_what_they_find_on_my_day(words: str, foods: PlanFoods) -> None:
    asked = replace(EVERY, words=words)
    found = set(find_foods(foods.handbook.foods, words, "nl")["food_id"])
    assert found
    assert found <= set(ids(everything(browse(foods, asked, Per.PORTION))))


def test_without_a_filter_only_what_people_here_eat(foods: PlanFoods) -> None:
    found = everything(browse(foods, FoodFilter(), Per.PORTION))
    assert sorted(ids(found)) == sorted(food.food_id for food in foods.handbook.most_eaten)


def test_unknown_is_not_fitting(foods: PlanFoods) -> None:
    book, wishes = foods.handbook, FoodWishes(diet="vegan", avoid=["nuts"])
    found = browse(foods, replace(EVERY, wishes=wishes), Per.PORTION)
    assert ids(found.ranked)
    assert all(book.attributes[food_id].suits(wishes) for food_id in ids(everything(found)))
    without = [one for one in book.shelf.foods if one.food.food_id not in book.attributes]
    assert without
    assert not any(fits(one, wishes, book) for one in without)
    assert all(fits(one, FoodWishes(likes=[ALMONDS], swaps=False), book) for one in without)
    assert not narrows(FoodWishes(likes=[ALMONDS], swaps=False))


def test_own_foods_stand_among_the_others(small_handbook: Handbook) -> None:
    foods = with_own(small_handbook)
    rows = {one.food.food_id: one for one in everything(browse(foods, FoodFilter(), Per.PORTION))}
    assert rows["own-1"].portion_mg == 75
    assert rows["own-1"].usual
    assert (rows["own-2"].portion_mg, rows["own-2"].mg_per_100g) == (50, None)
    assert not rows["own-3"].has_value
    assert not rows["own-3"].at_least
    # 135 mg of almonds in a dish of 100 g, and nobody knows what the rest brings
    assert (rows["own-4"].portion_mg, rows["own-4"].at_least) == (135, True)
    assert ids(everything(browse(foods, FoodFilter(words="poeder"), Per.PORTION))) == ["own-2"]
    assert set(ids(everything(browse(foods, FoodFilter(table=OWN), Per.WEIGHT)))) == set(foods.own)
    vegan = browse(foods, FoodFilter(wishes=FoodWishes(diet="vegan")), Per.PORTION)
    assert not set(ids(everything(vegan))) & set(foods.own)


def test_zero_is_a_value_and_comes_last_of_those(small_handbook: Handbook) -> None:
    found = browse(with_own(small_handbook), EVERY, Per.WEIGHT)
    assert found.ranked[-1].food.food_id == OLIVE_OIL
    assert found.ranked[-1].mg_per_100g == 0
    assert UNKNOWN in ids(found.no_value)


def test_a_shelf_is_made_of_what_it_is_given(small_handbook: Handbook) -> None:
    almonds = small_handbook.food(ALMONDS)
    shelf = Shelf.of([almonds], {}, [])
    assert shelf.groups == (almonds.food_group,)
    assert shelf.tables == ("USDA_SR28",)
    [one] = shelf.foods
    assert (one.portion, one.portion_g, one.portion_mg, one.eaten, one.usual) == (None, None, None, False, False)
