"""README.md says what the product does: its commands run, its output is what is printed, its tables and links hold."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from os import environ
from pathlib import Path
from typing import NamedTuple

import pytest

import nutrition
import run
from nutrition import AskFirst, DoseKind, Handbook, LifeStage, Meal, Sex
from nutrition.storage import KEYS, read_plan
from nutrition.wishes import Allergen, Diet

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
LEFT_OUT = "…"
SECTIONS = {
    "the top": "",
    "[person]": "person",
    "[[items]]": "items",
    "[[supplements]]": "supplements",
    "[wish]": "wish",
    "[food_wishes]": "food_wishes",
    "[[own_foods]]": "own_foods",
    "[[recipes]]": "recipes",
    "[[recipes.ingredients]]": "recipes.ingredients",
}
CHOICES = {
    ("food_wishes", "diet"): Diet,
    ("food_wishes", "avoid"): Allergen,
    ("person", "sex"): Sex,
    ("person", "life_stage"): LifeStage,
    ("person", "ask_first"): AskFirst,
    ("items", "meal"): Meal,
    ("supplements", "kind"): DoseKind,
}
BAD_INPUT = 2


class Block(NamedTuple):
    """A fenced block: the word after its fence, and its text."""

    kind: str
    text: str


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def blocks(page: str) -> list[Block]:
    return [Block(*found) for found in re.findall(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)]


def blocks_of(kind: str) -> list[str]:
    return [block.text for block in blocks(README) if block.kind == kind]


def is_shown(shown: str, said: str) -> bool:
    """Tell whether a text is the one that is shown, where a line with … stands for one or more lines."""
    lines = shown.rstrip().splitlines()
    pattern = "".join(r"(?:.*\n)+?" if line.strip() == LEFT_OUT else re.escape(line) + r"\n" for line in lines)
    return re.fullmatch(pattern, said.rstrip() + "\n") is not None


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield every command of a console block with the output that is shown below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown


CONSOLE = [pair for block in blocks_of("console") for pair in commands(block)]
SHELL = [line for block in blocks_of("sh") for line in block.splitlines() if line.strip()]


def python(folder: Path, *arguments: str) -> Ran:
    """Run this Python elsewhere than in the repository, as a reader with his own folder does."""
    # what is shown is English, UTF-8, and without what a machine may have set
    settings = {**environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the plan file of README.md, under the name it has there."""
    [plan] = blocks_of("toml")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    shutil.copy(ROOT / "nutrition" / "views" / "example_group.csv", tmp_path / "group.csv")
    return tmp_path


# --- What is shown is what is printed


def test_nothing_is_shown_that_is_not_checked() -> None:
    kinds = [block.kind for block in blocks(README)]
    assert kinds.count("python") == 1
    assert set(kinds) == {"python", "text", "toml", "console", "sh"}
    assert README.count("```") == 2 * len(kinds)
    assert {command.split()[3] for command, _ in CONSOLE} == {
        "report",
        "compare",
        "suggest",
        "export",
        "foods",
        "forms",
        "label",
        "medicines",
        "group",
        "guidance",
    }


def test_the_python_example_prints_what_is_shown(tmp_path: Path) -> None:
    page = blocks(README)
    place = [block.kind for block in page].index("python")
    ran = python(tmp_path, "-c", page[place].text)
    assert (ran.code, ran.err) == (0, "")
    assert page[place + 1] == Block("text", ran.out)


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[command for command, _ in CONSOLE])
def test_a_command_prints_what_is_shown(command: str, shown: str, folder: Path) -> None:
    program, *arguments = command.split()
    assert program == "python"
    ran = python(folder, *arguments)
    assert (ran.code, ran.out == "", ran.err == "") in ((0, False, True), (BAD_INPUT, True, False)), ran
    assert is_shown(shown, ran.out + ran.err), f"README.md shows:\n{shown}\nbut this is printed:\n{ran.out}{ran.err}"


def test_the_plan_of_the_page_is_one_that_gets_a_suggestion() -> None:
    [plan] = blocks_of("toml")
    assert read_plan(plan.encode()).person.ask_first is AskFirst.NO


@pytest.mark.parametrize(
    ("shown", "said", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a\n…\n", "a\nb\n", True),
        ("…\nb\n", "a\nb\n", True),
        ("a\n…\nc\n", "a\nc\n", False),  # nothing was left out there
        ("a\n…\n", "a\n", False),
        ("a\nc\n", "a\nb\nc\n", False),
        ("236.4 mg\n", "236.5 mg\n", False),
        ("236.4 mg\n", "23634 mg\n", False),
        ("b\n…\n", "a\nb\nc\n", False),
        ("a\n", "a\nb\n", False),
        ("", "a\n", False),
    ],
)
def test_what_is_shown_can_differ(shown: str, said: str, same: bool) -> None:
    assert is_shown(shown, said) is same


