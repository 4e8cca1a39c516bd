"""Own foods and recipes: label arithmetic, cooked weight, what is unknown stays unknown, and slips are asked about."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from handbook_fixture import small_book
from hypothesis import given
from hypothesis import strategies as st
from strategies import weighed_items

from nutrition import Handbook, Ingredient, Meal, NutritionError, OwnFood, Person, Plan, PlanItem, Recipe, daily_intake
from nutrition import make_report as walk
from nutrition.own_foods import MOST_OWN, from_label
from nutrition.plan_foods import find_own, next_own_id, plan_foods, recipe_of, with_own, without_own
from nutrition.storage import read_plan, write_plan
from nutrition.text import Text

ALMONDS, MILK, UNKNOWN = "usda-12061", "usda-1077", "usda-99001"
WOMAN = Person(age_years=40, sex="female")
MUESLI = OwnFood(food_id="own-1", name="Muesli", mg_per_100g=110, portion_g=40)


def dish(*parts: tuple[str, float], food_id: str = "own-9", cooked_g: float | None = None, **more: object) -> Recipe:
    ingredients = tuple(Ingredient(food_id=part, grams=grams) for part, grams in parts)
    cooked = sum(grams for _, grams in parts) if cooked_g is None else cooked_g
    return Recipe(**{"food_id": food_id, "name": food_id, "ingredients": ingredients, "cooked_g": cooked, **more})


def eaten(food_id: str, grams: float, **more: object) -> Plan:
    return Plan(person=WOMAN, items=(PlanItem(food_id=food_id, grams=grams),), **more)


def refused(make: Callable[[], object], code: str, texts: dict[str, Text]) -> NutritionError:
    with pytest.raises(NutritionError) as caught:
        make()
    assert caught.value.code == code
    for text in texts.values():
        words = text.error(caught.value)
        assert words.endswith((".", "?"))
        assert "{" not in words
    return caught.value


# --- Labels: Regulation (EU) 1169/2011 gives 375 mg, the US Daily Value is 420 mg


@pytest.mark.parametrize(
    ("label", "percent", "per_g", "mg_per_100g", "grams", "mg"),
    [
        ("eu", 15, 40, 140.625, 40, 56.25),
        ("eu", 15, 100, 56.25, 100, 56.25),
        ("eu", 100, 100, 375, 30, 112.5),
        ("us", 10, 30, 140, 30, 42),
        ("us", 25, 100, 105, 200, 210),
        ("eu", 0, 50, 0, 50, 0),
    ],
)
def test_a_label_in_percent(
    label: str, percent: float, per_g: float, mg_per_100g: float, grams: float, mg: float, small_handbook: Handbook
) -> None:
    reference = small_handbook.label_references[label]
    own = from_label(food_id="own-1", name="Reep", percent=percent, reference=reference, per_g=per_g)
    assert own.mg_per_100g == pytest.approx(mg_per_100g)
    intake = daily_intake(eaten("own-1", grams, own_foods=(own,)), small_handbook)
    assert intake.food_mg == pytest.approx(mg)
    assert intake.citations == (reference.citation,)
    assert not intake.at_least


def test_the_references_of_labels_and_how_they_were_checked(handbook: Handbook) -> None:
    found = {key: (one.reference_mg, one.unverified) for key, one in handbook.label_references.items()}
    assert found == {"eu": (375, False), "us": (420, True)}
    checked = {one.citation.source: handbook.sources[one.citation.source].checked for one in _labels(handbook)}
    assert checked == {"EU1169": "quoted", "FDADV": "unchecked"}


def _labels(handbook: Handbook):
    return handbook.label_references.values()


def test_a_percentage_per_portion_needs_the_portion(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    eu = small_handbook.label_references["eu"]
    make = {"food_id": "own-1", "name": "x", "reference": eu}
    refused(lambda: from_label(**make, percent=15, per_g=None), "own_portion_missing", texts)
    refused(lambda: from_label(**make, percent=-1, per_g=40), "percent_out_of_range", texts)
    refused(lambda: from_label(**make, percent=15, per_g=0), "grams_out_of_range", texts)
    refused(lambda: walk(eaten("own-1", 1, own_foods=(replace(MUESLI, label="uk"),)), small_handbook, "efsa"),
            "unknown_label", texts)  # fmt: skip


# --- Slips are asked about


def test_more_than_any_food_of_the_table_is_asked_about(handbook: Handbook, texts: dict[str, Text]) -> None:
    highest = max(food.mg_per_100g or 0 for food in handbook.food_by_id.values())
    daily_intake(eaten("own-1", 30, own_foods=(replace(MUESLI, mg_per_100g=highest),)), handbook)
    above = replace(MUESLI, mg_per_100g=highest + 0.1)
    plan = Plan(person=WOMAN, own_foods=(above,))
    error = refused(lambda: daily_intake(plan, handbook), "own_above_all", texts)
    assert error.values["highest_mg"] == highest
    sure = replace(plan, own_foods=(replace(above, sure=True),), items=(PlanItem(food_id="own-1", grams=100),))
    assert daily_intake(sure, handbook).food_mg == pytest.approx(highest + 0.1)


@pytest.mark.parametrize(
    ("mg", "asks"), [(0, False), (0.27, True), (0.004, True), (0.592, True), (0.6, False), (5, False)]
)
def test_grams_for_mg_are_asked_about(mg: float, asks: bool, small_handbook: Handbook, texts: dict[str, Text]) -> None:
    """The small table's highest is 592 mg, so 0.592 g is the most that a label in grams would say."""
    plan = Plan(person=WOMAN, own_foods=(replace(MUESLI, mg_per_100g=mg),))
    if not asks:
        daily_intake(plan, small_handbook)
        return
    error = refused(lambda: daily_intake(plan, small_handbook), "own_maybe_grams", texts)
    assert texts["en"].number(mg, 6) in texts["en"].error(error)
    assert texts["nl"].mg(mg * 1000) in texts["nl"].error(error)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: OwnFood(food_id="usda-12061", name="x"), "own_id_wrong"),
        (lambda: OwnFood(food_id=5, name="x"), "own_id_wrong"),
        (lambda: OwnFood(food_id="own-1", name=" "), "own_name_missing"),
        (lambda: OwnFood(food_id="own-1", name="a\nb"), "own_name_missing"),
        (lambda: OwnFood(food_id="own-1", name="\x1b[31m"), "own_name_missing"),
        (lambda: OwnFood(food_id="own-1", name="x" * 201), "name_too_long"),
        (lambda: OwnFood(food_id="own-1", name=5), "name_too_long"),
        (lambda: OwnFood(food_id="own-1", name="x", mg_per_100g=-1), "own_value_out_of_range"),
        (lambda: OwnFood(food_id="own-1", name="x", mg_per_100g=100_001), "own_value_out_of_range"),
        (lambda: OwnFood(food_id="own-1", name="x", mg_per_100g=float("nan")), "own_value_out_of_range"),
        (lambda: OwnFood(food_id="own-1", name="x", portion_g=0), "grams_out_of_range"),
        (lambda: OwnFood(food_id="own-1", name="x", label=[]), "label_not_words"),
        (lambda: OwnFood(food_id="own-1", name="x", sure="yes"), "sure_yes_or_no"),
        (lambda: dish(), "recipe_empty"),
        (lambda: dish(("", 1)), "ingredient_missing"),
        (lambda: dish((ALMONDS, 0)), "grams_out_of_range"),
        (lambda: dish((ALMONDS, 100), cooked_g=0), "cooked_out_of_range"),
        (lambda: dish((ALMONDS, 100), cooked_g=500.1), "cooked_absurd"),
        (lambda: dish((ALMONDS, 1000), cooked_g=1.0), "cooked_absurd"),
        (lambda: dish((ALMONDS, 100), portions=0), "portions_out_of_range"),
        (lambda: dish((ALMONDS, 4000), (MILK, 4000), portions=1), "portion_absurd"),
        (lambda: Plan(person=WOMAN, own_foods=(MUESLI, MUESLI)), "own_twice"),
        (lambda: Plan(person=WOMAN, own_foods=(MUESLI,), recipes=(dish((ALMONDS, 1), food_id="own-1"),)), "own_twice"),
        (lambda: Plan(person=WOMAN, own_foods=(MUESLI, replace(MUESLI, food_id="own-2", name="muesli "))),
         "own_name_twice"),
        (lambda: Plan(person=WOMAN, own_foods=[MUESLI] * (MOST_OWN + 1)), "own_too_many"),
        (lambda: Plan(person=WOMAN, recipes=(dish(("own-9", 1)),)), "recipe_of_itself"),
        (lambda: Plan(person=WOMAN, recipes=(dish(("own-8", 1)), dish(("own-9", 1), food_id="own-8"))),
         "recipe_of_itself"),
    ],
)  # fmt: skip
def test_what_cannot_be(make: Callable[[], object], code: str, texts: dict[str, Text]) -> None:
    refused(make, code, texts)


