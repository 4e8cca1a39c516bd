"""The whole road: worked days, sums that must agree, and a handbook that stays as it was."""

import hashlib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from handbook_fixture import small_book
from hypothesis import given
from strategies import authorities, plans

from nutrition import NutritionError, Person, Plan, PlanItem, Sex, SupplementDose, SupplementWish, make_report
from nutrition.handbook import Handbook
from nutrition.storage import plan_of
from nutrition.text import Text
from nutrition.views.words import amount_words, finding_words, summary

CASES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "day.toml").read_text(encoding="utf-8")
)


@pytest.fixture(params=["small_handbook", "handbook"])
def book(request: pytest.FixtureRequest) -> Handbook:
    """The small data and the real data: the worked days hold for both."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Handbook)
    return found


def plan_of_case(case: Mapping[str, Any]) -> Plan:
    inputs = {key: value for key, value in case.items() if key not in {"source", "authority", "expected"}}
    return plan_of(inputs, file="day.toml")


@pytest.mark.parametrize("name", CASES)
def test_worked_day(name: str, book: Handbook) -> None:
    case, expected = CASES[name], CASES[name]["expected"]
    report = make_report(plan_of_case(case), book, case["authority"])
    intake, assessment, target = report.intake, report.assessment, report.reference.target
    assert [line.magnesium_mg for line in intake.lines] == pytest.approx(expected["line_mg"])
    assert intake.by_day_mg == pytest.approx(expected["by_day_mg"])
    assert {share.key: share.magnesium_mg for share in intake.by_meal} == pytest.approx(expected["by_meal_mg"])
    assert intake.food_mg == pytest.approx(expected["food_mg"])
    assert intake.supplement_mg == expected["supplement_mg"]
    assert intake.total_mg == pytest.approx(expected["food_mg"] + expected["supplement_mg"])
    assert target is not None
    assert (target.mg, target.published_as) == (expected["target_mg"], expected["kind"])
    assert assessment.gap_mg == pytest.approx(expected["gap_mg"])
    assert assessment.target_percent == pytest.approx(expected["target_percent"], abs=1e-4)
    assert assessment.room_under_ul_mg == pytest.approx(expected["room_under_ul_mg"])
    assert (assessment.at_least, assessment.ul_exceeded, intake.unknown_foods) == (False, False, ())
    if "supplement" not in expected:
        assert report.suggestion is None
        return
    suggestion = report.suggestion
    assert suggestion is not None
    found = {key: getattr(suggestion, key) for key in expected["supplement"]}
    assert found == pytest.approx(expected["supplement"], abs=0.05)


def test_the_woman_of_40_is_told_in_words(book: Handbook, texts: dict[str, Text]) -> None:
    report = make_report(plan_of_case(CASES["woman_of_40"]), book, "gezondheidsraad")
    said = {
        language: " ".join(words for _, words in [*summary(report, text), *finding_words(report, book, text)])
        for language, text in texts.items()
    }
    for words in ("236,4 mg", "63,6 mg", "300 mg (AI", "1 tablet van 100 mg (bisglycinaat)", "709,4 mg"):
        assert words in said["nl"]
    for words in ("236.4 mg", "63.6 mg", "300 mg (AI", "1 tablet of 100 mg (bisglycinate)", "709.4 mg"):
        assert words in said["en"]
    assert "minstens" not in said["nl"]
    assert "at least" not in said["en"].casefold()


def test_a_food_without_a_value_makes_it_at_least(book: Handbook, texts: dict[str, Text]) -> None:
    plan = plan_of_case(CASES["woman_of_40"])
    unknown = next(food for food in book.food_by_id.values() if food.mg_per_100g is None)
    more = replace(plan, items=(*plan.items, PlanItem(food_id=unknown.food_id, grams=200)))
    report = make_report(more, book, "gezondheidsraad")
    assert report.intake.food_mg == pytest.approx(236.4)
    assert report.intake.coverage == pytest.approx(160 / 360)
    assert (report.intake.at_least, report.assessment.at_least) == (True, True)
    assert report.intake.unknown_foods == (unknown,)
    assert report.intake.lines[-1].magnesium_mg is None
    (share,) = [share for share in report.intake.by_food if share.key == unknown.food_id]
    assert share.known is False
    assert report.finding("gap_at_most") is not None
    assert report.finding("gap") is None
    for language, least, most in (
        ("nl", "minstens 236,4 mg", "hooguit 63,6"),
        ("en", "at least 236.4 mg", "at most 63.6"),
    ):
        text = texts[language]
        told = " ".join(words for _, words in finding_words(report, book, text))
        assert least in dict(summary(report, text)).values()
        assert least in told.casefold()
        assert most in told.casefold()
        assert unknown.name(language) in told


def test_only_unknown_foods_is_not_zero_intake_and_not_nothing(small_handbook: Handbook) -> None:
    items = (PlanItem(food_id="usda-99001", grams=50), PlanItem(food_id="usda-4053", grams=50))
    report = make_report(Plan(person=Person(age_years=40, sex=Sex.FEMALE), items=items), small_handbook, "efsa")
    # olive oil has the value zero, which is known; the other food's value is not
    assert [line.magnesium_mg for line in report.intake.lines] == [None, 0.0]
    assert (report.intake.coverage, report.intake.at_least, report.finding("empty")) == (0.5, True, None)


def test_an_empty_plan_is_an_outcome(small_handbook: Handbook) -> None:
    report = make_report(Plan(person=Person(age_years=40, sex=Sex.FEMALE)), small_handbook, "efsa")
    assert (report.intake.total_mg, report.intake.coverage, report.assessment.gap_mg) == (0, None, 300)
    assert report.finding("empty") is not None


@given(plan=plans(), authority=authorities)
def test_shares_add_up_to_the_same_total(plan: Plan, authority: str) -> None:
    intake = make_report(plan, small_book(), authority).intake
    by_hand = math.fsum(
        (small_book().food(line.food.food_id).mg_per_100g or 0) * line.portion_g / 100 for line in intake.lines
    )
    assert intake.food_mg == pytest.approx(by_hand / plan.days)
    assert sum(share.magnesium_mg for share in intake.by_food) == pytest.approx(intake.food_mg)
    assert sum(share.magnesium_mg for share in intake.by_meal) == pytest.approx(intake.food_mg)
    assert sum(intake.by_day_mg) / intake.days == pytest.approx(intake.food_mg)
    assert len(intake.by_day_mg) == intake.days == plan.days
    assert intake.total_mg == pytest.approx(intake.food_mg + sum(dose.elemental_mg for dose in plan.supplements))
    assert intake.at_least == any(line.magnesium_mg is None for line in intake.lines)
    assert intake.at_least == (not all(share.known for share in intake.by_food))
    assert (intake.coverage is None) == (not plan.items)
    order = [share.magnesium_mg for share in intake.by_food]
    assert order == sorted(order, reverse=True)


def print_of(book: Handbook) -> str:
    """Return a stamp over everything in a handbook, its search index too."""
    index = book.foods.attrs["search"]
    parts = [pd.util.hash_pandas_object(book.foods).to_numpy().tobytes()]
    catalogues = (book.food_by_id, book.measures, book.reference_values, book.forms, book.sources, index.postings)
    catalogues += (book.spread.families, book.spread.kinds, book.spread.typical_cv)
    whole = (*map(dict, catalogues), book.products, book.cautions, book.suggested, index.food_ids, index.handicap)
    return hashlib.sha256(b"".join([*parts, repr((book.edition, whole)).encode()])).hexdigest()


def test_nothing_writes_to_the_handbook(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    before = print_of(small_handbook)

    @given(plan=plans(), authority=authorities)
    def walk(plan: Plan, authority: str) -> None:
        report = make_report(plan, small_handbook, authority)
        assert report == make_report(plan, small_handbook, authority)  # the same plan says the same
        for text in texts.values():
            summary(report, text)
            finding_words(report, small_handbook, text)
            assert [amount_words(line, text) for line in report.intake.lines].count("") == 0
            assert report.sources_used or not report.citations

    walk()
    assert print_of(small_handbook) == before


def test_the_handbook_refuses_to_be_written_to(small_handbook: Handbook) -> None:
    catalogues = ("food_by_id", "measures", "reference_values", "forms", "sources")
    for mapping in [getattr(small_handbook, name) for name in catalogues]:
        with pytest.raises(TypeError):
            mapping["new"] = None
    with pytest.raises(FrozenInstanceError):
        small_handbook.edition = "x"  # type: ignore[misc]


WOMAN = Person(age_years=40, sex=Sex.FEMALE)


@pytest.mark.parametrize(
    ("plan", "authority", "code"),
    [
        (Plan(person=WOMAN, items=(PlanItem(food_id="usda-0", grams=1),)), "efsa", "unknown_food"),
        (Plan(person=WOMAN, items=(PlanItem(food_id="usda-12061", measure="vat"),)), "efsa", "unknown_measure"),
        (Plan(person=WOMAN, supplements=(SupplementDose(form="lood", elemental_mg=1),)), "efsa", "unknown_form"),
        (Plan(person=WOMAN, wish=SupplementWish(form="lood")), "efsa", "unknown_form"),
        (Plan(person=WOMAN), "who", "unknown_authority"),
    ],
)
def test_what_the_handbook_does_not_have(
    plan: Plan, authority: str, code: str, small_handbook: Handbook, texts: dict[str, Text]
) -> None:
    with pytest.raises(NutritionError) as caught:
        make_report(plan, small_handbook, authority)
    assert caught.value.code == code
    assert all(text.error(caught.value) for text in texts.values())
