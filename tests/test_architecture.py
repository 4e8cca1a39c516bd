"""The walls of DESIGN.md: each rule reads source text, and each is shown here to be able to fail."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDER = (
    "errors tables sources limits own_foods wishes plan days foods attributes added spelling search spread measures "
    "reference reference_files variation method_cases forms supplements labels medicines guidance absorption shelf "
    "example_days handbook bundles layouts importers plan_foods browsing intake changes bounds adequacy "
    "worked_examples certainty assessment ledger helpful suggestion food_first findings certainty_findings "
    "ledger_findings advice report before_after diary_files diary_columns diary_cells diary_days diaries distribution "
    "power_scale usual_intake strata population draft_files draft_columns draft_cells draft_foods draft_rows drafts "
    "text storage visits views"
).split()
FRONT_DOOR = "nutrition"
EXEMPT_FROM_ORDER = {"nutrition/__init__.py", "nutrition/__main__.py"}
READS_FILES = {"added", "handbook", "tables", "text", "storage"}
LIBRARY_ROOMS = {
    "streamlit": ("app.py", "nutrition/views/session.py", "nutrition/views/pages/"),
    "openpyxl": ("nutrition/views/excel.py", "nutrition/views/excel_looks.py", "nutrition/views/workbook_rows.py"),
    "sqlalchemy": ("nutrition/visits.py",),
    "highspy": ("nutrition/food_first.py",),
    "scipy": ("nutrition/food_first.py",),
}
MAY_PRINT = {"nutrition/views/cli.py"}
LONGEST_MODULE = 250

Rule = Callable[[str, str], list[str]]


def source_files() -> dict[str, str]:
    """Read what the rules look at: the code, and not the tests."""
    found = [ROOT / "app.py", ROOT / "run.py"]
    found += [path for folder in ("nutrition", "tools", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found if path.exists()}


def is_house(path: str) -> bool:
    return path.startswith("nutrition/")


def station(path: str) -> str:
    """Name the place in ORDER that a file of nutrition belongs to; everything in views/ is one."""
    first = PurePosixPath(path).parts[1]
    return "views" if first == "views" else "/".join(PurePosixPath(path).with_suffix("").parts[1:])


def below_views(path: str) -> bool:
    return is_house(path) and station(path) != "views" and path not in EXEMPT_FROM_ORDER


def imports(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of every import, wherever it stands; relative ones are resolved."""
    package = PurePosixPath(path).parent.parts
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and last_name(node.func) in {"import_module", "__import__"}:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.lineno, first.value


def last_name(node: ast.expr) -> str:
    """Name what an expression ends in: `b` for both `b` and `a.b`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def modules_stand_in_the_order(path: str, source: str) -> list[str]:
    if is_house(path) and path not in EXEMPT_FROM_ORDER and station(path) not in ORDER:
        return [f"{path}: {station(path)} has no place in the layer order of DESIGN.md"]
    return []


def imports_point_downwards(path: str, source: str) -> list[str]:
    if not is_house(path) or path in EXEMPT_FROM_ORDER or station(path) not in ORDER:
        return []
    here = station(path)
    problems = []
    for line, name in imports(path, source):
        package, *rest = name.split(".")
        if package != FRONT_DOOR or here == "views":
            continue
        if not rest or rest[0] not in ORDER:
            problems.append(f"{path}:{line}: imports {name} through the front door; name the module that owns it")
        elif ORDER.index(rest[0]) >= ORDER.index(here):
            problems.append(f"{path}:{line}: {here} imports {rest[0]}, which does not come before it")
    return problems


def libraries_stay_in_their_rooms(path: str, source: str) -> list[str]:
    if not (is_house(path) or path == "app.py"):
        return []
    return [
        f"{path}:{line}: {name} belongs in {', '.join(rooms)}"
        for line, name in imports(path, source)
        if (rooms := LIBRARY_ROOMS.get(name.split(".")[0])) and not path.startswith(rooms)
    ]


def only_the_command_line_prints(path: str, source: str) -> list[str]:
    if not is_house(path) or path in MAY_PRINT:
        return []
    return [f"{path}:{call.lineno}: print" for call in calls(source) if last_name(call.func) == "print"]


def exceptions_are_caught_by_name(path: str, source: str) -> list[str]:
    def is_wide(node: ast.expr | None) -> bool:
        if isinstance(node, ast.Tuple):
            return any(is_wide(item) for item in node.elts)
        return node is None or last_name(node) in {"Exception", "BaseException"}

    handlers = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler))
    lines = [handler.lineno for handler in handlers if is_wide(handler.type)]
    lines += [c.lineno for c in calls(source) if last_name(c.func) == "suppress" and any(map(is_wide, c.args))]
    return [f"{path}:{line}: catches everything; name the exception" for line in lines]


def nothing_is_asserted(path: str, source: str) -> list[str]:
    asserts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assert))
    return [f"{path}:{node.lineno}: assert disappears under -O; raise" for node in asserts if is_house(path)]


def things_are_frozen(path: str, source: str) -> list[str]:
    def is_exception(node: ast.ClassDef) -> bool:
        return any(last_name(base).endswith(("Error", "Exception")) for base in node.bases)

    def settings(decorator: ast.expr) -> set[str]:
        keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
        return {key.arg or "" for key in keywords if isinstance(key.value, ast.Constant) and key.value.value is True}

    problems = []
    classes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))
    for node in classes if is_house(path) else ():
        for decorator in node.decorator_list:
            name = last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
            lacking = {"frozen", "slots", "kw_only"} - settings(decorator)
            if name == "dataclass" and lacking and not is_exception(node):
                problems.append(f"{path}:{node.lineno}: dataclass {node.name} lacks {', '.join(sorted(lacking))}")
    return problems


def values_in_values_out(path: str, source: str) -> list[str]:
    """No clock, file or language below views, but where DESIGN.md's rule 6 puts them."""
    if not below_views(path):
        return []
    forbidden = {"time", "locale", "gettext"} - ({"locale", "gettext"} if station(path) == "text" else set())
    problems = [
        f"{path}:{line}: imports {name}: clock and language come in as values"
        for line, name in imports(path, source)
        if name.split(".")[0] in forbidden or (name.split(".")[0] == "babel" and station(path) != "text")
    ]
    clock = {"now", "today", "utcnow"}
    files = {
        "open",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "read_csv",
        "read_excel",
        "read_parquet",
    }
    for call in calls(source):
        name = last_name(call.func)
        if name in clock and isinstance(call.func, ast.Attribute):
            problems.append(f"{path}:{call.lineno}: {name}() reads the clock; take the moment as an argument")
        if name in files and station(path) not in READS_FILES:
            problems.append(f"{path}:{call.lineno}: {name}() touches a file; {sorted(READS_FILES)} do that")
    return problems


