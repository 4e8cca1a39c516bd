"""Fifty workbooks of plans by chance, and what somebody may do to them: the program and LibreOffice always agree."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pytest
from book_cells import Book
from book_figures import all_differences
from libreoffice import recalculate_all
from random_edits import Edited, random_edits
from random_plans import RandomCase, random_case

from nutrition import DoseKind, Handbook, Report, make_report
from nutrition.certainty import NoProbability
from nutrition.text import load_text
from nutrition.views.excel import write_workbook
from nutrition.views.workbook_in import read_workbook

PLANS, EDITED, ONLY_SAVED = 50, range(0, 50, 3), range(1, 50, 4)


@dataclass(frozen=True, kw_only=True, eq=False)
class Made:
    """A random plan with its report and its workbook."""

    case: RandomCase
    report: Report
    content: bytes

    @cached_property
    def book(self) -> Book:
        """The workbook as we wrote it."""
        return Book(self.content)


@pytest.fixture(scope="module")
def made(handbook: Handbook) -> list[Made]:
    found = []
    for number in range(PLANS):
        case = random_case(number, handbook)
        report = make_report(case.plan, handbook, case.authority)
        found.append(Made(case=case, report=report, content=write_workbook(report, handbook, load_text(case.language))))
    return found


@pytest.fixture(scope="module")
def edited(made: list[Made], handbook: Handbook) -> dict[int, Edited]:
    """Some of them after a consultation; another program has saved them, and dropped every value beside a formula."""
    return {number: random_edits(number, made[number].case, made[number].content, handbook) for number in EDITED}


@pytest.fixture(scope="module")
def worked_out(
    made: list[Made], edited: dict[int, Edited], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Book]:
    """All workbooks, recalculated by LibreOffice in one run."""
    contents = {f"plan-{number}": one.content for number, one in enumerate(made)}
    contents |= {f"edited-{number}": one.content for number, one in edited.items()}
    return recalculate_all(contents, tmp_path_factory.mktemp("libreoffice"))


def test_chance_brings_everything_that_matters(made: list[Made]) -> None:
    """Without this, fifty plans could all be easy ones."""
    reports = [one.report for one in made]
    counted = Counter(
        what
        for one, report in zip(made, reports, strict=True)
        for what, there in {
            f"{one.case.authority} {one.case.language}": True,
            "no target": report.assessment.target_mg is None,
            "no upper level": report.assessment.ul_mg is None,
            "above the upper level": report.assessment.ul_exceeded,
            "at least": report.intake.at_least,
            "all known": not report.intake.at_least,
            "nothing to close": report.assessment.gap_mg == 0,
            "a gap": bool(report.assessment.gap_mg),
            "part of a recipe unknown": any(line.partly_known for line in report.intake.lines),
            "a measure": any(line.measure for line in report.intake.lines),
            "an own food": any(line.food.food_id in {own.food_id for own in one.case.plan.own_foods}
                               for line in report.intake.lines),
            "a probability": report.assessment.certainty.adequacy is not None,
            "a day without food": report.assessment.certainty.no_probability is NoProbability.EMPTY_DAY,
            "several days": report.intake.days > 1,
            "room closed": report.ledger.no_room is not None,
            "a suggestion": report.suggestion is not None,
            "nothing taken": not one.case.plan.supplements,
            **{kind: any(dose.kind == kind for dose in one.case.plan.supplements) for kind in DoseKind},
        }.items()
        if there
    )  # fmt: skip
    assert len([what for what in counted if what.startswith(("gez", "efsa", "nasem"))]) == 6
    assert len(counted) == 6 + 21
    assert min(counted.values()) >= 2, counted


@pytest.mark.parametrize("number", range(PLANS))
@pytest.mark.parametrize("which", ["written", "recalculated"])
def test_every_computed_cell_is_the_reports(number, which, made, worked_out, handbook) -> None:
    one = made[number]
    book = one.book if which == "written" else worked_out[f"plan-{number}"]
    assert all_differences(book, one.report, handbook, one.case.language) == []


@pytest.mark.parametrize("number", range(PLANS))
def test_what_stands_beside_a_formula_is_what_it_gives(number, made, worked_out) -> None:
    ours, theirs, formulas = made[number].book, worked_out[f"plan-{number}"], 0
    for title in ours.live:
        for place, cell in ours[title].cells.items():
            if cell.formula is None:
                continue
            formulas += 1
            again = theirs[title][place]
            assert again.kind != "e", (title, place)
            if isinstance(cell.value, int | float):
                assert again.value == pytest.approx(cell.value, abs=1e-6), (title, place)
            else:
                assert (again.value or "") == (cell.value or ""), (title, place)
    assert formulas > 1_800


@pytest.mark.parametrize("number", EDITED)
@pytest.mark.parametrize("saved_by", ["openpyxl", "LibreOffice"])
def test_an_edited_workbook_comes_back_as_what_the_edits_mean(number, saved_by, edited, worked_out, handbook) -> None:
    one = edited[number]
    content = one.content if saved_by == "openpyxl" else worked_out[f"edited-{number}"].content
    assert read_workbook(content, handbook) == one.plan


@pytest.mark.parametrize("number", ONLY_SAVED)
def test_a_workbook_that_somebody_only_saved_is_the_same_plan(number, made, worked_out, handbook) -> None:
    assert read_workbook(worked_out[f"plan-{number}"].content, handbook) == made[number].case.plan


@pytest.mark.parametrize("number", EDITED)
def test_an_edited_workbook_says_what_the_program_says_of_it(number, made, edited, worked_out, handbook) -> None:
    one, before = edited[number], made[number]
    report = make_report(one.plan, handbook, before.case.authority)
    book = worked_out[f"edited-{number}"]
    unsaid = {"likely_low_mg", "likely_high_mg", "known_margin_mg"}
    # where there was no probability, the workbook has no cell for one
    unsaid |= {"probability_percent", "reaches_ai_percent"} - set(before.book.names)
    found = all_differences(book, report, handbook, before.case.language, items=one.rows, may_be_empty=unsaid)
    assert found == []


def test_the_edits_move_what_they_should(made, edited, handbook) -> None:
    """Without this, edits that change nothing would pass."""
    moved = Counter()
    for number, one in edited.items():
        before, after = made[number].report, make_report(one.plan, handbook, made[number].case.authority)
        moved["gap"] += before.assessment.gap_mg != after.assessment.gap_mg
        moved["above"] += before.assessment.above_ul_mg != after.assessment.above_ul_mg
        moved["room"] += before.ledger.room_mg != after.ledger.room_mg
        moved["days"] += before.intake.days != after.intake.days
        moved["unknown"] += before.intake.unknown_foods != after.intake.unknown_foods
        moved["own"] += len(one.plan.own_foods) > len(made[number].case.plan.own_foods)
        moved["fewer"] += one.cleared
    assert len(moved) == 7
    assert min(moved.values()) >= 3, moved
