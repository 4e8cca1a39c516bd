"""What it means: the intake beside every reference value, what brings it, how sure it is, what a change did."""

import streamlit as st

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.bullet import intake_bullet, ul_bullet
from nutrition.views.meaning_words import legend_words, picture_words, value_rows, value_works
from nutrition.views.pages import _change, _contributions, _numbers, _person
from nutrition.views.pages._html import Cell, cards, plain
from nutrition.views.pages._statements import works_fold
from nutrition.views.pages._ways import COMPARE, HELPS, MY_DAY, way


def values(report: Report, text: Text) -> None:
    """Draw the intake on the scale of the values, supplements on one of their own, and the values as a table."""
    st.header(text("page.meaning.values_title"), anchor=False)
    if report.is_recorded:
        alt = picture_words(_numbers.bar_alt(report, text), report, text)
        st.vega_lite_chart(spec=intake_bullet(report, text), alt=alt)
        st.caption(plain(legend_words(report, text)))
    if report.plan.supplements:
        st.subheader(text("page.meaning.taken_title"), anchor=False)
        _numbers.upper_level(report, bullet=ul_bullet(report, text))
    heads = [text(f"page.meaning.column_{name}") for name in ("value", "mg", "published")]
    rows = [
        [
            Cell(words=row.kind, small=(row.use,) if row.use else ()),
            Cell(words=row.value),
            Cell(words=row.published),
            Cell(small=row.places),
        ]
        for row in value_rows(report, text)
    ]
    st.html(cards([*heads, text("page.my_day.table_source")], rows, chosen=-1))
    works = value_works(report)
    if works:
        st.html(works_fold(works, text))
    way(COMPARE, text("page.meaning.to_compare"))


words = session.text()
shown = session.report()
recorded = shown.is_recorded

st.title(words("page.meaning.title"), anchor=False)
_person.person(shown)
if recorded:
    _numbers.brief(shown)
else:
    st.markdown(plain(words("page.meaning.nothing")))
    way(MY_DAY, words("page.method.to_my_day"))
with st.container(key="meant"):
    scale, behind = st.columns([13, 10], gap="large")
with scale:
    _change.change(shown)
    values(shown, words)
with behind:
    if recorded:
        _numbers.certainty(shown)
        _contributions.contributions(shown)
        if shown.helpful_foods:
            way(HELPS, words("page.my_day.helps_more"))
