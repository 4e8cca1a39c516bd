"""How sure a few days make us, as a picture: a plain Vega-Lite dictionary."""

from statistics import NormalDist
from typing import Any

from nutrition.adequacy import Adequacy
from nutrition.text import Text
from nutrition.views.charts import LIGHT, colour

POINTS, TAILS = 120, 3.2


def certainty_curve(found: Adequacy, text: Text) -> dict[str, Any]:
    """Return where the true difference from the requirement may lie: a normal curve, filled where intake is enough."""
    curve = NormalDist(found.difference_mg, found.sd_mg)
    # zero stays in sight, with as much room on both sides of it as the words need
    reach = max(TAILS * found.sd_mg + abs(found.difference_mg), 1.0)
    edges = [reach * (2 * n / POINTS - 1) for n in range(POINTS + 1)]
    points = [
        {"mg": mg, "height": curve.pdf(mg), "part": part}
        for part, side in (("quiet", -1), ("food", 1))
        for mg in edges
        if side * mg >= 0
    ]
    x = {"field": "mg", "type": "quantitative", "axis": None, "scale": {"domain": [-reach, reach], "nice": False}}
    y = {
        "field": "height",
        "type": "quantitative",
        "stack": None,
        "axis": None,
        "scale": {"domain": [0, 1.25 * curve.pdf(curve.mean)]},
    }
    enough = text("page.method.curve_enough", probability_percent=100 * found.probability)
    words = [
        {"mg": -reach, "part": "ink", "words": text("page.method.curve_less"), "align": "left"},
        {"mg": reach, "part": "ink", "words": enough, "align": "right"},
    ]
    opacity = {"condition": {"test": "datum.part == 'quiet'", "value": LIGHT}, "value": 0.85}
    return {
        "height": 150,
        "layer": [
            {
                "data": {"values": points},
                "mark": {"type": "area", "tooltip": None},
                "encoding": {"x": x, "y": y, "color": colour(), "opacity": opacity},
            },
            {
                "data": {"values": [{"mg": 0, "part": "ink"}]},
                "mark": {"type": "rule", "strokeWidth": 2, "tooltip": None},
                "encoding": {"x": x, "color": colour(), "y": {"value": 20}, "y2": {"value": 150}},
            },
            *(
                {
                    "data": {"values": [word]},
                    "mark": {"type": "text", "fontSize": 13, "align": word["align"], "tooltip": None},
                    "encoding": {
                        "x": x,
                        "y": {"value": 8},
                        "text": {"field": "words", "type": "nominal"},
                        "color": colour(),
                    },
                }
                for word in words
            ),
        ],
        "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
        "config": {"view": {"stroke": None}},
    }
