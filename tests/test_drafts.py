"""A draft from somebody's table: nothing is guessed, everything wrong is told at once, what is given stays as given."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from handbook_fixture import FOODS, TEXTS, small_book
from hypothesis import given
from hypothesis import strategies as st
from table_files import workbook

import nutrition
from nutrition import ImportProblems, Meal, NutritionError, OwnFood, Person, Plan, PlanItem, daily_intake
from nutrition.draft_columns import TABLE
from nutrition.draft_foods import MOST_SEARCHES
from nutrition.drafts import Draft
from nutrition.handbook import Handbook
from nutrition.storage import read_plan, write_plan
from nutrition.views import cli, import_command
from nutrition.views.draft_words import draft_lines
from nutrition.views.opening import Opening
from nutrition.views.opening_words import choices
from nutrition.views.words import amount_words, error_words
from nutrition.views.workbook_in import read_draft_file, read_workbook

WOMAN = Person(age_years=40, sex="female")
ALMONDS, MILK = "usda-12061", "usda-1077"
ROOT = Path(__file__).resolve().parent.parent
Table = Sequence[Sequence[object]]


def text_of(rows: Table, *, by: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=by).writerows(rows)
    return stream.getvalue().encode(encoding)


def read(rows: Table | bytes, *, file: str = "table.csv", language: str = "en") -> Draft:
    content = rows if isinstance(rows, bytes) else text_of(rows)
    draft = read_draft_file(content, small_book(), file=file, language=language)
    for text in TEXTS.values():
        assert all(line == "" or "{" not in line for line in draft_lines(draft, text))
    return draft


def faults(problem: ImportProblems | Draft) -> list[tuple[str, object, object]]:
    return [(one.code, one.values["row"], one.values["column"]) for one in problem.problems]


def refused(rows: Table | bytes) -> NutritionError:
    with pytest.raises(NutritionError) as caught:
        read(rows)
    for text in TEXTS.values():
        assert all(words.endswith((".", "?")) for words in error_words(caught.value, text))
    return caught.value


def eaten(plan: Plan) -> list[tuple[object, ...]]:
    return [(item.food_id, item.grams, item.measure, item.amount, item.day, item.meal) for item in plan.items]


# --- A table that anybody can type

HEADINGS = {
    "en": ("day", "meal", "food", "grams", "amount", "measure"),
    "nl": ("Dag", "Maaltijd", "Voedingsmiddel", "Gram", "Aantal", "Maat"),
}
MEALS = {
    "en": {meal: meal.value for meal in Meal},
    "nl": dict(zip(Meal, ("ontbijt", "lunch", "avondeten", "tussendoor"), strict=True)),
}
tenths = st.integers(1, 5000).map(lambda number: number / 10)
items = st.one_of(
    st.builds(PlanItem, food_id=st.sampled_from([row[0] for row in FOODS]), grams=tenths, meal=st.sampled_from(Meal)),
    st.builds(
        PlanItem, food_id=st.just(ALMONDS), measure=st.sampled_from(("portion", "cup, whole", "kernel")),
        amount=st.integers(1, 50).map(lambda number: number / 10), meal=st.sampled_from(Meal),
    ),
)  # fmt: skip


def cell(value: object, comma: bool) -> object:
    words = f"{value:.1f}" if isinstance(value, float) else value
    return words.replace(".", ",") if comma and isinstance(words, str) else words


@given(st.data())
def test_a_table_comes_back_as_the_plan_it_was(data: st.DataObject) -> None:
    """In any delimiter, encoding, order of columns and sign of decimals, typed or as a workbook."""
    language, comma = data.draw(st.sampled_from(("en", "nl"))), data.draw(st.booleans())
    days = [data.draw(st.lists(items, min_size=1, max_size=4)) for _ in range(data.draw(st.integers(1, 3)))]
    plan = [(number, item) for number, listed in enumerate(days, start=1) for item in listed]
    rows = [
        (
            number, MEALS[language][item.meal], item.food_id, "" if item.grams is None else cell(item.grams, comma),
            "" if item.amount is None else cell(item.amount, comma), item.measure or "",
        )
        for number, item in plan
    ]  # fmt: skip
    order = data.draw(st.permutations(range(6)))
    table = [[row[place] for place in order] for row in (HEADINGS[language], *rows)]
    if data.draw(st.booleans()):
        content = workbook([[float(one) if one.__class__ is int else one for one in row] for row in table])
    else:
        mark = codecs.BOM_UTF8 if data.draw(st.booleans()) else b""
        encoding = data.draw(st.sampled_from(("utf-8", "cp1252")))
        content = (mark if encoding == "utf-8" else b"") + text_of(
            table, by=data.draw(st.sampled_from(",;\t")), encoding=encoding
        )
    draft = read(content)
    assert draft.problems == ()
    assert eaten(draft.plan(WOMAN)) == [
        (item.food_id, item.grams, item.measure, item.amount, number, item.meal) for number, item in plan
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_in_any_encoding(encoding: str) -> None:
    draft = read(text_of([("Crème", "food", "grams"), ("é", "zzé", "10"), ("", ALMONDS, "1")], encoding=encoding))
    assert draft.problems[0].values["value"] == "zzé"
    assert draft.unused == ("Crème",)


def test_a_food_by_name_in_either_language_whatever_its_capitals_and_spaces() -> None:
    _, name_en, name_nl, *_ = next(row for row in FOODS if row[0] == ALMONDS)
    draft = read([("food", "grams"), (f"  {name_en.upper()} ", 10), (name_nl.replace(" ", "  "), 20)])
    assert [row.food.food_id for row in draft.rows if row.food] == [ALMONDS, ALMONDS]


def test_a_name_that_is_not_exact_is_asked_about_and_never_taken() -> None:
    draft = read([("food", "grams"), ("almond", 10), (ALMONDS, 5)])
    [row] = draft.doubtful
    assert ALMONDS in [food.food_id for food in row.candidates]
    assert len(row.candidates) <= 5
    with pytest.raises(ImportProblems) as caught:
        draft.plan(WOMAN)
    assert faults(caught.value) == [("draft_doubtful", 2, "food")]
    assert ALMONDS in caught.value.problems[0].values["choices"]
    for chosen in ({2: ALMONDS}, {"almond": ALMONDS}):
        assert [item.grams for item in draft.plan(WOMAN, chosen).items] == [10, 5]
    assert [item.grams for item in draft.plan(WOMAN, {2: ""}).items] == [5]
    with pytest.raises(NutritionError) as unknown:
        draft.plan(WOMAN, {2: "usda-0"})
    assert unknown.value.code == "unknown_food"
    [question] = Opening(file="table.csv", kind="table", draft=draft).questions
    offered = choices(question, TEXTS["nl"])
    assert list(offered) == [*(food.food_id for food in row.candidates), ""]
    assert all(words.endswith(f"({food_id})") for food_id, words in offered.items() if food_id)


def test_all_that_is_wrong_is_told_at_once_with_its_place() -> None:
    rows = [
        ("meal", "food", "grams"),
        ("lunch", ALMONDS, "veel"),
        ("lunch", "", 10),
        ("lunch", "qqxzw", 10),
        ("lunch", ALMONDS, "1.250"),
        ("lunch", ALMONDS, -3),
        ("lunch", ALMONDS, ""),
        ("lunch", ALMONDS, 6000),
        ("lunch", ALMONDS, 30),
    ]
    expected = [
        ("not_a_number", 2, "grams", "C2"), ("cell_empty", 3, "food", "B3"), ("food_not_found", 4, "food", "B4"),
        ("two_readings_in_file", 5, "grams", "C5"), ("number_out_of_range", 6, "grams", "C6"),
        ("draft_no_weight", 7, "food", "B7"), ("number_out_of_range", 8, "grams", "C8"),
    ]  # fmt: skip
    assert faults(read(rows)) == [place[:3] for place in expected]
    draft = read(workbook(rows), file="table.xlsx")
    assert faults(draft) == [(code, row, f"{column} ({where})") for code, row, column, where in expected]
    assert draft.problems[0].values["file"] == "table.xlsx, Sheet"
    assert len(draft.rows) == 1
    with pytest.raises(ImportProblems) as caught:
        read_workbook(workbook(rows), small_book(), person=WOMAN)
    assert caught.value.count == len(expected)


def test_a_number_with_two_readings_is_clear_beside_others_of_its_column() -> None:
    draft = read([("food", "grams"), (ALMONDS, "1.250"), (ALMONDS, "0.125")])
    assert [row.grams for row in draft.rows] == [1.25, 0.125]


@pytest.mark.parametrize(
    ("written", "grams"), [("150 g", 150), ("150gram", 150), ("0,5 kg", 500), ("1.5 kg", 1500), ("30 Gr.", 30)]
)
def test_a_unit_of_weight_may_stand_with_the_number(written: str, grams: float) -> None:
    assert [row.grams for row in read([("food", "grams"), (ALMONDS, written)]).rows] == [grams]
    assert [row.grams for row in read([("food", "amount"), (ALMONDS, written)]).rows] == [grams]


@pytest.mark.parametrize("written", ["1/2 cup", "½ cup", "30 ml", "handful", "10 20"])
def test_another_unit_is_not_guessed(written: str) -> None:
    assert [row for row in read([("food", "grams"), (ALMONDS, written), (ALMONDS, 1)]).rows if row.row == 2] == []


def test_a_measure_of_the_food_in_either_language_or_the_ones_it_has() -> None:
    rows = [("voedingsmiddel", "aantal", "maat"), (ALMONDS, "2", "Kop"), (ALMONDS, "", "kernel"), (ALMONDS, 1, "emmer")]
    draft = read(rows)
    assert faults(draft) == [("draft_measure", 4, "maat")]
    assert "kop" in draft.problems[0].values["choices"]
    assert [(item.measure, item.amount) for item in draft.plan(WOMAN).items] == [("cup, whole", 2), ("kernel", 1)]


def test_the_measure_of_a_doubtful_food_is_looked_up_when_it_is_chosen() -> None:
    draft = read([("food", "amount", "measure"), ("almond", 1, "kernel")])
    assert draft.plan(WOMAN, {2: ALMONDS}).items[0].measure == "kernel"
    with pytest.raises(ImportProblems) as caught:
        draft.plan(WOMAN, {2: MILK})
    assert caught.value.problems[0].code == "draft_measure"


def test_more_people_are_one_plan_each() -> None:
    rows = [("person", "day", "food", "grams"), ("Jan", 2, ALMONDS, 1), ("Piet", 1, MILK, 2), ("Jan", 9, MILK, 3)]
    draft = read(rows)
    assert draft.people == ("Jan", "Piet")
    assert [(item.grams, item.day) for item in draft.plan(WOMAN, who="Jan").items] == [(1, 1), (3, 2)]
    assert [item.grams for item in draft.plan(WOMAN, who="Piet").items] == [2]
    assert dict(draft.days("Jan")) == {"2": 1, "9": 2}
    for who, code in ((None, "draft_whose"), ("Kees", "draft_not_there")):
        with pytest.raises(NutritionError) as caught:
            draft.plan(WOMAN, who=who)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("labels", "days"),
    [
        (("2026-03-10", "2026-03-09"), [2, 1]), (("20", "21"), [1, 2]), (("maandag", "dinsdag"), [1, 2]),
        (("2026-3-9", "2026-03-10"), [1, 2]), (("3/1/2026", "2/1/2026"), [1, 2]), (("10", "9"), [2, 1]),
    ],
)  # fmt: skip
def test_days_that_were_not_recorded_are_no_empty_days(labels: Sequence[str], days: Sequence[int]) -> None:
    plan = read([("day", "food", "grams"), *((label, ALMONDS, 30) for label in labels)]).plan(WOMAN)
    assert [item.day for item in plan.items] == days
    assert plan.days == 2


def test_a_meal_we_do_not_know_is_a_snack_and_told() -> None:
    draft = read([("meal", "food", "grams"), ("elevenses", ALMONDS, 1), ("Avondeten", ALMONDS, 1)])
    assert [row.meal for row in draft.rows] == [Meal.SNACK, Meal.DINNER]
    assert any("elevenses" in line for line in draft_lines(draft, TEXTS["en"]))


def test_a_title_may_stand_above_and_the_table_on_a_later_sheet() -> None:
    draft = read(workbook([("My week",), (), ("food", "grams"), (ALMONDS, 30)], before=("Cover",)), file="x.xlsx")
    assert [(row.row, row.grams) for row in draft.rows] == [(4, 30)]


def test_cells_that_look_like_formulas_are_words() -> None:
    for words in ("=1+1", "+almond?", "-5", "@x"):
        rows = [("food", "grams"), (words, 10), (ALMONDS, 1)]
        for content in (text_of(rows), workbook(rows)):
            draft = read(content)
            told = [one.values["value"] for one in draft.problems] + [row.name for row in draft.doubtful]
            assert told == [words]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("food", "food name", "grams"), (ALMONDS, ALMONDS, 1)], "heading_twice"),
        ([("food", "meal"), (ALMONDS, "lunch")], "draft_column_missing"),
        ([("day", "grams"), (1, 1)], "draft_column_missing"),
        ([("food", "grams")], "diary_without_rows"),
        ([("apple", "pear"), (1, 2)], "draft_not_a_table"),
        ([("food", "grams"), (ALMONDS, "12", "5")], "import_problems"),
    ],
)
def test_what_is_no_such_table(rows: Table, code: str) -> None:
    assert refused(rows).code == code


def test_names_that_we_do_not_know_are_not_searched_without_end() -> None:
    rows = [("food", "grams"), *((f"qqxzw{number}x", 1) for number in range(MOST_SEARCHES + 3)), (ALMONDS, 1)]
    codes = [problem.code for problem in read(rows).problems]
    assert codes.count("draft_too_many_names") == 3


def test_every_heading_of_a_table_means_one_thing() -> None:
    once = [words for headings in TABLE.headings.values() for words in headings]
    assert len(once) == len(set(once))


def test_a_workbook_of_one_person() -> None:
    content = workbook([("food", "grams"), (ALMONDS, 30)])
    assert nutrition.read_workbook(content, small_book(), person=WOMAN).items == (PlanItem(food_id=ALMONDS, grams=30),)
    # who does not say who eats is greeted as everybody is
    assert read_workbook(content, small_book()).person == Person(age_years=40, sex="female")


# --- Exports of other programs; docs/import.md says where their headings were seen

CRONOMETER = ("Day", "Time", "Group", "Food Name", "Amount", "Energy (kcal)", "Magnesium (mg)", "Category")
ASA24 = (
    "RecallRecId", "UserName", "UserID", "RecallNo", "RecallAttempt", "Occ_No", "Occ_Time", "Occ_Name", "FoodNum",
    "FoodCode", "FoodAmt", "KCAL", "MAGN", "FoodComp", "Food_Description",
)  # fmt: skip
MYFITNESSPAL = ("Date", "Meal", "Calories", "Fat (g)", "Potassium", "Protein (g)", "Calcium", "Note")


def servings(*rows: tuple[str, str, str, str, str]) -> list[tuple[str, ...]]:
    return [CRONOMETER, *((day, "8:00 AM", group, name, amount, "1", mg, "") for day, group, name, amount, mg in rows)]


def test_cronometer_keeps_its_own_values() -> None:
    draft = read(
        servings(
            ("2026-03-01", "Breakfast", "Oats, rolled", "40.00 g", "55.20"),
            ("2026-03-02", "Breakfast", "Oats, rolled", "35.00 g", "48.30"),
            ("2026-03-02", "Uncategorized", "Soup", "1.50 cup", "20.00"),
            ("2026-03-02", "Dinner", "Mystery", "100.00 g", ""),
            ("2026-03-02", "Dinner", "Water, tap", "8.00 fl oz", "0.00"),
        )
    )
    assert (draft.given_by, draft.problems, draft.doubtful, draft.no_magnesium) == ("Cronometer", (), (), False)
    plan = draft.plan(WOMAN)
    intake = daily_intake(plan, small_book())
    assert intake.by_day_mg == pytest.approx((55.2, 48.30 + 20), abs=0.01)
    assert sum(intake.by_day_mg) == pytest.approx(55.2 + 48.30 + 20)
    assert [food.name_en for food in intake.unknown_foods] == ["Mystery (Cronometer)"]
    oats, soup, mystery, water = plan.own_foods
    assert (oats.given_by, oats.sure, oats.mg_per_100g) == ("Cronometer", True, pytest.approx(138.0))
    assert (soup.name, soup.per_portion, soup.mg_per_100g) == ("Soup, 1.5 cup (Cronometer)", True, 20)
    assert mystery.mg_per_100g is None
    assert water.mg_per_100g == 0
    assert [amount_words(line, TEXTS["nl"]) for line in intake.lines[1:3]] == ["35 g", "1 portie"]
    assert read_plan(write_plan(plan).encode()) == plan


def test_one_food_with_two_values_is_two() -> None:
    rows = servings(
        ("2026-03-01", "Lunch", "Bread", "100.00 g", "80.00"), ("2026-03-01", "Lunch", "bread", "100.00 g", "20.00")
    )
    plan = read(rows).plan(WOMAN)
    assert [own.name for own in plan.own_foods] == ["Bread (Cronometer)", "bread (Cronometer) (2)"]
    assert daily_intake(plan, small_book()).food_mg == pytest.approx(100)


def test_a_supplement_is_not_food() -> None:
    rows = [
        *servings(
            ("2026-03-01", "Snacks", "Magnesium", "1.00 tablet", "400.00"), ("d", "Lunch", "Oats", "10.00 g", "9")
        ),
        ("2026-03-01", "", "Snacks", "Powder", "5.00 g", "0", "1.00", "Supplements"),
        ("2026-03-01", "", "Snacks", "Salt", "1.00 g", "0", "160.00", ""),
    ]
    draft = read(rows)
    assert [code for code, *_ in faults(draft)] == ["draft_supplement", "draft_supplement", "draft_value_high"]
    assert len(draft.rows) == 1


def test_cronometer_without_magnesium_is_told_and_asks_for_every_food() -> None:
    rows = [
        [row[place] for place in (0, 2, 3, 4, 5)] for row in servings(("2026-03-01", "Lunch", "Almonds", "30.00 g", ""))
    ]
    name = next(row[1] for row in FOODS if row[0] == ALMONDS)
    rows.append(["2026-03-01", "Lunch", name, "10.00 g", "1"])
    draft = read(rows)
    assert draft.no_magnesium
    assert [row.doubtful for row in draft.rows] == [True] * 2
    assert [food.food_id for food in draft.rows[1].candidates] == [ALMONDS]
    assert any("magnesium" in line for line in draft_lines(draft, TEXTS["nl"]))


def item(
    user: str, recall: int, occasion: int, code: str, grams: str, mg: str, name: str, whole: str = "1"
) -> list[object]:
    return ["x", user, "y", recall, 0, 1, "11/5/2021 7:00", occasion, 1, code, grams, "1", mg, whole, name]


def test_asa24_items() -> None:
    draft = read(
        [
            ASA24,
            item("VVKAJ101", 1, 1, "57231250", "104", "101.92", "Cereal (Great Grains)"),
            item("VVKAJ101", 3, 7, "94000100", "252", "2.52", "Water, tap"),
            item("VVKAJ101", 3, 5, "92400000", "297.6", "0", "Soft drink, NFS"),
            item("VVKAJ102", 1, 4, "9", "10", "0", "Missing food"),
            item("VVKAJ102", 1, 3, "63107010", "87.125", "10.835", "Banana, raw", whole="2"),
        ]
    )
    assert draft.people == ("VVKAJ101", "VVKAJ102")
    plan = draft.plan(WOMAN, who="VVKAJ101")
    assert [(one.day, one.meal) for one in plan.items] == [(1, Meal.BREAKFAST), (2, Meal.SNACK), (2, Meal.DINNER)]
    assert daily_intake(plan, small_book()).by_day_mg == pytest.approx((101.92, 2.52))
    assert plan.own_foods[2].mg_per_100g == 0
    assert plan.own_foods[0].given_by == "ASA24"
    # not found, or not complete: unknown, which is not zero
    assert [own.mg_per_100g for own in draft.plan(WOMAN, who="VVKAJ102").own_foods] == [None, None]


def test_a_summary_of_meals_names_no_foods() -> None:
    assert refused([MYFITNESSPAL, ("2026-01-05", "Lunch", 650, 22, 600, 35, 15, "")]).code == "draft_meals_only"


def test_myfitnesspal_with_foods_is_asked_about() -> None:
    rows = [
        ("Date", "Meal", "Food", "Calories"), ("2024-01-15", "Breakfast", "Shop - Almonds, 40 g", 150),
        ("2024-01-15", "Lunch", "Almonds, 1 handful", 150), ("2024-01-15", "Lunch", "Almonds", 150),
    ]  # fmt: skip
    draft = read(rows)
    assert draft.no_magnesium
    assert [(row.name, row.grams, row.measure) for row in draft.doubtful] == [
        ("Shop - Almonds", 40, ""), ("Almonds", None, "handful"),
    ]  # fmt: skip
    assert [code for code, *_ in faults(draft)] == ["draft_no_weight"]


def test_an_own_food_of_a_program_is_checked() -> None:
    for wrong in ({"given_by": "a\nb"}, {"per_portion": 1}):
        with pytest.raises(NutritionError):
            OwnFood(food_id="own-1", name="Soup", **wrong)


# --- The command line


@pytest.fixture
def folder(tmp_path: Path, handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cli, "load_handbook", lambda **_: handbook)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, str, str]:
    code = cli.main(["import", "table.csv", "plan.toml", "--age-years", "40", "--sex", "female", *given])
    return code, *capsys.readouterr()


def test_a_table_becomes_a_plan_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "table.csv").write_bytes(
        text_of([("food", "grams"), (ALMONDS, 30), ("cooked spinach", 100), ("qqxzw", 1)])
    )
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert "row 3" in err
    assert "row 4" in err
    assert not (folder / "plan.toml").exists()
    code, out, err = run(capsys, "--usable", "--choose", "3=usda-11458")
    assert (code, err) == (0, "")
    assert "1 row cannot be used" in out
    plan = read_plan((folder / "plan.toml").read_bytes())
    assert [(one.food_id, one.grams) for one in plan.items] == [(ALMONDS, 30), ("usda-11458", 100)]
    for wrong in ("x", "=usda-1", "3"):
        assert run(capsys, "--usable", "--choose", wrong)[0] == 2
    assert import_command._chosen("a=b=c") == ("a=b", "c")


def test_the_page_on_imports_names_every_program_and_the_columns() -> None:
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    for program in ("Cronometer", "ASA24", "MyFitnessPal"):
        assert program in page
    for field, headings in TABLE.headings.items():
        assert any(f"`{word}`" in page for word in headings), field
