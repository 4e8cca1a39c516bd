"""Nothing is lost: what a visitor made is there after a refresh, in a new tab, after a restart; and only theirs."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from nutrition import Handbook, Person, Plan, PlanItem
from nutrition.storage import read_plan, write_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views.visit_cookie import NAME, TOKEN
from nutrition.visits import DAYS_KEPT
from tests.browser.conftest import DESKTOP, PATIENCE_MS
from tests.browser.test_journey import fits
from tests.browser.visitor import Visitor
from tools.app_server import AppServer, free_port, serving

pytestmark = pytest.mark.browser

ALMONDS, SPINACH = "usda-12061", "usda-11458"
DAY = Plan(
    person=Person(age_years=40, sex="female"),
    items=(PlanItem(food_id=ALMONDS, grams=30, meal="breakfast"), PlanItem(food_id=SPINACH, grams=100, meal="dinner")),
)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
Welcome = Callable[..., Visitor]
# what the server says reaches the page later, as over a slow line
LATE = """
const listen = WebSocket.prototype.addEventListener
let before = Promise.resolve()  // nothing overtakes what was said before
WebSocket.prototype.addEventListener = function (kind, hear, ...rest) {
  const later = said => {
    const due = new Promise(resolve => setTimeout(resolve, window.lateMs || 0))
    before = Promise.all([before, due]).then(() => hear.call(this, said))
  }
  return listen.call(this, kind, kind === 'message' ? later : hear, ...rest)
}"""
LATE_MS, BETWEEN_CLICKS_MS = 600, 150
# what Python reads before all else makes a server that is slow to go on after a click
SLOW = """
import time
import streamlit
at_once = streamlit.rerun
streamlit.rerun = lambda *parts, **scope: (time.sleep(0.6), at_once(*parts, **scope))
"""
# and this one that is slow to send what was drawn
BUSY = """
from streamlit.runtime.app_session import AppSession
def later(self, send):
    self._event_loop.call_soon_threadsafe(lambda: self._event_loop.call_later(0.3, send))
