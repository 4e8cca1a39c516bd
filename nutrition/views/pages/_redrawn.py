"""Parts of My day that are drawn anew alone: a click sends what it changed, and not the whole page.

A part is drawn with the page, and again when somebody asks for it by name. What is done in a part without asking for
any may be seen all over the page, so that then the page is drawn as a whole.

What was drawn a moment ago is drawn again with what a click asks for: the click may have come before the server had
sent it, and then Streamlit drops it. For a page that is drawn as a whole that does no harm; of a part it is the loss
(seen on Streamlit 1.67; of the kind of github.com/streamlit/streamlit/issues/9188).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nutrition.report import Report
from nutrition.views import session
from nutrition.views.once import afresh
from nutrition.views.pages import _kept
from nutrition.views.pages._news import listening
from nutrition.views.pages._turn import turn

DRAWING, AGAIN = "drawing", "drawn-again"
SENT_SECONDS = 0.5  # after which what was drawn has been sent, on a busy server too


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """What is in sight: the report it shows, and which parts are waited for after a click that led to `visit`.

    `drawn` tells when each part was drawn last after the page as a whole, which was done at `ended`: seconds of a
    clock of its own.
    """

    report: Report
    visit: session.Visit
    generation: int
    whole: bool = True
    waited_for: frozenset[str] = frozenset()
    fresh: bool = True
    ended: float = -SENT_SECONDS
    drawn: Mapping[str, float] = field(default_factory=dict)

    def unsent(self) -> tuple[bool, frozenset[str]]:
        """Return whether the page as a whole, and which parts, may not have been sent yet."""
        since = time.monotonic() - SENT_SECONDS
        return self.ended > since, frozenset(name for name, at in self.drawn.items() if at > since)


@contextmanager
def whole(report: Report) -> Iterator[None]:
    """Draw the page as a whole, with a report that was made a moment ago."""
    drawing = _Drawing(report=report, visit=session.visit(), generation=session.generation())
    st.session_state[DRAWING] = drawing
    try:
        yield
    finally:
        # once is enough: who types on would have the page drawn as a whole at every key stroke
        ended = drawing.ended if st.session_state.pop(AGAIN, False) else time.monotonic()
        st.session_state[DRAWING] = replace(drawing, whole=False, ended=ended)


def part(name: str, draw: Callable[[Report], None]) -> None:
    """Draw a part of the page, which can be asked for by name."""

    @st.fragment(key=name)
    def drawn() -> None:
        drawing: _Drawing = st.session_state[DRAWING]
        if drawing.whole:
            draw(drawing.report)
            return
        if name not in drawing.waited_for or session.visit() is not drawing.visit:
            st.rerun(scope="app")
        with turn(), listening():
            drawing = _fresh(drawing)
            st.session_state[DRAWING] = replace(drawing, waited_for=drawing.waited_for - {name})
            draw(drawing.report)
        drawing = st.session_state[DRAWING]
        st.session_state[DRAWING] = replace(drawing, drawn={**drawing.drawn, name: time.monotonic()})

    drawn()


def redraw(*names: str) -> None:
    """Have parts of the page drawn anew, and nothing else; the last thing that is done after a click.

    Where the click asked for the page as a whole, it is drawn as a whole. So it is where two clicks came at once, or a
    click while parts were still waited for: Streamlit would forget those for the ones that are asked for here.
    """
    running = get_script_run_ctx()
    if not running or not running.fragment_ids_this_run:
        return
    drawing: _Drawing = st.session_state[DRAWING]
    page, parts = drawing.unsent()
    if page or len(running.fragment_ids_this_run) > 1:
        st.session_state[DRAWING] = replace(drawing, waited_for=frozenset())
        return
    asked = parts | set(names)
    st.session_state[DRAWING] = replace(drawing, visit=session.visit(), waited_for=asked, fresh=False)
    st.rerun(sorted(asked))


def catch_up() -> None:
    """Begin what is drawn alone, without a click in a part: what was drawn a moment ago may not have been sent."""
    running = get_script_run_ctx()
    if not running or not running.fragment_ids_this_run:
        return
    drawing: _Drawing = st.session_state[DRAWING]
    page, parts = drawing.unsent()
    if page or parts:
        st.session_state[AGAIN] = True
        st.rerun(scope="app")


def _fresh(drawing: _Drawing) -> _Drawing:
    """Return it with the report on what is on the table now; the first part after a click makes it for all of them."""
    if drawing.fresh:
        return drawing
    _kept.sync()
    afresh()
    if session.generation() != drawing.generation:
        st.rerun(scope="app")  # another plan came from another tab
    return replace(drawing, report=session.report(), fresh=True)