def modules_stay_short(path: str, source: str) -> list[str]:
    count = len(source.splitlines())
    if count <= LONGEST_MODULE or not (is_house(path) or path == "app.py"):
        return []
    return [f"{path}: {count} lines, more than {LONGEST_MODULE}: look for the second noun in it"]


RULES: tuple[Rule, ...] = (
    modules_stand_in_the_order,
    imports_point_downwards,
    libraries_stay_in_their_rooms,
    only_the_command_line_prints,
    exceptions_are_caught_by_name,
    nothing_is_asserted,
    things_are_frozen,
    values_in_values_out,
    modules_stay_short,
)

BROKEN: tuple[tuple[Rule, str, str], ...] = (
    (modules_stand_in_the_order, "nutrition/helpers.py", ""),
    (modules_stand_in_the_order, "nutrition/foods/search.py", ""),
    (modules_stand_in_the_order, "nutrition/locale/words.py", ""),
    (imports_point_downwards, "nutrition/plan.py", "from nutrition.report import Report"),
    (imports_point_downwards, "nutrition/plan.py", "from .report import Report"),
    (imports_point_downwards, "nutrition/plan.py", "from . import errors, report"),
    (imports_point_downwards, "nutrition/plan.py", "from nutrition import report"),
    (imports_point_downwards, "nutrition/plan.py", "import nutrition.foods as f"),
    (imports_point_downwards, "nutrition/plan.py", "import nutrition"),
    (imports_point_downwards, "nutrition/plan.py", "from nutrition import make_report"),
    (imports_point_downwards, "nutrition/plan.py", "from nutrition import *"),
    (imports_point_downwards, "nutrition/plan.py", "def f():\n    from .views.excel import write_workbook"),
    (
        imports_point_downwards,
        "nutrition/plan.py",
        "import importlib\nimportlib.import_module('nutrition.text')",
    ),
    (imports_point_downwards, "nutrition/plan.py", "from nutrition.plan import Plan"),
    (imports_point_downwards, "nutrition/storage.py", "from .views import session"),
    (libraries_stay_in_their_rooms, "nutrition/report.py", "import streamlit as st"),
    (
        libraries_stay_in_their_rooms,
        "nutrition/views/charts.py",
        "from streamlit.delta_generator import DeltaGenerator",
    ),
    (libraries_stay_in_their_rooms, "nutrition/views/cli.py", "def f():\n    import openpyxl"),
    (libraries_stay_in_their_rooms, "app.py", "from openpyxl import Workbook"),
    (libraries_stay_in_their_rooms, "nutrition/plan.py", "import sqlalchemy.orm"),
    (libraries_stay_in_their_rooms, "nutrition/advice.py", "from scipy.optimize import milp"),
    (libraries_stay_in_their_rooms, "nutrition/advice.py", "import highspy"),
    (only_the_command_line_prints, "nutrition/intake.py", "print('here')"),
    (only_the_command_line_prints, "nutrition/views/pages/my_day.py", "def f():\n    print(1)"),
    (exceptions_are_caught_by_name, "nutrition/plan.py", "try:\n    x\nexcept:\n    pass"),
    (exceptions_are_caught_by_name, "tools/build.py", "try:\n    x\nexcept Exception as e:\n    pass"),
    (exceptions_are_caught_by_name, "app.py", "try:\n    x\nexcept (ValueError, BaseException):\n    pass"),
    (
        exceptions_are_caught_by_name,
        "run.py",
        "import contextlib\nwith contextlib.suppress(Exception):\n    x",
    ),
    (nothing_is_asserted, "nutrition/views/excel.py", "def f(x):\n    assert x"),
    (things_are_frozen, "nutrition/plan.py", "@dataclass\nclass Plan: ..."),
    (
        things_are_frozen,
        "nutrition/plan.py",
        "@dataclasses.dataclass(frozen=True, slots=True)\nclass Plan: ...",
    ),
    (
        things_are_frozen,
        "nutrition/plan.py",
        "@dataclass(frozen=True, slots=False, kw_only=True)\nclass Plan: ...",
    ),
    (values_in_values_out, "nutrition/report.py", "from datetime import date\ndate.today()"),
    (values_in_values_out, "nutrition/storage.py", "import datetime\ndatetime.datetime.now(datetime.UTC)"),
    (values_in_values_out, "nutrition/storage.py", "from time import time"),
    (values_in_values_out, "nutrition/plan.py", "open('plan.toml')"),
    (values_in_values_out, "nutrition/foods.py", "import pandas as pd\npd.read_csv(path)"),
    (values_in_values_out, "nutrition/foods.py", "path.read_text(encoding='utf-8')"),
    (values_in_values_out, "nutrition/report.py", "import locale"),
    (values_in_values_out, "nutrition/report.py", "from babel.numbers import format_decimal"),
    (modules_stay_short, "nutrition/plan.py", "x = 1\n" * 251),
)

