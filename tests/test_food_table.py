"""The food table: its values, its names and portions, and the tool that builds it, without the network."""

import csv
import hashlib
import io
import re
import tarfile
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tools import build_food_table, european_foods, household_measures, usda, usda_foods
from tools.dutch_measures import dutch_measure, read_words
from tools.food_names import EqualNamesError, UnknownFacetError, sentence_case
from tools.rows import BuildError

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
    known = {"analysed", "calculated", "assumed", "missing", "not_stated"}
    assert {row["derivation"] for row in foods.values()} == known


def test_newer_values_have_no_spread_and_there_are_eighteen(foods):
    newer = [row for row in foods.values() if row["source"] == "USDA_SRLEGACY2018"]
    assert len(newer) == 18
    assert not any(row[column] for row in newer for column in ("samples", "se_mg", "min_mg", "max_mg"))


def test_number_of_foods_by_source_and_with_a_value(foods):
    built = [row for row in foods.values() if row["food_id"].startswith(build_food_table.OWNED)]
    assert Counter(row["source"] for row in built) == {
        "USDA_SR28": 6834, "USDA_SRLEGACY2018": 18, "CIQUAL2025": 175, "BLS4": 59, "SWISS7": 16,
        "BLD": 1, "GER": 1, "DONAT": 1,
    }  # fmt: skip
    assert sum(row["mg_per_100g"] != "" for row in built) == 6938


def test_usda_foods_come_first_sorted_and_located_by_their_ndb_number(foods):
    usda_rows = [row for row in foods.values() if row["food_id"].startswith("usda-")]
    assert list(foods.values())[: len(usda_rows)] == usda_rows
    numbers = [int(row["food_id"].removeprefix("usda-")) for row in usda_rows]
    assert numbers == sorted(numbers)
    assert all(re.fullmatch(r"\d{5}", row["locator"]) for row in usda_rows)
    assert all(int(row["locator"]) == number for row, number in zip(usda_rows, numbers, strict=True))


def test_no_name_shouts_or_names_a_brand(foods):
    usda_rows = [row for row in foods.values() if row["source"].startswith("USDA")]
    shouting = {word for row in usda_rows for word in re.findall(r"\b[A-Z]{2,}\b", row["name_en"])}
    assert shouting == {"USDA", "DHA"}
    assert not [name for row in foods.values() if "  " in (name := row["name_en"]) or name != name.strip()]


# --- Everyday foods and their portions ----------------------------------------------------------------------


def test_everyday_foods_are_in_the_table_under_their_dutch_name(foods, everyday):
    assert len(everyday) >= 800
    for own in everyday:
        row = foods[own["food_id"]]
        for column in ("name_nl", "commonness", "suggested"):
            assert row[column] == own[column]
    ranked = {row["food_id"] for row in foods.values() if row["commonness"] and row["food_id"].startswith("usda-")}
    assert ranked == {own["food_id"] for own in everyday}


def test_everyday_names_are_unique_and_short(everyday):
    names = Counter(own["name_nl"].lower() for own in everyday)
    assert [name for name, count in names.items() if count > 1 or len(name) > 60] == []
    assert {own["commonness"] for own in everyday} == {"1", "2", "3"}
    assert {own["suggested"] for own in everyday} == {"yes", ""}


def test_everyday_foods_without_a_value_are_shown_and_never_suggested(foods, everyday):
    unknown = [own for own in everyday if not foods[own["food_id"]]["mg_per_100g"]]
    assert len(unknown) >= 8
    assert not any(own["suggested"] for own in unknown)


def test_every_suggested_food_has_a_portion_that_adds_something(foods, measures):
    portion_g = {row["food_id"]: Decimal(row["grams"]) for row in measures if row["usual"] == "yes"}
    suggested = [row for row in foods.values() if row["suggested"]]
    assert len(suggested) > 100
    for row in suggested:
        mg = Decimal(row["mg_per_100g"]) * portion_g[row["food_id"]] / 100
        assert mg >= 10, row["name_nl"]


def test_every_usual_portion_reproduces_from_its_locator(measures, everyday):
    usual = {row["food_id"]: row for row in measures if row["usual"] == "yes" and row["basis"] != "estimate"}
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
    assert compared > 600


def test_every_everyday_food_has_one_usual_portion(measures, everyday):
    usual = Counter(row["food_id"] for row in measures if row["usual"])
    assert set(usual.values()) == {1}
    assert usual.keys() >= {own["food_id"] for own in everyday}
    assert all(bool(own["usda_seq"]) != bool(own["estimate_g"]) for own in everyday)


