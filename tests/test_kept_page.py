"""What is kept between visits, as the page does it: two tabs, a store that fails, a plan that no longer opens."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import (
    ALMONDS,
    CHOCOLATE,
    ROOT,
    SPINACH,
    THREE,
    WOMAN,
    amount_fields,
    amounts,
    click,
    done,
    in_both_languages,
    on_page,
    open_plan,
    plan_of,
    read,
)

from nutrition import NutritionError, Plan, PlanItem
from nutrition.storage import read_plan, write_plan
from nutrition.text import Text
from nutrition.views.pages import _kept
from nutrition.views.visit_cookie import visit_store
from nutrition.visits import DAYS_KEPT, KeptPlan, KeptVisit, VisitStore

ANNA, BRAM = "a" * 43, "b" * 43
WORDS = {ALMONDS: "amandelen", CHOCOLATE: "pure chocolade 70–85"}
Come = Callable[..., AppTest]


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    """A maker of visits: each is a new session of a browser with that number."""

    def begin(token: str | None = ANNA, language: str = "") -> AppTest:
        monkeypatch.setattr(_kept, "token_in", lambda _cookies: token)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        if language:
            app.query_params["language"] = language
        return done(app.run())

    return begin


def store() -> VisitStore:
    found = visit_store()
    assert found is not None
    return found


def kept(token: str = ANNA) -> Plan | None:
    found = store().find(token, int(time.time()))
    return read_plan(found.now.plan.encode()) if found and found.now.plan else None


def day(*items: PlanItem) -> Plan:
    return Plan(person=WOMAN, items=items)


def toasts(app: AppTest) -> list[str]:
    return [read(toast.value) for toast in app.toast]


def add(app: AppTest, food_id: str) -> AppTest:
    app.text_input(key="words").set_value(WORDS[food_id])
    done(app.run())
    app.button(key=f"choose-{food_id}").click()
    return done(app.run())


def remove_first(app: AppTest) -> AppTest:
    """Take the first food away that the page shows, whatever is kept meanwhile."""
    app.button(key=f"remove-{app.session_state['visit'].rows[0]}").click()
    return done(app.run())


@in_both_languages
def test_the_plan_is_there_again(language: str, come: Come, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    app = open_plan(come(language=language), write_plan(plan).encode())
    assert text("kept.line", days=DAYS_KEPT) in on_page(app)
    next(one for one in app.pills if str(one.key).startswith("authority-")).set_value("efsa")
    done(app.run())
    again = come()  # neither the plan nor the language stands in the address
    assert plan_of(again) == plan
    assert again.session_state["visit"].authority == "efsa"
    assert amounts(again) == ["30", "100", "30"]
    assert text("page.my_day.title") in on_page(again)
    # a step can be undone that was made before
    click(again, text("page.my_day.undo"))
    assert again.session_state["visit"].authority != "efsa"
    click(again, text("page.my_day.undo"))
    assert plan_of(again) == day()
    assert kept() == day()
    assert plan_of(come()) == day()


def test_two_visitors_never_see_each_other(come: Come) -> None:
    open_plan(come(ANNA), write_plan(day(*THREE)).encode())
    bram = come(BRAM)
    assert plan_of(bram) == day()
    add(bram, CHOCOLATE)
    assert kept(ANNA) == day(*THREE)
    assert plan_of(come(ANNA)) == day(*THREE)
    assert [item.food_id for item in plan_of(come(BRAM)).items] == [CHOCOLATE]
    assert plan_of(come(None)) == day()


@in_both_languages
def test_without_a_cookie_the_page_says_so(language: str, come: Come, texts: dict[str, Text]) -> None:
    app = open_plan(come(None, language), write_plan(day(*THREE)).encode())
    assert texts[language]("kept.only_here") in on_page(app)
    assert not store().file.exists()


def test_who_only_looks_writes_nothing(come: Come) -> None:
    app = come()
    app.switch_page("nutrition/views/pages/sources.py")
    done(app.run())
    assert not store().file.exists()
    app = open_plan(come(), write_plan(day(*THREE)).encode())
    assert store().revision(ANNA) == 1
    for _ in range(3):
        done(app.run())
    app.switch_page("nutrition/views/pages/sources.py")
    done(app.run())
    done(come().run())
    assert store().revision(ANNA) == 1


@in_both_languages
def test_a_second_tab_follows_the_first(language: str, come: Come, texts: dict[str, Text]) -> None:
    text = texts[language]
    first = come(language=language)
    second = come(language=language)
    open_plan(first, write_plan(day(*THREE)).encode())
    done(second.run())
    assert plan_of(second) == day(*THREE)
    assert toasts(second) == [text("kept.newer")]
    assert amounts(second) == ["30", "100", "30"]
    done(second.run())
    assert toasts(second) == []
    assert store().revision(ANNA) == 1


def test_what_comes_from_another_tab_has_no_starting_point(come: Come) -> None:
    """It may be the menu of a dietitian's next client."""
    first, second = open_plan(come(), write_plan(day(*THREE)).encode()), come()
    second.button(key="set-before").click()
    done(second.run())
    assert second.session_state["before"] == day(*THREE)
    remove_first(first)
    done(second.run())
    assert plan_of(second) == day(*THREE[1:])
    assert second.session_state["before"] is None


