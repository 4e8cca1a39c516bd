"""Hide known magnesium values, predict them, and count how often the interval holds the truth.

Run: python -m benchmarks.bench_hidden_values (or python3 run.py bench). The same figures every time.
"""

import random
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from nutrition.bounds import combined
from nutrition.foods import Food
from nutrition.handbook import load_handbook
from nutrition.spread import Interval, Spread

TURNS = 10
WANTED = 0.90
LARGE = 50
ITEMS = 12
DAYS = 4000
HIDDEN = (1, 2, 3, 6, 12)
ROUNDED_MG = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A food whose value was hidden, and the interval that the foods of the other turns gave for it."""

    food: Food
    interval: Interval

    @property
    def mg(self) -> float:
        return self.food.mg_per_100g or 0.0

    @property
    def held(self) -> bool:
        return self.interval.low_mg - ROUNDED_MG <= self.mg <= self.interval.high_mg + ROUNDED_MG

    @property
    def width_mg(self) -> float:
        return self.interval.high_mg - self.interval.low_mg


def by_food(food: Food) -> str:
    return food.food_id


def by_first_name(food: Food) -> str:
    return f"{food.food_group},{food.name_en.split(',')[0].strip().casefold()}"


def hide(foods: Iterable[Food], turns: int = TURNS, together: Callable[[Food], str] = by_food) -> list[list[Hidden]]:
    """Hide every known food once, in so many turns; a food's turn follows from a hash, never from chance."""
    known = [food for food in foods if food.mg_per_100g is not None]
    turn = {food.food_id: zlib.crc32(together(food).encode()) % turns for food in known}
    found = []
    for now in range(turns):
        spread = Spread.of(food for food in known if turn[food.food_id] != now)
        hidden = [food for food in known if turn[food.food_id] == now]
        found.append([Hidden(food=food, interval=spread.interval(food)) for food in hidden])
    return found


def large_groups(hidden: Sequence[Hidden]) -> Mapping[str, list[Hidden]]:
    """Return the food groups that are large enough to judge on their own."""
    groups: dict[str, list[Hidden]] = {}
    for one in hidden:
        groups.setdefault(one.food.food_group, []).append(one)
    return {group: found for group, found in sorted(groups.items()) if len(found) >= LARGE}


def coverage(hidden: Sequence[Hidden]) -> float:
    return sum(one.held for one in hidden) / len(hidden)


def days_held(turns: Sequence[Sequence[Hidden]], count: int, days: int = DAYS) -> tuple[float, float, float]:
    """Eat days of twelve foods of which `count` have no value.

    Return how often the bounds of the product hold the true total, how often the sums of all limits would, and how much
    wider those would be (median).
    """
    chance = random.Random(count)
    held = held_by_sums = 0
    wider = []
    for day in range(days):
        unknown = [
            (one, chance.uniform(5, 300) / 100) for one in chance.sample(turns[day % len(turns)], count)
        ]  # the known foods of the day add the same to the truth and to both limits
        true_mg = sum(one.mg * portion for one, portion in unknown)
        pieces = [(one.food.food_group, times(one.interval, portion)) for one, portion in unknown]
        likely = combined(pieces)
        low_mg, high_mg = sum(piece.low_mg for _, piece in pieces), sum(piece.high_mg for _, piece in pieces)
        held += likely.low_mg - ROUNDED_MG <= true_mg <= likely.high_mg + ROUNDED_MG
        held_by_sums += low_mg - ROUNDED_MG <= true_mg <= high_mg + ROUNDED_MG
        if likely.high_mg > likely.low_mg:
            wider.append((high_mg - low_mg) / (likely.high_mg - likely.low_mg))
    return held / days, held_by_sums / days, median(wider)


def times(one: Interval, factor: float) -> Interval:
    return Interval(low_mg=one.low_mg * factor, middle_mg=one.middle_mg * factor, high_mg=one.high_mg * factor)


def line(name: str, hidden: Sequence[Hidden]) -> str:
    width = median(one.width_mg for one in hidden)
    relative = median(one.width_mg / max(one.mg, 1.0) for one in hidden)
    amount = median(one.mg for one in hidden)
    return f"{name:<38} {len(hidden):>5} {coverage(hidden):>7.1%} {amount:>8.1f} {width:>9.1f} {relative:>7.2f}"


def main() -> int:
    """Print the figures; return 1 when a promise is not kept."""
    foods = load_handbook().food_by_id.values()
    turns = hide(foods)
    hidden = [one for turn in turns for one in turn]
    print(f"{'hidden, a tenth at a time':<38} {'foods':>5} {'held':>7} {'median':>8} {'width':>9} {'width/':>7}")
    print(f"{'':<38} {'':>5} {'':>7} {'mg/100 g':>8} {'mg/100 g':>9} {'value':>7}")
    groups = large_groups(hidden)
    for name, found in groups.items():
        print(line(name, found))
    print(line("all foods", hidden))
    print("harder")
    for name, harder in (
        ("half of the table at a time", hide(foods, 2)),
        ("all foods of a first name together", hide(foods, TURNS, by_first_name)),
    ):
        every = [one for turn in harder for one in turn]
        print(line(name, every))
        worst = min(large_groups(every).items(), key=lambda item: coverage(item[1]))
        print(line(f"  its lowest group: {worst[0][:17]}", worst[1]))
    print(f"days of {ITEMS} foods: held · held by the sum of all limits · so much wider would that be")
    kept = [coverage(hidden), *(coverage(found) for found in groups.values())]
    for count in HIDDEN:
        held, by_sums, wider = days_held(turns, count)
        kept.append(held)
        print(f"  {count:>2} without a value: {held:.1%} · {by_sums:.1%} · {wider:.2f} times")
    least = min(kept)
    print(f"least {least:.1%}, wanted {WANTED:.0%}: {'kept' if least >= WANTED else 'NOT KEPT'}")
    return 0 if least >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
