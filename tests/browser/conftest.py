"""The app as visitors get it: started as a program, looked at with a real browser, both watched for complaints."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, expect, sync_playwright

import run
from nutrition.handbook import Handbook
from nutrition.text import Text
from tests.browser.visitor import Visitor
from tests.libreoffice import REQUIRE_ALL

ROOT = Path(run.__file__).resolve().parent
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--disable-quic --no-first-run"
).split()
# limits for a machine that hangs, far above what any of it takes
START_SECONDS = 60
PATIENCE_MS = 10_000
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@dataclass(frozen=True)
class Server:
    url: str
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def is_healthy(url: str, *arguments: str) -> bool:
    base = "".join(f"/{path}" for option, path in pairwise(arguments) if option == "--server.baseUrlPath")
    try:
        # no proxy stands between us and ourselves
        with build_opener(ProxyHandler({})).open(f"{url}{base}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


@contextmanager
def running(folder: Path, port: int, *arguments: str) -> Iterator[Server]:
    """Start the app on a port, with its own settings and `folder` as its home; end it afterwards."""
    found = Server(url=f"http://localhost:{port}", log=folder / "log.txt")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), *arguments]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    home = {"HOME": str(folder), "MAGNESIUMWIJZER_HOME": str(folder), "PYTHONIOENCODING": "utf-8"}
    with found.log.open("ab") as log:
        program = subprocess.Popen(
            command, cwd=ROOT, env={**settings, **home}, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            end = time.monotonic() + START_SECONDS
            while not is_healthy(found.url, *arguments):
                if program.poll() is not None or time.monotonic() > end:
                    pytest.fail(f"the app did not start:\n{found.said()}")
                time.sleep(0.1)
            yield found
        finally:
            program.terminate()
            try:
                program.wait(timeout=10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app once for all tests that need no server of their own."""
    with running(tmp_path_factory.mktemp("server"), free_port()) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser of this machine; without one skip, or fail where everything is required."""
    program = run.find_program(run.BROWSERS)
    if not program:
        message = "no Chromium on this machine: the app cannot be looked at"
        if os.environ.get(REQUIRE_ALL) == "1":
            pytest.fail(message)
        pytest.skip(message)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@dataclass(eq=False)  # Playwright writes a mark on whom it calls
class Watch:
    """What pages complained of, and whom they called that is not our server: those calls lead nowhere."""

    url: str
    complaints: list[str]
    strangers: list[str]

    def over(self, page: Page) -> None:
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        page.on("crash", lambda _: self.complaints.append("the page crashed"))
        page.on("dialog", self.refuse)
        page.route(self.is_strange, self.turn_away)

    def is_strange(self, address: str) -> bool:
        return not address.startswith((self.url, self.url.replace("http", "ws", 1), "data:", "blob:", "about:"))

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self.is_strange(message.location["url"]):
            self.complaints.append(message.text)

    def refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def turn_away(self, route: Route) -> None:
        self.strangers.append(route.request.url)
        route.abort()


@pytest.fixture
def watch(server: Server) -> Watch:
    return Watch(url=server.url, complaints=[], strangers=[])


@pytest.fixture
def welcome(
    server: Server, browser: Browser, handbook: Handbook, texts: dict[str, Text], watch: Watch, tmp_path: Path
) -> Iterator[Callable[..., Visitor]]:
    """A maker of visitors, each with a browser profile of their own; at the end nobody may have complained."""
    contexts, said_before = [], len(server.said())

    def come(language: str, *, locale: str = "nl-NL", phone: bool = False, ask: str = "") -> Visitor:
        context = browser.new_context(locale=locale, accept_downloads=True, **(PHONE if phone else DESKTOP))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        page.goto(f"{server.url}/{ask or f'?language={language}'}")
        visitor = Visitor(page=page, text=texts[language], handbook=handbook, folder=tmp_path)
        visitor.has_arrived()
        return visitor

    try:
        yield come
    finally:
        for context in contexts:
            context.close()
    said = server.said()[said_before:]
    assert "Traceback" not in said, said
    assert "Uncaught" not in said, said
    assert watch.complaints == []
