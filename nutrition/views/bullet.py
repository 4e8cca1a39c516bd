"""The bullet charts of What it means: bars with a tick at each reference value, and on them the words and the mg."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nutrition.before_after import BeforeAfter
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.charts import LETTER, Part, bar_layers, colour, intake_parts, placed, ul_parts, words_in_rows
from nutrition.views.words import total_words

THICK, UL_THICK = 22, 14
ABOVE, BARE = 34, 6  # room above a bar with words there, and without
LINE, GAP = 19, 19  # each line of words beneath it, and from the bar to the first
ROW, ROW_THICK = 44, 18
LEFT = 84  # room for what a bar is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words at a place of the scale: `line` 0 stands above the bar, 1 and 2 beneath; `arrow` points at the place.

    The words stand in the middle of their place, or on one `side` of it, as far as they fit there.
    """

    at: float
    words: str
    line: int
    arrow: bool = False
    side: str = "center"


def intake_bullet(report: Report, text: Text) -> dict[str, Any]:
    """Return the intake beside the average requirement and the target on one scale."""
    end = scale_end(report)
    marks = []
    reference, intake = report.reference, report.intake
    if reference.target:
        words = text("page.meaning.tick_target", target_mg=reference.target.mg, kind=reference.target.published_as)
        marks.append(Mark(at=reference.target.mg, words=words, line=0))
    if reference.ear:
        words = text("page.meaning.tick_ear", ear_mg=reference.ear.mg, kind=reference.ear.published_as)
        # the arrow of the intake is not over these words
        side = "right" if intake.total_mg > reference.ear.mg else "left"
        marks.append(Mark(at=reference.ear.mg, words=words, line=1, side=side))
    total = text("page.meaning.tick_intake", total=total_words(intake, intake.total_mg, text))
    marks.append(Mark(at=intake.total_mg, words=total, line=2 if reference.ear else 1, arrow=True))
    return _bullet(*intake_parts(report, end), marks, end, THICK)


def ul_bullet(report: Report, text: Text) -> dict[str, Any] | None:
    """Return what is taken besides food beside its upper level; None where there is none, or nothing is taken."""
    ul, taken_mg = report.reference.ul, report.intake.supplement_mg
    if ul is None or not taken_mg:
        return None
    end = 1.15 * max(taken_mg, ul.mg)
    marks = [
        Mark(at=ul.mg, words=text("page.meaning.tick_ul", ul_mg=ul.mg, kind=ul.published_as), line=0),
        Mark(at=taken_mg, words=text("page.meaning.tick_taken", supplement_mg=taken_mg), line=1, arrow=True),
    ]
    return _bullet(*ul_parts(report, end), marks, end, UL_THICK)


def scale_end(*reports: Report) -> float:
    """Return where the scale ends on which these reports and their values fit, in mg."""
    most_mg = max(max(one.bounds.high_mg, one.reference.target.mg if one.reference.target else 0.0) for one in reports)
    return 1.15 * max(most_mg, 1.0)


def _bullet(
    areas: Sequence[Part], lines: Sequence[Part], marks: Sequence[Mark], end: float, thick: int
) -> dict[str, Any]:
    scale = {"domain": [0, end], "nice": False}
    top = ABOVE if any(mark.line == 0 for mark in marks) else BARE
    bottom, last = top + thick, max(mark.line for mark in marks)
    return {
        "height": bottom + GAP + LINE * (last - 1) + LINE / 2,
        "layer": [
            *bar_layers(placed(areas, top, thick), placed(lines, top, thick), scale),
            _marks([_written(mark, end, bottom) for mark in marks], scale),
            _arrows([mark for mark in marks if mark.arrow], bottom, scale),
        ],
        "config": {"view": {"stroke": None}},
        "padding": {"left": 2, "right": 2, "top": 0, "bottom": 0},
    }


def _written(mark: Mark, end: float, bottom: float) -> Part:
    y = ABOVE / 3 if mark.line == 0 else bottom + GAP + LINE * (mark.line - 1)
    weight = "normal" if mark.line == 1 and not mark.arrow else "bold"
    words = {"words": mark.words, "wide": LETTER * len(mark.words), "weight": weight, "side": mark.side}
    return {"at": mark.at, "share": mark.at / end, "y": y, **words, **INK}


INK = {"part": "ink"}


def _marks(words: Sequence[Part], scale: dict[str, Any]) -> dict[str, Any]:
    """Return the words on their side of their place as far as they fit, else towards where there is room."""
    place, wide = "datum.share * width", "datum.wide"
    middle = f"{place} < {wide} / 2 ? 'left' : {place} > width - {wide} / 2 ? 'right' : 'center'"
    left = f"datum.side == 'left' && {place} < width - {wide} ? 'left'"
    right = f"datum.side == 'right' && {place} > {wide} ? 'right'"
    side = f"{left} : {right} : {middle}"
    return {
        "data": {"values": list(words)},
        "mark": {
            "type": "text",
            "tooltip": None,
            "align": {"expr": side},
            "baseline": "middle",
            "fontSize": 13,
            "fontWeight": {"expr": "datum.weight"},
        },
        "encoding": {
            "x": {"field": "at", "type": "quantitative", "scale": scale, "axis": None},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": "words", "type": "nominal"},
            "color": colour(),
        },
    }


def _arrows(marks: Sequence[Mark], bottom: float, scale: dict[str, Any]) -> dict[str, Any]:
    """Return a small arrow under the end of each bar, so that its words are not taken for those of a tick."""
    return {
        "data": {"values": [{"at": mark.at, "y": bottom + 5} | INK for mark in marks]},
        "mark": {"type": "point", "shape": "triangle-up", "filled": True, "size": 45, "tooltip": None, "opacity": 1},
        "encoding": {
            "x": {"field": "at", "type": "quantitative", "scale": scale, "axis": None},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "color": colour(),
        },
    }


def before_and_after(both: BeforeAfter, text: Text) -> dict[str, Any]:
    """Return the intake before a change and after it, one above the other on one scale, each beside the target."""
    reports = (both.before, both.after)
    end = scale_end(*reports)
    brings = [total_words(one.intake, one.intake.total_mg, text) for one in reports]
    right = 8 + LETTER * max(map(len, brings))
    scale = {"domain": [0, end], "nice": False, "range": [LEFT, {"expr": f"width - {right}"}]}
    areas: list[Part] = []
    lines: list[Part] = []
    for place, report in enumerate(reports):
        some_areas, some_lines = intake_parts(report, end)
        areas += placed(some_areas, place * ROW + (ROW - ROW_THICK) / 2, ROW_THICK)
        lines += placed(some_lines, place * ROW + (ROW - ROW_THICK) / 2, ROW_THICK)
    names = (text("page.meaning.before"), text("page.meaning.after"))
    rows = [
        {"name": name, "mg": mg, "y": (n + 0.5) * ROW} | INK
        for n, (name, mg) in enumerate(zip(names, brings, strict=True))
    ]
    return {
        "height": ROW * len(reports),
        "layer": [
            *bar_layers(areas, lines, scale),
            words_in_rows(rows, "name", align="left", x=0, weight="normal"),
            words_in_rows(rows, "mg", align="right", x="width", weight="bold"),
        ],
        "config": {"view": {"stroke": None}},
        "padding": {"left": 0, "right": 2, "top": 0, "bottom": 0},
    }
