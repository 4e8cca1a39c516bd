"""The sheet of reference values: what each authority publishes for this person, beside the live intake."""

from collections.abc import Sequence

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import BLANK, Cell, Look, Row, Sheet, heading, texts
from nutrition.views.comparison import Compared, compared_rows
from nutrition.views.sheet_head import head

COLUMNS = (
    "compare.authority", "report.target", "excel.kind", "report.ear", "excel.ul", "excel.counts",
    "report.gap", "report.percent", "page.my_day.table_source",
)  # fmt: skip
WIDTH = len(COLUMNS)


def reference_sheet(report: Report, reports: Sequence[Report], text: Text) -> Sheet:
    """Return a row for each authority; the values are as published, gap and percentage follow the workbook's intake."""
    rows: list[Row] = [
        *head(report, text),
        [Cell(value=text("excel.reference_hint"), look=Look.NOTE)],
        BLANK,
        heading(text, COLUMNS, "BDEGH"),
    ]
    top = len(rows)
    rows += [_authority(one, top + place, text) for place, one in enumerate(compared_rows(reports, text), start=1)]
    rows += [BLANK, [Cell(value=report.authority.note(text.language), look=Look.INFO, across=WIDTH)]]
    return Sheet(
        title=text("excel.sheet_reference"),
        rows=tuple(rows),
        widest=(30, 16, 22, 16, 18, 30, 16, 16, 60),
        frozen=top,
        repeated=top,
        one_page=True,
    )


def _authority(one: Compared, row: int, text: Text) -> Row:
    found, reference = one.report.assessment, one.report.reference
    target, ear, ul = reference.target, reference.ear, reference.ul
    # a figure stands as a number, what there is none of as words
    target_cell = Cell(value=target.mg, look=Look.MG) if target else Cell(value=one.target, look=Look.TEXT_RIGHT)
    ear_cell = Cell(value=ear.mg, look=Look.MG) if ear else Cell(value=one.ear, look=Look.TEXT_RIGHT)
    ul_cell = Cell(value=ul.mg, look=Look.MG) if ul else Cell(value=one.ul, look=Look.TEXT_RIGHT)
    gap = "" if found.gap_mg is None else found.gap_mg
    percent = "" if found.target_percent is None else found.target_percent
    return [
        Cell(value=one.name),
        target_cell,
        Cell(value=one.kind),
        ear_cell,
        ul_cell,
        Cell(value=one.counts),
        Cell(value=gap, look=Look.MG, formula=f'IF(ISNUMBER(B{row}),MAX(0,ROUND(B{row}-intake_total_mg,6)),"")'),
        Cell(value=percent, look=Look.PERCENT, formula=f'IF(ISNUMBER(B{row}),100*intake_total_mg/B{row},"")'),
        *texts(["; ".join(one.places)], Look.QUIET),
    ]
