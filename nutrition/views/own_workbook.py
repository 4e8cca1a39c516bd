"""Our own workbook read back, after somebody changed it: rows added, taken out, moved; headings in either language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nutrition.errors import DataError, ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.own_foods import OwnFood
from nutrition.plan import DoseKind, Meal, Plan, PlanItem, SupplementDose
from nutrition.plan_foods import next_own_id, plan_foods
from nutrition.storage import read_plan
from nutrition.text import LANGUAGES, Text, load_text, read_number
from nutrition.views.book_foods import book_measures
from nutrition.views.cells import plain
from nutrition.views.sheet_kept import MARK

Value = str | float | None
HEADINGS = {
    "day": "page.my_day.day", "meal": "page.my_day.table_meal", "food": "page.my_day.table_food",
    "amount": "page.my_day.table_amount", "measure": "excel.measure", "grams": "page.my_day.table_grams",
    "per_100g": "page.my_day.table_per_100g", "place": "excel.place", "kind": "ledger.column_kind",
    "form": "page.helps.supplement_form", "name": "excel.supplement_name", "mg": "excel.mg_per_day",
    "number": "excel.number", "food_id": "excel.food_id", "one_g": "excel.one_g",
}  # fmt: skip
PLAN, DOSES, FOODS = ("food", "amount", "measure"), ("kind", "form", "mg"), ("number", "food", "food_id")
TOP_ROWS = 30  # a heading stands among the first rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet as it was read: rows of values, where None stands for what a formula works out."""

    title: str
    rows: Sequence[Sequence[Value]]


@cache
def _texts() -> tuple[Text, ...]:
    return tuple(load_text(language) for language in LANGUAGES)


def is_ours(pages: Iterable[Page]) -> bool:
    """Whether this is a workbook that we wrote."""
    return any(page.rows and page.rows[0] and page.rows[0][0] == MARK for page in pages)


