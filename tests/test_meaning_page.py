"""What it means: every reference value on one scale, what brings the magnesium, and what the last change did."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from handbook_fixture import TEXTS, small_book
from hypothesis import given
from strategies import EDGES, authorities, plans
from streamlit.testing.v1 import AppTest
from test_pages import (
    ALMONDS,
    NO_VALUE,
    THREE,
    WOMAN,
    click,
    day,
    done,
    foreign_words,
    in_both_languages,
    on_page,
    plan_of,
    read,
    shown,
    to,
    visit,
)

from nutrition import (
    Handbook,
    Ingredient,
    LifeStage,
    OwnFood,
    Person,
    Plan,
    PlanItem,
    Recipe,
    Sex,
    SupplementDose,
    make_report,
)
from nutrition.before_after import Known, change_between
from nutrition.text import LANGUAGES, Text
from nutrition.views.bullet import before_and_after, intake_bullet, ul_bullet
from nutrition.views.meaning_words import change_note, change_words, legend_words, value_rows, value_works
from nutrition.views.session import Visit
from nutrition.views.shares import MOST_BARS, By, named_shares, share_table, share_words
from nutrition.views.steps import Steps
from nutrition.views.words import total_words, worded

BABY = Person(age_years=0.3, sex=Sex.FEMALE)
PREGNANT = Person(age_years=30, sex=Sex.FEMALE, life_stage=LifeStage.PREGNANT)
UNKNOWN = PlanItem(food_id=NO_VALUE, grams=20, meal="dinner")
CITRATE = SupplementDose(form="citrate", elemental_mg=300)
MORE = replace(THREE[0], grams=60)


# --- What brings it, by group


@given(plan=plans())
def test_the_groups_bring_what_the_food_brings(plan: Plan) -> None:
    report = make_report(plan, small_book(), "efsa")
    intake = report.intake
    for shares in (intake.by_group, intake.by_food, intake.by_meal):
        assert sum(share.magnesium_mg for share in shares) == pytest.approx(intake.food_mg)
        assert len({share.key for share in shares}) == len(shares)
        assert all(share.known for share in shares) == (not intake.at_least)
    assert {share.key for share in intake.by_group} == {line.food.food_group for line in intake.lines}
    assert [share.magnesium_mg for share in intake.by_group] == sorted(
        (share.magnesium_mg for share in intake.by_group), reverse=True
    )


@given(plan=plans())
def test_picture_and_table_bring_the_same(plan: Plan) -> None:
    report = make_report(plan, small_book(), "efsa")
    for text, by in product(TEXTS.values(), By):
        few, (heads, rows) = named_shares(report, by, text, most=MOST_BARS), share_table(report, by, text)
        assert len(few) <= MOST_BARS + 1 or by is By.MEAL
        assert sum(share.magnesium_mg for _, share in few) == pytest.approx(report.intake.food_mg)
        assert [name for name, _ in rows[:-1]] == [name for name, _ in named_shares(report, by, text)]
        assert all(len(row) == len(heads) for row in rows)
        assert rows[-1][1].startswith("≥") == (report.intake.at_least and report.intake.food_mg > 0)


def test_own_foods_and_recipes_are_a_group_of_their_own(handbook: Handbook, texts: dict[str, Text]) -> None:
    parts = (Ingredient(food_id=ALMONDS, grams=50), Ingredient(food_id=NO_VALUE, grams=50))
    plan = day(
        THREE[0],
        PlanItem(food_id="own-1", grams=100),
        PlanItem(food_id="own-2", grams=100),
        own_foods=(OwnFood(food_id="own-1", name="Muesli", mg_per_100g=100),),
        recipes=(Recipe(food_id="own-2", name="Pan", ingredients=parts, cooked_g=100),),
    )
    report = make_report(plan, handbook, "efsa")
    [own, nuts] = report.intake.by_group
    assert (own.key, own.magnesium_mg, own.known) == ("", pytest.approx(235), False)
    assert (nuts.key, nuts.magnesium_mg, nuts.known) == ("Nut and Seed Products", pytest.approx(81), True)
    names = {language: [name for name, _ in named_shares(report, By.GROUP, text)] for language, text in texts.items()}
    assert names == {
        "nl": ["Eigen voedingsmiddelen en recepten", "Noten en zaden"],
        "en": ["Own foods and recipes", "Nuts and seeds"],
    }


# --- What a change did


@given(plan=plans())
def test_what_changes_no_intake_is_no_difference(plan: Plan) -> None:
    before = make_report(plan, small_book(), "efsa")
    assert change_between(before, before) is None
    moved = replace(plan, items=tuple(replace(item, meal="lunch") for item in plan.items))  # type: ignore[arg-type]
    assert change_between(before, make_report(moved, small_book(), "efsa")) is None


@given(plan=plans(), authority=authorities)
def test_a_food_more_is_its_own_magnesium_more(plan: Plan, authority: str) -> None:
    almonds = PlanItem(food_id=ALMONDS, grams=100)
    before = make_report(plan, small_book(), authority)
    after = make_report(replace(plan, items=(*plan.items, almonds)), small_book(), authority)
    found = change_between(before, after)
    if not plan.items and not plan.supplements:
        assert found is None
        return
    assert found is not None
    # food without a value that stayed as it was leaves the difference what it is
    assert found.difference_mg == pytest.approx(270 / plan.days)
    back = change_between(after, before)
    assert back is not None
    assert back.difference_mg == pytest.approx(-270 / plan.days)
    for text in TEXTS.values():
        for one in (found, back):
            assert change_words(one, text)
            assert text.number(270 / plan.days) in change_note(one, text)
            before_and_after(one, text)


def test_other_people_and_days_are_another_question(handbook: Handbook) -> None:
    before = make_report(day(*THREE), handbook, "efsa")
    for plan, authority in (
        (day(MORE, person=replace(WOMAN, age_years=71)), "efsa"),
        (day(MORE), "nasem"),
        (day(MORE, days=2), "efsa"),
        (day(), "efsa"),
    ):
        assert change_between(before, make_report(plan, handbook, authority)) is None
    assert change_between(before, make_report(day(MORE), handbook, "efsa")) is not None


def test_an_unknown_food_more_is_no_known_difference(handbook: Handbook, texts: dict[str, Text]) -> None:
    before, after = (make_report(day(*THREE, *more), handbook, "efsa") for more in ((), (UNKNOWN,)))
    found = change_between(before, after)
    assert found is not None
    assert found.known is Known.AT_LEAST
    assert change_words(found, texts["nl"]) == "236,4 mg → minstens 236,4 mg van 300 mg"
    assert change_note(found, texts["en"]) == texts["en"]("page.meaning.added_unknown")


# --- The values, in words and on the picture


def written(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for layer in spec["layer"] for value in layer["data"]["values"] if "words" in value]


def ticks(spec: dict[str, Any]) -> list[float]:
    """Return where lines stand across the bar; the strokes of a supplement are no ticks."""
    return [line["at"] for line in spec["layer"][1]["data"]["values"] if line["part"] == "ink"]


@pytest.mark.parametrize(
    ("authority", "expected"),
    [("nasem", {265: "265 mg (EAR)", 320: "320 mg (RDA)"}), ("efsa", {300: "300 mg (AI)"})],
)
def test_each_tick_has_its_words_on_one_scale(
    authority: str, expected: dict[float, str], handbook: Handbook, texts: dict[str, Text]
) -> None:
    report = make_report(day(*THREE), handbook, authority)
    for text in texts.values():
        spec = intake_bullet(report, text)
        assert ticks(spec) == list(expected)
        said = {value["at"]: value["words"] for value in written(spec)}
        assert all(words in said[at] for at, words in expected.items())
        assert text.mg(236.4) in said[report.intake.total_mg]
        scales = {str(layer["encoding"]["x"]["scale"]["domain"]) for layer in spec["layer"]}
        assert len(scales) == 1
        heights = [value["y"] for value in written(spec)]
        assert len(set(heights)) == len(heights)


def test_supplements_stand_beside_their_upper_level_alone(handbook: Handbook, texts: dict[str, Text]) -> None:
    report = make_report(day(*THREE, supplements=(CITRATE,)), handbook, "efsa")
    spec = ul_bullet(report, texts["en"])
    assert spec is not None
    assert ticks(spec) == [250]
    assert [value["words"] for value in written(spec)] == ["upper level 250 mg (UL)", "taken 300 mg"]
    assert ul_bullet(make_report(day(*THREE), handbook, "efsa"), texts["en"]) is None


def test_at_least_is_a_soft_end_up_to_the_upper_bound(handbook: Handbook, texts: dict[str, Text]) -> None:
    report = make_report(day(*THREE, UNKNOWN), handbook, "efsa")
    spec, text = intake_bullet(report, texts["en"]), texts["en"]
    parts = [part for part in spec["layer"][0]["data"]["values"] if part["part"] == "food"]
    assert parts[0]["stop"] == report.intake.food_mg
    assert parts[-1]["stop"] == pytest.approx(report.bounds.high_mg)
    opacities = [part["opacity"] for part in parts]
    assert opacities == sorted(opacities, reverse=True)
    assert text.number(report.bounds.high_mg) in legend_words(report, text)
    assert text("report.at_least_mg", value_mg=236.4) in {
        value["words"].removeprefix("intake ") for value in written(spec)
    }


PEOPLE = [
    Person(age_years=age, sex=sex, life_stage=stage)
    for age, (sex, stage) in product(EDGES, product(Sex, LifeStage))
    if stage is LifeStage.NONE or (sex is Sex.FEMALE and 9 <= age <= 60)
]


def test_everybody_has_three_values_or_hears_why_not(handbook: Handbook, texts: dict[str, Text]) -> None:
    by_feeding = 0
    for person, authority in product(PEOPLE, handbook.reference_values):
        report = make_report(Plan(person=person, items=(THREE[0],), supplements=(CITRATE,)), handbook, authority)
        reference, text = report.reference, texts["nl"]
        by_feeding += bool(reference.by_feeding)
        ear, target, ul = value_rows(report, text)
        for row, values in (
            (ear, [reference.ear]),
            (target, [reference.target, *reference.by_feeding]),
            (ul, [reference.ul]),
        ):
            published = [value for value in values if value]
            assert row.value
            assert row.kind
            assert all(text.number(value.mg) in row.value for value in published)
            assert all(f"{value.citation.source}, {value.citation.locator}" in row.places for value in published)
            assert all(value.published_as in row.published for value in published)
        sources = {place.split(",")[0] for row in (ear, target, ul) for place in row.places}
        assert {source.key for _, source in value_works(report)} == sources
        intake_bullet(report, text)
        ul_bullet(report, text)
    assert by_feeding


# --- The page


def meaning(language: str, plan: Plan, authority: str = "gezondheidsraad", past: Iterable[Plan] = ()) -> AppTest:
    """Open the page with a plan on the table, and what was there before."""
    app = visit(language)
    steps: Steps[Visit] = Steps()
    for one in (*past, plan):
        steps = steps.changed(app.session_state["visit"])
        app.session_state["visit"] = Visit(plan=one, authority=authority, rows=tuple(range(len(one.items))))
    app.session_state["steps"] = steps
    return to(app, "meaning")


CASES: dict[str, tuple[Plan, str]] = {
    "ai": (day(*THREE), "gezondheidsraad"),
    "ear": (day(*THREE), "nasem"),
    "unknown": (day(*THREE, UNKNOWN), "efsa"),
    "above_ul": (day(*THREE, UNKNOWN, supplements=(CITRATE,)), "nasem"),
    "baby": (day(THREE[0], person=BABY), "who_fao"),
    "nobody": (day(THREE[0], person=BABY), "efsa"),
    "pregnant": (day(*THREE, person=PREGNANT), "nasem"),
    "only_supplements": (day(supplements=(CITRATE,)), "efsa"),
}


@in_both_languages
@pytest.mark.parametrize("name", CASES)
def test_the_page_says_what_the_report_says(
    name: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    plan, authority = CASES[name]
    app, text = meaning(language, plan, authority), texts[language]
    report, there = make_report(plan, handbook, authority), on_page(app)
    assert plan_of(app) == plan
    for row in value_rows(report, text):
        for words in (row.kind, row.use, row.value, row.published, *row.places):
            assert " ".join(words.split()) in there
    for place, source in value_works(report):
        assert " ".join(f"{place} . {source.citation}".split()) in there
    assert " ".join(legend_words(report, text).split()) in there
    told = next(chart.proto.alt for chart in app.get("vega_lite_chart"))
    values = (report.reference.ear, report.reference.target)
    assert all(text.number(value.mg) in told for value in values if value)
    assert total_words(report.intake, report.intake.total_mg, text) in told
    assert (text("page.meaning.taken_title") in there) == bool(plan.supplements)
    assert text("page.my_day.by_group") in there or not plan.items
    other = next(one for one in LANGUAGES if one != language)
    assert foreign_words(shown(app), text, texts[other]) == []


@in_both_languages
def test_a_percentage_or_why_there_is_none(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    said = {name: on_page(meaning(language, *CASES[name])) for name in ("ai", "ear", "nobody", "pregnant")}
    assert "38 %" in said["ear"]
    for name, code in (("ai", "below_ai"), ("pregnant", "no_probability_sd"), ("nobody", "no_reference")):
        report = make_report(CASES[name][0], handbook, CASES[name][1])
        [why] = [words for found, words in worded(report, handbook, text) if found.code == code]
        assert all(" ".join(words.split()) in said[name] for words in why)
    assert all(text("page.method.link") in page for page in said.values())


@in_both_languages
def test_nothing_on_the_plate_shows_the_values_alone(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = meaning(language, day()), texts[language]
    there = on_page(app)
    assert text("page.meaning.nothing") in there
    assert all(row.value in there for row in value_rows(make_report(day(), handbook, "gezondheidsraad"), text))
    assert not app.get("vega_lite_chart")
    assert text("page.meaning.certainty_title") not in there


@in_both_languages
def test_what_brings_it_by_group_on_both_pages(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    plan, text = day(*THREE, UNKNOWN), texts[language]
    app = meaning(language, plan)
    report = make_report(plan, handbook, "gezondheidsraad")
    next(one for one in app.button_group if str(one.key).startswith("by-")).set_value(By.GROUP)
    done(app.run())
    for page in ("meaning", "my_day"):
        told = "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))
        rows = named_shares(report, By.GROUP, text)
        assert all(f"{name}: {share_words(share, text)}." in told for name, share in rows)
        heads, figures = share_table(report, By.GROUP, text)
        table = next(piece.value for piece in app.get("html") if heads[0] in piece.value)
        assert all(cell in table.replace("&amp;", "&") for row in figures for cell in row)
        # the choice goes along to the other page
        to(app, "my_day" if page == "meaning" else "meaning")


@in_both_languages
def test_the_last_change_is_shown_and_undone(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    app = meaning(language, day(MORE, *THREE[1:]), past=[day(*THREE)])
    there = on_page(app)
    assert {"nl": "236,4 mg → 317,4 mg van 300 mg", "en": "236.4 mg → 317.4 mg of 300 mg"}[language] in there
    assert text("page.meaning.added", change_mg=81) in there
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == day(*THREE)
    # before that the plate was empty, which is no intake of 0 mg
    assert text("page.meaning.change_title") not in on_page(app)
    click(app, text("page.my_day.redo"))
    assert text("page.meaning.added", change_mg=81) in on_page(app)


@in_both_languages
def test_a_change_of_something_else_is_not_shown(language: str, texts: dict[str, Text]) -> None:
    moved = day(*(replace(item, meal="lunch") for item in THREE))
    app = meaning(language, moved, past=[day(*THREE)])
    assert texts[language]("page.meaning.change_title") not in on_page(app)


@in_both_languages
def test_what_is_taken_over_says_what_it_did(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    """From My day's foods, from a suggestion and from a supplement: the numbers first, then what happened."""
    text, plan = texts[language], day(*THREE, person=replace(WOMAN, ask_first="no"))

    def took(page: str, key: str = "", label: str = "") -> None:
        app = to(visit(language, plan), page)
        before = make_report(plan_of(app), handbook, "gezondheidsraad")
        next(one for one in app.button if str(one.key).startswith(key) and label in one.label).click()
        done(app.run())
        found = change_between(before, make_report(plan_of(app), handbook, "gezondheidsraad"))
        assert found is not None
        [toast] = app.toast
        assert read(toast.value).startswith(change_words(found, text))
        to(app, "meaning")
        assert change_words(found, text) in on_page(app)

    took("my_day", key="help-add-")
    took("helps", key="take-1")
    took("helps", label=text("page.helps.take_over"))
