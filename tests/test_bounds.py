"""Bounds: the arithmetic by hand, what must hold for every plan, and how often hidden values are held."""

import math
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from hypothesis import strategies as st
from strategies import plans, weighed_items

from benchmarks import bench_hidden_values as bench
from nutrition import Person, Plan, PlanItem, Sex, SupplementDose, make_report
from nutrition.bounds import Bounds, combined, make_bounds
from nutrition.foods import Derivation, Food
from nutrition.handbook import Handbook
from nutrition.intake import daily_intake
from nutrition.own_foods import Ingredient, Recipe
from nutrition.sources import Citation
from nutrition.spread import FEWEST, PURE_MG, Interval, Spread, expected_range, sample_sd_mg
from nutrition.views.charts import intake_bar
from nutrition.views.cli import report_lines
from nutrition.views.likely import likely_words, margin_words
from nutrition.views.words import summary

WOMAN = Person(age_years=40, sex=Sex.FEMALE)
UNKNOWN, OTHER_UNKNOWN = "usda-99001", "usda-99002"


def food(name: str, mg: float | None, group: str = "Snacks", **known: float | int | None) -> Food:
    numbers: dict[str, float | int | None] = dict.fromkeys(("samples", "se_mg", "min_mg", "max_mg")) | known
    return Food(
        food_id=f"{group} {name}",
        name_en=name,
        name_nl="",
        food_group=group,
        mg_per_100g=mg,
        kcal_per_100g=None,
        derivation=Derivation.MISSING if mg is None else Derivation.ANALYSED,
        commonness=None,
        suggested=False,
        citation=Citation(source="s", locator="l"),
        **numbers,  # type: ignore[arg-type]
    )


def interval(low: float, middle: float, high: float) -> Interval:
    return Interval(low_mg=low, middle_mg=middle, high_mg=high)


# --- One food


def test_sd_is_se_times_the_root_of_n() -> None:
    assert sample_sd_mg(food("a", 270, samples=16, se_mg=2.5)) == 10


def test_sd_from_the_extremes_where_there_is_no_se() -> None:
    assert sample_sd_mg(food("a", 50, samples=2, min_mg=45, max_mg=55)) == pytest.approx(10 / 1.1284, rel=1e-4)


def test_the_larger_of_both_counts() -> None:
    assert sample_sd_mg(food("a", 50, samples=4, se_mg=0.01, min_mg=40, max_mg=60)) == pytest.approx(20 / 2.0588, 1e-4)
    assert sample_sd_mg(food("a", 50, samples=4, se_mg=9, min_mg=40, max_mg=60)) == 18


@pytest.mark.parametrize(
    "told", [{}, {"samples": 1, "se_mg": 2.0}, {"se_mg": 2.0}, {"samples": 3}, {"samples": 3, "se_mg": 0.0}]
)
def test_too_little_is_told(told: dict[str, float]) -> None:
    assert sample_sd_mg(food("a", 50, **told)) is None


@pytest.mark.parametrize(
    ("samples", "mean_range"), [(2, 1.128), (3, 1.693), (4, 2.059), (5, 2.326), (10, 3.078), (25, 3.931), (100, 5.015)]
)
def test_the_mean_range_is_the_published_one(samples: int, mean_range: float) -> None:
    """The factor d2 as every handbook of quality control prints it."""
    assert expected_range(samples) == pytest.approx(mean_range, abs=6e-4)


def test_a_food_without_samples_takes_the_typical_variation_of_its_group() -> None:
    told = [food(f"a{n}", 100, samples=4, se_mg=n) for n in range(1, 12)]  # SD 2 to 22, coefficients 2 to 22 %
    others = [food(f"b{n}", 100, "Soups", samples=4, se_mg=40) for n in range(11)]
    spread = Spread.of([*told, *others])
    assert spread.sd_mg(food("c", 50)) == pytest.approx(0.12 * 50)
    assert spread.sd_mg(food("c", 50, "Soups")) == pytest.approx(0.8 * 50)
    assert spread.sd_mg(food("c", 50, "Sweets")) == pytest.approx(0.51 * 50)  # all foods: the middle of 22 and 80 %


