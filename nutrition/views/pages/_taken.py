"""The ledger on the page: what is already taken besides food, line by line, with its total and what is left."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from nutrition.plan import DoseKind, SupplementDose
from nutrition.report import Report
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.ledger_words import ledger_notes, ledger_totals
from nutrition.views.pages._fields import complaint
from nutrition.views.pages._html import pairs, plain
from nutrition.views.pages._news import if_new
from nutrition.views.pages._ways import HELPS, way

NOT_STATED = ""
TYPED = ("name", "mg")  # what can be typed wrong


def line(report: Report) -> None:
    """Draw on My day what is taken besides food, or the question whether there is any; both lead to the list."""
    text, supplement_mg = session.text(), report.intake.supplement_mg
    label = text("page.my_day.supplements_none")
    if report.plan.supplements:
        key = "supplements_line" if report.ledger.only_supplements else "added_line"
        label = text(f"page.my_day.{key}", supplement_mg=supplement_mg)
    way(HELPS, label, icon=":material/pill:")


def taken(report: Report) -> None:
    """Draw what is already taken, each with its kind and its magnesium per day, and what comes of it together."""
    text, doses = session.text(), report.plan.supplements
    with st.expander(text("page.helps.taken_title"), expanded=bool(doses)):
        st.caption(plain(text("page.helps.taken_text")))
        for place, dose in enumerate(doses):
            _line(place, dose, text)
        st.button(text("page.helps.taken_add"), icon=":material/add:", on_click=_add, type="tertiary")
        if doses:
            st.html(pairs(ledger_totals(report, text)))
        for note in ledger_notes(report, text):
            st.caption(plain(note))


def add_dose(dose: SupplementDose) -> None:
    """Put a dose at the end of what is taken."""
    doses = session.visit().plan.supplements
    _drawn_anew(len(doses) + 1)
    session.change_plan(supplements=(*doses, dose))


def _line(place: int, dose: SupplementDose, text: Text) -> None:
    number, handbook = place + 1, session.handbook()
    names = {form.form: form.name(text.language) for form in handbook.forms.values()}
    forms = [NOT_STATED, *sorted(names, key=lambda form: names[form].casefold())]
    kinds = list(DoseKind)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"taken-line-{place}"):
        key = session.key(f"dose-kind-{place}")
        st.selectbox(
            text("page.helps.taken_kind", number=number),
            kinds,
            index=kinds.index(dose.kind),
            format_func=lambda kind: text(f"ledger.kind.{kind}"),
            key=key,
            on_change=if_new(key, _choose),
            args=(place, "kind", key),
        )
        key = session.key(f"dose-mg-{place}")
        st.text_input(
            text("page.helps.taken_mg", number=number),
            value=text.number(dose.elemental_mg, 2) if dose.elemental_mg else "",
            key=key,
            on_change=if_new(key, _type),
            args=(place, "mg", key),
        )
        key = session.key(f"dose-form-{place}")
        st.selectbox(
            text("page.helps.taken_form", number=number),
            forms,
            index=forms.index(handbook.form(dose.form).form if dose.form else NOT_STATED),
            format_func=lambda form: names.get(form, text("ledger.form_not_stated")),
            key=key,
            on_change=if_new(key, _choose),
            args=(place, "form", key),
        )
        key = session.key(f"dose-name-{place}")
        st.text_input(
            text("page.helps.taken_name", number=number),
            value=dose.name,
            key=key,
            on_change=if_new(key, _type),
            args=(place, "name", key),
        )
        st.button(
            text("page.helps.taken_remove", number=number),
            icon=":material/close:",
            key=session.key(f"dose-remove-{place}"),
            on_click=_remove,
            args=(place, dose),
            type="tertiary",
        )
    for name in TYPED:
        complaint(f"dose-{name}-{place}", text)


def _change(place: int, **changes: object) -> None:
    doses = list(session.visit().plan.supplements)
    if place >= len(doses):
        return  # typed in a line that was just taken away
    doses[place] = replace(doses[place], **changes)  # type: ignore[arg-type]
    session.change_plan(supplements=tuple(doses))


def _choose(place: int, name: str, key: str) -> None:
    session.attempt(f"dose-{name}-{place}", lambda: _change(place, **{name: st.session_state[key]}))


def _type(place: int, name: str, key: str) -> None:
    typed = st.session_state[key] or ""
    changes: dict[str, Callable[[], None]] = {
        "mg": lambda: _change(place, elemental_mg=read_number(typed)),
        "name": lambda: _change(place, name=typed.strip()),
    }
    session.attempt(f"dose-{name}-{place}", changes[name])


def _add() -> None:
    """Add a line of which nothing is known yet; until its mg is there it counts as nothing."""
    session.change_plan(supplements=(*session.visit().plan.supplements, SupplementDose(elemental_mg=0)))


def _remove(place: int, dose: SupplementDose) -> None:
    doses = session.visit().plan.supplements
    if doses[place : place + 1] != (dose,):
        return  # a second click on a line that was just taken away
    _drawn_anew(len(doses))
    session.change_plan(supplements=doses[:place] + doses[place + 1 :])


def _drawn_anew(lines: int) -> None:
    """Draw the lines with what the plan holds: nothing wrong stands in them any more."""
    for place in range(lines):
        for name in TYPED:
            session.tell(f"dose-{name}-{place}", None)
    session.redraw()
