"""One person's adequacy against the book's own printed cases, then what must hold for any figures."""

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.adequacy import (
    LIKELY,
    SURE,
    WIDER_SD,
    above_ai,
    days_to,
    individual_adequacy,
    mean_needed_mg,
    most_certain,
)
from nutrition.errors import NutritionError

CASES = tomllib.loads((Path(__file__).parent / "cases" / "adequacy.toml").read_text(encoding="utf-8"))

amounts = st.floats(0, 2000)
needs = st.floats(20, 500)
sds = st.floats(20, 200)
days = st.integers(1, 60)


@pytest.mark.parametrize("case", CASES["individual"], ids=lambda case: case["about"])
def test_the_worked_example(case: dict[str, Any]) -> None:
    found = individual_adequacy(case["mean_mg"], case["days"], case["ear_mg"], within_sd_mg=case["within_sd_mg"])
    assert (found.difference_mg, found.requirement_sd_mg) == (case["difference_mg"], case["requirement_sd_mg"])
    for name, exact in case["exact"].items():
        assert getattr(found, name) == pytest.approx(exact, abs=5e-5)
    assert round(found.sd_mg) == case["printed"]["sd_mg"]
    assert round(found.z, 2) == case["printed"]["z"]
    # the book looks its ratio up in a table with steps of half a unit, and so prints more than the exact figure
    assert found.probability < case["printed"]["probability"] < individual_adequacy(
        case["ear_mg"] + 1.04 * found.sd_mg, case["days"], case["ear_mg"], within_sd_mg=case["within_sd_mg"]
    ).probability  # fmt: skip


NEEDED = [(case, int(n), mg) for case in CASES["mean_needed"] for n, mg in case["mg_by_days"].items()]


@pytest.mark.parametrize(("case", "n", "mg"), NEEDED)
def test_the_means_that_are_needed(case: dict[str, Any], n: int, mg: int) -> None:
    sd_mg = case["sd_times"] * case["within_sd_mg"]
    needed = mean_needed_mg(n, case["ear_mg"], z=case["z"], within_sd_mg=sd_mg)
    assert round(needed) == mg
    assert individual_adequacy(needed, n, case["ear_mg"], within_sd_mg=sd_mg).z == pytest.approx(case["z"])


def test_the_quarter_more_is_the_books() -> None:
    assert WIDER_SD in {case["sd_times"] for case in CASES["mean_needed"]}


@pytest.mark.parametrize("row", CASES["ai"]["days"], ids=lambda row: f"{row['days']} days")
def test_the_ai_example(row: dict[str, Any]) -> None:
    case = CASES["ai"]
    found = above_ai(case["mean_mg"], row["days"], case["ai_mg"], within_sd_mg=case["within_sd_mg"])
    assert found.z == pytest.approx(row["exact_z"], abs=5e-5)
    # 0.615 is printed as 0.61; 1.69 for 1.63 is an error in print
    assert (abs(found.z - row["z"]) < 0.006) is not row.get("misprint", False)
    assert found.confidence is not None
    # the book rounds the ratio before it looks up the confidence
    assert 100 * found.confidence == pytest.approx(row["printed_percent"], abs=0.6)


@pytest.mark.parametrize("place", range(len(CASES["table_b1"]["ratio"])))
def test_table_b1(place: int) -> None:
    table = CASES["table_b1"]
    ratio, exact, printed = (table[name][place] for name in ("ratio", "exact", "printed"))
    # with no variation between days left, the ratio is the difference in SDs of the requirement
    found = individual_adequacy(100 + ratio * 10, 1, 100, within_sd_mg=1e-6)
    assert found.probability == pytest.approx(exact, abs=5e-5)
    assert found.probability == pytest.approx(printed, abs=0.0101)


@given(amounts, days, needs, sds)
def test_a_difference_and_its_mirror_are_equally_sure(mean_mg: float, n: int, ear_mg: float, sd_mg: float) -> None:
    found = individual_adequacy(mean_mg, n, ear_mg, within_sd_mg=sd_mg)
    mirrored = 2 * ear_mg - mean_mg
    if mirrored >= 0:
        other = individual_adequacy(mirrored, n, ear_mg, within_sd_mg=sd_mg)
        assert found.probability + other.probability == pytest.approx(1)


