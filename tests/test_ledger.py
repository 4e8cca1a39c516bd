"""The ledger: everything that is taken counts towards the upper level, and a medicine is never for us to stop."""

import math
from dataclasses import replace

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from strategies import authorities, doses, plans
from test_pages import on_page, to, visit

from nutrition import AskFirst, DoseKind, NutritionError, Person, Plan, PlanItem, Report, Sex, SupplementDose
from nutrition import make_report as walk
from nutrition.findings import Severity
from nutrition.text import Text
from nutrition.views.cli import report_lines
from nutrition.views.ledger_words import ledger_lines, ledger_rows, ledger_totals
from nutrition.views.words import finding_words

WOMAN = Person(age_years=40, sex=Sex.FEMALE, ask_first=AskFirst.NO)
FED = (PlanItem(food_id="usda-12061", grams=30),)
LAXATIVE = SupplementDose(elemental_mg=300, form="hydroxide", kind=DoseKind.LAXATIVE)
ANTACID = SupplementDose(elemental_mg=40, kind=DoseKind.ANTACID, name="na het eten")
FORTIFIED = SupplementDose(elemental_mg=20, kind=DoseKind.FORTIFIED)
MULTIVITAMIN = SupplementDose(elemental_mg=56, kind=DoseKind.MULTIVITAMIN)


def report_of(*taken: SupplementDose, authority: str = "efsa", person: Person = WOMAN) -> Report:
    return walk(Plan(person=person, items=FED, supplements=taken), small_book(), authority)


def codes(report: Report) -> set[str]:
    return {found.code for found in report.findings}


def sentences(report: Report, text: Text) -> list[str]:
    return [words for _, words in finding_words(report, small_book(), text)]


