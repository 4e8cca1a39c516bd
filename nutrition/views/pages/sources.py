"""Sources: the bibliography, every work that a number of this program stands in."""

import streamlit as st

from nutrition.sources import Source
from nutrition.views import session
from nutrition.views.pages import _kept, _tables
from nutrition.views.pages._html import plain

text = session.text()
st.title(text("page.sources.title"), anchor=False)
st.write(text("page.sources.intro"))
_tables.tables()
_kept.line()


def draw(source: Source) -> None:
    """Draw one work: what it is, how it was read, its terms, and the way to it."""
    st.markdown(f"**{plain(source.key)}** · {plain(source.citation)}")
    said = [f"{text('page.sources.checked')}: {text(f'checked.{source.checked}')}."]
    if source.terms:
        said.append(f"{text('page.sources.terms')}: {source.terms_in(text.language)}")
    if source.credit:
        said.append(source.credit_in(text.language))
    st.caption(plain(" ".join(said)))
    if source.url:
        st.markdown(f"[{text('page.sources.link')}]({source.url})")
    elif source.read_at:
        st.caption(f"{text('page.sources.read_at')}: {plain(source.read_at)}")


for work in session.handbook().sources.values():
    with st.container(gap="xxsmall", key=f"source-{work.key}"):
        draw(work)
