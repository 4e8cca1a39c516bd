"""The rows of the food table that come from USDA: which foods stay, what their values are and where from.

Rules 1 and 4 of the house apply here: every row has a source and a locator, and an empty cell means "unknown", never 0.

Source: USDA_SR28, FOOD_DES, NUT_DATA and SRC_CD; USDA_SRLEGACY2018, fooddata.csv.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from tools.food_names import Facets, composed, sentence_case
from tools.rows import Row, plain_number
from tools.usda import StandardReference

SR28, SR_LEGACY = "USDA_SR28", "USDA_SRLEGACY2018"
PREFIX = "usda-"


# --- What is left out ---------------------------------------------------------------------------------------
# This is the one place that decides which SR28 foods are not in the table, in the order of asking:
#
#   formula       infant, toddler and child formula, under any brand.
#   manufacturer  SR fills its ManufacName column for brand products and the items of restaurant chains; a
#                 product with a generic name but a manufacturer is one maker's product all the same.
#   brand         SR writes brands in capitals (KELLOGG'S, GERBER, McDONALD'S, PIZZA HUT), also where it left
#                 the manufacturer out. Two capitals in a row therefore mean a brand, but for the acronyms in
#                 NO_BRAND and after taking away a remark such as "(includes SPAM)". Brands that escaped the
#                 capitals stand in BRANDS_IN_LOWER_CASE.
#   single brand  anonymous, but one maker's soup all the same, and without a magnesium value.
#
# What stays: "Fast foods, hamburger …", "Fast food, pizza chain …", "Restaurant, Italian …", "School lunch …"
# and "USDA Commodity …" are averages over makers; generic baby foods; KAMUT and ZESPRI SunGold, trade names
# of a grain and of a kiwi cultivar that Europe eats under that name.

FORMULA = re.compile(r"\b(infant|toddler|child) formula\b", re.IGNORECASE)
SINGLE_BRAND = re.compile(r"\bsingle brand\b", re.IGNORECASE)
CAPITALS = re.compile(r"[A-Z][A-Z&'.\-]*[A-Z]")
NO_BRAND = frozenset(["USDA", "BBQ", "NFS", "NFSMI", "DHA", "VPP", "KAMUT", "ZESPRI"])
BRANDS_IN_LOWER_CASE = re.compile(
    r"\b(Reddi Wip|Muscle Milk|Clif Z|Lean Pockets|Powerade|Propel Zero|Creamsicle|Ready Crust|Incaparina)\b"
)
BRAND_REMARK = re.compile(r"\s*\(includes? [^)]*\)|,? includes SPAM( Lite| \(Hormel\))?(, 25% less sodium)?")


def exclusion(name: str, manufacturer: str) -> str:
    """Say by which rule a food is left out; empty when it stays.

    >>> exclusion("Cereals ready-to-eat, KELLOGG'S CORN FLAKES", ""), exclusion("Fast foods, hamburger", "")
    ('brand', '')
    """
    plain = BRAND_REMARK.sub("", name)
    if FORMULA.search(name):
        return "formula"
    if manufacturer:
        return "manufacturer"
    if set(CAPITALS.findall(plain)) - NO_BRAND or BRANDS_IN_LOWER_CASE.search(plain):
        return "brand"
    return "single brand" if SINGLE_BRAND.search(name) else ""


# --- Values -------------------------------------------------------------------------------------------------

ANALYSED_CODES = frozenset(["1", "6", "12", "13"])  # SRC_CD.txt: analytical, or only analytical ones combined
ASSUMED_ZERO_CODE = "7"


def derivation(source_code: str, value: str) -> str:
    """Say how a value came about, from SR's source code (SRC_CD.txt).

    >>> derivation("1", "270"), derivation("4", "12"), derivation("7", "0"), derivation("", "")
    ('analysed', 'calculated', 'assumed', 'missing')
    """
    if not value:
        return "missing"
    if source_code in ANALYSED_CODES:
        return "analysed"
    return "assumed" if source_code == ASSUMED_ZERO_CODE else "calculated"


def newer_value(name: str, value: str, sr_legacy: dict[str, list[Row]]) -> Row | None:
    """Find the SR Legacy row that replaces an SR28 value; None if it is absent, blank, ambiguous or the same.

    Half a milligram or less is rounding: both releases print magnesium in whole milligrams.
    """
    rows = sr_legacy.get(name.upper(), [])
    if not value or len({row["Magnesium"] for row in rows}) != 1 or not rows[0]["Magnesium"]:
        return None
    return rows[0] if abs(Decimal(rows[0]["Magnesium"]) - Decimal(value)) > Decimal("0.5") else None


def food_id(ndb: str) -> str:
    """Name a food by its NDB number without leading zeros: 01001 → usda-1001."""
    return f"{PREFIX}{int(ndb)}"


def kept_ids(sr28: StandardReference) -> frozenset[str]:
    """Name the foods that stay in the table."""
    return frozenset(food_id(ndb) for ndb, food in sr28.foods.items() if not exclusion(food[2], food[5]))


def food_row(ndb: str, sr28: StandardReference, everyday: dict[str, Row], facets: Facets) -> Row:
    """Make the row of one SR28 food. SR writes 0 samples for a calculated value: that cell stays empty."""
    _, group, name, *_ = sr28.foods[ndb]
    nutrient = sr28.magnesium.get(ndb, [""] * 18)
    value, samples, error, source_code = nutrient[2], nutrient[3], nutrient[4], nutrient[5]
    own = everyday.get(food_id(ndb), {})
    name_en = sentence_case(name)
    return {
        "food_id": food_id(ndb),
        "name_en": name_en,
        "name_nl": own.get("name_nl") or composed(name_en, sr28.groups[group], facets),
        "food_group": sr28.groups[group],
        "mg_per_100g": value,
        "kcal_per_100g": sr28.energy[ndb][2] if ndb in sr28.energy else "",
        "samples": "" if samples == "0" else samples,
        "se_mg": error,
        "min_mg": nutrient[10],
        "max_mg": nutrient[11],
        "derivation": derivation(source_code, value),
        "commonness": own.get("commonness", ""),
        "suggested": own.get("suggested", ""),
        "source": SR28,
        "locator": ndb,
    }


def with_newer_value(row: Row, newer: Row) -> Row:
    """Replace magnesium and energy (one row, one source) and drop the spread of the old value."""
    energy = {"kcal_per_100g": str(round(float(newer["Energy"])))} if newer["Energy"] else {}
    spread = dict.fromkeys(("samples", "se_mg", "min_mg", "max_mg"), "")
    return row | energy | spread | {"mg_per_100g": plain_number(newer["Magnesium"]), "source": SR_LEGACY}


class FoodTable(NamedTuple):
    """The food rows, what was left out by which rule, and which values are newer than SR28's."""

    rows: list[Row]
    excluded: Counter[str]
    newer: list[tuple[str, str, str, str]]


def food_table(
    sr28: StandardReference, sr_legacy: dict[str, list[Row]], everyday: dict[str, Row], facets: Facets
) -> FoodTable:
    """Make every food row, sorted by NDB number."""
    rows: list[Row] = []
    excluded: Counter[str] = Counter()
    newer_values: list[tuple[str, str, str, str]] = []
    name_count = Counter(food[2].upper() for food in sr28.foods.values())
    for ndb in sorted(sr28.foods, key=int):
        food = sr28.foods[ndb]
        if rule := exclusion(food[2], food[5]):
            excluded[rule] += 1
            continue
        row = food_row(ndb, sr28, everyday, facets)
        newer = newer_value(food[2], row["mg_per_100g"], sr_legacy) if name_count[food[2].upper()] == 1 else None
        if newer:
            old = row["mg_per_100g"]
            row = with_newer_value(row, newer)
            newer_values.append((ndb, row["name_en"], old, row["mg_per_100g"]))
        rows.append(row)
    return FoodTable(rows, excluded, newer_values)
