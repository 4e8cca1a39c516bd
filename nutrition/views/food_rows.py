"""Foods as they are browsed, in words: the row of each, and what stands behind its values."""

from dataclasses import dataclass

from nutrition.browsing import FoundFoods
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.measures import Measure
from nutrition.plan_foods import PlanFood
from nutrition.shelf import FoodFigures, Per
from nutrition.sources import Source
from nutrition.text import Text
from nutrition.views.origins import place_of_details
from nutrition.views.publishers import other_tables_words
from nutrition.views.words import usual_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodRow:
    """One food in words; `figures` hold a number, or why there is none, for each heading of the columns."""

    food_id: str
    name: str
    group: str
    portion: str
    figures: tuple[str, ...]
    place: str
    behind: tuple[tuple[str, str], ...]
    source: Source | None


def group_words(group: str, text: Text) -> str:
    """Return the name of a food group; a table that a person brought has names of its own."""
    if not group:
        return text("derivation.own")
    return text(f"group.{group}") if f"group.{group}" in text else group


def figure_words(one: FoodFigures, per: Per, text: Text) -> str:
    """Return one figure of a food, or why there is none."""
    value = one.figure(per)
    if value is not None:
        return text("foods.at_least", value_mg=value) if one.at_least else text.number(value)
    if not one.has_value:
        return text("page.my_day.no_value")
    if per is Per.KCAL:
        return text("foods.kcal_unknown" if one.food.kcal_per_100g is None else "foods.kcal_hardly")
    return text("foods.no_portion" if per is Per.PORTION else "foods.no_weight")


def portion_of_figures(one: FoodFigures, text: Text) -> str:
    """Return the portion of a food in words with its weight; that of 100 g where it has none."""
    if one.portion:
        return usual_words(one.portion, text)
    if one.portion_mg is not None and one.portion_g is None:
        return text("own.portion_measure")
    return text("app.weight", weight_g=100.0 if one.portion_g is None else one.portion_g)


def food_row(one: FoodFigures, details: PlanFood, handbook: Handbook, text: Text) -> FoodRow:
    """Return one food in words."""
    food = one.food
    return FoodRow(
        food_id=food.food_id,
        name=food.name(text.language),
        group=group_words(food.food_group, text),
        portion=portion_of_figures(one, text),
        figures=tuple(figure_words(one, per, text) for per in Per),
        place=" ".join(part for part in place_of_details(details, text) if part),
        behind=tuple(_behind(one, handbook, text)),
        source=handbook.sources[food.citation.source] if food.citation else None,
    )


def _behind(one: FoodFigures, handbook: Handbook, text: Text) -> list[tuple[str, str]]:
    food = one.food
    value = text("page.my_day.no_value")
    if food.mg_per_100g is not None and one.mg_per_100g is not None:
        key = "own.at_least_per_100g" if one.at_least else "own.per_100g"
        value = text(key, value_mg=food.mg_per_100g)
    told = [("value", value + _spread(food, text)), ("derivation", text(f"derivation.{food.derivation}"))]
    if food.citation:
        source = handbook.sources[food.citation.source]
        samples = text("derivation.not_stated") if food.samples is None else text.number(food.samples, 0)
        told += [("samples", samples), ("table", f"{source.key}: {source.citation}")]
        told += [("year", str(source.year)), ("code", food.citation.locator)]
        told += [("checked", text(f"checked.{source.checked}"))]
    if food.kcal_per_100g is not None:
        told.append(("kcal", text("foods.kcal_per_100g", energy_kcal=food.kcal_per_100g)))
    if one.portion:
        told.append(("portion", _weighed(one.portion, text)))
    if food.citation and (credit := handbook.sources[food.citation.source].credit_in(text.language)):
        told.append(("credit", credit))
    rows = [(text(f"foods.behind.{name}"), words) for name, words in told]
    others = other_tables_words(food, handbook, text)
    return [*rows, *((text("foods.behind.others"), words) for words in others)]


def _spread(food: Food, text: Text) -> str:
    if food.min_mg is None or food.max_mg is None or food.mg_per_100g is None:
        return ""
    return text("foods.between", low_mg=food.min_mg, high_mg=food.max_mg)


def _weighed(portion: Measure, text: Text) -> str:
    place = f"{portion.citation.source} {portion.citation.locator}"
    return text(f"foods.basis.{portion.basis}", portion=usual_words(portion, text), place=place)


def count_words(found: FoundFoods, text: Text) -> str:
    """Return how many foods there are, what stands on top, and how many stand apart without a value."""
    said = [text("foods.count", count=len(found))]
    if len(found.ranked) > 1:
        said.append(text(f"foods.first.{found.per}"))
    return " ".join(said)
