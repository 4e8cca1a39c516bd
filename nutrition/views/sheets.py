"""The workbook's sheets, in their order: what stands in each cell, in words, figures of the report and formulas."""

from collections.abc import Iterable, Sequence
from datetime import date

from nutrition.food_first import suggest_plans
from nutrition.handbook import Handbook
from nutrition.report import Report, make_reports
from nutrition.sources import Source
from nutrition.text import Text
from nutrition.views.book_foods import book_foods
from nutrition.views.cells import BLANK, Cell, Look, Row, Sheet, heading, texts
from nutrition.views.handout import MOST_SUGGESTIONS
from nutrition.views.sheet_foods import foods_sheet, measures_sheet
from nutrition.views.sheet_handout import handout_sheet
from nutrition.views.sheet_head import head
from nutrition.views.sheet_kept import kept_sheet
from nutrition.views.sheet_plan import plan_sheet
from nutrition.views.sheet_reference import reference_sheet
from nutrition.views.sheet_summary import summary_sheet
from nutrition.views.sheet_supplements import supplements_sheet


def sheets(report: Report, handbook: Handbook, text: Text, *, made_on: date | None = None) -> tuple[Sheet, ...]:
    """Return every sheet, in the words of one language."""
    foods = book_foods(report.plan, handbook, text)
    authority = report.authority.authority
    suggestions = suggest_plans(report.plan, handbook, authority, most=MOST_SUGGESTIONS)
    return (
        plan_sheet(report, foods, text),
        summary_sheet(report, handbook, foods, text),
        supplements_sheet(report, handbook, text),
        reference_sheet(report, make_reports(report.plan, handbook), text),
        handout_sheet(report, handbook, suggestions, foods, text),
        foods_sheet(report, foods, text),
        sources_sheet(head(report, text), report.sources_used, text, made_on),
        measures_sheet(foods, handbook, text),
        kept_sheet(report.plan, authority, text),
    )


def sources_sheet(
    above: Iterable[Row], used: Iterable[tuple[Source, Sequence[str]]], text: Text, made_on: date | None
) -> Sheet:
    """Return every work behind the figures with the places in it and its terms, below the rows that stand `above`."""
    rows: list[Row] = [*above]
    if made_on:
        rows.append([Cell(value=text("excel.made_on", day=text.date(made_on)), look=Look.NOTE)])
    rows.append(BLANK)
    columns = ("page.my_day.table_source", "excel.work", "page.my_day.table_locator", "page.sources.terms")
    rows.append(heading(text, (*columns, "excel.address")))
    top = len(rows)
    for source, places in used:
        terms = " ".join(part for part in (source.terms_in(text.language), source.credit_in(text.language)) if part)
        cells = texts([source.key, source.citation, "; ".join(places), terms, source.url or source.read_at])
        rows.append(cells)
    rows += [BLANK, [Cell(value=text("app.boundary"), look=Look.NOTE)]]
    return Sheet(
        title=text("report.sources"),
        rows=tuple(rows),
        widest=(20, 60, 40, 40, 50),
        frozen=top,
        repeated=top,
    )
