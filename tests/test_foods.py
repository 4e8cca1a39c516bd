"""The food table: every broken promise is told with its file and row, and people find what they ask for."""

import re
from collections.abc import Callable
from pathlib import Path

import handbook_fixture as small
import pytest

from nutrition import DataError, find_foods, load_handbook
from nutrition.foods import COLUMNS, Derivation
from nutrition.handbook import Handbook, edition_of
from nutrition.search import MOST_RESULTS
from nutrition.text import Text

NAMES = [column.name for column in COLUMNS]
SPINACH = 5  # the row of the file, the heading is row 1


def change_food(folder: Path, **values: str) -> None:
    """Change the cells of one row of the food table."""
    rows = small.food_rows()
    rows[SPINACH - 2] |= values
    small.write_csv(folder / small.FOODS_CSV, rows, NAMES)


def refusal(folder: Path, texts: dict[str, Text]) -> DataError:
    """Return why a folder cannot be loaded, after both languages have named the file."""
    with pytest.raises(DataError) as caught:
        load_handbook(folder)
    for text in texts.values():
        assert str(caught.value.values["file"]) in text.error(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"food_id": ""}, "cell_empty"),
        ({"food_id": "usda-12061"}, "twice"),
        ({"name_en": " "}, "cell_empty"),
        ({"mg_per_100g": "veel"}, "not_a_number"),
        ({"mg_per_100g": "8,7"}, "not_a_number"),
        ({"mg_per_100g": "nan"}, "not_a_number"),
        ({"mg_per_100g": "1_000"}, "not_a_number"),
        ({"mg_per_100g": "-1"}, "out_of_range"),
        ({"mg_per_100g": "100001"}, "out_of_range"),
        ({"derivation": "guessed"}, "not_a_choice"),
        ({"derivation": ""}, "cell_empty"),
        ({"derivation": "missing"}, "value_and_derivation"),
        ({"mg_per_100g": ""}, "value_and_derivation"),
        ({"mg_per_100g": " "}, "value_and_derivation"),
        ({"commonness": "4"}, "out_of_range"),
        ({"suggested": "no"}, "not_a_choice"),
        ({"source": ""}, "cell_empty"),
        ({"source": "Wikipedia"}, "unknown_source"),
        ({"locator": ""}, "cell_empty"),
        ({"locator": " "}, "cell_empty"),
    ],
)
def test_a_wrong_row_is_refused(
    values: dict[str, str], code: str, small_data: Callable[[], Path], texts: dict[str, Text]
) -> None:
    folder = small_data()
    change_food(folder, **values)
    error = refusal(folder, texts)
    assert (error.code, error.values["file"]) == (code, small.FOODS_CSV)
    assert error.values["row"] == SPINACH
    assert all(str(SPINACH) in text.error(error) for text in texts.values())


def test_spaces_around_a_choice_do_not_matter_or_are_refused(small_data: Callable[[], Path]) -> None:
    folder = small_data()
    change_food(folder, derivation="analysed ", suggested="yes ")
    try:
        food = load_handbook(folder).food("usda-11458")
    except DataError:
        return
    assert (food.derivation, food.suggested) == (Derivation.ANALYSED, True)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_column_is_named(name: str, small_data: Callable[[], Path], texts: dict[str, Text]) -> None:
    folder = small_data()
    rows = [{key: value for key, value in row.items() if key != name} for row in small.food_rows()]
    small.write_csv(folder / small.FOODS_CSV, rows, [column for column in NAMES if column != name])
    error = refusal(folder, texts)
    assert (error.code, error.values["column"]) == ("column_missing", name)


def test_a_row_with_a_cell_too_many_is_refused(small_data: Callable[[], Path], texts: dict[str, Text]) -> None:
    folder = small_data()
    path = folder / small.FOODS_CSV
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[SPINACH - 1] += ",one more"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert refusal(folder, texts).values["row"] == SPINACH


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (small.FOODS_CSV, b""),
        (small.FOODS_CSV, b"\xff\xfe"),
        (small.MEASURES_CSV, b"food_id\n"),
        ("sources.toml", b"[EFSA2015\n"),
        ("sources.toml", b"[EFSA2015]\nyear = 2015\n"),
        ("sources.toml", b"EFSA2015 = 5\n"),
        ("supplement_forms.toml", b"[oxide]\nname_en = 'Magnesium oxide'\n"),
        ("supplement_forms.toml", b"oxide = 5\n"),
        ("supplement_products.toml", b"[[product]]\nform = 'lood'\n"),
        ("supplement_products.toml", b"product = 5\n"),
        ("cautions.toml", b"[kidney]\naction = 'x'\n"),
        ("cautions.toml", b"kidney = 5\n"),
        ("reference_values/efsa.toml", b"authority = 'efsa'\n"),
        ("reference_values/efsa.toml", b"\x00"),
    ],
)
def test_a_broken_file_is_named(
    file: str, content: bytes, small_data: Callable[[], Path], texts: dict[str, Text]
) -> None:
    folder = small_data()
    (folder / file).write_bytes(content)
    assert refusal(folder, texts).values["file"] == Path(file).name


