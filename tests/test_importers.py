"""Official tables in their publishers' formats: values stay what they are, a fault is told with row and column."""

import io
import os
import random
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import table_files as files
from table_files import FDC, GOOD, NEVO_HEADING, NEVO_ROWS, bundle, nevo_file, nevo_row, workbook

from nutrition import DataError, ImportProblems, NutritionError, find_foods, load_handbook
from nutrition.added import PUBLISHERS, AddedTable, forget_table, keep_table, read_added
from nutrition.foods import COLUMNS, Derivation
from nutrition.tables import check
from nutrition.text import Text
from nutrition.views.imports import read_table_file
from nutrition.views.words import MOST_PROBLEMS, error_words

SECONDS = 5


def table_of(table: str, content: bytes | None = None) -> AddedTable:
    file, good = GOOD[table]
    return read_table_file(table, good if content is None else content, file=file)


def by_id(table: AddedTable) -> dict[str, Mapping[str, str]]:
    return {row["food_id"]: row for row in table.rows}


def refusal(table: str, content: bytes, texts: Mapping[str, Text], file: str = "") -> NutritionError:
    """Return why a file is refused, once both languages have said so quickly and in full."""
    begun = time.perf_counter()
    with pytest.raises(NutritionError) as caught:
        read_table_file(table, content, file=file or GOOD[table][0])
    assert time.perf_counter() - begun < SECONDS
    for text in texts.values():
        told = error_words(caught.value, text)
        assert all(told)
        assert len(told) <= MOST_PROBLEMS + 2
    return caught.value


def faults(table: str, content: bytes, texts: Mapping[str, Text]) -> list[tuple[object, ...]]:
    error = refusal(table, content, texts)
    assert isinstance(error, ImportProblems)
    return [(one.code, one.values.get("row"), one.values.get("column")) for one in error.problems]


@pytest.mark.parametrize("table", PUBLISHERS)
def test_a_good_file_becomes_rows_of_our_table(table: str) -> None:
    found = table_of(table)
    assert check(found.rows, COLUMNS, file="x") == []
    assert {row["source"] for row in found.rows} == {found.source.key}
    assert all(row["food_id"].startswith(f"{table}-") and row["locator"] for row in found.rows)
    assert all((row["mg_per_100g"] == "") == (row["derivation"] == Derivation.MISSING) for row in found.rows)


def test_nevo() -> None:
    found = table_of("nevo")
    rows = by_id(found)
    assert found.version == "2025/9.0"
    assert found.source.citation == "NEVO-online versie 2025/9.0, RIVM, Bilthoven"
    first = rows["nevo-901"]
    assert (first["mg_per_100g"], first["kcal_per_100g"], first["derivation"]) == ("27.5", "24", "not_stated")
    assert (first["name_nl"], first["name_en"]) == ("Koekkoeksbloem gekookt", "Ragged robin boiled")
    assert (first["food_group"], first["locator"]) == ("Vegetables", "901")
    # a trace stands in the file as 0 and is none; a real 0 stays 0
    assert (rows["nevo-902"]["mg_per_100g"], rows["nevo-902"]["locator"]) == ("", "902: 0 (trace)")
    assert (rows["nevo-903"]["mg_per_100g"], rows["nevo-903"]["locator"]) == ("", "903: 6,1 (per 100ml)")
    assert rows["nevo-904"]["name_nl"] == "=cmd|' /C calc'!A0"
    assert (rows["nevo-905"]["mg_per_100g"], rows["nevo-905"]["derivation"]) == ("", "missing")
    assert rows["nevo-906"]["mg_per_100g"] == "0"


def test_ciqual() -> None:
    found = table_of("ciqual")
    rows = by_id(found)
    assert "2025" in found.source.citation
    assert rows["ciqual-24999"]["mg_per_100g"] == ""
    assert rows["ciqual-20901"]["mg_per_100g"] == "14.25"
    assert rows["ciqual-20901"]["kcal_per_100g"] == "41.3"
    assert (rows["ciqual-20902"]["mg_per_100g"], rows["ciqual-20902"]["locator"]) == ("", "20902: traces")
    below = rows["ciqual-20903"]
    assert (below["mg_per_100g"], below["max_mg"], below["locator"]) == ("", "0.5", "20903: < 0,5")
    assert rows["ciqual-20904"]["mg_per_100g"] == "127.125"
    assert (rows["ciqual-20905"]["mg_per_100g"], rows["ciqual-20905"]["name_en"]) == ("1250", "=1+1")


