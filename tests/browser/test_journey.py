"""Journeys in a real browser: what the issue asks of the product, done the way a visitor does it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nutrition import Handbook, Person, Plan, PlanItem, make_report, make_reports
from nutrition.search import find_foods
from nutrition.storage import read_plan, write_plan
from nutrition.text import LANGUAGES, Text, read_number
from nutrition.views.verdict import verdict_words
from nutrition.views.words import food_names, suggestion_words
from tests.book_cells import named
from tests.browser.conftest import Watch
from tests.browser.visitor import Visitor
from tests.libreoffice import recalculate_all

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parent.parent.parent
ALMONDS, SPINACH, CHOCOLATE = "usda-12061", "usda-11458", "usda-19904"
WOMAN = Person(age_years=40, sex="female")
THREE = (
    PlanItem(food_id=ALMONDS, grams=30, meal="breakfast"),
    PlanItem(food_id=SPINACH, grams=100, meal="dinner"),
    PlanItem(food_id=CHOCOLATE, grams=30),
)
CODE = ("<script>alert(1)</script>", "**xqz** [qzx](zqx)", "<img src=x onerror=alert(1)>", "$xqz$ :zqx[qzx]")
Welcome = Callable[..., Visitor]


def command_line(plan: bytes, language: str, folder: Path) -> str:
    path = folder / "from-page.toml"
    path.write_bytes(plan)
    command = [sys.executable, "-m", "nutrition", "report", str(path), "--language", language]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=True)
    return done.stdout


def value_of(report: str, label: str) -> str:
    """Return what the command line says behind a label."""
    return next(line.removeprefix(label).strip() for line in report.splitlines() if line.startswith(f"{label}  "))


def has_three_foods(visitor: Visitor) -> None:
    visitor.add("amandelen", ALMONDS)
    visitor.in_grams(ALMONDS, "30", "81 mg")
    visitor.add("spinazie gekookt", SPINACH)
    visitor.in_grams(SPINACH, "100", "87 mg")
    visitor.add("pure chocolade 70–85", CHOCOLATE)
    visitor.in_grams(CHOCOLATE, "30", "68,4 mg")


def says_the_published_day(visitor: Visitor, handbook: Handbook) -> None:
    plan = Plan(person=Person(age_years=40, sex="female", ask_first="no"), items=THREE)
    report, text = make_report(plan, handbook, "gezondheidsraad"), visitor.text
    total, gap, target, dose = (text.mg(value) for value in (236.4, 63.6, 300, 100))
    expect(visitor.total).to_have_text(total)
    expect(visitor.numbers).to_contain_text(text("page.my_day.intake_of", target_mg=300))
    expect(visitor.numbers).to_contain_text("AI")
    sentence = text("finding.gap", gap_mg=63.6, target_mg=300, kind="AI")
    assert gap in sentence
    assert target in sentence
    expect(visitor.said(sentence)).to_be_visible()
    first = suggestion_words(report, handbook, text)[0]
    assert first.startswith(f"1 tablet {'van' if text.language == 'nl' else 'of'} {dose} (bisglycina")
    visitor.go("helps")
    expect(visitor.said(first)).to_be_visible()
    visitor.go("my_day")


@pytest.mark.parametrize("unknown_food", [False, True], ids=["known", "unknown"])
def test_page_workbook_and_command_line_agree(
    unknown_food: bool, welcome: Welcome, handbook: Handbook, texts: dict[str, Text], tmp_path: Path
) -> None:
    """The published day by hand, in both languages; with a food that has no value, on a phone, all say "at least"."""
    visitor = welcome("nl", phone=unknown_food)
    has_three_foods(visitor)
    without_value = food_without_a_value(handbook)
    if unknown_food:
        visitor.add(visitor.name(without_value), without_value)
        visitor.in_grams(without_value, "200", texts["nl"]("page.my_day.no_value"))
    visitor.answer("no")
    books, reports = {}, {}
    for language in LANGUAGES:
        visitor = visitor if language == visitor.text.language else visitor.switch(texts[language])
        total = visitor.text("report.at_least_mg" if unknown_food else "report.value_mg", value_mg=236.4)
        expect(visitor.total).to_have_text(total)
        if unknown_food:
            expect(visitor.row(without_value)).to_contain_text(visitor.name(without_value))
            expect(visitor.page.locator(".mw-sentence").filter(has_text=visitor.name(without_value))).to_be_visible()
        else:
            says_the_published_day(visitor, handbook)
        books[language] = visitor.download("page.my_day.download_excel")
        plan = visitor.download("page.my_day.download_plan")
        reports[language] = command_line(plan, language, tmp_path)
    assert total in {"minstens 236,4 mg", "at least 236.4 mg", "236.4 mg"}

    items = read_plan(plan).items
    assert [item.grams for item in items] == [30, 100, 30, *([200] if unknown_food else [])]
    for language, book in recalculate_all(books, tmp_path).items():
        text = texts[language]
        assert named(book, "intake_total_mg") == pytest.approx(236.4)
        assert named(book, "gap_mg") == pytest.approx(63.6)
        assert named(book, "target_mg") == 300
        words = "\n".join(word for sheet in book for word in sheet.words())
        report = reports[language]
        total = text("report.at_least_mg" if unknown_food else "report.value_mg", value_mg=236.4)
        gap = text("report.at_most_mg" if unknown_food else "report.value_mg", value_mg=63.6)
        assert value_of(report, text("report.intake")) == total
        assert value_of(report, text("report.gap")) == gap
        name = handbook.food(without_value).name(language)
        values = {"names": food_names([handbook.food(without_value)], text), "coverage_percent": 100 * 160 / 360}
        sentence = text("finding.unknown_foods", count=1, food_mg=236.4, **values)
        for told in (words, report):
            assert (name in told) == unknown_food
            assert (sentence in told) == unknown_food


def food_without_a_value(handbook: Handbook) -> str:
    """Return a food whose magnesium nobody has measured, that a visitor finds first by typing its name."""
    table = handbook.foods
    for food_id in table.loc[table["mg_per_100g"].isna(), "food_id"]:
        name = handbook.food(food_id).name("nl")
        if list(find_foods(table, name, "nl")["food_id"].head(1)) == [food_id]:
            return str(food_id)
    raise AssertionError("every food has a value")


@pytest.mark.parametrize(("language", "locale"), [("nl", "en-US"), ("en", "nl-NL")])
def test_decimals_whatever_the_browsers_language(language: str, locale: str, welcome: Welcome) -> None:
    visitor = welcome(language, locale=locale)
    text = visitor.text
    visitor.open_file(write_plan(Plan(person=WOMAN, items=THREE)).encode())
    expect(visitor.total).to_have_text(text.mg(236.4))
    total = text.mg(7.25 * 2.7 + 87 + 68.4)
    for typed in ("7,25", "7.25"):
        visitor.type(ALMONDS, "30")
        expect(visitor.total).to_have_text(text.mg(236.4))
        visitor.type(ALMONDS, typed)
        expect(visitor.row(ALMONDS).locator(".mw-mg")).to_have_text(text.mg(7.25 * 2.7))
        expect(visitor.total).to_have_text(total)
    expected = write_plan(
        Plan(person=WOMAN, items=(PlanItem(food_id=ALMONDS, grams=7.25, meal="breakfast"), *THREE[1:]))
    )
    assert visitor.download("page.my_day.download_plan").decode() == expected

    said = {
        "-5": text("error.grams_out_of_range", grams=-5.0, low=0.01, high=5000.0),
        "1.250": text("error.two_readings", value="1.250", whole="1250", fraction="1.25"),
        "1e9": text("error.not_a_number_typed", value="1e9"),
        "99999": text("error.grams_out_of_range", grams=99999.0, low=0.01, high=5000.0),
        "abc": text("error.not_a_number_typed", value="abc"),
    }
    for typed, sentence in said.items():
        visitor.type(ALMONDS, typed)
        for one in said.values():
            expect(visitor.said(one)).to_have_count(int(one == sentence))
        expect(visitor.amount(ALMONDS)).to_have_value(typed)
        expect(visitor.total).to_have_text(total)
    assert visitor.download("page.my_day.download_plan").decode() == expected
    visitor.type(ALMONDS, "30")
    expect(visitor.total).to_have_text(text.mg(236.4))
    expect(visitor.said(sentence)).to_have_count(0)


TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth
    const scrolls = element => element && (element.classList.contains('mw-scroll') || scrolls(element.parentElement))
    return [document.documentElement, ...document.querySelectorAll('[data-testid=stMain], [data-testid=stMain] *')]
        .filter(element => element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
        .filter(element => !scrolls(element) && !element.closest('svg'))
        .filter(element => element.getBoundingClientRect().right > room + 1)
        .map(element => element.className || element.tagName)
}"""
TOO_LOW = """() => [...document.querySelectorAll('[data-testid=stMain] button, [data-testid=stMain] summary')]
    .filter(button => button.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .filter(button => !button.closest('[data-testid=stElementToolbar], [role=group], [aria-label=Help]'))
    .map(button => [button.innerText.trim() || button.getAttribute('aria-label'),
                    Math.round(button.getBoundingClientRect().height)])
    .filter(([, height]) => height > 0 && height < 40)"""


