"""The report: the one value that screen, workbook and command line show. They never calculate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nutrition.advice import SupplementSuggestion, advise
from nutrition.assessment import Assessment, DayAssessment, assess, assess_days
from nutrition.bounds import Bounds, make_bounds
from nutrition.changes import wished_foods
from nutrition.findings import Finding
from nutrition.handbook import Handbook
from nutrition.helpful import HelpfulFood
from nutrition.intake import Intake, daily_intake
from nutrition.ledger import Ledger, make_ledger
from nutrition.plan import Plan
from nutrition.reference import ReferenceSet, ReferenceTable, reference_for
from nutrition.sources import Citation, Source, by_source
from nutrition.variation import within_person_sd_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything there is to say about one plan under one authority, with the edition of the data behind it."""

    plan: Plan
    authority: ReferenceTable
    reference: ReferenceSet
    intake: Intake
    bounds: Bounds
    assessment: Assessment
    ledger: Ledger
    findings: tuple[Finding, ...]
    edition: str
    sources: Mapping[str, Source]

    @property
    def days(self) -> tuple[DayAssessment, ...]:
        """Each day of the plan beside the target; the mean is in `assessment`."""
        return assess_days(self.intake, self.assessment.target_mg)

    def finding(self, code: str) -> Finding | None:
        """Return the finding of that code, None when the report has none."""
        return next((found for found in self.findings if found.code == code), None)

    @property
    def is_recorded(self) -> bool:
        """Whether anything stands on the plan: a food, or something that is taken besides food."""
        return bool(self.intake.lines or self.plan.supplements)

    @property
    def helpful_foods(self) -> tuple[HelpfulFood, ...]:
        """The foods that would add most in their usual portion; empty when nothing is open."""
        found = self.finding("foods_that_help")
        foods = found.values["foods"] if found else ()
        return foods if isinstance(foods, tuple) else ()

    @property
    def suggestion(self) -> SupplementSuggestion | None:
        """The supplement that is suggested; None when none is."""
        found = self.finding("supplement")
        suggestion = found.values["suggestion"] if found else None
        return suggestion if isinstance(suggestion, SupplementSuggestion) else None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where every number of the report stands, each place once."""
        helpful = [h.food.citation for h in self.helpful_foods if h.food.citation]
        helpful += [h.measure.citation for h in self.helpful_foods]
        suggested = self.suggestion.citations if self.suggestion else ()
        return tuple(dict.fromkeys((*self.judged_by, *self.intake.citations, *suggested, *helpful)))

    @property
    def judged_by(self) -> tuple[Citation, ...]:
        """Where the values stand that the intake is held against, and the difference between days."""
        within_sd = self.assessment.certainty.within_sd
        return (*self.reference.citations, *((within_sd.citation,) if within_sd else ()))

    @property
    def sources_used(self) -> tuple[tuple[Source, tuple[str, ...]], ...]:
        """Every source behind the report with the places in it, in order of first use."""
        return by_source(self.citations, self.sources)


def make_report(plan: Plan, handbook: Handbook, authority: str) -> Report:
    """Walk the whole road once: intake, reference values, assessment, advice.

    Raises `NutritionError` when the plan names a food, measure, compound or authority that the handbook does not have.
    """
    reference = reference_for(plan.person, authority, handbook.reference_values)
    intake = daily_intake(plan, handbook)
    return _judged(plan, handbook, reference, intake, make_bounds(intake, handbook.spread))


def _judged(plan: Plan, handbook: Handbook, reference: ReferenceSet, intake: Intake, bounds: Bounds) -> Report:
    assessment = assess(intake, reference, within_person_sd_for(plan.person, handbook.within_person_sd))
    ledger = make_ledger(plan, assessment, reference)
    handbook.form(plan.wish.form)
    wished_foods(plan.food_wishes, handbook)
    return Report(
        plan=plan,
        authority=handbook.reference_values[reference.authority],
        reference=reference,
        intake=intake,
        bounds=bounds,
        assessment=assessment,
        ledger=ledger,
        findings=advise(
            intake,
            assessment,
            handbook,
            person=plan.person,
            reference=reference,
            wish=plan.wish,
            ledger=ledger,
            food_wishes=plan.food_wishes,
        ),
        edition=handbook.edition,
        sources=MappingProxyType(dict(handbook.sources)),
    )


def make_reports(plan: Plan, handbook: Handbook) -> tuple[Report, ...]:
    """Make the report of one plan for every authority, in the handbook's order.

    Raises `NutritionError` as `make_report` does.
    """
    intake = daily_intake(plan, handbook)
    bounds = make_bounds(intake, handbook.spread)
    values = handbook.reference_values
    references = [reference_for(plan.person, authority, values) for authority in values]
    return tuple(_judged(plan, handbook, reference, intake, bounds) for reference in references)


def sources_compared(reports: Sequence[Report]) -> tuple[tuple[Source, tuple[str, ...]], ...]:
    """Return every source behind a comparison of authorities, with the places in it, in order of first use.

    Foods and supplements that a report suggests are no part of a comparison.
    """
    found = [citation for report in reports for citation in report.judged_by]
    found += [citation for report in reports for citation in report.intake.citations]
    return by_source(dict.fromkeys(found), reports[0].sources) if reports else ()
