"""Parts of My day that are drawn anew alone: a click sends what it changed, and not the whole page.

A part is drawn with the page, and again when somebody asks for it by name. What is done in a part without asking for
any may be seen all over the page, so that then the page is drawn as a whole.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nutrition.report import Report
from nutrition.views import session
from nutrition.views.once import afresh
from nutrition.views.pages import _kept
from nutrition.views.pages._news import listening
from nutrition.views.pages._turn import turn

DRAWING = "drawing"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """What is in sight: the report it shows, and which parts are waited for after a click that led to `visit`."""

    report: Report
    visit: session.Visit
    generation: int
    whole: bool = True
    waited_for: frozenset[str] = frozenset()
    fresh: bool = True


@contextmanager
def whole(report: Report) -> Iterator[None]:
    """Draw the page as a whole, with a report that was made a moment ago."""
    drawing = _Drawing(report=report, visit=session.visit(), generation=session.generation())
    st.session_state[DRAWING] = drawing
    try:
        yield
    finally:
        st.session_state[DRAWING] = replace(drawing, whole=False)


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

    drawn()


def redraw(*names: str) -> None:
    """Have parts of the page drawn anew, and nothing else; the last thing that is done after a click.

    Where the click asked for the page as a whole, it is drawn as a whole. So it is where two clicks came at once, or a
    click while parts were still waited for: Streamlit would forget those for the ones that are asked for here.
    """
    running = get_script_run_ctx()
    if running and len(running.fragment_ids_this_run or ()) == 1:
        drawing: _Drawing = st.session_state[DRAWING]
        asked = replace(drawing, visit=session.visit(), waited_for=frozenset(names), fresh=False)
        st.session_state[DRAWING] = asked
        st.rerun(names)


def _fresh(drawing: _Drawing) -> _Drawing:
    """Return it with the report on what is on the table now; the first part after a click makes it for all of them."""
    if drawing.fresh:
        return drawing
    _kept.sync()
    afresh()
    if session.generation() != drawing.generation:
        st.rerun(scope="app")  # another plan came from another tab
    return replace(drawing, report=session.report(), fresh=True)
