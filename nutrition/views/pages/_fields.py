"""Fields of forms that make something: they keep what was typed until it is made, and say what is wrong below them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.own_foods import own_name
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.views.pages._said import say

PLACES = {
    "grams_out_of_range": "own-portion",
    "own_portion_missing": "own-portion",
    "portions_out_of_range": "recipe-portions",
    "portion_absurd": "recipe-portions",
}


def complaint(place: str, text: Text) -> None:
    """Draw what is wrong at a place of the page."""
    wrong = session.problem(place)
    if wrong:
        st.warning(plain(text.error(wrong)), icon=":material/edit:")


def kept(name: str, key: str = "") -> dict[str, Any]:
    """Return the arguments with which a field keeps its choice in another language and on coming back.

    `key` is its name on the page where that depends on more than the plan.
    """
    key = key or session.key(name)
    return {"key": key, "on_change": if_new(key, session.remember), "args": (name, key)}


def field(name: str, label: str, text: Text, tip: str = "") -> None:
    """Draw a field that keeps what was typed, in another language too, with what is wrong with it below."""
    key = session.key(name)
    st.text_input(
        label,
        value=session.remembered(name, ""),
        key=key,
        placeholder=tip or None,
        on_change=if_new(key, typed),
        args=(name, key),
        width=300,
    )
    complaint(name, text)


def typed(name: str, key: str) -> None:
    """Keep what was typed in a field; what was wrong with the old is over."""
    session.remember(name, key)
    session.tell(name, None)


def given(name: str) -> str:
    """Return what stands in a field."""
    # a field that is not drawn now keeps what was typed in it
    return str(st.session_state.get(session.key(name), session.remembered(name, "")) or "").strip()


def is_name(place: str, words: str) -> bool:
    """Whether words are a name; when they are not, the field says why."""

    def check() -> None:
        own_name(words)

    return session.attempt(place, check)


def is_number(place: str, words: str, found: dict[str, float], *, needed: bool = False) -> bool:
    """Read the number of a field into `found`; a field that may stay empty leaves it as it is."""

    def read() -> None:
        if words or needed:
            found[place] = read_number(words)

    return session.attempt(place, read)


def done(make: Callable[[], object], *, name: str, otherwise: str) -> bool:
    """Make something; when it cannot be, the field that it is about says why."""
    try:
        make()
    except NutritionError as error:
        session.tell(name if error.code == "own_name_twice" else PLACES.get(error.code, otherwise), error)
        return False
    return True


def finish(name: str, fields: tuple[str, ...]) -> None:
    """Empty the fields of what was made, and say that it is there."""
    for field in fields:
        st.session_state.pop(f"chosen-{field}", None)
        st.session_state[session.key(field)] = ""
    say(plain(session.text()("page.my_day.own_kept", name=name)))
