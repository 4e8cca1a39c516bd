"""Make groups whose usual intakes are known, give away two days each, and see what share below the EAR comes back.

Run: python -m benchmarks.bench_groups (or python3 run.py bench). The same figures every time, but for the seconds.
"""

import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from nutrition.diaries import Diaries
from nutrition.handbook import load_handbook
from nutrition.population import make_group_report
from nutrition.power_scale import LEAST_DAY, Floats, Integers, PowerScale, make_scale, to_mg, usual_on
from nutrition.usual_intake import (
    NotEstimable,
    Prevalence,
    UsualIntakes,
    cut_point,
    probability_approach,
    usual_intakes,
)
from nutrition.views.imports import read_diaries_file

SEED = 20250
SIMULATIONS = 200
PEOPLE = 2000
FEW_PEOPLE = 200
COMPARED = 50
COMPARED_AT = np.array([0.05, 0.1, 0.3, 0.5, 0.7, 0.9])
TRUE_PEOPLE = 400_000
REQUIREMENT_CV = 0.10
POINTS = 0.03
WITHIN_POINTS = 0.90
HELD = 0.93
MANY_PEOPLE = 50_000
MOST_SECONDS = 1.0
LEAST_MG = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group to simulate: shape, mean and CV of usual intakes, the errors of a day, and the true prevalence."""

    shape: str
    mean_mg: float
    cv: float
    error: str
    size: float  # mg for errors that add, a CV for errors that multiply
    prevalence: float
    days: tuple[int, ...] = (2,)
    zeros: float = 0.0  # share of days that were not recorded and stand there as 0 mg

    def __str__(self) -> str:
        size = f"{self.size:.0f} mg" if self.error == "adds" else f"CV {self.size:.2f}"
        days = f", {self.days[0]}–{self.days[-1]} days" if len(self.days) > 1 else ""
        zeros = f", {self.zeros:.0%} zeros" if self.zeros else ""
        return f"{self.shape} {self.mean_mg:.0f} CV {self.cv:.2f}, {self.error} {size}{days}{zeros}"


GROUPS = (
    Group(shape="normal", mean_mg=300, cv=0.25, error="adds", size=86, prevalence=0.10),
    Group(shape="normal", mean_mg=250, cv=0.30, error="adds", size=110, prevalence=0.50),
    Group(shape="normal", mean_mg=300, cv=0.25, error="lognormal", size=0.38, prevalence=0.05),
    Group(shape="lognormal", mean_mg=300, cv=0.30, error="adds", size=86, prevalence=0.30),
    Group(shape="lognormal", mean_mg=250, cv=0.30, error="adds", size=110, prevalence=0.50),
    Group(shape="lognormal", mean_mg=350, cv=0.30, error="lognormal", size=0.35, prevalence=0.50),
    Group(shape="lognormal", mean_mg=320, cv=0.40, error="lognormal", size=0.45, prevalence=0.20),
    Group(shape="gamma", mean_mg=300, cv=0.30, error="adds", size=122, prevalence=0.90),
    Group(shape="gamma", mean_mg=280, cv=0.25, error="gamma", size=0.35, prevalence=0.70),
    Group(shape="gamma", mean_mg=300, cv=0.20, error="gamma", size=0.45, prevalence=0.50),
    Group(shape="lognormal", mean_mg=300, cv=0.25, error="gamma", size=0.35, prevalence=0.40, days=(1, 2, 3, 4)),
)


# Known to go wrong: shown, and not promised. Two kinds of people are 70 % around 0.84 and 30 % around 1.38 of the mean.
BEYOND = (
    Group(shape="two kinds", mean_mg=275, cv=0.15, error="adds", size=90, prevalence=0.56),
    Group(shape="lognormal", mean_mg=260, cv=0.30, error="gamma", size=0.35, prevalence=0.50, zeros=0.01),
)


def true_means(group: Group, people: int, chance: np.random.Generator) -> Floats:
    """Draw long-run means, before days below zero are cut off."""
    if group.shape == "normal":
        return np.maximum(chance.normal(group.mean_mg, group.cv * group.mean_mg, people), LEAST_MG)
    if group.shape == "two kinds":
        middle = group.mean_mg * np.where(chance.random(people) < 0.7, 0.84, 1.38)
        return np.maximum(middle * chance.normal(1, group.cv, people), LEAST_MG)
    if group.shape == "lognormal":
        return group.mean_mg * lognormal_errors(group.cv, people, chance)
    return chance.gamma(1 / group.cv**2, group.mean_mg * group.cv**2, people)


def lognormal_errors(cv: float, size: int, chance: np.random.Generator) -> Floats:
    """Draw factors with mean 1 and this coefficient of variation."""
    sd = math.sqrt(math.log(1 + cv**2))
    return np.exp(chance.normal(-(sd**2) / 2, sd, size))


def eat(group: Group, means: Floats, chance: np.random.Generator) -> Floats:
    """Draw one day for each mean; some may not have been recorded."""
    mg = _eaten(group, means, chance)
    return np.where(chance.random(len(means)) < group.zeros, 0.0, mg) if group.zeros else mg


def _eaten(group: Group, means: Floats, chance: np.random.Generator) -> Floats:
    if group.error == "adds":
        return np.maximum(means + chance.normal(0, group.size, len(means)), 0.0)
    if group.error == "lognormal":
        return means * lognormal_errors(group.size, len(means), chance)
    return means * chance.gamma(1 / group.size**2, group.size**2, len(means))


def usual_of(group: Group, means: Floats) -> Floats:
    """Return true usual intakes: where errors add, cutting off days below zero raises low means a little."""
    if group.error != "adds":
        return means
    z = means / group.size
    below = np.array([math.erfc(-one / math.sqrt(2)) / 2 for one in np.linspace(-1, 12, 2601)])
    return means * np.interp(z, np.linspace(-1, 12, 2601), below) + group.size * np.exp(-(z**2) / 2) / math.sqrt(
        2 * math.pi
    )


def ear_and_share(group: Group, chance: np.random.Generator) -> tuple[float, float]:
    """Return the EAR at which the true prevalence is what the group says, and the share of usual intakes below it."""
    usual_mg = usual_of(group, true_means(group, TRUE_PEOPLE, chance))
    met = usual_mg / (1 + REQUIREMENT_CV * chance.normal(0, 1, TRUE_PEOPLE))
    ear_mg = float(np.quantile(met, group.prevalence))
    return ear_mg, float((usual_mg < ear_mg).mean())


def try_sample(group: Group, people: int, chance: np.random.Generator) -> UsualIntakes | NotEstimable:
    """Draw a group, let it eat, and estimate."""
    person: Integers = np.repeat(np.arange(people), chance.choice(group.days, people))
    return usual_intakes(person, eat(group, true_means(group, people, chance)[person], chance))


def sample(group: Group, chance: np.random.Generator) -> UsualIntakes:
    """Draw a group that is large enough to be estimated."""
    found = try_sample(group, PEOPLE, chance)
    if isinstance(found, NotEstimable):
        raise SystemExit(f"{group}: {found}")
    return found


def small_groups(chance: np.random.Generator) -> tuple[float, float, float, float]:
    """Return what share of small groups is estimated, within 3 points and held, and how wide intervals are."""
    found, outcomes = [], []
    for group in GROUPS:
        ear_mg, _ = ear_and_share(group, chance)
        for _ in range(COMPARED):
            outcomes.append(try_sample(group, FEW_PEOPLE, chance))
            if isinstance(outcomes[-1], UsualIntakes):
                found.append((probability_approach(outcomes[-1], ear_mg), group.prevalence))
    return (
        len(found) / len(outcomes),
        float(np.mean([abs(one.share - truth) <= POINTS for one, truth in found])),
        float(np.mean([one.low <= truth <= one.high for one, truth in found])),
        float(np.median([one.high - one.low for one, _ in found])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one method did over the simulations of a group, errors as shares."""

    mean_error: float
    worst_error: float
    within: float
    held: float
    one_day_error: float
    own_mean_error: float


