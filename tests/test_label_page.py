"""The label guard on the page: both readings in mg, what cannot be is not offered, and one click adds the rest."""

import pytest
from streamlit.testing.v1 import AppTest
from test_helps_page import SAID_NO, selectbox
from test_pages import THREE, click, complaints, day, done, field, in_both_languages, on_page, plan_of, to, visit

from nutrition import Handbook, SupplementDose
from nutrition.labels import Meaning, dose_from_label, read_label
from nutrition.text import LANGUAGES, Text
from nutrition.views.label_words import label_heading, label_sentences, label_works


def label(app: AppTest, form: str = "", **typed: str) -> AppTest:
    """Fill in a label field by field."""
    for name, words in typed.items():
        done(field(app, f"label-{name}").set_value(words).run())
    if form:
        done(selectbox(app, "label-form").set_value(form).run())
    return app


def helps(language: str) -> AppTest:
    return to(visit(language, day(*THREE)), "helps")


def meaning(app: AppTest):
    return next((radio for radio in app.radio if str(radio.key).startswith("label-meaning-")), None)


def adds(app: AppTest, text: Text):
    return [button for button in app.button if button.label == text("page.helps.label_add") and not button.disabled]


@in_both_languages
@pytest.mark.parametrize("chosen", list(Meaning))
def test_both_readings_are_shown_and_the_chosen_one_added(
    chosen: Meaning, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    text, app = texts[language], label(helps(language), "citrate", stated="500", units="2", daily="3")
    found = read_label(500, handbook.form("citrate"), forms=handbook.forms, units=2)
    there = on_page(app)
    for words in (label_heading(found, text), *label_sentences(found, handbook, text)):
        assert words in there
    for place, source in label_works(found, handbook):
        assert place in there
        assert source.citation in there
    assert plan_of(app) == day(*THREE)
    assert adds(app, text) == []
    done(meaning(app).set_value(chosen).run())
    dose = dose_from_label(found, chosen, units_per_day=3)
    assert dose.elemental_mg == pytest.approx({"magnesium": 750, "compound": 121.2}[chosen], abs=0.1)
    click(app, text("page.helps.label_add"))
    assert plan_of(app).supplements == (dose,)
    # it has been added: what stood there is not added twice
    assert field(app, "label-stated").value == ""
    assert adds(app, text) == []
    click(app, text("page.my_day.undo"))
    assert plan_of(app) == day(*THREE)


@in_both_languages
def test_a_label_and_a_suggestion_stand_beside_each_other(language: str, handbook: Handbook) -> None:
    app = label(to(visit(language, day(*THREE, person=SAID_NO)), "helps"), "taurate", stated="400", whole="800")
    app.button(key="label-add").click()
    assert len(plan_of(done(app.run())).supplements) == 1


@in_both_languages
def test_what_cannot_be_cannot_be_chosen(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text, app = texts[language], label(helps(language), "taurate", stated="400", whole="800")
    found = read_label(400, handbook.form("taurate"), forms=handbook.forms, whole_mg=800)
    assert found.certain is Meaning.COMPOUND
    there = on_page(app)
    assert text("label.cannot") in there
    for words in label_sentences(found, handbook, text):
        assert words in there
    assert meaning(app) is None
    click(app, text("page.helps.label_add"))
    assert plan_of(app).supplements == (dose_from_label(found, Meaning.COMPOUND),)


@in_both_languages
def test_a_label_that_cannot_be_is_not_added(language: str, texts: dict[str, Text]) -> None:
    text, app = texts[language], label(helps(language), "citrate", stated="900", whole="800")
    assert text("label.cannot_be", stated_mg=900) in on_page(app)
    assert meaning(app) is None
    assert [button for button in app.button if button.label == text("page.helps.label_add")] == []


@in_both_languages
@pytest.mark.parametrize(
    ("name", "typed"),
    [("stated", "veel"), ("stated", "-5"), ("stated", "0"), ("whole", "-3"), ("whole", "abc"), ("units", "0"),
     ("units", "1e9"), ("daily", "-1"), ("daily", "twee"), ("daily", "100")],
)  # fmt: skip
def test_what_is_typed_wrong_is_told_and_kept(name: str, typed: str, language: str, texts: dict[str, Text]) -> None:
    fine = {"stated": "500", "whole": "5000", "units": "1", "daily": "2"}
    app = label(helps(language), "citrate", **{**fine, name: typed})
    assert len(complaints(app)) == 1
    assert field(app, f"label-{name}").value == typed
    assert adds(app, texts[language]) == []
    assert plan_of(app) == day(*THREE)
    label(app, **{name: fine[name]})
    assert complaints(app) == []


@in_both_languages
def test_another_language_keeps_what_was_typed_and_chosen(language: str, texts: dict[str, Text]) -> None:
    app = label(helps(language), "oxide", stated="62,5", daily="veel")
    other = next(one for one in LANGUAGES if one != language)
    done(app.button_group(key="language").set_value(other).run())
    assert [field(app, f"label-{name}").value for name in ("stated", "daily")] == ["62,5", "veel"]
    assert selectbox(app, "label-form").value == "oxide"
    label(app, daily="2")
    done(meaning(app).set_value(Meaning.MAGNESIUM).run())
    done(app.button_group(key="language").set_value(language).run())
    assert meaning(app).value is Meaning.MAGNESIUM
    # another figure is another label: the choice was about the old one
    label(app, stated="100")
    assert meaning(app).value is None
    done(meaning(app).set_value(Meaning.MAGNESIUM).run())
    click(app, texts[language]("page.helps.label_add"))
    assert plan_of(app).supplements == (SupplementDose(form="oxide", elemental_mg=200),)
