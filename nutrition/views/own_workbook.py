"""Our own workbook read back, after somebody changed it: rows added, taken out, moved; headings in either language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from nutrition.errors import DataError, ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.measures import Measure
from nutrition.own_foods import PORTION_G, OwnFood
from nutrition.plan import DoseKind, Meal, Plan, PlanItem, SupplementDose, day_number
from nutrition.plan_foods import next_own_id, plan_foods
from nutrition.storage import read_plan
from nutrition.text import read_number
from nutrition.views.book_foods import book_measures, whole_portion
from nutrition.views.cells import plain, unescaped
from nutrition.views.own_sheets import DOSES, FOODS, PLAN, TEXTS, Page, SheetRow, Value, is_kept, table_rows

Choice = TypeVar("Choice")
# the words of both languages, looked up once: a thousand meals ask for them fifteen thousand times
GRAM = frozenset(text("excel.gram").casefold() for text in TEXTS)
PORTION = frozenset(whole_portion(text).label.casefold() for text in TEXTS)
MEALS = {text(f"meal.{meal}").casefold(): meal for meal in Meal for text in TEXTS}
KINDS = {text(f"ledger.kind.{kind}").casefold(): kind for kind in DoseKind for text in TEXTS}


def read_own(pages: Sequence[Page], handbook: Handbook, *, file: str) -> Plan:
    """Return the plan that our own workbook means now; raise `ImportProblems` with every cell that cannot be read."""
    kept = next(page for page in pages if is_kept(page.rows))
    lines = [str(row[0] or "") if row else "" for row in kept.rows[3:]]
    return _Reader(pages, read_plan("\n".join(lines).encode(), file=file), handbook, file).plan()


class _Reader:
    def __init__(self, pages: Sequence[Page], kept: Plan, handbook: Handbook, file: str) -> None:
        self.pages, self.kept, self.handbook, self.file = pages, kept, handbook, file
        self.problems: list[NutritionError] = []
        self.own_foods: list[OwnFood] = []
        self.foods = self._foods()

    def plan(self) -> Plan:
        items = list(self._items())
        doses = list(self._doses())
        if self.problems:
            raise ImportProblems(self.file, self.problems)
        days = max([self.kept.days, *(item.day for item in items)])
        own_foods = (*self.kept.own_foods, *self.own_foods)
        return replace(self.kept, items=tuple(items), supplements=tuple(doses), days=days, own_foods=own_foods)

    def _foods(self) -> dict[str, str]:
        """Return the ids of the foods by their labels: of this workbook's own list, else of the handbook's names."""
        known = {
            plain(food.name(text.language)).casefold(): food.food_id
            for food in reversed(self.handbook.most_eaten)
            for text in TEXTS
        }
        rows = ((row.value("food"), row.value("food_id")) for row in table_rows(self.pages, FOODS))
        return {**known, **{str(food).casefold(): str(food_id) for food, food_id in rows if food and food_id}}

    def _items(self) -> Iterator[PlanItem]:
        yield from self._in_order(table_rows(self.pages, PLAN), self._item)

    def _item(self, row: SheetRow) -> PlanItem | None:
        if row.value("food") is None:
            return None
        label = str(row.value("food"))
        food_id = self.foods.get(label.casefold())
        if food_id is None:
            raise row.problem_at("food", NutritionError("workbook_food", name=label))
        day, meal = row.read("day", _day), row.read("meal", _meal)
        per_100g, grams, amount = (row.read(name, _number) for name in ("per_100g", "grams", "amount"))
        eaten_id = food_id
        if per_100g is not None:
            with row.about("per_100g"):
                eaten_id = self._filled_in(food_id, label, per_100g)
        if grams is not None:
            with row.about("grams"):
                return PlanItem(food_id=eaten_id, grams=grams, day=day, meal=meal)
        if amount is None:
            raise row.problem_at("amount", NutritionError("workbook_amount", name=label))
        one_g, measure = row.read("measure", lambda value: self._measure(food_id, value, label))
        with row.about("amount"):
            if measure and eaten_id == food_id:
                return PlanItem(food_id=food_id, measure=measure.measure, amount=amount, day=day, meal=meal)
            # an own food has no measures: its weight is that of the food whose value was typed over
            return PlanItem(food_id=eaten_id, grams=amount * one_g, day=day, meal=meal)

    def _measure(self, food_id: str, value: Value, label: str) -> tuple[float, Measure | None]:
        """Return what one of a measure weighs, and the measure itself unless it is grams."""
        named = "" if value is None else str(value).casefold()
        if not named or named in GRAM:
            return 1.0, None
        if named in PORTION and any(own.food_id == food_id and own.per_portion for own in self.kept.own_foods):
            return PORTION_G, None
        for text in TEXTS:
            for one in book_measures(food_id, self.handbook, text):
                if one.measure and one.label.casefold() == named:
                    return one.one_g, one.measure
        raise NutritionError("workbook_measure", measure=value, name=label)

    def _filled_in(self, food_id: str, label: str, per_100g: float) -> str:
        """Return an own food with the value that somebody typed over that of the table."""
        known = plan_foods(self.kept, self.handbook)(food_id).food.mg_per_100g
        if known == per_100g:
            return food_id
        named, called = f"{label} *", {_called(own.name): own for own in (*self.kept.own, *self.own_foods)}
        while _called(named) in called:
            own = called[_called(named)]
            if isinstance(own, OwnFood) and own.mg_per_100g == per_100g:
                return own.food_id
            named += "*"
        taken = replace(self.kept, own_foods=(*self.kept.own_foods, *self.own_foods))
        made = OwnFood(food_id=next_own_id(taken), name=named, mg_per_100g=per_100g, sure=True)
        self.own_foods.append(made)
        return made.food_id

    def _doses(self) -> Iterator[SupplementDose]:
        yield from self._in_order(table_rows(self.pages, DOSES), self._dose)

    def _dose(self, row: SheetRow) -> SupplementDose | None:
        mg = row.read("mg", _number)
        if mg is None or all(row.value(name) is None for name in ("kind", "form", "name")):
            return None
        name, form, kind = str(row.value("name") or ""), row.read("form", self._form), row.read("kind", _kind)
        with row.about("mg"):
            made = SupplementDose(kind=kind, form=form, elemental_mg=mg, name=name)
        place, kept = row.value("place"), self.kept.supplements
        if not isinstance(place, float | int) or not 0 <= place < len(kept):
            return made
        was = kept[int(place)]
        # what a cell cannot hold, such as a control character, comes back from the plan that was kept
        named = was.name if name in (was.name, plain(was.name), unescaped(was.name)) else name
        formed = was.form if self._name(was.form) == self._name(form) else form
        return replace(made, name=named, form=formed)

    def _name(self, form: str) -> str:
        return self.handbook.form(form).form if form else ""

    def _form(self, value: Value) -> str:
        if value is None:
            return ""
        named = {
            form.name(text.language).casefold(): form.form for form in self.handbook.forms.values() for text in TEXTS
        }
        return named.get(str(value).casefold()) or self.handbook.form(str(value)).form

    def _in_order(self, rows, make):
        """Yield what is made of rows, by the places they had; what cannot be made is one of the problems."""
        found = []
        for row in rows:
            try:
                made, place = make(row), row.value("place")
            except DataError as problem:
                self.problems.append(problem)
                continue
            if made is not None:
                found.append((place if isinstance(place, float | int) else None, made))
        yield from _by_place(found)


def _called(name: str) -> str:
    return " ".join(name.casefold().split())


def _by_place(found):
    """Return values by the places they had; what is new, or copied from another, follows in the order of the rows."""
    seen: set[float] = set()
    placed, new = [], []
    for place, one in found:
        if place is None or place in seen:
            new.append(one)
        else:
            seen.add(place)
            placed.append((place, one))
    return [one for _, one in sorted(placed, key=lambda pair: pair[0])] + new


def _number(value: Value) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return read_number(str(value))


def _day(value: Value) -> int:
    number = _number(value)
    return 1 if number is None else day_number(number)


def _meal(value: Value) -> Meal:
    return Meal.SNACK if value is None else _named(value, MEALS, "unknown_meal")


def _kind(value: Value) -> DoseKind:
    return DoseKind.SUPPLEMENT if value is None else _named(value, KINDS, "unknown_dose_kind")


def _named(value: Value, choices: Mapping[str, Choice], code: str) -> Choice:
    found = choices.get(str(value).strip().casefold())
    if found is None:
        raise NutritionError(code, value=value, choices=", ".join(choices))
    return found
