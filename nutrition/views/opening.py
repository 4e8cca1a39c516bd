"""A file that somebody chose, before it becomes the plan: what was read, what is asked, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from nutrition.draft_foods import name_key
from nutrition.draft_rows import DraftRow
from nutrition.drafts import Draft
from nutrition.errors import ImportProblems, NutritionError
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.plan import Person, Plan
from nutrition.storage import read_plan
from nutrition.views.workbook_in import read_draft_file, read_own_workbook
from nutrition.wishes import EVERYTHING

WORKBOOK, PLAN_FILE = "workbook", "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A name in a file of which somebody has to say which food it is, once for all the rows that have it."""

    name: str
    rows: tuple[DraftRow, ...]

    @property
    def key(self) -> str:
        """What the answer is kept under: the same in other capitals."""
        return name_key(self.name)

    @property
    def candidates(self) -> tuple[Food, ...]:
        """The foods to choose from, best first."""
        return self.rows[0].candidates

    @property
    def same_name(self) -> Food | None:
        """The one food of our table that is called exactly so; only to agree with, never taken silently."""
        food = self.candidates[0]
        same = self.key in {name_key(name) for name in (food.name_nl, food.name_en, food.food_id)}
        return food if same and len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A file on its way to becoming the plan: the plan that it says (`given`), or the `draft` that asks.

    `answers` are the ids of foods by the key of a question, an empty one leaves its rows out. `who` is whose rows are
    taken; `without` are the rows with a fault that somebody agreed to go on without.
    """

    file: str
    kind: str
    given: Plan | None = None
    draft: Draft | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    who: str | None = None
    without: frozenset[int] = frozenset()

    @property
    def people(self) -> tuple[str, ...]:
        """Those of whom one has to be chosen; nobody where a file is about one person."""
        return self.draft.people if self.draft and len(self.draft.people) > 1 else ()

    @property
    def whose_is_open(self) -> bool:
        """Whether somebody still has to say whose rows are meant."""
        return bool(self.people) and self.who is None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, in the order of the file; nothing before it is clear whose rows are meant."""
        asked: dict[str, list[DraftRow]] = {}
        for row in self.draft.doubtful if self.draft and not self.whose_is_open else ():
            if self.who in (None, row.person):
                asked.setdefault(name_key(row.name), []).append(row)
        return tuple(Question(name=rows[0].name, rows=tuple(rows)) for rows in asked.values())

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that still have no answer."""
        return tuple(question for question in self.questions if question.key not in self.answers)

    def faults(self, person: Person) -> tuple[NutritionError, ...]:
        """Return what is wrong with rows of the file, and then with rows whose food was chosen."""
        if self.draft is None:
            return ()
        try:
            if not self.whose_is_open:
                self.draft.plan(person, self._chosen(frozenset()), self.who)
        except ImportProblems as found:
            chosen = (one for one in found.problems if one.code != "draft_doubtful")
            return (*self.draft.problems, *chosen)
        except NutritionError:
            return self.draft.problems  # what is wrong with the whole is told when it is opened
        return self.draft.problems

    def answered(self, answers: Mapping[str, str]) -> "Opening":
        """Return the opening with these answers besides those that were given."""
        return replace(self, answers={**self.answers, **answers})

    def plan(self, now: Plan) -> Plan:
        """Return the plan that the file becomes; raise `NutritionError` while something is open or cannot be.

        A table of foods says nothing about the person, supplements or wishes: these stay what they are `now`.
        """
        if self.draft is None:
            return self.given or now
        # a row whose fault is gone, because another food was chosen, counts again
        without = self.without & rows_of(self.faults(now.person))
        made = self.draft.plan(now.person, self._chosen(without), self.who)
        return replace(made, supplements=now.supplements, wish=now.wish, food_wishes=now.food_wishes)

    def _chosen(self, without: frozenset[int]) -> dict[int | str, str]:
        doubtful = self.draft.doubtful if self.draft else ()
        said: dict[int | str, str] = {
            row.row: self.answers[key] for row in doubtful if (key := name_key(row.name)) in self.answers
        }
        return said | dict.fromkeys(without, "")


def rows_of(faults: tuple[NutritionError, ...]) -> frozenset[int]:
    """Return the numbers of the rows that are at fault."""
    return frozenset(row for fault in faults if isinstance(row := fault.values.get("row"), int))


def has_nothing_to_ask(opening: Opening, notes: list[str]) -> bool:
    """Whether a file is clean: no question, no fault, and nothing that somebody should know first."""
    faultless = opening.draft is None or not opening.draft.problems
    return faultless and not (notes or opening.people or opening.questions)


def is_empty(plan: Plan) -> bool:
    """Whether a plan holds nothing that somebody would miss when another takes its place."""
    return not (plan.items or plan.supplements or plan.own) and plan.food_wishes == EVERYTHING


def read_opening(content: bytes, handbook: Handbook, *, file: str, language: str) -> Opening:
    """Read a plan file, our own workbook, a table that somebody typed, or another program's export.

    Raises `NutritionError`, with every problem in it, for a file of which nothing can be used.
    """
    if file.lower().endswith(".toml"):
        return Opening(file=file, kind=PLAN_FILE, given=read_plan(content, file=file))
    own = read_own_workbook(content, handbook, file=file)
    if own is not None:
        return Opening(file=file, kind=WORKBOOK, given=own)
    draft = read_draft_file(content, handbook, file=file, language=language)
    return Opening(file=file, kind=str(draft.program), draft=draft)
