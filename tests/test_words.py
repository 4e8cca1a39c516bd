"""Every code and key that the source writes down has its words, and gives what they ask for."""

import ast
import string
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from nutrition import AskFirst, DoseKind, LifeStage, Meal, Sex
from nutrition.absorption import AbsorptionAbout
from nutrition.foods import Derivation
from nutrition.forms import RANKS, Solubility
from nutrition.handbook import Handbook
from nutrition.labels import Meaning
from nutrition.ledger import NoRoom
from nutrition.reference import Because, Counts, ReferenceKind
from nutrition.reference_files import SHIPPED
from nutrition.text import Text

ROOT = Path(__file__).resolve().parent.parent
FILES = [*sorted((ROOT / "nutrition").rglob("*.py")), *(path for path in [ROOT / "app.py"] if path.exists())]
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
ERRORS = {"NutritionError", "DataError", "PlanError"}
MADE_IN_VIEWS = {"target_met_at_least", "ul_exceeded_added", "no_amount_ul_reached_added"}
WORKED_OUT = ("nutrition/advice.py", "nutrition/ledger_findings.py")
GIVEN_BY_VIEWS = {"unknown_foods": {"names"}, "foods_that_help": {"names"}} | {
    f"no_ul_{why}": {"taken"} for why in ("set", "published", "unchecked", "per_kg")
}

Use = tuple[str, str, frozenset[str]]  # where, code or key, names of the values


def functions(tree: ast.AST) -> Iterator[tuple[ast.AST, list[ast.Call]]]:
    """Yield every call with the innermost function (or module) around it."""
    around: dict[ast.AST, ast.AST] = {}
    for scope in ast.walk(tree):
        if isinstance(scope, ast.Module | ast.FunctionDef):
            around |= {node: scope for node in ast.walk(scope) if isinstance(node, ast.Call)}
    for scope in set(around.values()):
        yield scope, [node for node, its in around.items() if its is scope]


