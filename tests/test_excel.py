"""The workbook: its formulas give the report's figures, and go on doing so when somebody changes a gram."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from book_cells import Book, Cell, named
from book_figures import FIGURES, HEADING, expected
from libreoffice import recalculate_all, recalculated
from openpyxl import Workbook, load_workbook

from nutrition import (
    DoseKind,
    Handbook,
    Ingredient,
    Meal,
    OwnFood,
    Person,
    Plan,
    PlanItem,
    Recipe,
    Report,
    SupplementDose,
    make_report,
)  # fmt: skip
from nutrition.text import LANGUAGES, load_text
from nutrition.views.excel import plain, write_workbook
from nutrition.views.words import finding_words

ALMONDS, SPINACH, CHOCOLATE, BANANA, NO_VALUE = "usda-12061", "usda-11458", "usda-19904", "usda-9040", "usda-2074"
HANDFUL = "handful (23 almonds)"
PLAN_SHEET = {"nl": "Menu", "en": "Plan"}
SUMMARY_SHEET = {"nl": "Samenvatting", "en": "Summary"}
SUPPLEMENTS_SHEET = {"nl": "Supplementen", "en": "Supplements"}
FOODS_SHEET = {"nl": "Voedingsmiddelen", "en": "Foods"}
SHEETS = (
    "excel.sheet_plan", "excel.sheet_summary", "excel.sheet_supplements", "excel.sheet_reference",
    "excel.sheet_handout", "excel.sheet_foods", "report.sources", "excel.sheet_measures", "app.name",
)  # fmt: skip
READY = 200  # rows of the plan to fill in
HOSTILE = (
    '=HYPERLINK("x")',
    "+1",
    "@x",
    "\tx",
    "-2+3",
    "\r=1",
    "#N/A",
    "=1+1",
    "_x003D_1",
    "a\x00\x0bb\ufffe",
    "<c/>&",
)
WOMAN = Person(age_years=40, sex="female", ask_first="no")
READMES = (
    PlanItem(food_id=ALMONDS, grams=30, meal="breakfast"),
    PlanItem(food_id=SPINACH, grams=100, meal="dinner"),
    PlanItem(food_id=CHOCOLATE, grams=30),
)
UNKNOWN = PlanItem(food_id=NO_VALUE, grams=200, meal="dinner")
MEASURED = PlanItem(food_id=ALMONDS, measure=HANDFUL, amount=1.5, day=2, meal="lunch")
# 118.52 g of almonds are the 320 mg of the book's worked example (IOM 2000, pp. 54-57), on each of three days
THREE_TIMES = tuple(PlanItem(food_id=ALMONDS, grams=320 / 2.7, day=day) for day in (1, 2, 3))
TWO_DOSES = (
    SupplementDose(form="citrate", elemental_mg=300, name='=HYPERLINK("x")'),
    SupplementDose(form="oxide", elemental_mg=50.5, name="@x"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    plan: Plan
    authority: str = "gezondheidsraad"
    language: str = "nl"


def case(*items: PlanItem, person: Person = WOMAN, authority: str = "gezondheidsraad", language: str = "nl", **more):
    return Case(plan=Plan(person=person, items=items, **more), authority=authority, language=language)


OWN = (
    OwnFood(food_id="own-1", name='=HYPERLINK("x")', mg_per_100g=140.625, portion_g=40, label="eu"),
    OwnFood(food_id="own-2", name="@reep", mg_per_100g=140, label="us"),
)
PAN = Recipe(
    food_id="own-3",
    name="+pan",
    ingredients=(
        Ingredient(food_id=ALMONDS, grams=100),
        Ingredient(food_id=NO_VALUE, grams=50),
        Ingredient(food_id="own-1", grams=80),
    ),
    cooked_g=300,
)
OWN_ITEMS = (
    PlanItem(food_id="own-1", grams=40, meal="breakfast"),
    PlanItem(food_id="own-2", grams=30, meal="lunch"),
    PlanItem(food_id="own-3", grams=150, meal="dinner"),
)
HOSTILE_DOSES = tuple(SupplementDose(form="citrate", elemental_mg=1, name=name) for name in HOSTILE)
ALL_KINDS = tuple(SupplementDose(elemental_mg=30, kind=kind, form="") for kind in DoseKind)
CASES = {
    "readme-nl": case(*READMES),
    "readme-en": case(*READMES, language="en"),
    "unknown-nl": case(*READMES, UNKNOWN),
    "unknown-en": case(*READMES, UNKNOWN, language="en"),
    "three-days": case(*READMES, MEASURED, PlanItem(food_id=BANANA, grams=118.5, day=3), language="en"),
    "a-day-without-food": case(*READMES, days=4),
    "efsa": case(*READMES, MEASURED, authority="efsa", person=Person(age_years=9.5, sex="male", ask_first="no")),
    "nasem": case(*READMES, authority="nasem", language="en", supplements=TWO_DOSES[1:]),
    "certainty": case(*THREE_TIMES, authority="nasem"),
    "certainty-unknown": case(*THREE_TIMES, UNKNOWN, authority="nasem", language="en"),
    "unverified-sd": case(*THREE_TIMES, authority="nasem", person=Person(age_years=60, sex="male", ask_first="no")),
    "ai-reached": case(*THREE_TIMES, authority="efsa", language="en"),
    "unchecked": case(*THREE_TIMES, authority="nhmrc", language="en"),
    "nothing-published": case(*READMES, UNKNOWN, person=Person(age_years=0.1, sex="female"), supplements=TWO_DOSES),
    "over-ul": case(*READMES, UNKNOWN, supplements=TWO_DOSES, language="en"),
    "ledger": case(*READMES, supplements=ALL_KINDS, authority="nasem"),
    "ledger-no-ul": case(*READMES, supplements=ALL_KINDS, person=Person(age_years=1, sex="male"), language="en"),
    "enough": case(*READMES, UNKNOWN, PlanItem(food_id=ALMONDS, grams=400)),
    "empty": case(),
    "only-unknown": case(UNKNOWN),
    "own": case(*OWN_ITEMS, own_foods=OWN, recipes=(PAN,)),
    "hostile": case(*READMES, name='=HYPERLINK("x")', supplements=HOSTILE_DOSES),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Written:
    case: Case
    report: Report
    content: bytes

    @cached_property
    def book(self) -> Book:
        """The formulas, and the values that we wrote beside them."""
        return Book(self.content)

    @cached_property
    def opened(self) -> Workbook:
        """The workbook as another program holds it, to look at or to edit; that takes a second."""
        return load_workbook(BytesIO(self.content))

    @property
    def sheets(self) -> tuple[str, str, str]:
        language = self.case.language
        return PLAN_SHEET[language], SUMMARY_SHEET[language], SUPPLEMENTS_SHEET[language]

    def label(self, food_id: str) -> str:
        """Return the words by which the workbook knows a food."""
        foods = self.book[FOODS_SHEET[self.case.language]]
        return next(foods[f"B{cell.row}"].value for cell in foods["H"] if cell.value == food_id)

    def rows_of(self, food_id: str) -> list[int]:
        """Return the rows of the plan that a food stands in."""
        plan, label = self.book[self.sheets[0]], self.label(food_id)
        return [cell.row for cell in plan["C"] if cell.row > HEADING and cell.value == label]


@pytest.fixture(scope="module")
def written(handbook: Handbook) -> dict[str, Written]:
    return {name: write(one, handbook) for name, one in CASES.items()}


def write(one: Case, handbook: Handbook) -> Written:
    report = make_report(one.plan, handbook, one.authority)
    return Written(case=one, report=report, content=write_workbook(report, handbook, load_text(one.language)))


def edited(book: Written, *changes: tuple[int, str, object], sheet: int = 0) -> bytes:
    """Change cells as a dietitian would; openpyxl drops every value beside a formula on the way."""
    page = book.opened[book.sheets[sheet]]
    were = {f"{column}{row}": page[f"{column}{row}"].value for row, column, _ in changes}
    for row, column, value in changes:
        # only what is not locked can be changed
        assert not page[f"{column}{row}"].protection.locked
        page[f"{column}{row}"] = value
    stream = BytesIO()
    book.opened.save(stream)
    for place, value in were.items():
        page[place] = value
    return stream.getvalue()


@pytest.fixture(scope="module")
def worked_out(written: dict[str, Written], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """Every case and every edited file, recalculated by LibreOffice in one run."""
    contents = {name: book.content for name, book in written.items()}
    readme, days, over, unknown = (written[name] for name in ("readme-nl", "three-days", "over-ul", "unknown-en"))
    contents["grams-changed"] = edited(readme, (8, "D", 50))
    (handfuls,) = [row for row in days.rows_of(ALMONDS) if days.book["Plan"][f"E{row}"].value != "gram"]
    contents["certainty-changed"] = edited(written["certainty"], (8, "D", 20))
    contents["ai-no-more"] = edited(written["ai-reached"], (8, "D", 1))
    contents["amount-changed"] = edited(days, (handfuls, "D", 3))
    (dose,) = [cell.row for cell in over.book["Supplements"]["C"] if cell.value == '=HYPERLINK("x")']
    contents["dose-changed"] = edited(over, (dose, "D", 100), sheet=2)
    ledger = written["ledger"].book["Supplementen"]
    (laxative,) = [cell.row for cell in ledger["A"] if cell.value == "laxeermiddel"]
    contents["laxative-changed"] = edited(written["ledger"], (laxative, "D", 300), sheet=2)
    (row,) = unknown.rows_of(NO_VALUE)
    contents["value-filled-in"] = edited(unknown, (row, "H", 10))
    (row,) = written["own"].rows_of("own-3")
    contents["recipe-filled-in"] = edited(written["own"], (row, "H", 200))
    contents["recipe-eaten"] = edited(written["own"], (row, "D", 300))
    contents["food-swapped"] = edited(readme, (8, "C", readme.label(BANANA)))
    added = ((11, "B", "Lunch"), (11, "C", readme.label(BANANA)), (11, "D", 100), (11, "E", "gram"))
    contents["row-added"] = edited(readme, *added)
    contents["day-added"] = edited(readme, (11, "A", 2), *added)
    empty_day = ((11, "A", 5), (11, "C", written["certainty"].label(BANANA)), (11, "D", 100), (11, "E", "gram"))
    contents["day-left-empty"] = edited(written["certainty"], *empty_day)
    label = written["a-day-without-food"].label(BANANA)
    filled = [(row, column, value) for row, day in ((11, 2), (12, 3), (13, 4))
              for column, value in (("A", day), ("C", label), ("D", 100), ("E", "gram"))]  # fmt: skip
    contents["every-day-filled"] = edited(written["a-day-without-food"], *filled)
    foods = unknown.book["Foods"]
    other = next(cell for cell in foods["C"] if cell.row > 4 and cell.value is None and cell.row != foods_row(unknown))
    contents["unknown-swapped"] = edited(unknown, (unknown.rows_of(NO_VALUE)[0], "C", foods[f"B{other.row}"].value))
    dose_added = ((6, "A", "supplement"), (6, "D", 100))
    contents["dose-added"] = edited(readme, *dose_added, sheet=2)
    contents["false-cache"] = with_part(
        readme.content, "xl/worksheets/sheet2.xml", lambda xml: re.sub(r"</f><v>[0-9.]+</v>", "</f><v>1</v>", xml)
    )
    return recalculate_all(contents, tmp_path_factory.mktemp("libreoffice"))


def foods_row(book: Written) -> int:
    return next(cell.row for cell in book.book[FOODS_SHEET[book.case.language]]["H"] if cell.value == NO_VALUE)


def with_part(content: bytes, part: str, change) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == part else data)
    return stream.getvalue()


def cells(book: Book, titles: Iterable[str] | None = None) -> Iterator[tuple[str, Cell]]:
    for title in book.titles if titles is None else titles:
        for cell in book[title].cells.values():
            yield f"{title}!{cell.coordinate}", cell


def formulas(book: Book) -> dict[str, str]:
    return {where: cell.formula for where, cell in cells(book, book.live) if cell.formula is not None}


def all_words(book: Book, sheet: str) -> list[str]:
    return book[sheet].words()


def label_row(book: Book, sheet: str, name: str) -> list[object]:
    at = book.at(name)
    assert book[sheet][at.coordinate] is at
    return [cell.value for cell in book[sheet][at.row]]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["cached", "recalculated"])
def test_every_figure_is_the_reports(name, which, written, worked_out):
    book = written[name].book if which == "cached" else worked_out[name]
    for figure, value in expected(written[name].report).items():
        shown = named(book, figure)
        if value is None:
            assert shown in (None, ""), figure
        else:
            assert shown == pytest.approx(value, abs=0.01), figure
    assert set(FIGURES) <= set(book.names)


@pytest.mark.parametrize("name", CASES)
def test_each_item_has_the_reports_grams_and_mg(name, written, worked_out):
    book = written[name]
    sheet = worked_out[name][book.sheets[0]]
    meals = list(Meal)
    lines = sorted(book.report.intake.lines, key=lambda line: (line.item.day, meals.index(line.item.meal)))
    for row, line in enumerate(lines, start=8):
        assert (sheet[f"A{row}"].value, sheet[f"C{row}"].value) == (line.item.day, book.label(line.food.food_id))
        assert sheet[f"G{row}"].value == pytest.approx(line.portion_g, abs=0.01)
        known = line.food.mg_per_100g  # LibreOffice keeps 15 digits
        per_100g = sheet[f"H{row}"].value
        assert (None if per_100g == "" else per_100g) == (None if known is None else pytest.approx(known, rel=1e-12))
        mg = sheet[f"I{row}"].value
        assert (mg or None) == (None if line.magnesium_mg is None else pytest.approx(line.magnesium_mg, abs=0.01))


@pytest.mark.parametrize("name", CASES)
def test_cached_values_are_what_the_formulas_give(name, written, worked_out):
    ours, theirs = written[name].book, worked_out[name]
    live = formulas(ours).keys()
    cached = {where: cell.value for where, cell in cells(ours, ours.live) if where in live}
    again = {where: cell.value for where, cell in cells(theirs, ours.live) if where in live}
    assert len(live) > 15
    assert live == cached.keys() == again.keys()
    for where, value in cached.items():
        if isinstance(value, int | float):
            assert again[where] == pytest.approx(value, abs=1e-6), where
        else:
            assert (again[where] or "") == (value or ""), where


def test_every_formula_cell_carries_a_value(written):
    for name, book in written.items():
        with zipfile.ZipFile(BytesIO(book.content)) as archive:
            xml = "".join(archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, 10))
        assert "<f>" in xml
        assert not re.search(r"</f>(?!<v>)", xml), name
        assert not re.search(r'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?><f>[^<]*</f><v></v>', xml), name


def test_libreoffice_really_recalculates(worked_out):
    assert named(worked_out["false-cache"], "intake_total_mg") == pytest.approx(236.4, abs=0.01)


@pytest.mark.parametrize("name", [*CASES, "grams-changed", "value-filled-in"])
def test_no_formula_ends_in_an_error(name, written, worked_out):
    book = worked_out[name]
    assert len(book.live) > 3
    assert [where for where, cell in cells(book, book.live) if cell.kind == "e"] == []
    if name != "hostile":
        assert [where for where, cell in cells(book, book.live) if str(cell.value).startswith("#")] == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("which", ["cached", "recalculated"])
def test_certainty_is_the_reports(name, which, written, worked_out):
    book, found = written[name].book, written[name].report.assessment.certainty
    book = book if which == "cached" else worked_out[name]
    assert ("probability_percent" in book.names) == (found.adequacy is not None)
    assert ("reaches_ai_percent" in book.names) == (found.above_ai is not None)
    if found.adequacy:
        assert named(book, "probability_percent") == pytest.approx(100 * found.adequacy.probability, abs=0.01)
    if found.above_ai and found.above_ai.confidence is None:
        assert named(book, "reaches_ai_percent") in (None, "")
    elif found.above_ai:
        assert named(book, "reaches_ai_percent") == pytest.approx(100 * found.above_ai.confidence, abs=0.01)


def test_the_books_example_in_a_workbook_and_changed_there(worked_out):
    assert named(worked_out["certainty"], "probability_percent") == pytest.approx(83.60, abs=0.01)
    # (320 + 320 + 54) / 3 = 231.33; (231.33 - 265) / 56.23 = -0.5987
    assert named(worked_out["certainty-changed"], "probability_percent") == pytest.approx(27.47, abs=0.02)
    # 1 g instead of 118.52: the mean falls below the AI, and nothing can be said any more
    assert named(worked_out["ai-no-more"], "reaches_ai_percent") in (None, "")


def test_an_unverified_figure_is_marked_in_the_workbook(worked_out):
    assert "nog niet in de bron nagekeken" in label_row(
        worked_out["unverified-sd"], SUMMARY_SHEET["nl"], "within_sd_mg"
    )
    assert not any(label_row(worked_out["certainty"], SUMMARY_SHEET["nl"], "within_sd_mg")[4:5])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readmes_case(language, worked_out):
    book = worked_out[f"readme-{language}"]
    assert named(book, "intake_total_mg") == pytest.approx(236.4)
    assert (named(book, "target_mg"), named(book, "gap_mg")) == (300, pytest.approx(63.6))
    words = all_words(book, SUMMARY_SHEET[language])
    assert any(("63.6 mg" if language == "en" else "63,6 mg") in sentence for sentence in words)
    assert any("1 tablet" in sentence and "100 mg" in sentence for sentence in words)
    assert label_row(book, SUMMARY_SHEET[language], "target_mg")[4] == "AI · Gezondheidsraad, 2018"


@pytest.mark.parametrize(("language", "least", "most"), [("nl", "minstens", "hooguit"), ("en", "at least", "at most")])
def test_unknown_is_not_zero(language, least, most, handbook, worked_out):
    book, summary = worked_out[f"unknown-{language}"], SUMMARY_SHEET[language]
    for name in ("intake_food_mg", "intake_total_mg", "target_percent"):
        assert label_row(book, summary, name)[1] == least
    assert label_row(book, summary, "intake_total_mg")[2] == pytest.approx(236.4)
    assert label_row(book, summary, "gap_mg")[1] == most
    assert named(book, "unknown_items") == 1
    food = handbook.food(NO_VALUE).name(language)
    assert food in str(label_row(book, summary, "unknown_items")[4])
    plan = book[PLAN_SHEET[language]]
    (row,) = [cell.row for cell in plan["C"] if cell.value == food]
    assert plan[f"J{row}"].value == load_text(language)("page.my_day.no_value")


def test_known_needs_no_bounds(worked_out):
    for name in FIGURES:
        assert label_row(worked_out["readme-en"], "Summary", name)[1] in (None, "")


def test_a_gap_that_is_closed_is_not_at_most(worked_out):
    assert named(worked_out["enough"], "gap_mg") == 0
    assert label_row(worked_out["enough"], "Samenvatting", "gap_mg")[1] in (None, "")


def test_a_changed_gram_moves_everything(worked_out):
    book = worked_out["grams-changed"]
    assert named(book, "intake_total_mg") == pytest.approx(236.4 + 54)
    assert named(book, "gap_mg") == pytest.approx(9.6)
    assert named(book, "target_percent") == pytest.approx(96.8)
    assert book["Menu"]["I5"].value == pytest.approx(290.4)


def test_a_changed_amount_of_a_measure_moves_grams_and_mean(written, worked_out):
    added = 1.5 * 28.35 * 270 / 100 / 3
    before = written["three-days"].report.intake.total_mg
    assert named(worked_out["amount-changed"], "intake_total_mg") == pytest.approx(before + added)


def test_a_changed_dose_moves_the_room_under_the_ul(worked_out):
    before, after = worked_out["over-ul"], worked_out["dose-changed"]
    assert (named(before, "room_under_ul_mg"), named(before, "above_ul_mg")) == (0, pytest.approx(100.5))
    assert label_row(before, "Summary", "above_ul_mg")[4] == "upper level exceeded"
    assert (named(after, "room_under_ul_mg"), named(after, "above_ul_mg")) == (pytest.approx(99.5), 0)
    assert label_row(after, "Summary", "above_ul_mg")[4] == "upper level not exceeded"


def ledger_figures(book: Book, sheet: str) -> dict[str, object]:
    """Return what stands beside the labels of the ledger."""
    labels = [load_text(language)(f"ledger.{name}") for language in ("nl", "en") for name in ("total", "ul", "room")]
    rows = ([cell.value for cell in row] for row in book[sheet].iter_rows())
    return {str(row[2]): row[3] for row in rows if row[2] in labels}


def test_the_ledger_adds_up_in_the_workbook(worked_out):
    assert ledger_figures(worked_out["ledger"], "Supplementen") == {
        "Samen": 150,
        "Aanvaardbare bovengrens": 350,
        "Over onder de bovengrens": 200,
    }
    changed = ledger_figures(worked_out["laxative-changed"], "Supplementen")
    assert (changed["Samen"], changed["Over onder de bovengrens"]) == (420, 0)
    without = ledger_figures(worked_out["ledger-no-ul"], "Supplements")
    assert without["Together"] == 150
    assert not without["Upper level"]
    assert "Left under the upper level" not in without
    assert "Left under the upper level: not given below 4 years: first ask a doctor" in all_words(
        worked_out["ledger-no-ul"], "Supplements"
    )


def test_the_kinds_stand_beside_their_doses(written):
    words = all_words(written["ledger"].book, "Supplementen")
    assert {"supplement", "multivitamine", "middel tegen maagzuur", "laxeermiddel"} <= set(words)
    assert load_text("nl")("ledger.fortified_once") in words


@pytest.mark.parametrize("name", CASES)
def test_common_advice_stands_below_a_suggestion_only(name, written):
    book = written[name]
    text, words = load_text(book.case.language), all_words(book.book, book.sheets[2])
    assert (text("habit.heading") in words) is (book.report.suggestion is not None)
    assert (text("habit.with_meal") in words) is (book.report.suggestion is not None)


def test_a_value_that_is_filled_in_makes_the_intake_known(worked_out):
    book = worked_out["value-filled-in"]
    assert named(book, "intake_total_mg") == pytest.approx(256.4)
    assert named(book, "unknown_items") == 0
    assert label_row(book, "Summary", "intake_total_mg")[1] in (None, "")
    for name in ("likely_low_mg", "likely_high_mg"):  # they were about the food that has a value now
        assert named(worked_out["unknown-en"], name) > 236.4
        assert named(book, name) in (None, "")


def test_what_is_said_of_foods_without_a_value_goes_with_them(worked_out):
    """One unknown food for another of the same grams: neither the limits nor the name are about that one."""
    for name in ("value-filled-in", "unknown-swapped"):
        book = worked_out[name]
        assert label_row(book, "Summary", "unknown_items")[4] in (None, ""), name
        for limit in ("likely_low_mg", "likely_high_mg"):
            assert named(book, limit) in (None, ""), name
    assert named(worked_out["unknown-swapped"], "unknown_items") == 1


def test_the_margin_is_about_what_was_eaten(written, worked_out):
    margin_mg = written["readme-nl"].report.bounds.known_margin_mg
    assert margin_mg > 1
    assert named(worked_out["readme-nl"], "known_margin_mg") == pytest.approx(margin_mg)
    for name in ("grams-changed", "food-swapped", "row-added", "day-added"):
        assert named(worked_out[name], "known_margin_mg") in (None, ""), name


def test_a_day_that_is_added_and_left_empty_takes_the_probability_away(worked_out):
    text, summary = load_text("nl"), "Samenvatting"
    before, after = worked_out["certainty"], worked_out["day-left-empty"]
    assert label_row(before, summary, "probability_percent")[4] in (None, "")
    assert named(after, "plan_days") == 5
    assert named(after, "probability_percent") in (None, "")
    assert label_row(after, summary, "probability_percent")[4] == text("no_probability.empty_day")


def test_a_reason_that_an_edit_takes_away_stands_there_no_more(worked_out):
    text = load_text("nl")
    assert text("no_probability.empty_day") in all_words(worked_out["a-day-without-food"], "Samenvatting")
    after = all_words(worked_out["every-day-filled"], "Samenvatting")
    assert text("no_probability.empty_day") not in after
    assert text("excel.changed_certainty") in after


def test_where_nothing_is_published_there_are_words_and_no_number(worked_out):
    book = worked_out["nothing-published"]
    for name in ("target_mg", "gap_mg", "target_percent", "ul_mg", "room_under_ul_mg", "above_ul_mg"):
        assert named(book, name) in (None, ""), name
    assert label_row(book, "Samenvatting", "target_mg")[4] == "niets gepubliceerd voor deze persoon"
    assert label_row(book, "Samenvatting", "ul_mg")[4] == "geen aanvaardbare bovengrens vastgesteld"


def test_a_hair_above_the_upper_level_is_not_above(written):
    """33.3 + 133.3 + 83.4 is a hair more than 250 to a computer: Excel compares that hair, LibreOffice does not."""
    for name in ("gap_mg", "room_under_ul_mg", "above_ul_mg"):
        formula = written["over-ul"].book.at(name).formula
        assert re.search(r"MAX\(0,ROUND\([a-z_]+-[a-z_]+,6\)\)", formula), name


def test_names_never_become_formulas(written, worked_out):
    as_given = [name.replace("\x00\x0b", "").replace("\ufffe", "") for name in HOSTILE]
    for book in (written["hostile"].book, worked_out["hostile"]):
        held = list(book["Supplementen"]["C"][5 : 5 + len(HOSTILE)])
        assert [cell.value for cell in held] == as_given
        assert {(cell.kind, cell.formula) for cell in held} == {("s", None)}
        assert '=HYPERLINK("x")' in book["Menu"]["A1"].value
        assert (book["Menu"]["A1"].kind, book["Menu"]["A1"].formula) == ("s", None)
        assert not any(page.has_hyperlinks for page in book)
    quoted = {cell.value for cell in written["hostile"].opened["Supplementen"]["C"] if cell.quotePrefix}
    assert quoted == {'=HYPERLINK("x")', "+1", "@x", "\tx", "-2+3", "_x000D_=1", "=1+1"}


def test_own_foods_are_the_visitors_own_words_and_figures(written, worked_out):
    """15 % of 375 mg in 40 g is 56.25 mg; the pan has 270 mg of almonds and 112.5 mg of the first in 300 g."""
    own = written["own"]
    first, second, pan = (own.rows_of(food_id)[0] for food_id in ("own-1", "own-2", "own-3"))
    for book in (own.book, worked_out["own"]):
        sheet = book["Menu"]
        assert [sheet[f"C{row}"].value for row in (first, second, pan)] == ['=HYPERLINK("x")', "@reep", "+pan"]
        assert {sheet[f"C{row}"].kind for row in (first, second, pan)} == {"s"}
        said = [sheet[f"K{row}"].value for row in (first, second, pan)]
        assert [words.split()[:2] for words in said] == [["eigen", "opgave"]] * 2 + [["eigen", "recept"]]
        assert "375 mg (Europese Unie) (EU1169, " in said[0]
        assert "nog niet" in said[1]
        assert '80 g =HYPERLINK("x"); samen 300 g' in said[2]
        assert sheet[f"H{first}"].value == 140.625
    sheet = worked_out["own"]["Menu"]
    assert [sheet[f"I{row}"].value for row in (first, second, pan)] == pytest.approx([56.25, 42, 191.25])
    assert sheet[f"J{pan}"].value == "minstens"
    sources = [cell.value for cell in written["own"].book[load_text("nl")("report.sources")]["A"]]
    assert {"EU1169", "FDADV", "USDA_SR28"} <= set(sources)


def test_a_partly_known_recipe_stays_at_least_until_its_value_is_filled_in(worked_out):
    for name, unknown, least in (
        ("own", 1, "minstens"),
        ("recipe-eaten", 1, "minstens"),
        ("recipe-filled-in", 0, None),
    ):
        book = worked_out[name]
        assert named(book, "unknown_items") == unknown
        assert label_row(book, "Samenvatting", "intake_total_mg")[1] in (least, least or "")
    assert named(worked_out["recipe-eaten"], "intake_total_mg") == pytest.approx(56.25 + 42 + 382.5)
    assert named(worked_out["recipe-filled-in"], "intake_total_mg") == pytest.approx(56.25 + 42 + 300)


def test_only_our_own_formulas_are_live(written):
    live = formulas(written["hostile"].book)
    assert live
    assert [where for where, formula in live.items() if "HYPERLINK" in formula] == []


def test_a_text_is_cut_and_cleaned_to_what_a_cell_holds():
    assert len(plain("a" * 40_000)) == 32_767
    assert plain("\x1b[0m\ud800ok\uffff") == "[0mok"
    assert plain("appel 🍎 é") == "appel 🍎 é"


def test_the_same_report_gives_the_same_bytes(written, handbook):
    one = written["over-ul"]
    assert write_workbook(one.report, handbook, load_text("en")) == one.content
    with zipfile.ZipFile(BytesIO(one.content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
    assert "created" not in core
    assert "modified" not in core
    assert "Magnesiumwijzer" in core


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_of_one_language(language, written):
    book = written["over-ul" if language == "en" else "unknown-nl"].book
    other = "nl" if language == "en" else "en"
    ours, theirs = load_text(language), load_text(other)
    foreign = {theirs.entries[key] for key in theirs.entries if key.startswith(("excel.", "report."))}
    foreign -= set(ours.entries.values())
    assert [where for where, cell in cells(book) if cell.value in foreign] == []
    assert book.titles == [ours(key) for key in SHEETS]
    assert book.hidden == {ours(key) for key in SHEETS[-2:]}


def test_the_sheets_can_be_read_and_printed(written):
    book = written["readme-nl"].opened
    assert book.calculation.fullCalcOnLoad
    for sheet in book.worksheets:
        upright = sheet.title in ("Samenvatting", "Om mee te geven")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait" if upright else "landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert "&P" in sheet.oddFooter.right.text
        assert (sheet.freeze_panes is None) is (sheet.title == "Om mee te geven" or sheet.title == "Magnesiumwijzer")
        # locked, and without a password
        assert sheet.protection.sheet
        assert not sheet.protection.password


def test_the_lists_offer_what_can_be_chosen(written):
    book = written["readme-nl"].opened
    lists = {str(rule.sqref): rule for rule in book["Menu"].data_validations.dataValidation}
    rows = f"8:{{}}{7 + len(READMES) + READY}"
    foods, measures = lists["C" + rows.format("C")], lists["E" + rows.format("E")]
    assert (foods.type, foods.formula1) == ("list", "=food_names")
    assert "measure_names" in measures.formula1
    assert "Tussendoor" in lists["B" + rows.format("B")].formula1
    assert all(rule.showErrorMessage and rule.error for rule in lists.values())
    labels = [cell.value for cell in book["Voedingsmiddelen"]["B"][4:]]
    assert len(labels) >= 800
    assert len({label.casefold() for label in labels}) == len(labels)
    assert [cell.value for cell in book["Voedingsmiddelen"]["A"][4:]] == list(range(1, len(labels) + 1))


def test_ready_rows_work_at_once(worked_out):
    """100 g of banana are 27 mg."""
    book = worked_out["row-added"]
    assert named(book, "intake_total_mg") == pytest.approx(236.4 + 27)
    assert named(book, "gap_mg") == pytest.approx(36.6)
    assert book["Menu"]["I11"].value == pytest.approx(27)
    assert book["Menu"]["K11"].value == "USDA_SR28 09040"
    day = worked_out["day-added"]
    assert named(day, "plan_days") == 2
    assert named(day, "intake_total_mg") == pytest.approx((236.4 + 27) / 2)
    assert named(worked_out["food-swapped"], "intake_total_mg") == pytest.approx(236.4 - 81 + 8.1)
    dose = worked_out["dose-added"]
    assert (named(dose, "intake_supplement_mg"), named(dose, "room_under_ul_mg")) == (100, 150)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("enough", "target_met"),
        ("nothing-published", "no_reference"),
        ("over-ul", "ul_exceeded"),
    ],
)
def test_where_no_supplement_is_suggested_it_says_why(name, code, written, handbook):
    report, text = written[name].report, load_text(written[name].case.language)
    words = all_words(written[name].book, written[name].sheets[2])
    assert text("excel.nothing_suggested") in words
    found = report.finding(code)
    assert found, [one.code for one in report.findings]
    reasons = [said for severity, said in finding_words(report, handbook, text)]
    assert set(reasons) & set(words)


def test_what_brings_most_comes_first_also_after_a_change(written, worked_out):
    def first_three(book) -> list[object]:
        summary = book["Samenvatting"]
        (top,) = [cell.row for cell in summary["A"] if cell.value == load_text("nl")("excel.handout_eat")]
        return [summary[f"A{row}"].value for row in range(top + 2, top + 5)]

    almonds, spinach, chocolate, banana = map(written["readme-nl"].label, (ALMONDS, SPINACH, CHOCOLATE, BANANA))
    assert first_three(worked_out["readme-nl"]) == [spinach, almonds, chocolate]
    assert first_three(worked_out["grams-changed"]) == [almonds, spinach, chocolate]
    assert first_three(worked_out["food-swapped"]) == [spinach, chocolate, banana]


def test_words_that_hold_no_more_go_when_a_figure_changes(written, worked_out):
    text = load_text("nl")
    before = all_words(worked_out["readme-nl"], "Supplementen") + all_words(worked_out["readme-nl"], "Om mee te geven")
    assert text("excel.changed") not in before
    assert any("tablet" in words for words in before)
    for name in ("row-added", "dose-added", "grams-changed"):
        for sheet in ("Supplementen", "Om mee te geven"):
            words = all_words(worked_out[name], sheet)
            assert text("excel.changed") in words
            assert not any("tablet" in one for one in words), (name, sheet)


def test_each_day_and_each_meal_add_up(written, worked_out):
    for name in ("three-days", "a-day-without-food", "readme-nl"):
        book, report = worked_out[name], written[name].report
        page = book[written[name].sheets[1]]
        label = load_text(written[name].case.language)
        heads = {cell.value: cell.row for cell in page["A"] if cell.value}
        first = heads[label("excel.each_day")] + 2
        for day, mg in enumerate(report.intake.by_day_mg):
            row = [cell.value for cell in page[first + day]]
            assert row[:4] == pytest.approx([day + 1, mg, 0, mg])
            assert row[5:8] == pytest.approx([300, max(0, 300 - mg), mg / 3], abs=1e-6)
        assert not page[f"A{first + report.intake.days}"].value
        meals = {cell.value: page[f"F{cell.row}"].value for cell in page["D"] if cell.value}
        for share in report.intake.by_meal:
            assert meals[label(f"meal.{share.key}")] == pytest.approx(share.magnesium_mg)


def test_functions_are_no_newer_than_excel_2016(written):
    used = set()
    for book in written.values():
        for formula in formulas(book.book).values():
            used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", formula)))
            assert all(len(words) <= 255 for words in re.findall(r'"([^"]*)"', formula))
    old = "ABS AND COUNT COUNTIFS IF INDEX ISNUMBER LARGE MATCH MAX N NORMSDIST NOT OR ROUND ROW SQRT SUM SUMIF"
    assert used == {*old.split(), "SUMPRODUCT"}


@pytest.mark.parametrize("name", CASES)
def test_every_source_stands_on_the_last_sheet(name, written):
    book = written[name]
    sheet = load_text(book.case.language)("report.sources")
    keys = {cell.value for cell in book.book[sheet]["A"]}
    assert {source.key for source, _ in book.report.sources_used} <= keys
    words = " ".join(all_words(book.book, sheet))
    assert book.report.edition in words
    assert load_text(book.case.language)("app.boundary") in words


def test_one_workbook_alone(written, tmp_path: Path):
    assert named(recalculated(written["readme-en"].content, tmp_path), "gap_mg") == pytest.approx(63.6)


def test_the_tests_own_reader_reads_what_openpyxl_reads(written, worked_out):
    """Also a workbook that LibreOffice wrote, which keeps its words in another place."""
    for name in ("readme-nl", "grams-changed"):
        ours = worked_out[name]
        theirs = load_workbook(BytesIO(ours.content), data_only=True)
        assert ours.titles == theirs.sheetnames
        for page in ours:
            read = {cell.coordinate: cell.value for row in theirs[page.title].iter_rows() for cell in row}
            assert {place: cell.value for place, cell in page.cells.items() if cell.value is not None} == {
                place: value for place, value in read.items() if value is not None
            }
    ours, theirs = written["readme-nl"].book, written["readme-nl"].opened
    for page in ours:
        for cell in page.cells.values():
            there = theirs[page.title][cell.coordinate]
            assert there.value == (cell.value if cell.formula is None else f"={cell.formula}"), cell.coordinate
            assert (there.data_type == "f") == (cell.formula is not None)
    assert {name: text.attr_text for name, text in theirs.defined_names.items()} == dict(ours.names)
