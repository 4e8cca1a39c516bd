"""A workbook's cells for the tests: each sheet is read when it is looked into, with its formulas and their values.

Apart from openpyxl on purpose: nothing of it stands between a test and the file, and nobody waits for 20,000 cells of
lists that the test does not ask for.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
KINDS = {"n": "n", "s": "s", "inlineStr": "s", "str": "s", "b": "b", "e": "e"}
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: `value` is what it shows; a cell with a `formula` says "f" as its type."""

    column: str
    row: int
    value: Value = None
    formula: str | None = None
    kind: str = "n"

    @property
    def coordinate(self) -> str:
        """Where it stands, as B7."""
        return f"{self.column}{self.row}"


class Page:
    """One sheet: a cell by its place, a column by its letters, a row by its number."""

    def __init__(self, title: str, xml: bytes, shared: list[str]) -> None:
        self.title, self.has_hyperlinks = title, b"<hyperlink " in xml
        self.cells: dict[str, Cell] = {}
        for element in ElementTree.fromstring(xml).iter(f"{MAIN}c"):
            cell = _cell(element, shared)
            self.cells[cell.coordinate] = cell
        self.height = max((cell.row for cell in self.cells.values()), default=0)
        self.columns = sorted(
            {cell.column for cell in self.cells.values()}, key=lambda letters: (len(letters), letters)
        )

    def __getitem__(self, place: str | int):
        if isinstance(place, int):
            return [self._at(letters, place) for letters in self._all_columns()]
        if place.isalpha():
            return [self._at(place, row) for row in range(1, self.height + 1)]
        found = re.fullmatch("([A-Z]+)([0-9]+)", place)
        assert found, place
        return self._at(found[1], int(found[2]))

    def _at(self, column: str, row: int) -> Cell:
        return self.cells.get(f"{column}{row}") or Cell(column=column, row=row)

    def _all_columns(self) -> list[str]:
        if not self.columns or len(self.columns[-1]) > 1:
            return self.columns
        return [chr(code) for code in range(ord("A"), ord(self.columns[-1]) + 1)]

    def iter_rows(self) -> Iterator[list[Cell]]:
        """Yield every row, also what is empty."""
        return (self[row] for row in range(1, self.height + 1))

    def words(self) -> list[str]:
        """Return everything that stands in it, as words."""
        return [str(cell.value) for cell in self.cells.values() if cell.value is not None]


class Book:
    """A workbook as the file has it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._pages: dict[str, Page] = {}
        relations = self._xml("xl/_rels/workbook.xml.rels")
        targets = {one.attrib["Id"]: one.attrib["Target"].removeprefix("/xl/") for one in relations}
        sheets = list(self._book.iter(f"{MAIN}sheet"))
        self._parts = {sheet.attrib["name"]: f"xl/{targets[sheet.attrib[RELATION]]}" for sheet in sheets}
        self.hidden = {sheet.attrib["name"] for sheet in sheets if sheet.get("state") == "hidden"}

    def _xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._archive.read(part))

    @cached_property
    def _book(self) -> ElementTree.Element:
        return self._xml("xl/workbook.xml")

    @cached_property
    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._archive.namelist():
            return []
        return [_words(one) for one in self._xml("xl/sharedStrings.xml").iter(f"{MAIN}si")]

    @property
    def titles(self) -> list[str]:
        """The names of the sheets, in their order."""
        return list(self._parts)

    @cached_property
    def live(self) -> list[str]:
        """The names of the sheets that have formulas; the others need not be read to know that."""
        return [title for title, part in self._parts.items() if re.search(b"<f[ />]", self._archive.read(part))]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The defined names, each with the cells that it stands for; not those of the printed page."""
        given = {one.attrib["name"]: one.text or "" for one in self._book.iter(f"{MAIN}definedName")}
        return {name: cells for name, cells in given.items() if not name.startswith("_xlnm.")}

    def __getitem__(self, title: str) -> Page:
        if title not in self._pages:
            xml = self._archive.read(self._parts[title])
            self._pages[title] = Page(title, xml, self._shared)
        return self._pages[title]

    def __iter__(self) -> Iterator[Page]:
        return (self[title] for title in self.titles)

    def at(self, name: str) -> Cell:
        """Return the one cell of a defined name."""
        found = re.fullmatch(r"'?([^'!]+)'?!\$?([A-Z]+)\$?([0-9]+)", self.names[name])
        if found is None:
            raise ValueError(f"{name} is not one cell: {self.names[name]}")
        return self[found[1]][f"{found[2]}{found[3]}"]


def named(book: Book, name: str) -> Value:
    """Return what stands in the cell of a defined name."""
    return book.at(name).value


def _cell(element: ElementTree.Element, shared: list[str]) -> Cell:
    where = re.fullmatch("([A-Z]+)([0-9]+)", element.attrib["r"])
    assert where, element.attrib
    kind, formula = element.get("t", "n"), element.find(f"{MAIN}f")
    shown, inline = element.findtext(f"{MAIN}v"), element.find(f"{MAIN}is")
    value: Value
    if inline is not None:
        value = _words(inline)
    elif shown is None or shown == "":
        value = None
    elif kind == "s":
        value = shared[int(shown)]
    elif kind == "n":
        value = float(shown) if re.search("[.eE]", shown) else int(shown)
    else:
        value = shown == "1" if kind == "b" else _unescaped(shown)
    return Cell(
        column=where[1],
        row=int(where[2]),
        value=value,
        formula=None if formula is None else formula.text or "",
        kind=KINDS[kind],
    )


def _words(element: ElementTree.Element) -> str:
    return _unescaped("".join(one.text or "" for one in element.iter(f"{MAIN}t")))


def _unescaped(words: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
