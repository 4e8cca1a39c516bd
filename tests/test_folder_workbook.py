"""Several plans in one workbook: an overview whose figures come from a sheet for each person, live."""

import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from libreoffice import recalculate_all
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nutrition import (
    DoseKind,
    Handbook,
    Ingredient,
    NutritionError,
    OwnFood,
    Person,
    Plan,
    PlanItem,
    Recipe,
    Report,
    SupplementDose,
    Text,
    load_text,
    make_report,
    read_workbook,
    write_folder,
)  # fmt: skip
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES
from nutrition.views import cli
from nutrition.views.plan_files import MOST_PLANS
from nutrition.views.reference_words import room_words
from nutrition.views.sheet_titles import sheet_titles
from nutrition.views.workbook_in import read_draft_file

ALMONDS, SPINACH, CHOCOLATE, NO_VALUE = "usda-12061", "usda-11458", "usda-19904", "usda-2074"
WOMAN = Person(age_years=40, sex="female", ask_first="no")
DAY = (
    PlanItem(food_id=ALMONDS, grams=30, meal="breakfast"),
    PlanItem(food_id=SPINACH, grams=100, meal="dinner"),
    PlanItem(food_id=CHOCOLATE, grams=30),
)
UNKNOWN = PlanItem(food_id=NO_VALUE, grams=200, meal="dinner")
HANDFULS = PlanItem(food_id=ALMONDS, measure="handful (23 almonds)", amount=1.5, day=2, meal="lunch")
DOSES = (
    SupplementDose(form="citrate", elemental_mg=300, name='=HYPERLINK("x")'),
    SupplementDose(elemental_mg=50.5, kind=DoseKind.FORTIFIED, name="@x"),
)
OWN = (OwnFood(food_id="own-1", name="+pap", mg_per_100g=140.625), OwnFood(food_id="own-2", name='=1+"1"'))
PAN = Recipe(
    food_id="own-3",
    name="-pan",
    ingredients=(Ingredient(food_id=ALMONDS, grams=100), Ingredient(food_id=NO_VALUE, grams=50)),
    cooked_g=300,
)
OF_OWN = tuple(PlanItem(food_id=f"own-{number}", grams=150) for number in (1, 2, 3))
NAMES = (
    '=HYPERLINK("x")', "+1", "-2+3", "@x", "\tx\r=1", "'", "O'Neill & Zoon", "[a]/b\\c:d*e?", "History", "", "  ",
    "Overzicht", "overview", "Bronnen", "a" * 40, "a" * 60, "🍎" * 20, "x\x00\x0by", "<c/>&", "A1", "2026", "anna",
    "ANNA", "intake_total_mg", "&P van &N", "nog langer dan dertig tekens, 'nee", "ﬁ", "FI",
)  # fmt: skip
HOSTILE = tuple(Plan(name=name, person=WOMAN, items=DAY[:1]) for name in NAMES)
PEOPLE = (
    Plan(name="Anna", person=WOMAN, items=DAY),
    Plan(name="Bram", person=Person(age_years=71, sex="male"), items=(*DAY, UNKNOWN, HANDFULS), days=3),
    Plan(name="anna", person=replace(WOMAN, life_stage="pregnant"), items=DAY, supplements=DOSES),
    Plan(name="Peuter", person=Person(age_years=3, sex="male"), supplements=DOSES[1:]),
    Plan(name="Baby", person=Person(age_years=0.1, sex="female"), items=(UNKNOWN,)),
    Plan(name="Eigen", person=WOMAN, items=OF_OWN, own_foods=OWN, recipes=(PAN,), supplements=DOSES[:1]),
    Plan(name="Genoeg", person=WOMAN, items=(PlanItem(food_id=ALMONDS, grams=400), UNKNOWN)),
)


