"""How long the solver takes to close a gap with food: 200 random days, from the 800 foods.

The peer in the same run is one plain walk from plan to report: what every click costs anyway. Printed are the times,
how often the solver proved its choice, and what came of the days.

    python -m benchmarks.bench_food_first
"""

import random
import statistics
import time
from collections import Counter

from nutrition.food_first import close_gap_with_food, suggest_plans
from nutrition.handbook import Handbook, load_handbook
from nutrition.plan import Meal, Person, Plan, PlanItem, Sex
from nutrition.report import make_report
from nutrition.suggestion import Outcome, Suggestion
from nutrition.wishes import Allergen, Diet, FoodWishes

DAYS = 200
P95 = 95


def some_plan(rng: random.Random, handbook: Handbook) -> Plan:
    """Return a day, or a week, of common foods in their usual portions, with wishes as people have them."""
    foods = [food for food in handbook.most_eaten if handbook.portion(food.food_id)]
    days = rng.choice([1, 1, 3, 7])
    items = []
    for day in range(1, days + 1):
        for food in rng.sample(foods, rng.randint(2, 12)):
            portion = handbook.portion(food.food_id)
            grams = (portion.one_g if portion else 100.0) * rng.choice([0.5, 1, 1, 1.5])
            items.append(PlanItem(food_id=food.food_id, grams=grams, day=day, meal=rng.choice(list(Meal))))
    wishes = FoodWishes(
        diet=rng.choice([Diet.OMNIVORE, *Diet]),
        avoid=tuple(rng.sample(list(Allergen), rng.choice([0, 0, 0, 1, 2]))),
        likes=tuple(food.food_id for food in rng.sample(foods, rng.randint(0, 3))),
        never=tuple(food.food_id for food in rng.sample(foods, rng.randint(0, 10))),
        energy_kcal=rng.choice([None, None, 100, 200, 400]),
        most_changes=rng.choice([2, 3, 4, 4, 6]),
        one_portion=rng.random() < 0.3,
        swaps=rng.random() < 0.8,
    )
    person = Person(age_years=rng.randint(14, 90), sex=rng.choice(list(Sex)))
    return Plan(person=person, items=tuple(items), food_wishes=wishes)


def main() -> None:
    """Print what was measured."""
    handbook, rng = load_handbook(), random.Random(5)
    plans: list[tuple[Plan, str]] = []
    while len(plans) < DAYS:
        plan, authority = some_plan(rng, handbook), rng.choice(["gezondheidsraad", "efsa", "nasem", "dach"])
        gap_mg = make_report(plan, handbook, authority).assessment.gap_mg
        if gap_mg is not None and gap_mg > 1:
            plans.append((plan, authority))
    close_gap_with_food(plans[0][0], handbook, plans[0][1])  # the solver loads when it is first used
    times: dict[str, list[float]] = {"report": [], "one plan": [], "three plans": []}
    outcomes: Counter[Outcome] = Counter()
    proven: Counter[bool] = Counter()
    for plan, authority in plans:
        started = time.perf_counter()
        make_report(plan, handbook, authority)
        times["report"].append(time.perf_counter() - started)
        started = time.perf_counter()
        one = close_gap_with_food(plan, handbook, authority)
        times["one plan"].append(time.perf_counter() - started)
        started = time.perf_counter()
        three = suggest_plans(plan, handbook, authority)
        times["three plans"].append(time.perf_counter() - started)
        outcomes[one.outcome] += 1
        count(three, proven)
    peer = statistics.median(times["report"])
    for name, taken in times.items():
        p95 = statistics.quantiles(taken, n=100)[P95 - 1]
        print(
            f"{name:<12} p50 {1000 * statistics.median(taken):6.1f} ms   p95 {1000 * p95:6.1f} ms   "
            f"most {1000 * max(taken):6.1f} ms   {statistics.median(taken) / peer:5.1f} times a report"
        )
    print("outcomes:", ", ".join(f"{outcome} {number}" for outcome, number in outcomes.most_common()))
    print(f"suggestions proven {proven[True]}, best found but not proven {proven[False]}")


def count(suggestions: tuple[Suggestion, ...], proven: Counter[bool]) -> None:
    """Count which suggestions the solver proved."""
    proven.update(one.proven for one in suggestions)


if __name__ == "__main__":
    main()
