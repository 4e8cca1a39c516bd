"""Groups: the records of many people in, the share whose usual intake is too low out, or why there is none."""

from html import escape
from pathlib import Path

import streamlit as st

from nutrition.diaries import Diaries
from nutrition.errors import ImportProblems, NutritionError
from nutrition.plan import LifeStage, Sex
from nutrition.population import GroupReport, Stratum, make_group_report
from nutrition.strata import Everyone
from nutrition.text import Text, read_number
from nutrition.views import session
from nutrition.views.group_chart import distribution_alt, distribution_chart
from nutrition.views.group_words import (
    assumed_words,
    group_lines,
    result_words,
    size_words,
    stratum_words,
    who_words,
)
from nutrition.views.imports import read_diaries_file
from nutrition.views.pages._fields import kept
from nutrition.views.pages._html import plain, table
from nutrition.views.pages._news import if_new
from nutrition.views.words import error_words

LARGEST_MB = 100
EXAMPLE = Path(__file__).resolve().parent.parent / "example_group.csv"

text = session.text()


def ask() -> None:
    """Draw the fields: whose values, what holds for everybody, and the file."""
    authorities = list(session.handbook().reference_values)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            text("page.my_day.authority"),
            authorities,
            index=authorities.index(session.remembered("group_authority", "nasem")),
            format_func=lambda one: session.handbook().reference_values[one].short(text.language),
            width=240,
            **kept("group_authority"),
        )
    with st.expander(text("page.groups.layout"), icon=":material/help:"):
        st.markdown(text("page.groups.layout_text"))
        st.download_button(
            text("page.groups.example_file"),
            data=EXAMPLE.read_text(encoding="utf-8"),
            file_name="group.csv",
            mime="text/csv",
            on_click="ignore",
        )
    with st.expander(text("page.groups.everyone"), icon=":material/groups:"), st.container(horizontal=True):
        sexes, stages = ("", *Sex), list(LifeStage)
        st.selectbox(
            text("page.my_day.sex"),
            sexes,
            index=sexes.index(session.remembered("group_sex", "")),
            format_func=lambda sex: text(f"sex.{sex}") if sex else text("page.groups.sex_not_given"),
            width=180,
            **kept("group_sex"),
        )
        st.text_input(
            text("page.groups.age"), value=session.remembered("group_age", ""), width=140, **kept("group_age")
        )
        st.selectbox(
            text("page.my_day.life_stage"),
            stages,
            index=stages.index(session.remembered("group_stage", LifeStage.NONE)),
            format_func=lambda stage: text(f"life_stage.{stage}"),
            width=200,
            **kept("group_stage"),
        )
    st.file_uploader(
        text("page.groups.file"),
        type=["csv", "tsv", "txt", "xlsx"],
        key=session.key("group-file"),
        on_change=if_new(session.key("group-file"), given),
        args=(session.key("group-file"),),
        max_upload_size=LARGEST_MB,
    )


def given(key: str) -> None:
    """Read a file that was handed in; it stays in this visit, and faults wait to be accepted."""
    upload = st.session_state[key]
    for name in ("group_diaries", "group_file", "group_accepted"):
        st.session_state.pop(name, None)
    if upload is None:
        session.attempt("groups", lambda: None)
        return

    def read() -> None:
        st.session_state.group_diaries = read_diaries_file(upload.getvalue(), session.handbook(), file=upload.name)
        st.session_state.group_file = upload.name

    session.attempt("groups", read)


def everyone() -> Everyone:
    """Return what the fields say of people of whom the file says nothing."""
    sex, typed = st.session_state[session.key("group_sex")], st.session_state[session.key("group_age")].strip()
    return Everyone(
        sex=Sex(sex) if sex else None,
        age_years=read_number(typed) if typed else None,
        life_stage=LifeStage(st.session_state[session.key("group_stage")]),
    )


def warned(error: NutritionError) -> None:
    """Draw what is wrong."""
    st.warning("  \n".join(plain(words) for words in error_words(error, text)), icon=":material/edit:")


def accepted(diaries: Diaries) -> bool:
    """Draw the faults of a file, and return whether the visitor goes on with what can be used."""
    if not diaries.problem_count or st.session_state.get("group_accepted"):
        return True
    file, days = st.session_state.group_file, len(diaries.person)
    told = error_words(ImportProblems(file, diaries.problems, count=diaries.problem_count), text)[1:]
    heading = text("page.groups.faults", count=diaries.problem_count, file=file)
    st.warning("  \n".join(plain(words) for words in (heading, *told)), icon=":material/edit:")
    st.button(
        text("page.groups.usable", count=days),
        key="group-usable",
        on_click=lambda: st.session_state.update(group_accepted=True),
    )
    return False


def show(report: GroupReport) -> None:
    """Draw a group's report: the share, the people in each stratum, what was assumed."""
    first, *others = result_words(report, text)
    st.html(f'<p class="mw-lead" role="status">{escape(first)}</p>')
    st.html("".join(f'<p class="mw-note">{escape(words)}</p>' for words in (*others, *size_words(report, text))))
    st.html(table(*_table(report, text), numbers=range(1, 8)))
    stratum = _chosen(report)
    st.header(plain(who_words(stratum, text)), anchor=False)
    st.html("".join(f'<p class="mw-line">{escape(words)}</p>' for words in stratum_words(stratum, report, text)))
    st.vega_lite_chart(spec=distribution_chart(stratum), alt=distribution_alt(stratum, text))
    st.caption(text(f"page.groups.picture_legend{'' if stratum.distribution.usual else '_recorded'}"))
    if report.prevalence:
        with st.expander(text("population.assumed"), icon=":material/rule:"):
            st.markdown("\n".join(f"- {plain(words)}" for words in assumed_words(text)))
    st.download_button(
        text("page.groups.download"),
        data="\n".join(group_lines(report, text)) + "\n",
        file_name="magnesiumwijzer-groep.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
    )


def _chosen(report: GroupReport) -> Stratum:
    if len(report.strata) == 1:
        return report.strata[0]
    place = st.selectbox(
        text("page.groups.which"),
        range(len(report.strata)),
        format_func=lambda one: who_words(report.strata[one], text),
        key=session.key(f"group-stratum-{report.authority.authority}-{len(report.strata)}"),
    )
    return report.strata[place]


def _table(report: GroupReport, words: Text) -> tuple[list[str], list[list[str]]]:
    keys = ("who", "share", "limits", "people", "mean", "median", "ear", "cut_point")
    rows = []
    for stratum in report.strata:
        found, cut, ear = stratum.prevalence, stratum.by_cut_point, stratum.reference.ear
        limits = f"{words.number(100 * found.low)} – {words.number(100 * found.high)}" if found else ""
        rows.append(
            [
                who_words(stratum, words),
                words.number(100 * found.share) if found else words("page.groups.no_share"),
                limits,
                words.number(stratum.people, 0),
                words.number(stratum.mean_mg),
                words.number(stratum.median_mg),
                words.number(ear.mg) if ear else "",
                words.number(100 * cut.share) if cut else "",
            ]
        )
    return [words(f"page.groups.table_{key}") for key in keys], rows


st.title(text("page.groups.heading"), anchor=False)
st.write(text("page.groups.intro"))
ask()
wrong = session.problem("groups")
if wrong:
    warned(wrong)
read: Diaries | None = st.session_state.get("group_diaries")
if read is not None and accepted(read):
    authority = st.session_state[session.key("group_authority")]
    try:
        made = make_group_report(read, session.handbook(), authority, everyone=everyone())
    except NutritionError as problem:
        warned(problem)
    else:
        show(made)
