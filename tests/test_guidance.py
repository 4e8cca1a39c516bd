"""What the evidence says: every statement is in the data, on the page and on the command line, in both languages."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import done, on_page, visit

from nutrition import DataError, Handbook, load_handbook
from nutrition.guidance import About, Grade, Statement, Subject, Trial, Verdict
from nutrition.text import LANGUAGES, Text
from nutrition.views.cli import main
from nutrition.views.evidence_words import claim_words, groups_told, trial_rows

# The statements of the article, typed apart from data/: number, and a word or figure that it cannot do without.
STATEMENTS = {
    "S01": "300 mg", "S02": "", "S03": "stress", "S04": "400 mg", "S05": "250 mg", "S06": "diar", "S07": "200 mg",
    "S08": "300 mg", "S09": "400 mg", "S10": "200 mg", "S11": "", "S12": "", "S13": "", "S14": "water", "S15": "",
    "S16": "calcium", "S17": "zin", "S18": "antibiotic", "S19": "30 g", "S20": "spin", "S21": "70 %", "S22": "",
    "S23": "", "S24": "40 %", "S25": "300 mg", "S26": "magnesium", "S27": "350 mg", "S28": "500 mg", "S29": "2024",
    "S30": "bisglycina", "S31": "citra", "S32": "oxide", "S33": "taura", "S34": "mala", "S35": "300", "S36": "stress",
    "S37": "stress",
}  # fmt: skip
LONGEST_SENTENCE = 20

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def statement(handbook: Handbook, name: str) -> Statement:
    return next(one for one in handbook.guidance if one.statement == name)


def evidence_page(language: str) -> AppTest:
    app = visit(language).switch_page("nutrition/views/pages/evidence.py")
    return done(app.run())


def printed(language: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["guidance", "--language", language]) == 0
    return capsys.readouterr().out


def own_words(handbook: Handbook, language: str) -> Iterator[str]:
    """Yield every text of the statements in a language."""
    for one in handbook.guidance:
        yield from (one.says(language), one.source_says(language))
        if one.trial:
            yield from (one.trial.said(name, language) for name in ("design", "who", "comparator", "result"))
    yield from (rule.said(language) for rule in (handbook.eu_claims.condition, handbook.eu_claims.refused))


def test_every_statement_is_in_the_data(handbook: Handbook) -> None:
    assert len(STATEMENTS) == 37
    assert sorted(one.statement for one in handbook.guidance) == sorted(STATEMENTS)
    for name, word in STATEMENTS.items():
        for language in LANGUAGES:
            assert word in statement(handbook, name).says(language).casefold()


@in_both_languages
def test_every_statement_is_on_the_page(language: str, handbook: Handbook, texts: dict[str, Text]) -> None:
    there, text = on_page(evidence_page(language)), texts[language]
    for name in STATEMENTS:
        one = statement(handbook, name)
        for words in (name, one.says(language), one.source_says(language)):
            assert " ".join(words.split()) in there
        for place in one.places:
            assert f"{place.citation.source}, {place.citation.locator}" in there
            assert handbook.sources[place.citation.source].citation in there
    for _, statements in groups_told(handbook, text):
        for told in statements:
            assert re.search(rf"{re.escape(told.verdict)}\s+{re.escape(told.grade)}\s+{told.statement}", there)


@in_both_languages
def test_every_statement_is_printed(
    language: str, handbook: Handbook, texts: dict[str, Text], capsys: pytest.CaptureFixture[str]
) -> None:
    out, text = printed(language, capsys), texts[language]
    for _, statements in groups_told(handbook, text):
        for told in statements:
            assert f"  {told.statement}  {told.verdict} · {told.grade}\n" in out
            assert f": {told.said}\n" in out
            assert f": {told.source_says}\n" in out
            assert all(cited.place in out for cited in told.cited)
    assert set(re.findall(r"^  (S\d\d)  ", out, re.MULTILINE)) == set(STATEMENTS)


@in_both_languages
def test_page_and_command_line_show_trials_and_wordings(
    language: str, handbook: Handbook, texts: dict[str, Text], capsys: pytest.CaptureFixture[str]
) -> None:
    text = texts[language]
    rows, wordings = trial_rows(handbook, text), claim_words(handbook.eu_claims, text)
    assert (len(rows), len(wordings)) == (3, 10)
    for shown in (on_page(evidence_page(language)), printed(language, capsys)):
        for row in rows:
            assert all(
                words in shown for words in (row.who, row.design, row.dose, row.weeks, row.comparator, row.result)
            )
        assert all(words in shown for words in wordings)
        assert handbook.eu_claims.refused.said(language) in shown
        assert text("evidence.not_enough") in shown
        for caution in handbook.cautions:
            assert caution.name(language) in shown


def test_the_stress_trial_shows_that_it_had_no_placebo(handbook: Handbook) -> None:
    one = statement(handbook, "S24")
    trial = one.trial
    assert isinstance(trial, Trial)
    assert (one.verdict, trial.dose_mg, trial.form_en, trial.weeks) == (Verdict.MISLEADING, 300, "lactate", 8)
    assert "no placebo" in trial.comparator_en
    assert "geen placebo" in trial.comparator_nl
    assert "42.4 % below the start" in trial.result_en


def test_the_sleep_trial_shows_that_it_used_the_oxide(handbook: Handbook) -> None:
    trial = statement(handbook, "S28").trial
    assert isinstance(trial, Trial)
    assert (trial.participants, trial.dose_mg, trial.weeks) == (46, 500, 8)
    assert all(trial.said("form", language).startswith("oxide") for language in LANGUAGES)


def test_the_wordings_of_eu_law_are_the_ten(handbook: Handbook) -> None:
    found = {claim.register for claim in handbook.eu_claims.claims}
    assert found == {"244", "238", "240, 247, 248", "242", "241, 380, 3083", "364", "245, 246", "239", "365"}
    for claim in handbook.eu_claims.claims:
        assert claim.wording_en.startswith(("Magnesium contributes to ", "Magnesium has a role in "))
        assert claim.wording_nl.startswith(("Magnesium draagt bij tot ", "Magnesium speelt een rol in "))


@pytest.mark.parametrize(
    ("before", "members"), [("subject", Subject), ("verdict", Verdict), ("grade", Grade), ("about", About)]
)
def test_every_choice_has_words_and_is_used(
    before: str, members: type[Subject], handbook: Handbook, texts: dict[str, Text]
) -> None:
    used = {getattr(one.trial if before == "about" else one, before, None) for one in handbook.guidance}
    assert set(members) <= used
    for text in texts.values():
        assert [member for member in members if f"evidence.{before}.{member}" not in text] == []


@in_both_languages
def test_sentences_are_short(language: str, handbook: Handbook) -> None:
    sentences = [one for words in own_words(handbook, language) for one in re.split(r"(?<=[.!?:;]) ", words)]
    assert [one for one in sentences if len(one.split()) > LONGEST_SENTENCE] == []


# --- The loader refuses


def change(path: Path, before: str, after: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("guidance.toml", 'source = "GR2018"\n', "", "no_source"),
        ("guidance.toml", 'source = "GR2018"', 'source = "NOBODY"', "unknown_source"),
        ("guidance.toml", 'locator = "Abstract (adults)"', 'locator = ""', "no_source"),
        ("guidance.toml", 'checked = "quoted"', 'checked = "unchecked"', "not_checked"),
        ("guidance.toml", 'checked = "quoted"', 'checked = "partly"', "not_checked"),
        ("guidance.toml", 'verdict = "holds"', 'verdict = "great"', "entry_incomplete"),
        ("guidance.toml", 'grade = "authority"\n', "", "entry_incomplete"),
        ("guidance.toml", 'subject = "amount"', 'subject = "weather"', "entry_incomplete"),
        ("guidance.toml", "also = [{", "also = 3 # [{", "entry_incomplete"),
        ("guidance.toml", 'about = "stress"', 'about = "joy"', "entry_incomplete"),
        ("guidance.toml", "dose_mg = 300", 'dose_mg = "much"', "entry_incomplete"),
        ("guidance.toml", "\n[S24.trial]\n", '\ntrial = "none"\n[S24.other]\n', "entry_incomplete"),
        ("guidance.toml", "weeks = 8", 'weeks = "eight"', "entry_incomplete"),
        ("guidance.toml", "[S01]\n", 'note = "none"\n[S01]\n', "entry_incomplete"),
        ("eu_claims.toml", "unverified = true", "", "not_checked"),
        ("eu_claims.toml", 'register = "244"', 'register = " "', "entry_incomplete"),
        ("eu_claims.toml", "[condition]", "[conditions]", "entry_incomplete"),
        ("eu_claims.toml", "text_en", "text_fr", "entry_incomplete"),
        ("eu_claims.toml", 'source = "EU1169"\n', "", "no_source"),
    ],
)  # fmt: skip
def test_a_row_with_a_fault_is_refused(
    file: str, before: str, after: str, code: str, small_data: Callable[[], Path]
) -> None:
    folder = small_data()
    change(folder / file, before, after)
    with pytest.raises(DataError) as caught:
        load_handbook(folder)
    assert caught.value.code == code
    assert caught.value.values["file"] == file
