"""Suggestion: a plan that food made better, what was changed in it, and how far it came."""

from dataclasses import dataclass
from enum import StrEnum

from nutrition.changes import Change
from nutrition.plan import Plan
from nutrition.sources import Citation


class Outcome(StrEnum):
    """How far a plan of changes comes."""

    CLOSED = "closed"
    BEST_REACHABLE = "best_reachable"
    NOTHING_HELPS = "nothing_helps"
    OUT_OF_TIME = "out_of_time"
    NOTHING_OPEN = "nothing_open"
    NO_TARGET = "no_target"
    TOO_YOUNG = "too_young"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A better plan and what was changed; mg and kcal are a day on average.

    `gap_mg` was open before, `gap_left_mg` is open after: both by the road that every plan goes, None without a target.
    `proven` says that the solver proved that no choice is better; otherwise it is the best found in time. `blocked_by`
    are the wishes of which one alone, left out, would let the gap be closed.
    """

    plan: Plan
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    gap_mg: float | None = None
    gap_left_mg: float | None = None
    proven: bool = True
    blocked_by: tuple[str, ...] = ()

    @property
    def added_mg(self) -> float:
        """What the changes add, in mg a day."""
        return sum(change.magnesium_mg for change in self.changes)

    @property
    def added_kcal(self) -> float:
        """What the changes add in energy, in kcal a day; less than nothing where they take some away."""
        return sum(change.energy_kcal for change in self.changes)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the values of the foods that were chosen and the weights of their portions stand, each once."""
        found = [change.food.citation for change in self.changes if change.food.citation]
        found += [change.measure.citation for change in self.changes if change.measure]
        return tuple(dict.fromkeys(found))
