"""Days and meals copied within a plan: people eat much the same from one day to the next."""

from collections.abc import Iterable
from dataclasses import replace

from nutrition.errors import PlanError
from nutrition.plan import MOST_DAYS, Meal, Plan, PlanItem, day_number


def copy_meal(plan: Plan, day: int, meal: Meal, *, to_day: int, to_meal: Meal) -> Plan:
    """Return the plan with what a meal holds in another meal too, beside what is there already.

    A day after the last one makes the plan that much longer. Copied upon itself a meal would count twice: nothing
    changes then.

    >>> from nutrition.plan import Person
    >>> plan = Plan(person=Person(age_years=40, sex="female"), items=(PlanItem(food_id="usda-9040", grams=118),))
    >>> [(item.day, item.meal.value) for item in copy_meal(plan, 1, Meal.SNACK, to_day=2, to_meal=Meal.LUNCH).items]
    [(1, 'snack'), (2, 'lunch')]
    """
    if (day, meal) == (to_day, to_meal):
        return plan
    return _with(plan, (item for item in plan.items if (item.day, item.meal) == (day, meal)), to_day, to_meal)


def copy_day(plan: Plan, day: int) -> Plan:
    """Return the plan with one day more at its end, on which the same is eaten as on `day`.

    Raises `PlanError("days_too_many")` when the plan is as long as a plan can be.
    """
    return repeat_day(plan, day, plan.days + 1)


def repeat_day(plan: Plan, day: int, to_day: int) -> Plan:
    """Return the plan with what is eaten on `day` on another day too, beside what is there already."""
    if day == to_day:
        return plan
    return _with(plan, (item for item in plan.items if item.day == day), to_day)


def _with(plan: Plan, items: Iterable[PlanItem], to_day: int, to_meal: Meal | None = None) -> Plan:
    if to_day > MOST_DAYS:
        raise PlanError("days_too_many", high=MOST_DAYS)
    copied = (replace(item, day=day_number(to_day), meal=to_meal or item.meal) for item in items)
    return replace(plan, items=(*plan.items, *copied), days=max(plan.days, to_day))
