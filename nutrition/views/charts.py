"""Pictures as plain Vega-Lite dictionaries. The theme colours the parts: food, supplements, ink, quiet."""

from collections.abc import Sequence
from typing import Any

from nutrition.intake import Share
from nutrition.report import Report
from nutrition.text import Text

PARTS = ("food", "supplement", "ink", "quiet")
HATCHES = 40
FADES = 12


def _colour(part: str) -> dict[str, Any]:
    return {"datum": part, "type": "nominal", "scale": {"domain": list(PARTS)}, "legend": None}


def _bar(values: Sequence[dict[str, Any]], layers: Sequence[dict[str, Any]], end: float) -> dict[str, Any]:
    x = {"type": "quantitative", "scale": {"domain": [0, end], "nice": False}, "axis": None}
    return {
        "height": 34,
        "data": {"values": list(values)},
        "encoding": {"x": x},
        "layer": [_with_scale(layer, x) for layer in layers],
        "config": {"view": {"stroke": None}},
        "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
    }


def _with_scale(layer: dict[str, Any], x: dict[str, Any]) -> dict[str, Any]:
    encoding = {name: {**x, **value} if name == "x" else value for name, value in layer["encoding"].items()}
    return {**layer, "encoding": encoding}


def _filled(start: float, stop: float, part: str, opacity: float = 1.0) -> dict[str, Any]:
    mark = {"type": "rect", "opacity": opacity, "tooltip": None}
    across = {"x": {"datum": start}, "x2": {"datum": stop}, "y": {"value": 8}, "y2": {"value": 26}}
    return {"mark": mark, "encoding": {**across, "color": _colour(part)}}


def _hatched(start: float, stop: float, end: float) -> list[dict[str, Any]]:
    # Vega-Lite knows no hatching: thin strokes over a light ground say "supplement" without colour as well
    step = end / HATCHES / 2
    strokes = [start + step * n for n in range(int((stop - start) / step) + 1)]
    return [
        _filled(start, stop, "supplement", 0.35),
        *[_stroke(stroke, "supplement", width=2, top=8, bottom=26) for stroke in strokes],
    ]


def _stroke(at: float, part: str, *, width: float, top: int = 0, bottom: int = 34) -> dict[str, Any]:
    encoding = {"x": {"datum": at}, "y": {"value": top}, "y2": {"value": bottom}, "color": _colour(part)}
    return {"mark": {"type": "rule", "strokeWidth": width, "tooltip": None}, "encoding": encoding}


def intake_bar(report: Report) -> dict[str, Any]:
    """Return the intake beside the target: filled from food, hatched from supplements, a tick at the target.

    A total that is "at least" ends softly; a thin tick marks the EAR where there is one.
    """
    intake, target = report.intake, report.reference.target
    end = 1.15 * max(intake.total_mg, target.mg if target else 0.0, 1.0)
    layers = [_filled(0, end, "quiet", 0.16), _filled(0, intake.food_mg, "food")]
    if intake.supplement_mg:
        layers += _hatched(intake.food_mg, intake.total_mg, end)
    if intake.at_least:
        width = 0.12 * end / FADES
        part = "supplement" if intake.supplement_mg else "food"
        for step in range(FADES):
            start = intake.total_mg + step * width
            layers.append(_filled(start, min(start + width, end), part, 0.8 * (1 - step / FADES)))
    if report.reference.ear:
        layers.append(_stroke(report.reference.ear.mg, "ink", width=1.5, top=5, bottom=29))
    if target:
        layers.append(_stroke(target.mg, "ink", width=3.5))
    return _bar([{}], layers, end)


def ul_bar(report: Report) -> dict[str, Any] | None:
    """Return the supplements beside their upper level; None where there is none. It counts no food."""
    ul = report.reference.ul
    if ul is None:
        return None
    taken = report.intake.supplement_mg
    end = 1.15 * max(taken, ul.mg)
    layers = [_filled(0, end, "quiet", 0.16)]
    if taken:
        layers += _hatched(0, taken, end)
    layers.append(_stroke(ul.mg, "ink", width=3.5))
    return _bar([{}], layers, end)


def contribution_bars(rows: Sequence[tuple[str, Share]], text: Text) -> dict[str, Any]:
    """Return what brings the magnesium: bars with the name left and the mg right."""
    shown = [{"name": name, "mg": share.magnesium_mg, "words": share_words(share, text)} for name, share in rows]
    most = max((row["mg"] for row in shown), default=0.0) or 1.0
    axis = {"labelLimit": 190, "ticks": False, "domain": False, "title": None, "labelPadding": 8}
    y = {"field": "name", "type": "nominal", "sort": None, "axis": axis}
    x = {"field": "mg", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1.35 * most]}}
    return {
        "height": {"step": 28},
        "data": {"values": shown},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 14, "cornerRadiusEnd": 3}, "encoding": {"color": _colour("food")}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {"text": {"field": "words", "type": "nominal"}, "color": _colour("ink")},
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def share_words(share: Share, text: Text) -> str:
    """Return the mg of a share in words: no value, at least so much, or so much."""
    if share.known:
        return text.mg(share.magnesium_mg)
    if not share.magnesium_mg:
        return text("page.my_day.no_value")
    return text("page.my_day.meal_at_least", magnesium_mg=share.magnesium_mg)
