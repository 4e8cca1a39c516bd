"""Attributes of foods: who can eat them, what stands in for what, and which are ever proposed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from nutrition.errors import DataError
from nutrition.foods import Food
from nutrition.plan import LifeStage, Meal, Person
from nutrition.tables import Column, read_table
from nutrition.wishes import Allergen, Diet, FoodWishes

MOST_EATEN = 800


class Offered(StrEnum):
    """Whether a food is ever proposed: yes, no, or to everybody but a pregnant woman."""

    YES = "yes"
    NO = "no"
    NOT_PREGNANT = "not_pregnant"


class KnownBy(StrEnum):
    """How the attributes of a food came about: from a rule for its group, or looked at by hand."""

    GROUP_RULE = "group_rule"
    REVIEWED = "reviewed"


COLUMNS = (
    Column(name="food_id", required=True, unique=True),
    Column(name="kind", required=True),
    Column(name="meal", kind="choice", required=True, choices=frozenset(Meal)),
    Column(name="offered", kind="choice", required=True, choices=frozenset(Offered)),
    Column(name="diet", kind="choice", choices=frozenset(Diet)),
    *(Column(name=allergen, kind="choice", choices=frozenset({"yes", "no"})) for allergen in Allergen),
    Column(name="basis", kind="choice", required=True, choices=frozenset(KnownBy)),
    Column(name="note"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodAttributes:
    """What is known of one food beside its magnesium.

    `kind` names foods that stand in for each other on a plate, gram for gram; `meal` is where it is usually eaten.
    `diet` is the strictest diet whose followers eat it, None when that is unknown. `free_of` are the allergens that
    it does not hold; one that is not among them may be in it, or nobody knows.
    """

    food_id: str
    kind: str
    meal: Meal
    offered: Offered
    diet: Diet | None
    holds: frozenset[Allergen]
    free_of: frozenset[Allergen]
    basis: KnownBy

    def suits(self, wishes: FoodWishes) -> bool:
        """Whether somebody with these wishes can eat it; what is unknown does not suit who has to avoid it."""
        if self.food_id in wishes.never:
            return False
        if wishes.diet is not Diet.OMNIVORE and (self.diet is None or STRICTNESS[self.diet] < STRICTNESS[wishes.diet]):
            return False
        return self.free_of.issuperset(wishes.avoid)

    def is_offered(self, person: Person) -> bool:
        """Whether it is ever proposed to this person."""
        if self.offered is Offered.NOT_PREGNANT:
            return person.life_stage is not LifeStage.PREGNANT
        return self.offered is Offered.YES


STRICTNESS = {diet: place for place, diet in enumerate(Diet)}
Attributes = Mapping[str, FoodAttributes]


def read_attributes(path: Path, food_ids: Iterable[str]) -> Attributes:
    """Read the attributes by food; a row of a food that is not in the table is refused."""
    known = frozenset(food_ids)
    found = {}
    for number, row in enumerate(read_table(path, COLUMNS), start=2):
        if row["food_id"] not in known:
            raise DataError("unknown_food_in_file", file=path.name, row=number, food_id=row["food_id"])
        found[row["food_id"]] = FoodAttributes(
            food_id=row["food_id"],
            kind=row["kind"],
            meal=Meal(row["meal"]),
            offered=Offered(row["offered"]),
            diet=Diet(row["diet"]) if row["diet"] else None,
            holds=frozenset(allergen for allergen in Allergen if row[allergen] == "yes"),
            free_of=frozenset(allergen for allergen in Allergen if row[allergen] == "no"),
            basis=KnownBy(row["basis"]),
        )
    return MappingProxyType(found)


def most_eaten(foods: Iterable[Food], most: int = MOST_EATEN) -> tuple[Food, ...]:
    """Return the foods that people eat most, commonest first: the only ones that are ever proposed.

    Foods of one commonness stand in the order of the table, those marked `suggested` first.
    """
    ranked = [food for food in foods if food.commonness is not None]
    ranked.sort(key=lambda food: (food.commonness, not food.suggested))
    return tuple(ranked[:most])
