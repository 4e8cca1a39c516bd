"""What a click did, said in passing: asked for while the click is carried out, drawn with the page that follows."""

import streamlit as st

PLACE = "said_in_passing"


def say(words: str) -> None:
    """Have words of Markdown said with the next page; a message drawn within a click would be drawn in its place."""
    st.session_state.setdefault(PLACE, []).append(words)


def draw() -> None:
    """Say what was asked for since the last page."""
    for words in st.session_state.pop(PLACE, ()):
        st.toast(words)