def score(found: Sequence[Prevalence], truth: float) -> Score:
    errors = np.array([one.share - truth for one in found])
    return Score(
        mean_error=float(errors.mean()),
        worst_error=float(np.abs(errors).max()),
        within=float((np.abs(errors) <= POINTS).mean()),
        held=sum(one.low <= truth <= one.high for one in found) / len(found),
        one_day_error=sum(one.one_day_share for one in found) / len(found) - truth,
        own_mean_error=sum(one.own_mean_share for one in found) / len(found) - truth,
    )


def most_normal(usual: UsualIntakes) -> PowerScale:
    """Return the scale on which days are likeliest to be normal within and between persons: a rival's choice."""
    days, unit_mg = usual.days, usual.mean_mg
    stretch = float(np.log(np.maximum(days.mg / unit_mg, LEAST_DAY)).sum())

    def likelihood(scale: PowerScale) -> float:
        between = np.log(scale.within + days.counts * max(scale.between, 1e-9)).sum()
        within = (days.counts - 1).sum() * math.log(scale.within)
        return (scale.power - 1) * stretch - float(between + within) / 2

    return max((make_scale(days, unit_mg, power) for power in np.linspace(0, 1, 11)), key=likelihood)


def rivals(usual: UsualIntakes, limits_mg: Floats) -> Mapping[str, Floats]:
    """Return the shares below some limits by simpler estimators, and by ours."""
    days, unit_mg = usual.days, usual.mean_mg
    scales = {
        "means drawn together, in mg": make_scale(days, unit_mg, 1.0),
        "means drawn together, in logarithms": make_scale(days, unit_mg, 0.0),
        "the same on the most normal scale": most_normal(usual),
        "the same on the even scale": usual.scale,
    }
    found = {"means of persons": days.own_means(days.mg)}
    for name, scale in scales.items():
        found[name] = to_mg(usual_on(replace(scale, clear=0.0), days.counts), scale)
    found["the even scale, skewness given back"] = usual.usual_mg
    return {name: (mg < limits_mg[:, None]).mean(axis=1) for name, mg in found.items()}


