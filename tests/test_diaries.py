"""A group's intake records: both layouts, every fault with its row and column, and what is left can be used."""

import codecs
import csv
import datetime
import io
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from hypothesis import strategies as st
from table_files import workbook

from nutrition import ImportProblems, NutritionError, Sex
from nutrition import diaries as diaries_module
from nutrition import diary_files as files_module
from nutrition.diaries import Diaries, read_diaries
from nutrition.diary_cells import food_reader
from nutrition.diary_columns import HEADINGS
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.imports import read_diaries_file
from nutrition.views.words import MOST_PROBLEMS, error_words

SECONDS = 5
DAYS = ("person", "day", "mg")
FOODS = ("person", "day", "food", "grams")
Table = Sequence[Sequence[object]]
Fault = tuple[str, object, object, object]


def text_of(rows: Table, *, by: str = ",", encoding: str = "utf-8") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=by).writerows(rows)
    return stream.getvalue().encode(encoding)


def read(rows: Table | bytes, *, file: str = "group.csv", book: Handbook | None = None) -> Diaries:
    content = rows if isinstance(rows, bytes) else text_of(rows, by=";")
    return read_diaries_file(content, book or small_book(), file=file)


def refusal(rows: Table | bytes) -> NutritionError:
    """Return why a file is refused, once both languages have said so quickly and in full."""
    begun = time.perf_counter()
    with pytest.raises(NutritionError) as caught:
        read(rows)
    assert time.perf_counter() - begun < SECONDS
    for text in TEXTS.values():
        told = error_words(caught.value, text)
        assert all(told)
        assert len(told) <= MOST_PROBLEMS + 2
    return caught.value


def faults(found: Diaries) -> list[Fault]:
    for text in TEXTS.values():
        assert all(text.error(problem) for problem in found.problems)
    assert {problem.values["file"] for problem in found.problems} <= {"group.csv"}
    return [
        (problem.code, problem.values["row"], problem.values.get("column"), problem.values.get("value"))
        for problem in found.problems
    ]


def days(found: Diaries) -> list[tuple[str, float]]:
    return [(found.people[person], mg) for person, mg in zip(found.person, found.mg.tolist(), strict=True)]


def test_a_row_for_each_day() -> None:
    found = read([DAYS, ("b", 1, 200), ("a", 1, 310.5), ("b", 2, "250,25"), ("a", "maandag", 0)])
    assert found.people == ("b", "a")
    assert days(found) == [("b", 200.0), ("b", 250.25), ("a", 310.5), ("a", 0.0)]
    assert found.complete.tolist() == [True] * 4
    assert (found.known_share, found.unknown_foods) == (None, ())
    assert (found.sex, found.age_years, found.weights) == ((None, None),) * 3
    assert found.first_row == (2, 3)
    assert (found.problems, found.problem_count) == ((), 0)
    assert (found.rows, found.rows_left_out, found.days_left_out) == (4, 0, 0)


def test_a_row_for_each_food() -> None:
    found = read(
        [
            FOODS,
            ("7", "1", "usda-12061", "30"),
            ("7", "1", "HAVERMOUT", "40"),
            ("7", "2", "Milk,  whole", "200"),
            ("8", "1", "USDA-4053", "10"),
            ("7", "1", "usda-12061", "30"),
        ]
    )
    assert found.people == ("7", "8")
    assert (found.person.tolist(), found.mg.tolist()) == ([0, 0, 1], pytest.approx([81 + 55.2 + 81, 20, 0]))
    assert (found.known_share, found.complete.all(), found.rows) == (1.0, True, 5)


def test_a_food_without_a_value_makes_the_day_a_lower_bound() -> None:
    rows: Table = [
        FOODS,
        ("a", 1, "usda-12061", 50),
        ("a", 1, "usda-99001", 150),
        ("a", 2, "usda-12061", 50),
        ("b", 1, "usda-99002", 50),
        ("c", 1, "usda-99001", 0),
    ]
    found = read(rows)
    assert days(found) == [("a", 135.0), ("a", 135.0), ("b", 0.0), ("c", 0.0)]
    # nothing of it was eaten on the last day, so that day is known
    assert found.complete.tolist() == [False, True, False, True]
    assert found.known_share == pytest.approx(100 / 300)
    assert [food.food_id for food in found.unknown_foods] == ["usda-99001", "usda-99002"]


