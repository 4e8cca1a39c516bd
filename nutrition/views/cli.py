"""The command line: the same report as the page, printed."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from nutrition.errors import NutritionError
from nutrition.handbook import Handbook, load_handbook
from nutrition.labels import read_label
from nutrition.plan import Meal
from nutrition.report import Report, make_report, make_reports
from nutrition.text import LANGUAGES, Text, load_text, read_number
from nutrition.views.comparison import comparison_lines
from nutrition.views.evidence_words import guidance_lines
from nutrition.views.export_command import add_export_options, export_command
from nutrition.views.foods_command import add_foods_options, foods_lines, own_tables_lines
from nutrition.views.form_words import form_lines
from nutrition.views.groups import add_group_options, group_command
from nutrition.views.import_command import add_import_options, import_command
from nutrition.views.imports import added_folder
from nutrition.views.label_words import label_lines
from nutrition.views.ledger_words import ledger_lines
from nutrition.views.medicine_words import medicine_lines
from nutrition.views.origins import line_mg_words, origin_words
from nutrition.views.plan_files import read_plan_file
from nutrition.views.publishers import source_lines
from nutrition.views.suggest import add_suggest_options, suggest_command
from nutrition.views.supplement_words import habit_lines
from nutrition.views.words import (
    amount_words,
    error_words,
    finding_words,
    helpful_words,
    summary,
)

BAD_INPUT = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise NutritionError("command", reason=message)


def parser() -> _Parser:
    """Return the parser of `python -m nutrition`."""
    whole = _Parser(
        prog="python -m nutrition",
        description="Magnesium: report, compare, export, import, suggest, foods, forms, label, medicines, group, "
        "guidance.",
    )
    commands = whole.add_subparsers(dest="command", required=True, parser_class=_Parser)
    shared = _Parser(add_help=False)
    shared.add_argument("--language", default="en", help=f"one of: {', '.join(LANGUAGES)} (default en)")
    judged = _Parser(add_help=False)
    judged.add_argument(
        "--authority", default="gezondheidsraad", help="gezondheidsraad (default), efsa, hgr, dach, nnr …"
    )
    report = commands.add_parser("report", parents=[shared, judged], help="print the report of a plan file")
    report.add_argument("plan", type=Path, help="a plan file, for example plan.toml")
    compare = commands.add_parser("compare", parents=[shared], help="print a plan file beside every authority")
    compare.add_argument("plan", type=Path)
    export = commands.add_parser("export", parents=[shared, judged], help="write the report of plan files to Excel")
    add_export_options(export)
    told = "search the food table in both languages or rank it, or: import TABLE FILE, imported, forget TABLE"
    foods = commands.add_parser("foods", parents=[shared], help=told)
    add_foods_options(foods)
    suggest = commands.add_parser("suggest", parents=[shared, judged], help="print which foods would close the gap")
    add_suggest_options(suggest)
    table = commands.add_parser("import", parents=[shared], help="write a plan file from somebody's table")
    add_import_options(table)
    commands.add_parser("medicines", parents=[shared], help="print medicines and conditions beside magnesium")
    group = commands.add_parser("group", parents=[shared, judged], help="judge the usual intake of a group of people")
    add_group_options(group)
    told = "print what is said about magnesium, and what the sources say"
    commands.add_parser("guidance", parents=[shared, judged], help=told)
    commands.add_parser("forms", parents=[shared], help="print the magnesium compounds side by side, unranked")
    label = commands.add_parser("label", parents=[shared], help="read a label both ways: the magnesium or the compound")
    label.add_argument("mg", help="the figure on the label, for example 500")
    label.add_argument("form", help="the compound on the label, for example citrate")
    label.add_argument("--whole", help="what one tablet or capsule weighs, in mg")
    label.add_argument("--units", default="1", help="for how many tablets or capsules the figure is (default 1)")
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 2 after one clear line on bad input."""
    for stream in (sys.stdout, sys.stderr):
        # a Windows console or a pipe may be in another encoding than our words
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    given = list(sys.argv[1:] if arguments is None else arguments)
    text = load_text(_language_of(given))
    try:
        options = parser().parse_args(given)
        text = load_text(options.language)
        own_lines = own_tables_lines(options.words, text) if options.command == "foods" else None
        if own_lines is not None:
            print("\n".join(own_lines))
            return 0
        handbook = load_handbook(added=added_folder())
        if options.command == "foods":
            print("\n".join(foods_lines(options, handbook, text)))
        elif options.command == "guidance":
            print("\n".join(guidance_lines(handbook, text, options.authority)))
        elif options.command == "forms":
            print("\n".join(form_lines(handbook, text)))
        elif options.command == "label":
            print("\n".join(_label(options, handbook, text)))
        elif options.command == "medicines":
            print("\n".join(medicine_lines(handbook, text)))
        elif options.command == "group":
            print("\n".join(group_command(options, handbook, text)))
        elif options.command == "import":
            print("\n".join(import_command(options, handbook, text)))
        elif options.command == "suggest":
            print("\n".join(suggest_command(options, read_plan_file(options.plan), handbook, text)))
        elif options.command == "compare":
            print("\n".join(comparison_lines(make_reports(read_plan_file(options.plan), handbook), text)))
        elif options.command == "export":
            print("\n".join(export_command(options, handbook, text)))
        else:
            report = make_report(read_plan_file(options.plan), handbook, options.authority)
            print("\n".join(report_lines(report, handbook, text)))
    except BrokenPipeError:
        # whoever reads our lines has seen enough; Python's own farewell must not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except NutritionError as error:
        print(" ".join(error_words(error, text)), file=sys.stderr)
        return BAD_INPUT
    return 0


