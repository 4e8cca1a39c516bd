"""A sheet that nobody looks at: the plan as it was, exact to the last digit, for when the workbook comes back."""

from nutrition.plan import Plan
from nutrition.storage import write_plan
from nutrition.text import Text
from nutrition.views.cells import Cell, Row, Sheet

MARK = "magnesiumwijzer-plan-1"


def kept_sheet(plan: Plan, authority: str, text: Text) -> Sheet:
    """Return the plan file, a line in each row, below a mark and the authority."""
    rows: list[Row] = [[Cell(value=MARK)], [Cell(value=authority)], [Cell(value=text.language)]]
    rows += [[Cell(value=line)] for line in write_plan(plan).splitlines()]
    return Sheet(title=text("app.name"), rows=tuple(rows), widest=(80,), hidden=True)
