"""Changes to a plan: a food added, or one in the place of another, with what each brings and how near it stays."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from nutrition.attributes import FoodAttributes
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.intake import Intake, IntakeLine
from nutrition.measures import Measure
from nutrition.plan import Meal, Person, Plan, PlanItem
from nutrition.wishes import FoodWishes

HALVES, HALVES_OF_ONE = 4, 2  # two usual portions at most, or one
ONE_PORTION_GROUPS = frozenset({"Sweets", "Snacks"})  # nobody proposes two bars of chocolate
# two handfuls of nuts, or oats for two, are no addition to a day
ONE_PORTION_KINDS = frozenset({"nuts", "seeds", "breakfast_cereal"})
VARIED_KINDS = frozenset({"crispbread", "flatbread", "chocolate"})  # one name, and wholemeal or not
MOST_ADDED_G = 250.0  # no second plate: more of one food only where its usual portion weighs more; our choice
# usual portions are those of adults: a child takes at most one, and half a handful of nuts; our choice
ONE_PORTION_BELOW_YEARS, HALF_A_HANDFUL_BELOW_YEARS = 14.0, 9.0
LEAST_MG = 5.0  # a change that brings less a day is not worth the trouble; our choice


class Near(StrEnum):
    """How near a change stays to what the person eats, the nearest first."""

    LIKED = "liked"
    EATEN = "eaten"
    IN_PLACE = "in_place"
    SAME_KIND = "same_kind"
    SAME_GROUP = "same_group"
    ELSEWHERE = "elsewhere"


STEPS = {Near.LIKED: 0, Near.EATEN: 1, Near.IN_PLACE: 2, Near.SAME_KIND: 2, Near.SAME_GROUP: 3, Near.ELSEWHERE: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change on every day of a plan: `amount` portions of a food added to a meal, or a food in another's place.

    `magnesium_mg` and `energy_kcal` are what it adds to a day on average; energy may be less than nothing. `distance`
    counts how far it is from what the person eats and from what people eat: 0 is nearest. `beside` is the eaten food
    that it is like. `replaced` is the food that makes place, gram for gram; an added food has a `measure` instead.
    """

    food: Food
    kind: str
    near: Near
    distance: int
    magnesium_mg: float
    energy_kcal: float
    measure: Measure | None = None
    amount: float = 1.0
    meal: Meal = Meal.SNACK
    replaced: Food | None = None
    replaced_g: float = 0.0
    beside: Food | None = None

    @property
    def group(self) -> str:
        """Changes of one group exclude each other: one food added of a kind, one food in another's place."""
        return f"in place of {self.replaced.food_id}" if self.replaced else f"add {self.kind}"


def possible_changes(plan: Plan, intake: Intake, handbook: Handbook, wishes: FoodWishes) -> tuple[Change, ...]:
    """Return every change that keeps to the wishes and is worth the trouble, each food in halves of its usual portion.

    Raises `NutritionError("unknown_food")` when a wish names a food that the handbook does not have.
    """
    wished_foods(wishes, handbook)
    eaten = _Eaten(intake, handbook)
    offered = list(_offered(handbook, plan.person, wishes))
    added = [
        change for food, about in offered for change in _additions(food, about, eaten, handbook, plan.person, wishes)
    ]
    return (*added, *(_swaps(offered, eaten, handbook, wishes) if wishes.swaps else ()))


def wished_foods(wishes: FoodWishes, handbook: Handbook) -> tuple[Food, ...]:
    """Return the foods that wishes name; one that the handbook does not have raises `NutritionError`."""
    return tuple(handbook.food(food_id) for food_id in (*wishes.likes, *wishes.never))


def _offered(handbook: Handbook, person: Person, wishes: FoodWishes) -> Iterator[tuple[Food, FoodAttributes]]:
    for food in handbook.most_eaten:
        about = handbook.attributes.get(food.food_id)
        # without its energy nobody could say what it costs
        known = food.mg_per_100g is not None and food.kcal_per_100g is not None
        if about and known and about.is_offered(person) and about.suits(wishes):
            yield food, about


class _Eaten:
    """What a plan holds: its foods by id, the first of each kind, its groups and meals."""

    def __init__(self, intake: Intake, handbook: Handbook) -> None:
        self.days = intake.days
        self.lines: dict[str, list[IntakeLine]] = {}
        self.by_kind: dict[str, IntakeLine] = {}
        self.by_group: dict[str, IntakeLine] = {}
        self.meals = frozenset(line.item.meal for line in intake.lines)
        self.kinds: dict[str, str] = {}
        for line in intake.lines:
            self.lines.setdefault(line.food.food_id, []).append(line)
            about = handbook.attributes.get(line.food.food_id)
            if about:
                self.kinds[line.food.food_id] = about.kind
                self.by_kind.setdefault(about.kind, line)
            self.by_group.setdefault(line.food.food_group, line)

    def near(self, food: Food, about: FoodAttributes, wishes: FoodWishes) -> tuple[Near, IntakeLine | None]:
        """Return how near a food stays, and the line that it is like."""
        own = self.lines.get(food.food_id)
        if food.food_id in wishes.likes:
            return Near.LIKED, own[0] if own else self.by_kind.get(about.kind)
        if own:
            return Near.EATEN, own[0]
        if about.kind in self.by_kind:
            return Near.SAME_KIND, self.by_kind[about.kind]
        if food.food_group in self.by_group:
            return Near.SAME_GROUP, self.by_group[food.food_group]
        return Near.ELSEWHERE, None