# --- Foods that USDA does not have --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("food_id", "name_nl", "mg", "source", "locator"),
    [
        ("ciqual-7111", "volkorenbrood, gesneden, voorverpakt", "52", "CIQUAL2025", "7111"),
        ("swiss-821", "volkorenbrood, van de bakker", "82", "SWISS7", "821"),
        ("bls-m713100", "magere kwark", "11.6", "BLS4", "M713100"),
        ("bls-h880200", "pindakaas (BLS)", "163", "BLS4", "H880200"),  # USDA has pindakaas too
        ("ciqual-76037", "mineraalwater Rozana", "16", "CIQUAL2025", "76037"),  # 160 mg per litre
        ("water-bar-le-duc", "mineraalwater Bar-le-Duc", "0.37", "BLD", "composition of Bar-le-Duc, mg per litre"),
    ],
)
def test_european_values(foods, food_id, name_nl, mg, source, locator):
    row = foods[food_id]
    assert [row[column] for column in ("name_nl", "mg_per_100g", "source", "locator")] == [name_nl, mg, source, locator]


def test_european_foods_and_waters_are_all_there_with_an_estimated_portion(foods, measures):
    cited = read(ROOT / "tools" / "european_foods.csv") + read(ROOT / "tools" / "mineral_waters.csv")
    usual = {row["food_id"]: row for row in measures if row["usual"]}
    assert len(cited) == 253
    for own in cited:
        assert foods[own["food_id"]]["source"] == own["source"]
        assert usual[own["food_id"]]["basis"] == "estimate"
        assert usual[own["food_id"]]["source"] == "PORTIONS"


def test_a_lab_value_is_analysed_and_what_the_table_does_not_say_is_not_stated(foods):
    for own in read(ROOT / "tools" / "european_foods.csv"):
        assert (own["derivation"] == "analysed") == ("BLS origin: lab analysis" in own["note"])
    cited = [row for row in foods.values() if row["source"] in ("CIQUAL2025", "SWISS7", "BLD", "GER", "DONAT")]
    assert {row["derivation"] for row in cited} == {"not_stated"}


# --- Measures -----------------------------------------------------------------------------------------------


def test_a_measure_is_named_once_per_food_in_each_language(measures):
    for column in ("measure", "measure_nl"):
        names = Counter((row["food_id"], row[column]) for row in measures if row[column])
        assert [name for name, count in names.items() if count > 1] == []


def test_measures_belong_to_foods_and_weigh_something(foods, measures):
    assert {row["food_id"] for row in measures} <= foods.keys()
    assert all(Decimal(row["amount"]) > 0 and Decimal(row["grams"]) > 0 for row in measures)


def test_every_measure_of_an_everyday_food_reads_in_dutch(foods, measures):
    assert [row for row in measures if foods[row["food_id"]]["commonness"] and not row["measure_nl"]] == []


def test_every_measure_reads_in_dutch(measures):
    assert [row for row in measures if not row["measure_nl"].strip()] == []


def test_a_measure_says_what_stands_behind_it(measures):
    bases = Counter((row["basis"], row["usual"]) for row in measures)
    assert bases.keys() == {("published", ""), ("published", "yes"), ("derived", "yes"), ("estimate", "yes")}
    assert all((row["basis"] == "estimate") == (row["source"] == "PORTIONS") for row in measures)


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
def test_sentence_case(printed, sentence):
    assert sentence_case(printed) == sentence


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
def test_derivation(code, value, word):
    assert usda_foods.derivation(code, value) == word


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
def test_exclusion(name, manufacturer, rule):
    assert usda_foods.exclusion(name, manufacturer) == rule


def test_newer_value_refuses_what_is_blank_ambiguous_or_rounding():
    def rows(*values):
        return {"KALE, RAW": [{"Magnesium": value, "Energy": ""} for value in values]}

    assert usda_foods.newer_value("Kale, raw", "47", rows("33.0")) == {"Magnesium": "33.0", "Energy": ""}
    for values in (("",), ("33.0", "40.0"), ("47.0",), ("46.6",), ()):
        assert usda_foods.newer_value("Kale, raw", "47", rows(*values)) is None
    assert usda_foods.newer_value("Kale, raw", "", rows("33.0")) is None


