"""A group from a file, for the command line: what it asks for, and the lines it prints."""

import argparse
from pathlib import Path

from nutrition.errors import ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.limits import choice
from nutrition.plan import LifeStage, Sex
from nutrition.population import make_group_report
from nutrition.strata import Everyone
from nutrition.text import Text, read_number
from nutrition.views.group_words import group_lines
from nutrition.views.imports import read_diaries_file


def add_group_options(command: argparse.ArgumentParser) -> None:
    """Add what `group` asks for: the file, who its people are where it does not say so, and what to do with faults."""
    command.add_argument("file", type=Path, help="CSV or xlsx with person, day and mg, or person, day, food and grams")
    command.add_argument("--sex", help="for people of whom the file does not say it: female or male")
    command.add_argument("--age-years", help="for people of whom the file does not say it")
    command.add_argument("--life-stage", default="none", help="none (default), pregnant or lactating")
    command.add_argument("--usable", action="store_true", help="go on with what can be used of a file with faults")


def group_command(options: argparse.Namespace, handbook: Handbook, text: Text) -> list[str]:
    """Return the report of a group's file as lines.

    Raises `NutritionError` for a file that cannot be used, and `ImportProblems` for faults that nobody accepted yet.
    """
    everyone = Everyone(
        sex=choice(Sex, options.sex, code="unknown_sex") if options.sex else None,
        age_years=read_number(options.age_years) if options.age_years else None,
        life_stage=choice(LifeStage, options.life_stage, code="unknown_life_stage"),
    )
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise NutritionError("plan_unreadable", file=str(options.file)) from error
    name = options.file.name
    diaries = read_diaries_file(content, handbook, file=name)
    if diaries.problem_count and not options.usable:
        days = len(diaries.person)
        raise ImportProblems(name, diaries.problems, count=diaries.problem_count, usable_days=days)
    return group_lines(make_group_report(diaries, handbook, options.authority, everyone=everyone), text)
