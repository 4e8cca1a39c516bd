"""In somebody's house: what the page may load and call, and what the log says of who came."""

import pytest
from playwright.sync_api import Browser, expect

from nutrition import Handbook
from nutrition.text import Text
from tests.browser.visitor import Visitor
from tools.app_server import serving

pytestmark = pytest.mark.browser

STRANGE = "https://stranger.example/x"
# what the browser itself refuses, by the rule it names
REFUSED = """
address => new Promise(done => {
    document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective), { once: true });
    const script = document.createElement('script');
    script.src = address;
    document.head.append(script);
})
"""
CALLED = "address => fetch(address).then(() => 'answered', () => 'refused')"


def test_the_page_calls_nobody_and_the_log_names_nobody(
    browser: Browser, handbook: Handbook, texts: dict[str, Text], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("house")
    with serving(folder, base_path="tools/mg") as server:
        context = browser.new_context(locale="nl-NL", user_agent="a browser like no other")
        page = context.new_page()
        called: list[str] = []
        page.on("request", lambda request: called.append(request.url))
        page.goto(f"{server.url}/?language=nl")
        visitor = Visitor(page=page, text=texts["nl"], handbook=handbook, folder=folder)
        visitor.has_arrived()
        visitor.add("amandelen", "usda-12061")
        expect(visitor.total).not_to_have_text(texts["nl"].mg(0))
        # a chart is drawn under these rules too
        expect(page.locator(".st-key-numbers .stVegaLiteChart :is(canvas, svg.marks)").first).to_be_visible()
        assert called
        assert all(address.startswith((server.url, "data:", "blob:")) for address in called)
        assert page.evaluate(REFUSED, STRANGE) == "script-src-elem"
        assert page.evaluate(CALLED, STRANGE) == "refused"
        number = context.cookies()[0]["value"]
        context.close()
        said = server.said()
    for personal in ("amandel", "usda-12061", "no other", number, "127.0.0.1"):
        assert personal not in said
