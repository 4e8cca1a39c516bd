"""Compounds, whole units and moments of the day."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import NutritionError, elemental_mg
from nutrition.forms import salt_mg
from nutrition.handbook import Handbook
from nutrition.supplements import CautionAction, moments, whole_units
from nutrition.text import Text

# conventional atomic weights of CIAAW, typed independently of the data
WEIGHTS = {"Mg": 24.305, "C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999, "S": 32.06}


@pytest.mark.parametrize(
    ("name", "atoms"),
    [
        ("bisglycinate", {"Mg": 1, "C": 4, "H": 8, "N": 2, "O": 4}),
        ("citrate", {"Mg": 3, "C": 12, "H": 10, "O": 14}),
        ("oxide", {"Mg": 1, "O": 1}),
        ("taurate", {"Mg": 1, "C": 4, "H": 12, "N": 2, "O": 6, "S": 2}),
        ("malate", {"Mg": 1, "C": 4, "H": 4, "O": 5}),
        ("lactate", {"Mg": 1, "C": 6, "H": 14, "O": 8}),
    ],
)
def test_fractions_follow_from_the_formula(name: str, atoms: dict[str, int], handbook: Handbook) -> None:
    form = handbook.form(name)
    mass = sum(WEIGHTS[element] * count for element, count in atoms.items())
    assert form.elemental_fraction == pytest.approx(atoms["Mg"] * WEIGHTS["Mg"] / mass, rel=2e-5)
    assert form.molar_mass_g_mol == pytest.approx(mass, rel=2e-5)


def test_every_fraction_follows_from_its_own_molar_mass(handbook: Handbook) -> None:
    for form in handbook.forms.values():
        assert form.elemental_fraction == pytest.approx(form.mg_atoms * 24.305 / form.molar_mass_g_mol, rel=2e-5)


def test_salt_and_back(handbook: Handbook) -> None:
    form = handbook.form("bisglycinate")
    assert salt_mg(100, form) == pytest.approx(709.4, abs=0.05)
    assert elemental_mg(709.4, form) == pytest.approx(100, abs=0.01)
    assert elemental_mg(0, form) == 0


@pytest.mark.parametrize("wrong", [-1, 100_001, float("nan"), True])
def test_a_weight_of_salt_that_cannot_be(wrong: float, handbook: Handbook, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        elemental_mg(wrong, handbook.form("oxide"))
    assert caught.value.code == "salt_out_of_range"
    assert all(text.error(caught.value) for text in texts.values())


@pytest.mark.parametrize(
    ("wanted_mg", "unit_mg", "room_mg", "units"),
    [
        (63.6, 100, 250, 1),
        (100, 100, 250, 1),
        (100.0001, 100, 250, 2),
        (300, 100, 250, 2),
        (60, 300, 250, 0),
        (100.2, 33.4, 100.2, 3),  # 100.2 / 33.4 is 2.9999999999999996 to a computer
        (0.3, 0.1, 0.3, 3),
        (0.1 * 3, 0.1, 0.1 * 3, 3),
        (250 - 150.4, 33.2, 250 - 150.4, 3),
        (250, 250, 250, 1),
        (250, 250, 249.9, 0),
        (0.06, 1000, 250, 0),
        (50, 100, 0, 0),
    ],
)
def test_whole_units(wanted_mg: float, unit_mg: float, room_mg: float, units: int) -> None:
    assert whole_units(wanted_mg, unit_mg, room_mg) == units


@given(wanted_mg=st.floats(0.05, 500), unit_mg=st.floats(1, 1000), room_mg=st.floats(0, 350))
def test_units_never_pass_the_room(wanted_mg: float, unit_mg: float, room_mg: float) -> None:
    units = whole_units(wanted_mg, unit_mg, room_mg)
    assert units * unit_mg <= room_mg + 1e-9 * (1 + unit_mg)
    assert (units - 1) * unit_mg < wanted_mg
    # no room was left unused for nothing
    assert units * unit_mg >= wanted_mg - 1e-6 or (units + 1) * unit_mg > room_mg


@pytest.mark.parametrize(
    ("units", "unit_mg", "expected"),
    [
        (1, 100, (1,)),
        (2, 100, (2,)),  # 200 mg is not above 200 mg
        (3, 100, (2, 1)),
        (4, 62.5, (2, 2)),
        (1, 250, (1,)),
        (2, 100.1, (1, 1)),
        (5, 50, (3, 2)),
        (200, 1, (200,)),
        (201, 1, (101, 100)),
        (2000, 0.1, (2000,)),
    ],
)
def test_moments(units: int, unit_mg: float, expected: tuple[int, ...]) -> None:
    assert moments(units, unit_mg) == expected


@given(count=st.integers(2, 200))
def test_200_mg_is_one_moment_whatever_the_floats_say(count: int) -> None:
    unit_mg = round(200 / count, 2)
    if math.isclose(count * unit_mg, 200):
        assert moments(count, unit_mg) == (count,)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("bisglycinate", "bisglycinate"), ("bisglycinaat", "bisglycinate"), ("citrate", "citrate_tri_anh"),
        ("citraat", "citrate_tri_anh"),
        ("citrate_tri_9h2o", "citrate_tri_9h2o"),
        (" Citraat ", "citrate_tri_anh"), ("OXIDE", "oxide"), ("lactaat", "lactate_2h2o"),
    ],
)  # fmt: skip
def test_names_of_compounds(name: str, form: str, handbook: Handbook) -> None:
    assert handbook.form(name).form == form


@pytest.mark.parametrize("name", ["", "lood", "citrat", "citrate citrate", "\x00"])
def test_unknown_compound(name: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        handbook.form(name)
    assert caught.value.code == "unknown_form"
    for text in texts.values():
        assert "bisglycinate" in text.error(caught.value)


def test_products_can_be_suggested(handbook: Handbook) -> None:
    assert {product.form for product in handbook.products} >= {"bisglycinate", "oxide"}
    for product in handbook.products:
        assert product.default_mg in product.strengths_mg
        assert all(1 <= strength <= 1_000 for strength in product.strengths_mg)
        assert handbook.product(product.form) is product
    assert handbook.product("citrate_tri_9h2o") is None


def test_cautions(handbook: Handbook) -> None:
    kidney = next(caution for caution in handbook.cautions if caution.caution == "kidney")
    assert kidney.action is CautionAction.BLOCK
    assert kidney.name("nl") != kidney.name("en")
    assert all(caution.why(language) for caution in handbook.cautions for language in ("nl", "en"))
