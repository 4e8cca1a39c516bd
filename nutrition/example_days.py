"""Example days: whole days to begin with, each for one diet. They are made up, and nobody is judged by them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nutrition.attributes import Attributes
from nutrition.errors import DataError, NutritionError
from nutrition.foods import Food
from nutrition.measures import Measures, grams
from nutrition.plan import PlanItem
from nutrition.tables import read_toml, rows_of
from nutrition.wishes import Diet, FoodWishes

ExampleDays = Mapping[Diet, tuple[PlanItem, ...]]


def read_example_days(
    folder: Path, foods: Mapping[str, Food], measures: Measures, attributes: Attributes
) -> ExampleDays:
    """Read the plan files of a folder by the diet in their wishes, from everything to nothing of animals.

    Refused are an unknown food, a measure that a food does not have, a second day for one diet, and a food that is
    not known to fit the diet of its day.
    """
    found: dict[Diet, tuple[PlanItem, ...]] = {}
    for path in sorted(folder.glob("*.toml")):
        tree = read_toml(path)
        try:
            diet = FoodWishes(diet=tree["food_wishes"]["diet"]).diet
        except (KeyError, TypeError, NutritionError) as error:
            raise DataError("entry_incomplete", file=path.name, row="food_wishes", column="diet") from error
        if diet in found:
            raise DataError("twice", file=path.name, row="food_wishes", column="diet", value=diet, first=diet)
        rows = rows_of(tree, "items", file=path.name)
        found[diet] = tuple(_item(row, where, path.name, foods, measures) for where, row in rows)
        for (where, _), item in zip(rows, found[diet], strict=True):
            fits = attributes.get(item.food_id)
            if diet is not Diet.OMNIVORE and (fits is None or not fits.suits(FoodWishes(diet=diet))):
                raise DataError("not_of_diet", file=path.name, row=where, food_id=item.food_id, diet=diet)
    return MappingProxyType({diet: found[diet] for diet in Diet if diet in found})


def _item(row: Mapping[str, Any], where: str, file: str, foods: Mapping[str, Food], measures: Measures) -> PlanItem:
    try:
        item = PlanItem(food_id=row["food"], **{key: value for key, value in row.items() if key != "food"})
        if item.measure is not None:
            grams(item.amount or 1.0, item.measure, item.food_id, measures)
    except (KeyError, TypeError, NutritionError) as error:
        raise DataError("entry_incomplete", file=file, row=where, column=str(error)) from error
    if item.food_id not in foods or item.day != 1:
        raise DataError("entry_incomplete", file=file, row=where, column=f"food {item.food_id}, day {item.day}")
    return item
