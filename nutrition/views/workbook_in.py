"""A plan back from a workbook: a table of food and grams, as anybody can type it."""

from nutrition.draft_files import LARGEST_BYTES, look_inside
from nutrition.drafts import Draft, doubt, read_draft
from nutrition.errors import ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.importers import ARCHIVE
from nutrition.plan import Person, Plan, Sex
from nutrition.views.own_workbook import read_own

SOMEBODY = Person(age_years=40, sex=Sex.FEMALE)  # who the page greets as well
MOST_OF_OURS, MOST_CELLS_OF_OURS = 60_000_000, 650_000  # a thousand meals, every formula counted twice


def read_workbook(
    content: bytes,
    handbook: Handbook,
    *,
    person: Person = SOMEBODY,
    file: str = "workbook.xlsx",
    language: str = "nl",
) -> Plan:
    """Return the plan in our own workbook, changed or not, or in a table that anybody can type.

    Our own says whose plan it is. A typed table does not: its plan is that of `person`, who is somebody of 40 until it
    is said. Raises `ImportProblems` with everything that is wrong or in doubt, each with its row.
    """
    own = read_own_workbook(content, handbook, file=file)
    if own is not None:
        return own
    draft = read_draft_file(content, handbook, file=file, language=language)
    problems = [*draft.problems, *(doubt(row, language) for row in draft.doubtful)]
    if problems:
        raise ImportProblems(file, problems)
    return draft.plan(person)


def read_own_workbook(content: bytes, handbook: Handbook, *, file: str) -> Plan | None:
    """Return the plan in a workbook that we wrote; None for anything else, which `read_draft_file` can tell of."""
    if not content.startswith(ARCHIVE) or len(content) > LARGEST_BYTES:
        return None
    try:
        look_inside(content, file, most_unpacked=MOST_OF_OURS, most_cells=MOST_CELLS_OF_OURS)
    except NutritionError:
        # what is wrong with it is told by who reads it as a table
        return None
    from nutrition.views.excel import read_pages

    pages = read_pages(content, file=file)
    return read_own(pages, handbook, file=file) if pages else None


def read_draft_file(content: bytes, handbook: Handbook, *, file: str, language: str = "nl") -> Draft:
    """Return the draft of a plan from a file of somebody's; see `read_draft`."""
    return read_draft(content, handbook, file=file, read_book=_read_book, language=language)


def _read_book(content, *, file, **limits):
    # the workbook library loads when the first workbook comes in
    from nutrition.views.workbook_rows import read_book

    return read_book(content, file=file, **limits)
