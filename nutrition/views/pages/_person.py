"""For whom: age, sex, life stage, and whose reference values to use."""

from dataclasses import replace

import streamlit as st

from nutrition.plan import LifeStage, Sex
from nutrition.report import Report
from nutrition.text import read_number
from nutrition.views import session
from nutrition.views.pages._html import plain
from nutrition.views.pages._news import if_new
from nutrition.views.words import person_words


def person(report: Report) -> None:
    """Draw who the plan is for in one line, with the fields to change it in a fold."""
    text, who = session.text(), report.plan.person
    # by its key the fold stays open, whatever its words
    with st.expander(
        plain(person_words(report, text)), key="who", icon=":material/person:", expanded=bool(session.problem("person"))
    ):
        with st.container(horizontal=True, vertical_alignment="top"):
            age_key, sex_key, by_key = session.key("age"), session.key("sex"), session.key("authority")
            stage_key = f"{session.key('stage')}-{who.life_stage}"
            st.text_input(
                text("page.my_day.age"),
                value=text.number(who.age_years, 2),
                key=age_key,
                on_change=if_new(age_key, _age_typed),
                args=(age_key,),
                width=140,
            )
            st.segmented_control(
                text("page.my_day.sex"),
                list(Sex),
                default=who.sex,
                required=True,
                format_func=lambda sex: text(f"sex.{sex}"),
                key=sex_key,
                on_change=if_new(sex_key, _sex_chosen),
                args=(sex_key,),
            )
            if who.sex is Sex.FEMALE:
                st.pills(
                    text("page.my_day.life_stage"),
                    list(LifeStage),
                    default=who.life_stage,
                    required=True,
                    format_func=lambda stage: text(f"life_stage.{stage}"),
                    key=stage_key,
                    on_change=if_new(stage_key, _stage_chosen),
                    args=(stage_key,),
                )
        # not a list that unfolds: the first on a page costs a first visit a tenth of a second
        st.pills(
            text("page.my_day.authority"),
            list(session.handbook().reference_values),
            default=session.visit().authority,
            required=True,
            format_func=lambda one: session.handbook().reference_values[one].short(text.language),
            key=by_key,
            on_change=if_new(by_key, _authority_chosen),
            args=(by_key,),
        )
        wrong = session.problem("person")
        if wrong:
            st.warning(plain(text.error(wrong)), icon=":material/edit:")
        st.caption(plain(report.authority.note(text.language)))


def _age_typed(key: str) -> None:
    session.attempt("person", lambda: session.change_person(age_years=read_number(st.session_state[key] or "")))


def _sex_chosen(key: str) -> None:
    sex = Sex(st.session_state[key])
    stage = session.visit().plan.person.life_stage if sex is Sex.FEMALE else LifeStage.NONE
    session.attempt("person", lambda: session.change_person(sex=sex, life_stage=stage))


def _stage_chosen(key: str) -> None:
    session.attempt("person", lambda: session.change_person(life_stage=LifeStage(st.session_state[key])))


def _authority_chosen(key: str) -> None:
    session.attempt("person", lambda: session.put(replace(session.visit(), authority=st.session_state[key])))