# --- Recipes


def test_a_recipe_by_hand(small_handbook: Handbook) -> None:
    """100 g almonds (270 mg) and 200 g milk (20 mg), cooked to 250 g: 116 mg per 100 g, 145 mg in each half."""
    plan = eaten("own-9", 125, recipes=(dish((ALMONDS, 100), (MILK, 200), cooked_g=250, portions=2),))
    intake = daily_intake(plan, small_handbook)
    [line] = intake.lines
    assert line.food.mg_per_100g == pytest.approx(116)
    assert line.details.portion_g == 125
    assert intake.food_mg == pytest.approx(145)
    assert (intake.coverage, intake.at_least, line.partly_known) == (1, False, False)
    assert {citation.locator for citation in intake.citations} == {"12061", "01077"}


def test_an_ingredient_without_a_value_makes_it_at_least(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    inner = dish((ALMONDS, 100), (UNKNOWN, 100), food_id="own-8")
    plan = eaten("own-9", 100, recipes=(dish(("own-8", 100), (MILK, 100)), inner))
    intake = daily_intake(plan, small_handbook)
    [line] = intake.lines
    # half of the inner dish is almonds: 50 g of them (135 mg) and 100 g of milk (10 mg) in 200 g
    assert line.magnesium_mg == pytest.approx(72.5)
    assert line.partly_known
    assert intake.at_least
    assert intake.coverage == pytest.approx(0.75)
    assert [food.food_id for food in intake.unknown_foods] == [UNKNOWN]
    assert not intake.by_food[0].known
    assert not intake.by_meal[0].known
    report = walk(plan, small_handbook, "gezondheidsraad")
    assert report.finding("gap_at_most")
    assert report.finding("unknown_foods")


def test_of_nothing_known_nothing_is_said(small_handbook: Handbook) -> None:
    intake = daily_intake(eaten("own-9", 100, recipes=(dish((UNKNOWN, 100)),)), small_handbook)
    assert intake.lines[0].magnesium_mg is None
    assert (intake.coverage, intake.at_least) == (0, True)
    unknown = replace(MUESLI, mg_per_100g=None)
    intake = daily_intake(eaten("own-1", 100, own_foods=(unknown,)), small_handbook)
    assert [food.name("nl") for food in intake.unknown_foods] == ["Muesli"]


def test_an_ingredient_that_does_not_exist(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    plan = Plan(person=WOMAN, recipes=(dish(("own-77", 1)),))
    refused(lambda: daily_intake(plan, small_handbook), "unknown_food", texts)


def test_a_tower_of_recipes_is_no_trouble(small_handbook: Handbook) -> None:
    below = [ALMONDS, *(f"own-{floor}" for floor in range(MOST_OWN - 1))]
    tower = [dish((under, 10), (under, 10), food_id=f"own-{floor}") for floor, under in enumerate(below)]
    top = f"own-{MOST_OWN - 1}"
    intake = daily_intake(eaten(top, 100, recipes=tuple(reversed(tower))), small_handbook)
    assert intake.food_mg == pytest.approx(270)


@given(item=weighed_items(), weight_g=st.floats(1, 5000))
def test_one_ingredient_uncooked_is_the_ingredient(item: PlanItem, weight_g: float) -> None:
    recipe = dish((item.food_id, weight_g))
    plain = daily_intake(Plan(person=WOMAN, items=(item,)), small_book())
    cooked = daily_intake(Plan(person=WOMAN, items=(replace(item, food_id="own-9"),), recipes=(recipe,)), small_book())
    assert cooked.food_mg == pytest.approx(plain.food_mg)
    assert (cooked.at_least, cooked.coverage) == (plain.at_least, plain.coverage)
    assert cooked.unknown_foods == plain.unknown_foods


@given(
    items=st.lists(weighed_items(), min_size=1, max_size=6),
    rest=st.lists(weighed_items(), max_size=3),
    change=st.floats(0.1, 4),
)
def test_a_meal_that_becomes_a_recipe_brings_the_same(
    items: list[PlanItem], rest: list[PlanItem], change: float
) -> None:
    meal = [replace(item, day=1, meal=Meal.DINNER) for item in items]
    before = Plan(person=WOMAN, items=(*meal, *rest))
    weighed = [(item.food_id, item.grams or 0.0) for item in meal]
    cooked_g = max(0.01, change * sum(weight_g for _, weight_g in weighed))
    recipe = recipe_of(weighed, plan=before, name="Pan", cooked_g=cooked_g, portions=max(1, cooked_g / 4000))
    pan = PlanItem(food_id=recipe.food_id, grams=min(cooked_g, 5000), meal=Meal.DINNER)
    after = with_own(Plan(person=WOMAN, items=(pan, *rest), days=before.days), recipe)
    one, other = daily_intake(before, small_book()), daily_intake(after, small_book())
    if cooked_g <= 5000:
        assert other.food_mg == pytest.approx(one.food_mg)
        assert other.at_least == one.at_least
        assert set(other.unknown_foods) == set(one.unknown_foods)
    assert read_plan(write_plan(after).encode()) == after


# --- What a visitor does with them


def test_own_foods_are_found_by_their_name(small_handbook: Handbook) -> None:
    names = ("Muesli van de markt", "=1+1", "Крупа", "Crème brûlée")
    own = tuple(OwnFood(food_id=f"own-{n}", name=name, mg_per_100g=10) for n, name in enumerate(names))
    foods = plan_foods(Plan(person=WOMAN, own_foods=own), small_handbook)

    def found(words: str) -> list[str]:
        return [food.name("nl") for food in find_own(foods, words)]

    assert found("markt mues") == ["Muesli van de markt"]
    assert found("=1") == ["=1+1"]
    assert found("круп") == ["Крупа"]
    assert found("creme") == ["Crème brûlée"]
    assert found("amandelen") == found(" ") == found("!!") == []


def test_ids_names_and_removal(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    plan = eaten("own-1", 30, own_foods=(MUESLI,))
    assert next_own_id(plan) == "own-2"
    refused(lambda: without_own(plan, "own-1"), "own_in_plan", texts)
    twice = replace(plan, items=plan.items * 2)
    refused(lambda: without_own(twice, "own-1"), "own_in_plan", texts)
    free = with_own(replace(plan, items=()), dish(("own-1", 10)))
    refused(lambda: without_own(free, "own-1"), "own_in_recipe", texts)
    assert without_own(without_own(free, "own-9"), "own-1") == Plan(person=WOMAN)


def test_the_handbook_stays_as_it_was(small_handbook: Handbook) -> None:
    before = small_handbook.foods.copy()
    walk(eaten("own-1", 40, own_foods=(MUESLI,), recipes=(dish((ALMONDS, 1)),)), small_handbook, "efsa")
    assert small_handbook.foods.equals(before)
    assert "own-1" not in small_handbook.food_by_id
