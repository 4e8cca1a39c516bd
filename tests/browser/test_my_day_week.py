"""A week for a vegetarian with a supplement: copied, changed, looked at, taken back, taken away."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, expect

from nutrition import Handbook, Person, Plan, SupplementDose, make_report, read_workbook
from nutrition.storage import read_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views.week import ROW, day_mg_words, week_alt, week_table
from nutrition.views.words import total_words
from nutrition.wishes import Diet, FoodWishes
from tests.browser.test_journey import TOO_LOW, fits
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

WOMAN = Person(age_years=40, sex="female")
OATS, BANANA = "usda-8120", "usda-9040"
LOW_OPTIONS = "items => items.map(item => item.getBoundingClientRect().height).filter(height => height < 40)"

Welcome = Callable[..., Visitor]


def plan_of(visitor: Visitor) -> Plan:
    return read_plan(visitor.download("page.my_day.download_plan"))


def picture(visitor: Visitor) -> Locator:
    return visitor.page.locator(".st-key-week [data-testid=stVegaLiteChart]")


def in_sight(visitor: Visitor) -> Locator:
    return visitor.page.locator(".st-key-day").get_by_role("radio", checked=True)


def open_menu(visitor: Visitor, meal: str) -> Locator:
    """Open the menu in the head of a meal, and return what can be chosen in it."""
    visitor.click("page.my_day.copy_meal", meal=visitor.text(f"meal.{meal}"))
    options = visitor.page.get_by_role("menuitem")
    expect(options.first).to_be_visible()
    return options


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_for_a_vegetarian_with_a_supplement(
    language: str, phone: bool, welcome: Welcome, handbook: Handbook
) -> None:
    visitor = welcome(language, phone=phone)
    text, page = visitor.text, visitor.page
    fits(visitor)
    visitor.click("example_day.vegetarian")
    example = handbook.example_days[Diet.VEGETARIAN]
    expect(visitor.rows).to_have_count(len(example))
    one = Plan(person=WOMAN, items=example, food_wishes=FoodWishes(diet="vegetarian"))
    total = text.mg(make_report(one, handbook, "gezondheidsraad").intake.food_mg)
    expect(visitor.total).to_have_text(total)

    # a week by copying, with nothing on the last day but yesterday's
    for number in range(2, 7):
        visitor.click("page.my_day.copy_day")
        expect(in_sight(visitor)).to_have_accessible_name(text("report.day", day=number))
    visitor.click("page.my_day.add_day")
    expect(visitor.said(text("page.my_day.day_empty", day=7))).to_be_visible()
    visitor.click("page.my_day.repeat_day", day=6)
    expect(visitor.rows).to_have_count(len(example))
    week = replace(one, items=tuple(replace(item, day=day) for day in range(1, 8) for item in example), days=7)
    assert plan_of(visitor) == week
    expect(visitor.total).to_have_text(total)

    # another breakfast on the last day, and that one on the second day too
    visitor.page.get_by_role("button", name=text("page.my_day.remove", name=visitor.name(OATS))).click()
    expect(visitor.amount(OATS)).to_have_count(0)
    visitor.in_grams(BANANA, "200", text.mg(54))
    options = open_menu(visitor, "breakfast")
    expect(options).to_have_count(3 + 6 + 1)
    if phone:
        assert options.evaluate_all(LOW_OPTIONS) == []
    fits(visitor)
    second = text("page.my_day.on_day", meal=text("meal.breakfast"), day=2)
    options.get_by_text(second, exact=True).click()
    expect(visitor.said(text("page.my_day.copied", place=second))).to_be_visible()
    changed = plan_of(visitor)
    assert [item.food_id for item in changed.items if item.day == 2].count(BANANA) == 2

    # the week as a whole: what the report says of each day, in the picture's words and in the table
    report = make_report(changed, handbook, "gezondheidsraad")
    expect(picture(visitor)).to_have_attribute("aria-label", week_alt(report, 7, text))
    page.locator("summary").filter(has_text=text("page.my_day.days_table")).click()
    _, rows = week_table(report, 7, text)
    shown = page.locator("table.mw").filter(has_text=text("page.my_day.days_mean")).filter(visible=True)
    for line, cells in zip(shown.locator("tbody tr").all(), rows, strict=True):
        expect(line.locator("td")).to_have_text(cells)
    assert day_mg_words(report.days[1], report, text).endswith("mg")
    fits(visitor)
    if phone:
        assert page.evaluate(TOO_LOW) == []

    # a day chosen in the picture is in the window, meals and all
    drawn = picture(visitor).locator("canvas, svg.marks").first
    drawn.scroll_into_view_if_needed()
    drawn.click(position={"x": 40, "y": 1.5 * ROW})
    expect(in_sight(visitor)).to_have_accessible_name(text("report.day", day=2))
    expect(in_sight(visitor)).to_be_in_viewport()
    expect(visitor.amount(BANANA)).to_have_count(2)

    # back to where it began and forth again, across another page
    visitor.click("page.my_day.undo")
    expect(visitor.amount(BANANA)).to_have_count(1)
    visitor.go("helps")
    visitor.click("page.my_day.redo")
    visitor.go("my_day")
    expect(visitor.amount(BANANA)).to_have_count(2)
    assert plan_of(visitor) == changed
    expect(page.get_by_role("button", name=text("page.my_day.redo"))).to_be_disabled()

    # a supplement that is taken already, beside the week; then all of it goes along, and means the same there
    visitor.go("helps")
    visitor.one(page.locator("summary").filter(has_text=text("page.helps.taken_title"))).click()
    visitor.click("page.helps.taken_add")
    taken = visitor.one(page.get_by_label(text("page.helps.taken_mg", number=1), exact=True))
    taken.fill("100")
    taken.press("Enter")
    with_it = replace(changed, supplements=(SupplementDose(elemental_mg=100),))
    intake = make_report(with_it, handbook, "gezondheidsraad").intake
    expect(visitor.total).to_have_text(total_words(intake, intake.total_mg, text))
    visitor.go("my_day")
    expect(page.get_by_role("link", name=text("page.my_day.supplements_line", supplement_mg=100))).to_be_visible()
    assert read_workbook(visitor.download("page.my_day.download_excel"), handbook) == with_it


def test_by_keyboard_alone(welcome: Welcome, handbook: Handbook, texts: dict[str, Text]) -> None:
    """A menu, undo and redo are reached, opened and left with the keys, and a menu gives the focus back."""
    visitor = welcome("nl")
    text, page = texts["nl"], visitor.page
    # clicked, for what a mouse leaves behind is in the way of the keys
    visitor.click("example_day.vegetarian")
    meals = [item.meal.value for item in handbook.example_days[Diet.VEGETARIAN]]
    count, more = len(meals), len(meals) + meals.count("snack")
    expect(visitor.rows).to_have_count(count)
    eaten = page.get_by_role("button", name=text("page.my_day.copy_meal", meal=text("meal.snack")))
    options, menu = page.get_by_role("menuitem"), page.get_by_role("menu")
    eaten.focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_focused()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(eaten).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(visitor.rows).to_have_count(more)
    for name, rows in (("undo", count), ("redo", more), ("undo", count)):
        button = page.get_by_role("button", name=text(f"page.my_day.{name}"))
        expect(button).to_be_enabled()
        button.focus()
        page.keyboard.press("Enter")
        expect(visitor.rows).to_have_count(rows)
