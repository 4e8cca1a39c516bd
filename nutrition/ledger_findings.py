"""What the ledger says: the upper level passed or absent, medicines among the doses, and what we count more."""

from collections.abc import Iterator

from nutrition.findings import Finding, Severity, finding
from nutrition.ledger import Ledger
from nutrition.plan import DoseKind
from nutrition.reference import ReferenceKind, ReferenceSet


def ledger_findings(ledger: Ledger, reference: ReferenceSet) -> Iterator[Finding]:
    """Say what holds for supplements, medicines and added magnesium; nothing where nothing is taken."""
    if ledger.above_mg:
        yield finding(
            "ul_exceeded", Severity.STOP, supplement_mg=ledger.total_mg, ul_mg=ledger.ul_mg, above_ul_mg=ledger.above_mg
        )
    elif ledger.ul_mg is None and ledger.total_mg:
        yield _on_no_upper_level(reference, ledger.total_mg)
    if ledger.above_with_medicine:
        yield finding("ul_medicine", Severity.CARE)
    if ledger.brings(DoseKind.ANTACID):
        yield finding("takes_antacid", Severity.CARE)
    if ledger.brings(DoseKind.LAXATIVE):
        yield finding("takes_laxative", Severity.CARE)
    if ledger.counts_more:
        yield finding("fortified_not_counted", authority=reference.authority)


def _on_no_upper_level(reference: ReferenceSet, supplement_mg: float) -> Finding:
    if reference.no_ul and reference.no_ul.mg_per_kg:
        per_kg = reference.no_ul.mg_per_kg
        return finding("no_ul_per_kg", Severity.STOP, supplement_mg=supplement_mg, mg_per_kg=per_kg)
    if reference.no_ul:
        return finding("no_ul_set", Severity.STOP, supplement_mg=supplement_mg)
    unchecked = reference.lacks(ReferenceKind.UL)
    return finding("no_ul_unchecked" if unchecked else "no_ul_published", Severity.STOP, supplement_mg=supplement_mg)
