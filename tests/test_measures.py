"""Household measures: a weight for a measure, and a refusal of rows that could not be reached or used."""

from collections.abc import Callable
from pathlib import Path

import handbook_fixture as small
import pytest
from test_foods import refusal

from nutrition import NutritionError, Person, Plan, PlanItem, Sex, grams, load_handbook, make_report
from nutrition.handbook import Handbook
from nutrition.measures import COLUMNS
from nutrition.text import Text

NAMES = [column.name for column in COLUMNS]


def test_weights(small_handbook: Handbook) -> None:
    measures = small_handbook.measures
    assert grams(1, "portion", "usda-12061", measures) == 25
    assert grams(2, "cup, whole", "usda-12061", measures) == 286
    # the table gives 22 kernels for 28.35 g
    assert grams(11, "kernel", "usda-12061", measures) == pytest.approx(14.175)


def test_a_measure_walks_the_same_road_as_its_grams(small_handbook: Handbook) -> None:
    person = Person(age_years=40, sex=Sex.FEMALE)
    by_measure = PlanItem(food_id="usda-12061", measure="portion", amount=1.2)
    by_weight = PlanItem(food_id="usda-12061", grams=30)
    both = [make_report(Plan(person=person, items=(item,)), small_handbook, "efsa") for item in (by_measure, by_weight)]
    assert both[0].intake.food_mg == pytest.approx(81)
    assert both[0].intake.food_mg == pytest.approx(both[1].intake.food_mg)
    assert both[0].intake.lines[0].portion_g == pytest.approx(30)


def test_unknown_measure_names_those_that_exist(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        grams(1, "vat", "usda-12061", small_handbook.measures)
    assert caught.value.code == "unknown_measure"
    assert caught.value.values["choices"] == "portion, cup, whole, kernel"
    with pytest.raises(NutritionError) as caught:
        grams(1, "vat", "usda-99001", small_handbook.measures)
    assert all(text.error(caught.value) for text in texts.values())


@pytest.mark.parametrize("amount", [-1, 0, 1e-9, 1e6, float("nan"), float("inf")])
def test_a_weight_that_cannot_be(amount: float, small_handbook: Handbook, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        grams(amount, "portion", "usda-12061", small_handbook.measures)
    assert caught.value.code == "grams_out_of_range"
    assert all(text.error(caught.value) for text in texts.values())


def test_the_usual_portion(small_handbook: Handbook) -> None:
    portion = small_handbook.portion("usda-12061")
    assert portion is not None
    assert (portion.one_g, portion.usual, portion.name("nl"), portion.name("en")) == (25, True, "portie", "portion")
    assert small_handbook.portion("usda-4053") is None
    assert small_handbook.portion("usda-0") is None
    assert small_handbook.measures["usda-12061"]["kernel"].name("nl") == "kernel"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"food_id": "usda-0"}, "unknown_food_in_file"),
        ({"food_id": ""}, "cell_empty"),
        ({"measure": ""}, "cell_empty"),
        ({"amount": "0"}, "out_of_range"),
        ({"amount": "-1"}, "out_of_range"),
        ({"amount": "een"}, "not_a_number"),
        ({"grams": "0"}, "out_of_range"),
        ({"grams": "20001"}, "out_of_range"),
        ({"grams": ""}, "cell_empty"),
        ({"usual": "ja"}, "not_a_choice"),
        ({"source": "Wikipedia"}, "unknown_source"),
        ({"locator": ""}, "cell_empty"),
    ],
)
def test_a_wrong_row_is_refused(
    values: dict[str, str], code: str, small_data: Callable[[], Path], texts: dict[str, Text]
) -> None:
    folder = small_data()
    rows = small.measure_rows()
    rows[1] |= values
    small.write_csv(folder / small.MEASURES_CSV, rows, NAMES)
    error = refusal(folder, texts)
    assert (error.code, error.values["file"], error.values["row"]) == (code, small.MEASURES_CSV, 3)


@pytest.mark.parametrize("values", [{"measure": "portion", "usual": ""}, {"usual": "yes"}])
def test_a_measure_that_could_not_be_reached_is_refused(
    values: dict[str, str], small_data: Callable[[], Path], texts: dict[str, Text]
) -> None:
    folder = small_data()
    rows = small.measure_rows()
    rows[-1] |= values
    small.write_csv(folder / small.MEASURES_CSV, rows, NAMES)
    assert refusal(folder, texts).values["row"] == len(rows) + 1


def test_every_real_measure_can_be_used(handbook: Handbook) -> None:
    for of_food in handbook.measures.values():
        assert [measure for measure in of_food.values() if not 0 < measure.one_g <= 20_000] == []
    suggested = [portion for _, portion in handbook.suggested]
    assert len(suggested) >= 10
    assert all(1 <= portion.one_g <= 1_000 and portion.measure_nl for portion in suggested)


def test_small_data_is_sound(small_data: Callable[[], Path]) -> None:
    assert len(load_handbook(small_data()).foods) == len(small.FOODS)
