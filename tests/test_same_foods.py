"""The same food in two tables: both stay, and the page says how far they differ."""

from collections.abc import Callable
from pathlib import Path

import handbook_fixture as small
import pytest

from nutrition import DataError, load_handbook
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.publishers import other_tables_words


def test_what_is_the_same_is_the_same_both_ways(handbook: Handbook) -> None:
    assert len(handbook.other_tables) >= 100
    for food_id, others in handbook.other_tables.items():
        assert food_id not in [other.food.food_id for other in others]
        for other in others:
            back = [one.food.food_id for one in handbook.other_tables[other.food.food_id]]
            assert food_id in back


def test_boiled_spinach_differs_by_table(handbook: Handbook, texts: dict[str, Text]) -> None:
    """USDA SR28 11458 gives 87 mg, Ciqual 20336 gives 30 mg: 66 % less (facts, european_foods)."""
    others = {other.food.food_id: other for other in handbook.other_tables["usda-11458"]}
    assert others["ciqual-20336"].difference_percent == pytest.approx(100 * (30 - 87) / 87)
    for language, words in (("nl", "66 % minder"), ("en", "66 % less")):
        said = other_tables_words(handbook.food("usda-11458"), handbook, texts[language])
        assert any("CIQUAL2025" in sentence and words in sentence for sentence in said)


def test_a_row_that_is_not_a_food_is_refused(small_data: Callable[[], Path]) -> None:
    folder = small_data()
    rows = [{"food_id": "usda-12061", "same_as": "usda-0"}]
    small.write_csv(folder / "same_foods.csv", rows, ["food_id", "same_as"])
    with pytest.raises(DataError) as caught:
        load_handbook(folder)
    assert (caught.value.code, caught.value.values["row"]) == ("unknown_food_in_file", 2)


def test_an_unknown_value_has_no_difference(small_data: Callable[[], Path], texts: dict[str, Text]) -> None:
    folder = small_data()
    unknown = next(row["food_id"] for row in small.food_rows() if not row["mg_per_100g"])
    rows = [{"food_id": "usda-12061", "same_as": unknown}]
    small.write_csv(folder / "same_foods.csv", rows, ["food_id", "same_as"])
    book = load_handbook(folder)
    assert book.other_tables["usda-12061"][0].difference_percent is None
    assert other_tables_words(book.food("usda-12061"), book, texts["nl"]) == []
