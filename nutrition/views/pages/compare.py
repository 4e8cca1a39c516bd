"""Compare: what every authority publishes for one person, and what each says of the same intake."""

import streamlit as st

from nutrition import make_reports
from nutrition.views import session
from nutrition.views.comparison import compared_rows, intake_words
from nutrition.views.comparison_chart import authority_bars
from nutrition.views.pages import _authorities, _person
from nutrition.views.pages._html import plain

text = session.text()
visit = session.visit()
reports = make_reports(visit.plan, session.handbook())
rows = compared_rows(reports, text)
own = next(report for report in reports if report.authority.authority == visit.authority)
recorded = own.is_recorded

st.title(text("page.compare.heading"), anchor=False)
_person.person(own)

said = text("page.compare.nothing")
if recorded:
    said = text("page.compare.compared", count=own.intake.days, intake=intake_words(own, text))
if own.intake.supplement_mg:
    said += " " + text("page.compare.of_supplements", supplement_mg=own.intake.supplement_mg)
st.markdown(plain(said[0].upper() + said[1:]))
st.vega_lite_chart(
    spec=authority_bars(rows, visit.authority, text), alt=_authorities.picture_words(rows, recorded=recorded)
)
st.caption(text("page.compare.legend" if recorded else "page.compare.legend_empty"))
_authorities.compared(rows, recorded=recorded)
st.header(text("page.compare.about"), anchor=False)
with st.container(gap="xsmall"):
    for row in rows:
        _authorities.about(row)
