"""What several tests share: the handbook, a small one, and folders of data to break."""

import gc
from collections.abc import Callable
from pathlib import Path

import handbook_fixture
import pytest
from hypothesis import settings

from nutrition.handbook import Handbook, load_handbook
from nutrition.text import Text

# no deadline: a slow machine is no fault. The same examples every time; `--hypothesis-profile=hunt` looks further
settings.register_profile("house", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("hunt", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Walk less often through what is in memory, and never through the tests: it took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _no_tables_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what whoever runs the tests has imported out of them."""
    monkeypatch.setenv("MAGNESIUMWIJZER_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    """The real data, read once."""
    return load_handbook()


@pytest.fixture(scope="session")
def small_handbook() -> Handbook:
    """The real catalogues with a handful of foods."""
    return handbook_fixture.small_book()


@pytest.fixture
def small_data(tmp_path: Path) -> Callable[[], Path]:
    """A maker of small data folders that a test may break."""
    made: list[Path] = []

    def make() -> Path:
        made.append(handbook_fixture.write_small_data(tmp_path / f"data{len(made)}"))
        return made[-1]

    return make


@pytest.fixture(scope="session")
def texts() -> dict[str, Text]:
    """The words of both languages."""
    return handbook_fixture.TEXTS