def test_headings_of_another_edition() -> None:
    heading = [name.replace("\n", " ").replace("(mg 100g)", "(mg/100 g)") for name in files.CIQUAL_HEADING]
    heading[9] = "Energy, Regulation EU No 1169/2011 (kcal/100g)"
    found = read_table_file("ciqual", workbook([heading, *files.CIQUAL_ROWS]), file="table.xlsx")
    assert by_id(found)["ciqual-20901"]["mg_per_100g"] == "14.25"
    assert found.source.citation == "Anses. Ciqual French food composition table. https://ciqual.anses.fr/"


def test_bls() -> None:
    found = table_of("bls")
    told = {food_id: (row["mg_per_100g"], row["derivation"]) for food_id, row in by_id(found).items()}
    assert told == {
        "bls-B901000": ("45", "calculated"), "bls-G901100": ("12.5", "analysed"), "bls-N901100": ("", "missing"),
        "bls-Q901100": ("0", "assumed"), "bls-S901100": ("3", "not_stated"), "bls-T901100": ("", "missing"),
    }  # fmt: skip
    assert "Version 4.0" in found.source.citation


def test_fooddata_central() -> None:
    found = table_of("fdc")
    rows = by_id(found)
    assert list(rows) == ["fdc-901", "fdc-903", "fdc-904"]
    first = rows["fdc-901"]
    assert (first["mg_per_100g"], first["derivation"], first["kcal_per_100g"]) == ("31.25", "analysed", "55")
    assert (first["samples"], first["min_mg"], first["max_mg"]) == ("8", "28", "35.5")
    assert first["food_group"] == "Vegetables and Vegetable Products"
    assert (rows["fdc-903"]["mg_per_100g"], rows["fdc-903"]["max_mg"]) == ("", "0.25")
    assert rows["fdc-904"]["derivation"] == "missing"
    assert found.version == "2025-04-24"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert by_id(table_of("nevo", nevo_file(encoding=encoding)))["nevo-902"]["name_nl"] == "Crème van biet"


def broken(place: int, column: str, value: str) -> bytes:
    rows = [list(row) for row in NEVO_ROWS]
    rows[place][NEVO_HEADING.index(column)] = value
    return nevo_file(rows)


