"""What surrounds every page: the name, the ways to the other pages, the language, and what a visit kept."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nutrition.errors import NutritionError
from nutrition.text import LANGUAGES, Text
from nutrition.views import session
from nutrition.views.once import afresh
from nutrition.views.pages import _kept, _said
from nutrition.views.pages._news import listening

VIEWS = Path(__file__).resolve().parent.parent
ACCESS = f"<script>{(VIEWS / 'access.js').read_text(encoding='utf-8')}</script>"
CURRENT = ' aria-current="page"'


def draw(names: Sequence[str], *, apart: Sequence[str] = ()) -> None:
    """Draw the page that is asked for, of those that are named; the first is the one to begin with.

    To those `apart` another page leads, and not the head.
    """
    # first: what is said in passing stands in one row with it, and would move it
    st.html(VIEWS / "style.css")
    st.html(ACCESS, unsafe_allow_javascript=True)
    _kept.sync()
    afresh()
    text = session.text()
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
    title = f"{chosen.title} · Magnesiumwijzer"
    st.set_page_config(page_title=title, page_icon=VIEWS / "icon.svg", layout="wide")
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.html(_head(text, [page for name, page in zip(names, pages, strict=True) if name not in apart], chosen))
        st.segmented_control(
            text("app.language"),
            LANGUAGES,
            default=session.first_language(),
            required=True,
            format_func=str.upper,
            key="language",
            on_change=session.keep_language,
            label_visibility="collapsed",
        )
    with st.container(key="ways"):
        for page in pages:
            way = (page, text.language)
            # a server that was started anew hears of a click, but knows of no button that was drawn
            if st.button("", key=f"way-{page.url_path}", on_click=_go, args=way) and page != chosen:
                _go(*way)
    st.html('<div id="mw-content" tabindex="-1"></div>')
    try:
        session.handbook()
    except NutritionError as error:
        st.error(text.error(error))
        st.stop()
    if st.session_state.get("page_in_sight") != chosen.url_path:
        # fields are drawn anew with what the plan holds: nothing wrong stands in them any more
        st.session_state.update(page_in_sight=chosen.url_path, problems={})
    _kept.set_aside()
    _said.draw()
    with listening():
        chosen.run()

    st.caption(
        f"{text('app.boundary')} {text('app.edition', edition=session.handbook().edition, version=session.VERSION)}"
    )


def _go(page: st.Page, language: str) -> None:
    """Go to a page after a click on its link, of which access.js tells as of a click on a button.

    A link leaves at once and takes nothing along: not the amount that was typed a moment ago, not the answer that the
    server had no time for. What a button tells comes with all of it.
    """
    st.switch_page(page, query_params={"language": language})


def _head(text: Text, pages: Sequence[StreamlitPage], chosen: StreamlitPage) -> str:
    """Return what stands at the top of every page: the way past it, the name, and a link to each page.

    In one piece: as links of Streamlit's each would be drawn for itself, and none would say that it leads to a page.
    """
    links = "".join(
        f'<a href="./{page.url_path}?language={text.language}"{CURRENT if page == chosen else ""}>'
        f"{escape(page.title)}</a>"
        for page in pages
    )
    return (
        f'<a class="mw-skip" href="#mw-content">{escape(text("app.skip"))}</a>'
        f'<strong class="mw-brand">Magnesiumwijzer</strong>'
        f'<nav class="mw-pages" lang="{text.language}" aria-label="{escape(text("app.pages"))}">{links}</nav>'
    )
