"""Words: both catalogues say the same things, and numbers are written and read as people do."""

import math
import string
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal
from handbook_fixture import TEXTS
from hypothesis import example, given
from hypothesis import strategies as st
from number_readings import readings

from nutrition import ImportProblems, NutritionError, PlanError
from nutrition.handbook import Handbook
from nutrition.text import Text, load_text, read_number

LANGUAGES = st.sampled_from(("nl", "en"))


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_the_catalogues_have_the_same_keys(texts: dict[str, Text]) -> None:
    assert set(texts["nl"].entries) == set(texts["en"].entries)


def test_the_catalogues_have_the_same_placeholders(texts: dict[str, Text]) -> None:
    dutch, english = texts["nl"].entries, texts["en"].entries
    differing = [key for key in dutch if placeholders(dutch[key]) != placeholders(english[key])]
    assert differing == []


def test_no_entry_is_empty_and_no_placeholder_has_a_format(texts: dict[str, Text]) -> None:
    for text in texts.values():
        for key, words in text.entries.items():
            assert isinstance(words, str)
            assert words.strip(), key
            parsed = list(string.Formatter().parse(words))
            assert all(not spec and not conversion for _, _, spec, conversion in parsed), key


def test_unknown_language(texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        load_text("fr")
    assert caught.value.code == "unknown_language"
    assert all("fr" in text.error(caught.value) for text in texts.values())


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (62.85, 1, "62,9", "62.9"),  # a float just below the half: spreadsheets write 62.9
        (0.05, 1, "0,1", "0.1"),
        (0.04, 1, "0", "0"),
        (236.45, 1, "236,5", "236.5"),
        (236.4, 1, "236,4", "236.4"),
        (0.1 + 0.2, 1, "0,3", "0.3"),
        (81 + 87 + 68.4, 1, "236,4", "236.4"),
        (0.25, 1, "0,3", "0.3"),
        (2.675, 2, "2,68", "2.68"),
        (1.005, 2, "1,01", "1.01"),
        (300, 1, "300", "300"),
        (299.95, 1, "300", "300"),
        (1236.45, 1, "1.236,5", "1,236.5"),
        (1_000_000, 0, "1.000.000", "1,000,000"),
        (78.5, 0, "79", "79"),
        (-1.25, 1, "-1,3", "-1.3"),
        (0, 1, "0", "0"),
        (-0.04, 1, "0", "0"),
        (-0.0, 1, "0", "0"),
    ],
)
def test_numbers_as_people_write_them(
    value: float, decimals: int, dutch: str, english: str, texts: dict[str, Text]
) -> None:
    assert [texts[language].number(value, decimals) for language in ("nl", "en")] == [dutch, english]


