"""The picture of a group: usual intakes as bars, the recorded means as a line, a tick at the average requirement."""

from typing import Any

from nutrition.population import Stratum
from nutrition.text import Text
from nutrition.views.charts import colour
from nutrition.views.group_words import who_words

HEIGHT = 220


def distribution_chart(stratum: Stratum) -> dict[str, Any]:
    """Return how the intakes of a stratum are distributed, in shares of its people."""
    found, ear = stratum.distribution, stratum.reference.ear
    edges = found.edges_mg
    bars = [
        {"start": low, "stop": high, "percent": 100 * share, "part": "food"}
        for low, high, share in zip(edges, edges[1:], found.usual, strict=False)
    ]
    steps = [
        {"at": at, "percent": 100 * share, "part": "ink"}
        for at, share in zip(edges, (*found.recorded, 0.0), strict=True)
    ]
    most = 100 * max((*found.usual, *found.recorded))
    scale = {"domain": [0, 1.08 * most], "nice": False}
    y = {"field": "percent", "type": "quantitative", "scale": scale, "axis": {"title": "%", "grid": False}}
    x = {"type": "quantitative", "scale": {"domain": [edges[0], edges[-1]], "nice": False}}
    axis = {"title": "mg", "grid": False, "format": "d", "labelOverlap": True}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "tooltip": None, "binSpacing": 1, "opacity": 0.85},
            "encoding": {
                "x": {"field": "start", "bin": "binned", **x, "axis": axis},
                "x2": {"field": "stop"},
                "y": y,
                "color": colour(),
            },
        },
        {
            "data": {"values": steps},
            "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "tooltip": None},
            "encoding": {"x": {"field": "at", **x, "axis": axis}, "y": y, "color": colour()},
        },
    ]
    if ear:
        rule = {"type": "rule", "strokeWidth": 3, "strokeDash": [6, 4], "tooltip": None}
        at_ear = {"field": "at", **x, "axis": axis}
        layers.append(
            {
                "data": {"values": [{"at": ear.mg, "part": "ink"}]},
                "mark": rule,
                "encoding": {"x": at_ear, "color": colour()},
            }
        )
    return {"height": HEIGHT, "layer": layers, "config": {"view": {"stroke": None}}}


def distribution_alt(stratum: Stratum, text: Text) -> str:
    """Return the picture in words."""
    edges, shares = stratum.distribution.edges_mg, stratum.distribution.usual or stratum.distribution.recorded
    used = [place for place, share in enumerate(shares) if share > 0]
    return text(
        "page.groups.picture_alt",
        who=who_words(stratum, text),
        low_mg=edges[used[0]],
        high_mg=edges[used[-1] + 1],
        median_mg=stratum.median_mg,
    )
