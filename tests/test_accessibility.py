"""docs/accessibility.md admits exactly the barriers that the browser test lets pass."""

import re
from pathlib import Path

from tests.streamlit_barriers import BARRIERS, Barrier

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "accessibility.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `([a-z-]+)` \| `([^`]+)` \| .*\((https://github\.com/streamlit/streamlit/\S+)\).* \|$", re.MULTILINE
)


def test_the_page_and_the_list_hold_the_same() -> None:
    told = [Barrier(*row) for row in ROW.findall(PAGE)]
    assert told == list(BARRIERS)


def test_every_exception_is_narrow() -> None:
    """An exception names one part of Streamlit by its own mark; it cannot swallow a barrier of our own."""
    assert [one.selector for one in BARRIERS if not re.fullmatch(r'\[data-testid="st\w+"\]', one.selector)] == []
