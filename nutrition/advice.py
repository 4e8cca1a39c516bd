"""Advice: what follows from an assessment, as findings. Codes and numbers here; the words are in `locale/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nutrition.assessment import NEGLIGIBLE_MG, Assessment
from nutrition.certainty_findings import certainty_findings
from nutrition.findings import Finding, Severity, finding
from nutrition.forms import SupplementForm, salt_mg
from nutrition.handbook import Handbook
from nutrition.helpful import YOUNGEST_FOR_PORTIONS_YEARS, helpful_foods
from nutrition.intake import Intake
from nutrition.ledger import YOUNGEST_FOR_AMOUNT_YEARS, Ledger, NoRoom
from nutrition.ledger_findings import ledger_findings
from nutrition.plan import LifeStage, Person, SupplementWish
from nutrition.reference import Feeding, ReferenceKind, ReferenceSet
from nutrition.sources import Citation
from nutrition.supplements import SPLIT_ABOVE_MG, moments, units_mg, whole_units
from nutrition.wishes import EVERYTHING, FoodWishes

START_MG = 200.0  # where the article lets people begin: common advice, no guideline


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSuggestion:
    """Whole units of one supplement a day. Every mg is elemental but `salt_mg`, the mass of the compound.

    `needed_mg` is the gap as far as the UL leaves room; `dose_mg` what the units bring; `open_mg` what stays open.
    `per_moment` counts the units at each moment of the day.
    """

    form: SupplementForm
    unit_mg: float
    units: int
    needed_mg: float
    dose_mg: float
    salt_mg: float
    open_mg: float
    per_moment: tuple[int, ...]
    citations: tuple[Citation, ...]

    @property
    def can_build_up(self) -> bool:
        """Whether "start low" means anything here: the dose is above where people start, and its units are not.

        Source: ARTICLE, S07
        """
        return self.unit_mg <= START_MG < self.dose_mg


def advise(
    intake: Intake,
    assessment: Assessment,
    handbook: Handbook,
    *,
    person: Person,
    reference: ReferenceSet,
    wish: SupplementWish,
    ledger: Ledger,
    food_wishes: FoodWishes = EVERYTHING,
) -> tuple[Finding, ...]:
    """Say what follows, in the order in which a person should read it: intake, gap, food, then a supplement.

    The finding `foods_that_help` holds `foods` (`HelpfulFood`s); `supplement` holds `suggestion`. A supplement is
    suggested only when nothing forbids it; otherwise exactly one `no_amount_…` finding says what to do instead.
    """
    return (
        *_on_intake(intake),
        *_on_target(intake, assessment, reference),
        *_on_certainty(assessment, reference),
        *ledger_findings(ledger, reference),
        *_on_food(assessment, handbook, person, food_wishes),
        *_on_supplement(assessment, handbook, person, wish, ledger),
    )


def _on_intake(intake: Intake) -> Iterator[Finding]:
    if not intake.lines:
        yield finding("empty")
    if intake.unknown_foods:
        yield finding(
            "unknown_foods", Severity.CARE, foods=intake.unknown_foods, count=len(intake.unknown_foods),
            coverage_percent=100 * (intake.coverage or 0.0), food_mg=intake.food_mg,
        )  # fmt: skip


def _on_target(intake: Intake, assessment: Assessment, reference: ReferenceSet) -> Iterator[Finding]:
    target = reference.target
    if target is None or assessment.gap_mg is None:
        yield _on_no_target(reference)
        return
    values: dict[str, Any] = {"target_mg": target.mg, "kind": target.published_as, "total_mg": intake.total_mg}
    if _is_closed(assessment):
        yield finding("target_met", Severity.GOOD, **values)
        return
    code = "gap_at_most" if assessment.at_least else "gap"
    yield finding(code, gap_mg=assessment.gap_mg, **values)
    if target.kind is ReferenceKind.AI:
        yield finding("below_ai", **values)


def _on_no_target(reference: ReferenceSet) -> Finding:
    authority = reference.authority
    if reference.by_feeding:
        fed_mg = {value.feeding: value.mg for value in reference.by_feeding}
        breast_mg, formula_mg = fed_mg.get(Feeding.BREAST), fed_mg.get(Feeding.FORMULA)
        return finding(
            "reference_by_feeding", Severity.CARE, authority=authority, breast_mg=breast_mg, formula_mg=formula_mg
        )
    if reference.lacks(ReferenceKind.RDA, ReferenceKind.AI):
        return finding("reference_unchecked", Severity.CARE, authority=authority)
    return finding("no_reference", Severity.CARE, authority=authority)


def _on_certainty(assessment: Assessment, reference: ReferenceSet) -> Iterator[Finding]:
    kind = reference.target.published_as if reference.target else ""
    yield from certainty_findings(
        assessment.certainty, at_least=assessment.at_least, reached=_is_closed(assessment), kind=kind,
        authority=reference.authority,
    )  # fmt: skip


def _is_closed(assessment: Assessment) -> bool:
    return assessment.gap_mg is not None and assessment.gap_mg < NEGLIGIBLE_MG


def _on_food(assessment: Assessment, handbook: Handbook, person: Person, wishes: FoodWishes) -> Iterator[Finding]:
    gap_mg = assessment.gap_mg
    if gap_mg is None or _is_closed(assessment):
        return
    foods = helpful_foods(gap_mg, handbook, person, wishes)
    if foods:
        yield finding("foods_that_help", foods=foods, gap_mg=gap_mg)
    if person.age_years < YOUNGEST_FOR_PORTIONS_YEARS:
        yield finding("portions_for_adults", Severity.CARE)


def _on_supplement(
    assessment: Assessment, handbook: Handbook, person: Person, wish: SupplementWish, ledger: Ledger
) -> Iterator[Finding]:
    if assessment.gap_mg is None or _is_closed(assessment):
        return
    refusal = refused(ledger)
    if refusal is not None:
        yield refusal
        return
    gap_mg, room_mg = assessment.gap_mg, ledger.room_mg or 0.0
    form = handbook.form(wish.form)
    needed_mg = min(gap_mg, room_mg)
    units = whole_units(needed_mg, wish.unit_mg, room_mg)
    if units == 0:
        yield finding(
            "no_amount_unit_too_strong",
            Severity.CARE,
            unit_mg=wish.unit_mg,
            room_mg=room_mg,
            ul_mg=assessment.ul_mg,
        )
        return
    dose_mg = units_mg(units, wish.unit_mg)
    product = handbook.product(form.form)
    suggestion = SupplementSuggestion(
        form=form,
        unit_mg=wish.unit_mg,
        units=units,
        needed_mg=needed_mg,
        dose_mg=dose_mg,
        salt_mg=salt_mg(dose_mg, form),
        open_mg=max(0.0, gap_mg - dose_mg),
        per_moment=moments(units, wish.unit_mg),
        citations=(form.citation, *([product.citation] if product else [])),
    )
    yield finding("supplement", suggestion=suggestion, gap_mg=gap_mg, at_least=assessment.at_least)
    if suggestion.open_mg >= NEGLIGIBLE_MG:
        yield finding("supplement_leaves_open", open_mg=suggestion.open_mg, ul_mg=assessment.ul_mg)
    if len(suggestion.per_moment) == 1 and dose_mg > SPLIT_ABOVE_MG:
        yield finding("unit_cannot_be_split", Severity.CARE, unit_mg=wish.unit_mg)
    if person.life_stage is not LifeStage.NONE:
        yield finding("ask_midwife", Severity.CARE)
    yield finding("see_a_doctor")


def refused(ledger: Ledger) -> Finding | None:
    """Return the finding that forbids any amount of supplement, or None when nothing does. It fails closed."""
    if ledger.no_room is NoRoom.AGE:
        return finding("no_amount_age", Severity.STOP, from_years=YOUNGEST_FOR_AMOUNT_YEARS)
    if ledger.no_room is NoRoom.ASK_FIRST:
        return finding("no_amount_ask_first", Severity.STOP)
    if ledger.no_room is NoRoom.NOT_ANSWERED:
        return finding("no_amount_not_answered", Severity.CARE)
    if ledger.no_room is NoRoom.COUNTS_DRINKS:
        return finding("no_amount_ul_counts_drinks", Severity.STOP, ul_mg=ledger.ul_mg)
    if ledger.room_mg is None:
        return finding("no_amount_no_ul", Severity.STOP)
    if ledger.room_mg < NEGLIGIBLE_MG:
        return finding("no_amount_ul_reached", Severity.STOP, ul_mg=ledger.ul_mg)
    return None
