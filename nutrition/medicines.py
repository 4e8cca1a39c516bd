"""Medicines beside magnesium: how many hours apart, and at which moments of a day magnesium then fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from nutrition.errors import DataError, NutritionError
from nutrition.limits import number_within
from nutrition.sources import Citation, Source, cited
from nutrition.tables import entries, read_toml

HOUR, DAY = 60, 24 * 60  # in minutes
STEP_MINUTES = 15
WAKE_MINUTES, SLEEP_MINUTES = 7 * HOUR, 23 * HOUR
MEALS_MINUTES = (8 * HOUR, 12 * HOUR + 30, 18 * HOUR)
MOST_HOURS = 24.0


class MedicineKind(StrEnum):
    """What a medicine and magnesium do to each other."""

    LESS_MEDICINE = "less_medicine"
    LESS_BOTH = "less_both"
    LESS_MAGNESIUM = "less_magnesium"
    LOSES_MAGNESIUM = "loses_magnesium"
    KEEPS_MAGNESIUM = "keeps_magnesium"
    ADDS_UP = "adds_up"
    UNCLEAR = "unclear"


class MedicineAction(StrEnum):
    """What a person can do: keep hours apart, ask before any magnesium, tell the doctor, or know of it."""

    SPACE = "space"
    ASK_PHARMACIST = "ask_pharmacist"
    ASK_FIRST = "ask_first"
    INFORM_DOCTOR = "inform_doctor"
    HINT = "hint"


ASKS = frozenset({MedicineAction.ASK_PHARMACIST, MedicineAction.ASK_FIRST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A class of medicines, or a mineral, beside magnesium.

    The medicine is taken at least `hours_before` before the magnesium, or at least `hours_after` after it: the
    strictest figures that were read, None where none is published.
    """

    medicine: str
    name_en: str
    name_nl: str
    examples_en: tuple[str, ...]
    examples_nl: tuple[str, ...]
    kind: MedicineKind
    hours_before: float | None
    hours_after: float | None
    action: MedicineAction
    effect_en: str
    effect_nl: str
    note_en: str
    note_nl: str
    citations: tuple[Citation, ...]

    def name(self, language: str) -> str:
        """Return the class in plain words."""
        return self.name_nl if language == "nl" else self.name_en

    def examples(self, language: str) -> tuple[str, ...]:
        """Return medicines of the class."""
        return self.examples_nl if language == "nl" else self.examples_en

    def effect(self, language: str) -> str:
        """Return what happens."""
        return self.effect_nl if language == "nl" else self.effect_en

    def note(self, language: str) -> str:
        """Return what has to be known beside the hours, or nothing."""
        return self.note_nl if language == "nl" else self.note_en

    @property
    def asks(self) -> bool:
        """Whether somebody has to be asked before any magnesium; hours that nobody published are a reason too."""
        unknown = self.hours_before is None or self.hours_after is None
        return self.action in ASKS or (self.action is MedicineAction.SPACE and unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A medicine and when it is taken every day, in minutes after midnight."""

    medicine: Medicine
    at_minutes: int

    def __post_init__(self) -> None:
        number_within(self.at_minutes, 0, DAY, code="hour_out_of_range", name="at_minutes")
        object.__setattr__(self, "at_minutes", self.at_minutes % DAY)

    def allows(self, moment_minutes: int) -> bool:
        """Whether magnesium at this moment keeps the hours to the dose before it and to the next one, every day.

        A medicine without hours leaves every moment free; whether it asks for something else is not answered here.
        """
        since, until = (moment_minutes - self.at_minutes) % DAY, (self.at_minutes - moment_minutes) % DAY
        before, after = self.medicine.hours_before or 0, self.medicine.hours_after or 0
        return since >= before * HOUR and until >= after * HOUR


class DayOutcome(StrEnum):
    """Whether a day has a moment for magnesium."""

    FOUND = "found"
    NO_SLOT = "no_slot"
    ASK = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClock:
    """A day laid around medicines: the moments for magnesium, every stretch that is free, or who asks for care.

    All in minutes after midnight; a stretch holds its first and its last moment. `asking` are the medicines before
    which somebody has to be asked; then there is no moment at all.
    """

    outcome: DayOutcome
    moments: tuple[int, ...] = ()
    free: tuple[tuple[int, int], ...] = ()
    asking: tuple[Medicine, ...] = ()


def day_clock(
    taken: Sequence[Taken],
    *,
    moments: int = 1,
    wake_minutes: int = WAKE_MINUTES,
    sleep_minutes: int = SLEEP_MINUTES,
) -> DayClock:
    """Return when magnesium fits in a day beside medicines, at usual meals where it can be.

    `moments` is how many are looked for; fewer come back when fewer quarters of an hour are free. Waking hours may pass
    midnight. A medicine before which somebody has to be asked leaves no moment at all: it fails closed.
    """
    asking = {one.medicine.medicine: one.medicine for one in taken if one.medicine.asks}
    if asking:
        return DayClock(outcome=DayOutcome.ASK, asking=tuple(asking[key] for key in sorted(asking)))
    awake = range(wake_minutes, wake_minutes + (sleep_minutes - wake_minutes) % DAY + 1, STEP_MINUTES)
    # counted from waking, so that a day that ends after midnight stays one stretch
    open_minutes = [minute for minute in awake if all(one.allows(minute % DAY) for one in taken)]
    if not open_minutes:
        return DayClock(outcome=DayOutcome.NO_SLOT)
    meals = [wake_minutes + (meal - wake_minutes) % DAY for meal in MEALS_MINUTES]
    chosen = _choose(open_minutes, [meal for meal in meals if meal <= awake[-1]] or [awake[0]], moments)
    return DayClock(
        outcome=DayOutcome.FOUND,
        moments=tuple(minute % DAY for minute in sorted(chosen)),
        free=tuple((first % DAY, last % DAY) for first, last in _stretches(open_minutes)),
    )


def _choose(open_minutes: Sequence[int], meals: Sequence[int], moments: int) -> list[int]:
    near = [_nearest(open_minutes, meal) for meal in meals]
    by_distance = sorted(zip(near, meals, strict=True), key=lambda pair: (abs(pair[0] - pair[1]), pair[1]))
    at_meals = [minute for minute, meal in by_distance if minute == meal]
    chosen = list(dict.fromkeys(at_meals or [by_distance[0][0]]))[:moments]
    while len(chosen) < min(moments, len(open_minutes)):
        # as far as it can be from what was chosen: two moments close together would be one
        chosen.append(max(open_minutes, key=lambda minute: (min(abs(minute - one) for one in chosen), -minute)))
    return chosen


def _nearest(open_minutes: Sequence[int], meal: int) -> int:
    return min(open_minutes, key=lambda minute: (abs(minute - meal), minute))


def _stretches(open_minutes: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for minute in open_minutes:
        if found and minute - found[-1][1] == STEP_MINUTES:
            found[-1] = (found[-1][0], minute)
        else:
            found.append((minute, minute))
    return found


def read_medicines(path: Path, sources: Mapping[str, Source]) -> tuple[Medicine, ...]:
    """Read the medicines, in the order of the file; one without a source, or with hours that cannot be, is refused."""
    return tuple(_medicine(key, entry, sources, path.name) for key, entry in entries(read_toml(path), file=path.name))


def _medicine(key: str, entry: Mapping[str, object], sources: Mapping[str, Source], file: str) -> Medicine:
    citations = [cited(entry, sources, file=file, row=key)]
    if "also_source" in entry or "also_locator" in entry:
        also = {name: entry.get(f"also_{name}", "") for name in ("source", "locator")}
        citations.append(cited(also, sources, file=file, row=key))
    try:
        words = {name: _words(entry, name) for name in ("name_en", "name_nl", "effect_en", "effect_nl")}
        if ("note_en" in entry) != ("note_nl" in entry):
            raise KeyError("note_en, note_nl")
        return Medicine(
            medicine=key,
            kind=MedicineKind(str(entry["kind"])),
            action=MedicineAction(str(entry["action"])),
            hours_before=_hours(entry, "hours_before"),
            hours_after=_hours(entry, "hours_after"),
            examples_en=_examples(entry, "examples_en"),
            examples_nl=_examples(entry, "examples_nl"),
            note_en=str(entry.get("note_en", "")),
            note_nl=str(entry.get("note_nl", "")),
            citations=tuple(citations),
            **words,
        )
    except (KeyError, TypeError, ValueError, NutritionError) as error:
        raise DataError("entry_incomplete", file=file, row=key, column=str(error)) from error


def _words(entry: Mapping[str, object], name: str) -> str:
    words = entry[name]
    if not isinstance(words, str) or not words.strip():
        raise ValueError(name)
    return words


def _examples(entry: Mapping[str, object], name: str) -> tuple[str, ...]:
    examples = entry[name]
    if not isinstance(examples, list) or not all(isinstance(one, str) and one for one in examples):
        raise ValueError(name)
    return tuple(examples)


def _hours(entry: Mapping[str, object], name: str) -> float | None:
    if name not in entry:
        return None
    return number_within(entry[name], 0, MOST_HOURS, code="hour_out_of_range", name="hours")