def fits(visitor: Visitor) -> None:
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    main = "(main => main.scrollWidth <= main.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    assert visitor.page.evaluate(main)
    assert visitor.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_never_scrolls_sideways(language: str, welcome: Welcome, handbook: Handbook) -> None:
    visitor = welcome(language, phone=True)
    fits(visitor)
    visitor.click("example_day.omnivore")
    expect(visitor.rows).not_to_have_count(0)
    visitor.answer("no")
    for fold in ("open_plan", "sources_title"):
        visitor.page.locator("summary").filter(has_text=visitor.text(f"page.my_day.{fold}")).click()
    expect(visitor.said(visitor.text("page.my_day.sources_text"))).to_be_visible()
    fits(visitor)
    visitor.search(handbook.food(ALMONDS).name(language))
    expect(visitor.page.locator(f".st-key-choose-{ALMONDS}")).to_be_visible()
    fits(visitor)


@pytest.mark.parametrize(("language", "phone"), [("nl", True), ("en", False)])
def test_all_authorities_fit_the_screen(language: str, phone: bool, welcome: Welcome, handbook: Handbook) -> None:
    """Every row has its verdict, the picture is drawn, and nothing scrolls sideways with every fold open."""
    visitor = welcome(language, phone=phone)
    visitor.open_file(write_plan(Plan(person=WOMAN, items=THREE)).encode())
    expect(visitor.total).to_have_text(visitor.text.mg(236.4))
    visitor.page.get_by_role("link", name=visitor.text("page.compare.title"), exact=True).click()
    heading = visitor.page.get_by_role("heading", name=visitor.text("page.compare.heading"), exact=True)
    expect(heading).to_be_visible()
    rows = visitor.page.locator("table.mw-cards tbody tr")
    expect(rows).to_have_count(len(handbook.reference_values))
    for row, report in zip(rows.all(), make_reports(Plan(person=WOMAN, items=THREE), handbook), strict=True):
        expect(row).to_contain_text(report.authority.short(language))
        expect(row.get_by_text(verdict_words(report, visitor.text), exact=True).last).to_be_visible()
    picture = visitor.page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first
    expect(picture).to_be_visible()
    visitor.has_settled()
    for fold in visitor.page.locator("summary").all():
        fold.click()
        visitor.has_settled()
    expect(visitor.said(visitor.text("page.compare.for_this_person"))).to_have_count(len(handbook.reference_values))
    fits(visitor)


