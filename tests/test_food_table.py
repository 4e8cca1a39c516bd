"""The food table: its values, its names and portions, and the tool that builds it, without the network."""

import csv
import importlib.util
import io
import re
import tarfile
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def foods() -> dict[str, dict[str, str]]:
    rows = read(ROOT / "data" / "food_magnesium.csv")
    table = {row["food_id"]: row for row in rows}
    assert len(table) == len(rows), "food_id is not unique"
    return table


@pytest.fixture(scope="module")
def measures() -> list[dict[str, str]]:
    return read(ROOT / "data" / "household_measures.csv")


@pytest.fixture(scope="module")
def everyday() -> list[dict[str, str]]:
    return read(ROOT / "tools" / "everyday_foods.csv")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_food_table", ROOT / "tools" / "build_food_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- The table that is shipped ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("food_id", "mg", "source"),
    [
        ("usda-12061", "270", "USDA_SR28"),  # almonds
        ("usda-11457", "79", "USDA_SR28"),  # spinach, raw
        ("usda-11458", "87", "USDA_SR28"),  # spinach, boiled
        ("usda-19904", "228", "USDA_SR28"),  # dark chocolate, 70-85 %
        ("usda-12014", "592", "USDA_SR28"),  # pumpkin seed kernels, dried
        ("usda-12087", "292", "USDA_SR28"),  # cashews, raw
        ("usda-9040", "27", "USDA_SR28"),  # banana
        ("usda-9037", "29", "USDA_SR28"),  # avocado
        ("usda-11233", "33", "USDA_SRLEGACY2018"),  # kale, raw: was 47
        ("usda-16158", "75", "USDA_SRLEGACY2018"),  # hummus: was 71
        ("usda-9110", "", "USDA_SR28"),  # goji berries, dried: unknown, not zero
    ],
)
def test_known_values(foods, food_id, mg, source):
    assert (foods[food_id]["mg_per_100g"], foods[food_id]["source"]) == (mg, source)


def test_almonds_carry_their_spread(foods):
    spread = [foods["usda-12061"][column] for column in ("samples", "se_mg", "min_mg", "max_mg")]
    assert spread == ["88", "1.371", "224", "303"]


def test_an_empty_cell_is_a_missing_value_and_the_other_way_round(foods):
    assert all((row["mg_per_100g"] == "") == (row["derivation"] == "missing") for row in foods.values())
    assert {row["derivation"] for row in foods.values()} == {"analysed", "calculated", "assumed", "missing"}


def test_newer_values_have_no_spread_and_there_are_eighteen(foods):
    newer = [row for row in foods.values() if row["source"] == "USDA_SRLEGACY2018"]
    assert len(newer) == 18
    assert not any(row[column] for row in newer for column in ("samples", "se_mg", "min_mg", "max_mg"))


def test_number_of_foods_with_a_value(foods):
    assert 5500 < sum(row["mg_per_100g"] != "" for row in foods.values()) < 6800


def test_foods_are_sorted_and_located_by_their_ndb_number(foods):
    numbers = [int(food_id.removeprefix("usda-")) for food_id in foods]
    assert numbers == sorted(numbers)
    assert all(re.fullmatch(r"\d{5}", row["locator"]) for row in foods.values())
    assert all(int(row["locator"]) == number for row, number in zip(foods.values(), numbers, strict=True))


def test_no_name_shouts_or_names_a_brand(foods):
    shouting = {word for row in foods.values() for word in re.findall(r"\b[A-Z]{2,}\b", row["name_en"])}
    assert shouting == {"USDA", "DHA"}
    assert not [name for row in foods.values() if "  " in (name := row["name_en"]) or name != name.strip()]


# --- Everyday foods and their portions ----------------------------------------------------------------------


def test_everyday_foods_are_in_the_table_under_their_dutch_name(foods, everyday):
    assert len(everyday) >= 400
    for own in everyday:
        row = foods[own["food_id"]]
        for column in ("name_nl", "commonness", "suggested"):
            assert row[column] == own[column]
    named = {food_id for food_id, row in foods.items() if row["name_nl"]}
    assert named == {own["food_id"] for own in everyday}


