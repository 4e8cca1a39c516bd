"""Food first: the fewest changes to a plan that close its gap, found by a solver that proves there are none fewer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from nutrition.assessment import NEGLIGIBLE_MG, assess
from nutrition.changes import Change, possible_changes, with_changes
from nutrition.handbook import Handbook
from nutrition.helpful import YOUNGEST_FOR_PORTIONS_YEARS
from nutrition.intake import daily_intake
from nutrition.plan import Plan
from nutrition.reference import reference_for
from nutrition.suggestion import Outcome, Suggestion
from nutrition.wishes import FoodWishes, without_one

PLANS = 3
TIME_LIMIT_S = 1.0  # for each question that is put to the solver
HAIR = 1e-6  # what the solver takes for equal


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the solver chose, and whether it proved that nothing is better. No changes and `proven`: nothing does it."""

    changes: tuple[Change, ...]
    proven: bool


def close_gap_with_food(
    plan: Plan,
    handbook: Handbook,
    authority: str,
    wishes: FoodWishes | None = None,
    *,
    time_limit_s: float = TIME_LIMIT_S,
) -> Suggestion:
    """Return the plan with the fewest changes that closes its gap; of those the nearest, then the least in energy.

    Without `wishes` those of the plan hold. Where the gap cannot be closed, the plan that comes nearest. Raises
    `NutritionError` as `make_report` does.
    """
    return suggest_plans(plan, handbook, authority, wishes, most=1, time_limit_s=time_limit_s)[0]


def suggest_plans(
    plan: Plan,
    handbook: Handbook,
    authority: str,
    wishes: FoodWishes | None = None,
    *,
    most: int = PLANS,
    time_limit_s: float = TIME_LIMIT_S,
) -> tuple[Suggestion, ...]:
    """Return up to three plans that close the gap and have no kind of food in common, the best first.

    When kinds run out, a plan may share a kind with an earlier one, but no food. A gap that cannot be closed gives one
    suggestion: the best reachable.
    """
    kept = plan.food_wishes if wishes is None else wishes
    intake = daily_intake(plan, handbook)
    reference = reference_for(plan.person, authority, handbook.reference_values)
    gap_mg = assess(intake, reference).gap_mg
    outcome = _nothing_to_do(plan, gap_mg)
    if gap_mg is None or outcome:
        return (Suggestion(plan=plan, outcome=outcome or Outcome.NO_TARGET, gap_mg=gap_mg, gap_left_mg=gap_mg),)
    every = possible_changes(plan, intake, handbook, kept)

    def suggestion(choice: Choice, outcome: Outcome, blocked_by: tuple[str, ...] = ()) -> Suggestion:
        better = with_changes(plan, intake, choice.changes)
        return Suggestion(
            plan=better,
            outcome=outcome,
            changes=choice.changes,
            gap_mg=gap_mg,
            gap_left_mg=assess(daily_intake(better, handbook), reference).gap_mg,
            proven=choice.proven,
            blocked_by=blocked_by,
        )

    found: list[Suggestion] = []
    for left in _that_differ(every, found):
        choice = fewest_changes(left, gap_mg, kept, time_limit_s=time_limit_s)
        if choice.changes:
            found.append(suggestion(choice, Outcome.CLOSED))
        if len(found) == most:
            break
        if not found:
            if not choice.proven:
                return (suggestion(choice, Outcome.OUT_OF_TIME),)
            best = most_magnesium(every, kept, time_limit_s=time_limit_s)
            outcome = Outcome.BEST_REACHABLE if best.changes else Outcome.NOTHING_HELPS
            blocked_by = [
                name
                for name, wider in without_one(kept)
                if _most_mg(possible_changes(plan, intake, handbook, wider), wider, time_limit_s) >= gap_mg - HAIR
            ]
            return (suggestion(best, outcome, tuple(blocked_by)),)
    return tuple(found)


def _nothing_to_do(plan: Plan, gap_mg: float | None) -> Outcome | None:
    if gap_mg is None:
        return Outcome.NO_TARGET
    if gap_mg < NEGLIGIBLE_MG:
        return Outcome.NOTHING_OPEN
    return Outcome.TOO_YOUNG if plan.person.age_years < YOUNGEST_FOR_PORTIONS_YEARS else None


def _that_differ(every: Sequence[Change], found: Sequence[Suggestion]) -> Iterator[Sequence[Change]]:
    """Yield what may still be chosen: everything; then no kind that was used, and at last no food that was used."""
    yield every
    while found:
        used = [change for suggestion in found for change in suggestion.changes]
        kinds, foods = {change.kind for change in used}, {change.food.food_id for change in used}
        before = len(found)
        yield [change for change in every if change.kind not in kinds]
        if len(found) == before:
            yield [change for change in every if change.food.food_id not in foods]
        if len(found) == before:
            return


