"""What the headings of a table mean: one that a person typed, in Dutch or English, or another program's export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from nutrition.diary_columns import HEADINGS as OF_GROUPS
from nutrition.draft_files import Cell
from nutrition.errors import DataError
from nutrition.layouts import key_of_heading


class Program(StrEnum):
    """Whose table it is."""

    TABLE = "table"
    CRONOMETER = "cronometer"
    ASA24 = "asa24"
    MYFITNESSPAL = "myfitnesspal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The headings of one program. `marks` tell its table from others; `given_by` is what it is called itself."""

    program: Program
    given_by: str
    marks: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]]


# the first two of each are what a message calls the column
TABLE = Layout(
    program=Program.TABLE,
    given_by="",
    marks=(),
    headings={
        "food": (*OF_GROUPS["food"], "item", "foods", "voedingsmiddelen", "eten"),
        "grams": (*OF_GROUPS["grams"], "gewicht", "weight"),
        "amount": ("amount", "hoeveelheid", "aantal", "quantity", "number"),
        "measure": ("measure", "maat", "unit", "eenheid", "household measure", "huishoudelijke maat"),
        "day": OF_GROUPS["day"],
        "meal": ("meal", "maaltijd", "eetmoment", "moment", "meal type"),
        "person": OF_GROUPS["person"],
    },
)
CRONOMETER = Layout(
    program=Program.CRONOMETER,
    given_by="Cronometer",
    marks=("Food Name", "Amount", "Energy (kcal)"),
    headings={
        "food": ("Food Name",),
        "amount": ("Amount",),
        "measure": ("Unit",),
        "day": ("Day", "Date"),
        "meal": ("Group", "Meal"),
        "mg": ("Magnesium (mg)",),
        "category": ("Category",),
    },
)
ASA24 = Layout(
    program=Program.ASA24,
    given_by="ASA24",
    marks=("RecallNo", "FoodAmt", "Food_Description"),
    headings={
        "food": ("Food_Description",),
        "grams": ("FoodAmt",),
        "person": ("UserName",),
        "day": ("RecallNo",),
        "meal": ("Occ_Name",),
        "mg": ("MAGN",),
        "code": ("FoodCode",),
        "complete": ("FoodComp",),
    },
)
MYFITNESSPAL = Layout(
    program=Program.MYFITNESSPAL,
    given_by="MyFitnessPal",
    marks=("Date", "Meal", "Calories"),
    headings={
        "food": ("Food", "Food Name", "Foods"),
        "amount": ("Amount", "Quantity"),
        "measure": ("Unit",),
        "day": ("Date",),
        "meal": ("Meal",),
        "mg": ("Magnesium", "Magnesium (mg)"),
    },
)
PROGRAMS = (CRONOMETER, ASA24, MYFITNESSPAL)
WEIGHS = ("grams", "amount", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where each field of a layout stands in a table; `unused` are the headings nobody reads, in the file's words."""

    layout: Layout
    titles: tuple[str, ...]
    places: Mapping[str, int]
    unused: tuple[str, ...]

    def title(self, field: str) -> str:
        """Return the heading of a field in the file's own words; empty where it has none."""
        return self.titles[self.places[field]] if field in self.places else ""


def weigh(heading: Sequence[Cell]) -> int:
    """Return how many headings of a row are known: 0 says that it is no heading.

    >>> weigh(["food", "grams"]), weigh(["milk", "200"])
    (2, 0)
    """
    keys = {key_of_heading(str(cell)) for cell in heading}
    layout = _layout_of(keys)
    known = sum(bool(keys & _keys(words)) for words in layout.headings.values())
    return known if known > 1 or (known and keys & _keys(layout.headings["food"])) else 0


def columns_of(heading: Sequence[Cell], *, file: str) -> Columns:
    """Return what the columns of a table mean; raise `DataError` for one that lacks a column, or has it twice."""
    titles = tuple(" ".join(str(cell).split()) for cell in heading)
    keys = [key_of_heading(title) for title in titles]
    layout = _layout_of(set(keys))
    places: dict[str, int] = {}
    for field, words in layout.headings.items():
        found = [place for place, key in enumerate(keys) if key in _keys(words)]
        if len(found) > 1:
            raise DataError("heading_twice", file=file, column=", ".join(titles[place] for place in found))
        if found:
            places[field] = found[0]
    if layout is MYFITNESSPAL and "food" not in places:
        raise DataError("draft_meals_only", file=file)
    needed = {"food": TABLE.headings["food"][:2]}
    if not any(field in places for field in WEIGHS) and layout is not MYFITNESSPAL:
        needed["grams"] = TABLE.headings["grams"][:2]
    missing = [" / ".join(words) for field, words in needed.items() if field not in places]
    if missing:
        raise DataError("draft_column_missing", file=file, column=", ".join(missing))
    unused = tuple(title for place, title in enumerate(titles) if title and place not in places.values())
    return Columns(layout=layout, titles=titles, places=MappingProxyType(places), unused=unused)


def _keys(words: Sequence[str]) -> set[str]:
    return {key_of_heading(word) for word in words}


def _layout_of(keys: set[str]) -> Layout:
    for layout in PROGRAMS:
        typed = layout is MYFITNESSPAL and keys & _keys(TABLE.headings["grams"])
        if not typed and _keys(layout.marks) <= keys:
            return layout
    return TABLE
