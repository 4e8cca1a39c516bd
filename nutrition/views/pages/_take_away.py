"""The foot of My day: the plan as a workbook or a file, a file back in, and where every number stands."""

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.storage import write_plan
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.origins import origin_words
from nutrition.views.pages import _before, _opening
from nutrition.views.pages._html import plain, table, typed
from nutrition.views.publishers import credit_words, other_tables_words
from nutrition.views.words import amount_words, error_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_away(report: Report) -> None:
    """Draw the buttons that write the plan to a file, and the field that reads one back."""
    text = session.text()
    st.header(text("page.my_day.take_away"), anchor=False)
    with st.container(horizontal=True):
        st.download_button(
            text("page.my_day.download_excel"),
            data=partial(workbook, report, session.handbook(), text),
            file_name="magnesiumwijzer.xlsx",
            mime=XLSX,
            icon=":material/table_view:",
            on_click="ignore",
            disabled=not report.intake.lines,
        )
        st.download_button(
            text("page.my_day.download_plan"),
            data=write_plan(report.plan),
            file_name="magnesiumwijzer.toml",
            mime="application/toml",
            icon=":material/save:",
            on_click="ignore",
        )
    _before.row(report)
    _open(report, text)


def workbook(report: Report, handbook: Handbook, text: Text) -> bytes:
    """Return the workbook of a report; it is made when asked for, outside the visit, so all it needs is handed in."""
    # the workbook library loads when the first workbook is asked for
    from nutrition.views.excel import write_workbook

    return write_workbook(report, handbook, text, made_on=datetime.now(tz=UTC).date())


def _open(report: Report, text: Text) -> None:
    if _opening.waiting():
        _opening.panel(report)
        return
    _opening.opened_line()
    wrong = session.problem(_opening.PLACE)
    with st.expander(text("page.my_day.open_plan"), icon=":material/folder_open:", expanded=wrong is not None):
        st.caption(text("opening.which"))
        key = session.key("open")
        st.file_uploader(
            text("page.my_day.open_plan"),
            type=["toml", "xlsx", "csv", "tsv", "txt"],
            key=key,
            on_change=_chosen,
            args=(key,),
            label_visibility="collapsed",
        )
        if wrong:
            st.warning("  \n".join(typed(words) for words in error_words(wrong, text)), icon=":material/edit:")


def _chosen(key: str) -> None:
    given = st.session_state[key]
    if given is not None:
        _opening.choose(given.getvalue(), given.name)


def sources(report: Report) -> None:
    """Draw where every number stands: each food and weight, then the works themselves."""
    text = session.text()
    for credit in credit_words((source for source, _ in report.sources_used), text):
        st.caption(plain(credit))
    with st.expander(text("page.my_day.sources_title"), icon=":material/menu_book:"):
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
