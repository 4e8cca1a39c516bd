"""Plans to Excel, for the command line: one plan to its workbook, several to one workbook with a sheet for each."""

import argparse
from pathlib import Path

from nutrition.errors import NutritionError
from nutrition.handbook import Handbook
from nutrition.report import make_report
from nutrition.text import Text
from nutrition.views.plan_files import plan_files, read_plan_file, read_reports

WORKBOOK = ".xlsx"


def add_export_options(command: argparse.ArgumentParser) -> None:
    """Add what `export` asks for: plan files or folders of them, and the workbook to write."""
    told = "a plan file; with several, or a folder of them, the workbook has an overview and a sheet for each"
    command.add_argument("plan", type=Path, nargs="+", help=told)
    command.add_argument("workbook", type=Path, help="the file to write, for example plan.xlsx")


def export_command(options: argparse.Namespace, handbook: Handbook, text: Text) -> list[str]:
    """Write the workbook and return what was done, as lines.

    Raises `NutritionError`, and writes nothing, when a plan cannot be used or the last name is no workbook's: it might
    be a plan that somebody would lose.
    """
    from nutrition.views.excel import write_folder, write_workbook

    path: Path = options.workbook
    if path.suffix.lower() != WORKBOOK:
        raise NutritionError("export_not_xlsx", file=str(path))
    files = plan_files(options.plan)
    if len(files) == 1 and not any(given.is_dir() for given in options.plan):
        report = make_report(read_plan_file(files[0]), handbook, options.authority)
        content = write_workbook(report, handbook, text)
    else:
        content = write_folder(read_reports(files, handbook, options.authority), handbook, text)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise NutritionError("plan_not_written", file=str(path)) from error
    return [text("report.written", file=str(path))]