def test_a_phone_keeps_the_numbers_in_sight(welcome: Welcome) -> None:
    visitor = welcome("nl", phone=True)
    visitor.click("example_day.omnivore")
    expect(visitor.rows).not_to_have_count(0)
    for place in (visitor.rows.last, visitor.page.get_by_role("heading", name=visitor.text("page.my_day.take_away"))):
        visitor.has_settled()
        place.scroll_into_view_if_needed()
        expect(place).to_be_in_viewport()
        expect(visitor.total).to_be_in_viewport(ratio=1)
        # in sight also means that nothing lies over it
        assert visitor.total.evaluate(
            """big => { const at = big.getBoundingClientRect()
            const top = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)
            return top === big || big.contains(top) || top.contains(big) }"""
        )


def test_a_phones_buttons_fit_a_thumb(welcome: Welcome) -> None:
    visitor = welcome("nl", phone=True)
    assert visitor.page.evaluate(TOO_LOW) == []
    visitor.click("example_day.omnivore")
    expect(visitor.rows).not_to_have_count(0)
    visitor.search("amandelen")
    expect(visitor.page.locator(f".st-key-choose-{ALMONDS}")).to_be_visible()
    assert visitor.page.evaluate(TOO_LOW) == []


def test_every_button_has_a_name(welcome: Welcome) -> None:
    """Who hears the page knows which food a cross takes away."""
    visitor = welcome("nl")
    visitor.open_file(write_plan(Plan(person=WOMAN, items=THREE)).encode())
    expect(visitor.rows).to_have_count(3)
    for item in THREE:
        name = visitor.text("page.my_day.remove", name=visitor.name(item.food_id))
        expect(visitor.row(item.food_id).get_by_role("button", name=name)).to_be_visible()


