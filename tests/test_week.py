"""The days side by side: picture, words and figures say what the report says of each day, and of the mean."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import authorities, plans

from nutrition import Handbook, Person, Plan, PlanItem, Report, SupplementDose, make_report
from nutrition.text import Text
from nutrition.views.week import LEFT, ROW, STRETCH, day_mg_words, days_beside, week_alt, week_bars, week_table

LANGUAGES = ("nl", "en")
WOMAN = Person(age_years=40, sex="female")
ALMONDS, NO_VALUE = "usda-12061", "usda-99001"


def report_of(handbook: Handbook, *items: PlanItem, **more: Any) -> Report:
    return make_report(Plan(person=WOMAN, items=items, **more), handbook, "gezondheidsraad")


def four_days(handbook: Handbook, **more: Any) -> Report:
    """Return a day of 81 mg, one of at least 27 mg, one on which nothing was noted, and one of oil: 0 mg."""
    items = (
        PlanItem(food_id=ALMONDS, grams=30),
        PlanItem(food_id=ALMONDS, grams=10, day=2),
        PlanItem(food_id=NO_VALUE, grams=100, day=2),
        PlanItem(food_id="usda-4053", grams=10, day=4),
    )
    return report_of(handbook, *items, **more)


def values(bars: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """Return what the layers draw that have a field."""
    return [row for layer in bars["layer"] for row in layer["data"]["values"] if field in row]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Dag 1: 81 mg. Dag 2: minstens 27 mg. Dag 3: nog niets. Dag 4: 0 mg. Gemiddelde: minstens 27 mg."),
        ("en", "Day 1: 81 mg. Day 2: at least 27 mg. Day 3: nothing yet. Day 4: 0 mg. Mean: at least 27 mg."),
    ],
)
def test_the_picture_in_words(language: str, said: str, small_handbook: Handbook, texts: dict[str, Text]) -> None:
    assert week_alt(four_days(small_handbook), 1, texts[language]) == said


def test_the_same_in_figures(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    heads, rows = week_table(four_days(small_handbook), 1, texts["nl"])
    assert heads == ["Dag", "mg", "% van de streefwaarde"]
    assert rows == [
        ["Dag 1", "81", "27"],
        ["Dag 2", "≥ 27", "≥ 9"],
        ["Dag 3", "nog niets", "–"],
        ["Dag 4", "0", "0"],
        ["Gemiddelde", "≥ 27", "≥ 9"],
    ]
    dose = SupplementDose(form="citrate", elemental_mg=100)
    heads, rows = week_table(four_days(small_handbook, supplements=(dose,)), 1, texts["en"])
    assert heads == ["Day", "mg from food", "mg", "% of the target"]
    assert [row[1:3] for row in rows] == [
        ["81", "181"],
        ["≥ 27", "≥ 127"],
        ["0", "100"],
        ["0", "100"],
        ["≥ 27", "≥ 127"],
    ]


def test_without_a_target_nothing_is_compared(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    baby = Person(age_years=0.2, sex="female")
    plan = Plan(person=baby, items=(PlanItem(food_id=ALMONDS, grams=1),), days=2)
    report = make_report(plan, small_handbook, "nnr")
    assert report.reference.target is None
    heads, rows = week_table(report, 1, texts["en"])
    assert heads == ["Day", "mg"]
    assert {len(row) for row in rows} == {2}
    assert not [line for line in values(week_bars(report, 1, texts["en"]), "at") if line["part"] == "ink"]


@pytest.mark.parametrize(
    ("day", "count", "beside"),
    [(1, 1, (1, 1)), (7, 7, (1, 7)), (14, 14, (1, 14)), (14, 15, (1, 14)), (15, 366, (15, 28))],
)
def test_of_many_days_a_fortnight_is_shown(day: int, count: int, beside: tuple[int, int]) -> None:
    found = days_beside(day, count)
    assert (found[0], found[-1]) == beside


@given(count=st.integers(1, 366), data=st.data())
def test_every_day_can_be_shown(count: int, data: st.DataObject) -> None:
    day = data.draw(st.integers(1, count))
    found = days_beside(day, count)
    assert day in found
    assert 1 <= found[0] <= found[-1] <= count
    assert len(found) <= STRETCH


@given(plan=plans(), authority=authorities, language=st.sampled_from(LANGUAGES), data=st.data())
def test_the_picture_is_the_report(
    plan: Plan, authority: str, language: str, data: st.DataObject, small_handbook: Handbook, texts: dict[str, Text]
) -> None:
    in_sight = data.draw(st.integers(1, plan.days))
    report, text = make_report(plan, small_handbook, authority), texts[language]
    bars = week_bars(report, in_sight, text)
    written = bars["layer"][2]["data"]["values"]
    names = [row["name"] for row in written]
    assert names == [text("report.day", day=day.day) for day in report.days] + [text("page.my_day.days_mean")]
    said = [row["mg"] for row in written]
    assert said[: len(report.days)] == [day_mg_words(day, report, text) for day in report.days]
    assert [row["day"] for row in values(bars, "day")] == list(range(1, plan.days + 1))
    stand_out = [row["name"] for row in written if row["weight"] == "bold"]
    assert stand_out == [text("report.day", day=in_sight), text("page.my_day.days_mean")]
    assert widths(values(bars, "start"), "food") == pytest.approx([day.food_mg for day in report.days], abs=1e-9)
    target = report.reference.target
    ticks = [line["at"] for line in values(bars, "at") if line["part"] == "ink"]
    assert ticks == ([target.mg] if target else [])


def widths(areas: Sequence[dict[str, Any]], part: str) -> list[float]:
    """Return how far the first part of the bar of each day reaches, the mean left out."""
    hard = [area for area in areas if area["part"] == part and area["start"] == 0 and area["opacity"] == 1.0]
    return [area["stop"] for area in hard][:-1]


def test_what_is_at_least_has_a_soft_end(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    """Only the day with a food without a value, and the mean that it is part of, go on beyond what is known."""
    bars = week_bars(four_days(small_handbook), 2, texts["en"])
    soft = {int(area["top"] // ROW) for area in values(bars, "start") if area["opacity"] < 1}
    assert soft == {1, 4}


def test_a_row_can_be_chosen_over_its_whole_width(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = week_bars(four_days(small_handbook), 2, texts["en"])["layer"][-1]
    assert rows["params"][0]["select"] == {"type": "point", "fields": ["day"], "toggle": False}
    assert [row["bottom"] - row["top"] for row in rows["data"]["values"]] == [ROW] * 4
    assert LEFT > 0
