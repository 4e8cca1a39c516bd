"""Common advice beside a suggestion: said as what it is, never without a suggestion, never above its amount."""

import re

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from strategies import authorities, plans

from nutrition import AskFirst, Person, Plan, PlanItem, Sex, SupplementDose, SupplementWish
from nutrition import make_report as walk
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.cli import main, report_lines
from nutrition.views.evidence_words import adult_ul, guidance_lines, trial_doses_words
from nutrition.views.supplement_words import habit_lines, habits

FED = (PlanItem(food_id="usda-12061", grams=10),)


def plan(unit_mg: float, *taken: SupplementDose, answer: AskFirst = AskFirst.NO) -> Plan:
    person = Person(age_years=40, sex=Sex.FEMALE, ask_first=answer)
    return Plan(person=person, items=FED, supplements=taken, wish=SupplementWish(form="citrate", unit_mg=unit_mg))


@pytest.mark.parametrize(
    ("unit_mg", "taken_mg", "expected"),
    [
        (75, 0, True),  # 225 mg of 250: there is something to build up
        (125, 0, True),
        (100, 0, False),  # 200 mg
        (250, 0, False),  # one tablet is not built up
        (100, 100, False),  # 100 mg
    ],
)
def test_start_low_only_where_it_means_something(unit_mg: float, taken_mg: float, expected: bool) -> None:
    report = walk(plan(unit_mg, SupplementDose(elemental_mg=taken_mg)), small_book(), "efsa")
    assert report.suggestion
    for text in TEXTS.values():
        assert ("S07" in {habit.statement for habit in habits(report, small_book(), text)}) is expected


@given(plan=plans(), authority=authorities)
def test_no_habit_without_a_suggestion_and_no_amount_above_it(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    for text in TEXTS.values():
        lines = habit_lines(report, small_book(), text)
        if report.suggestion is None:
            assert lines == []
            assert text("habit.heading") not in report_lines(report, small_book(), text)
            continue
        named = [float(figure) for line in lines for figure in re.findall(r"(\d+) mg", line)]
        assert [mg for mg in named if mg > report.suggestion.dose_mg] == []
        assert {habit.statement for habit in habits(report, small_book(), text)} >= {"S11", "S12", "S13", "S14"}


@pytest.mark.parametrize("language", TEXTS)
def test_each_is_a_statement_of_the_evidence_with_its_verdict(language: str, handbook: Handbook) -> None:
    text = TEXTS[language]
    report = walk(plan(75), handbook, "efsa")
    statements = {statement.statement: statement for statement in handbook.guidance}
    found = habits(report, handbook, text)
    assert [habit.statement for habit in found] == ["S07", "S14", "S11", "S12", "S13"]
    for habit in found:
        statement = statements[habit.statement]
        assert habit.verdict == text(f"evidence.verdict.{statement.verdict}")
        assert all(place.partition(",")[0] in handbook.sources for place in habit.places)
        assert habit.places
    printed = report_lines(report, handbook, text)
    start = printed.index(f"  {text('habit.heading')}")
    assert (
        printed[start + 1] == f"    {text('habit.told', said=found[0].said, statement='S07', verdict=found[0].verdict)}"
    )


@pytest.mark.parametrize("answer", [AskFirst.YES, AskFirst.NOT_ANSWERED])
def test_nothing_under_a_stop(answer: AskFirst) -> None:
    report = walk(plan(75, answer=answer), small_book(), "efsa")
    for text in TEXTS.values():
        assert habits(report, small_book(), text) == ()


@pytest.mark.parametrize(("authority", "ul"), [("efsa", "250 mg"), ("nasem", "350 mg"), ("nhmrc", None)])
def test_trial_doses_are_facts_of_trials(authority: str, ul: str | None, handbook: Handbook) -> None:
    for text in TEXTS.values():
        said = trial_doses_words(handbook, adult_ul(authority, handbook), text)
        assert re.findall(r"\d+ mg", said) == (["500 mg", ul] if ul else ["500 mg"])
        assert "300" in said
        assert f"  {said}" in guidance_lines(handbook, text, authority)


def test_trial_doses_do_not_stand_beside_an_amount(handbook: Handbook, texts: dict[str, Text]) -> None:
    report = walk(plan(75), handbook, "efsa")
    for text in texts.values():
        said = trial_doses_words(handbook, adult_ul("efsa", handbook), text)
        assert not any(said in line for line in report_lines(report, handbook, text))


def test_guidance_takes_an_authority(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guidance", "--authority", "nasem"]) == 0
    assert "above the upper level of 350 mg" in capsys.readouterr().out
    assert main(["guidance", "--authority", "somebody"]) == 2
    assert "gezondheidsraad" in capsys.readouterr().err
