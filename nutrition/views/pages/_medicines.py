"""Medicines beside magnesium: a day clock for a medicine's hours, and the table of all. No plan holds any of it."""

from collections.abc import Sequence

import streamlit as st

from nutrition.errors import NutritionError
from nutrition.medicines import Medicine, Taken, day_clock
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.medicine_words import (
    MedicineRow,
    clock_words,
    condition_rows,
    medicine_row,
    medicine_rows,
    read_hours,
)
from nutrition.views.pages._fields import kept
from nutrition.views.pages._html import Cell, cards, plain

MOST_MEDICINES = 4


def section(report: Report) -> None:
    """Draw which medicine and when, what that means for the moments of magnesium, and in folds the whole table."""
    text = session.text()
    st.header(text("page.helps.medicine_title"), anchor=False)
    st.markdown(plain(text("medicines.intro")))
    _clock(report, text)
    with st.expander(text("page.helps.medicine_table")):
        _table("name", "apart", medicine_rows(session.handbook(), text), text)
    with st.expander(text("medicines.conditions")):
        _table("condition", "amount", condition_rows(session.handbook(), text), text)


def _table(first: str, second: str, rows: Sequence[MedicineRow], text: Text) -> None:
    heads = [text(f"page.helps.medicine_{column}") for column in (first, second, "happens")]
    st.html(cards(heads, [_cells(row) for row in rows], chosen=-1, kept=True))


def _cells(row: MedicineRow) -> tuple[Cell, Cell, Cell]:
    name = row.name[0].upper() + row.name[1:]
    apart = Cell(words=row.apart, small=(row.action,)) if row.apart else Cell(words=row.action)
    small = tuple(words for words in (row.note, *row.sources) if words)
    return Cell(words=name, small=(row.examples,) if row.examples else ()), apart, Cell(words=row.happens, small=small)


def _clock(report: Report, text: Text) -> None:
    taken: list[Taken] = []
    chosen: list[Medicine] = []
    open_hours = False
    for place in range(MOST_MEDICINES):
        if place and not _named(place) and not _named(place - 1):
            continue
        medicine = _medicine(place, text)
        if medicine is not None:
            chosen.append(medicine)
            found = _hours(place, medicine, text)
            open_hours = open_hours or not found
            taken += [Taken(medicine=medicine, at_minutes=minute) for minute in found]
    if chosen:
        _answer(report, taken, chosen, open_hours=open_hours, text=text)


def _named(place: int) -> str:
    return session.remembered(f"medicine-{place}", "")


def _medicine(place: int, text: Text) -> Medicine | None:
    """Draw the choice of a medicine, and return the one that is chosen."""
    medicines = {one.medicine: one for one in session.handbook().medicines}
    options = ["", *medicines]
    st.selectbox(
        text("page.helps.medicine_which" if place == 0 else "page.helps.medicine_more", number=place + 1),
        options,
        index=options.index(_named(place)),
        format_func=lambda one: _choice(medicines[one], text) if one else text("page.helps.medicine_none"),
        **kept(f"medicine-{place}"),
    )
    return medicines.get(_named(place))


def _choice(medicine: Medicine, text: Text) -> str:
    # all of them: who types the name of a medicine finds its class
    examples = ", ".join(medicine.examples(text.language))
    name = medicine.name(text.language)
    return f"{name}: {examples}" if examples else name


def _hours(place: int, medicine: Medicine, text: Text) -> list[int]:
    """Draw the field for the hours of a medicine, with what is wrong in it, and return the hours."""
    row = medicine_row(medicine, text)
    if medicine.asks or not row.apart:
        # when it is taken would change nothing
        return [0]
    name = f"medicine-hours-{place}"
    st.text_input(
        text("page.helps.medicine_hours", number=place + 1),
        value=session.remembered(name, ""),
        placeholder=text("page.helps.medicine_hours_tip"),
        width=300,
        **kept(name),
    )
    typed = session.remembered(name, "").strip()
    if not typed:
        return []
    try:
        return list(read_hours(typed))
    except NutritionError as error:
        st.warning(plain(text.error(error)), icon=":material/edit:")
        return []


def _answer(report: Report, taken: list[Taken], chosen: list[Medicine], *, open_hours: bool, text: Text) -> None:
    moments = len(report.suggestion.per_moment) if report.suggestion else 1
    clock = day_clock(taken, moments=moments)
    if not clock.asking and open_hours:
        st.caption(plain(text("page.helps.medicine_hours_open")))
    else:
        first, *rest = clock_words(clock, chosen, report.plan.person, moments, text)
        with st.container(key="medicine-answer"):
            st.markdown(f"**{plain(first)}**  \n{plain(' '.join(rest))}")
    for medicine in dict.fromkeys(chosen):
        row = medicine_row(medicine, text)
        words = " ".join(part for part in (row.apart, row.happens, row.note) if part)
        st.caption(plain(f"{row.name}: {words[0].lower()}{words[1:]}"))
    st.caption(plain(text("medicines.leaflet")))
