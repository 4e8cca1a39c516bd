"""A step back and a step forth, from every page on which the plan can be changed."""

import streamlit as st

from nutrition.views import session


def steps() -> None:
    """Draw the button that takes the last change back, and the one that makes it again."""
    text, there = session.text(), session.steps()
    with st.container(horizontal=True, width="content", gap="small", key="steps"):
        st.button(
            text("page.my_day.undo"),
            icon=":material/undo:",
            key="undo",
            on_click=session.undo,
            disabled=not there.past,
            type="tertiary",
        )
        st.button(
            text("page.my_day.redo"),
            icon=":material/redo:",
            key="redo",
            on_click=session.redo,
            disabled=not there.future,
            type="tertiary",
        )
