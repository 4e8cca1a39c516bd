"""What a sheet is made of, apart from any file format: cells with a value, a formula and a look."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from nutrition.text import Text

LONGEST_TEXT = 32_767
LONGEST_LITERAL = 120  # Excel takes 255 between quotation marks, and a quotation mark counts twice
MOST_AMOUNT = 100_000.0
UNSEEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


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
    VALUE = "value"
    MG = "mg"
    MG_STRONG = "mg_strong"
    TOTAL_MG = "total_mg"
    PERCENT = "percent"
    INPUT = "input"
    INPUT_TEXT = "input_text"
    INPUT_DAY = "input_day"
    INPUT_COUNT = "input_count"
    INPUT_MG = "input_mg"
    INPUT_VALUE = "input_value"
    INFO = "info"
    GOOD = "good"
    CARE = "care"
    STOP = "stop"
    HAND_TITLE = "hand_title"
    HAND_SECTION = "hand_section"
    HAND = "hand"
    HAND_MG = "hand_mg"
    HAND_SMALL = "hand_small"


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
class Choices:
    """What may stand in a block of cells: one of a list, a whole number within bounds, or at least so much."""

    cells: str
    listed: str = ""
    whole: tuple[int, int] | None = None
    least: float | None = None
    most: float = MOST_AMOUNT
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A block of cells takes another look while a formula holds; what it means always stands there in words too."""

    cells: str
    formula: str
    look: "Look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A picture of bars: a heading row of series, a column of names, and where the picture stands.

    `first` and `last` are rows; `names` and `values` are column numbers. With a `line` that column is drawn as a line.
    """

    title: str
    at: str
    first: int
    last: int
    names: int
    values: int
    line: int | None = None
    lying: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. `widest` is how many characters each column may take before its text wraps; when `fixed`
    it is that wide.

    `frozen` counts the rows that stay in sight; `repeated` is the row that is printed on top of every page. A sheet
    of `one_page` is printed as small as that takes. `names` are blocks of cells by their name in the workbook. Columns
    in `aside` are for the formulas, not for the eye; so is a whole sheet that is `hidden`. Where a row has an entry in
    `heights`, it is that high, in points.
    """

    title: str
    rows: tuple[Row, ...]
    widest: tuple[int, ...]
    fixed: bool = False
    frozen: int = 0
    repeated: int = 0
    one_page: bool = False
    upright: bool = False
    hidden: bool = False
    aside: str = ""
    printed: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    choices: tuple[Choices, ...] = ()
    rules: tuple[Rule, ...] = ()
    bars: tuple[Bars, ...] = ()


BLANK: Row = ()


def quoted(text: str) -> str:
    """Return a text as it stands inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def spelled(words: str) -> str:
    """Return a text of any length as it stands inside a formula, in pieces that Excel takes."""
    parts = [words[start : start + LONGEST_LITERAL] for start in range(0, len(words), LONGEST_LITERAL)] or [""]
    return "&".join(quoted(part) for part in parts)


def texts(values: Iterable[str | float | None], look: Look = Look.TEXT) -> list[Cell]:
    """Return a cell for each value, all of one look."""
    return [Cell(value=value, look=look) for value in values]


def padded(cells: Sequence[Cell], width: int) -> Row:
    """Return a row of a table, filled up with empty cells so that the line under it runs on."""
    return [*cells, *[Cell()] * (width - len(cells))]


def heading(text: Text, keys: Iterable[str], numbers: str = "") -> Row:
    """Return a heading in the words of `keys`; above the columns whose letters are in `numbers` it stands right."""
    looks = [Look.HEAD_RIGHT if letter in numbers else Look.HEAD for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    return [Cell(value=text(key) if key else "", look=look) for key, look in zip(keys, looks, strict=False)]


def words_when(words: str, condition: str, holds: bool) -> Cell:
    """Return a cell that says `words` where `condition` holds, as it does or does not in the report."""
    value = words if holds else ""
    return Cell(value=value, look=Look.TEXT_RIGHT, formula=f'IF({condition},{quoted(words)},"")')


def plain(words: str) -> str:
    r"""Return a text as a workbook can hold it: no characters that XML forbids, at most 32,767 of them.

    What looks like an escape of the format is escaped itself, so that it comes back as it was.

    >>> plain("a\x00b"), plain("_x0041_")
    ('ab', '_x005F_x0041_')
    """
    whole = LIKE_AN_ESCAPE.sub("_x005F_", UNSEEN.sub("", words)).replace("\r", "_x000D_")
    return whole[:LONGEST_TEXT]


def unescaped(words: str) -> str:
    r"""Return a text as it was before the format's own escapes, which openpyxl leaves in what it reads.

    >>> unescaped("_x005F_x0041_"), unescaped("a_x000D_b")
    ('_x0041_', 'a\rb')
    """
    return ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), words)
