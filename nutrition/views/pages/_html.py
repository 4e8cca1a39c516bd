"""Small pieces of HTML and Markdown in which nothing that a person typed can be anything but text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from nutrition.views.method_words import Step

MAIN = ' class="main"'
_ADDRESS = re.compile(r"(?:www|https?)(?=[.:])|@", re.IGNORECASE)
_UNIT = re.compile(r"(?<=[0-9]) (?=mg\b|%)")
_NUMBERED = re.compile(r"^([0-9]+)(?=[.)] )")


def plain(words: str) -> str:
    """Return words as Markdown that shows them as typed."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:&])", r"\\\1", words)


def typed(words: str) -> str:
    """Return what stood in a file as Markdown that shows it as typed; an address in it leads nowhere."""
    return plain(_unlinked(words))


def label(words: str) -> str:
    """Return what stood in a file as the label of a field, which shows it as typed.

    Who listens hears a label with its backslashes, so only what can be markup gets one: no bracket, comma or point.
    """
    escaped = re.sub(r"(?=[\\`*_{}\[\]<>#!|~$:&])|^(?=[-+])", r"\\", _unlinked(words))
    return _NUMBERED.sub(r"\1\\", escaped)


def _unlinked(words: str) -> str:
    # Markdown makes links of bare addresses after it has read the backslashes: a joiner that nobody sees stops it
    return _ADDRESS.sub("\\g<0>\u2060", words)


def unbroken(words: str) -> str:
    """Return words in which no number stands on another line than its mg or %."""
    return _UNIT.sub("\u00a0", words)


def shown(words: str) -> str:
    """Return words as HTML that shows them as typed, each number with its unit."""
    return escape(unbroken(words))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> str:
    """Return a table; the columns in `numbers` are aligned to the right."""

    def row(cells: Sequence[str], tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return "".join(
            f'<{tag}{scope} class="n">{shown(cell)}</{tag}>'
            if place in numbers
            else f"<{tag}{scope}>{shown(cell)}</{tag}>"
            for place, cell in enumerate(cells)
        )

    body = "".join(f"<tr>{row(cells, 'td')}</tr>" for cells in rows)
    head = f"<thead><tr>{row(heads, 'th')}</tr></thead>"
    return f'<div class="mw-scroll"><table class="mw">{head}<tbody>{body}</tbody></table></div>'


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Return labels with their words to the right, as a sum is written; the last one is what it comes to."""
    lines = "".join(f'<tr><th scope="row">{shown(label)}</th><td>{shown(words)}</td></tr>' for label, words in rows)
    return f'<table class="mw mw-pairs"><tbody>{lines}</tbody></table>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell, and in small type beneath it."""

    words: str = ""
    small: tuple[str, ...] = ()


def cards(heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, chosen: int, kept: bool = False) -> str:
    """Return a table that becomes a stack of cards on a phone; the first cell names the row, `chosen` stands out.

    `kept` makes cards at every width, with the last column on them too.
    """

    def cell(place: int, content: Cell) -> str:
        tag = 'th scope="row"' if place == 0 else f'td data-head="{shown(heads[place])}"'
        small = "".join(f"<small>{shown(words)}</small>" for words in content.small)
        return f"<{tag}><span>{shown(content.words)}</span>{small}</{tag[:2]}>"

    def row(number: int, cells: Sequence[Cell]) -> str:
        name = ' class="chosen"' if number == chosen else ""
        return f"<tr{name}>{''.join(cell(place, content) for place, content in enumerate(cells))}</tr>"

    head = "".join(f'<th scope="col">{shown(words)}</th>' for words in heads)
    body = "".join(row(number, cells) for number, cells in enumerate(rows))
    name = "mw mw-cards mw-kept" if kept else "mw mw-cards"
    table = f'<table class="{name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="mw-scroll">{table}</div>'


def steps(heads: Sequence[str], rows: Sequence[Step]) -> str:
    """Return a calculation as a table: what each figure is, how it comes about beneath it, its values to the right."""

    def values(row: Step) -> str:
        mark = f'<span class="mw-mark">{shown(row.mark)}</span>' if row.mark else ""
        return "".join(f'<td class="n">{shown(value)}{mark}</td>' for value in row.values)

    def name(row: Step) -> str:
        how = f'<span class="mw-how">{shown(row.how)}</span>' if row.how else ""
        return f"<td>{shown(row.label)}{how}</td>"

    def line(row: Step) -> str:
        return f"<tr{MAIN if row.main else ''}>{name(row)}{values(row)}</tr>"

    body = "".join(map(line, rows))
    cells = "".join(
        f'<th scope="col" class="n">{shown(head)}</th>' if place else f'<th scope="col">{shown(head)}</th>'
        for place, head in enumerate(heads)
    )
    head = f"<thead><tr>{cells}</tr></thead>" if heads else ""
    return f'<table class="mw mw-steps">{head}<tbody>{body}</tbody></table>'
