"""The cookie: who gets which number, with which flags, and that no other answer carries one."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from nutrition.views.page_headers import HEADERS
from nutrition.views.visit_cookie import NAME, STORE, TOKEN, answer, token_in, visit_store
from nutrition.visits import KeptPlan, KeptVisit

TOKEN_A, TOKEN_B = "a" * 43, "B_-9" * 10 + "xyz"
NOW = 1_800_000_000


def asked(
    *headers: tuple[str, str], base_path: str = "", status: int = 200, scheme: str = "http"
) -> dict[str, list[str]]:
    """Return the headers of the answer to a request for a page."""
    started: list[dict[str, Any]] = []

    async def server(_scope: Any, _receive: Any, send: Any) -> None:
        kept = [(b"content-type", b"text/html"), (b"Cache-Control", b"no-cache")]
        await send({"type": "http.response.start", "status": status, "headers": kept})
        await send({"type": "http.response.body", "body": b"page"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        started.append(message)

    scope = {"type": "http", "scheme": scheme, "headers": [(name.encode(), value.encode()) for name, value in headers]}
    asyncio.run(answer(server, scope, receive, send, base_path=base_path))
    assert started[1]["body"] == b"page"
    told: dict[str, list[str]] = {}
    for name, value in started[0]["headers"]:
        told.setdefault(name.decode().lower(), []).append(value.decode())
    return told


def cookie(*headers: tuple[str, str], **options: Any) -> tuple[str, set[str]]:
    """Return the number and the flags that come with a page."""
    [written] = asked(*headers, **options)["set-cookie"]
    first, *flags = written.split("; ")
    name, _, token = first.partition("=")
    assert name == NAME
    assert TOKEN.fullmatch(token)
    return token, set(flags)


def test_a_number_is_random_and_no_script_reads_it() -> None:
    token, flags = cookie()
    assert flags == {"Max-Age=2592000", "Path=/", "HttpOnly", "SameSite=Lax"}
    assert len({cookie()[0] for _ in range(50)} | {token}) == 51


@pytest.mark.parametrize("token", [TOKEN_A, TOKEN_B])
def test_who_has_a_number_keeps_it_for_another_thirty_days(token: str) -> None:
    again, flags = cookie(("cookie", f"_streamlit_xsrf=1|2|3; {NAME}={token}; other=x"))
    assert again == token
    assert "Max-Age=2592000" in flags


@pytest.mark.parametrize("token", ["", "short", "a" * 42, "a" * 44, "a" * 42 + "é", "a" * 40 + '";x', "../" * 14 + "a"])
def test_what_is_no_number_of_ours_is_replaced(token: str) -> None:
    assert cookie(("cookie", f"{NAME}={token}"))[0] != token


@pytest.mark.parametrize(("base_path", "path"), [("", "/"), ("mg", "/mg"), ("/mg/", "/mg"), ("tools/mg", "/tools/mg")])
def test_the_cookie_stays_below_the_path_of_the_app(base_path: str, path: str) -> None:
    assert f"Path={path}" in cookie(base_path=base_path)[1]


@pytest.mark.parametrize(
    ("scheme", "forwarded", "secure"),
    [
        ("http", None, False),
        ("https", None, True),
        ("http", "https", True),
        ("http", "https, http", True),
        ("http", "http", False),
        ("https", "http", True),
    ],
)
def test_over_https_the_cookie_stays_there(scheme: str, forwarded: str | None, secure: bool) -> None:
    headers = [("x-forwarded-proto", forwarded)] if forwarded else []
    assert ("Secure" in cookie(*headers, scheme=scheme)[1]) == secure


def test_no_cache_hands_a_number_to_another() -> None:
    assert asked()["cache-control"] == ["private, no-cache"]


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_fault_carries_no_cookie(status: int) -> None:
    told = asked(status=status)
    assert "set-cookie" not in told
    assert told["cache-control"] == ["no-cache"]


@pytest.mark.parametrize("status", [200, 304, 404])
def test_every_page_says_what_it_may_load(status: int) -> None:
    told = asked(status=status)
    for name, value in HEADERS.items():
        assert told[name] == [value]
    policy = dict(part.split(" ", 1) for part in told["content-security-policy"][0].split("; "))
    assert (policy["default-src"], policy["connect-src"], policy["object-src"]) == ("'self'", "'self'", "'none'")
    # nothing may come from anywhere else: no scheme but the page's own pictures, no host
    allowed = {word for words in policy.values() for word in words.split()}
    assert allowed <= {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}


def test_who_asked_to_be_forgotten_gets_another_number() -> None:
    store = visit_store()
    assert store is not None
    store.keep(TOKEN_A, KeptVisit(now=KeptPlan(plan="", authority="", edition="")), NOW)
    assert cookie(("cookie", f"{NAME}={TOKEN_A}"))[0] == TOKEN_A
    store.forget(TOKEN_A, NOW)
    assert cookie(("cookie", f"{NAME}={TOKEN_A}"))[0] != TOKEN_A
    assert cookie(("cookie", f"{NAME}={TOKEN_B}"))[0] == TOKEN_B


def test_a_store_that_cannot_be_used_leaves_the_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database " * 500)
    monkeypatch.setenv(STORE, str(broken))
    assert cookie(("cookie", f"{NAME}={TOKEN_A}"))[0] == TOKEN_A


def test_where_visits_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE, str(tmp_path / "here.sqlite"))
    found = visit_store()
    assert found is not None
    assert found.file == tmp_path / "here.sqlite"
    assert visit_store() is found
    monkeypatch.delenv(STORE)
    at_home = visit_store()
    assert at_home is not None
    assert at_home.file == tmp_path / "home" / "visits.sqlite"


def test_a_cookie_from_outside_may_be_anything() -> None:
    assert token_in({NAME: TOKEN_A}) == TOKEN_A
    assert token_in({}) is None
    assert token_in({NAME: "no"}) is None
    assert re.fullmatch(r"[\w-]+", NAME)