# --- The interval of a food without a value


def kind_of_foods() -> list[Food]:
    """A hundred foods of 1 to 100 mg in one group; in it a family that is much alike."""
    wide = [food(f"x{n}", float(n)) for n in range(1, 101)]
    return [*wide, *(food(f"Nuts, almonds, {n}", 270.0 + n) for n in range(20))]


def test_a_relative_by_name_makes_it_narrower() -> None:
    spread = Spread.of(kind_of_foods())
    almonds, stranger = (spread.interval(food(name, None)) for name in ("Nuts, almonds, salted", "Zzz"))
    assert 200 < almonds.low_mg < 279 < almonds.high_mg <= 289
    assert stranger.high_mg - stranger.low_mg > 3 * (almonds.high_mg - almonds.low_mg)


def test_names_are_compared_within_a_group_only() -> None:
    spread = Spread.of(kind_of_foods())
    assert spread.interval(food("Nuts, almonds", None, "Sweets")) == spread.interval(food("Zzz", None, "Sweets"))


def test_the_interval_never_leaves_what_is_known() -> None:
    spread = Spread.of(kind_of_foods())
    for name in ("Zzz", "Nuts", "Nuts, almonds", "x3"):
        found = spread.interval(food(name, None))
        assert 1 <= found.low_mg <= found.middle_mg <= found.high_mg <= 289


def test_few_foods_say_little() -> None:
    few = Spread.of(food(f"x{n}", float(n)) for n in range(5, 5 + FEWEST - 1))
    assert (few.interval(food("a", None)).low_mg, few.interval(food("a", None)).high_mg) == (5, 4 + FEWEST - 1)
    nothing = Spread.of([])
    assert (nothing.interval(food("a", None)).low_mg, nothing.interval(food("a", None)).high_mg) == (0, PURE_MG)


def test_one_known_food_and_equal_foods_are_no_trouble() -> None:
    assert Spread.of([food("a", 7)]).interval(food("b", None)) == interval(7, 7, 7)
    equal = Spread.of([food(f"a{n}", 7) for n in range(50)]).interval(food("b", None))
    assert (equal.low_mg, equal.high_mg) == (7, 7)


def test_the_order_of_the_table_does_not_matter(handbook: Handbook) -> None:
    foods = list(handbook.food_by_id.values())
    other = Spread.of(reversed(foods))
    for one in foods:
        if one.mg_per_100g is None:
            here, there = handbook.spread.interval(one), other.interval(one)
            assert (here.low_mg, here.high_mg) == pytest.approx((there.low_mg, there.high_mg))


# --- A day


def test_limits_add_within_a_group() -> None:
    assert combined([("a", interval(1, 4, 8)), ("a", interval(2, 3, 5))]) == interval(3, 7, 13)


def test_distances_add_as_squares_between_groups() -> None:
    assert combined([("a", interval(1, 4, 8)), ("b", interval(2, 6, 9))]) == interval(10 - 5, 10, 10 + 5)


def test_nothing_unknown_adds_nothing() -> None:
    assert combined([]) == interval(0, 0, 0)


def bounds_of(plan: Plan) -> Bounds:
    return make_bounds(daily_intake(plan, small_book()), small_book().spread)


def day(*items: PlanItem, days: int | None = None) -> Plan:
    return Plan(person=WOMAN, items=items, days=days)


def test_the_known_margin_by_hand() -> None:
    almonds, rice = (food("a", 200, "Nuts", samples=4, se_mg=10), food("b", 100, "Grains", samples=9, se_mg=5))
    book = replace(small_book(), food_by_id={"a": almonds, "b": rice})
    plan = day(
        PlanItem(food_id="a", grams=50), PlanItem(food_id="a", grams=50, day=2), PlanItem(food_id="b", grams=200)
    )
    found = make_bounds(daily_intake(plan, book), book.spread)
    # almonds: SD 20, twice 50 g over two days: 10; rice: SD 15, 200 g over two days: 15
    assert found.known_margin_mg == pytest.approx(1.645 * math.hypot(10, 15))
    assert (found.low_mg, found.high_mg) == (200, 200)


