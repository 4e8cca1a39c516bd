"""When to see a doctor: it stands beside every suggestion, and where there is none."""

import streamlit as st

from nutrition.guidance import Subject
from nutrition.views import session
from nutrition.views.evidence_words import told
from nutrition.views.pages._html import plain
from nutrition.views.pages._statements import statement
from nutrition.views.pages._ways import EVIDENCE, way


def doctor() -> None:
    """Draw when a doctor comes before any magnesium, with what the sources say."""
    text, book = session.text(), session.handbook()
    st.header(text("page.helps.doctor_title"), anchor=False)
    st.markdown(plain(text("finding.see_a_doctor")))
    said = [told(one, book, text) for one in book.guidance if one.subject is Subject.DOCTOR]
    with st.container(key="doctor"):
        st.html("".join(statement(one, text) for one in said))
    way(EVIDENCE, text("page.helps.to_evidence"))
