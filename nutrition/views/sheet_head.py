"""The first rows of every sheet: what it is, for whom, and which edition of the data stands behind it."""

from nutrition import __version__
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row
from nutrition.views.words import person_words


def head(report: Report, text: Text) -> list[Row]:
    """Return the title with the plan's name, the person and the authority, the edition and the version."""
    title = " · ".join(part for part in (text("app.name"), report.plan.name.strip()) if part)
    edition = text("app.edition", edition=report.edition, version=__version__)
    return [
        [Cell(value=title, look=Look.TITLE)],
        [Cell(value=person_words(report, text), look=Look.NOTE)],
        [Cell(value=edition, look=Look.NOTE)],
    ]
