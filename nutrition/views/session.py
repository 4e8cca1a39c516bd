"""A visitor's session: the plan on the table, what it was before, the language. Nothing here is shared but data."""

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, zip_longest
from secrets import randbelow
from typing import TypeVar

import streamlit as st

from nutrition import __version__
from nutrition.errors import NutritionError
from nutrition.handbook import Handbook, load_handbook
from nutrition.plan import Person, Plan, PlanItem, Sex
from nutrition.plan_foods import PlanFoods, plan_foods
from nutrition.report import Report, make_report
from nutrition.text import LANGUAGES, Text, load_text
from nutrition.views.imports import added_folder
from nutrition.views.once import looked_up
from nutrition.views.steps import Steps

T = TypeVar("T")
VERSION = __version__
DEFAULT_AUTHORITY = "gezondheidsraad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is on the table: a plan, whose values it is held against, and a name for each item's row on the page.

    `rows` runs beside `plan.items`. A row keeps its name as long as only its own fields change it, so that what is
    typed in one row survives a change in another.
    """

    plan: Plan
    authority: str = DEFAULT_AUTHORITY
    rows: tuple[int, ...] = ()


def handbook() -> Handbook:
    """Return the handbook of this visit: the one of this process, until the visitor brings a table of their own."""
    return looked_up("handbook", lambda: st.session_state.get("own_handbook") or shared_handbook())


@cache
@st.cache_resource(show_spinner=False)
def shared_handbook() -> Handbook:
    """Return the one handbook of this process, with the tables of the person whose computer this is."""
    loaded = load_handbook(added=added_folder())
    gc.collect()
    gc.freeze()  # the tables stay for good: no need to walk through them at every collection
    return loaded


@cache  # a page asks a hundred times, and looking something up in Streamlit's cache takes 50 µs
def _text(language: str) -> Text:
    return load_text(language)


@st.cache_resource(show_spinner=False)
def row_names() -> "count[int]":
    # a page that outlived the server sends what stood in its fields: none of ours may be called the same
    return count(randbelow(10**9))


def text() -> Text:
    """Return the words of the language that this visitor chose, or is greeted in."""
    return looked_up("text", lambda: _text(st.session_state.get("language") or first_language()))


def first_language() -> str:
    """Return the language to greet a visitor in: the address's, the last visit's, the browser's, or English."""
    for asked in (st.query_params.get("language"), st.session_state.get("kept_language"), st.context.locale):
        if (language := (asked or "")[:2].lower()) in LANGUAGES:
            return language
    return "en"


def keep_language() -> None:
    """Put the language in the address, where a refresh finds it; fields are drawn anew, so nothing in them is wrong."""
    st.query_params["language"] = st.session_state.language
    st.session_state.problems = {}


def visit() -> Visit:
    """Return what is on the table of this visitor."""
    if "visit" not in st.session_state:
        st.session_state.visit = Visit(plan=Plan(person=Person(age_years=40, sex=Sex.FEMALE)))
    found: Visit = st.session_state.visit
    return found


def put(new: Visit) -> None:
    """Lay something new on the table, unless no report can be made of it; the old stays within reach of `undo`."""
    old = visit()
    if new != old:
        make_report(new.plan, handbook(), new.authority)
        st.session_state.steps = steps().changed(old)
        st.session_state.visit = new


def steps() -> Steps[Visit]:
    """Return what was on the table before, and what was taken back."""
    return st.session_state.get("steps", Steps())


def undo() -> None:
    """Go back one step."""
    _walk(*steps().back(visit()))


def redo() -> None:
    """Do again what was taken back last."""
    _walk(*steps().forth(visit()))


def _walk(there: Visit, left: Steps[Visit]) -> None:
    """Lay on the table what a step leads to. Rows that change get a new name: their fields show what is there then."""
    same = set(zip(visit().rows, visit().plan.items, strict=True))
    beside = zip(there.rows, there.plan.items, strict=True)
    rows = tuple(pair[0] if pair in same else next(row_names()) for pair in beside)
    st.session_state.update(visit=replace(there, rows=rows), steps=left, problems={})
    redraw()


def generation() -> int:
    """Return how often fields outside the rows had to be drawn anew; it is part of their names."""
    return int(st.session_state.get("generation", 0))


