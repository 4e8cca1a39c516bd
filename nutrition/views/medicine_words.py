"""Medicines and conditions beside magnesium in words: the same table and the same moments on page and command line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nutrition.errors import NutritionError
from nutrition.handbook import Handbook
from nutrition.ledger import YOUNGEST_FOR_AMOUNT_YEARS
from nutrition.medicines import DAY, HOUR, SLEEP_MINUTES, WAKE_MINUTES, DayClock, DayOutcome, Medicine, MedicineAction
from nutrition.plan import AskFirst, LifeStage, Person
from nutrition.sources import Citation
from nutrition.text import Text

LONGEST_HOURS = 60
BETWEEN_HOURS = re.compile(r"\s*(?:;|&|\+|/|,\s|\band\b|\ben\b)\s*", re.IGNORECASE)
AN_HOUR = re.compile(r"([0-9]{1,2})(?:[:.hu]([0-9]{2}))?\s*(?:uur|u|h)?\s*(am|pm)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineRow:
    """One medicine or condition as it is shown; `examples`, `apart` and `note` may be empty."""

    name: str
    examples: str
    apart: str
    action: str
    happens: str
    note: str
    sources: tuple[str, ...]


def medicine_rows(handbook: Handbook, text: Text) -> tuple[MedicineRow, ...]:
    """Return every medicine of the handbook."""
    return tuple(medicine_row(medicine, text) for medicine in handbook.medicines)


def medicine_row(medicine: Medicine, text: Text) -> MedicineRow:
    """Return one medicine."""
    return MedicineRow(
        name=medicine.name(text.language),
        examples=", ".join(medicine.examples(text.language)),
        apart=apart_words(medicine, text),
        action=text(f"medicines.action.{medicine.action}"),
        happens=medicine.effect(text.language),
        note=medicine.note(text.language),
        sources=tuple(_place(citation) for citation in medicine.citations),
    )


def condition_rows(handbook: Handbook, text: Text) -> tuple[MedicineRow, ...]:
    """Return every condition in which a supplement is not the reader's own choice."""
    return tuple(
        MedicineRow(
            name=caution.name(text.language),
            examples="",
            apart="",
            action=text(f"medicines.condition.{caution.action}"),
            happens=caution.why(text.language),
            note="",
            sources=(_place(caution.citation),),
        )
        for caution in handbook.cautions
    )


def _place(citation: Citation) -> str:
    return f"{citation.source}, {citation.locator}"


def apart_words(medicine: Medicine, text: Text) -> str:
    """Return how many hours lie between a medicine and magnesium, and in which order; nothing where none is known."""
    before, after = medicine.hours_before, medicine.hours_after
    if before is not None and before == after:
        return text("medicines.apart", count=before)
    told_before = "" if before is None else text("medicines.hours", count=before)
    told_after = "" if after is None else text("medicines.hours", count=after)
    if told_before and told_after:
        return text("medicines.either", before=told_before, after=told_after)
    if told_before:
        return text("medicines.before", hours=told_before)
    return text("medicines.after", hours=told_after) if told_after else ""


def read_hours(words: str) -> tuple[int, ...]:
    """Return the times of day that a person typed, in minutes after midnight; raise `NutritionError` for anything else.

    >>> read_hours("8"), read_hours("8.30 uur"), read_hours("8:00 en 20:00"), read_hours("7 pm")
    ((480,), (510,), (480, 1200), (1140,))
    """
    typed = words.strip()
    found = [_hour(one) for one in BETWEEN_HOURS.split(typed)] if len(typed) <= LONGEST_HOURS else [None]
    minutes = tuple(one for one in found if one is not None)
    if len(minutes) < len(found):
        raise NutritionError("hour_not_read", value=typed)
    return minutes


def _hour(words: str) -> int | None:
    found = AN_HOUR.fullmatch(words.strip().replace("a.m.", "am").replace("p.m.", "pm"))
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minutes = hour * HOUR + minute
    return minutes % DAY if minute < HOUR and minutes <= DAY else None


def hour_words(minutes: int) -> str:
    """Return a time of day.

    >>> hour_words(750)
    '12:30'
    """
    return f"{minutes // HOUR}:{minutes % HOUR:02d}"


def listed(names: Sequence[str], text: Text) -> str:
    """Return names as a list in a sentence."""
    if len(names) < 2:
        return "".join(names)
    return text("unknown.names_and", names=", ".join(names[:-1]), last=names[-1])


def asks_first(person: Person) -> bool:
    """Whether this person asks somebody before any supplement, whatever the medicines."""
    young = person.age_years < YOUNGEST_FOR_AMOUNT_YEARS
    return young or person.ask_first is not AskFirst.NO or person.life_stage is not LifeStage.NONE


def clock_words(clock: DayClock, chosen: Iterable[Medicine], person: Person, moments: int, text: Text) -> list[str]:
    """Return when magnesium fits beside the medicines that were chosen, or why no moment is given."""
    day = {"wake": hour_words(WAKE_MINUTES), "sleep": hour_words(SLEEP_MINUTES)}
    if clock.outcome is DayOutcome.ASK:
        return list(_asking_words(clock.asking, person, text))
    if clock.outcome is DayOutcome.NO_SLOT:
        return [text("medicines.no_slot", **day)]
    free = [
        hour_words(first) if first == last else text("medicines.stretch", start=hour_words(first), end=hour_words(last))
        for first, last in clock.free
    ]
    said = [text("medicines.fits", hours=listed([hour_words(minute) for minute in clock.moments], text))]
    if len(clock.moments) < moments:
        said.append(text("medicines.too_few"))
    said.append(text("medicines.free", stretches=listed(free, text), **day))
    if any(medicine.action is MedicineAction.INFORM_DOCTOR for medicine in chosen):
        said.append(text("medicines.inform"))
    return [text("medicines.when_agreed"), *said] if asks_first(person) else said


def _asking_words(asking: Sequence[Medicine], person: Person, text: Text) -> Iterable[str]:
    for medicine in asking:
        key = "medicines.ask_doctor" if medicine.action is MedicineAction.ASK_FIRST else "medicines.ask_pharmacist"
        yield text(key, name=medicine.name(text.language))
    yield text("medicines.no_moment")
    if person.ask_first is AskFirst.NO and any(one.action is MedicineAction.ASK_FIRST for one in asking):
        yield text("medicines.answer_yes")


def medicine_lines(handbook: Handbook, text: Text) -> list[str]:
    """Return every medicine and every condition as the lines that the command line prints."""
    lines = [text("medicines.heading"), "", text("medicines.intro"), ""]
    for row in medicine_rows(handbook, text):
        lines += _row_lines(row, text)
    lines += [text("medicines.conditions"), ""]
    for row in condition_rows(handbook, text):
        lines += _row_lines(row, text)
    citations = [one for medicine in handbook.medicines for one in medicine.citations]
    used = dict.fromkeys(one.source for one in [*citations, *(caution.citation for caution in handbook.cautions)])
    lines += [text("report.sources"), *(f"  {key}: {handbook.sources[key].citation}" for key in used)]
    return [*lines, "", text("report.edition", edition=handbook.edition, boundary=text("app.boundary"))]


def _row_lines(row: MedicineRow, text: Text) -> list[str]:
    rest = [row.examples, row.apart, row.action, row.happens, row.note, f"[{'; '.join(row.sources)}]"]
    return [row.name[0].upper() + row.name[1:], *(f"  {words}" for words in rest if words), ""]
