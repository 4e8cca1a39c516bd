"""Every food has a Dutch name of its own; a sample of the names has been read by eye and may not change unread."""

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from tools.food_names import EqualNamesError, UnknownFacetError, composed, read_facets, refuse_equal_names

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "cases" / "names_sample.csv"
SAMPLE_SIZE = 200
SEED = "names-1"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def foods() -> list[dict[str, str]]:
    return read(ROOT / "data" / "food_magnesium.csv")


@pytest.fixture(scope="module")
def facets() -> dict[str, dict[str, str]]:
    return read_facets(ROOT / "data" / "facets_nl.csv")


def drawn(foods: list[dict[str, str]]) -> list[str]:
    """Draw foods by the hash of their id: a food that comes or goes replaces at most one of the sample."""
    ids = [row["food_id"] for row in foods]
    return sorted(sorted(ids, key=lambda name: hashlib.sha256(f"{SEED} {name}".encode()).hexdigest())[:SAMPLE_SIZE])


def test_every_food_has_a_dutch_name(foods):
    assert [row["food_id"] for row in foods if not row["name_nl"].strip()] == []
    assert len(foods) > 7000


def test_names_are_unique_in_both_languages(foods):
    for column in ("name_en", "name_nl"):
        names = Counter(row[column].casefold() for row in foods)
        assert [name for name, count in names.items() if count > 1] == []


def test_names_are_well_formed(foods):
    slips = re.compile(r"\s\s|, ,|,,|^[\s,]|[\s,]$|\s,|\( |, \(|\b(with|and|without|cooked|raw)\b")
    assert [row["name_nl"] for row in foods if slips.search(row["name_nl"])] == []
    assert [row["name_nl"] for row in foods if row["name_nl"].count("(") != row["name_nl"].count(")")] == []
    assert [row["name_nl"] for row in foods if "maïs" in row["name_nl"]] == []


def test_a_name_starts_small_unless_it_starts_with_a_proper_name(foods):
    proper = {
        "Alaska", "Amerikaanse", "Belgische", "Canadese", "Chinese", "Deens", "Engelse", "Franse", "French", "Griekse",
        "Goudse", "Edammer", "Maasdammer", "Hollandse", "Hongaarse", "Hubbardpompoen", "Italiaans", "Italiaanse",
        "Japans", "Japanse", "Lebanon-boterhamworst", "Malabarspinazie", "Mexicaanse", "New", "Nieuw-Zeelandse",
        "Parmezaanse", "Poolse", "Romeinse", "Salisburysteak", "Spaanse", "Spaanse-rijstmix", "Swisswurst",
        "USDA-voedselhulp", "USDA-voedselprogramma", "Zwitserse",
    }  # fmt: skip
    capital = {row["name_nl"].replace(",", "").split()[0] for row in foods if row["name_nl"][0].isupper()}
    assert capital - proper == set()


def test_the_sample_is_the_one_that_is_drawn_and_was_read(foods):
    sample = read(SAMPLE)
    assert {row["read"] for row in sample} == {"yes"}
    assert [row["food_id"] for row in sample] == drawn(foods)


def test_no_name_of_the_sample_changed_since_it_was_read(foods):
    table = {row["food_id"]: (row["name_en"], row["name_nl"]) for row in foods}
    changed = [row for row in read(SAMPLE) if table[row["food_id"]] != (row["name_en"], row["name_nl"])]
    assert changed == [], "read these names again, then write them to tests/cases/names_sample.csv"


def test_composed_names_follow_from_the_facets(foods, facets):
    own = {row["food_id"] for row in read(ROOT / "tools" / "everyday_foods.csv")}
    rows = [row for row in foods if row["food_id"].startswith("usda-") and row["food_id"] not in own]
    assert len(rows) > 5500
    assert [
        row["name_nl"] for row in rows if row["name_nl"] != composed(row["name_en"], row["food_group"], facets)
    ] == []


def test_facets_are_sorted_checked_and_of_groups_that_exist(foods):
    rows = read(ROOT / "data" / "facets_nl.csv")
    assert {row["checked"] for row in rows} == {"by hand"}
    keys = [(row["facet"].casefold(), row["facet"], row["context"]) for row in rows]
    assert keys == sorted(keys)
    assert {row["context"] for row in rows} - {row["food_group"] for row in foods} == {""}


FACETS = {
    "Cabbage": {"": "kool"},
    "red": {"": "rood", "Beverages": "rode"},
    "Cabbage, red": {"": "rodekool"},
    "and stems": {"": "en stelen"},
    "(fuki)": {"": "(fuki)"},
    "all grades": {"": ""},
    "raw": {"": "rauw"},
}


@pytest.mark.parametrize(
    ("name_en", "group", "name_nl"),
    [
        ("Cabbage, raw", "Vegetables", "kool, rauw"),
        ("Cabbage, red, raw", "Vegetables", "rodekool, rauw"),
        ("Cabbage, and stems, raw", "Vegetables", "kool en stelen, rauw"),
        ("Cabbage, (fuki), raw", "Vegetables", "kool (fuki), rauw"),
        ("Cabbage, all grades, raw", "Vegetables", "kool, rauw"),
        ("raw, red", "Beverages", "rauw, rode"),
    ],
)
def test_composed(name_en, group, name_nl):
    assert composed(name_en, group, FACETS) == name_nl


def test_a_facet_that_is_missing_or_meant_for_another_group_is_named():
    with pytest.raises(UnknownFacetError, match="'boiled'"):
        composed("Cabbage, boiled", "Vegetables", FACETS)
    with pytest.raises(UnknownFacetError, match="'dry'"):
        composed("dry", "Soups", {"dry": {"Beverages": "droog"}})


def test_names_that_differ_in_capitals_only_are_equal():
    rows = [{"food_id": f"own-{name}", "name_en": name, "name_nl": ""} for name in ("Kale", "kale")]
    with pytest.raises(EqualNamesError, match="own-Kale"):
        refuse_equal_names(rows)
