"""The days of a plan side by side: each day's mg beside the target, and the mean, as a picture and in figures."""

from typing import Any

from nutrition.assessment import DayAssessment
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.charts import LIGHT, Part, area, bar_layers, colour, hatches, placed, words_in_rows
from nutrition.views.words import total_words

STRETCH = 14  # days that the picture, a row of buttons and a menu have room for
ROW, THICK, APART = 30, 14, 10  # the mean stands apart from the days
LEFT, RIGHT = 84, 126  # room for the name of a day, and for its mg
WEIGHT = {"expr": "datum.weight"}  # the day in sight stands out
SOFT, FADES = 0.08, 10  # of the scale: the end of a bar that is "at least"


def days_beside(day: int, count: int) -> range:
    """Return the days that are shown together with this one: all, or of many days the fortnight that it is in.

    >>> days_beside(3, 7), days_beside(15, 30), days_beside(30, 30)
    (range(1, 8), range(15, 29), range(29, 31))
    """
    first = 1 + (day - 1) // STRETCH * STRETCH
    return range(first, min(first + STRETCH, count + 1))


def shown_days(report: Report, day: int) -> tuple[DayAssessment, ...]:
    """Return the days that are shown together with this one, each beside the target."""
    beside = days_beside(day, report.plan.days)
    return report.days[beside.start - 1 : beside.stop - 1]


def day_mg_words(day: DayAssessment, report: Report, text: Text) -> str:
    """Return what a day brings: nothing yet, so many mg, or at least so many."""
    if _is_empty(day, report):
        return text("page.my_day.day_nothing")
    return text("report.at_least_mg" if day.at_least else "report.value_mg", value_mg=day.total_mg)


def _is_empty(day: DayAssessment, report: Report) -> bool:
    """Whether nothing was noted on a day: that is not the same as a day of 0 mg."""
    return not day.total_mg and all(item.day != day.day for item in report.plan.items)


def week_bars(report: Report, in_sight: int, text: Text) -> dict[str, Any]:
    """Return a row for each day and one for the mean, with a line at the target.

    Bold are the mean and the day in sight. A click on the row of a day chooses it, under the name `day`.
    """
    intake, target = report.intake, report.reference.target
    days = shown_days(report, in_sight)
    end = 1.06 * max(1.0, target.mg if target else 0.0, intake.total_mg, *(day.total_mg for day in days))
    rows = [(day.food_mg, day.total_mg, day.at_least) for day in days]
    rows.append((intake.food_mg, intake.total_mg, intake.at_least))
    tops = [ROW * place for place in range(len(days))]
    tops.append(ROW * len(days) + APART)
    areas: list[Part] = []
    lines: list[Part] = []
    for (food_mg, total_mg, at_least), top in zip(rows, tops, strict=True):
        some_areas, some_lines = _parts(food_mg, total_mg, at_least, end)
        areas += placed(some_areas, top + (ROW - THICK) / 2, THICK)
        lines += placed(some_lines, top + (ROW - THICK) / 2, THICK)
    height = tops[-1] + ROW
    if target:
        lines.append({"at": target.mg, "part": "ink", "width": 2, "top": 0, "bottom": height})
    names = [text("report.day", day=day.day) for day in days] + [text("page.my_day.days_mean")]
    brings = [day_mg_words(day, report, text) for day in days] + [total_words(intake, intake.total_mg, text)]
    bold = [day.day == in_sight for day in days] + [True]
    written = [
        {"y": top + ROW / 2, "name": name, "mg": mg, "weight": "bold" if one else "normal", "part": "ink"}
        for top, name, mg, one in zip(tops, names, brings, bold, strict=True)
    ]
    ground = [
        {"day": day.day, "top": top, "bottom": top + ROW, "opacity": 0.1 if day.day == in_sight else 0.001}
        for day, top in zip(days, tops, strict=False)
    ]
    scale = {"domain": [0, end], "nice": False, "range": [LEFT, {"expr": f"width - {RIGHT}"}]}
    return {
        "height": height,
        "layer": [
            *bar_layers(areas, lines, scale),
            words_in_rows(written, "name", align="left", x=0, weight=WEIGHT),
            words_in_rows(written, "mg", align="right", x="width", weight=WEIGHT),
            _rows(ground),
        ],
        "config": {"view": {"stroke": None}},
        "padding": {"left": 0, "right": 2, "top": 0, "bottom": 0},
    }


def _parts(food_mg: float, total_mg: float, at_least: bool, end: float) -> tuple[list[Part], list[Part]]:
    """Return one bar: filled from food, hatched from supplements, and a soft end where it is "at least"."""
    areas, lines = [area(0, food_mg, "food")], []
    taken = total_mg > food_mg
    if taken:
        areas.append(area(food_mg, total_mg, "supplement", LIGHT))
        lines += hatches(food_mg, total_mg, end)
    if at_least:
        part, step = "supplement" if taken else "food", SOFT * end / FADES
        edges = [total_mg + step * n for n in range(FADES)]
        areas += [area(edge, edge + step, part, 0.8 * (1 - n / FADES)) for n, edge in enumerate(edges)]
    return areas, lines


def _rows(ground: list[Part]) -> dict[str, Any]:
    """Return the rows of the days themselves, over all else: where a click chooses a day."""
    y = {"type": "quantitative", "scale": None, "axis": None}
    return {
        "data": {"values": [{**row, "part": "quiet"} for row in ground]},
        "params": [{"name": "day", "select": {"type": "point", "fields": ["day"], "toggle": False}}],
        "mark": {"type": "rect", "tooltip": None, "cursor": "pointer", "cornerRadius": 4},
        "encoding": {
            "x": {"value": 0},
            "x2": {"value": "width"},
            "y": {"field": "top", **y},
            "y2": {"field": "bottom"},
            "color": colour(),
            "opacity": {"field": "opacity", "type": "quantitative", "scale": None, "legend": None},
        },
    }


def week_alt(report: Report, in_sight: int, text: Text) -> str:
    """Return the picture in words."""
    days = [
        f"{text('report.day', day=day.day)}: {day_mg_words(day, report, text)}." for day in shown_days(report, in_sight)
    ]
    mean = f"{text('page.my_day.days_mean')}: {total_words(report.intake, report.intake.total_mg, text)}."
    return " ".join([*days, mean])


def week_table(report: Report, in_sight: int, text: Text) -> tuple[list[str], list[list[str]]]:
    """Return the same in figures: heads and rows, the mean last.

    Food stands by itself only where a supplement is taken too.
    """
    intake, target_percent = report.intake, report.assessment.target_percent
    both = intake.supplement_mg > 0
    columns = [*(["days_food"] if both else []), "days_total", *([] if target_percent is None else ["days_percent"])]

    def row(name: str, food_mg: float, total_mg: float, percent: float | None, *, least: bool) -> list[str]:
        figures = [*([text.number(food_mg)] if both else []), text.number(total_mg)]
        figures += [] if percent is None else [text.number(percent, 0)]
        return [name, *(f"≥ {figure}" if least else figure for figure in figures)]

    rows = [
        [text("report.day", day=day.day), text("page.my_day.day_nothing"), *("–" for _ in columns[1:])]
        if _is_empty(day, report)
        else row(text("report.day", day=day.day), day.food_mg, day.total_mg, day.target_percent, least=day.at_least)
        for day in shown_days(report, in_sight)
    ]
    mean = text("page.my_day.days_mean")
    rows.append(row(mean, intake.food_mg, intake.total_mg, target_percent, least=intake.at_least))
    return [text("page.my_day.day"), *(text(f"page.my_day.{column}") for column in columns)], rows
