"""What a page asks for two hundred times while it is drawn, and is looked up once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class _Found(threading.local):
    here: dict[str, object] | None = None


_found = _Found()


@contextmanager
def once() -> Iterator[None]:
    """Look up each thing once until the block ends; callbacks, which change things, run outside of it."""
    _found.here = {}
    try:
        yield
    finally:
        _found.here = None


def afresh() -> None:
    """Look everything up again: something was changed on the way."""
    if _found.here:
        _found.here = {}


def looked_up(name: str, look: Callable[[], T]) -> T:
    """Return what `look` finds, or found before under that name."""
    here = _found.here
    if here is None:
        return look()
    if name not in here:
        here[name] = look()
    return here[name]  # type: ignore[return-value]
