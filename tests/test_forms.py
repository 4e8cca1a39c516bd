"""Compounds compared: every figure recomputed from the formula, every study shown, and nothing ranked."""

import re
import tomllib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from handbook_fixture import TEXTS

from nutrition.absorption import AbsorptionAbout
from nutrition.forms import elemental_mg, family_of, salt_mg
from nutrition.handbook import DATA, DataError, Handbook, load_handbook
from nutrition.text import LANGUAGES, Text
from nutrition.views.cli import main
from nutrition.views.form_words import form_intro, form_rows, study_groups

# conventional atomic weights of CIAAW, typed apart from the data and from the program
WEIGHTS = {
    name: Decimal(weight)
    for name, weight in {
        "H": "1.008", "C": "12.011", "N": "14.007", "O": "15.999",
        "Mg": "24.305", "P": "30.974", "S": "32.06", "Cl": "35.45",
    }.items()
}  # fmt: skip
# the studies that may be shown, typed apart from the data: a figure or word that each cannot do without
STUDIES = {
    "Firoz2001": "4 %", "Walker2003": "placebo", "Schuette1994": "22.8", "Coudray2005": "67 %", "Kappeler2017": "0.565",
    "Siener2011": "40 %", "Schwalfenberg2017": "59 %", "Blancquaert2019": "196 mg", "Fine1991": "65 %",
    "Sabatier2002": "52.3 %", "Sabatier2011": "50.7 %", "Bohn2004a": "13.0 %", "Bohn2004b": "spinach",
}  # fmt: skip
IN_PART = {"Blancquaert2019", "Bohn2004b"}
# figures that nobody checked, by study: they stay out
UNCHECKED = {
    "Lindberg1990": (),
    "Walker2003": ("0.033", "0,033"),
    "Kappeler2017": ("300 mg",),
    "Blancquaert2019": ("6.2", "4.6", "6,2", "4,6"),
    "Fine1991": ("36", "973"),
    "Bohn2004b": ("26.7", "36.5", "26,7", "36,5"),
}


def mass_of(formula: str) -> tuple[Decimal, int]:
    """Return the molar mass and the atoms of magnesium of a formula with brackets, factors and water."""
    total, magnesium = Decimal(0), 0
    for part in formula.split("·"):
        factor, rest = re.fullmatch(r"(\d*)(.+)", part).groups()  # type: ignore[union-attr]
        flat = rest
        while found := re.search(r"\(([^()]+)\)(\d*)", flat):
            times = int(found[2] or 1)
            inner = re.sub(r"([A-Z][a-z]?)(\d*)", lambda atom, n=times: f"{atom[1]}{int(atom[2] or 1) * n}", found[1])
            flat = flat[: found.start()] + inner + flat[found.end() :]
        for symbol, count in re.findall(r"([A-Z][a-z]?)(\d*)", flat):
            atoms = int(count or 1) * int(factor or 1)
            total += WEIGHTS[symbol] * atoms
            magnesium += atoms if symbol == "Mg" else 0
    return total, magnesium


def shown(value: Decimal, language: str) -> str:
    """Write a figure with one decimal at most, halves up, as a person of the language does."""
    rounded = f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP):,}".removesuffix(".0")
    return rounded.translate(str.maketrans(",.", ".,")) if language == "nl" else rounded


def test_the_formulas_are_read() -> None:
    assert mass_of("4MgCO3·Mg(OH)2·5H2O") == (Decimal("485.646"), 5)
    assert mass_of("Mg3(C6H5O7)2·9H2O")[1] == 3
    assert shown(Decimal("1705.75"), "nl") == "1.705,8"
    assert shown(Decimal("12.04"), "en") == "12"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_shown_follows_from_the_formula(language: str, handbook: Handbook) -> None:
    rows = {row.form: row for row in form_rows(handbook, TEXTS[language])}
    assert set(rows) == set(handbook.forms)
    assert len(rows) == 29
    for name, form in handbook.forms.items():
        mass, magnesium = mass_of(form.formula)
        assert mass == Decimal(str(form.molar_mass_g_mol))
        assert magnesium == form.mg_atoms
        fraction = magnesium * WEIGHTS["Mg"] / mass
        assert form.elemental_fraction == pytest.approx(float(fraction), rel=1e-12)
        assert rows[name].percent == f"{shown(100 * fraction, language)} %"
        assert rows[name].weight == f"{shown(100 / fraction, language)} mg"


