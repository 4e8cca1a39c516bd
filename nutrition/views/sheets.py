"""The workbook's sheets: what stands in each cell, in words, figures of the report and formulas."""

from dataclasses import replace

from nutrition import __version__
from nutrition.handbook import Handbook
from nutrition.helpful import HelpfulFood
from nutrition.plan import Meal
from nutrition.reference import NoUpperLevel, ReferenceValue
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.cells import BLANK, Cell, Look, Row, Sheet, heading, padded, quoted, texts, words_when
from nutrition.views.likely import likely_cells
from nutrition.views.origins import place_of
from nutrition.views.reference_words import no_ul_words, room_words, target_words
from nutrition.views.sheet_certainty import certainty_cells
from nutrition.views.sheet_ledger import habit_rows, ledger_cells
from nutrition.views.sheet_lines import line_row
from nutrition.views.words import finding_words, food_names, person_words

PLAN_HEADING = 7
PLAN_COLUMNS = (
    "page.my_day.day", "page.my_day.table_meal", "page.my_day.table_food", "page.my_day.table_amount",
    "excel.measure", "excel.one_g", "page.my_day.table_grams", "page.my_day.table_per_100g", "page.my_day.table_mg",
    "page.my_day.table_derivation", "page.my_day.table_source", "page.my_day.table_locator", "excel.weight_from",
    "excel.food_id",
)  # fmt: skip
PLAN_NUMBERS = "ADFGHI"
SOME_UNKNOWN = "unknown_items>0"


def sheets(report: Report, handbook: Handbook, text: Text) -> tuple[Sheet, Sheet, Sheet]:
    """Return the plan, the summary and the sources, in the words of one language."""
    plan, food_range, supplement_range = _plan(report, handbook, text)
    summary = _summary(report, handbook, text, plan.title, food_range, supplement_range)
    return plan, summary, _sources(report, text)


def _top(report: Report, text: Text) -> list[Row]:
    title = " · ".join(part for part in (text("app.name"), report.plan.name.strip()) if part)
    edition = text("app.edition", edition=report.edition, version=__version__)
    return [
        [Cell(value=title, look=Look.TITLE)],
        [Cell(value=person_words(report, text), look=Look.NOTE)],
        [Cell(value=edition, look=Look.NOTE)],
    ]


def _plan(report: Report, handbook: Handbook, text: Text) -> tuple[Sheet, tuple[int, int], tuple[int, int]]:
    intake = report.intake
    meals = list(Meal)
    lines = sorted(intake.lines, key=lambda line: (line.item.day, meals.index(line.item.meal)))
    at_least = words_when(text("excel.at_least"), SOME_UNKNOWN, intake.at_least)
    rows: list[Row] = [
        *_top(report, text),
        [Cell(value=text("excel.hint"), look=Look.NOTE)],
        [
            *[Cell(look=Look.NOTE)] * 7,
            Cell(value=text("excel.food_mean"), look=Look.LABEL_RIGHT),
            Cell(value=intake.food_mg, look=Look.TOTAL_MG, formula="intake_food_mg"),
            replace(at_least, look=Look.NOTE),
        ],
        BLANK,
        heading(text, PLAN_COLUMNS, PLAN_NUMBERS),
    ]
    rows += [line_row(line, row, text) for row, line in enumerate(lines, start=PLAN_HEADING + 1)]
    # each range takes in the empty row below it, so that a row inserted at the end counts too
    food_range = (PLAN_HEADING + 1, len(rows) + 1)
    doses, dose_range = ledger_cells(report, handbook, text, after=len(rows))
    rows += doses
    sheet = Sheet(
        title=text("excel.sheet_plan"),
        rows=tuple(rows),
        widest=(7, 14, 48, 14, 26, 11, 10, 11, 10, 13, 20, 24, 34, 14),
        frozen=PLAN_HEADING,
        repeated=PLAN_HEADING,
    )
    return sheet, food_range, dose_range


