"""A person's own download of an official table, on the command line and the page: used, credited, gone again."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from table_files import GOOD, NEVO_FILE, NEVO_ROWS, nevo_file, nevo_row
from test_pages import click, complaints, done, in_both_languages, on_page, on_sources, open_plan, plan_of, visit

from nutrition import Handbook, NutritionError, Person, Plan, PlanItem, load_handbook, make_report
from nutrition.added import PUBLISHERS
from nutrition.storage import write_plan
from nutrition.text import Text
from nutrition.views import cli
from nutrition.views.excel import write_workbook
from nutrition.views.imports import added_folder, read_table_file
from nutrition.views.pages._take_away import workbook
from nutrition.views.words import error_words

CITATION = "NEVO-online versie 2025/9.0, RIVM, Bilthoven"
CREDIT = {
    "nl": f"Gebaseerd op gegevens van {CITATION} en andere gegevens",
    "en": "Based on data from NEVO online version 2025/9.0, RIVM, Bilthoven and other data sources",
}
PLAN = Plan(person=Person(age_years=40, sex="female"), items=(PlanItem(food_id="nevo-901", grams=200),))
OTHER = Plan(person=Person(age_years=40, sex="female"), items=(PlanItem(food_id="usda-12061", grams=200),))
Said = pytest.CaptureFixture[str]


@pytest.fixture
def nevo(tmp_path: Path) -> Path:
    path = tmp_path / NEVO_FILE
    path.write_bytes(nevo_file())
    return path


def run(capsys: Said, *arguments: object) -> tuple[int, str, str]:
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def written(plan: Plan, folder: Path) -> Path:
    path = folder / "plan.toml"
    path.write_text(write_plan(plan), encoding="utf-8")
    return path


@in_both_languages
def test_import_use_and_forget(language: str, nevo: Path, tmp_path: Path, capsys: Said) -> None:
    told = ("--language", language)
    code, out, err = run(capsys, "foods", "import", "nevo", nevo, *told)
    assert (code, err) == (0, "")
    assert CITATION in out
    assert str(len(NEVO_ROWS)) in out
    _, out, _ = run(capsys, "foods", "imported", *told)
    assert f"nevo: {len(NEVO_ROWS)} · {CITATION}" in out
    _, out, _ = run(capsys, "foods", "koekkoeksbloem", *told)
    assert "nevo-901" in out
    assert CITATION in out
    _, out, _ = run(capsys, "foods", "nevo-901", *told)
    assert CITATION in out
    _, out, _ = run(capsys, "foods", "almonds", *told)
    assert CITATION not in out
    code, out, _ = run(capsys, "report", written(PLAN, tmp_path), *told)
    assert code == 0
    assert CREDIT[language] in out
    assert f"NEVO 2025/9.0: {CITATION} (901)" in out
    _, out, _ = run(capsys, "report", written(OTHER, tmp_path), *told)
    assert "RIVM" not in out
    assert run(capsys, "foods", "forget", "nevo", *told)[0] == 0
    code, _, err = run(capsys, "report", written(PLAN, tmp_path), *told)
    assert (code, "nevo-901" in err) == (2, True)
    assert run(capsys, "foods", "forget", "nevo", *told)[0] == 2


@pytest.mark.parametrize("table", PUBLISHERS)
def test_every_table_comes_in(table: str, tmp_path: Path, capsys: Said) -> None:
    file, content = GOOD[table]
    (tmp_path / file).write_bytes(content)
    assert run(capsys, "foods", "import", table, tmp_path / file)[0] == 0
    assert f"  {table}: " in run(capsys, "foods", "imported")[1]


@pytest.mark.parametrize("wrong", [nevo_file([nevo_row("1", "x", "x", "veel")]), b"", GOOD["ciqual"][1]])
def test_a_wrong_file_leaves_the_old_one(wrong: bytes, nevo: Path, capsys: Said) -> None:
    run(capsys, "foods", "import", "nevo", nevo)
    folder = added_folder()
    assert folder
    old = (folder / "nevo.csv").read_bytes()
    nevo.write_bytes(wrong)
    code, out, err = run(capsys, "foods", "import", "nevo", nevo)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"nevo.csv": old}


@pytest.mark.parametrize(
    "words",
    [("import", "nevo"), ("import", "nevo", "nothing.csv"), ("import", "usda", "x.csv"), ("imported", "x"),
     ("forget", "x"), ("forget", "nevo", "x")],
)  # fmt: skip
def test_what_cannot_be_asked(words: tuple[str, ...], capsys: Said) -> None:
    code, out, err = run(capsys, "foods", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.fixture(scope="module")
def with_nevo() -> Handbook:
    return load_handbook(tables=[read_table_file("nevo", nevo_file(), file=NEVO_FILE)])


@in_both_languages
def test_the_workbook_names_rivm_and_formulas_stay_words(
    language: str, with_nevo: Handbook, tmp_path: Path, texts: dict[str, Text]
) -> None:
    items = (*PLAN.items, PlanItem(food_id="nevo-904", grams=10))
    report = make_report(Plan(person=PLAN.person, items=items), with_nevo, "gezondheidsraad")
    path = tmp_path / "report.xlsx"
    path.write_bytes(write_workbook(report, with_nevo, texts[language]))
    book = load_workbook(path)
    words = [
        cell for page in book.worksheets for row in page.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert any(cell.value == CITATION for cell in words)
    assert any(CREDIT[language] in cell.value for cell in words)
    name = report.intake.lines[1].food.name(language)
    assert name.startswith("=")
    assert {cell.data_type for cell in words if cell.value == name} == {"s"}


@in_both_languages
def test_the_button_writes_a_workbook_with_the_tables_of_the_visit(
    language: str, with_nevo: Handbook, texts: dict[str, Text], caplog: pytest.LogCaptureFixture
) -> None:
    """What a button hands out is made in another thread, which knows no visit."""
    report = make_report(PLAN, with_nevo, "gezondheidsraad")
    with ThreadPoolExecutor(1) as elsewhere:
        content = elsewhere.submit(workbook, report, with_nevo, texts[language]).result()
    cells = [cell for page in load_workbook(BytesIO(content)) for row in page.values for cell in row]
    assert CITATION in cells
    assert not caplog.records


def bring(app, text: Text, content: bytes, file: str = NEVO_FILE):
    """Hand a file to the fold on Sources."""
    on_sources(app, text)
    app.file_uploader[0].set_value((file, content, "text/csv"))
    return done(app.run())


@in_both_languages
def test_a_table_for_this_visit(language: str, texts: dict[str, Text]) -> None:
    app, text = visit(language), texts[language]
    bring(app, text, nevo_file())
    said = on_page(app)
    assert CITATION in said
    assert CREDIT[language] in said
    assert text("page.sources.table_foods", count=len(NEVO_ROWS)) in said
    assert "own_handbook" not in app.session_state
    click(app, text("page.sources.use_table"))
    first = app.session_state["own_handbook"]
    app.switch_page("nutrition/views/pages/my_day.py")
    done(app.run())
    app.text_input(key="words").set_value("koekkoeksbloem")
    done(app.run())
    assert CITATION in on_page(app)
    app.button(key="choose-nevo-901").click()
    done(app.run())
    assert plan_of(app).items[0].food_id == "nevo-901"
    app.text_input(key="words").set_value("")
    done(app.run())
    assert CREDIT[language] in on_page(app)
    assert app.session_state["own_handbook"] is first  # made once, not at every click
    # a table in use stays; once nothing of it is eaten it can go, also out of what undo goes back to
    on_sources(app, text)
    remove = text("page.sources.remove_table", name="NEVO")
    click(app, remove)
    assert complaints(app) == [text("error.table_in_use")]
    app.switch_page("nutrition/views/pages/my_day.py")
    done(app.run())
    click(app, text("page.my_day.clear_yes"))
    on_sources(app, text)
    click(app, remove)
    assert not complaints(app)
    assert CITATION not in on_page(app)
    assert all(item.food_id != "nevo-901" for then in app.session_state["steps"].past for item in then.plan.items)


@in_both_languages
def test_another_visitor_does_not_see_it(language: str, texts: dict[str, Text]) -> None:
    first, text = visit(language), texts[language]
    bring(first, text, nevo_file())
    click(first, text("page.sources.use_table"))
    second = visit(language)
    second.text_input(key="words").set_value("koekkoeksbloem")
    done(second.run())
    assert text("page.my_day.no_results", words="koekkoeksbloem") in on_page(second)
    open_plan(second, write_plan(PLAN).encode())
    assert complaints(second)


@in_both_languages
@pytest.mark.parametrize("wrong", [b"", nevo_file([nevo_row("1", "x", "x", "veel")]), GOOD["bls"][1]])
def test_a_wrong_file_on_the_page_changes_nothing(wrong: bytes, language: str, texts: dict[str, Text]) -> None:
    app, text = visit(language), texts[language]
    bring(app, text, wrong)
    with pytest.raises(NutritionError) as caught:
        read_table_file("nevo", wrong, file=NEVO_FILE)
    assert error_words(caught.value, text)[0] in complaints(app)[0]
    assert not app.session_state["offered_table"]
    assert "own_handbook" not in app.session_state
    assert text("page.sources.use_table") not in [button.label for button in app.button]
