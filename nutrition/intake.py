"""Intake: how much magnesium is in a plan, a day on average, and how much of it is really known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.measures import Measure, grams
from nutrition.plan import Meal, Plan, PlanItem
from nutrition.plan_foods import PlanFood, plan_foods
from nutrition.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeLine:
    """One item of a plan with what it brings; `magnesium_mg` is None where the food has no value.

    A recipe with an ingredient without a value is `partly_known`: its `magnesium_mg` is the known part, a lower bound.
    """

    item: PlanItem
    food: Food
    details: PlanFood
    measure: Measure | None
    portion_g: float
    magnesium_mg: float | None

    @property
    def partly_known(self) -> bool:
        """Whether `magnesium_mg` counts only part of what is in it."""
        return self.magnesium_mg is not None and bool(self.details.unknown_parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one food, meal or food group contributes, in mg a day; `known` is False when part of it has no value."""

    key: str
    magnesium_mg: float
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MealOfDay:
    """One meal of one day, with what it brings on that day (not the mean)."""

    day: int
    meal: Meal
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Observed intake: the mean per day over the plan's days, in elemental mg.

    Food and supplements are two numbers; `supplement_mg` is all of the plan's doses, with medicines and what is added
    to food. `total_mg` is the one place that adds them. With `unknown_foods` every
    amount of food is a lower bound ("at least"); of a recipe these are its ingredients without a value. `coverage` is
    the share of the grams eaten whose value is known, from 0 to 1; None when nothing was eaten. `by_group` has the
    food groups as keys, and all own foods and recipes under the empty one: they are in no table's group.
    """

    days: int
    lines: tuple[IntakeLine, ...]
    food_mg: float
    supplement_mg: float
    coverage: float | None
    unknown_foods: tuple[Food, ...]
    by_food: tuple[Share, ...]
    by_meal: tuple[Share, ...]
    by_group: tuple[Share, ...]
    by_day_mg: tuple[float, ...]
    by_day_and_meal: tuple[MealOfDay, ...]

    @property
    def total_mg(self) -> float:
        """Food and supplements together, mean mg a day."""
        return self.food_mg + self.supplement_mg

    @property
    def at_least(self) -> bool:
        """Whether the intake is a lower bound because a food has no value."""
        return bool(self.unknown_foods)

    def food(self, food_id: str) -> Food:
        """Return a food that was eaten, by its id."""
        return next(line.food for line in self.lines if line.food.food_id == food_id)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the values of the foods and the weights of the measures stand, each once, in the plan's order.

        An own food stands nowhere but in the plan; a recipe brings the places of its ingredients.
        """
        found = [citation for line in self.lines for citation in line.details.citations]
        found += [line.measure.citation for line in self.lines if line.measure]
        return tuple(dict.fromkeys(found))


def daily_intake(plan: Plan, handbook: Handbook) -> Intake:
    """Return the mean intake per day of a plan.

    Raises `NutritionError("unknown_food")`, `("unknown_measure")` or `("unknown_form")` when the plan names something
    that the handbook does not have; the plan's own foods and recipes come before the handbook's.
    """
    foods = plan_foods(plan, handbook)
    eaten = {food_id: foods(food_id) for food_id in dict.fromkeys(item.food_id for item in plan.items)}
    lines = tuple(_line(item, eaten[item.food_id], handbook) for item in plan.items)
    for dose in plan.supplements:
        if dose.form:
            handbook.form(dose.form)
    eaten_g = sum(line.portion_g for line in lines)
    known_g = sum(line.portion_g * line.details.known_share for line in lines)
    unknown = dict.fromkeys(food for line in lines for food in line.details.unknown)
    by_day = [0.0] * plan.days
    for line in lines:
        by_day[line.item.day - 1] += line.magnesium_mg or 0.0
    by_meal = {share.key: share for share in _shares(lines, plan.days, lambda line: line.item.meal.value)}
    return Intake(
        days=plan.days,
        lines=lines,
        food_mg=sum(by_day) / plan.days,
        supplement_mg=summed_mg(dose.elemental_mg for dose in plan.supplements),
        coverage=known_g / eaten_g if eaten_g else None,
        unknown_foods=tuple(unknown),
        by_food=tuple(sorted(_shares(lines, plan.days, lambda line: line.food.food_id), key=_largest_first)),
        by_meal=tuple(by_meal[meal] for meal in Meal if meal in by_meal),
        by_group=tuple(sorted(_shares(lines, plan.days, lambda line: line.food.food_group), key=_largest_first)),
        by_day_mg=tuple(by_day),
        by_day_and_meal=tuple(_meals_of_days(lines, plan.days)),
    )


def summed_mg(amounts: Iterable[float]) -> float:
    """Return the sum of amounts as a person adds them: in decimals, not a hair more.

    >>> summed_mg([33.3, 133.3, 83.4]), 33.3 + 133.3 + 83.4
    (250.0, 250.00000000000003)
    """
    return float(sum(Decimal(str(amount)) for amount in amounts))


def _line(item: PlanItem, details: PlanFood, handbook: Handbook) -> IntakeLine:
    measure = None
    if item.measure is None:
        portion_g = item.grams or 0.0
    else:
        portion_g = grams(item.amount or 1.0, item.measure, item.food_id, handbook.measures)
        measure = handbook.measures[item.food_id][item.measure]
    return IntakeLine(
        item=item,
        food=details.food,
        details=details,
        measure=measure,
        portion_g=portion_g,
        magnesium_mg=details.food.magnesium_mg(portion_g),
    )


def _meals_of_days(lines: Sequence[IntakeLine], days: int) -> Iterable[MealOfDay]:
    eaten: dict[int, list[IntakeLine]] = {}
    for line in lines:
        eaten.setdefault(line.item.day, []).append(line)
    for day in range(1, days + 1):
        shares = {share.key: share for share in _shares(eaten.get(day, ()), 1, lambda line: line.item.meal.value)}
        yield from (MealOfDay(day=day, meal=meal, share=shares[meal]) for meal in Meal if meal in shares)


def _shares(lines: Iterable[IntakeLine], days: int, key: Callable[[IntakeLine], str]) -> Iterable[Share]:
    groups: dict[str, list[IntakeLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    for name, group in groups.items():
        yield Share(
            key=name,
            magnesium_mg=sum(line.magnesium_mg or 0.0 for line in group) / days,
            known=not any(line.details.unknown for line in group),
        )


def _largest_first(share: Share) -> tuple[float, str]:
    return -share.magnesium_mg, share.key


OTHERS = "others"


def largest(shares: Sequence[Share], most: int) -> tuple[Share, ...]:
    """Return the largest `most` shares as they are, and the rest as one share with the key "others"."""
    if len(shares) <= most + 1:
        return tuple(shares)
    rest = shares[most:]
    summed_mg = sum(share.magnesium_mg for share in rest)
    others = Share(key=OTHERS, magnesium_mg=summed_mg, known=all(share.known for share in rest))
    return (*shares[:most], others)
