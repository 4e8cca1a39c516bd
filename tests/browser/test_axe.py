"""Every page, in both languages, light and dark, looked at by axe; narrow and enlarged, nothing goes off the side."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from app import APART, PAGES
from nutrition import Handbook, Person, Plan, PlanItem, SupplementDose
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES
from nutrition.views.pages.groups import EXAMPLE
from nutrition.wishes import Diet
from tests.browser.test_journey import TOO_WIDE
from tests.browser.visitor import Visitor
from tests.streamlit_barriers import BARRIERS

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
# 1280 pixels at 400 %, at which nothing may need scrolling sideways, and at 200 %
NARROW = ({"width": 320, "height": 640}, {"width": 640, "height": 450})
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
LOOKED_AT = {"color-contrast", "target-size", "heading-order", "label", "button-name", "html-has-lang", "bypass"}
# light and dark are two sets of colours of one page: in dark only the rules that look at colours can say otherwise
OF_COLOUR = {"color-contrast", "link-in-text-block"}
FOLDS = "[data-testid=stMain] details:not([open]) > summary"
UNFOLD = f"() => document.querySelectorAll('{FOLDS}').forEach(summary => summary.click())"
# what moves although the visitor asked for rest
MOVES = """() => document.getAnimations().filter(one => one.playState === 'running')
    .map(one => `${one.animationName ?? one.transitionProperty} ${one.effect.target?.outerHTML}`)"""
# a chart is told in one go, in our words; its parts would be told in English and in names of columns
PARTS = "svg:not([aria-hidden=true])"
WORDLESS = """parts => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    .filter(chart => (chart.getAttribute('aria-label') || '').length < 20 || chart.querySelector(parts))
    .map(chart => chart.outerHTML.slice(0, 200))"""

SIDEWAYS = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
    .filter(box => box.scrollWidth > Math.min(box.clientWidth, innerWidth)).map(box => box.tagName)"""
TRIES, PAUSE_MS, ROOM = 20, 100, 50

Welcome = Callable[..., Visitor]


class Found(NamedTuple):
    """What axe says is wrong with one element."""

    page: str
    rule: str
    selector: str
    why: str


def full_plan(handbook: Handbook) -> Plan:
    """Two days with a supplement and a food without a value: all that a page can draw of a plan is drawn."""
    items = handbook.example_days[Diet.OMNIVORE]
    table = handbook.foods
    unknown = str(table.loc[table["mg_per_100g"].isna(), "food_id"].iloc[0])
    second = [replace(item, day=2) for item in items[:4]]
    return Plan(
        person=Person(age_years=40, sex="female", ask_first="no"),
        items=(*items, PlanItem(food_id=unknown, grams=50), *second),
        supplements=(SupplementDose(form="citrate", elemental_mg=100),),
        days=2,
    )


def walk(visitor: Visitor) -> Iterator[str]:
    """Go to every page by its link, open all its folds, and wait until it stands still."""
    page, text = visitor.page, visitor.text
    ways = page.get_by_role("navigation", name=text("app.pages")).get_by_role("link")
    in_head = [name for name in PAGES if name not in APART]
    for name in (*in_head, *APART):
        title = text(f"page.{name}.title")
        if name in in_head:
            ways.nth(in_head.index(name)).click()
            expect(page.locator("[aria-current=page]")).to_have_text(title)
        else:
            ways.first.click()
            page.get_by_role("link", name=text(f"page.{name}.link")).click()
        expect(page).to_have_title(f"{title} · Magnesiumwijzer")
        visitor.has_settled()
        if name == "groups":
            page.locator('input[type="file"]').set_input_files(EXAMPLE)
            expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible()
        if name == "my_day":
            visitor.search("amand")
            expect(page.locator(".st-key-results button").first).to_be_visible()
        unfold(visitor)
        yield name


def unfold(visitor: Visitor) -> None:
    # a fold may hold folds
    for _ in range(3):
        visitor.page.evaluate(UNFOLD)
        stands_still(visitor)
    expect(visitor.page.locator(FOLDS)).to_have_count(0)


def all_in_sight(page: Page) -> None:
    """Make the window as high as the page: whether a target is large enough is judged of what is in sight alone."""
    height: int = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({**DESKTOP, "height": height + ROOM})


