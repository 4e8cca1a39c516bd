"""Food first: the foods that add most in their usual portion on My day, whole suggestions on What helps."""

import streamlit as st

from nutrition.plan import Meal
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.food_first_words import label_words, wish_words
from nutrition.views.pages import _change, _food_plans
from nutrition.views.pages._html import plain, table
from nutrition.views.pages._search import add_food
from nutrition.views.pages._ways import HELPS, MY_DAY, way
from nutrition.views.words import adds_words, usual_words, worded

FIRST = 3


def in_brief(report: Report) -> None:
    """Draw on My day what would help: three foods, and the way to the rest."""
    text = session.text()
    if not report.helpful_foods:
        return
    st.header(text("page.my_day.foods_title"), anchor=False)
    _three(report, text)
    wishes = report.plan.food_wishes
    for words in (wish_words(wishes, session.handbook(), text), label_words(wishes, text)):
        if words:
            st.caption(plain(words))
    _portions(report, text)
    way(HELPS, text("page.my_day.helps_more"))


def food_section(report: Report) -> None:
    """Draw food first on What helps: suggestions that close the gap, and all ten foods; before that a day to add to."""
    text = session.text()
    if report.intake.lines and not _food_plans.is_open(report):
        return
    st.header(text("page.helps.food_title"), anchor=False)
    if not report.intake.lines:
        st.markdown(plain(text("page.helps.nothing_yet")))
        way(MY_DAY, text("page.method.to_my_day"))
        return
    _food_plans.food_plans(report)
    if report.helpful_foods:
        with st.expander(text("page.helps.foods_more")):
            st.caption(text("page.my_day.foods_text"))
            _all(report, text)


def _three(report: Report, text: Text) -> None:
    st.caption(text("page.my_day.foods_text"))
    for one in report.helpful_foods[:FIRST]:
        name, portion = one.food.name(text.language), usual_words(one.measure, text)
        st.button(
            f"**{plain(name)}**, {plain(portion)} · {plain(adds_words(one, text))}",
            icon=":material/add:",
            key=f"help-add-{one.food.food_id}",
            on_click=_add,
            args=(one.food.food_id, name),
            width="stretch",
        )


def _add(food_id: str, name: str) -> None:
    text = session.text()
    add_food(food_id, Meal.SNACK)
    _change.toast(text("page.helps.added", name=name, meal=text(f"meal.{Meal.SNACK}")))


def _all(report: Report, text: Text) -> None:
    heads = [text(f"page.my_day.{key}") for key in ("table_food", "table_amount", "table_mg", "table_share")]
    rows = [
        [
            one.food.name(text.language),
            usual_words(one.measure, text),
            text.number(one.magnesium_mg),
            text.number(one.gap_percent, 0),
        ]
        for one in report.helpful_foods
    ]
    st.html(table(heads, rows, numbers=(2, 3)))


def _portions(report: Report, text: Text) -> None:
    for found, said in worded(report, session.handbook(), text):
        if found.code == "portions_for_adults":
            st.caption(plain(" ".join(said)))
