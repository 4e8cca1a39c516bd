"""The meals of a day: every item with its amount, its measure and what it brings."""

from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from nutrition.intake import IntakeLine
from nutrition.own_foods import PORTION_G
from nutrition.plan import Meal, PlanItem
from nutrition.report import Report
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.origins import line_mg_words
from nutrition.views.pages import _copy, _days, _own, _sources
from nutrition.views.pages._contributions import PICTURE
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.views.pages._redrawn import part, redraw
from nutrition.views.pages._search import day_in_sight
from nutrition.views.shares import share_words
from nutrition.views.words import measure_words

GRAMS = ""
DRAWN, CLICKS_BEHIND = "parts-drawn", 4


def meals(report: Report) -> None:
    """Draw the meals of the day in sight: every item with its amount, its measure and what it brings."""
    day = day_in_sight()
    lines = list(zip(session.visit().rows, report.intake.lines, strict=True))
    drawn = 0
    for meal in Meal:
        here = [row for row, line in lines if (line.item.day, line.item.meal) == (day, meal)]
        if not here:
            continue
        part(_head_part(meal), partial(_head, day, meal))
        for row in here:
            part(_row_part(row), partial(_row, row))
        drawn += 1 + len(here)
    _spare(drawn)


def _spare(drawn: int) -> None:
    """Draw as many parts with nothing in them as there were more, a few clicks ago.

    To Streamlit a part is its place on the page. Of a click on a page with more rows, which a slow line leaves in
    sight, it hears nothing where it has no part at that place any more.
    """
    recent = (*st.session_state.get(DRAWN, ()), drawn)[-CLICKS_BEHIND:]
    st.session_state[DRAWN] = recent
    for place in range(drawn, max(recent)):
        part(f"spare-{place}", lambda _report: None)


def _head(day: int, meal: Meal, report: Report) -> None:
    text = session.text()
    [share] = [share for share in report.intake.by_day_and_meal if (share.day, share.meal) == (day, meal)]
    with st.container(horizontal=True, vertical_alignment="center", key=f"meal-head-{meal}"):
        name, mg = escape(text(f"meal.{meal}")), share_words(share.share, text)
        st.html(f'<h2>{name}</h2><div class="mw-mg">{mg}</div>', width="stretch")
        _copy.menu(report, day, meal)


def _row(row: int, report: Report) -> None:
    text, line = session.text(), report.intake.lines[session.visit().rows.index(row)]
    # four things in one container, laid out by the style sheet: each more is work for the server at every click
    name = line.food.name(text.language)
    with st.container(horizontal=True, key=f"row-{row}"):
        mg = "mw-mg mw-partly" if line.partly_known else "mw-mg"
        st.html(f'<div class="mw-name">{escape(name)}</div><div class="{mg}">{line_mg_words(line, text)}</div>')
        st.text_input(
            text("page.my_day.amount", name=name),
            value=text.number(_amount(line), 2),
            key=_amount_key(row, line),
            on_change=if_new(_amount_key(row, line), _amount_changed),
            args=(row, _amount_key(row, line), PORTION_G if line.details.per_portion else 1.0),
            label_visibility="collapsed",
        )
        measures = [GRAMS, *session.handbook().measures.get(line.food.food_id, {})]
        st.selectbox(
            text("page.my_day.measure", name=name),
            measures,
            index=measures.index(line.item.measure or GRAMS),
            format_func=lambda measure: _measure_words(line, measure, text),
            key=_measure_key(row, line),
            on_change=if_new(_measure_key(row, line), _measure_changed),
            args=(row, _measure_key(row, line)),
            label_visibility="collapsed",
        )
        st.button(
            plain(text("page.my_day.remove", name=name)),
            icon=":material/close:",
            key=f"remove-{row}",
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


def _amount(line: IntakeLine) -> float:
    if line.measure:
        return line.item.amount or 1
    return line.portion_g / PORTION_G if line.details.per_portion else line.portion_g


def _measure_words(line: IntakeLine, measure: str, text: Text) -> str:
    if measure == GRAMS:
        return text("own.portion_measure" if line.details.per_portion else "page.my_day.gram")
    of_food = session.handbook().measures[line.food.food_id][measure]
    return measure_words(of_food, text)


def _amount_changed(row: int, key: str, one_g: float) -> None:
    if row not in session.visit().rows:
        return  # typed in a row that was just taken away

    def changed(item: PlanItem) -> PlanItem:
        number = read_number(st.session_state[key] or "")
        return replace(item, grams=number * one_g) if item.measure is None else replace(item, amount=number)

    before = _steps_there()
    if not session.attempt(f"row-{row}", lambda: session.change_item(row, changed)):
        redraw(_row_part(row))
        return
    item = session.visit().plan.items[session.visit().rows.index(row)]
    names = [_row_part(row), _head_part(item.meal), PICTURE]
    if _steps_there() != before:
        names.append(_days.ACTIONS)
    if session.visit().plan.days > 1:
        names.append(_days.WEEK)
    if _own.is_open():
        names.append(_own.OWN)
    if _sources.is_open():
        names.append(_sources.SOURCES)
    redraw(*names)


def _steps_there() -> tuple[bool, bool]:
    steps = session.steps()
    return bool(steps.past), bool(steps.future)


def _row_part(row: int) -> str:
    return f"row-{row}"


def _head_part(meal: Meal) -> str:
    return f"meal-{meal}"


def _measure_changed(row: int, key: str) -> None:
    if row not in session.visit().rows:
        return

    measure = st.session_state[key]
    place = session.visit().rows.index(row)
    weight_g = session.report().intake.lines[place].portion_g

    def changed(item: PlanItem) -> PlanItem:
        # to grams the weight stays; to a measure it is one of it
        if measure == GRAMS:
            return replace(item, grams=round(weight_g, 2), measure=None, amount=None)
        return replace(item, grams=None, measure=measure, amount=1)

    session.attempt(f"row-{row}", lambda: session.change_item(row, changed))
