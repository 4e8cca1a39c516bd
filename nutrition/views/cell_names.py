"""Names of cells that hold for one sheet alone: in its formulas stands the place instead."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nutrition.views.cells import Cell, Row

WORDS_OR_NAME = re.compile(r'"(?:[^"]|"")*"|[A-Za-z_][A-Za-z0-9_.]*')
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Places = Mapping[str, str]


def with_places(rows: Sequence[Row], blocks: Places) -> tuple[tuple[Row, ...], Places]:
    """Return the rows with places in their formulas instead of names, and the place of every name.

    A workbook has each name once, and some programs know no names of a single sheet. So where several sheets hold the
    same figures, their cells and `blocks` of cells go by place. What a formula says in words is left alone.
    """
    places = dict(blocks)
    for number, row in enumerate(rows, start=1):
        for letter, cell in zip(LETTERS, row, strict=False):
            if cell.name:
                places[cell.name] = f"${letter}${number}"

    def placed(cell: Cell) -> Cell:
        if not cell.name and not cell.formula:
            return cell
        formula = WORDS_OR_NAME.sub(lambda found: places.get(found[0], found[0]), cell.formula)
        return replace(cell, formula=formula, name="")

    return tuple([placed(cell) for cell in row] for row in rows), places


def on_sheet(title: str, place: str) -> str:
    """Return a place on another sheet as it stands in a formula.

    >>> on_sheet("Anna's dag", "$E$7")
    "'Anna''s dag'!$E$7"
    """
    return "'" + title.replace("'", "''") + f"'!{place}"
