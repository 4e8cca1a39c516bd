"""What About says of licence, citation and version is what the other files say."""

import re
from pathlib import Path

from nutrition import __version__
from nutrition.text import Text

ROOT = Path(__file__).resolve().parent.parent


def test_the_citation_names_whom_and_when_the_licence_names(texts: dict[str, Text]) -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    found = re.search(r"Copyright \(c\) (\d{4}) (.+)", licence)
    assert found
    year, holders = found.groups()
    for text in texts.values():
        citation = text("page.about.citation", version=__version__, edition="0123456789")
        assert citation.startswith(f"{holders} ({year}).")
        assert "0123456789" in citation
        assert "MIT" in text("page.about.licence_text")
    assert licence.startswith("MIT License")


def test_nobody_is_counted() -> None:
    settings = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert re.search(r"^gatherUsageStats = false$", settings, re.MULTILINE)
    assert re.search(r"^enableXsrfProtection = true$", settings, re.MULTILINE)