def random_plans(seed: int) -> tuple[Plan, ...]:
    """Draw plans over several days, with foods without a value, measures, doses, all ages and all answers."""
    draw = random.Random(seed)
    one_gram = (ALMONDS, SPINACH, CHOCOLATE, NO_VALUE, "own-1", "own-3")
    drawn = []
    for number in range(17):
        age_years, sex = draw.choice([0.2, 1, 3.9, 6, 13, 16, 25, 40, 60, 71, 90]), draw.choice(["female", "male"])
        stages = ["none", "pregnant", "lactating"] if sex == "female" and 13 < age_years < 50 else ["none"]
        items = [
            PlanItem(food_id=draw.choice(one_gram), grams=round(draw.uniform(0.5, 400), 3), day=draw.randint(1, 4))
            for _ in range(draw.randint(0, 9))
        ]
        doses = [
            SupplementDose(elemental_mg=round(draw.uniform(0, 300), 2), kind=draw.choice(list(DoseKind)))
            for _ in range(draw.randint(0, 2))
        ]
        answer = draw.choice(["yes", "no", "no", "not_answered"])
        person = Person(age_years=age_years, sex=sex, life_stage=draw.choice(stages), ask_first=answer)
        more = {"own_foods": OWN, "recipes": (PAN,), "supplements": tuple(doses)}
        drawn.append(Plan(name=f"P{number}", person=person, items=(*items, HANDFULS), days=draw.randint(4, 6), **more))
    return tuple(drawn)


BOOKS = {
    "random nl": (random_plans(1), "gezondheidsraad", "nl"),
    "random en": (random_plans(2), "nasem", "en"),
    "random efsa": (random_plans(3), "efsa", "nl"),
    "nl": (PEOPLE, "gezondheidsraad", "nl"),
    "en": (PEOPLE, "nasem", "en"),
    "drinks": (PEOPLE, "who_fao", "en"),
    "one": (PEOPLE[:1], "efsa", "nl"),
    "hostile": (HOSTILE, "gezondheidsraad", "nl"),
}
OVERVIEW = {"nl": "Overzicht", "en": "Overview"}
LEAST = {"nl": ("minstens", "hooguit"), "en": ("at least", "at most")}
TEXTS = {language: load_text(language) for language in LANGUAGES}


@pytest.fixture(scope="module")
def reports(handbook: Handbook) -> dict[str, list[Report]]:
    return {
        name: [make_report(plan, handbook, authority) for plan in plans]
        for name, (plans, authority, _) in BOOKS.items()
    }


@pytest.fixture(scope="module")
def written(reports: dict[str, list[Report]], handbook: Handbook) -> dict[str, bytes]:
    return {name: write_folder(reports[name], handbook, TEXTS[BOOKS[name][2]]) for name in BOOKS}


