"""The days of persons: which rows of a group's table belong together, and which contradict each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nutrition.diary_columns import Column, Rows

Mask = npt.NDArray[np.bool_]
NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labelled:
    """The different values of a column in order of appearance, and for each row the place of its own; -1 for none."""

    values: tuple[Any, ...]
    of_row: Rows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """The person-days of a table, those of one person together: for each row its day (-1: none), for each day whose."""

    of_row: Rows
    person: Rows


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Given:
    """What is said of each person in one column: the value's place (-1: none), and the rows that say otherwise.

    `other` has one row, the first, for each person with two values; `first` is the row of the value it differs from.
    """

    of_person: Rows
    other: Rows
    first: Rows

    @property
    def pairs(self) -> tuple[Rows, Rows]:
        """The rows that say otherwise, and beside each the row it differs from."""
        return self.other, self.first


def labelled(column: Column, found: Sequence[Any]) -> Labelled:
    """Join the different cells of a column that have the same value, such as 7 and 7.0; None is no value."""
    places: dict[Any, int] = {}
    of_cell = [NONE if value is None else places.setdefault(value, len(places)) for value in found]
    return Labelled(values=tuple(places), of_row=np.array(of_cell, dtype=np.intp)[column.codes])


def make_days(persons: Labelled, days: Labelled) -> Days:
    """Return the person-days; a row without a person or a day belongs to none."""
    both = (persons.of_row >= 0) & (days.of_row >= 0)
    keys = persons.of_row * len(days.values) + days.of_row
    different, places = np.unique(keys[both], return_inverse=True)
    of_row = np.full(len(keys), NONE, dtype=np.intp)
    of_row[both] = places
    return Days(of_row=of_row, person=different // max(1, len(days.values)))


def first_rows(groups: Rows, count: int, among: Mask) -> Rows:
    """Return for each of `count` groups its first row that is `among` those; -1 where there is none."""
    rows = np.flatnonzero(among & (groups >= 0))[::-1]
    first = np.full(count, NONE, dtype=np.intp)
    first[groups[rows]] = rows  # of several rows the last one written stays: backwards, that is the first
    return first


def said_of_persons(column: Labelled, persons: Labelled, among: Mask) -> Given:
    """Return what a column says of each person, from the rows that say anything."""
    among = among & (column.of_row >= 0) & (persons.of_row >= 0)
    first = first_rows(persons.of_row, len(persons.values), among)
    whose = np.flatnonzero(among)
    differs = whose[column.of_row[whose] != column.of_row[first[persons.of_row[whose]]]]
    other = differs[np.sort(np.unique(persons.of_row[differs], return_index=True)[1])]
    # -1 takes the last of the row, which is then the -1 that stands for no value
    of_person = np.append(column.of_row, NONE)[first]
    return Given(of_person=of_person, other=other, first=first[persons.of_row[other]])
