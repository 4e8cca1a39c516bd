"""The handbook: all of `data/`, read and checked once, with the edition that stamps every report."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from nutrition.absorption import AbsorptionStudy, read_absorption
from nutrition.added import AddedTable, read_added
from nutrition.attributes import Attributes, most_eaten, read_attributes
from nutrition.errors import DataError, NutritionError
from nutrition.example_days import ExampleDays, read_example_days
from nutrition.foods import Food, OtherTable, foods_by_id, read_foods, read_same_foods
from nutrition.forms import Forms, SupplementForm, read_forms
from nutrition.guidance import EuClaims, Statement, read_eu_claims, read_guidance
from nutrition.measures import Measure, Measures, likely_portion, read_measures, usual_portion
from nutrition.medicines import Medicine, read_medicines
from nutrition.method_cases import MethodCases, read_method_cases
from nutrition.own_foods import LabelReferences, read_label_references
from nutrition.reference import ReferenceValues
from nutrition.reference_files import read_reference_values
from nutrition.search import SearchIndex
from nutrition.shelf import Shelf
from nutrition.sources import Source, read_sources
from nutrition.spelling import read_synonyms
from nutrition.spread import Spread
from nutrition.supplements import (
    Caution,
    SupplementProduct,
    form_named,
    read_cautions,
    read_products,
)
from nutrition.variation import WithinPersonSd, read_within_person_sd

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Handbook:
    """Everything the product knows. It is shared between visitors, so nothing may write to it.

    `foods` is the table with its search index, `food` the same rows for look-ups by id; `spread` what they say about
    foods without a value; `shelf` all foods as they are browsed; `edition` changes when any byte of the data does.
    """

    edition: str
    sources: Mapping[str, Source]
    foods: pd.DataFrame
    food_by_id: Mapping[str, Food]
    attributes: Attributes
    most_eaten: tuple[Food, ...]
    spread: Spread
    measures: Measures
    shelf: Shelf
    reference_values: ReferenceValues
    within_person_sd: tuple[WithinPersonSd, ...]
    method_cases: MethodCases
    forms: Forms
    products: tuple[SupplementProduct, ...]
    cautions: tuple[Caution, ...]
    guidance: tuple[Statement, ...]
    eu_claims: EuClaims
    medicines: tuple[Medicine, ...]
    absorption: tuple[AbsorptionStudy, ...]
    other_tables: Mapping[str, tuple[OtherTable, ...]]
    suggested: tuple[tuple[Food, Measure], ...]
    label_references: LabelReferences
    example_days: ExampleDays

    def food(self, food_id: str) -> Food:
        """Return one food; raise `NutritionError("unknown_food")` when the table has no such row."""
        try:
            return self.food_by_id[food_id]
        except KeyError as error:
            raise NutritionError("unknown_food", food_id=food_id) from error

    def form(self, name: str) -> SupplementForm:
        """Return the compound that an id or an everyday name stands for."""
        return form_named(name, self.forms, self.products)

    def product(self, form: str) -> SupplementProduct | None:
        """Return how a compound is usually sold; None for one that is not in the list of products."""
        return next((product for product in self.products if product.form == form), None)

    def portion(self, food_id: str) -> Measure | None:
        """Return the usual portion of a food: the one chosen for it, else its first published measure of a plausible
        weight. None where it has neither; 100 g then stands for it.
        """
        return likely_portion(food_id, self.measures)


def load_handbook(folder: Path = DATA, *, added: Path | None = None, tables: Sequence[AddedTable] = ()) -> Handbook:
    """Read and check all of `data/`, and beside it the tables kept in the folder `added` or handed in as `tables`.

    Raises `DataError` with the file and the row at the first broken promise: a row without a source, a measure of an
    unknown food, bands of ages that overlap, a number that is none.
    """
    ours = read_sources(folder / "sources.toml")
    beside = {table.table: table for table in (*read_added(added), *tables)}.values()
    sources = MappingProxyType({**ours, **{table.source.key: table.source for table in beside}})
    foods = read_foods(folder / "food_magnesium.csv", sources, [row for table in beside for row in table.rows])
    foods.attrs["search"] = SearchIndex.of(foods, read_synonyms(folder / "synonyms.csv"))
    food_by_id = MappingProxyType(foods_by_id(foods))
    measures = read_measures(folder / "household_measures.csv", sources, frozenset(food_by_id))
    forms = read_forms(folder / "supplement_forms.toml", sources)
    eaten = most_eaten(food_by_id.values())
    attributes = read_attributes(folder / "food_attributes.csv", food_by_id)
    suggested = []
    for food in food_by_id.values():
        portion = usual_portion(food.food_id, measures)
        if food.suggested:
            if portion is None or food.mg_per_100g is None:
                raise DataError("suggested_without_portion", file="food_magnesium.csv", row=food.food_id)
            suggested.append((food, portion))
    return Handbook(
        edition=edition_with(edition_of(folder), beside),
        sources=sources,
        foods=foods,
        food_by_id=food_by_id,
        attributes=attributes,
        most_eaten=eaten,
        spread=Spread.of(food_by_id.values()),
        measures=measures,
        shelf=Shelf.of(food_by_id.values(), measures, eaten),
        reference_values=read_reference_values(folder / "reference_values", sources),
        within_person_sd=read_within_person_sd(folder / "within_person_sd.csv", sources),
        method_cases=read_method_cases(folder / "method_cases.toml", sources),
        forms=forms,
        products=read_products(folder / "supplement_products.toml", sources, forms),
        cautions=read_cautions(folder / "cautions.toml", sources),
        guidance=read_guidance(folder / "guidance.toml", sources),
        eu_claims=read_eu_claims(folder / "eu_claims.toml", sources),
        medicines=read_medicines(folder / "medicines.toml", sources),
        absorption=read_absorption(folder / "absorption_studies.toml", sources, forms),
        other_tables=read_same_foods(folder / "same_foods.csv", food_by_id),
        suggested=tuple(suggested),
        label_references=read_label_references(folder / "label_references.toml", sources),
        example_days=read_example_days(folder / "example_days", food_by_id, measures, attributes),
    )


def edition_of(folder: Path) -> str:
    """Return the stamp of a data folder: ten hexadecimal digits over the name and the content of every file."""
    stamp = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".csv", ".toml"):
            stamp.update(path.relative_to(folder).as_posix().encode())
            # a checkout on Windows may have changed the ends of lines, not the data
            stamp.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return stamp.hexdigest()[:10]


def edition_with(edition: str, tables: Iterable[AddedTable]) -> str:
    """Return the stamp of an edition with tables beside it; without any it stays what it is."""
    stamp = hashlib.sha256(edition.encode())
    added = [table.text().encode() for table in tables]
    for content in added:
        stamp.update(content)
    return stamp.hexdigest()[:10] if added else edition
