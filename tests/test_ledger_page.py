"""What is already taken, on the page: line by line with its kind, what comes of it, and what is never lost."""

import pytest
from streamlit.testing.v1 import AppTest
from test_helps_page import SAID_NO, selectbox
from test_pages import (
    AUTHORITY,
    THREE,
    assert_says,
    click,
    complaints,
    day,
    done,
    field,
    in_both_languages,
    on_page,
    plan_of,
    to,
    visit,
)

from nutrition import DoseKind, Handbook, Plan, SupplementDose, make_report
from nutrition.text import LANGUAGES, Text
from nutrition.views.ledger_words import ledger_totals
from nutrition.views.supplement_words import habits

FOUR = (
    SupplementDose(form="citrate", elemental_mg=50, name="Bruis 50"),
    SupplementDose(elemental_mg=56, kind=DoseKind.MULTIVITAMIN),
    SupplementDose(form="hydroxide", elemental_mg=60, kind=DoseKind.ANTACID),
    SupplementDose(elemental_mg=37.5, kind=DoseKind.FORTIFIED, name="Sojadrink"),
)
LAXATIVE = SupplementDose(form="hydroxide", elemental_mg=400, kind=DoseKind.LAXATIVE)


def helps(language: str, *doses: SupplementDose) -> AppTest:
    return to(visit(language, day(*THREE, supplements=doses)), "helps")


def totals_shown(app: AppTest, plan: Plan, handbook: Handbook, text: Text) -> bool:
    pairs = ledger_totals(make_report(plan, handbook, AUTHORITY), text)
    return all(any(f"{label} {words}" in piece for piece in on_page(app).split("\n")) for label, words in pairs)


@in_both_languages
def test_every_line_stands_there_with_its_total(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, app = texts[language], helps(language, *FOUR)
    for place, dose in enumerate(FOUR):
        assert selectbox(app, f"dose-kind-{place}").value is dose.kind
        compound = handbook.form(dose.form).name(language) if dose.form else text("ledger.form_not_stated")
        shown = selectbox(app, f"dose-form-{place}")
        assert shown.options[shown.index] == compound
        assert field(app, f"dose-mg-{place}").value == text.number(dose.elemental_mg)
        assert field(app, f"dose-name-{place}").value == dose.name
    assert totals_shown(app, plan_of(app), handbook, text)
    assert text("ledger.fortified_once") in on_page(app)
    for code in ("takes_antacid", "fortified_not_counted"):
        assert make_report(plan_of(app), handbook, AUTHORITY).finding(code)
    assert_says(to(app, "my_day"), make_report(plan_of(app), handbook, AUTHORITY), handbook, text)
    assert text("page.my_day.added_line", supplement_mg=203.5) in on_page(app)


@in_both_languages
def test_above_the_upper_level_through_a_medicine(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, app = texts[language], helps(language, LAXATIVE)
    there = on_page(app)
    for code in ("ul_medicine", "takes_laxative"):
        assert text(f"finding.{code}") in there
    assert totals_shown(app, plan_of(app), handbook, text)
    assert text("habit.heading") not in there
    there = on_page(to(app, "my_day"))
    assert text("finding.ul_medicine") in there
    assert text("finding.takes_laxative") not in there


@in_both_languages
def test_a_line_is_filled_in_field_by_field(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], helps(language)
    click(app, text("page.helps.taken_add"))
    # nothing is suggested by what stands in a new line
    assert field(app, "dose-mg-0").value == ""
    assert plan_of(app).supplements == (SupplementDose(elemental_mg=0),)
    done(selectbox(app, "dose-kind-0").set_value(DoseKind.ANTACID).run())
    done(field(app, "dose-mg-0").set_value("37,5").run())
    done(field(app, "dose-name-0").set_value("Kauw <b>").run())
    done(selectbox(app, "dose-form-0").set_value("hydroxide").run())
    whole = SupplementDose(form="hydroxide", elemental_mg=37.5, kind=DoseKind.ANTACID, name="Kauw <b>")
    assert plan_of(app).supplements == (whole,)
    done(selectbox(app, "dose-form-0").set_value("").run())
    assert plan_of(app).supplements[0].form == ""
    other = next(one for one in LANGUAGES if one != language)
    done(app.button_group(key="language").set_value(other).run())
    assert field(app, "dose-mg-0").value == texts[other].number(37.5)
    assert field(app, "dose-name-0").value == "Kauw <b>"
    assert selectbox(app, "dose-kind-0").value is DoseKind.ANTACID
    click(app, texts[other]("page.my_day.undo"))
    assert plan_of(app).supplements == (whole,)
    click(app, texts[other]("page.helps.taken_remove", number=1))
    assert plan_of(app).supplements == ()
    click(app, texts[other]("page.my_day.undo"))
    assert plan_of(app).supplements == (whole,)


@in_both_languages
@pytest.mark.parametrize("typed", ["veel", "-5", "", "1.250", "99999999"])
def test_what_is_no_amount_stays_until_it_is_mended(typed: str, language: str, texts: dict[str, Text]) -> None:
    app = helps(language, *FOUR)
    done(field(app, "dose-mg-1").set_value(typed).run())
    assert len(complaints(app)) == 1
    # another field of the same line takes nothing away
    done(field(app, "dose-name-1").set_value("Multi").run())
    assert field(app, "dose-mg-1").value == typed
    assert len(complaints(app)) == 1
    assert plan_of(app).supplements[1].elemental_mg == 56
    done(field(app, "dose-mg-1").set_value("57,5").run())
    assert complaints(app) == []
    assert plan_of(app).supplements[1] == SupplementDose(elemental_mg=57.5, kind=DoseKind.MULTIVITAMIN, name="Multi")


@in_both_languages
def test_a_complaint_goes_with_its_line(language: str, texts: dict[str, Text]) -> None:
    app = helps(language, *FOUR)
    done(field(app, "dose-mg-1").set_value("veel").run())
    click(app, texts[language]("page.helps.taken_remove", number=2))
    assert complaints(app) == []
    assert plan_of(app).supplements == (FOUR[0], *FOUR[2:])


@in_both_languages
def test_every_field_has_a_label_of_its_own(language: str, texts: dict[str, Text]) -> None:
    app = helps(language, *FOUR)
    labels = [box.label for box in (*app.text_input, *app.selectbox) if str(box.key).startswith("dose-")]
    assert len(labels) == len(set(labels)) == 16


@in_both_languages
@pytest.mark.parametrize("answer", ["no", "yes", "not_answered"])
def test_common_advice_stands_below_an_amount_alone(
    answer: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, plan = texts[language], day(*THREE, person=SAID_NO)
    found = habits(make_report(plan, handbook, AUTHORITY), handbook, text)
    assert found
    if answer != "no":
        plan = day(*THREE, person=type(SAID_NO)(age_years=40, sex="female", ask_first=answer))
    there = on_page(to(visit(language, plan), "helps"))
    for words in (text("habit.heading"), *(habit.said for habit in found)):
        assert (words in there) == (answer == "no")
    if answer == "no":
        for habit in found:
            assert f"{habit.said} {habit.verdict} {habit.statement}" in there
            assert all(place in there for place in habit.places)