@pytest.fixture(scope="module")
def worked_out(written: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Every workbook and every edited one, recalculated by LibreOffice in one run."""
    edits = {
        "grams": ("en", "Anna", "Breakfast", {"E": 60}),
        "no grams": ("en", "Anna", "Breakfast", {"E": None}),
        "value": ("nl", "Bram", "Avondeten", {"F": 10}),
        "no value": ("nl", "Anna", "Avondeten", {"F": None}),
        "dose": ("nl", "anna (2)", "supplement", {"E": 100}),
        "new dose": ("nl", "Anna", "", {"A": "supplement", "E": 400}),
    }
    contents = dict(written)
    for name, (book, sheet, first, cells) in edits.items():
        contents[name] = edited(written[book], sheet, first, cells)
    made = recalculate_all(contents, tmp_path_factory.mktemp("libreoffice"))
    return {name: values_of(book.content) for name, book in made.items()}


def values_of(content: bytes) -> Workbook:
    """Return a workbook with the values that stand beside its formulas."""
    return load_workbook(BytesIO(content), data_only=True)


def edited(content: bytes, title: str, first: str, cells: dict[str, object]) -> bytes:
    """Change unlocked cells of the last row that has a word in column A or B, or of the last row of all."""
    book = load_workbook(BytesIO(content))
    page = book[title]
    [*_, row] = [row for row in range(1, page.max_row + 1) if not first or first in values(page, row)[:2]]
    for column, value in cells.items():
        assert not page[f"{column}{row}"].protection.locked
        page[f"{column}{row}"] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def values(page: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in page[row]]


def people(book: Workbook) -> dict[str, list[object]]:
    """Return the rows of the overview by the name in front."""
    page = book.worksheets[0]
    [top] = [row for row in range(1, page.max_row + 1) if page[f"A{row}"].value in ("Naam", "Name")]
    return {str(page[f"A{row}"].value): values(page, row) for row in range(top + 1, page.max_row + 1)}


def figures(book: Workbook, title: str) -> dict[str, list[object]]:
    """Return the figures of a person's sheet by their label: the words before, the figure, what it is."""
    page, found = book[title], {}
    for row in range(7, page.max_row + 1):
        if not page[f"A{row}"].value:
            break
        found[str(page[f"A{row}"].value)] = [page[f"{column}{row}"].value for column in "DEG"]
    return found


def same(shown: object, expected: float | str | None) -> bool:
    if expected is None or isinstance(expected, str):
        return (shown or "") == (expected or "")
    return shown == pytest.approx(expected, abs=0.01)


def expected_row(report: Report, text: Text) -> list[float | str | None]:
    intake, found, ledger = report.intake, report.assessment, report.ledger
    least, most = LEAST[text.language]
    return [
        intake.days,
        least if intake.at_least else "",
        intake.food_mg,
        intake.supplement_mg,
        intake.total_mg,
        found.target_mg,
        most if intake.at_least and found.gap_mg else "",
        found.gap_mg,
        found.target_percent,
        room_words(report, text) if ledger.room_mg is None else ledger.room_mg,
    ]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("which", ["cached", "recalculated"])
def test_the_overview_has_the_reports_figures(name, which, reports, written, worked_out):
    book = values_of(written[name]) if which == "cached" else worked_out[name]
    text = TEXTS[BOOKS[name][2]]
    rows = list(people(book).values())
    assert len(rows) == len(reports[name])
    for row, report in zip(rows, reports[name], strict=True):
        shown = [*row[2:8], *row[9:13]]
        told = zip(shown, expected_row(report, text), strict=True)
        assert [pair for pair in told if not same(*pair)] == [], report.plan.name
        exceeded = text("excel.ul_exceeded")
        assert (exceeded in str(row[13])) is report.assessment.ul_exceeded


@pytest.mark.parametrize("name", ["nl", "en", "drinks", "random nl", "random en", "random efsa"])
def test_a_persons_sheet_has_the_reports_figures_and_lines(name, reports, worked_out):
    book, text = worked_out[name], TEXTS[BOOKS[name][2]]
    for title, report in zip(book.sheetnames[1:-1], reports[name], strict=True):
        told, found = figures(book, title), report.assessment
        for key, value in {
            "report.days": report.intake.days,
            "report.food": report.intake.food_mg,
            "report.intake": report.intake.total_mg,
            "report.target": found.target_mg,
            "report.gap": found.gap_mg,
            "report.percent": found.target_percent,
            "excel.ul": found.ul_mg,
            "report.room": report.ledger.room_mg,
            "excel.above_ul": found.above_ul_mg,
            "report.probability": found.adequacy and 100 * found.adequacy.probability,
        }.items():
            assert same(told[text(key)][1], value), (title, key)
        if report.ledger.no_room:
            assert told[text("report.room")][2] == room_words(report, text)
        page = book[title]
        [top] = [row for row in range(1, page.max_row + 1) if page[f"C{row}"].value == text("page.my_day.table_food")]
        lines = sorted(report.intake.lines, key=lambda line: line.item.day)
        shown = [values(page, row) for row in range(top + 1, top + 1 + len(lines))]
        assert {row[2] for row in shown} == {line.food.name(text.language) for line in lines}
        assert sum(float(row[4]) for row in shown) == pytest.approx(sum(line.portion_g for line in lines))
        mg = sum(line.magnesium_mg or 0 for line in lines)
        assert sum(float(row[6] or 0) for row in shown) == pytest.approx(mg, abs=0.01)


@pytest.mark.parametrize("name", BOOKS)
def test_cached_values_are_what_the_formulas_give(name, written, worked_out):
    cached, count = values_of(written[name]), 0
    for page in load_workbook(BytesIO(written[name])).worksheets:
        for row in page.iter_rows():
            for cell in (cell for cell in row if cell.data_type == "f"):
                before = cached[page.title][cell.coordinate].value
                after = worked_out[name][page.title][cell.coordinate].value
                count += 1
                if isinstance(before, int | float):
                    assert after == pytest.approx(before, abs=1e-6), (page.title, cell.coordinate)
                else:
                    assert (after or "") == (before or ""), (page.title, cell.coordinate)
    assert count > 20 * len(BOOKS[name][0])


def test_a_changed_gram_moves_sheet_and_overview(worked_out):
    row = people(worked_out["grams"])["Anna"]
    assert row[4:8] == pytest.approx([236.4 + 81, 0, 236.4 + 81, 320])
    assert row[10:12] == pytest.approx([2.6, 100 * 317.4 / 320])
    [anna] = [values(worked_out["grams"]["Anna"], row) for row in rows_of(worked_out["grams"]["Anna"], "Breakfast")]
    assert anna[3] in (None, "")  # "30 g" would no longer be true
    assert anna[4:8] == [60, 270, pytest.approx(162), "analysed"]
    assert people(worked_out["grams"])["Bram"] == people(worked_out["en"])["Bram"]


def rows_of(page: Worksheet, word: str) -> Iterator[int]:
    return (row for row in range(1, page.max_row + 1) if word in values(page, row)[:2])


@pytest.mark.parametrize(
    ("name", "left_mg", "words"), [("no grams", 155.4, "at least"), ("no value", 149.4, "minstens")]
)
def test_what_is_left_blank_is_not_zero(name, left_mg, words, worked_out):
    row = people(worked_out[name])["Anna"]
    assert row[3] == words
    assert row[6] == pytest.approx(left_mg)
    assert row[9] in ("at most", "hooguit")


def test_a_value_that_is_filled_in_makes_the_intake_known(worked_out):
    before, after = people(worked_out["nl"])["Bram"], people(worked_out["value"])["Bram"]
    assert (before[3], before[9], after[3] or "", after[9] or "") == ("minstens", "hooguit", "", "")
    assert after[6] == pytest.approx(before[6] + 200 * 10 / 100 / 3)
    sheet = worked_out["value"]["Bram"]
    assert "ingevuld" in [values(sheet, row)[7] for row in rows_of(sheet, "Avondeten")]


def test_a_changed_dose_moves_the_room_and_the_warning(worked_out):
    before, after = people(worked_out["nl"])["anna (2)"], people(worked_out["dose"])["anna (2)"]
    assert (before[12], before[13]) == (0, "bovengrens overschreden")
    assert (after[5], after[12], after[13] or "") == (pytest.approx(150.5), pytest.approx(99.5), "")
    more = people(worked_out["new dose"])["Anna"]
    assert (more[5], more[12], more[13]) == (400, 0, "bovengrens overschreden")


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_a_stop_there_is_no_room_and_no_cell_that_gives_one(language, reports, written):
    formulas = load_workbook(BytesIO(written[language]))
    for row, report in zip(people(formulas).values(), reports[language], strict=True):
        assert str(row[12]).startswith("=") is (report.ledger.room_mg is not None)
    assert "4" in str(people(formulas)["Peuter"][12])
    drinks = people(load_workbook(BytesIO(written["drinks"])))
    assert not any(str(row[12]).startswith("=") for row in drinks.values())


def test_what_no_figure_says_stands_in_words(worked_out):
    rows = people(worked_out["nl"])
    assert rows["Peuter"][13] == "nog geen voeding genoteerd"
    assert rows["Bram"][13] == "op een dag staat niets"
    assert rows["Anna"][13] in (None, "")
    assert rows["Baby"][8] == "niets gepubliceerd voor deze persoon"


# --- Names


def test_names_become_legal_titles_that_differ_and_never_formulas(written, worked_out):
    for book in (load_workbook(BytesIO(written["hostile"])), worked_out["hostile"]):
        titles = book.sheetnames
        assert len(titles) == len(NAMES) + 2
        assert len({title.casefold() for title in titles}) == len(titles)
        for title in titles:
            assert 0 < len(title.encode("utf-16-le")) // 2 <= 31
            assert not re.search(r"[\\/?*\[\]:\x00-\x1f]", title)
            assert title.strip("'") == title
            assert title.casefold() != "history"
        names = [book.worksheets[0][f"A{row}"] for row in range(8, 8 + len(NAMES))]
        assert {cell.data_type for cell in names} == {"s"}
        assert names[0].value == '=HYPERLINK("x")'
        assert not any(cell.hyperlink for page in book.worksheets for row in page.iter_rows() for cell in row)
    first = values_of(written["hostile"]).worksheets[1]
    assert (first["A1"].value, first["A1"].data_type) == ('Magnesiumwijzer · =HYPERLINK("x")', "s")
    live = load_workbook(BytesIO(written["nl"]))
    for page in live.worksheets:
        for row in page.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" and "HYPERLINK" in cell.value]


def test_an_ampersand_in_a_name_is_no_code_of_the_footer(written):
    pages = load_workbook(BytesIO(written["hostile"])).worksheets
    [footer] = [page.oddFooter.left.text for page in pages if page.title.startswith("&P")]
    assert footer == "Magnesiumwijzer · &&P van &&N"


def test_titles_are_numbered_within_their_length():
    made = list(sheet_titles(["x" * 50] * 11, taken=["X" * 31]))
    assert made[0] == "x" * 27 + " (2)"
    assert made[-1] == "x" * 26 + " (12)"


# --- How it is made


@pytest.mark.parametrize("name", BOOKS)
def test_no_formula_ends_in_an_error_and_none_is_newer_than_excel_2016(name, written, worked_out):
    errors = [c.coordinate for p in worked_out[name].worksheets for r in p.iter_rows() for c in r if c.data_type == "e"]
    assert errors == []
    book = load_workbook(BytesIO(written[name]))
    used: set[str] = set()
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in (cell for cell in row if cell.data_type == "f"):
                assert all(len(words) <= 255 for words in re.findall(r'"((?:[^"]|"")*)"', cell.value))
                outside = re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", cell.value)
                used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", outside))
                # no name of another person's: every figure goes by its place
                assert not re.search(r"[a-z]", outside), cell.value
    known = set("ABS AND COUNTIFS IF ISNUMBER MAX N NORMSDIST NOT ROUND ROW SQRT SUM SUMPRODUCT".split())
    assert used <= known
    assert not book.defined_names


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_of_one_language_and_the_sheets_can_be_printed(language, written):
    book = load_workbook(BytesIO(written[language]))
    ours, theirs = TEXTS[language], TEXTS["nl" if language == "en" else "en"]
    foreign = {theirs.entries[key] for key in theirs.entries if key.startswith(("excel.", "report."))}
    foreign -= set(ours.entries.values())
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.value in foreign] == []
    assert (book.sheetnames[0], book.sheetnames[-1]) == (OVERVIEW[language], ours("report.sources"))
    for page in book.worksheets:
        assert page.freeze_panes
        assert page.protection.sheet
        assert not page.protection.password
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.print_title_rows
        assert "&P" in page.oddFooter.right.text
    overview, anna = book.worksheets[:2]
    assert all(cell.protection.locked for row in overview.iter_rows() for cell in row)
    assert sum(not cell.protection.locked for row in anna.iter_rows() for cell in row) == 2 * 3 + 2 * 5
    assert overview.conditional_formatting
    assert anna.conditional_formatting


