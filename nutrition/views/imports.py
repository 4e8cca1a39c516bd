"""Where a person's own tables are kept, and how a file becomes one or a group's; page and command line share it."""

import os
from pathlib import Path

from nutrition.added import AddedTable
from nutrition.diaries import Diaries, read_diaries
from nutrition.handbook import Handbook
from nutrition.importers import import_foods

HOME = "MAGNESIUMWIJZER_HOME"


def home_folder() -> Path | None:
    """Return the folder in which this program keeps what is a person's own; None where a person has none."""
    told = os.environ.get(HOME, "")
    try:
        return Path(told) if told else Path.home() / ".magnesiumwijzer"
    except RuntimeError:
        return None


def added_folder() -> Path | None:
    """Return the folder of this person's own tables; None where a person has no folder of their own."""
    home = home_folder()
    return home / "foods" if home else None


def read_table_file(table: str, content: bytes, *, file: str) -> AddedTable:
    """Return a publisher's own file as a table of ours; see `import_foods`."""
    return import_foods(table, content, file=file, read_sheet=_read_sheet)


def read_diaries_file(content: bytes, handbook: Handbook, *, file: str) -> Diaries:
    """Return the days of a group of persons from a file of theirs; see `read_diaries`."""
    return read_diaries(content, handbook, file=file, read_sheet=_read_sheet)


def _read_sheet(content, *, file, **limits):
    # the workbook library loads when the first workbook comes in
    from nutrition.views.excel import read_rows

    return read_rows(content, file=file, **limits)