def test_dutch_names_are_unique_and_short(everyday):
    names = Counter(own["name_nl"].lower() for own in everyday)
    assert [name for name, count in names.items() if count > 1 or len(name) > 60] == []
    assert {own["commonness"] for own in everyday} == {"1", "2", "3"}
    assert {own["suggested"] for own in everyday} == {"yes", ""}


def test_everyday_foods_without_a_value_are_shown_and_never_suggested(foods, everyday):
    unknown = [own for own in everyday if not foods[own["food_id"]]["mg_per_100g"]]
    assert len(unknown) >= 8
    assert not any(own["suggested"] for own in unknown)


def test_every_suggested_food_has_a_portion_that_adds_something(foods, measures, everyday):
    portion_g = {row["food_id"]: Decimal(row["grams"]) for row in measures if row["usual"] == "yes"}
    for own in everyday:
        if own["suggested"]:
            mg = Decimal(foods[own["food_id"]]["mg_per_100g"]) * portion_g[own["food_id"]] / 100
            assert mg >= 10, own["name_nl"]


def test_every_usual_portion_reproduces_from_its_locator(measures, everyday):
    usual = {row["food_id"]: row for row in measures if row["usual"] == "yes"}
    assert usual.keys() == {own["food_id"] for own in everyday if own["usda_seq"]}
    published = {row["locator"]: Decimal(row["grams"]) / Decimal(row["amount"]) for row in measures}
    compared = 0
    for row in usual.values():
        match = re.fullmatch(r"(\d{5} seq \d+) × ([\d.]+)", row["locator"])
        assert match, row
        assert row["amount"] == "1"
        if match[1] in published:
            expected = published[match[1]] * Decimal(match[2])
            assert abs(Decimal(row["grams"]) - expected) <= Decimal("0.05"), row
            compared += 1
        else:  # the portion is that very measure, which is then not listed twice
            assert match[2] == "1", row
    assert compared > 400


# --- Measures -----------------------------------------------------------------------------------------------


def test_a_measure_is_named_once_per_food_in_each_language(measures):
    for column in ("measure", "measure_nl"):
        names = Counter((row["food_id"], row[column]) for row in measures if row[column])
        assert [name for name, count in names.items() if count > 1] == []


def test_measures_belong_to_foods_and_weigh_something(foods, measures):
    assert {row["food_id"] for row in measures} <= foods.keys()
    assert all(Decimal(row["amount"]) > 0 and Decimal(row["grams"]) > 0 for row in measures)


def test_every_measure_of_an_everyday_food_reads_in_dutch(foods, measures):
    assert [row for row in measures if foods[row["food_id"]]["name_nl"] and not row["measure_nl"]] == []


def test_measures_follow_the_foods_order_with_the_usual_portion_first(foods, measures):
    order = list(dict.fromkeys(row["food_id"] for row in measures))
    assert order == [food_id for food_id in foods if food_id in set(order)]
    first = {row["food_id"]: row for row in reversed(measures)}
    assert all(first[row["food_id"]] is row for row in measures if row["usual"])


# --- The tool's pure functions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("Nuts, almonds", "Nuts, almonds"),
        ("Fast Foods, Fried Chicken, Breast, meat only", "Fast foods, fried chicken, breast, meat only"),
        ("Beverages,  Energy drink, Citrus", "Beverages, energy drink, citrus"),
        ("Noodles, flat, crunchy, Chinese restaurant", "Noodles, flat, crunchy, Chinese restaurant"),
        ("Lamb, new zealand, imported , leg,raw", "Lamb, New Zealand, imported, leg, raw"),
        ("Chocolate, dark, 45- 59% cacao solids", "Chocolate, dark, 45-59% cacao solids"),
        ("Mashed potatoes w/gravy & peas", "Mashed potatoes with gravy and peas"),
        ("Kiwifruit, ZESPRI SunGold, raw", "Kiwifruit, Zespri SunGold, raw"),
        ("Milk, with added vitamin A and vitamin D", "Milk, with added vitamin A and vitamin D"),
        ("Coconut milk, vitamins A, B12, D2", "Coconut milk, vitamins A, B12, D2"),
        ("Luncheon meat, pork with ham, minced, canned, includes SPAM (Hormel)",
         "Luncheon meat, pork with ham, minced, canned"),
    ],
)  # fmt: skip
def test_sentence_case(tool, printed, sentence):
    assert tool.sentence_case(printed) == sentence