AppSession._call_soon_on_event_loop = later
"""


def arrived(visitor: Visitor, page: Page) -> Visitor:
    """Return the same visitor looking at another page of theirs."""
    there = Visitor(page=page, text=visitor.text, handbook=visitor.handbook, folder=visitor.folder)
    there.has_arrived()
    return there


def open_day(visitor: Visitor) -> None:
    visitor.open_file(write_plan(DAY).encode())
    shows_the_day(visitor)


def shows_the_day(visitor: Visitor) -> None:
    expect(visitor.total).to_have_text(visitor.text.mg(168))
    expect(visitor.amount(ALMONDS)).to_have_value("30")
    expect(visitor.amount(SPINACH)).to_have_value("100")


def number_of(context: BrowserContext) -> str:
    [cookie] = [cookie for cookie in context.cookies() if cookie["name"] == NAME]
    assert TOKEN.fullmatch(cookie["value"])
    return str(cookie["value"])


def is_empty(visitor: Visitor) -> None:
    expect(visitor.said(visitor.text("page.my_day.empty_title"))).to_be_visible()
    expect(visitor.rows).to_have_count(0)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@IN_BOTH
def test_refresh_new_tab_and_back(language: str, phone: bool, welcome: Welcome, server: AppServer) -> None:
    visitor = welcome(language, phone=phone)
    page, context = visitor.page, visitor.page.context
    open_day(visitor)
    page.reload()
    shows_the_day(visitor)
    # in the middle of something: what was typed before the refresh counts
    visitor.type(ALMONDS, "60")
    expect(visitor.total).to_have_text(visitor.text.mg(249))
    page.reload()
    expect(visitor.amount(ALMONDS)).to_have_value("60")
    visitor.click("page.my_day.undo")
    shows_the_day(visitor)
    # the address says neither the plan nor the number; a new tab needs neither, nor the language
    assert page.url == f"{server.url}/?language={language}"
    tab = context.new_page()
    tab.goto(server.url)
    shows_the_day(arrived(visitor, tab))
    # away, and back again
    visitor.go("sources")
    page.go_back()
    shows_the_day(visitor)
    page.goto("about:blank")
    page.go_back()
    shows_the_day(visitor)
    fits(visitor)


@pytest.mark.parametrize(("language", "phone"), [("nl", True), ("en", False)])
def test_who_goes_to_another_page_takes_along_what_was_typed(language: str, phone: bool, welcome: Welcome) -> None:
    """A finger leaves the field and meets the link at one moment: the link may not go before the amount."""
    visitor = welcome(language, phone=phone)
    open_day(visitor)
    visitor.amount(ALMONDS).fill("60")
    link = visitor.page.get_by_role("link", name=visitor.text("page.sources.title"), exact=True)
    if phone:
        link.tap()
    else:
        link.click()
    expect(visitor.page.get_by_role("heading", name=visitor.text("page.sources.title"), exact=True)).to_be_visible()
    assert visitor.page.url.endswith(f"/sources?language={language}")
    visitor.go("my_day")
    expect(visitor.amount(ALMONDS)).to_have_value("60")
    expect(visitor.total).to_have_text(visitor.text.mg(249))


def test_an_answer_that_the_server_had_no_time_for_goes_along(welcome: Welcome) -> None:
    """A busy server finds the answer and the way to another page at one moment; here both leave in one moment."""
    visitor = welcome("nl")
    open_day(visitor)
    visitor.go("helps")
    question = visitor.one(visitor.page.get_by_role("radiogroup", name=visitor.text("page.helps.stop_question")))
    yes = question.get_by_text(visitor.text("ask_first.yes"), exact=True).element_handle()
    away = visitor.page.get_by_role("link", name=visitor.text("page.my_day.title"), exact=True).element_handle()
    visitor.page.evaluate("([yes, away]) => { yes.click(); away.click() }", [yes, away])
    visitor.has_arrived()
    visitor.go("helps")
    expect(visitor.said(visitor.text("finding.no_amount_ask_first"))).to_be_visible()


def far_away(welcome: Welcome, plan: Plan = DAY) -> Visitor:
    """Return a visitor with a plan, whose clicks can be carried out long before they are seen to be."""
    visitor = welcome("nl")
    visitor.page.add_init_script(LATE)
    visitor.open_file(write_plan(plan).encode())
    expect(visitor.rows).to_have_count(len(plan.items))
    visitor.page.reload()
    expect(visitor.rows).to_have_count(len(plan.items))
    visitor.has_settled()
    return visitor


def fast(visitor: Visitor, *clicks: Locator) -> None:
    """Click what stands there now, before the page can follow; then let it follow."""
    there = [click.element_handle() for click in clicks]
    visitor.page.evaluate("ms => window.lateMs = ms", LATE_MS)
    for one in there:
        one.click(force=True)
        visitor.page.wait_for_timeout(BETWEEN_CLICKS_MS)
    visitor.page.wait_for_timeout(LATE_MS)
    visitor.page.evaluate("() => window.lateMs = 0")


def test_two_rows_are_taken_away_before_the_page_follows(welcome: Welcome) -> None:
    visitor = far_away(welcome)
    names = [visitor.text("page.my_day.remove", name=visitor.name(food_id)) for food_id in (ALMONDS, SPINACH)]
    fast(visitor, *(visitor.page.get_by_role("button", name=name, exact=True) for name in names))
    expect(visitor.rows).to_have_count(0)


def test_steps_are_undone_before_the_page_follows(welcome: Welcome) -> None:
    visitor = far_away(welcome)
    visitor.type(ALMONDS, "60")
    expect(visitor.total).to_have_text(visitor.text.mg(249))
    who = visitor.page.locator(".st-key-who summary")
    who.click()
    age = visitor.one(visitor.page.get_by_label(visitor.text("page.my_day.age"), exact=True))
    age.fill("50")
    age.press("Enter")
    expect(who).to_contain_text("50")
    visitor.has_settled()
    undo = visitor.page.get_by_role("button", name=visitor.text("page.my_day.undo")).first
    fast(visitor, undo, undo)
    expect(who).to_contain_text("40")
    shows_the_day(visitor)


def test_a_link_clicked_twice_changes_no_amount(welcome: Welcome) -> None:
    """A field shows two decimals: what it shows is not what it was told."""
    exact = replace(DAY, items=(replace(DAY.items[0], grams=30.126), DAY.items[1]))
    visitor = far_away(welcome, exact)
    expect(visitor.amount(ALMONDS)).to_have_value("30,13")
    link = visitor.page.get_by_role("link", name=visitor.text("page.sources.title"), exact=True)
    fast(visitor, link, link)
    expect(visitor.page.get_by_role("heading", name=visitor.text("page.sources.title"), exact=True)).to_be_visible()
    visitor.go("my_day")
    expect(visitor.amount(ALMONDS)).to_have_value("30,13")
    assert read_plan(visitor.download("page.my_day.download_plan")).items == exact.items


def test_who_changes_their_mind_on_the_way_comes_where_they_want(welcome: Welcome) -> None:
    """The last link that was clicked is where one comes; what was typed before the first is kept."""
    visitor = far_away(welcome)
    about, sources = (
        visitor.page.get_by_role("link", name=visitor.text(f"page.{page}.title"), exact=True)
        for page in ("about", "sources")
    )
    visitor.amount(ALMONDS).fill("60")
    fast(visitor, about, sources)
    expect(visitor.page.get_by_role("heading", name=visitor.text("page.sources.title"), exact=True)).to_be_visible()
    expect(visitor.page).to_have_url(re.compile(r"/sources\?language=nl$"))
    visitor.go("my_day")
    expect(visitor.total).to_have_text(visitor.text.mg(249))


def test_a_link_that_is_there_before_its_button_waits_for_it(welcome: Welcome) -> None:
    """A first visitor may click while the button behind the link is still being loaded."""
    page = (visitor := welcome("nl")).page
    name = "st-key-way-foods"
    page.evaluate("name => { window.sameLoad = true; document.querySelector('.' + name).classList.remove(name) }", name)
    page.evaluate("() => { window.notYet = document.querySelectorAll('.st-key-ways .stElementContainer')[3] }")
    page.get_by_role("link", name=visitor.text("page.foods.title"), exact=True).click()
    page.wait_for_timeout(LATE_MS)
    expect(visitor.total).to_be_visible()
    page.evaluate("name => window.notYet.classList.add(name)", name)
    expect(page.get_by_role("heading", name=visitor.text("page.foods.heading"), exact=True)).to_be_visible()
    assert page.evaluate("() => window.sameLoad"), "the app was loaded anew"


def test_the_next_page_begins_at_its_top(welcome: Welcome) -> None:
    visitor = welcome("nl", phone=True)
    visitor.page.get_by_role("link", name=visitor.text("page.about.title"), exact=True).click()
    link = visitor.page.get_by_role("link", name=visitor.text("page.about.to_foods"), exact=True)
    link.scroll_into_view_if_needed()
    main = visitor.page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollTop") > 0
    link.tap()
    expect(visitor.page).to_have_title(re.compile(visitor.text("page.foods.title")))
    expect(visitor.page.get_by_role("heading", level=1)).to_be_in_viewport()
    assert main.evaluate("main => main.scrollTop") == 0


def test_a_link_opened_in_a_new_tab_leads_where_it_says(welcome: Welcome, server: AppServer) -> None:
    visitor = welcome("nl")
    visitor.page.get_by_role("link", name=visitor.text("page.about.title"), exact=True).click()
    ways = ("page.my_day.title", ""), ("page.helps.title", "helps"), ("page.about.to_my_day", "")
    for name, path in ways:
        link = visitor.page.get_by_role("link", name=visitor.text(name), exact=True)
        for how in ({"modifiers": ["ControlOrMeta"]}, {"button": "middle"}):
            with visitor.page.context.expect_page() as opened:
                link.click(**how)
            expect(opened.value).to_have_url(f"{server.url}/{path}?language=nl")
            title = visitor.text("page.helps.title" if path else "page.my_day.title")
            expect(opened.value.get_by_role("heading", name=title, exact=True)).to_be_visible()
            opened.value.close()
    # the page itself stayed where it was; the buttons behind the links are for nobody to see or hear
    expect(visitor.page.locator(".st-key-ways")).to_be_hidden()
    expect(visitor.page).to_have_url(f"{server.url}/about?language=nl")


def test_on_the_way_to_another_page_a_link_still_opens_a_new_tab(welcome: Welcome, server: AppServer) -> None:
    visitor = far_away(welcome)
    about, sources = (
        visitor.page.get_by_role("link", name=visitor.text(f"page.{page}.title"), exact=True).element_handle()
        for page in ("about", "sources")
    )
    visitor.page.evaluate("ms => window.lateMs = ms", LATE_MS)
    about.click()
    with visitor.page.context.expect_page() as opened:
        sources.click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{server.url}/sources?language=nl")
    expect(visitor.page).to_have_url(f"{server.url}/about?language=nl")


@contextmanager
def visiting(server: str, alone: Callable[..., Visitor], folder: Path) -> Iterator[Visitor]:
    """Return a visitor with a day, to a server that Python starts with these lines, once all of it is in sight."""
    (folder / "sitecustomize.py").write_text(server)
    with serving(folder, settings={"PYTHONPATH": str(folder)}) as found:
        visitor = alone(found.url)
        open_day(visitor)
        visitor.has_settled()
        visitor.page.wait_for_timeout(LATE_MS)
        yield visitor


@pytest.mark.parametrize(("server", "ms"), [(SLOW, 150), (BUSY, 200)], ids=["not-drawn-yet", "not-sent-yet"])
def test_a_second_click_does_not_take_the_place_of_the_first(
    server: str, ms: int, alone: Callable[..., Visitor], tmp_path: Path
) -> None:
    """Each asks for parts of the page of its own, the second while those of the first are not in sight yet."""
    with visiting(server, alone, tmp_path) as visitor:
        field, fold = visitor.amount(ALMONDS), visitor.page.locator(".st-key-sources-fold summary").element_handle()
        field.fill("60")
        field.press("Enter")
        visitor.page.wait_for_timeout(ms)
        fold.click()
        expect(visitor.page.locator(".st-key-sources-fold table")).to_have_count(2)
        expect(visitor.total).to_have_text(visitor.text.mg(249))
        expect(visitor.row(ALMONDS).locator(".mw-mg")).to_have_text(visitor.text.mg(162))


def test_a_key_stroke_does_not_take_the_place_of_an_amount(alone: Callable[..., Visitor], tmp_path: Path) -> None:
    """The search draws its list alone, while what was drawn for the amount before is not in sight yet."""
    with visiting(BUSY, alone, tmp_path) as visitor:
        search = visitor.page.get_by_label(visitor.text("page.my_day.search_label"), exact=True).element_handle()
        visitor.amount(ALMONDS).fill("60")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_timeout(50)
        search.fill("walnut")
        expect(visitor.page.locator(".st-key-results button").first).to_be_visible()
        expect(visitor.total).to_have_text(visitor.text.mg(249))


def test_another_tab_never_takes_the_place_of_what_is_newer(welcome: Welcome, server: AppServer) -> None:
    visitor = welcome("nl")
    text = visitor.text
    open_day(visitor)
    page = visitor.page.context.new_page()
    page.goto(server.url)
    other = arrived(visitor, page)
    shows_the_day(other)
    visitor.type(ALMONDS, "60")
    expect(visitor.total).to_have_text(text.mg(249))
    # the other tab still shows 30 g and changes something else
    other.type(SPINACH, "50")
    expect(other.said(text("kept.newer_instead"))).to_be_visible()
    expect(other.amount(ALMONDS)).to_have_value("60")
    expect(other.amount(SPINACH)).to_have_value("100")
    other.click("page.my_day.undo")
    expect(other.total).not_to_have_text(text.mg(249))
    other.has_settled()
    expect(other.amount(SPINACH)).to_have_value("50")
    visitor.go("sources")
    visitor.go("my_day")
    expect(visitor.amount(SPINACH)).to_have_value("50")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_two_visitors_never_see_each_other(phone: bool, welcome: Welcome) -> None:
    anna, bram = welcome("nl", phone=phone), welcome("en", phone=not phone)
    assert number_of(anna.page.context) != number_of(bram.page.context)
    open_day(anna)
    bram.page.reload()
    is_empty(bram)
    bram.add("amandelen", ALMONDS)
    bram.in_grams(ALMONDS, "10", "27 mg")
    anna.page.reload()
    shows_the_day(anna)
    bram.page.reload()
    expect(bram.total).to_have_text(bram.text.mg(27))
    expect(bram.rows).to_have_count(1)


@IN_BOTH
def test_forget_me_is_asked_once_and_leaves_nothing(language: str, welcome: Welcome) -> None:
    visitor, bram = welcome(language, phone=language == "nl"), welcome("en")
    text, context = visitor.text, visitor.page.context
    open_day(visitor)
    open_day(bram)
    before = number_of(context)
    expect(visitor.said(text("kept.line", days=DAYS_KEPT))).to_be_visible()
    visitor.click("kept.forget")
    expect(visitor.said(text("kept.forget_question"))).to_be_visible()
    fits(visitor)
    visitor.page.keyboard.press("Escape")
    expect(visitor.said(text("kept.forget_question"))).to_have_count(0)
    shows_the_day(visitor)
    visitor.click("kept.forget")
    with visitor.page.expect_navigation():  # the page fetches itself anew, and with it another number
        visitor.click("kept.forget_yes")
    is_empty(visitor)
    assert number_of(context) != before
    bram.page.reload()
    shows_the_day(bram)


@IN_BOTH
def test_clearing_the_day_is_asked_once_and_undone(language: str, welcome: Welcome) -> None:
    visitor = welcome(language)
    text = visitor.text
    open_day(visitor)
    visitor.click("page.my_day.clear")
    expect(visitor.said(text("page.my_day.clear_question"))).to_be_visible()
    shows_the_day(visitor)
    visitor.click("page.my_day.clear_yes")
    is_empty(visitor)
    visitor.page.reload()
    is_empty(visitor)
    visitor.click("page.my_day.undo")
    shows_the_day(visitor)


@pytest.fixture
def alone(
    browser: Browser, handbook: Handbook, texts: dict[str, Text], tmp_path: Path
) -> Iterator[Callable[..., Visitor]]:
    """A maker of visitors to a server of the test's own: nobody watches for complaints while it is away."""
    contexts = []

    def come(url: str, language: str = "nl") -> Visitor:
        context = browser.new_context(**DESKTOP)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{url}/?language={language}")
        visitor = Visitor(page=page, text=texts[language], handbook=handbook, folder=tmp_path)
        visitor.has_arrived()
        return visitor

    yield come
    for context in contexts:
        context.close()


