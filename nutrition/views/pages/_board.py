"""The board of My day: what is eaten and what it comes to; a typed amount draws this part anew, and not the page."""

import streamlit as st

from nutrition.report import Report
from nutrition.views import session
from nutrition.views.once import afresh
from nutrition.views.pages import (
    _contributions,
    _days,
    _foods_that_help,
    _kept,
    _numbers,
    _own,
    _plate,
    _search,
    _take_away,
    _taken,
)
from nutrition.views.pages._turn import turn

WHOLE = "report_of_the_page"  # there while the whole page is drawn
DRAWN = "generation_of_the_page"


def draw(report: Report) -> None:
    """Draw the board as a part of the page, of which the report was made a moment ago."""
    st.session_state.update({WHOLE: report, DRAWN: session.generation()})
    _board()


@st.fragment
def _board() -> None:
    report: Report | None = st.session_state.pop(WHOLE, None)
    only_an_amount = st.session_state.pop(_plate.AMOUNT_TYPED, False)
    if report is not None:
        _drawn(report)
        return
    # what else was done here, or came from another tab, may be seen all over the page
    if not only_an_amount:
        st.rerun(scope="app")
    with turn():
        _kept.sync()
        afresh()
        if session.generation() != st.session_state[DRAWN]:
            st.rerun(scope="app")
        _drawn(session.report())


def _drawn(report: Report) -> None:
    with st.container(key="board"):
        plate, picture = st.columns([13, 10], gap="large")
    with plate:
        _search.search()
        _own.fold(report)
        if report.intake.lines or report.plan.days > 1:
            _days.choice(report)
            _plate.meals(report)
            _days.actions(report)
        else:
            _search.empty()
        if report.is_recorded:
            _taken.line(report)
        _days.week(report)
    with picture:
        with st.container(key="numbers"):
            _numbers.numbers(report)
        with st.container(key="meaning"):
            if report.is_recorded:
                _numbers.sentences(report)
                _contributions.contributions(report)
                _foods_that_help.in_brief(report)
            _take_away.take_away(report)
    _take_away.sources(report)
