"""A typed amount draws only the parts of the page that it changes: nothing that stays behind may say otherwise."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, expect

from nutrition import Handbook, Person, Plan, PlanItem, SupplementDose, make_report
from nutrition.storage import read_plan, write_plan
from nutrition.views.pages._redrawn import SENT_SECONDS
from nutrition.views.words import total_words
from nutrition.wishes import Diet
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# all that a person reads, also in folds and in pictures, with what can be pressed; a message that passes is not part
SAYS = """() => {
    const main = document.querySelector('[data-testid=stMain]').cloneNode(true)
    main.querySelectorAll('script, style, svg, .stToast').forEach(one => one.remove())
    const words = []
    const walk = node => {
        if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) words.push(node.textContent.trim())
        if (node.ariaLabel) words.push(node.ariaLabel)
        if (node.value && node.tagName === 'INPUT') words.push(node.value)
        if (node.disabled) words.push('disabled')
        node.childNodes.forEach(walk)
    }
    walk(main)
    return words
}"""
TRIES, PAUSE_MS = 20, 300

Welcome = Callable[..., Visitor]


def says(visitor: Visitor) -> list[str]:
    """Return what stands on the page once it stands still."""
    before: list[str] = []
    for _ in range(TRIES):
        visitor.has_settled()
        expect(visitor.page.locator('[data-stale="true"]')).to_have_count(0)
        words: list[str] = visitor.page.evaluate(SAYS)
        if words == before:
            break
        before = words
        visitor.page.wait_for_timeout(PAUSE_MS)
    return before


def amounts(visitor: Visitor, plan: Plan) -> Locator:
    """Return the fields of the amounts, in their order, once all of them stand there.

    A field stands there later than its row, and not in order: before, the first of them may be another food's.
    """
    fields = visitor.rows.locator("input[type=text]:not([role=combobox])")
    expect(fields).to_have_count(sum(item.day == 1 for item in plan.items))
    return fields


def opened(welcome: Welcome, plan: Plan) -> Visitor:
    """A visitor with this plan, who came back to it: what a first change makes possible is not in sight yet."""
    visitor = welcome("en")
    visitor.open_file(write_plan(plan).encode())
    amounts(visitor, plan)
    visitor.has_settled()
    visitor.page.reload()
    visitor.has_arrived()
    visitor.page.wait_for_timeout(2_000 * SENT_SECONDS)  # before that a click has the page drawn as a whole
    return visitor


def one_day(handbook: Handbook) -> Plan:
    return Plan(person=Person(age_years=40, sex="female"), items=handbook.example_days[Diet.OMNIVORE][:8])


def two_days(handbook: Handbook) -> Plan:
    """Two days with a supplement and a food without a value."""
    day, table = one_day(handbook), handbook.foods
    unknown = str(table.loc[table["mg_per_100g"].isna(), "food_id"].iloc[0])
    items = (
        *day.items,
        PlanItem(food_id=unknown, grams=50, meal=day.items[-1].meal),
        *(replace(item, day=2) for item in day.items[:3]),
    )
    return replace(day, items=items, supplements=(SupplementDose(form="citrate", elemental_mg=100),), days=2)


def test_after_a_typed_amount_the_page_says_what_it_says_when_it_is_drawn_as_a_whole(
    welcome: Welcome, handbook: Handbook
) -> None:
    plan = two_days(handbook)
    visitor = opened(welcome, plan)
    sources = visitor.page.locator(".st-key-sources-fold")
    for place, amount in [(0, "40"), (7, "2.5")]:
        if place:  # with the sources in sight
            sources.locator("summary").click()
            expect(sources.locator("table")).to_have_count(2)
        field = amounts(visitor, plan).nth(place)
        field.fill(amount)
        field.press("Enter")
        item = plan.items[place]
        number = float(amount)
        new = replace(item, amount=number) if item.measure else replace(item, grams=number)
        plan = replace(plan, items=(*plan.items[:place], new, *plan.items[place + 1 :]))
        intake = make_report(plan, handbook, "gezondheidsraad").intake
        expect(visitor.total).to_have_text(total_words(intake, intake.total_mg, visitor.text))
        here = says(visitor)
        assert read_plan(visitor.download("page.my_day.download_plan")).items == plan.items
        visitor.page.reload()
        visitor.has_arrived()
        visitor.has_settled()
        expect(visitor.total).to_have_text(total_words(intake, intake.total_mg, visitor.text))
        expect(visitor.page.get_by_test_id("stVegaLiteChart").locator("svg")).to_have_count(2 * plan.days)
        if place:
            sources.locator("summary").click()
            expect(sources.locator("table")).to_have_count(2)
        assert says(visitor) == here


def test_a_recipe_that_is_being_made_follows_its_meal(welcome: Welcome, handbook: Handbook) -> None:
    plan = one_day(handbook)
    visitor = opened(welcome, plan)
    visitor.page.locator("summary").filter(has_text=visitor.text("page.my_day.own_title")).click()
    for amount in (plan.items[0].amount, 5):
        if amount == 5:
            amounts(visitor, plan).nth(0).fill("5")
            visitor.page.keyboard.press("Enter")
        eaten = replace(plan, items=(replace(plan.items[0], amount=amount), *plan.items[1:]))
        line = make_report(eaten, handbook, "gezondheidsraad").intake.lines[0]
        part = visitor.text("own.part", portion_g=line.portion_g, name=line.food.name("en"))
        expect(visitor.page.locator(".st-key-board").get_by_text(part)).to_be_visible()


def test_a_typed_amount_leaves_the_rest_of_the_page_as_it_is(welcome: Welcome, handbook: Handbook) -> None:
    """The rows of other foods are not drawn again: what is marked in them by hand stays, and a wrong amount too."""
    plan = one_day(handbook)
    visitor = opened(welcome, plan)
    fields = amounts(visitor, plan)
    fields.nth(5).fill("many")
    fields.nth(5).press("Enter")
    wrong = visitor.page.get_by_test_id("stAlert")
    expect(wrong).to_have_count(1)
    before = visitor.total.inner_text()
    fields.nth(0).fill("9")
    fields.nth(0).press("Enter")
    expect(visitor.total).not_to_have_text(before)
    expect(wrong).to_have_count(1)
    expect(fields.nth(5)).to_have_value("many")
    visitor.click("page.my_day.undo")
    expect(visitor.total).to_have_text(before)
    expect(wrong).to_have_count(0)
    # after another change there is nothing to do again, and the button, in another part, knows it
    again = visitor.page.get_by_role("button", name=visitor.text("page.my_day.redo"))
    expect(again).to_be_enabled()
    amounts(visitor, plan).nth(0).fill("7")
    visitor.page.keyboard.press("Enter")
    expect(visitor.total).not_to_have_text(before)
    expect(again).to_be_disabled()


def test_the_page_follows_who_the_plan_is_for(welcome: Welcome, handbook: Handbook) -> None:
    """The fold stays open while one chooses in it; its words, the numbers and the next page follow."""
    plan = one_day(handbook)
    visitor = opened(welcome, plan)
    text, page = visitor.text, visitor.page
    fold, age = page.locator(".st-key-who summary"), page.get_by_label(text("page.my_day.age"), exact=True)
    fold.click()
    age.fill("60")
    age.press("Enter")
    expect(fold).to_contain_text("60")
    of_nasem = make_report(replace(plan, person=Person(age_years=60, sex="female")), handbook, "nasem").assessment
    values = page.get_by_role("radiogroup", name=text("page.my_day.authority"))
    values.get_by_text(handbook.reference_values["nasem"].short(text.language), exact=True).click()
    expect(visitor.numbers).to_contain_text(text.mg(of_nasem.target_mg))
    expect(fold).to_contain_text("NASEM")
    expect(age).to_have_value("60")
    page.get_by_role("link", name=text("page.compare.title"), exact=True).click()
    expect(page.locator("tr.chosen")).to_contain_text("NASEM")


def test_a_fold_that_may_not_close_takes_no_search_away(welcome: Welcome, handbook: Handbook) -> None:
    """What is typed and not yet kept holds its fold open; who closes it all the same still finds foods."""
    visitor = opened(welcome, one_day(handbook))
    page, text = visitor.page, visitor.text
    fold = page.locator(".st-key-own-fold summary")
    fold.click()
    name = page.get_by_label(text("page.my_day.own_name"), exact=True)
    name.fill("soup")
    name.press("Tab")
    visitor.has_settled()
    fold.click()
    says(visitor)
    visitor.search("almond")
    expect(page.locator(".st-key-results button").first).to_be_visible()
