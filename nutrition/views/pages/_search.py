"""Search a food as you type, and put its usual portion in a meal."""

from dataclasses import replace

import streamlit as st

from nutrition.foods import Food
from nutrition.measures import Measure
from nutrition.plan import Meal, PlanItem
from nutrition.plan_foods import find_own
from nutrition.search import find_foods
from nutrition.text import Text
from nutrition.views import session, words
from nutrition.views.pages._fields import kept
from nutrition.views.pages._html import plain, unbroken
from nutrition.views.pages._redrawn import catch_up
from nutrition.views.pages._steps import steps
from nutrition.views.publishers import cited_words
from nutrition.wishes import Diet

RESULTS = 8
LONGEST = 100


def portion_of(food: Food) -> tuple[Measure | None, float]:
    """Return the usual portion of a food and its weight; 100 g where nobody has chosen one."""
    own = session.foods().own.get(food.food_id)
    if own:
        return None, own.portion_g or 100.0
    portion = session.handbook().portion(food.food_id)
    return portion, portion.one_g if portion else 100.0


def day_in_sight() -> int:
    """Return the day of the plan that the page shows."""
    return min(session.remembered("day", 1), session.visit().plan.days)


def add_food(food_id: str, meal: Meal) -> None:
    """Put the usual portion of a food in a meal of the day that is in sight."""
    portion, weight_g = portion_of(session.foods()(food_id).food)
    day = day_in_sight()
    if portion:
        session.add_item(PlanItem(food_id=food_id, measure=portion.measure, amount=1, day=day, meal=meal))
    else:
        session.add_item(PlanItem(food_id=food_id, grams=weight_g, day=day, meal=meal))


def chosen_meal() -> Meal:
    """Return the meal that foods are put in, the same on every page."""
    return Meal(session.remembered("meal", Meal.BREAKFAST))


def add_to(text: Text) -> None:
    """Draw the choice of the meal that foods are put in."""
    st.segmented_control(
        text("page.my_day.add_to"),
        list(Meal),
        default=chosen_meal(),
        required=True,
        format_func=lambda meal: text(f"meal.{meal}"),
        **kept("meal"),
    )


def _choose(food_id: str) -> None:
    add_food(food_id, chosen_meal())
    st.session_state.words = ""
    st.session_state.chosen = True


@st.fragment
def search() -> None:
    """Draw the search field and what it finds; a key stroke draws only this part anew."""
    text = session.text()
    if st.session_state.pop("chosen", False):
        # a food was added: everything else on the page has to follow
        st.rerun(scope="app")
    catch_up()
    typed = st.text_input(
        text("page.my_day.search_label"),
        type="search",
        live="200ms",
        key="words",
        placeholder=text("page.my_day.search_placeholder"),
        autocomplete="off",
    )
    add_to(text)
    if not (typed or "").strip():
        return
    found = find_foods(session.handbook().foods, (typed or "")[:LONGEST], text.language)
    foods = session.foods()
    food_ids = [*(own.food_id for own in find_own(foods, (typed or "")[:LONGEST])), *found["food_id"]]
    if not food_ids:
        st.info(plain(text("page.my_day.no_results", words=(typed or "")[:LONGEST])))
        return
    st.caption(text("page.my_day.results", count=len(food_ids)))
    with st.container(key="results", gap="xsmall"):
        for food_id in food_ids[:RESULTS]:
            food = foods(food_id).food
            name, portion = plain(food.name(text.language)), plain(unbroken(portion_words(food, text)))
            st.button(
                f"**{name}** · {portion}", key=f"choose-{food_id}", on_click=_choose, args=(food_id,), width="stretch"
            )
    shown = [session.handbook().food(food_id) for food_id in found["food_id"].head(RESULTS)]
    for cited in cited_words(shown, session.handbook(), text):
        st.caption(plain(cited))


def portion_words(food: Food, text: Text) -> str:
    """Return the usual portion of a food with its weight and its magnesium."""
    portion, weight_g = portion_of(food)
    name = words.usual_words(portion, text) if portion else f"{text.number(weight_g)} g"
    magnesium_mg = food.magnesium_mg(weight_g)
    if magnesium_mg is None:
        return text("page.my_day.per_portion_unknown", portion=name)
    least = bool(session.foods()(food.food_id).unknown)
    key = "page.my_day.per_portion_at_least" if least else "page.my_day.per_portion"
    return text(key, portion=name, magnesium_mg=magnesium_mg)


def empty() -> None:
    """Draw what a first visitor sees: a question, and days to begin with."""
    text = session.text()
    st.header(text("page.my_day.empty_title"), anchor=False)
    st.write(text("page.my_day.empty_text"))
    st.caption(text("page.my_day.examples"))
    with st.container(horizontal=True, key="examples"):
        for diet in session.handbook().example_days:
            st.button(
                text(f"example_day.{diet}"),
                icon=":material/restaurant:",
                key=f"example-{diet}",
                on_click=_begin_with,
                args=(diet,),
            )
    there = session.steps()
    if there.past or there.future:
        with st.container(horizontal=True):
            steps()


def _begin_with(diet: Diet) -> None:
    """Take over an example day; whoever begins with a day without meat is not proposed any after it."""
    plan = session.visit().plan
    wishes = replace(plan.food_wishes, diet=max(diet, plan.food_wishes.diet, key=list(Diet).index))
    session.open_plan(replace(plan, items=session.handbook().example_days[diet], days=1, food_wishes=wishes))