@in_both_languages
def test_a_change_to_an_older_plan_takes_no_ones_place(language: str, come: Come, texts: dict[str, Text]) -> None:
    text, plan = texts[language], day(*THREE)
    first = open_plan(come(language=language), write_plan(plan).encode())
    second = come(language=language)
    field = amount_fields(first)[0]
    field.set_value("50")
    done(first.run())
    newest = replace(plan, items=(replace(THREE[0], grams=50), *THREE[1:]))
    assert plan_of(first) == kept() == newest
    # the other tab still shows 30 g, and takes that food away
    remove_first(second)
    assert plan_of(second) == kept() == newest
    assert toasts(second) == [text("kept.newer_instead")]
    # what was made there is one step back, and then it is the newest
    click(second, text("page.my_day.undo"))
    assert plan_of(second) == kept() == replace(plan, items=THREE[1:])
    done(first.run())
    assert plan_of(first) == kept()


@in_both_languages
def test_a_plan_that_no_longer_opens_is_not_lost(language: str, come: Come, texts: dict[str, Text]) -> None:
    text = texts[language]
    gone = write_plan(day(PlanItem(food_id="usda-0", grams=30)))
    one = KeptVisit(now=KeptPlan(plan=gone, authority="efsa", edition="older"), language=language)
    store().keep(ANNA, one, int(time.time()))
    app = come()
    assert plan_of(app) == day()
    assert text("kept.set_aside_edition", edition="older") in on_page(app)
    assert text("kept.set_aside") in on_page(app)
    assert "usda-0" in on_page(app)
    assert store().revision(ANNA) == 1
    add(app, ALMONDS)
    found = store().find(ANNA, int(time.time()))
    assert found is not None
    assert found.set_aside == (one.now,)
    again = come()
    assert [item.food_id for item in plan_of(again).items] == [ALMONDS]
    assert text("kept.set_aside_edition", edition="older") in on_page(again)
    click(again, text("kept.set_aside_again"))
    assert text("kept.set_aside_edition", edition="older") in on_page(again)
    assert [item.food_id for item in plan_of(again).items] == [ALMONDS]
    click(again, text("kept.set_aside_drop_yes"))
    assert text("kept.set_aside_edition", edition="older") not in on_page(again)
    assert text("kept.set_aside_edition", edition="older") not in on_page(come())
    assert [item.food_id for item in plan_of(come()).items] == [ALMONDS]


def test_a_plan_that_opens_again_comes_back(come: Come, texts: dict[str, Text]) -> None:
    text, plan = texts["nl"], day(*THREE)
    whole = KeptPlan(plan=write_plan(plan), authority="efsa", edition="older")
    broken = KeptPlan(plan="[person", authority="efsa", edition="newer")
    store().keep(ANNA, KeptVisit(now=broken, set_aside=(whole,), language="nl"), int(time.time()))
    app = come()
    assert text("kept.set_aside_edition", edition="newer") in on_page(app)
    click(app, text("kept.set_aside_drop_yes"))
    assert text("kept.set_aside_edition", edition="older") in on_page(app)
    click(app, text("kept.set_aside_again"))
    assert plan_of(app) == kept() == plan
    assert text("kept.set_aside_edition", edition="older") not in on_page(app)


def test_steps_that_no_longer_open_are_skipped(come: Come, texts: dict[str, Text]) -> None:
    def step(food_id: str) -> KeptPlan:
        return KeptPlan(plan=write_plan(day(PlanItem(food_id=food_id, grams=1))), authority="efsa", edition="e")

    visit = KeptVisit(now=step(ALMONDS), past=(step(SPINACH), step("usda-0")), language="nl")
    store().keep(ANNA, visit, int(time.time()))
    app = come()
    click(app, texts["nl"]("page.my_day.undo"))
    assert [item.food_id for item in plan_of(app).items] == [SPINACH]


