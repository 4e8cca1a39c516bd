"""The store of visits: what is kept comes back, two numbers never mix, and a bad file is an outcome, not a crash."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import plans

from nutrition import NutritionError, Plan
from nutrition.storage import read_plan, write_plan
from nutrition.visits import (
    DAY_SECONDS,
    DAYS_KEPT,
    FORGOTTEN,
    LARGEST_BYTES,
    STEPS_KEPT,
    KeptPlan,
    KeptVisit,
    VisitStore,
    fingerprint,
)

ANNA, BRAM = "a" * 43, "b" * 43
NOW = 1_800_000_000
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
KEPT_PLANS = st.builds(KeptPlan, plan=TEXTS, authority=TEXTS, edition=TEXTS)
VISITS = st.builds(
    KeptVisit,
    now=KEPT_PLANS,
    past=st.lists(KEPT_PLANS, max_size=STEPS_KEPT).map(tuple),
    language=TEXTS,
    set_aside=st.lists(KEPT_PLANS, max_size=2).map(tuple),
)


@pytest.fixture
def store(tmp_path: Path) -> VisitStore:
    return VisitStore(tmp_path / "somewhere" / "visits.sqlite")


def visit(words: str = "plan", revision: int = 0) -> KeptVisit:
    return KeptVisit(now=KeptPlan(plan=words, authority="efsa", edition="e"), language="nl", revision=revision)


def files_of(store: VisitStore) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.file.parent.iterdir()}


@given(first=VISITS, second=VISITS)
@settings(max_examples=40)
def test_what_is_kept_comes_back_and_never_to_another(first: KeptVisit, second: KeptVisit) -> None:
    with TemporaryDirectory() as folder:
        store = VisitStore(Path(folder) / "visits.sqlite")
        assert store.keep(ANNA, first, NOW) == 1
        assert store.find(BRAM, NOW) is None
        assert store.keep(BRAM, second, NOW) == 1
        assert store.find(ANNA, NOW) == replace(first, revision=1)
        assert store.find(BRAM, NOW) == replace(second, revision=1)
        assert store.keep(ANNA, replace(second, revision=1), NOW) == 2
        assert store.find(ANNA, NOW) == replace(second, revision=2)
        store.forget(BRAM, NOW)
        assert store.find(ANNA, NOW) == replace(second, revision=2)


@given(plan=plans())
@settings(max_examples=40)
def test_a_plan_comes_back_equal(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        store = VisitStore(Path(folder) / "visits.sqlite")
        store.keep(ANNA, visit(write_plan(plan)), NOW)
        found = VisitStore(store.file).find(ANNA, NOW)  # as after a restart
        assert found is not None
        assert read_plan(found.now.plan.encode()) == plan


def test_without_a_change_there_is_no_file(store: VisitStore) -> None:
    assert store.find(ANNA, NOW) is None
    assert store.revision(ANNA) == 0
    assert not store.file.parent.exists()


def test_a_visit_goes_after_thirty_days_and_a_visitor_keeps_it(store: VisitStore) -> None:
    store.keep(ANNA, visit(), NOW)
    store.keep(BRAM, visit(), NOW)
    almost = NOW + DAYS_KEPT * DAY_SECONDS - 1
    assert store.find(ANNA, almost) is not None  # and is kept from then on
    assert store.find(ANNA, almost + DAY_SECONDS) is not None
    assert store.find(BRAM, almost + 1) is None
    # the row itself goes when somebody keeps something
    later = VisitStore(store.file)
    later.keep("c" * 43, visit(), almost + 1)
    with sqlite3.connect(store.file) as connection:
        numbers = {number for (number,) in connection.execute("select number from visits")}
    connection.close()
    assert numbers == {fingerprint(ANNA), fingerprint("c" * 43)}


def test_who_returns_after_thirty_days_begins_anew(store: VisitStore) -> None:
    store.keep(ANNA, visit("old"), NOW)
    late = NOW + DAYS_KEPT * DAY_SECONDS
    assert store.find(ANNA, late) is None
    assert store.keep(ANNA, visit("new"), late) == 1
    found = store.find(ANNA, late)
    assert found is not None
    assert found.now.plan == "new"


def test_an_older_plan_never_takes_the_place_of_a_newer_one(store: VisitStore) -> None:
    assert store.keep(ANNA, visit("one"), NOW) == 1
    assert store.keep(ANNA, visit("two", revision=1), NOW) == 2
    assert store.keep(ANNA, visit("another tab", revision=1), NOW) is None
    assert store.keep(ANNA, visit("a tab that saw nothing"), NOW) is None
    found = store.find(ANNA, NOW)
    assert found is not None
    assert (found.now.plan, found.revision, store.revision(ANNA)) == ("two", 2, 2)


def test_what_was_removed_behind_our_back_is_put_there_again(store: VisitStore) -> None:
    assert store.keep(ANNA, visit("in sight", revision=7), NOW) == 8
    assert store.revision(ANNA) == 8


def test_forgotten_is_gone_from_the_disk_and_stays_away(store: VisitStore) -> None:
    store.keep(ANNA, visit("Amandelen van Anna " * 50), NOW)
    store.keep(BRAM, visit("Broodje van Bram"), NOW)
    assert any(b"Amandelen van Anna" in content for content in files_of(store).values())
    store.forget(ANNA, NOW)
    assert not any(b"Amandelen van Anna" in content for content in files_of(store).values())
    assert store.is_forgotten(ANNA)
    assert not store.is_forgotten(BRAM)
    found = store.find(ANNA, NOW)
    assert found == KeptVisit(now=KeptPlan(plan="", authority="", edition=""), revision=FORGOTTEN)
    for seen in (0, 1, FORGOTTEN):
        assert store.keep(ANNA, visit("from an open tab", revision=seen), NOW) is None
    assert store.find(BRAM, NOW) is not None


def test_the_file_gives_no_number_away_and_is_its_owners(store: VisitStore) -> None:
    store.keep(ANNA, visit(), NOW)
    for name, content in files_of(store).items():
        assert ANNA.encode() not in content, name
        assert (store.file.parent / name).stat().st_mode & 0o077 == 0, name
    assert any(fingerprint(ANNA).encode() in content for content in files_of(store).values())


def test_the_oldest_steps_go_first_and_a_plan_that_is_too_large_is_refused(store: VisitStore) -> None:
    def step(number: int, size: int = 10) -> KeptPlan:
        return KeptPlan(plan=f"{number} {'x' * size}", authority="", edition="")

    store.keep(ANNA, replace(visit(), past=tuple(map(step, range(STEPS_KEPT + 5)))), NOW)
    found = store.find(ANNA, NOW)
    assert found is not None
    assert found.past == tuple(map(step, range(5, STEPS_KEPT + 5)))
    large = LARGEST_BYTES // 3
    assert store.keep(ANNA, replace(visit(revision=1), past=tuple(step(n, large) for n in range(5))), NOW) == 2
    found = store.find(ANNA, NOW)
    assert found is not None
    assert found.past == (step(3, large), step(4, large))
    with pytest.raises(NutritionError) as caught:
        store.keep(ANNA, visit("é" * (LARGEST_BYTES // 2), revision=2), NOW)
    assert caught.value.code == "visit_too_large"
    assert store.revision(ANNA) == 2


def unusable(store: VisitStore) -> None:
    for use in (
        lambda: store.find(ANNA, NOW),
        lambda: store.revision(ANNA),
        lambda: store.keep(ANNA, visit(), NOW),
        lambda: store.forget(ANNA, NOW),
    ):
        with pytest.raises(NutritionError) as caught:
            use()
        assert caught.value.code == "store_unusable"


def test_a_broken_file(store: VisitStore) -> None:
    store.file.parent.mkdir()
    store.file.write_bytes(b"this is no database at all " * 200)
    unusable(store)
    assert store.file.read_bytes().startswith(b"this is no database")  # and it is left for who can mend it


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = VisitStore(tmp_path / "file" / "visits.sqlite")
    assert store.find(ANNA, NOW) is None
    with pytest.raises(NutritionError) as caught:
        store.keep(ANNA, visit(), NOW)
    assert caught.value.code == "store_unusable"


def test_a_table_of_another_make(store: VisitStore) -> None:
    store.file.parent.mkdir()
    with sqlite3.connect(store.file) as connection:
        connection.execute("create table visits (number text primary key, something text)")
    connection.close()
    unusable(store)


def test_a_row_that_was_tampered_with(store: VisitStore) -> None:
    store.keep(ANNA, visit(), NOW)
    for words in ("[", "5", '[{"plan": 1}]', "[[]]"):
        with sqlite3.connect(store.file) as connection:
            connection.execute("update visits set past = ?", (words,))
        connection.close()
        with pytest.raises(NutritionError) as caught:
            store.find(ANNA, NOW)
        assert caught.value.code == "store_unusable"


def test_a_locked_store_is_waited_for_only_shortly(store: VisitStore) -> None:
    store.keep(ANNA, visit("one"), NOW)
    holder = sqlite3.connect(store.file, isolation_level=None)
    holder.execute("begin immediate")
    with pytest.raises(NutritionError) as caught:
        store.keep(ANNA, visit("two", revision=1), NOW)
    assert caught.value.code == "store_unusable"
    assert store.revision(ANNA) == 1  # reading goes on
    holder.execute("rollback")
    holder.close()
    assert store.keep(ANNA, visit("two", revision=1), NOW) == 2


def test_a_store_that_may_only_be_read(store: VisitStore) -> None:
    """Root may write everywhere, so the database itself is told to refuse."""
    store.keep(ANNA, visit(), NOW)
    with store._connected() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    for use in (lambda: store.keep(ANNA, visit(revision=1), NOW), lambda: store.forget(ANNA, NOW)):
        with pytest.raises(NutritionError) as caught:
            use()
        assert caught.value.code == "store_unusable"
    assert store.find(ANNA, NOW) is not None


def test_the_log_tells_what_is_wrong_and_nothing_about_anybody(
    store: VisitStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.keep(ANNA, visit("Amandelen van Anna"), NOW)
    with sqlite3.connect(store.file) as connection:
        connection.execute("drop table visits")
    connection.close()
    with pytest.raises(NutritionError):
        store.keep(ANNA, visit("Amandelen van Anna", revision=1), NOW)
    assert "no such table" in caplog.text
    assert str(store.file) in caplog.text
    for secret in ("Amandelen", ANNA, fingerprint(ANNA)):
        assert secret not in caplog.text


def test_many_write_at_once_and_nobody_loses_anything(store: VisitStore) -> None:
    """Eight visitors with two tabs each; a tab that comes too late reads what is newer and tries again."""
    other = VisitStore(store.file)  # another process has a store of its own
    changes = 15

    def tab(number: int) -> int:
        here, token = (store, other)[number % 2], f"{number // 2:043}"
        for change in range(changes):
            while True:
                seen = here.find(token, NOW)
                done = (seen.now.plan.split("|") if seen else []) + [f"{number}.{change}"]
                with suppress(NutritionError):  # the other program held it for long; nothing was changed
                    if here.keep(token, visit("|".join(done), revision=seen.revision if seen else 0), NOW):
                        break
        return number

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(tab, range(16))) == list(range(16))
    for visitor in range(8):
        found = store.find(f"{visitor:043}", NOW)
        assert found is not None
        made = found.now.plan.split("|")
        assert sorted(made) == sorted(f"{2 * visitor + tab}.{n}" for tab in (0, 1) for n in range(changes))
        assert found.revision == 2 * changes
