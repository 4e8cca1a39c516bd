"""One step back, from every page on which the plan can be changed."""

import streamlit as st

from nutrition.views import session


def undo() -> None:
    """Draw the button that takes the last change back."""
    st.button(
        session.text()("page.my_day.undo"),
        icon=":material/undo:",
        on_click=session.undo,
        disabled=not session.can_undo(),
        type="tertiary",
    )
