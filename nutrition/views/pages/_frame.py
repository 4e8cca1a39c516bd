"""What surrounds every page: the name, the ways to the other pages, the language, and what a visit kept."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.text import LANGUAGES
from nutrition.views import session
from nutrition.views.pages import _kept

VIEWS = Path(__file__).resolve().parent.parent


def draw(names: Sequence[str], *, apart: Sequence[str] = ()) -> None:
    """Draw the page that is asked for, of those that are named; the first is the one to begin with.

    To those `apart` another page leads, and not the head.
    """
    st.set_page_config(page_title="Magnesiumwijzer", page_icon=VIEWS / "icon.svg", layout="wide")
    st.html(VIEWS / "style.css")
    _kept.sync()

    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.markdown("**Magnesiumwijzer**", width="content")
        links = st.container(horizontal=True, width="content", key="pages")
        st.space("stretch")
        st.segmented_control(
            session.text()("app.language"),
            LANGUAGES,
            default=session.first_language(),
            required=True,
            format_func=str.upper,
            key="language",
            on_change=session.keep_language,
            label_visibility="collapsed",
        )

    text = session.text()
    st.html(f"<script>document.documentElement.lang = '{text.language}'</script>", unsafe_allow_javascript=True)

    pages = [
        st.Page(
            VIEWS / "pages" / f"{name}.py",
            title=text(f"page.{name}.title"),
            url_path="" if name == names[0] else name.replace("_", "-"),
            default=name == names[0],
        )
        for name in names
    ]
    chosen = st.navigation(pages, position="hidden")
    for name, page in zip(names, pages, strict=True):
        if name not in apart:
            links.page_link(page, query_params={"language": text.language})
    try:
        session.handbook()
    except NutritionError as error:
        st.error(text.error(error))
        st.stop()
    if st.session_state.get("page_in_sight") != chosen.url_path:
        # fields are drawn anew with what the plan holds: nothing wrong stands in them any more
        st.session_state.update(page_in_sight=chosen.url_path, problems={})
    _kept.set_aside()
    chosen.run()

    st.caption(
        f"{text('app.boundary')} {text('app.edition', edition=session.handbook().edition, version=session.VERSION)}"
    )
