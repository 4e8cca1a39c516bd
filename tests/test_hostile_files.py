"""Hostile and broken files: one clear sentence in both languages, and nothing is asked of the network."""

import socket
from collections.abc import Callable

import pytest
from handbook_fixture import TEXTS, small_book
from hostile_files import END, FAR, FIRST, HOSTILE, NOISE, READABLE, SPOILED, part, remade
from hypothesis import given
from hypothesis import strategies as st

from nutrition import ImportProblems, NutritionError, Person, Plan, PlanItem, make_report
from nutrition.draft_files import MOST_UNPACKED
from nutrition.drafts import Draft
from nutrition.tables import MOST_UNPACKED as OF_A_FOOD_TABLE
from nutrition.views.excel import write_workbook
from nutrition.views.words import error_words
from nutrition.views.workbook_in import read_draft_file, read_workbook

WORKED_OUT = READABLE["worked out.xlsx"]()  # once: a workbook holds the moment it was written


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def read(content: bytes, name: str = "table.xlsx") -> Draft:
    return read_draft_file(content, small_book(), file=name)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_clear_sentence(name: str) -> None:
    write, codes = HOSTILE[name]
    with pytest.raises(NutritionError) as caught:
        read(write(), name)
    error = caught.value
    assert first_of(error).code in codes
    for text in TEXTS.values():
        told = error_words(error, text)
        assert len(told) <= 2
        assert name in told[-1]
        assert all(words.endswith((".", "?")) and len(words) < 500 for words in told)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_door_of_our_own_workbook_refuses_what_the_other_does(name: str) -> None:
    write, codes = HOSTILE[name]
    with pytest.raises(NutritionError) as caught:
        read_workbook(write(), small_book(), file=name)
    assert first_of(caught.value).code in codes


@pytest.fixture(scope="module")
def ours() -> bytes:
    items = (PlanItem(food_id="usda-12061", grams=30, meal="breakfast"),)
    plan = Plan(person=Person(age_years=40, sex="female"), items=items)
    return write_workbook(make_report(plan, small_book(), "gezondheidsraad"), small_book(), TEXTS["nl"])


@pytest.mark.parametrize("name", SPOILED)
def test_our_own_workbook_spoiled_is_one_clear_sentence(name: str, ours: bytes) -> None:
    where, spoil, codes = SPOILED[name]
    assert read_workbook(ours, small_book()).items
    xml = part(ours, where)
    assert spoil(xml) != xml
    with pytest.raises(NutritionError) as caught:
        # noise keeps the ratio down, so that what is in it has to be looked at
        read_workbook(remade({where: spoil(xml), "xl/media/x.bin": NOISE}, ours), small_book(), file="plan.xlsx")
    assert first_of(caught.value).code in codes
    for text in TEXTS.values():
        told = error_words(caught.value, text)
        assert len(told) <= 2
        assert all(words.endswith((".", "?")) and len(words) < 500 for words in told)


def test_our_own_workbook_with_a_cell_far_away_is_read(ours: bytes) -> None:
    far = remade({FIRST: part(ours, FIRST).replace(END, FAR + END)}, ours)
    assert read_workbook(far, small_book()) == read_workbook(ours, small_book())


def first_of(error: NutritionError) -> NutritionError:
    return error.problems[0] if isinstance(error, ImportProblems) else error


@pytest.mark.parametrize("name", READABLE)
def test_what_is_strange_and_readable_is_read(name: str) -> None:
    draft = read(READABLE[name](), name)
    assert [(row.food.food_id, row.grams) for row in draft.rows if row.food] == [("usda-12061", 30)]


def test_a_plan_has_tighter_limits_than_a_food_table() -> None:
    assert MOST_UNPACKED < OF_A_FOOD_TABLE


def outcome(make: Callable[[], Draft]) -> None:
    """Read, or be told why not: anything else that is raised fails the test."""
    told = ["read"]
    try:
        make()
    except NutritionError as error:
        told = [words for text in TEXTS.values() for words in error_words(error, text)]
    assert all(told)


@given(content=st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda tail: b"PK\x03\x04" + tail)))
def test_any_bytes_are_a_draft_or_a_sentence(content: bytes) -> None:
    outcome(lambda: read(content))


@given(st.data())
def test_a_workbook_with_any_byte_changed_is_a_draft_or_a_sentence(data: st.DataObject) -> None:
    content = bytearray(WORKED_OUT)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    outcome(lambda: read(bytes(content)))


@given(text=st.text(max_size=200), by=st.sampled_from(",;\t"))
def test_any_text_below_a_heading_is_a_draft_or_a_sentence(text: str, by: str) -> None:
    outcome(lambda: read(f"food{by}grams{by}amount{by}day\n{text}".encode(), "table.csv"))