@in_both_languages
def test_forget_me(language: str, come: Come, texts: dict[str, Text]) -> None:
    text = texts[language]
    app = open_plan(come(language=language), write_plan(day(*THREE)).encode())
    other_tab = come(language=language)
    bram = open_plan(come(BRAM), write_plan(day(THREE[0])).encode())
    assert text("kept.forget_question") in on_page(app)
    click(app, text("kept.forget_yes"))
    assert plan_of(app) == day()
    assert store().is_forgotten(ANNA)
    # the tab that is still open is emptied too, and puts nothing back
    add(app, ALMONDS)
    done(other_tab.run())
    assert plan_of(other_tab) == day()
    add(other_tab, ALMONDS)
    assert store().is_forgotten(ANNA)
    assert kept() is None
    assert plan_of(come(ANNA)) == day()
    assert plan_of(done(bram.run())) == day(THREE[0]) == kept(BRAM)


def test_a_change_in_a_tab_of_who_was_forgotten_is_not_kept(come: Come, texts: dict[str, Text]) -> None:
    app = open_plan(come(language="nl"), write_plan(day(*THREE)).encode())
    other_tab = come(language="nl")
    click(app, texts["nl"]("kept.forget_yes"))
    remove_first(other_tab)
    assert plan_of(other_tab) == day()
    assert store().is_forgotten(ANNA)


@in_both_languages
def test_a_broken_store_breaks_no_page(language: str, come: Come, texts: dict[str, Text]) -> None:
    text, told = texts[language], texts[language]("error.store_unusable")
    store().file.parent.mkdir(parents=True)
    store().file.write_bytes(b"no database " * 500)
    app = come(language=language)
    assert toasts(app) == [told]
    open_plan(app, write_plan(day(*THREE)).encode())
    assert plan_of(app) == day(*THREE)
    assert toasts(app) == [text("page.my_day.opened", file="plan.toml")]  # told once
    assert told in on_page(app)
    # mended, it is used again: nothing was kept before, so nothing is written over
    store().file.unlink()
    app.session_state["keeping"] = replace(app.session_state["keeping"], again_at=0)
    done(app.run())
    assert kept() == plan_of(app) == day(*THREE)
    assert told not in on_page(app)


def test_what_could_not_be_read_is_not_written_over(
    come: Come, texts: dict[str, Text], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_plan(come(language="nl"), write_plan(day(*THREE)).encode())
    with monkeypatch.context() as patched:
        patched.setattr(VisitStore, "find", lambda *_: broken())
        app = come(language="nl")
    add(app, ALMONDS)
    app.session_state["keeping"] = replace(app.session_state["keeping"], again_at=0)
    done(app.run())
    assert len(plan_of(app).items) == 1
    assert texts["nl"]("error.store_unusable") in on_page(app)
    assert kept() == day(*THREE) == plan_of(come())


def broken() -> None:
    raise NutritionError("store_unusable")


def test_a_store_that_fails_for_a_while_catches_up(come: Come, texts: dict[str, Text]) -> None:
    told = texts["nl"]("error.store_unusable")
    app = open_plan(come(language="nl"), write_plan(day(*THREE)).encode())
    with closing(sqlite3.connect(store().file, isolation_level=None)) as holder:
        holder.execute("begin immediate")
        add(app, ALMONDS)
        assert told in toasts(app)
        assert told in on_page(app)
        holder.execute("rollback")
    assert kept() == day(*THREE)
    done(app.run())
    assert kept() == day(*THREE)  # not at every click
    app.session_state["keeping"] = replace(app.session_state["keeping"], again_at=0)
    done(app.run())
    assert kept() == plan_of(app)
    assert len(plan_of(app).items) == 4
    assert told not in on_page(app)


def test_a_look_that_fails_once_is_no_fault_for_good(
    come: Come, texts: dict[str, Text], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = texts["nl"]("error.store_unusable")
    app = open_plan(come(language="nl"), write_plan(day(*THREE)).encode())
    with monkeypatch.context() as patched:
        patched.setattr(VisitStore, "revision", lambda *_: broken())
        done(app.run())
    assert told in on_page(app)
    app.session_state["keeping"] = replace(app.session_state["keeping"], again_at=0)
    done(app.run())
    assert told not in on_page(app)
    assert plan_of(app) == day(*THREE)


def test_a_plan_that_is_too_large_is_told(come: Come, texts: dict[str, Text], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutrition.visits.LARGEST_BYTES", 100)
    app = open_plan(come(language="nl"), write_plan(day(*THREE)).encode())
    assert plan_of(app) == day(*THREE)
    assert texts["nl"]("error.visit_too_large") in on_page(app)