def fewest_changes(changes: Sequence[Change], need_mg: float, wishes: FoodWishes, *, time_limit_s: float) -> Choice:
    """Choose the fewest changes that bring `need_mg`; of those the nearest, of those the least energy.

    No changes and `proven`: nothing brings so much within the wishes.
    """
    # one change more outweighs any distance: so one number orders by both, in whole steps
    far = 1 + sum(sorted((change.distance for change in changes), reverse=True)[: wishes.most_changes])
    model = _Model(_best_of_each(changes), wishes, time_limit_s)
    steps = [far + change.distance for change in model.changes]
    nearest = model.least(steps, at_least_mg=need_mg)
    if not nearest.changes:
        return nearest
    most_steps = sum(far + change.distance for change in nearest.changes)
    lightest = model.least([c.energy_kcal for c in model.changes], at_least_mg=need_mg, at_most=(steps, most_steps))
    # out of time, what was found stays the best found
    return lightest if lightest.changes else replace(nearest, proven=False)


def most_magnesium(changes: Sequence[Change], wishes: FoodWishes, *, time_limit_s: float) -> Choice:
    """Choose the changes that bring most; of those the fewest, the nearest and the least energy."""
    most = _most(changes, wishes, time_limit_s)
    if not most.changes:
        return most
    reached_mg = sum(change.magnesium_mg for change in most.changes) - HAIR
    best = fewest_changes(changes, reached_mg, wishes, time_limit_s=time_limit_s)
    return replace(best, proven=best.proven and most.proven) if best.changes else replace(most, proven=False)


def _most(changes: Sequence[Change], wishes: FoodWishes, time_limit_s: float) -> Choice:
    model = _Model(_best_of_each(changes), wishes, time_limit_s)
    return model.least([-change.magnesium_mg for change in model.changes])


def _most_mg(changes: Sequence[Change], wishes: FoodWishes, time_limit_s: float) -> float:
    return sum(change.magnesium_mg for change in _most(changes, wishes, time_limit_s).changes)


def _best_of_each(changes: Sequence[Change]) -> list[Change]:
    """Leave out what another change of its group equals or beats in everything: no best choice needs it."""
    kept: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda one: (-one.magnesium_mg, one.energy_kcal, one.distance)):
        of_group = kept.setdefault(change.group, [])
        if not any(one.energy_kcal <= change.energy_kcal and one.distance <= change.distance for one in of_group):
            of_group.append(change)
    return [change for of_group in kept.values() for change in of_group]


class _Model:
    """A choice among changes as HiGHS takes it: a column of 0 or 1 for each change, a row for each bound."""

    def __init__(self, changes: Sequence[Change], wishes: FoodWishes, time_limit_s: float) -> None:
        self.changes, self.wishes, self.time_limit_s = changes, wishes, time_limit_s
        self.groups: dict[str, list[int]] = {}
        for place, change in enumerate(changes):
            self.groups.setdefault(change.group, []).append(place)

    def least(
        self,
        cost: Sequence[float],
        *,
        at_least_mg: float | None = None,
        at_most: tuple[Sequence[float], float] | None = None,
    ) -> Choice:
        """Choose with the least cost; `at_most` bounds another sum over what is chosen."""
        if not self.changes:
            return Choice(changes=(), proven=True)
        import highspy

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        # presolving costs more here than it saves; one thread finds the same answer every time
        for option, value in (
            ("output_flag", False), ("threads", 1), ("presolve", "off"), ("mip_rel_gap", 0.0), ("mip_abs_gap", HAIR),
            ("time_limit", self.time_limit_s),
        ):  # fmt: skip
            solver.setOptionValue(option, value)
        solver.passModel(self._problem(highspy, cost, at_least_mg, at_most))
        solver.run()
        solved = solver.getModelStatus()
        if solved == highspy.HighsModelStatus.kInfeasible:
            return Choice(changes=(), proven=True)
        taken: tuple[Change, ...] = ()
        if solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            values = solver.getSolution().col_value
            taken = tuple(change for change, value in zip(self.changes, values, strict=True) if value > 0.5)
        return Choice(changes=taken, proven=solved == highspy.HighsModelStatus.kOptimal)

    def _problem(
        self,
        highspy: Any,
        cost: Sequence[float],
        at_least_mg: float | None,
        at_most: tuple[Sequence[float], float] | None,
    ) -> Any:
        every = range(len(self.changes))
        rows: list[tuple[Sequence[int], Sequence[float], float, float]] = [
            (every, [1.0] * len(every), -highspy.kHighsInf, self.wishes.most_changes),
            *((places, [1.0] * len(places), -highspy.kHighsInf, 1) for places in self.groups.values()),
        ]
        if at_least_mg is not None:
            rows.append((every, [change.magnesium_mg for change in self.changes], at_least_mg, highspy.kHighsInf))
        if self.wishes.energy_kcal is not None:
            energy = [change.energy_kcal for change in self.changes]
            rows.append((every, energy, -highspy.kHighsInf, self.wishes.energy_kcal))
        if at_most is not None:
            rows.append((every, at_most[0], -highspy.kHighsInf, at_most[1] + 0.5))
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = len(every), len(rows)
        problem.col_cost_ = list(cost)
        problem.col_lower_, problem.col_upper_ = [0.0] * len(every), [1.0] * len(every)
        problem.integrality_ = [highspy.HighsVarType.kInteger] * len(every)
        problem.row_lower_, problem.row_upper_ = [row[2] for row in rows], [row[3] for row in rows]
        matrix = problem.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = list(accumulate((len(row[0]) for row in rows), initial=0))
        matrix.index_ = [place for row in rows for place in row[0]]
        matrix.value_ = [value for row in rows for value in row[1]]
        return problem
