"""What brings the magnesium, on My day and on What it means: bars with their numbers, and the same as a table."""

import streamlit as st

from nutrition.report import Report
from nutrition.views import charts, session
from nutrition.views.pages._html import table
from nutrition.views.pages._news import if_new
from nutrition.views.pages._redrawn import redraw
from nutrition.views.shares import MOST_BARS, By, named_shares, share_table, share_words

PICTURE = "picture"  # the part of My day that this is in


def contributions(report: Report) -> None:
    """Draw what brings the magnesium, by food, meal or food group."""
    text = session.text()
    if not report.intake.lines:
        return
    st.header(text("page.my_day.contributions"), anchor=False)
    by = By(
        st.segmented_control(
            text("page.my_day.contributions"),
            list(By),
            default=session.remembered("by", By.FOOD),
            required=True,
            format_func=lambda one: text(f"page.my_day.by_{one}"),
            key=session.key("by"),
            on_change=if_new(session.key("by"), _by),
            args=(session.key("by"),),
            label_visibility="collapsed",
        )
    )
    rows = named_shares(report, by, text, most=MOST_BARS)
    alt = " ".join(f"{name}: {share_words(share, text)}." for name, share in rows)
    st.vega_lite_chart(spec=charts.contribution_bars(rows, text), alt=alt)
    with st.expander(text("page.my_day.contributions_table")):
        heads, figures = share_table(report, by, text)
        st.html(table(heads, figures, numbers=(1,)))
        if report.intake.at_least:
            st.caption(text("page.my_day.days_at_least"))


def _by(key: str) -> None:
    session.remember("by", key)
    redraw(PICTURE)
