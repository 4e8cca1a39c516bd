"""What surrounds every page: the name, the ways to the other pages, the language, and what a visit kept."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.text import LANGUAGES, Text
from nutrition.views import session
from nutrition.views.once import afresh
from nutrition.views.pages import _kept, _said
from nutrition.views.pages._news import listening

VIEWS = Path(__file__).resolve().parent.parent
ACCESS = f"<script>{(VIEWS / 'access.js').read_text(encoding='utf-8')}</script>"
# what Streamlit does not say to who listens: the language, that the links lead to pages, and which of them this is
TELL = """<script>
document.documentElement.lang = '{language}';
(function tell(tries) {{
  const ways = document.querySelector('.st-key-pages'), links = ways?.querySelectorAll('a') ?? []
  ways?.setAttribute('role', 'navigation')
  ways?.setAttribute('aria-label', {label})
  links.forEach((link, place) => link.ariaCurrent = place === {place} ? 'page' : null)
  if (tries && links.length < {count}) setTimeout(tell, 50, tries - 1)
}})(100)
</script>"""


def draw(names: Sequence[str], *, apart: Sequence[str] = ()) -> None:
    """Draw the page that is asked for, of those that are named; the first is the one to begin with.

    To those `apart` another page leads, and not the head.
    """
    st.set_page_config(page_icon=VIEWS / "icon.svg", layout="wide")
    st.html(VIEWS / "style.css")
    st.html(ACCESS, unsafe_allow_javascript=True)
    _kept.sync()
    afresh()
    # Streamlit's own way past the links ends before them
    st.html(f'<a class="mw-skip" href="#mw-content">{escape(session.text()("app.skip"))}</a>')

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
    in_head = [page for name, page in zip(names, pages, strict=True) if name not in apart]
    for page in in_head:
        links.page_link(page, query_params={"language": text.language})
    _tell(text, in_head.index(chosen) if chosen in in_head else -1, len(in_head))
    st.set_page_config(page_title=f"{chosen.title} · Magnesiumwijzer")
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
    # last: nobody waits for them
    with st.container(key="ways"):
        for page in pages:
            way = (page, text.language)
            # a server that was started anew hears of a click, but knows of no button that was drawn
            if st.button(page.title, key=f"way-{page.url_path}", on_click=_go, args=way) and page != chosen:
                _go(*way)


def _go(page: st.Page, language: str) -> None:
    """Go to a page after a click on its link, of which access.js tells as of a click on a button.

    A link leaves at once and takes nothing along: not the amount that was typed a moment ago, not the answer that the
    server had no time for. What a button tells comes with all of it.
    """
    st.switch_page(page, query_params={"language": language})


def _tell(text: Text, place: int, count: int) -> None:
    told = TELL.format(language=text.language, label=json.dumps(text("app.pages")), place=place, count=count)
    st.html(told, unsafe_allow_javascript=True)
