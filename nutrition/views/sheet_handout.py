"""The handout: one page for the client to take home, in large type, with what was eaten and what would help."""

from collections.abc import Sequence

from nutrition import __version__
from nutrition.intake import largest
from nutrition.report import Report
from nutrition.suggestion import Suggestion
from nutrition.text import Text
from nutrition.views.book_foods import BookFoods
from nutrition.views.cells import BLANK, Cell, Look, Row, Sheet, quoted, words_when
from nutrition.views.food_first_words import told_suggestions
from nutrition.views.sheet_plan import SOME_UNKNOWN
from nutrition.views.sheet_supplements import while_unchanged

MOST_FOODS, MOST_SUGGESTIONS = 8, 2
WIDTH = 3  # columns
LEAST_SHOWN_MG = 0.5  # less is 0 mg on paper


def handout_sheet(
    report: Report, suggestions: Sequence[Suggestion], supplement: Sequence[str], foods: BookFoods, text: Text
) -> Sheet:
    """Return what is eaten, how it compares, what would help, when to see a doctor and the sources, on one A4."""
    rows: list[Row] = [
        [Cell(value=text("excel.handout_title"), look=Look.HAND_TITLE)],
        [Cell(value=report.plan.name.strip(), look=Look.HAND)],
        BLANK,
        _section("excel.handout_compare", text),
        *_compared(report, text),
        BLANK,
        _section("excel.handout_eat", text),
    ]
    rows += _eaten(report, foods, text, after=len(rows))
    rows += [BLANK, _section("excel.handout_helps", text), *_helps(report, suggestions, supplement, text)]
    rows += [BLANK, _section("page.helps.doctor_title", text), _words(text("finding.see_a_doctor"))]
    works = "; ".join(source.citation for source, _ in report.sources_used)
    rows += [
        BLANK,
        [Cell(value=text("app.boundary"), look=Look.HAND_SMALL, across=WIDTH)],
        [Cell(value=f"{text('report.sources')}: {works}", look=Look.HAND_SMALL, across=WIDTH)],
        [
            Cell(
                value=text("app.edition", edition=report.edition, version=__version__),
                look=Look.HAND_SMALL,
                across=WIDTH,
            )
        ],
    ]
    return Sheet(
        title=text("excel.sheet_handout"),
        rows=tuple(rows),
        widest=(56, 16, 22),
        fixed=True,
        one_page=True,
        upright=True,
    )


def _section(key: str, text: Text) -> Row:
    return [Cell(value=text(key), look=Look.HAND_SECTION)]


def _words(words: str) -> Row:
    return [Cell(value=words, look=Look.HAND, across=WIDTH)]


def _compared(report: Report, text: Text) -> list[Row]:
    intake, found, target = report.intake, report.assessment, report.reference.target
    at_least = words_when(text("excel.at_least"), SOME_UNKNOWN, intake.at_least)
    kind = f"{target.published_as} · {target.published_by}" if target else ""

    def line(key: str, value: float | None, formula: str, said: Cell) -> Row:
        figure = Cell(value="" if value is None else value, look=Look.HAND_MG, formula=formula)
        return [Cell(value=text(key), look=Look.HAND), figure, said]

    rows = [
        line(
            "excel.handout_intake",
            intake.total_mg,
            "intake_total_mg",
            Cell(value=at_least.value, formula=at_least.formula, look=Look.HAND),
        )
    ]
    taken_mg, label = (
        intake.supplement_mg,
        "excel.handout_taken" if report.ledger.only_supplements else "excel.handout_added",
    )
    rows.append(_when(text(label), taken_mg, "intake_supplement_mg", "intake_supplement_mg>0", bool(taken_mg)))
    if target:
        rows.append(line("report.target", found.target_mg, "target_mg", Cell(value=kind, look=Look.HAND)))
        rows.append(line("excel.handout_gap", found.gap_mg, "gap_mg", Cell(look=Look.HAND)))
    return rows


def _eaten(report: Report, foods: BookFoods, text: Text, *, after: int) -> list[Row]:
    shares = largest(report.intake.by_food, MOST_FOODS)
    named = [share for share in shares if share.key in foods]
    rows: list[Row] = []
    for share in named:
        food = foods[share.key]
        value = share.magnesium_mg if food.details.food.mg_per_100g is not None else ""
        formula = f"SUMIF(plan_number,{food.number},plan_mg)/plan_days"
        none = text("page.my_day.no_value")
        if value == "":
            value, formula = none, f"IF(SUMIF(plan_number,{food.number},plan_mg)>0,{formula},{quoted(none)})"
        rows.append([Cell(value=food.label, look=Look.HAND), Cell(value=value, look=Look.HAND_MG, formula=formula)])
    first, last = after + 1, after + len(rows)
    others_mg = report.intake.food_mg - sum(share.magnesium_mg for share in named)
    rest = f"intake_food_mg-SUM(B{first}:B{last})" if rows else "intake_food_mg"
    there = others_mg >= LEAST_SHOWN_MG
    return [*rows, _when(text("page.my_day.others"), others_mg, rest, f"{rest}>={LEAST_SHOWN_MG}", there)]


def _when(label: str, mg: float, formula: str, condition: str, holds: bool) -> Row:
    """Return a line that is there as long as a condition holds."""
    said = Cell(value=label if holds else "", look=Look.HAND, formula=f'IF({condition},{quoted(label)},"")')
    return [said, Cell(value=mg if holds else "", look=Look.HAND_MG, formula=f'IF({condition},{formula},"")')]


def _helps(report: Report, suggestions: Sequence[Suggestion], supplement: Sequence[str], text: Text) -> list[Row]:
    told = told_suggestions(suggestions, report.intake.days, text)[:MOST_SUGGESTIONS]
    said = [" ".join(f"{change.what} ({change.brings})." for change in one.changes) for one in told]
    said += [" ".join(supplement)] if supplement else []
    if not said:
        said = [text("excel.handout_nothing")]
    return [[while_unchanged(words, report, text, look=Look.HAND, across=WIDTH)] for words in said]
