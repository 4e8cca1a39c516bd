"""The page Method: a visitor's own calculation, or why there is none, and the book's cases beside ours."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import NO_VALUE, WOMAN, done, in_both_languages, on_page, visit

from nutrition import DataError, Handbook, LifeStage, Person, Plan, PlanItem, Sex, SupplementDose, make_report
from nutrition.adequacy import Adequacy
from nutrition.method_cases import read_method_cases
from nutrition.text import Text
from nutrition.views.book_words import ai_book_steps, book_steps, mean_steps
from nutrition.views.certainty_chart import certainty_curve
from nutrition.views.method_words import WHY_NONE, own_steps, why_none
from nutrition.views.session import Visit
from nutrition.worked_examples import work_out

ALMONDS = "usda-12061"
CASES = tomllib.loads((Path(__file__).parent / "cases" / "adequacy.toml").read_text(encoding="utf-8"))
MAN = Person(age_years=40, sex=Sex.MALE)
PREGNANT = Person(age_years=30, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT)


def eating(mg: float, days: int, person: Person = WOMAN, **more: Any) -> Plan:
    """Return a plan whose mean is `mg` a day: almonds have 270 mg per 100 g."""
    items = tuple(PlanItem(food_id=ALMONDS, grams=mg / 2.7, day=day) for day in range(1, days + 1))
    return Plan(person=person, items=items, **more)


def on_method(language: str, plan: Plan, authority: str) -> AppTest:
    """Visit the page with a plan on the table."""
    app = visit(language)
    app.session_state["visit"] = Visit(plan=plan, authority=authority, rows=tuple(range(len(plan.items))))
    app.switch_page("nutrition/views/pages/method.py")
    return done(app.run())


# --- The book's cases


def test_the_shipped_cases_are_the_tested_ones(handbook: Handbook) -> None:
    """What the page prints as the book's stands in two places that were typed apart."""
    cases = handbook.method_cases
    [one], [tested] = cases.individual, CASES["individual"]
    assert (one.mean_mg, one.days, one.ear_mg, one.within_sd_mg) == tuple(
        tested[name] for name in ("mean_mg", "days", "ear_mg", "within_sd_mg")
    )
    assert (one.printed_difference_mg, one.printed_requirement_sd_mg) == (55, 26.5)
    assert {"sd_mg": one.printed_sd_mg, "z": one.printed_z, "probability": one.printed_probability} == tested["printed"]
    printed = {(case.sd_times, case.z, case.days): case.printed_mg for case in cases.mean_needed}
    expected = {
        (case["sd_times"], case["z"], int(days)): mg
        for case in CASES["mean_needed"]
        for days, mg in case["mg_by_days"].items()
    }
    about_180 = (1.0, -2, 7)
    assert printed.pop(about_180) == 180
    assert expected.pop(about_180) == 181
    assert printed == expected
    ai = [(case.days, case.printed_z, case.printed_percent, case.misprint) for case in cases.above_ai]
    rows = CASES["ai"]["days"]
    assert ai == [(row["days"], row["z"], row["printed_percent"], row.get("misprint", False)) for row in rows]
    assert {(case.mean_mg, case.ai_mg, case.within_sd_mg) for case in cases.above_ai} == {(1200, 1000, 325)}


def test_the_cases_worked_out(handbook: Handbook) -> None:
    examples = work_out(handbook.method_cases)
    [(_, found)] = examples.individual
    for name, exact in CASES["individual"][0]["exact"].items():
        assert getattr(found, name) == pytest.approx(exact, abs=5e-5)
    assert [round(mg) for _, mg in examples.mean_needed_mg] == [445, 377, 349, 486, 362, 181]
    assert [ai.z for _, ai in examples.above_ai] == pytest.approx([0.6154, 1.0659, 1.6282], abs=5e-5)


