"""The board of My day: what is eaten and what it comes to, in parts that are drawn anew alone."""

import streamlit as st

from nutrition.report import Report
from nutrition.views.pages import (
    _contributions,
    _days,
    _foods_that_help,
    _numbers,
    _own,
    _plate,
    _search,
    _sources,
    _take_away,
    _taken,
)
from nutrition.views.pages._redrawn import part, whole


def draw(report: Report) -> None:
    """Draw the board and the foot beneath it."""
    with whole(report):
        with st.container(key="board"):
            plate, picture = st.columns([13, 10], gap="large")
        with plate:
            _eaten(report)
        with picture:
            part(_contributions.PICTURE, _picture)
        _take_away.take_away(report)
        part(_sources.SOURCES, _sources.sources)


def _eaten(report: Report) -> None:
    _search.search()
    part(_own.OWN, _own.fold)
    if report.intake.lines or report.plan.days > 1:
        _days.choice(report)
        _plate.meals(report)
        part(_days.ACTIONS, _days.actions)
    else:
        _search.empty()
    if report.is_recorded:
        _taken.line(report)
    if report.plan.days > 1:
        part(_days.WEEK, _days.week)


def _picture(report: Report) -> None:
    _take_away.lay_ready(report)
    with st.container(key="numbers"):
        _numbers.numbers(report)
    with st.container(key="meaning"):
        if report.is_recorded:
            _numbers.sentences(report)
            _contributions.contributions(report)
            _foods_that_help.in_brief(report)
