"""Diaries: what a group ate, read from somebody's table into days of persons. What cannot be used is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nutrition.diary_cells import Reader, not_given, readers, shown
from nutrition.diary_columns import Column, Rows, Table, read_columns
from nutrition.diary_days import Days, Labelled, Mask, first_rows, labelled, make_days, said_of_persons
from nutrition.errors import DataError, ImportProblems
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.importers import SheetReader
from nutrition.plan import Sex

MOST_PROBLEMS = 1_000
OF_PERSON = ("sex", "age", "weight")
BIRTHDAY = 1.0  # years between the ages of one person on two days: the first of them is used
Amounts = npt.NDArray[np.float64]
Tell = Callable[[int], DataError]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Diaries:
    """The intake of a group, one number for each day of a person.

    `person`, `mg` and `complete` have one value for each person-day: the place in `people`, the elemental mg of that
    day, and False where a food of that day has no value, so that its mg is a lower bound. `known_share` is the share
    of the grams eaten whose value is known; None when the file gives mg, or nothing was eaten. `sex`, `age_years`,
    `weights` (of the survey) and `first_row` have one value for each person.

    A fault leaves out its whole person-day, which would be too low without the row; a row whose person or day cannot
    be read is left out by itself. A sex, age (by more than a
    year: people have birthdays) or weight that differs leaves out the person. `problems` holds the first
    of the `problem_count` faults; `rows` counts what stands below the heading; `unused` are headings nobody read.
    """

    people: tuple[str, ...]
    person: Rows
    mg: Amounts
    complete: Mask
    known_share: float | None
    unknown_foods: tuple[Food, ...]
    sex: tuple[Sex | None, ...]
    age_years: tuple[float | None, ...]
    weights: tuple[float | None, ...]
    first_row: tuple[int, ...]
    problems: tuple[DataError, ...]
    problem_count: int
    rows: int
    rows_left_out: int
    days_left_out: int
    unused: tuple[str, ...]


Found = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Eaten:
    """What each row brings: mg as far as known, grams, and which rows have a food without a value."""

    mg: Amounts
    grams: Amounts | None
    unknown: Mask


class _Faults:
    """The faults of a table: all are counted, and the first are told in the order of the file."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[tuple[int, int, Tell]] = []

    def add(self, rows: Rows, tell: Tell) -> None:
        """Take the rows of one kind of fault, in their order; `tell` words one of them."""
        self.count += len(rows)
        self.kept += [(int(row), len(self.kept), tell) for row in rows[:MOST_PROBLEMS]]

    def told(self) -> tuple[DataError, ...]:
        """Return the first faults."""
        return tuple(tell(row) for row, _, tell in sorted(self.kept, key=lambda one: one[:2])[:MOST_PROBLEMS])


def read_diaries(content: bytes, handbook: Handbook, *, file: str, read_sheet: SheetReader) -> Diaries:
    """Read a table with a row for each day (person, day, mg) or for each food eaten (person, day, food, grams).

    The headings say which, in Dutch or English and in any order; sex, age and survey weight may stand beside them.
    Raises `DataError` for a file that is no such table, and `ImportProblems` when no day in it can be used; every
    other fault stands in `problems`.
    """
    table = read_columns(content, file=file, read_sheet=read_sheet)
    fit = np.ones(len(table.numbers), dtype=np.bool_)
    fit[list(table.misfits)] = False
    faults, faulty = _Faults(), ~fit
    faults.add(np.flatnonzero(faulty), lambda row: _misfit(table, row, file))
    found: dict[str, Sequence[Any]] = {}
    for field, reader_of in readers(handbook.food_by_id).items():
        if field in table.columns:
            column = table.columns[field]
            reader = reader_of(column.cells)
            found[field] = [reader.value(cell) for cell in column.cells]
            wrong = _wrong(column, found[field], optional=field in OF_PERSON) & fit
            faults.add(np.flatnonzero(wrong), _cell_teller(table, column, reader, file))
            faulty |= wrong
    persons = labelled(table.columns["person"], found["person"])
    days = make_days(persons, labelled(table.columns["day"], found["day"]))
    if "mg" in found:
        first = first_rows(days.of_row, len(days.person), fit)
        again = fit & (days.of_row >= 0) & (first[days.of_row] != np.arange(len(fit)))
        faults.add(np.flatnonzero(again), _twice_teller(table, first[days.of_row], file))
        faulty |= again
    out = np.zeros(len(days.person), dtype=np.bool_)
    out[days.of_row[faulty & (days.of_row >= 0)]] = True
    said: dict[str, Sequence[Any]] = {field: (None,) * len(persons.values) for field in OF_PERSON}
    for field in found.keys() & said.keys():
        column = table.columns[field]
        values = labelled(column, found[field])
        given = said_of_persons(values, persons, fit)
        said[field] = [(*values.values, None)[place] for place in given.of_person]
        far = [field != "age" or _years_apart(values, *rows) > BIRTHDAY for rows in zip(*given.pairs, strict=True)]
        other, first = (rows[np.array(far, dtype=np.bool_)] for rows in given.pairs)
        faults.add(other, _differs_teller(table, column, dict(zip(other, first, strict=True)), file))
        out |= np.isin(days.person, persons.of_row[other])
    if out.all():
        raise ImportProblems(file, faults.told(), count=faults.count)
    return _diaries(table, found, said, persons, days, out, faults)


