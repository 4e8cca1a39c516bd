"""Usual intake: a case worked by hand, what must hold for every group, and which outcomes are no errors."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import bench_groups as bench
from nutrition.errors import NutritionError
from nutrition.power_scale import PowerScale, even_scale, make_days, make_scale, to_mg, unevenness, usual_on
from nutrition.usual_intake import (
    NotEstimable,
    UsualIntakes,
    cut_point,
    probability_approach,
    spread_ratio,
    usual_intakes,
)

ONES = bench.Group(shape="lognormal", mean_mg=300, cv=0.3, error="lognormal", size=0.35, prevalence=0.5)
UNEVEN = bench.Group(shape="gamma", mean_mg=280, cv=0.3, error="gamma", size=0.35, prevalence=0.5, days=(1, 2, 3, 4))
EAR = 265.0


def drawn(group: bench.Group, people: int, seed: int) -> tuple[bench.Integers, bench.Floats]:
    chance = np.random.default_rng(seed)
    person: bench.Integers = np.repeat(np.arange(people), chance.choice(group.days, people))
    return person, bench.eat(group, bench.true_means(group, people, chance)[person], chance)


def estimated(person: bench.Integers, mg: bench.Floats, weights: bench.Floats | None = None) -> UsualIntakes:
    found = usual_intakes(person, mg, weights)
    assert isinstance(found, UsualIntakes)
    return found


def sample(group: bench.Group = ONES, people: int = 400, seed: int = 1) -> UsualIntakes:
    return estimated(*drawn(group, people, seed))


def on_mg(person: list[int], mg: list[float], weights: list[float] | None = None) -> PowerScale:
    given_weights = None if weights is None else np.array(weights)
    return make_scale(make_days(np.array(person), np.array(mg), given_weights), 1.0, 1.0)


# --- By hand


def test_analysis_of_variance_by_hand() -> None:
    """Four people, two days: 200 240, 280 320, 330 290, 410 450 mg.

    Means 220, 300, 310, 430; mean 315. Between persons: 2 · (95² + 15² + 5² + 115²) = 45,000 over 3 degrees of freedom,
    MSB 15,000. Within: 4 · 2 · 20² = 3,200 over 4, MSW 800. Between-person variance (15,000 − 800) / 2 = 7,100.
    """
    scale = on_mg([0, 0, 1, 1, 2, 2, 3, 3], [200, 240, 280, 320, 330, 290, 410, 450])
    assert scale.means + 1 == pytest.approx([220, 300, 310, 430])  # the scale is mg − 1 at power 1
    assert scale.mean + 1 == pytest.approx(315)
    assert scale.scatter.sum() == pytest.approx(3200)
    assert scale.within == pytest.approx(800)
    assert scale.between == pytest.approx(7100)


def test_means_are_drawn_by_the_ratio_of_deviations() -> None:
    """√(7,100 / (7,100 + 800 / 2)) = 0.9730: 220 mg becomes 315 − 0.9730 · 95 = 222.57 where no skewness returns."""
    scale = on_mg([0, 0, 1, 1, 2, 2, 3, 3], [200, 240, 280, 320, 330, 290, 410, 450])
    ratio = math.sqrt(7100 / 7500)
    assert ratio == pytest.approx(0.9730, abs=1e-4)
    no_bend = PowerScale(
        unit_mg=1, power=1, means=scale.means, scatter=scale.scatter, mean=scale.mean, within=800, between=7100,
        third=0, clear=0, doubt=0,
    )  # fmt: skip
    drawn_mg = to_mg(usual_on(no_bend, np.full(4, 2.0)), no_bend)
    assert drawn_mg == pytest.approx([315 + ratio * d for d in (-95, -15, -5, 115)], abs=1e-3)
    assert drawn_mg[0] == pytest.approx(222.57, abs=0.01)


def test_uneven_numbers_of_days_by_hand() -> None:
    """Days 100 140, 200, 300 of three people: means 120, 200, 300, mean 620/3; scatter 800 on one degree of freedom.

    Mean square distance 49,600/9 less 800 · (2/3 · (1/2 + 1 + 1) / 3) = 444.44, over 2/3: 7,600.
    """
    scale = on_mg([0, 0, 1, 2], [100, 140, 200, 300])
    assert scale.within == pytest.approx(800)
    distances = [120 - 620 / 3, 200 - 620 / 3, 300 - 620 / 3]
    mean_square = sum(d * d for d in distances) / 3
    assert mean_square == pytest.approx(48800 / 9)
    assert scale.between == pytest.approx((mean_square - 800 * (2 / 3) * 2.5 / 3) / (2 / 3))


def test_logarithms_come_back_as_means() -> None:
    """The mean of a lognormal day is exp(mean + variance / 2)."""
    days = make_days(np.array([0, 0, 1, 1]), np.array([100.0, 200.0, 300.0, 500.0]), None)
    scale = make_scale(days, 1.0, 0.0)
    assert to_mg(np.array([5.0]), scale) == pytest.approx([math.exp(5 + scale.within / 2)], rel=1e-9)


# --- The scale


@pytest.mark.parametrize(("group", "low", "high"), [(ONES, 0.0, 0.35), (UNEVEN, 0.0, 0.6)])
def test_errors_that_multiply_choose_a_low_power(group: bench.Group, low: float, high: float) -> None:
    assert low <= sample(group, 2000).power <= high


def test_errors_that_add_choose_mg() -> None:
    assert sample(bench.GROUPS[0], 3000).power > 0.7


def test_scatter_is_even_on_the_chosen_scale() -> None:
    usual = sample(UNEVEN, 2000, seed=3)
    assert 0 < usual.power < 1
    assert abs(unevenness(usual.days, usual.scale)) < 1e-6
    assert unevenness(usual.days, make_scale(usual.days, usual.mean_mg, 1.0)) > 0.05


# --- Properties


def test_without_differences_between_days_the_means_stay() -> None:
    means = np.random.default_rng(2).gamma(10, 30, 60)
    usual = estimated(np.repeat(np.arange(60), 2), np.repeat(means, 2))
    assert usual.within_sd_mg == 0
    assert usual.usual_mg == pytest.approx(means, rel=1e-6)
    assert cut_point(usual, EAR).share == pytest.approx((means < EAR).mean())


def test_repeated_persons_count_as_weights() -> None:
    """But for a person who is in twice, degrees of freedom differ: by about one in the number of people."""
    person, mg = drawn(UNEVEN, 600, 4)
    weights = np.random.default_rng(5).integers(1, 4, 600)
    copies = np.concatenate([np.full(int(weights[p]), p) for p in range(600)])
    rows = [np.flatnonzero(person == p) for p in copies]
    again = np.repeat(np.arange(len(copies)), [len(row) for row in rows])
    weighted = estimated(person, mg, weights.astype(float))
    repeated = estimated(again, mg[np.concatenate(rows)])
    assert weighted.mean_mg == pytest.approx(repeated.mean_mg, rel=1e-12)
    assert weighted.within_sd_mg == pytest.approx(repeated.within_sd_mg, rel=1e-12)
    assert weighted.between_sd_mg == pytest.approx(repeated.between_sd_mg, rel=2 / 600)
    assert weighted.power == pytest.approx(repeated.power, abs=1e-6)
    for ask in (cut_point, probability_approach):
        assert ask(weighted, EAR).share == pytest.approx(ask(repeated, EAR).share, abs=0.004)
        assert ask(weighted, EAR).se > ask(repeated, EAR).se  # copies are no new people


def test_only_proportions_of_weights_matter() -> None:
    person, mg = drawn(ONES, 100, 6)
    one, other = estimated(person, mg), estimated(person, mg, np.full(100, 7.5))
    assert other.usual_mg == pytest.approx(one.usual_mg)
    assert probability_approach(other, EAR).se == pytest.approx(probability_approach(one, EAR).se)


@given(seed=st.integers(0, 1000))
def test_order_of_rows_does_not_matter(seed: int) -> None:
    person, mg = drawn(UNEVEN, 60, 7)
    order = np.random.default_rng(seed).permutation(len(mg))
    one, other = estimated(person, mg), estimated(person[order], mg[order])
    assert other.usual_mg == pytest.approx(one.usual_mg, rel=1e-5)
    assert probability_approach(other, EAR).high == pytest.approx(probability_approach(one, EAR).high, rel=1e-4)


@given(factor=st.floats(0.01, 100))
def test_the_unit_does_not_matter(factor: float) -> None:
    person, mg = drawn(UNEVEN, 60, 8)
    one, other = estimated(person, mg), estimated(person, mg * factor)
    assert other.usual_mg == pytest.approx(one.usual_mg * factor, rel=1e-5)
    assert other.between_sd_mg == pytest.approx(one.between_sd_mg * factor)
    p, q = probability_approach(one, EAR), probability_approach(other, EAR * factor)
    assert (q.share, q.se) == pytest.approx((p.share, p.se), rel=1e-4)


@given(ears=st.lists(st.floats(1, 2000), min_size=2, max_size=6))
def test_a_higher_ear_is_met_by_fewer(ears: list[float]) -> None:
    usual = sample(people=60)
    for ask in (cut_point, probability_approach):
        found = [ask(usual, ear) for ear in sorted(ears)]
        assert [one.share for one in found] == sorted(one.share for one in found)
        for one in found:
            assert 0 <= one.low <= one.share <= one.high <= 1
            assert one.low < one.high


def test_requirements_that_do_not_differ_are_a_cut_point() -> None:
    usual = sample()
    sharp, exact = probability_approach(usual, EAR, requirement_cv=0.0), cut_point(usual, EAR)
    assert sharp == exact
    assert probability_approach(usual, EAR, requirement_cv=1e-6).share == pytest.approx(exact.share, abs=1 / 400)


def test_fewer_days_are_drawn_further() -> None:
    """Two people with one mean, on one day and on four, in a group of others."""
    person, mg = drawn(UNEVEN, 300, 9)
    extra = np.array([450.0, 430, 440, 460, 470])
    usual = estimated(np.append(person, [300, 301, 301, 301, 301]), np.append(mg, extra))
    one_day, four_days = usual.usual_mg[300:]
    assert usual.mean_mg < one_day < four_days < 450


def test_adjusted_intakes_spread_less_than_means() -> None:
    usual = sample(people=2000)
    own_means = usual.days.own_means(usual.days.mg)
    assert usual.between_sd_mg < own_means.std()
    assert usual.usual_mg.std() == pytest.approx(usual.between_sd_mg, rel=0.03)  # two estimates of one deviation
    assert usual.usual_mg.mean() == pytest.approx(usual.mean_mg, rel=0.01)  # back from a scale, so not to the digit
    assert usual.within_sd_mg == pytest.approx(0.35 * 300 * math.sqrt(1 + 0.3**2), rel=0.1)


def test_counts_and_the_median() -> None:
    usual = estimated(*drawn(UNEVEN, 301, 10))
    assert (usual.people, usual.person_days) == (301, int(usual.days.counts.sum()))
    assert usual.people_with_repeats == (usual.days.counts > 1).sum()
    assert usual.median_mg == pytest.approx(np.median(usual.usual_mg))
    assert usual.weights.sum() == pytest.approx(1)


def test_the_spread_that_a_cut_point_needs() -> None:
    usual = sample()
    assert spread_ratio(usual, EAR) == pytest.approx(usual.between_sd_mg / 26.5)
    assert spread_ratio(usual, EAR, requirement_cv=0.5) < 1


# --- Against the truth, with fixed draws


@pytest.mark.parametrize("group", bench.GROUPS, ids=str)
def test_the_estimate_is_nearer_than_the_days_are(group: bench.Group) -> None:
    """Tolerance: four standard errors of about 2 points over √10 draws, and the mean errors docs/groups.md tells."""
    chance = np.random.default_rng(11)
    ear_mg, below = bench.ear_and_share(group, chance)
    found = [bench.sample(group, chance) for _ in range(10)]
    for ask, truth in ((cut_point, below), (probability_approach, group.prevalence)):
        one = bench.score([ask(usual, ear_mg) for usual in found], truth)
        assert abs(one.mean_error) < 0.04
        assert one.held >= 0.7
        if abs(one.own_mean_error) > 0.04:
            assert abs(one.mean_error) < abs(one.own_mean_error)


def test_the_standard_error_is_that_of_repeated_draws() -> None:
    """100 draws tell a standard deviation to 7 %; what is stated adds doubt about shape, so it is larger."""
    found = [probability_approach(sample(ONES, 500, seed), EAR) for seed in range(100)]
    between = float(np.std([one.share for one in found]))
    stated = float(np.mean([one.se for one in found]))
    assert 0.85 * between < stated < 1.6 * between


def test_more_people_make_the_interval_narrower() -> None:
    few, many = (probability_approach(sample(ONES, people), EAR) for people in (200, 3200))
    assert many.high - many.low < 0.5 * (few.high - few.low)


# --- Outcomes and errors


def test_too_few_repeats_is_an_outcome() -> None:
    person = np.concatenate([np.repeat(np.arange(9), 2), np.arange(9, 200)])
    mg = np.random.default_rng(12).gamma(9, 30, len(person))
    assert usual_intakes(person, mg) == NotEstimable.TOO_FEW_REPEATS
    assert usual_intakes(np.array([], dtype=int), np.array([])) == NotEstimable.TOO_FEW_REPEATS


def test_no_difference_between_people_is_an_outcome() -> None:
    person = np.repeat(np.arange(50), 2)
    assert usual_intakes(person, np.tile([200.0, 300.0], 50)) == NotEstimable.NO_DIFFERENCE_BETWEEN_PEOPLE
    assert usual_intakes(person, np.full(100, 300.0)) == NotEstimable.NO_DIFFERENCE_BETWEEN_PEOPLE
    assert usual_intakes(person, np.zeros(100)) == NotEstimable.NO_DIFFERENCE_BETWEEN_PEOPLE


def test_days_without_magnesium_can_be_estimated() -> None:
    person, mg = drawn(ONES, 200, 13)
    mg[::25] = 0
    assert np.isfinite(estimated(person, mg).usual_mg).all()


@pytest.mark.parametrize(
    ("person", "mg", "weights", "code"),
    [
        ([0, 0, 1], [1, 2], None, "days_differ_in_length"),
        ([0, 0, 2], [1, 2, 3], None, "person_without_days"),
        ([0, -1], [1, 2], None, "person_without_days"),
        ([0, 1], [1, 2], [1, 1, 1], "person_without_days"),
        ([0, 1], [1, 2], [1], "weights_differ_in_length"),
        ([0, 1], [1, -2], None, "day_mg_out_of_range"),
        ([0, 1], [1, math.nan], None, "day_mg_out_of_range"),
        ([0, 1], [1, math.inf], None, "day_mg_out_of_range"),
        ([0, 1], [1, 2], [1, 0], "weight_out_of_range"),
        ([0, 1], [1, 2], [1, math.nan], "weight_out_of_range"),
    ],
)
def test_what_cannot_be_is_an_error(person: list[int], mg: list[float], weights: list[float] | None, code: str) -> None:
    given_weights = None if weights is None else np.array(weights, dtype=float)
    with pytest.raises(NutritionError) as raised:
        usual_intakes(np.array(person), np.array(mg, dtype=float), given_weights)
    assert raised.value.code == code


@pytest.mark.parametrize("ear_mg", [0.0, -1.0, math.nan, math.inf])
def test_an_ear_is_an_amount(ear_mg: float) -> None:
    with pytest.raises(NutritionError) as raised:
        cut_point(sample(people=40), ear_mg)
    assert raised.value.code == "ear_out_of_range"


@pytest.mark.parametrize("cv", [-0.1, math.nan, math.inf])
def test_a_coefficient_of_variation_is_not_negative(cv: float) -> None:
    with pytest.raises(NutritionError) as raised:
        probability_approach(sample(people=40), EAR, requirement_cv=cv)
    assert raised.value.code == "requirement_cv_out_of_range"


def test_the_scale_ends_at_the_logarithm_and_at_mg() -> None:
    """Days that scatter more than in proportion stay at 0; days that scatter more at low intakes stay at 1."""
    steps = np.arange(40) % 8
    more = np.stack([100.0 + 20 * steps + 4 * steps**2, 100.0 + 20 * steps - steps**2], axis=1).ravel()
    less = np.stack([300 + 20.0 * steps + (80 - 10 * steps), 300 + 20.0 * steps - (80 - 10 * steps)], axis=1).ravel()
    for mg, power in ((more, 0.0), (less, 1.0)):
        assert even_scale(make_days(np.repeat(np.arange(40), 2), mg, None), 200.0).power == power
