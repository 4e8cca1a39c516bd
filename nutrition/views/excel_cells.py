"""The cells of a sheet as the workbook's own XML: each formula with the value it gives beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from xml.sax.saxutils import escape

from nutrition.views.cells import Cell, Look, Row, Sheet, plain

LETTER_WIDTH = 0.93  # of a digit, in which Excel counts the width of a column
LINE_PT, TITLE_PT, TALLEST_PT, NARROWEST = 15.0, 26.0, 409.0, 5
AIR_PT, HAND_AIR_PT = 3.0, 7.0  # above and below a line
SIZES = {Look.HAND: 12, Look.HAND_MG: 12, Look.HAND_SMALL: 8, Look.HAND_SECTION: 15, Look.HAND_TITLE: 22}
USUAL_SIZE = 11
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# no spaces around it that a reader may drop, nothing that has to be escaped
SIMPLE = re.compile(r"[^\W_](?:[^\W_]|[ ,.:;·/()'–+&%-])*(?<! )")
FREE = frozenset({Look.TITLE, Look.NOTE, Look.SECTION, Look.LABEL_RIGHT, Look.HAND_TITLE, Look.HAND_SECTION})
Looks = Mapping[tuple[Look, bool], int]  # number of a style, by look and whether its text must not be a formula


def sheet_rows(sheet: Sheet, widths: Sequence[float], looks: Looks) -> Iterator[str]:
    """Yield the rows of a sheet as XML, one by one; `widths` are its `column_widths`."""
    columns = [letters(place) for place in range(max((len(row) for row in sheet.rows), default=0))]
    for number, row in enumerate(sheet.rows, start=1):
        if row:
            cells = "".join([_cell(cell, f"{columns[place]}{number}", looks) for place, cell in enumerate(row)])
            yield f'<row r="{number}" ht="{_height(row, widths):g}" customHeight="1">{cells}</row>'


def sheet_size(sheet: Sheet) -> str:
    """Return the block of cells that a sheet fills, such as A1:L20."""
    return f"A1:{letters(max((len(row) for row in sheet.rows), default=1) - 1)}{max(len(sheet.rows), 1)}"


def letters(place: int) -> str:
    """Return how a spreadsheet calls a column, counted from 0: A, B … Z, AA."""
    return chr(ord("A") + place) if place < 26 else letters(place // 26 - 1) + letters(place % 26)


def _cell(cell: Cell, where: str, looks: Looks) -> str:
    value, formula = cell.value, cell.formula
    if formula:
        kind, shown = (' t="str"', escape(plain(value))) if isinstance(value, str) else ("", repr(value or 0.0))
        return f'<c r="{where}" s="{looks[cell.look, False]}"{kind}><f>{escape(formula)}</f><v>{shown}</v></c>'
    if isinstance(value, str) and value:
        # words stay words, whatever they look like
        style = looks[cell.look, value.startswith(STARTS_A_FORMULA)]
        if SIMPLE.fullmatch(value):
            # a third of the parts of an inline text: a plan of thousands of rows is read that much sooner
            return f'<c r="{where}" s="{style}" t="str"><v>{escape(value)}</v></c>'
        text = f'<t xml:space="preserve">{escape(plain(value))}</t>'
        return f'<c r="{where}" s="{style}" t="inlineStr"><is>{text}</is></c>'
    shown = f"<v>{value!r}</v>" if isinstance(value, int | float) else ""
    return f'<c r="{where}" s="{looks[cell.look, False]}">{shown}</c>'


def column_widths(sheet: Sheet) -> list[float]:
    """Return how wide each column has to be, up to the widest it may be."""
    if sheet.fixed:
        return [float(width) for width in sheet.widest]
    lengths = [NARROWEST] * len(sheet.widest)
    for row in sheet.rows:
        for place, cell in enumerate(row[: len(lengths)]):
            if cell.value is not None and cell.across == 1 and cell.look not in FREE:
                lengths[place] = max(lengths[place], _shown(cell))
    return [float(min(length + 3, widest)) for length, widest in zip(lengths, sheet.widest, strict=True)]


def _shown(cell: Cell) -> int:
    if isinstance(cell.value, float):
        return len(f"{cell.value:,.1f}")
    return len(str(cell.value or ""))


def _height(row: Row, widths: Sequence[float]) -> float:
    first = row[0].look
    if first in (Look.TITLE, Look.HAND_TITLE):
        return TITLE_PT * SIZES.get(first, 16) / 16
    tallest = LINE_PT
    for place, cell in enumerate(row):
        if isinstance(cell.value, str) and cell.look not in FREE:
            size = SIZES.get(cell.look, USUAL_SIZE) / USUAL_SIZE
            room = sum(widths[place : place + cell.across]) - 1
            tallest = max(tallest, LINE_PT * size * ceil(LETTER_WIDTH * size * len(cell.value) / room))
    air = HAND_AIR_PT if first in (Look.HAND, Look.HAND_MG) else AIR_PT
    return min(tallest + air, TALLEST_PT)
