"""How sure the recorded days are, in the workbook's cells: formulas that move with the intake and the days."""

from nutrition.adequacy import REQUIREMENT_CV, AboveAi
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row, texts
from nutrition.views.reference_words import certainty_words, ear_words


def certainty_cells(report: Report, text: Text, at_least: Cell) -> list[tuple[str, Row]]:
    """Return the average requirement, the difference between days and the probability as rows of the summary.

    Without a probability its row says why there is none. `at_least` stands before what foods without a value may raise.
    """
    certainty, ear = report.assessment.certainty, report.reference.ear
    found, within_sd, why = certainty.found, certainty.within_sd, certainty.no_probability
    rows: list[tuple[str, Row]] = []
    if ear:
        kind = Cell(value=f"{ear.published_as} · {ear.published_by}, {ear.year}")
        place = texts([ear.citation.source, ear.citation.locator], Look.QUIET)
        rows.append(("report.ear", [Cell(), Cell(value=ear.mg, look=Look.MG, name="ear_mg"), MG, kind, *place]))
    elif why == "ear_left_out":
        rows.append(("report.ear", [Cell(), Cell(), Cell(), Cell(value=ear_words(report.reference, text))]))
    if within_sd:
        mark = Cell(value="" if within_sd.verified else text("excel.unverified"))
        place = texts([within_sd.citation.source, within_sd.citation.locator], Look.QUIET)
        figure = Cell(value=within_sd.mg, look=Look.MG, name="within_sd_mg")
        rows.append(("excel.within_sd", [Cell(), figure, MG, mark, *place]))
    if certainty.adequacy:
        spread = f"SQRT(({REQUIREMENT_CV}*ear_mg)^2+within_sd_mg^2/plan_days)"
        formula = f"100*NORMSDIST((intake_total_mg-ear_mg)/{spread})"
        share = _percent(100 * certainty.adequacy.probability, formula, "probability_percent")
        rows.append(("report.probability", [at_least, share, PERCENT]))
    else:
        rows.append(("report.probability", [Cell(), Cell(), Cell(), Cell(value=certainty_words(report, text))]))
    if isinstance(found, AboveAi):
        reached = "100*NORMSDIST((intake_total_mg-target_mg)/(within_sd_mg/SQRT(plan_days)))"
        formula = f'IF(intake_total_mg>=target_mg,{reached},"")'
        known = "" if found.confidence is None else 100 * found.confidence
        rows.append(("report.reaches_ai", [at_least, _percent(known, formula, "reaches_ai_percent"), PERCENT]))
    return rows


MG, PERCENT = Cell(value="mg"), Cell(value="%")


def _percent(value: float | str, formula: str, name: str) -> Cell:
    return Cell(value=value, look=Look.PERCENT, formula=formula, name=name)
