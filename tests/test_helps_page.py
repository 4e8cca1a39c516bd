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
from nutrition.guidance import Subject
from nutrition.text import Text
from nutrition.views.words import total_words

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
def test_a_food_is_taken_over_with_one_click_and_undone_with_one(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, plan = texts[language], day(*THREE)
    app = to(visit(language, plan), "helps")
    best = make_report(plan, handbook, AUTHORITY).helpful_foods[0]
    click(app, text("page.my_day.add_food", name=best.food.name(language)))
    now = plan_of(app)
    assert now.items[:-1] == plan.items
    assert (now.items[-1].food_id, now.items[-1].measure) == (best.food.food_id, best.measure.measure)
    intake = make_report(now, handbook, AUTHORITY).intake
    assert total_words(intake, intake.total_mg, text) in read(numbers_block(app))
    added = text("page.helps.added", name=best.food.name(language), meal=text("meal.snack"))
    assert [read(toast.value) for toast in app.toast] == [added]
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == plan


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
