"""The columns of a group's table: which heading means what, and what stands in each, every different cell once."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from nutrition.diary_files import Cell, NumberedRow, not_a_table, read_rows
from nutrition.errors import DataError
from nutrition.importers import ARCHIVE, SheetReader
from nutrition.layouts import key_of_heading

Rows = npt.NDArray[np.intp]

# the first two are what a message calls the column; accents, spaces, hyphens and brackets make no difference
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "person": (
        "person", "persoon", "id", "person id", "persoon id", "persoons id", "persoonnummer", "persoonsnummer",
        "respondent", "respondent id", "respondentnummer", "respondent nr", "participant", "participant id",
        "deelnemer", "deelnemer id", "deelnemernummer", "deelnemer nr", "client", "client id", "cliëntnummer",
        "client nr", "patient", "patient id", "patiëntnummer", "subject", "subject id", "proefpersoon", "seqn",
    ),
    "day": (
        "day", "dag", "recall", "recall day", "recalldag", "recall number", "recall no", "recallnummer", "recall nr",
        "day number", "day no", "dagnummer", "dag nr", "meetdag", "date", "datum",
    ),
    "mg": (
        "mg", "magnesium", "magnesium mg", "mg magnesium", "mg (mg)", "mg per day", "mg per dag", "mg/day", "mg/dag",
        "magnesium mg per day", "magnesium mg per dag", "magnesium (mg/day)", "magnesium (mg/dag)",
    ),
    "food": (
        "food", "voedingsmiddel", "food id", "food code", "food name", "food item", "voedingsmiddel id",
        "voedingsmiddelcode", "voedingsmiddelnaam", "levensmiddel", "product", "product id", "productcode",
        "productnaam", "product name",
    ),
    "grams": (
        "grams", "gram", "g", "grammen", "grammes", "weight (g)", "gewicht (g)", "gewicht in gram", "amount (g)",
        "hoeveelheid (g)", "hoeveelheid in gram", "aantal gram",
    ),
    "sex": ("sex", "geslacht", "gender"),
    "age": (
        "age", "leeftijd", "age years", "age in years", "leeftijd (jaar)", "leeftijd (jaren)", "leeftijd in jaren",
        "leeftijd jr",
    ),
    "weight": (
        "weight", "weging", "weegfactor", "wegingsfactor", "survey weight", "sample weight",
        "sampling weight", "steekproefgewicht",
    ),
}  # fmt: skip
FIELDS = {key_of_heading(heading): field for field, headings in HEADINGS.items() for heading in headings}
OF_DAYS, OF_FOODS = ("person", "day", "mg"), ("person", "day", "food", "grams")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One column: its heading in the file's own words, its different `cells`, and for each row which one it has."""

    title: str
    cells: tuple[Cell, ...]
    codes: Rows

    def cell(self, row: int) -> Cell:
        """Return what stands in a row, the first being 0."""
        return self.cells[int(self.codes[row])]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """The known columns of a file, the rows as the file counts them, and how many cells the `misfits` have.

    `unused` are the headings that say nothing to us, so that nobody thinks they were counted.
    """

    columns: Mapping[str, Column]
    numbers: Rows
    width: int
    misfits: Mapping[int, int]
    unused: tuple[str, ...]


def read_columns(content: bytes, *, file: str, read_sheet: SheetReader) -> Table:
    """Read the columns of somebody's file; raise `DataError` when it has not the ones of either layout, or no rows.

    A row of text with another number of cells than the heading is a misfit: a decimal comma between commas moves all
    that comes after it. Empty cells at its end do no harm, nor does a short row of a workbook.
    """
    rows = read_rows(content, file=file, read_sheet=read_sheet, known=_known)
    _, heading = next(rows)
    titles = [" ".join(str(cell).split()) for cell in heading]
    places = _places(titles, file)
    width = max(place for place, title in enumerate(titles, start=1) if title)
    numbers, misfits = array("q"), dict[int, int]()
    tracks: dict[str, tuple[int, Callable[[Cell], int], array[int]]] = {}
    cells_of: dict[str, dict[Cell, int]] = {}
    for field, place in places.items():
        index: defaultdict[Cell, int] = defaultdict()
        index.default_factory = index.__len__  # a cell that is new gets the next number
        cells_of[field] = index
        tracks[field] = (place, index.__getitem__, array("q"))
    ways = list(tracks.values())
    for number, cells in _even(rows, width, content.startswith(ARCHIVE), misfits):
        numbers.append(number)
        for place, code_of, codes in ways:
            codes.append(code_of(cells[place]))
    if not numbers:
        raise DataError("diary_without_rows", file=file)
    columns = {
        field: Column(title=titles[place], cells=tuple(cells_of[field]), codes=np.array(codes, dtype=np.intp))
        for field, (place, _, codes) in tracks.items()
    }
    whole = np.array(numbers, dtype=np.intp)
    unused = tuple(title for place, title in enumerate(titles) if title and place not in places.values())
    return Table(
        columns=MappingProxyType(columns), numbers=whole, width=width, misfits=MappingProxyType(misfits), unused=unused
    )


def _even(
    rows: Iterator[NumberedRow], width: int, is_sheet: bool, misfits: dict[int, int]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    for place, (number, cells) in enumerate(rows):
        if len(cells) != width:
            if not is_sheet and (len(cells) < width or "".join(map(str, cells[width:])).strip()):
                misfits[place] = len(cells)
            cells = [*cells, *[""] * (width - len(cells))]
        yield number, cells


def _known(heading: Sequence[Cell]) -> int:
    return len({FIELDS.get(key_of_heading(str(cell))) for cell in heading} - {None})


def _places(titles: Sequence[str], file: str) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        field = FIELDS.get(key_of_heading(title))
        if field:
            found.setdefault(field, []).append(place)
    if not found:
        raise not_a_table(file, titles)
    for places in found.values():
        if len(places) > 1:
            raise DataError("heading_twice", file=file, column=", ".join(titles[place] for place in places))
    both = [field for field in ("mg", "food", "grams") if field in found]
    if "mg" in both and len(both) > 1:
        raise DataError("diary_layout_unclear", file=file, column=", ".join(titles[found[field][0]] for field in both))
    needed = OF_FOODS if both and "mg" not in both else OF_DAYS
    missing = [" / ".join(dict.fromkeys(HEADINGS[field][:2])) for field in needed if field not in found]
    if missing:
        raise DataError("diary_column_missing", file=file, column=", ".join(missing))
    return {field: found[field][0] for field in HEADINGS if field in found}
