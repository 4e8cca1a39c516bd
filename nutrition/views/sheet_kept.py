"""A sheet that nobody looks at: all of a plan but its items, for when the workbook comes back."""

from dataclasses import replace

from nutrition.plan import Plan
from nutrition.storage import write_plan
from nutrition.text import Text
from nutrition.views.cells import Cell, Row, Sheet

MARK = "magnesiumwijzer-plan-1"
PEOPLE_MARK = "magnesiumwijzer-people-1"  # out of sight in the first row of a workbook that is no single plan


def kept_sheet(plan: Plan, authority: str, text: Text) -> Sheet:
    """Return the plan file without items, a line in each row, below a mark, the authority and the language."""
    rows: list[Row] = [[Cell(value=MARK)], [Cell(value=authority)], [Cell(value=text.language)]]
    without_items = replace(plan, items=())
    rows += [[Cell(value=line)] for line in write_plan(without_items).splitlines()]
    return Sheet(title=text("app.name"), rows=tuple(rows), widest=(80,), hidden=True)
