"""Magnesiumwijzer in a browser: the language, then the list of pages; nothing else."""

from pathlib import Path

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.text import LANGUAGES
from nutrition.views import session

VIEWS = Path(__file__).resolve().parent / "nutrition" / "views"
PAGES = ("my_day", "helps", "foods", "compare", "groups", "method", "evidence", "sources", "about")

st.set_page_config(page_title="Magnesiumwijzer", page_icon=VIEWS / "icon.svg", layout="wide")
st.html(VIEWS / "style.css")

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
        url_path="" if name == PAGES[0] else name.replace("_", "-"),
        default=name == PAGES[0],
    )
    for name in PAGES
]
chosen = st.navigation(pages, position="hidden")
for page in pages:
    links.page_link(page, query_params={"language": text.language})
try:
    session.handbook()
except NutritionError as error:
    st.error(text.error(error))
    st.stop()
if st.session_state.get("page_in_sight") != chosen.url_path:
    # fields are drawn anew with what the plan holds: nothing wrong stands in them any more
    st.session_state.update(page_in_sight=chosen.url_path, problems={})
chosen.run()

st.caption(f"{text('app.boundary')} {text('app.edition', edition=session.handbook().edition, version=session.VERSION)}")