def _summary(
    report: Report, handbook: Handbook, text: Text, plan: str, food_range: tuple[int, int], dose_range: tuple[int, int]
) -> Sheet:
    rows = [*_top(report, text), BLANK]
    rows.append(heading(text, ("excel.per_day", "", "", "", "excel.what", *SOURCED)))
    rows += _numbers(report, text, f"'{plan}'!", food_range, dose_range)
    rows += [BLANK, [Cell(value=text("report.advice"), look=Look.SECTION)]]
    rows.append([Cell(value=text("excel.as_exported"), look=Look.NOTE)])
    rows += [
        [Cell(value=sentence, look=Look(severity), across=7)]
        for severity, sentence in finding_words(report, handbook, text)
    ]
    rows += habit_rows(report, handbook, text)
    if report.helpful_foods:
        rows += [BLANK, [Cell(value=text("report.helpful"), look=Look.SECTION)]]
        columns = ("page.my_day.table_food", "", "page.my_day.table_mg", "page.my_day.table_share", "excel.portion")
        rows.append(heading(text, (*columns, *SOURCED), "CD"))
        rows += [_helpful(food, len(rows) + place, text) for place, food in enumerate(report.helpful_foods, start=1)]
    return Sheet(
        title=text("excel.sheet_summary"),
        rows=tuple(rows),
        widest=(44, 11, 12, 12, 44, 20, 50),
        frozen=2,
        repeated=1,
        one_page=True,
    )


SOURCED = ("page.my_day.table_source", "page.my_day.table_locator")


def _numbers(
    report: Report, text: Text, plan: str, food_range: tuple[int, int], dose_range: tuple[int, int]
) -> list[Row]:
    intake, found, values = report.intake, report.assessment, report.reference
    first, last = food_range
    unknown_count = sum(bool(line.details.unknown) for line in intake.lines)
    food = f"SUM({plan}I{first}:I{last})/plan_days"
    doses = f"SUM({plan}I{dose_range[0]}:I{dose_range[1]})"
    partly = f"{plan}J{first}:J{last}<>{quoted(text('excel.at_least'))}"
    not_known = f'({plan}C{first}:C{last}<>"")*(1-ISNUMBER({plan}I{first}:I{last})*({partly}))'
    unknown, unknown_g = f"SUMPRODUCT({not_known})", f"SUMPRODUCT({not_known},{plan}G{first}:G{last})"
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
    names = Cell(value=food_names(intake.unknown_foods, text))
    gap = only_with("target_mg", "MAX(0,target_mg-intake_total_mg)")
    share = only_with("target_mg", "100*intake_total_mg/target_mg")
    closed = report.ledger.no_room is not None
    room = "" if closed else only_with("ul_mg", "MAX(0,ul_mg-intake_supplement_mg)")
    room_unit = [Cell(), Cell(value=room_words(report, text))] if closed else [ul_unit]
    above = only_with("ul_mg", "MAX(0,intake_supplement_mg-ul_mg)")
    table: list[tuple[str, Row]] = [
        ("report.days", [sure, number("plan_days", intake.days, "", Look.INPUT_COUNT)]),
        ("excel.unknown_items", [sure, number("unknown_items", unknown_count, unknown, Look.COUNT), Cell(), names]),
        ("report.food", [at_least, number("intake_food_mg", intake.food_mg, food), mg]),
        (
            "report.supplements" if report.ledger.only_supplements else "report.supplements_added",
            [sure, number("intake_supplement_mg", intake.supplement_mg, doses), mg],
        ),
        (
            "report.intake",
            [at_least, number("intake_total_mg", intake.total_mg, "intake_food_mg+intake_supplement_mg", STRONG), mg],
        ),
        *likely_cells(report, text, unknown_g),
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


STRONG, PERCENT = Look.MG_STRONG, Look.PERCENT


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


def _sources(report: Report, text: Text) -> Sheet:
    rows = [*_top(report, text), BLANK]
    columns = ("page.my_day.table_source", "excel.work", "page.my_day.table_locator", "page.sources.terms")
    rows.append(heading(text, (*columns, "excel.address")))
    top = len(rows)
    for source, places in report.sources_used:
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
