"""My day: what is on the plate, how it compares, and what would close the gap."""

import streamlit as st

from nutrition.views import session
from nutrition.views.pages import _board, _kept, _person

report = session.report()

st.title(session.text()("page.my_day.title"), anchor=False)
_person.person(report)
_board.draw(report)
_kept.line()
