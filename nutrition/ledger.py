"""The ledger: all supplemental and added magnesium of a day, beside the upper level of one authority."""

from dataclasses import dataclass
from enum import StrEnum

from nutrition.assessment import Assessment
from nutrition.intake import summed_mg
from nutrition.plan import AskFirst, DoseKind, Person, Plan, SupplementDose
from nutrition.reference import Counts, ReferenceSet

MEDICINES = frozenset({DoseKind.ANTACID, DoseKind.LAXATIVE})
YOUNGEST_FOR_AMOUNT_YEARS = 4.0


class NoRoom(StrEnum):
    """Why nobody is told what an upper level leaves, although an authority may publish one."""

    AGE = "age"
    ASK_FIRST = "ask_first"
    NOT_ANSWERED = "not_answered"
    COUNTS_DRINKS = "counts_drinks"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One dose with the elemental mg that we count; `authority_counts` is whether the authority's UL counts it too.

    Every kind counts in full. Where an authority leaves out what is added to food, we count it on the safe side.
    """

    dose: SupplementDose
    counted_mg: float
    authority_counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a day brings beside food, in elemental mg. `ul_mg`, `room_mg` and `above_mg` are None where there is no UL.

    `room_mg` is the only room that a view shows: beside a stop it would read as leave to take that much, so it is None
    there too, and `no_room` says why. `counts` is what the UL counts by the authority's own words.
    """

    lines: tuple[LedgerLine, ...]
    total_mg: float
    ul_mg: float | None
    room_mg: float | None
    no_room: NoRoom | None
    above_mg: float | None
    counts: Counts | None

    def brings(self, *kinds: DoseKind) -> bool:
        """Tell whether any of these kinds brings magnesium."""
        return any(line.dose.kind in kinds and line.counted_mg > 0 for line in self.lines)

    @property
    def only_supplements(self) -> bool:
        """Whether all of it comes from supplements and multivitamins."""
        return not self.brings(*MEDICINES, DoseKind.FORTIFIED)

    @property
    def above_with_medicine(self) -> bool:
        """Whether the UL is passed while a medicine is part of what passes it."""
        return bool(self.above_mg) and self.brings(*MEDICINES)

    @property
    def counts_more(self) -> bool:
        """Whether we count something that the authority's upper level leaves out."""
        return any(line.counted_mg > 0 and not line.authority_counts for line in self.lines)


def make_ledger(plan: Plan, assessment: Assessment, reference: ReferenceSet) -> Ledger:
    """Lay every dose of a plan beside the upper level that holds for its person."""
    counts = reference.ul.counts if reference.ul else None
    left_out = DoseKind.FORTIFIED if counts is Counts.SUPPLEMENTS else None
    lines = tuple(
        LedgerLine(dose=dose, counted_mg=dose.elemental_mg, authority_counts=dose.kind is not left_out)
        for dose in plan.supplements
    )
    no_room = why_no_room(plan.person, reference)
    return Ledger(
        lines=lines,
        total_mg=summed_mg(line.counted_mg for line in lines),
        ul_mg=assessment.ul_mg,
        room_mg=assessment.room_under_ul_mg if no_room is None else None,
        no_room=no_room,
        above_mg=assessment.above_ul_mg,
        counts=counts,
    )


def why_no_room(person: Person, reference: ReferenceSet) -> NoRoom | None:
    """Return why no amount of a supplement may follow from an upper level, None when one may. It fails closed.

    Source: SCF2001, no upper level for ages below 4 years
    """
    if person.age_years < YOUNGEST_FOR_AMOUNT_YEARS:
        return NoRoom.AGE
    if person.ask_first is AskFirst.YES:
        return NoRoom.ASK_FIRST
    if person.ask_first is not AskFirst.NO:
        return NoRoom.NOT_ANSWERED
    if reference.ul and reference.ul.counts is Counts.SOLUBLE:
        # what is dissolved in drinks counts too, and a food table does not tell it apart: the room is unknown
        return NoRoom.COUNTS_DRINKS
    return None
