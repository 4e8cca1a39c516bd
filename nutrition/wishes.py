"""What a person will and will not eat: the wishes that every suggestion of food keeps to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from nutrition.errors import PlanError
from nutrition.limits import choice, name_given, number_within

MOST_CHANGES = 10
USUAL_CHANGES = 4
MOST_ENERGY_KCAL = 3_000.0
MOST_NAMED = 200


class Diet(StrEnum):
    """What somebody eats, from everything to nothing of animals."""

    OMNIVORE = "omnivore"
    PESCETARIAN = "pescetarian"
    VEGETARIAN = "vegetarian"
    VEGAN = "vegan"


class Allergen(StrEnum):
    """What somebody may have to avoid: the allergens of EU food law that a food table can tell.

    `nuts` are tree nuts, `shellfish` are crustaceans and molluscs, `gluten` are the cereals with gluten, oats among
    them.

    Source: EU1169, Annex II
    """

    GLUTEN = "gluten"
    DAIRY = "dairy"
    EGG = "egg"
    NUTS = "nuts"
    PEANUTS = "peanuts"
    SOY = "soy"
    FISH = "fish"
    SHELLFISH = "shellfish"
    SESAME = "sesame"
    CELERY = "celery"
    MUSTARD = "mustard"
    LUPIN = "lupin"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodWishes:
    """What every suggestion of food keeps to; without wishes a person eats everything.

    `avoid` are allergens; `likes` and `never` are foods by id, and `never` goes before `likes`. `energy_kcal` is how
    much energy all changes together may add to a day, None for no limit. `most_changes` is how many changes a day may
    take. `one_portion` keeps every added food to one usual portion, else two. `swaps` allows one food to take the
    place of another.

    >>> FoodWishes(diet="vegan", avoid=["soy", "nuts"]).avoid
    (<Allergen.NUTS: 'nuts'>, <Allergen.SOY: 'soy'>)
    """

    diet: Diet = Diet.OMNIVORE
    avoid: tuple[Allergen, ...] = ()
    likes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    energy_kcal: float | None = None
    most_changes: int = USUAL_CHANGES
    one_portion: bool = False
    swaps: bool = True

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "diet", choice(Diet, self.diet, code="unknown_diet"))
        avoided = {choice(Allergen, one, code="unknown_allergen") for one in _listed(self.avoid)}
        put(self, "avoid", tuple(allergen for allergen in Allergen if allergen in avoided))
        for name in ("likes", "never"):
            named = [name_given(food_id, code="wished_food_not_words") for food_id in _listed(getattr(self, name))]
            put(self, name, tuple(dict.fromkeys(named)))
        if self.energy_kcal is not None:
            energy = number_within(self.energy_kcal, 0, MOST_ENERGY_KCAL, code="energy_out_of_range", name="energy")
            put(self, "energy_kcal", energy)
        changes = number_within(self.most_changes, 1, MOST_CHANGES, code="changes_out_of_range", name="changes")
        if changes != int(changes):
            raise PlanError("changes_out_of_range", changes=self.most_changes, low=1, high=MOST_CHANGES)
        put(self, "most_changes", int(changes))
        for name in ("one_portion", "swaps"):
            if not isinstance(getattr(self, name), bool):
                raise PlanError("wish_not_yes_or_no", name=name, value=getattr(self, name))


def _listed(names: object) -> Iterable[object]:
    # a string is a list of letters to Python
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise PlanError("wish_not_a_list", value=names)
    listed = list(names)
    if len(listed) > MOST_NAMED:
        raise PlanError("wish_too_long", count=len(listed), high=MOST_NAMED)
    return listed


EVERYTHING = FoodWishes()


def without_one(wishes: FoodWishes) -> Iterator[tuple[str, FoodWishes]]:
    """Yield the wishes with one of them left out, by its name, for each that leaves something out."""
    wider = {
        "most_changes": replace(wishes, most_changes=MOST_CHANGES),
        "energy_kcal": replace(wishes, energy_kcal=None),
        "one_portion": replace(wishes, one_portion=False),
        "swaps": replace(wishes, swaps=True),
        "never": replace(wishes, never=()),
        "diet": replace(wishes, diet=Diet.OMNIVORE),
        "avoid": replace(wishes, avoid=()),
    }
    yield from ((name, without) for name, without in wider.items() if without != wishes)
