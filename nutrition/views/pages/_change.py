"""The last change: the intake before it and after it, one above the other, with the way back beside them."""

import streamlit as st

from nutrition.before_after import BeforeAfter, change_between
from nutrition.report import Report, make_report
from nutrition.views import session
from nutrition.views.bullet import before_and_after
from nutrition.views.meaning_words import change_note, change_words
from nutrition.views.pages._html import plain
from nutrition.views.pages._said import say
from nutrition.views.pages._steps import steps


def last_change(report: Report) -> BeforeAfter | None:
    """Return what the last step changed about the intake; None when it changed something else, or nothing was done."""
    past = session.steps().past
    if not past:
        return None
    return change_between(make_report(past[-1].plan, session.handbook(), past[-1].authority), report)


def change(report: Report) -> None:
    """Draw the last change, where it changed the intake; what was taken back can be done again."""
    text, found = session.text(), last_change(report)
    if found is None:
        if session.steps().future:
            steps()
        return
    with st.container(horizontal=True, vertical_alignment="center", key="change-head"):
        st.header(text("page.meaning.change_title"), anchor=False, width="stretch")
        steps()
    words, note = change_words(found, text), change_note(found, text)
    st.markdown(f"**{plain(words)}**  \n{plain(note)}")
    st.vega_lite_chart(spec=before_and_after(found, text), alt=f"{words}. {note}")


def toast(words: str) -> None:
    """Say in passing what a click has just taken over, with the intake before it and after it."""
    found = last_change(session.report())
    say(plain(f"{change_words(found, session.text())}. {words}" if found else words))
