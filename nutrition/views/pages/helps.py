"""What helps: food first, then a supplement for what is left, and beside both what to take care with."""

import streamlit as st

from nutrition.views import session
from nutrition.views.pages import (
    _before,
    _doctor,
    _foods_that_help,
    _medicines,
    _numbers,
    _person,
    _sources,
    _supplement,
)
from nutrition.views.pages._steps import steps

text = session.text()
report = session.report()

with st.container(horizontal=True, vertical_alignment="center", key="helps-head"):
    st.title(text("page.helps.title"), anchor=False, width="stretch")
    steps()
_person.person(report)
if report.is_recorded:
    _numbers.brief(report)

with st.container(key="helps"):
    plan, care = st.columns([13, 10], gap="large")
with plan:
    _foods_that_help.food_section(report)
    _supplement.supplement_section(report)
    _before.row(report)
with care:
    _doctor.doctor()
    _medicines.section(report)

_sources.sources(report)
