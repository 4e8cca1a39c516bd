"""What a sheet is made of, apart from any file format: cells with a value, a formula and a look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nutrition.text import Text


class Look(StrEnum):
    """How a cell looks; `views/excel.py` knows the fonts, colours and number formats."""

    TITLE = "title"
    NOTE = "note"
    SECTION = "section"
    LABEL_RIGHT = "label_right"
    HEAD = "head"
    HEAD_RIGHT = "head_right"
    TEXT = "text"
    TEXT_RIGHT = "text_right"
    QUIET = "quiet"
    COUNT = "count"
    MG = "mg"
    MG_STRONG = "mg_strong"
    TOTAL_MG = "total_mg"
    PERCENT = "percent"
    INPUT = "input"
    INPUT_COUNT = "input_count"
    INPUT_MG = "input_mg"
    INPUT_VALUE = "input_value"
    INFO = "info"
    GOOD = "good"
    CARE = "care"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. With a `formula`, `value` is what the report says it gives; `name` is its name in the workbook."""

    value: str | float | None = None
    look: Look = Look.TEXT
    formula: str = ""
    name: str = ""
    across: int = 1


Row = Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `widest` is how many characters each column may take before its text wraps.

    `frozen` counts the rows that stay in sight; `repeated` is the row that is printed on top of every page. A sheet
    of `one_page` is printed as small as that takes.
    """

    title: str
    rows: tuple[Row, ...]
    widest: tuple[int, ...]
    frozen: int
    repeated: int
    one_page: bool = False


BLANK: Row = ()


def quoted(text: str) -> str:
    """Return a text as it stands inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def texts(values: Iterable[str | float | None], look: Look = Look.TEXT) -> list[Cell]:
    """Return a cell for each value, all of one look."""
    return [Cell(value=value, look=look) for value in values]


def padded(cells: Sequence[Cell], width: int) -> Row:
    """Return a row of a table, filled up with empty cells so that the line under it runs on."""
    return [*cells, *[Cell()] * (width - len(cells))]


def heading(text: Text, keys: Iterable[str], numbers: str = "") -> Row:
    """Return a heading in the words of `keys`; above the columns whose letters are in `numbers` it stands right."""
    looks = [Look.HEAD_RIGHT if letter in numbers else Look.HEAD for letter in "ABCDEFGHIJKLMN"]
    return [Cell(value=text(key) if key else "", look=look) for key, look in zip(keys, looks, strict=False)]


def words_when(words: str, condition: str, holds: bool) -> Cell:
    """Return a cell that says `words` where `condition` holds, as it does or does not in the report."""
    value = words if holds else ""
    return Cell(value=value, look=Look.TEXT_RIGHT, formula=f'IF({condition},{quoted(words)},"")')
