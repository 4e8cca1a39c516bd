"""Plans as files: TOML that a person can read, write and send. Results are not stored; they are worked out anew."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from nutrition.errors import ImportProblems, NutritionError
from nutrition.limits import short_name
from nutrition.own_foods import Ingredient, OwnFood, Recipe
from nutrition.plan import (
    AskFirst,
    DoseKind,
    LifeStage,
    Person,
    Plan,
    PlanItem,
    SupplementDose,
    SupplementWish,
    day_number,
)
from nutrition.wishes import FoodWishes

LARGEST_BYTES = 2_000_000
LONGEST_LINE = 5_000
T = TypeVar("T")
NEEDED = {
    "person": {"age_years", "sex"},
    "items": {"food"},
    "supplements": {"elemental_mg"},
    "own_foods": {"food", "name"},
    "recipes": {"food", "name", "ingredients", "cooked_g"},
    "recipes.ingredients": {"food", "grams"},
}
RENAMED = {"food": "food_id"}  # the file's word for the field of a value
KEYS = {
    "": {"name", "days", "person", "items", "supplements", "wish", "food_wishes", "own_foods", "recipes"},
    "person": {"age_years", "sex", "life_stage", "ask_first"},
    "items": {"food", "grams", "measure", "amount", "day", "meal"},
    "supplements": {"kind", "form", "elemental_mg", "name"},
    "wish": {"form", "unit_mg"},
    "food_wishes": {field.name for field in fields(FoodWishes)},
    "own_foods": {"food", "name", "mg_per_100g", "portion_g", "label", "sure", "given_by", "per_portion"},
    "recipes": {"food", "name", "ingredients", "cooked_g", "portions"},
    "recipes.ingredients": {"food", "grams"},
}


def read_plan(content: bytes, *, file: str = "plan.toml") -> Plan:
    """Read a plan file.

    Raises `ImportProblems` with every problem in it: what is unreadable, misspelled, missing or impossible.
    """
    if len(content) > LARGEST_BYTES:
        raise ImportProblems(file, [NutritionError("plan_too_large", high=LARGEST_BYTES // 1_000_000)])
    if any(len(line) > LONGEST_LINE for line in content.splitlines()):
        # one dotted key of 100 kB keeps the parser busy for a minute
        raise ImportProblems(file, [NutritionError("plan_line_too_long", high=LONGEST_LINE)])
    try:
        tree = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportProblems(file, [NutritionError("plan_not_text")]) from error
    except (ValueError, RecursionError) as error:
        # a number of 5,000 digits is a ValueError of Python itself, not of the parser
        raise ImportProblems(file, [NutritionError("plan_not_toml", reason=str(error).rstrip("."))]) from error
    return plan_of(tree, file=file)


def plan_of(tree: Mapping[str, Any], *, file: str) -> Plan:
    """Make a plan of a parsed plan file; raise `ImportProblems` with all that is wrong."""
    problems: list[NutritionError] = []

    def attempt(make: Callable[[], T], where: str = "") -> T | None:
        try:
            return make()
        except NutritionError as error:
            problems.append(NutritionError("in_plan", where=where, problem=error) if where else error)
            return None

    def all_of(section: str, make: Callable[..., T]) -> list[T | None]:
        listed = tree.get(section, [])
        if not isinstance(listed, list):
            problems.append(NutritionError("in_plan", where=section, problem=NutritionError("not_a_list")))
            return []
        return [
            attempt(lambda entry=entry: _made(make, entry, section), f"{section} {number}")  # type: ignore[misc]
            for number, entry in enumerate(listed, start=1)
        ]

    attempt(lambda: _known_keys(tree, ""))
    person = attempt(lambda: _made(Person, tree.get("person", {}), "person"), "person")
    wish = attempt(lambda: _made(SupplementWish, tree.get("wish", {}), "wish"), "wish")
    food_wishes = attempt(lambda: _made(FoodWishes, tree.get("food_wishes", {}), "food_wishes"), "food_wishes")
    items = [item for item in all_of("items", PlanItem) if item]
    supplements = [dose for dose in all_of("supplements", SupplementDose) if dose]
    own_foods = [own for own in all_of("own_foods", OwnFood) if own]
    recipes = [own for own in all_of("recipes", _recipe) if own]
    name = attempt(lambda: short_name(tree.get("name", "")))
    days = attempt(lambda: day_number(tree["days"])) if "days" in tree else None
    if person and wish and food_wishes and name is not None and not problems:
        header: dict[str, Any] = {"person": person, "wish": wish, "name": name, "days": days}
        header |= {"own_foods": tuple(own_foods), "recipes": tuple(recipes), "food_wishes": food_wishes}
        plan = attempt(lambda: Plan(items=tuple(items), supplements=tuple(supplements), **header))
        if plan:
            return plan
    raise ImportProblems(file, problems)


def _known_keys(entry: object, section: str) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise NutritionError("not_a_table")
    stray = sorted(set(entry) - KEYS[section])
    if stray:
        raise NutritionError("unknown_key", key=stray[0], choices=", ".join(sorted(KEYS[section])))
    return entry


def _made(make: Callable[..., T], entry: object, section: str) -> T:
    given = _known_keys(entry, section)
    missing = NEEDED.get(section, set()) - set(given)
    if missing:
        raise NutritionError("key_missing", choices=", ".join(sorted(missing)))
    return make(**{RENAMED.get(name, name): value for name, value in given.items()})


def _recipe(ingredients: object, **given: Any) -> Recipe:
    if not isinstance(ingredients, list):
        raise NutritionError("not_a_list")
    return Recipe(ingredients=tuple(_made(Ingredient, one, "recipes.ingredients") for one in ingredients), **given)


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
    lines += _wish_lines(plan.food_wishes)
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
        lines += ["", "[[supplements]]"]
        if dose.kind is not DoseKind.SUPPLEMENT:
            lines += [f"kind = {_quoted(dose.kind)}"]
        if dose.form:
            lines += [f"form = {_quoted(dose.form)}"]
        lines += [f"elemental_mg = {_number(dose.elemental_mg)}"]
        if dose.name:
            lines += [f"name = {_quoted(dose.name)}"]
    return "\n".join([*lines, *_own_lines(plan)]) + "\n"


def _wish_lines(wishes: FoodWishes) -> list[str]:
    lines = []
    for field in fields(FoodWishes):
        value = getattr(wishes, field.name)
        if value == field.default:
            continue
        if isinstance(value, bool):
            words = "true" if value else "false"
        elif isinstance(value, str):
            words = _quoted(value)
        elif isinstance(value, tuple):
            words = f"[{', '.join(_quoted(one) for one in value)}]"
        else:
            words = _number(value)
        lines.append(f"{field.name} = {words}")
    return ["", "[food_wishes]", *lines] if lines else []


def _own_lines(plan: Plan) -> list[str]:
    lines: list[str] = []
    for own in plan.own_foods:
        lines += ["", "[[own_foods]]", f"food = {_quoted(own.food_id)}", f"name = {_quoted(own.name)}"]
        numbers = {"mg_per_100g": own.mg_per_100g, "portion_g": own.portion_g}
        lines += [f"{key} = {_number(value)}" for key, value in numbers.items() if value is not None]
        lines += [f"label = {_quoted(own.label)}"] if own.label is not None else []
        lines += ["sure = true"] if own.sure else []
        lines += [f"given_by = {_quoted(own.given_by)}"] if own.given_by else []
        lines += ["per_portion = true"] if own.per_portion else []
    for recipe in plan.recipes:
        lines += ["", "[[recipes]]", f"food = {_quoted(recipe.food_id)}", f"name = {_quoted(recipe.name)}"]
        lines += [f"cooked_g = {_number(recipe.cooked_g)}", f"portions = {_number(recipe.portions)}"]
        for one in recipe.ingredients:
            lines += ["", "[[recipes.ingredients]]", f"food = {_quoted(one.food_id)}", f"grams = {_number(one.grams)}"]
    return lines


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