def axe(visitor: Visitor, name: str, *, theme: str = "light") -> list[Found]:
    """Return what axe finds wrong, and finds again once the page stands still: what is being renewed is faint."""
    name = f"{name} {theme}"
    found = looked_at(visitor.page, name, theme)
    for _ in range(TRIES):
        if not found:
            break
        visitor.page.wait_for_timeout(PAUSE_MS)
        stands_still(visitor)
        last, found = found, looked_at(visitor.page, name, theme)
        if found == last:
            break
    return found


def stands_still(visitor: Visitor) -> None:
    visitor.has_settled()
    expect(visitor.page.locator('[data-stale="true"]')).to_have_count(0)


def looked_at(page: Page, name: str, theme: str) -> list[Found]:
    rules = {"runOnly": {"type": "rule", "values": [*OF_COLOUR]}} if theme == "dark" else RULES
    result: dict[str, Any] = page.evaluate("options => axe.run({...options, resultTypes: ['violations']})", rules)
    ran = {rule["id"] for kind in ("passes", "violations", "incomplete", "inapplicable") for rule in result[kind]}
    assert ran == OF_COLOUR if theme == "dark" else ran >= LOOKED_AT | OF_COLOUR
    return [
        Found(name, broken["id"], node["target"][-1], node["failureSummary"])
        for broken in result["violations"]
        for node in broken["nodes"]
    ]


def off_the_side(page: Page) -> list[str]:
    """Return what stands off the side of the screen once the charts have followed its size."""
    for _ in range(TRIES):
        found: list[str] = [*page.evaluate(SIDEWAYS), *page.evaluate(TOO_WIDE)]
        if not found:
            break
        page.wait_for_timeout(PAUSE_MS)
    return found


def is_streamlits(page: Page, found: Found) -> bool:
    here = page.locator(found.selector)
    return any(
        found.rule == barrier.rule and here.evaluate("(one, selector) => one.matches(selector)", barrier.selector)
        for barrier in BARRIERS
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_barrier_of_our_making(language: str, welcome: Welcome, handbook: Handbook) -> None:
    visitor = welcome(language)
    page = visitor.page
    page.emulate_media(reduced_motion="reduce")
    visitor.open_file(write_plan(full_plan(handbook)).encode())
    expect(visitor.rows).not_to_have_count(0)
    page.evaluate(AXE_SCRIPT)
    ours: list[Found] = []
    met, wide = set(), []
    for name in walk(visitor):
        all_in_sight(page)
        for theme, ground in (("dark", "rgb(20, 26, 25)"), ("light", "rgb(255, 255, 255)")):
            page.emulate_media(color_scheme=theme)
            expect(page.get_by_test_id("stApp")).to_have_css("background-color", ground)
            for found in axe(visitor, name, theme=theme):
                if is_streamlits(page, found):
                    met.add(found.rule)
                else:
                    ours.append(found)
        assert page.evaluate(WORDLESS, PARTS) == []
        assert page.evaluate(MOVES) == []
        for size in NARROW:
            page.set_viewport_size(size)
            wide += [f"{name} at {size['width']}: {element}" for element in off_the_side(page)]
        page.set_viewport_size(DESKTOP)
    assert ours == []
    assert wide == []
    assert met == {barrier.rule for barrier in BARRIERS}, "Streamlit mended something: take it out of the list"


def test_what_is_looked_for_is_found(welcome: Welcome) -> None:
    """A picture without words, a faint line, a button of 10 by 10 and a heading out of order are all seen."""
    visitor = welcome("en")
    page = visitor.page
    page.evaluate(AXE_SCRIPT)
    page.locator(".stMainBlockContainer").evaluate(
        """place => place.insertAdjacentHTML('beforeend', `<img src="data:," width="9">
        <p style="color: #bbb; background: #fff">faint</p><h5>deep</h5>
        <style>.tiny { all: unset; width: 10px; height: 10px; display: inline-block }</style>
        <div><button class="tiny" aria-label="a"></button><button class="tiny" aria-label="b"></button></div>`)"""
    )
    all_in_sight(page)
    found = {one.rule for one in axe(visitor, "bad")}
    assert found >= {"image-alt", "color-contrast", "heading-order", "target-size"}
    assert {one.rule for one in axe(visitor, "bad", theme="dark")} == {"color-contrast"}
