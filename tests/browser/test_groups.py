"""A researcher's visit: a group's file in, the share out; with faults, with nothing said of its people, on a phone."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from nutrition.errors import NutritionError
from nutrition.plan import Sex
from nutrition.population import make_group_report
from nutrition.strata import Everyone
from nutrition.views.group_words import group_lines, result_words
from nutrition.views.imports import read_diaries_file
from nutrition.views.words import error_words
from tests.browser.visitor import Visitor

Welcome = Callable[..., Visitor]
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def group_csv(heads: str = "persoon;dag;mg;geslacht;leeftijd") -> bytes:
    rng = np.random.default_rng(2)
    usual = rng.normal(280, 70, 60)
    rows = [
        f"p{who};{day};{str(round(max(5.0, float(usual[who] + rng.normal(0, 86))), 1)).replace('.', ',')};v;40"
        for who in range(60)
        for day in (1, 2)
    ]
    width = heads.count(";") + 1
    return "\n".join([heads, *(";".join(row.split(";")[:width]) for row in rows)]).encode()


def hand_in(visitor: Visitor, content: bytes) -> None:
    visitor.page.get_by_role("link", name=visitor.text("page.groups.title"), exact=True).click()
    heading = visitor.page.get_by_role("heading", name=visitor.text("page.groups.heading"), exact=True)
    expect(heading).to_be_visible()
    field = visitor.page.locator('input[type="file"]')
    expect(field).to_be_attached()
    field.set_input_files({"name": "groep.csv", "mimeType": "text/csv", "buffer": content})


@pytest.mark.parametrize(("language", "phone"), [("nl", False), ("en", True)])
def test_a_group_is_judged(welcome: Welcome, language: str, phone: bool) -> None:
    visitor, content = welcome(language, phone=phone), group_csv()
    hand_in(visitor, content)
    diaries = read_diaries_file(content, visitor.handbook, file="groep.csv")
    report = make_group_report(diaries, visitor.handbook, "nasem")
    expect(visitor.page.locator(".mw-lead")).to_have_text(result_words(report, visitor.text)[0])
    expect(visitor.page.locator("canvas, svg.marks").first).to_be_visible()
    assert visitor.page.evaluate(SIDEWAYS) is False
    lines = visitor.download("page.groups.download").decode().splitlines()
    assert lines == group_lines(report, visitor.text)


def test_faults_are_shown_and_what_is_usable_is_offered(welcome: Welcome) -> None:
    visitor = welcome("nl")
    content = group_csv().replace(b"p3;1;", b"p3;1;veel")
    hand_in(visitor, content)
    diaries = read_diaries_file(content, visitor.handbook, file="groep.csv")
    expect(visitor.said(visitor.text.error(diaries.problems[0]))).to_be_visible()
    expect(visitor.page.locator(".mw-lead")).to_have_count(0)
    visitor.click("page.groups.usable", count=119)
    expect(visitor.page.locator(".mw-lead")).to_be_visible()
    expect(visitor.said(visitor.text("population.left_out", rows="1", days="1"))).to_be_visible()


def test_a_file_that_is_no_table(welcome: Welcome) -> None:
    visitor, content = welcome("en"), b"naam;wanneer\nann;1\n"
    hand_in(visitor, content)
    with pytest.raises(NutritionError) as problem:
        read_diaries_file(content, visitor.handbook, file="groep.csv")
    expect(visitor.said(error_words(problem.value, visitor.text)[0])).to_be_visible()


def test_who_the_people_are_can_be_told(welcome: Welcome) -> None:
    visitor, content = welcome("nl"), group_csv("persoon;dag;mg")
    hand_in(visitor, content)
    page, text = visitor.page, visitor.text
    expect(visitor.said(text("error.group_without_sex_or_age", count=60))).to_be_visible()
    page.locator("summary").filter(has_text=text("page.groups.everyone")).click()
    visitor.choose("page.my_day.sex", text("sex.female"))
    field = page.get_by_label(text("page.groups.age"), exact=True)
    field.fill("40")
    field.press("Enter")
    diaries = read_diaries_file(content, visitor.handbook, file="groep.csv")
    everyone = Everyone(sex=Sex.FEMALE, age_years=40)
    report = make_group_report(diaries, visitor.handbook, "nasem", everyone=everyone)
    expect(page.locator(".mw-lead")).to_have_text(result_words(report, text)[0])
    # an authority with only an AI: the share is gone, and the reason stands there
    visitor.choose("page.my_day.authority", "EU (EFSA)")
    report = make_group_report(diaries, visitor.handbook, "efsa", everyone=everyone)
    lead, why, *_ = result_words(report, text)
    expect(page.locator(".mw-lead")).to_have_text(lead)
    expect(page.locator(".mw-note").first).to_have_text(why)
    assert report.prevalence is None
