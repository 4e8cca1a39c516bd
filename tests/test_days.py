"""What is eaten again: nothing is lost, the copy is the same, and the other days stay as they were."""

from collections import Counter
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import plans

from nutrition import Handbook, OwnFood, Person, Plan, PlanError, PlanItem, make_report
from nutrition.days import copy_day, copy_meal, repeat_day
from nutrition.own_foods import Ingredient, Recipe
from nutrition.plan import MOST_DAYS, Meal

WOMAN = Person(age_years=40, sex="female")
MUESLI = OwnFood(food_id="own-1", name="Muesli", mg_per_100g=110.0, portion_g=45.0)
STEW = Recipe(
    food_id="own-2", name="Stoof", ingredients=(Ingredient(food_id="usda-11458", grams=200),), cooked_g=150, portions=2
)


def eaten(plan: Plan, day: int) -> Counter[PlanItem]:
    """Return what a day holds, wherever it stands in the plan."""
    return Counter(replace(item, day=1) for item in plan.items if item.day == day)


def is_kept(before: Plan, after: Plan) -> None:
    """All that was in the plan is in it, in its place, and all that is not an item or a day is the same."""
    assert after.items[: len(before.items)] == before.items
    for field in fields(Plan):
        if field.name not in ("items", "days"):
            assert getattr(after, field.name) == getattr(before, field.name)


@given(plan=plans(), data=st.data())
def test_a_copied_day_is_the_same_day(plan: Plan, data: st.DataObject) -> None:
    day = data.draw(st.integers(1, plan.days))
    after = copy_day(plan, day)
    is_kept(plan, after)
    assert after.days == plan.days + 1
    assert eaten(after, after.days) == eaten(plan, day)
    assert all(eaten(after, other) == eaten(plan, other) for other in range(1, plan.days + 1))


@given(plan=plans(), data=st.data())
def test_a_repeated_day_comes_on_top_of_what_is_there(plan: Plan, data: st.DataObject) -> None:
    day, to_day = data.draw(st.integers(1, plan.days)), data.draw(st.integers(1, plan.days + 1))
    after = repeat_day(plan, day, to_day)
    is_kept(plan, after)
    more = eaten(plan, day) if day != to_day else Counter[PlanItem]()
    assert eaten(after, to_day) == eaten(plan, to_day) + more
    others = set(range(1, after.days + 1)) - {to_day}
    assert all(eaten(after, other) == eaten(plan, other) for other in others)


@given(plan=plans(), data=st.data())
def test_a_copied_meal_is_the_same_meal(plan: Plan, data: st.DataObject) -> None:
    day, to_day = data.draw(st.integers(1, plan.days)), data.draw(st.integers(1, plan.days + 1))
    meal, to_meal = data.draw(st.sampled_from(Meal)), data.draw(st.sampled_from(Meal))
    after = copy_meal(plan, day, meal, to_day=to_day, to_meal=to_meal)
    is_kept(plan, after)
    copied = [item for item in plan.items if (item.day, item.meal) == (day, meal)]
    if (day, meal) == (to_day, to_meal):
        assert after == plan
        return
    new = after.items[len(plan.items) :]
    assert new == tuple(replace(item, day=to_day, meal=to_meal) for item in copied)
    assert after.days == max(plan.days, to_day)


def test_own_foods_and_measures_come_along(small_handbook: Handbook) -> None:
    """A day copied brings what the day itself brings, to the last digit; the mean of the two days is one of them."""
    items = (
        PlanItem(food_id="own-1", grams=45, meal="breakfast"),
        PlanItem(food_id="own-2", grams=75, meal="dinner"),
        PlanItem(food_id="usda-12061", measure="portion", amount=2),
        PlanItem(food_id="usda-99001", grams=100),
    )
    plan = Plan(person=WOMAN, items=items, own_foods=(MUESLI,), recipes=(STEW,))
    report = make_report(copy_day(plan, 1), small_handbook, "gezondheidsraad")
    first, second = report.days
    assert first.food_mg == second.food_mg == report.intake.food_mg > 0
    assert first.at_least
    assert second.at_least


def test_an_empty_day_can_be_copied_and_repeated() -> None:
    plan = Plan(person=WOMAN)
    assert copy_day(plan, 1) == Plan(person=WOMAN, days=2)
    assert repeat_day(plan, 1, 3) == Plan(person=WOMAN, days=3)


def test_a_plan_ends_after_a_year() -> None:
    year = Plan(person=WOMAN, items=(PlanItem(food_id="usda-12061", grams=30),), days=MOST_DAYS)
    assert repeat_day(year, 1, MOST_DAYS).days == MOST_DAYS
    with pytest.raises(PlanError) as told:
        copy_day(year, 1)
    assert (told.value.code, told.value.values) == ("days_too_many", {"high": MOST_DAYS})
    with pytest.raises(PlanError):
        copy_meal(year, 1, Meal.SNACK, to_day=MOST_DAYS + 1, to_meal=Meal.LUNCH)
