"""The command line: the same figures as everywhere, one clear line when something is wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from nutrition.browsing import FoodFilter, browse
from nutrition.handbook import Handbook
from nutrition.plan_foods import PlanFoods
from nutrition.shelf import Per
from nutrition.views import cli

ROOT = Path(__file__).resolve().parent.parent
DAY = """
[person]
age_years = 40
sex = "female"
ask_first = "no"
[[items]]
food = "usda-12061"
grams = 30
[[items]]
food = "usda-11458"
grams = 100
[[items]]
food = "usda-19904"
grams = 30
"""
Run = tuple[int, str, str]


@pytest.fixture(autouse=True)
def _one_handbook(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "load_handbook", lambda **_: handbook)


@pytest.fixture
def day(tmp_path: Path) -> Path:
    path = tmp_path / "dag één.toml"
    path.write_text(DAY, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Run:
    """Run one command in this process."""
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def as_process(*arguments: object) -> tuple[int, bytes, bytes]:
    """Run one command as people do, in an environment that is not UTF-8."""
    command = [sys.executable, "-m", "nutrition", *map(str, arguments)]
    environment = {"PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


FIGURES = {
    "en": ("236.4 mg", "63.6 mg", "300 mg (AI", "1 tablet of 100 mg (bisglycinate)", "709.4 mg", "68.4 mg"),
    "nl": ("236,4 mg", "63,6 mg", "300 mg (AI", "1 tablet van 100 mg (bisglycinaat)", "709,4 mg", "68,4 mg"),
}


@pytest.mark.parametrize("language", FIGURES)
@pytest.mark.parametrize("authority", ["gezondheidsraad", "efsa"])
def test_report(language: str, authority: str, day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "report", day, "--language", language, "--authority", authority)
    assert (code, err) == (0, "")
    assert [figure for figure in FIGURES[language] if figure not in out] == []


@pytest.mark.parametrize(("language", "least"), [("en", "at least 236.4 mg"), ("nl", "minstens 236,4 mg")])
def test_at_least(language: str, least: str, day: Path, handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    unknown = next(food for food in handbook.food_by_id.values() if food.mg_per_100g is None)
    more = f'[[items]]\nfood = "{unknown.food_id}"\ngrams = 200\n'
    day.write_text(DAY + more, encoding="utf-8")
    code, out, _ = run(capsys, "report", day, "--language", language)
    assert code == 0
    assert least in out
    assert f"{unknown.name(language)}, 200 g" in out


OWN = """
[[items]]
food = "own-1"
grams = 40
[[items]]
food = "own-2"
grams = 100
[[own_foods]]
food = "own-1"
name = "=1+1"
mg_per_100g = 140.625
label = "us"
[[recipes]]
food = "own-2"
name = "Pap"
cooked_g = 200
[[recipes.ingredients]]
food = "own-1"
grams = 100
[[recipes.ingredients]]
food = "usda-2074"
grams = 20
"""


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        ("en", ("at least 363", "56.3 mg  =1+1, 40 g [own figure % of 420 mg", "at least 70.3 mg  Pap", "own recipe")),
        ("nl", ("minstens 363", "56,3 mg  =1+1, 40 g [eigen opgave % van 420 mg", "minstens 70,3 mg  Pap", "recept")),
    ],
)
def test_own_foods_in_a_plan_file(
    language: str, figures: tuple[str, ...], day: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day.write_text(DAY + OWN, encoding="utf-8")
    code, out, err = run(capsys, "report", day, "--language", language)
    assert (code, err) == (0, "")
    assert [figure for figure in figures if figure not in out] == []
    assert {"en": "have not yet checked", "nl": "nog niet in de bron"}[language] in out
    day.write_text(DAY + OWN.replace("140.625", "0.14"), encoding="utf-8")
    one_clear_line(run(capsys, "report", day, "--language", language), "140 mg")


@pytest.mark.parametrize("language", FIGURES)
def test_report_as_a_process_is_utf8(language: str, day: Path) -> None:
    code, out, err = as_process("report", day, "--language", language)
    assert (code, err) == (0, b"")
    said = out.decode("utf-8")
    assert "Magnesiumwijzer · " in said
    assert [figure for figure in FIGURES[language] if figure not in said] == []


def test_an_error_as_a_process_is_one_line_of_utf8(tmp_path: Path) -> None:
    code, out, err = as_process("report", tmp_path / "één.toml", "--language", "nl")
    assert (code, out) == (2, b"")
    assert err.decode("utf-8").count("\n") == 1
    assert "één.toml" in err.decode("utf-8")
    assert b"Traceback" not in err


VERDICTS = {
    "en": {
        "EU (EFSA)": "63.6 mg below the AI: cannot be determined",
        "US/Canada (NASEM)": "38 % sure that it is enough",
        "AU/NZ (NHMRC)": "not checked by us",
        "WHO/FAO": "reaches the RNI",
    },
    "nl": {
        "EU (EFSA)": "63,6 mg onder de AI: of dat genoeg is, valt niet te zeggen",
        "VS/Canada (NASEM)": "38 % zeker dat het genoeg is",
        "AU/NZ (NHMRC)": "door ons niet nagekeken",
        "WHO/FAO": "haalt de RNI",
    },
}


@pytest.mark.parametrize("language", VERDICTS)
def test_compare(language: str, day: Path, handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "compare", day, "--language", language)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    for name, verdict in VERDICTS[language].items():
        assert [line for line in lines if line.startswith(f"{name} ") and line.endswith(verdict)]
    names = [table.short(language) for table in handbook.reference_values.values()]
    assert [line.partition("  ")[0] for line in lines if line.startswith(tuple(names))] == names
    for key in ("GR2018: ", "IOM1997: ", "USDA_SR28: "):
        assert sum(line.startswith(f"  {key}") for line in lines) == 1


def test_compare_tells_a_wrong_plan_in_one_line(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day.write_text(DAY.replace("11458", "0"), encoding="utf-8")
    one_clear_line(run(capsys, "compare", day), "usda-0")
    one_clear_line(run(capsys, "compare"), "plan")


WRONG_PLANS = {
    "age": (DAY.replace("40", "150"), "150"),
    "negative": (DAY.replace("100", "-100"), "-100"),
    "absurd": (DAY.replace("100", "1e300"), ""),
    "infinite": (DAY.replace("100", "inf"), ""),
    "enormous": (DAY.replace("100", "9" * 400), ""),
    "more_digits": (DAY.replace("100", "9" * 5000), ""),
    "unknown_food": (DAY.replace("11458", "0"), "usda-0"),
    "two_lines": (DAY.replace("usda-11458", "usda\\n0"), "usda"),
    "unknown_measure": (DAY.replace("grams = 100", 'measure = "vat"'), "vat"),
    "list_measure": (DAY.replace("grams = 100", 'measure = ["vat"]'), ""),
    "unknown_form": (DAY + '[[supplements]]\nform = "lood"\nelemental_mg = 1\n', "lood"),
    "number_form": (DAY + "[wish]\nform = 5\n", ""),
    "misspelled": (DAY + '[[item]]\nfood = "x"\n', "item"),
    "empty": ("", "age_years"),
    "no_toml": ("person = [", ""),
    "deep": ("x = " + "[" * 50_000, ""),
    "escape": ('name = "\\u001b[31m"\nnonsense = 1\n' + DAY, "nonsense"),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", WRONG_PLANS)
def test_a_wrong_plan_is_one_clear_line(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, named = WRONG_PLANS[name]
    path = tmp_path / "plan.toml"
    path.write_text(content, encoding="utf-8")
    one_clear_line(run(capsys, "report", path, "--language", language), named)
    one_clear_line(run(capsys, "export", path, tmp_path / "plan.xlsx", "--language", language), named)
    assert not (tmp_path / "plan.xlsx").exists()


def one_clear_line(said: Run, named: str) -> None:
    """Fail unless a command ended with 2, nothing but one sentence, and no words that are meant for us."""
    code, out, err = said
    assert (code, out) == (2, "")
    assert err.endswith("\n")
    assert len(err.splitlines()) == 1
    assert named in err
    for ours in ("Error", "Traceback", "_out_of_range", "in_plan", "problem="):
        assert ours not in err


def test_a_file_that_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one_clear_line(run(capsys, "report", tmp_path / "nergens.toml"), "nergens.toml")
    one_clear_line(run(capsys, "report", tmp_path), str(tmp_path))
    (tmp_path / "binary.toml").write_bytes(bytes(range(256)))
    one_clear_line(run(capsys, "report", tmp_path / "binary.toml"), "binary.toml")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["report"],
        ["nonsense"],
        ["foods"],
        ["export", "x.toml"],
        ["report", "x.toml", "--colour", "red"],
        ["report", "x.toml", "--language", "fr"],
        ["report", "x.toml", "--language"],
        ["foods", "almond", "--language", ""],
        ["foods", " "],
        ["foods", "--sort", "price"],
        ["foods", "--most", "0"],
        ["foods", "--most", "many"],
        ["foods", "--group", "no such group"],
    ],
)
def test_wrong_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    one_clear_line(run(capsys, *arguments), "")


def test_unknown_authority_names_those_that_exist(day: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "report", day, "--authority", "somebody", "--language", "nl")
    one_clear_line(said, "gezondheidsraad, efsa, hgr, dach, nnr, coma, nasem, nhmrc, mhlw, who_fao")
    assert "instantie" in said[2]


@pytest.mark.parametrize(("words", "language", "found"), [("almond", "en", "12061"), ("amandelen", "nl", "amandelen")])
def test_foods(words: str, language: str, found: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "foods", words, "--language", language)
    assert (code, err) == (0, "")
    assert "270 mg/100 g" in out
    assert found in out


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("per", Per)
def test_foods_ranked_as_on_the_page(
    per: Per, language: str, handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    group = {"nl": "noten en ZADEN", "en": "Nut and Seed Products"}[language]
    options = ["--sort", per, "--group", group, "--all", "--most", "25", "--language", language]
    code, out, err = run(capsys, "foods", "amandel", *options)
    assert (code, err) == (0, "")
    asked = FoodFilter(words="amandel", group="Nut and Seed Products", eaten=False)
    found = browse(PlanFoods(own={}, handbook=handbook), asked, per).part(0, 25)
    assert len(found.ranked) > 5
    places = re.findall(r"\[(\S+ [^]]+)\]$", out, re.MULTILINE)
    shown = (*found.ranked, *found.unranked, *found.no_value)
    assert places == [f"{one.food.citation.source} {one.food.citation.locator}" for one in shown]


def test_ranked_foods_without_a_value_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "foods", "potatoes", "--sort", "100g", "--all", "--most", "300")
    assert code == 0
    before, _, after = out.partition("Without a value:\n")
    assert "no value" not in before
    assert all("no value" in line for line in after.splitlines())
    assert after
    assert run(capsys, "foods", "moth beans", "--most", "5")[1].startswith("No food answers")
    assert "921.6" in run(capsys, "foods", "--all", "--most", "1")[1]


def test_no_foods_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "foods", "qqqq", "zzzz")
    assert code == 0
    assert "qqqq zzzz" in out


@pytest.mark.parametrize("language", ["nl", "en"])
def test_export(language: str, day: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("nutrition.views.excel", reason="the workbook is not built yet")
    target = tmp_path / "plan.xlsx"
    code, out, err = run(capsys, "export", day, target, "--language", language)
    assert (code, err) == (0, "")
    assert str(target) in out
    assert target.read_bytes().startswith(b"PK")
    one_clear_line(run(capsys, "export", day, tmp_path / "nowhere" / "plan.xlsx", "--language", language), "plan.xlsx")
