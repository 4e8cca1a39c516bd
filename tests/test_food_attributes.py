"""What is known of a food: who may eat it, what is in it, and when the program may offer it.

Whoever must avoid an allergen relies on the word "no" in this table. The words below are typed apart from the rules of
tools/: a rule that forgets a food is caught here, and every exception is named with its reason.
"""

import csv
import doctest
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import handbook_fixture as small
import pytest

from tools import food_attributes
from tools.rows import BuildError

ROOT = Path(__file__).resolve().parent.parent
Row = Mapping[str, str]
ALLERGENS = "gluten dairy egg nuts peanuts soy fish shellfish sesame celery mustard lupin".split()
COLUMNS = ["food_id", "kind", "meal", "offered", "diet", *ALLERGENS, "basis", "note"]
CHOICES = {
    "meal": {"breakfast", "lunch", "dinner", "snack"},
    "offered": {"yes", "no", "not_pregnant"},
    "diet": {"vegan", "vegetarian", "pescetarian", "omnivore", ""},
    "basis": {"group_rule", "reviewed"},
} | {allergen: {"yes", "no", ""} for allergen in ALLERGENS}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FOODS = {row["food_id"]: row for row in read(ROOT / "data" / "food_magnesium.csv") if row["commonness"]}
ROWS = read(ROOT / "data" / "food_attributes.csv")
TABLE = {row["food_id"]: row for row in ROWS}


def named(row: Row) -> str:
    food = FOODS[row["food_id"]]
    return f"{food['name_en']} / {food['name_nl']}".casefold()


def told(rows: Iterable[Row]) -> list[str]:
    """Name rows so that a failure can be read."""
    return [f"{row['food_id']} {named(row)}" for row in rows]


def with_words(words: str, exceptions: Iterable[str] = ()) -> list[Row]:
    """Return the rows with one of the words in either name, less the exceptions, each of which must have the word."""
    found = {row["food_id"]: row for row in ROWS if re.search(words, named(row))}
    assert set(exceptions) <= found.keys(), f"not found by these words: {set(exceptions) - found.keys()}"
    return [row for food_id, row in found.items() if food_id not in set(exceptions)]


# --- The form of the table -----------------------------------------------------------------------------------


def test_every_food_that_people_eat_has_one_row_and_no_other_has() -> None:
    assert [row["food_id"] for row in ROWS] == list(FOODS)
    assert len(TABLE) == len(ROWS)


def test_it_holds_its_columns_and_choices() -> None:
    assert list(ROWS[0]) == COLUMNS == list(food_attributes.COLUMNS)
    for column, choices in CHOICES.items():
        assert {row[column] for row in ROWS} <= choices, column
    assert [row["kind"] for row in ROWS if not re.fullmatch(r"[a-z]+(_[a-z]+)*", row["kind"])] == []


def test_the_tool_gives_the_file_byte_for_byte(tmp_path: Path) -> None:
    food_attributes.build(tmp_path)
    assert (tmp_path / "food_attributes.csv").read_bytes() == (ROOT / "data" / "food_attributes.csv").read_bytes()


def test_a_kind_has_members_to_swap() -> None:
    assert [kind for kind, members in Counter(row["kind"] for row in ROWS).items() if members < 2] == []


def test_the_small_table_of_the_tests_has_the_same_form() -> None:
    rows = small.attribute_rows()
    assert list(small.ATTRIBUTE_COLUMNS) == COLUMNS
    assert {row["food_id"] for row in rows} == {row["food_id"] for row in small.food_rows() if row["commonness"]}
    for row in rows:
        assert row.keys() == set(COLUMNS)
        assert [column for column, choices in CHOICES.items() if row[column] not in choices] == []
    known = [TABLE[row["food_id"]] for row in rows if row["food_id"] in TABLE]
    assert len(known) == 13, "usda-1077 is not one of the foods people here eat"
    mine = {row["food_id"]: row for row in rows}
    differing = [
        (row["food_id"], column)
        for row in known
        for column in COLUMNS[:-2]
        if row[column] != mine[row["food_id"]][column]
    ]
    assert differing == []


