"""The ledger in words: what somebody already takes besides food, its total, the upper level and what is left."""

from dataclasses import dataclass

from nutrition.handbook import Handbook
from nutrition.ledger import LedgerLine
from nutrition.plan import DoseKind
from nutrition.report import Report
from nutrition.text import Text
from nutrition.views.reference_words import no_ul_words, room_words


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One dose as it is shown: `name` and `compound` may be empty, `mg` is elemental magnesium a day."""

    kind: str
    name: str
    compound: str
    mg: str


def ledger_rows(report: Report, handbook: Handbook, text: Text) -> tuple[LedgerRow, ...]:
    """Return every dose that is taken, in the plan's order."""
    return tuple(_row(line, handbook, text) for line in report.ledger.lines)


def _row(line: LedgerLine, handbook: Handbook, text: Text) -> LedgerRow:
    return LedgerRow(
        kind=text(f"ledger.kind.{line.dose.kind}"),
        name=line.dose.name,
        compound=handbook.form(line.dose.form).name(text.language) if line.dose.form else "",
        mg=text("report.value_mg", value_mg=line.counted_mg),
    )


def ledger_totals(report: Report, text: Text) -> tuple[tuple[str, str], ...]:
    """Return the total, the upper level and what is left or above, as pairs of a label and words."""
    ledger = report.ledger
    total = (text("ledger.total"), text("report.value_mg", value_mg=ledger.total_mg))
    if ledger.ul_mg is None:
        return total, (text("ledger.ul"), no_ul_words(report.reference, text))
    ul = (text("ledger.ul"), text("report.value_mg", value_mg=ledger.ul_mg))
    if ledger.above_mg:
        return total, ul, (text("ledger.above"), text("ledger.above_mg", above_ul_mg=ledger.above_mg))
    return total, ul, (text("ledger.room"), room_words(report, text))


def ledger_notes(report: Report, text: Text) -> list[str]:
    """Return how to enter what is taken, as far as it concerns this ledger."""
    return [text("ledger.fortified_once")] if report.ledger.brings(DoseKind.FORTIFIED) else []


def ledger_lines(report: Report, handbook: Handbook, text: Text) -> list[str]:
    """Return the ledger as the lines that the command line prints; none when nothing is taken."""
    if not report.ledger.lines:
        return []
    told = [
        (", ".join(part for part in (row.kind, row.name, row.compound) if part), row.mg)
        for row in ledger_rows(report, handbook, text)
    ]
    rows = [*told, *ledger_totals(report, text)]
    width = max(len(label) for label, _ in rows)
    lines = [f"  {label:<{width}}  {words}" for label, words in rows]
    return ["", text("ledger.heading"), *lines, *[f"  {note}" for note in ledger_notes(report, text)]]