MG = "MG (mg)"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (MG, "veel", "not_a_number"),
        (MG, "1.250", "not_a_number"),
        (MG, "1.250,5", "not_a_number"),
        (MG, "-5", "not_a_number"),
        (MG, "1e3", "not_a_number"),
        (MG, "=1+1", "not_a_number"),
        (MG, "999999", "out_of_range"),
        ("NEVO-code", "901", "twice"),
        ("NEVO-code", "", "cell_empty"),
        ("Engelse naam/Food name", "", "cell_empty"),
        ("Engelse naam/Food name", "x" * 400, "not_a_choice"),
        ("NEVO-versie/NEVO-version", "", "cell_empty"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(column: str, value: str, code: str, texts: dict[str, Text]) -> None:
    assert faults("nevo", broken(3, column, value), texts) == [(code, 5, column)]


@pytest.mark.parametrize(
    ("typed", "read"), [("27.5", "27.5"), ("0,125", "0.125"), ("12,50", "12.50"), ("1250", "1250")]
)
def test_numbers_that_can_be_read_in_one_way(typed: str, read: str) -> None:
    assert by_id(table_of("nevo", broken(3, MG, typed)))["nevo-904"]["mg_per_100g"] == read


def test_every_fault_is_counted_and_twenty_are_shown(texts: dict[str, Text]) -> None:
    error = refusal("nevo", nevo_file([nevo_row(str(n), "x", "x", "veel") for n in range(100)]), texts)
    assert isinstance(error, ImportProblems)
    assert len(error.problems) == 100
    for text in texts.values():
        told = error_words(error, text)
        assert len(told) == MOST_PROBLEMS + 2
        assert "100" in told[0]
        assert "80" in told[-1]


def test_a_row_with_too_few_cells(texts: dict[str, Text]) -> None:
    assert faults("nevo", nevo_file([*NEVO_ROWS, ["NEVO-Online 2025 9.0", "x"]]), texts) == [("cell_count", 8, None)]


def test_a_quote_that_never_ends_swallows_nothing(texts: dict[str, Text]) -> None:
    content = nevo_file().replace(b"|Koekkoek", b'|"Koekkoek')
    assert refusal("nevo", content, texts)


@pytest.mark.parametrize("lost", ["NEVO-code", "MG (mg)", "Hoeveelheid/Quantity", "Engelse naam/Food name"])
def test_a_column_that_is_missing_is_named(lost: str, texts: dict[str, Text]) -> None:
    heading = ["Iets anders" if name == lost else name for name in NEVO_HEADING]
    error = refusal("nevo", nevo_file(heading=heading), texts)
    assert (error.code, error.values["column"]) == ("table_column_missing", lost)


@pytest.mark.parametrize("by", [";", ",", "\t"])
def test_another_delimiter(by: str, texts: dict[str, Text]) -> None:
    assert refusal("nevo", nevo_file(NEVO_ROWS[:1], by=by), texts).code == "wrong_delimiter"


@pytest.mark.parametrize("told", ["NEVO", "NEVO 2025"])
def test_nevo_without_a_version_has_no_credit_line(told: str, texts: dict[str, Text]) -> None:
    rows = [[told, *row[1:]] for row in NEVO_ROWS]
    assert refusal("nevo", nevo_file(rows), texts).code == "version_unclear"
    rows[0][0] = "NEVO-Online 2023 8.0"
    assert refusal("nevo", nevo_file(rows), texts).code == "version_unclear"


def test_faults_in_a_workbook(texts: dict[str, Text]) -> None:
    rows = [*files.CIQUAL_ROWS, files.ciqual_row(20901, "Again", "veel"), files.ciqual_row("", "No code", "1")]
    assert faults("ciqual", workbook([files.CIQUAL_HEADING, *rows]), texts) == [
        ("twice", 8, "alim_code"),
        ("not_a_number", 8, "Magnesium (mg 100g)"),
        ("cell_empty", 9, "alim_code"),
    ]


def test_faults_in_a_bundle(texts: dict[str, Text]) -> None:
    heading, first, *rest = FDC["food_nutrient.csv"]
    wrong = (*first[:3], "3,5", *first[4:])
    changed = {**FDC, "food_nutrient.csv": (heading, first, wrong, ("1", "2"), *rest)}
    assert faults("fdc", bundle(changed), texts) == [
        ("twice", 3, "fdc_id"),
        ("not_a_number", 3, "amount"),
        ("cell_count", 4, None),
    ]
    for lost in ("food.csv", "nutrient.csv", "food_nutrient.csv"):
        less = {name: rows for name, rows in FDC.items() if name != lost}
        assert refusal("fdc", bundle(less), texts).code == "bundle_lacks"
    assert refusal("fdc", bundle({**FDC, "food.csv": (("fdc_id", "x"),)}), texts).code == "column_missing"


def empty_rows(count: int) -> bytes:
    """Write a workbook whose sheet has a row element, and nothing in it, for each of a million rows."""
    stream = io.BytesIO(workbook([["x"]]))
    changed = io.BytesIO()
    rows = "".join(f'<row r="{n}" spans="{n % 7}:{n % 11}"/>' for n in range(1, count + 1))
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                start, end = content.index("<sheetData>") + len("<sheetData>"), content.index("</sheetData>")
                content = content[:start] + rows + content[end:]
            new.writestr(name, content)
    return changed.getvalue()


def far_cell() -> bytes:
    stream, changed = io.BytesIO(workbook([["x"]])), io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'"A1"', b'"XFD1048576"').replace(b'r="1"', b'r="1048576"')
            new.writestr(name, content)
    return changed.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return stream.getvalue()


def many_entries() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number}.csv", "x")
    return stream.getvalue()


GARBAGE = random.Random(1).randbytes(300_000)
HOSTILE = {
    "nothing": lambda: b"",
    "garbage": lambda: GARBAGE,
    "garbage_text": lambda: GARBAGE.hex().encode(),
    "garbage_archive": lambda: b"PK\x03\x04" + GARBAGE,
    "cut_off": lambda: GOOD["ciqual"][1][:3000],
    "picture": lambda: b"\x89PNG\r\n\x1a\n" + GARBAGE[:1000],
    "old_excel": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "million_empty_rows": lambda: empty_rows(1_000_000),
    "far_cell": far_cell,
    "bomb": bomb,
    "many_entries": many_entries,
    "too_large": lambda: b"x" * 30_000_001,
    "one_line": lambda: b"|" * 1_000_000,
    "long_cell": lambda: b"a|b\n" + b"x" * 1_000_000,
    "only_lines": lambda: b"|\n" * 100_000,
    "utf_16": lambda: nevo_file().decode().encode("utf-16"),
}


