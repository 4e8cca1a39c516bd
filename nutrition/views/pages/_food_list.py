"""The list on Foods: a food a row, its three figures, what stands behind them, and a button that puts it in a meal."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from nutrition.browsing import FoundFoods
from nutrition.shelf import FoodFigures, Per
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.food_rows import FoodRow, food_row
from nutrition.views.pages._html import plain
from nutrition.views.pages._search import add_food, chosen_meal

ADDING = "foods-add"


def food_list(part: FoundFoods, text: Text) -> None:
    """Draw these foods: first those with the figure, then those without it, then those without a value."""
    st.html(_head(part.per, text))
    _section(part.ranked, part.per, text, level=2)
    if part.unranked:
        st.header(text(f"foods.unranked.{part.per}"), anchor=False)
        _section(part.unranked, part.per, text, level=3)
    if part.no_value:
        st.header(text("foods.no_value"), anchor=False)
        st.caption(text("foods.no_value_text"))
        _section(part.no_value, part.per, text, level=3)


def _section(foods: Sequence[FoodFigures], per: Per, text: Text, *, level: int) -> None:
    known = session.foods()
    for one in foods:
        row = food_row(one, known(one.food.food_id), session.handbook(), text)
        with st.container(horizontal=True, vertical_alignment="top", key=f"food-{row.food_id}", gap="small"):
            st.html(row_html(row, per, text, level=level), width="stretch")
            st.button(
                plain(text("page.my_day.add_food", name=row.name)),
                icon=":material/add:",
                key=f"food-add-{row.food_id}",
                on_click=_add,
                args=(row.food_id, row.name),
                width="content",
            )


def _add(food_id: str, name: str) -> None:
    meal = chosen_meal()
    if session.attempt(ADDING, lambda: add_food(food_id, meal)):
        # a callback of a fragment must not draw: what it draws would take the place of the top of the page
        st.session_state[ADDING] = (name, meal)


def say_what_was_added(text: Text) -> None:
    """Say which food was put in which meal by the click before this."""
    if added := st.session_state.pop(ADDING, None):
        name, meal = added
        st.toast(plain(text("page.helps.added", name=name, meal=text(f"meal.{meal}"))))


def _head(per: Per, text: Text) -> str:
    # who listens hears the heading of each figure beside it
    cells = "".join(
        f'<span class="n{" sorted" if one is per else ""}">{escape(text(f"foods.column.{one}"))}</span>' for one in Per
    )
    name, measure = (f"<span>{escape(text(f'foods.column.{column}'))}</span>" for column in ("food", "measure"))
    columns = f'<div class="mw-food-columns">{measure}{cells}</div>'
    return f'<div class="mw-food mw-food-head" aria-hidden="true">{name}{columns}</div>'


def row_html(row: FoodRow, per: Per, text: Text, *, level: int) -> str:
    """Return one food: its name as a heading of a level, its figures by name, and the fold with what is behind them."""
    figures = "".join(
        f'<div class="n{" sorted" if one is per else ""}"><dt>{escape(text(f"foods.column.{one}"))}</dt>'
        f"<dd>{_figure(words)}</dd></div>"
        for one, words in zip(Per, row.figures, strict=True)
    )
    measure = f"<div><dt>{escape(text('foods.column.measure'))}</dt><dd>{escape(row.portion)}</dd></div>"
    name = f'<div class="mw-food-name"><h{level}>{escape(row.name)}</h{level}><small>{escape(row.group)}</small></div>'
    return f'<div class="mw-food">{name}<dl>{measure}{figures}</dl>{_fold(row, text)}</div>'


def _figure(words: str) -> str:
    return escape(words) if words[:1].isdigit() else f"<small>{escape(words)}</small>"


def _fold(row: FoodRow, text: Text) -> str:
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>" for label, words in row.behind)
    link = ""
    if row.source and (address := row.source.url or row.source.read_at):
        words = text("page.sources.link" if row.source.url else "page.sources.read_at")
        link = f'<p><a href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a></p>'
    summary = escape(text("foods.source", place=row.place))
    return f'<details><summary>{summary}</summary><dl class="mw-how-done">{lines}</dl>{link}</details>'
