"""Food first in words: what the command line prints, in both languages, and the plan that it writes."""

from dataclasses import replace
from pathlib import Path

import pytest

from nutrition.food_first import suggest_plans
from nutrition.handbook import Handbook
from nutrition.intake import daily_intake
from nutrition.plan import Person, Plan, PlanItem, Sex
from nutrition.report import make_report
from nutrition.storage import read_plan, write_plan
from nutrition.suggestion import Outcome
from nutrition.text import Text
from nutrition.views.cli import main
from nutrition.views.food_first_words import (
    blocked_words,
    food_first_lines,
    label_words,
    outcome_words,
    told_suggestions,
    wish_words,
)
from nutrition.wishes import EVERYTHING, Allergen, Diet, FoodWishes

WOMAN = Person(age_years=40, sex=Sex.FEMALE)
BREAD = Plan(person=WOMAN, items=(PlanItem(food_id="usda-18069", grams=105), PlanItem(food_id="usda-9040", grams=130)))
WISHES = FoodWishes(
    diet=Diet.VEGAN,
    avoid=(Allergen.NUTS, Allergen.SOY),
    likes=("usda-9040",),
    never=("usda-11458",),
    energy_kcal=300,
    most_changes=2,
    one_portion=True,
    swaps=False,
)


def test_every_number_of_a_suggestion_is_said(handbook: Handbook, texts: dict[str, Text]) -> None:
    found = suggest_plans(BREAD, handbook, "gezondheidsraad")
    for text in texts.values():
        told = told_suggestions(found, 1, text)
        assert len(told) == len(found) == 3
        for one, suggestion in zip(told, found, strict=True):
            together = one.adds if len(one.changes) > 1 else one.changes[0].brings
            assert text.number(suggestion.added_mg) in together
            assert text.number(abs(suggestion.added_kcal), 0) in together
            for change, words in zip(suggestion.changes, one.changes, strict=True):
                assert change.food.name(text.language).lower() in words.what.lower()
                assert text.number(change.magnesium_mg) in words.brings
                assert change.food.citation
                assert change.food.citation.locator in words.source
                assert change.replaced is None or change.replaced.name(text.language) in words.what


def test_every_wish_is_said_and_those_of_everybody_are_not(handbook: Handbook, texts: dict[str, Text]) -> None:
    for text in texts.values():
        said = wish_words(WISHES, handbook, text)
        for words in (text("diet.vegan"), text("allergen.nuts"), text("allergen.soy"), "300"):
            assert words in said
        assert handbook.food("usda-9040").name(text.language) in said
        assert handbook.food("usda-11458").name(text.language) in said
        assert said.count(";") == 7
        assert wish_words(EVERYTHING, handbook, text) == ""
        assert label_words(WISHES, text)
        assert not label_words(EVERYTHING, text)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_sentence(outcome: Outcome, handbook: Handbook, texts: dict[str, Text]) -> None:
    found = suggest_plans(BREAD, handbook, "gezondheidsraad")[:1]
    for text in texts.values():
        changed = [replace(found[0], outcome=outcome, blocked_by=())]
        said = outcome_words(changed, daily_intake(BREAD, handbook), text)
        assert text(f"food_first.outcome.{outcome}") in said
        blocked = blocked_words(changed[0], WISHES, handbook, text)
        assert bool(blocked) == (outcome in (Outcome.BEST_REACHABLE, Outcome.NOTHING_HELPS))


def test_a_blocking_wish_is_named(handbook: Handbook, texts: dict[str, Text]) -> None:
    (found,) = suggest_plans(BREAD, handbook, "gezondheidsraad", replace(EVERYTHING, most_changes=1, one_portion=True))
    assert found.outcome is Outcome.BEST_REACHABLE
    for text in texts.values():
        wishes = replace(EVERYTHING, most_changes=1, one_portion=True)
        said = blocked_words(found, wishes, handbook, text)
        assert text("food_first.wish_changes", count=1) in said


def test_what_is_not_proven_is_said(handbook: Handbook, texts: dict[str, Text]) -> None:
    found = replace(suggest_plans(BREAD, handbook, "gezondheidsraad")[0], proven=False)
    for text in texts.values():
        (told,) = told_suggestions([found], 1, text)
        assert text("food_first.not_proven") in told.why
        assert text("food_first.proven") not in told.why


def test_every_day_is_said_of_more_days(handbook: Handbook, texts: dict[str, Text]) -> None:
    week = replace(BREAD, days=7)
    found = suggest_plans(week, handbook, "gezondheidsraad")
    for text in texts.values():
        added = [told.what for told in told_suggestions(found, 7, text)[0].changes]
        once = [told.what for told in told_suggestions(found, 1, text)[0].changes]
        assert added != once


def test_the_command_prints_writes_and_takes_over(
    handbook: Handbook, texts: dict[str, Text], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, better = tmp_path / "plan.toml", tmp_path / "better.toml"
    wished = replace(BREAD, food_wishes=FoodWishes(diet=Diet.VEGETARIAN, avoid=(Allergen.SOY,)))
    plan.write_text(write_plan(wished), encoding="utf-8")
    for language, text in texts.items():
        given = ["suggest", str(plan), "--language", language, "--take", "2", "--write", str(better)]
        assert main(given) == 0
        said = capsys.readouterr().out
        found = suggest_plans(wished, handbook, "gezondheidsraad")
        lines = food_first_lines(found, wished.food_wishes, daily_intake(wished, handbook), handbook, text)
        assert all(line in said for line in lines)
        taken = read_plan(better.read_bytes())
        assert taken == found[1].plan
        gap_mg = make_report(taken, handbook, "gezondheidsraad").assessment.gap_mg
        assert gap_mg is not None
        assert gap_mg < 0.05


@pytest.mark.parametrize(
    ("grams", "take", "code"),
    [(105, "9", "no_such_suggestion"), (105, "0", "no_such_suggestion"), (4000, "1", "nothing_suggested")],
)
def test_what_cannot_be_taken_over_is_said(
    grams: float, take: str, code: str, texts: dict[str, Text], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, better = tmp_path / "plan.toml", tmp_path / "better.toml"
    item = PlanItem(food_id="usda-18069", grams=grams)
    plan.write_text(write_plan(Plan(person=WOMAN, items=(item,))), encoding="utf-8")
    assert main(["suggest", str(plan), "--take", take, "--write", str(better)]) == 2
    said = capsys.readouterr().err.strip()
    assert said == texts["en"](f"error.{code}", number=int(take), high=3)
    assert not better.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(write_plan(BREAD), encoding="utf-8")
    assert main(["suggest", str(plan), "--write", str(tmp_path / "no" / "better.toml")]) == 2
    assert "better.toml" in capsys.readouterr().err
