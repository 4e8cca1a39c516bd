"""What helps: foods first, then a supplement for what is left, or the reason why there is no amount."""

from dataclasses import replace

import streamlit as st

from nutrition.findings import Severity
from nutrition.plan import AskFirst, Meal, SupplementDose, SupplementWish
from nutrition.report import Report
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.pages._html import plain, table
from nutrition.views.pages._search import add_food
from nutrition.views.words import adds_words, usual_words, worded

FIRST = 3
ASKED = ("kidney", "ckd3")  # the question itself names kidney disease


def foods(report: Report) -> None:
    """Draw the foods that add most in their usual portion: three to add with one click, all ten in a table."""
    text, helpful = session.text(), report.helpful_foods
    if not helpful:
        return
    st.header(text("page.my_day.foods_title"), anchor=False)
    st.caption(text("page.my_day.foods_text"))
    for one in helpful[:FIRST]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"help-{one.food.food_id}"):
            name, portion = one.food.name(text.language), usual_words(one.measure, text)
            adds = adds_words(one, text)
            st.markdown(f"**{plain(name)}**, {plain(portion)}  \n{plain(adds)}", width="stretch")
            st.button(
                plain(text("page.my_day.add_food", name=name)),
                icon=":material/add:",
                key=f"help-add-{one.food.food_id}",
                on_click=add_food,
                args=(one.food.food_id, Meal.SNACK),
            )
    with st.expander(text("page.my_day.foods_more")):
        heads = [text(f"page.my_day.{key}") for key in ("table_food", "table_amount", "table_mg", "table_share")]
        rows = [
            [
                one.food.name(text.language),
                usual_words(one.measure, text),
                text.number(one.magnesium_mg),
                text.number(one.gap_percent, 0),
            ]
            for one in helpful
        ]
        st.html(table(heads, rows, numbers=(2, 3)))
    for found, said in worded(report, session.handbook(), text):
        if found.code == "portions_for_adults":
            st.caption(plain(" ".join(said)))


def supplement(report: Report) -> None:
    """Draw the supplement that is suggested, the question that has to be answered first, or why there is none."""
    text = session.text()
    about = [pair for pair in worded(report, session.handbook(), text) if on_supplement(pair[0].code)]
    if not about or not report.intake.lines:
        return
    st.header(text("page.my_day.supplement_title"), anchor=False)
    if not report.finding("no_amount_age"):
        _stop_question(report, text)
    if report.suggestion or report.finding("no_amount_unit_too_strong"):
        _wish(report, text)
    for found, said in about:
        words = plain(" ".join(said))
        if found.code == "supplement":
            st.markdown(f"**{plain(said[0])}**  \n{plain(' '.join(said[1:]))}")
        elif found.severity is Severity.STOP:
            st.error(words, icon=":material/front_hand:")
        elif found.severity is Severity.CARE:
            st.warning(words, icon=":material/info:")
        else:
            st.caption(words)


def on_supplement(code: str) -> bool:
    """Whether a finding is about the supplement that is, or is not, suggested."""
    return code.startswith(("no_amount_", "supplement")) or code in (
        "unit_cannot_be_split",
        "ask_midwife",
        "see_a_doctor",
    )


def _stop_question(report: Report, text: Text) -> None:
    answers = (AskFirst.NO, AskFirst.YES)
    given = report.plan.person.ask_first
    key = session.key("ask-first")
    st.radio(
        text("page.my_day.stop_question"),
        answers,
        index=answers.index(given) if given in answers else None,
        format_func=lambda answer: text(f"ask_first.{answer}"),
        key=key,
        horizontal=True,
        on_change=_answered,
        args=(key,),
    )
    cautions = [caution for caution in session.handbook().cautions if caution.asked and caution.caution not in ASKED]
    reasons = [caution.name(text.language) for caution in cautions]
    st.caption(plain(text("page.my_day.stop_reasons", reasons="; ".join(reasons))))


def _answered(key: str) -> None:
    session.attempt("person", lambda: session.change_person(ask_first=AskFirst(st.session_state[key])))


def _wish(report: Report, text: Text) -> None:
    products = {product.form: product for product in session.handbook().products}
    wish, form_key = report.plan.wish, session.key("wish-form")
    forms = list(products)
    form = session.handbook().form(wish.form).form
    if form not in products:
        forms.append(form)
    with st.container(horizontal=True, vertical_alignment="bottom", key="wish"):
        st.selectbox(
            text("page.my_day.supplement_form"),
            forms,
            index=forms.index(form),
            format_func=lambda one: _form_words(one, text),
            key=form_key,
            on_change=_form_chosen,
            args=(form_key,),
            width=200,
        )
        key = f"{session.key('wish-unit')}-{form}"
        st.text_input(
            text("page.my_day.supplement_strength"),
            value=text.number(wish.unit_mg, 2),
            key=key,
            on_change=_strength_typed,
            args=(key,),
            help=text("page.my_day.supplement_strength_help"),
            width=200,
        )
    wrong = session.problem("wish")
    if wrong:
        st.warning(plain(text.error(wrong)), icon=":material/edit:")


def _form_words(form: str, text: Text) -> str:
    product = session.handbook().product(form)
    return product.plain(text.language) if product else session.handbook().form(form).name(text.language)


def _form_chosen(key: str) -> None:
    product = session.handbook().product(st.session_state[key])
    if product:
        wish = SupplementWish(form=product.form, unit_mg=product.default_mg)
        session.attempt("wish", lambda: session.change_plan(wish=wish))


def _strength_typed(key: str) -> None:
    def change() -> None:
        now = session.visit().plan.wish
        session.change_plan(wish=replace(now, unit_mg=read_number(st.session_state[key] or "")))

    session.attempt("wish", change)


def taken(report: Report) -> None:
    """Draw the supplements that are already taken, each with its compound and its magnesium per day."""
    text, doses = session.text(), report.plan.supplements
    with st.expander(text("page.my_day.taken_title"), expanded=bool(doses)):
        st.caption(text("page.my_day.taken_text"))
        forms = list(session.handbook().forms)
        for place, dose in enumerate(doses):
            with st.container(horizontal=True, vertical_alignment="bottom", key=f"dose-{place}"):
                form_key, mg_key = session.key(f"dose-form-{place}"), session.key(f"dose-mg-{place}")
                st.selectbox(
                    text("page.my_day.taken_form", number=place + 1),
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
                    text("page.my_day.taken_mg", number=place + 1),
                    value=text.number(dose.elemental_mg, 2),
                    key=mg_key,
                    on_change=_dose_mg,
                    args=(place, mg_key),
                    width=180,
                )
                st.button(
                    text("page.my_day.taken_remove", number=place + 1),
                    icon=":material/close:",
                    key=session.key(f"dose-remove-{place}"),
                    on_click=_remove_dose,
                    args=(place,),
                    type="tertiary",
                )
            wrong = session.problem(f"dose-{place}")
            if wrong:
                st.warning(plain(text.error(wrong)), icon=":material/edit:")
        st.button(text("page.my_day.taken_add"), icon=":material/add:", on_click=_add_dose, type="tertiary")


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
