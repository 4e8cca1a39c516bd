"""Who publishes a food's value, how they ask to be named, and what other tables give for the same food."""

from collections.abc import Iterable, Sequence

from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.sources import Source
from nutrition.text import Text

WHOLE_PERCENT_STEP = 0.5  # less is written as 0 %


def other_tables_words(food: Food, handbook: Handbook, text: Text) -> list[str]:
    """Return what other tables give for the same food, and how far that lies from the value here."""
    said = []
    for other in handbook.other_tables.get(food.food_id, ()):
        difference = other.difference_percent
        if difference is None:
            continue
        near = abs(difference) < WHOLE_PERCENT_STEP
        key = "other_table_same" if near else "other_table" if difference > 0 else "other_table_less"
        said.append(
            text(
                f"page.other.{key}",
                name=other.food.name(text.language),
                source=other.food.citation.source if other.food.citation else "",
                mg_per_100g_mg=other.food.mg_per_100g,
                difference_percent=abs(difference),
            )
        )
    return said


def credit_words(sources: Iterable[Source], text: Text) -> list[str]:
    """Return how the publishers of tables that a person brought ask to be named, each once."""
    return list(dict.fromkeys(source.credit_in(text.language) for source in sources if source.imported))


def source_lines(used: Sequence[tuple[Source, Sequence[str]]], text: Text) -> list[str]:
    """Return the works behind a report with the places in them, then how their publishers ask to be named, as lines."""
    lines = [f"  {source.key}: {source.citation} ({'; '.join(places)})" for source, places in used]
    return [*lines, *(f"  {credit}" for credit in credit_words((source for source, _ in used), text))]


def cited_words(foods: Iterable[Food], handbook: Handbook, text: Text) -> list[str]:
    """Return which tables that a person brought these foods are from, in their publishers' own words."""
    cited = dict.fromkeys(food.citation.source for food in foods if food.citation)
    return [handbook.sources[key].citation for key in cited if handbook.sources[key].imported]