def test_a_restarted_server(alone: Callable[..., Visitor], tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, port=port) as server:
        visitor = alone(server.url)
        open_day(visitor)
        # a tab that is closed, as a laptop is
        tab = visitor.page.context.new_page()
        tab.goto(server.url)
        arrived(visitor, tab)
        tab.close()
    said = visitor.page.get_by_test_id("stApp")
    with serving(tmp_path, port=port) as server:
        expect(said).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=60_000)
        # the page that stayed open: the first click finds the server anew, and what stands there is the plan
        visitor.go("sources")
        visitor.go("my_day")
        shows_the_day(visitor)
        visitor.type(ALMONDS, "60")
        expect(visitor.total).to_have_text(visitor.text.mg(249))
        visitor.page.reload()
        expect(visitor.amount(ALMONDS)).to_have_value("60")
        fresh = visitor.page.context.new_page()
        fresh.goto(server.url)
        expect(arrived(visitor, fresh).amount(ALMONDS)).to_have_value("60")
        number = number_of(visitor.page.context)
        assert number not in server.said()
        assert "Traceback" not in server.said()
    for path in tmp_path.glob("visits.sqlite*"):
        assert number.encode() not in path.read_bytes()


def test_a_lost_connection(alone: Callable[..., Visitor], tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        visitor = alone(server.url)
        open_day(visitor)
        visitor.page.context.set_offline(True)
        visitor.page.wait_for_timeout(500)
        visitor.page.context.set_offline(False)
        visitor.type(ALMONDS, "60")
        expect(visitor.total).to_have_text(visitor.text.mg(249), timeout=60_000)
        visitor.page.reload()
        expect(visitor.amount(ALMONDS)).to_have_value("60")


def test_below_a_path_the_cookie_stays_there(alone: Callable[..., Visitor], tmp_path: Path) -> None:
    with serving(tmp_path, base_path="tools/mg") as server:
        visitor = alone(server.url)
        [cookie] = [cookie for cookie in visitor.page.context.cookies() if cookie["name"] == NAME]
        assert cookie["path"] == "/tools/mg"
        open_day(visitor)
        visitor.page.reload()
        shows_the_day(visitor)
        visitor.go("sources")
        visitor.page.reload()
        visitor.go("my_day")
        shows_the_day(visitor)


def test_the_number_is_nowhere_to_be_read(welcome: Welcome, server: AppServer) -> None:
    visitor = welcome("nl")
    page, context = visitor.page, visitor.page.context
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("websocket", lambda socket: addresses.append(socket.url))
    open_day(visitor)
    page.reload()
    shows_the_day(visitor)
    visitor.go("sources")
    [cookie] = [cookie for cookie in context.cookies() if cookie["name"] == NAME]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["secure"], cookie["path"]) == (True, "Lax", False, "/")
    days = (cookie["expires"] - page.evaluate("Date.now()") / 1000) / 86_400
    assert DAYS_KEPT - 0.1 < days <= DAYS_KEPT
    number = cookie["value"]
    assert NAME not in page.evaluate("document.cookie")
    kept_by_browser = "JSON.stringify([{...localStorage}, {...sessionStorage}, window.name])"
    for place in (page.content(), page.url, page.evaluate(kept_by_browser), *addresses, server.said()):
        assert number not in place
    assert addresses
    # nothing of the plan stands in an address either
    assert not any(re.search(r"usda|almond|amandel", address) for address in addresses)
