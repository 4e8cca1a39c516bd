"""The figures of a report as rows of formulas, for whichever sheet they stand on."""

from collections.abc import Mapping

from nutrition.reference import NoUpperLevel, ReferenceValue
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row, padded, plain, quoted, spelled, texts, words_when
from nutrition.views.likely import likely_cells, not_known, same_unknown
from nutrition.views.reference_words import no_ul_words, room_words, target_words
from nutrition.views.sheet_certainty import certainty_cells
from nutrition.views.sheet_plan import SOME_UNKNOWN
from nutrition.views.words import food_names

SOURCED = ("page.my_day.table_source", "page.my_day.table_locator")
STRONG, PERCENT = Look.MG_STRONG, Look.PERCENT
LONGEST_FORMULA = 8_000  # Excel takes 8,192


def figures(report: Report, numbers: Mapping[str, int], text: Text) -> list[Row]:
    """Return each figure of the report as a row: label, at least or at most, figure, unit, what it is, where it stands.

    The formulas go by the names of the blocks that hold items and doses (`sheet_plan`, `sheet_supplements`), where a
    food goes by its number.
    """
    intake, found, values = report.intake, report.assessment, report.reference
    unknown_count = sum(bool(line.details.unknown) for line in intake.lines)
    unknown = f"SUMPRODUCT({not_known(text)})"
    target, ul = values.target, values.ul
    no_ul = no_ul_words(values, text)
    kind = f"{target.published_as} · {target.published_by}, {target.year}" if target else target_words(values, text)
    counts = f"{ul.published_by}, {ul.year} · {text(f'counts.{ul.counts}')}" if ul and ul.counts else no_ul
    sure, least, most = Cell(), text("excel.at_least"), text("excel.at_most")
    at_least = words_when(least, SOME_UNKNOWN, intake.at_least)
    at_most = words_when(most, f"AND({SOME_UNKNOWN},N(gap_mg)>0)", intake.at_least and bool(found.gap_mg))
    share_at_least = words_when(
        least, f"AND({SOME_UNKNOWN},ISNUMBER(target_mg))", intake.at_least and target is not None
    )
    exceeded = {flag: text(f"excel.ul_{'exceeded' if flag else 'kept'}") for flag in (True, False)}
    said = f"IF(above_ul_mg>0,{quoted(exceeded[True])},{quoted(exceeded[False])})"
    ul_words = Cell(
        value="" if found.above_ul_mg is None else exceeded[found.ul_exceeded],
        formula=f'IF(ISNUMBER(above_ul_mg),{said},"")',
    )

    def number(name: str, value: float | None, formula: str, look: Look = Look.MG) -> Cell:
        return Cell(value="" if formula and value is None else value, look=look, formula=formula, name=name)

    def only_with(name: str, formula: str) -> str:
        return f'IF(ISNUMBER({name}),{formula},"")'

    def place(published: ReferenceValue | NoUpperLevel | None) -> list[Cell]:
        citation = published.citation if published else None
        return texts([citation.source, citation.locator], Look.QUIET) if citation else []

    mg, ul_unit = Cell(value="mg"), Cell(value="mg" if ul else "")
    target_unit, percent = Cell(value="mg" if target else ""), Cell(value="%" if target else "")
    names = _unknown_names(report, numbers, text)
    gap = only_with("target_mg", "MAX(0,ROUND(target_mg-intake_total_mg,6))")
    share = only_with("target_mg", "100*intake_total_mg/target_mg")
    closed = report.ledger.no_room is not None
    room = "" if closed else only_with("ul_mg", "MAX(0,ROUND(ul_mg-intake_supplement_mg,6))")
    room_unit = [Cell(), Cell(value=room_words(report, text))] if closed else [ul_unit]
    above = only_with("ul_mg", "MAX(0,ROUND(intake_supplement_mg-ul_mg,6))")
    table: list[tuple[str, Row]] = [
        ("report.days", [sure, number("plan_days", intake.days, f"MAX({intake.days},MAX(plan_day))", Look.COUNT)]),
        ("excel.unknown_items", [sure, number("unknown_items", unknown_count, unknown, Look.COUNT), Cell(), names]),
        ("report.food", [at_least, number("intake_food_mg", intake.food_mg, "SUM(plan_mg)/plan_days"), mg]),
        (
            "report.supplements" if report.ledger.only_supplements else "report.supplements_added",
            [sure, number("intake_supplement_mg", intake.supplement_mg, "SUM(dose_mg)"), mg],
        ),
        (
            "report.intake",
            [at_least, number("intake_total_mg", intake.total_mg, "intake_food_mg+intake_supplement_mg", STRONG), mg],
        ),
        *likely_cells(report, numbers, text),
        (
            "report.target",
            [sure, number("target_mg", found.target_mg, ""), target_unit, Cell(value=kind), *place(target)],
        ),
        ("report.gap", [at_most, number("gap_mg", found.gap_mg, gap, STRONG), target_unit]),
        ("report.percent", [share_at_least, number("target_percent", found.target_percent, share, PERCENT), percent]),
        *certainty_cells(report, text, at_least),
        ("excel.ul", [sure, number("ul_mg", found.ul_mg, ""), ul_unit, Cell(value=counts), *place(ul or values.no_ul)]),
        ("report.room", [sure, number("room_under_ul_mg", report.ledger.room_mg, room), *room_unit]),
        ("excel.above_ul", [sure, number("above_ul_mg", found.above_ul_mg, above), ul_unit, ul_words]),
    ]
    return [padded([Cell(value=text(key)), *cells], 7) for key, cells in table]


def _unknown_names(report: Report, numbers: Mapping[str, int], text: Text) -> Cell:
    """Return the foods without a value by name, as long as they are those of the report."""
    words = plain(food_names(report.intake.unknown_foods, text))
    formula = f'IF(AND({same_unknown(report, numbers, text)}),{spelled(words)},"")'
    return Cell(value=words, formula=formula if words and len(formula) < LONGEST_FORMULA else "")
