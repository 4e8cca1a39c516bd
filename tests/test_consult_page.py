"""The consultation as a page: the numbers of My day in large type, what is before, and nobody's name."""

from dataclasses import replace
from html import escape

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import (
    NO_VALUE,
    THREE,
    amount_fields,
    click,
    day,
    done,
    foreign_words,
    on_page,
    open_plan,
    plan_of,
    read,
    report_of,
    shown,
    to,
    visit,
)

from nutrition import Handbook, OwnFood, PlanItem, SupplementDose, make_report
from nutrition.before_after import before_after
from nutrition.storage import write_plan
from nutrition.text import LANGUAGES, Text
from nutrition.views.consultation import difference_words
from nutrition.views.words import finding_words, suggestion_words

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
OWN = OwnFood(food_id="own-1", name="<script>alert(1)</script>", mg_per_100g=90)
DOSE = SupplementDose(form="citrate", elemental_mg=300, name="Pil van Jansen")
MORE = PlanItem(food_id="usda-12087", grams=40, meal="snack")


def large(app: AppTest) -> list[str]:
    """Return each large number with what stands above it, side after side."""
    found = [piece.value for piece in app.get("html") if 'class="mw-three' in piece.value]
    return [" ".join(read(part).split()) for piece in found for part in piece.split("</dl>")[0].split("<dt>")[1:]]


def difference(app: AppTest) -> list[str]:
    return [read(piece.value).strip() for piece in app.get("html") if 'class="mw-difference"' in piece.value]


@in_both_languages
def test_alone_it_shows_the_three_numbers(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    app, text = to(visit(language, day(*THREE)), "consult"), texts[language]
    kind = {"nl": "Streefwaarde", "en": "Target"}[language] + " (AI, Gezondheidsraad)"
    expected = [
        f"{text('page.consult.intake')} {text.mg(236.4)}",
        f"{kind} {text.mg(300)}",
        f"{text('excel.handout_gap')} {text.mg(63.6)}",
    ]
    assert large(app) == expected
    assert difference(app) == []
    [bar] = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert text.mg(236.4) in bar
    other = next(one for one in LANGUAGES if one != language)
    assert foreign_words(shown(app), text, texts[other]) == []


@in_both_languages
def test_nothing_recorded_is_said_with_a_way_back(language: str, texts: dict[str, Text]) -> None:
    app, text = to(visit(language), "consult"), texts[language]
    assert text("page.consult.nothing") in on_page(app)
    assert large(app) == []
    assert not [button for button in app.button if button.key == "set-before"]
    assert not [piece for piece in app.get("html") if '<section class="mw-handout">' in piece.value]


@in_both_languages
def test_before_stands_beside_after(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    plan, text = day(*THREE, PlanItem(food_id=NO_VALUE, grams=20)), texts[language]
    app = visit(language, plan)
    click(app, text("page.consult.set_before"))
    assert text("page.consult.before_is", total=text("report.at_least_mg", value_mg=236.4)) in on_page(app)
    # nothing has changed yet: there is one side
    assert len(large(to(app, "consult"))) == 3
    to(app, "my_day")
    changed = replace(plan, items=(*plan.items, MORE))
    app.session_state["visit"] = replace(app.session_state["visit"], plan=changed, rows=(1, 2, 3, 4, 5))
    to(app, "consult")
    both = before_after(report_of(plan, handbook), report_of(changed, handbook))
    assert difference(app) == [difference_words(both, text)]
    numbers = large(app)
    assert len(numbers) == 6
    least = text("excel.at_least")
    for number, report in ((numbers[0], both.before), (numbers[3], both.after)):
        assert number == f"{text('page.consult.intake')} · {least} {text.mg(report.intake.total_mg)}"
    there = on_page(app)
    assert f"{handbook.food(MORE.food_id).name(language)} {text('page.consult.new')}" in there
    # both are held against the values that are chosen now, for who the plan is for now
    app.session_state["visit"] = replace(app.session_state["visit"], authority="nasem")
    done(app.run())
    assert [number.endswith(text.mg(320)) for number in large(app)] == [False, True, False] * 2
    assert difference(app) == [
        difference_words(before_after(*(make_report(p, handbook, "nasem") for p in (plan, changed))), text)
    ]


@in_both_languages
def test_a_suggestion_that_is_taken_over_leaves_what_was_before(
    language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    plan, text = day(*THREE), texts[language]
    app = to(visit(language, plan), "helps")
    click(app, text("page.helps.take_food", number=1))
    first = plan_of(app)
    to(app, "consult")
    [said] = difference(app)
    assert said == difference_words(before_after(report_of(plan, handbook), report_of(first, handbook)), text)
    # a second one keeps the first beginning, until somebody sets another
    click(app, text("page.consult.set_before"))
    assert difference(app) == []
    assert app.session_state["before"] == first


def test_another_plan_has_no_before(handbook: Handbook, texts: dict[str, Text]) -> None:
    """A dietitian's next client is never laid beside the last."""
    text = texts["nl"]
    app = visit("nl", day(*THREE))
    click(app, text("page.consult.set_before"))
    click(open_plan(app, write_plan(day(MORE)).encode()), text("opening.accept"))
    assert plan_of(app) == day(MORE)
    assert difference(to(app, "consult")) == []
    assert len(large(app)) == 3
    # also when the menu is emptied and filled by hand
    click(to(app, "my_day"), text("page.consult.set_before"))
    click(app, text("page.my_day.clear_yes"))
    app.session_state["visit"] = replace(app.session_state["visit"], plan=day(*THREE), rows=(1, 2, 3))
    assert difference(to(app, "consult")) == []
    # one field after the other is still the same menu
    click(to(app, "my_day"), text("page.consult.set_before"))
    before = report_of(plan_of(app), handbook)
    amount_fields(app)[0].set_value("7")
    done(app.run())
    now = report_of(plan_of(app), handbook)
    assert difference(to(app, "consult")) == [difference_words(before_after(before, now), text)]


@in_both_languages
def test_no_name_is_shown_and_code_stands_as_typed(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    items = (*THREE, PlanItem(food_id="own-1", grams=100))
    plan, text = day(*items, own_foods=(OWN,), supplements=(DOSE,), name="Mevrouw Jansen"), texts[language]
    app = to(visit(language, plan), "consult")
    told = [piece.value for piece in app.get("html")]
    assert "Jansen" not in on_page(app)
    assert not [piece for piece in told if OWN.name in piece]
    assert len([piece for piece in told if escape(OWN.name) in piece]) == 2  # beside the numbers, on the handout
    above = [
        words for severity, words in finding_words(report_of(plan, handbook), handbook, text) if severity == "stop"
    ]
    assert above
    assert all(" ".join(words.split()) in on_page(app) for words in above)


@in_both_languages
def test_the_handout_says_what_the_report_says(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    plan, text = day(*THREE, person=replace(day().person, ask_first="no")), texts[language]
    app = to(visit(language, plan), "consult")
    [paper] = [" ".join(read(p.value).split()) for p in app.get("html") if '<section class="mw-handout">' in p.value]
    report = report_of(plan, handbook)
    for line in report.intake.lines:
        assert f"{line.food.name(language)} {text.number(line.magnesium_mg, 0)} mg" in paper
    assert " ".join(" ".join(suggestion_words(report, handbook, text)).split()) in paper
    assert text("finding.see_a_doctor") in paper
    assert text("app.boundary") in paper
    assert all(source.citation in paper for source, _ in report.sources_used)
    assert text("page.consult.print") in on_page(app)
