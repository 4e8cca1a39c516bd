"""A statement as HTML: the verdict in a word, what is said, what the source says, and its sources one click away."""

from collections.abc import Sequence
from html import escape

from nutrition.sources import Source
from nutrition.text import Text
from nutrition.views.evidence_words import Cited, Told


def statement(one: Told, text: Text) -> str:
    """Return one statement."""
    head = (
        f'<div class="mw-said-head"><span class="mw-verdict">{escape(one.verdict)}</span>'
        f'<span class="mw-grade">{escape(one.grade)}</span><span class="mw-id">{escape(one.statement)}</span></div>'
    )
    said = f'<p class="mw-said-words">{escape(text("evidence.quoted", said=one.said))}</p>'
    return f'<div class="mw-said">{head}{said}<p>{escape(one.source_says)}</p>{sources_fold(one.cited, text)}</div>'


def sources_fold(cited: Sequence[Cited], text: Text) -> str:
    """Return the fold with the works: place, how it was read, the work, and the way to it."""
    keys = ", ".join(dict.fromkeys(one.source.key for one in cited))
    summary = text("evidence.source", count=len(cited), keys=keys)
    return (
        f"<details><summary>{escape(summary)}</summary><ul>{''.join(_work(one, text) for one in cited)}</ul></details>"
    )


def _work(one: Cited, text: Text) -> str:
    return work(one.place, one.source, text, read=one.read)


def works_fold(works: Sequence[tuple[str, Source]], text: Text) -> str:
    """Return the fold with works of which it is not said how far they were read."""
    keys = ", ".join(dict.fromkeys(source.key for _, source in works))
    summary = text("evidence.source", count=len(works), keys=keys)
    items = "".join(work(place, source, text) for place, source in works)
    return f'<details class="mw-works"><summary>{escape(summary)}</summary><ul>{items}</ul></details>'


def work(place: str, source: Source, text: Text, *, read: str = "") -> str:
    """Return one work: the place in it, how it was read where that is known, and the way to it."""
    address = source.url or source.read_at
    link = text("page.sources.link" if source.url else "page.sources.read_at")
    shown = f' <a href="{escape(address)}" target="_blank" rel="noopener">{escape(link)}</a>' if address else ""
    how = f" ({escape(read)})" if read else ""
    return f"<li><b>{escape(place)}</b>{how}. {escape(source.citation)}.{shown}</li>"
