"""A recipe of the visitor's own, made from what stands in a meal."""

import streamlit as st

from nutrition.foods import Food
from nutrition.plan import Meal
from nutrition.plan_foods import recipe_of, with_own
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.pages._fields import done, field, finish, given, is_name, is_number, kept
from nutrition.views.pages._html import plain
from nutrition.views.pages._search import day_in_sight

RECIPE_FIELDS = ("recipe-name", "recipe-cooked", "recipe-portions")


def recipe(report: Report, text: Text) -> None:
    """Draw the form: which meal, what the recipe is called, its weight when cooked and its portions."""
    st.header(text("page.my_day.own_recipe"), anchor=False)
    meals = [meal for meal in Meal if _weighed(report, meal)]
    if not meals:
        st.caption(text("page.my_day.recipe_nothing"))
        return
    key = f"{session.key('recipe-meal')}-{'-'.join(meals)}"
    before = session.remembered("recipe-meal", meals[0])
    meal = st.segmented_control(
        text("page.my_day.recipe_meal"),
        meals,
        default=before if before in meals else meals[0],
        required=True,
        format_func=lambda one: text(f"meal.{one}"),
        **kept("recipe-meal", key),
    )
    weighed = _weighed(report, meal)
    parts = ", ".join(text("own.part", portion_g=grams, name=food.name(text.language)) for food, grams in weighed)
    st.caption(plain(text("page.my_day.recipe_of", parts=parts, raw_g=sum(grams for _, grams in weighed))))
    field("recipe-name", text("page.my_day.recipe_name"), text)
    field("recipe-cooked", text("page.my_day.recipe_cooked"), text)
    field("recipe-portions", text("page.my_day.recipe_portions"), text, "1")
    st.button(
        text("page.my_day.recipe_save"), icon=":material/add:", key="recipe-save", on_click=_make_recipe, args=(meal,)
    )


def _weighed(report: Report, meal: Meal) -> list[tuple[Food, float]]:
    day = day_in_sight()
    lines = [line for line in report.intake.lines if (line.item.day, line.item.meal) == (day, meal)]
    return [(line.food, line.portion_g) for line in lines]


def _make_recipe(meal: Meal) -> None:
    name, cooked, portions = (given(one) for one in RECIPE_FIELDS)
    found = {"recipe-portions": 1.0}
    fine = [
        is_name("recipe-name", name),
        is_number("recipe-cooked", cooked, found, needed=True),
        is_number("recipe-portions", portions, found),
    ]

    def make() -> None:
        plan = session.visit().plan
        weighed = [(food.food_id, grams) for food, grams in _weighed(session.report(), meal)]
        made = recipe_of(
            weighed, plan=plan, name=name, cooked_g=found["recipe-cooked"], portions=found["recipe-portions"]
        )
        session.put_plan(with_own(plan, made))

    if all(fine) and done(make, name="recipe-name", otherwise="recipe-cooked"):
        finish(name, RECIPE_FIELDS)
