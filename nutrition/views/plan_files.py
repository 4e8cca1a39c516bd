"""Plan files by their names: one, several, a folder of them, or a pattern that a shell left as it was."""

import glob
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nutrition.errors import ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.limits import LONGEST_NAME
from nutrition.plan import Plan
from nutrition.report import Report, make_report
from nutrition.storage import read_plan

MOST_PLANS = 150  # as many as come back in with a sentence, whoever saved the workbook
PLAN_FILE = ".toml"


def read_plan_file(path: Path) -> Plan:
    """Return the plan in a file; raise `NutritionError` for one that cannot be opened or is no plan."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NutritionError("plan_unreadable", file=str(path)) from error
    return read_plan(content, file=path.name)


def plan_files(given: Sequence[Path]) -> list[Path]:
    """Return the files that are meant, each once: those of a folder or a pattern sorted by name.

    Raises `NutritionError` for a folder without plan files and a pattern that nothing is called by.
    """
    found: dict[Path, Path] = {}
    for path in given:
        for one in _files_of(path):
            found.setdefault(one.resolve(), one)
    return list(found.values())


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        files = [one for one in path.iterdir() if one.suffix.lower() == PLAN_FILE and not one.name.startswith(".")]
        if not files:
            raise NutritionError("folder_without_plans", file=str(path))
        return sorted(files)
    if path.exists() or not glob.has_magic(str(path)):
        return [path]
    # Windows hands a pattern on as it was typed
    matching = sorted(Path(one) for one in glob.glob(str(path)))  # noqa: PTH207 - the pattern may hold the folder too
    if not matching:
        raise NutritionError("pattern_without_files", file=str(path))
    return matching


def read_reports(files: Sequence[Path], handbook: Handbook, authority: str) -> list[Report]:
    """Return the report of every plan file; a plan without a name is called by its file.

    Raises `ImportProblems` with every problem of every file.
    """
    if len(files) > MOST_PLANS:
        raise NutritionError("plans_too_many", count=len(files), high=MOST_PLANS)
    reports: list[Report] = []
    problems: dict[str, list[NutritionError]] = {}
    for path in files:
        try:
            plan = read_plan_file(path)
            name = plan.name if plan.name.strip() else path.stem[:LONGEST_NAME]
            reports.append(make_report(replace(plan, name=name), handbook, authority))
        except ImportProblems as error:
            problems.setdefault(path.name, []).extend(error.problems)
        except NutritionError as error:
            if error.code == "unknown_authority":
                raise
            problems.setdefault(path.name, []).append(error)
    if len(problems) == 1:
        [(file, told)] = problems.items()
        raise ImportProblems(file, told)
    if problems:
        named = [NutritionError("in_plan", where=file, problem=one) for file, all_ in problems.items() for one in all_]
        raise ImportProblems(", ".join(problems), named)
    return reports
