"""Food first in words: what was changed, what it brings, why it was chosen, and which wish stands in the way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nutrition.changes import Change, Near
from nutrition.handbook import Handbook
from nutrition.intake import Intake
from nutrition.sources import by_source
from nutrition.suggestion import Outcome, Suggestion
from nutrition.text import Text
from nutrition.views.origins import place_of
from nutrition.views.publishers import source_lines
from nutrition.views.words import joined, portion_words, with_weight
from nutrition.wishes import EVERYTHING, Diet, FoodWishes

LEAST_KCAL = 0.5  # less is written as nothing
FRACTIONS = {0.5: "½", 1.5: "1½"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One change in words: what to do, what it brings, how near it is, and where the value of the food stands."""

    what: str
    brings: str
    near: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSuggestion:
    """One suggestion in words: its name, its changes, what they bring together, and why this one."""

    name: str
    changes: tuple[ToldChange, ...]
    adds: str
    why: tuple[str, ...]


def outcome_words(suggestions: Sequence[Suggestion], intake: Intake, text: Text) -> list[str]:
    """Return what is open and how far food comes, before the suggestions themselves."""
    first = suggestions[0]
    said = [text(f"food_first.outcome.{first.outcome}")]
    if first.gap_mg and first.outcome not in (Outcome.NOTHING_OPEN, Outcome.NO_TARGET):
        key = "open_at_most" if intake.at_least else "open"
        said.insert(0, text(f"food_first.{key}", gap_mg=first.gap_mg))
    return said


def told_suggestions(suggestions: Sequence[Suggestion], days: int, text: Text) -> list[ToldSuggestion]:
    """Return every suggestion that changes something."""
    return [
        _told(number, suggestion, days, text)
        for number, suggestion in enumerate(suggestions, start=1)
        if suggestion.changes
    ]


def _told(number: int, suggestion: Suggestion, days: int, text: Text) -> ToldSuggestion:
    adds = text("food_first.adds", added_mg=suggestion.added_mg, energy=_energy(suggestion.added_kcal, text))
    closed = suggestion.outcome is Outcome.CLOSED
    rest = text("food_first.closes") if closed else text("food_first.leaves", gap_left_mg=suggestion.gap_left_mg)
    if len(suggestion.changes) > 1:
        # of a single change its own line says it
        rest = f"{adds} {rest}"
    why = []
    if closed:
        why.append(text(f"food_first.{'why_first' if number == 1 else 'why_other'}", count=len(suggestion.changes)))
    if not suggestion.proven:
        why.append(text("food_first.not_proven"))
    elif number == 1:
        why.append(text("food_first.proven" if closed else "food_first.proven_best"))
    return ToldSuggestion(
        name=text("food_first.number", number=number),
        changes=tuple(_change(change, days, text) for change in suggestion.changes),
        adds=rest,
        why=tuple(why),
    )


def _change(change: Change, days: int, text: Text) -> ToldChange:
    name = change.food.name(text.language)
    if change.replaced:
        what = text("food_first.swap", name=name, replaced=change.replaced.name(text.language))
    else:
        key = "add" if days == 1 else "add_daily"
        what = text(
            f"food_first.{key}", at=text(f"food_first.at.{change.meal}"), name=name, portion=_portion(change, text)
        )
    beside = change.beside.name(text.language) if change.beside else ""
    near = change.near if beside or change.near not in (Near.SAME_KIND, Near.SAME_GROUP) else Near.ELSEWHERE
    return ToldChange(
        what=what,
        brings=text("food_first.brings", more_mg=change.magnesium_mg, energy=_energy(change.energy_kcal, text)),
        near=text(f"food_first.near.{near}", beside=beside),
        source=" ".join(place_of(change.food, text)),
    )


def _portion(change: Change, text: Text) -> str:
    measure = change.measure
    if measure is None:
        return ""
    if change.amount == 1:
        return with_weight(portion_words(1, measure, text), measure, text)
    # "½ × 2 tablespoons": half of the usual portion, whatever that is
    amount = FRACTIONS.get(change.amount, text.number(change.amount))
    # "portion (3 serving spoons)": what one of them is has no place beside a half
    name = re.sub(r" \([^()]*\)$", "", measure.name(text.language))
    words = text("food_first.times", amount=amount, name=name)
    return f"{words} ({text('app.weight', weight_g=change.amount * measure.one_g)})"


