"""What the bounds of a report say, in words and in the workbook's cells."""

from collections.abc import Iterable, Mapping

from nutrition.intake import IntakeLine
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row, quoted


def likely_words(report: Report, text: Text) -> str:
    """Return between what the intake likely lies; nothing when every food has a value."""
    if not report.intake.at_least:
        return ""
    return text("report.likely", low_mg=report.bounds.low_mg, high_mg=report.bounds.high_mg)


def margin_words(report: Report, text: Text) -> str:
    """Return how far the known part may lie from what the table gives; nothing when there is no such doubt."""
    margin_mg = report.bounds.known_margin_mg
    return text("report.margin", margin_mg=margin_mg) if margin_mg else ""


def likely_rows(report: Report, text: Text) -> list[tuple[str, str]]:
    """Return the bounds as pairs of a label and words."""
    likely, margin = likely_words(report, text), margin_words(report, text)
    known = text("report.weight_known", coverage_percent=100 * (report.intake.coverage or 0.0))
    rows = [(text("report.with_unknown"), f"{likely}; {known}")] if likely else []
    return [*rows, (text("report.known_margin"), margin)] if margin else rows


def not_known(text: Text) -> str:
    """Return the formula that marks each row of the plan whose value is not wholly known."""
    return f'(plan_food<>"")*(1-ISNUMBER(plan_mg)*(plan_known<>{quoted(text("excel.at_least"))}))'


def same_unknown(report: Report, numbers: Mapping[str, int], text: Text) -> str:
    """Return the condition that the foods without a value, and their grams, are still those of the report."""
    lines, marked = [line for line in report.intake.lines if line.details.unknown_parts], not_known(text)
    grams, weighed = sum(line.portion_g for line in lines), _weighed(lines, numbers)
    return (
        f"unknown_items={len(lines)},ABS(SUMPRODUCT({marked},plan_grams)-{grams:.6f})<0.001,"
        f"ABS(SUMPRODUCT({marked},plan_grams,plan_number)-{weighed:.6f})<0.001"
    )


def _weighed(lines: Iterable[IntakeLine], numbers: Mapping[str, int]) -> float:
    # two foods that change places keep the sum of their grams, and not this one
    return sum(line.portion_g * numbers[line.food.food_id] for line in lines)


def likely_cells(report: Report, numbers: Mapping[str, int], text: Text) -> list[tuple[str, Row]]:
    """Return the bounds as rows of the workbook's summary.

    The limits move with the intake, and are left empty once something changes about the foods without a value; the
    margin is left empty once anything that is eaten changes.
    """
    intake, bounds, mg = report.intake, report.bounds, Cell(value="mg")
    rows: list[tuple[str, Row]] = []
    if intake.at_least:
        same = f"{same_unknown(report, numbers, text)},plan_days={intake.days}"
        why = Cell(value=text("excel.likely_why"))
        for key, limit_mg in (("likely_low", bounds.low_mg), ("likely_high", bounds.high_mg)):
            formula = f'IF(AND({same}),intake_total_mg+{limit_mg - intake.total_mg:.6f},"")'
            limit = Cell(value=limit_mg, look=Look.MG, formula=formula, name=f"{key}_mg")
            rows.append((f"excel.{key}", [Cell(), limit, mg, why]))
    if bounds.known_margin_mg:
        sign = Cell(value="±", look=Look.TEXT_RIGHT)
        eaten = f"ABS(SUMPRODUCT(plan_grams,plan_number)-{_weighed(intake.lines, numbers):.6f})<0.001"
        same = f"AND({eaten},ABS(intake_food_mg-{intake.food_mg:.6f})<0.001,plan_days={intake.days})"
        formula = f'IF({same},{bounds.known_margin_mg:.6f},"")'
        margin = Cell(value=bounds.known_margin_mg, look=Look.MG, formula=formula, name="known_margin_mg")
        rows.append(("report.known_margin", [sign, margin, mg, Cell(value=text("excel.margin_why"))]))
    return rows