@given(amounts, amounts, days, needs, sds)
def test_more_intake_is_never_less_sure(one: float, two: float, n: int, ear_mg: float, sd_mg: float) -> None:
    low, high = sorted((one, two))
    less = individual_adequacy(low, n, ear_mg, within_sd_mg=sd_mg)
    more = individual_adequacy(high, n, ear_mg, within_sd_mg=sd_mg)
    assert less.probability <= more.probability


@given(amounts, days, needs, sds)
def test_more_days_make_it_surer(mean_mg: float, n: int, ear_mg: float, sd_mg: float) -> None:
    found = individual_adequacy(mean_mg, n, ear_mg, within_sd_mg=sd_mg)
    longer = individual_adequacy(mean_mg, n + 1, ear_mg, within_sd_mg=sd_mg)
    assert abs(longer.probability - 0.5) >= abs(found.probability - 0.5)
    assert abs(most_certain(found) - 0.5) >= abs(longer.probability - 0.5) - 1e-12


@given(amounts, days, needs, sds, st.sampled_from((LIKELY, SURE)))
def test_the_days_that_settle_it_do(mean_mg: float, n: int, ear_mg: float, sd_mg: float, certainty: float) -> None:
    found = individual_adequacy(mean_mg, n, ear_mg, within_sd_mg=sd_mg)
    needed = days_to(certainty, found)
    if needed is None:
        assert max(most_certain(found), 1 - most_certain(found)) <= certainty + 1e-9
        return

    def sure(after: int) -> float:
        probability = individual_adequacy(mean_mg, after, ear_mg, within_sd_mg=sd_mg).probability
        return max(probability, 1 - probability)

    assert sure(needed) >= certainty - 1e-9
    if needed > 1:
        assert sure(needed - 1) < certainty


@given(amounts, days, needs, sds, st.sampled_from((LIKELY, SURE)))
def test_below_an_ai_nothing_is_said(mean_mg: float, n: int, ai_mg: float, sd_mg: float, certainty: float) -> None:
    found = above_ai(mean_mg, n, ai_mg, within_sd_mg=sd_mg)
    assert (found.confidence is None) == (mean_mg < ai_mg)
    needed = days_to(certainty, found)
    if mean_mg <= ai_mg:
        assert needed is None
    elif needed is not None:
        assert (above_ai(mean_mg, needed, ai_mg, within_sd_mg=sd_mg).confidence or 0) >= certainty - 1e-9


def test_the_days_of_the_worked_example() -> None:
    found = individual_adequacy(320, 3, 265, within_sd_mg=85.9)
    # by hand: 85.9² / ((55 / 1.0364)² - 26.5²) = 3.49 and 85.9² / ((55 / 1.95996)² - 26.5²) = 86.7
    assert (days_to(LIKELY, found), days_to(SURE, found)) == (4, 87)


def test_an_intake_near_the_requirement_is_never_settled() -> None:
    found = individual_adequacy(280, 3, 265, within_sd_mg=85.9)
    assert days_to(LIKELY, found) is None
    assert most_certain(found) == pytest.approx(0.714, abs=0.001)


@pytest.mark.parametrize(
    "broken",
    [
        {"mean_mg": -1},
        {"mean_mg": math.nan},
        {"mean_mg": math.inf},
        {"days": 0},
        {"days": 2.5},
        {"days": True},
        {"ear_mg": 0},
        {"within_sd_mg": 0},
        {"within_sd_mg": math.nan},
        {"requirement_cv": -0.1},
    ],
)
def test_figures_that_cannot_be(broken: dict[str, Any]) -> None:
    given_figures: dict[str, Any] = {"mean_mg": 320, "days": 3, "ear_mg": 265, "within_sd_mg": 85.9} | broken
    with pytest.raises(NutritionError) as problem:
        individual_adequacy(**given_figures)
    assert problem.value.code == "statistic_out_of_range"
    assert problem.value.values["name"] == next(iter(broken))


def test_a_certainty_that_cannot_be() -> None:
    with pytest.raises(NutritionError):
        days_to(1.0, individual_adequacy(320, 3, 265, within_sd_mg=85.9))


def test_a_requirement_that_does_not_vary() -> None:
    found = individual_adequacy(320, 3, 265, within_sd_mg=85.9, requirement_cv=0)
    assert found.sd_mg == pytest.approx(85.9 / math.sqrt(3))
    assert most_certain(found) == 1.0
