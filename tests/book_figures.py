"""What a workbook shows beside what the report says: every difference by its name."""

from collections.abc import Collection, Iterator, Sequence

import pytest
from book_cells import Book, named

from nutrition import Handbook, Meal, PlanItem, Report, make_reports
from nutrition.text import load_text
from nutrition.views.sheet_brings import BRINGING_ROWS, MOST_NAMED

FIGURES = (
    "intake_food_mg", "intake_supplement_mg", "intake_total_mg", "target_mg", "gap_mg", "ul_mg", "room_under_ul_mg",
    "above_ul_mg", "target_percent",
)  # fmt: skip
HEADING = 7  # row above the plan's items


def expected(report: Report) -> dict[str, float | None]:
    """Return the figures of a report by the names of their cells."""
    intake, found = report.intake, report.assessment
    return {
        "intake_food_mg": intake.food_mg,
        "intake_supplement_mg": intake.supplement_mg,
        "intake_total_mg": intake.total_mg,
        "target_mg": found.target_mg,
        "gap_mg": found.gap_mg,
        "ul_mg": found.ul_mg,
        "room_under_ul_mg": report.ledger.room_mg,
        "above_ul_mg": found.above_ul_mg,
        "target_percent": found.target_percent,
    }


def figure_differences(book: Book, report: Report, may_be_empty: Collection[str] = ()) -> list[str]:
    """Return where a named cell is not the report's figure to 0.01; a figure that is None has an empty cell.

    Those that `may_be_empty` say nothing where the workbook cannot know; where they say something, it is right.
    """
    intake, certainty, bounds = report.intake, report.assessment.certainty, report.bounds
    above_ai = certainty.above_ai.confidence if certainty.above_ai else None
    figures = {
        **expected(report),
        "plan_days": intake.days,
        "unknown_items": sum(bool(line.details.unknown) for line in intake.lines),
        "probability_percent": 100 * certainty.adequacy.probability if certainty.adequacy else None,
        "reaches_ai_percent": None if above_ai is None else 100 * above_ai,
        "likely_low_mg": bounds.low_mg if intake.at_least else None,
        "likely_high_mg": bounds.high_mg if intake.at_least else None,
        "known_margin_mg": bounds.known_margin_mg or None,
    }
    shown = {name: named(book, name) if name in book.names else None for name in figures}
    unsaid = {name for name in may_be_empty if shown[name] in (None, "")}
    return [
        f"{name}: {shown[name]} for {value}"
        for name, value in figures.items()
        if name not in unsaid and not _same(shown[name], value)
    ]


def _same(shown: object, value: object) -> bool:
    if value is None or isinstance(value, str):
        return (shown or None) == (value or None)
    return isinstance(shown, int | float) and shown == pytest.approx(value, abs=0.01)


def in_rows(items: Sequence[PlanItem]) -> list[PlanItem]:
    """Return items in the order in which a workbook has them: by day, by meal, then as the plan has them."""
    return sorted(items, key=lambda item: (item.day, list(Meal).index(item.meal)))


def item_differences(book: Book, report: Report, language: str, items: Sequence[PlanItem]) -> list[str]:
    """Return where a row of the plan is not the report's line of that item: day, meal, grams, value, mg."""
    text, lines_of = load_text(language), {line.item: line for line in report.intake.lines}
    page = book[text("excel.sheet_plan")]
    lines = [lines_of[item] for item in items]
    rows = [row for row in range(HEADING + 1, page.height + 1) if page[f"C{row}"].value]
    found = [] if len(rows) == len(lines) else [f"{len(rows)} rows for {len(lines)} items"]
    for row, line in zip(rows, lines, strict=False):
        wanted = {
            "A": line.item.day,
            "B": text(f"meal.{line.item.meal}"),
            "G": line.portion_g,
            "H": line.food.mg_per_100g,
            "I": line.magnesium_mg,
        }
        found += [
            f"{column}{row}: {page[f'{column}{row}'].value} for {value}"
            for column, value in wanted.items()
            if not _same(page[f"{column}{row}"].value, value)
        ]
        least = page[f"J{row}"].value in (text("page.my_day.no_value"), text("excel.at_least"))
        found += [] if least is bool(line.details.unknown) else [f"J{row}: {page[f'J{row}'].value}"]
    return found


