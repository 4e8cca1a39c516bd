"""Food first for the command line: what it asks for, the lines it prints, and the plan that it writes."""

import argparse
from pathlib import Path

from nutrition.errors import NutritionError
from nutrition.food_first import suggest_plans
from nutrition.handbook import Handbook
from nutrition.intake import daily_intake
from nutrition.plan import Plan
from nutrition.storage import write_plan
from nutrition.text import Text
from nutrition.views.food_first_words import food_first_lines


def add_suggest_options(command: argparse.ArgumentParser) -> None:
    """Add what `suggest` asks for: the plan with its wishes, and where to write the suggestion that is taken over."""
    command.add_argument("plan", type=Path, help="a plan file; its [food_wishes] hold")
    command.add_argument("--take", type=int, default=1, help="which suggestion to take over (default 1)")
    command.add_argument("--write", type=Path, help="the plan file to write it to, for example better.toml")


def suggest_command(options: argparse.Namespace, plan: Plan, handbook: Handbook, text: Text) -> list[str]:
    """Return the suggestions as lines, and write the one that is taken over.

    Raises `NutritionError` when there is no such suggestion or the file cannot be written.
    """
    suggestions = suggest_plans(plan, handbook, options.authority)
    lines = food_first_lines(suggestions, plan.food_wishes, daily_intake(plan, handbook), handbook, text)
    if options.write is None:
        return lines
    changed = [suggestion for suggestion in suggestions if suggestion.changes]
    if not changed:
        raise NutritionError("nothing_suggested")
    if not 1 <= options.take <= len(changed):
        raise NutritionError("no_such_suggestion", number=options.take, high=len(changed))
    try:
        options.write.write_text(write_plan(changed[options.take - 1].plan), encoding="utf-8")
    except OSError as error:
        raise NutritionError("plan_not_written", file=str(options.write)) from error
    return [*lines, "", text("food_first.taken", number=options.take, file=str(options.write))]
