"""A long list in parts: the first twenty, and a button for twenty more; what was shown stays."""

import streamlit as st

from nutrition.views import session

AT_A_TIME = 20


def in_sight(name: str) -> int:
    """Return how many of a list are shown."""
    return int(st.session_state.get(f"most-{name}", AT_A_TIME))


def more(name: str, total: int) -> None:
    """Draw the button that shows more of a list, as long as there is more."""
    left = total - in_sight(name)
    if left > 0:
        words = session.text()("opening.more", count=min(left, AT_A_TIME), total=total)
        st.button(words, key=f"more-{name}", on_click=_show_more, args=(name,), icon=":material/expand_more:")


def from_the_start(*names: str) -> None:
    """Show only the first part of these lists again."""
    for name in names:
        st.session_state.pop(f"most-{name}", None)


def _show_more(name: str) -> None:
    st.session_state[f"most-{name}"] = in_sight(name) + AT_A_TIME
