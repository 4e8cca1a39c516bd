"""A messy table on My day: what is in doubt is asked, what is wrong is told, and only a yes changes the plan."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, expect

from nutrition import Handbook, Person, Plan, PlanItem
from nutrition.storage import read_plan, write_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views.opening import Opening, Question, read_opening
from nutrition.views.opening_words import choices, name_words
from tests.browser.test_journey import TOO_LOW, fits
from tests.browser.visitor import TRIES, UNFOLD_MS, Visitor

pytestmark = pytest.mark.browser

ALMONDS = "usda-12061"
WOMAN = Person(age_years=40, sex="female")
NOW = Plan(person=WOMAN, items=(PlanItem(food_id=ALMONDS, grams=10),))
FILE = "*week* <b>menu.csv"
TABLE = f"""Persoon;Dag;Maaltijd;Voedingsmiddel;Gram
Anna;ma;ontbijt;{ALMONDS};30
Anna;ma;ontbijt;melk (halfvol, 1.5%);200
Anna;ma;lunch;**spinazie** <b>gekookt</b>;70
Anna;di;lunch;melk (halfvol, 1.5%);150
Anna;di;lunch;melk (halfvol, 1.5%);veel
Anna;di;diner;qqzxw;100
Bram;ma;lunch;kaas;30
""".encode()


def choose(visitor: Visitor, field: Locator, option: str) -> None:
    """Choose from a list; one that has only just unfolded may close again, and is opened once more."""
    found = visitor.page.get_by_role("option", name=option, exact=True)
    for _ in range(TRIES):
        field.click()
        visitor.page.wait_for_timeout(UNFOLD_MS)
        if found.is_visible():
            break
    found.click()
    expect(field).to_have_value(option)


def named(visitor: Visitor, question: Question, text: Text) -> Locator:
    """Return the field for a name, which is shown as it stands in the file."""
    words = visitor.page.get_by_text(name_words(question, text), exact=True)
    return visitor.page.get_by_test_id("stSelectbox").filter(has=words).get_by_role("combobox")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_messy_table_is_confirmed(
    language: str, phone: bool, welcome: Callable[..., Visitor], handbook: Handbook, texts: dict[str, Text]
) -> None:
    visitor = welcome(language, phone=phone)
    text, page = visitor.text, visitor.page
    visitor.open_file(write_plan(NOW).encode())
    expect(visitor.total).to_have_text(text.mg(27))
    opening = read_opening(TABLE, handbook, file=FILE, language=language)
    visitor.open_file(TABLE, FILE)
    panel = page.locator(".st-key-opening")
    expect(panel).to_contain_text(FILE)
    accept = panel.get_by_role("button", name=text("opening.accept"))
    for problem in opening.faults(WOMAN):
        expect(panel.get_by_text(text.error(problem), exact=True)).to_be_visible()
    expect(accept).to_be_disabled()
    fits(visitor)

    choose(visitor, page.get_by_label(text("opening.whose"), exact=True), "Anna")
    anna = Opening(file=FILE, kind=opening.kind, draft=opening.draft, who="Anna")
    milk, spinach = anna.questions
    for question in (milk, spinach):
        expect(named(visitor, question, text)).to_have_value("")
    # who listens hears a name as who looks sees it
    expect(named(visitor, milk, text)).to_have_accessible_name(name_words(milk, text))
    assert panel.locator("b, i, img").count() == 0
    expect(panel.get_by_text(text("opening.names_open", count=2))).to_be_visible()
    drink = milk.candidates[0].food_id
    choose(visitor, named(visitor, milk, text), choices(milk, text)[drink])
    fits(visitor)
    if phone:
        assert page.evaluate(TOO_LOW) == []

    # what was answered stays, in the other language and after another page
    other = visitor.switch(next(one for one in texts.values() if one is not text))
    expect(named(other, milk, other.text)).to_have_value(choices(milk, other.text)[drink])
    other.go("sources")
    other.go("my_day")
    expect(named(other, milk, other.text)).to_have_value(choices(milk, other.text)[drink])
    other.switch(text)

    choose(visitor, named(visitor, spinach, text), text("draft.leave_out", count=1))
    expect(visitor.one(accept)).to_be_disabled()
    expect(visitor.total).to_have_text(text.mg(27))
    panel.get_by_text(text("opening.without", count=2), exact=True).click()
    expect(visitor.one(accept)).to_be_enabled()
    expect(visitor.total).to_have_text(text.mg(27))
    fits(visitor)
    visitor.one(accept).click()
    expect(panel).to_have_count(0)
    expect(visitor.total).not_to_have_text(text.mg(27))
    ready = anna.answered({milk.key: drink, spinach.key: ""})
    chosen = {row.row: ready.answers[milk.key] for row in milk.rows} | {spinach.rows[0].row: ""}
    expected = opening.draft.plan(WOMAN, chosen, "Anna") if opening.draft else None
    assert expected is not None
    assert read_plan(visitor.download("page.my_day.download_plan")) == expected
    visitor.click("opening.back")
    expect(visitor.total).to_have_text(text.mg(27))

    # left alone, the file is gone and the field is empty for the next
    visitor.open_file(TABLE, FILE)
    expect(panel).to_be_visible()
    visitor.click("opening.leave")
    expect(panel).to_have_count(0)
    visitor.open_file(TABLE, FILE)
    expect(page.get_by_label(text("opening.whose"), exact=True)).to_have_value("")
    assert read_plan(visitor.download("page.my_day.download_plan")) == NOW


@pytest.mark.parametrize(("language", "phone"), [("en", True), ("nl", False)])
def test_a_workbook_that_was_changed_elsewhere_comes_back(
    language: str, phone: bool, welcome: Callable[..., Visitor]
) -> None:
    """80 g of almonds in place of 10 are 216 mg; a word where a number belongs is told with its cell."""
    visitor = welcome(language, phone=phone)
    text, page = visitor.text, visitor.page
    visitor.open_file(write_plan(NOW).encode())
    expect(visitor.total).to_have_text(text.mg(27))
    content = visitor.download("page.my_day.download_excel")

    visitor.open_file(changed(content, "veel"), "plan.xlsx")
    panel = page.locator(".st-key-opening")
    told = text("error.workbook_cell", sheet=text("excel.sheet_plan"), cell="D8", problem="").strip()
    expect(page.get_by_text(told)).to_be_visible()
    expect(visitor.total).to_have_text(text.mg(27))
    fits(visitor)

    visitor.open_file(changed(content, 80), "plan.xlsx")
    expect(panel).to_contain_text("plan.xlsx")
    expect(visitor.total).to_have_text(text.mg(27))
    panel.get_by_role("button", name=text("opening.accept")).click()
    expect(visitor.total).to_have_text(text.mg(216))
    assert read_plan(visitor.download("page.my_day.download_plan")).items == (PlanItem(food_id=ALMONDS, grams=80),)


def changed(content: bytes, amount: float | str) -> bytes:
    """Return a workbook with another amount of its first food."""
    book = load_workbook(BytesIO(content))
    book.worksheets[0]["D8"] = amount
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
