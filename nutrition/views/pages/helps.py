"""What helps: food first, then a supplement for what is left, and beside both what to take care with."""

import streamlit as st

from nutrition.views import session
from nutrition.views.pages import _doctor, _foods_that_help, _medicines, _numbers, _person, _supplement, _take_away
from nutrition.views.pages._undo import undo
from nutrition.views.pages._ways import MY_DAY, way

text = session.text()
report = session.report()
recorded = bool(report.intake.lines or report.plan.supplements)

with st.container(horizontal=True, vertical_alignment="center", key="helps-head"):
    st.title(text("page.helps.title"), anchor=False, width="stretch")
    undo()
_person.person(report)
if recorded:
    _numbers.brief(report)

with st.container(key="helps"):
    plan, care = st.columns([13, 10], gap="large")
with plan:
    if recorded:
        _foods_that_help.food_section(report)
    if not report.intake.lines:
        st.markdown(text("page.helps.nothing_yet"))
        way(MY_DAY, text("page.method.to_my_day"), key="my-day")
    _supplement.supplement_section(report)
with care:
    _doctor.doctor()
    _medicines.section(report)

_take_away.sources(report)
