"""The sheets of our own workbook as tables: wherever the columns went, in whichever language they are headed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from nutrition.draft_files import NoValue
from nutrition.errors import DataError, NutritionError
from nutrition.text import LANGUAGES, load_text
from nutrition.views.excel_cells import letters
from nutrition.views.sheet_kept import MARK

Read = TypeVar("Read")
Value = str | float | None
Rows = Sequence[Sequence[Value | NoValue]]
HEADINGS = {
    "day": "page.my_day.day", "meal": "page.my_day.table_meal", "food": "page.my_day.table_food",
    "amount": "page.my_day.table_amount", "measure": "excel.measure", "grams": "page.my_day.table_grams",
    "per_100g": "page.my_day.table_per_100g", "place": "excel.place", "kind": "ledger.column_kind",
    "form": "page.helps.supplement_form", "name": "excel.supplement_name", "mg": "excel.mg_per_day",
    "number": "excel.number", "food_id": "excel.food_id", "one_g": "excel.one_g",
}  # fmt: skip
WORKED_OUT = frozenset({"grams", "per_100g", "one_g"})  # a formula stands here, unless somebody typed over it
PLAN, DOSES, FOODS = ("food", "amount", "measure"), ("kind", "form", "mg"), ("number", "food", "food_id")
TOP_ROWS = 30  # a heading stands among the first rows

TEXTS = tuple(load_text(language) for language in LANGUAGES)
ENDS = frozenset(text("ledger.total") for text in TEXTS)  # below the doses stands their total
HEADED = {text(key): name for text in TEXTS for name, key in HEADINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet as it was typed, a formula as `NoValue.FORMULA`; `worked_out` gives the values that formulas had."""

    title: str
    rows: Rows
    worked_out: Callable[[], Rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of one of the tables: what stands in each of its columns, and where that is."""

    page: Page
    number: int
    places: Mapping[str, int]

    def value(self, name: str) -> Value:
        """Return what stands in a column; None where nothing does, or where our own formula still stands.

        Where somebody typed a formula, its result counts. Raises `DataError` where it has none yet.
        """
        place = self.places.get(name)
        value = None if place is None else _at(self.page.rows, self.number, place)
        if isinstance(value, NoValue):
            if name in WORKED_OUT:
                return None
            value = _at(self.page.worked_out(), self.number, place or 0)
            if value is None or isinstance(value, NoValue):
                raise self.problem_at(name, NutritionError("workbook_formula"))
        return None if value == "" else value

    def read(self, name: str, reader: Callable[[Value], Read]) -> Read:
        """Return what `reader` makes of a column; what it cannot read is told with the cell."""
        value = self.value(name)
        try:
            return reader(value)
        except NutritionError as error:
            raise self.problem_at(name, error) from error

    @contextmanager
    def about(self, name: str) -> Iterator[None]:
        """Tell a problem of what is made here with the cell of a column."""
        try:
            yield
        except NutritionError as error:
            raise self.problem_at(name, error) from error

    def problem_at(self, name: str, problem: NutritionError) -> DataError:
        """Return a problem with the place of the cell it is about."""
        cell = f"{letters(self.places.get(name, 0))}{self.number}"
        return DataError("workbook_cell", sheet=self.page.title, cell=cell, problem=problem)


def _at(rows: Rows, number: int, place: int) -> Value | NoValue:
    row = rows[number - 1] if number <= len(rows) else ()
    return row[place] if place < len(row) else None


def is_kept(rows: Rows) -> bool:
    """Whether these are the rows of the sheet that keeps the plan."""
    return bool(rows and rows[0] and rows[0][0] == MARK)


def is_read(rows: Rows) -> bool:
    """Whether a sheet with these first rows holds anything that is read back."""
    found = [set(_columns(row)) for row in rows]
    return is_kept(rows) or any(columns >= set(wanted) for columns in found for wanted in (PLAN, DOSES, FOODS))


def _columns(row: Sequence[Value | NoValue]) -> dict[str, int]:
    """Return where the columns are by a heading row; of two with one name the first."""
    places = reversed(list(enumerate(row)))
    return {HEADED[cell]: place for place, cell in places if isinstance(cell, str) and cell in HEADED}


def table_rows(pages: Sequence[Page], wanted: Sequence[str]) -> Iterator[SheetRow]:
    """Yield the rows below a heading that has all wanted columns, of every sheet that has one."""
    for page in pages:
        for heading, row in enumerate(page.rows[:TOP_ROWS], start=1):
            places = _columns(row)
            if places.keys() >= set(wanted):
                yield from _below(page, heading, places)
                break


def _below(page: Page, heading: int, places: Mapping[str, int]) -> Iterator[SheetRow]:
    for number in range(heading + 1, len(page.rows) + 1):
        if any(isinstance(cell, str) and cell in ENDS for cell in page.rows[number - 1]):
            break
        yield SheetRow(page=page, number=number, places=places)
