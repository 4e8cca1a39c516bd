"""The foods of a workbook: those that were eaten and the most eaten of all, each with a number and its measures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutrition.handbook import Handbook
from nutrition.measures import Measure
from nutrition.own_foods import PORTION_G
from nutrition.plan import Plan, PlanItem
from nutrition.plan_foods import PlanFood, of_table, plan_foods
from nutrition.text import Text
from nutrition.views.cells import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class BookMeasure:
    """A measure as it stands in the workbook's list; grams themselves are one, without a `measure`."""

    label: str
    one_g: float
    measure: Measure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFood:
    """A food as it stands in the workbook: its number, a label that no other food has, its measures.

    `first` and `last` are the places of its measures in the list of all, counted from 1.
    """

    number: int
    label: str
    details: PlanFood
    first: int
    measures: tuple[BookMeasure, ...]

    @property
    def last(self) -> int:
        """The place of its last measure."""
        return self.first + len(self.measures) - 1

    def place_of(self, item: PlanItem) -> int:
        """Return the place in the list of all measures of the one that an item is given in."""
        named = [one.measure.measure if one.measure else None for one in self.measures]
        return self.first + named.index(item.measure)


BookFoods = dict[str, BookFood]


def book_foods(plan: Plan, handbook: Handbook, text: Text) -> BookFoods:
    """Return the foods of a plan and the most eaten, by id, in the order of their labels."""
    own = plan_foods(plan, handbook)
    wanted = dict.fromkeys([item.food_id for item in plan.items] + [food.food_id for food in handbook.most_eaten])
    details = [*own.own.values(), *(of_table(handbook.food(food_id)) for food_id in wanted if food_id not in own.own)]
    labels = _unlike((plain(one.food.name(text.language)), one.food.food_id) for one in details)
    found: BookFoods = {}
    first = 1
    for number, (label, one) in enumerate(sorted(zip(labels, details, strict=True), key=_by_label), start=1):
        measures = (whole_portion(text),) if one.per_portion else tuple(book_measures(one.food.food_id, handbook, text))
        found[one.food.food_id] = BookFood(number=number, label=label, details=one, first=first, measures=measures)
        first += len(measures)
    return found


def _by_label(pair: tuple[str, PlanFood]) -> tuple[str, str]:
    return pair[0].casefold(), pair[0]


def whole_portion(text: Text) -> BookMeasure:
    """Return the one measure of a food that is only known by the portion; its grams stand for it and are no weight."""
    return BookMeasure(label=text("own.portion_measure"), one_g=PORTION_G)


def book_measures(food_id: str, handbook: Handbook, text: Text) -> Iterator[BookMeasure]:
    """Yield the measures of a food as the workbook lists them: grams first, no two labels the same."""
    published = list(handbook.measures.get(food_id, {}).values())
    named = [(plain(one.name(text.language)), f"{text.number(one.one_g)} g") for one in published]
    gram = text("excel.gram")
    labels = _unlike([(gram, gram), *named])
    yield BookMeasure(label=labels[0], one_g=1.0)
    for label, one in zip(labels[1:], published, strict=True):
        yield BookMeasure(label=label, one_g=one.one_g, measure=one)


def _unlike(labels: Iterable[tuple[str, str]]) -> list[str]:
    """Return labels of which no two are the same to a spreadsheet, to which capitals and small letters are one."""
    found: list[str] = []
    taken: set[str] = set()
    for label, apart in labels:
        unlike, number = label, 1
        while unlike.casefold() in taken or not unlike.strip():
            unlike = f"{label} ({apart})" if number == 1 else f"{label} ({apart}, {number})"
            number += 1
        taken.add(unlike.casefold())
        found.append(unlike)
    return found
