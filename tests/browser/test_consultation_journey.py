"""A dietitian turns the screen: what was, what is, both in large type, and one page on paper to take home."""

from collections.abc import Callable
from unicodedata import normalize

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from nutrition import Handbook, Person, Plan, make_report
from nutrition.before_after import before_after
from nutrition.food_first import suggest_plans
from nutrition.text import LANGUAGES
from nutrition.views.consultation import difference_words
from nutrition.wishes import Diet, FoodWishes
from tests.browser.test_journey import fits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

LEAST_PX = 64
IN_SIGHT = """() => [...document.querySelectorAll('button, a, input, select, textarea, summary, [role=radio]')]
    .filter(one => one.checkVisibility({ opacityProperty: true }))
    .filter(one => { const box = one.getBoundingClientRect(); return box.width > 1 && box.top < innerHeight; })
    .map(one => one.outerHTML)"""


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dietitians_consultation(
    language: str, phone: bool, welcome: Callable[..., Visitor], handbook: Handbook
) -> None:
    visitor = welcome(language, phone=phone)
    text, page = visitor.text, visitor.page
    visitor.click("example_day.omnivore")
    items = handbook.example_days[Diet.OMNIVORE]
    plan = Plan(person=Person(age_years=40, sex="female"), items=items, food_wishes=FoodWishes(diet=Diet.OMNIVORE))
    before = make_report(plan, handbook, "gezondheidsraad")
    expect(visitor.total).to_have_text(text.mg(before.intake.total_mg))
    visitor.click("page.consult.set_before")
    expect(visitor.said(text("page.consult.before_is", total=text.mg(before.intake.total_mg)))).to_be_visible()
    page.get_by_role("link", name=text("page.my_day.helps_more")).click()
    visitor.click("page.helps.take_food", number=1)
    after = make_report(suggest_plans(plan, handbook, "gezondheidsraad")[0].plan, handbook, "gezondheidsraad")
    expect(visitor.total).to_have_text(text.mg(after.intake.total_mg))
    page.get_by_role("link", name=text("page.consult.link")).click()

    expect(page.get_by_role("heading", name=text("page.consult.heading"), exact=True)).to_be_visible()
    expect(visitor.said(difference_words(before_after(before, after), text))).to_be_visible()
    for report in (before, after):
        number = page.locator("dd", has_text=text.mg(report.intake.total_mg))
        expect(number).to_be_visible()
        assert float(number.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= LEAST_PX
    expect(page.locator(".mw-handout")).to_be_attached()
    visitor.has_settled()
    assert page.evaluate(IN_SIGHT) == []
    fits(visitor)
    # what nobody sees is still there for the keyboard, and comes into sight
    page.get_by_role("link", name=text("page.my_day.title"), exact=True).focus()
    expect(page.locator(".st-key-language")).to_be_visible()
    assert page.evaluate(IN_SIGHT)

    page.evaluate("() => { window.print = () => { window.asked = true } }")
    visitor.click("page.consult.print")
    assert page.evaluate("window.asked") is True
    path = visitor.folder / "handout.pdf"
    page.pdf(path=path, format="A4")
    [sheet] = PdfReader(path).pages
    # a printed "ffi" is one letter, and three when it is read
    words = " ".join(normalize("NFKC", sheet.extract_text()).split())
    assert text("excel.handout_title") in words
    foods = after.intake.by_food[:3]
    for share in foods:
        assert f"{text.number(share.magnesium_mg, 0)} mg" in words
        assert visitor.name(share.key).split(",")[0] in words
    for control in ("page.consult.print", "page.consult.back", "page.consult.set_before", "page.helps.title"):
        assert text(control) not in words
    assert "Magnesiumwijzer" not in words.split(text("report.sources"))[0]