def test_there_and_back_for_every_compound(handbook: Handbook) -> None:
    for form in handbook.forms.values():
        assert elemental_mg(salt_mg(100, form), form) == pytest.approx(100)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_is_the_alphabet(language: str, handbook: Handbook) -> None:
    rows = form_rows(handbook, TEXTS[language])
    assert [row.everyday for row in rows] == sorted(row.everyday for row in rows)
    percents = [handbook.forms[row.form].elemental_fraction for row in rows]
    assert percents != sorted(percents)
    assert percents != sorted(percents, reverse=True)


def test_a_compound_without_a_comparison_is_unknown_and_not_mild(handbook: Handbook) -> None:
    data = tomllib.loads((DATA / "supplement_forms.toml").read_text(encoding="utf-8"))
    for language, text in TEXTS.items():
        for row in form_rows(handbook, text):
            entry = data[row.form]
            if "laxative_rank" in entry:
                assert row.laxative.startswith(str(entry["laxative_rank"]))
                assert row.laxative_basis == entry[f"laxative_basis_{language}"]
                assert any(place.startswith("ODS") for place in row.places)
            else:
                assert (row.laxative, row.laxative_basis) == (text("forms.laxative_unknown"), "")
        assert {"unknown", "onbekend"} & {row.laxative for row in form_rows(handbook, text)}


def test_the_families_are_those_of_the_names(handbook: Handbook) -> None:
    for form in handbook.forms.values():
        assert form.family in form.name_en.casefold()
        assert form.family_nl in form.name_nl.casefold()
    family = family_of(handbook.form("citraat"), handbook.forms)
    assert [form.form for form in family] == ["citrate_tri_anh", "citrate_tri_9h2o", "citrate_1to1"]
    assert {form.form for form in family_of(handbook.form("malate"), handbook.forms)} == {
        "malate", "malate_3h2o", "dimalate",
    }  # fmt: skip
    assert [form.form for form in family_of(handbook.form("oxide"), handbook.forms)] == ["oxide"]


@pytest.mark.parametrize("name", ["gluconate", "gluconaat", "Orotaat", "glycerophosphate"])
def test_a_family_can_be_named(name: str, handbook: Handbook) -> None:
    assert name.casefold() in (handbook.form(name).family, handbook.form(name).family_nl)


# --- Studies


def test_every_study_that_may_be_shown_is(handbook: Handbook) -> None:
    assert {study.study for study in handbook.absorption} == set(STUDIES)
    for study in handbook.absorption:
        said = " ".join(study.said(name, "en") for name in ("dose", "compared", "result"))
        assert STUDIES[study.study] in said
        assert study.unverified is (study.study in IN_PART)
        assert bool(study.families) is (study.about is AbsorptionAbout.COMPOUND) or study.study == "Fine1991"


