"""The ways from one page to another, in the language of the visit."""

import streamlit as st

from nutrition.views import session

MY_DAY = "nutrition/views/pages/my_day.py"
MEANING = "nutrition/views/pages/meaning.py"
HELPS = "nutrition/views/pages/helps.py"
FOODS = "nutrition/views/pages/foods.py"
COMPARE = "nutrition/views/pages/compare.py"
METHOD = "nutrition/views/pages/method.py"
EVIDENCE = "nutrition/views/pages/evidence.py"
CONSULT = "nutrition/views/pages/consult.py"
SOURCES = "nutrition/views/pages/sources.py"


def way(page: str, label: str, *, icon: str | None = None, tip: str | None = None) -> None:
    """Draw a link to a page."""
    st.page_link(page, label=label, icon=icon, help=tip, query_params={"language": session.text().language})
