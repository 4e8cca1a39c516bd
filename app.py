"""Magnesiumwijzer in a browser: the list of pages, and what the server does besides showing them."""

import asyncio
import os
import webbrowser
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from socket import IPPROTO_TCP, SO_ACCEPTCONN, SOL_SOCKET, TCP_NODELAY, socket

import streamlit as st
from starlette.middleware import Middleware

PAGES = (
    "my_day",
    "meaning",
    "helps",
    "foods",
    "compare",
    "groups",
    "method",
    "evidence",
    "sources",
    "about",
    "consult",
)
APART = ("consult",)  # My day leads there: most visitors never need it
LISTENING_SECONDS = 1  # after the start; the server tells nobody when it listens


def with_cookie(server):
    """Let every page come with a visitor's number; our package loads with the first page, not with the server."""

    async def answer(scope, receive, send):
        wanted = dict(scope.get("headers", ())).get(b"accept", b"")
        if scope["type"] != "http" or scope["method"] != "GET" or b"text/html" not in wanted:
            await server(scope, receive, send)
            return
        from nutrition.views.visit_cookie import answer

        await answer(server, scope, receive, send, base_path=st.get_option("server.baseUrlPath"))

    return answer


def answer_at_once():
    """Have small answers sent when they are written: else all but a connection's first wait 40 ms, files and clicks.

    The server binds its socket in a way that leaves Nagle's algorithm on (github.com/Kludex/uvicorn/issues/3149).
    What a listening socket is set to holds for its connections. Without /dev/fd (Windows) nothing changes.
    """
    folder = Path("/dev/fd")
    for path in tuple(folder.iterdir()) if folder.is_dir() else ():
        # some are files, or closed since
        with suppress(OSError), socket(fileno=os.dup(int(path.name))) as found:
            if found.getsockopt(SOL_SOCKET, SO_ACCEPTCONN):
                found.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


@asynccontextmanager
async def started(_app):
    """Answer at once, and open the first page where there is a screen: for `st.App` Streamlit does not."""
    answer_at_once()
    if not st.get_option("server.headless"):
        path = st.get_option("server.baseUrlPath").strip("/")
        scheme = "https" if st.get_option("server.sslCertFile") else "http"
        address = f"{scheme}://localhost:{st.get_option('server.port')}/{path}"
        loop = asyncio.get_running_loop()
        loop.call_later(LISTENING_SECONDS, lambda: loop.run_in_executor(None, webbrowser.open, address))
    yield


if __name__ == "__main__":  # what Streamlit runs for a visitor
    from nutrition.views.pages._frame import draw
    from nutrition.views.pages._turn import turn

    with turn():
        draw(PAGES, apart=APART)
else:  # what the server asks for: this very file, run for every visitor
    app = st.App(__file__, middleware=[Middleware(with_cookie)], lifespan=started)
