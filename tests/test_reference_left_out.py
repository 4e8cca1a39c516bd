"""What an authority has that is not among its values because nobody checked it: told as such, and never filled in."""

from collections.abc import Sequence

import pytest
from handbook_fixture import small_book
from hypothesis import given
from hypothesis import strategies as st
from strategies import persons
from test_reference import person
from test_reference_rows import AUTHORITIES, EXPECTED, JUST_BELOW, ONE_DAY, ages_of, band_at

from nutrition import LifeStage, Person, Sex, reference_for
from nutrition.handbook import Handbook

KINDS = {"EAR", "RDA", "AI", "UL", "LRNI"}
REASONS = {"unchecked", "partly", "not_gathered"}
COMPLETE = ("gezondheidsraad", "efsa", "nasem", "dach", "who_fao")
OLDEST = 120

# (authority, kind, sex, life stage): [(from this age, to this age, why)].
LEFT_OUT: dict[tuple[str, str, str, str], Sequence[tuple[float, float, str]]] = {
    ("nnr", "AI", "female", "none"): [(0, 0.5, "unchecked")],
    ("nnr", "AI", "male", "none"): [(0, 0.5, "unchecked")],
    # ages of mothers are not in its table: well inside what they can be
    ("nnr", "AI", "female", "pregnant"): [(18, 50, "unchecked")],
    ("nnr", "AI", "female", "lactating"): [(18, 50, "unchecked")],
    ("nnr", "UL", "female", "none"): [(4, OLDEST, "unchecked")],
    ("nnr", "UL", "male", "none"): [(4, OLDEST, "unchecked")],
    ("coma", "LRNI", "female", "none"): [(0, OLDEST, "unchecked")],
    ("coma", "LRNI", "male", "none"): [(0, OLDEST, "unchecked")],
    ("coma", "EAR", "female", "none"): [(0, OLDEST, "unchecked")],
    ("coma", "EAR", "male", "none"): [(0, OLDEST, "unchecked")],
    ("coma", "RDA", "female", "none"): [(0, 1, "unchecked")],
    ("coma", "RDA", "male", "none"): [(0, 1, "unchecked")],
    ("coma", "RDA", "female", "pregnant"): [(18, 50, "unchecked")],
    ("coma", "RDA", "female", "lactating"): [(18, 50, "unchecked")],
    ("nhmrc", "EAR", "female", "none"): [(19, OLDEST, "unchecked")],
    ("nhmrc", "RDA", "female", "none"): [(19, OLDEST, "unchecked")],
    ("nhmrc", "EAR", "female", "pregnant"): [(14, 51, "unchecked")],
    ("nhmrc", "RDA", "female", "pregnant"): [(14, 51, "unchecked")],
    ("nhmrc", "EAR", "female", "lactating"): [(14, 51, "unchecked")],
    ("nhmrc", "RDA", "female", "lactating"): [(14, 51, "unchecked")],
    ("nhmrc", "UL", "female", "none"): [(1, OLDEST, "unchecked")],
    ("nhmrc", "UL", "male", "none"): [(1, OLDEST, "unchecked")],
    ("mhlw", "AI", "female", "none"): [(0, 1, "unchecked")],
    ("mhlw", "AI", "male", "none"): [(0, 1, "unchecked")],
    ("mhlw", "EAR", "female", "none"): [(1, 18, "partly"), (18, OLDEST, "unchecked")],
    ("mhlw", "EAR", "male", "none"): [(1, 18, "partly"), (18, OLDEST, "unchecked")],
    ("mhlw", "RDA", "female", "none"): [(1, 18, "partly"), (65, OLDEST, "unchecked")],
    ("mhlw", "RDA", "male", "none"): [(1, 18, "partly"), (50, OLDEST, "unchecked")],
    # the increment was read, what it is added to was not
    ("mhlw", "EAR", "female", "pregnant"): [(18, 50, "unchecked")],
    ("hgr", "AI", "female", "none"): [(1, 19, "not_gathered")],
    ("hgr", "AI", "male", "none"): [(1, 19, "not_gathered")],
}

CASES = [
    (authority, kind, somebody, because)
    for (authority, kind, sex, stage), bands in LEFT_OUT.items()
    for start, end, because in bands
    for age in (start, (start + end) / 2, end - ONE_DAY, end - JUST_BELOW)
    if (somebody := person(sex, stage, age)) is not None
]


