"""The files that are named with every page are there, are needed, and are none that a browser asks for anyhow."""

import re
from pathlib import Path

import pytest
import streamlit

from nutrition.views import page_files
from nutrition.views.page_files import NEEDED, early_files, early_headers

STATIC = Path(streamlit.__file__).parent / "static"
IMPORT = re.compile(r"""(?:from|import)["']\./([\w.-]+\.js)["']""")


def imported(file: str) -> set[str]:
    """Return what a file of JavaScript says it builds on."""
    return {f"static/js/{name}" for name in IMPORT.findall((STATIC / file).read_text(encoding="utf-8"))}


def begun() -> set[str]:
    """Return what the page itself asks for."""
    return set(re.findall(r"\./(static/js/[\w.-]+\.js)", (STATIC / "index.html").read_text(encoding="utf-8")))


def test_what_draws_the_head_is_named_with_all_it_builds_on() -> None:
    files = early_files()
    assert {Path(file).name.partition(".")[0] for file in files} >= set(NEEDED)
    assert len(set(files)) == len(files)
    for file in files:
        assert imported(file) <= {*files, *begun()}
    assert not begun() & set(files)


def test_nothing_is_named_that_nothing_needs() -> None:
    files = early_files()
    of_use = {file for file in files if Path(file).name.partition(".")[0] in NEEDED}
    for _ in files:
        of_use |= {file for one in of_use for file in imported(one)} & set(files)
    assert of_use == set(files)


def test_a_browser_understands_how_they_are_named() -> None:
    [(name, asked)] = early_headers()
    parts = [re.fullmatch(r"<\./(.+)>; rel=modulepreload; crossorigin", part) for part in asked.decode().split(", ")]
    assert name == b"link"
    assert tuple(part and part[1] for part in parts) == early_files()
    # a proxy reads all headers into 4 kB of memory, and there are others
    assert len(asked) < 2_000


def test_without_the_list_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_files, "BUILT", ("static", "no-such-list.json"))
    monkeypatch.setattr(page_files, "early_files", early_files.__wrapped__)
    assert page_files.early_files() == ()
    assert early_headers.__wrapped__() == ()