@given(plan=plans(), authority=authorities)
def test_every_kind_counts_in_full(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    ledger, taken_mg = report.ledger, math.fsum(dose.elemental_mg for dose in plan.supplements)
    assert ledger.total_mg == pytest.approx(taken_mg)
    assert ledger.total_mg == pytest.approx(report.intake.supplement_mg)
    assert [line.dose for line in ledger.lines] == list(plan.supplements)
    if ledger.ul_mg is None:
        assert (ledger.room_mg, ledger.above_mg, ledger.counts) == (None, None, None)
    else:
        room_mg = pytest.approx(max(0, ledger.ul_mg - taken_mg), abs=1e-5)
        assert report.assessment.room_under_ul_mg == room_mg
        assert ledger.room_mg == (None if ledger.no_room else room_mg)
        assert ledger.above_mg == pytest.approx(max(0, taken_mg - ledger.ul_mg), abs=1e-5)


@given(plan=plans(), authority=authorities)
def test_a_suggestion_stays_within_what_the_ledger_leaves(plan: Plan, authority: str) -> None:
    report = walk(plan, small_book(), authority)
    if report.suggestion is None:
        return
    assert report.ledger.ul_mg is not None
    assert report.suggestion.dose_mg + report.ledger.total_mg <= report.ledger.ul_mg + 1e-5


@given(dose=doses, authority=authorities)
def test_what_it_comes_in_changes_no_number(dose: SupplementDose, authority: str) -> None:
    reports = [report_of(replace(dose, kind=kind, form=""), authority=authority) for kind in DoseKind]
    assert len({report.assessment.room_under_ul_mg for report in reports}) == 1
    assert len({report.suggestion.dose_mg if report.suggestion else None for report in reports}) == 1


@pytest.mark.parametrize(("authority", "said"), [("nasem", True), ("gezondheidsraad", True), ("efsa", False)])
def test_what_an_authority_does_not_count_is_counted_and_told(authority: str, said: bool) -> None:
    report = report_of(FORTIFIED, authority=authority)
    assert report.ledger.total_mg == 20
    assert ("fortified_not_counted" in codes(report)) is said
    assert report.ledger.counts_more is said
    assert "fortified_not_counted" not in codes(report_of(MULTIVITAMIN, authority=authority))
    for text in TEXTS.values():
        assert text("ledger.fortified_once") in "\n".join(ledger_lines(report, small_book(), text))


def test_a_medicine_is_for_the_pharmacist() -> None:
    report = report_of(ANTACID, replace(LAXATIVE, elemental_mg=10))
    assert {"takes_antacid", "takes_laxative"} <= codes(report)
    assert "ul_medicine" not in codes(report)
    asked = report.finding("takes_antacid")
    assert asked
    assert asked.severity is Severity.CARE
    for text in TEXTS.values():
        told = [words for words in sentences(report, text) if words == text("finding.takes_antacid")]
        assert len(told) == 1
        assert not any(sign.isdigit() for sign in told[0])
    assert not {"takes_antacid", "takes_laxative"} & codes(report_of(replace(ANTACID, elemental_mg=0), MULTIVITAMIN))


def test_above_the_upper_level_through_a_medicine_nobody_is_told_to_stop_it() -> None:
    report = report_of(LAXATIVE)
    assert {"ul_exceeded", "ul_medicine"} <= codes(report)
    assert report.ledger.above_mg == 50
    assert any("stop er niet zelf mee" in words for words in sentences(report, TEXTS["nl"]))
    assert any("do not stop it by yourself" in words for words in sentences(report, TEXTS["en"]))
    assert "ul_medicine" not in codes(report_of(replace(LAXATIVE, kind=DoseKind.SUPPLEMENT)))


def test_supplements_alone_are_called_supplements() -> None:
    alone = report_of(SupplementDose(elemental_mg=300, form="oxide"))
    mixed = report_of(SupplementDose(elemental_mg=300, form="oxide"), FORTIFIED)
    for language, (own, added) in {
        "nl": ("Je supplementen geven 300 mg", "Supplementen, medicijnen en verrijkte voeding komen samen op 320 mg"),
        "en": ("Your supplements bring 300 mg", "Supplements, medicines and fortified foods come to 320 mg"),
    }.items():
        text = TEXTS[language]
        assert any(words.startswith(own) for words in sentences(alone, text))
        assert any(words.startswith(added) for words in sentences(mixed, text))
        assert text("report.supplements_added") in "\n".join(report_lines(mixed, small_book(), text))
        assert text("report.supplements_added") not in "\n".join(report_lines(alone, small_book(), text))


def test_without_an_upper_level_the_sentence_names_what_is_taken() -> None:
    baby = Person(age_years=1, sex=Sex.FEMALE)
    for kind, words in ((DoseKind.SUPPLEMENT, "uit supplementen met"), (DoseKind.LAXATIVE, "verrijkte voeding met")):
        report = report_of(SupplementDose(elemental_mg=20, kind=kind), person=baby)
        assert any(words in said for said in sentences(report, TEXTS["nl"]))


def test_the_ledger_in_words() -> None:
    report = report_of(MULTIVITAMIN, ANTACID, replace(LAXATIVE, elemental_mg=100))
    rows = ledger_rows(report, small_book(), TEXTS["nl"])
    assert [(row.kind, row.name, row.compound, row.mg) for row in rows] == [
        ("multivitamine", "", "", "56 mg"),
        ("middel tegen maagzuur", "na het eten", "", "40 mg"),
        ("laxeermiddel", "", "magnesiumhydroxide", "100 mg"),
    ]
    assert [words for _, words in ledger_totals(report, TEXTS["nl"])] == ["196 mg", "250 mg", "54 mg"]
    assert ledger_totals(report_of(LAXATIVE), TEXTS["en"])[-1] == ("Above the upper level", "50 mg")
    assert ledger_lines(report_of(), small_book(), TEXTS["en"]) == []
    for text in TEXTS.values():
        printed = report_lines(report, small_book(), text)
        assert printed[printed.index(text("ledger.heading")) + 1].endswith(" 56 mg")


@pytest.mark.parametrize("wrong", ["pill", "", 5, None])
def test_a_kind_that_does_not_exist(wrong: object, texts: dict[str, Text]) -> None:
    with pytest.raises(NutritionError) as caught:
        SupplementDose(elemental_mg=1, kind=wrong)  # type: ignore[arg-type]
    assert caught.value.code == "unknown_dose_kind"
    assert all("antacid" in text.error(caught.value) for text in texts.values())


def test_a_compound_that_does_not_exist_is_still_refused() -> None:
    with pytest.raises(NutritionError) as caught:
        report_of(SupplementDose(elemental_mg=1, form="lood"))
    assert caught.value.code == "unknown_form"


@pytest.mark.parametrize("language", TEXTS)
def test_the_page_opens_with_a_dose_whose_compound_is_not_stated(language: str) -> None:
    app = to(visit(language, Plan(person=WOMAN, items=FED, supplements=(MULTIVITAMIN, LAXATIVE))), "helps")
    assert not app.exception
    assert "356 mg" in on_page(app)
    chosen = [box.options[box.index] for box in app.selectbox if box.index is not None]
    assert chosen.count(TEXTS[language]("ledger.form_not_stated")) == 1
