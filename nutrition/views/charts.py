"""Pictures as plain Vega-Lite dictionaries. The theme colours the parts: food, supplements, ink, quiet."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.shares import NamedShare, share_words

Part = dict[str, Any]
PARTS = ("food", "supplement", "ink", "quiet")
HATCHES = 80
NAMES = 190
LETTER = 7.2  # px of a letter of 13 px, rather too wide than too narrow
FADES = 12
GROUND, LIGHT = 0.16, 0.35


def colour(field: str = "part") -> dict[str, Any]:
    """Return the encoding that takes the theme's colour for the part that a field names."""
    return {"field": field, "type": "nominal", "scale": {"domain": list(PARTS)}, "legend": None}


def area(start: float, stop: float, part: str, opacity: float = 1.0) -> Part:
    """Return a filled part of a bar."""
    return {"start": start, "stop": stop, "part": part, "opacity": opacity}


def _tick(at: float, width: float, over: float) -> Part:
    """A line across the bar; it stands out above and below by the share `over` of the bar's thickness."""
    return {"at": at, "part": "ink", "width": width, "over": over}


def hatches(start: float, stop: float, end: float) -> list[Part]:
    """Return the strokes that say "supplement" on a scale that ends at `end`."""
    # Vega-Lite knows no hatching: thin strokes over a light ground, so that colour is not alone
    step = end / HATCHES
    count = int((stop - start) / step) + 1
    return [{"at": start + step * n, "part": "supplement", "width": 2, "over": 0.0} for n in range(count)]