# --- Diets ---------------------------------------------------------------------------------------------------


def test_a_diet_agrees_with_what_is_in_the_food() -> None:
    animal = {"vegan": ("dairy", "egg", "fish", "shellfish"), "vegetarian": ("fish", "shellfish")}
    for diet, excluded in animal.items():
        wrong = [row for row in ROWS if row["diet"] == diet and any(row[allergen] == "yes" for allergen in excluded)]
        assert told(wrong) == [], diet
    pescetarian = [row for row in ROWS if row["diet"] == "pescetarian"]
    assert told(row for row in pescetarian if "yes" not in (row["fish"], row["shellfish"])) == []


MEAT = (
    r"\b(beef|pork|lamb|veal|chicken|turkey|duck|ham|bacon|sausages?|meats?|salami|bologna|pate|liver|goat, raw|deer|"
    r"rund\w*|varken\w*|kip|kip(pen|filet|gehakt|nugget)\w*|kalkoen\w*|spek|worst|rookworst|gehakt|konijn|"
    r"hertenvlees|lamsbout)\b"
)
NOT_MEAT = {
    "usda-16107": "a sausage without meat",
    "usda-43410": "chicken without meat",
    "usda-1138": "the egg of a duck",
    "ciqual-20099": "lettuce of the field",
    "usda-4589": "oil of the liver of cod: fish",
    "usda-36046": "says: no meat",
    **dict.fromkeys(["usda-12104", "usda-12108", "usda-12115", "usda-12118", "usda-12179"], "flesh of a coconut"),
}


def test_meat_is_for_who_eats_meat() -> None:
    found = with_words(MEAT)
    assert len(found) >= 80
    wrong = [row for row in found if row["diet"] not in ("omnivore", "")]
    assert {row["food_id"] for row in wrong} == NOT_MEAT.keys(), told(wrong)


def test_what_comes_from_a_bee_or_a_bone_is_not_vegan() -> None:
    assert {row["diet"] for row in with_words(r"^honey|gelatin")} == {"vegetarian"}
    assert {row["diet"] for row in with_words(r"marshmallow")} == {"omnivore"}
    assert told(row for row in with_words(r"\bhoney\b|honing\b") if row["diet"] == "vegan") == []


# --- Allergens -----------------------------------------------------------------------------------------------

