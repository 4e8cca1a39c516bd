"""Plans as files: TOML that a person can read, write and send. Results are not stored; they are worked out anew."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from nutrition.errors import ImportProblems, NutritionError
from nutrition.plan import AskFirst, LifeStage, Person, Plan, PlanItem, SupplementDose, SupplementWish

LARGEST_BYTES = 2_000_000
KEYS = {
    "": {"name", "days", "person", "items", "supplements", "wish"},
    "person": {"age_years", "sex", "life_stage", "ask_first"},
    "items": {"food", "grams", "measure", "amount", "day", "meal"},
    "supplements": {"form", "elemental_mg", "name"},
    "wish": {"form", "unit_mg"},
}


def read_plan(content: bytes, *, file: str = "plan.toml") -> Plan:
    """Read a plan file.

    Raises `ImportProblems` with every problem in it: what is unreadable, misspelled, missing or impossible.
    """
    if len(content) > LARGEST_BYTES:
        raise ImportProblems(file, [NutritionError("plan_too_large", high=LARGEST_BYTES // 1_000_000)])
    try:
        tree = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportProblems(file, [NutritionError("plan_not_text")]) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ImportProblems(file, [NutritionError("plan_not_toml", reason=str(error))]) from error
    return plan_of(tree, file=file)


def plan_of(tree: Mapping[str, Any], *, file: str) -> Plan:
    """Make a plan of a parsed plan file; raise `ImportProblems` with all that is wrong."""
    problems: list[NutritionError] = []

    def made(make: Callable[..., Any], entry: object, where: str, section: str, **renamed: str) -> Any:
        try:
            if not isinstance(entry, dict):
                raise NutritionError("not_a_table")
            stray = sorted(set(entry) - KEYS[section])
            if stray:
                raise NutritionError("unknown_key", key=stray[0], choices=", ".join(sorted(KEYS[section])))
            return make(**{renamed.get(str(name), str(name)): value for name, value in entry.items()})
        except NutritionError as error:
            problems.append(NutritionError("in_plan", where=where, problem=error))
        except TypeError:
            needed = {"person": "age_years, sex", "items": "food", "supplements": "form, elemental_mg"}
            missing = NutritionError("key_missing", choices=needed.get(section, ""))
            problems.append(NutritionError("in_plan", where=where, problem=missing))
        return None

    def all_of(section: str, make: Callable[..., Any], **renamed: str) -> tuple[Any, ...]:
        entries = tree.get(section, [])
        if not isinstance(entries, list):
            problems.append(NutritionError("in_plan", where=section, problem=NutritionError("not_a_list")))
            return ()
        return tuple(
            made(make, entry, f"{section} {number}", section, **renamed)
            for number, entry in enumerate(entries, start=1)
        )

    stray = sorted(set(tree) - KEYS[""])
    if stray:
        problems.append(NutritionError("unknown_key", key=stray[0], choices=", ".join(sorted(KEYS[""]))))
    person = made(Person, tree.get("person", {}), "person", "person")
    items = all_of("items", PlanItem, food="food_id")
    supplements = all_of("supplements", SupplementDose)
    wish = made(SupplementWish, tree.get("wish", {}), "wish", "wish")
    if not problems:
        try:
            return Plan(
                person=person,
                items=items,
                supplements=supplements,
                wish=wish,
                days=tree.get("days", 0),
                name=tree.get("name", ""),
            )
        except NutritionError as error:
            problems.append(error)
    raise ImportProblems(file, problems)


def write_plan(plan: Plan) -> str:
    """Return a plan as the text of a plan file; `read_plan` gives the same plan back."""
    person = plan.person
    lines = [f"name = {_quoted(plan.name)}"] if plan.name else []
    lines += [f"days = {plan.days}", "", "[person]", f"age_years = {_number(person.age_years)}"]
    lines += [f"sex = {_quoted(person.sex)}"]
    if person.life_stage is not LifeStage.NONE:
        lines += [f"life_stage = {_quoted(person.life_stage)}"]
    if person.ask_first is not AskFirst.NOT_ANSWERED:
        lines += [f"ask_first = {_quoted(person.ask_first)}"]
    lines += ["", "[wish]", f"form = {_quoted(plan.wish.form)}", f"unit_mg = {_number(plan.wish.unit_mg)}"]
    for item in plan.items:
        lines += [
            "",
            "[[items]]",
            f"day = {item.day}",
            f"meal = {_quoted(item.meal)}",
            f"food = {_quoted(item.food_id)}",
        ]
        if item.grams is not None:
            lines += [f"grams = {_number(item.grams)}"]
        else:
            lines += [f"measure = {_quoted(item.measure or '')}", f"amount = {_number(item.amount or 1)}"]
    for dose in plan.supplements:
        lines += [
            "",
            "[[supplements]]",
            f"form = {_quoted(dose.form)}",
            f"elemental_mg = {_number(dose.elemental_mg)}",
        ]
        if dose.name:
            lines += [f"name = {_quoted(dose.name)}"]
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