@pytest.mark.parametrize(("authority", "kind", "somebody", "because"), CASES)
def test_left_out(authority: str, kind: str, somebody: Person, because: str, small_handbook: Handbook) -> None:
    found = reference_for(somebody, authority, small_handbook.reference_values)
    assert [str(gap.because) for gap in found.left_out if gap.kind == kind] == [because]
    assert kind == "LRNI" or getattr(found, kind.lower()) is None


# The kinds that must be left out, and those that may be besides.
@pytest.mark.parametrize(
    ("authority", "sex", "stage", "age", "must", "may"),
    [
        ("coma", "female", "none", 40, "EAR", "LRNI"),
        ("nhmrc", "female", "none", 40, "EAR RDA UL", ""),
        ("nhmrc", "male", "none", 40, "UL", ""),
        ("nhmrc", "female", "none", 18, "UL", ""),
        # the Nordic average requirement is provisional, for planning only
        ("nnr", "female", "pregnant", 30, "AI", "EAR UL"),
        ("nnr", "male", "none", 40, "UL", "EAR"),
        ("hgr", "female", "none", 18, "AI", "UL"),
        ("hgr", "male", "none", 40, "", "UL"),
        ("mhlw", "male", "none", 55, "EAR RDA", ""),
        ("mhlw", "male", "none", 20, "EAR", ""),
        ("mhlw", "female", "none", 55, "EAR", ""),
        ("mhlw", "female", "pregnant", 30, "EAR", ""),
    ],
)
def test_exactly_these(
    authority: str, sex: str, stage: str, age: int, must: str, may: str, small_handbook: Handbook
) -> None:
    somebody = Person(age_years=age, sex=Sex(sex), life_stage=LifeStage(stage))
    kinds = {str(gap.kind) for gap in reference_for(somebody, authority, small_handbook.reference_values).left_out}
    assert set(must.split()) <= kinds <= {*must.split(), *may.split()}


LIMITS = sorted({age for bands in EXPECTED.values() for age in ages_of(bands)})
EVERYBODY = [
    somebody
    for age in LIMITS
    for sex in Sex
    for stage in LifeStage
    if (somebody := person(str(sex), str(stage), age)) is not None
]
anybody = st.one_of(persons(), st.sampled_from(EVERYBODY))


@pytest.mark.parametrize("authority", COMPLETE)
def test_nothing_is_left_out_for_anybody(authority: str, small_handbook: Handbook) -> None:
    sets = [reference_for(somebody, authority, small_handbook.reference_values) for somebody in EVERYBODY]
    assert [found for found in sets if found.left_out != ()] == []


def typed(somebody: Person, authority: str, kind: str) -> int | None:
    """Return what the table typed by hand holds."""
    bands = EXPECTED.get((authority, kind, str(somebody.sex), str(somebody.life_stage)), [(0, None)])
    return band_at(bands, somebody.age_years)[1]


@given(somebody=anybody, authority=st.sampled_from(AUTHORITIES))
def test_given_or_left_out_never_both(somebody: Person, authority: str) -> None:
    found = reference_for(somebody, authority, small_book().reference_values)
    values = [value for value in (found.ear, found.rda, found.ai, found.ul, *found.by_feeding) if value is not None]
    left_out = [str(gap.kind) for gap in found.left_out]
    assert {str(value.kind) for value in values}.isdisjoint(left_out)
    assert len(set(left_out)) == len(left_out)
    assert set(left_out) <= KINDS
    assert {str(gap.because) for gap in found.left_out} <= REASONS


@given(somebody=anybody, authority=st.sampled_from(AUTHORITIES))
def test_never_a_value_of_the_neighbours(somebody: Person, authority: str) -> None:
    tables = small_book().reference_values
    found = reference_for(somebody, authority, tables)
    for value in (found.ear, found.rda, found.ai, found.ul):
        assert value is None or (value in tables[authority].values and value.holds_for(somebody))
    for kind in ("EAR", "RDA", "AI"):
        value = getattr(found, kind.lower())
        assert (None if value is None else value.mg) == typed(somebody, authority, kind)
    target = found.target
    assert (None if target is None else target.mg) == (
        typed(somebody, authority, "RDA") or typed(somebody, authority, "AI")
    )
    if target is not None:
        own = {(value.published_by, value.citation) for value in tables[authority].values}
        assert (target.published_by, target.citation) in own


def test_nobody_publishes_for_two_authorities(small_handbook: Handbook) -> None:
    publishers = [
        (value.published_by, authority)
        for authority, table in small_handbook.reference_values.items()
        for value in table.values
        if value.kind != "UL"
    ]
    assert len(set(publishers)) == len({name for name, _ in publishers})
