"""Foods and mineral waters that USDA does not have: figures cited from European tables and from labels, one by one.

Both tables beside this script are our own: chosen foods, our own names, groups and portions, and the figure that the
source gives for that food under that code. One row has one source; nothing is averaged over databases. Where a source
does not say how its figure came about, `derivation` is `not_stated`. All portions are our own estimates.

Source: CIQUAL2025, by food code; BLS4, by food code; SWISS7, by food number; BLD, GER and DONAT, per litre.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from tools.household_measures import estimated_portion
from tools.rows import Row, plain_number, read_rows

PREFIXES = ("ciqual-", "bls-", "swiss-", "water-")
LABELS = {  # what is added to a name that another source has too
    "CIQUAL2025": ("Ciqual", "Ciqual"),
    "BLS4": ("BLS", "BLS"),
    "SWISS7": ("Swiss table", "Zwitserse tabel"),
}
GLASS_G = "200"


def read_european(path: Path) -> list[Row]:
    """Read the foods; their `note` is for the reader of the table and goes no further."""
    return read_rows(path)


def read_waters(path: Path) -> list[Row]:
    """Read the waters as foods: mg per litre becomes mg per 100 g, for a litre of water weighs a kilogram."""
    return [
        water
        | {
            "food_group": "Beverages",
            "mg_per_100g": plain_number(str(Decimal(water["mg_per_l"]) / 10)),
            "min_mg": "",
            "max_mg": "",
            "derivation": "not_stated",
            "suggested": "",
            "portion_en": "glass",
            "portion_nl": "glas",
            "portion_g": GLASS_G,
        }
        for water in read_rows(path)
    ]


def european_rows(cited: Iterable[Row], others: Iterable[Row], columns: tuple[str, ...]) -> list[Row]:
    """Make the rows of the food table, in the given order; a name that is taken is told apart by its source."""
    foods = [dict.fromkeys(columns, "") | {name: row[name] for name in columns if name in row} for row in cited]
    taken = [*others, *foods]
    for place, column in enumerate(("name_en", "name_nl")):
        names = [row[column].casefold() for row in taken]
        shared = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
        for row in foods:
            if row[column].casefold() in shared and row["source"] in LABELS:
                row[column] = f"{row[column]} ({LABELS[row['source']][place]})"
    return foods


def european_portions(cited: Iterable[Row]) -> list[Row]:
    """Make the usual portion of every food that has one."""
    return [
        estimated_portion(
            row["food_id"],
            row["portion_en"],
            row["portion_nl"],
            row["portion_g"],
            f"{'mineral_waters' if 'mg_per_l' in row else 'european_foods'}.csv, {row['food_id']}",
        )
        for row in cited
        if row["portion_g"]
    ]
