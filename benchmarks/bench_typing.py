"""How long after the last key stroke the page shows what it found, in a real browser with one visitor.

Each question of tests/cases/search.toml is typed at 60 ms a key; the clock starts at the last key and stops when the
list that answers it stands in the page. Streamlit waits 200 ms for further keys before it asks the server, so the
figure less 200 ms is the way there and back. Needs Chromium and what the tests need: python3 run.py bench after test.
"""

import os
import statistics
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from benchmarks.a_browser import a_browser
from nutrition import find_foods, load_handbook
from nutrition.text import load_text
from tools.app_server import ROOT, serving

LIMIT_MS, SERVER_LIMIT_MS, QUESTIONS = 400.0, 60.0, 60
# the clock is the page's own: from the last key going down to the list that answers it
CLOCK = "document.addEventListener('keydown', () => { window.lastKey = performance.now(); }, true)"
WATCH = """
(name) => new Promise(done => {
    const look = () => {
        const first = document.querySelector('.st-key-results button');
        if (first && first.innerText.includes(name)) { done(performance.now() - window.lastKey); }
        else { requestAnimationFrame(look); }
    };
    look();
})
"""


def server_times_ms(words: Sequence[str]) -> list[float]:
    """Return how long the script runs after each question, in Streamlit's own test harness: no browser, no waiting."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["language"] = "nl"
    app.run()
    times = []
    for question in words:
        start = time.perf_counter()
        app.text_input(key="words").set_value(question).run()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)


def main() -> int:
    """Print the figures; return 1 when a promise is not kept."""
    text, handbook = load_text("nl"), load_handbook()
    cases = tomllib.loads((ROOT / "tests" / "cases" / "search.toml").read_text(encoding="utf-8"))["queries"]
    words = [case["words"] for case in cases if len(case["words"]) >= 3][:: max(1, len(cases) // QUESTIONS)]
    waits = []
    with a_browser() as browser, TemporaryDirectory() as home, serving(Path(home)) as server:
        if browser is None:
            return 0
        page = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900}).new_page()
        page.goto(f"{server.url}/?language=nl")
        page.get_by_text(text("app.boundary")).wait_for()
        field = page.get_by_label(text("page.my_day.search_label"), exact=True)
        page.evaluate(CLOCK)
        shown = ""
        for question in words:
            name = handbook.food(find_foods(handbook.foods, question, "nl")["food_id"].iloc[0]).name("nl")
            field.fill("")
            page.locator(".st-key-results button").first.wait_for(state="detached") if shown else None
            field.press_sequentially(question, delay=60)
            waits.append(page.evaluate(WATCH, name))
            shown = name
    waits.sort()
    p95 = waits[int(0.95 * len(waits))]
    print(f"{len(waits)} questions typed: list after p50 {statistics.median(waits):.0f} ms, p95 {p95:.0f} ms", end="")
    print(f" (limit {LIMIT_MS:.0f} ms; {os.cpu_count()} processors)")
    served = server_times_ms(words)
    served_p95 = served[int(0.95 * len(served))]
    said = "the server's part, at most (the whole page again)"
    print(f"{said}: p95 {served_p95:.0f} ms (limit {SERVER_LIMIT_MS:.0f} ms)")
    return 0 if p95 <= LIMIT_MS and served_p95 <= SERVER_LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
