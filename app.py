"""Magnesiumwijzer in a browser: the list of pages, and the cookie by which a visitor's plan is found again."""

import streamlit as st
from starlette.middleware import Middleware

PAGES = ("my_day", "helps", "compare", "groups", "method", "evidence", "sources")


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


if __name__ == "__main__":  # what Streamlit runs for a visitor
    from nutrition.views.pages._frame import draw

    draw(PAGES)
else:  # what the server asks for: this very file, run for every visitor
    app = st.App(__file__, middleware=[Middleware(with_cookie)])