def test_nothing_eaten_has_no_known_share() -> None:
    found = read([FOODS, ("a", 1, "usda-12061", 0)])
    assert (days(found), found.known_share) == ([("a", 0.0)], None)


def test_a_food_without_a_value_on_a_day_that_is_left_out_counts_for_nothing() -> None:
    found = read([FOODS, ("a", 1, "usda-99001", 150), ("a", 1, "usda-12061", "veel"), ("b", 1, "usda-12061", 10)])
    assert (found.unknown_foods, found.known_share) == ((), 1.0)


def test_persons_keep_what_is_said_of_them_on_any_row() -> None:
    heading = (*DAYS, "sex", "age", "weight")
    found = read(
        [
            heading,
            ("a", 1, 100, "", 41, "NA"),
            ("a", 2, 100, "F", "", "1,5"),
            ("b", 1, 100, "man", "41,0", "."),
            ("b", 2, 100, "m", "41", ""),
            ("c", 1, 100, "", "", ""),
        ]
    )
    assert found.sex == (Sex.FEMALE, Sex.MALE, None)
    assert found.age_years == (41.0, 41.0, None)
    assert found.weights == (1.5, None, None)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("word", "sex"),
    [(word, Sex.FEMALE) for word in "female F v Vrouw woman".split()]
    + [(word, Sex.MALE) for word in "male m M man MAN".split()],
)
def test_words_for_the_sex(word: str, sex: Sex) -> None:
    assert read([(*DAYS, "geslacht"), ("a", 1, 100, word)]).sex == (sex,)


@pytest.mark.parametrize("field", HEADINGS)
def test_every_heading_is_known(field: str) -> None:
    values = {"person": "a", "day": "1", "mg": "100", "food": "usda-12061", "grams": "50", "sex": "v", "age": "40"}
    needed = FOODS if field in ("food", "grams") else DAYS
    for heading in HEADINGS[field]:
        for written in (heading, heading.upper(), heading.replace(" ", "_"), heading.replace(" ", "-")):
            row = {name: values[name] for name in needed} | {field: values.get(field, "2")}
            titles = [written if name == field else name for name in row]
            found = read([titles, list(row.values())])
            assert (found.people, found.problems) == (("a",), ())


def test_dutch_headings_in_any_order_with_columns_that_mean_nothing() -> None:
    rows = [("Opmerking", "Gram", "Dag", "Voedingsmiddel", "", "Cliënt"), ("lekker", "150", "ma", "banaan", "x", "7")]
    assert days(read(rows)) == [("7", 40.5)]


