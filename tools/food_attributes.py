"""Build data/food_attributes.csv: what a food is on the plate, who eats it and what is in it.

    python tools/food_attributes.py

Only foods with a `commonness` get a row. Two tables beside this script say what it holds, and a second run changes no
byte: the first row of `food_attributes_rules.csv` whose food group and words (a regular expression, searched for in
name_en) fit a food gives its fields; a row of `food_attributes_reviewed.csv` then changes those that it names.
A reviewed row that names none says that somebody looked and found the rule right.

Allergens are written short. Nothing written is unknown: a food of which nothing is said is kept from whoever must avoid
an allergen. `none` says that the food is of one ingredient, or as good as, and holds none of them; `+dairy` that it
holds it, `-dairy` that it does not, `?dairy` that it cannot be told. A reviewed row is read after the rule.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that this file also runs as a script

from tools.rows import BuildError, Row, read_rows, write_rows

TOOLS = Path(__file__).resolve().parent
DATA = TOOLS.parent / "data"
ALLERGENS = (
    "gluten", "dairy", "egg", "nuts", "peanuts", "soy", "fish", "shellfish", "sesame", "celery", "mustard", "lupin",
)  # fmt: skip
GIVEN = ("kind", "meal", "offered", "diet")
COLUMNS = ("food_id", *GIVEN, *ALLERGENS, "basis", "note")
ANSWERS = {"+": "yes", "-": "no", "?": ""}


def allergens_of(words: str, before: Row) -> Row:
    """Return every allergen's answer, starting from those before.

    >>> tofu = allergens_of("none +soy ?gluten", {})
    >>> tofu["soy"], tofu["dairy"], tofu["gluten"]
    ('yes', 'no', '')
    >>> allergens_of("", {})["dairy"], allergens_of("?soy", tofu)["soy"]
    ('', '')
    """
    answers = {allergen: before.get(allergen, "") for allergen in ALLERGENS}
    for word in words.split():
        sign, allergen = word[0], word[1:]
        if word == "none":
            answers = dict.fromkeys(ALLERGENS, "no")
        elif sign in ANSWERS and allergen in ALLERGENS:
            answers[allergen] = ANSWERS[sign]
        else:
            raise BuildError(f"{word!r} is not a word about an allergen")
    return answers


def rule_for(food: Row, rules: Sequence[Row]) -> Row:
    """Return the first rule that fits the food; a food without a rule stops the build."""
    for rule in rules:
        if rule["food_group"] == food["food_group"] and re.search(rule["words"], food["name_en"], re.IGNORECASE):
            return rule
    raise BuildError(f"no rule for {food['food_id']} {food['name_en']} ({food['food_group']})")


def row_of(food: Row, rule: Row, own: Row | None) -> Row:
    """Return the row of one food: the rule's fields, and over them what was decided about this food alone."""
    row = {"food_id": food["food_id"], "basis": "reviewed" if own else "group_rule", "note": rule["note"]}
    row |= {column: rule[column] for column in GIVEN} | allergens_of(rule["allergens"], {})
    if own:
        row |= {column: own[column] for column in (*GIVEN, "note") if own[column]}
        row |= allergens_of(own["allergens"], row)
    return row


def attribute_rows(foods: Iterable[Row], rules: Sequence[Row], reviewed: Sequence[Row]) -> list[Row]:
    """Return a row for every food that people here eat, in the order of the food table."""
    eaten = [food for food in foods if food["commonness"]]
    own = {row["food_id"]: row for row in reviewed}
    names = {food["food_id"]: food["name_en"] for food in eaten}
    if len(own) != len(reviewed):
        raise BuildError("food_attributes_reviewed.csv has a food twice")
    if wrong := [food_id for food_id, row in own.items() if names.get(food_id) != row["name_en"]]:
        raise BuildError(f"food_attributes_reviewed.csv speaks of other foods than the table: {wrong}")
    used = [(food, rule_for(food, rules)) for food in eaten]
    if idle := [rule["words"] for rule in rules if not any(rule is taken for _, taken in used)]:
        raise BuildError(f"rules without a food: {idle}")
    return [row_of(food, rule, own.get(food["food_id"])) for food, rule in used]


def build(data: Path, tables: Path = TOOLS) -> list[Row]:
    """Read the foods and our own tables, write food_attributes.csv into `data`, and return its rows."""
    rules, reviewed = (read_rows(tables / f"food_attributes_{name}.csv") for name in ("rules", "reviewed"))
    rows = attribute_rows(read_rows(DATA / "food_magnesium.csv"), rules, reviewed)
    write_rows(data / "food_attributes.csv", COLUMNS, rows)
    return rows


def main() -> None:
    """Build the table and say how much of it is known."""
    parser = argparse.ArgumentParser(description="Build the table of what is known of a food.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder to write to (default: data/)")
    rows = build(parser.parse_args().data)
    offered = sum(row["offered"] != "no" for row in rows)
    reviewed = sum(row["basis"] == "reviewed" for row in rows)
    print(f"{len(rows)} foods, {offered} offered, {reviewed} looked at one by one")


if __name__ == "__main__":
    main()