@in_both_languages
def test_the_page_shows_both_columns(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, examples = texts[language], work_out(handbook.method_cases)
    app = on_method(language, Plan(person=WOMAN), "nasem")
    [(case, found)] = examples.individual
    rows = book_steps(case, found, text)
    rows += mean_steps(examples.mean_needed_mg, text) + ai_book_steps(examples.above_ai, text)
    there = on_page(app)
    for row in rows:
        assert " ".join((row.label, row.how, *row.values)).replace("  ", " ") in there
    point = "," if language == "nl" else "."
    for figure in ("0.836", "0.85", "56.2 mg", "56 mg", "445 mg", "486 mg", "181 mg", "180 mg", "1.63", "1.69"):
        assert figure.replace(".", point) in there


def broken(change: Callable[[str], str], small_data: Callable[[], Path], handbook: Handbook) -> str:
    path = small_data() / "method_cases.toml"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError) as problem:
        read_method_cases(path, handbook.sources)
    return problem.value.code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('source = "IOM2000"\n', "", "no_source"),
        ('locator = "pp. 54-57"\n', "", "no_source"),
        ('source = "IOM2000"', 'source = "NOBODY"', "unknown_source"),
        ('checked = "original"', 'checked = "unchecked"', "not_checked"),
        ("mean_mg = 320\n", "", "entry_incomplete"),
        ("mean_mg = 320", 'mean_mg = "many"', "entry_incomplete"),
        ("mean_mg = 320", "mean_mg = true", "entry_incomplete"),
        ("mean_mg = 320", "mean_mg = 320\nmood = 3", "entry_incomplete"),
    ],
)
def test_a_broken_case_is_refused(
    old: str, new: str, code: str, small_data: Callable[[], Path], handbook: Handbook
) -> None:
    assert broken(lambda content: content.replace(old, new, 1), small_data, handbook) == code


# --- A visitor's own numbers