def key(name: str) -> str:
    """Return the key of a field whose content is the plan's.

    Streamlit remembers a choice by the words it shows, so a field of another language has to be another field.
    """
    return f"{name}-{text().language}-{generation()}"


def remembered(name: str, otherwise: T) -> T:
    """Return what a visitor chose last in a field that is about the page, not about the plan."""
    found: T = st.session_state.get(f"chosen-{name}", otherwise)
    return found


def remember(name: str, key: str) -> None:
    """Remember what was chosen in a field that is about the page, whatever the language."""
    st.session_state[f"chosen-{name}"] = st.session_state[key]


def redraw() -> None:
    """Have the fields outside the rows drawn anew, with what the plan holds."""
    st.session_state.generation = generation() + 1


def open_plan(plan: Plan) -> None:
    """Lay another plan on the table, with the authority that is chosen."""
    put(replace(visit(), plan=plan, rows=tuple(next(row_names()) for _ in plan.items)))
    st.session_state.update(problems={}, before=None)  # of another plan nothing is before
    redraw()


def change_plan(**changes: object) -> None:
    """Change parts of the plan."""
    put_plan(replace(visit().plan, **changes))  # type: ignore[arg-type]


def put_plan(plan: Plan) -> None:
    """Lay another version of the plan on the table; an item that changed or is new has a row of its own."""
    now = visit()
    beside = zip_longest(now.rows, now.plan.items, plan.items)
    rows = [row if old == new else next(row_names()) for row, old, new in beside]
    put(replace(now, plan=plan, rows=tuple(rows[: len(plan.items)])))


def foods() -> PlanFoods:
    """Return the foods that this visitor can choose: their own, then the handbook's."""
    return plan_foods(visit().plan, handbook())


def change_person(**changes: object) -> None:
    """Change who the plan is for."""
    change_plan(person=replace(visit().plan.person, **changes))  # type: ignore[arg-type]


def add_item(item: PlanItem) -> None:
    """Put an item at the end of the plan."""
    now = visit()
    plan = replace(now.plan, items=(*now.plan.items, item), days=max(now.plan.days, item.day))
    put(replace(now, plan=plan, rows=(*now.rows, next(row_names()))))


def change_item(row: int, change: Callable[[PlanItem], PlanItem], *, redraw: bool = False) -> None:
    """Change the item of one row; `redraw` when fields of the row should show something other than was typed."""
    now = visit()
    place = now.rows.index(row)
    items, rows = list(now.plan.items), list(now.rows)
    items[place] = change(items[place])
    if redraw:
        rows[place] = next(row_names())
    put(replace(now, plan=replace(now.plan, items=tuple(items)), rows=tuple(rows)))


def remove_items(chosen: Callable[[int, PlanItem], bool]) -> None:
    """Take the items away for which `chosen(row, item)` holds; the days of the plan stay."""
    now = visit()
    kept = [(row, item) for row, item in zip(now.rows, now.plan.items, strict=True) if not chosen(row, item)]
    plan = replace(now.plan, items=tuple(item for _, item in kept))
    put(replace(now, plan=plan, rows=tuple(row for row, _ in kept)))


def remove_day(day: int) -> None:
    """Take one day out of the plan, with what was eaten on it; later days move up."""
    now = visit()
    kept = [
        (row, replace(item, day=item.day - (item.day > day)))
        for row, item in zip(now.rows, now.plan.items, strict=True)
        if item.day != day
    ]
    plan = replace(now.plan, items=tuple(item for _, item in kept), days=max(1, now.plan.days - 1))
    put(replace(now, plan=plan, rows=tuple(row for row, _ in kept)))


def attempt(place: str, change: Callable[[], None]) -> bool:
    """Make a change; when it cannot be, nothing changes and `place` of the page says why."""
    try:
        change()
    except NutritionError as error:
        tell(place, error)
        return False
    tell(place, None)
    return True


def report() -> Report:
    """Return the report on what is on the table: the one thing that pages show."""
    now = visit()
    return make_report(now.plan, handbook(), now.authority)


def tell(place: str, error: NutritionError | None) -> None:
    """Remember what is wrong at a place of the page, or that nothing is any more."""
    others = {other: wrong for other, wrong in st.session_state.get("problems", {}).items() if other != place}
    st.session_state.problems = others if error is None else {**others, place: error}


def problem(place: str) -> NutritionError | None:
    """Return what is wrong at a place of the page."""
    return st.session_state.get("problems", {}).get(place)