def seconds(work: Callable[[], object]) -> float:
    """Return the least of five times."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def many_days(chance: np.random.Generator) -> tuple[float, float, float]:
    """Return the seconds to read 100,000 person-days of all ages, to judge them, and for plain means by pandas."""
    group, handbook = GROUPS[8], load_handbook()
    person: Integers = np.repeat(np.arange(MANY_PEOPLE), 2)
    mg = eat(group, true_means(group, MANY_PEOPLE, chance)[person], chance)
    sex, age = chance.choice(["f", "m"], MANY_PEOPLE), chance.integers(4, 90, MANY_PEOPLE)
    lines = [f"p{who},{day % 2},{mg[day]:.1f},{sex[who]},{age[who]}" for day, who in enumerate(person)]
    content = "\n".join(["person,day,mg,sex,age", *lines]).encode()

    def read() -> Diaries:
        return read_diaries_file(content, handbook, file="group.csv")

    diaries = read()
    table = pd.DataFrame({"person": person, "mg": mg})
    return (
        seconds(read),
        seconds(lambda: make_group_report(diaries, handbook, "nasem")),
        seconds(lambda: table.groupby("person")["mg"].mean()),
    )


def beyond(chance: np.random.Generator) -> None:
    """Print how far the method is off where its assumptions do not hold."""
    for group in BEYOND:
        ear_mg, _ = ear_and_share(group, chance)
        shares = [probability_approach(sample(group, chance), ear_mg) for _ in range(COMPARED)]
        one = score(shares, group.prevalence)
        print(f"not promised: {group}, p: error {one.mean_error * 100:+.1f}, held {one.held:.0%}")


def main() -> int:
    """Print the figures; return 1 when a promise is not kept."""
    chance = np.random.default_rng(SEED)
    print(f"{SIMULATIONS} times {PEOPLE} people; errors in percentage points; c cut-point, p probability approach")
    print(f"{'':50} {'truth':>6} {'error':>6} {'worst':>6} {'in 3':>6} {'held':>6} {'1 day':>6} {'means':>6}")
    kept, every, errors, biases = True, [], [], []
    compared: dict[str, list[Floats]] = {}
    for group in GROUPS:
        ear_mg, below = ear_and_share(group, chance)
        found = [sample(group, chance) for _ in range(SIMULATIONS)]
        limits_mg = np.quantile(usual_of(group, true_means(group, TRUE_PEOPLE, chance)), COMPARED_AT)
        for other in found[:COMPARED]:
            for name, below_them in rivals(other, limits_mg).items():
                compared.setdefault(name, []).append(below_them - COMPARED_AT)
        for method, truth, shares in (
            ("c", below, [cut_point(one, ear_mg) for one in found]),
            ("p", group.prevalence, [probability_approach(one, ear_mg) for one in found]),
        ):
            one = score(shares, truth)
            every.append(one.within)
            good = abs(one.mean_error) <= POINTS and one.held >= HELD
            kept = kept and good
            errors.append(abs(one.mean_error))
            biases.append(abs(one.own_mean_error))
            print(
                f"{(str(group) if method == 'c' else ''):<48} {method} {truth:>6.1%} {one.mean_error * 100:>+6.1f} "
                f"{one.worst_error * 100:>6.1f} {one.within:>6.1%} {one.held:>6.1%} {one.one_day_error * 100:>+6.1f} "
                f"{one.own_mean_error * 100:>+6.1f}{'' if good else '  NOT KEPT'}"
            )
    within = sum(every) / len(every)
    reading, ours, peer = many_days(chance)
    levels = ", ".join(f"{level:.0%}" for level in COMPARED_AT)
    print(f"other estimators, {COMPARED} times each group, where {levels} are below")
    print(f"{'':40} {'rms error':>10} {'worst mean error':>17}")
    for name, far in compared.items():
        by_group = np.array(far).reshape(len(GROUPS), COMPARED, -1) * 100
        rms, worst = math.sqrt((by_group**2).mean()), float(np.abs(by_group.mean(axis=1)).max())
        print(f"  {name:<38} {rms:>10.1f} {worst:>17.1f}")
    possible, near, held, width = small_groups(chance)
    print(
        f"{FEW_PEOPLE} people, p: {possible:.1%} of the groups can be estimated, {near:.1%} within 3 points, "
        f"{held:.1%} held by intervals {width * 100:.0f} points wide"
    )
    error, bias = sum(errors) / len(errors), sum(biases) / len(biases)
    print(f"size of the mean error: {error * 100:.1f} points, of the means of two days unadjusted {bias * 100:.1f}")
    print(f"single estimates within 3 points: {within:.1%} of all, wanted {WITHIN_POINTS:.0%}")
    print(f"{2 * MANY_PEOPLE} person-days: read in {reading:.2f} s, judged in {ours:.2f} s")
    print(f"  that is {ours / peer:.0f} times a mean per person by pandas")
    beyond(np.random.default_rng(SEED + 1))
    kept = kept and error < bias and within >= WITHIN_POINTS and ours <= MOST_SECONDS
    print("kept" if kept else "NOT KEPT")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