def sum_differences(book: Book, report: Report, handbook: Handbook, language: str) -> list[str]:
    """Return where a day, a meal, the ledger or another authority's row is not what the reports say."""
    text, found, intake = load_text(language), report.assessment, report.intake
    least = text("excel.at_least")
    summary, doses = book[text("excel.sheet_summary")], book[text("excel.sheet_supplements")]
    heads = {cell.value: cell.row for cell in summary["A"] if cell.value}
    wrong: list[str] = []

    def compare(where: str, shown: Iterator[object], wanted: list[object]) -> None:
        pairs = list(zip(shown, wanted, strict=False))
        if not all(_same(one, other) for one, other in pairs):
            wrong.append(f"{where}: {pairs}")

    first = heads[text("excel.each_day")] + 2
    for day, food_mg in enumerate(intake.by_day_mg, start=1):
        total = food_mg + intake.supplement_mg
        unknown = any(line.details.unknown for line in intake.lines if line.item.day == day)
        target = found.target_mg
        judged = [None] * 3 if target is None else [target, max(0.0, target - total), 100 * total / target]
        wanted = [day, food_mg, intake.supplement_mg, total, least if unknown else None, *judged]
        compare(f"day {day}", (cell.value for cell in summary[first + day - 1]), wanted)
    top = heads[text("excel.handout_eat")] + 2
    for row, meal in enumerate(Meal, start=top):
        mg = sum(share.magnesium_mg for share in intake.by_meal if share.key == meal)
        compare(str(meal), iter([summary[f"D{row}"].value, summary[f"F{row}"].value]), [text(f"meal.{meal}"), mg])
    if not any(own.name.endswith("*") for own in report.plan.own_foods):
        # a value typed over makes another food of it, which the workbook cannot know
        most = sorted((share.magnesium_mg for share in intake.by_food if share.magnesium_mg > 0), reverse=True)
        wanted = [*most[:MOST_NAMED], *[None] * (MOST_NAMED - len(most)), sum(most[MOST_NAMED:]) or None]
        compare("what brings most", (summary[f"B{row}"].value for row in range(top, top + BRINGING_ROWS)), wanted)
    at = {cell.value: cell.row for cell in doses["C"] if cell.value}
    ledger = report.ledger
    for key, value in {
        "ledger.total": ledger.total_mg,
        "ledger.ul": ledger.ul_mg,
        "excel.above_ul": ledger.above_mg,
        **({} if ledger.no_room else {"ledger.room": ledger.room_mg}),
    }.items():
        compare(key, iter([doses[f"D{at[text(key)]}"].value]), [value])
    other = book[text("excel.sheet_reference")]
    reports = make_reports(report.plan, handbook)
    top = next(cell.row for cell in other["A"] if cell.value == text("compare.authority"))
    for row, one in enumerate(reports, start=top + 1):
        found = one.assessment
        wanted = [found.gap_mg, found.target_percent]
        compare(one.authority.authority, iter([other[f"G{row}"].value, other[f"H{row}"].value]), wanted)
    return wrong


def word_differences(book: Book, report: Report, language: str) -> list[str]:
    """Return where "at least", "at most" and the words on the upper level are not what the report says."""
    text, found, intake = load_text(language), report.assessment, report.intake
    least, most = text("excel.at_least"), text("excel.at_most")
    summary = book[text("excel.sheet_summary")]
    above = None if found.above_ul_mg is None else text(f"excel.ul_{'exceeded' if found.ul_exceeded else 'kept'}")
    wanted = {
        ("B", "intake_food_mg"): least if intake.at_least else None,
        ("B", "intake_total_mg"): least if intake.at_least else None,
        ("B", "target_percent"): least if intake.at_least and found.target_mg is not None else None,
        ("B", "gap_mg"): most if intake.at_least and found.gap_mg else None,
        ("E", "above_ul_mg"): above,
    }
    shown = {(column, name): summary[f"{column}{book.at(name).row}"].value for column, name in wanted}
    return [f"{where}: {shown[where]} for {value}" for where, value in wanted.items() if not _same(shown[where], value)]


def all_differences(
    book: Book,
    report: Report,
    handbook: Handbook,
    language: str,
    *,
    items: Sequence[PlanItem] | None = None,
    may_be_empty: Collection[str] = (),
) -> list[str]:
    """Return every difference between a workbook and a report; `items` are in the order of the workbook's rows."""
    return [
        *figure_differences(book, report, may_be_empty),
        *item_differences(book, report, language, in_rows(report.plan.items) if items is None else items),
        *sum_differences(book, report, handbook, language),
        *word_differences(book, report, language),
    ]
