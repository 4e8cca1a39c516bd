"""Evidence: what is said about magnesium, what the sources say of it, what may be claimed, and when to see a doctor."""

import streamlit as st

from nutrition.guidance import Subject
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.evidence_words import (
    TRIAL_COLUMNS,
    Told,
    TrialRow,
    adult_ul,
    ask_first_words,
    cited_in,
    claim_notes,
    claim_places,
    claim_words,
    groups_told,
    intro_words,
    trial_doses_words,
    trial_rows,
)
from nutrition.views.pages._forms import forms_compared
from nutrition.views.pages._html import Cell, cards, plain
from nutrition.views.pages._statements import sources_fold, statement

WITH_TRIALS = Subject.SLEEP  # the table stands after the last subject that has trials


def told(statements: tuple[Told, ...], text: Text) -> None:
    """Draw the statements of one subject."""
    st.html("".join(statement(one, text) for one in statements))


def trials(rows: list[TrialRow], book: Handbook, text: Text) -> None:
    """Draw what was done in the trials; how much was given stands beside an upper level, never beside an amount."""
    st.header(text("evidence.trials"), anchor=False)
    st.markdown(plain(text("evidence.trials_text")))
    heads = [text(f"evidence.column.{column}") for column in TRIAL_COLUMNS]
    cells = [
        [
            Cell(words=row.name, small=(row.who,)),
            Cell(words=row.design),
            Cell(words=row.dose, small=(row.weeks,)),
            Cell(words=row.comparator),
            Cell(words=row.result),
            Cell(small=(row.source,)),
        ]
        for row in rows
    ]
    st.html(cards(heads, cells, chosen=-1))
    st.caption(plain(trial_doses_words(book, adult_ul(session.visit().authority, book), text)))


def claims(book: Handbook, text: Text) -> None:
    """Draw what EU law lets anyone say."""
    st.header(text("evidence.claims"), anchor=False)
    st.markdown(plain(text("evidence.claims_text")))
    st.markdown("\n".join(f"- {plain(words)}" for words in claim_words(book.eu_claims, text)))
    st.markdown(plain(" ".join(claim_notes(book.eu_claims, text))))
    st.html(sources_fold(cited_in(claim_places(book.eu_claims), book, text), text))


def draw(book: Handbook, text: Text) -> None:
    """Draw the page."""
    for subject, statements in groups_told(book, text):
        if subject is Subject.DOCTOR:
            claims(book, text)
        st.header(text(f"evidence.subject.{subject}"), anchor=False)
        if subject is Subject.DOCTOR:
            st.markdown(plain(text("evidence.not_enough")))
            st.markdown(plain(ask_first_words(book, text)))
        told(statements, text)
        if subject is WITH_TRIALS:
            trials(trial_rows(book, text), book, text)
        if subject is Subject.FORM:
            forms_compared(book, text)


words = session.text()
st.title(words("page.evidence.heading"), anchor=False)
with st.container(key="evidence"):
    st.markdown(plain(" ".join(intro_words(words))))
    draw(session.handbook(), words)
