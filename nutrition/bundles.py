"""FoodData Central's own download: several CSV files in one archive, tied together by ids."""

import csv
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from nutrition.added import AddedTable, key_of
from nutrition.errors import DataError, ImportProblems, NutritionError
from nutrition.foods import COLUMNS, Derivation
from nutrition.tables import archived_rows, number_or_none, open_archive

KINDS = frozenset({"foundation_food", "sr_legacy_food"})
MAGNESIUM, ENERGY = "304", "208"  # USDA's nutrient numbers
MOST_MG = 100_000
ENOUGH = 1_000  # a file with so many faults is read no further
# USDA's derivation codes by their first letters; what is not here was not said plainly enough to repeat
DERIVED = {"A": Derivation.ANALYSED, "Z": Derivation.ASSUMED}
DERIVED |= dict.fromkeys(("BF", "BN", "CA", "DA", "FL", "NC", "NR", "R"), Derivation.CALCULATED)
Row = Mapping[str, str]


def read_bundle(content: bytes, *, file: str) -> AddedTable:
    """Read the CSV bundle of Foundation Foods or SR Legacy; foods of other kinds in it are left alone.

    Raises `ImportProblems` with every fault, each with its file, row and column.
    """
    try:
        with open_archive(content, file=file) as archive:
            return _Bundle(archive, file).table()
    except (zipfile.BadZipFile, zlib.error, UnicodeDecodeError, csv.Error, EOFError, NotImplementedError) as error:
        raise DataError("archive_damaged", file=file) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise DataError("archive_damaged", file=file) from error


class _Bundle:
    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        names = [name for name in archive.namelist() if "__MACOSX" not in name]
        self.archive, self.file = archive, file
        self.members = {PurePosixPath(name).name: name for name in names}
        self.problems: list[NutritionError] = []

    def rows(self, name: str, columns: Sequence[str], maybe: Sequence[str] = ()) -> Iterator[tuple[int, Row]]:
        """Yield the rows of one file by number; only the columns that were asked for."""
        if name not in self.members:
            raise DataError("bundle_lacks", file=self.file, column=name)
        lines = archived_rows(self.archive, self.members[name])
        heading = next(lines, [])
        missing = [column for column in columns if column not in heading]
        if missing:
            raise DataError("column_missing", file=name, column=", ".join(missing))
        places = [(column, heading.index(column)) for column in (*columns, *maybe) if column in heading]
        for number, cells in enumerate(lines, start=2):
            if len(cells) == len(heading):
                yield number, {column: cells[place].strip() for column, place in places}
            elif cells:
                self.fault("cell_count", name, number, found=len(cells), expected=len(heading))

    def fault(self, code: str, file: str, row: int, **values: object) -> None:
        self.problems.append(DataError(code, **{"file": file, "row": row, **values}))
        if len(self.problems) >= ENOUGH:
            raise ImportProblems(self.file, self.problems)

    def named(self, name: str, key: str, value: str) -> dict[str, str]:
        """Return a list of names by id; empty when the bundle does not have it."""
        if name not in self.members:
            return {}
        return {row[key]: row[value] for _, row in self.rows(name, (key, value))}

    def table(self) -> AddedTable:
        foods, groups = self.foods(), self.named("food_category.csv", "id", "description")
        mg, kcal = self.values(foods)
        if not foods and not self.problems:
            raise DataError("table_without_foods", file=self.file, expected="FoodData Central Foundation or SR Legacy")
        if self.problems:
            raise ImportProblems(self.file, self.problems)
        version = max(food["publication_date"] for food in foods.values())
        derivations = self.named("food_nutrient_derivation.csv", "id", "code")
        rows = []
        for fdc_id, food in foods.items():
            row = dict.fromkeys((column.name for column in COLUMNS), "")
            row |= {
                "food_id": f"fdc-{fdc_id}",
                "name_en": food["description"],
                "food_group": groups.get(food["food_category_id"], "") or "FoodData Central",
                "derivation": Derivation.MISSING,
                "kcal_per_100g": kcal.get(fdc_id, {}).get("amount", ""),
                "source": key_of("fdc", version),
                "locator": fdc_id,
            }
            rows.append(row | _magnesium(fdc_id, mg.get(fdc_id, {}), derivations))
        return AddedTable(table="fdc", version=version, rows=tuple(rows))

    def foods(self) -> dict[str, Row]:
        found: dict[str, Row] = {}
        asked = ("fdc_id", "data_type", "description", "food_category_id", "publication_date")
        for number, row in self.rows("food.csv", asked):
            if row["data_type"] not in KINDS:
                continue
            for column in ("fdc_id", "description"):
                if not row[column]:
                    self.fault("cell_empty", "food.csv", number, column=column)
            if row["fdc_id"] in found:
                first = found[row["fdc_id"]]["row"]
                self.fault("twice", "food.csv", number, column="fdc_id", value=row["fdc_id"], first=first)
            found[row["fdc_id"]] = {**row, "row": str(number)}
        return found

    def values(self, foods: Mapping[str, Row]) -> tuple[dict[str, Row], dict[str, Row]]:
        """Return the rows with the magnesium and the energy of each food."""
        mg: dict[str, Row] = {}
        kcal: dict[str, Row] = {}
        wanted: dict[str, dict[str, Row]] = {}
        for number, row in self.rows("nutrient.csv", ("id", "unit_name", "nutrient_nbr")):
            which = row["nutrient_nbr"].removesuffix(".0")
            if which == MAGNESIUM and row["unit_name"].upper() != "MG":
                self.fault("not_a_choice", "nutrient.csv", number, column="unit_name", value=row["unit_name"])
            if which in (MAGNESIUM, ENERGY):
                wanted[row["id"]] = mg if which == MAGNESIUM else kcal
        if mg not in wanted.values():
            raise DataError("bundle_lacks", file=self.file, column=f"nutrient.csv: {MAGNESIUM}")
        maybe = ("data_points", "derivation_id", "min", "max", "loq")
        for number, row in self.rows("food_nutrient.csv", ("fdc_id", "nutrient_id", "amount"), maybe):
            found = wanted.get(row["nutrient_id"])
            if found is None or row["fdc_id"] not in foods:
                continue
            if row["fdc_id"] in found:
                first = found[row["fdc_id"]]["row"]
                self.fault("twice", "food_nutrient.csv", number, column="fdc_id", value=row["fdc_id"], first=first)
            self.check(row, number)
            found[row["fdc_id"]] = {**row, "row": str(number)}
        return mg, kcal

    def check(self, row: Row, number: int) -> None:
        for column in ("amount", "data_points", "min", "max", "loq"):
            value = row.get(column, "")
            known = number_or_none(value)
            if value and (known is None or not 0 <= known <= MOST_MG):
                code = "not_a_number" if known is None else "out_of_range"
                self.fault(code, "food_nutrient.csv", number, column=column, value=value)


def _magnesium(fdc_id: str, row: Row, derivations: Mapping[str, str]) -> dict[str, str]:
    amount, limit = row.get("amount", ""), row.get("loq", "")
    if not amount:
        return {}
    if limit and not float(amount):
        # a zero beside a limit of quantification is "less than that", and below a limit is not zero
        return {"max_mg": limit, "locator": f"{fdc_id}: < {limit}"}
    code = derivations.get(row.get("derivation_id", ""), "")
    told = next((how for start, how in DERIVED.items() if code.startswith(start)), Derivation.NOT_STATED)
    return {
        "mg_per_100g": amount,
        "derivation": told,
        "samples": row.get("data_points", ""),
        "min_mg": row.get("min", ""),
        "max_mg": row.get("max", ""),
    }
