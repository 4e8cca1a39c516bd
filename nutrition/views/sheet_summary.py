"""The summary: every figure of the report as a live formula, day by day, and what follows from them."""

from dataclasses import replace

from nutrition.assessment import DayAssessment
from nutrition.handbook import Handbook
from nutrition.helpful import HelpfulFood
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.book_foods import BookFoods
from nutrition.views.cells import BLANK, Bars, Cell, Look, Row, Rule, Sheet, heading, quoted
from nutrition.views.likely import not_known
from nutrition.views.origins import place_of
from nutrition.views.sheet_brings import BRINGING_ROWS, brings_rows
from nutrition.views.sheet_figures import PERCENT, SOURCED, figures
from nutrition.views.sheet_head import head
from nutrition.views.words import finding_words

WIDTHS = (38, 12, 16, 12, 12, 16, 16, 16, 44)
WIDTH = len(WIDTHS)
FIRST = 6  # row of the first figure
LEAST_DAYS = 7  # rows that are there for days that somebody adds
PICTURE_ROWS = 18  # where the pictures stand
DAY_COLUMNS = (
    "page.my_day.day", "report.food", "report.supplements", "report.intake", "", "report.target", "report.gap",
    "report.percent",
)  # fmt: skip
TOTAL, TARGET = 4, 6  # columns of a day
UNDATED = '+SUMPRODUCT((plan_day="")*1,plan_mg)'


def summary_sheet(report: Report, handbook: Handbook, foods: BookFoods, text: Text) -> Sheet:
    """Return the figures a day on average, then each day, what brings it, the advice and foods that would help."""
    rows: list[Row] = [*head(report, text), BLANK]
    rows.append(_spread(heading(text, ("excel.per_day", "", "", "", "excel.what", SOURCED[0], ""))))
    rows += map(_spread, figures(report, {food_id: food.number for food_id, food in foods.items()}, text))
    numbers = (FIRST, len(rows))
    rows += [BLANK, [Cell(value=text("excel.each_day"), look=Look.SECTION)], heading(text, DAY_COLUMNS, "BCDFGH")]
    days = (len(rows) + 1, len(rows) + max(LEAST_DAYS, report.intake.days))
    assessed = {found.day: found for found in report.days}
    rows += [
        _day(report, day, assessed.get(day), row, text) for day, row in enumerate(range(days[0], days[1] + 1), start=1)
    ]
    rows += [BLANK, [Cell(value=text("excel.handout_eat"), look=Look.SECTION)]]
    rows += brings_rows(report, foods, text, after=len(rows))
    eaten = (len(rows) - BRINGING_ROWS + 1, len(rows))
    pictures = len(rows) + 2
    rows += [BLANK] * PICTURE_ROWS
    rows += _advice(report, handbook, text, after=len(rows))
    line = TARGET if report.assessment.target_mg is not None else None
    return Sheet(
        title=text("excel.sheet_summary"),
        rows=tuple(rows),
        widest=WIDTHS,
        fixed=True,
        frozen=2,
        repeated=1,
        one_page=True,
        upright=True,
        rules=(
            Rule(cells=f"B{numbers[0]}:B{numbers[1]}", formula=f'$B{numbers[0]}<>""', look=Look.CARE),
            Rule(cells=f"E{numbers[1]}", formula="N(above_ul_mg)>0", look=Look.STOP),
            Rule(cells=f"E{days[0]}:E{days[1]}", formula=f'$E{days[0]}<>""', look=Look.CARE),
        ),
        bars=(
            Bars(
                title=text("excel.chart_days"),
                at=f"A{pictures}",
                first=days[0] - 1,
                last=days[1],
                names=1,
                values=TOTAL,
                line=line,
            ),
            Bars(
                title=text("excel.chart_foods"),
                at=f"F{pictures}",
                first=eaten[0] - 1,
                last=eaten[1],
                names=1,
                values=2,
                lying=True,
            ),
        ),
    )


def _spread(row: Row) -> Row:
    """Return a row of figures in the columns of the days: what it is over four of them, then where it stands."""
    label, words, figure, unit, what, source, locator = row
    blank = Cell(look=label.look if label.look is Look.HEAD else Look.TEXT)
    place = " ".join(str(cell.value) for cell in (source, locator) if cell.value)
    return [label, words, figure, unit, replace(what, across=4), *[blank] * 3, replace(source, value=place)]


def _advice(report: Report, handbook: Handbook, text: Text, *, after: int) -> list[Row]:
    rows: list[Row] = [BLANK, [Cell(value=text("report.advice"), look=Look.SECTION)]]
    rows.append([Cell(value=text("excel.as_exported"), look=Look.NOTE)])
    rows += [
        [Cell(value=sentence, look=Look(severity), across=WIDTH)]
        for severity, sentence in finding_words(report, handbook, text)
    ]
    if report.helpful_foods:
        rows += [BLANK, [Cell(value=text("report.helpful"), look=Look.SECTION)]]
        columns = ("page.my_day.table_food", "", "page.my_day.table_mg", "page.my_day.table_share", "excel.portion")
        rows.append(heading(text, (*columns, "", "", "", SOURCED[0]), "CD"))
        first = after + len(rows) + 1
        rows += [_helpful(food, row, text) for row, food in enumerate(report.helpful_foods, start=first)]
    return rows


def _day(report: Report, day: int, found: DayAssessment | None, row: int, text: Text) -> Row:
    least, first = text("excel.at_least"), UNDATED if day == 1 else ""
    dated = '((plan_day=1)+(plan_day=""))' if day == 1 else f"(plan_day={day})"

    def figure(value: float | None, formula: str, look: Look = Look.MG, *, needs_target: bool = False) -> Cell:
        known = found and value is not None
        needed = f'OR(A{row}="",NOT(ISNUMBER(target_mg)))' if needs_target else f'A{row}=""'
        return Cell(value=value if known else "", look=look, formula=f'IF({needed},"",{formula})')

    return [
        Cell(value=day if found else "", look=Look.COUNT, formula=f'IF({day}<=plan_days,{day},"")'),
        # a line without a day is of the first one
        figure(found.food_mg if found else None, f"SUMIF(plan_day,{day},plan_mg){first}"),
        figure(report.intake.supplement_mg, "intake_supplement_mg"),
        figure(found.total_mg if found else None, f"B{row}+C{row}", Look.MG_STRONG),
        Cell(
            value=least if found and found.at_least else "",
            formula=f'IF(A{row}="","",IF(SUMPRODUCT({dated}*{not_known(text)})>0,{quoted(least)},""))',
        ),
        figure(report.assessment.target_mg, "target_mg", needs_target=True),
        figure(found.gap_mg if found else None, f"MAX(0,ROUND(target_mg-D{row},6))", needs_target=True),
        figure(found.target_percent if found else None, f"100*D{row}/target_mg", PERCENT, needs_target=True),
    ]


def _helpful(helpful: HelpfulFood, row: int, text: Text) -> Row:
    portion = f"{helpful.measure.name(text.language)} ({text.number(helpful.measure.one_g)} g)"
    share = f'IF(N(gap_mg)>0,100*C{row}/gap_mg,"")'
    source, locator = place_of(helpful.food, text)
    return [
        Cell(value=helpful.food.name(text.language), across=2),
        Cell(),
        Cell(value=helpful.magnesium_mg, look=Look.MG),
        Cell(value=helpful.gap_percent, look=Look.PERCENT, formula=share),
        Cell(value=portion, across=4),
        *[Cell()] * 3,
        Cell(value=f"{source} {locator}".strip(), look=Look.QUIET),
    ]