@given(hundredths=st.integers(0, 10_000_000), language=LANGUAGES)
def test_halves_are_rounded_up(hundredths: int, language: str) -> None:
    written = TEXTS[language].number(hundredths / 100)
    plain = written.replace(".", "").replace(",", ".") if language == "nl" else written.replace(",", "")
    assert Decimal(plain) == (Decimal(hundredths) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


@pytest.mark.parametrize("value", [1e30, 1e300, -1e300, 10**30, 10**400, float("nan"), float("inf")])
def test_absurd_numbers_still_have_words(value: float, texts: dict[str, Text]) -> None:
    for text in texts.values():
        assert text.error(PlanError("grams_out_of_range", grams=value, low=0.01, high=5000.0))


@pytest.mark.parametrize(
    ("count", "dutch", "english"), [(0, "0 dagen", "0 days"), (1, "1 dag", "1 day"), (2, "2 dagen", "2 days")]
)
def test_plurals(count: int, dutch: str, english: str, texts: dict[str, Text]) -> None:
    assert texts["nl"]("report.days_count", count=count).split(",")[0] == dutch
    assert texts["en"]("report.days_count", count=count).split(",")[0] == english


def test_every_plural_has_both_forms(texts: dict[str, Text]) -> None:
    for text in texts.values():
        ends = {end: {key.removesuffix(end) for key in text.entries if key.endswith(end)} for end in (".one", ".other")}
        assert ends[".one"] == ends[".other"]


def test_every_authority_has_countries_and_languages_in_words(handbook: Handbook, texts: dict[str, Text]) -> None:
    for table in handbook.reference_values.values():
        for text in texts.values():
            assert [code for code in table.countries if text.country(code) == code] == []
            assert [code for code in table.languages if text.language_name(code) == code] == []
    assert texts["nl"].country("AU") == "Australië"
    assert texts["en"].country("xx") == "xx"


def test_an_unknown_key_is_a_mistake_of_ours(texts: dict[str, Text]) -> None:
    for text in texts.values():
        assert "finding.nothing_like_it" not in text
        assert "report.days_count" in text
        with pytest.raises(KeyError):
            text("finding.nothing_like_it")


def test_what_a_visitor_typed_is_never_a_placeholder(texts: dict[str, Text]) -> None:
    for text in texts.values():
        assert "{choices}" in text.error(NutritionError("unknown_form", form="{choices}", choices="x"))


def test_a_problem_inside_a_problem_has_words_too(texts: dict[str, Text]) -> None:
    inner = PlanError("age_out_of_range", age_years=150, low=0, high=120)
    error = NutritionError("in_plan", where="person", problem=inner)
    for text in texts.values():
        assert text.error(inner) in text.error(error)
        assert "age_out_of_range" not in text.error(error)
        assert text.error(ImportProblems("x.toml", [error]))
        assert text.error(ImportProblems("x.toml", [error, error]))


TYPED = {
    "7,25": 7.25, "7.25": 7.25, " 30 ": 30, "30,": 30, "30.": 30, ",5": 0.5, ".5": 0.5, "0,5": 0.5, "0.125": 0.125,
    "0,125": 0.125, "1250": 1250, "1.250,5": 1250.5, "1,250.5": 1250.5, "1 250,5": 1250.5, "1 250": 1250,
    "1\u00a0250": 1250, "1.250.000": 1_250_000, "1,250,000": 1_250_000, "1.234.567,8": 1_234_567.8, "½": 0.5,
    "1½": 1.5, "1 ½": 1.5, "¼": 0.25, "2¾": 2.75, "-5": -5, "1250.500": 1250.5, "007": 7, "12,34": 12.34,
}  # fmt: skip
NOT_A_NUMBER = ("", " ", "veel", "1e3", "nan", "inf", "--5", "1,2,3", "1.2.3", "1..2", "1,.2", "0x10", "1_000", "30 g")
NOT_A_NUMBER += ("½½", "½1", "1,5½", "1.25.000", "12.34,56.7", "9" * 21, "²", "5 5", "1" * 5000, "9" * 400 + "½")
NOT_A_NUMBER += ("9" * 5000 + "½", "\x00", "+", "-", ",", ".", "1\n2")


@pytest.mark.parametrize("typed", TYPED)
def test_typed_numbers(typed: str) -> None:
    assert read_number(typed) == TYPED[typed]


@pytest.mark.parametrize("typed", NOT_A_NUMBER, ids=lambda typed: repr(typed)[:20])
def test_what_is_not_a_number(typed: str, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        read_number(typed)
    assert caught.value.code == "not_a_number_typed"
    assert all(text.error(caught.value) for text in texts.values())


@pytest.mark.parametrize(
    ("typed", "whole", "fraction"),
    [
        ("1.250", "1250", "1.25"),
        ("1,250", "1250", "1,25"),
        ("12.345", "12345", "12.3450"),
        ("100.000", "100000", "100"),
    ],
)
def test_two_readings_are_asked_about(typed: str, whole: str, fraction: str, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        read_number(typed)
    assert caught.value.code == "two_readings"
    assert (caught.value.values["whole"], caught.value.values["fraction"]) == (whole, fraction)
    assert all(whole in text.error(caught.value) for text in texts.values())
    # what it asks the visitor to type has to be a number that can be read
    assert read_number(whole) == int(whole)
    assert read_number(fraction) == float(fraction.replace(",", "."))


@given(hundredths=st.integers(-10_000_000, 10_000_000), language=LANGUAGES)
def test_what_is_written_can_be_read_back(hundredths: int, language: str) -> None:
    value = hundredths / 100
    assert read_number(format_decimal(value, format="0.##", locale=language)) == value


@given(typed=st.text("0123456789., -", min_size=1, max_size=14))
@example(typed="1.250,5")
@example(typed="0.125.000")
def test_never_a_factor_of_a_thousand(typed: str) -> None:
    possible = readings(typed)
    try:
        value = read_number(typed)
    except NutritionError:
        return
    assert possible == {value}


@given(typed=st.text(max_size=40))
def test_anything_typed_is_a_number_or_a_question(typed: str) -> None:
    try:
        value = read_number(typed)
    except NutritionError:
        return
    assert math.isfinite(value)
    assert abs(value) < 1e21
