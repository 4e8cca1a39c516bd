"""From an empty day to a workbook with nothing but the keys: where one is can always be seen, and is never lost."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import ElementHandle, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from nutrition import Handbook
from nutrition.storage import read_plan
from nutrition.text import LANGUAGES
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

ALMONDS, SPINACH = "usda-12061", "usda-11458"
MOST_STEPS = 60
REST_MS = 500
# how an element and what stands around it look; a ring may be drawn on the box around a field
LOOKS = """one => {
    const looks = []
    for (let box = one, steps = 0; box && steps < 3; box = box.parentElement, steps += 1) {
        const style = getComputedStyle(box)
        looks.push(style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`)
    }
    return looks.join('|')
}"""
# the middle of what has the focus is in sight, and nothing lies over it
SEEN = """one => {
    const at = one.getBoundingClientRect(), [x, y] = [at.x + at.width / 2, at.y + at.height / 2]
    const top = document.elementFromPoint(x, y)
    return x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight && (one.contains(top) || top?.contains(one))
}"""

ALONE_WITH = """([selector, value]) => {
    const there = [...document.querySelectorAll(selector)]
    return there.length === 1 && there[0].value === value
}"""

Welcome = Callable[..., Visitor]


@dataclass
class Keys:
    """Somebody who has only keys, and looks at every step where the focus is."""

    visitor: Visitor
    wrong: list[str]

    def held(self) -> ElementHandle:
        found = self.visitor.page.evaluate_handle("document.activeElement").as_element()
        assert found
        return found

    def press(self, key: str) -> None:
        self.visitor.page.keyboard.press(key)

    def step(self, key: str = "Tab") -> None:
        """Press Tab; what had the focus looked otherwise while it had it, and what has it now is in sight."""
        before = self.held()
        with_focus = before.evaluate(LOOKS)
        self.press(key)
        what = before.evaluate("one => one.outerHTML.slice(0, 160)")
        starts = before.evaluate("one => one.matches('body, #mw-content')")
        if not starts and before.evaluate(LOOKS) == with_focus:
            self.wrong.append(f"looks the same with and without the focus: {what}")
        now = self.held()
        if not now.evaluate(SEEN):
            where = "one => [one.outerHTML.slice(-90), one.getBoundingClientRect().y]"
            self.wrong.append(f"cannot be seen: {now.evaluate(where)}")

    def to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on something."""
        for _ in range(MOST_STEPS):
            if self.is_on(selector):
                return
            self.step(key)
        pytest.fail(f"{selector} cannot be reached with {key}")

    def is_on(self, selector: str) -> bool:
        return bool(self.held().evaluate("(one, selector) => one.matches(selector)", selector))

    def stays_on(self, selector: str) -> None:
        """The focus is on something after all is drawn anew."""
        self.rests()
        self.has_focus(f"document.activeElement.matches({json.dumps(selector)})")

    def rests(self) -> None:
        """Wait until the page is drawn and the focus has come back; it is somewhere."""
        self.visitor.has_settled()
        self.visitor.page.wait_for_timeout(REST_MS)
        self.has_focus("document.activeElement !== document.body")

    def has_focus(self, where: str) -> None:
        """Wait until the focus is somewhere, which a slow machine draws late."""
        try:
            self.visitor.page.wait_for_function(where)
        except PlaywrightTimeout:
            pytest.fail(f"not {where}: the focus is on {self.held().evaluate('one => one.outerHTML.slice(0, 160)')}")

    def add(self, words: str, food_id: str) -> None:
        search = ".st-key-words input"
        assert self.is_on(search)
        self.visitor.page.keyboard.type(words)
        found = f".st-key-choose-{food_id} button"
        expect(self.visitor.page.locator(found)).to_contain_text(self.visitor.name(food_id))
        self.visitor.has_settled()
        self.to(found)
        self.press("Enter")
        expect(self.visitor.amount(food_id)).to_be_visible()
        # ready for the next food
        self.stays_on(search)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 900)], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keys_alone(language: str, width: int, height: int, welcome: Welcome, handbook: Handbook) -> None:
    visitor = welcome(language)
    text, page = visitor.text, visitor.page
    page.set_viewport_size({"width": width, "height": height})
    visitor.has_settled()
    keys = Keys(visitor, [])

    # past the links to the pages
    keys.to(".mw-skip")
    expect(page.get_by_role("link", name=text("app.skip"))).to_be_in_viewport()
    keys.press("Enter")
    # the browser moves the focus with its next picture
    expect(page.locator("#mw-content")).to_be_focused()
    keys.step()
    assert keys.is_on("summary")
    keys.to(".st-key-words input")
    keys.add("amandelen", ALMONDS)
    keys.add("spinazie gekookt", SPINACH)

    # another amount, and another measure
    amount = f'input[aria-label="{text("page.my_day.amount", name=visitor.name(ALMONDS))}"]'
    measure = f'input[aria-label="{text("page.my_day.measure", name=visitor.name(ALMONDS))}"]'
    keys.to(amount)
    keys.press("Control+A")
    page.keyboard.type("2")
    keys.press("Enter")
    expect(visitor.row(ALMONDS).locator(".mw-mg")).to_have_text(text.mg(2 * 28.35 * 2.7))
    keys.stays_on(amount)
    keys.step()
    keys.to(measure)
    keys.press("Control+A")
    page.keyboard.type("gram")
    expect(page.get_by_role("option", name=text("page.my_day.gram"), exact=True)).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    # the field for grams is another one than that for the measure: wait for its turn
    in_grams = f'[class*="st-key-amount-"][class*="--{language}"]'
    expect(visitor.row(ALMONDS).locator(in_grams).first).to_be_visible()
    # and for the old one to go: until then both stand there
    page.wait_for_function(ALONE_WITH, arg=[measure, text("page.my_day.gram")])
    keys.stays_on(measure)
    keys.to(amount, "Shift+Tab")
    keys.press("Control+A")
    page.keyboard.type("30")
    keys.press("Enter")
    expect(visitor.row(ALMONDS).locator(".mw-mg")).to_have_text(text.mg(81))
    keys.stays_on(amount)

    # what is proposed is added, and taken back
    keys.to('[class*="st-key-help-add-"] button')
    keys.press("Enter")
    expect(visitor.rows).to_have_count(3)
    keys.rests()
    undo = '[class*="st-key-undo"] button'
    keys.to(undo, "Shift+Tab")
    keys.press("Enter")
    expect(visitor.rows).to_have_count(2)
    keys.stays_on(undo)

    # a row is taken away, and the focus goes to what comes after it
    keys.to('[class*="st-key-remove-"] button', "Shift+Tab")
    keys.press("Enter")
    expect(visitor.rows).to_have_count(1)
    keys.rests()

    # the workbook, and the plan as it stands
    keys.to("[data-testid=stDownloadButton] button")
    with page.expect_download() as taken:
        keys.press("Enter")
    assert taken.value.suggested_filename == "magnesiumwijzer.xlsx"
    keys.stays_on("[data-testid=stDownloadButton] button")
    assert [item.grams for item in read_plan(visitor.download("page.my_day.download_plan")).items] == [30]
    assert keys.wrong == []