@pytest.mark.parametrize(
    "line", [line for _, shown in CONSOLE for line in shown.splitlines() if re.search(r"\d", line)]
)
def test_a_wrong_figure_on_the_page_would_be_noticed(line: str) -> None:
    [shown] = [shown for _, shown in CONSOLE if line in shown.splitlines()]
    wrong = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), line, count=1)
    assert not is_shown(shown, shown.replace(line, wrong))


# --- Set up and start


def test_the_two_commands_are_there_and_mean_something() -> None:
    given = [line.split()[1:] for line in SHELL if line.startswith("python3 run.py")]
    assert [words[0] for words in given] == ["run.py", "run.py"]
    assert [run.parse_arguments(words[1:]).name for words in given] == ["app", "test"]
    assert "`py run.py`" in README


@pytest.mark.parametrize("line", SHELL)
def test_a_command_names_what_exists(line: str) -> None:
    needed = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt"))
    program, *words = line.split()
    assert program in {"python3", "python", ".venv/bin/python"}
    files = [word for word in words if word.endswith((".py", ".txt"))]
    assert [word for word in files if not (ROOT / word).is_file()] == []
    modules = [after for word, after in pairwise(words) if word == "-m"]
    assert [name for name in modules if name not in {"venv", "pip"} and f"\n{name}==" not in f"\n{needed}"] == []
    assert files or modules


# --- The tables


def plan_table(page: str) -> dict[str, set[str]]:
    """Return the names in the table of the plan file, by section as `KEYS` has them."""
    found: dict[str, set[str]] = {section: set() for section in SECTIONS.values()}
    for section, name in re.findall(r"^\| `?([^|`]+?)`? \| `(\w+)` \|", page, re.MULTILINE):
        if section in SECTIONS:
            found[SECTIONS[section]].add(name)
    return found


def test_the_table_names_all_that_a_plan_file_may_hold() -> None:
    table = plan_table(README)
    table[""] |= {section for section in SECTIONS.values() if section and "." not in section}
    assert table == KEYS


def test_a_name_that_the_table_lacks_would_be_noticed() -> None:
    for section, names in plan_table(README).items():
        for name in names:
            assert plan_table(README.replace(f"| `{name}` |", "| |"))[section] == names - {name}


@pytest.mark.parametrize(("section", "name"), CHOICES)
def test_the_table_names_every_choice(section: str, name: str) -> None:
    [row] = [line for line in README.splitlines() if line.startswith(f"| `[{section}]` | `{name}` |")] or [
        line for line in README.splitlines() if line.startswith(f"| `[[{section}]]` | `{name}` |")
    ]
    assert [choice for choice in CHOICES[section, name] if f"`{choice}`" not in row] == []


def test_the_compounds_and_measures_in_the_table_exist(handbook: Handbook) -> None:
    [row] = [line for line in README.splitlines() if line.startswith("| `[[supplements]]` | `form` |")]
    named = re.findall(r"`(\w+)`", row)[1:]
    assert {handbook.form(name).form for name in named} == {product.form for product in handbook.products}
    assert f"`forms` puts {len(handbook.forms)} compounds side by side" in README
    assert "such as `almond`;" in README
    assert "almond" in handbook.measures["usda-12061"]


# --- Figures, links, versions


def test_the_size_of_the_food_table(handbook: Handbook) -> None:
    known = int(handbook.foods["mg_per_100g"].notna().sum())
    dutch = sum(bool(food.name_nl) for food in handbook.food_by_id.values())
    newer = sum(food.citation.source == "USDA_SRLEGACY2018" for food in handbook.food_by_id.values())
    figures = f"{len(handbook.foods):,} foods, {known:,} of them with a value and {dutch:,} with a Dutch name"
    one_line = " ".join(README.split())
    assert figures in one_line
    assert f"{newer} newer values" in one_line


@pytest.mark.parametrize("page", [README, CHANGELOG], ids=["README", "CHANGELOG"])
def test_links_and_pictures_are_there(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", page) if not link.startswith("https://")]
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_page_shows_pictures() -> None:
    pictures = set(re.findall(r"!\[[^\]]{10,}\]\((docs/screenshots/[^)]+\.png)\)", README))
    assert pictures == {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "screenshots").glob("*.png")}
    assert pictures


def test_every_path_on_the_page_exists() -> None:
    [layout] = [block for block in blocks_of("text") if "app.py " in block]
    named = [line.split()[0] for line in layout.splitlines()]
    named += re.findall(r"`((?:data|docs|nutrition|tests|tools)/[\w./-]*|[\w-]+\.py|[A-Z]+(?:\.md)?)`", README)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_changelog_tells_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == nutrition.__version__
    [newest, *_] = re.findall(r"^## .*$", CHANGELOG, re.MULTILINE)
    assert nutrition.__version__ in newest
