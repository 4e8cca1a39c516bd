"""What somebody will and will not eat: the wishes that every proposal of food on the page keeps to."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from nutrition.attributes import Offered
from nutrition.report import Report
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.food_first_words import wish_words
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.wishes import MOST_CHANGES, Allergen, Diet, FoodWishes


def fold(report: Report) -> None:
    """Draw the wishes in one line, with the fields to change them in a fold."""
    text, wishes = session.text(), report.plan.food_wishes
    told = wish_words(wishes, session.handbook(), text) or text("page.helps.wishes_none")
    with st.expander(plain(told), key="food-wishes", icon=":material/tune:"):
        _who(wishes, text)
        _foods(wishes, text)
        _bounds(wishes, text)
        wrong = session.problem("wishes")
        if wrong:
            st.warning(plain(text.error(wrong)), icon=":material/edit:")


def _who(wishes: FoodWishes, text: Text) -> None:
    with st.container(horizontal=True, vertical_alignment="top"):
        key = session.key("eat-diet")
        st.selectbox(
            text("page.helps.wish_diet"),
            list(Diet),
            index=list(Diet).index(wishes.diet),
            format_func=lambda diet: text(f"diet.{diet}"),
            key=key,
            on_change=if_new(key, _change),
            args=("diet", key),
            width=220,
        )
        key = session.key("eat-avoid")
        st.multiselect(
            text("page.helps.wish_avoid"),
            list(Allergen),
            default=list(wishes.avoid),
            format_func=lambda allergen: text(f"allergen.{allergen}"),
            key=key,
            placeholder=text("page.helps.wish_nothing"),
            on_change=if_new(key, _change),
            args=("avoid", key),
            width=320,
        )


def _foods(wishes: FoodWishes, text: Text) -> None:
    handbook = session.handbook()
    offered = [
        food.food_id
        for food in handbook.most_eaten
        if food.food_id in handbook.attributes and handbook.attributes[food.food_id].offered is not Offered.NO
    ]
    names = {food_id: handbook.food(food_id).name(text.language) for food_id in offered}
    names |= {food_id: handbook.food(food_id).name(text.language) for food_id in (*wishes.likes, *wishes.never)}
    options = sorted(names, key=lambda food_id: names[food_id].lower())
    for name, chosen in (("likes", wishes.likes), ("never", wishes.never)):
        key = session.key(f"eat-{name}")
        st.multiselect(
            text(f"page.helps.wish_{name}"),
            options,
            default=list(chosen),
            format_func=names.__getitem__,
            key=key,
            placeholder=text("page.helps.wish_choose"),
            on_change=if_new(key, _change),
            args=(name, key),
        )


def _bounds(wishes: FoodWishes, text: Text) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = session.key("eat-energy")
        st.text_input(
            text("page.helps.wish_energy"),
            value="" if wishes.energy_kcal is None else text.number(wishes.energy_kcal),
            key=key,
            placeholder=text("page.helps.wish_energy_tip"),
            on_change=if_new(key, _change),
            args=("energy_kcal", key, _energy),
            width=200,
        )
        key = session.key("eat-changes")
        st.selectbox(
            text("page.helps.wish_changes"),
            list(range(1, MOST_CHANGES + 1)),
            index=wishes.most_changes - 1,
            key=key,
            on_change=if_new(key, _change),
            args=("most_changes", key),
            width=200,
        )
    for name, value in (("one_portion", wishes.one_portion), ("swaps", wishes.swaps)):
        key = session.key(f"eat-{name}")
        st.checkbox(
            text(f"page.helps.wish_{name}"), value=value, key=key, on_change=if_new(key, _change), args=(name, key)
        )


def _energy(typed: object) -> float | None:
    words = str(typed or "").strip()
    return read_number(words) if words else None


def _change(name: str, key: str, read: Callable[[object], object] | None = None) -> None:
    typed = st.session_state[key]

    def change() -> None:
        value = read(typed) if read else tuple(typed) if isinstance(typed, list) else typed
        wishes = session.visit().plan.food_wishes
        session.change_plan(food_wishes=replace(wishes, **{name: value}))  # type: ignore[arg-type]

    session.attempt("wishes", change)
