"""A draft in words: what was read, what is asked, what is wrong; page and command line say the same sentences."""

from collections.abc import Sequence

from nutrition.draft_rows import DraftRow
from nutrition.drafts import Draft, doubt
from nutrition.foods import Food
from nutrition.text import Text
from nutrition.views.words import MOST_PROBLEMS

MOST_NAMED = 12


def draft_lines(draft: Draft, text: Text, *, asked: bool = True) -> list[str]:
    """Return a draft as lines: what it is, what there is to know, the questions unless answered, what is wrong."""
    lines = [text(f"draft.from.{draft.program}"), *usable_words(draft, text), *note_words(draft, text)]
    if draft.doubtful and asked:
        lines += ["", text("draft.doubtful", count=len(draft.doubtful))]
        lines += [f"  {words}" for words in _first([question_words(draft, row, text) for row in draft.doubtful], text)]
    if draft.problems:
        lines += ["", text("draft.problems", count=len(draft.problems))]
        lines += [f"  {words}" for words in _first([text.error(problem) for problem in draft.problems], text)]
    return lines


def usable_words(draft: Draft, text: Text) -> list[str]:
    """Return how much of a draft can be used: for each of its people, when it has several."""
    told = []
    for who in draft.people:
        count = sum(row.person == who for row in draft.rows)
        usable = text("draft.of_days", count=len(draft.days(who)), usable=text("draft.usable", count=count))
        told.append(text("draft.person", name=who, usable=usable) if who else usable)
    return _first(told, text)


def note_words(draft: Draft, text: Text, who: str | None = None) -> list[str]:
    """Return what there is to know about a draft that leaves no row out; of the days only those of `who`, if given."""
    brought = [row.brought for row in draft.rows if row.brought]
    notes = []
    if brought:
        notes.append(text("draft.own_values", count=len(brought), name=draft.given_by))
    if portions := sum(one.grams is None for one in brought):
        notes.append(text("draft.portions", count=portions))
    if draft.no_magnesium:
        notes.append(text("draft.no_magnesium", name=draft.given_by))
    if draft.other_meals:
        notes.append(text("draft.other_meals", names=_named(draft.other_meals)))
    for name in draft.people if who is None else [who]:
        named = {label: number for label, number in draft.days(name).items() if label not in ("", str(number))}
        if named:
            days = [text("draft.day", label=label, number=text.number(number, 0)) for label, number in named.items()]
            notes.append(text("draft.days", names=_named(days)))
    if draft.unused:
        notes.append(text("draft.unused", names=_named(draft.unused)))
    return list(dict.fromkeys(notes))


def question_words(draft: Draft, row: DraftRow, text: Text) -> str:
    """Return the question that a doubtful row asks."""
    return text.error(doubt(row, text.language))


def candidate_words(food: Food, text: Text) -> str:
    """Return one of the foods that a row may mean, with what it holds."""
    mg = food.mg_per_100g
    value = text("page.my_day.no_value") if mg is None else text("own.per_100g", value_mg=mg)
    return text("draft.candidate", name=food.name(text.language), value=value, food_id=food.food_id)


def _named(names: Sequence[str]) -> str:
    return ", ".join([*names[:MOST_NAMED], "…"] if len(names) > MOST_NAMED else names)


def _first(told: list[str], text: Text) -> list[str]:
    more = len(told) - MOST_PROBLEMS
    return [*told[:MOST_PROBLEMS], text("report.more_problems", count=more)] if more > 0 else told
