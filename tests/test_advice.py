"""Advice: no input reaches an amount above the upper level, and a refusal never holds an amount."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from handbook_fixture import NUTS, TEXTS, small_book
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from strategies import authorities, doses, persons, plans
from test_reference_rows import EXPECTED, UPPER_LEVELS

from nutrition import AskFirst, DoseKind, Person, Plan, PlanItem, Report, Severity, Sex, SupplementDose, SupplementWish
from nutrition import make_report as walk
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.cli import report_lines
from nutrition.views.comparison import comparison_lines
from nutrition.views.excel import write_workbook
from nutrition.views.words import finding_words

SHOWN_AS_ZERO = 0.05
NO = (AskFirst.NO,)
BLOCKED = Plan(
    person=Person(age_years=40, sex=Sex.MALE, ask_first=AskFirst.NO),
    supplements=(SupplementDose(form="oxide", elemental_mg=250),),
)


def published(bands: Sequence[tuple[float, int | None]], age_years: float) -> int | None:
    """Return what the table typed by hand holds for an age."""
    return next((mg for start, mg in reversed(bands) if start <= age_years), None)


def target_of(person: Person, authority: str) -> int | None:
    """Return the RDA, else the AI, from the table typed by hand."""
    bands = [EXPECTED.get((authority, kind, str(person.sex), str(person.life_stage)), ()) for kind in ("RDA", "AI")]
    return next((mg for mg in (published(band, person.age_years) for band in bands) if mg), None)


def no_amounts(report: Report) -> list[str]:
    return [found.code for found in report.findings if found.code.startswith("no_amount_")]


@given(plan=plans(), authority=authorities)
@example(plan=BLOCKED, authority="efsa")
def test_when_no_amount_may_be_given(plan: Plan, authority: str) -> None:
    report, person = walk(plan, small_book(), authority), plan.person
    ul_mg = published(UPPER_LEVELS[authority], person.age_years)
    taken_mg = math.fsum(dose.elemental_mg for dose in plan.supplements)
    refused = (
        person.age_years < 4
        or person.ask_first is not AskFirst.NO
        or ul_mg is None
        or taken_mg >= ul_mg
        or target_of(person, authority) is None
    )
    if refused:
        assert report.suggestion is None
    assert report.assessment.target_mg == target_of(person, authority)
    assert report.assessment.ul_mg == ul_mg


@given(plan=plans(persons(NO, youngest_years=4)), authority=authorities)
def test_a_dose_stays_under_the_upper_level(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    suggestion, gap_mg = report.suggestion, report.assessment.gap_mg
    if suggestion is None:
        return
    assert gap_mg is not None
    ul_mg = published(UPPER_LEVELS[authority], plan.person.age_years)
    assert ul_mg is not None
    taken_mg = math.fsum(dose.elemental_mg for dose in plan.supplements)
    # whole_units lets a unit fit that is a thousand-millionth of itself too large
    assert suggestion.dose_mg + taken_mg <= ul_mg + 1e-9 * (1 + suggestion.unit_mg)
    assert isinstance(suggestion.units, int)
    assert suggestion.units >= 1
    assert suggestion.dose_mg == pytest.approx(suggestion.units * plan.wish.unit_mg)
    assert suggestion.dose_mg < gap_mg + suggestion.unit_mg
    assert suggestion.open_mg == pytest.approx(max(0, gap_mg - suggestion.dose_mg))
    assert suggestion.needed_mg == pytest.approx(min(gap_mg, ul_mg - taken_mg))
    assert sum(suggestion.per_moment) == suggestion.units
    assert all(count >= 1 for count in suggestion.per_moment)
    assert len(suggestion.per_moment) == (2 if suggestion.dose_mg > 200 and suggestion.units > 1 else 1)
    assert suggestion.salt_mg * suggestion.form.elemental_fraction == pytest.approx(suggestion.dose_mg)
    assert (report.finding("supplement_leaves_open") is not None) == (suggestion.open_mg >= SHOWN_AS_ZERO)
    # something stays open only because one more unit would pass the upper level
    if suggestion.open_mg >= SHOWN_AS_ZERO:
        assert suggestion.dose_mg + suggestion.unit_mg + taken_mg > ul_mg


@given(plan=plans(), authority=authorities)
def test_exactly_one_outcome(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    outcomes = [
        report.suggestion is not None,
        len(no_amounts(report)) == 1,
        report.finding("target_met") is not None,
        any(report.finding(code) for code in ("no_reference", "reference_unchecked", "reference_by_feeding")),
    ]
    assert outcomes.count(True) == 1
    assert len(no_amounts(report)) <= 1
    if no_amounts(report) or report.suggestion:
        assert report.finding("gap") or report.finding("gap_at_most")
    codes = [found.code for found in report.findings]
    assert len(codes) == len(set(codes))


@given(plan=plans(persons(NO)), authority=authorities, grams=st.floats(500, 5000))
def test_nothing_is_suggested_when_the_gap_is_closed(plan: Plan, authority: str, grams: float) -> None:
    fed = replace(
        plan, items=tuple(PlanItem(food_id="usda-12014", grams=grams, day=day) for day in range(1, 5)), days=4
    )
    report = walk(fed, small_book(), authority)
    if report.assessment.gap_mg is None:
        return
    assert report.assessment.gap_mg == 0
    assert (report.suggestion, report.helpful_foods, no_amounts(report)) == (None, (), [])
    assert report.finding("target_met") is not None


UNIT_WORDS = "tablet tablets tabletten capsule capsules scoop scoops schepje schepjes unit units stuk stuks".split()
AMOUNT = re.compile(rf"\d[\d.,]*\s+(?:{'|'.join(UNIT_WORDS)})\b|brings? |geeft \d|geven \d")


@given(plan=plans(), authority=authorities)
@example(plan=BLOCKED, authority="efsa")
@example(plan=replace(BLOCKED, person=Person(age_years=2, sex=Sex.MALE)), authority="nasem")
def test_a_refusal_holds_no_amount(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    if report.suggestion is not None:
        return
    for text in TEXTS.values():
        # what is already taken may be named; what to take may not
        said = [words for _, words in finding_words(report, small_book(), text) if "bring you" not in words]
        told = [words for words in said if not words.startswith(("Your supplements bring", "Je supplementen geven"))]
        assert [words for words in told if AMOUNT.search(words) and "reference value" not in words] == []


def workbook_words(report: Report, text: Text) -> list[str]:
    """Return every text of the workbook, formulas and sheets that nobody opens included."""
    book = load_workbook(BytesIO(write_workbook(report, small_book(), text)))
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def everywhere(report: Report, text: Text) -> list[str]:
    """Return every line of the command line, of the comparison and of the workbook."""
    lines = [*report_lines(report, small_book(), text), *comparison_lines([report], text)]
    return [*lines, *workbook_words(report, text)]


UNIT = re.compile(rf"\b(?:{'|'.join(sorted({*UNIT_WORDS} - {'unit', 'units', 'stuk', 'stuks'}))})\b", re.IGNORECASE)
# by how much the upper level is passed already is no amount to take: "That is 10 mg above …"
FORBIDDEN = {
    "nl": (
        UNIT,
        re.compile(r"hele stuks|[0-9] stuks?\b|Dat is [0-9.,]+ mg (?!boven)[a-z]|bij de ene maaltijd|Neem het bij"),
    ),
    "en": (UNIT, re.compile(r"whole units|[0-9] units?\b|That is [0-9.,]+ mg (?!above)[a-z]|at one meal|Take it with")),
}


def amounts_in(lines: list[str], language: str) -> list[str]:
    """Return the lines in which an amount of a supplement to take is named."""
    return [line for line in lines for words in FORBIDDEN[language] if words.search(line)]


FED = (PlanItem(food_id="usda-12061", grams=30), PlanItem(food_id="usda-1077", measure="portion"))
TAKEN = tuple(SupplementDose(elemental_mg=60, kind=kind) for kind in DoseKind)
REFUSED = {
    "yes": Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.YES),
    "not answered": Person(age_years=40, sex=Sex.MALE),
    "under 4": Person(age_years=3.99, sex=Sex.MALE, ask_first=AskFirst.NO),
    "baby": Person(age_years=0.5, sex=Sex.FEMALE, ask_first=AskFirst.NO),
}


@pytest.mark.parametrize("taken", [(), TAKEN], ids=["nothing taken", "every kind taken"])
@pytest.mark.parametrize("person", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("authority", ["gezondheidsraad", "nasem", "mhlw"])
def test_who_gets_no_amount_gets_none_in_any_view(
    person: Person, authority: str, taken: tuple[SupplementDose, ...]
) -> None:
    report = walk(Plan(person=person, items=FED, supplements=taken), small_book(), authority)
    assert report.suggestion is None
    for language, text in TEXTS.items():
        assert amounts_in(everywhere(report, text), language) == []


@settings(max_examples=25)
@given(plan=plans(), authority=authorities)
def test_no_view_names_an_amount_that_the_report_refused(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    if report.suggestion is not None or report.finding("no_amount_unit_too_strong"):
        return
    for language, text in TEXTS.items():
        assert amounts_in(everywhere(report, text), language) == []


def test_the_search_through_the_views_can_fail() -> None:
    report = walk(replace(BLOCKED, supplements=(), items=FED), small_book(), "efsa")
    assert report.suggestion is not None
    for language, text in TEXTS.items():
        assert amounts_in(report_lines(report, small_book(), text), language)
        assert amounts_in(workbook_words(report, text), language)


def test_the_check_for_amounts_can_fail(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    report = walk(replace(BLOCKED, supplements=()), small_handbook, "efsa")
    for text in texts.values():
        assert any(AMOUNT.search(words) for _, words in finding_words(report, small_handbook, text))


@given(plan=plans(persons(NO)), authority=authorities, more=doses)
def test_more_supplements_never_raise_the_dose(plan: Plan, authority: str, more: SupplementDose) -> None:
    before = walk(plan, small_book(), authority).suggestion
    after = walk(replace(plan, supplements=(*plan.supplements, more)), small_book(), authority).suggestion
    assert (after.dose_mg if after else 0) <= (before.dose_mg if before else 0)


@given(plan=plans(), authority=authorities)
def test_foods_that_help(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    foods, gap_mg = report.helpful_foods, report.assessment.gap_mg
    adds = [helpful.magnesium_mg for helpful in foods]
    assert adds == sorted(adds, reverse=True)
    assert len(foods) <= 10
    assert len({helpful.food.food_id for helpful in foods}) == len(foods)
    for helpful in foods:
        assert gap_mg is not None
        assert helpful.magnesium_mg == pytest.approx((helpful.food.mg_per_100g or 0) * helpful.measure.one_g / 100)
        assert helpful.gap_percent == pytest.approx(100 * helpful.magnesium_mg / gap_mg)
    if plan.person.age_years < 4:
        assert NUTS not in {helpful.food.food_group for helpful in foods}


@pytest.mark.parametrize("age_years", [1, 3.999999, 4, 40])
def test_nuts_are_for_four_years_and_older(age_years: float, handbook: Handbook) -> None:
    report = walk(Plan(person=Person(age_years=age_years, sex=Sex.MALE)), handbook, "efsa")
    groups = {helpful.food.food_group for helpful in report.helpful_foods}
    assert len(report.helpful_foods) == 10
    assert (NUTS in groups) == (age_years >= 4)
    assert (report.finding("portions_for_adults") is None) == (age_years >= 4)


@pytest.mark.parametrize(
    ("taken_mg", "unit_mg", "outcome"),
    [
        (0, 100, 200),  # 300 is open, 250 is left: two of 100
        (0, 250, 250),  # up to the level itself
        (0, 250.01, "no_amount_unit_too_strong"),
        (50, 200, 200),
        (50, 200.01, "no_amount_unit_too_strong"),
        (249.96, 1, "no_amount_ul_reached"),
        (250, 1, "no_amount_ul_reached"),
        (260, 1, "no_amount_ul_reached"),
        (149.8, 33.4, 100.2),  # three of 33.4 in a room of 100.2, whatever the floats say
    ],
)
def test_at_the_edge_of_the_upper_level(
    taken_mg: float, unit_mg: float, outcome: float | str, small_handbook: Handbook
) -> None:
    plan = replace(
        BLOCKED,
        person=Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO),
        supplements=(SupplementDose(form="citrate", elemental_mg=taken_mg),),
        wish=SupplementWish(form="oxide", unit_mg=unit_mg),
    )
    # the gap is kept larger than the room: a man of 40 under EFSA, 350
    report = walk(replace(plan, person=replace(plan.person, sex=Sex.MALE)), small_handbook, "efsa")
    if isinstance(outcome, str):
        assert no_amounts(report) == [outcome]
    else:
        assert report.suggestion is not None
        assert report.suggestion.dose_mg == pytest.approx(outcome)


def test_severities(small_handbook: Handbook) -> None:
    over = replace(BLOCKED, supplements=(SupplementDose(form="oxide", elemental_mg=251),))
    exceeded = walk(over, small_handbook, "efsa").finding("ul_exceeded")
    assert exceeded is not None
    assert (exceeded.severity, exceeded.values["above_ul_mg"]) == (Severity.STOP, 1)
    assert walk(BLOCKED, small_handbook, "efsa").finding("ul_exceeded") is None


@pytest.mark.parametrize("authority", ["gezondheidsraad", "efsa", "nasem"])
def test_supplements_of_a_baby_are_a_stop(authority: str, small_handbook: Handbook) -> None:
    plan = replace(BLOCKED, person=Person(age_years=0.75, sex=Sex.FEMALE, ask_first=AskFirst.NO))
    report = walk(plan, small_handbook, authority)
    found = report.finding("no_ul_set")
    assert found is not None
    assert found.severity is Severity.STOP
    assert report.suggestion is None
