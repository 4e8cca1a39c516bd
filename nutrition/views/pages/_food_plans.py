"""Food first on What helps: the suggestions that close the gap, each taken over with one click."""

import streamlit as st

from nutrition.food_first import suggest_plans
from nutrition.report import Report
from nutrition.suggestion import Outcome, Suggestion
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.food_first_words import (
    ToldSuggestion,
    blocked_words,
    label_words,
    outcome_words,
    told_suggestions,
)
from nutrition.views.pages import _before, _change, _food_wishes
from nutrition.views.pages._html import plain


def suggested(report: Report) -> tuple[Suggestion, ...]:
    """Return the suggestions for what is on the table; they are worked out anew only when that has changed."""
    asked = (report.plan, session.visit().authority, session.handbook().edition)
    kept = st.session_state.get("suggested")
    if kept is None or kept[0] != asked:
        with st.spinner(session.text()("page.helps.working")):
            kept = (asked, suggest_plans(report.plan, session.handbook(), session.visit().authority))
        st.session_state.suggested = kept
    found: tuple[Suggestion, ...] = kept[1]
    return found


def is_open(report: Report) -> bool:
    """Whether there is a gap for food to close."""
    return suggested(report)[0].outcome not in (Outcome.NOTHING_OPEN, Outcome.NO_TARGET)


def food_plans(report: Report) -> None:
    """Draw how far food comes within the wishes, the wishes themselves, and the suggestions."""
    text, suggestions = session.text(), suggested(report)
    wishes = report.plan.food_wishes
    with st.container(key="food-first"):
        # how much is open stands at the top of the page
        st.markdown(plain(outcome_words(suggestions, report.intake, text)[-1]))
        _food_wishes.fold(report)
        for words in (blocked_words(suggestions[0], wishes, session.handbook(), text), label_words(wishes, text)):
            if words:
                st.caption(plain(words))
        changed = [suggestion for suggestion in suggestions if suggestion.changes]
        told = told_suggestions(suggestions, report.intake.days, text)
        for number, (suggestion, one) in enumerate(zip(changed, told, strict=True), start=1):
            _card(number, suggestion, one, text)


def _card(number: int, suggestion: Suggestion, told: ToldSuggestion, text: Text) -> None:
    with st.container(border=True, key=f"suggestion-{number}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"suggestion-head-{number}"):
            st.subheader(plain(told.name), anchor=False, width="stretch")
            st.button(
                text("page.helps.take_food", number=number),
                icon=":material/check:",
                key=f"take-{number}",
                on_click=_take,
                args=(number, suggestion),
            )
        for change in told.changes:
            st.markdown(f"{plain(change.what)}  \n**{plain(change.brings)}** · {plain(change.near)}")
        st.markdown(plain(told.adds))
        st.caption(plain(" ".join(told.why)))


def _take(number: int, suggestion: Suggestion) -> None:
    _before.keep_first()
    session.put_plan(suggestion.plan)
    _change.toast(session.text()("page.helps.food_taken", number=number))
