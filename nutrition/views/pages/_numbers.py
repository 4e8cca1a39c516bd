"""The numbers of a report: intake and target with the bar, what they mean, and how sure that is."""

from html import escape
from typing import Any

import streamlit as st

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import charts, session
from nutrition.views.likely import likely_words, margin_words
from nutrition.views.pages._html import plain, shown
from nutrition.views.pages._ways import MEANING, METHOD, way
from nutrition.views.reference_words import certainty_words, counts_words, room_words, taken_words, target_words
from nutrition.views.words import total_words, worded

Spec = dict[str, Any]
ON_TARGET = frozenset("no_reference reference_unchecked reference_by_feeding target_met gap gap_at_most".split())
ON_UNKNOWN = frozenset({"unknown_foods"})
ON_CERTAINTY = frozenset(
    """below_ai adequate_surely adequate_likely adequate_maybe adequate_doubtful adequate_unlikely adequate_at_least
    above_ai above_ai_at_least no_probability_rda no_probability_unchecked no_probability_sd
    no_probability_empty_day""".split()
)
IN_SHORT = frozenset({"below_ai"})  # on My day; What it means says it in full
BEHIND_IT = frozenset(
    """days_likely days_sure days_over_a_year days_no_surer sd_checked sd_unverified sd_checked_at_least
    sd_unverified_at_least""".split()
)
ON_UL = frozenset("ul_exceeded ul_medicine no_ul_set no_ul_per_kg no_ul_unchecked no_ul_published".split())
ON_TAKEN = frozenset({"takes_antacid", "takes_laxative", "fortified_not_counted"})


def numbers(report: Report) -> None:
    """Draw intake and target as two numbers, one sentence on what is open, and the bar."""
    text = session.text()
    _intake_of_target(report, text)
    if report.is_recorded:
        # an empty bar says nothing, and the library that draws it is most of what a first view would wait for
        st.vega_lite_chart(spec=charts.intake_bar(report), alt=bar_alt(report, text))
    _say(report, ON_TARGET, text)


def brief(report: Report) -> None:
    """Draw the same numbers where they are not the subject: without the bar."""
    text = session.text()
    with st.container(key="brief", gap="xxsmall"):
        _intake_of_target(report, text)
        _say(report, ON_TARGET, text)


def _intake_of_target(report: Report, text: Text) -> None:
    total = escape(total_words(report.intake, report.intake.total_mg, text))
    target = report.reference.target
    beside = text("page.my_day.intake_of", target_mg=target.mg) if target else text("page.my_day.intake_no_target")
    quiet = [text("page.my_day.mean_of", count=report.intake.days)] if report.intake.days > 1 else []
    if target:
        kind = text("page.my_day.target_kind", kind=target.published_as, by=target.published_by)
        quiet.insert(0, kind)
    likely = likely_words(report, text)
    if likely:
        quiet.insert(0, likely)
    st.html(
        f'<div class="mw-number" role="status"><span class="big">{total}</span> '
        f'<span class="small">{escape(beside)}</span>'
        f'<span class="quiet">{escape(" · ".join(quiet))}</span></div>'
    )


def bar_alt(report: Report, text: Text) -> str:
    """Return the bar in words."""
    intake = report.intake
    return text(
        "page.my_day.chart_alt_bar",
        total=", ".join(filter(None, (total_words(intake, intake.total_mg, text), likely_words(report, text)))),
        food=total_words(intake, intake.food_mg, text),
        supplement_mg=intake.supplement_mg,
        target=target_words(report.reference, text),
    )


def sentences(report: Report) -> None:
    """Draw on My day what the numbers mean, each in one sentence, and the way to what is behind it."""
    text = session.text()
    _say(report, ON_UNKNOWN, text)
    with st.container(key="certainty", gap="xxsmall"):
        _say(report, ON_CERTAINTY - IN_SHORT, text)
        below = report.finding("below_ai")
        if below:
            words = text("page.my_day.below_ai", kind=below.values["kind"])
            st.html(f'<p class="mw-sentence {below.severity}">{shown(words)}</p>')
        way(MEANING, text("page.meaning.link"))
    if report.intake.supplement_mg:
        upper_level(report)


def certainty(report: Report) -> None:
    """Draw how sure it is, or why that cannot be said, with what it rests on and the way to the method."""
    text = session.text()
    found = {found.code: said for found, said in worded(report, session.handbook(), text)}
    behind = [sentence for code, said in found.items() if code in BEHIND_IT for sentence in said]
    margin = margin_words(report, text)
    st.header(text("page.meaning.certainty_title"), anchor=False)
    with st.container(key="certainty", gap="xxsmall"):
        _say(report, ON_CERTAINTY, text)
        if not ON_CERTAINTY & set(found):
            why = certainty_words(report, text)
            st.markdown(plain(f"{why[0].upper()}{why[1:]}."))
        if behind:
            st.caption(plain(" ".join(behind)))
        if margin:
            said = text("page.my_day.known_margin", margin=margin)
            st.caption(plain(said), help=plain(text("page.my_day.known_margin_help")))
        way(METHOD, text("page.method.link"))


def _say(report: Report, codes: frozenset[str], text: Text) -> None:
    said = [
        f'<p class="mw-sentence {found.severity}">{shown(" ".join(words))}</p>'
        for found, words in worded(report, session.handbook(), text)
        if found.code in codes
    ]
    if said:
        st.html("".join(said))


def upper_level(report: Report, *, all_of_it: bool = False, bullet: Spec | None = None) -> None:
    """Draw the supplements beside their upper level, in a bar of their own: it counts no food.

    `all_of_it` says what there is to know about each kind that is taken too; `bullet` is a bar with its words on it.
    """
    text = session.text()
    _say(report, ON_UL | ON_TAKEN if all_of_it else ON_UL, text)
    bar, ul = bullet or charts.ul_bar(report), report.reference.ul
    if bar is None or ul is None:
        st.caption(plain(f"{text('report.room')}: {room_words(report, text)}"))
        return
    words = taken_words(report, text)
    with st.container(key="ul", gap="xxsmall"):
        st.caption(plain(words), help=plain(counts_words(ul, text)))
        if report.intake.supplement_mg:
            st.vega_lite_chart(spec=bar, alt=words)
