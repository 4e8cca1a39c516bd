"""What a visitor does and reads, in words of the catalogue; every wait is for something that can be seen."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from nutrition.handbook import Handbook
from nutrition.text import Text, read_number

TRIES, UNFOLD_MS = 5, 300


@dataclass(frozen=True, kw_only=True)
class Visitor:
    page: Page
    text: Text
    handbook: Handbook
    folder: Path

    def has_arrived(self) -> None:
        expect(self.page.get_by_role("heading", name=self.text("page.my_day.title"), exact=True)).to_be_visible()
        expect(self.page.get_by_text(self.text("app.boundary"))).to_be_visible()
        expect(self.page.locator("html")).to_have_attribute("lang", self.text.language)
        self.has_settled()

    def has_settled(self) -> None:
        """Wait until the script has ended: while it runs, an old row may stand beside a new one."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")

    def one(self, locator: Locator) -> Locator:
        """Wait until what is asked for stands there once: while a page is drawn anew, the old may stand beside it."""
        self.has_settled()
        expect(locator).to_have_count(1)
        return locator

    def name(self, food_id: str) -> str:
        return self.handbook.food(food_id).name(self.text.language)

    # what stands there

    @property
    def numbers(self) -> Locator:
        return self.page.locator(".st-key-numbers")

    @property
    def total(self) -> Locator:
        return self.page.locator(".mw-number .big")

    @property
    def rows(self) -> Locator:
        return self.page.locator('[class*="st-key-row-"]')

    def amount(self, food_id: str) -> Locator:
        # while the script runs, a row that is about to go may stand beside the one that takes its place
        fresh = self.page.locator('[data-testid="stElementContainer"]:not([data-stale="true"])')
        return fresh.get_by_label(self.text("page.my_day.amount", name=self.name(food_id)), exact=True)

    def row(self, food_id: str) -> Locator:
        return self.rows.filter(has=self.amount(food_id))

    def said(self, words: str) -> Locator:
        """Return where a sentence stands that a person can see."""
        return self.page.get_by_text(words).filter(visible=True)

    def mg(self, locator: Locator) -> float:
        """Return the number of mg that stands somewhere."""
        found = re.search(r"([\d.,]+) mg", locator.inner_text())
        assert found, locator.inner_text()
        return read_number(found.group(1))

    # what one does

    def search(self, words: str) -> None:
        field = self.one(self.page.get_by_label(self.text("page.my_day.search_label"), exact=True))
        field.fill("")
        field.press_sequentially(words)

    def add(self, words: str, food_id: str) -> None:
        """Search by typing and choose what is found."""
        self.search(words)
        found = self.page.locator(f".st-key-choose-{food_id}").get_by_role("button")
        expect(found).to_contain_text(self.name(food_id))
        found.click()
        expect(self.amount(food_id)).to_be_visible()

    def in_grams(self, food_id: str, grams: str, mg: str) -> None:
        """Set an item to so many grams, whatever measure it was entered in."""
        measure = self.one(
            self.page.get_by_label(self.text("page.my_day.measure", name=self.name(food_id)), exact=True)
        )
        gram = self.text("page.my_day.gram")
        if measure.input_value() != gram:
            self._unfold(measure, self.page.get_by_role("option", name=gram, exact=True)).click()
            # the field for grams is another one than the field for the measure: wait for its turn
            number = re.search(r"st-key-row-(\d+)", self.row(food_id).get_attribute("class") or "")
            assert number
            expect(self.page.locator(f".st-key-amount-{number.group(1)}--{self.text.language}")).to_be_visible()
        self.type(food_id, grams)
        expect(self.row(food_id).locator(".mw-mg")).to_have_text(mg)

    def type(self, food_id: str, words: str) -> None:
        field = self.one(self.amount(food_id))
        field.fill("")
        field.press_sequentially(words)
        field.press("Enter")

    def click(self, key: str, **values: object) -> None:
        self.one(self.page.get_by_role("button", name=self.text(key, **values)).filter(visible=True)).click()

    def choose(self, key: str, option: str) -> None:
        """Choose from a list."""
        field = self.one(self.page.get_by_label(self.text(key), exact=True))
        self._unfold(field, self.page.get_by_role("option", name=option)).click()

    def _unfold(self, field: Locator, option: Locator) -> Locator:
        """Open a list and return what is to be chosen; one that only just unfolded may close, and is opened again."""
        for _ in range(TRIES):
            field.click()
            self.page.wait_for_timeout(UNFOLD_MS)
            if option.first.is_visible():
                break
        return option.first

    def go(self, page: str) -> None:
        """Go to a page by its link in the head."""
        name = self.text(f"page.{page}.title")
        self.page.get_by_role("link", name=name, exact=True).click()
        expect(self.page.get_by_role("heading", name=name, exact=True)).to_be_visible()
        self.has_settled()

    def answer(self, answer: str) -> None:
        """Answer the stop question on What helps, and come back to My day."""
        self.go("helps")
        question = self.page.get_by_role("radiogroup", name=self.text("page.helps.stop_question"))
        question.get_by_text(self.text(f"ask_first.{answer}"), exact=True).click()
        expect(question.get_by_role("radio", name=self.text(f"ask_first.{answer}"), exact=True)).to_be_checked()
        self.go("my_day")

    def switch(self, text: Text) -> "Visitor":
        """Switch the language; return the visitor who reads it."""
        self.page.locator(".st-key-language").get_by_role("radio", name=text.language.upper()).click()
        switched = replace(self, text=text)
        switched.has_arrived()
        return switched

    def download(self, key: str) -> bytes:
        with self.page.expect_download() as taken:
            self.click(key)
        path = self.folder / f"{key}-{self.text.language}-{taken.value.suggested_filename}"
        taken.value.save_as(path)
        return path.read_bytes()

    def open_file(self, content: bytes, name: str = "plan.toml") -> None:
        field = self.page.locator('input[type="file"]')
        fold = self.one(self.page.locator("summary").filter(has_text=self.text("page.my_day.open_plan")))
        if fold.evaluate("summary => !summary.parentElement.open"):
            fold.click()
        expect(field).to_be_attached()
        field.set_input_files({"name": name, "mimeType": "application/toml", "buffer": content})
