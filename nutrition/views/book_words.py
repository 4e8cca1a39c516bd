"""The book's printed cases in words: each figure as our formulas give it, beside the one in print."""

from collections.abc import Sequence

from nutrition.adequacy import REQUIREMENT_CV, AboveAi, Adequacy
from nutrition.method_cases import AboveAiCase, IndividualCase, MeanNeededCase
from nutrition.text import Text
from nutrition.views.method_words import Step, sd_how, z_how


def book_steps(case: IndividualCase, found: Adequacy, text: Text) -> list[Step]:
    """Return the book's example step by step: worked out with our formulas, and as it is printed."""
    return [
        Step(
            label=text("page.method.step_mean", count=case.days), values=(text.mg(found.mean_mg), text.mg(case.mean_mg))
        ),
        Step(
            label=text("page.method.book_ear"),
            values=(text.mg(found.ear_mg), text.mg(case.ear_mg)),
        ),
        Step(
            label=text("page.method.step_difference"),
            values=(text.mg(found.difference_mg), text.mg(case.printed_difference_mg)),
            how=text("page.method.how_difference"),
        ),
        Step(
            label=text("page.method.step_requirement_sd"),
            values=(text.mg(found.requirement_sd_mg), text.mg(case.printed_requirement_sd_mg)),
            how=text("page.method.how_requirement_sd", cv_percent=100 * REQUIREMENT_CV),
        ),
        Step(
            label=text("page.method.step_within_sd"),
            values=(text.mg(found.within_sd_mg), "–"),
            how=text("page.method.book_within"),
        ),
        Step(
            label=text("page.method.step_sd"),
            values=(text.mg(found.sd_mg), text.mg(case.printed_sd_mg)),
            how=sd_how(found, text),
        ),
        Step(
            label=text("page.method.step_z"),
            values=(text.number(found.z, 2), text.number(case.printed_z, 2)),
            how=z_how(found, text),
        ),
        Step(
            label=text("page.method.step_probability"),
            values=(text.number(found.probability, 3), text.number(case.printed_probability, 2)),
            how=text("page.method.how_probability"),
            main=True,
        ),
    ]


def mean_steps(rows: Sequence[tuple[MeanNeededCase, float]], text: Text) -> list[Step]:
    """Return the means that the book says are needed, worked out and as printed."""

    def how(case: MeanNeededCase) -> str:
        if case.z < 0:
            return text("page.method.mean_below", z=case.z)
        return text("page.method.mean_wider", times=case.sd_times) if case.sd_times != 1 else ""

    return [
        Step(
            label=text("page.method.mean_days", count=case.days),
            values=(
                f"{text.number(mg, 0)} mg",
                text("page.method.about", value_mg=case.printed_mg) if case.about else text.mg(case.printed_mg),
            ),
            how=how(case),
        )
        for case, mg in rows
    ]


def ai_book_steps(rows: Sequence[tuple[AboveAiCase, AboveAi]], text: Text) -> list[Step]:
    """Return the book's example with an AI, worked out and as printed; an error in print is marked as one."""
    return [
        Step(
            label=text("page.method.mean_days", count=case.days),
            values=(
                text("page.method.ai_figures", z=found.z, confidence_percent=100 * (found.confidence or 0.0)),
                text("page.method.ai_figures", z=case.printed_z, confidence_percent=case.printed_percent),
            ),
            how=text("page.method.ai_misprint") if case.misprint else "",
        )
        for case, found in rows
    ]
