"""The way from a sentence on My day by what it means to the method, on a phone and in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from nutrition import Person, Plan, PlanItem
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES
from tests.browser.test_journey import fits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

DAYS = tuple(PlanItem(food_id="usda-12061", grams=400 / 2.7, day=day) for day in (1, 2, 3))
PLAN = Plan(person=Person(age_years=40, sex="female"), items=DAYS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_is_two_clicks_away_and_nothing_is_lost(language: str, welcome: Callable[..., Visitor]) -> None:
    visitor = welcome(language, phone=True)
    visitor.open_file(write_plan(PLAN).encode())
    text, page = visitor.text, visitor.page
    expect(visitor.total).to_have_text(text.mg(400))

    for name, heading in (("meaning.link", "meaning.title"), ("method.link", "method.heading")):
        link = page.get_by_role("link", name=text(f"page.{name}"))
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 40
        link.click()
        expect(page.get_by_role("heading", name=text(f"page.{heading}"), exact=True)).to_be_visible()
        fits(visitor)
    expect(page).to_have_url(re.compile(rf"/method\?language={language}$"))
    # 100 mg above the AI, and 85.9 / √3 = 49.6: z = 2.02
    outcome = page.locator("tr.main").first
    expect(outcome).to_contain_text(text("page.method.step_confidence", kind="AI"))
    expect(outcome).to_contain_text("98 %")
    page.locator("summary").filter(has_text=text("page.method.more_title")).click()
    expect(visitor.said(text("page.method.means_text"))).to_be_visible()
    fits(visitor)

    page.get_by_role("link", name=text("page.my_day.title"), exact=True).click()
    expect(visitor.total).to_have_text(text.mg(400))
    expect(
        visitor.said(text("finding.above_ai", count=3, confidence_percent=97.81, ai_mg=300, kind="AI"))
    ).to_be_visible()
