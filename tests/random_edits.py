"""What somebody does to a workbook in a consultation, by chance, and the plan that they mean by it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from book_cells import Book
from book_figures import HEADING, in_rows
from openpyxl import load_workbook
from random_plans import RandomCase, random_dose

from nutrition import Handbook, Meal, OwnFood, Plan, PlanItem, SupplementDose
from nutrition.plan_foods import next_own_id
from nutrition.text import load_text

DOSES = 5  # heading row of what is taken
READY_DOSES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An edited workbook, the plan that is meant, its items in the order of the rows, whether a row was emptied."""

    content: bytes
    plan: Plan
    rows: tuple[PlanItem, ...]
    cleared: bool


class _Lists:
    """What the drop-down lists of a workbook offer, read from its own sheets."""

    def __init__(self, book: Book, handbook: Handbook, language: str) -> None:
        text, self.handbook = load_text(language), handbook
        foods, measures = book[text("excel.sheet_foods")], book[text("excel.sheet_measures")]
        rows = [row for row in range(5, foods.height + 1) if foods[f"H{row}"].value]
        self.foods = {str(foods[f"H{row}"].value): str(foods[f"B{row}"].value) for row in rows}
        numbers = {str(foods[f"H{row}"].value): foods[f"A{row}"].value for row in rows}
        listed: dict[object, list[str]] = {}
        for row in range(2, measures.height + 1):
            listed.setdefault(measures[f"B{row}"].value, []).append(str(measures[f"C{row}"].value))
        self.measures = {food_id: listed[number] for food_id, number in numbers.items()}

    def any_food(self, rng: random.Random) -> str:
        unknown = [one for one in self.foods if one in self.handbook.food_by_id and self._mg(one) is None]
        return rng.choice(unknown if unknown and rng.random() < 0.2 else list(self.foods))

    def _mg(self, food_id: str) -> float | None:
        return self.handbook.food(food_id).mg_per_100g

    def amount(self, rng: random.Random, food_id: str, item: PlanItem) -> tuple[PlanItem, float, str]:
        """Return an item of a food with an amount of one of its measures, and what is typed for it."""
        place = rng.randrange(len(self.measures[food_id]))
        label, amount = self.measures[food_id][place], rng.choice((0.5, 1.0, 2.25, 3.0) if place else (45.0, 12.5))
        if place == 0:
            return replace(item, food_id=food_id, grams=amount, measure=None, amount=None), amount, label
        measure = list(self.handbook.measures[food_id])[place - 1]
        return replace(item, food_id=food_id, grams=None, measure=measure, amount=amount), amount, label


def random_edits(number: int, case: RandomCase, content: bytes, handbook: Handbook) -> Edited:
    """Change a workbook with openpyxl as the drop-down lists and the empty cells allow."""
    rng, text, plan = random.Random(f"edits {number}"), load_text(case.language), case.plan
    lists = _Lists(Book(content), handbook, case.language)
    book = load_workbook(BytesIO(content))
    page, doses = book[text("excel.sheet_plan")], book[text("excel.sheet_supplements")]
    # an item is known by its place in the plan, a row by the order in which the items were written
    places = [place for place, _ in sorted(enumerate(plan.items), key=lambda one: in_rows(plan.items).index(one[1]))]
    items: dict[int, PlanItem] = dict(enumerate(plan.items))
    rows = {place: HEADING + 1 + at for at, place in enumerate(places)}
    order, own_foods = list(places), list(plan.own_foods)

    def put(row: int, **cells: object) -> None:
        for column, value in cells.items():
            assert not page[f"{column}{row}"].protection.locked
            page[f"{column}{row}"] = value

    chosen = rng.sample(places, min(4, len(places)))
    for place, edit in zip(chosen, rng.sample(["amount", "swap", "clear", "value"], 4), strict=False):
        item, row = items[place], rows[place]
        if edit == "amount":
            amount = rng.choice((0.25, 3.0, 77.7))
            put(row, D=amount)
            key = "grams" if item.grams is not None else "amount"
            items[place] = replace(item, **{key: amount})
        elif edit == "swap":
            food_id = lists.any_food(rng)
            items[place] = replace(item, food_id=food_id, grams=62.5, measure=None, amount=None)
            put(row, C=lists.foods[food_id], D=62.5, E=lists.measures[food_id][0])
        elif edit == "value":
            named = replace(plan, own_foods=tuple(own_foods))
            own = OwnFood(
                food_id=next_own_id(named), name=f"{lists.foods[item.food_id]} *", mg_per_100g=123.4, sure=True
            )
            own_foods.append(own)
            put(row, H=123.4)
            items[place] = in_grams(replace(item, food_id=own.food_id), item, handbook)
        elif len(items) > 1:
            put(row, A=None, B=None, C=None, D=None, E=None)
            del items[place]
            order.remove(place)
    ready = HEADING + 1 + len(plan.items)
    for at in range(rng.randint(1, 3)):
        food_id = lists.any_food(rng)
        day, meal = rng.randint(1, min(7, plan.days + 1)), rng.choice(list(Meal))
        item, amount, label = lists.amount(rng, food_id, PlanItem(food_id=food_id, grams=1, day=day, meal=meal))
        # every second row is left empty
        put(ready + 2 * at, A=day, B=text(f"meal.{meal}"), C=lists.foods[food_id], D=amount, E=label)
        items[len(plan.items) + at] = item
        order.append(len(plan.items) + at)
    supplements = tuple(_doses(rng, plan, doses, handbook, case.language))
    stream = BytesIO()
    book.save(stream)
    kept = tuple(items[place] for place in sorted(items))
    return Edited(
        content=stream.getvalue(),
        plan=replace(
            plan,
            items=kept,
            supplements=supplements,
            own_foods=tuple(own_foods),
            days=max(plan.days, *(item.day for item in kept)),
        ),
        rows=tuple(items[place] for place in order),
        cleared=len(order) < len(plan.items) + at + 1,
    )


def in_grams(item: PlanItem, was: PlanItem, handbook: Handbook) -> PlanItem:
    """Return an item of an own food, which has no measures, with the grams that its measure came to."""
    if was.measure is None:
        return item
    grams = (was.amount or 1.0) * handbook.measures[was.food_id][was.measure].one_g
    return replace(item, grams=grams, measure=None, amount=None)


def _doses(rng: random.Random, plan: Plan, page, handbook: Handbook, language: str) -> Iterator[SupplementDose]:
    text = load_text(language)
    changed = rng.randrange(len(plan.supplements)) if plan.supplements else None
    for place, dose in enumerate(plan.supplements):
        if place == changed:
            dose = replace(dose, elemental_mg=rng.choice((0.0, 83.4, 400.0)))
            page[f"D{DOSES + 1 + place}"] = dose.elemental_mg
        yield dose
    if rng.random() < 0.7:
        row, dose = DOSES + 1 + len(plan.supplements) + rng.randrange(READY_DOSES), random_dose(rng, handbook)
        form = handbook.form(dose.form).name(language) if dose.form else None
        cells = {"A": text(f"ledger.kind.{dose.kind}"), "B": form, "C": dose.name or None, "D": dose.elemental_mg}
        for column, value in cells.items():
            page[f"{column}{row}"] = value
            if value is not None and column == "C":
                page[f"{column}{row}"].data_type = "s"
        yield dose