def read_own(pages: Sequence[Page], handbook: Handbook, *, file: str) -> Plan:
    """Return the plan that our own workbook means now; raise `ImportProblems` with every cell that cannot be read."""
    kept = next(page for page in pages if page.rows and page.rows[0] and page.rows[0][0] == MARK)
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

    def _tables(self, wanted: Sequence[str]) -> Iterator[tuple[Page, int, Mapping[str, int]]]:
        """Yield each sheet with a heading row that has all wanted columns: the sheet, the row, where each column is."""
        for page in self.pages:
            for number, row in enumerate(page.rows[:TOP_ROWS]):
                for text in _texts():
                    words = {text(key): name for name, key in HEADINGS.items()}
                    columns = {words[cell]: place for place, cell in reversed(list(enumerate(row))) if cell in words}
                    if columns.keys() >= set(wanted):
                        yield page, number, columns
                        break

    def _rows(self, wanted: Sequence[str]) -> Iterator[tuple[Page, int, dict[str, Value]]]:
        for page, heading, columns in self._tables(wanted):
            for number, row in enumerate(page.rows[heading + 1 :], start=heading + 2):
                cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
                yield page, number, {name: None if value == "" else value for name, value in cells.items()}

    def _foods(self) -> dict[str, str]:
        """Return the ids of the foods by their labels: of this workbook's own list, else of the handbook's names."""
        known = {
            plain(food.name(text.language)).casefold(): food.food_id
            for food in reversed(self.handbook.most_eaten)
            for text in _texts()
        }
        listed = {
            str(cells["food"]).casefold(): str(cells["food_id"])
            for _, _, cells in self._rows(FOODS)
            if cells["food"] and cells["food_id"]
        }
        return {**known, **listed}

    def _items(self) -> Iterator[PlanItem]:
        found = []
        for page, number, cells in self._rows(PLAN):
            if cells["food"] is None or "one_g" not in self._columns(page):
                continue
            item = self._attempt(page, number, lambda cells=cells: self._item(cells))
            if item is not None:
                place = cells.get("place")
                found.append((place if isinstance(place, float | int) else None, item))
        yield from _in_order(found)

    def _columns(self, page: Page) -> set[str]:
        return {name for other, _, columns in self._tables(PLAN) if other is page for name in columns}

    def _item(self, cells: Mapping[str, Value]) -> PlanItem:
        label = str(cells["food"])
        food_id = self.foods.get(label.casefold())
        if food_id is None:
            raise NutritionError("workbook_food", name=label)
        given = {"day": _whole(cells.get("day"), 1), "meal": _meal(cells.get("meal"))}
        if cells.get("per_100g") is not None:
            food_id = self._filled_in(food_id, label, _number(cells["per_100g"]))
        if cells.get("grams") is not None:
            return PlanItem(food_id=food_id, grams=_number(cells["grams"]), **given)
        if cells["amount"] is None:
            raise NutritionError("workbook_amount", name=label)
        amount, measure = _number(cells["amount"]), cells["measure"]
        if measure is None or any(str(measure).casefold() == text("excel.gram").casefold() for text in _texts()):
            return PlanItem(food_id=food_id, grams=amount, **given)
        return PlanItem(food_id=food_id, measure=self._measure(food_id, str(measure), label), amount=amount, **given)

    def _measure(self, food_id: str, measure: str, label: str) -> str:
        for text in _texts():
            for one in book_measures(food_id, self.handbook, text):
                if one.measure and one.label.casefold() == measure.casefold():
                    return one.measure.measure
        raise NutritionError("workbook_measure", measure=measure, name=label)

    def _filled_in(self, food_id: str, label: str, per_100g: float) -> str:
        """Return an own food with the value that somebody typed over that of the table."""
        known = plan_foods(self.kept, self.handbook)(food_id).food.mg_per_100g
        if known == per_100g:
            return food_id
        named = f"{label} *"
        for own in self.own_foods:
            if (own.name, own.mg_per_100g) == (named, per_100g):
                return own.food_id
        taken = replace(self.kept, own_foods=(*self.kept.own_foods, *self.own_foods))
        made = OwnFood(food_id=next_own_id(taken), name=named, mg_per_100g=per_100g, sure=True)
        self.own_foods.append(made)
        return made.food_id

    def _doses(self) -> Iterator[SupplementDose]:
        found = []
        for page, number, cells in self._rows(DOSES):
            if cells["mg"] is None or cells["kind"] is None and cells["form"] is None and cells.get("name") is None:
                continue
            dose = self._attempt(page, number, lambda cells=cells: self._dose(cells))
            if dose is not None:
                place = cells.get("place")
                found.append((place if isinstance(place, float | int) else None, dose))
        yield from _in_order(found)

    def _dose(self, cells: Mapping[str, Value]) -> SupplementDose:
        name = str(cells.get("name") or "")
        made = SupplementDose(kind=_kind(cells["kind"]), form=self._form(cells["form"]), elemental_mg=_number(cells["mg"]), name=name)
        place = cells.get("place")
        was = self.kept.supplements[int(place)] if isinstance(place, float | int) and 0 <= place < len(self.kept.supplements) else None
        # what a cell cannot hold (a control character in a name) comes back from the plan that was kept
        if was and replace(made, name=was.name, form=was.form) == was and plain(was.name) == plain(name) and self._same_form(was, made):
            return was
        return made

    def _same_form(self, one: SupplementDose, other: SupplementDose) -> bool:
        return one.form == other.form or bool(one.form and other.form and self.handbook.form(one.form) == self.handbook.form(other.form))

    def _form(self, value: Value) -> str:
        if value is None:
            return ""
        named = {form.name(text.language).casefold(): form.form for form in self.handbook.forms.values() for text in _texts()}
        return named.get(str(value).casefold()) or self.handbook.form(str(value)).form

    def _attempt(self, page, number, make):
        try:
            return make()
        except NutritionError as error:
            self.problems.append(DataError("workbook_row", sheet=page.title, row=number, problem=error))
            return None


def _in_order(found):
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


def _number(value: Value) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return read_number(str(value))


def _whole(value: Value, otherwise: int) -> float:
    return otherwise if value is None else _number(value)


def _meal(value: Value) -> Meal:
    if value is None:
        return Meal.SNACK
    named = {text(f"meal.{meal}").casefold(): meal for meal in Meal for text in _texts()}
    found = named.get(str(value).strip().casefold())
    if found is None:
        raise NutritionError("unknown_meal", value=value, choices=", ".join(named))
    return found


def _kind(value: Value) -> DoseKind:
    if value is None:
        return DoseKind.SUPPLEMENT
    named = {text(f"ledger.kind.{kind}").casefold(): kind for kind in DoseKind for text in _texts()}
    found = named.get(str(value).strip().casefold())
    if found is None:
        raise NutritionError("unknown_dose_kind", value=value, choices=", ".join(named))
    return found
