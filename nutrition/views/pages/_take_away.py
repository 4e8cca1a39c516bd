"""The foot of My day: the plan as a workbook or a file, and a file back in."""

from datetime import UTC, datetime

import streamlit as st

from nutrition.handbook import Handbook
from nutrition.report import Report
from nutrition.storage import write_plan
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.opening import is_empty
from nutrition.views.pages import _before, _opening
from nutrition.views.pages._html import typed
from nutrition.views.pages._news import if_new
from nutrition.views.pages._redrawn import part, redraw
from nutrition.views.words import error_words

READY = "ready_to_take"
FOLD = "open-fold"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Ready:
    """What a file is made of when somebody asks for one; it happens outside the visit, after any number of changes."""

    def __init__(self, report: Report, handbook: Handbook, text: Text) -> None:
        self.lay(report, handbook, text)

    def lay(self, report: Report, handbook: Handbook, text: Text) -> None:
        """Lay something else ready."""
        self.report, self.handbook, self.text = report, handbook, text

    def workbook(self) -> bytes:
        return workbook(self.report, self.handbook, self.text)

    def plan(self) -> str:
        return write_plan(self.report.plan)


def lay_ready(report: Report) -> Ready:
    """Lay ready for the buttons what is on the table now."""
    now = (report, session.handbook(), session.text())
    ready: Ready = st.session_state.setdefault(READY, Ready(*now))
    ready.lay(*now)
    return ready


def take_away(report: Report) -> None:
    """Draw what writes the plan to a file, where there is something to write, and the field that reads one back."""
    text = session.text()
    if is_empty(report.plan):
        _before.forget()
    else:
        _files(report, text)
    _open(report, text)


def _files(report: Report, text: Text) -> None:
    ready = lay_ready(report)
    st.header(text("page.my_day.take_away"), anchor=False)
    with st.container(horizontal=True):
        st.download_button(
            text("page.my_day.download_excel"),
            data=ready.workbook,
            file_name="magnesiumwijzer.xlsx",
            mime=XLSX,
            icon=":material/table_view:",
            on_click="ignore",
            disabled=not report.intake.lines,
        )
        st.download_button(
            text("page.my_day.download_plan"),
            data=ready.plan,
            file_name="magnesiumwijzer.toml",
            mime="application/toml",
            icon=":material/save:",
            on_click="ignore",
        )
        _before.row(report)


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
    part(FOLD, _fold)


def _fold(_report: Report) -> None:
    text, wrong = session.text(), session.problem(_opening.PLACE)
    with st.expander(
        text("page.my_day.open_plan"),
        key=session.key(FOLD),  # another plan has a fold of its own, and that is closed
        icon=":material/folder_open:",
        on_change=redraw,
        args=(FOLD,),
    ) as unfolded:
        if not unfolded.open:
            return  # the field for a file is a large part of what a first visit loads
        st.caption(text("opening.which"))
        key = session.key("open")
        st.file_uploader(
            text("page.my_day.open_plan"),
            type=["toml", "xlsx", "csv", "tsv", "txt"],
            key=key,
            on_change=if_new(key, _chosen),
            args=(key,),
            label_visibility="collapsed",
        )
        if wrong:
            st.warning("  \n".join(typed(words) for words in error_words(wrong, text)), icon=":material/edit:")


def _chosen(key: str) -> None:
    given = st.session_state[key]
    if given is not None:
        _opening.choose(given.getvalue(), given.name)
