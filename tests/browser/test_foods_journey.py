"""From the list of all foods to a meal on My day: found, looked behind, added, in both languages, on a phone too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.test_journey import fits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ALMONDS = "usda-12061"


@pytest.mark.parametrize(("language", "phone"), [("nl", True), ("en", False)])
def test_a_food_is_found_looked_behind_and_added(phone: bool, language: str, welcome: Callable[..., Visitor]) -> None:
    visitor = welcome(language, phone=phone)
    page, text = visitor.page, visitor.text
    page.get_by_role("link", name=text("page.foods.title"), exact=True).click()
    expect(page.get_by_role("heading", name=text("page.foods.heading"), exact=True)).to_be_visible()
    rows = page.locator(".mw-food h2")
    expect(rows).to_have_count(12)
    words = {"nl": "amandel", "en": "almond"}[language]
    page.get_by_label(text("page.my_day.search_label"), exact=True).press_sequentially(words)
    name = visitor.name(ALMONDS)
    found = page.locator(f".st-key-food-{ALMONDS}")
    expect(found.get_by_role("heading", name=name, exact=True)).to_be_visible()
    fold = found.locator("summary")
    fold.click()
    expect(found.get_by_text(text("derivation.analysed"), exact=True)).to_be_visible()
    fits(visitor)

    add = found.get_by_role("button", name=text("page.my_day.add_food", name=name))
    box = add.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 40
    add.click()
    expect(page.get_by_text(text("page.helps.added", name=name, meal=text("meal.breakfast")))).to_be_visible()
    # the list is drawn anew as it was, and the button keeps the focus
    expect(add).to_be_focused()
    expect(page.locator(".mw-food-head")).to_have_css("font-weight", "600")
    page.get_by_role("link", name=text("foods.to_my_day")).click()
    visitor.has_arrived()
    expect(visitor.amount(ALMONDS)).to_be_visible()
    expect(visitor.total).to_have_text(text.mg(28.35 * 2.7))
