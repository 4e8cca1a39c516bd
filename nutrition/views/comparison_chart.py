"""The picture of all authorities: one row for each, on one scale, with the words in the row itself."""

from collections.abc import Sequence
from typing import Any

from nutrition.text import Text
from nutrition.views.charts import Part, bar_layers, colour, intake_parts, placed, ul_parts
from nutrition.views.comparison import Compared

ROW = 60
TOP, THICK = 22, 14  # of the bar of the intake within its row
UL_TOP, UL_THICK = 46, 5  # of the bar of the supplements beneath it
# below this width a name stands above its bar instead of left of it
NARROW = "width < 560"
LEFT, RIGHT, APART = 180, 170, 16
ABOVE = TOP + THICK / 2 - 7  # high enough for the tick at the target


def authority_bars(rows: Sequence[Compared], own: str, text: Text) -> dict[str, Any]:
    """Return a row for each authority: the intake beside its target, the supplements beside its upper level.

    The bar of the intake is that of `intake_bar`; the supplements have a thin one of their own, because an upper level
    counts something else. The authority `own`, which the visitor chose, is set in bold.
    """
    end = 1.04 * max(1.0, *(_most_mg(row) for row in rows))
    scale = {
        "domain": [0, end],
        "nice": False,
        "range": [{"expr": f"{NARROW} ? 0 : {LEFT}"}, {"expr": f"width - ({NARROW} ? 92 : {RIGHT})"}],
    }
    areas: list[Part] = []
    lines: list[Part] = []
    for place, row in enumerate(rows):
        for (some_areas, some_lines), top, thick in (
            (intake_parts(row.report, end), TOP, THICK),
            (ul_parts(row.report, end), UL_TOP, UL_THICK),
        ):
            areas += placed(some_areas, place * ROW + top, thick)
            lines += placed(some_lines, place * ROW + top, thick)
    return {
        "height": ROW * len(rows),
        "layer": [
            *bar_layers(areas, lines, scale),
            _written(
                [_word(place, row.name, own=_is(row, own)) for place, row in enumerate(rows)],
            ),
            _written([_word(place, target_label(row, text)) for place, row in enumerate(rows)], after=True),
            _written([_word(place, ul_label(row, text), ul=True) for place, row in enumerate(rows)], after=True),
        ],
        "config": {"view": {"stroke": None}},
        "padding": {"left": 0, "right": 2, "top": 0, "bottom": 0},
    }


def target_label(row: Compared, text: Text) -> str:
    """Return the target in the few words that a row has room for."""
    fed = row.report.reference.by_feeding
    if fed:
        return text("compare.by_feeding_short", least_mg=fed[0].mg, most_mg=fed[-1].mg)
    return f"{row.target} {row.kind}".rstrip()


def ul_label(row: Compared, text: Text) -> str:
    """Return the upper level in the few words that a row has room for."""
    return f"≤ {row.ul}" if row.report.reference.ul else text("compare.ul_none", why=row.ul)


def _most_mg(row: Compared) -> float:
    reference = row.report.reference
    values = (reference.target, reference.ear, reference.ul)
    return max(row.report.bounds.high_mg, *(value.mg if value else 0.0 for value in values))


def _is(row: Compared, own: str) -> bool:
    return row.report.authority.authority == own


def _word(place: int, words: str, *, own: bool = False, ul: bool = False) -> Part:
    y = place * ROW + (UL_TOP + UL_THICK / 2 if ul else TOP + THICK / 2)
    weight, part = ("bold" if own else "normal"), ("quiet" if ul else "ink")
    return {
        "words": words,
        "y": y,
        "above": 0 if ul else ABOVE,
        "weight": weight,
        "part": part,
        "size": 11 if ul else 13,
    }


def _written(words: Sequence[Part], *, after: bool = False) -> dict[str, Any]:
    """Return words left of the bars, or `after` them; where it is narrow those keep to the right edge."""
    return {
        "data": {"values": list(words)},
        "mark": {
            "type": "text",
            "tooltip": None,
            "align": {"expr": f"{NARROW} ? 'right' : 'left'"} if after else "left",
            "dx": {"expr": f"{NARROW} ? 0 : {APART - RIGHT}"} if after else 0,
            "baseline": "middle",
            "fontSize": {"expr": "datum.size"},
            "fontWeight": {"expr": "datum.weight"},
            "dy": {"expr": f"{NARROW} ? -datum.above : 0"},
        },
        "encoding": {
            "x": {"value": "width" if after else 0},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": "words", "type": "nominal"},
            "color": colour(),
        },
    }
