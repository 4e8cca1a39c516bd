"""The left side of My day: search a food, and the meals with everything that was eaten."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from nutrition.foods import Food, find_foods
from nutrition.intake import IntakeLine
from nutrition.measures import Measure
from nutrition.plan import Meal, PlanItem
from nutrition.report import Report
from nutrition.storage import read_plan
from nutrition.text import Text, read_number
from nutrition.views import session, words
from nutrition.views.charts import share_words
from nutrition.views.pages._html import plain

RESULTS = 8
CONTROLS = 372
LONGEST = 100
GRAMS = ""
EXAMPLE = Path(__file__).resolve().parent.parent / "example_day.toml"
NUMBER = r"^\s*[0-9.,\s½¼¾]+\s*$"


def portion_of(food: Food) -> tuple[Measure | None, float]:
    """Return the usual portion of a food and its weight; 100 g where nobody has chosen one."""
    portion = session.handbook().portion(food.food_id)
    return portion, portion.one_g if portion else 100.0


def day_in_sight() -> int:
    """Return the day of the plan that the page shows."""
    return min(session.remembered("day", 1), session.visit().plan.days)


def add_food(food_id: str, meal: Meal) -> None:
    """Put the usual portion of a food in a meal of the day that is in sight."""
    portion, weight_g = portion_of(session.handbook().food(food_id))
    day = day_in_sight()
    if portion:
        session.add_item(PlanItem(food_id=food_id, measure=portion.measure, amount=1, day=day, meal=meal))
    else:
        session.add_item(PlanItem(food_id=food_id, grams=weight_g, day=day, meal=meal))


def _choose(food_id: str) -> None:
    add_food(food_id, session.remembered("meal", Meal.BREAKFAST))
    st.session_state.words = ""
    st.session_state.chosen = True


@st.fragment
def search() -> None:
    """Draw the search field and what it finds; a key stroke draws only this part anew."""
    text = session.text()
    if st.session_state.pop("chosen", False):
        # a food was added: everything else on the page has to follow
        st.rerun(scope="app")
    typed = st.text_input(
        text("page.my_day.search_label"),
        type="search",
        live="200ms",
        key="words",
        placeholder=text("page.my_day.search_placeholder"),
        autocomplete="off",
    )
    st.segmented_control(
        text("page.my_day.add_to"),
        list(Meal),
        default=session.remembered("meal", Meal.BREAKFAST),
        required=True,
        format_func=lambda meal: text(f"meal.{meal}"),
        key=session.key("meal"),
        on_change=session.remember,
        args=("meal", session.key("meal")),
    )
    if not (typed or "").strip():
        return
    found = find_foods(session.handbook().foods, (typed or "")[:LONGEST], text.language)
    if found.empty:
        st.info(plain(text("page.my_day.no_results", words=(typed or "")[:LONGEST])))
        return
    st.caption(text("page.my_day.results", count=len(found)))
    with st.container(key="results", gap="xsmall"):
        for food_id in found["food_id"].head(RESULTS):
            food = session.handbook().food(food_id)
            name, portion = plain(food.name(text.language)), plain(portion_words(food, text))
            st.button(
                f"**{name}** · {portion}", key=f"choose-{food_id}", on_click=_choose, args=(food_id,), width="stretch"
            )


def portion_words(food: Food, text: Text) -> str:
    """Return the usual portion of a food with its weight and its magnesium."""
    portion, weight_g = portion_of(food)
    name = words.portion_words(1, portion, text) if portion else f"{text.number(weight_g)} g"
    magnesium_mg = food.magnesium_mg(weight_g)
    if magnesium_mg is None:
        return text("page.my_day.per_portion_unknown", portion=name, portion_g=weight_g)
    return text("page.my_day.per_portion", portion=name, portion_g=weight_g, magnesium_mg=magnesium_mg)


def meals(report: Report) -> None:
    """Draw the meals of the day in sight: every item with its amount, its measure and what it brings."""
    text, day = session.text(), day_in_sight()
    lines = list(zip(session.visit().rows, report.intake.lines, strict=True))
    shares = {(share.day, share.meal): share for share in report.intake.by_day_and_meal}
    for meal in Meal:
        here = [(row, line) for row, line in lines if (line.item.day, line.item.meal) == (day, meal)]
        if not here:
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"meal-head-{meal}"):
            st.subheader(text(f"meal.{meal}"), anchor=False, width="stretch")
            st.html(f'<div class="mw-mg">{share_words(shares[day, meal].share, text)}</div>', width="content")
        for row, line in here:
            _row(row, line, text)


def _row(row: int, line: IntakeLine, text: Text) -> None:
    name = line.food.name(text.language)
    with st.container(horizontal=True, vertical_alignment="center", key=f"row-{row}", gap="small"):
        st.markdown(plain(name), width="stretch")
        with st.container(horizontal=True, vertical_alignment="center", width=CONTROLS, gap="xsmall", wrap=False):
            st.text_input(
                text("page.my_day.amount", name=name),
                value=text.number(line.portion_g if line.measure is None else line.item.amount or 1, 2),
                key=_amount_key(row, line),
                on_change=_amount_changed,
                args=(row, _amount_key(row, line)),
                label_visibility="collapsed",
                validate=(NUMBER, text("page.my_day.type_a_number")),
                width=72,
            )
            measures = [GRAMS, *session.handbook().measures.get(line.food.food_id, {})]
            st.selectbox(
                text("page.my_day.measure", name=name),
                measures,
                index=measures.index(line.item.measure or GRAMS),
                format_func=lambda measure: _measure_words(line.food, measure, text),
                key=_measure_key(row, line),
                on_change=_measure_changed,
                args=(row, _measure_key(row, line)),
                label_visibility="collapsed",
                width=158,
            )
            mg = text("page.my_day.no_value") if line.magnesium_mg is None else text.mg(line.magnesium_mg)
            st.html(f'<div class="mw-mg">{mg}</div>', width=80)
            st.button(
                "",
                icon=":material/close:",
                key=f"remove-{row}",
                help=plain(text("page.my_day.remove", name=name)),
                on_click=session.remove_items,
                args=(lambda other, _: other == row,),
                type="tertiary",
            )
    wrong = session.problem(f"row-{row}")
    if wrong:
        st.warning(plain(text.error(wrong)), icon=":material/edit:")


def _amount_key(row: int, line: IntakeLine) -> str:
    # typed numbers stand in another language with another decimal sign: a field of its own
    return f"amount-{row}-{line.item.measure or GRAMS}-{session.text().language}"


def _measure_key(row: int, line: IntakeLine) -> str:
    return f"measure-{row}-{line.item.measure or GRAMS}-{session.text().language}"


def _measure_words(food: Food, measure: str, text: Text) -> str:
    if measure == GRAMS:
        return text("page.my_day.gram")
    of_food = session.handbook().measures[food.food_id][measure]
    return f"{of_food.name(text.language)} ({text.number(of_food.one_g)} g)"


def _amount_changed(row: int, key: str) -> None:
    def changed(item: PlanItem) -> PlanItem:
        number = read_number(st.session_state[key] or "")
        return replace(item, grams=number) if item.measure is None else replace(item, amount=number)

    session.attempt(f"row-{row}", lambda: session.change_item(row, changed))


def _measure_changed(row: int, key: str) -> None:
    measure = st.session_state[key]
    place = session.visit().rows.index(row)
    weight_g = session.report().intake.lines[place].portion_g

    def changed(item: PlanItem) -> PlanItem:
        # to grams the weight stays; to a measure it is one of it
        if measure == GRAMS:
            return replace(item, grams=round(weight_g, 2), measure=None, amount=None)
        return replace(item, grams=None, measure=measure, amount=1)

    session.attempt(f"row-{row}", lambda: session.change_item(row, changed))


def days(report: Report) -> None:
    """Draw which day is in sight, and the buttons that change the day as a whole."""
    text, count = session.text(), report.plan.days
    with st.container(horizontal=True, vertical_alignment="center", key="days", gap="small"):
        if count > 1:
            key = f"{session.key('day')}-{count}-{day_in_sight()}"
            st.segmented_control(
                text("page.my_day.day"),
                range(1, count + 1),
                default=day_in_sight(),
                required=True,
                format_func=lambda day: text("report.day", day=day),
                key=key,
                on_change=session.remember,
                args=("day", key),
                label_visibility="collapsed",
            )
        st.button(text("page.my_day.add_day"), icon=":material/add:", on_click=_add_day, type="tertiary")
        if count > 1:
            st.button(text("page.my_day.remove_day"), icon=":material/remove:", on_click=_remove_day, type="tertiary")
        elif report.intake.lines:
            st.button(
                text("page.my_day.clear"),
                icon=":material/delete:",
                on_click=session.remove_items,
                args=(lambda _row, _item: True,),
                type="tertiary",
            )
        st.button(
            text("page.my_day.undo"),
            icon=":material/undo:",
            on_click=session.undo,
            disabled=not session.can_undo(),
            type="tertiary",
        )


def _add_day() -> None:
    session.attempt("days", lambda: session.change_plan(days=session.visit().plan.days + 1))
    st.session_state["chosen-day"] = session.visit().plan.days


def _remove_day() -> None:
    session.remove_day(day_in_sight())


def empty() -> None:
    """Draw what a first visitor sees: a question, and a day to begin with."""
    text = session.text()
    st.subheader(text("page.my_day.empty_title"), anchor=False)
    st.write(text("page.my_day.empty_text"))
    with st.container(horizontal=True):
        st.button(text("page.my_day.example"), icon=":material/restaurant:", on_click=_example)
        if session.can_undo():
            st.button(text("page.my_day.undo"), icon=":material/undo:", on_click=session.undo, type="tertiary")


def _example() -> None:
    example = read_plan(EXAMPLE.read_bytes(), file=EXAMPLE.name)
    session.open_plan(replace(session.visit().plan, items=example.items, days=example.days))