def _years_apart(ages: Labelled, row: int, first: int) -> float:
    return abs(float(ages.values[ages.of_row[row]]) - float(ages.values[ages.of_row[first]]))


def _wrong(column: Column, values: Sequence[Any], *, optional: bool) -> Mask:
    """Return which rows have a cell without a value, where there should be one."""
    wrong = [value is None for value in values]
    if optional:
        wrong = [one and not not_given(cell) for one, cell in zip(wrong, column.cells, strict=True)]
    return np.array(wrong, dtype=np.bool_)[column.codes]


def _diaries(
    table: Table, found: Found, said: Found, persons: Labelled, days: Days, out: Mask, faults: _Faults
) -> Diaries:
    """Add up the days that are not `out`, and keep the persons who have one."""
    used = days.of_row >= 0
    used[used] = ~out[days.of_row[used]]
    eaten, of_day = _eaten(table, found), days.of_row[used]
    kept, person = np.unique(days.person[~out], return_inverse=True)
    mg = np.asarray(np.bincount(of_day, weights=eaten.mg[used], minlength=len(out))[~out], dtype=np.float64)
    complete = np.bincount(of_day[eaten.unknown[used]], minlength=len(out))[~out] == 0
    first = table.numbers[first_rows(persons.of_row, len(persons.values), np.ones(len(used), dtype=np.bool_))]
    for values in (person, mg, complete):
        values.flags.writeable = False
    return Diaries(
        people=tuple(persons.values[place] for place in kept),
        person=person,
        mg=mg,
        complete=complete,
        known_share=_known_share(eaten, used),
        unknown_foods=_unknown_foods(table, found, eaten.unknown & used),
        sex=tuple(said["sex"][place] for place in kept),
        age_years=tuple(said["age"][place] for place in kept),
        weights=tuple(said["weight"][place] for place in kept),
        first_row=tuple(int(first[place]) for place in kept),
        problems=faults.told(),
        problem_count=faults.count,
        rows=len(used),
        rows_left_out=int((~used).sum()),
        days_left_out=int(out.sum()),
        unused=table.unused,
    )


def _eaten(table: Table, found: Found) -> _Eaten:
    """Return what each row brings. A row with a fault brings nothing here, because its day is not used."""

    def of_rows(field: str, values: Sequence[float | None]) -> Amounts:
        return np.array([value or 0.0 for value in values], dtype=np.float64)[table.columns[field].codes]

    if "mg" in found:
        return _Eaten(mg=of_rows("mg", found["mg"]), grams=None, unknown=np.zeros(len(table.numbers), dtype=np.bool_))
    grams = of_rows("grams", found["grams"])
    per_100g = [food.mg_per_100g if food else None for food in found["food"]]
    unknown = np.array([value is None for value in per_100g], dtype=np.bool_)[table.columns["food"].codes]
    return _Eaten(mg=of_rows("food", per_100g) * grams / 100, grams=grams, unknown=unknown & (grams > 0))


def _known_share(eaten: _Eaten, used: Mask) -> float | None:
    if eaten.grams is None:
        return None
    all_g, unknown_g = float(eaten.grams[used].sum()), float(eaten.grams[used & eaten.unknown].sum())
    return (all_g - unknown_g) / all_g if all_g else None


def _unknown_foods(table: Table, found: Found, unknown: Mask) -> tuple[Food, ...]:
    """Return the foods without a value that were eaten, each once, in the order of the file."""
    if not unknown.any():
        return ()
    codes = np.unique(table.columns["food"].codes[unknown])  # cells stand in order of appearance
    return tuple(dict.fromkeys(found["food"][code] for code in codes))


def _misfit(table: Table, row: int, file: str) -> DataError:
    return DataError(
        "cell_count", file=file, row=int(table.numbers[row]), found=table.misfits[row], expected=table.width
    )


def _cell_teller(table: Table, column: Column, reader: Reader, file: str) -> Tell:
    return lambda row: reader.fault(column.cell(row), file=file, row=int(table.numbers[row]), column=column.title)


def _twice_teller(table: Table, first: Rows, file: str) -> Tell:
    def tell(row: int) -> DataError:
        column = table.columns["day"]
        where = {"file": file, "row": int(table.numbers[row]), "column": column.title, "value": shown(column.cell(row))}
        person = shown(table.columns["person"].cell(row))
        return DataError("person_day_twice", **where, person=person, first=int(table.numbers[first[row]]))

    return tell


def _differs_teller(table: Table, column: Column, first: Mapping[int, int], file: str) -> Tell:
    def tell(row: int) -> DataError:
        where = {"file": file, "row": int(table.numbers[row]), "column": column.title, "value": shown(column.cell(row))}
        person, earlier = shown(table.columns["person"].cell(row)), first[row]
        told = {"first": int(table.numbers[earlier]), "earlier": shown(column.cell(earlier))}
        return DataError("differs_within_person", **where, **told, person=person)

    return tell
