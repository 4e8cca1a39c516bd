"""The cells of somebody's workbook, sheet by sheet: values only, and it is said where a formula has none."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nutrition.draft_files import MOST_COLUMNS, NoValue, has_formulas
from nutrition.errors import NutritionError
from nutrition.views.sheet_kept import PEOPLE_MARK

FORMULA = "f"
UNREADABLE = (
    ArithmeticError, AttributeError, EOFError, InvalidFileException, LookupError, MemoryError, NotImplementedError,
    OSError, ParseError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_book(content: bytes, *, file: str, most_rows: int) -> Iterator[tuple[str, Iterator[tuple[object, ...]]]]:
    """Yield the title and the rows of each sheet; a formula that was never worked out is `NoValue.FORMULA`.

    The archive has been looked into before. Raises `NutritionError("workbook_unreadable")` for what is no workbook.
    """
    told = {"read_only": True, "keep_links": False}
    with _readable(file), ExitStack() as open_books:
        values = open_books.enter_context(closing(load_workbook(BytesIO(content), data_only=True, **told)))
        formulas = values
        if has_formulas(content):
            formulas = open_books.enter_context(closing(load_workbook(BytesIO(content), data_only=False, **told)))
        for sheet, beside in zip(values.worksheets, formulas.worksheets, strict=True):
            for page in (sheet, beside):
                # a workbook may claim to be a million rows high: what counts is what is in it
                page.reset_dimensions()
            with _readable(file):
                first = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS, values_only=True), ())
            if PEOPLE_MARK in first:
                raise NutritionError("workbook_of_people", file=file)
            yield sheet.title, _rows(sheet, beside, file, most_rows)


@contextmanager
def _readable(file: str) -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise NutritionError("workbook_unreadable", file=file) from error


def _rows(sheet, beside, file: str, most_rows: int) -> Iterator[tuple[object, ...]]:
    limits = {"max_row": most_rows, "max_col": MOST_COLUMNS}
    with _readable(file):
        if sheet is beside:
            yield from sheet.iter_rows(**limits, values_only=True)
            return
        for cells, written in zip(sheet.iter_rows(**limits), beside.iter_rows(**limits), strict=True):
            yield tuple(
                NoValue.FORMULA if cell.value is None and other.data_type == FORMULA else cell.value
                for cell, other in zip(cells, written, strict=True)
            )
