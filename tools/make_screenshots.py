"""Take the pictures of the documentation: the app itself, with its example day, in a real browser.

    python tools/make_screenshots.py                  # writes docs/screenshots/*.png
    python tools/make_screenshots.py --folder DIR     # writes them elsewhere

The script starts the app on a free port and stops it again. It needs what requirements-dev.txt names, and
Chromium or Chrome. Size, language and colours are fixed here, so that two runs on one machine give pictures that
differ only when the page does.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from nutrition.text import Text, load_text
from run import BROWSERS, ROOT, find_program
from tools.app_server import BROWSER_FLAGS, AppServerError, serving

FOLDER = ROOT / "docs" / "screenshots"
LARGEST_BYTES = 250_000
WAIT_MS = 20_000


class Picture(NamedTuple):
    """One picture: its file name, the language, the size of the window and the page.

    `file` is handed in on the page.
    """

    name: str
    language: str
    width: int
    height: int
    page: str = "my_day"
    file: Path | None = None


PICTURES = (
    Picture("my-day-nl", "nl", 1280, 900),
    Picture("what-it-means-nl", "nl", 1280, 900, page="meaning"),
    Picture("what-helps-en", "en", 1280, 1260, page="helps"),
    Picture("compare-nl", "nl", 1280, 900, page="compare"),
    Picture("groups-en", "en", 1280, 900, page="groups", file=ROOT / "nutrition" / "views" / "example_group.csv"),
    Picture("my-day-en-phone", "en", 390, 844),
)


class PictureError(Exception):
    """A picture cannot be taken, or is not one to publish."""


def wait_until_drawn(page: Page) -> None:
    """Wait until the page has nothing left to do: no script running, and the same picture twice in a row."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate("document.fonts.ready.then(() => true)")
    before = b""
    for _attempt in range(40):
        page.wait_for_timeout(250)
        now = page.screenshot(animations="disabled")
        if now == before:
            return
        before = now
    raise PictureError("The page does not come to rest.")


def answer_no(page: Page, text: Text) -> None:
    """Answer the stop question with no, as a visitor would."""
    question = page.get_by_role("radiogroup", name=text("page.helps.stop_question"))
    question.get_by_text(text("ask_first.no"), exact=True).click()
    expect(question.get_by_role("radio", name=text("ask_first.no"), exact=True)).to_be_checked()


def take(picture: Picture, browser: Browser, address: str, folder: Path) -> Path:
    """Take one picture; raise PictureError when it is too large a file."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=1,
        locale={"nl": "nl-NL", "en": "en-GB"}[picture.language],
        timezone_id="Europe/Amsterdam",
        color_scheme="light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    page.goto(f"{address}/?language={picture.language}")
    text = load_text(picture.language)
    page.get_by_role("button", name=text("example_day.omnivore")).click()
    wait_until_drawn(page)
    if picture.page != "my_day":
        page.get_by_role("link", name=text(f"page.{picture.page}.title"), exact=True).click()
        key = f"page.{picture.page}.heading"  # where the link in the head is too short to be one
        heading = text(key if key in text else f"page.{picture.page}.title")
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    if picture.page == "helps":
        answer_no(page, text)
    if picture.file:
        page.locator('input[type="file"]').set_input_files(picture.file)
        expect(page.locator(".mw-lead")).to_be_visible()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
    wait_until_drawn(page)
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path, animations="disabled")
    context.close()
    if path.stat().st_size > LARGEST_BYTES:
        raise PictureError(f"{path.name} is {path.stat().st_size} bytes, more than {LARGEST_BYTES}.")
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Take every picture; return 0, or 2 with one line when one cannot be taken."""
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write (default: docs/screenshots)")
    folder: Path = parser.parse_args(arguments).folder
    chromium = find_program(BROWSERS)
    if not chromium:
        print(f"None of these browsers is here: {', '.join(BROWSERS)}.", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=WAIT_MS)
    try:
        with (
            TemporaryDirectory() as home,  # the plans of these visits are not for the store of who takes the pictures
            serving(Path(home)) as server,
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS) as browser,
        ):
            for picture in PICTURES:
                path = take(picture, browser, server.url, folder)
                print(f"{path.name}: {picture.width} × {picture.height}, {path.stat().st_size // 1000} kB")
    except (PictureError, AppServerError, BrowserError, AssertionError) as problem:  # expect() raises AssertionError
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
