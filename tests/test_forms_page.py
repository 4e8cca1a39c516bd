"""Evidence shows every compound and every study with its sources, and the trials' doses beside an upper level."""

import pytest
from test_helps_page import SAID_NO
from test_pages import THREE, day, in_both_languages, on_page, to, visit

from nutrition import Handbook
from nutrition.text import Text
from nutrition.views.evidence_words import adult_ul, trial_doses_words
from nutrition.views.form_words import COMPARED_MG, form_intro, form_rows, study_groups


@in_both_languages
def test_every_compound_stands_there_in_order(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    text = texts[language]
    there = on_page(to(visit(language), "evidence"))
    for sentence in form_intro(text):
        assert sentence in there
    place = 0
    for row in form_rows(handbook, text):
        said = " ".join((row.percent, row.weight, row.solubility, row.laxative))
        place = there.index(f"{row.name} {row.formula} · {row.hydrate} {row.note}".strip(), place)
        assert said in " ".join(there[place:].split())[: len(row.name) + len(row.note) + 200]
        assert row.laxative_basis in there
        assert all(one in there for one in row.places)
    assert text("forms.column.weight", compared_mg=COMPARED_MG) in there


@in_both_languages
def test_every_study_stands_there_with_its_sources(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    there, told = on_page(to(visit(language), "evidence")), 0
    for heading, studies in study_groups(handbook, texts[language]):
        assert heading in there
        for study in studies:
            told += 1
            for words in (study.study, study.who, study.compared, study.dose, study.measure, study.caveat, study.mark):
                assert words in there
            assert study.result[1:] in there
            for cited in study.cited:
                assert cited.place in there
                assert cited.source.citation in there
    assert told == len(handbook.absorption)


@in_both_languages
@pytest.mark.parametrize("authority", ["gezondheidsraad", "nasem"])
def test_trial_doses_stand_on_evidence_alone(
    authority: str, language: str, handbook: Handbook, texts: dict[str, Text]
) -> None:
    app = visit(language, day(*THREE, person=SAID_NO))
    app.session_state["visit"] = type(app.session_state["visit"])(
        plan=app.session_state["visit"].plan, authority=authority, rows=app.session_state["visit"].rows
    )
    words = trial_doses_words(handbook, adult_ul(authority, handbook), texts[language])
    assert words in on_page(to(app, "evidence"))
    assert words not in on_page(to(app, "helps"))
