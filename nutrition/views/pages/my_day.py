"""My day: what is on the plate, how it compares, and what would close the gap."""

import streamlit as st

from nutrition.views import session
from nutrition.views.pages import (
    _contributions,
    _days,
    _foods_that_help,
    _kept,
    _numbers,
    _own,
    _person,
    _plate,
    _search,
    _take_away,
    _taken,
)

text = session.text()
report = session.report()

st.title(text("page.my_day.title"), anchor=False)
_person.person(report)

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
    if report.intake.lines or report.plan.supplements:
        _taken.line(report)
    _days.week(report)
with picture:
    with st.container(key="numbers"):
        _numbers.numbers(report)
    with st.container(key="meaning"):
        if report.intake.lines or report.plan.supplements:
            _numbers.sentences(report)
            _contributions.contributions(report)
            _foods_that_help.in_brief(report)
        _take_away.take_away(report)

_take_away.sources(report)
_kept.line()
