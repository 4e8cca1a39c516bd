"""Consultation: three numbers in large type, before beside after, no controls in sight, and the handout below."""

import streamlit as st

from nutrition.before_after import before_after
from nutrition.views import session
from nutrition.views.book_foods import book_foods
from nutrition.views.consultation import difference_words
from nutrition.views.pages import _before, _handout, _sides
from nutrition.views.pages._html import plain
from nutrition.views.pages._ways import MY_DAY, way

text = session.text()
report = session.report()
there = report.is_recorded
before = _before.before(report) if there else None
labels = {food_id: food.label for food_id, food in book_foods(report.plan, session.handbook(), text).items()}

with st.container(key="consult"):
    with st.container(key="consult-away"):
        way(MY_DAY, text("page.consult.back"), icon=":material/arrow_back:")
    st.title(text("page.consult.heading"), anchor=False)
    if not there:
        st.markdown(plain(text("page.consult.nothing")))
    elif before is None:
        _sides.alone(report, labels)
    else:
        beside = before_after(before, report)
        st.html(f'<p class="mw-difference">{difference_words(beside, text)}</p>')
        _sides.beside(beside, labels)

if there:
    _handout.handout(report, labels)
with st.container(key="consult-end", horizontal=True, vertical_alignment="center"):
    way(MY_DAY, text("page.consult.back"), icon=":material/arrow_back:")
    if there:
        _before.button(report)