@given(plan=plans())
def test_the_bounds_hold_the_known_part(plan: Plan) -> None:
    intake, found = daily_intake(plan, small_book()), bounds_of(plan)
    assert intake.total_mg <= found.low_mg <= found.high_mg
    assert found.known_margin_mg >= 0
    if not intake.at_least:
        assert found.low_mg == found.high_mg == intake.total_mg


@given(plan=plans(), item=weighed_items())
def test_another_item_never_lowers_a_bound(plan: Plan, item: PlanItem) -> None:
    before = replace(plan, days=4)
    less, more = bounds_of(before), bounds_of(replace(before, items=(*before.items, item)))
    assert more.low_mg >= less.low_mg - 1e-9
    assert more.high_mg >= less.high_mg - 1e-9
    assert more.known_margin_mg >= less.known_margin_mg - 1e-9


@given(grams=st.lists(st.floats(0.1, 400), min_size=1, max_size=5), factor=st.floats(0.1, 10))
def test_so_many_times_as_much_has_so_many_times_the_bounds(grams: Sequence[float], factor: float) -> None:
    ids = (UNKNOWN, OTHER_UNKNOWN, "usda-12061", UNKNOWN, "usda-9040")
    items = [PlanItem(food_id=food_id, grams=one) for food_id, one in zip(ids, grams, strict=False)]
    once = bounds_of(day(*items))
    more = bounds_of(day(*(replace(item, grams=(item.grams or 0) * factor) for item in items)))
    for name in ("low_mg", "high_mg", "known_margin_mg"):
        assert getattr(more, name) == pytest.approx(factor * getattr(once, name))


def test_two_portions_are_one_of_twice_the_size() -> None:
    halves = day(PlanItem(food_id=UNKNOWN, grams=50), PlanItem(food_id=UNKNOWN, grams=50))
    assert bounds_of(halves) == bounds_of(day(PlanItem(food_id=UNKNOWN, grams=100)))


def test_the_same_day_twice_is_the_same_mean() -> None:
    one = PlanItem(food_id=UNKNOWN, grams=50)
    assert bounds_of(day(one, replace(one, day=2))) == bounds_of(day(one))


# --- What people see


def with_unknown(book: Handbook) -> Plan:
    unknown = next(food for food in book.food_by_id.values() if food.mg_per_100g is None)
    dose = SupplementDose(form="citrate", elemental_mg=100)
    items = (PlanItem(food_id="usda-12061", grams=30), PlanItem(food_id=unknown.food_id, grams=200))
    return replace(day(*items), supplements=(dose,))


@pytest.mark.parametrize(
    ("language", "likely", "known"),
    [("en", "likely between ", "13 % of the weight is known"), ("nl", "waarschijnlijk tussen ", "is 13 % bekend")],
)
def test_page_command_line_and_summary_say_the_same(language: str, likely: str, known: str, handbook: Handbook) -> None:
    text, report = TEXTS[language], make_report(with_unknown(handbook), handbook, "efsa")
    words = likely_words(report, text)
    assert words.startswith(likely)
    for limit_mg in (report.bounds.low_mg, report.bounds.high_mg):
        assert text.number(limit_mg) in words
    shown = dict(summary(report, text))[text("report.with_unknown")]
    assert words in shown
    assert known in shown
    printed = "\n".join(report_lines(report, handbook, text))
    assert shown in printed
    assert margin_words(report, text) in printed


def test_what_is_known_needs_no_words(handbook: Handbook) -> None:
    report = make_report(day(PlanItem(food_id="usda-12061", grams=30)), handbook, "efsa")
    assert likely_words(report, TEXTS["en"]) == ""
    assert margin_words(report, TEXTS["en"]).startswith("± ")
    assert margin_words(make_report(day(), handbook, "efsa"), TEXTS["en"]) == ""


