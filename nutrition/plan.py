"""Who is eating and what: values that are checked when they are made and never change."""

from dataclasses import dataclass
from enum import StrEnum

from nutrition.errors import PlanError
from nutrition.limits import LEAST_GRAMS, MOST_GRAMS, choice, name_given, number_within, short_name
from nutrition.own_foods import OwnFood, Recipe, own_ids_once, recipes_end
from nutrition.wishes import EVERYTHING, FoodWishes

OLDEST_YEARS = 120
LEAST_AMOUNT, MOST_AMOUNT = 0.01, 500.0
MOST_DAYS = 366
MOST_SUPPLEMENT_MG = 5_000.0
LEAST_UNIT_MG, MOST_UNIT_MG = 1.0, 1_000.0
YOUNGEST_MOTHER_YEARS, OLDEST_MOTHER_YEARS = 9, 60


class Sex(StrEnum):
    """The sex that reference values are published for."""

    FEMALE = "female"
    MALE = "male"


class LifeStage(StrEnum):
    """Pregnancy and lactation, for which authorities publish values of their own."""

    NONE = "none"
    PREGNANT = "pregnant"
    LACTATING = "lactating"


class AskFirst(StrEnum):
    """The answer to the stop question: is there a reason to ask a doctor before any supplement?"""

    YES = "yes"
    NO = "no"
    NOT_ANSWERED = "not_answered"


class Meal(StrEnum):
    """The meals of a day, in the order in which they are shown."""

    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    SNACK = "snack"


class DoseKind(StrEnum):
    """What magnesium that is not in food by nature comes in; an antacid and a laxative are medicines."""

    SUPPLEMENT = "supplement"
    MULTIVITAMIN = "multivitamin"
    ANTACID = "antacid"
    LAXATIVE = "laxative"
    FORTIFIED = "fortified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The physiology that a reference value depends on, and the answer to the stop question.

    `age_years` may be a fraction: authorities give infants' bands in months.

    >>> Person(age_years=40, sex=Sex.FEMALE).ask_first.value
    'not_answered'
    """

    age_years: float
    sex: Sex
    life_stage: LifeStage = LifeStage.NONE
    ask_first: AskFirst = AskFirst.NOT_ANSWERED

    def __post_init__(self) -> None:
        age_years = number_within(self.age_years, 0, OLDEST_YEARS, code="age_out_of_range", name="age_years")
        object.__setattr__(self, "age_years", age_years)
        object.__setattr__(self, "sex", choice(Sex, self.sex, code="unknown_sex"))
        object.__setattr__(self, "life_stage", choice(LifeStage, self.life_stage, code="unknown_life_stage"))
        object.__setattr__(self, "ask_first", choice(AskFirst, self.ask_first, code="unknown_answer"))
        if self.life_stage is not LifeStage.NONE:
            old_enough = YOUNGEST_MOTHER_YEARS <= self.age_years <= OLDEST_MOTHER_YEARS
            if self.sex is not Sex.FEMALE or not old_enough:
                raise PlanError("life_stage_impossible", age_years=self.age_years)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One food of one meal: in grams, or as an amount of a household measure.

    `food_id` is a row of the food table; whether it exists is known when the plan meets the handbook.

    >>> PlanItem(food_id="usda-12061", grams=30).meal.value
    'snack'
    """

    food_id: str
    grams: float | None = None
    measure: str | None = None
    amount: float | None = None
    day: int = 1
    meal: Meal = Meal.SNACK

    def __post_init__(self) -> None:
        if not isinstance(self.food_id, str) or not self.food_id.strip():
            raise PlanError("food_id_missing", day=self.day, meal=self.meal)
        put = object.__setattr__
        put(self, "meal", choice(Meal, self.meal, code="unknown_meal"))
        put(self, "day", day_number(self.day))
        if (self.grams is None) == (self.measure is None):
            raise PlanError("grams_or_measure", food_id=self.food_id)
        if self.grams is not None:
            if self.amount is not None:
                raise PlanError("grams_or_measure", food_id=self.food_id)
            grams = number_within(self.grams, LEAST_GRAMS, MOST_GRAMS, code="grams_out_of_range", name="grams")
            put(self, "grams", grams)
        else:
            name_given(self.measure, code="measure_not_words")
            amount = 1.0 if self.amount is None else self.amount
            put(
                self,
                "amount",
                number_within(amount, LEAST_AMOUNT, MOST_AMOUNT, code="amount_out_of_range", name="amount"),
            )