def test_equal_words_for_different_weights_get_their_grams():
    printed = [("1", "1", "slice", "29"), ("2", "1", "slice", "25"), ("3", "1", "oz", "28.35"),
               ("4", "3", "oz", "85"), ("5", "1", "crumb", "0")]  # fmt: skip
    weights = [["18069", *fields, "", ""] for fields in printed]
    usual = household_measures.UsualPortion("slice", "snee", "1", "1")
    rows = household_measures.measure_rows("18069", weights, usual, {"slice": "snee"})
    assert [[row[name] for name in ("measure", "measure_nl", "grams", "usual", "basis")] for row in rows] == [
        ["slice", "snee", "29", "yes", "published"],
        ["slice (25 g)", "snee (25 g)", "25", "", "published"],
        ["oz", "", "28.35", "", "published"],
    ]


def test_a_portion_of_our_own_size_is_derived_and_one_without_a_weight_is_an_estimate():
    weights = [["18069", "1", "1", "slice", "29", "", ""]]
    derived = household_measures.UsualPortion("two slices", "twee sneden", "1", "2")
    first, second = household_measures.measure_rows("18069", weights, derived, {"slice": "snee"})
    assert [first[name] for name in ("grams", "basis", "locator")] == ["58", "derived", "18069 seq 1 × 2"]
    assert second["basis"] == "published"
    estimate = household_measures.UsualPortion("portion", "portie", estimate_g="40")
    first, second = household_measures.measure_rows("18069", weights, estimate, {"slice": "snee"})
    assert [first[name] for name in ("grams", "basis", "source")] == ["40", "estimate", "PORTIONS"]
    assert second["measure_nl"] == "snee"


def test_dutch_measure_speaks_of_centimetres_and_of_the_food():
    words = read_words(ROOT / "tools" / "measures_nl.csv")
    assert dutch_measure('medium (7" to 7-7/8" long)', words) == "middelgroot exemplaar (18–20 cm lang)"
    assert dutch_measure("slice", words, "Bread") == "snee"
    assert dutch_measure("jar of unknown size", words) == ""


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


FACETS = """facet,context,nl,checked
Kale,,boerenkool,by hand
raw,,rauw,by hand
Goji berries,Dairy,iets anders,by hand
Goji berries,,gojibessen,by hand
dried,,gedroogd,by hand
Nuts,,noten,by hand
almonds,,amandelen,by hand
"""
OWN_TABLES = {
    "everyday_foods": "food_id,name_nl,commonness,suggested,portion_en,portion_nl,usda_seq,factor,estimate_g\n"
    "usda-12061,amandelen,1,yes,handful,handje,5,1,\n",
    "measures_nl": "english,dutch\noz,ounce van 28 g\n# whole kernels,# hele pitten\nalmond,amandel\n",
    "european_foods": "food_id,name_en,name_nl,food_group,mg_per_100g,kcal_per_100g,min_mg,max_mg,derivation,"
    "commonness,suggested,portion_en,portion_nl,portion_g,source,locator,note\n"
    "ciqual-15000,Almonds,amandelen,Nuts,270,615,,,not_stated,2,,handful,handje,25,CIQUAL2025,15000,as SR28\n",
    "mineral_waters": "food_id,name_en,name_nl,mg_per_l,kcal_per_100g,commonness,source,locator,note\n"
    "water-bron,Spring,bron,3.7,,3,BLD,page,\n",
}


@pytest.fixture
def archives(tmp_path, monkeypatch):
    """Write two small archives in the sources' own formats, let the tool expect just those, and small tables."""
    sr28, legacy = tmp_path / usda.SR28_ARCHIVE.file, tmp_path / usda.SR_LEGACY_ARCHIVE.file
    with tarfile.open(sr28, "w:gz") as archive:
        for name, text in SR28_FILES.items():
            content = text.encode("latin-1")
            member = tarfile.TarInfo(f"{usda.SR28_FOLDER}/{name}.txt")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    with zipfile.ZipFile(legacy, "w") as wheel:
        wheel.writestr(
            usda.SR_LEGACY_FILE,
            "foodName,data_type,Magnesium,Energy\n"
            '"Kale, raw",sr_legacy_food,33.0,35.2\n"Nuts, almonds",foundation_food,999.0,1\n',
        )
    for constant, path in (("SR28_ARCHIVE", sr28), ("SR_LEGACY_ARCHIVE", legacy)):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        monkeypatch.setattr(usda, constant, getattr(usda, constant)._replace(sha256=digest))
    (tmp_path / "facets.csv").write_text(FACETS, encoding="utf-8")
    for name, text in OWN_TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def build(folder: Path) -> usda_foods.FoodTable:
    return build_food_table.build(folder, folder, folder, folder / "facets.csv")


