"""Method: how sure a few days make us, with the visitor's own numbers and the book's example."""

import streamlit as st

from nutrition.adequacy import LIKELY, REQUIREMENT_CV, Adequacy
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import book_words, method_words, session
from nutrition.views.certainty_chart import certainty_curve
from nutrition.views.pages._html import plain, steps, table
from nutrition.views.pages._ways import MY_DAY, way
from nutrition.views.words import person_words
from nutrition.worked_examples import WorkedExamples, work_out


def yours(report: Report, text: Text) -> None:
    """Draw the calculation with the numbers of this visit, or why there is none."""
    st.header(text("page.method.yours_title"), anchor=False)
    st.caption(plain(person_words(report, text)))
    rows = method_words.own_steps(report, text)
    for sentence in method_words.why_none(report, session.handbook(), text):
        st.markdown(plain(sentence))
    if not report.intake.lines:
        way(MY_DAY, text("page.method.to_my_day"))
    if not rows:
        return
    adequacy = report.assessment.adequacy
    if adequacy and not report.assessment.at_least:
        curve(adequacy, text)
    st.html(steps((), rows))


def curve(found: Adequacy, text: Text) -> None:
    """Draw where the true difference may lie."""
    alt = text(
        "page.method.curve_alt",
        difference_mg=found.difference_mg,
        sd_mg=found.sd_mg,
        probability_percent=100 * found.probability,
    )
    st.vega_lite_chart(spec=certainty_curve(found, text), alt=alt)
    st.caption(plain(text("page.method.curve_text")))


def book(examples: WorkedExamples, text: Text) -> None:
    """Draw the book's example, and in a fold its other figures."""
    st.header(text("page.method.book_title"), anchor=False)
    beside = [text("page.method.column_here"), text("page.method.column_book")]
    heads = [text("page.method.column_step"), *beside]
    for case, found in examples.individual:
        st.markdown(plain(text("page.method.book_text", age_years=case.age_years, count=case.days)))
        st.html(steps(heads, book_words.book_steps(case, found, text)))
        printed, exact = text.number(case.printed_probability, 2), text.number(found.probability, 3)
        st.caption(plain(text("page.method.book_note", z=case.printed_z, printed=printed, exact=exact)))
        st.caption(plain(method_words.place_words(case.citation)))
    heads = [text("page.method.column_days"), *beside]
    with st.expander(text("page.method.more_title")):
        st.markdown(plain(text("page.method.means_text")))
        st.html(steps(heads, book_words.mean_steps(examples.mean_needed_mg, text)))
        first, _ = examples.above_ai[0]
        figures = {"mean_mg": first.mean_mg, "ai_mg": first.ai_mg, "within_sd_mg": first.within_sd_mg}
        st.markdown(plain(text("page.method.ai_text", **figures)))
        st.html(steps(heads, book_words.ai_book_steps(examples.above_ai, text)))
        for ai_case, ai_found in examples.above_ai:
            if ai_case.misprint:
                said = text("page.method.ai_note", days=ai_case.days, printed=ai_case.printed_z, exact=ai_found.z)
                st.caption(plain(said))
        places = dict.fromkeys(case.citation for case, _ in examples.mean_needed_mg)
        places |= dict.fromkeys(case.citation for case, _ in examples.above_ai)
        st.caption(plain("; ".join(method_words.place_words(place) for place in places)))


def from_day_to_day(text: Text) -> None:
    """Draw the published differences between days."""
    st.header(text("page.method.sd_title"), anchor=False)
    st.markdown(plain(text("page.method.sd_text")))
    heads = [text("page.method.column_who"), text("page.method.column_sd")]
    st.html(steps(heads, method_words.sd_steps(session.handbook().within_person_sd, text)))
    st.markdown(plain(text("page.method.sd_none")))


def rules(text: Text) -> None:
    """Draw what is assumed, what holds for an AI and an upper level, and the words for a percentage."""
    st.header(text("page.method.assumed_title"), anchor=False)
    assumed = [
        text(f"page.method.assumed_{name}", cv_percent=100 * REQUIREMENT_CV)
        for name in ("days", "honest", "normal", "sd", "supplement", "table")
    ]
    st.markdown("\n".join(f"- {plain(words)}" for words in assumed))
    st.header(text("page.method.rules_title"), anchor=False)
    st.markdown(plain(text("page.method.rules_ai")))
    st.markdown(plain(text("page.method.rules_ul")))
    st.header(text("page.method.bands_title"), anchor=False)
    heads = [text("page.method.column_percent"), text("page.method.column_words")]
    st.html(table(heads, method_words.band_rows(text)))
    edges = {"high_percent": 100 * LIKELY, "low_percent": 100 * (1 - LIKELY)}
    st.caption(plain(text("page.method.bands_note", **edges)))


words = session.text()
st.title(words("page.method.heading"), anchor=False)
with st.container(key="method"):
    parts = ("days", "people", "percent")
    st.markdown(plain(" ".join(words(f"page.method.intro_{part}") for part in parts)))
    yours(session.report(), words)
    book(work_out(session.handbook().method_cases), words)
    from_day_to_day(words)
    rules(words)
