"""From what is open to what helps: taken over with one click, undone with one, and nothing lost on the way back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from nutrition import Handbook, NutritionError, Person, Plan, PlanItem, SupplementDose, make_report
from nutrition.food_first import suggest_plans
from nutrition.storage import read_plan, write_plan
from nutrition.views.food_first_words import told_suggestions, wish_words
from nutrition.wishes import Allergen, Diet, FoodWishes
from tests.browser.test_journey import TOO_LOW, fits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

WOMAN = Person(age_years=40, sex="female", ask_first="no")
PLAN = Plan(person=WOMAN, items=(PlanItem(food_id="usda-12061", grams=30, meal="breakfast"),))


@pytest.mark.parametrize(("language", "phone"), [("nl", True), ("en", False)])
def test_what_helps_is_taken_over_and_undone(
    language: str, phone: bool, welcome: Callable[..., Visitor], handbook: Handbook
) -> None:
    visitor = welcome(language, phone=phone)
    visitor.open_file(write_plan(PLAN).encode())
    text, page = visitor.text, visitor.page
    expect(visitor.total).to_have_text(text.mg(81))
    page.get_by_role("link", name=text("page.my_day.helps_more")).click()
    expect(page.get_by_role("heading", name=text("page.helps.food_title"), exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)

    report = make_report(PLAN, handbook, "gezondheidsraad")
    for number, suggestion in enumerate(suggest_plans(PLAN, handbook, "gezondheidsraad"), start=1):
        visitor.click("page.helps.take_food", number=number)
        expect(visitor.total).to_have_text(text.mg(81 + suggestion.added_mg))
        visitor.click("page.my_day.undo")
        expect(visitor.total).to_have_text(text.mg(81))

    visitor.click("page.helps.take_over")
    expect(visitor.total).to_have_text(text.mg(81 + report.suggestion.dose_mg))
    # folds of what was suggested before go away with it
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_label(text("page.helps.taken_mg", number=1), exact=True)).to_be_visible()
    for fold in page.locator("summary").all():
        if fold.evaluate("summary => !summary.parentElement.open"):
            fold.click()
    expect(visitor.said(text("page.my_day.sources_text"))).to_be_visible()
    fits(visitor)
    if phone:
        assert page.evaluate(TOO_LOW) == []

    visitor.go("my_day")
    line = text("page.my_day.supplements_line", supplement_mg=report.suggestion.dose_mg)
    expect(page.get_by_role("link", name=line)).to_be_visible()
    dose = SupplementDose(form=report.suggestion.form.form, elemental_mg=report.suggestion.dose_mg)
    assert read_plan(visitor.download("page.my_day.download_plan")).supplements == (dose,)
    page.get_by_role("link", name=line).click()
    expect(page.get_by_label(text("page.helps.taken_mg", number=1), exact=True)).to_have_value(
        text.number(dose.elemental_mg)
    )
    visitor.click("page.my_day.undo")
    expect(visitor.total).to_have_text(text.mg(81))


@pytest.mark.parametrize(("language", "phone"), [("en", True), ("nl", False)])
def test_wishes_are_chosen_kept_and_held_to(
    language: str, phone: bool, welcome: Callable[..., Visitor], handbook: Handbook
) -> None:
    visitor = welcome(language, phone=phone)
    visitor.open_file(write_plan(PLAN).encode())
    text, page = visitor.text, visitor.page
    expect(visitor.total).to_have_text(text.mg(81))
    visitor.go("helps")
    page.get_by_text(text("page.helps.wishes_none")).click()
    visitor.choose("page.helps.wish_diet", text("diet.vegan"))
    expect(visitor.said(text("food_first.label"))).to_be_visible()
    visitor.choose("page.helps.wish_avoid", text("allergen.soy"))
    page.keyboard.press("Escape")
    energy = page.get_by_label(text("page.helps.wish_energy"), exact=True)
    energy.fill("veel")
    energy.press("Enter")
    expect(page.get_by_text(text.error(NutritionError("not_a_number_typed", value="veel")))).to_be_visible()
    energy.fill("150")
    energy.press("Enter")
    wishes = FoodWishes(diet=Diet.VEGAN, avoid=(Allergen.SOY,), energy_kcal=150)
    expect(page.get_by_text(wish_words(wishes, handbook, text))).to_be_visible()
    plan = replace(PLAN, food_wishes=wishes)
    for told in told_suggestions(suggest_plans(plan, handbook, "gezondheidsraad"), 1, text):
        for change in told.changes:
            expect(visitor.said(change.what).first).to_be_visible()
    fits(visitor)
    visitor.go("my_day")
    expect(visitor.said(wish_words(wishes, handbook, text)).first).to_be_visible()
    assert read_plan(visitor.download("page.my_day.download_plan")).food_wishes == wishes