def day_number(value: object) -> int:
    """Return `value` as the whole number of a day, 1 to 366; else raise `PlanError`."""
    number = number_within(value, 1, MOST_DAYS, code="day_out_of_range", name="day")
    if number != int(number):
        raise PlanError("day_out_of_range", day=value, low=1, high=MOST_DAYS)
    return int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementDose:
    """Magnesium already taken every day beside what food holds by nature: in what, and how much elemental mg a day.

    `form` is the compound; empty where the label does not state it, as with most multivitamins.

    >>> SupplementDose(elemental_mg=56, kind=DoseKind.MULTIVITAMIN).form
    ''
    """

    elemental_mg: float
    form: str = ""
    name: str = ""
    kind: DoseKind = DoseKind.SUPPLEMENT

    def __post_init__(self) -> None:
        if self.form != "":
            name_given(self.form, code="form_not_words")
        object.__setattr__(self, "kind", choice(DoseKind, self.kind, code="unknown_dose_kind"))
        dose_mg = number_within(self.elemental_mg, 0, MOST_SUPPLEMENT_MG, code="dose_out_of_range", name="elemental_mg")
        object.__setattr__(self, "elemental_mg", dose_mg)
        short_name(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementWish:
    """Which supplement a suggestion should be worked out in: a compound and the strength on its label.

    `unit_mg` is the elemental magnesium in one unit (tablet, capsule, scoop).
    """

    form: str = "bisglycinate"
    unit_mg: float = 100.0

    def __post_init__(self) -> None:
        name_given(self.form, code="form_not_words")
        unit_mg = number_within(self.unit_mg, LEAST_UNIT_MG, MOST_UNIT_MG, code="unit_out_of_range", name="unit_mg")
        object.__setattr__(self, "unit_mg", unit_mg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one person eats, over one or more days, with the supplements taken on each of them.

    `days` is the number of days recorded; left out, it is the highest day among the items. A day on which nothing
    was eaten counts only when `days` says so. `name` is whatever the visitor calls the plan; it is never read.
    `own_foods` and `recipes` are the visitor's own; items name them by id, as they name a row of the food table.
    `food_wishes` are what every suggestion of food keeps to.

    >>> Plan(person=Person(age_years=40, sex=Sex.FEMALE), items=(PlanItem(food_id="usda-9040", grams=1, day=3),)).days
    3
    """

    person: Person
    items: tuple[PlanItem, ...] = ()
    supplements: tuple[SupplementDose, ...] = ()
    days: int = None  # type: ignore[assignment]  # always a number once the plan is made
    wish: SupplementWish = SupplementWish()
    name: str = ""
    own_foods: tuple[OwnFood, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    food_wishes: FoodWishes = EVERYTHING

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "own_foods", tuple(self.own_foods))
        put(self, "recipes", tuple(self.recipes))
        own_ids_once(self.own)
        recipes_end(self.recipes)
        put(self, "items", tuple(self.items))
        put(self, "supplements", tuple(self.supplements))
        last = max((item.day for item in self.items), default=1)
        days = day_number(last if self.days is None else self.days)
        if days < last:
            raise PlanError("days_too_few", days=days, day=last)
        put(self, "days", days)
        short_name(self.name)

    @property
    def own(self) -> tuple[OwnFood | Recipe, ...]:
        """The visitor's own foods, then the recipes."""
        return (*self.own_foods, *self.recipes)
