"""The supplements that are already taken: the list on What helps, one line of it on My day."""

from dataclasses import replace

import streamlit as st

from nutrition.plan import SupplementDose
from nutrition.report import Report
from nutrition.text import read_number
from nutrition.views import session
from nutrition.views.pages._html import plain
from nutrition.views.pages._ways import HELPS, way


def line(report: Report) -> None:
    """Draw on My day what supplements bring, or the question whether there are any; both lead to the list."""
    text, supplement_mg = session.text(), report.intake.supplement_mg
    label = text("page.my_day.supplements_none")
    if report.plan.supplements:
        label = text("page.my_day.supplements_line", supplement_mg=supplement_mg)
    way(HELPS, label, key="taken", icon=":material/pill:")


def taken(report: Report) -> None:
    """Draw the supplements that are already taken, each with its compound and its magnesium per day."""
    text, doses = session.text(), report.plan.supplements
    with st.expander(text("page.helps.taken_title"), expanded=bool(doses)):
        st.caption(text("page.helps.taken_text"))
        forms = list(session.handbook().forms)
        for place, dose in enumerate(doses):
            with st.container(horizontal=True, vertical_alignment="bottom", key=f"dose-{place}"):
                form_key, mg_key = session.key(f"dose-form-{place}"), session.key(f"dose-mg-{place}")
                st.selectbox(
                    text("page.helps.taken_form", number=place + 1),
                    forms,
                    index=forms.index(session.handbook().form(dose.form).form) if dose.form else None,
                    placeholder=text("ledger.form_not_stated"),
                    format_func=lambda one: session.handbook().form(one).name(text.language),
                    key=form_key,
                    on_change=_dose_form,
                    args=(place, form_key),
                    width=280,
                )
                st.text_input(
                    text("page.helps.taken_mg", number=place + 1),
                    value=text.number(dose.elemental_mg, 2),
                    key=mg_key,
                    on_change=_dose_mg,
                    args=(place, mg_key),
                    width=180,
                )
                st.button(
                    text("page.helps.taken_remove", number=place + 1),
                    icon=":material/close:",
                    key=session.key(f"dose-remove-{place}"),
                    on_click=_remove_dose,
                    args=(place,),
                    type="tertiary",
                )
            wrong = session.problem(f"dose-{place}")
            if wrong:
                st.warning(plain(text.error(wrong)), icon=":material/edit:")
        st.button(text("page.helps.taken_add"), icon=":material/add:", on_click=_add_dose, type="tertiary")


def _change_dose(place: int, **changes: object) -> None:
    doses = list(session.visit().plan.supplements)
    doses[place] = replace(doses[place], **changes)  # type: ignore[arg-type]
    session.change_plan(supplements=tuple(doses))


def _dose_form(place: int, key: str) -> None:
    session.attempt(f"dose-{place}", lambda: _change_dose(place, form=st.session_state[key]))


def _dose_mg(place: int, key: str) -> None:
    session.attempt(f"dose-{place}", lambda: _change_dose(place, elemental_mg=read_number(st.session_state[key] or "")))


def _add_dose() -> None:
    wish = session.visit().plan.wish
    doses = session.visit().plan.supplements
    session.change_plan(supplements=(*doses, SupplementDose(form=wish.form, elemental_mg=wish.unit_mg)))


def _remove_dose(place: int) -> None:
    doses = session.visit().plan.supplements
    session.redraw()
    session.change_plan(supplements=doses[:place] + doses[place + 1 :])
