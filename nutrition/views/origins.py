"""What one line of a plan brings and where its value comes from, in words: a table, a packet or a kitchen."""

from nutrition.foods import Food
from nutrition.intake import IntakeLine
from nutrition.plan_foods import PlanFood
from nutrition.text import Text


def line_mg_words(line: IntakeLine, text: Text) -> str:
    """Return the mg of a line: no value, at least so much, or so much."""
    if line.magnesium_mg is None:
        return text("page.my_day.no_value")
    return text("report.at_least_mg" if line.partly_known else "report.value_mg", value_mg=line.magnesium_mg)


def place_of(food: Food, text: Text) -> tuple[str, str]:
    """Return the source of a food and the place in it; of an own food that it is one."""
    if food.citation is None:
        return text("derivation.own"), ""
    return food.citation.source, food.citation.locator


def place_of_details(details: PlanFood, text: Text) -> tuple[str, str]:
    """Return the source of a food's value and the place in it; of an own food what it was worked out from."""
    label, parts, cooked_g = details.label, details.parts, details.cooked_g
    if label is not None:
        of = text("own.of_label", reference_mg=label.reference_mg, name=label.name(text.language))
        where = f"{of} ({label.citation.source}, {label.citation.locator})"
        return text("derivation.own"), f"{where}. {text('own.unverified')}" if label.unverified else where
    if parts:
        words = [text("own.part", portion_g=grams, name=food.name(text.language)) for food, grams in parts]
        return text("derivation.recipe"), text("own.of_recipe", parts=", ".join(words), cooked_g=cooked_g)
    if details.given_by:
        return text("own.given_by", name=details.given_by), ""
    return place_of(details.food, text)


def place_of_food(details: PlanFood, text: Text) -> str:
    """Return where the value of a food comes from, in one piece."""
    return " ".join(part for part in place_of_details(details, text) if part)


def origin_words(line: IntakeLine, text: Text) -> str:
    """Return where a line's value comes from, in one piece."""
    return place_of_food(line.details, text)
