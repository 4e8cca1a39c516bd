"""Small pieces of HTML and Markdown in which nothing that a person typed can be anything but text."""

import re
from collections.abc import Sequence
from html import escape


def plain(words: str) -> str:
    """Return words as Markdown that shows them as typed."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:&])", r"\\\1", words)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> str:
    """Return a table; the columns in `numbers` are aligned to the right."""

    def row(cells: Sequence[str], tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return "".join(
            f'<{tag}{scope} class="n">{escape(cell)}</{tag}>'
            if place in numbers
            else f"<{tag}{scope}>{escape(cell)}</{tag}>"
            for place, cell in enumerate(cells)
        )

    body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in rows)
    head = f"<thead><tr>{row(heads, 'th')}</tr></thead>"
    return f'<div class="mw-scroll"><table class="mw">{head}<tbody>{body}</tbody></table></div>'