@pytest.mark.parametrize("table", PUBLISHERS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_table_is_refused_in_one_sentence(kind: str, table: str, texts: dict[str, Text]) -> None:
    error = refusal(table, HOSTILE[kind](), texts)
    assert not isinstance(error, ImportProblems)


@pytest.mark.parametrize("given", PUBLISHERS)
@pytest.mark.parametrize("table", PUBLISHERS)
def test_a_table_of_another_kind_is_refused(given: str, table: str, texts: dict[str, Text]) -> None:
    if given != table:
        refusal(table, GOOD[given][1], texts)


def test_a_locked_archive(texts: dict[str, Text]) -> None:
    locked = bytearray(bundle())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 4)
    assert refusal("fdc", bytes(locked), texts).code == "archive_damaged"


def test_no_table_of_that_name(texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        read_table_file("../nevo", b"x", file="x.csv")
    assert caught.value.code == "unknown_table"


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    for table in PUBLISHERS:
        keep_table(table_of(table), tmp_path / "foods")
    assert list(read_added(tmp_path / "foods")) == [table_of(table) for table in PUBLISHERS]
    forget_table("nevo", tmp_path / "foods")
    assert [table.table for table in read_added(tmp_path / "foods")] == ["ciqual", "fdc", "bls"]
    with pytest.raises(NutritionError) as caught:
        forget_table("nevo", tmp_path / "foods")
    assert caught.value.code == "table_not_kept"
    assert read_added(None) == ()


@pytest.mark.parametrize("stage", ["fsync", "replace"])
def test_a_failure_half_way_leaves_the_old_file(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = keep_table(table_of("nevo"), tmp_path).read_bytes()

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(*((os, "fsync") if stage == "fsync" else (Path, "replace")), fail)
    with pytest.raises(NutritionError):
        keep_table(table_of("nevo", nevo_file(NEVO_ROWS[:1])), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"nevo.csv": old}


def test_what_a_killed_import_left_is_not_read(tmp_path: Path) -> None:
    keep_table(table_of("nevo"), tmp_path)
    (tmp_path / "nevo.csv.new").write_text("food_id,half a", encoding="utf-8")
    assert len(read_added(tmp_path)) == 1


def test_a_kept_file_that_was_broken_is_told(tmp_path: Path, texts: dict[str, Text]) -> None:
    path = keep_table(table_of("nevo"), tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("27.5", "veel"), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_handbook(added=tmp_path)
    assert all("nevo.csv" in text.error(caught.value) for text in texts.values())


def test_searching_finds_them_in_both_languages(tmp_path: Path, small_data) -> None:
    folder = small_data()
    plain = load_handbook(folder)
    for table in PUBLISHERS:
        keep_table(table_of(table), tmp_path)
    book = load_handbook(folder, added=tmp_path)
    for words in ("koekkoeksbloem", "ragged robin"):
        for language in ("nl", "en"):
            assert find_foods(book.foods, words, language)["food_id"].iloc[0] == "nevo-901"
    assert {"ciqual-20901", "fdc-901", "bls-G901100"} <= set(find_foods(book.foods, "skirret", "nl")["food_id"])
    assert book.food("nevo-902").mg_per_100g is None
    assert book.food("nevo-906").mg_per_100g == 0
    assert book.edition != plain.edition
    assert book.edition == load_handbook(folder, added=tmp_path).edition
    assert load_handbook(folder, added=tmp_path / "nothing").edition == plain.edition
    assert set(plain.food_by_id) < set(book.food_by_id)


def test_a_table_of_this_visit_stands_in_for_the_kept_one(tmp_path: Path, small_data) -> None:
    keep_table(table_of("nevo"), tmp_path)
    new = table_of("nevo", nevo_file(NEVO_ROWS[:1]))
    book = load_handbook(small_data(), added=tmp_path, tables=[new])
    assert [food_id for food_id in book.food_by_id if food_id.startswith("nevo-")] == ["nevo-901"]


def test_a_food_that_we_have_stays_ours(small_data) -> None:
    table = table_of("nevo")
    row = {**table.rows[0], "food_id": "usda-12061"}
    book = load_handbook(small_data(), tables=[AddedTable(table="nevo", version=table.version, rows=(row,))])
    assert book.food("usda-12061").citation.source != table.source.key


def test_no_shipped_source_has_the_key_of_an_imported_one(handbook) -> None:
    assert not [source for source in handbook.sources.values() if source.imported]
    assert not {publisher.name for publisher in PUBLISHERS.values()} & set(handbook.sources)
