"""How quick the page is in a real browser, beside a page that says hello, served the same way in the same run.

Measured: from starting the program to a healthy server; from opening the address to a page that can be used, on a
server that others have visited; from Enter in a field of grams to the new total; and what a first visit sends besides
Streamlit's own files. Each pair is measured in turns. Needs Chromium and what the tests need.

    python -m benchmarks.bench_page
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.a_browser import a_browser
from nutrition.plan import Person, Plan, PlanItem, Sex
from nutrition.storage import write_plan
from nutrition.text import load_text
from tools.app_server import ROOT, serving

HELLO = "import streamlit as st\nst.title('Hello')\nst.write('world')\n"
STARTS, VISITS, CHANGES = 5, 9, 60
COLD_RATIO, VIEW_RATIO, CHANGE_MS, OWN_KB = 1.5, 1.4, 200.0, 200.0
ALMONDS, MG_PER_G = "usda-12061", 2.7
# the clock is the page's own: from Enter going down to the total that answers it
CLOCK = "document.addEventListener('keydown', () => { window.lastKey = performance.now(); }, true)"
WATCH = """
(wanted) => new Promise(done => {
    const look = () => {
        const total = document.querySelector('.mw-number .big');
        if (total && total.innerText.trim() === wanted) { done(performance.now() - window.lastKey); }
        else { requestAnimationFrame(look); }
    };
    look();
})
"""


def starts(home: Path, hello: Path) -> tuple[float, float]:
    """Return the median seconds from nothing to a healthy server: the app's, and hello's."""
    taken: dict[Path, list[float]] = {ROOT / "app.py": [], hello: []}
    for _ in range(STARTS):
        for script, seconds in taken.items():
            with serving(home, script) as server:
                seconds.append(server.started_seconds)
    ours, theirs = (statistics.median(seconds) for seconds in taken.values())
    return ours, theirs


def visit(browser, url: str, ready: Callable[[object], None]) -> tuple[float, float]:
    """Return the ms that a first visit takes until the page is ready, and the kB it got besides Streamlit's files."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    page, got = context.new_page(), [0]

    def frame(payload: str | bytes) -> None:
        got[0] += len(payload)

    def response(answer) -> None:
        path = urlsplit(answer.url).path
        if answer.ok and not path.startswith(("/static/", "/_stcore/")) and path not in ("/", "/favicon.png"):
            got[0] += len(answer.body())

    page.on("websocket", lambda socket: socket.on("framereceived", frame))
    page.on("response", response)
    began = time.perf_counter()
    page.goto(url)
    ready(page)
    taken = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(500)
    context.close()
    return taken, got[0] / 1000


def visits(browser, app_url: str, hello_url: str) -> tuple[float, float, float]:
    """Return the median ms of a first usable view, the app's and hello's, and the kB that the app sends."""
    text = load_text("nl")

    def app_ready(page) -> None:
        page.get_by_label(text("page.my_day.search_label"), exact=True).wait_for()
        page.get_by_text(text("app.boundary")).wait_for()

    def hello_ready(page) -> None:
        page.get_by_text("world").wait_for()

    for url, ready in ((f"{app_url}/?language=nl", app_ready), (hello_url, hello_ready)):
        visit(browser, url, ready)  # somebody has been here before
    ours, theirs = [], []
    for _ in range(VISITS):
        ours.append(visit(browser, f"{app_url}/?language=nl", app_ready))
        theirs.append(visit(browser, hello_url, hello_ready))
    kb = statistics.median(kb for _, kb in ours)
    return statistics.median(ms for ms, _ in ours), statistics.median(ms for ms, _ in theirs), kb


def changes(browser, app_url: str) -> list[float]:
    """Return the ms from Enter to the new total, for many changes of grams on one page, in order of size."""
    text = load_text("nl")
    page = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{app_url}/?language=nl")
    page.get_by_text(text("app.boundary")).wait_for()
    plan = Plan(person=Person(age_years=40, sex=Sex.FEMALE), items=(PlanItem(food_id=ALMONDS, grams=10),))
    page.locator("summary").filter(has_text=text("page.my_day.open_plan")).click()
    page.locator("input[type=file]").set_input_files(
        {"name": "plan.toml", "mimeType": "application/toml", "buffer": write_plan(plan).encode()}
    )
    field = page.locator("[class*='st-key-amount-'] input").first
    field.wait_for()
    page.evaluate(CLOCK)
    taken = []
    for change in range(CHANGES):
        grams = 10 * (change % 30 + 2)
        field.fill(str(grams))
        field.press("Enter")
        taken.append(page.evaluate(WATCH, text.mg(MG_PER_G * grams)))
    return sorted(taken)


def main() -> int:
    """Print the figures; return 1 when a promise is not kept."""
    with tempfile.TemporaryDirectory() as folder, a_browser() as browser:
        if browser is None:
            return 0
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        cold, cold_hello = starts(Path(folder), hello)
        with serving(Path(folder)) as app, serving(Path(folder), hello) as other:
            view, view_hello, kb = visits(browser, app.url, other.url)
            waits = changes(browser, app.url)
    p95 = waits[int(0.95 * len(waits))]
    kept = {
        f"healthy server  {cold:.2f} s, hello {cold_hello:.2f} s: {cold / cold_hello:.2f} times": cold
        <= COLD_RATIO * cold_hello,
        f"first usable view  {view:.0f} ms, hello {view_hello:.0f} ms: {view / view_hello:.2f} times": view
        <= VIEW_RATIO * view_hello,
        f"grams changed  p50 {statistics.median(waits):.0f} ms, p95 {p95:.0f} ms": p95 <= CHANGE_MS,
        f"first visit  {kb:.0f} kB besides Streamlit's files": kb <= OWN_KB,
    }
    for line, is_kept in kept.items():
        print(f"{'kept  ' if is_kept else 'BROKEN'}  {line}")
    return 0 if all(kept.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
