"""Our own workbook comes back: as it was when nobody touched it, and as the edits mean when somebody did."""

import re
from dataclasses import replace
from io import BytesIO

import handbook_fixture
import pytest
from hostile_files import part, remade
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from strategies import plans

from nutrition import Handbook, Meal, Person, Plan, PlanItem, SupplementDose, make_report
from nutrition.errors import ImportProblems
from nutrition.own_foods import Ingredient, OwnFood, Recipe
from nutrition.plan import DoseKind
from nutrition.text import LANGUAGES, Text, load_text
from nutrition.views.excel import read_pages, write_workbook
from nutrition.views.own_workbook import read_own

ALMONDS, SPINACH, CHOCOLATE, BANANA = "usda-12061", "usda-11458", "usda-19904", "usda-9040"
WOMAN = Person(age_years=40, sex="female", ask_first="no")
TEXTS = {language: load_text(language) for language in LANGUAGES}
PLAN = Plan(
    person=WOMAN,
    items=(
        PlanItem(food_id=ALMONDS, grams=30, meal="breakfast"),
        PlanItem(food_id=SPINACH, grams=100, meal="dinner"),
        PlanItem(food_id=CHOCOLATE, grams=30),
    ),
)


def back(content: bytes, handbook: Handbook) -> Plan:
    return read_own(read_pages(content, file="plan.xlsx"), handbook, file="plan.xlsx")


def written(plan: Plan, handbook: Handbook, language: str = "nl") -> bytes:
    return write_workbook(make_report(plan, handbook, "gezondheidsraad"), handbook, TEXTS[language])


def edited(content: bytes, change) -> bytes:
    book = load_workbook(BytesIO(content))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@settings(max_examples=60, deadline=None)
@given(plan=plans(), language=st.sampled_from(LANGUAGES))
def test_plan_to_workbook_to_plan_is_the_identity(plan: Plan, language: str) -> None:
    book = handbook_fixture.small_book()
    assert back(written(plan, book, language), book) == plan


HOSTILE = ('=HYPERLINK("x")', "+1", "@x", "\tx", "-2+3", "\r=1", "#N/A", "_x003D_1", "a\x00\x0bb", "<c/>&", " x ", "")


def test_what_people_call_things_comes_back_unchanged(handbook: Handbook) -> None:
    doses = tuple(SupplementDose(elemental_mg=10, name=name, kind=DoseKind.ANTACID) for name in HOSTILE)
    own = tuple(
        OwnFood(food_id=f"own-{place}", name=name, mg_per_100g=place or None)
        for place, name in enumerate(
            ('=HYPERLINK("x")', "+1", "@x", "-2+3", "A*B", "AxB", "Q?", ">5", "~t", "amandelen")
        )
    )
    pan = Recipe(
        food_id="own-pan",
        name="Amandelen, eigen",
        ingredients=(Ingredient(food_id=ALMONDS, grams=1),),
        cooked_g=1,
        portions=1,
    )
    items = tuple(PlanItem(food_id=one.food_id, grams=12.5) for one in (*own, pan))
    plan = Plan(
        person=WOMAN, items=(*items, *PLAN.items), supplements=doses, own_foods=own, recipes=(pan,), name="=1+1"
    )
    for language in LANGUAGES:
        assert back(written(plan, handbook, language), handbook) == plan


def test_a_food_that_is_known_by_the_portion_stays_so(handbook: Handbook) -> None:
    soup = OwnFood(food_id="own-1", name="Soep", mg_per_100g=20, given_by="Cronometer", per_portion=True)
    plan = Plan(person=WOMAN, items=(PlanItem(food_id="own-1", grams=150),), own_foods=(soup,))
    for language in LANGUAGES:
        content = written(plan, handbook, language)
        page = load_workbook(BytesIO(content)).worksheets[0]
        assert (page["D8"].value, page["E8"].value) == (1.5, TEXTS[language]("own.portion_measure"))
        assert back(content, handbook) == plan

    def change(book: Workbook) -> None:
        sheet_of(book, "excel.sheet_plan")["D8"] = 2

    assert back(edited(written(plan, handbook), change), handbook).items[0].grams == 200