@pytest.mark.parametrize("file", [small.FOODS_CSV, small.MEASURES_CSV, "sources.toml", "cautions.toml"])
def test_a_file_that_is_not_there(file: str, small_data: Callable[[], Path], texts: dict[str, Text]) -> None:
    folder = small_data()
    (folder / file).unlink()
    assert refusal(folder, texts).code == "file_unreadable"


def test_a_suggested_food_needs_a_portion(small_data: Callable[[], Path], texts: dict[str, Text]) -> None:
    folder = small_data()
    rows = small.food_rows()
    next(row for row in rows if row["food_id"] == "usda-4053")["suggested"] = "yes"
    small.write_csv(folder / small.FOODS_CSV, rows, NAMES)
    assert refusal(folder, texts).code == "suggested_without_portion"


def test_the_edition_changes_with_every_byte_but_not_with_line_ends(small_data: Callable[[], Path]) -> None:
    folder = small_data()
    before = edition_of(folder)
    path = folder / "cautions.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert edition_of(folder) == before
    change_food(folder, mg_per_100g="88")
    assert edition_of(folder) != before
    assert edition_of(small_data()) == before


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        ("amandelen", r"^(nuts, )?almonds?$"), ("almonds", r"^(nuts, )?almonds?$"), ("ALMOND", r"^(nuts, )?almonds?$"),
        ("spinazie", r"^spinach"),
        ("spinach", r"^spinach"), ("spin", r"^spinach"), ("witte bonen", r"beans"),
        ("pure chocolade", r"dark chocolate|chocolate, dark"),
        ("dark chocolate", r"dark chocolate|chocolate, dark"), ("banaan", r"^bananas?"), ("avocado", r"^avocados?"),
        ("pompoenpitten", r"pumpkin"), ("havermout", r"oat"), ("melk", r"milk"), ("cashewnoten", r"cashew"),
    ],
)  # fmt: skip
def test_people_find_what_they_ask_for(words: str, pattern: str, language: str, handbook: Handbook) -> None:
    found = find_foods(handbook.foods, words, language)
    assert re.search(pattern, found.iloc[0]["name_en"].casefold())
    assert len(found) <= MOST_RESULTS
    assert found["food_id"].is_unique


@pytest.mark.parametrize("words", ["", " ", "...", "—–()", "%", "😀", "\x00", "qqqq", "(((", ".*", "[a-z]+", "$^\\"])
def test_nothing_to_find(words: str, handbook: Handbook) -> None:
    found = find_foods(handbook.foods, words, "nl")
    # the letters of an expression are letters, never an expression
    assert found.empty or re.search("[a-z]", words)
    assert list(found.columns) == list(handbook.foods.columns)


@pytest.mark.parametrize("words", ["a" * 100_000, "amandelen " * 10_000, "z" * 99_990 + " almonds"])
def test_a_very_long_question(words: str, handbook: Handbook) -> None:
    assert len(find_foods(handbook.foods, words, "nl")) <= MOST_RESULTS


@pytest.mark.parametrize("food_id", small.FOODS)
def test_a_whole_name_finds_its_food_first(food_id: tuple[str, str, str], small_handbook: Handbook) -> None:
    for name, language in ((food_id[1], "en"), (food_id[2], "nl")):
        if name:
            assert find_foods(small_handbook.foods, name, language).iloc[0]["food_id"] == food_id[0]


def test_a_sorted_or_cut_table_is_searched_as_it_is(small_handbook: Handbook) -> None:
    turned = small_handbook.foods.iloc[::-1]
    assert find_foods(turned, "almonds", "en").iloc[0]["name_en"] == "Almonds"
    assert find_foods(turned.head(3), "almonds", "en").empty


@pytest.mark.parametrize(
    ("food_id", "mg"),
    [
        ("usda-12061", 270), ("usda-11457", 79), ("usda-11458", 87), ("usda-19904", 228), ("usda-12014", 592),
        ("usda-12087", 292), ("usda-9040", 27), ("usda-9037", 29),
    ],
)  # fmt: skip
def test_spot_values_of_the_real_table(food_id: str, mg: float, handbook: Handbook) -> None:
    food = handbook.food(food_id)
    assert food.mg_per_100g == mg
    assert food.citation.locator == food_id.removeprefix("usda-").zfill(5)
