"""What is said about certainty: with an EAR, with only an AI, and why sometimes nothing is."""

import handbook_fixture
import pytest
from hypothesis import given
from strategies import authorities, plans

from nutrition import LifeStage, Person, Plan, PlanItem, Report, Sex, SupplementDose, make_report
from nutrition.certainty import NoProbability
from nutrition.handbook import Handbook
from nutrition.text import Text
from nutrition.views.verdict import verdict_words
from nutrition.views.words import finding_words, summary

WOMAN = Person(age_years=40, sex=Sex.FEMALE)
ALMONDS, UNKNOWN_FOOD = "usda-12061", "usda-99001"


def eating(mg: float, days: int, person: Person = WOMAN, **more: object) -> Plan:
    """Return a plan whose mean is `mg` a day: almonds have 270 mg per 100 g."""
    items = tuple(PlanItem(food_id=ALMONDS, grams=mg / 2.7, day=day) for day in range(1, days + 1))
    return Plan(person=person, items=items, **more)  # type: ignore[arg-type]


def codes(report: Report) -> list[str]:
    return [found.code for found in report.findings]


def test_the_books_example_walks_the_whole_road(small_handbook: Handbook) -> None:
    report = make_report(eating(320, 3), small_handbook, "nasem")
    found = report.assessment.adequacy
    assert found is not None
    assert (found.difference_mg, found.sd_mg, found.z, found.probability) == pytest.approx(
        (55, 56.2304, 0.9781, 0.8360), abs=5e-5
    )
    certainty = report.assessment.certainty
    assert (certainty.likely_days, certainty.sure_days) == (4, 87)
    assert certainty.wider is not None
    # by hand: 26.5² + (107.375 / √3)² = 67.43², 55 / 67.43 = 0.8157
    assert certainty.wider.z == pytest.approx(0.8157, abs=5e-4)
    assert [code for code in codes(report) if code.startswith(("adequate", "days", "sd"))] == [
        "adequate_maybe",
        "days_likely",
        "days_sure",
        "sd_checked",
    ]
    assert certainty.within_sd is not None
    assert certainty.within_sd.citation in report.citations


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "3 days recorded: 84 % sure that your usual intake is enough."),
        ("nl", "3 dagen genoteerd: 84 % zeker dat je gebruikelijke inname genoeg is."),
    ],
)
def test_the_example_in_words(language: str, said: str, small_handbook: Handbook, texts: dict[str, Text]) -> None:
    report = make_report(eating(320, 3), small_handbook, "nasem")
    sentences = [sentence for _, sentence in finding_words(report, small_handbook, texts[language])]
    assert any(sentence.startswith(said) for sentence in sentences)
    assert "84 %" in dict(summary(report, texts[language])).values()


@pytest.mark.parametrize(
    ("mg", "days", "code"),
    [
        (450, 1, "adequate_surely"),
        (360, 1, "adequate_likely"),
        (300, 1, "adequate_maybe"),
        (265.1, 1, "adequate_maybe"),
        (250, 1, "adequate_doubtful"),
        (160, 1, "adequate_unlikely"),
    ],
)
def test_the_bands(mg: float, days: int, code: str, small_handbook: Handbook) -> None:
    assert code in codes(make_report(eating(mg, days), small_handbook, "nasem"))


def test_a_constant_supplement_belongs_to_the_mean(small_handbook: Handbook) -> None:
    plan = eating(220, 3, supplements=(SupplementDose(form="citrate", elemental_mg=100),))
    found = make_report(plan, small_handbook, "nasem").assessment.adequacy
    assert found is not None
    assert (found.mean_mg, found.sd_mg) == pytest.approx((320, 56.2304), abs=5e-5)


def test_an_ai_gives_no_probability_and_says_why(small_handbook: Handbook) -> None:
    below = make_report(eating(290, 3), small_handbook, "gezondheidsraad")
    assert below.assessment.adequacy is None
    assert below.assessment.certainty.no_probability is NoProbability.ONLY_AI
    assert below.assessment.certainty.above_ai is not None
    assert below.assessment.certainty.above_ai.confidence is None
    assert "below_ai" in codes(below)
    assert not [code for code in codes(below) if code.startswith(("adequate", "above", "days", "sd"))]
    above = make_report(eating(400, 3), small_handbook, "gezondheidsraad")
    # 100 / (85.9 / √3) = 2.016
    assert above.finding("above_ai") is not None
    assert above.assessment.certainty.above_ai is not None
    assert above.assessment.certainty.above_ai.confidence == pytest.approx(0.978, abs=5e-4)
    assert above.assessment.adequacy is None