def sheet_of(book: Workbook, key: str, language: str = "nl"):
    return book[TEXTS[language](key)]


def test_the_edits_of_a_consultation(handbook: Handbook) -> None:
    banana = handbook.food(BANANA).name_nl

    def change(book: Workbook) -> None:
        plan = sheet_of(book, "excel.sheet_plan")
        plan["D8"] = 45  # grams changed
        plan["C9"] = banana  # food swapped
        for column, value in zip("ABCDE", (2, "Lunch", banana, "1,5", "stuk"), strict=True):
            plan[f"{column}14"] = value  # a row added further down, with a comma
        plan["E14"] = next(measure.measure_nl or measure.measure for measure in handbook.measures[BANANA].values())
        doses = sheet_of(book, "excel.sheet_supplements")
        doses["A7"], doses["D7"] = "laxeermiddel", 50

    found = back(edited(written(PLAN, handbook), change), handbook)
    measure = next(iter(handbook.measures[BANANA].values()))
    assert found.items == (
        replace(PLAN.items[0], grams=45),
        replace(PLAN.items[1], food_id=BANANA),
        PLAN.items[2],
        PlanItem(food_id=BANANA, measure=measure.measure, amount=1.5, day=2, meal=Meal.LUNCH),
    )
    assert found.days == 2
    assert found.supplements == (SupplementDose(kind=DoseKind.LAXATIVE, elemental_mg=50),)
    assert replace(found, items=PLAN.items, supplements=(), days=1) == PLAN


def test_rows_taken_out_moved_and_columns_moved(handbook: Handbook) -> None:
    def change(book: Workbook) -> None:
        plan = sheet_of(book, "excel.sheet_plan")
        plan.delete_rows(9)
        plan.insert_cols(1)
        plan.move_range("B7:B20", cols=20)

    found = back(edited(written(PLAN, handbook), change), handbook)
    assert set(found.items) == {PLAN.items[0], PLAN.items[1]} or set(found.items) == {PLAN.items[0], PLAN.items[2]}
    assert len(found.items) == 2


def test_rows_in_another_order_are_the_same_plan(handbook: Handbook) -> None:
    def change(book: Workbook) -> None:
        plan = sheet_of(book, "excel.sheet_plan")
        first, last = ([plan.cell(row, column).value for column in range(1, 16)] for row in (8, 10))
        for column in range(1, 16):
            plan.cell(8, column).value, plan.cell(10, column).value = last[column - 1], first[column - 1]

    assert back(edited(written(PLAN, handbook), change), handbook) == PLAN


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_sheets_and_headings_in_the_other_language(language: str, other: str, handbook: Handbook) -> None:
    ours, theirs = TEXTS[language], TEXTS[other]
    keys = [key for key in ours.entries if key.startswith(("page.my_day.table_", "excel.", "page.my_day.day", "meal."))]

    def change(book: Workbook) -> None:
        words = {ours(key): theirs(key) for key in keys if "{" not in ours.entries[key]}
        for sheet in book.worksheets:
            sheet.title = words.get(sheet.title, sheet.title)
        plan = sheet_of(book, "excel.sheet_plan", other)
        for row in plan.iter_rows(max_row=12):
            for cell in row:
                cell.value = words.get(cell.value, cell.value)

    assert back(edited(written(PLAN, handbook, language), change), handbook) == PLAN


def test_a_value_typed_over_the_tables_becomes_an_own_food(handbook: Handbook) -> None:
    def change(book: Workbook) -> None:
        sheet_of(book, "excel.sheet_plan")["H8"] = 300

    found = back(edited(written(PLAN, handbook), change), handbook)
    (own,) = found.own_foods
    assert (own.mg_per_100g, own.sure) == (300, True)
    assert handbook.food(ALMONDS).name_nl in own.name
    assert found.items[0].food_id == own.food_id
    assert make_report(found, handbook, "efsa").intake.total_mg == pytest.approx(236.4 + 9)