CONTAINS = {
    "nuts": (
        r"almond|amandel|walnut|walnoot|walnoten|hazelnut|hazelno|cashew|pistach|pecan|macadamia|brazil ?nut|parano|"
        r"marzipan|marsepein|mixed nuts|notenmix",
        {},
    ),
    "peanuts": (
        r"peanut|pinda|satésaus|arachide",
        {"usda-12138": "without peanuts in the mix; what its oil is of is unknown, so empty"},
    ),
    "soy": (
        r"\bsoy|\bsoja|tofu|tempeh|tempé|edamame|natto|\bmiso\b|shoyu|tamari\b",
        {},
    ),
    "fish": (
        r"^fish\b|\bfish\b|salmon|zalm|tuna|tonijn|herring|haring|mackerel|makreel|\bcod\b|kabeljauw|sardine|trout|forel|"
        r"anchov|ansjovis|plaice|\bschol\b|surimi|swordfish|halibut|heilbot|kaviaar|paling|koolvis|wijting",
        {},
    ),
    "shellfish": (
        r"shrimp|garna|\bcrab\b|\bkrab\b|lobster|kreeft|mussel|mossel|oyster, pacific|\boesters\b|oestersaus|scallop|"
        r"squid|inktvis|octopus|kroepoek",
        {"usda-15138": "imitation crab is made of fish; crab extract is usual but not sure, so empty"},
    ),
    "sesame": (r"sesam|tahin|hummus|halva\b", {"usda-18001": "bagels with onion, poppy or sesame: not each, so empty"}),
    "celery": (r"celery|celeriac|selderij", {}),
    "mustard": (r"mustard|mosterd|amsoi", {}),
    "lupin": (r"lupin", {}),
}
# A word that names what is usual: such a food never says that it is free of the allergen.
NEVER_FREE = {
    "gluten": (
        r"wheat|tarwe|\bbread|\w*brood\b|\bpasta\b|spaghetti|macaroni|lasagn|ravioli|\brye\b|rogge|barley|gort\b|spelt|bulgur|"
        r"couscous|seitan|semolina|griesmeel|\boats?\b|oatmeal|haver|muesli|granola|\bbeer\b|\bbier\b|pils|malt|cracker|"
        r"cookie|koek|\bcakes?\b|pizza|noodle|croissant|beschuit|rusk|tortillawrap|\bnaan|naanbrood|\bpita\b|wafel|waffle|"
        r"breaded|gepaneerd|shoyu|gnocchi|paneermeel|farina|bran\b|germ\b",
        {
            "usda-20010": "buckwheat is no wheat",
            "usda-20008": "buckwheat is no wheat",
            "usda-20011": "buckwheat is no wheat",
            "bls-c320032": "buckwheat is no wheat",
            "usda-28336": "gluten-free is a claim with a legal limit",
            "usda-19816": "a rice cake of rice alone",
        },
    ),
    "dairy": (
        r"milk|melk|cheese|kaas|yogh?urt|butter|boter|cream|room\b|kwark|quark|skyr|whey|\bwei\b|\bvla\b|"
        r"(room|soft|yoghurt)ijs|\bijsje|custard|feta|brie|mozzarella|ricotta|parmes|gouda|karnemelk",
        {
            "usda-11250": "butter lettuce",
            "usda-11485": "butternut squash",
            "usda-11486": "butternut squash",
            "usda-12118": "coconut milk",
            "usda-12115": "coconut cream",
            "usda-12088": "cashew butter",
            "usda-12195": "almond butter",
            "usda-12040": "sunflower seed butter",
            "usda-12166": "sesame butter",
            "usda-16097": "peanut butter",
            "usda-16098": "peanut butter",
            "usda-16398": "peanut butter",
            "bls-h880200": "peanut butter",
            "usda-16120": "soymilk",
            "usda-16139": "soymilk",
            "usda-16166": "soymilk",
            "usda-14054": "almond milk",
            "usda-14091": "almond milk",
            "usda-14639": "rice milk",
        },
    ),
    "egg": (
        r"\beggs?\b|\bei\b|eieren|\bmie\b|omelet|roerei|mayonnaise|mayonaise|meringue|custardpudding|pancake|"
        r"pannenkoek|wafel|waffle|\bcakes?\b|tartaarsaus|brioche|lange vinger",
        {"usda-19816": "a rice cake of rice alone"},
    ),
    "nuts": (r"studentenhaver|trail mix|muesli|granola|pesto|praline|chestnut|kastanjes|chocola|nougat|mueslireep", {}),
    "peanuts": (
        r"studentenhaver|trail mix|mixed nuts|notenmix|muesli|granola|chocolate, dark|dark chocolate|satay",
        {},
    ),
    "soy": (r"chocola|margarin|worst|sausage|meatless|vegetarische", {}),
    "sesame": (r"falafel|met zaden|with seeds|granola|bagel|hamburgerbroodje|kaiser", {}),
    "celery": (r"^soup|soep\b|bouillon|broth|gemengde groente|vegetable juice|worst\b|sausage|kerrie|curry", {}),
    "mustard": (r"dressing|mayonaise|kerrie|curry|augurk|piccalilly|worst\b|sausage|vinaigrette", {}),
}


@pytest.mark.parametrize("allergen", CONTAINS)
def test_a_food_named_after_an_allergen_contains_it(allergen: str) -> None:
    words, exceptions = CONTAINS[allergen]
    found = with_words(words, exceptions)
    assert found
    assert told(row for row in found if row[allergen] != "yes") == []
    assert told(TABLE[food_id] for food_id in exceptions if TABLE[food_id][allergen] == "no") == []


@pytest.mark.parametrize("allergen", NEVER_FREE)
def test_a_food_that_usually_has_an_allergen_is_never_free_of_it(allergen: str) -> None:
    words, exceptions = NEVER_FREE[allergen]
    found = with_words(words, exceptions)
    assert found
    assert told(row for row in found if row[allergen] == "no") == []
    needless = [TABLE[food_id] for food_id in exceptions if TABLE[food_id][allergen] != "no"]
    assert told(needless) == [], "not an exception any more"


