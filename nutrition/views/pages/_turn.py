"""Turns: of the pages that are asked for at one moment, one is drawn after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from nutrition.views.once import once

# who waits longer goes ahead: a page that looks for suggestions may take a second, most of it outside Python
PATIENCE_SECONDS = 0.25
_turn = Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Draw while no other page is being drawn, or after a moment beside it.

    Python works on one of them at a time anyhow. Two at once pass it to and fro at every message they send, and all of
    them come late: with a hundred visitors the slowest twentieth of the clicks took six times as long.
    """
    mine = _turn.acquire(timeout=PATIENCE_SECONDS)
    try:
        with once():
            yield
    finally:
        if mine:
            _turn.release()