def _energy(energy_kcal: float, text: Text) -> str:
    if abs(energy_kcal) < LEAST_KCAL:
        return text("food_first.same_energy")
    key = "more_energy" if energy_kcal > 0 else "less_energy"
    return text(f"food_first.{key}", energy_kcal=abs(energy_kcal))


def blocked_words(suggestion: Suggestion, wishes: FoodWishes, handbook: Handbook, text: Text) -> str:
    """Return which wishes stand in the way of closing the gap, nothing where it is closed or no wish is there."""
    if suggestion.outcome not in (Outcome.BEST_REACHABLE, Outcome.NOTHING_HELPS):
        return ""
    if not suggestion.blocked_by:
        return text("food_first.blocked_by_none")
    told = dict(_wishes(wishes, handbook, text, every=True))
    return text("food_first.blocked", wishes="; ".join(told[name] for name in suggestion.blocked_by))


def after_food_words(suggestion: Suggestion, text: Text) -> str:
    """Return what a supplement is still for once the first suggestion is taken over; nothing without a suggestion."""
    if not suggestion.changes:
        return ""
    if suggestion.outcome is Outcome.CLOSED:
        return text("page.helps.after_food_none")
    return text("page.helps.after_food_left", gap_left_mg=suggestion.gap_left_mg)


def wish_words(wishes: FoodWishes, handbook: Handbook, text: Text) -> str:
    """Return the wishes that are not those of everybody, in one line; empty without any."""
    told = [words for _, words in _wishes(wishes, handbook, text)]
    return text("food_first.wishes", wishes="; ".join(told)) if told else ""


def label_words(wishes: FoodWishes, text: Text) -> str:
    """Return the warning to read the label, for who avoids anything."""
    return text("food_first.label") if wishes.avoid or wishes.diet is not Diet.OMNIVORE else ""


def _wishes(wishes: FoodWishes, handbook: Handbook, text: Text, *, every: bool = False) -> Iterator[tuple[str, str]]:
    def names(food_ids: Sequence[str]) -> str:
        return joined([handbook.food(food_id).name(text.language) for food_id in food_ids], text)

    if wishes.diet is not Diet.OMNIVORE:
        yield "diet", text("food_first.wish_diet", diet=text(f"diet.{wishes.diet}"))
    if wishes.avoid:
        avoided = joined([text(f"allergen.{allergen}") for allergen in wishes.avoid], text)
        yield "avoid", text("food_first.wish_avoid", names=avoided)
    if wishes.never:
        yield "never", text("food_first.wish_never", names=names(wishes.never))
    if wishes.likes:
        yield "likes", text("food_first.wish_likes", names=names(wishes.likes))
    if wishes.energy_kcal is not None:
        yield "energy_kcal", text("food_first.wish_energy", energy_kcal=wishes.energy_kcal)
    if every or wishes.most_changes != EVERYTHING.most_changes:
        yield "most_changes", text("food_first.wish_changes", count=wishes.most_changes)
    if wishes.one_portion:
        yield "one_portion", text("food_first.wish_one_portion")
    if not wishes.swaps:
        yield "swaps", text("food_first.wish_no_swaps")


def food_first_lines(
    suggestions: Sequence[Suggestion], wishes: FoodWishes, intake: Intake, handbook: Handbook, text: Text
) -> list[str]:
    """Return everything as the lines that the command line prints."""
    lines = [text("report.heading", authority=text("food_first.heading")), ""]
    lines += [
        words for words in (*outcome_words(suggestions, intake, text), wish_words(wishes, handbook, text)) if words
    ]
    for told in told_suggestions(suggestions, intake.days, text):
        lines += ["", told.name]
        for change in told.changes:
            lines += [f"  {change.what}", f"    {change.brings} · {change.near} [{change.source}]"]
        lines += [f"  {told.adds}", *(f"  {words}" for words in told.why)]
    last = [blocked_words(suggestions[0], wishes, handbook, text), label_words(wishes, text)]
    lines += ["", *(words for words in last if words)] if any(last) else []
    used = [citation for suggestion in suggestions for citation in suggestion.citations]
    lines += (
        ["", text("report.sources"), *source_lines(by_source(dict.fromkeys(used), handbook.sources), text)]
        if used
        else []
    )
    return [*lines, "", text("report.edition", edition=handbook.edition, boundary=text("app.boundary"))]
