"""The browser in which pages are measured."""

from collections.abc import Iterator
from contextlib import contextmanager

import run
from tools.app_server import BROWSER_FLAGS


@contextmanager
def a_browser() -> Iterator:
    """Open Chromium, without a window, until the block ends; where there is none say why, and give None."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("Playwright is not installed (python3 run.py test installs it): nothing measured.")
        yield None
        return
    chromium = run.find_program(run.BROWSERS)
    if not chromium:
        print("No Chromium found: nothing measured.")
        yield None
        return
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS) as browser,
    ):
        yield browser