def test_values_typed_over_a_measure_and_twice_over_one_food(handbook: Handbook) -> None:
    """The formulas count with both values and with the measure's weight; so does the plan that comes back."""
    handful = "handful (23 almonds)"
    almonds = PlanItem(food_id=ALMONDS, measure=handful, amount=2)
    plan = replace(PLAN, items=(almonds, PlanItem(food_id=ALMONDS, grams=10), PlanItem(food_id=ALMONDS, grams=20)))

    def change(book: Workbook) -> None:
        for row, value in ((8, 300), (9, 200), (10, 300)):
            sheet_of(book, "excel.sheet_plan")[f"H{row}"] = value

    found = back(edited(written(plan, handbook), change), handbook)
    first, second, third = found.items
    weight_g = 2 * handbook.measures[ALMONDS][handful].one_g
    assert (first.grams, first.measure) == (pytest.approx(weight_g), None)
    assert [own.mg_per_100g for own in found.own_foods] == [300, 200]
    assert [first.food_id, second.food_id] == [own.food_id for own in found.own_foods]
    assert third.food_id == first.food_id
    again = back(edited(written(found, handbook), lambda book: None), handbook)
    assert again == found


def test_everything_that_is_wrong_is_told_at_once(handbook: Handbook, texts: dict[str, Text]) -> None:
    def change(book: Workbook) -> None:
        plan = sheet_of(book, "excel.sheet_plan")
        plan["D8"] = "veel"
        plan["C9"] = "eenhoornvlees"
        plan["B10"] = "elfenmaaltijd"
        plan["C12"] = handbook.food(BANANA).name_nl
        plan["C13"], plan["D13"], plan["E13"] = handbook.food(BANANA).name_nl, 1, "emmer"
        plan["A14"], plan["C14"], plan["D14"] = 400, handbook.food(BANANA).name_nl, 1
        doses = sheet_of(book, "excel.sheet_supplements")
        doses["A6"], doses["D6"] = "toverdrank", 10
        doses["A7"], doses["B7"], doses["D7"] = "supplement", "lood", 10
        doses["A8"], doses["D8"] = "supplement", -1

    with pytest.raises(ImportProblems) as caught:
        back(edited(written(PLAN, handbook), change), handbook)
    where = [(problem.values["sheet"], problem.values["cell"]) for problem in caught.value.problems]
    assert where == [("Menu", cell) for cell in ("D8", "C9", "B10", "D12", "E13", "A14")] + [
        ("Supplementen", cell) for cell in ("A6", "B7", "D8")
    ]
    for text in texts.values():
        assert all(text.error(problem) for problem in caught.value.problems)


def typed_formula(content: bytes, result: str) -> bytes:
    """Type a formula where the grams of the first food stand, with what it gives beside it."""
    xml = part(content, "xl/worksheets/sheet1.xml").decode()
    formula = re.sub(r'(<c r="D8" s="[0-9]+">)<v>30.0</v>', rf"\1<f>2*30</f>{result}", xml)
    assert formula != xml
    return remade({"xl/worksheets/sheet1.xml": formula.encode()}, content)


def test_a_formula_that_somebody_typed_counts_by_its_result(handbook: Handbook) -> None:
    content = written(PLAN, handbook)
    assert back(typed_formula(content, "<v>60</v>"), handbook).items[0] == replace(PLAN.items[0], grams=60)
    with pytest.raises(ImportProblems) as caught:
        back(typed_formula(content, ""), handbook)
    (problem,) = caught.value.problems
    assert (problem.values["cell"], problem.values["problem"].code) == ("D8", "workbook_formula")


def test_another_workbook_is_not_ours() -> None:
    book = Workbook()
    book.active["A1"] = "food"
    stream = BytesIO()
    book.save(stream)
    assert read_pages(stream.getvalue(), file="x.xlsx") == []
