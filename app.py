"""Magnesiumwijzer in a browser: the list of pages, and what the server does besides showing them."""

import asyncio
import webbrowser
from contextlib import asynccontextmanager

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


@asynccontextmanager
async def in_a_browser(_app):
    """Open the first page where there is a screen: for an app with a cookie of its own Streamlit does not."""
    if not st.get_option("server.headless"):
        path = st.get_option("server.baseUrlPath").strip("/")
        scheme = "https" if st.get_option("server.sslCertFile") else "http"
        address = f"{scheme}://localhost:{st.get_option('server.port')}/{path}"
        loop = asyncio.get_running_loop()
        loop.call_later(LISTENING_SECONDS, lambda: loop.run_in_executor(None, webbrowser.open, address))
    yield


if __name__ == "__main__":  # what Streamlit runs for a visitor
    from nutrition.views.pages._frame import draw

    draw(PAGES, apart=APART)
else:  # what the server asks for: this very file, run for every visitor
    app = st.App(__file__, middleware=[Middleware(with_cookie)], lifespan=in_a_browser)
