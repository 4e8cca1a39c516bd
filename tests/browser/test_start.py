"""The start on somebody's own computer: the app opens in their browser, and on a server it does not."""

import sys
import time
from pathlib import Path

import pytest

from tools.app_server import serving

LONG_ENOUGH_SECONDS = 20


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which a stand-in for the visitor's browser notes what it is told to open."""
    note, browser = tmp_path / "opened.txt", tmp_path / "browser.py"
    browser.write_text(f"import sys\nopen({str(note)!r}, 'a').write(sys.argv[1] + '\\n')\n")
    monkeypatch.setenv("BROWSER", f"{sys.executable} {browser} %s")
    return note


def test_the_app_opens_in_the_browser(opened: Path, tmp_path: Path) -> None:
    with serving(tmp_path, base_path="mg", arguments=("--server.headless", "false")) as server:
        end = time.monotonic() + LONG_ENOUGH_SECONDS
        while not opened.exists() and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(0.5)  # once, and not again
    assert opened.read_text() == f"{server.url}\n"


def test_on_a_server_nothing_opens(opened: Path, tmp_path: Path) -> None:
    with serving(tmp_path):
        time.sleep(3)
    assert not opened.exists()
