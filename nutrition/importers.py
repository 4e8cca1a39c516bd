"""Somebody's own download of an official table, in the publisher's own format, made into rows of our food table."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from nutrition.added import AddedTable, key_of, publisher_of
from nutrition.bundles import read_bundle
from nutrition.errors import DataError, ImportProblems, NutritionError
from nutrition.foods import COLUMNS, Derivation
from nutrition.layouts import NEVO, WORKBOOKS, Entry, Layout, key_of_heading

LARGEST_BYTES = 30_000_000
MOST_ROWS = 20_000
LONGEST_NAME = 300
MOST_MG, MOST_KCAL = 100_000, 1_000
ARCHIVE = b"PK\x03\x04"
NUMBER = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,15})?")
GROUPED = re.compile(r"[1-9][0-9]{0,2}[.][0-9]{3}")  # 1.250 may be a thousand and more: a question, not a number
BELOW = re.compile(r"(?:<|tr$|trace|spur|spoor|sporen)", re.IGNORECASE)
LIMIT = re.compile(r"<\s*(.*)")
Sheet = Iterable[Sequence[object]]
SheetReader = Callable[..., Sheet]


def import_foods(table: str, content: bytes, *, file: str, read_sheet: SheetReader) -> AddedTable:
    """Return a publisher's own file as rows of our food table; `read_sheet` gives the rows of a workbook's first sheet.

    Values stay what they were. "-" and an empty cell are unknown; so is what lies below a limit ("traces", "< 0,5"),
    whose limit becomes `max_mg`, because zero would make a total look complete. What the file says stands in the
    locator then. Raises `ImportProblems` with every fault by row and column, or one error on the file as a whole.
    """
    publisher_of(table)
    if not content:
        raise NutritionError("file_empty", file=file)
    if len(content) > LARGEST_BYTES:
        raise NutritionError("file_too_large", file=file, high=LARGEST_BYTES // 1_000_000)
    if content.startswith(ARCHIVE) != (table != "nevo"):
        expected = "FoodData_Central_foundation_food_csv.zip" if table == "fdc" else WORKBOOKS.get(table, NEVO).expected
        raise NutritionError("wrong_kind", file=file, expected=expected)
    if table == "fdc":
        return read_bundle(content, file=file)
    if table == "nevo":
        return _imported(NEVO, _lines(content, file), file)
    return _imported(WORKBOOKS[table], read_sheet(content, file=file), file)


def _lines(content: bytes, file: str) -> Iterator[Sequence[object]]:
    """Yield the rows of NEVO's text file: UTF-8 or Windows-1252, separated by |."""
    if b"\x00" in content:
        raise NutritionError("wrong_kind", file=file, expected=NEVO.expected)
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    if "|" not in words[: words.find("\n")]:
        raise DataError("wrong_delimiter", file=file, value=words[:60])
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter="|")
    except csv.Error as error:
        raise NutritionError("wrong_kind", file=file, expected=NEVO.expected) from error


def _imported(layout: Layout, sheet: Sheet, file: str) -> AddedTable:
    problems: list[NutritionError] = []
    entries, rows, seen = [], [], dict[str, int]()
    for number, entry, titles in _entries(layout, sheet, file, problems):

        def fault(code: str, field: str, number: int = number, entry: Entry = entry, titles: Entry = titles) -> None:
            where = {"file": file, "row": number, "column": titles[field], "value": entry[field]}
            problems.append(DataError(code, **where, first=seen.get(entry["code"], number)))

        for field in ("code", "name_en", *(["version"] if layout.table == "nevo" else [])):
            if not entry[field]:
                fault("cell_empty", field)
            if len(entry[field]) > LONGEST_NAME or not entry[field].isprintable():
                fault("not_a_choice", field)
        if entry["code"] in seen:
            fault("twice", "code")
        seen.setdefault(entry["code"], number)
        entries.append(entry)
        row = _row(layout, entry, fault)
        rows.append(row)
    if not rows and not problems:
        raise DataError("table_without_foods", file=file, expected=layout.expected)
    if problems:
        raise ImportProblems(file, problems)
    version = layout.version(file, entries)
    key = key_of(layout.table, version)
    return AddedTable(table=layout.table, version=version, rows=tuple({**row, "source": key} for row in rows))


