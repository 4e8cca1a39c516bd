"""A visitor's own foods and recipes: what is typed from a label or a kitchen, checked when it is made."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from nutrition.errors import DataError, PlanError
from nutrition.limits import LEAST_GRAMS, MOST_GRAMS, name_given, number_within, short_name
from nutrition.sources import Citation, Source, cited
from nutrition.tables import entries, read_toml

OWN_ID = re.compile(r"own-[a-z0-9-]{1,40}")
MG_IN_100_G = 100_000.0  # magnesium itself
MOST_PERCENT = 10_000.0
MOST_COOKED_G, MOST_PORTIONS = 100_000.0, 1_000.0
MOST_INGREDIENTS, MOST_OWN = 100, 200
HEAVIEST_COOKED, LIGHTEST_COOKED = 5.0, 0.05  # of the ingredients together: a pan of rice to a tray of dried fruit


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReference:
    """The reference intake behind the percentages on food labels, which is no one's target."""

    label: str
    name_en: str
    name_nl: str
    reference_mg: float
    unverified: bool
    citation: Citation

    def name(self, language: str) -> str:
        """Return whose labels these are."""
        return self.name_nl if language == "nl" else self.name_en


LabelReferences = Mapping[str, LabelReference]


def read_label_references(path: Path, sources: Mapping[str, Source]) -> LabelReferences:
    """Read the reference intakes of labels by key."""
    found = {}
    for label, entry in entries(read_toml(path), file=path.name):
        try:
            found[label] = LabelReference(
                label=label,
                name_en=entry["name_en"],
                name_nl=entry["name_nl"],
                reference_mg=float(entry["reference_mg"]),
                unverified=bool(entry.get("unverified", False)),
                citation=cited(entry, sources, file=path.name, row=label),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError("entry_incomplete", file=path.name, row=label, column=str(error)) from error
    return MappingProxyType(found)


def own_id(value: object) -> str:
    """Return an id that no row of a food table can have; else raise `PlanError`."""
    if not isinstance(value, str) or not OWN_ID.fullmatch(value):
        raise PlanError("own_id_wrong", value=value)
    return value


def own_name(value: object) -> str:
    """Return a name on one line, without characters that cannot be seen; else raise `PlanError`."""
    name = short_name(value)
    if not name.strip() or not name.isprintable():
        raise PlanError("own_name_missing", value=name)
    return name


PORTION_G = 100.0  # stands for one portion where no weight is known


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFood:
    """A food of the visitor's own. `mg_per_100g` is None where the packet does not say: unknown, which is not zero.

    `portion_g` is the portion it is usually eaten in. `label` names the reference intake that the value was worked out
    from, where it came from a percentage. `sure` says that a value which looks like a slip is what the packet says.
    `given_by` names the program whose value it is. With `per_portion` the value is that of one portion whose weight
    nobody stated: 100 g of it then stands for one portion, in the arithmetic and nowhere else.

    >>> OwnFood(food_id="own-1", name="Muesli", mg_per_100g=110).label is None
    True
    """

    food_id: str
    name: str
    mg_per_100g: float | None = None
    portion_g: float | None = None
    label: str | None = None
    sure: bool = False
    given_by: str = ""
    per_portion: bool = False

    def __post_init__(self) -> None:
        own_id(self.food_id)
        own_name(self.name)
        put = object.__setattr__
        if self.mg_per_100g is not None:
            value = number_within(self.mg_per_100g, 0, MG_IN_100_G, code="own_value_out_of_range", name="mg_per_100g")
            put(self, "mg_per_100g", value)
        if self.portion_g is not None:
            weight = number_within(self.portion_g, LEAST_GRAMS, MOST_GRAMS, code="grams_out_of_range", name="grams")
            put(self, "portion_g", weight)
        if self.label is not None:
            name_given(self.label, code="label_not_words")
        if self.given_by != "":
            own_name(self.given_by)
        for answer in (self.sure, self.per_portion):
            if not isinstance(answer, bool):
                raise PlanError("sure_yes_or_no", value=answer)


def from_label(
    *,
    food_id: str,
    name: str,
    percent: float,
    reference: LabelReference,
    per_g: float | None,
    portion_g: float | None = None,
    sure: bool = False,
) -> OwnFood:
    """Make a food of what its label says: so many percent of a reference intake in `per_g` grams.

    15 % of 375 mg in 40 g is 56.25 mg, and 140.625 mg in 100 g.

    Source: EU1169, Annex XIII part A; FDADV, 21 CFR 101.9
    """
    if per_g is None:
        raise PlanError("own_portion_missing")
    share = number_within(percent, 0, MOST_PERCENT, code="percent_out_of_range", name="percent")
    weight_g = number_within(per_g, LEAST_GRAMS, MOST_GRAMS, code="grams_out_of_range", name="grams")
    mg_per_100g = share / 100 * reference.reference_mg / weight_g * 100
    return OwnFood(
        food_id=food_id, name=name, mg_per_100g=mg_per_100g, portion_g=portion_g, label=reference.label, sure=sure
    )


def look_again(food: OwnFood, highest_mg: float) -> None:
    """Ask about a value that looks like a slip of the pen, by raising `PlanError`; a food that is `sure` passes.

    `highest_mg` is the most that any food of the table has in 100 g. More than that is asked about; so is a value that
    as grams would still be within it, because labels write 0.27 g where we mean 270 mg.
    """
    mg = food.mg_per_100g
    if mg is None or food.sure:
        return
    if mg > highest_mg:
        raise PlanError("own_above_all", name=food.name, value_mg=mg, highest_mg=highest_mg)
    if 0 < mg * 1000 <= highest_mg:
        raise PlanError("own_maybe_grams", name=food.name, value_exact_mg=mg, value_mg=mg * 1000)


LOOKS_LIKE_A_SLIP = frozenset({"own_above_all", "own_maybe_grams"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """One food of a recipe, by its weight as it goes into the pan: of the table, or another of the visitor's own."""

    food_id: str
    grams: float

    def __post_init__(self) -> None:
        if not isinstance(self.food_id, str) or not self.food_id.strip():
            raise PlanError("ingredient_missing")
        weight = number_within(self.grams, LEAST_GRAMS, MOST_GRAMS, code="grams_out_of_range", name="grams")
        object.__setattr__(self, "grams", weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A dish of the visitor's own: ingredients in grams, the weight when cooked, and how many portions that makes.

    Water that is lost or taken up changes the weight and not the magnesium; what is poured away with the water does.
    We know no more of that than the ingredients say: a value for the boiled food already counts it.
    """

    food_id: str
    name: str
    ingredients: tuple[Ingredient, ...]
    cooked_g: float
    portions: float = 1.0

    def __post_init__(self) -> None:
        own_id(self.food_id)
        own_name(self.name)
        put = object.__setattr__
        put(self, "ingredients", tuple(self.ingredients))
        if not 1 <= len(self.ingredients) <= MOST_INGREDIENTS:
            raise PlanError("recipe_empty", name=self.name, high=MOST_INGREDIENTS)
        cooked = number_within(self.cooked_g, LEAST_GRAMS, MOST_COOKED_G, code="cooked_out_of_range", name="cooked_g")
        put(self, "cooked_g", cooked)
        portions = number_within(self.portions, 0.1, MOST_PORTIONS, code="portions_out_of_range", name="portions")
        put(self, "portions", portions)
        raw_g = self.raw_g
        if not LIGHTEST_COOKED * raw_g <= cooked <= HEAVIEST_COOKED * raw_g:
            raise PlanError("cooked_absurd", name=self.name, cooked_g=cooked, raw_g=raw_g)
        if not LEAST_GRAMS <= self.portion_g <= MOST_GRAMS:
            raise PlanError("portion_absurd", name=self.name, portion_g=self.portion_g, high=MOST_GRAMS)

    @property
    def raw_g(self) -> float:
        """The weight of the ingredients together."""
        return sum(ingredient.grams for ingredient in self.ingredients)

    @property
    def portion_g(self) -> float:
        """The weight of one portion of the cooked dish."""
        return self.cooked_g / self.portions


def own_ids_once(own: Sequence[OwnFood | Recipe]) -> None:
    """Refuse a second food or recipe of one id or one name, and more of them than one person keeps."""
    ids = [one.food_id for one in own]
    if len(ids) > MOST_OWN:
        raise PlanError("own_too_many", high=MOST_OWN)
    for place, food_id in enumerate(ids):
        if food_id in ids[:place]:
            raise PlanError("own_twice", food_id=food_id)
    names = [" ".join(one.name.casefold().split()) for one in own]
    for place, one in enumerate(own):
        if names[place] in names[:place]:
            raise PlanError("own_name_twice", name=one.name)


def recipes_end(recipes: Iterable[Recipe]) -> None:
    """Refuse a recipe that would need itself, whether at once or by way of another."""
    left = {recipe.food_id: recipe for recipe in recipes}
    while left:
        ready = [key for key, recipe in left.items() if not any(one.food_id in left for one in recipe.ingredients)]
        if not ready:
            raise PlanError("recipe_of_itself", name=next(iter(left.values())).name)
        for key in ready:
            del left[key]