def _additions(
    food: Food, about: FoodAttributes, eaten: _Eaten, handbook: Handbook, person: Person, wishes: FoodWishes
) -> Iterator[Change]:
    measure = handbook.portion(food.food_id)
    if measure is None:
        return
    near, beside = eaten.near(food, about, wishes)
    like = near in (Near.EATEN, Near.SAME_KIND) or (near is Near.LIKED and beside is not None)
    meal = beside.item.meal if beside and like else about.meal
    distance = STEPS[near] + _rareness(food, near) + (0 if meal in eaten.meals or not eaten.meals else 1)
    for halves in range(1, _most_halves(food, about, person, wishes) + 1):
        grams = measure.one_g * halves / 2
        more_mg = (food.mg_per_100g or 0.0) * grams / 100
        if grams <= max(measure.one_g, MOST_ADDED_G) and more_mg >= LEAST_MG:
            yield Change(
                food=food,
                kind=about.kind,
                near=near,
                # more than people usually take of it is a step further
                distance=distance + max(0, halves - HALVES_OF_ONE),
                magnesium_mg=more_mg,
                energy_kcal=(food.kcal_per_100g or 0.0) * grams / 100,
                measure=measure,
                amount=halves / 2,
                meal=meal,
                beside=beside.food if beside else None,
            )


def _most_halves(food: Food, about: FoodAttributes, person: Person, wishes: FoodWishes) -> int:
    if person.age_years < HALF_A_HANDFUL_BELOW_YEARS and about.kind in ("nuts", "seeds"):
        return 1
    one_portion = (
        wishes.one_portion
        or person.age_years < ONE_PORTION_BELOW_YEARS
        or food.food_group in ONE_PORTION_GROUPS
        or about.kind in ONE_PORTION_KINDS
    )
    return HALVES_OF_ONE if one_portion else HALVES


def _swaps(
    offered: Sequence[tuple[Food, FoodAttributes]], eaten: _Eaten, handbook: Handbook, wishes: FoodWishes
) -> Iterator[Change]:
    by_kind: dict[str, list[Food]] = {}
    for food, about in offered:
        by_kind.setdefault(about.kind, []).append(food)
    for food_id, lines in eaten.lines.items():
        old, kind = lines[0].food, eaten.kinds.get(food_id)
        if kind is None or food_id in wishes.likes or old.mg_per_100g is None or old.kcal_per_100g is None:
            continue
        same = {other.food.food_id for other in handbook.other_tables.get(food_id, ())}
        a_day_g = sum(line.portion_g for line in lines) / eaten.days
        for new in by_kind.get(kind, ()):
            more_mg = ((new.mg_per_100g or 0.0) - old.mg_per_100g) * a_day_g / 100
            # the same food in another table brings magnesium on paper only
            if more_mg < LEAST_MG or new.food_id in same or _same_food(new, old, kind):
                continue
            near = Near.IN_PLACE
            if new.food_id in wishes.likes:
                near = Near.LIKED
            elif new.food_id in eaten.lines:
                near = Near.EATEN
            yield Change(
                food=new,
                kind=kind,
                near=near,
                distance=STEPS[near] + _rareness(new, near),
                magnesium_mg=more_mg,
                energy_kcal=((new.kcal_per_100g or 0.0) - old.kcal_per_100g) * a_day_g / 100,
                meal=lines[0].item.meal,
                replaced=old,
                replaced_g=a_day_g,
            )


def _same_food(one: Food, other: Food, kind: str) -> bool:
    # fresh, frozen and roasted are one food as well: what they differ by is mostly the table they are from
    return one.food_id == other.food_id or (kind not in VARIED_KINDS and _kernel(one) == _kernel(other))


def _kernel(food: Food) -> str:
    # "verse spinazie, gekookt", "spinazie uit de diepvries (BLS)": only the Dutch names of two tables agree
    return re.split(r",| uit | \(", food.name("nl").casefold().removeprefix("verse "))[0]


def _rareness(food: Food, near: Near) -> int:
    # what somebody eats or likes is not rare to them
    return 0 if near in (Near.LIKED, Near.EATEN) else (food.commonness or 1) - 1


def with_changes(plan: Plan, intake: Intake, changes: Iterable[Change]) -> Plan:
    """Return the plan after the changes; `intake` is that of the plan before them.

    A food in another's place takes over its grams, item by item; an added food comes on every day.
    """
    chosen = tuple(changes)
    instead: Mapping[str, Food] = {change.replaced.food_id: change.food for change in chosen if change.replaced}
    items = [
        replace(line.item, food_id=instead[line.food.food_id].food_id, grams=line.portion_g, measure=None, amount=None)
        if line.food.food_id in instead
        else line.item
        for line in intake.lines
    ]
    items += [
        PlanItem(
            food_id=change.food.food_id, measure=change.measure.measure, amount=change.amount, day=day, meal=change.meal
        )
        for change in chosen
        if change.measure and not change.replaced
        for day in range(1, plan.days + 1)
    ]
    return replace(plan, items=tuple(items))
