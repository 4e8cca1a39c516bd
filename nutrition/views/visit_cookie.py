"""The cookie by which a visitor's plan is found again: a random number, which no script in the page can read."""

import asyncio
import os
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

from nutrition.errors import NutritionError
from nutrition.views.imports import home_folder
from nutrition.views.page_files import early_headers
from nutrition.views.page_headers import AS_SENT
from nutrition.visits import DAY_SECONDS, DAYS_KEPT, VisitStore

STORE = "MAGNESIUMWIJZER_STORE"
NAME = "magnesiumwijzer_visit"
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits
FAULT = 400  # from this status on, an answer is no page

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Server = Callable[[Message, Receive, Send], Awaitable[None]]


def visit_store() -> VisitStore | None:
    """Return where visits are kept: the file that the environment names, or one in this person's own folder."""
    home, told = home_folder(), os.environ.get(STORE, "")
    if not told and home is None:
        return None
    return _store_in(Path(told) if told or home is None else home / "visits.sqlite")


@cache
def _store_in(file: Path) -> VisitStore:
    return VisitStore(file)


def token_in(cookies: Mapping[str, str]) -> str | None:
    """Return the number of a visitor; None without a cookie of ours."""
    found = cookies.get(NAME)
    return found if isinstance(found, str) and TOKEN.fullmatch(found) else None


async def answer(server: Server, scope: Message, receive: Receive, send: Send, *, base_path: str = "") -> None:
    """Answer a request for a page as `server` does, and have the browser keep the visitor's number for 30 days.

    Who has no number gets one, as does who asked to be forgotten.
    """
    asked = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    token = token_in(_cookies(asked.get(b"cookie", "")))
    if token is None or await asyncio.to_thread(_is_forgotten, token):
        token = secrets.token_urlsafe(32)
    cookie = f"{NAME}={token}; Max-Age={DAYS_KEPT * DAY_SECONDS}; Path=/{base_path.strip('/')}; HttpOnly; SameSite=Lax"
    if "https" in (scope.get("scheme"), asked.get(b"x-forwarded-proto", "").split(",")[0].strip().lower()):
        cookie += "; Secure"

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message["headers"], *AS_SENT]
            if message["status"] < FAULT:
                headers = [(name, value) for name, value in headers if name.lower() != b"cache-control"]
                # no cache between here and the browser may hand one visitor's number to another
                headers += [(b"cache-control", b"private, no-cache"), (b"set-cookie", cookie.encode("latin-1"))]
                headers += early_headers()
            message = {**message, "headers": headers}
        await send(message)

    await server(scope, receive, send_with_cookie)


def _cookies(header: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in header.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _is_forgotten(token: str) -> bool:
    store = visit_store()
    try:
        return store is not None and store.is_forgotten(token)
    except NutritionError:
        return False
