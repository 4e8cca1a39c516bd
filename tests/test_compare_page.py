"""Compare: every authority for one person, on the screen as on the command line, for whoever that person is."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from strategies import EDGES, plans
from streamlit.testing.v1 import AppTest
from test_pages import NO_VALUE, THREE, day, done, foreign_words, on_page, plan_of, shown, visit

from nutrition import (
    Handbook,
    LifeStage,
    Person,
    Plan,
    PlanItem,
    Report,
    Sex,
    SupplementDose,
    make_report,
    make_reports,
)
from nutrition.report import sources_compared
from nutrition.text import LANGUAGES, Text
from nutrition.views.comparison import COLUMNS, compared_rows, comparison_lines
from nutrition.views.comparison_chart import ROW, authority_bars
from nutrition.views.verdict import verdict_words

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
BABY = Person(age_years=0.3, sex=Sex.FEMALE)
PREGNANT = Person(age_years=30, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT)
MAN = Person(age_years=40, sex=Sex.MALE)
LITTLE = (THREE[0],)
MUCH = (*THREE, *THREE)


def compare(language: str, plan: Plan | None = None) -> AppTest:
    """Open the page with a plan."""
    app = visit(language, plan)
    app.switch_page("nutrition/views/pages/compare.py")
    return done(app.run())


def taking(mg: float) -> tuple[SupplementDose, ...]:
    return (SupplementDose(form="citrate", elemental_mg=mg),)


# --- What is compared


@given(plan=plans())
def test_every_report_is_the_one_of_its_authority(plan: Plan) -> None:
    book = small_book()
    reports = make_reports(plan, book)
    assert [report.authority.authority for report in reports] == list(book.reference_values)
    assert reports == tuple(make_report(plan, book, authority) for authority in book.reference_values)


@given(plan=plans())
def test_everybody_gets_words_and_a_picture(plan: Plan) -> None:
    reports = make_reports(plan, small_book())
    for text in TEXTS.values():
        rows = compared_rows(reports, text)
        for row in rows:
            assert len(row.cells) == len(COLUMNS)
            assert all(row.cells)
            assert row.verdict == verdict_words(row.report, text)
        lines = comparison_lines(reports, text)
        assert all(any(row.name in line and row.verdict in line for line in lines) for row in rows)
        authority_bars(rows, "efsa", text)


def test_the_sources_are_those_of_the_values_and_the_foods(handbook: Handbook) -> None:
    reports = make_reports(day(*THREE), handbook)
    cited = {(source.key, place) for source, places in sources_compared(reports) for place in places}
    for report in reports:
        for citation in (*report.reference.citations, *report.intake.citations):
            assert (citation.source, citation.locator) in cited
    # what a report suggests is not compared
    suggested = {citation.locator for helpful in reports[0].helpful_foods for citation in [helpful.measure.citation]}
    assert not suggested & {place for key, place in cited if key == "USDA_SR28"} - {"12061", "11458", "19904"}


# --- The verdict

CASES: dict[str, tuple[str, Plan, str, str]] = {
    "ear": ("nasem", day(*THREE), "38 % sure that it is enough", "38 % zeker dat het genoeg is"),
    "ear_at_least": (
        "nasem",
        day(*THREE, PlanItem(food_id=NO_VALUE, grams=20)),
        "at least 38 % sure that it is enough",
        "minstens 38 % zeker dat het genoeg is",
    ),
    "ai_reached": ("efsa", day(*MUCH), "reaches the AI (98 % sure)", "haalt de AI (98 % zeker)"),
    "ai_reached_at_least": (
        "efsa",
        day(*MUCH, PlanItem(food_id=NO_VALUE, grams=20)),
        "reaches the AI (at least 98 % sure)",
        "haalt de AI (minstens 98 % zeker)",
    ),
    "ai_reached_no_sd": ("efsa", day(*MUCH, person=PREGNANT), "reaches the AI", "haalt de AI"),
    "below_ai": (
        "efsa",
        day(*THREE),
        "63.6 mg below the AI: cannot be determined",
        "63,6 mg onder de AI: of dat genoeg is, valt niet te zeggen",
    ),
    "below_ai_at_most": (
        "dach",
        day(*THREE, PlanItem(food_id=NO_VALUE, grams=20)),
        "at most 63.6 mg below the Schätzwert: cannot be determined",
        "hooguit 63,6 mg onder de Schätzwert: of dat genoeg is, valt niet te zeggen",
    ),
    "rni_reached": ("who_fao", day(*THREE), "reaches the RNI", "haalt de RNI"),
    "below_rni": (
        "coma",
        day(*THREE),
        "33.6 mg below the RNI: nothing follows for one person",
        "33,6 mg onder de RNI: daar volgt voor één persoon niets uit",
    ),
    "below_rda_no_sd": (
        "nasem",
        day(*THREE, person=PREGNANT),
        "113.6 mg below the RDA: how sure cannot be said",
        "113,6 mg onder de RDA: hoe zeker het genoeg is, valt niet te zeggen",
    ),
    "above_ul": (
        "who_fao",
        day(*THREE, supplements=taking(360)),
        "reaches the RNI; supplements above the upper level",
        "haalt de RNI; supplementen boven de bovengrens",
    ),
    "none": ("efsa", day(*LITTLE, person=BABY), "none for this person", "geen voor deze persoon"),
    "unchecked": ("nhmrc", day(*THREE), "not checked by us", "door ons niet nagekeken"),
    "partly": (
        "mhlw",
        day(*LITTLE, person=replace(MAN, age_years=8)),
        "partly checked by us",
        "door ons deels nagekeken",
    ),
    "not_gathered": ("hgr", day(*THREE, person=PREGNANT), "not looked up by us", "door ons niet opgezocht"),
    "by_feeding": (
        "who_fao",
        day(*LITTLE, person=BABY),
        "depends on how the baby is fed",
        "hangt af van borst- of flesvoeding",
    ),
    "nothing": ("efsa", day(), "nothing recorded yet", "nog niets genoteerd"),
    "only_supplements": (
        "efsa",
        day(supplements=taking(260)),
        "nothing recorded yet; supplements above the upper level",
        "nog niets genoteerd; supplementen boven de bovengrens",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    authority, plan, english, dutch = CASES[name]
    report = make_report(plan, handbook, authority)
    assert {language: verdict_words(report, text) for language, text in texts.items()} == {"en": english, "nl": dutch}


def test_what_is_shown_as_nothing_is_not_below(handbook: Handbook, texts: dict[str, Text]) -> None:
    """220 mg less a hundredth is written as 220 mg: that reaches it."""
    almost = day(PlanItem(food_id="usda-12061", grams=30), supplements=taking(220 - 81 - 0.01))
    assert verdict_words(make_report(almost, handbook, "who_fao"), texts["en"]) == "reaches the RNI"


@pytest.mark.parametrize("word", ["deficien", "tekort", "inadequate", "too low", "te laag"])
def test_no_verdict_is_a_diagnosis(word: str, texts: dict[str, Text]) -> None:
    said = [words for text in texts.values() for key, words in text.entries.items() if key.startswith("verdict.")]
    assert len(said) > 20
    assert [words for words in said if word in words.casefold()] == []


# --- The page


def says_all(app: AppTest, reports: tuple[Report, ...], text: Text) -> None:
    """The table and the words of the picture say what the reports say."""
    there = on_page(app)
    for row in compared_rows(reports, text):
        for cell in (row.name, row.target, row.kind, row.ear, row.ul, row.counts, row.verdict, *row.places):
            assert " ".join(cell.split()) in there
        assert row.report.authority.superseded(text.language) in there
        assert row.report.authority.note(text.language) in there


@in_both_languages
@pytest.mark.parametrize(
    "plan",
    [
        day(*THREE),
        day(*THREE, PlanItem(food_id=NO_VALUE, grams=20), supplements=taking(300)),
        day(*LITTLE, person=BABY),
        day(*THREE, replace(THREE[0], day=2), person=PREGNANT),
    ],
    ids=["woman", "unknown", "baby", "pregnant"],
)
def test_the_page_says_what_the_reports_say(
    plan: Plan, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    app, text = compare(language, plan), texts[language]
    assert plan_of(app) == plan
    reports = make_reports(plan, handbook)
    says_all(app, reports, text)
    assert text("compare.verdict") in on_page(app)
    other = next(one for one in LANGUAGES if one != language)
    assert foreign_words(shown(app), text, texts[other]) == []
    # the command line says the same verdicts in the same words
    lines = comparison_lines(reports, text)
    for row in compared_rows(reports, text):
        assert any(line.startswith(row.name) and line.endswith(row.verdict) for line in lines)


@in_both_languages
def test_the_picture_is_told_in_words(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    plan, text = day(*THREE, supplements=taking(300)), texts[language]
    app = compare(language, plan)
    [told] = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert text.mg(536.4) in told
    assert text.mg(300) in told
    for row in compared_rows(make_reports(plan, handbook), text):
        assert all(cell in told for cell in row.cells)


@in_both_languages
def test_nothing_recorded_shows_values_and_no_verdict(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    app, text = compare(language), texts[language]
    there = on_page(app)
    assert text("page.compare.nothing") in there
    [table] = [piece.value for piece in app.get("html") if "<tbody>" in piece.value]
    assert text("compare.ul") in table
    assert text("compare.verdict") not in table
    assert text("verdict.nothing_recorded") not in table
    for row in compared_rows(make_reports(day(), handbook), text):
        assert row.target in there
        assert row.ul in there


@in_both_languages
def test_ones_own_authority_is_marked_and_can_be_changed(language: str, texts: dict[str, Text]) -> None:
    app, text = compare(language, day(*THREE)), texts[language]

    def marked() -> str:
        [table] = [piece.value for piece in app.get("html") if "<tbody>" in piece.value]
        assert table.count(text("page.compare.own")) == table.count('class="chosen"') == 1
        return table[: table.index(text("page.compare.own"))].rpartition("<span>")[2].partition("<")[0]

    assert marked() == "NL (Gezondheidsraad)"
    choice = next(one for one in app.pills if str(one.key).startswith("authority-"))
    choice.set_value("nasem")
    done(app.run())
    assert marked() == {"en": "US/Canada (NASEM)", "nl": "VS/Canada (NASEM)"}[language]
    age = next(one for one in app.text_input if str(one.key).startswith("age-"))
    age.set_value("71")
    done(app.run())
    assert plan_of(app).person.age_years == 71
    # and My day is about the same person
    app.switch_page("nutrition/views/pages/my_day.py")
    done(app.run())
    assert next(one for one in app.text_input if str(one.key).startswith("age-")).value == "71"


PEOPLE = [
    Person(age_years=age, sex=sex, life_stage=stage)
    for age, (sex, stage) in product(EDGES, product(Sex, LifeStage))
    if stage is LifeStage.NONE or (sex is Sex.FEMALE and 9 <= age <= 60)
]


def test_the_page_runs_for_every_age_and_life_stage(handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = compare("nl"), texts["nl"]
    for person in PEOPLE:
        plan = day(*THREE, person=person)
        app.session_state["visit"] = replace(app.session_state["visit"], plan=plan, rows=(1, 2, 3))
        done(app.run())
        there = on_page(app)
        assert all(verdict_words(report, text) in there for report in make_reports(plan, handbook))


# --- The picture


def layer(spec: dict[str, Any], chosen: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    return [value for layer in spec["layer"] for value in layer["data"]["values"] if chosen(value)]


def test_the_picture_has_a_tick_for_every_value(handbook: Handbook, texts: dict[str, Text]) -> None:
    reports = make_reports(day(*THREE, person=MAN), handbook)
    rows = compared_rows(reports, texts["en"])
    spec = authority_bars(rows, "nasem", texts["en"])
    assert spec["height"] == ROW * len(rows)
    for place, row in enumerate(rows):

        def here(part: dict[str, Any], top: float = place * ROW) -> bool:
            return top <= part.get("top", part.get("y")) < top + ROW

        ticks = layer(spec, lambda part: here(part) and part["part"] == "ink" and "at" in part)
        values = [row.report.reference.ear, row.report.reference.target, row.report.reference.ul]
        assert [tick["at"] for tick in ticks] == [value.mg for value in values if value]
        said = layer(spec, lambda part: here(part) and "words" in part)
        assert said[0]["words"] == row.name
        assert row.target in said[1]["words"]
        assert row.ul in said[2]["words"]
        assert (said[0]["weight"] == "bold") == (row.report.authority.authority == "nasem")
    domains = {str(part["encoding"]["x"]["scale"]["domain"]) for part in spec["layer"][:2]}
    assert len(domains) == 1
