"""The fold on Sources with which a visitor brings an official table they downloaded themselves, for this visit."""

import streamlit as st

from nutrition.added import PUBLISHERS, AddedTable
from nutrition.errors import NutritionError
from nutrition.handbook import load_handbook
from nutrition.importers import LARGEST_BYTES
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.imports import added_folder, read_table_file
from nutrition.views.pages._html import plain, table
from nutrition.views.pages._news import if_new
from nutrition.views.words import error_words

IN_PREVIEW = 10
PLACE = "tables"


def tables() -> None:
    """Draw the tables that were brought, the field for another, and what is in the file before it is used."""
    text = session.text()
    with st.expander(text("page.sources.add_table"), icon=":material/table_rows:"):
        st.write(text("page.sources.add_table_text"))
        for mine in own_tables():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(_words(mine, text)), width="content")
                st.button(
                    text("page.sources.remove_table", name=PUBLISHERS[mine.table].name),
                    key=f"remove-table-{mine.table}",
                    on_click=_remove,
                    args=(mine.table,),
                    type="tertiary",
                )
        which = st.selectbox(
            text("page.sources.which_table"),
            list(PUBLISHERS),
            format_func=lambda name: text(f"table.{name}"),
            key=session.key("which-table"),
        )
        key = f"table-{which}-{text.language}-{st.session_state.get('tables_taken', 0)}"
        st.file_uploader(
            text("page.sources.table_file"),
            type=["csv", "xlsx", "zip"],
            key=key,
            on_change=if_new(key, _given),
            args=(which, key),
            max_upload_size=LARGEST_BYTES // 1_000_000,
        )
        wrong = session.problem(PLACE)
        if wrong:
            st.warning("  \n".join(plain(words) for words in error_words(wrong, text)), icon=":material/edit:")
        offered: AddedTable | None = st.session_state.get("offered_table")
        if offered is not None:
            _preview(offered, text)


def own_tables() -> tuple[AddedTable, ...]:
    """Return the tables that this visitor brought; nobody else sees them, since their terms may not allow it."""
    found: tuple[AddedTable, ...] = st.session_state.get("own_tables", ())
    return found


def use_tables(tables: tuple[AddedTable, ...]) -> None:
    """Have this visit use these tables beside ours.

    Raises `NutritionError("table_in_use")`, and changes nothing, when the plan has a food that would be gone.
    """
    new = load_handbook(added=added_folder(), tables=tables) if tables else session.shared_handbook()

    def stays(then: session.Visit) -> bool:
        return all(item.food_id in new.food_by_id for item in then.plan.items)

    if not stays(session.visit()):
        raise NutritionError("table_in_use")
    st.session_state.steps = session.steps().kept(stays)
    st.session_state.own_tables, st.session_state.own_handbook = tables, new


def _words(mine: AddedTable, text: Text) -> str:
    return f"{mine.source.citation}: {text('page.sources.table_foods', count=len(mine.rows))}"


def _preview(offered: AddedTable, text: Text) -> None:
    st.markdown(plain(_words(offered, text)))
    first = [(row, row["mg_per_100g"]) for row in offered.rows[:IN_PREVIEW]]
    rows = [
        [
            (row["name_nl"] if text.language == "nl" else "") or row["name_en"],
            text.number(float(mg), 2) if mg else text("page.my_day.no_value"),
            row["locator"],
        ]
        for row, mg in first
    ]
    heads = [text(f"page.my_day.table_{name}") for name in ("food", "per_100g", "locator")]
    st.html(table(heads, rows, numbers=(1,)))
    st.caption(plain(f"{offered.source.credit_in(text.language)} {offered.source.terms_in(text.language)}"))
    st.button(text("page.sources.use_table"), on_click=_use, icon=":material/add:")


def _given(which: str, key: str) -> None:
    given = st.session_state[key]
    st.session_state.offered_table = None
    session.tell(PLACE, None)
    if given is None:
        return

    def change() -> None:
        st.session_state.offered_table = read_table_file(which, given.getvalue(), file=given.name)

    session.attempt(PLACE, change)


def _use() -> None:
    offered: AddedTable = st.session_state.offered_table
    others = tuple(mine for mine in own_tables() if mine.table != offered.table)
    if session.attempt(PLACE, lambda: use_tables((*others, offered))):
        st.session_state.offered_table = None
        # an empty field for the next file
        st.session_state.tables_taken = st.session_state.get("tables_taken", 0) + 1


def _remove(name: str) -> None:
    kept = tuple(mine for mine in own_tables() if mine.table != name)
    session.attempt(PLACE, lambda: use_tables(kept))
