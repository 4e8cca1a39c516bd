"""Pictures as plain Vega-Lite dictionaries. The theme colours the parts: food, supplements, ink, quiet."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from nutrition.intake import Share
from nutrition.report import Report
from nutrition.text import Text

PARTS = ("food", "supplement", "ink", "quiet")
HATCHES = 80
NAMES = 190
FADES = 12
GROUND, LIGHT = 0.16, 0.35


def coloured(field: str = "part") -> dict[str, Any]:
    """Return the encoding that lets the theme colour the parts."""
    return {"field": field, "type": "nominal", "scale": {"domain": list(PARTS)}, "legend": None}


def _area(start: float, stop: float, part: str, opacity: float = 1.0) -> dict[str, Any]:
    return {"start": start, "stop": stop, "part": part, "opacity": opacity}


def _tick(at: float, width: float, over: float) -> dict[str, Any]:
    """A line across the bar; it stands out above and below by the share `over` of the bar's thickness."""
    return {"at": at, "part": "ink", "width": width, "over": over}


def _hatches(start: float, stop: float, end: float) -> list[dict[str, Any]]:
    # Vega-Lite knows no hatching: thin strokes over a light ground say "supplement" without colour as well
    step = end / HATCHES
    count = int((stop - start) / step) + 1
    return [{"at": start + step * n, "part": "supplement", "width": 2, "over": 0.0} for n in range(count)]


def _bar(areas: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]], end: float, thick: int) -> dict[str, Any]:
    def x(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": {"domain": [0, end], "nice": False}, "axis": None}

    top, height = thick // 2, 2 * thick
    over = [{**line, "top": top - line["over"] * thick, "bottom": top + thick + line["over"] * thick} for line in lines]
    plain: dict[str, Any] = {"type": "quantitative", "scale": None, "legend": None}
    layers = [
        {
            "data": {"values": list(areas)},
            "mark": {"type": "rect", "tooltip": None},
            "encoding": {
                "x": x("start"),
                "x2": {"field": "stop"},
                "y": {"value": top},
                "y2": {"value": top + thick},
                "color": coloured(),
                "opacity": {"field": "opacity", **plain},
            },
        },
        {
            "data": {"values": over},
            "mark": {"type": "rule", "tooltip": None},
            "encoding": {
                "x": x("at"),
                "y": {"field": "top", "type": "quantitative", "scale": None, "axis": None},
                "y2": {"field": "bottom"},
                "color": coloured(),
                "strokeWidth": {"field": "width", **plain},
            },
        },
    ]
    return {
        "height": height,
        "layer": layers,
        "config": {"view": {"stroke": None}},
        "padding": {"left": 2, "right": 2, "top": 0, "bottom": 0},
    }


def intake_bar(report: Report) -> dict[str, Any]:
    """Return the intake beside the target: filled from food, hatched from supplements, a tick at the target.

    A total that is "at least" fades out up to its upper bound; a thin tick marks the EAR where there is one.
    """
    intake, target = report.intake, report.reference.target
    most_mg = report.bounds.high_mg
    end = 1.15 * max(most_mg, target.mg if target else 0.0, 1.0)
    areas = [_area(0, end, "quiet", GROUND), _area(0, intake.food_mg, "food")]
    lines = []
    if intake.supplement_mg:
        areas.append(_area(intake.food_mg, intake.total_mg, "supplement", LIGHT))
        lines += _hatches(intake.food_mg, intake.total_mg, end)
    if intake.at_least:
        step, part = (most_mg - intake.total_mg) / FADES, "supplement" if intake.supplement_mg else "food"
        edges = [*(intake.total_mg + n * step for n in range(FADES)), most_mg]
        areas += [_area(*pair, part, 0.8 * (1 - n / FADES)) for n, pair in enumerate(pairwise(edges))]
    if report.reference.ear:
        lines.append(_tick(report.reference.ear.mg, 1.5, 0.2))
    if target:
        lines.append(_tick(target.mg, 3.5, 0.45))
    return _bar(areas, lines, end, thick=18)


def ul_bar(report: Report) -> dict[str, Any] | None:
    """Return the supplements beside their upper level; None where there is none. It counts no food."""
    ul = report.reference.ul
    if ul is None:
        return None
    taken = report.intake.supplement_mg
    end = 1.15 * max(taken, ul.mg)
    areas, lines = [_area(0, end, "quiet", GROUND)], []
    if taken:
        areas.append(_area(0, taken, "supplement", LIGHT))
        lines += _hatches(0, taken, end)
    return _bar(areas, [*lines, _tick(ul.mg, 2.5, 0.45)], end, thick=9)


def contribution_bars(rows: Sequence[tuple[str, Share]], text: Text) -> dict[str, Any]:
    """Return what brings the magnesium: bars with the name left and the mg right."""
    shown: list[dict[str, Any]] = [
        {"name": name, "mg": share.magnesium_mg, "words": share_words(share, text), "part": "food", "ink": "ink"}
        for name, share in rows
    ]
    most = max((row["mg"] for row in shown), default=0.0) or 1.0
    y = {"field": "name", "type": "nominal", "sort": None, "axis": None}
    x = {"field": "mg", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1.35 * most]}}
    written = {"type": "text", "fontSize": 13, "tooltip": None}
    return {
        "height": {"step": 28},
        "data": {"values": shown},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "bar", "height": 14, "cornerRadiusEnd": 3, "tooltip": None},
                "encoding": {"x": x, "color": coloured()},
            },
            {
                "mark": {**written, "align": "left", "dx": 6},
                "encoding": {"x": x, "text": {"field": "words", "type": "nominal"}, "color": coloured("ink")},
            },
            {
                # names as marks and not as an axis: they take the theme's ink, which an axis does not
                "mark": {**written, "align": "right", "limit": NAMES - 12},
                "encoding": {
                    "x": {"value": -8},
                    "text": {"field": "name", "type": "nominal"},
                    "color": coloured("ink"),
                },
            },
        ],
        "padding": {"left": 0, "right": 4, "top": 0, "bottom": 0},
        "config": {"view": {"stroke": None}},
    }


def share_words(share: Share, text: Text) -> str:
    """Return the mg of a share in words: no value, at least so much, or so much."""
    if share.known:
        return text.mg(share.magnesium_mg)
    if not share.magnesium_mg:
        return text("page.my_day.no_value")
    return text("page.my_day.meal_at_least", magnesium_mg=share.magnesium_mg)
