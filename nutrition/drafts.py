"""A draft of a plan from somebody's table: what is clear, what has to be asked, what is wrong. Nothing is guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nutrition.draft_cells import day_numbers
from nutrition.draft_columns import Program, columns_of, weigh
from nutrition.draft_files import BookReader, read_grid
from nutrition.draft_foods import FoodNames, own_foods_of
from nutrition.draft_rows import DraftRow, RowReader, measure_of
from nutrition.errors import DataError, ImportProblems, NutritionError
from nutrition.foods import Food
from nutrition.handbook import Handbook
from nutrition.own_foods import PORTION_G
from nutrition.plan import MOST_DAYS, Person, Plan, PlanItem

Chosen = Mapping[int | str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draft:
    """What can be made of a table. `rows` are the rows that can be used, in their order; some are `doubtful`.

    `problems` are the rows that cannot, each with its place. `people` are those whom the file names (one empty name
    where it has no such column). `no_magnesium` says of an export that it has no column for it, `other_meals` which
    words are no meal we know (they count as snacks), `unused` which headings nobody read.
    """

    file: str
    program: Program
    given_by: str
    language: str
    rows: tuple[DraftRow, ...]
    problems: tuple[DataError, ...]
    people: tuple[str, ...]
    no_magnesium: bool
    other_meals: tuple[str, ...]
    unused: tuple[str, ...]
    handbook: Handbook

    @property
    def doubtful(self) -> tuple[DraftRow, ...]:
        """The rows of which somebody has to say which food they mean."""
        return tuple(row for row in self.rows if row.doubtful)

    def days(self, who: str) -> Mapping[str, int]:
        """Return the days of one of the `people`: the number in a plan by the label in the file."""
        return day_numbers([row.day for row in self.rows if row.person == who])

    def plan(self, person: Person, chosen: Chosen = MappingProxyType({}), who: str | None = None) -> Plan:
        """Return the plan of one of the `people`, who is `person`.

        `chosen` says which food a row means, by its number or by its name in the file; an empty id leaves the row out.
        Raises `ImportProblems` for rows that are still doubtful, or whose measure the chosen food does not have.
        """
        if who is None and len(self.people) > 1:
            raise NutritionError("draft_whose", choices=", ".join(self.people))
        if who is not None and who not in self.people:
            raise NutritionError("draft_not_there", value=who, choices=", ".join(self.people))
        problems: list[NutritionError] = []
        used: list[tuple[DraftRow, PlanItem | None]] = []
        for row in self.rows:
            if row.person != (self.people[0] if who is None else who):
                continue
            said = chosen.get(row.row, chosen.get(row.name))
            if said == "":
                continue
            if said is None and row.doubtful:
                problems.append(doubt(row, self.language))
                continue
            food = row.food if said is None else self.handbook.food(said)
            try:
                used.append((row, self._item(row, food) if food else None))
            except DataError as fault:
                problems.append(fault)
        if problems:
            raise ImportProblems(self.file, problems)
        numbers = day_numbers([row.day for row, _ in used])
        if len(numbers) > MOST_DAYS:
            raise NutritionError("draft_days", count=len(numbers), high=MOST_DAYS)
        own, ids = own_foods_of([row.brought for row, item in used if item is None and row.brought])
        own_ids = iter(ids)
        items = [
            PlanItem(
                food_id=item.food_id if item else next(own_ids),
                grams=item.grams if item else row.grams or PORTION_G,
                measure=item.measure if item else None,
                amount=item.amount if item else None,
                day=numbers[row.day],
                meal=row.meal,
            )
            for row, item in used
        ]
        return Plan(person=person, items=tuple(items), own_foods=own, name=who or "")

    def _item(self, row: DraftRow, food: Food) -> PlanItem:
        if row.grams is not None:
            return PlanItem(food_id=food.food_id, grams=row.grams)
        measure = measure_of(food, row.measure, self.handbook, row.place)
        return PlanItem(food_id=food.food_id, measure=measure, amount=row.amount)


def doubt(row: DraftRow, language: str) -> DataError:
    """Return the question that a doubtful row asks, with the foods it may mean."""
    choices = "; ".join(f"{food.name(language)} ({food.food_id})" for food in row.candidates)
    return row.place.fault("draft_doubtful", choices=choices)


def read_draft(content: bytes, handbook: Handbook, *, file: str, read_book: BookReader, language: str = "nl") -> Draft:
    """Read a table that somebody typed (food and grams, or an amount of a measure), or another program's export.

    A food is the one of that id or exact name; anything else is doubtful, with up to five foods to choose from. What
    an export gives itself stays what it is. `read_book` gives the sheets of a workbook. Raises `DataError` for a file
    that is no such table, and `ImportProblems` when no row of it can be used.
    """
    grid = read_grid(content, file=file, read_book=read_book, weigh=weigh)
    columns = columns_of(grid.heading, file=file)
    if not grid.rows:
        raise DataError("diary_without_rows", file=file)
    reader = RowReader(grid, columns, handbook, FoodNames(handbook, language), file=file)
    rows = tuple(reader.read(grid))
    if not rows:
        raise ImportProblems(file, reader.problems)
    return Draft(
        file=file,
        program=columns.layout.program,
        given_by=columns.layout.given_by,
        language=language,
        rows=rows,
        problems=tuple(reader.problems),
        people=tuple(dict.fromkeys(row.person for row in rows)),
        no_magnesium=columns.layout.program is not Program.TABLE and "mg" not in columns.places,
        other_meals=tuple(reader.other_meals),
        unused=columns.unused,
        handbook=handbook,
    )
