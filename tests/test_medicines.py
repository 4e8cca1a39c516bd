"""Medicines beside magnesium: every row as published, no moment that breaks an hour, and the same table everywhere."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import example, given
from hypothesis import strategies as st
from test_advice import REFUSED, UNIT_WORDS
from test_pages import complaints, done, on_page, to, visit

from nutrition import AskFirst, Handbook, LifeStage, NutritionError, Person, Plan, PlanItem, Sex
from nutrition.errors import DataError
from nutrition.handbook import load_handbook
from nutrition.medicines import (
    ASKS,
    DAY,
    MEALS_MINUTES,
    STEP_MINUTES,
    DayOutcome,
    Medicine,
    MedicineAction,
    Taken,
    day_clock,
)
from nutrition.text import LANGUAGES, Text
from nutrition.views import cli
from nutrition.views.medicine_words import apart_words, clock_words, condition_rows, medicine_rows, read_hours

# Typed here apart from data/: the strictest published hours before and after, and what to do.
EXPECTED = """\
tetracyclines,3,6,space
quinolones,2,6,space
bisphosphonates,4,4,space
levothyroxine,4,4,space
iron,4,4,space
penicillamine_etc,4,4,space
fluoride,3,3,space
csp_edta,1,1,space
gabapentin,3,2,space
hiv_insti,4,6,ask_pharmacist
mycophenolate_rosuva_digoxin,3,3,space
loop_thiazide,,,inform_doctor
k_sparing,,,ask_first
ppi,,,inform_doctor
egfr_inhib,,,ask_first
neuromuscular,,,ask_first
calcium_channel,,,ask_first
zinc_high,,,ask_pharmacist
calcium_high,,,hint
"""
CONDITIONS = {"kidney", "ckd3", "myasthenia", "av_block", "bowel", "child", "preg"}
# almonds come in "stuks" too; no food comes in tablets
DOSES = sorted({*UNIT_WORDS} - {"unit", "units", "stuk", "stuks"})
AN_AMOUNT = re.compile(rf"[0-9]\s+(?:{'|'.join(DOSES)})\b")
WOMAN = Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO)


def named(name: str) -> Medicine:
    return next(one for one in small_book().medicines if one.medicine == name)


def taken(name: str, *hours: float) -> list[Taken]:
    return [Taken(medicine=named(name), at_minutes=round(hour * 60)) for hour in hours]


# --- The data


def test_every_row_as_published(handbook: Handbook) -> None:
    rows = list(csv.reader(StringIO(EXPECTED)))
    found = [
        [one.medicine, *("" if hours is None else f"{hours:g}" for hours in (one.hours_before, one.hours_after))]
        for one in handbook.medicines
    ]
    assert [[*row, str(one.action)] for row, one in zip(found, handbook.medicines, strict=True)] == rows
    assert {caution.caution for caution in handbook.cautions} == CONDITIONS


def test_hours_apart_are_always_on_both_sides(handbook: Handbook) -> None:
    for one in handbook.medicines:
        assert (one.hours_before is None) == (one.hours_after is None)
        assert one.action is not MedicineAction.SPACE or one.hours_before
        assert one.citations
        assert bool(one.note_en) == bool(one.note_nl)
        assert len(one.examples_en) == len(one.examples_nl)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('source = "LT4"\n', "", "no_source"),
        ('source = "LT4"\n', 'source = "nobody"\n', "unknown_source"),
        ('also_source = "Raltegravir"\n', "", "no_source"),
        ("hours_before = 4", "hours_before = -4", "entry_incomplete"),
        ("hours_before = 4", "hours_before = 25", "entry_incomplete"),
        ("hours_before = 4", 'hours_before = "4-6"', "entry_incomplete"),
        ('action = "space"', 'action = "stop"', "entry_incomplete"),
        ('kind = "less_medicine"', 'kind = "worse"', "entry_incomplete"),
        ('effect_nl = "Je neemt minder schildklierhormoon op."', 'effect_nl = " "', "entry_incomplete"),
        ('name_en = "Thyroid hormone"\n', "", "entry_incomplete"),
        ('examples_en = ["levothyroxine"]', 'examples_en = "levothyroxine"', "entry_incomplete"),
        ('note_en = "With raltegravir no', 'note_fr = "With raltegravir no', "entry_incomplete"),
    ],
)
def test_a_row_that_cannot_be_is_refused(old: str, new: str, code: str, small_data: Callable[[], Path]) -> None:
    path = small_data() / "medicines.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_handbook(path.parent)
    assert (caught.value.code, caught.value.values["file"]) == (code, "medicines.toml")


# --- The clock


def made(before: float | None, after: float | None, action: MedicineAction) -> Medicine:
    key = f"{before} {after} {action}"
    return replace(named("iron"), medicine=key, hours_before=before, hours_after=after, action=action)


medicines = st.builds(
    made,
    before=st.sampled_from((None, 0, 1, 2, 2.5, 4, 8, 12)),
    after=st.sampled_from((None, 0, 1, 2, 3.25, 6, 12)),
    action=st.sampled_from(MedicineAction),
)
doses = st.builds(Taken, medicine=medicines, at_minutes=st.one_of(st.integers(0, 24 * 60), st.sampled_from((0, 480))))
days = st.lists(doses, max_size=4)
waking = st.tuples(*[st.integers(0, 95).map(lambda quarter: quarter * STEP_MINUTES)] * 2)


def too_near(one: Taken, moment: int) -> bool:
    """Say it the long way: lay the dose on yesterday, today and tomorrow, and look at each."""
    before, after = (60 * (hours or 0) for hours in (one.medicine.hours_before, one.medicine.hours_after))
    laid = [one.at_minutes + day * DAY for day in (-1, 0, 1)]
    return any(0 <= moment - dose < before or 0 <= dose - moment < after for dose in laid)


@given(day=days, hours=waking, moments=st.integers(1, 4))
@example(day=taken("tetracyclines", 0), hours=(420, 1380), moments=2)
@example(day=taken("levothyroxine", 23.75), hours=(900, 420), moments=2)
def test_no_moment_breaks_an_hour_and_a_free_one_is_found(
    day: list[Taken], hours: tuple[int, int], moments: int
) -> None:
    wake, sleep = hours
    clock = day_clock(day, moments=moments, wake_minutes=wake, sleep_minutes=sleep)
    awake = [(wake + step) % DAY for step in range(0, (sleep - wake) % DAY + 1, STEP_MINUTES)]
    free = [minute for minute in awake if not any(too_near(one, minute) for one in day)]
    asking = any(
        one.medicine.action in ASKS
        or (
            one.medicine.action is MedicineAction.SPACE
            and None in (one.medicine.hours_before, one.medicine.hours_after)
        )
        for one in day
    )
    if asking:
        assert (clock.outcome, clock.moments, clock.free) == (DayOutcome.ASK, (), ())
        return
    assert clock.asking == ()
    assert (clock.outcome is DayOutcome.FOUND) == bool(free)
    assert set(clock.moments) <= set(free)
    assert len(clock.moments) == len(set(clock.moments)) == min(moments, len(free))
    steps = [
        [(first + step) % DAY for step in range(0, (last - first) % DAY + 1, STEP_MINUTES)]
        for first, last in clock.free
    ]
    assert [minute for stretch in steps for minute in stretch] == free
    # a usual meal that is free comes before any other hour
    at_meals = [meal for meal in MEALS_MINUTES if meal in free]
    assert len(set(clock.moments) & set(at_meals)) >= min(moments, len(at_meals))


@given(day=days, seed=st.randoms(use_true_random=False), moments=st.integers(1, 3))
def test_the_order_of_medicines_does_not_matter(day: list[Taken], seed: object, moments: int) -> None:
    mixed = list(day)
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    assert day_clock(mixed, moments=moments) == day_clock(day, moments=moments)


@pytest.mark.parametrize(
    ("day", "moments", "expected"),
    [
        ([], 1, (480,)),
        ([], 2, (480, 750)),
        (taken("levothyroxine", 7), 1, (750,)),
        (taken("levothyroxine", 7), 2, (750, 1080)),
        (taken("levothyroxine", 8.5), 1, (750,)),  # exactly four hours later
        (taken("tetracyclines", 18.5), 1, (480,)),
        (taken("tetracyclines", 18.75), 1, (480,)),
        (taken("tetracyclines", 18.5), 2, (480, 750)),  # exactly six hours before
        (taken("tetracyclines", 8, 20), 2, (750, 1380)),
        (taken("iron", 24), 1, (480,)),
        (taken("tetracyclines", 4), 1, (480,)),
        (taken("tetracyclines", 2), 2, (480, 750)),
        (taken("levothyroxine", 8) + taken("iron", 18), 1, (12 * 60 + 30,)),
        (taken("levothyroxine", 8) + taken("iron", 12.5), 1, (18 * 60,)),
        (taken("ppi", 8) + taken("calcium_high", 8), 1, (480,)),
    ],
)
def test_days(day: list[Taken], moments: int, expected: tuple[int, ...]) -> None:
    assert day_clock(day, moments=moments).moments == expected


def test_no_slot_is_an_outcome() -> None:
    assert day_clock(taken("levothyroxine", 7, 13, 20)).outcome is DayOutcome.NO_SLOT
    asking = day_clock(taken("k_sparing", 8) + taken("hiv_insti", 8) + taken("iron", 8))
    assert [one.medicine for one in asking.asking] == ["hiv_insti", "k_sparing"]


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1, float("nan")])
def test_an_hour_that_is_none(minutes: float) -> None:
    with pytest.raises(NutritionError) as caught:
        Taken(medicine=named("iron"), at_minutes=minutes)  # type: ignore[arg-type]
    assert all(text.error(caught.value) for text in TEXTS.values())


# --- The words


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("8", (480,)), ("08:00", (480,)), ("8:30", (510,)), ("8.30", (510,)), ("8u30", (510,)), ("8 uur", (480,)),
        ("20h", (1200,)), ("0:00", (0,)), ("24:00", (0,)), ("24", (0,)), ("8 am", (480,)), ("8:15 pm", (1215,)),
        ("12 am", (0,)), ("12 p.m.", (720,)), ("8:00 en 20:00", (480, 1200)), ("8, 14, 20", (480, 840, 1200)),
        ("8;20", (480, 1200)), ("8 and 20", (480, 1200)),
    ],
)  # fmt: skip
def test_hours_as_people_type_them(words: str, minutes: tuple[int, ...]) -> None:
    assert read_hours(words) == minutes


@pytest.mark.parametrize(
    "words",
    ["", "ochtend", "25", "24:15", "8:60", "8:5", "7,5", "7.5", "-1", "8 20", "13 pm", "0 am", "8,", "٨", "8" * 99],
)
def test_an_hour_with_two_readings_or_none_is_asked_about(words: str) -> None:
    with pytest.raises(NutritionError) as caught:
        read_hours(words)
    assert caught.value.code == "hour_not_read"
    for text in TEXTS.values():
        assert "8:00" in text.error(caught.value)


@given(words=st.text(max_size=30))
def test_whatever_is_typed_is_a_time_or_a_sentence(words: str) -> None:
    try:
        found = read_hours(words)
    except NutritionError as error:
        found = ()
        told = TEXTS["nl"].error(error)
        if not told:
            raise
    assert all(0 <= minute < DAY for minute in found)


def test_the_direction_is_written_in_words(texts: dict[str, Text]) -> None:
    tetracyclines = named("tetracyclines")
    assert apart_words(tetracyclines, texts["en"]) == (
        "The medicine at least 3 hours before magnesium, or at least 6 hours after it."
    )
    assert apart_words(tetracyclines, texts["nl"]) == (
        "Het medicijn minstens 3 uur vóór magnesium, of minstens 6 uur erna."
    )
    assert apart_words(named("iron"), texts["nl"]) == "Minstens 4 uur ertussen."
    assert apart_words(named("csp_edta"), texts["en"]) == "At least 1 hour between the two."
    assert apart_words(named("ppi"), texts["en"]) == ""
    one_side = replace(tetracyclines, hours_before=None)
    assert apart_words(one_side, texts["nl"]) == "Het medicijn minstens 6 uur na magnesium."
    assert one_side.asks
    assert apart_words(replace(tetracyclines, hours_after=None), texts["en"]).endswith("3 hours before magnesium.")


@pytest.mark.parametrize(
    "person",
    [
        replace(WOMAN, ask_first=AskFirst.YES),
        replace(WOMAN, ask_first=AskFirst.NOT_ANSWERED),
        replace(WOMAN, life_stage=LifeStage.PREGNANT),
        replace(WOMAN, age_years=3.99),
    ],
)
def test_who_should_ask_first_reads_that_first(person: Person, texts: dict[str, Text]) -> None:
    day = taken("iron", 8)
    for text in texts.values():
        first, *_ = clock_words(day_clock(day), [named("iron")], person, 1, text)
        assert first == text("medicines.when_agreed")
        assert text("medicines.when_agreed") not in clock_words(day_clock(day), [named("iron")], WOMAN, 1, text)


def test_a_medicine_to_ask_a_doctor_about_is_a_reason_for_yes(texts: dict[str, Text]) -> None:
    for text in texts.values():
        for medicine, answer, said in [
            ("k_sparing", AskFirst.NO, True),
            ("k_sparing", AskFirst.YES, False),
            ("hiv_insti", AskFirst.NO, False),
        ]:
            clock = day_clock(taken(medicine, 8))
            words = clock_words(clock, [named(medicine)], replace(WOMAN, ask_first=answer), 1, text)
            assert (text("medicines.answer_yes") in words) is said


def test_too_few_moments_are_said(texts: dict[str, Text]) -> None:
    day = taken("levothyroxine", 7, 13, 19)  # only 23:00 is left
    for text in texts.values():
        words = clock_words(day_clock(day, moments=2), [named("levothyroxine")], WOMAN, 2, text)
        assert words[:2] == [text("medicines.fits", hours="23:00"), text("medicines.too_few")]
        assert text("medicines.inform") not in words
        told = clock_words(day_clock(taken("ppi", 8)), [named("ppi")], WOMAN, 1, text)
        assert text("medicines.inform") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_prints_every_row(
    language: str, handbook: Handbook, texts: dict[str, Text], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["medicines", "--language", language]) == 0
    said = capsys.readouterr().out
    text = texts[language]
    rows = [*medicine_rows(handbook, text), *condition_rows(handbook, text)]
    assert len(rows) == 19 + 7
    for row in rows:
        for words in (row.name[1:], row.examples, row.apart, row.action, row.happens, row.note, *row.sources):
            assert words in said


# --- The page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_row_without_a_plan(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, there = texts[language], on_page(to(visit(language), "helps"))
    for row in [*medicine_rows(handbook, text), *condition_rows(handbook, text)]:
        for words in (row.name[1:], row.examples, row.apart, row.action, row.happens, row.note, *row.sources):
            assert " ".join(words.split()) in there


def choose(app, place: int, medicine: str):
    [box] = [box for box in app.selectbox if str(box.key).startswith(f"medicine-{place}-")]
    box.set_value(medicine)
    return done(app.run())


def hours(app, place: int, words: str):
    [field] = [field for field in app.text_input if str(field.key).startswith(f"medicine-hours-{place}-")]
    field.set_value(words)
    return done(app.run())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clock_on_the_page(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], to(visit(language), "helps")
    plan = app.session_state["visit"].plan
    choose(app, 0, "levothyroxine")
    assert text("page.helps.medicine_hours_open") in on_page(app)
    hours(app, 0, "7,5")
    assert any("7,5" in complaint for complaint in complaints(app))
    hours(app, 0, "7:00")
    assert complaints(app) == []
    assert text("medicines.fits", hours="12:30") in on_page(app)
    assert text("medicines.when_agreed") in on_page(app)  # the stop question was not answered
    choose(app, 1, "iron")
    hours(app, 1, "12:30")
    assert text("medicines.fits", hours="18:00") in on_page(app)
    choose(app, 2, "tetracyclines")
    hours(app, 2, "8:00 en 21:00")
    assert text("medicines.no_slot", wake="7:00", sleep="23:00") in on_page(app)
    choose(app, 2, "hiv_insti")
    there = on_page(app)
    assert text("medicines.ask_pharmacist", name=named("hiv_insti").name(language)) in there
    assert text("medicines.no_moment") in there
    assert app.session_state["visit"].plan == plan
    choose(app, 0, "")
    assert text("medicines.no_moment") in on_page(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", REFUSED.values(), ids=REFUSED)
def test_who_gets_no_amount_gets_none_on_the_page(language: str, person: Person) -> None:
    plan = Plan(person=person, items=(PlanItem(food_id="usda-12061", grams=30),))
    app = visit(language, plan)
    assert AN_AMOUNT.search(on_page(app)) is None
    to(app, "helps")
    choose(app, 0, "iron")
    hours(app, 0, "8:00")
    assert AN_AMOUNT.search(on_page(app)) is None
    # nor the fields to work one out with
    assert [str(box.key) for box in app.selectbox if str(box.key).startswith("wish-")] == []
    assert TEXTS[language]("medicines.when_agreed") in on_page(app)


def test_the_search_for_an_amount_on_the_page_can_fail() -> None:
    app = to(visit("nl", Plan(person=WOMAN, items=(PlanItem(food_id="usda-12061", grams=30),))), "helps")
    assert AN_AMOUNT.search(on_page(app))
    assert [box for box in app.selectbox if str(box.key).startswith("wish-")]
