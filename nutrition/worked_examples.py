"""Worked examples: the printed cases of the method, worked out with the formulas that judge everybody's own plan."""

from dataclasses import dataclass

from nutrition.adequacy import AboveAi, Adequacy, above_ai, individual_adequacy, mean_needed_mg
from nutrition.method_cases import AboveAiCase, IndividualCase, MeanNeededCase, MethodCases


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExamples:
    """Each printed case with what the formulas give for it."""

    individual: tuple[tuple[IndividualCase, Adequacy], ...]
    mean_needed_mg: tuple[tuple[MeanNeededCase, float], ...]
    above_ai: tuple[tuple[AboveAiCase, AboveAi], ...]


def work_out(cases: MethodCases) -> WorkedExamples:
    """Work every printed case out.

    Source: IOM2000, pp. 54-61
    """
    return WorkedExamples(
        individual=tuple(
            (case, individual_adequacy(case.mean_mg, case.days, case.ear_mg, within_sd_mg=case.within_sd_mg))
            for case in cases.individual
        ),
        mean_needed_mg=tuple(
            (case, mean_needed_mg(case.days, case.ear_mg, z=case.z, within_sd_mg=case.sd_times * case.within_sd_mg))
            for case in cases.mean_needed
        ),
        above_ai=tuple(
            (case, above_ai(case.mean_mg, case.days, case.ai_mg, within_sd_mg=case.within_sd_mg))
            for case in cases.above_ai
        ),
    )