def constants(node: ast.AST) -> set[str]:
    """Return the texts an expression can be: a constant or the branches of a condition."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def assigned(name: ast.AST, scope: ast.AST) -> list[ast.AST]:
    """Return what a name is assigned within a function; the expression itself when it is no name."""
    if not isinstance(name, ast.Name):
        return [name]
    found: list[ast.AST] = []
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name.id for t in node.targets):
            found.append(node.value)
        if isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            found += [node.value] if node.target.id == name.id else []
    return found


def supplied(call: ast.Call, scope: ast.AST) -> frozenset[str]:
    """Return the names of the values that a call gives, those of a dictionary written in the function too."""
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    for keyword in call.keywords:
        if keyword.arg is None:
            for value in assigned(keyword.value, scope):
                names |= {
                    name
                    for key in ast.walk(value)
                    if isinstance(key, ast.Dict)
                    for k in key.keys
                    if k
                    for name in constants(k)
                }
    return frozenset(names)


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def uses(kinds: set[str]) -> list[Use]:
    """Return the codes given as first argument to functions of these names."""
    return [
        (f"{path}:{call.lineno}", code, supplied(call, scope))
        for path, tree in TREES.items()
        for scope, calls in functions(tree)
        for call in calls
        if called(call) in kinds and call.args
        for value in assigned(call.args[0], scope)
        for code in constants(value)
    ]


def error_uses() -> list[Use]:
    found = uses(ERRORS)
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
            if called(node) == "number_within":
                names = {"low", "high", *constants(given["name"])}
                found += [(f"{path}:{node.lineno}", code, frozenset(names)) for code in constants(given["code"])]
            if called(node) == "name_given":
                found += [(f"{path}:{node.lineno}", code, frozenset({"value"})) for code in constants(given["code"])]
            if isinstance(node.func, ast.Attribute) and node.func.attr == "fault" and node.args:
                # a cell of a draft says where it stands
                names = {"file", "row", "column", "value", *supplied(node, tree)}
                found += [(f"{path}:{node.lineno}", code, frozenset(names)) for code in constants(node.args[0])]
            if called(node) == "choice" and "code" in given:
                values = frozenset({"value", "choices"})
                found += [(f"{path}:{node.lineno}", code, values) for code in constants(given["code"])]
    checks = next(
        n for n in ast.walk(TREES["nutrition/tables.py"]) if isinstance(n, ast.FunctionDef) and n.name == "_problem"
    )
    of_a_cell = {
        code
        for node in ast.walk(checks)
        if isinstance(node, ast.Return) and node.value
        for code in constants(node.value)
    }
    return found + [("nutrition/tables.py", code, frozenset({"file", "row", "column", "value"})) for code in of_a_cell]


def placeholders(text: Text, key: str) -> set[str]:
    entries = [text.entries[name] for name in (key, f"{key}.one", f"{key}.other") if name in text.entries]
    return {name for words in entries for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def unworded(found: list[Use], text: Text, before: str) -> list[str]:
    """Return the uses whose key is not there, or asks for a value that is not given."""
    problems = [f"{where}: no {before}{code}" for where, code, _ in found if f"{before}{code}" not in text]
    for where, code, names in found:
        absent = placeholders(text, f"{before}{code}") - names - GIVEN_BY_VIEWS.get(code, set())
        problems += [f"{where}: {before}{code} asks for {', '.join(sorted(absent))}"] if absent else []
    return problems


@pytest.mark.parametrize("language", ["nl", "en"])
def test_errors_have_words_and_give_what_they_ask_for(language: str, texts: dict[str, Text]) -> None:
    found = error_uses()
    assert len({code for _, code, _ in found}) > 40
    assert unworded(found, texts[language], "error.") == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_findings_have_words_and_give_what_they_ask_for(language: str, texts: dict[str, Text]) -> None:
    found = [use for use in uses({"finding"}) if use[0].startswith(WORKED_OUT) and use[1] != "supplement"]
    assert len({code for _, code, _ in found}) > 15
    assert unworded(found, texts[language], "finding.") == []


def test_no_dead_words(texts: dict[str, Text]) -> None:
    keys = {key.removesuffix(".one").removesuffix(".other") for key in texts["en"].entries}
    errors = {f"error.{code}" for _, code, _ in error_uses()} | {"error.import_problems", "error.group_faults"}
    findings = {f"finding.{code}" for _, code, _ in uses({"finding"})} | {f"finding.{code}" for code in MADE_IN_VIEWS}
    assert {key for key in keys if key.startswith("error.")} - errors == set()
    assert {key for key in keys if key.startswith("finding.")} - findings == set()


def keys_in_views() -> list[tuple[str, ast.expr, frozenset[str], bool]]:
    """Return where, the key, the values and whether others may come, of every `text(…)` in the views."""
    return [
        (f"{path}:{call.lineno}", call.args[0], supplied(call, scope), any(k.arg is None for k in call.keywords))
        for path, tree in TREES.items()
        for scope, calls in functions(tree)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "text" and call.args
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_keys_that_views_use(language: str, texts: dict[str, Text]) -> None:
    text, problems = texts[language], []
    for where, key, names, open_ended in keys_in_views():
        for name in constants(key):
            problems += [] if name in text else [f"{where}: no {name}"]
            if not open_ended and (absent := placeholders(text, name) - names):
                problems.append(f"{where}: {name} asks for {', '.join(sorted(absent))}")
        if isinstance(key, ast.JoinedStr):
            start = "".join(constants(key.values[0]))
            problems += [] if any(entry.startswith(start) for entry in text.entries) else [f"{where}: no {start}…"]
    assert problems == []


@pytest.mark.parametrize(
    ("before", "members"),
    [
        ("sex", Sex), ("sex_young", Sex), ("life_stage", LifeStage), ("ask_first", AskFirst), ("meal", Meal),
        ("derivation", Derivation), ("counts", Counts), ("checked", SHIPPED),
        ("compare", Because), ("compare.short", Because), ("compare.because", Because), ("compare.counts", Counts),
        ("compare.kind", ReferenceKind), ("ledger.kind", DoseKind), ("forms.solubility", Solubility),
        ("forms.about", AbsorptionAbout), ("label", Meaning), ("no_room", NoRoom),
    ],
)  # fmt: skip
def test_every_choice_has_words(before: str, members: type[StrEnum] | frozenset[str], texts: dict[str, Text]) -> None:
    for text in texts.values():
        assert [member for member in members if f"{before}.{member}" not in text] == []


def test_what_the_data_names_has_words(handbook: Handbook, texts: dict[str, Text]) -> None:
    for text in texts.values():
        groups = {food.food_group for food in handbook.food_by_id.values()}
        assert {group for group in groups if f"group.{group}" not in text} == set()
        hydrates = {form.hydrate for form in handbook.forms.values()}
        assert {hydrate for hydrate in hydrates if f"forms.hydrate.{hydrate}" not in text} == set()
        assert {rank for rank in RANKS if f"forms.laxative.{rank}" not in text} == set()
        assert {product.unit_en for product in handbook.products if f"unit.{product.unit_en}" not in text} == set()
        assert {
            source.checked for source in handbook.sources.values() if f"checked.{source.checked}" not in text
        } == set()
