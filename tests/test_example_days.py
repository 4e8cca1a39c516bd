"""The days to begin with: foods of our table in measures it has, and nothing on a plate that its diet leaves out."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nutrition import DataError, Handbook, Person, Plan, make_report
from nutrition.handbook import DATA, load_handbook
from nutrition.plan import Meal
from nutrition.storage import read_plan
from nutrition.text import Text
from nutrition.wishes import Diet

DAYS = DATA / "example_days"
FITS = {"omnivore": {"omnivore", "pescetarian", "vegetarian", "vegan"}, "vegetarian": {"vegetarian", "vegan"}}
FITS["vegan"] = {"vegan"}
GOOD = """[food_wishes]
diet = "vegan"

[[items]]
meal = "snack"
food = "usda-12061"
measure = "portion"
amount = 1
"""


def test_there_is_a_day_for_who_eats_everything_no_meat_and_no_animals(handbook: Handbook) -> None:
    assert list(handbook.example_days) == [Diet.OMNIVORE, Diet.VEGETARIAN, Diet.VEGAN]
    assert {path.stem for path in DAYS.glob("*.toml")} == set(handbook.example_days)


@pytest.mark.parametrize("diet", FITS)
def test_a_day_holds_only_foods_that_fit_its_diet(diet: str, handbook: Handbook) -> None:
    """Read from the table itself, beside the loader that refuses the rest."""
    with (DATA / "food_attributes.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["food_id"]: row["diet"] for row in csv.DictReader(stream)}
    eaten = {item.food_id for item in handbook.example_days[Diet(diet)]}
    assert {food_id: known.get(food_id) for food_id in eaten if known.get(food_id) not in FITS[diet]} == {}


def test_the_day_with_meat_has_meat(handbook: Handbook) -> None:
    eaten = handbook.example_days[Diet.OMNIVORE]
    assert any(handbook.attributes[item.food_id].diet is Diet.OMNIVORE for item in eaten)


@pytest.mark.parametrize("diet", FITS)
def test_a_day_is_a_plan_file_of_whole_meals(diet: str, handbook: Handbook) -> None:
    content = (DAYS / f"{diet}.toml").read_bytes()
    plan = read_plan(content)
    assert plan.items == handbook.example_days[Diet(diet)]
    assert plan.food_wishes.diet is Diet(diet)
    assert {item.meal for item in plan.items} == set(Meal)
    assert all(item.measure for item in plan.items)  # as people say it, not in grams
    assert b"neither an average nor advice" in content
    report = make_report(Plan(person=Person(age_years=40, sex="female"), items=plan.items), handbook, "gezondheidsraad")
    assert not report.intake.at_least
    energy_kcal = sum((line.food.kcal_per_100g or 0) * line.portion_g / 100 for line in report.intake.lines)
    assert 1500 < energy_kcal < 2500, "a day that somebody could live on"


def refusal(folder: Path, texts: dict[str, Text]) -> DataError:
    with pytest.raises(DataError) as refused:
        load_handbook(folder)
    assert all(text.error(refused.value) for text in texts.values())
    return refused.value


def with_day(folder: Path, *days: str) -> Path:
    (folder / "example_days").mkdir()
    for number, content in enumerate(days):
        (folder / "example_days" / f"day{number}.toml").write_text(content, encoding="utf-8")
    return folder


def test_a_good_day_is_read(small_data: Callable[[], Path]) -> None:
    found = load_handbook(with_day(small_data(), GOOD)).example_days
    assert [(diet.value, len(items)) for diet, items in found.items()] == [("vegan", 1)]


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("usda-12061", "usda-0", "entry_incomplete", "items 1"),
        ('"portion"', '"bucket"', "entry_incomplete", "items 1"),
        ("amount = 1", "amount = -1", "entry_incomplete", "items 1"),
        ("amount = 1", "amount = 1\nday = 2", "entry_incomplete", "items 1"),
        ("amount = 1", "mount = 1", "entry_incomplete", "items 1"),
        ("food = ", "drink = ", "entry_incomplete", "items 1"),
        ('diet = "vegan"', "", "entry_incomplete", "food_wishes"),
        ('"vegan"', '"carnivore"', "entry_incomplete", "food_wishes"),
        ("[[items]]", "[items]", "entry_incomplete", "items"),
        # milk is nothing for a vegan; of what has no row in the attributes nobody knows
        ("usda-12061", "usda-1077", "not_of_diet", "items 1"),
        ("usda-12061", "usda-99002", "not_of_diet", "items 1"),
    ],
)
def test_a_broken_day_is_refused(
    old: str, new: str, code: str, row: str, small_data: Callable[[], Path], texts: dict[str, Text]
) -> None:
    content = GOOD.replace(old, new)
    if code == "not_of_diet":
        content = re.sub(r'measure = "portion"\namount = 1', "grams = 30", content)
    error = refusal(with_day(small_data(), content), texts)
    assert (error.code, error.values["file"], error.values["row"]) == (code, "day0.toml", row)


def test_one_day_for_one_diet(small_data: Callable[[], Path], texts: dict[str, Text]) -> None:
    assert refusal(with_day(small_data(), GOOD, GOOD), texts).code == "twice"
