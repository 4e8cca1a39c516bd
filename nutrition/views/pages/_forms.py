"""The compounds side by side on Evidence: in alphabetical order, each with its sources, then what was measured."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

import streamlit as st

from nutrition.forms import family_of
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.form_words import (
    COMPARED_MG,
    FormRow,
    StudyWords,
    form_intro,
    form_rows,
    measured_in,
    study_groups,
)
from nutrition.views.pages._html import plain
from nutrition.views.pages._statements import sources_fold, work

COLUMNS = ("form", "share", "weight", "water", "laxative")
NUMBERS = ("share", "weight")


def forms_compared(book: Handbook, text: Text) -> None:
    """Draw the section: how to read it, the comparison, and the studies."""
    heading = text("forms.heading")
    st.header(heading[0].upper() + heading[1:], anchor=False)
    st.markdown(plain(" ".join(form_intro(text))))
    with st.expander(text("forms.open", count=len(book.forms))):
        st.html(_table(book, text))
    for heading, studies in study_groups(book, text):
        with st.expander(heading):
            st.html("".join(_study(study, text) for study in studies))


def _table(book: Handbook, text: Text) -> str:
    heads = [text(f"forms.column.{column}", compared_mg=COMPARED_MG) for column in COLUMNS]
    head = "".join(
        f'<th scope="col"{_number(column)}>{escape(words)}</th>' for column, words in zip(COLUMNS, heads, strict=True)
    )
    bodies = [
        _family(everyday, list(rows), heads, book, text)
        for everyday, rows in groupby(form_rows(book, text), key=lambda row: row.everyday)
    ]
    return f'<table class="mw mw-forms"><thead><tr>{head}</tr></thead>{"".join(bodies)}</table>'


def _family(everyday: str, rows: Sequence[FormRow], heads: Sequence[str], book: Handbook, text: Text) -> str:
    """Return the compounds of one everyday name, and the fold with what they rest on."""
    name = escape(everyday[0].upper() + everyday[1:])
    found = measured_in(rows[0], text)
    head = (
        f'<tr class="family"><th scope="rowgroup" colspan="{len(COLUMNS)}"><b>{name}</b>'
        f"<small>{escape(found)}</small></th></tr>"
    )
    fold = f'<tr class="rests"><td colspan="{len(COLUMNS)}">{_rests_on(rows, book, text)}</td></tr>'
    return f"<tbody>{head}{''.join(_compound(row, heads) for row in rows)}{fold}</tbody>"


def _number(column: str) -> str:
    return ' class="n"' if column in NUMBERS else ""


def _compound(row: FormRow, heads: Sequence[str]) -> str:
    note = f"<small>{escape(row.note)}</small>" if row.note else ""
    cells = "".join(
        f'<td data-head="{escape(head)}"{_number(column)}><span>{escape(words)}</span></td>'
        for column, head, words in zip(
            COLUMNS[1:], heads[1:], (row.percent, row.weight, row.solubility, row.laxative), strict=True
        )
    )
    formula = f"<small>{escape(row.formula)} · {escape(row.hydrate)}</small>"
    return f'<tr><th scope="row"><span>{escape(row.name)}</span>{formula}{note}</th>{cells}</tr>'


def _rests_on(rows: Sequence[FormRow], book: Handbook, text: Text) -> str:
    """Return the fold of one family: what its rank rests on, and the works behind every figure."""
    forms = family_of(book.form(rows[0].form), book.forms)
    bases = dict.fromkeys(row.laxative_basis for row in rows if row.laxative_basis)
    said = "".join(f"<p>{escape(text('forms.rank_rests', basis=basis))}</p>" for basis in bases)
    citations = [form.citation for form in forms]
    citations += [form.laxative.citation for form in forms if form.laxative]
    places = dict.fromkeys((one.source, f"{one.source}, {one.locator}") for one in citations)
    works = "".join(work(place, book.sources[source], text) for source, place in places)
    keys = ", ".join(dict.fromkeys(source for source, _ in places))
    summary = text("forms.rests", keys=keys)
    return f"<details><summary>{escape(summary)}</summary>{said}<ul>{works}</ul></details>"


def _study(study: StudyWords, text: Text) -> str:
    """Return one study as the evidence shows a statement: who, what came out, how it was done, and its sources."""
    mark = f'<span class="mw-grade">{escape(study.mark)}</span>' if study.mark else ""
    head = (
        f'<div class="mw-said-head"><span class="mw-grade">{escape(study.who)}</span>{mark}'
        f'<span class="mw-id">{escape(study.study)}</span></div>'
    )
    how = "".join(
        f"<dt>{escape(text(key))}</dt><dd>{escape(said)}</dd>"
        for key, said in (
            ("evidence.column.comparator", study.compared),
            ("evidence.column.dose", study.dose),
            ("evidence.column.trial", study.measure),
        )
    )
    result = study.result[0].upper() + study.result[1:]
    return (
        f'<div class="mw-said">{head}<p class="mw-said-words">{escape(result)}</p><p>{escape(study.caveat)}</p>'
        f'<dl class="mw-how-done">{how}</dl>{sources_fold(study.cited, text)}</div>'
    )