@pytest.mark.parametrize(
    ("code", "value", "word"),
    [
        ("1", "270", "analysed"),
        ("6", "47", "analysed"),
        ("12", "14", "analysed"),
        ("13", "5", "analysed"),
        ("7", "0", "assumed"),
        ("4", "12", "calculated"),
        ("9", "8", "calculated"),
        ("1", "", "missing"),
        ("", "", "missing"),
    ],
)
def test_derivation(tool, code, value, word):
    assert tool.derivation(code, value) == word


@pytest.mark.parametrize(
    ("name", "manufacturer", "rule"),
    [
        ("Nuts, almonds", "", ""),
        ("Infant formula, ABBOTT NUTRITION, SIMILAC, with iron, powder", "Abbott Nutrition", "formula"),
        ("Pasta, gluten-free, corn and rice flour, cooked", "Barilla", "manufacturer"),
        ("McDONALD'S, BIG BREAKFAST", "", "brand"),
        ("Candies, M&M MARS Pretzel Chocolate Candies", "", "brand"),
        ("Clif Z bar", "", "brand"),
        ("Soup, bean with bacon, condensed, single brand", "", "single brand"),
        ("Fast foods, hamburger; single, regular patty; plain", "", ""),
        ("Restaurant, Italian, lasagna with meat", "", ""),
        ("USDA Commodity, cheese, cheddar, reduced fat", "", ""),
        ("Babyfood, fruit, peaches, strained", "", ""),
        ("Luncheon meat, pork with ham, minced, canned, includes SPAM (Hormel)", "", ""),
        ("New england brand sausage, pork, beef", "", ""),
    ],
)
def test_exclusion(tool, name, manufacturer, rule):
    assert tool.exclusion(name, manufacturer) == rule


def test_newer_value_refuses_what_is_blank_ambiguous_or_rounding(tool):
    def rows(*values):
        return {"KALE, RAW": [{"Magnesium": value, "Energy": ""} for value in values]}

    assert tool.newer_value("Kale, raw", "47", rows("33.0")) == {"Magnesium": "33.0", "Energy": ""}
    for values in (("",), ("33.0", "40.0"), ("47.0",), ("46.6",), ()):
        assert tool.newer_value("Kale, raw", "47", rows(*values)) is None
    assert tool.newer_value("Kale, raw", "", rows("33.0")) is None


def test_equal_words_for_different_weights_get_their_grams(tool):
    printed = [("1", "1", "slice", "29"), ("2", "1", "slice", "25"), ("3", "1", "oz", "28.35"),
               ("4", "3", "oz", "85"), ("5", "1", "crumb", "0")]  # fmt: skip
    weights = [["18069", *fields, "", ""] for fields in printed]
    usual = tool.UsualPortion("slice", "snee", "1", "1")
    rows = tool.measure_rows("18069", weights, usual, {"slice": "snee"})
    assert [(row["measure"], row["measure_nl"], row["grams"], row["usual"]) for row in rows] == [
        ("slice", "snee", "29", "yes"),
        ("slice (25 g)", "snee (25 g)", "25", ""),
        ("oz", "", "28.35", ""),
    ]


def test_dutch_measure_speaks_of_centimetres_and_of_the_food(tool):
    words = tool.read_words()
    assert tool.dutch_measure('medium (7" to 7-7/8" long)', words) == "middelgroot exemplaar (18–20 cm lang)"
    assert tool.dutch_measure("slice", words, "Bread") == "snee"
    assert tool.dutch_measure("jar of unknown size", words) == ""


# --- The whole road, on archives of two foods ---------------------------------------------------------------

