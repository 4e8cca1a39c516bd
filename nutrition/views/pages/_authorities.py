"""The authorities beneath the picture: one table of their values, and of each what should be known about them."""

from collections.abc import Iterator, Sequence

import streamlit as st

from nutrition.reference import ReferenceSet
from nutrition.text import Text
from nutrition.views import session
from nutrition.views.comparison import COLUMNS, Compared, intake_words, ul_words
from nutrition.views.pages._html import Cell, cards, plain
from nutrition.views.words import joined


def picture_words(rows: Sequence[Compared], *, recorded: bool) -> str:
    """Return all that the picture shows, for who cannot see it."""
    text = session.text()
    first = rows[0].report
    total, supplement_mg = intake_words(first, text), first.intake.supplement_mg
    said = [text("page.compare.chart_alt", intake=total, supplement_mg=supplement_mg)]
    heads = [text(f"compare.{column}") for column in COLUMNS]
    for row in rows:
        told = [f"{head}: {cell}" for head, cell in list(zip(heads, row.cells, strict=True))[1:]]
        said.append(f"{row.name}. {'; '.join(told if recorded else told[:-1])}.")
    return " ".join(said)


def compared(rows: Sequence[Compared], *, recorded: bool) -> None:
    """Draw the table; without an intake there is no verdict."""
    text = session.text()
    columns = [column for column in COLUMNS if recorded or column != "verdict"]
    heads = [*(text(f"compare.{column}") for column in columns), text("page.my_day.table_source")]
    chosen = next(n for n, row in enumerate(rows) if row.report.authority.authority == session.visit().authority)
    cells = [_cells(row, text, own=n == chosen, recorded=recorded) for n, row in enumerate(rows)]
    st.html(cards(heads, cells, chosen=chosen))


def _cells(row: Compared, text: Text, *, own: bool, recorded: bool) -> list[Cell]:
    target = row.report.reference.target
    kind = f"{row.kind}, {target.published_by}" if target else ""
    return [
        Cell(words=row.name, small=(text("page.compare.own"),) if own else ()),
        Cell(words=row.target, small=(kind,) if kind else ()),
        Cell(words=row.ear),
        Cell(words=row.ul, small=(row.counts,) if row.counts else ()),
        *([Cell(words=row.verdict)] if recorded else []),
        Cell(small=row.places),
    ]


def about(row: Compared) -> None:
    """Draw in a fold what should be known about one authority's values, and what of them is left out."""
    text, table = session.text(), row.report.authority
    with st.expander(plain(row.name)):
        st.markdown(f"**{plain(table.name(text.language))}**  \n{plain(_where(row, text))}")
        for words in (table.note(text.language), table.superseded(text.language)):
            st.markdown(plain(words))
        said = [*_values(row.report.reference, text), *_left_out(row.report.reference, text)]
        if said:
            st.markdown(
                f"{plain(text('page.compare.for_this_person'))}\n" + "\n".join(f"- {plain(one)}" for one in said)
            )
        st.caption(plain(f"{text('page.sources.terms')}: {table.terms(text.language)}"))


def _where(row: Compared, text: Text) -> str:
    table = row.report.authority
    countries = joined([text.country(code) for code in table.countries], text)
    languages = joined([text.language_name(code) for code in table.languages], text)
    return text("page.compare.where", countries=countries, languages=languages)


def _values(reference: ReferenceSet, text: Text) -> Iterator[str]:
    for value in (reference.rda, reference.ai, *reference.by_feeding, reference.ear, reference.ul):
        if value:
            place = f"{value.citation.source}, {value.citation.locator}"
            told = text(
                "page.compare.value", value_mg=value.mg, kind=value.published_as, year=str(value.year), place=place
            )
            yield f"{told} {value.note(text.language)}".rstrip()
    if reference.no_ul:
        place = f"{reference.no_ul.citation.source}, {reference.no_ul.citation.locator}"
        none = text("page.compare.no_ul", ul=ul_words(reference, text), place=place)
        yield f"{none} {reference.no_ul.note(text.language)}".rstrip()


def _left_out(reference: ReferenceSet, text: Text) -> Iterator[str]:
    for left in reference.left_out:
        kind, why = text(f"compare.kind.{left.kind}"), text(f"compare.because.{left.because}")
        yield f"{kind}: {why} ({left.citation.source})."
