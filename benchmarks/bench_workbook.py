"""How long a workbook takes, out and back, and what it needs of memory; and what a hostile file can cost.

A week is 7 days of 6 meals of 4 foods; the large one is 1,000 meals of 15. The peer, in the same process, is a bare
openpyxl write of the same number of cells with the same formulas and values, without a look, list or picture. Memory is
the most that a process of its own held, the handbook included. Each is measured three times; printed is the median.

    python -m benchmarks.bench_workbook
"""

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from nutrition.errors import NutritionError
from nutrition.handbook import Handbook, load_handbook
from nutrition.plan import Meal, Person, Plan, PlanItem, Sex
from nutrition.report import make_report
from nutrition.text import load_text
from nutrition.views.excel import write_workbook
from nutrition.views.sheets import sheets
from nutrition.views.workbook_in import read_workbook

sys.path.append(str(Path(__file__).parents[1] / "tests"))
WRITTEN = import_module("hostile_files")  # as the tests write them
TIMES = 3
SIZES = {"week": (42, 4), "large": (1_000, 15)}  # meals, foods in each
LANGUAGE, AUTHORITY = "nl", "gezondheidsraad"


def plan_of(meals: int, foods: int, handbook: Handbook) -> Plan:
    """Return so many meals, six a day, of so many common foods each, in grams or in their measures."""
    rng = random.Random(6)
    items = []
    for meal in range(meals):
        for _ in range(foods):
            food_id = rng.choice(handbook.most_eaten).food_id
            at = {"day": meal // 6 + 1, "meal": list(Meal)[meal % len(Meal)]}
            portion = handbook.portion(food_id)
            if portion and rng.random() < 0.5:
                items.append(PlanItem(food_id=food_id, measure=portion.measure, amount=rng.choice([0.5, 1, 2]), **at))
            else:
                items.append(PlanItem(food_id=food_id, grams=rng.randint(5, 250), **at))
    return Plan(person=Person(age_years=40, sex=Sex.FEMALE, ask_first="no"), items=tuple(items))


def timed(call: Callable[[], object]) -> tuple[float, object]:
    """Return the median of the seconds that a call takes, and what it gave."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        made = call()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken), made


def bare(plan: Plan, handbook: Handbook) -> tuple[float, int]:
    """Return the seconds that openpyxl takes for the same cells and nothing else, and how many cells that are."""
    made = sheets(make_report(plan, handbook, AUTHORITY), handbook, load_text(LANGUAGE))

    def write() -> None:
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet in made:
            page = book.create_sheet(sheet.title)
            for row in sheet.rows:
                page.append([f"={cell.formula}" if cell.formula else cell.value for cell in row])
        book.save(BytesIO())

    return timed(write)[0], sum(len(row) for sheet in made for row in sheet.rows)


def measure(size: str) -> None:
    """Print the times of one size; in a process of its own, so that its memory is its own."""
    handbook, text = load_handbook(), load_text(LANGUAGE)
    plan = plan_of(*SIZES[size], handbook)
    write_workbook(make_report(plan_of(2, 2, handbook), handbook, AUTHORITY), handbook, text)  # libraries load
    writing, content = timed(lambda: write_workbook(make_report(plan, handbook, AUTHORITY), handbook, text))
    assert isinstance(content, bytes)
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    reading, back = timed(lambda: read_workbook(content, handbook))
    if back != plan:
        raise SystemExit("the plan did not come back as it was")
    peer, cells = bare(plan, handbook)
    rows = timed(lambda: count(content))[0]
    print(f"{size}: {len(plan.items)} items, {cells:,} cells, {len(content) / 1e6:.1f} MB")
    print(f"  plan to workbook  {writing:6.2f} s   bare openpyxl {peer:6.2f} s   {writing / peer:5.2f} times it")
    print(f"  workbook to plan  {reading:6.2f} s   bare openpyxl {rows:6.2f} s   {reading / rows:5.2f} times it")
    print(f"  most memory while writing {most_mb:.0f} MB")


def count(content: bytes) -> int:
    """Read every cell with openpyxl and nothing else."""
    book = load_workbook(BytesIO(content), read_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


def refuse(name: str) -> None:
    """Print the seconds and the memory that one hostile file costs beyond the handbook."""
    handbook = load_handbook()
    content = WRITTEN.HOSTILE[name][0]() if name in WRITTEN.HOSTILE else spoiled(name, handbook)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    try:
        read_workbook(content, handbook, file=name)
        told = "read"
    except NutritionError as error:
        told = error.code
    taken = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  {taken:5.2f} s  {most / 1024:4.0f} MB in all, {(most - before) / 1024:4.0f} MB more  {name}: {told}")


def spoiled(name: str, handbook: Handbook) -> bytes:
    """Return our own workbook, spoiled as the tests do."""
    content = write_workbook(make_report(plan_of(2, 2, handbook), handbook, AUTHORITY), handbook, load_text(LANGUAGE))
    where, spoil, _ = WRITTEN.SPOILED[name]
    parts = {where: spoil(WRITTEN.part(content, where)), "xl/media/x.bin": WRITTEN.NOISE}
    return WRITTEN.remade(parts, content)


def main() -> None:
    """Print what was measured, each in a process of its own."""
    for task, names in (("measure", SIZES), ("refuse", [*WRITTEN.HOSTILE, *WRITTEN.SPOILED])):
        for name in names:
            sys.stdout.flush()
            command = f"from benchmarks.bench_workbook import {task}; {task}({name!r})"
            subprocess.run([sys.executable, "-c", command], check=True)


if __name__ == "__main__":
    main()