def test_what_nobody_checked_stays_out(handbook: Handbook) -> None:
    assert set(UNCHECKED) - {study.study for study in handbook.absorption} == {"Lindberg1990"}
    for study in handbook.absorption:
        for language in LANGUAGES:
            said = " ".join(
                study.said(name, language) for name in ("who", "dose", "compared", "measure", "result", "caveat")
            )
            assert [figure for figure in UNCHECKED.get(study.study, ()) if figure in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_shows_every_compound_and_every_study(
    language: str, handbook: Handbook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forms", "--language", language]) == 0
    out, text = capsys.readouterr().out, TEXTS[language]
    assert all(words in out for words in form_intro(text))
    for row in form_rows(handbook, text):
        told = text("forms.holds", percent=row.percent, compared_mg=100.0, weight=row.weight, solubility=row.solubility)
        assert f"  {row.name}: {row.formula}, {row.hydrate}\n      {told}\n" in out
        assert all(study.study in row.measured for study in row.studies)
        assert row.measured == text("forms.no_study") or row.studies
    for study in handbook.absorption:
        assert f"\n  {study.study}: " in out
        for name in ("compared", "dose", "measure", "result", "caveat"):
            assert study.said(name, language) in out
    assert out.count(f"({text('forms.read_in_part')})") == len(IN_PART)


def test_a_study_of_another_compound_does_not_stand_beside_this_one(handbook: Handbook) -> None:
    rows = {row.form: row for row in form_rows(handbook, TEXTS["en"])}
    assert [study.study for study in rows["taurate"].studies] == []
    assert [study.study for study in rows["lactate_2h2o"].studies] == ["Firoz2001", "Coudray2005"]
    _, *others = study_groups(handbook, TEXTS["en"])
    assert {study.study for _, group in others for study in group} == {
        "Fine1991", "Sabatier2011", "Sabatier2002", "Bohn2004a", "Bohn2004b",
    }  # fmt: skip


def test_no_amount_is_multiplied_by_what_was_absorbed() -> None:
    code = Path(__file__).resolve().parent.parent / "nutrition"
    users = {path.name for path in code.rglob("*.py") if re.search(r"\babsorption\b", path.read_text(encoding="utf-8"))}
    assert users <= {"absorption.py", "handbook.py", "form_words.py", "forms.py", "guidance.py"}


# --- The loader refuses


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("supplement_forms.toml", "elemental_fraction = 0.140961", "elemental_fraction = 0.140962", "out_of_range"),
        ("supplement_forms.toml", "molar_mass_g_mol = 172.423", "molar_mass_g_mol = 0", "entry_incomplete"),
        ("supplement_forms.toml", 'family = "bisglycinate"\n', "", "entry_incomplete"),
        ("supplement_forms.toml", 'solubility = "soluble"', 'solubility = "somewhat"', "entry_incomplete"),
        ("supplement_forms.toml", "laxative_rank = 2", "laxative_rank = 6", "entry_incomplete"),
        ("supplement_forms.toml", 'laxative_source = "ODS"\n', "", "no_source"),
        ("supplement_forms.toml", 'buffered_with = "oxide"', 'buffered_with = "lead"', "entry_incomplete"),
        ("absorption_studies.toml", 'source = "Firoz2001"\n', "", "no_source"),
        ("absorption_studies.toml", 'checked = "original"', 'checked = "unchecked"', "not_checked"),
        ("absorption_studies.toml", "unverified = true\n", "", "not_checked"),
        ("absorption_studies.toml", 'about = "compound"', 'about = "price"', "entry_incomplete"),
        ("absorption_studies.toml", '"oxide", "chloride"', '"lead", "chloride"', "entry_incomplete"),
        ("absorption_studies.toml", 'who_en = "healthy people"', 'who_en = " "', "entry_incomplete"),
    ],
)
def test_a_row_with_a_fault_is_refused(
    file: str, before: str, after: str, code: str, small_data: Callable[[], Path]
) -> None:
    folder = small_data()
    content = (folder / file).read_text(encoding="utf-8")
    assert before in content
    (folder / file).write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_handbook(folder)
    assert caught.value.code == code
    assert caught.value.values["file"] == file


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_say_why_there_is_no_ranking(language: str, texts: dict[str, Text]) -> None:
    said = " ".join(form_intro(texts[language]))
    assert {"nl": "Op alfabet", "en": "alphabetical"}[language] in said
    assert {"nl": "we vermenigvuldigen niets", "en": "nothing is multiplied"}[language] in said