@pytest.mark.parametrize("by", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_delimiters_encodings_and_line_ends(by: str, encoding: str, end: bytes) -> None:
    rows = [("Cliënt", "dag", "opmerking", "mg"), ("Zoë", "één", f"a{by}b", "27,5")]
    content = text_of(rows, by=by, encoding=encoding).replace(b"\r\n", end)
    assert days(read(content)) == [("Zoë", 27.5)]


def test_the_delimiter_is_what_makes_known_headings() -> None:
    assert days(read(b"notes, and, more, and, more; person; day; mg\nx; 7; 1; 100\n")) == [("7", 100.0)]


def test_empty_rows_count_and_do_no_harm() -> None:
    found = read(b"\n;;\n  ;  ;\nperson;day;mg;;\n\n7;1;100;;\n;;\n  ;;\n8;1;x\n8;2;5\n")
    assert (found.rows, found.first_row) == (3, (6, 9))
    assert faults(found) == [("not_a_number", 9, "mg", "x")]


def test_a_workbook() -> None:
    monday = datetime.datetime(2024, 3, 4)  # noqa: DTZ001 - a workbook knows no zones
    rows: Table = [
        [None, None, None],
        ["Persoon", "Datum", "Magnesium (mg)", "Leeftijd", "Geslacht", None, "note"],
        [7.0, monday, 312.125, 41, "v"],
        ["7", "2024-03-05", "310,5", None, None, None, None, "beyond the heading"],
        [None],
        [8, datetime.date(2024, 3, 4), True, None, None],
        [8, 2, monday, None, None],
        [9, 1, 1250, None, "m"],
    ]
    found = read(workbook(rows))
    assert found.people == ("7", "9")
    assert days(found) == [("7", 312.125), ("7", 310.5), ("9", 1250.0)]
    assert (found.sex, found.age_years, found.first_row) == ((Sex.FEMALE, Sex.MALE), (41.0, None), (3, 8))
    assert faults(found) == [
        ("not_a_number", 6, "Magnesium (mg)", "TRUE"),
        ("not_a_number", 7, "Magnesium (mg)", "2024-03-04"),
    ]


def test_a_workbook_with_more_rows_than_our_own_tables_have() -> None:
    rows = [DAYS, *((number, 0, 0) for number in range(20_500))]
    assert len(read(workbook(rows)).people) == 20_500


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("27.5", 27.5), ("27,5", 27.5), ("0,125", 0.125), ("1250", 1250.0), ("1250.5", 1250.5), (".5", 0.5),
        (",5", 0.5), ("5.", 5.0), (" 12 ", 12.0), ("1e+03", 1000.0), ("312.1234", 312.1234), ("+7", 7.0),
    ],
)  # fmt: skip
def test_numbers(typed: str, value: float) -> None:
    assert read([DAYS, ("a", 1, typed)]).mg.tolist() == [value]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("veel", "not_a_number"), ("=1+1", "not_a_number"), ("1.250,5", "not_a_number"), ("1_000", "not_a_number"),
        ("nan", "not_a_number"), ("inf", "not_a_number"), ("١٢", "not_a_number"), ("1 250", "not_a_number"),
        ("100 mg", "not_a_number"), ("-", "not_a_number"), ("x" * 500, "not_a_number"),
        ("1.250", "two_readings_in_file"), ("1,250", "two_readings_in_file"),
        ("-5", "number_out_of_range"), ("20000,1", "number_out_of_range"), ("1e99", "number_out_of_range"),
        ("", "cell_empty"), ("NA", "cell_empty"), (".", "cell_empty"), ("  ", "cell_empty"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("layout", ["mg", "grams"])
def test_a_number_that_cannot_be_used(layout: str, typed: str, code: str) -> None:
    heading = DAYS if layout == "mg" else FOODS
    before: tuple[object, ...] = ("a", 1) if layout == "mg" else ("a", 1, "banaan")
    found = read([heading, (*before, typed), ("b", *before[1:], "100")])
    assert faults(found) == [(code, 2, layout, typed.strip()[:200])]
    assert (found.people, found.rows_left_out, found.days_left_out) == (("b",), 1, 1)


def test_two_readings_say_what_to_write() -> None:
    for typed, whole, fraction in (("1.250", "1250", "1.25"), ("1,234", "1234", "1,2340"), ("2.000", "2000", "2")):
        (problem,) = read([DAYS, ("a", 1, typed), ("b", 1, 5)]).problems
        assert (problem.values["whole"], problem.values["fraction"]) == (whole, fraction)
        assert read([DAYS, ("a", 1, whole)]).mg.tolist() == [float(whole)]
        assert read([DAYS, ("a", 1, fraction)]).mg.tolist() == [float(fraction.replace(",", "."))]


@pytest.mark.parametrize("shows", ["0.125", "1034.125", "12.3456", ".125"])
def test_a_column_with_three_decimals_or_more_has_one_reading(shows: str) -> None:
    assert read([DAYS, ("a", 1, "1.250"), ("b", 1, shows)]).mg.tolist() == [1.25, float(shows)]
    # it is the mark that counts, and the column
    assert read([DAYS, ("a", 1, "1,250"), ("b", 1, shows)]).problem_count == 1
    assert read([(*DAYS, "age"), ("a", 1, "1.250", 5), ("b", 1, 4, shows), ("c", 1, 4, 5)]).problem_count >= 1
    for says_nothing in ("27.5", "12.25", "125", "0,125"):
        assert read([DAYS, ("a", 1, "1.250"), ("b", 1, says_nothing)]).problem_count == 1


BROKEN: Sequence[tuple[Sequence[str], Sequence[object], Sequence[Fault]]] = [
    (DAYS, ("", 1, 100), [("cell_empty", 3, "person", "")]),
    (DAYS, ("c", " ", 100), [("cell_empty", 3, "day", "")]),
    (DAYS, ("x" * 101, 1, 100), [("not_a_choice", 3, "person", "x" * 101)]),
    (DAYS, ("a\u200bb", 1, 100), [("not_a_choice", 3, "person", "a\u200bb")]),
    (FOODS, ("c", 1, "", 50), [("cell_empty", 3, "food", "")]),
    (FOODS, ("c", 1, "usda-0", 50), [("food_not_found", 3, "food", "usda-0")]),
    (FOODS, ("c", 1, "banan", 50), [("food_not_found", 3, "food", "banan")]),
    (FOODS, ("c", 1, "Almonds, ", 50), [("food_not_found", 3, "food", "Almonds,")]),
    (FOODS, ("c", 1, "=1+1", "=2"), [("food_not_found", 3, "food", "=1+1"), ("not_a_number", 3, "grams", "=2")]),
    ((*DAYS, "sex"), ("c", 1, 100, "1"), [("sex_unclear", 3, "sex", "1")]),
    ((*DAYS, "sex"), ("c", 1, 100, "x"), [("sex_unclear", 3, "sex", "x")]),
    ((*DAYS, "age"), ("c", 1, 100, "121"), [("number_out_of_range", 3, "age", "121")]),
    ((*DAYS, "age"), ("c", 1, 100, "-1"), [("number_out_of_range", 3, "age", "-1")]),
    ((*DAYS, "age"), ("c", 1, 100, "oud"), [("not_a_number", 3, "age", "oud")]),
    ((*DAYS, "weight"), ("c", 1, 100, "0"), [("number_not_above_zero", 3, "weight", "0")]),
    ((*DAYS, "weight"), ("c", 1, 100, "-2"), [("number_not_above_zero", 3, "weight", "-2")]),
    (DAYS, ("c", 1), [("cell_count", 3, None, None)]),
    (DAYS, ("c", 1, 27, 5), [("cell_count", 3, None, None)]),
    (DAYS, ("a", 1, 200), [("person_day_twice", 3, "day", "1")]),
]


@pytest.mark.parametrize(("heading", "row", "told"), BROKEN)
def test_a_fault_is_told_with_its_row_and_column(
    heading: Sequence[str], row: Sequence[object], told: Sequence[Fault]
) -> None:
    good = {"food": "banaan", "grams": 50, "mg": 100, "day": 1, "sex": "", "age": "", "weight": ""}
    first, last = ([name, *(good[title] for title in heading[1:])] for name in "ab")
    found = read([heading, first, row, last])
    assert faults(found) == list(told)
    twice = told[0][0] == "person_day_twice"
    assert found.people == (("b",) if twice else ("a", "b"))
    readable = told[0][2] != "person" and told[0][1:3] != (3, "day")
    assert (found.rows, found.rows_left_out, found.days_left_out) == (3, 1 + twice, int(readable or twice))


def test_a_decimal_comma_between_commas_is_not_read_as_two_cells() -> None:
    content = b"person,day,mg\n7,1,27,5\n8,1,27\n"
    found = read(content)
    assert (faults(found), days(found)) == ([("cell_count", 2, None, None)], [("8", 27.0)])
    assert (found.problems[0].values["found"], found.problems[0].values["expected"]) == (4, 3)


def test_a_row_of_another_width_says_nothing_of_the_person() -> None:
    found = read([("person", "day", "sex", "mg"), ("a", 1, "m", 27, 5), ("a", 2, "f", 100)])
    assert faults(found) == [("cell_count", 2, None, None)]
    assert (days(found), found.sex) == ([("a", 100.0)], (Sex.FEMALE,))


def test_a_day_is_left_out_whole() -> None:
    rows: list[Sequence[object]] = [
        FOODS, ("a", 1, "banaan", 100), ("a", 1, "banana?", 100), ("a", 2, "banaan", 100), ("a", 2, "banaan", 50),
        ("b", 1, "banaan"), ("b", 1, "banaan", 100), ("c", "", "banaan", 100), ("c", 1, "banaan", 100),
    ]  # fmt: skip
    found = read(rows)
    assert days(found) == [("a", 40.5), ("c", 27.0)]
    assert [code for code, *_ in faults(found)] == ["food_not_found", "cell_count", "cell_empty"]
    assert (found.rows, found.rows_left_out, found.days_left_out) == (8, 5, 2)


def test_a_day_that_stands_twice_is_left_out_and_names_the_first_row() -> None:
    found = read([DAYS, ("a", 1, 100), ("b", 1, 100), ("a", 1, 100), (" a ", 1, 300), ("a", 2, 100)])
    assert [
        (problem.values["row"], problem.values["first"], problem.values["person"]) for problem in found.problems
    ] == [
        (4, 2, "a"),
        (5, 2, "a"),
    ]
    assert days(found) == [("a", 100.0), ("b", 100.0)]
    assert (found.rows_left_out, found.days_left_out) == (3, 1)


@pytest.mark.parametrize(
    ("column", "one", "other"), [("sex", "f", "man"), ("age", "41", "43"), ("weight", "1,5", "1,6")]
)
def test_what_differs_within_a_person_leaves_the_person_out(column: str, one: str, other: str) -> None:
    rows: list[Sequence[object]] = [
        (*DAYS, column), ("a", 1, 100, ""), ("a", 2, 100, one), ("b", 1, 100, other),
        ("a", 3, 100, other), ("a", 4, 100, other), ("a", 5, 100, ""), ("a", 6, 100, one),
    ]  # fmt: skip
    found = read(rows)
    assert faults(found) == [("differs_within_person", 5, column, other)]
    assert {"first": 3, "earlier": one, "person": "a"}.items() <= found.problems[0].values.items()
    assert (found.people, found.rows_left_out, found.days_left_out) == (("b",), 6, 6)


def test_a_birthday_between_two_days_is_no_fault() -> None:
    rows = [(*DAYS, "age"), ("a", 1, 100, "40.9"), ("a", 2, 100, "41.2"), ("b", 1, 100, 50), ("b", 2, 100, 51)]
    found = read(rows)
    assert (found.age_years, found.problem_count) == ((40.9, 50.0), 0)


def test_faults_stand_in_the_order_of_the_file() -> None:
    rows = [(*DAYS, "age"), ("a", 1, 1, 5), ("a", 2, "x", "y"), ("b", 1, 5, 4), ("a", 2, 1, 7), ("c", 1, "x", 1)]
    assert [(code, row) for code, row, *_ in faults(read(rows))] == [
        ("not_a_number", 3),
        ("not_a_number", 3),
        ("person_day_twice", 5),
        ("differs_within_person", 5),
        ("not_a_number", 6),
    ]


def test_every_fault_is_counted_and_the_first_are_kept() -> None:
    rows = [DAYS, *((number, 1, "veel") for number in range(3_000)), ("a", 1, 100)]
    found = read(rows)
    assert (found.problem_count, len(found.problems)) == (3_000, diaries_module.MOST_PROBLEMS)
    assert [problem.values["row"] for problem in found.problems] == list(range(2, 1_002))
    error = refusal(rows[:-1])
    assert isinstance(error, ImportProblems)
    assert (len(error.problems), error.count) == (1_000, 3_000)
    assert "3.000" in error_words(error, TEXTS["nl"])[0]
    assert "2.980" in error_words(error, TEXTS["nl"])[-1]


def test_of_many_persons_who_differ_the_first_are_told() -> None:
    twice = [(number, 1, 100, 40) for number in range(1_500)] + [(n, 2, 100, 42) for n in reversed(range(1_500))]
    found = read([(*DAYS, "age"), *twice, ("a", 1, 100, 40)])
    assert (found.people, found.problem_count) == (("a",), 1_500)
    assert [problem.values["row"] for problem in found.problems] == list(range(1_502, 2_502))


def test_a_number_of_a_workbook_that_no_float_can_hold() -> None:
    cells = [DAYS, ("a", 1, 10**400), ("b", 1, 1e300), (1e300, 1, 5), ("c", 1, float("inf")), ("d", 1, 5)]
    found = read_diaries(b"PK\x03\x04", small_book(), file="group.csv", read_sheet=lambda *_, **__: cells)
    assert [(code, row, column) for code, row, column, _ in faults(found)] == [
        ("not_a_number", 2, "mg"),
        ("not_a_number", 3, "mg"),
        ("not_a_choice", 4, "person"),
        ("not_a_number", 5, "mg"),
    ]
    assert found.people == ("d",)


def refused(code: str, rows: Table | bytes, **values: Any) -> None:
    error = refusal(rows)
    assert (error.code, {name: error.values[name] for name in values}) == (code, values)


def test_columns_that_are_missing_are_named() -> None:
    refused("diary_column_missing", [("persoon", "mg")], column="day / dag")
    refused("diary_column_missing", [("day", "food")], column="person / persoon, grams / gram")
    refused("diary_column_missing", [("id", "gram")], column="day / dag, food / voedingsmiddel")
    refused("diary_column_missing", [("id",)], column="day / dag, mg / magnesium")
    refused("diary_column_missing", [("id", "day", "weight (kg)", "magnesium (mmol)")], column="mg / magnesium")


def test_headings_that_cannot_go_together() -> None:
    refused("heading_twice", [("ID", "respondent", "day", "mg")], column="ID, respondent")
    refused("heading_twice", [("person", "day", "mg", "mg")], column="mg, mg")
    refused("heading_twice", [(*DAYS, "age", "leeftijd")], column="age, leeftijd")
    refused("diary_layout_unclear", [("person", "day", "food", "grams", "mg")], column="mg, food, grams")
    refused("diary_layout_unclear", [("person", "day", "product", "Mg")], column="Mg, product")
    # columns that mean nothing to us may have one name
    assert read([(*DAYS, "x", "x", ""), ("a", 1, 1, "", "", "")]).people == ("a",)


def test_a_name_that_several_foods_have_is_not_guessed(handbook: Handbook) -> None:
    shared: dict[str, list[str]] = {}
    for food in handbook.food_by_id.values():
        for name in {food.name_en.casefold(), food.name_nl.casefold()} - {""}:
            shared.setdefault(name, []).append(food.food_id)
    name, ids = next((name, ids) for name, ids in shared.items() if len(ids) > 1)
    found = read([FOODS, ("a", 1, name, 50), ("a", 2, ids[1], 50)], book=handbook)
    assert faults(found) == [("food_name_shared", 2, "food", name)]
    assert str(found.problems[0].values["choices"]).split(", ")[:2] == ids[:2]
    assert len(found.mg) == 1


@pytest.mark.parametrize(("count", "choices"), [(5, "0, 1, 2, 3, 4"), (6, "0, 1, 2, 3, 4, …")])
def test_at_most_five_foods_of_one_name_are_listed(count: int, choices: str, handbook: Handbook) -> None:
    food = handbook.food("usda-12061")
    reader = food_reader({str(number): replace(food, food_id=str(number)) for number in range(count)})
    fault = reader.fault(food.name_en, file="x", row=2, column="food")
    assert (fault.code, fault.values["choices"]) == ("food_name_shared", choices)


def test_every_food_is_found_by_its_id(handbook: Handbook) -> None:
    rows = [FOODS, *((food_id, 1, food_id, 100) for food_id in handbook.food_by_id)]
    found = read(rows, book=handbook)
    assert (found.problem_count, len(found.people)) == (0, len(handbook.food_by_id))
    values = [food.mg_per_100g for food in handbook.food_by_id.values()]
    assert found.mg.tolist() == pytest.approx([value or 0.0 for value in values])
    assert found.complete.tolist() == [value is not None for value in values]


def test_no_rows() -> None:
    refused("diary_without_rows", [DAYS])
    refused("diary_without_rows", workbook([DAYS]))
    for nothing in (b"", b"\n\n", b" \n", codecs.BOM_UTF8):
        refused("file_empty", nothing)


GARBAGE = random.Random(1).randbytes(300_000)
HOSTILE: Mapping[str, tuple[bytes, set[str]]] = {
    "garbage": (GARBAGE, {"diary_not_a_table"}),
    "garbage without zeros": (GARBAGE.replace(b"\x00", b""), {"diary_not_a_table", "row_unreadable"}),
    "garbage archive": (b"PK\x03\x04" + GARBAGE, {"archive_damaged"}),
    "half a workbook": (workbook([DAYS])[:2000], {"archive_damaged"}),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), {"diary_not_a_table"}),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), {"diary_not_a_table"}),
    "UTF-16": ("person;day;mg\n7;1;5\n".encode("utf-16"), {"diary_not_a_table"}),
    "prose": (b"Dear sir, this is a letter.\nYours", {"diary_not_a_table"}),
    "a title above": (b"My study\nperson;day;mg\n7;1;5\n", {"diary_not_a_table"}),
    "one heading cell": (b"x" * 1_000_000, {"diary_not_a_table", "row_unreadable"}),
    "one cell": (b"person;day;mg\n7;1;" + b"x" * 1_000_000, {"row_unreadable"}),
    "one quoted cell": (b'person;day;mg\n7;1;"' + b"\n" * 1_000_000 + b'"', {"row_unreadable"}),
    "cells without end": (b"person;day;mg\n7;1;5" + b";" * 50_000_000, {"row_unreadable"}),
    "quoted line ends": (b"person;day;mg\n7;1;5" + b';"\n"' * 2_000_000, {"row_unreadable"}),
    "a quote that never ends": (b'person;day;mg;note\n7;1;5;"x\n8;1;5;y\n', {"row_unreadable"}),
    "a quote inside": (b'person;day;mg;note\n7;1;5;"5" disk\n8;1;5;"y\n', {"row_unreadable"}),
    "too large": (b"x" * 100_000_001, {"file_too_large"}),
    "only line ends": (b"\n" * 3_000_000, {"diary_too_long"}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_table_is_refused_in_one_sentence(kind: str) -> None:
    content, codes = HOSTILE[kind]
    error = refusal(content)
    assert error.code in codes
    assert not isinstance(error, ImportProblems)
    if error.code == "row_unreadable" and b"person" in content:
        assert error.values["row"] == 2


def test_another_archive_is_no_workbook() -> None:
    assert refusal(workbook([DAYS]).replace(b"worksheets", b"worksh**ts")).code == "workbook_unreadable"


@pytest.mark.parametrize("is_sheet", [True, False])
def test_a_file_with_too_many_rows(is_sheet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MOST_SHEET_ROWS" if is_sheet else "MOST_ROWS", 3)
    rows = [DAYS, *((number, 1, 5) for number in range(4))]
    make = workbook if is_sheet else text_of
    assert read(make(rows[:-1])).rows == 3
    refused("diary_too_long", make(rows), high=3)


def test_results_cannot_be_written_to() -> None:
    found = read([DAYS, ("a", 1, 100)])
    for values in (found.person, found.mg, found.complete):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0


labels = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8)
amounts = st.one_of(st.integers(0, 20_000), st.floats(0, 20_000).map(lambda value: round(value, 2)))
attributes = st.tuples(
    st.sampled_from((None, *Sex)),
    st.one_of(st.none(), st.integers(0, 120)),
    st.one_of(st.none(), st.floats(1, 1e6).map(lambda value: round(value, 6))),
)
groups = st.dictionaries(
    labels, st.tuples(attributes, st.dictionaries(labels, amounts, min_size=1, max_size=3)), min_size=1, max_size=6
)
ways = st.tuples(
    st.sampled_from((",", ";", "\t")),
    st.sampled_from((".", ",")),
    st.sampled_from(("utf-8", "utf-8-sig")),
    st.booleans(),
)


@given(group=groups, way=ways, shuffle=st.randoms(use_true_random=False))
def test_what_is_written_comes_back(
    group: Mapping[str, tuple[tuple[Any, Any, Any], Mapping[str, float]]],
    way: tuple[str, str, str, bool],
    shuffle: random.Random,
) -> None:
    by, mark, encoding, as_sheet = way

    def number(value: float | None) -> object:
        return value if as_sheet or value is None else repr(value).replace(".", mark)

    heading = ["person", "dag", "mg", "sex", "leeftijd", "weight"]
    order = shuffle.sample(range(6), 6)
    rows = []
    for person, ((sex, age_years, weight), of_days) in group.items():
        for place, (day, mg) in enumerate(of_days.items()):
            said = (sex and str(sex), number(age_years), number(weight)) if place == 0 else (None, None, None)
            rows.append([person, day, number(mg), *said])
    table = [[row[place] for place in order] for row in [heading, *rows]]
    content = workbook(table) if as_sheet else text_of(table, by=by, encoding=encoding)
    found = read(content)
    assert found.problems == ()
    assert found.people == tuple(group)
    assert sorted(days(found)) == sorted((person, mg) for person, (_, its) in group.items() for mg in its.values())
    assert tuple(zip(found.sex, found.age_years, found.weights, strict=True)) == tuple(
        said for said, _ in group.values()
    )
    assert np.array_equal(found.person, np.repeat(np.arange(len(group)), [len(its) for _, its in group.values()]))


GRAMS, SEXES = {"10": 10.0, "2,5": 2.5, "0": 0.0}, {"f": Sex.FEMALE, "V": Sex.FEMALE, "m": Sex.MALE}
eaten = st.lists(
    st.tuples(
        st.sampled_from(("a", "b", "c", "")),
        st.sampled_from(("1", "2", "")),
        st.sampled_from(("usda-12061", "usda-9040", "usda-99001", "x", "")),
        st.sampled_from((*GRAMS, *GRAMS, "veel", "-1", "")),
        st.sampled_from(("", "", "", *SEXES, "?")),
        st.sampled_from((5, 5, 5, 5, 5, 4)),
    ).filter(lambda row: any(row[:4])),
    min_size=1,
    max_size=30,
)


@given(rows=eaten)
def test_what_can_be_used_is_what_a_slow_reading_finds(rows: Sequence[tuple[Any, ...]]) -> None:
    book = small_book()
    bad: set[tuple[str, str]] = set()
    sexes: dict[str, set[Sex]] = {}
    people, day_names = (list(dict.fromkeys(row[place] for row in rows if row[place])) for place in (0, 1))
    for person, day, food, grams, sex, width in rows:
        if width == 5 and person and sex in SEXES:
            sexes.setdefault(person, set()).add(SEXES[sex])
        if width < 5 or food not in book.food_by_id or grams not in GRAMS or sex == "?":
            bad.add((person, day))
    out = {person for person, found in sexes.items() if len(found) > 1}
    lines: dict[tuple[str, str], list[tuple[float | None, float]]] = {}
    for person, day, food, grams, *_ in rows:
        if person and day and person not in out and (person, day) not in bad:
            lines.setdefault((person, day), []).append((book.food(food).mg_per_100g, GRAMS[grams]))
    keys = [(person, day) for person in people for day in day_names if (person, day) in lines]
    content = text_of([(*FOODS, "sex"), *(row[: row[5]] for row in rows)])
    if not keys:
        refusal(content)
        return
    found = read(content)
    assert [found.people[place] for place in found.person] == [person for person, _ in keys]
    assert found.mg.tolist() == pytest.approx([sum((mg or 0) * g / 100 for mg, g in lines[key]) for key in keys])
    assert found.complete.tolist() == [all(mg is not None or g == 0 for mg, g in lines[key]) for key in keys]
    known_g, all_g = (
        sum(g for its in lines.values() for mg, g in its if mg is not None or every) for every in (False, True)
    )
    assert found.known_share == (pytest.approx(known_g / all_g) if all_g else None)
    assert found.sex == tuple(next(iter(sexes.get(person, {None}))) for person in found.people)
    assert found.rows_left_out == len(rows) - sum(map(len, lines.values()))
    assert found.days_left_out == len({row[:2] for row in rows if row[0] and row[1]}) - len(keys)
    assert (found.problem_count > 0) == (len(found.problems) > 0) == (found.rows_left_out > 0)


def test_words_say_where(texts: dict[str, Text]) -> None:
    (problem,) = read([("Persoon", "Dag", "mg"), ("a", 1, "1.250"), ("b", 1, 1)]).problems
    told = texts["nl"].error(problem)
    assert told == "group.csv, rij 2: ‘1.250’ in mg kun je op twee manieren lezen. Schrijf 1250 of 1.25."
