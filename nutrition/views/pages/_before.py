"""The starting point of a consultation: the plan as it was, kept in the session until another plan is opened."""

from dataclasses import replace

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.plan import Plan
from nutrition.report import Report, make_report
from nutrition.views import session
from nutrition.views.pages._html import plain
from nutrition.views.pages._ways import CONSULT, way
from nutrition.views.words import total_words


def row(report: Report) -> None:
    """Draw the way to the consultation, and the button that sets the starting point of it."""
    if not report.is_recorded:
        forget()
        return
    text = session.text()
    with st.container(horizontal=True, vertical_alignment="center", key="consult-row"):
        tip = text("page.consult.link_help")
        way(CONSULT, text("page.consult.link"), icon=":material/groups:", tip=tip)
        button(report)


def forget() -> None:
    """Let go of the starting point: a menu that was emptied may be followed by somebody else's."""
    st.session_state.before = None


def button(report: Report) -> None:
    """Draw the button that makes of what is on the table the starting point, and what that is."""
    text, then = session.text(), _kept(report)
    label = text("page.consult.set_before")
    st.button(label, icon=":material/flag:", key="set-before", on_click=_set, type="tertiary")
    if then:
        total = total_words(then.intake, then.intake.total_mg, text)
        st.caption(plain(text("page.consult.before_is", total=total)), width="content")


def keep_first() -> None:
    """Make of what is on the table the starting point, unless there is one: a suggestion is about to be taken over."""
    if st.session_state.get("before") is None:
        _set()


def before(now: Report) -> Report | None:
    """Return the report on the starting point; None without one, and where nothing was changed since."""
    then = _kept(now)
    return then if then and then.intake != now.intake else None


def _kept(now: Report) -> Report | None:
    """Return the report on the starting point, for the person and the values of now.

    None too when foods are in it of a table that was taken away.
    """
    plan: Plan | None = st.session_state.get("before")
    if plan is None:
        return None
    try:
        then = make_report(replace(plan, person=now.plan.person), session.handbook(), now.authority.authority)
    except NutritionError:
        return None
    return then if then.is_recorded else None


def _set() -> None:
    st.session_state.before = session.visit().plan