FOODS_BUILT = """\
food_id,name_en,name_nl,food_group,mg_per_100g,kcal_per_100g,samples,se_mg,min_mg,max_mg,derivation,commonness,\
suggested,source,locator
usda-1001,"Kale, raw","boerenkool, rauw",Dairy,33,35,,,,,calculated,,,USDA_SRLEGACY2018,01001
usda-9110,"Goji berries, dried","gojibessen, gedroogd",Fruits,,,,,,,missing,,,USDA_SR28,09110
usda-12061,"Nuts, almonds",amandelen,Nut and Seed Products,270,579,88,1.371,224,303,analysed,1,yes,USDA_SR28,12061
ciqual-15000,Almonds,amandelen (Ciqual),Nuts,270,615,,,,,not_stated,2,,CIQUAL2025,15000
water-bron,Spring,bron,Beverages,0.37,,,,,,not_stated,3,,BLD,page
"""
MEASURES_BUILT = """\
food_id,amount,measure,measure_nl,grams,usual,basis,source,locator
usda-12061,1,handful,handje,28.35,yes,derived,USDA_SR28,12061 seq 5 × 1
usda-12061,1,oz (23 whole kernels),ounce van 28 g (23 hele pitten),28.35,,published,USDA_SR28,12061 seq 5
usda-12061,1,almond,amandel,1.2,,published,USDA_SR28,12061 seq 6
ciqual-15000,1,handful,handje,25,yes,estimate,PORTIONS,"european_foods.csv, ciqual-15000"
water-bron,1,glass,glas,200,yes,estimate,PORTIONS,"mineral_waters.csv, water-bron"
"""


def test_building_twice_changes_no_byte(archives):
    table = build(archives)
    built = [archives / name for name in ("food_magnesium.csv", "household_measures.csv")]
    assert [path.read_text(encoding="utf-8") for path in built] == [FOODS_BUILT, MEASURES_BUILT]
    build(archives)
    assert [path.read_text(encoding="utf-8") for path in built] == [FOODS_BUILT, MEASURES_BUILT]
    assert table.excluded == {"brand": 1}


def test_rows_that_a_person_added_are_carried_over(archives):
    build(archives)
    foods, measures = archives / "food_magnesium.csv", archives / "household_measures.csv"
    own_food = "own-1,Kale crisps,boerenkoolchips,Snacks,90,,,,,,analysed,,,USDA_SR28,label\n"
    own_measure = "own-1,1,bowl,schaaltje,30,yes,estimate,PORTIONS,weighed\n"
    foods.write_text(FOODS_BUILT + own_food, encoding="utf-8")
    measures.write_text(MEASURES_BUILT + own_measure, encoding="utf-8")
    build(archives)
    assert foods.read_text(encoding="utf-8") == FOODS_BUILT + own_food
    assert measures.read_text(encoding="utf-8") == MEASURES_BUILT + own_measure


def test_a_missing_facet_stops_the_build_with_its_name(archives):
    (archives / "facets.csv").write_text(FACETS.replace("dried,,gedroogd,by hand\n", ""), encoding="utf-8")
    with pytest.raises(UnknownFacetError, match="'dried'"):
        build(archives)
    assert not (archives / "food_magnesium.csv").exists()


def test_two_foods_with_one_name_stop_the_build(archives):
    waters = OWN_TABLES["mineral_waters"].replace(",bron,", ",Gojibessen\u002c gedroogd,")
    waters = waters.replace("Gojibessen, gedroogd", '"Gojibessen, gedroogd"')
    (archives / "mineral_waters.csv").write_text(waters, encoding="utf-8")
    with pytest.raises(EqualNamesError, match=r"usda-9110.*water-bron"):
        build(archives)


def test_an_everyday_food_that_usda_does_not_have_stops_the_build(archives):
    table = archives / "everyday_foods.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("usda-12061", "usda-99"), encoding="utf-8")
    with pytest.raises(BuildError, match="usda-99"):
        build(archives)


def test_a_changed_archive_is_refused_before_it_is_opened(archives):
    (archives / usda.SR28_ARCHIVE.file).write_bytes(b"not an archive")
    with pytest.raises(usda.WrongArchiveError, match="SHA-256"):
        build(archives)
    (archives / usda.SR28_ARCHIVE.file).unlink()
    with pytest.raises(usda.WrongArchiveError, match="is not in"):
        build(archives)


def test_no_module_of_the_tool_is_long():
    names = ("build_food_table", "dutch_measures", "european_foods", "food_names", "household_measures", "rows",
             "usda", "usda_foods")  # fmt: skip
    lengths = {name: len((ROOT / "tools" / f"{name}.py").read_text(encoding="utf-8").splitlines()) for name in names}
    assert [name for name, length in lengths.items() if length >= 250] == []
    assert european_foods.PREFIXES == ("ciqual-", "bls-", "swiss-", "water-")
