"""What axe finds that Streamlit causes and we do not mend: the one list, which docs/accessibility.md repeats.

Each is as narrow as it can be: one rule, on one kind of element. One that is no longer found fails the test, so that it
is taken out when Streamlit has mended it.
"""

from typing import NamedTuple


class Barrier(NamedTuple):
    """A rule of axe, the elements of Streamlit that break it, and where Streamlit's makers can be followed."""

    rule: str
    selector: str
    upstream: str


BARRIERS = (
    Barrier(
        rule="presentation-role-conflict",
        selector='[data-testid="stFileUploaderDropzone"]',
        upstream="https://github.com/streamlit/streamlit/pull/15928",
    ),
)
