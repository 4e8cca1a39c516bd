"""The days of a plan: which one is in sight, what can be done with it, and all of them side by side."""

from dataclasses import replace

import streamlit as st

from nutrition.report import Report
from nutrition.views import session
from nutrition.views.pages import _copy
from nutrition.views.pages._fields import kept
from nutrition.views.pages._html import plain, table
from nutrition.views.pages._search import day_in_sight
from nutrition.views.pages._steps import steps
from nutrition.views.week import days_beside, week_alt, week_bars, week_table

ACTIONS, WEEK = "actions", "week"
# a day that was chosen beneath its meals is brought into the window
INTO_SIGHT = "<script>document.querySelector('.st-key-day')?.scrollIntoView({block: 'nearest'})</script>"


def choice(report: Report) -> None:
    """Draw which day is in sight, above its meals, and what an empty day has instead of them."""
    text, count, day = session.text(), report.plan.days, day_in_sight()
    if count == 1:
        return
    key = f"{session.key('day')}-{count}-{day}"
    with st.container(key="day"):
        if len(days_beside(day, count)) == count:
            st.segmented_control(
                text("page.my_day.day"),
                range(1, count + 1),
                default=day,
                required=True,
                format_func=lambda one: text("report.day", day=one),
                label_visibility="collapsed",
                **kept("day", key),
            )
        else:
            st.selectbox(
                text("page.my_day.day"),
                range(1, count + 1),
                index=day - 1,
                format_func=lambda one: text("report.day", day=one),
                label_visibility="collapsed",
                **kept("day", key),
            )
    if st.session_state.pop("day_came_into_sight", False):
        st.html(INTO_SIGHT, unsafe_allow_javascript=True)
    _copy.nothing_yet(report, day)


def actions(report: Report) -> None:
    """Draw the buttons that change the day as a whole, and the steps back and forth."""
    text, count, day = session.text(), report.plan.days, day_in_sight()
    with st.container(horizontal=True, vertical_alignment="center", key="days", gap="small"):
        st.button(text("page.my_day.add_day"), icon=":material/add:", on_click=_add_day, type="tertiary")
        if any(line.item.day == day for line in report.intake.lines):
            _copy.day_button(day)
        if count > 1:
            st.button(text("page.my_day.remove_day"), icon=":material/remove:", on_click=_remove_day, type="tertiary")
        if report.intake.lines or count > 1:
            with st.popover(text("page.my_day.clear"), icon=":material/delete:", type="tertiary"):
                st.write(text("page.my_day.clear_question"))
                st.button(text("page.my_day.clear_yes"), on_click=_clear)
        steps()
    wrong = session.problem(_copy.PLACE)
    if wrong:
        st.warning(plain(text.error(wrong)), icon=":material/edit:")


def week(report: Report) -> None:
    """Draw each day beside the target, with the mean, as a picture and in figures; a day in it can be chosen."""
    text, count, day = session.text(), report.plan.days, day_in_sight()
    st.header(text("page.my_day.days_title"), anchor=False)
    target = report.reference.target
    said = [text("page.my_day.days_line", target_mg=target.mg)] if target else []
    said.append(text("page.my_day.days_mean_counts"))
    beside = days_beside(day, count)
    if len(beside) < count:
        said.append(text("page.my_day.days_stretch", first=beside[0], last=beside[-1], count=count))
    st.caption(plain(" ".join(said)))
    # a new picture for every day in sight: a choice in the old one would stand for ever
    key = f"{session.key('week')}-{count}-{day}"
    with st.container(key="week"):
        st.vega_lite_chart(
            spec=week_bars(report, day, text),
            alt=week_alt(report, day, text),
            key=key,
            on_select=lambda: _choose(key),
            selection_mode="day",
        )
    with st.expander(text("page.my_day.days_table")):
        heads, rows = week_table(report, day, text)
        st.html(table(heads, rows, numbers=range(1, len(heads))))
        if report.intake.at_least:
            st.caption(text("page.my_day.days_at_least"))


def _choose(key: str) -> None:
    chosen = st.session_state[key].selection["day"]
    if chosen:
        st.session_state["chosen-day"] = int(chosen[0]["day"])
        st.session_state.day_came_into_sight = True


def _add_day() -> None:
    if session.attempt(_copy.PLACE, lambda: session.change_plan(days=session.visit().plan.days + 1)):
        st.session_state["chosen-day"] = session.visit().plan.days


def _clear() -> None:
    session.put_plan(replace(session.visit().plan, items=(), supplements=(), days=1))
    session.redraw()


def _remove_day() -> None:
    session.remove_day(day_in_sight())
