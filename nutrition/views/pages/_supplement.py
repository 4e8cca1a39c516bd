"""Then a supplement: what is taken, the question that comes first, and an amount or why there is none."""

from dataclasses import replace

import streamlit as st

from nutrition.advice import SupplementSuggestion
from nutrition.findings import Severity
from nutrition.plan import AskFirst, SupplementDose, SupplementWish
from nutrition.report import Report
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.food_first_words import after_food_words
from nutrition.views.pages import _before, _change, _label, _numbers, _taken
from nutrition.views.pages._food_plans import suggested
from nutrition.views.pages._habits import habit_section
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.views.words import worded

ASKED = ("kidney", "ckd3")  # the question itself names kidney disease


def supplement_section(report: Report) -> None:
    """Draw what is taken beside its upper level, then what is suggested for the rest."""
    text = session.text()
    after_food = report.helpful_foods or not report.intake.lines
    st.header(text("page.helps.supplement_title" if after_food else "page.helps.supplements_title"), anchor=False)
    if report.reference.ul or report.plan.supplements:
        _numbers.upper_level(report, all_of_it=True)
    _taken.taken(report)
    _label.label_guard()
    _suggested(report)


def _suggested(report: Report) -> None:
    """Draw the supplement that is suggested, the question that has to be answered first, or why there is none."""
    text = session.text()
    about = [pair for pair in worded(report, session.handbook(), text) if _on_supplement(pair[0].code)]
    if not about or not report.intake.lines:
        return
    if not report.finding("no_amount_age"):
        _stop_question(report, text)
    if report.suggestion or report.finding("no_amount_unit_too_strong"):
        _wish(report, text)
    for found, said in about:
        words = plain(" ".join(said))
        if found.code == "supplement":
            st.markdown(f"**{plain(said[0])}**  \n{plain(' '.join(said[1:]))}")
            after_food = after_food_words(suggested(report)[0], text)
            if after_food:
                st.markdown(plain(after_food))
        elif found.severity is Severity.STOP:
            st.error(words, icon=":material/front_hand:")
        elif found.severity is Severity.CARE:
            st.warning(words, icon=":material/info:")
        else:
            st.caption(words)
    if report.suggestion:
        st.button(text("page.helps.take_over"), icon=":material/add:", on_click=_take_over, args=(report.suggestion,))
        habit_section(report, text)


def _take_over(found: SupplementSuggestion) -> None:
    _before.keep_first()
    _taken.add_dose(SupplementDose(form=found.form.form, elemental_mg=found.dose_mg))
    _change.toast(session.text()("page.helps.taken_over", dose_mg=found.dose_mg))


def _on_supplement(code: str) -> bool:
    """Whether a finding is about the supplement that is, or is not, suggested."""
    return code.startswith(("no_amount_", "supplement")) or code in ("unit_cannot_be_split", "ask_midwife")


def _stop_question(report: Report, text: Text) -> None:
    answers = (AskFirst.NO, AskFirst.YES)
    given = report.plan.person.ask_first
    key = session.key("ask-first")
    st.radio(
        text("page.helps.stop_question"),
        answers,
        index=answers.index(given) if given in answers else None,
        format_func=lambda answer: text(f"ask_first.{answer}"),
        key=key,
        horizontal=True,
        on_change=if_new(key, _answered),
        args=(key,),
    )
    cautions = [caution for caution in session.handbook().cautions if caution.asked and caution.caution not in ASKED]
    reasons = [caution.name(text.language) for caution in cautions]
    st.caption(plain(text("page.helps.stop_reasons", reasons="; ".join(reasons))))


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
            text("page.helps.supplement_form"),
            forms,
            index=forms.index(form),
            format_func=lambda one: _form_words(one, text),
            key=form_key,
            on_change=if_new(form_key, _form_chosen),
            args=(form_key,),
            width=200,
        )
        key = f"{session.key('wish-unit')}-{form}"
        st.text_input(
            text("page.helps.supplement_strength"),
            value=text.number(wish.unit_mg, 2),
            key=key,
            on_change=if_new(key, _strength_typed),
            args=(key,),
            help=text("page.helps.supplement_strength_help"),
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
