"""Beside a suggestion: what is commonly advised about taking it, each with what is left of it beside its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from nutrition.advice import START_MG, SupplementSuggestion
from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """One piece of common advice, with the statement of the evidence it is, its verdict and its sources."""

    said: str
    statement: str
    verdict: str
    places: tuple[str, ...]


def habits(report: Report, handbook: Handbook, text: Text) -> tuple[Habit, ...]:
    """Return the common advice beside a suggestion; none without one, so none under a stop."""
    if report.suggestion is None:
        return ()
    statements = {statement.statement: statement for statement in handbook.guidance}
    found = []
    for name, said in _said(report.suggestion, text):
        statement = statements[name]
        found.append(
            Habit(
                said=said,
                statement=name,
                verdict=text(f"evidence.verdict.{statement.verdict}"),
                places=tuple(f"{place.citation.source}, {place.citation.locator}" for place in statement.places),
            )
        )
    return tuple(found)


def _said(suggestion: SupplementSuggestion, text: Text) -> Iterator[tuple[str, str]]:
    if suggestion.can_build_up:
        yield "S07", text("habit.start_low", start_mg=START_MG)
    yield "S14", text("habit.with_meal")
    yield "S11", text("habit.before_bed")
    yield "S12", text("habit.breakfast")
    yield "S13", text("habit.weeks")


def habit_words(habit: Habit, text: Text) -> str:
    """Return one piece of advice with its number and verdict."""
    return text("habit.told", said=habit.said, statement=habit.statement, verdict=habit.verdict)


def habit_lines(report: Report, handbook: Handbook, text: Text) -> list[str]:
    """Return the heading and every piece of advice; nothing without a suggestion."""
    found = habits(report, handbook, text)
    return [text("habit.heading"), *(habit_words(habit, text) for habit in found)] if found else []
