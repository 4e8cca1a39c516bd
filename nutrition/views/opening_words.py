"""A file on its way to becoming the plan, in words: what was read, what is asked, what is still open."""

from collections.abc import Sequence

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.draft_words import candidate_words, note_words, usable_words
from nutrition.views.opening import Opening, Question
from nutrition.views.words import person_words, sex_words, taken_label, total_words

MOST_ROWS_NAMED = 3


def read_words(opening: Opening, text: Text) -> list[str]:
    """Return what kind of file it is, how much of it can be used, and what there is to know about it."""
    kind = text("opening.kind", kind=text(f"draft.from.{opening.kind}"))
    if opening.draft is None:
        return [kind]
    # whose days are meant has to be clear before they can be named
    who = (opening.who or "") if opening.people else None
    return [kind, *usable_words(opening.draft, text), *note_words(opening.draft, text, who)]


def stays_words(now: Report, text: Text) -> str:
    """Return what a table of foods does not say, and so stays as it is."""
    person = now.plan.person
    who = text("opening.somebody", sex=sex_words(person, text).lower(), age_years=person.age_years)
    return text("opening.stays", person=who)


def name_words(question: Question, text: Text) -> str:
    """Return the name that is asked about, with the rows in which it stands."""
    numbers = [text.number(row.row, 0) for row in question.rows]
    named = ", ".join([*numbers[:MOST_ROWS_NAMED], "…"] if len(numbers) > MOST_ROWS_NAMED else numbers)
    return text("opening.rows", count=len(numbers), name=question.name, names=named)


def choices(question: Question, text: Text) -> dict[str, str]:
    """Return what a name may be answered with: the id of a food, or none to leave it out, and its words."""
    foods = {food.food_id: candidate_words(food, text) for food in question.candidates}
    return {**foods, "": text("draft.leave_out", count=len(question.rows))}


def open_words(opening: Opening, open_faults: int, text: Text) -> list[str]:
    """Return what has to be answered before the plan can be opened."""
    still = [text("opening.whose_open")] if opening.whose_is_open else []
    if unanswered := len(opening.unanswered):
        still.append(text("opening.names_open", count=unanswered))
    if open_faults:
        still.append(text("opening.rows_open", count=open_faults))
    return still


def beside_words(now: Report, new: Report, text: Text) -> tuple[list[str], list[list[str]]]:
    """Return the plan on the page beside the one in the file, as the heads and the rows of a table."""
    reports = (now, new)
    rows = [[text("page.my_day.person"), *(person_words(report, text) for report in reports)]]
    if any(report.plan.name for report in reports):
        rows.insert(0, [text("opening.name"), *(report.plan.name or "–" for report in reports)])
    rows.append([text("report.days"), *_counts([report.plan.days for report in reports], text)])
    rows.append([text("opening.items"), *_counts([len(report.plan.items) for report in reports], text)])
    food = text("opening.a_day", label=text("report.food"))
    rows.append([food, *(total_words(one.intake, one.intake.food_mg, text) for one in reports)])
    if any(report.intake.supplement_mg for report in reports):
        label = text("opening.a_day", label=taken_label(now if now.intake.supplement_mg else new, text))
        rows.append([label, *(text("report.value_mg", value_mg=one.intake.supplement_mg) for one in reports)])
    return ["", text("opening.now"), text("opening.in_the_file")], rows


def _counts(counts: Sequence[int], text: Text) -> list[str]:
    return [text.number(count, 0) for count in counts]
