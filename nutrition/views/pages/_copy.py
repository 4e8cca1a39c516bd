"""What is eaten again: a meal copied to another, a day copied or repeated, with one click each."""

import streamlit as st

from nutrition.days import copy_day, copy_meal, repeat_day
from nutrition.plan import Meal
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.pages._html import plain
from nutrition.views.pages._said import say
from nutrition.views.week import days_beside

PLACE = "days"
Place = tuple[int, Meal]


def menu(report: Report, day: int, meal: Meal) -> None:
    """Draw the button in the head of a meal that copies it to another meal of the day, or to another day."""
    text, count = session.text(), report.plan.days
    places = [(day, other) for other in Meal if other is not meal]
    places += [(other, meal) for other in days_beside(day, count) if other != day]
    places.append((count + 1, meal))
    key = f"again-{meal}-{day}-{session.key('menu')}"
    st.menu_button(
        text("page.my_day.copy_meal", meal=text(f"meal.{meal}")),
        places,
        format_func=lambda place: plain(_place_words(place, day, count, text)),
        icon=":material/content_copy:",
        key=key,
        on_click=_copy_meal,
        args=(key, day, meal),
        type="tertiary",
    )


def _place_words(place: Place, day: int, count: int, text: Text) -> str:
    to_day, meal = place[0], text(f"meal.{place[1]}")
    if to_day == day:
        return meal
    return text("page.my_day.on_new_day" if to_day > count else "page.my_day.on_day", meal=meal, day=to_day)


def _copy_meal(key: str, day: int, meal: Meal) -> None:
    text, plan = session.text(), session.visit().plan
    to_day, to_meal = place = st.session_state[key]
    copied = session.attempt(
        PLACE, lambda: session.put_plan(copy_meal(plan, day, meal, to_day=to_day, to_meal=to_meal))
    )
    if copied:
        say(plain(text("page.my_day.copied", place=_place_words(place, day, plan.days, text))))


def day_button(day: int) -> None:
    """Draw the button that appends a day like this one."""
    st.button(
        session.text()("page.my_day.copy_day"),
        icon=":material/content_copy:",
        key="copy-day",
        on_click=_copy_day,
        args=(day,),
        type="tertiary",
    )


def _copy_day(day: int) -> None:
    plan = session.visit().plan
    if session.attempt(PLACE, lambda: session.put_plan(copy_day(plan, day))):
        new = session.visit().plan.days
        st.session_state["chosen-day"] = new
        say(plain(session.text()("page.my_day.day_copied", new=new, day=day)))


def nothing_yet(report: Report, day: int) -> None:
    """Draw what an empty day shows: that it is empty, and the day before to repeat."""
    text, eaten = session.text(), {line.item.day for line in report.intake.lines}
    if day in eaten:
        return
    st.markdown(plain(text("page.my_day.day_empty", day=day)))
    if day - 1 in eaten:
        st.button(
            text("page.my_day.repeat_day", day=day - 1),
            icon=":material/content_copy:",
            key="repeat-day",
            on_click=_repeat_day,
            args=(day - 1, day),
        )


def _repeat_day(day: int, to_day: int) -> None:
    plan = session.visit().plan
    session.attempt(PLACE, lambda: session.put_plan(repeat_day(plan, day, to_day)))
