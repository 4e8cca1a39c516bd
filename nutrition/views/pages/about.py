"""About: what is kept of a visit, what the program cannot say, its edition and licence, and how to tell a mistake."""

import streamlit as st

from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.evidence_words import ask_first_words
from nutrition.views.pages._html import plain
from nutrition.views.pages._ways import EVIDENCE, FOODS, HELPS, METHOD, MY_DAY, SOURCES, way

PRIVACY = ("kept", "where", "files", "others", "cookie")
LIMITS = ("limit_you", "limit_entered", "limit_foods", "limit_unknown")
WRONG = ("wrong_look", "wrong_table", "wrong_tell")


def listed(keys: tuple[str, ...], text: Text) -> None:
    """Draw sentences below each other."""
    st.markdown("\n".join(f"- {plain(text(f'page.about.{key}'))}" for key in keys))


def draw(book: Handbook, text: Text) -> None:
    """Draw the page."""
    st.markdown(plain(f"{text('page.about.intro')} {text('app.boundary')}"))
    st.header(text("page.about.privacy"), anchor=False)
    listed(PRIVACY, text)
    way(MY_DAY, text("page.about.to_my_day"))

    st.header(text("page.about.limits"), anchor=False)
    listed(LIMITS, text)
    st.markdown(plain(ask_first_words(book, text)))
    way(HELPS, text("page.about.to_helps"))

    st.header(text("page.about.edition"), anchor=False)
    counts = {"count": len(book.shelf.foods), "known": book.shelf.with_value, "works": len(book.sources)}
    st.markdown(plain(text("app.edition", edition=book.edition, version=session.VERSION) + "."))
    st.markdown(plain(f"{text('page.about.holds', **counts)} {text('page.about.same_edition')}"))

    st.header(text("page.about.licence"), anchor=False)
    st.markdown(plain(text("page.about.licence_text")))
    st.markdown(plain(text("page.about.cite")))
    st.markdown(f"*{plain(text('page.about.citation', version=session.VERSION, edition=book.edition))}*")

    st.header(text("page.about.sources"), anchor=False)
    for page, name in ((SOURCES, "sources"), (METHOD, "method"), (EVIDENCE, "evidence")):
        way(page, text(f"page.about.to_{name}"))

    st.header(text("page.about.wrong"), anchor=False)
    listed(WRONG, text)
    way(FOODS, text("page.about.to_foods"))


words = session.text()
st.title(words("page.about.heading"), anchor=False)
with st.container(key="about"):
    draw(session.handbook(), words)
