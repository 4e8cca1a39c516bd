"""A small copy of `data/`: the real catalogues with a handful of foods, quick to load and easy to break."""

import csv
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from nutrition import foods as food_table
from nutrition import measures as measure_table
from nutrition.handbook import DATA, Handbook, load_handbook
from nutrition.text import load_text

FOODS_CSV, MEASURES_CSV = "food_magnesium.csv", "household_measures.csv"
NUTS = "Nut and Seed Products"

# food_id, name_en, name_nl, food_group, mg_per_100g (None: no value), usual portion in grams (None: not suggested)
FOODS: Sequence[tuple[str, str, str, str, float | None, float | None]] = (
    ("usda-12061", "Almonds", "amandelen", NUTS, 270.0, 25.0),
    ("usda-12087", "Cashew nuts, raw", "cashewnoten, rauw", NUTS, 292.0, 25.0),
    ("usda-12014", "Pumpkin seed kernels, dried", "pompoenpitten, gedroogd", NUTS, 592.0, 15.0),
    ("usda-11458", "Spinach, boiled, drained", "spinazie, gekookt", "Vegetables and Vegetable Products", 87.0, 150.0),
    ("usda-11457", "Spinach, raw", "spinazie, rauw", "Vegetables and Vegetable Products", 79.0, 75.0),
    ("usda-19904", "Chocolate, dark, 70-85% cacao solids", "pure chocolade, 70–85 % cacao", "Sweets", 228.0, 20.0),
    ("usda-9040", "Bananas, raw", "banaan", "Fruits and Fruit Juices", 27.0, 130.0),
    ("usda-9037", "Avocados, raw", "avocado", "Fruits and Fruit Juices", 29.0, 80.0),
    ("usda-16043", "Beans, pinto, boiled", "bruine bonen, gekookt", "Legumes and Legume Products", 50.0, 150.0),
    ("usda-20036", "Rice, brown, raw", "zilvervliesrijst, rauw", "Cereal Grains and Pasta", 143.0, 75.0),
    ("usda-8120", "Cereals, oats, raw", "havermout", "Breakfast Cereals", 138.0, 40.0),
    ("usda-1077", "Milk, whole", "volle melk", "Dairy and Egg Products", 10.0, 200.0),
    ("usda-16108", "Soybeans, raw", "sojabonen, rauw", "Legumes and Legume Products", 280.0, 60.0),
    ("usda-4053", "Oil, olive", "olijfolie", "Fats and Oils", 0.0, None),
    ("usda-99001", "Food without a value", "", "Snacks", None, None),
    ("usda-99002", "Another without a value", "nog een zonder waarde", "Snacks", None, None),
)
ALLERGENS = (
    "gluten", "dairy", "egg", "nuts", "peanuts", "soy", "fish", "shellfish", "sesame", "celery", "mustard", "lupin",
)  # fmt: skip
# food_id, kind, meal, offered, diet, what it contains, what is unknown; the foods without a commonness have no row
ATTRIBUTES: Sequence[tuple[str, str, str, str, str, str, str]] = (
    ("usda-12061", "nuts", "snack", "yes", "vegan", "nuts", ""),
    ("usda-12087", "nuts", "snack", "yes", "vegan", "nuts", ""),
    ("usda-12014", "seeds", "breakfast", "yes", "vegan", "", ""),
    ("usda-11458", "vegetable_cooked_leafy", "dinner", "yes", "vegan", "", ""),
    ("usda-11457", "salad_leaf", "lunch", "yes", "vegan", "", ""),
    ("usda-19904", "chocolate", "snack", "yes", "vegan", "", "gluten dairy egg nuts peanuts soy sesame lupin"),
    ("usda-9040", "fruit_fresh", "snack", "yes", "vegan", "", ""),
    ("usda-9037", "avocado", "lunch", "yes", "vegan", "", ""),
    ("usda-16043", "pulses", "dinner", "yes", "vegan", "", ""),
    ("usda-20036", "dry_grain", "dinner", "no", "vegan", "", ""),
    ("usda-8120", "breakfast_cereal", "breakfast", "yes", "vegan", "gluten", ""),
    ("usda-1077", "milk", "breakfast", "yes", "vegetarian", "dairy", ""),
    ("usda-16108", "pulses_dry_raw", "dinner", "no", "vegan", "soy", ""),
    ("usda-4053", "fat_oil", "dinner", "no", "vegan", "", ""),
)
ATTRIBUTE_COLUMNS = ("food_id", "kind", "meal", "offered", "diet", *ALLERGENS, "basis", "note")
SOURCE = "USDA_SR28"
TEXTS = {language: load_text(language) for language in ("nl", "en")}


def food_rows() -> list[dict[str, str]]:
    """Return the rows of the small food table."""
    return [
        dict.fromkeys((column.name for column in food_table.COLUMNS), "")
        | {
            "food_id": food_id,
            "name_en": name_en,
            "name_nl": name_nl,
            "food_group": group,
            "mg_per_100g": "" if mg is None else f"{mg:g}",
            "derivation": "missing" if mg is None else "analysed",
            "commonness": "" if mg is None else "1",
            "suggested": "yes" if portion else "",
            "source": SOURCE,
            "locator": food_id.removeprefix("usda-").zfill(5),
        }
        for food_id, name_en, name_nl, group, mg, portion in FOODS
    ]


def measure_rows() -> list[dict[str, str]]:
    """Return the rows of the small table of measures: every usual portion, and for almonds two more."""
    usual = [(food_id, "1", "portion", "portie", f"{portion:g}", "yes") for food_id, *_, portion in FOODS if portion]
    others = [("usda-12061", "1", "cup, whole", "kop", "143", ""), ("usda-12061", "22", "kernel", "", "28.35", "")]
    names = ("food_id", "amount", "measure", "measure_nl", "grams", "usual")
    return [
        dict(zip(names, row, strict=True)) | {"basis": "published", "source": SOURCE, "locator": "WEIGHT"}
        for row in [*usual, *others]
    ]


def attribute_rows() -> list[dict[str, str]]:
    """Return the rows of the small table of what is known of a food."""
    return [
        {
            "food_id": food_id,
            "kind": kind,
            "meal": meal,
            "offered": offered,
            "diet": diet,
            "basis": "reviewed",
            "note": "",
        }
        | dict.fromkeys(ALLERGENS, "no")
        | dict.fromkeys(contains.split(), "yes")
        | dict.fromkeys(unknown.split(), "")
        for food_id, kind, meal, offered, diet, contains, unknown in ATTRIBUTES
    ]


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> None:
    """Write a table of `data/`."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_small_data(folder: Path) -> Path:
    """Write a whole small `data/` into an empty folder, and return it."""
    shutil.copytree(DATA, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.csv", "example_days"))
    for name in ("synonyms.csv", "within_person_sd.csv"):
        shutil.copy(DATA / name, folder)
    write_csv(folder / "same_foods.csv", [], ["food_id", "same_as"])
    write_csv(folder / FOODS_CSV, food_rows(), [column.name for column in food_table.COLUMNS])
    write_csv(folder / MEASURES_CSV, measure_rows(), [column.name for column in measure_table.COLUMNS])
    write_csv(folder / "food_attributes.csv", attribute_rows(), ATTRIBUTE_COLUMNS)
    return folder


@cache
def small_book() -> Handbook:
    """Return the small handbook. Properties call this: as an argument it would fill the screen when one fails."""
    with tempfile.TemporaryDirectory() as folder:
        return load_handbook(write_small_data(Path(folder)))
