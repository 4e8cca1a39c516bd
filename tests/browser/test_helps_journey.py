"""From what is open to what helps: taken over with one click, undone with one, and nothing lost on the way back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from nutrition import Handbook, Person, Plan, PlanItem, SupplementDose, make_report
from nutrition.food_first import suggest_plans
from nutrition.storage import read_plan, write_plan
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
    first = make_report(suggest_plans(PLAN, handbook, "gezondheidsraad")[0].plan, handbook, "gezondheidsraad")
    visitor.click("page.helps.take_food", number=1)
    expect(visitor.total).to_have_text(text.mg(first.intake.total_mg))
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