def test_every_source_is_named_and_the_same_reports_give_the_same_bytes(reports, written, handbook):
    keys = {cell.value for cell in load_workbook(BytesIO(written["nl"]))["Bronnen"]["A"]}
    for report in reports["nl"]:
        assert {citation.source for citation in (*report.judged_by, *report.intake.citations)} <= keys
    assert write_folder(reports["nl"], handbook, TEXTS["nl"]) == written["nl"]


# --- Coming back


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_not_taken_for_a_typed_table(language, written, handbook):
    book = load_workbook(BytesIO(written[language]))
    book.move_sheet(book.worksheets[0], offset=3)
    stream = BytesIO()
    book.save(stream)
    for content in (written[language], stream.getvalue()):
        for read in (read_workbook, read_draft_file):
            with pytest.raises(NutritionError) as caught:
                read(content, handbook, file="groep.xlsx")
            assert caught.value.code == "workbook_of_people"
    assert "groep.xlsx" in TEXTS[language].error(caught.value)


# --- From the command line


@pytest.fixture
def plans(tmp_path: Path, handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three plan files, one without a name, and something else."""
    monkeypatch.setattr(cli, "load_handbook", lambda **_: handbook)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plans"
    folder.mkdir()
    for file, plan in {"b.toml": PEOPLE[0], "a één.toml": replace(PEOPLE[1], name=" "), "c.TOML": PEOPLE[2]}.items():
        (folder / file).write_text(write_plan(plan), encoding="utf-8")
    (folder / "notes.txt").write_text("no plan", encoding="utf-8")
    (folder / ".hidden.toml").write_text("no plan", encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder(language, plans, capsys):
    code, out, err = run(capsys, "export", "plans", "out.xlsx", "--language", language, "--authority", "nasem")
    assert (code, err) == (0, "")
    assert out.endswith("out.xlsx\n")
    book = values_of(Path("out.xlsx").read_bytes())
    assert book.sheetnames[0] == OVERVIEW[language]
    assert list(people(book)) == ["a één", "Anna", "anna (2)"]
    assert people(book)["Anna"][7] == 320


def test_files_in_their_order_each_once(plans, capsys):
    code, _, err = run(capsys, "export", "plans/c.TOML", "plans/b.toml", "plans/c.TOML", "out.XLSX")
    assert (code, err) == (0, "")
    assert list(people(values_of(Path("out.XLSX").read_bytes()))) == ["anna", "Anna (2)"]


def test_a_pattern_that_a_shell_left_alone(plans, capsys):
    one_sentence(run(capsys, "export", "plans/*.json", "out.xlsx"), "plans/*.json")
    assert run(capsys, "export", "pla*/*.toml", "out.xlsx")[0] == 0
    assert list(people(values_of(Path("out.xlsx").read_bytes()))) == ["a één", "Anna"]
    (plans / "x[1].toml").write_text(write_plan(PEOPLE[0]), encoding="utf-8")
    assert run(capsys, "export", "plans/x[1].toml", "other.xlsx")[0] == 0


def test_one_plan_file_is_the_whole_workbook_and_a_folder_of_one_is_a_folder(plans, capsys):
    assert run(capsys, "export", "plans/b.toml", "one.xlsx")[0] == 0
    assert "Summary" in load_workbook("one.xlsx").sheetnames
    for name in ("a één.toml", "c.TOML"):
        (plans / name).unlink()
    assert run(capsys, "export", "plans", "one.xlsx")[0] == 0
    assert load_workbook("one.xlsx").sheetnames == ["Overview", "Anna", "Sources"]


def one_sentence(said: tuple[int, str, str], named: str) -> None:
    code, out, err = said
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert named in err
    assert "Traceback" not in err
    assert not Path("out.xlsx").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(language, plans, capsys):
    (plans / "b.toml").write_text(
        write_plan(PEOPLE[0]).replace("age_years = 40", "age_years = 150").replace("grams = 100", "grams = -1"),
        encoding="utf-8",
    )
    said = run(capsys, "export", "plans", "out.xlsx", "--language", language)
    one_sentence(said, "b.toml")
    assert "150" in said[2]
    assert "-1" in said[2]
    assert "c.TOML" not in said[2]
    (plans / "c.TOML").write_text(write_plan(PEOPLE[2]).replace(ALMONDS, "usda-0"), encoding="utf-8")
    said = run(capsys, "export", "plans", "out.xlsx", "--language", language)
    one_sentence(said, "usda-0")
    assert {word for word in said[2].split() if word.startswith(("b.", "c."))} >= {"b.toml:", "c.TOML:"}
    one_sentence(run(capsys, "export", "plans/b.toml", "plans/none.toml", "out.xlsx"), "none.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_plan_is_overwritten_by_mistake(language, plans, capsys):
    before = (plans / "c.TOML").read_bytes()
    for given in (("plans/b.toml", "plans/c.TOML"), ("plans/b.toml", "plans/a één.toml", "plans/c.TOML")):
        one_sentence(run(capsys, "export", *given, "--language", language), "c.TOML")
    assert (plans / "c.TOML").read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_without_plans_too_many_and_an_unknown_authority(language, plans, capsys):
    Path("empty").mkdir()
    one_sentence(run(capsys, "export", "empty", "out.xlsx", "--language", language), "empty")
    many = Path("many")
    many.mkdir()
    for number in range(MOST_PLANS + 1):
        (many / f"{number}.toml").touch()
    one_sentence(run(capsys, "export", "many", "out.xlsx", "--language", language), str(MOST_PLANS))
    said = run(capsys, "export", "plans", "out.xlsx", "--authority", "somebody", "--language", language)
    one_sentence(said, "nasem")
    assert said[2].count("somebody") == 1


def test_as_many_as_may_be_still_come_back_with_a_sentence(small_handbook):
    report = make_report(Plan(person=WOMAN, items=DAY[:1]), small_handbook, "efsa")
    content = write_folder([report] * MOST_PLANS, small_handbook, TEXTS["nl"])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert len(archive.namelist()) <= 200
    with pytest.raises(NutritionError) as caught:
        read_workbook(content, small_handbook)
    assert caught.value.code == "workbook_of_people"
    assert load_workbook(BytesIO(content)).sheetnames[3] == "Persoon 3"