SR28_FILES = {
    "FOOD_DES": "~12061~^~1200~^~Nuts, almonds~^~ALMONDS~^~~^~~^~Y~^~~^0^~~^5.18^3.47^8.37^4.07\r\n"
    "~01002~^~0100~^~Crème, BRAND'S~^~~^~~^~~^~~^~~^0^~~^^^^\r\n"
    "~01001~^~0100~^~Kale, raw~^~~^~~^~~^~~^~~^0^~~^^^^\r\n"
    "~09110~^~0900~^~Goji berries, dried~^~~^~~^~~^~~^~~^0^~~^^^^\r\n",
    "FD_GROUP": "~0100~^~Dairy~\r\n~0900~^~Fruits~\r\n~1200~^~Nut and Seed Products~\r\n",
    "NUT_DATA": "~12061~^~304~^270^88^1.371^~1~^~A~^~~^~~^3^224^303^6^267.121^273.817^~2~^04/2013^\r\n"
    "~12061~^~208~^579^0^^~4~^~NC~^~~^~~^^^^^^^~~^04/2013^\r\n"
    "~01001~^~304~^47^0^^~4~^~NC~^~~^~~^^^^^^^~~^04/2013^\r\n",
    "WEIGHT": "~12061~^5^1^~oz  (23 whole kernels)~^28.35^^\r\n~12061~^6^1^~almond~^1.2^^\r\n"
    "~12061~^7^.5^~cup~^0^^\r\n",
}


@pytest.fixture
def downloads(tmp_path, tool, monkeypatch):
    """Write two small archives in the sources' own formats, and let the tool expect just those."""
    sr28, legacy = tmp_path / tool.SR28_ARCHIVE.file, tmp_path / tool.SR_LEGACY_ARCHIVE.file
    with tarfile.open(sr28, "w:gz") as archive:
        for name, text in SR28_FILES.items():
            content = text.encode("latin-1")
            member = tarfile.TarInfo(f"{tool.SR28_FOLDER}/{name}.txt")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    with zipfile.ZipFile(legacy, "w") as wheel:
        wheel.writestr(
            tool.SR_LEGACY_FILE,
            "foodName,data_type,Magnesium,Energy\n"
            '"Kale, raw",sr_legacy_food,33.0,35.2\n"Nuts, almonds",foundation_food,999.0,1\n',
        )
    for constant, path in (("SR28_ARCHIVE", sr28), ("SR_LEGACY_ARCHIVE", legacy)):
        digest = tool.hashlib.sha256(path.read_bytes()).hexdigest()
        monkeypatch.setattr(tool, constant, getattr(tool, constant)._replace(sha256=digest))
    own = {"food_id": "usda-12061", "name_nl": "amandelen", "commonness": "1", "suggested": "yes",
           "portion_en": "handful", "portion_nl": "handje", "usda_seq": "5", "factor": "1"}  # fmt: skip
    monkeypatch.setattr(tool, "read_everyday", lambda: {"usda-12061": own})
    return tmp_path


def test_building_twice_changes_no_byte(tool, downloads, tmp_path):
    names = ("food_magnesium.csv", "household_measures.csv")
    table = tool.build(downloads, tmp_path)
    first = [(tmp_path / name).read_bytes() for name in names]
    tool.build(downloads, tmp_path)
    assert [(tmp_path / name).read_bytes() for name in names] == first
    assert table.excluded == {"brand": 1}
    assert first[0].decode() == (
        "food_id,name_en,name_nl,food_group,mg_per_100g,kcal_per_100g,samples,se_mg,min_mg,max_mg,derivation,"
        "commonness,suggested,source,locator\n"
        'usda-1001,"Kale, raw",,Dairy,33,35,,,,,calculated,,,USDA_SRLEGACY2018,01001\n'
        'usda-9110,"Goji berries, dried",,Fruits,,,,,,,missing,,,USDA_SR28,09110\n'
        'usda-12061,"Nuts, almonds",amandelen,Nut and Seed Products,270,579,88,1.371,224,303,analysed,1,yes,'
        "USDA_SR28,12061\n"
    )
    assert first[1].decode().splitlines()[1:] == [
        "usda-12061,1,handful,handje,28.35,yes,USDA_SR28,12061 seq 5 × 1",
        "usda-12061,1,oz (23 whole kernels),ounce van 28 g (23 hele pitten),28.35,,USDA_SR28,12061 seq 5",
        "usda-12061,1,almond,amandel,1.2,,USDA_SR28,12061 seq 6",
    ]


def test_a_changed_archive_is_refused_before_it_is_opened(tool, downloads):
    (downloads / tool.SR28_ARCHIVE.file).write_bytes(b"not an archive")
    with pytest.raises(tool.WrongArchiveError, match="SHA-256"):
        tool.build(downloads, downloads)
    (downloads / tool.SR28_ARCHIVE.file).unlink()
    with pytest.raises(tool.WrongArchiveError, match="is not in"):
        tool.build(downloads, downloads)
