"""Labels: both readings in mg, and what cannot be."""

import math

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from hypothesis import strategies as st

from nutrition import DoseKind, NutritionError
from nutrition.handbook import Handbook
from nutrition.labels import LabelReading, Meaning, Possible, dose_from_label, read_label
from nutrition.text import Text
from nutrition.views.cli import main
from nutrition.views.label_words import flag_words, label_lines, label_sentences

FORMS = tuple(small_book().forms)
figures = st.floats(0.1, 5_000)


def label(mg: float, name: str, whole_mg: float | None = None, units: float = 1) -> LabelReading:
    book = small_book()
    return read_label(mg, book.form(name), forms=book.forms, whole_mg=whole_mg, units=units)


# magnesium and molar mass by hand, from the formula: Mg 24.305
RICHEST = {"citrate": 3 * 24.305 / 451.113, "taurate": 24.305 / 272.573, "malate": 2 * 24.305 / 214.695}


def test_both_readings_of_500_mg_citrate() -> None:
    found = label(500, "citrate")
    assert (found.as_magnesium.least_mg, found.as_magnesium.most_mg) == (500, 500)
    assert found.as_magnesium.least_salt_mg == pytest.approx(500 / RICHEST["citrate"])
    assert found.as_magnesium.most_salt_mg == pytest.approx(500 * 214.412 / 24.305)
    assert found.as_compound.most_mg == pytest.approx(80.8, abs=0.05)
    assert found.as_compound.least_mg == pytest.approx(56.7, abs=0.05)
    assert (found.certain, found.cannot_be) == (None, False)


def test_the_taurate_capsule_of_the_issue() -> None:
    found = label(400, "taurate", whole_mg=800)
    assert found.certain is Meaning.COMPOUND
    assert found.most_mg == pytest.approx(800 * RICHEST["taurate"])
    assert "71.3 mg" in flag_words(found, TEXTS["en"])
    assert "71,3 mg" in flag_words(found, TEXTS["nl"])


@pytest.mark.parametrize(
    ("mg", "name", "whole_mg", "magnesium", "compound"),
    [
        (500, "citrate", 800, Possible.NO, Possible.YES),
        (100, "citrate", 800, Possible.YES, Possible.YES),
        (129, "citrate", 800, Possible.YES, Possible.YES),  # 800 mg of the richest citrate holds 129.3
        (131, "citrate", 800, Possible.NO, Possible.YES),
        (190, "malate", 850, Possible.YES, Possible.YES),  # only dimalate holds so much
        (141, "bisglycinate", 1000, Possible.YES, Possible.YES),
        (200, "bisglycinate", 1000, Possible.BUFFERED, Possible.YES),
        (603, "bisglycinate", 1000, Possible.BUFFERED, Possible.YES),
        (650, "bisglycinate", 1000, Possible.NO, Possible.YES),
        (800, "oxide", 800, Possible.NO, Possible.YES),
        (801, "oxide", 800, Possible.NO, Possible.NO),
        (375, "oxide", 622, Possible.YES, Possible.YES),  # 621.8 mg of oxide holds 375 mg
    ],
)
def test_what_the_weight_of_a_tablet_allows(
    mg: float, name: str, whole_mg: float, magnesium: Possible, compound: Possible
) -> None:
    found = label(mg, name, whole_mg)
    assert (found.as_magnesium.possible, found.as_compound.possible) == (magnesium, compound)
    assert found.cannot_be is (magnesium is compound is Possible.NO)


def test_a_figure_for_two_tablets_is_held_against_both() -> None:
    assert label(200, "citrate", whole_mg=700).certain is Meaning.COMPOUND
    assert label(200, "citrate", whole_mg=700, units=2).certain is None
    dose = dose_from_label(label(200, "citrate", whole_mg=700, units=2), Meaning.MAGNESIUM, units_per_day=3)
    assert dose.elemental_mg == pytest.approx(300)


