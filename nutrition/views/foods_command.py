"""The command `foods`: search, one food, and tables of others, as the lines that the command line prints."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from nutrition.added import forget_table, keep_table, read_added
from nutrition.browsing import FoodFilter, FoundFoods, browse
from nutrition.errors import NutritionError
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.plan_foods import PlanFoods
from nutrition.search import MOST_RESULTS, find_foods
from nutrition.shelf import FoodFigures, Per
from nutrition.spelling import words_of
from nutrition.text import Text
from nutrition.views.food_rows import count_words, figure_words, group_words, portion_of_figures
from nutrition.views.imports import added_folder, read_table_file
from nutrition.views.origins import place_of
from nutrition.views.publishers import cited_words, other_tables_words
from nutrition.views.words import measure_words

MOST_LINES = 12
WIDTH = 17


def add_foods_options(parser: argparse.ArgumentParser) -> None:
    """Give the command `foods` its words and its options."""
    parser.add_argument("words", nargs="*", help="words, a code, or: import TABLE FILE, imported, forget TABLE")
    parser.add_argument("--sort", choices=list(Per), help="rank by magnesium per portion, 100g or 100kcal")
    parser.add_argument("--group", help="only foods of this group, named as on the page Foods")
    parser.add_argument("--all", action="store_true", help="rank the whole table, not only what people here eat most")
    parser.add_argument("--most", type=_count, help=f"at most so many foods (default {MOST_LINES})")


def foods_lines(options: argparse.Namespace, handbook: Handbook, text: Text) -> list[str]:
    """Return what a search finds, or with an option the same ranking as the page Foods."""
    words = " ".join(options.words)
    if options.sort or options.group or options.all or options.most:
        asked = FoodFilter(words=words, group=_group_named(options.group, handbook, text), eaten=not options.all)
        found = browse(PlanFoods(own={}, handbook=handbook), asked, Per(options.sort or Per.PORTION))
        return _ranked_lines(found, options.most or MOST_LINES, handbook, text)
    return food_lines(words, handbook, text)


def _count(typed: str) -> int:
    if not typed.isdecimal() or not int(typed):
        raise argparse.ArgumentTypeError(f"{typed!r} is not a whole number of 1 or more")
    return int(typed)


def _group_named(name: str | None, handbook: Handbook, text: Text) -> str:
    if not name:
        return ""
    groups = {group: group_words(group, text) for group in handbook.shelf.groups}
    for group, words in groups.items():
        if name.casefold() in (group.casefold(), words.casefold()):
            return group
    raise NutritionError("unknown_group", value=name, choices="; ".join(sorted(groups.values())))


def _ranked_lines(found: FoundFoods, most: int, handbook: Handbook, text: Text) -> list[str]:
    if not len(found):
        return [text("foods.nothing")]
    heads = "".join(f"{text(f'foods.column.{per}'):>{WIDTH}}" for per in Per)
    part = found.part(0, most)
    lines = [count_words(found, text), heads, *(_ranked_line(one, text) for one in part.ranked)]
    for heading, foods in ((f"foods.unranked.{found.per}", part.unranked), ("foods.no_value", part.no_value)):
        if foods:
            lines += [f"{text(heading)}:", *(_ranked_line(one, text) for one in foods)]
    shown = [one.food for one in (*part.ranked, *part.unranked)]
    return [*lines, *cited_words(shown, handbook, text)]


def _ranked_line(one: FoodFigures, text: Text) -> str:
    figures = "".join(f"{figure_words(one, per, text):>{WIDTH}}" for per in Per)
    name = one.food.name(text.language)
    return f"{figures}  {name}, {portion_of_figures(one, text)} [{' '.join(place_of(one.food, text))}]"


def own_tables_lines(words: Sequence[str], text: Text) -> list[str] | None:
    """Import, list or forget tables of others; None when none of these was asked."""
    if (
        not words
        or words[0] not in ("import", "imported", "forget")
        or (words[0], len(words)) in (("import", 1), ("forget", 1))
    ):
        return None
    folder = added_folder()
    if folder is None:
        raise NutritionError("no_home")
    match list(words):
        case ["import", name, file]:
            try:
                content = Path(file).read_bytes()
            except OSError as error:
                raise NutritionError("plan_unreadable", file=file) from error
            table = read_table_file(name, content, file=Path(file).name)
            path = keep_table(table, folder)
            kept = text("report.table_kept", count=len(table.rows), file=str(path))
            return [kept, f"{table.source.citation}. {table.source.terms_in(text.language)}"]
        case ["imported"]:
            tables = read_added(folder)
            told = [f"  {table.table}: {len(table.rows)} · {table.source.citation}" for table in tables]
            return [text("report.tables_kept", count=len(tables), file=str(folder)), *told]
        case ["forget", name]:
            forget_table(name, folder)
            return [text("report.table_forgotten", name=name)]
        case _:
            raise NutritionError("foods_command")


def food_lines(words: str, handbook: Handbook, text: Text) -> list[str]:
    """Return what a search finds, or one food when its code was given."""
    if not words_of(words):
        raise NutritionError("nothing_to_search")
    if words.strip() in handbook.food_by_id:
        return _one_food(handbook.food(words.strip()), handbook, text)
    found = find_foods(handbook.foods, words, text.language)
    if found.empty:
        return [text("page.my_day.no_results", words=words)]
    foods = [handbook.food(food_id) for food_id in found["food_id"]]
    lines = [text("report.found_best" if len(found) == MOST_RESULTS else "report.found", count=len(found))]
    lines += [f"  {food.food_id:<12} {_value_words(food, text):>16}  {food.name(text.language)}" for food in foods]
    return [*lines, *cited_words(foods, handbook, text)]


def _one_food(food: Food, handbook: Handbook, text: Text) -> list[str]:
    name, place = food.name(text.language), " ".join(place_of(food, text))
    measures = handbook.measures.get(food.food_id, {}).values()
    return [
        f"{food.food_id}  {name}: {_value_words(food, text)} [{place}]",
        *(f"  {words}" for words in other_tables_words(food, handbook, text)),
        *(f"  {measure.measure!r}: {measure_words(measure, text)}" for measure in measures),
        *cited_words([food], handbook, text),
    ]


def _value_words(food: Food, text: Text) -> str:
    known = food.mg_per_100g
    return text("page.my_day.no_value") if known is None else f"{text.mg(known)}/100 g"
