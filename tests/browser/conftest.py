"""The app as visitors get it: started as a program, looked at with a real browser, both watched for complaints."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

import run
from nutrition.handbook import Handbook
from nutrition.text import Text
from tests.browser.visitor import Visitor
from tests.libreoffice import REQUIRE_ALL
from tools.app_server import BROWSER_FLAGS, AppServer, serving

# not by turning requests away: a page that Playwright stands beside like that keeps no file, and loads all of them anew
NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost"
PATIENCE_MS = 10_000  # for a machine that hangs, far above what any of it takes
# visitors asked for no motion: a fold that slides open moves the next one away from under a click
CALM = {"reduced_motion": "reduce"}
DESKTOP = {"viewport": {"width": 1280, "height": 900}, **CALM}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, **CALM}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """Start the app once for all tests that need no server of their own."""
    with serving(tmp_path_factory.mktemp("server")) as found:
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
        started = playwright.chromium.launch(executable_path=program, args=[*BROWSER_FLAGS, NOBODY_ELSE])
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
        page.on("request", lambda request: self.called(request.url))
        page.on("websocket", lambda socket: self.called(socket.url))

    def is_strange(self, address: str) -> bool:
        return not address.startswith((self.url, self.url.replace("http", "ws", 1), "data:", "blob:", "about:"))

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self.is_strange(message.location["url"]):
            self.complaints.append(message.text)

    def refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def called(self, address: str) -> None:
        if self.is_strange(address):
            self.strangers.append(address)


@pytest.fixture
def watch(server: AppServer) -> Watch:
    return Watch(url=server.url, complaints=[], strangers=[])


@pytest.fixture
def welcome(
    server: AppServer, browser: Browser, handbook: Handbook, texts: dict[str, Text], watch: Watch, tmp_path: Path
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
