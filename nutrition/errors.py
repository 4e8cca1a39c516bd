"""The one family of errors: a code for the words, values to put into them."""

from collections.abc import Iterable


class NutritionError(Exception):
    """Say that a promise about the input is broken, as a code that `text` can word.

    `code` is a key below `error.` in the catalogues of `nutrition/locale`, `values` are its placeholders.

    >>> NutritionError("age_out_of_range", age_years=150).values["age_years"]
    150
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code, values)

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}: {told}" if told else self.code


class DataError(NutritionError):
    """A file of `data/` breaks its own rules; `file`, `row` and `column` say where."""


class PlanError(NutritionError):
    """A person, an item or a plan holds something that cannot be."""


class ImportProblems(NutritionError):
    """Everything that is wrong with one file of a visitor, found in one reading.

    `count` says how many problems there are when `problems` holds only the first of them. `usable_days` is what can be
    used nevertheless, where a part can.
    """

    def __init__(
        self, file: str, problems: Iterable[NutritionError], count: int | None = None, usable_days: int = 0
    ) -> None:
        self.problems = tuple(problems)
        self.count = len(self.problems) if count is None else count
        if usable_days:
            super().__init__("group_faults", file=file, count=self.count, days=usable_days)
        else:
            super().__init__("import_problems", file=file, count=self.count)