def test_the_bar_fades_to_the_upper_bound(handbook: Handbook) -> None:
    report = make_report(with_unknown(handbook), handbook, "efsa")
    areas = intake_bar(report)["layer"][0]["data"]["values"]
    fading = [area for area in areas if 0 < area["opacity"] <= 0.8 and area["start"] >= report.intake.total_mg]
    assert fading[0]["start"] == report.intake.total_mg
    assert fading[-1]["stop"] == report.bounds.high_mg
    opacities = [area["opacity"] for area in fading]
    assert opacities == sorted(opacities, reverse=True)
    assert areas[0]["stop"] > report.bounds.high_mg


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_workbook_has_the_numbers_of_the_report(language: str, handbook: Handbook) -> None:
    from openpyxl import load_workbook

    from nutrition.views.excel import write_workbook

    report = make_report(with_unknown(handbook), handbook, "efsa")
    content = write_workbook(report, handbook, TEXTS[language])
    values, formulas = (load_workbook(BytesIO(content), data_only=only) for only in (True, False))
    for name in ("low_mg", "high_mg", "known_margin_mg"):
        defined = values.defined_names[name if name.startswith("known") else f"likely_{name}"]
        [(sheet, place)] = defined.destinations
        assert values[sheet][place].value == pytest.approx(getattr(report.bounds, name))
        if not name.startswith("known"):
            assert "intake_total_mg+" in formulas[sheet][place].value


# --- How often hidden values are held


@pytest.fixture(scope="module")
def turns(handbook: Handbook) -> list[list[bench.Hidden]]:
    return bench.hide(handbook.food_by_id.values())


def test_nine_in_ten_hidden_values_are_held(turns: list[list[bench.Hidden]]) -> None:
    hidden = [one for turn in turns for one in turn]
    assert bench.coverage(hidden) >= bench.WANTED
    groups = bench.large_groups(hidden)
    assert len(groups) > 10
    too_low = {group: bench.coverage(found) for group, found in groups.items()}
    assert {group: held for group, held in too_low.items() if held < bench.WANTED} == {}


def test_that_is_not_done_by_taking_everything(turns: list[list[bench.Hidden]]) -> None:
    """Intervals are much narrower than what a group knows; one as narrow as the middle holds few."""
    hidden = [one for turn in turns for one in turn]
    relative = []
    for found in bench.large_groups(hidden).values():
        amounts = [one.mg for one in found]
        relative += [one.width_mg / (max(amounts) - min(amounts)) for one in found]
    assert sorted(relative)[len(relative) // 2] < 0.5
    narrow = [replace(one, interval=interval(*[one.interval.middle_mg] * 3)) for one in hidden]
    assert bench.coverage(narrow) < 0.5


@pytest.mark.parametrize("count", bench.HIDDEN)
def test_nine_in_ten_days_are_held(count: int, turns: list[list[bench.Hidden]]) -> None:
    held, by_sums, _ = bench.days_held(turns, count, days=1000)
    assert bench.WANTED <= held <= by_sums


@given(grams=st.lists(st.floats(1, 300), min_size=2, max_size=2), cooked=st.floats(0.8, 1.2))
def test_a_recipe_eaten_whole_has_the_bounds_of_its_ingredients(grams: Sequence[float], cooked: float) -> None:
    """An ingredient without a value is as unknown in the pot as on the plate."""
    book = small_book()
    unknown = next(food.food_id for food in book.food_by_id.values() if food.mg_per_100g is None)
    person, parts = Person(age_years=40, sex=Sex.FEMALE), list(zip(("usda-12061", unknown), grams, strict=True))
    pot = Recipe(
        food_id="own-1",
        name="pot",
        ingredients=tuple(Ingredient(food_id=food_id, grams=amount) for food_id, amount in parts),
        cooked_g=cooked * sum(grams),
    )
    eaten = Plan(person=person, recipes=(pot,), items=(PlanItem(food_id="own-1", grams=pot.cooked_g),))
    plain = Plan(person=person, items=tuple(PlanItem(food_id=food_id, grams=amount) for food_id, amount in parts))
    whole, apart = (make_report(plan, book, "efsa").bounds for plan in (eaten, plain))
    assert (whole.low_mg, whole.high_mg) == pytest.approx((apart.low_mg, apart.high_mg))
