"""Our own workbook read back, after somebody changed it: rows added, taken out, moved; headings in either language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nutrition.errors import DataError, ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.measures import Measure
from nutrition.own_foods import OwnFood
from nutrition.plan import DoseKind, Meal, Plan, PlanItem, SupplementDose, day_number
from nutrition.plan_foods import next_own_id, plan_foods
from nutrition.storage import read_plan
from nutrition.text import LANGUAGES, load_text, read_number
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


TEXTS = tuple(load_text(language) for language in LANGUAGES)
ENDS = frozenset(text("ledger.total") for text in TEXTS)  # below the doses stands their total
HEADED = {text(key): name for text in TEXTS for name, key in HEADINGS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet as it was read: rows of values, where None stands for what a formula works out."""

    title: str
    rows: Sequence[Sequence[Value]]


def is_read(rows: Sequence[Sequence[Value]]) -> bool:
    """Whether a sheet with these first rows holds anything that is read back."""
    if rows and rows[0] and rows[0][0] == MARK:
        return True
    found = [{HEADED[cell] for cell in row if isinstance(cell, str) and cell in HEADED} for row in rows]
    return any(columns >= set(wanted) for columns in found for wanted in (PLAN, DOSES, FOODS))


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
                places = reversed(list(enumerate(row)))
                columns = {HEADED[cell]: place for place, cell in places if isinstance(cell, str) and cell in HEADED}
                if columns.keys() >= set(wanted):
                    yield page, number, columns
                    break

    def _rows(self, wanted: Sequence[str]) -> Iterator[tuple[Page, int, dict[str, Value]]]:
        for page, heading, columns in self._tables(wanted):
            for number, row in enumerate(page.rows[heading + 1 :], start=heading + 2):
                if any(cell in ENDS for cell in row):
                    break
                cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
                yield page, number, {name: None if value == "" else value for name, value in cells.items()}

    def _foods(self) -> dict[str, str]:
        """Return the ids of the foods by their labels: of this workbook's own list, else of the handbook's names."""
        known = {
            plain(food.name(text.language)).casefold(): food.food_id
            for food in reversed(self.handbook.most_eaten)
            for text in TEXTS
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
            if cells["food"] is None:
                continue
            item = self._attempt(page, number, lambda cells=cells: self._item(cells))
            if item is not None:
                place = cells.get("place")
                found.append((place if isinstance(place, float | int) else None, item))
        yield from _in_order(found)

    def _item(self, cells: Mapping[str, Value]) -> PlanItem:
        label = str(cells["food"])
        food_id = self.foods.get(label.casefold())
        if food_id is None:
            raise NutritionError("workbook_food", name=label)
        day, meal = _whole(cells.get("day"), 1), _meal(cells.get("meal"))
        eaten_id = food_id
        if cells.get("per_100g") is not None:
            eaten_id = self._filled_in(food_id, label, _number(cells["per_100g"]))
        if cells.get("grams") is not None:
            return PlanItem(food_id=eaten_id, grams=_number(cells["grams"]), day=day, meal=meal)
        if cells["amount"] is None:
            raise NutritionError("workbook_amount", name=label)
        amount, measure = _number(cells["amount"]), cells["measure"]
        if measure is None or any(str(measure).casefold() == text("excel.gram").casefold() for text in TEXTS):
            return PlanItem(food_id=eaten_id, grams=amount, day=day, meal=meal)
        found = self._measure(food_id, str(measure), label)
        if eaten_id != food_id:
            # an own food has no measures: its weight is that of the food whose value was typed over
            return PlanItem(food_id=eaten_id, grams=amount * found.one_g, day=day, meal=meal)
        return PlanItem(food_id=food_id, measure=found.measure, amount=amount, day=day, meal=meal)

    def _measure(self, food_id: str, measure: str, label: str) -> Measure:
        for text in TEXTS:
            for one in book_measures(food_id, self.handbook, text):
                if one.measure and one.label.casefold() == measure.casefold():
                    return one.measure
        raise NutritionError("workbook_measure", measure=measure, name=label)

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
        found = []
        for page, number, cells in self._rows(DOSES):
            if cells["mg"] is None or (cells["kind"] is None and cells["form"] is None and cells.get("name") is None):
                continue
            dose = self._attempt(page, number, lambda cells=cells: self._dose(cells))
            if dose is not None:
                place = cells.get("place")
                found.append((place if isinstance(place, float | int) else None, dose))
        yield from _in_order(found)

    def _dose(self, cells: Mapping[str, Value]) -> SupplementDose:
        name, form = str(cells.get("name") or ""), self._form(cells["form"])
        made = SupplementDose(kind=_kind(cells["kind"]), form=form, elemental_mg=_number(cells["mg"]), name=name)
        place, kept = cells.get("place"), self.kept.supplements
        if not isinstance(place, float | int) or not 0 <= place < len(kept):
            return made
        was = kept[int(place)]
        # what a cell cannot hold, such as a control character, comes back from the plan that was kept
        named = was.name if name in (was.name, plain(was.name)) else name
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

    def _attempt(self, page, number, make):
        try:
            return make()
        except NutritionError as error:
            self.problems.append(DataError("workbook_row", sheet=page.title, row=number, problem=error))
            return None


def _called(name: str) -> str:
    return " ".join(name.casefold().split())


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


def _whole(value: Value, otherwise: int) -> int:
    return otherwise if value is None else day_number(_number(value))


def _meal(value: Value) -> Meal:
    if value is None:
        return Meal.SNACK
    named = {text(f"meal.{meal}").casefold(): meal for meal in Meal for text in TEXTS}
    found = named.get(str(value).strip().casefold())
    if found is None:
        raise NutritionError("unknown_meal", value=value, choices=", ".join(named))
    return found


def _kind(value: Value) -> DoseKind:
    if value is None:
        return DoseKind.SUPPLEMENT
    named = {text(f"ledger.kind.{kind}").casefold(): kind for kind in DoseKind for text in TEXTS}
    found = named.get(str(value).strip().casefold())
    if found is None:
        raise NutritionError("unknown_dose_kind", value=value, choices=", ".join(named))
    return found