def test_pine_nuts_are_no_nut_in_law_and_are_not_offered_to_who_avoids_nuts() -> None:
    row = TABLE["usda-12147"]
    assert row["nuts"] == ""
    assert "EU law" in row["note"]


PLAIN = {  # food_id: what is in it; nothing else is
    "usda-9003": "", "usda-16070": "", "usda-1174": "dairy", "usda-1129": "egg", "usda-8120": "gluten",
    "usda-12063": "nuts", "usda-4053": "", "usda-20037": "", "usda-11458": "", "usda-15016": "fish",
    "usda-16390": "peanuts", "bls-h861000": "soy", "usda-12023": "sesame", "usda-11143": "celery",
    "usda-16077": "lupin", "usda-5064": "",
}  # fmt: skip


@pytest.mark.parametrize("food_id", PLAIN)
def test_a_food_of_one_ingredient_is_known(food_id: str) -> None:
    answers = {allergen: TABLE[food_id][allergen] for allergen in ALLERGENS}
    assert answers == dict.fromkeys(ALLERGENS, "no") | dict.fromkeys(PLAIN[food_id].split(), "yes")


def test_what_a_factory_mixes_is_never_free_of_all_that_is_not_in_its_name() -> None:
    """Bread, chocolate and the like always leave something open: nobody reads a "no" there that no label gave."""
    kinds = {"bread", "roll", "flatbread", "chocolate", "processed_meat", "soup", "ready_meal", "cookie", "cake_pastry"}
    for row in ROWS:
        if row["kind"] in kinds:
            assert "" in [row[allergen] for allergen in ("dairy", "egg", "soy", "nuts")], named(row)


# --- What is offered -----------------------------------------------------------------------------------------

NEVER_OFFERED_GROUPS = {
    "Spices and Herbs",
    "Fast Foods",
    "Restaurant Foods",
    "Sausages and Luncheon Meats",
    "Fats and Oils",
}
NEVER_OFFERED = (
    r"alcohol|\bwine\b|wijn\b|\bbeer\b|\bbier\b|\bliver\b|lever\b|candies|snoep|\bdrop\b|ice cream|cookies|\bcakes?, |"
    r"energy drink|\bcola\b|\bjuice\b|brazil|parano|swordfish|seaweed|zeewier|spirulina|\bbran\b|with aspartame|"
    r"cocoa, dry|powder\b|(wheat|rye|rice) flour|jerky|bacon|^sugars|mineral water|"
    r"(beef|pork|chicken|turkey|lamb,|goat,|boar).*\braw\b|"
    r"^(fish|crustaceans|mollusks).*\braw\b|uncooked|potato.*\braw\b|mature seeds, raw|egg.*\braw\b"
)
OFFERED_ALL_THE_SAME = {
    "usda-9011": "dried apples are eaten uncooked",
    "usda-9032": "dried apricots are eaten uncooked",
    "usda-9094": "dried figs are eaten uncooked",
    "usda-9246": "dried peaches are eaten uncooked",
    "usda-9291": "prunes are eaten uncooked",
    "usda-9103": "fruit in juice",
    "usda-9238": "fruit in juice",
    "usda-9254": "fruit in juice",
    "usda-9268": "fruit in juice",
    "usda-11531": "tomatoes in their juice",
    "usda-19816": "rice cakes: no pastry",
    "usda-28336": "bread of rice flour",
}
BETTER_NOT = {  # suggested by the food table, not offered here
    "usda-1110": "sweetened", "usda-14054": "sweetened", "usda-16166": "sweetened", "usda-15111": "mercury",
}  # fmt: skip


def test_what_nobody_should_be_offered_is_not() -> None:
    found = [row for row in with_words(NEVER_OFFERED) if row["offered"] != "no"]
    assert {row["food_id"] for row in found} == OFFERED_ALL_THE_SAME.keys(), told(found)
    groups = [row for row in ROWS if FOODS[row["food_id"]]["food_group"] in NEVER_OFFERED_GROUPS]
    assert len(groups) >= 100
    assert told(row for row in groups if row["offered"] != "no") == []


