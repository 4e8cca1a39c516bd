"""The summary: every figure of the report as a live formula, day by day, and what follows from them."""

from collections.abc import Mapping

from nutrition.handbook import Handbook
from nutrition.helpful import HelpfulFood
from nutrition.plan import Meal
from nutrition.reference import NoUpperLevel, ReferenceValue
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.book_foods import BookFoods
from nutrition.views.cells import (
    BLANK,
    Bars,
    Cell,
    Look,
    Row,
    Rule,
    Sheet,
    heading,
    padded,
    plain,
    quoted,
    spelled,
    texts,
    words_when,
)
from nutrition.views.likely import likely_cells, not_known, same_unknown
from nutrition.views.origins import place_of
from nutrition.views.reference_words import no_ul_words, room_words, target_words
from nutrition.views.sheet_certainty import certainty_cells
from nutrition.views.sheet_head import head
from nutrition.views.sheet_plan import SOME_UNKNOWN
from nutrition.views.words import finding_words, food_names

SOURCED = ("page.my_day.table_source", "page.my_day.table_locator")
STRONG, PERCENT = Look.MG_STRONG, Look.PERCENT
WIDTH = 7
LONGEST_FORMULA = 8_000  # Excel takes 8,192
FIRST = 6  # row of the first figure
LEAST_DAYS = 7  # rows that are there for days that somebody adds
PICTURE_ROWS = 17  # where the pictures stand
DAY_COLUMNS = (
    "page.my_day.day", "report.food", "report.supplements", "report.intake", "", "report.target", "report.gap",
    "report.percent",
)  # fmt: skip
TOTAL, TARGET = 4, 6  # columns of a day
UNDATED = '+SUMPRODUCT((plan_day="")*1,plan_mg)'


def summary_sheet(report: Report, handbook: Handbook, foods: BookFoods, text: Text) -> Sheet:
    """Return the figures a day on average, then each day, each meal, the advice and foods that would help."""
    rows: list[Row] = [*head(report, text), BLANK]
    rows.append(heading(text, ("excel.per_day", "", "", "", "excel.what", *SOURCED)))
    rows += figures(report, {food_id: food.number for food_id, food in foods.items()}, text)
    numbers = (FIRST, len(rows))
    rows += [BLANK, [Cell(value=text("excel.each_day"), look=Look.SECTION)], heading(text, DAY_COLUMNS, "BCDFGH")]
    days = (len(rows) + 1, len(rows) + max(LEAST_DAYS, report.intake.days))
    rows += [_day(report, row - days[0] + 1, row, text) for row in range(days[0], days[1] + 1)]
    rows += [BLANK, [Cell(value=text("page.my_day.by_meal"), look=Look.SECTION)]]
    rows.append(heading(text, ("page.my_day.table_meal", "report.food"), "B"))
    meals = (len(rows) + 1, len(rows) + len(Meal))
    rows += [_meal(report, meal, row, text) for meal, row in zip(Meal, range(meals[0], meals[1] + 1), strict=True)]
    pictures = len(rows) + 2
    rows += [BLANK] * PICTURE_ROWS
    rows += _advice(report, handbook, text, after=len(rows))
    line = TARGET if report.assessment.target_mg is not None else None
    return Sheet(
        title=text("excel.sheet_summary"),
        rows=tuple(rows),
        widest=(44, 14, 14, 14, 44, 20, 50, 12),
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
                title=text("excel.chart_meals"),
                at=f"E{pictures}",
                first=meals[0] - 1,
                last=meals[1],
                names=1,
                values=2,
                lying=True,
            ),
        ),
    )


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
        rows.append(heading(text, (*columns, *SOURCED), "CD"))
        first = after + len(rows) + 1
        rows += [_helpful(food, row, text) for row, food in enumerate(report.helpful_foods, start=first)]
    return rows


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


def _day(report: Report, day: int, row: int, text: Text) -> Row:
    intake, target_mg = report.intake, report.assessment.target_mg
    there = day <= intake.days
    food_mg = intake.by_day_mg[day - 1] if there else 0.0
    total_mg = food_mg + intake.supplement_mg
    least, of_day = text("excel.at_least"), [line for line in intake.lines if line.item.day == day]
    unknown = any(line.details.unknown for line in of_day)
    missing = f"(plan_day={day})*{not_known(text)}"

    def figure(value: float | None, formula: str, look: Look = Look.MG, *, needs_target: bool = False) -> Cell:
        known = there and value is not None
        needed = f'OR(A{row}="",NOT(ISNUMBER(target_mg)))' if needs_target else f'A{row}=""'
        return Cell(value=value if known else "", look=look, formula=f'IF({needed},"",{formula})')

    gap_mg = None if target_mg is None else max(0.0, target_mg - total_mg)
    percent = None if target_mg is None else 100 * total_mg / target_mg
    return [
        Cell(value=day if there else "", look=Look.COUNT, formula=f'IF({day}<=plan_days,{day},"")'),
        # a line without a day is of the first one
        figure(food_mg, f"SUMIF(plan_day,{day},plan_mg)" + (UNDATED if day == 1 else "")),
        figure(intake.supplement_mg, "intake_supplement_mg"),
        figure(total_mg, f"B{row}+C{row}", Look.MG_STRONG),
        Cell(
            value=least if there and unknown else "",
            look=Look.TEXT,
            formula=f'IF(A{row}="","",IF(SUMPRODUCT({missing})>0,{quoted(least)},""))',
        ),
        figure(target_mg, "target_mg", needs_target=True),
        figure(gap_mg, f"MAX(0,target_mg-D{row})", needs_target=True),
        figure(percent, f"100*D{row}/target_mg", Look.PERCENT, needs_target=True),
    ]


def _meal(report: Report, meal: Meal, row: int, text: Text) -> Row:
    shares = {share.key: share.magnesium_mg for share in report.intake.by_meal}
    formula = f"SUMIF(plan_meal,A{row},plan_mg)/plan_days"
    if meal is Meal.SNACK:
        formula = f'(SUMIF(plan_meal,A{row},plan_mg)+SUMPRODUCT((plan_meal="")*1,plan_mg))/plan_days'
    return [Cell(value=text(f"meal.{meal}")), Cell(value=shares.get(meal, 0.0), look=Look.MG, formula=formula)]


def _helpful(helpful: HelpfulFood, row: int, text: Text) -> Row:
    portion = f"{helpful.measure.name(text.language)} ({text.number(helpful.measure.one_g)} g)"
    share = f'IF(N(gap_mg)>0,100*C{row}/gap_mg,"")'
    return [
        Cell(value=helpful.food.name(text.language), across=2),
        Cell(),
        Cell(value=helpful.magnesium_mg, look=Look.MG),
        Cell(value=helpful.gap_percent, look=Look.PERCENT, formula=share),
        Cell(value=portion),
        *texts(place_of(helpful.food, text), Look.QUIET),
    ]
