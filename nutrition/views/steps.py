"""Steps back and forth: what was on the table before, and what was taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
STEPS_BACK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(Generic[T]):
    """What was there before what is there now, the latest last, and what was taken back since, the latest last too.

    >>> steps = Steps().changed("a").changed("b")   # a became b, b became c
    >>> before, steps = steps.back("c")
    >>> before, steps.past, steps.future
    ('b', ('a',), ('c',))
    """

    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()

    def changed(self, old: T) -> "Steps[T]":
        """Return the steps after a change of what was there: nothing is left to do again."""
        return Steps(past=(*self.past, old)[-STEPS_BACK:])

    def back(self, now: T) -> tuple[T, "Steps[T]"]:
        """Return what was there before, and the steps from there; without a past it is what is there now."""
        if not self.past:
            return now, self
        return self.past[-1], Steps(past=self.past[:-1], future=(*self.future, now))

    def forth(self, now: T) -> tuple[T, "Steps[T]"]:
        """Return what was taken back last, and the steps from there; with nothing taken back what is there now."""
        if not self.future:
            return now, self
        return self.future[-1], Steps(past=(*self.past, now), future=self.future[:-1])

    def kept(self, stays: Callable[[T], bool]) -> "Steps[T]":
        """Return the steps without what can be on the table no longer."""
        return Steps(past=tuple(filter(stays, self.past)), future=tuple(filter(stays, self.future)))
