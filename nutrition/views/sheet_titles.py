"""Titles of sheets from what people are called: as spreadsheets allow them, and no two the same."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from nutrition.views.cells import UNSEEN

LONGEST_TITLE = 31  # in the pairs of bytes in which spreadsheets count
NOT_IN_A_TITLE = re.compile(r"[\\/?*\[\]:]")
KEPT_BY_EXCEL = "history"


def one_line(name: str) -> str:
    r"""Return a name on one line, without what nobody sees.

    >>> one_line(" An\tna\x00 ")
    'An na'
    """
    return " ".join(UNSEEN.sub("", name).split())


def unlike(names: Iterable[str]) -> Iterator[str]:
    """Yield each name; one that was there before, in capitals or not, with a number behind it.

    >>> list(unlike(["Anna", "anna", "Bram"]))
    ['Anna', 'anna (2)', 'Bram']
    """
    taken: set[str] = set()
    for name in names:
        found, number = name, 1
        while _key(found) in taken:
            number += 1
            found = f"{name} ({number})"
        taken.add(_key(found))
        yield found


def sheet_titles(names: Iterable[str], *, taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield the title of a sheet for each name, beside the titles that are `taken`.

    A name of which nothing is left is called by its place, counted from 1.

    >>> list(sheet_titles(["Anna", "A/B: [x]", "anna", "'?'"], taken=["Overview"]))
    ['Anna', 'A B x', 'anna (2)', '4']
    """
    used = {_key(title) for title in (*taken, KEPT_BY_EXCEL)}
    for place, name in enumerate(names, start=1):
        whole = one_line(NOT_IN_A_TITLE.sub(" ", name)).strip("' ") or str(place)
        title, number = _cut(whole), 1
        while _key(title) in used:
            number += 1
            behind = f" ({number})"
            title = _cut(whole, LONGEST_TITLE - len(behind)) + behind
        used.add(_key(title))
        yield title


def _key(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()


def _cut(title: str, most: int = LONGEST_TITLE) -> str:
    """Return as much of a title as there is room for, and no half of a sign of two pairs."""
    return title.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore").strip("' ")