def _row(layout: Layout, entry: Entry, fault: Callable[[str, str], None]) -> dict[str, str]:
    raw, code = entry["mg"], entry["code"]
    row = dict.fromkeys((column.name for column in COLUMNS), "")
    row |= {"food_id": f"{layout.table}-{code}", "name_en": entry["name_en"], "name_nl": entry.get("name_nl", "")}
    row |= {"food_group": layout.group(entry) or layout.table, "derivation": Derivation.MISSING, "locator": code}
    kcal = decimal(entry["kcal"])
    row["kcal_per_100g"] = kcal if kcal and float(kcal) <= MOST_KCAL else ""
    if raw in ("", "-"):
        return row
    if BELOW.match(raw):
        limit = LIMIT.match(raw)
        return row | {"locator": f"{code}: {raw}", "max_mg": (decimal(limit[1]) if limit else None) or ""}
    value = decimal(raw)
    if value is None or float(value) > MOST_MG:
        fault("not_a_number" if value is None else "out_of_range", "mg")
        return row
    if why := layout.unused(entry):
        return row | {"locator": f"{code}: {raw} ({why})"}
    return row | {"mg_per_100g": value, "derivation": layout.derivation(entry)}


def _entries(
    layout: Layout, sheet: Sheet, file: str, problems: list[NutritionError]
) -> Iterator[tuple[int, Entry, Entry]]:
    """Yield the rows below the heading: their number, their cells and the headings in the file's own words."""
    titles: list[str] = []
    places: dict[str, int] = {}
    for number, cells in enumerate(sheet, start=1):
        if number > MOST_ROWS:
            raise DataError("table_too_long", file=file, high=MOST_ROWS)
        words = [_words(cell) for cell in cells]
        if not any(words):
            continue
        if not places:
            titles, places = words, _places(layout, words, file)
            continue
        if layout.table == "nevo" and len(words) != len(titles):
            problems.append(DataError("cell_count", file=file, row=number, found=len(words), expected=len(titles)))
            continue
        found = {field: words[place] if place < len(words) else "" for field, place in places.items()}
        named = {field: " ".join(titles[place].split()) for field, place in places.items()}
        yield number, dict.fromkeys(layout.headings, "") | found, named
    if not places:
        raise DataError("table_without_foods", file=file, expected=layout.expected)


def _places(layout: Layout, titles: Sequence[str], file: str) -> dict[str, int]:
    known = {key_of_heading(title): place for place, title in reversed(list(enumerate(titles)))}
    places = {}
    for field, headings in layout.headings.items():
        place = next((known[key_of_heading(heading)] for heading in headings if key_of_heading(heading) in known), None)
        if place is not None:
            places[field] = place
    missing = ", ".join(layout.headings[field][0] for field in layout.needed if field not in places)
    if missing:
        raise DataError("table_column_missing", file=file, column=missing, expected=layout.expected)
    return places


def _words(cell: object) -> str:
    if isinstance(cell, float):
        # with a comma, which is never read as the mark of a thousand
        return f"{cell:.10f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if cell is None else str(cell).strip()


def decimal(words: str) -> str | None:
    """Return a number of a table with a decimal point, its digits unchanged; None for what is no number.

    >>> decimal("27,5"), decimal("0,125"), decimal("1.250"), decimal("veel")
    ('27.5', '0.125', None, None)
    """
    plain = words.strip()
    return plain.replace(",", ".") if NUMBER.fullmatch(plain) and not GROUPED.fullmatch(plain) else None
