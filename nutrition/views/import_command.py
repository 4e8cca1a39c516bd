"""A plan from somebody's table, for the command line: what it asks for, the lines it prints, the file it writes."""

import argparse
from pathlib import Path

from nutrition.drafts import Draft, doubt
from nutrition.errors import ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.limits import choice
from nutrition.plan import LifeStage, Person, Sex
from nutrition.storage import write_plan
from nutrition.text import Text, read_number
from nutrition.views.draft_words import draft_lines
from nutrition.views.workbook_in import read_draft_file


def add_import_options(command: argparse.ArgumentParser) -> None:
    """Add what `import` asks for: the table, the plan file to write, who it is about, and what doubtful rows mean."""
    command.add_argument("file", type=Path, help="xlsx or CSV with food and grams, or an export of another program")
    command.add_argument("plan", type=Path, help="the plan file to write, for example plan.toml")
    command.add_argument("--age-years", required=True)
    command.add_argument("--sex", required=True, help="female or male")
    command.add_argument("--life-stage", default="none", help="none (default), pregnant or lactating")
    command.add_argument("--person", help="whose rows, where the table has several people")
    told = "which food a row means: 4=usda-1077; 4= leaves it out; may be given again"
    command.add_argument("--choose", action="append", default=[], metavar="ROW=FOOD", help=told)
    command.add_argument("--usable", action="store_true", help="go on with what can be used of a table with faults")


def import_command(options: argparse.Namespace, handbook: Handbook, text: Text) -> list[str]:
    """Write the plan and return what was read, as lines.

    Raises `ImportProblems`, and writes nothing, while a row is doubtful or has a fault that nobody accepted.
    """
    person = Person(
        age_years=read_number(options.age_years),
        sex=choice(Sex, options.sex, code="unknown_sex"),
        life_stage=choice(LifeStage, options.life_stage, code="unknown_life_stage"),
    )
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise NutritionError("plan_unreadable", file=str(options.file)) from error
    draft = read_draft_file(content, handbook, file=options.file.name, language=text.language)
    chosen = dict(_chosen(words) for words in options.choose)
    problems = _problems(draft, chosen, options, text)
    if problems:
        raise ImportProblems(draft.file, problems)
    plan = draft.plan(person, chosen, options.person)
    try:
        options.plan.write_text(write_plan(plan), encoding="utf-8")
    except OSError as error:
        raise NutritionError("plan_not_written", file=str(options.plan)) from error
    return [*draft_lines(draft, text, asked=False), "", text("draft.taken", file=str(options.plan))]


def _chosen(words: str) -> tuple[int | str, str]:
    row, sign, food_id = words.rpartition("=")
    if not sign or not row.strip():
        raise NutritionError("draft_choice_unclear", value=words)
    return int(row) if row.strip().isdecimal() else row.strip(), food_id.strip()


def _problems(
    draft: Draft, chosen: dict[int | str, str], options: argparse.Namespace, text: Text
) -> list[NutritionError]:
    asked = [
        doubt(row, text.language)
        for row in draft.doubtful
        if row.row not in chosen and row.name not in chosen and options.person in (None, row.person)
    ]
    return [*([] if options.usable else draft.problems), *asked]
