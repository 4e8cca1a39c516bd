"""What helps: taken over and undone with one click, what always stands there, what outlives a change of page."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from test_advice import REFUSED
from test_pages import (
    ALMONDS,
    AUTHORITY,
    THREE,
    WOMAN,
    answer,
    click,
    complaints,
    day,
    done,
    field,
    in_both_languages,
    numbers_block,
    on_page,
    plan_of,
    read,
    to,
    visit,
)

from nutrition import Handbook, Person, Plan, PlanItem, SupplementDose, make_report
from nutrition.food_first import suggest_plans
from nutrition.guidance import Subject
from nutrition.suggestion import Outcome
from nutrition.text import Text
from nutrition.views.food_first_words import told_suggestions, wish_words
from nutrition.views.words import total_words
from nutrition.wishes import Allergen, Diet, FoodWishes

SAID_NO = replace(WOMAN, ask_first="no")
PEOPLE = {
    "empty": Plan(person=WOMAN),
    "unanswered": day(*THREE),
    "amount": day(*THREE, person=SAID_NO),
    "pregnant": day(*THREE, person=replace(SAID_NO, life_stage="pregnant")),
    "target met": day(PlanItem(food_id=ALMONDS, grams=200), person=SAID_NO),
    "above the upper level": day(*THREE, supplements=(SupplementDose(form="oxide", elemental_mg=400),)),
    **{name: day(*THREE, person=person) for name, person in REFUSED.items()},
}


SPINACH = "usda-11458"


def multiselect(app: AppTest, name: str):
    return next(box for box in app.multiselect if str(box.key).startswith(f"{name}-"))


def box(app: AppTest, name: str):
    return next(box for box in app.checkbox if str(box.key).startswith(f"{name}-"))


def selectbox(app: AppTest, name: str):
    return next(box for box in app.selectbox if str(box.key).startswith(f"{name}-"))


@in_both_languages
@pytest.mark.parametrize("plan", PEOPLE.values(), ids=PEOPLE)
def test_when_to_see_a_doctor_always_stands_there(
    plan: Plan, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, app = texts[language], to(visit(language, plan), "helps")
    there = on_page(app)
    about = [one for one in handbook.guidance if one.subject is Subject.DOCTOR]
    assert about
    for words in (text("finding.see_a_doctor"), *(one.source_says(language) for one in about)):
        assert there.count(words) == 1
    assert text("page.helps.medicine_title") in there
    assert text("medicines.conditions") in there
    assert (text("page.helps.nothing_yet") in there) == (not plan.items)
    # an amount is in sight only where the report gives one
    suggestion = make_report(plan, handbook, AUTHORITY).suggestion
    assert [button.label for button in app.button].count(text("page.helps.take_over")) == int(bool(suggestion))


@in_both_languages
def test_food_is_taken_over_with_one_click_and_undone_with_one(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, plan = texts[language], day(*THREE)
    app = to(visit(language, plan), "helps")
    found = suggest_plans(plan, handbook, AUTHORITY)
    told = told_suggestions(found, 1, text)
    assert len(found) == 3
    for number, (suggestion, words) in enumerate(zip(found, told, strict=True), start=1):
        there = on_page(app)
        for said in (words.name, words.adds, *words.why, *(change.brings for change in words.changes)):
            assert said in there
        click(app, text("page.helps.take_food", number=number))
        assert plan_of(app) == suggestion.plan
        intake = make_report(suggestion.plan, handbook, AUTHORITY).intake
        assert total_words(intake, intake.total_mg, text) in read(numbers_block(app))
        # nothing is open any more, so nothing more is suggested
        assert [button for button in app.button if str(button.key).startswith("take-")] == []
        click(app, text("page.my_day.undo"))
        assert plan_of(app) == plan


@in_both_languages
def test_wishes_hold_wherever_food_is_proposed(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(PlanItem(food_id=SPINACH, grams=50))
    app = to(visit(language, plan), "helps")
    assert text("page.helps.wishes_none") in [read(fold.label) for fold in app.expander]
    selectbox(app, "eat-diet").select(Diet.VEGAN).run()
    multiselect(app, "eat-avoid").select(Allergen.NUTS).run()
    multiselect(app, "eat-never").select(SPINACH).run()
    field(app, "eat-energy").input("250").run()
    selectbox(app, "eat-changes").select(3).run()
    box(app, "eat-one_portion").check().run()
    box(app, "eat-swaps").uncheck().run()
    wishes = FoodWishes(
        diet=Diet.VEGAN, avoid=(Allergen.NUTS,), never=(SPINACH,), energy_kcal=250, most_changes=3, one_portion=True,
        swaps=False,
    )  # fmt: skip
    assert plan_of(app).food_wishes == wishes
    assert complaints(app) == []
    there = on_page(app)
    for one in told_suggestions(suggest_plans(replace(plan, food_wishes=wishes), handbook, AUTHORITY), 1, text):
        assert one.adds in there
    assert text("food_first.label") in there
    to(app, "my_day")
    helpful = make_report(replace(plan, food_wishes=wishes), handbook, AUTHORITY).helpful_foods
    assert wish_words(wishes, handbook, text) in on_page(app)
    assert helpful[0].food.name(language) in on_page(app)
    assert helpful[:3] != make_report(plan, handbook, AUTHORITY).helpful_foods[:3]


@in_both_languages
@pytest.mark.parametrize("typed", ["veel", "-5", "1e9", "4000"])
def test_an_energy_that_cannot_be_is_told_and_nothing_is_lost(
    typed: str, language: str, texts: dict[str, Text]
) -> None:
    plan = replace(day(*THREE), food_wishes=FoodWishes(diet=Diet.VEGAN, energy_kcal=100))
    app = to(visit(language, plan), "helps")
    field(app, "eat-energy").input(typed).run()
    assert len(complaints(app)) == 1
    assert plan_of(app) == plan
    field(app, "eat-energy").input("").run()
    assert complaints(app) == []
    assert plan_of(app).food_wishes == FoodWishes(diet=Diet.VEGAN)


@in_both_languages
@pytest.mark.parametrize(
    ("plan", "outcome"),
    [
        (replace(day(*THREE), food_wishes=FoodWishes(energy_kcal=0, swaps=False)), Outcome.NOTHING_HELPS),
        (replace(day(PlanItem(food_id=SPINACH, grams=1)), food_wishes=FoodWishes(most_changes=1, one_portion=True)),
         Outcome.BEST_REACHABLE),
        (day(PlanItem(food_id=SPINACH, grams=1), person=Person(age_years=3, sex="male")), Outcome.TOO_YOUNG),
    ],
)  # fmt: skip
def test_what_cannot_be_closed_says_why(plan: Plan, outcome: Outcome, language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], to(visit(language, plan), "helps")
    assert text(f"food_first.outcome.{outcome}") in on_page(app)
    taken = [button for button in app.button if str(button.key).startswith("take-")]
    assert len(taken) == (1 if outcome is Outcome.BEST_REACHABLE else 0)


@in_both_languages
def test_a_suggestion_is_taken_over_with_one_click_and_undone_with_one(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, plan = texts[language], day(*THREE, person=SAID_NO)
    app = to(visit(language, plan), "helps")
    suggestion = make_report(plan, handbook, AUTHORITY).suggestion
    click(app, text("page.helps.take_over"))
    dose = SupplementDose(form=suggestion.form.form, elemental_mg=suggestion.dose_mg)
    assert plan_of(app) == replace(plan, supplements=(dose,))
    assert field(app, "dose-mg-0").value == text.number(suggestion.dose_mg)
    assert text("page.my_day.supplements_line", supplement_mg=suggestion.dose_mg) in on_page(to(app, "my_day"))
    click(to(app, "helps"), text("page.my_day.undo"))
    assert plan_of(app) == plan
    assert text("page.my_day.supplements_none") in on_page(to(app, "my_day"))


@in_both_languages
def test_what_was_chosen_outlives_a_change_of_page(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], to(visit(language, day(*THREE)), "helps")
    answer(app, "no")
    selectbox(app, "wish-form").set_value("taurate")
    done(app.run())
    field(app, "wish-unit").set_value("50")
    done(app.run())
    click(app, text("page.helps.taken_add"))
    field(app, "dose-mg-0").set_value("30")
    done(app.run())
    selectbox(app, "medicine-0").set_value("levothyroxine")
    done(app.run())
    field(app, "medicine-hours-0").set_value("7:00")
    done(app.run())
    before, plan = on_page(app), plan_of(app)
    for page in ("my_day", "helps", "evidence", "helps"):
        to(app, page)
    assert on_page(app) == before
    assert plan_of(app) == plan
    assert app.radio[0].value == "no"
    assert selectbox(app, "wish-form").value == "taurate"
    assert [field(app, name).value for name in ("wish-unit", "dose-mg-0", "medicine-hours-0")] == ["50", "30", "7:00"]
    assert text("medicines.fits", hours="12:30") in on_page(app)


@in_both_languages
def test_a_typed_mistake_does_not_outlive_a_change_of_page(language: str, texts: dict[str, Text]) -> None:
    plan = day(*THREE, supplements=(SupplementDose(form="citrate", elemental_mg=30),))
    app = to(visit(language, plan), "helps")
    field(app, "dose-mg-0").set_value("veel")
    done(app.run())
    assert len(complaints(app)) == 1
    to(to(app, "my_day"), "helps")
    assert complaints(app) == []
    assert field(app, "dose-mg-0").value == "30"
    assert plan_of(app) == plan


@in_both_languages
def test_my_day_keeps_to_one_line_about_supplements(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language, day(*THREE))
    assert not app.radio
    there = on_page(app)
    assert text("page.my_day.supplements_none") in there
    assert text("page.my_day.helps_more") in there
    for key in ("supplement_title", "stop_question", "taken_title", "medicine_title", "medicine_which", "doctor_title"):
        assert text(f"page.helps.{key}") not in there


@in_both_languages
def test_an_empty_page_says_nothing_of_a_supplement_yet(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], visit(language)
    assert text("page.my_day.supplements_none") not in on_page(app)
    to(app, "helps")
    assert not app.radio
    click(app, text("page.helps.taken_add"))
    assert len(plan_of(app).supplements) == 1
    assert plan_of(app).person == Person(age_years=40, sex="female")


@in_both_languages
def test_a_supplement_is_for_what_food_leaves(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    closing = to(visit(language, day(*THREE, person=SAID_NO)), "helps")
    assert text("page.helps.after_food_none") in on_page(closing)
    assert text("supplement.as_eaten") in on_page(closing)
    tight = FoodWishes(most_changes=1, one_portion=True, diet=Diet.VEGAN)
    plan = replace(day(PlanItem(food_id=SPINACH, grams=1), person=SAID_NO), food_wishes=tight)
    (found,) = suggest_plans(plan, handbook, AUTHORITY)
    assert found.outcome is Outcome.BEST_REACHABLE
    left = to(visit(language, plan), "helps")
    assert text("page.helps.after_food_left", gap_left_mg=found.gap_left_mg) in on_page(left)
    stopped = to(visit(language, day(*THREE)), "helps")
    assert text("page.helps.after_food_none") not in on_page(stopped)
