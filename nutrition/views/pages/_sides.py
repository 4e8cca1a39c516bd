"""The large numbers of the consultation: one side alone, or before beside after."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from nutrition.before_after import BeforeAfter
from nutrition.report import Report
from nutrition.views import charts, session
from nutrition.views.book_foods import book_foods
from nutrition.views.consultation import Bringer, Figure, beside_words, bringers, figures
from nutrition.views.pages._numbers import bar_alt

THICK = 28


def alone(report: Report, labels: Mapping[str, str]) -> None:
    """Draw one report: the numbers beside each other, the bar, what brings it."""
    text = session.text()
    st.html(_numbers(figures(report, text), wide=True))
    _bar(report, None)
    st.html(_brings(bringers(report, labels, text), level=2) + _said(report))


def beside(both: BeforeAfter, labels: Mapping[str, str]) -> None:
    """Draw two reports side by side, their bars on one scale; `labels` are those of the foods of now."""
    text, book = session.text(), session.handbook()
    then = {food_id: food.label for food_id, food in book_foods(both.before.plan, book, text).items()}
    sides = (
        (text("page.consult.before"), both.before, both.after, bringers(both.before, then, text)),
        (text("page.consult.after"), both.after, both.before, bringers(both.after, labels, text, both.new_foods)),
    )
    for column, (name, report, other, rows) in zip(st.columns(2, gap="large"), sides, strict=True):
        with column:
            st.header(name, anchor=False)
            told = _brings(rows, level=3)
            st.html(f'<div class="mw-side">{_numbers(figures(report, text))}{told}</div>')
            _bar(report, other)
            said = _said(report)
            if said:
                st.html(said)


def _bar(report: Report, other: Report | None) -> None:
    spec = charts.intake_bar(report, beside=other, thick=THICK)
    st.vega_lite_chart(spec=spec, alt=bar_alt(report, session.text()))


def _numbers(shown: tuple[Figure, ...], *, wide: bool = False) -> str:
    def figure(one: Figure) -> str:
        # above its number, so that a number stays one line
        least = f" · <b>{escape(one.least)}</b>" if one.least else ""
        number = f"<dd>{escape(one.number)} <small>mg</small></dd>" if one.number else ""
        return f"<div><dt>{escape(one.label)}{least}</dt>{number}</div>"

    return f'<dl class="mw-three{" wide" if wide else ""}">{"".join(map(figure, shown))}</dl>'


def _brings(rows: tuple[Bringer, ...], *, level: int) -> str:
    text = session.text()
    new, heading = escape(text("page.consult.new")), f"h{level}"
    head = f"<{heading}>{escape(text('page.my_day.contributions'))}</{heading}>"

    def line(row: Bringer) -> str:
        mark = f" <small>{new}</small>" if row.is_new else ""
        return f"<li><span>{escape(row.name)}{mark}</span> <b>{escape(row.brings)}</b></li>"

    return f'<div class="mw-brings">{head}<ul>{"".join(map(line, rows))}</ul></div>' if rows else ""


def _said(report: Report) -> str:
    told = beside_words(report, session.handbook(), session.text())
    return "".join(f'<p class="mw-sentence {severity}">{escape(words)}</p>' for severity, words in told)
