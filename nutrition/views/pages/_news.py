"""What fields tell, heard once: a change is what a field has not told before.

A page in sight may be older than what the server holds: a row was just taken away, an undo is on its way. Until the new
page has arrived, each click tells again what stands in the old page's fields, and Streamlit takes what it has done with
for a change: it would bring back an age that was undone, and look for a row that is gone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

TOLD, DRAWN = "told", "fields-drawn"
REMEMBERED = 2_000  # fields: many more than a page has, so that memory does not grow with the clicks


def if_new(key: str, callback: Callable[..., None]) -> Callable[..., None]:
    """Return a callback for the field of this name, which is about to be drawn: called for what it tells anew."""
    st.session_state.setdefault(DRAWN, {})[key] = None

    def hear(*args: object) -> None:
        if _keep(key):
            callback(*args)

    return hear


@contextmanager
def listening() -> Iterator[None]:
    """Draw fields, and keep in mind what stands in them: a field that tells just that has told nothing."""
    try:
        yield
    finally:
        for key in st.session_state.pop(DRAWN, {}):
            if key in st.session_state:
                _keep(key)


def _keep(key: str) -> bool:
    """Keep in mind what stands in a field; return whether that is new."""
    told: dict[str, object] = st.session_state.setdefault(TOLD, {})
    value = st.session_state[key]
    value = getattr(value, "file_id", value)  # a file is large, and has a number
    new = key not in told or told.pop(key) != value
    told[key] = value
    if len(told) > REMEMBERED:
        del told[next(iter(told))]
    return new
