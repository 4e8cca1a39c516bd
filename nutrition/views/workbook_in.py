"""A plan back from a workbook: a table of food and grams, as anybody can type it."""

from nutrition.drafts import Draft, doubt, read_draft
from nutrition.errors import ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.plan import Person, Plan


def read_workbook(
    content: bytes,
    handbook: Handbook,
    *,
    person: Person | None = None,
    file: str = "workbook.xlsx",
    language: str = "nl",
) -> Plan:
    """Return the plan in a workbook or a text table, of `person`: such a table does not say who eats.

    Raises `ImportProblems` with everything that is wrong or in doubt, each with its row and the foods it may mean.
    """
    draft = read_draft_file(content, handbook, file=file, language=language)
    problems = [*draft.problems, *(doubt(row, language) for row in draft.doubtful)]
    if problems:
        raise ImportProblems(file, problems)
    if person is None:
        raise NutritionError("draft_no_person", file=file)
    return draft.plan(person)


def read_draft_file(content: bytes, handbook: Handbook, *, file: str, language: str = "nl") -> Draft:
    """Return the draft of a plan from a file of somebody's; see `read_draft`."""
    return read_draft(content, handbook, file=file, read_book=_read_book, language=language)


def _read_book(content, *, file, **limits):
    # the workbook library loads when the first workbook comes in
    from nutrition.views.workbook_rows import read_book

    return read_book(content, file=file, **limits)