def _language_of(arguments: Sequence[str]) -> str:
    # errors in the arguments themselves are told in the language that was asked for
    for place, argument in enumerate(arguments):
        asked = argument.partition("=")[2] or (arguments[place + 1] if place + 1 < len(arguments) else "")
        if argument.partition("=")[0] == "--language" and asked in LANGUAGES:
            return asked
    return "en"


def _label(options: argparse.Namespace, handbook: Handbook, text: Text) -> list[str]:
    label = read_label(
        read_number(options.mg),
        handbook.form(options.form),
        forms=handbook.forms,
        whole_mg=None if options.whole is None else read_number(options.whole),
        units=read_number(options.units),
    )
    return label_lines(label, handbook, text)


def report_lines(report: Report, handbook: Handbook, text: Text) -> list[str]:
    """Return a report as the lines that the command line prints."""
    lines = [text("report.heading", authority=report.authority.name(text.language)), ""]
    rows = summary(report, text)
    width = max(len(label) for label, _ in rows)
    lines += [f"{label:<{width}}  {value}" for label, value in rows]
    if report.intake.lines:
        lines += ["", text("report.items")]
    for day in range(1, report.intake.days + 1):
        for meal in Meal:
            eaten = [line for line in report.intake.lines if (line.item.day, line.item.meal) == (day, meal)]
            if eaten:
                lines.append(f"  {text('report.day', day=day)}, {text(f'meal.{meal}')}")
            for line in eaten:
                name, amount = line.food.name(text.language), amount_words(line, text)
                lines.append(f"    {line_mg_words(line, text):>11}  {name}, {amount} [{origin_words(line, text)}]")
    lines += [*ledger_lines(report, handbook, text), "", text("report.advice")]
    lines += [f"  {sentence}" for _, sentence in finding_words(report, handbook, text)]
    for place, words in enumerate(habit_lines(report, handbook, text)):
        lines += [f"    {words}"] if place else ["", f"  {words}"]
    if report.helpful_foods:
        lines += ["", text("report.helpful")]
        lines += [f"  {helpful_words(helpful, text)}" for helpful in report.helpful_foods]
    lines += ["", text("report.sources")]
    lines += source_lines(report.sources_used, text)
    return [*lines, "", text("report.edition", edition=report.edition, boundary=text("app.boundary"))]
