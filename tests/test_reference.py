"""Reference values through `reference_for`, against the table typed by hand in `test_reference_rows.py`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from test_reference_rows import (
    AUTHORITIES,
    EXPECTED,
    FEEDING,
    MG_PER_KG,
    NOTHING,
    PER_KG,
    SILENT,
    level_points,
    points,
)

from nutrition import (
    DataError,
    LifeStage,
    NutritionError,
    Person,
    Plan,
    PlanError,
    Sex,
    load_handbook,
    make_report,
    reference_for,
)
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.words import finding_words, summary


def person(sex: str, stage: str, age_years: float) -> Person | None:
    """Return the person, None for one who cannot be (pregnant at 3)."""
    try:
        return Person(age_years=age_years, sex=Sex(sex), life_stage=LifeStage(stage))
    except PlanError:
        return None


CASES = [
    (authority, kind, somebody, mg)
    for (authority, kind, sex, stage), bands in EXPECTED.items()
    for age, mg in points(bands)
    if (somebody := person(sex, stage, age)) is not None
]


@pytest.mark.parametrize(("authority", "kind", "somebody", "mg"), CASES)
def test_every_edge(authority: str, kind: str, somebody: Person, mg: int | None, small_handbook: Handbook) -> None:
    found = reference_for(somebody, authority, small_handbook.reference_values)
    value = getattr(found, kind.lower())
    assert (None if value is None else value.mg) == mg
    if value is not None:
        assert (value.kind, value.holds_for(somebody)) == (kind, True)
        assert value.citation in found.citations


@pytest.mark.parametrize(("authority", "kind", "sex", "stage"), NOTHING)
def test_nothing_else(authority: str, kind: str, sex: str, stage: str, small_handbook: Handbook) -> None:
    possible = [found for age in range(121) if (found := person(sex, stage, age)) is not None]
    sets = [reference_for(somebody, authority, small_handbook.reference_values) for somebody in possible]
    assert [found for found in sets if getattr(found, kind.lower()) is not None] == []


UL_CASES = [(authority, age, level) for authority in AUTHORITIES for age, level in level_points(authority)]


@pytest.mark.parametrize(("authority", "age", "level"), UL_CASES)
@pytest.mark.parametrize("sex", Sex)
def test_upper_levels(authority: str, age: float, level: int | str, sex: Sex, small_handbook: Handbook) -> None:
    found = reference_for(Person(age_years=age, sex=sex), authority, small_handbook.reference_values)
    if isinstance(level, int):
        assert found.ul is not None
        assert (found.ul.mg, found.no_ul) == (level, None)
        return
    # no level is the authority's own statement, never a zero; and what it does not say is no statement
    assert found.ul is None
    assert (found.no_ul is None) == (level == SILENT)
    if found.no_ul is not None:
        assert found.no_ul.mg_per_kg == (MG_PER_KG if level == PER_KG else None)


FEEDING_CASES = [
    (authority, age, mg) for authority in AUTHORITIES for age, mg in points(FEEDING.get(authority, [(0, ())]))
]


@pytest.mark.parametrize(("authority", "age", "mg"), FEEDING_CASES)
@pytest.mark.parametrize("sex", Sex)
def test_two_values_by_feeding_are_no_target(
    authority: str, age: float, mg: tuple[int, ...], sex: Sex, small_handbook: Handbook
) -> None:
    somebody = Person(age_years=age, sex=sex)
    found = reference_for(somebody, authority, small_handbook.reference_values)
    assert isinstance(found.by_feeding, tuple)
    assert tuple(sorted(value.mg for value in found.by_feeding)) == mg
    assert all((value.kind, value.holds_for(somebody)) == ("RDA", True) for value in found.by_feeding)
    if mg:
        assert (found.rda, found.target) == (None, None)


def test_the_target_is_the_rda_else_the_ai(small_handbook: Handbook) -> None:
    values = small_handbook.reference_values
    for authority, kind, mg in (("nasem", "RDA", 320), ("efsa", "AI", 300), ("gezondheidsraad", "AI", 300)):
        target = reference_for(Person(age_years=40, sex=Sex.FEMALE), authority, values).target
        assert target is not None
        assert (target.kind, target.mg) == (kind, mg)
    pregnant = Person(age_years=30, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT)
    target = reference_for(pregnant, "gezondheidsraad", values).target
    assert target is not None
    assert (target.published_as, target.published_by) == ("ADH", "Voedingscentrum")


@pytest.mark.parametrize(
    ("authority", "age_years", "stage"),
    [("efsa", 0.2, "none"), ("gezondheidsraad", 0.49, "none"), ("efsa", 17, "pregnant"), ("nasem", 55, "lactating")],
)
def test_nothing_published_is_said_in_words(
    authority: str, age_years: float, stage: str, small_handbook: Handbook, texts: dict[str, Text]
) -> None:
    somebody = Person(age_years=age_years, sex=Sex.FEMALE, life_stage=LifeStage(stage))
    report = make_report(Plan(person=somebody), small_handbook, authority)
    assert (report.reference.ear, report.reference.rda, report.reference.ai) == (None, None, None)
    assert (report.assessment.target_mg, report.assessment.gap_mg, report.assessment.target_percent) == (None,) * 3
    assert (report.suggestion, report.helpful_foods) == (None, ())
    for text in texts.values():
        told = [words for _, words in finding_words(report, small_handbook, text)]
        assert text("finding.no_reference", authority=report.authority.short(text.language)) in told
        assert text("report.none_published") in dict(summary(report, text)).values()
        assert not any(character.isdigit() for words in told for character in words)


def test_unknown_authority(small_handbook: Handbook) -> None:
    with pytest.raises(NutritionError) as caught:
        reference_for(Person(age_years=40, sex=Sex.MALE), "who", small_handbook.reference_values)
    assert caught.value.code == "unknown_authority"
    assert set(str(caught.value.values["choices"]).split(", ")) == set(AUTHORITIES)


ROW = """
[[value]]
kind = "AI"
published_as = "AI"
sex = "{sex}"
life_stage = "none"
from_years = {start}
to_years = {end}
mg = {mg}
year = 2015
source = "EFSA2015"
locator = "test"
checked = "{checked}"
"""
PLAIN = {"sex": "male", "start": "0.1", "end": "0.2", "mg": "10", "checked": "original"}


def test_a_band_beside_the_others_is_welcome(small_data: Callable[[], Path]) -> None:
    folder = small_data()
    add_row(folder, **PLAIN)
    book = load_handbook(folder)
    found = reference_for(Person(age_years=0.15, sex=Sex.MALE), "efsa", book.reference_values)
    assert found.ai is not None
    assert found.ai.mg == 10


def add_row(folder: Path, **values: str) -> None:
    path = folder / "reference_values" / "efsa.toml"
    path.write_text(path.read_text(encoding="utf-8") + ROW.format(**values), encoding="utf-8")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"start": "17", "end": "19"}, "bands_overlap"),
        ({"start": "17.9", "end": "18"}, "bands_overlap"),
        ({"sex": "any", "start": "70", "end": "71"}, "bands_overlap"),
        ({"checked": "unchecked"}, "not_checked"),
        ({"checked": "partly"}, "not_checked"),
        ({"mg": '"veel"'}, "entry_incomplete"),
        ({"mg": "[]"}, "entry_incomplete"),
        ({"mg": "-10"}, "out_of_range"),
        ({"mg": "nan"}, "out_of_range"),
        ({"start": "0.2", "end": "0.1"}, "out_of_range"),
        ({"sex": "x"}, "entry_incomplete"),
    ],
)
def test_a_wrong_row_is_refused(
    changed: dict[str, str], code: str, small_data: Callable[[], Path], texts: dict[str, Text]
) -> None:
    folder = small_data()
    add_row(folder, **PLAIN | changed)
    with pytest.raises(DataError) as caught:
        load_handbook(folder)
    assert (caught.value.code, caught.value.values["file"]) == (code, "efsa.toml")
    assert all("efsa.toml" in text.error(caught.value) for text in texts.values())