@given(mg=figures, name=st.sampled_from(FORMS), whole_mg=st.one_of(st.none(), figures))
def test_the_guard_is_generous(mg: float, name: str, whole_mg: float | None) -> None:
    """No tablet that a compound of that name can make is ever called impossible."""
    found = label(mg, name, whole_mg)
    fractions = [form.elemental_fraction for form in found.family]
    if whole_mg is None or mg <= whole_mg * max(fractions):
        assert found.as_magnesium.possible is Possible.YES
    if whole_mg is None or mg <= whole_mg:
        assert found.as_compound.possible is Possible.YES
    if whole_mg is not None and mg > whole_mg + 1:
        assert found.cannot_be
    assert found.as_compound.most_mg < found.as_magnesium.least_mg
    assert found.as_compound.least_mg == pytest.approx(mg * min(fractions))
    assert found.as_compound.most_mg == pytest.approx(mg * max(fractions))


@given(mg=st.floats(0.1, 1_000), name=st.sampled_from(FORMS), per_day=st.integers(1, 4))
def test_a_dose_is_what_the_person_says_it_is(mg: float, name: str, per_day: int) -> None:
    found = label(mg, name)
    whole = dose_from_label(found, Meaning.MAGNESIUM, units_per_day=per_day)
    part = dose_from_label(found, Meaning.COMPOUND, units_per_day=per_day)
    assert whole.elemental_mg == pytest.approx(mg * per_day)
    # held against an upper level, so the richest that it can be
    assert part.elemental_mg == pytest.approx(found.as_compound.most_mg * per_day)
    assert small_book().form(part.form) in found.family


def test_a_label_that_names_the_hydrate() -> None:
    book, found = small_book(), label(1000, "citrate")
    dose = dose_from_label(
        found, Meaning.COMPOUND, form=book.form("citrate_tri_9h2o"), kind=DoseKind.LAXATIVE, name="poeder"
    )
    assert (round(dose.elemental_mg, 1), dose.form) == (118.9, "citrate_tri_9h2o")
    assert (dose.kind, dose.name) == (DoseKind.LAXATIVE, "poeder")


@pytest.mark.parametrize("meaning", Meaning)
def test_what_a_label_cannot_mean_becomes_no_dose(meaning: Meaning, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        dose_from_label(label(900, "oxide", whole_mg=800), meaning)
    assert caught.value.code == "label_cannot_be"
    assert all("900 mg" in text.error(caught.value) for text in texts.values())


def test_a_compound_of_another_family_becomes_no_dose() -> None:
    with pytest.raises(NutritionError):
        dose_from_label(label(100, "citrate"), Meaning.COMPOUND, form=small_book().form("oxide"))


@pytest.mark.parametrize("wrong", [0, -1, math.nan, math.inf, 1e9, True, "abc", None])
@pytest.mark.parametrize("place", ["stated", "whole", "units"])
def test_what_no_label_says(wrong: object, place: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    if place == "whole" and wrong is None:
        return
    given_ = {"stated": 100, "whole": 800, "units": 1, place: wrong}
    with pytest.raises(NutritionError) as caught:
        read_label(
            given_["stated"],  # type: ignore[arg-type]
            handbook.form("citrate"),
            forms=handbook.forms,
            whole_mg=given_["whole"],  # type: ignore[arg-type]
            units=given_["units"],  # type: ignore[arg-type]
        )
    assert caught.value.code.startswith("label_")
    assert all(text.error(caught.value) for text in texts.values())


@pytest.mark.parametrize("language", TEXTS)
def test_the_command_prints_both_readings_and_the_flag(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "500", "citrate", "--whole", "800", "--language", language]) == 0
    out = capsys.readouterr().out
    found, book, text = label(500, "citrate", whole_mg=800), small_book(), TEXTS[language]
    assert out.splitlines() == label_lines(found, book, text)
    assert all(sentence in out for sentence in label_sentences(found, book, text))
    assert "CIAAW" in out
    for figure in (text.mg(found.as_compound.least_mg).removesuffix(" mg"), text.mg(found.as_compound.most_mg)):
        assert figure in out


def test_typed_numbers_are_read_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "187,5", "oxide"]) == 0
    assert "187.5 mg" in capsys.readouterr().out
    for wrong in (["label", "abc", "oxide"], ["label", "500", "lood"], ["label", "-3", "oxide"], ["label", "500"]):
        assert main(wrong) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