def test_a_plan_file_is_opened_or_refused(welcome: Welcome) -> None:
    visitor = welcome("nl")
    text = visitor.text
    has_three_foods(visitor)
    broken = b'[person]\nage_years = 150\nsex = "female"\n[[items]]\nfood = "usda-12061"\ngrams = -1\n'
    visitor.open_file(broken, "kapot.toml")
    expect(visitor.said(text("error.import_problems", file="kapot.toml", count=2))).to_be_visible()
    expect(visitor.total).to_have_text("236,4 mg")
    expect(visitor.rows).to_have_count(3)

    other = Plan(person=Person(age_years=71, sex="male"), items=(PlanItem(food_id=ALMONDS, grams=50),))
    visitor.open_file(write_plan(other).encode(), "goed.toml")
    expect(visitor.said(text("opening.nothing_yet"))).to_be_visible()
    expect(visitor.total).to_have_text("236,4 mg")
    visitor.click("opening.accept")
    expect(visitor.total).to_have_text("135 mg")
    expect(visitor.rows).to_have_count(1)
    expect(visitor.said(text("page.my_day.opened", file="goed.toml"))).to_be_visible()
    expect(visitor.said(text("error.import_problems", file="kapot.toml", count=2))).to_have_count(0)
    assert visitor.download("page.my_day.download_plan").decode() == write_plan(other)

    visitor.click("page.my_day.undo")
    expect(visitor.total).to_have_text("236,4 mg")
    expect(visitor.rows).to_have_count(3)
    expect(visitor.amount(SPINACH)).to_have_value("100")


def test_two_visitors_do_not_see_each_other(welcome: Welcome) -> None:
    first, second = welcome("nl"), welcome("en")
    first.add("amandelen", ALMONDS)
    second.add("spinach boiled", SPINACH)
    first.in_grams(ALMONDS, "30", "81 mg")
    second.in_grams(SPINACH, "100", "87 mg")
    first.answer("yes")
    for visitor, finding in ((first, "no_amount_ask_first"), (second, "no_amount_not_answered")):
        visitor.go("helps")
        expect(visitor.said(visitor.text(f"finding.{finding}"))).to_be_visible()
        visitor.go("my_day")
    for visitor, total in ((first, "81 mg"), (second, "87 mg")):
        expect(visitor.total).to_have_text(total)
        expect(visitor.rows).to_have_count(1)
    third = welcome("en")
    expect(third.rows).to_have_count(0)
    expect(third.total).to_have_text("0 mg")


def test_the_pages_language_is_told_also_when_the_script_comes_last(welcome: Welcome) -> None:
    page = welcome("nl").page
    page.evaluate("() => { delete window.mwKeys; document.documentElement.lang = 'en' }")
    page.evaluate((ROOT / "nutrition" / "views" / "access.js").read_text(encoding="utf-8"))
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_a_browser_is_greeted_in_its_own_language(welcome: Welcome) -> None:
    welcome("nl", locale="nl-NL", ask="?")
    welcome("en", locale="de-DE", ask="?")


def test_code_is_shown_as_it_was_typed(welcome: Welcome) -> None:
    visitor = welcome("nl")
    text = visitor.text
    for words in CODE:
        visitor.search(words)
        expect(visitor.said(text("page.my_day.no_results", words=words))).to_be_visible()
        name = f"{words.replace('/', '')}.toml"
        visitor.open_file(b"days = 0", name)
        expect(visitor.said(text("error.import_problems", file=name, count=2))).to_be_visible()
        hostile = Plan(person=WOMAN, items=(PlanItem(food_id=words, grams=1),), name=words)
        visitor.open_file(write_plan(hostile).encode())
        expect(visitor.said(text("error.unknown_food", food_id=words))).to_be_visible()
        made = visitor.page.locator("[data-testid=stMain] :is(script, img, a[href='b'])").filter(visible=True)
        expect(made).to_have_count(0)


def test_nobody_else_hears_of_a_visit(welcome: Welcome, watch: Watch) -> None:
    visitor = welcome("nl")
    visitor.click("example_day.omnivore")
    expect(visitor.rows).not_to_have_count(0)
    visitor.page.get_by_role("link", name=visitor.text("page.sources.title"), exact=True).click()
    expect(visitor.said(visitor.text("page.sources.intro"))).to_be_visible()
    assert watch.strangers == []


def test_numbers_read_in_both_languages_are_one_number(texts: dict[str, Text]) -> None:
    assert {read_number(text.number(236.4)) for text in texts.values()} == {236.4}
