"""Where every number of My day stands: each food with its value and weight, then the works."""

import streamlit as st

from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.origins import origin_words
from nutrition.views.pages._html import plain, table
from nutrition.views.pages._redrawn import redraw
from nutrition.views.publishers import credit_words, other_tables_words
from nutrition.views.words import amount_words

SOURCES = "sources"  # the part of a page that this is
FOLD = "sources-fold"


def is_open() -> bool:
    """Return whether the fold is open, in which every amount stands with its source."""
    return bool(st.session_state.get(FOLD))


def sources(report: Report) -> None:
    """Draw where every number stands: each food and weight, then the works themselves."""
    text = session.text()
    for credit in credit_words((source for source, _ in report.sources_used), text):
        st.caption(plain(credit))
    with st.expander(
        text("page.my_day.sources_title"), key=FOLD, icon=":material/menu_book:", on_change=redraw, args=(SOURCES,)
    ) as unfolded:
        if not unfolded.open:
            return  # a table of everything that was eaten would be sent at every amount that is typed
        st.caption(text("page.my_day.sources_text"))
        if report.intake.lines:
            st.html(table(*_foods(report, text), numbers=(2, 3, 4, 6)))
            eaten = dict.fromkeys(line.food for line in report.intake.lines)
            others = [words for food in eaten for words in other_tables_words(food, session.handbook(), text)]
            if others:
                st.markdown(f"{plain(text('page.other.other_tables'))}\n" + "\n".join(f"- {plain(w)}" for w in others))
        heads = [text("page.my_day.table_source"), text("page.my_day.table_locator")]
        rows = [[f"{source.key}: {source.citation}", "; ".join(places)] for source, places in report.sources_used]
        st.html(table(heads, rows))


def _foods(report: Report, text: Text) -> tuple[list[str], list[list[str]]]:
    keys = ("food", "amount", "grams", "per_100g", "mg", "derivation", "samples", "source")
    rows = []
    for line in report.intake.lines:
        food, none = line.food, text("page.my_day.no_value")
        where = origin_words(line, text)
        least = f"{text('excel.at_least')} " if line.partly_known else ""
        if line.measure:
            where += f"; {line.measure.citation.source} {line.measure.citation.locator}"
        rows.append(
            [
                food.name(text.language),
                amount_words(line, text),
                text.number(line.portion_g),
                none if food.mg_per_100g is None else least + text.number(food.mg_per_100g),
                none if line.magnesium_mg is None else least + text.number(line.magnesium_mg),
                text(f"derivation.{food.derivation}"),
                "" if food.samples is None else text.number(food.samples, 0),
                where,
            ]
        )
    return [text(f"page.my_day.table_{key}") for key in keys], rows
