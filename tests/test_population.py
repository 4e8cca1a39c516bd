"""A group's report: strata, what is concluded and what is not; the statistics themselves are in test_usual_intake."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.diaries import Diaries
from nutrition.errors import ImportProblems, NutritionError
from nutrition.handbook import Handbook
from nutrition.plan import LifeStage, Sex
from nutrition.population import GroupReport, NoPrevalence, make_group_report
from nutrition.strata import Everyone
from nutrition.text import Text
from nutrition.usual_intake import LEAST_REPEATS, cut_point, probability_approach, usual_intakes
from nutrition.views.cli import main
from nutrition.views.group_words import group_lines, who_words
from nutrition.views.imports import read_diaries_file

WOMEN = Everyone(sex=Sex.FEMALE, age_years=40)


def simulated(people: int, *, mean_mg: float = 280.0, days: int = 2, seed: int = 1) -> list[tuple[str, int, float]]:
    """Return person, day and mg of people whose usual intakes differ by 70 mg and whose days differ by 86."""
    rng = np.random.default_rng(seed)
    usual = rng.normal(mean_mg, 70, people)
    return [
        (f"p{who}", day, max(0.0, round(float(usual[who] + rng.normal(0, 86)), 1)))
        for who in range(people)
        for day in range(1, days + 1)
    ]


def diaries_of(rows: list[tuple], handbook: Handbook, heads: str = "person,day,mg") -> Diaries:
    content = "\n".join([heads, *(",".join(str(cell) for cell in row) for row in rows)])
    return read_diaries_file(content.encode(), handbook, file="group.csv")


def report_on(rows: list[tuple], handbook: Handbook, authority: str = "nasem", **more) -> GroupReport:
    heads = more.pop("heads", "person,day,mg")
    more.setdefault("everyone", WOMEN)
    return make_group_report(diaries_of(rows, handbook, heads), handbook, authority, **more)


def test_one_stratum_is_the_method_itself(small_handbook: Handbook) -> None:
    rows = simulated(200)
    report = report_on(rows, small_handbook)
    (stratum,) = report.strata
    found = usual_intakes(np.repeat(np.arange(200), 2), np.array([mg for _, _, mg in rows]))
    assert (stratum.people, stratum.person_days, stratum.people_with_repeats) == (200, 400, 200)
    for mine, its in ((report.prevalence, probability_approach), (report.by_cut_point, cut_point)):
        assert mine == its(found, 265)  # type: ignore[arg-type]
    assert stratum.mean_mg == pytest.approx(np.mean([mg for _, _, mg in rows]))
    assert sum(stratum.distribution.usual) == pytest.approx(1)
    assert sum(stratum.distribution.recorded) == pytest.approx(1)


def test_people_are_judged_by_their_own_values(small_handbook: Handbook) -> None:
    rows = [(*row, *WHO[(place // 2) % len(WHO)]) for place, row in enumerate(simulated(400))]
    report = report_on(rows, small_handbook, heads="person,day,mg,sex,age", everyone=None)
    found = {(s.sex, s.from_years, s.to_years): s for s in report.strata}
    # from 31 on the bands have one EAR: one stratum of each sex, as far as its people go
    assert set(found) == {
        (Sex.FEMALE, 19.0, 31.0),
        (Sex.FEMALE, 31.0, 71.0),
        (Sex.MALE, 31.0, None),
        (Sex.MALE, 9.0, 14.0),
    }
    assert {s.reference.ear.mg for s in report.strata if s.reference.ear} == {255.0, 265.0, 350.0, 200.0}
    assert sum(s.share_of_group for s in report.strata) == pytest.approx(1)
    assert sum(s.people for s in report.strata) == report.people == report.judged_people == 400
    shares = [s.share_of_group * s.prevalence.share for s in report.strata if s.prevalence]
    assert report.prevalence is not None
    assert report.prevalence.share == pytest.approx(sum(shares))
    errors = [s.share_of_group * s.prevalence.se for s in report.strata if s.prevalence]
    assert report.prevalence.se == pytest.approx(np.hypot.reduce(errors))
    assert report.prevalence.low < report.prevalence.share < report.prevalence.high


WHO = (("f", 30.9), ("f", 31), ("f", 60), ("m", 75), ("m", 40), ("m", 12))


@pytest.mark.parametrize(
    ("authority", "why"),
    [
        ("gezondheidsraad", NoPrevalence.ONLY_AI),
        ("efsa", NoPrevalence.ONLY_AI),
        ("nnr", NoPrevalence.ONLY_AI),
        ("who_fao", NoPrevalence.ONLY_RDA),
        ("coma", NoPrevalence.EAR_LEFT_OUT),
        ("nhmrc", NoPrevalence.NO_VALUE),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_an_ear_no_share_and_why(
    authority: str, why: NoPrevalence, language: str, small_handbook: Handbook, texts: dict[str, Text]
) -> None:
    report = report_on(simulated(100), small_handbook, authority)
    assert (report.prevalence, report.by_cut_point, report.judged_people) == (None, None, 0)
    assert [stratum.no_prevalence for stratum in report.strata] == [why]
    said = "\n".join(group_lines(report, texts[language]))
    assert texts[language]("population.no_share") in said
    assert not re.search(r"%-grenzen|% limits", said)


@pytest.mark.parametrize(("mean_mg", "reached"), [(340, True), (250, False)])
def test_the_mean_against_an_ai(
    mean_mg: float, reached: bool, small_handbook: Handbook, texts: dict[str, Text]
) -> None:
    report = report_on(simulated(100, mean_mg=mean_mg), small_handbook, "gezondheidsraad")
    assert report.strata[0].reaches_ai is reached
    said = " ".join(group_lines(report, texts["nl"]))
    assert ("waarschijnlijk zeldzaam" in said) is reached
    assert ("niet af te leiden welk deel" in said) is not reached


def test_too_few_people_with_two_days(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [*simulated(LEAST_REPEATS - 1), *((f"q{n}", 1, 250) for n in range(40))]
    report = report_on(rows, small_handbook)
    assert report.strata[0].no_prevalence is NoPrevalence.TOO_FEW_REPEATS
    assert len(report.one_day) == 40
    # the heading is row 1, then two rows for each of the nine
    assert report.one_day[0] == ("q0", 2 * (LEAST_REPEATS - 1) + 2)
    said = " ".join(group_lines(report, texts["en"]))
    assert "q0 (row 20)" in said
    assert "and 32 more" in said
    assert report.strata[0].distribution.usual == ()


def test_people_who_do_not_differ(small_handbook: Handbook) -> None:
    rows = [(f"p{who}", day, 250 + (50 if day == 1 else -50)) for who in range(40) for day in (1, 2)]
    report = report_on(rows, small_handbook)
    assert report.strata[0].no_prevalence is NoPrevalence.NO_DIFFERENCE_BETWEEN_PEOPLE


def test_few_people_are_said_to_be_few(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    report = report_on(simulated(30), small_handbook)
    assert report.prevalence is not None
    assert "this share is rough" in " ".join(group_lines(report, texts["en"]))
    assert "this share is rough" not in " ".join(group_lines(report_on(simulated(60), small_handbook), texts["en"]))


def test_nobody_can_be_placed(small_handbook: Handbook) -> None:
    with pytest.raises(NutritionError) as problem:
        report_on(simulated(20), small_handbook, everyone=None)
    assert problem.value.code == "group_without_sex_or_age"


def test_who_cannot_be_placed_is_counted(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [(*row, "f" if place >= 10 else "") for place, row in enumerate(simulated(100))]
    everyone = Everyone(age_years=40)
    report = report_on(rows, small_handbook, heads="person,day,mg,sex", everyone=everyone)
    assert (report.not_placed, report.judged_people, report.people) == (5, 95, 100)
    said = " ".join(group_lines(report, texts["en"]))
    assert "5 people have no sex or no age" in said
    assert "95 of 100" in said


def test_who_alone_has_no_weight_is_left_out_and_named(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [(*row, "" if row[0] == "p7" else 2.5) for row in simulated(20)]
    report = report_on(rows, small_handbook, heads="person,day,mg,weight")
    assert (report.unweighted, report.judged_people, report.not_placed) == ((("p7", 16),), 19, 0)
    assert "p7 (row 16)" in " ".join(group_lines(report, texts["en"]))


def test_headings_that_are_not_read_are_named(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [(*row, "pregnant", 200) for row in simulated(20)]
    report = report_on(rows, small_handbook, heads="person,day,mg,life stage,supplement mg")
    assert "Not read from the file: life stage, supplement mg." in " ".join(group_lines(report, texts["en"]))


def test_days_of_zero_are_doubted(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [*simulated(20), ("p3", 3, 0), ("p4", 3, 0)]
    assert "2 days in the file are 0 mg" in " ".join(group_lines(report_on(rows, small_handbook), texts["en"]))
    assert "are 0 mg" not in " ".join(group_lines(report_on(simulated(20), small_handbook), texts["en"]))


def test_a_mean_that_is_at_least_so_much_is_not_below_an_ai(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [(who, day, "usda-12061", round(mg / 2.7, 2)) for who, day, mg in simulated(40)]
    rows.append(("p0", 1, "usda-99001", 100))
    report = report_on(rows, small_handbook, "gezondheidsraad", heads="person,day,food,grams")
    said = " ".join(group_lines(report, texts["en"]))
    assert "Mean at least" in said
    assert "may lift it above" in said


def test_babies_have_a_value_for_each_way_of_feeding(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    everyone = Everyone(sex=Sex.FEMALE, age_years=0.2)
    report = report_on(simulated(20), small_handbook, "who_fao", everyone=everyone)
    assert [stratum.no_prevalence for stratum in report.strata] == [NoPrevalence.BY_FEEDING]
    assert "26 mg when breast-fed and 36 mg when formula-fed" in " ".join(group_lines(report, texts["en"]))


def test_one_person_has_no_standard_error(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    report = report_on([("p", 1, 300)], small_handbook)
    assert report.strata[0].mean_se_mg is None
    said = " ".join(group_lines(report, texts["en"]))
    assert "Mean 300 mg a day." in said
    assert "drawn further" not in said


def test_limits_of_the_whole_count_people_as_their_weights_do(small_handbook: Handbook) -> None:
    # all are far above the EAR, and one woman and one man stand for nearly everybody
    rows = [
        (f"{sex}{n}", day, 900 + 5 * n + 30 * day, sex, 40, 1000 if n == 0 else 1)
        for sex in "fm"
        for n in range(20)
        for day in (1, 2)
    ]
    report = report_on(rows, small_handbook, heads="person,day,mg,sex,age,weight")
    assert report.prevalence is not None
    assert report.prevalence.high > 0.5 * min(s.prevalence.high for s in report.strata if s.prevalence)


def test_weights_count(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = simulated(200)
    level = {row[0]: sum(mg for who, _, mg in rows if who == row[0]) for row in rows}
    weighted = [(*row, 5 if level[row[0]] < 560 else 1) for row in rows]
    report = report_on(weighted, small_handbook, heads="person,day,mg,weight")
    plain = report_on(rows, small_handbook)
    assert report.prevalence is not None
    assert plain.prevalence is not None
    assert report.prevalence.share > plain.prevalence.share + 0.1
    assert "not as body weight" in " ".join(group_lines(report, texts["en"]))


def test_unknown_is_not_zero(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    rows = [(who, day, "usda-12061", mg / 2.7) for who, day, mg in simulated(60)]
    rows.append(("p0", 1, "usda-99001", 100))
    report = report_on(rows, small_handbook, heads="person,day,food,grams")
    assert (report.at_least, report.incomplete_days) == (True, 1)
    said = " ".join(group_lines(report, texts["en"]))
    assert "At most " in said
    assert "Food without a value" in said


def test_a_pregnant_group_needs_no_published_sd(small_handbook: Handbook, texts: dict[str, Text]) -> None:
    everyone = Everyone(sex=Sex.FEMALE, age_years=30, life_stage=LifeStage.PREGNANT)
    report = report_on(simulated(100), small_handbook, everyone=everyone)
    assert report.strata[0].reference.ear is not None
    assert report.strata[0].reference.ear.mg == 290
    assert who_words(report.strata[0], texts["en"]) == "Women (pregnant), 19 to 31 years"
    assert report.prevalence is not None


def test_a_life_stage_that_cannot_be(small_handbook: Handbook) -> None:
    with pytest.raises(NutritionError) as problem:
        report_on(simulated(20), small_handbook, everyone=Everyone(sex=Sex.MALE, age_years=30, life_stage=PREGNANT))
    assert problem.value.code == "life_stage_impossible"


PREGNANT = LifeStage.PREGNANT


@given(st.lists(st.tuples(st.sampled_from("fm"), st.floats(0, 120)), min_size=1, max_size=40), st.data())
def test_everybody_is_in_one_stratum_with_their_own_values(
    people: list[tuple[str, float]], data: st.DataObject
) -> None:
    from handbook_fixture import small_book
    from strategies import AUTHORITIES

    from nutrition.plan import Person
    from nutrition.reference import reference_for
    from nutrition.strata import place_people

    authority = data.draw(st.sampled_from(AUTHORITIES))
    rows = [(f"p{n}", 1, 250, sex, repr(age)) for n, (sex, age) in enumerate(people) if "e" not in repr(age)]
    if not rows:
        return
    diaries = diaries_of(rows, small_book(), "person,day,mg,sex,age")
    placed = place_people(diaries, small_book(), authority, Everyone())
    assert sorted(int(who) for one in placed for who in one.people) == list(range(len(diaries.people)))
    for one in placed:
        for who in one.people:
            sex, age = diaries.sex[who], diaries.age_years[who]
            assert sex is not None
            assert age is not None
            own = reference_for(Person(age_years=age, sex=sex), authority, small_book().reference_values)
            for kind in ("ear", "rda", "ai", "target"):
                mine, its = getattr(own, kind), getattr(one.reference, kind)
                assert (mine and mine.mg) == (its and its.mg)


@pytest.fixture
def group_csv(tmp_path: Path) -> Path:
    path = tmp_path / "group.csv"
    rows = simulated(60)
    path.write_text("person;day;mg\n" + "\n".join(f"{who};{day};{mg}" for who, day, mg in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_command_line_says_what_the_page_says(
    group_csv: Path, language: str, capsys: pytest.CaptureFixture[str], handbook: Handbook, texts: dict[str, Text]
) -> None:
    more = ["--authority", "nasem", "--sex", "female", "--age-years", "40", "--language", language]
    assert main(["group", str(group_csv), *more]) == 0
    printed = capsys.readouterr().out.splitlines()
    diaries = read_diaries_file(group_csv.read_bytes(), handbook, file="group.csv")
    report = make_group_report(diaries, handbook, "nasem", everyone=WOMEN)
    assert printed == group_lines(report, texts[language])


def test_faults_are_told_and_what_is_usable_is_offered(group_csv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = group_csv.read_text(encoding="utf-8").replace("p3;1;", "p3;1;veel").replace("p5;2;", "p5;2;-")
    group_csv.write_text(broken, encoding="utf-8")
    more = ["group", str(group_csv), "--authority", "nasem", "--sex", "female", "--age-years", "40"]
    assert main(more) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "2 faults" in said.err
    assert "118 days can be used" in said.err
    assert "row 8" in said.err
    assert "row 13" in said.err
    assert main([*more, "--usable"]) == 0
    assert "2 rows, 2 days of persons" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["group", "nowhere.csv"], "nowhere.csv cannot be opened"),
        (["group", "{csv}", "--sex", "x"], "“x” is no sex"),
        (["group", "{csv}", "--sex", "female", "--age-years", "veel"], "“veel” is not a number"),
        (["group", "{csv}", "--sex", "female", "--age-years", "400"], "400 cannot be an age"),
        (["group", "{csv}"], "no sex and age are known"),
    ],
)
def test_bad_arguments(arguments: list[str], said: str, group_csv: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([argument.replace("{csv}", str(group_csv)) for argument in arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, said in told.err, len(told.err.splitlines())) == ("", True, 1)


def test_a_file_without_the_columns(tmp_path: Path, small_handbook: Handbook) -> None:
    with pytest.raises(NutritionError) as problem:
        read_diaries_file(b"person;when\nann;1\n", small_handbook, file="group.csv")
    assert not isinstance(problem.value, ImportProblems)
    assert problem.value.code == "diary_column_missing"
