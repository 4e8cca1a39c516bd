"""Below a suggestion: what is commonly advised about taking it, with what is left of each beside its source."""

from html import escape

import streamlit as st

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.evidence_words import cited_in
from nutrition.views.pages._statements import sources_fold
from nutrition.views.supplement_words import habits


def habit_section(report: Report, text: Text) -> None:
    """Draw the common advice under its own name: it is no guideline."""
    book = session.handbook()
    found = habits(report, book, text)
    if not found:
        return
    statements = {one.statement: one for one in book.guidance}
    places = [place for habit in found for place in statements[habit.statement].places]
    lines = "".join(
        f"<li><span>{escape(habit.said)}</span> <small><b>{escape(habit.verdict)}</b> "
        f"{escape(habit.statement)}</small></li>"
        for habit in found
    )
    cited = sources_fold(tuple(dict.fromkeys(cited_in(places, book, text))), text)
    st.html(f'<div class="mw-habits"><h3>{escape(text("habit.heading"))}</h3><ul>{lines}</ul>{cited}</div>')