def bar_layers(areas: Sequence[Part], lines: Sequence[Part], x_scale: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the layers of bars whose parts know their `top` and `bottom` in pixels."""

    def x(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": x_scale, "axis": None}

    def y(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": None, "axis": None}

    plain: dict[str, Any] = {"type": "quantitative", "scale": None, "legend": None}
    return [
        {
            "data": {"values": list(areas)},
            "mark": {"type": "rect", "tooltip": None},
            "encoding": {
                "x": x("start"),
                "x2": {"field": "stop"},
                "y": y("top"),
                "y2": {"field": "bottom"},
                "color": colour(),
                "opacity": {"field": "opacity", **plain},
            },
        },
        {
            "data": {"values": list(lines)},
            "mark": {"type": "rule", "tooltip": None},
            "encoding": {
                "x": x("at"),
                "y": y("top"),
                "y2": {"field": "bottom"},
                "color": colour(),
                "strokeWidth": {"field": "width", **plain},
            },
        },
    ]


def placed(parts: Sequence[Part], top: float, thick: float) -> list[Part]:
    """Return the parts of a bar at a height in pixels; lines stand out above and below by their `over`."""
    over = [thick * part.get("over", 0.0) for part in parts]
    return [{**part, "top": top - out, "bottom": top + thick + out} for part, out in zip(parts, over, strict=True)]


def _bar(areas: Sequence[Part], lines: Sequence[Part], end: float, thick: int) -> dict[str, Any]:
    top, scale = thick // 2, {"domain": [0, end], "nice": False}
    return {
        "height": 2 * thick,
        "layer": bar_layers(placed(areas, top, thick), placed(lines, top, thick), scale),
        "config": {"view": {"stroke": None}},
        "padding": {"left": 2, "right": 2, "top": 0, "bottom": 0},
    }


def intake_bar(report: Report, *, beside: Report | None = None, thick: int = 18) -> dict[str, Any]:
    """Return the intake beside the target: filled from food, hatched from supplements, a tick at the target.

    A total that is "at least" fades out up to its upper bound; a thin tick marks the EAR where there is one. The bars
    of two reports `beside` each other are on one scale.
    """
    end = max(intake_end(report), intake_end(beside or report))
    return _bar(*intake_parts(report, end), end, thick)


def intake_end(report: Report) -> float:
    """Return where the scale of an intake's bar ends, in mg."""
    target = report.reference.target
    return 1.15 * max(report.bounds.high_mg, target.mg if target else 0.0, 1.0)


def intake_parts(report: Report, end: float) -> tuple[list[Part], list[Part]]:
    """Return the areas and the lines of the intake's bar on a scale that ends at `end` mg."""
    intake, target = report.intake, report.reference.target
    most_mg = report.bounds.high_mg
    areas = [area(0, end, "quiet", GROUND), area(0, intake.food_mg, "food")]
    lines = []
    if intake.supplement_mg:
        areas.append(area(intake.food_mg, intake.total_mg, "supplement", LIGHT))
        lines += hatches(intake.food_mg, intake.total_mg, end)
    if intake.at_least:
        step, part = (most_mg - intake.total_mg) / FADES, "supplement" if intake.supplement_mg else "food"
        edges = [*(intake.total_mg + n * step for n in range(FADES)), most_mg]
        areas += [area(*pair, part, 0.8 * (1 - n / FADES)) for n, pair in enumerate(pairwise(edges))]
    if report.reference.ear:
        lines.append(_tick(report.reference.ear.mg, 1.5, 0.2))
    if target:
        lines.append(_tick(target.mg, 3.5, 0.45))
    return areas, lines


def ul_bar(report: Report) -> dict[str, Any] | None:
    """Return the supplements beside their upper level; None where there is none. It counts no food."""
    ul = report.reference.ul
    if ul is None:
        return None
    end = 1.15 * max(report.intake.supplement_mg, ul.mg)
    return _bar(*ul_parts(report, end), end, thick=9)


def ul_parts(report: Report, end: float) -> tuple[list[Part], list[Part]]:
    """Return the areas and the lines of the supplements' bar, with a tick at the upper level where there is one."""
    taken, ul = report.intake.supplement_mg, report.reference.ul
    areas, lines = [area(0, end, "quiet", GROUND)], []
    if taken:
        areas.append(area(0, taken, "supplement", LIGHT))
        lines += hatches(0, taken, end)
    return areas, [*lines, _tick(ul.mg, 2.5, 0.45)] if ul else lines


def words_in_rows(rows: Sequence[Part], field: str, *, align: str, x: object, weight: object) -> dict[str, Any]:
    """Return a layer that writes a field of each row at its height `y` in pixels."""
    return {
        "data": {"values": list(rows)},
        "mark": {
            "type": "text",
            "tooltip": None,
            "align": align,
            "baseline": "middle",
            "fontSize": 13,
            "fontWeight": weight,
        },
        "encoding": {
            "x": {"value": x},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": field, "type": "nominal"},
            "color": colour(),
        },
    }


def contribution_bars(rows: Sequence[NamedShare], text: Text) -> dict[str, Any]:
    """Return what brings the magnesium: bars with the name left and the mg right."""
    shown: list[dict[str, Any]] = [
        {"row": n, "name": name, "mg": one.magnesium_mg, "words": share_words(one, text), "part": "food", "ink": "ink"}
        for n, (name, one) in enumerate(rows)
    ]
    most = max((row["mg"] for row in shown), default=0.0) or 1.0
    y = {"field": "row", "type": "ordinal", "axis": None}  # two foods may have one name
    room = 10 + LETTER * max((len(row["words"]) for row in shown), default=0)
    scale = {"domain": [0, most], "range": [0, {"expr": f"width - {room}"}]}
    x = {"field": "mg", "type": "quantitative", "axis": None, "scale": scale}
    written = {"type": "text", "fontSize": 13, "tooltip": None}
    bars = {
        "mark": {"type": "bar", "height": 14, "cornerRadiusEnd": 3, "tooltip": None},
        "encoding": {"x": x, "color": colour()},
    }
    figures = {
        "mark": {**written, "align": "left", "dx": 6},
        "encoding": {"x": x, "text": {"field": "words", "type": "nominal"}, "color": colour("ink")},
    }
    # names as marks and not as an axis: they take the theme's ink, which an axis does not
    names = {
        "mark": {**written, "align": "right", "limit": NAMES - 12},
        "encoding": {"x": {"value": -8}, "text": {"field": "name", "type": "nominal"}, "color": colour("ink")},
    }
    return {
        "height": {"step": 28},
        # data at the top would become a DataFrame on its way to the browser
        "layer": [{"data": {"values": shown}, "encoding": {"y": y}, "layer": [bars, figures, names]}],
        "padding": {"left": 0, "right": 4, "top": 0, "bottom": 0},
        "config": {"view": {"stroke": None}},
    }