def test_what_the_table_suggests_is_offered_or_says_why_not() -> None:
    suggested = [TABLE[food_id] for food_id, food in FOODS.items() if food["suggested"]]
    refused = [row for row in suggested if row["offered"] == "no"]
    assert {row["food_id"]: row["note"] for row in refused}.keys() == BETTER_NOT.keys()
    assert all(BETTER_NOT[row["food_id"]] in row["note"] for row in refused)


def test_what_is_raw_or_from_a_predator_is_kept_from_who_is_pregnant() -> None:
    risky = with_words(
        r"smoked|gerookt|herring, (pickled|fillet)|pickled.*herring|herring.*pickled|kippered|tuna|tonijn|"
        r"roquefort|brie\b|camembert|sprouted, raw|taugé, rauw|sirloin, steak|steak, pan|poached|"
        r"swordfish|shrimp|garnalen|oester|\bkrab\b|kreeft|sardine"
    )
    assert len(risky) >= 30
    assert told(row for row in risky if row["offered"] == "yes") == []
    assert all(row["note"] for row in ROWS if row["offered"] == "not_pregnant")


def test_enough_is_offered_of_what_is_eaten_most() -> None:
    most_eaten = sorted(FOODS, key=lambda food_id: int(FOODS[food_id]["commonness"]))[:800]
    offered = sum(TABLE[food_id]["offered"] != "no" for food_id in most_eaten)
    assert offered >= 0.4 * len(most_eaten)


# --- The tool ------------------------------------------------------------------------------------------------

FOOD = {"food_id": "x-1", "name_en": "Bread, white", "food_group": "Baked Products", "commonness": "1"}
RULE = {
    "food_group": "Baked Products", "words": "^bread", "kind": "bread", "meal": "breakfast", "offered": "yes",
    "diet": "vegan", "allergens": "+gluten -fish", "note": "",
}  # fmt: skip
OWN = FOOD | {"kind": "", "meal": "", "offered": "no", "diet": "", "allergens": "?fish", "note": "why"}


def test_the_examples_of_the_tool_are_true() -> None:
    failed, tried = doctest.testmod(food_attributes)
    assert (failed, tried > 0) == (0, True)


def test_nothing_is_known_that_nobody_wrote() -> None:
    (row,) = food_attributes.attribute_rows([FOOD, FOOD | {"food_id": "x-2", "commonness": ""}], [RULE], [])
    assert (row["gluten"], row["fish"], row["basis"]) == ("yes", "no", "group_rule")
    assert {row[allergen] for allergen in ALLERGENS if allergen not in ("gluten", "fish")} == {""}


def test_a_decision_about_one_food_goes_over_its_rule() -> None:
    (row,) = food_attributes.attribute_rows([FOOD], [RULE], [OWN])
    assert (row["kind"], row["offered"], row["fish"], row["gluten"], row["basis"]) == (
        "bread",
        "no",
        "",
        "yes",
        "reviewed",
    )
    assert row["note"] == "why"


@pytest.mark.parametrize(
    ("rules", "reviewed", "says"),
    [
        ([], [], "no rule for x-1"),
        ([RULE | {"food_group": "Sweets"}], [], "no rule for x-1"),
        ([RULE, RULE | {"words": "cake"}], [], "rules without a food"),
        ([RULE | {"allergens": "+wheat"}], [], "'+wheat'"),
        ([RULE], [OWN, OWN], "twice"),
        ([RULE], [OWN | {"name_en": "Bread, brown"}], "x-1"),
        ([RULE], [OWN | {"food_id": "x-9"}], "x-9"),
    ],
)
def test_a_table_that_cannot_be_meant_stops_the_build(rules: list[Row], reviewed: list[Row], says: str) -> None:
    with pytest.raises(BuildError, match=re.escape(says)):
        food_attributes.attribute_rows([FOOD], [dict(rule) for rule in rules], [dict(row) for row in reviewed])