def test_unknown_is_not_zero(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    known = eating(200, 3)
    plan = Plan(person=WOMAN, items=(*known.items, PlanItem(food_id=UNKNOWN_FOOD, grams=100)))
    report = make_report(plan, small_handbook, "nasem")
    assert "adequate_at_least" in codes(report)
    assert not [code for code in codes(report) if code.startswith("days")]
    assert report.assessment.certainty.sure_days is None
    assert [code for code in codes(report) if code.startswith("sd_")] == ["sd_checked_at_least"]
    words = dict(summary(report, texts["en"]))["Sure that it is enough"]
    assert words.startswith("at least ")


@pytest.mark.parametrize(
    ("person", "authority", "why", "code"),
    [
        (Person(age_years=2, sex=Sex.MALE), "nasem", NoProbability.NO_SD, "no_probability_sd"),
        (
            Person(age_years=30, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT),
            "nasem",
            NoProbability.NO_SD,
            "no_probability_sd",
        ),
        (Person(age_years=8, sex=Sex.MALE), "gezondheidsraad", NoProbability.ONLY_RDA, "no_probability_rda"),
        (WOMAN, "coma", NoProbability.EAR_LEFT_OUT, "no_probability_unchecked"),
        (WOMAN, "who_fao", NoProbability.ONLY_RDA, "no_probability_rda"),
        (WOMAN, "nhmrc", NoProbability.NO_VALUE, "reference_unchecked"),
        (Person(age_years=0.2, sex=Sex.MALE), "who_fao", NoProbability.NO_VALUE, "reference_by_feeding"),
        (Person(age_years=0.2, sex=Sex.MALE), "efsa", NoProbability.NO_VALUE, "no_reference"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_where_the_method_does_not_apply_it_says_so(
    person: Person,
    authority: str,
    why: NoProbability,
    code: str,
    language: str,
    small_handbook: Handbook,
    texts: dict[str, Text],
) -> None:
    report = make_report(eating(200, 2, person), small_handbook, authority)
    assert report.assessment.adequacy is None
    assert report.assessment.certainty.no_probability is why
    assert code in codes(report)
    assert all(words for _, words in summary(report, texts[language]))
    assert all(sentence for _, sentence in finding_words(report, small_handbook, texts[language]))


def test_pregnant_above_an_ai_without_a_published_sd(small_handbook: Handbook) -> None:
    pregnant = Person(age_years=30, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT)
    report = make_report(eating(350, 2, pregnant), small_handbook, "efsa")
    assert {"target_met", "no_probability_sd"} <= set(codes(report))
    assert report.assessment.certainty.found is None


def test_nothing_recorded_is_no_intake_of_zero(small_handbook: Handbook) -> None:
    report = make_report(Plan(person=WOMAN), small_handbook, "nasem")
    assert report.assessment.adequacy is None
    assert report.assessment.certainty.no_probability is NoProbability.NOTHING_RECORDED


def test_an_empty_day_is_no_day_of_zero(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    plan = Plan(person=WOMAN, items=eating(300, 1).items, days=3)
    report = make_report(plan, small_handbook, "nasem")
    assert report.assessment.adequacy is None
    assert report.assessment.certainty.no_probability is NoProbability.EMPTY_DAY
    assert "no_probability_empty_day" in codes(report)
    assert "a day has nothing on it" in dict(summary(report, texts["en"]))["Sure that it is enough"]


@pytest.mark.parametrize(("mg", "authority"), [(292.5, "nasem"), (301, "efsa")])
def test_nobody_records_for_years(mg: float, authority: str, small_handbook: Handbook) -> None:
    report = make_report(eating(mg, 3), small_handbook, authority)
    assert "days_over_a_year" in codes(report)
    assert not {"days_likely", "days_sure"} & set(codes(report))


def test_an_unverified_sd_is_marked(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    man = Person(age_years=40, sex=Sex.MALE)
    report = make_report(eating(400, 3, man), small_handbook, "nasem")
    marked = report.finding("sd_unverified")
    assert marked is not None
    assert marked.values["within_sd_mg"] == 122
    assert "not yet checked" in dict(summary(report, texts["en"]))["Sure that it is enough"]
    assert "not yet checked" in verdict_words(report, texts["en"])
    checked = make_report(eating(400, 3), small_handbook, "nasem")
    assert "not yet checked" not in dict(summary(checked, texts["en"]))["Sure that it is enough"]
    assert "not yet checked" not in verdict_words(checked, texts["en"])


def test_an_upper_level_that_counts_drinks_gives_no_amount(small_handbook: Handbook) -> None:
    plan = Plan(person=Person(age_years=40, sex=Sex.FEMALE, ask_first="no"), items=eating(100, 1).items)  # type: ignore[arg-type]
    report = make_report(plan, small_handbook, "who_fao")
    assert report.suggestion is None
    assert "no_amount_ul_counts_drinks" in codes(report)


@given(plans(), authorities)
def test_a_probability_only_from_an_average_requirement(plan: Plan, authority: str) -> None:
    report = make_report(plan, handbook_fixture.small_book(), authority)
    certainty = report.assessment.certainty
    assert (certainty.adequacy is None) == (certainty.no_probability is not None)
    if certainty.adequacy is not None:
        assert report.reference.ear is not None
        assert 0 <= certainty.adequacy.probability <= 1
    if certainty.above_ai is not None:
        assert report.reference.ear is None
        assert (certainty.above_ai.confidence is None) == (report.intake.total_mg < certainty.above_ai.ai_mg)