SOUND: tuple[tuple[str, str], ...] = (
    (
        "nutrition/plan.py",
        "from .errors import NutritionError\nfrom nutrition.sources import Source\nfrom . import tables",
    ),
    ("nutrition/plan.py", "@dataclass(frozen=True, slots=True, kw_only=True)\nclass Plan: ..."),
    ("nutrition/errors.py", "@dataclass\nclass DataError(NutritionError): ..."),
    ("nutrition/plan.py", "try:\n    x\nexcept (ValueError, KeyError):\n    raise"),
    ("nutrition/__init__.py", "from .report import make_report\nfrom .errors import NutritionError"),
    ("nutrition/__main__.py", "from nutrition.views.cli import main"),
    ("nutrition/handbook.py", "path.read_text(encoding='utf-8')"),
    ("nutrition/food_first.py", "def f():\n    import highspy"),
    ("nutrition/text.py", "from babel.numbers import format_decimal\nopen('nl.toml')"),
    ("nutrition/views/excel.py", "from ..report import Report\nimport openpyxl\nfrom .charts import bar"),
    ("nutrition/views/pages/my_day.py", "import streamlit as st\nfrom nutrition.views.session import text"),
    ("nutrition/views/cli.py", "print(1)\nfrom datetime import datetime, UTC\ndatetime.now(UTC)"),
    ("nutrition/plan.py", "x = 1\n" * 250),
    ("tools/build.py", "import openpyxl\nprint(open('x').read())\nassert openpyxl\n" + "x = 1\n" * 300),
)


def test_the_files_are_found() -> None:
    """Guard the guards: a walk that finds nothing would pass every rule."""
    found = source_files()
    assert "run.py" in found
    modules = [path for path in (ROOT / "nutrition").rglob("*.py") if path.is_file()]
    assert sum(map(is_house, found)) == len(modules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_wall_stands(rule: Rule) -> None:
    problems = [problem for path, source in source_files().items() for problem in rule(path, source)]
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN)
def test_a_broken_wall_is_reported(rule: Rule, path: str, source: str) -> None:
    problems = rule(path, source)
    assert len(problems) == 1
    assert problems[0].startswith(path)


@pytest.mark.parametrize(("path", "source"), SOUND)
def test_sound_code_is_left_alone(path: str, source: str) -> None:
    assert [problem for rule in RULES for problem in rule(path, source)] == []


def test_every_rule_can_fail() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)


def test_a_long_module_is_told_what_to_do() -> None:
    assert "look for the second noun in it" in modules_stay_short("nutrition/plan.py", "\n" * 300)[0]
