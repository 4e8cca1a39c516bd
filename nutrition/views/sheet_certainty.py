"""How sure the recorded days are, in the workbook's cells: formulas that move with the intake and the days."""

from nutrition.adequacy import REQUIREMENT_CV, AboveAi
from nutrition.certainty import NoProbability
from nutrition.plan import MOST_DAYS
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import Cell, Look, Row, quoted, texts
from nutrition.views.reference_words import certainty_words, ear_words

# how many of the plan's days have food on them; a line without a day is of the first one
FILLED_DAYS = (
    f'SUMPRODUCT((COUNTIFS(plan_day,ROW($1:${MOST_DAYS}),plan_food,"<>")'
    f'+(ROW($1:${MOST_DAYS})=1)*SUMPRODUCT((plan_day="")*(plan_food<>""))>0)*1)'
)
EVERY_DAY = f"{FILLED_DAYS}=plan_days"


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
        formula = f'IF({EVERY_DAY},100*NORMSDIST((intake_total_mg-ear_mg)/{spread}),"")'
        share = _percent(100 * certainty.adequacy.probability, formula, "probability_percent")
        rows.append(("report.probability", [at_least, share, PERCENT, _a_day_is_empty(text)]))
    else:
        rows.append(("report.probability", [Cell(), Cell(), Cell(), _why_none(report, text)]))
    if isinstance(found, AboveAi):
        reached = "100*NORMSDIST((intake_total_mg-target_mg)/(within_sd_mg/SQRT(plan_days)))"
        formula = f'IF(AND({EVERY_DAY},intake_total_mg>=target_mg),{reached},"")'
        known = "" if found.confidence is None else 100 * found.confidence
        share = _percent(known, formula, "reaches_ai_percent")
        rows.append(("report.reaches_ai", [at_least, share, PERCENT, _a_day_is_empty(text)]))
    return rows


def _a_day_is_empty(text: Text) -> Cell:
    words = text(f"no_probability.{NoProbability.EMPTY_DAY}")
    return Cell(value="", formula=f'IF({EVERY_DAY},"",{quoted(words)})')


def _why_none(report: Report, text: Text) -> Cell:
    """Return why there is no probability; a reason that an edit can take away says so when it is gone."""
    words = certainty_words(report, text)
    holds = {NoProbability.EMPTY_DAY: f"NOT({EVERY_DAY})", NoProbability.NOTHING_RECORDED: f"{FILLED_DAYS}=0"}
    holding = holds.get(report.assessment.certainty.no_probability or NoProbability.ONLY_AI)
    changed = quoted(text("excel.changed_certainty"))
    return Cell(value=words, formula=f"IF({holding},{quoted(words)},{changed})" if holding else "")


MG, PERCENT = Cell(value="mg"), Cell(value="%")


def _percent(value: float | str, formula: str, name: str) -> Cell:
    return Cell(value=value, look=Look.PERCENT, formula=formula, name=name)