@in_both_languages
def test_the_own_calculation_of_the_books_woman(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, plan = texts[language], eating(320, 3)
    report = make_report(plan, handbook, "nasem")
    values = [row.values[0] for row in own_steps(report, text)]
    numbers = ["320 mg", "265 mg", "55 mg", "26.5 mg", "85.9 mg", "56.2 mg", "0.98", "84 %", "79 %", "4", "87"]
    assert values == [number.replace(".", "," if language == "nl" else ".") for number in numbers]
    assert why_none(report, handbook, text) == []
    app = on_method(language, plan, "nasem")
    for row in own_steps(report, text):
        assert f"{row.label} {row.how} {row.values[0]}" in on_page(app)
    assert text("page.method.curve_text") in on_page(app)


def test_the_steps_add_up_to_what_my_day_says(handbook: Handbook, texts: dict[str, Text]) -> None:
    plan = eating(220, 3, supplements=(SupplementDose(form="citrate", elemental_mg=100),))
    report = make_report(plan, handbook, "nasem")
    assert [row.values[0] for row in own_steps(report, texts["en"]) if row.main] == ["84 %"]
    adequate = report.finding("adequate_maybe")
    assert adequate is not None
    assert "84 %" in texts["en"]("finding.adequate_maybe", **adequate.values)


@in_both_languages
def test_an_unchecked_sd_is_marked(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    report = make_report(eating(300, 2, MAN), handbook, "nasem")
    assert [row.values[0] for row in own_steps(report, text) if row.mark] == ["122 mg"]
    app = on_method(language, eating(300, 2, MAN), "nasem")
    unchecked = sum(not row.verified for row in handbook.within_person_sd)
    assert unchecked
    assert on_page(app).count(text("page.method.not_checked")) == unchecked + 1


@in_both_languages
def test_a_food_without_a_value_makes_it_at_least(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    plan = replace(eating(200, 3), items=(*eating(200, 3).items, PlanItem(food_id=NO_VALUE, grams=20)))
    rows = own_steps(make_report(plan, handbook, "nasem"), text)
    least = text("excel.at_least")
    assert [row.values[0].startswith(least) for row in rows] == [1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0]
    assert [row.values[0] for row in rows[-2:]] == [text("page.method.days_open")] * 2
    app = on_method(language, plan, "nasem")
    assert text("page.method.how_days_open") in on_page(app)
    assert text("page.method.curve_text") not in on_page(app)


@in_both_languages
def test_at_or_above_an_ai(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, plan = texts[language], eating(360, 3)
    rows = own_steps(make_report(plan, handbook, "gezondheidsraad"), text)
    # by hand: 85.9 / √3 = 49.59; 60 / 49.59 = 1.21; Φ = 0.887
    numbers = ["360 mg", "300 mg", "60 mg", "85.9 mg", "49.6 mg", "1.21", "89 %", "83 %", "3", "8"]
    assert [row.values[0] for row in rows] == [n.replace(".", "," if language == "nl" else ".") for n in numbers]
    assert text("page.method.step_confidence", kind="AI") in on_page(on_method(language, plan, "gezondheidsraad"))


@in_both_languages
@pytest.mark.parametrize(
    ("person", "authority", "code"),
    [
        (WOMAN, "gezondheidsraad", "below_ai"),
        (Person(age_years=8, sex=Sex.MALE), "gezondheidsraad", "no_probability_rda"),
        (WOMAN, "coma", "no_probability_unchecked"),
        (PREGNANT, "nasem", "no_probability_sd"),
        (Person(age_years=2, sex=Sex.MALE), "nasem", "no_probability_sd"),
        (WOMAN, "nhmrc", "reference_unchecked"),
        (Person(age_years=0.2, sex=Sex.MALE), "efsa", "no_reference"),
        (Person(age_years=0.2, sex=Sex.MALE), "who_fao", "reference_by_feeding"),
    ],
)
def test_where_there_is_no_percentage_it_says_why(
    person: Person, authority: str, code: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    plan, text = eating(100, 2, person), texts[language]
    report = make_report(plan, handbook, authority)
    assert own_steps(report, text) == []
    assert report.finding(code) is not None
    [said] = why_none(report, handbook, text)
    assert said in on_page(on_method(language, plan, authority))
    assert code in WHY_NONE


def test_every_authority_says_something(handbook: Handbook, texts: dict[str, Text]) -> None:
    people = (WOMAN, MAN, PREGNANT, Person(age_years=2, sex=Sex.MALE), Person(age_years=0.2, sex=Sex.FEMALE))
    for authority in handbook.reference_values:
        for person in people:
            for mg in (50, 700):
                report = make_report(eating(mg, 2, person), handbook, authority)
                reasons = why_none(report, handbook, texts["nl"])
                assert bool(own_steps(report, texts["nl"])) is not bool(reasons), (authority, person, mg)


@in_both_languages
def test_nothing_recorded(language: str, texts: dict[str, Text]) -> None:
    app = on_method(language, Plan(person=WOMAN), "nasem")
    assert texts[language]("page.method.nothing") in on_page(app)
    assert texts[language]("page.method.curve_text") not in on_page(app)


@in_both_languages
def test_from_the_day_by_what_it_means_to_the_method(language: str, texts: dict[str, Text]) -> None:
    plan, text = eating(320, 3), texts[language]
    app = on_method(language, plan, "nasem")
    for page, label, leads in (("my_day", "page.meaning.link", "meaning"), ("meaning", "page.method.link", "method")):
        app.switch_page(f"nutrition/views/pages/{page}.py")
        done(app.run())
        assert app.session_state["visit"].plan == plan
        links = [element.proto for element in app.get("page_link")]
        [link] = [link for link in links if link.label == text(label)]
        assert link.page == leads
        assert f"language={language}" in link.query_string


# --- The picture


@pytest.mark.parametrize("mg", [0.5, 150, 265, 320, 900])
def test_the_curve_is_filled_where_intake_is_enough(mg: float, handbook: Handbook, texts: dict[str, Text]) -> None:
    found = make_report(eating(mg, 3), handbook, "nasem").assessment.adequacy
    assert isinstance(found, Adequacy)
    spec = certainty_curve(found, texts["en"])
    points = spec["layer"][0]["data"]["values"]
    assert all((point["part"] == "food") == (point["mg"] > 0) for point in points if point["mg"])

    def area(part: str) -> float:
        own = [point for point in points if point["part"] == part]
        return sum((b["mg"] - a["mg"]) * (a["height"] + b["height"]) / 2 for a, b in pairwise(own))

    assert area("food") == pytest.approx(found.probability, abs=0.005)
    assert area("food") + area("quiet") == pytest.approx(1, abs=0.005)
