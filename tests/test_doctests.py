"""The examples in the docstrings say what the code does."""

import doctest
import importlib
import pkgutil

import pytest

import nutrition

BELOW_VIEWS = [module.name for module in pkgutil.iter_modules(nutrition.__path__) if not module.ispkg]


@pytest.mark.parametrize("name", [name for name in BELOW_VIEWS if name != "__main__"])
def test_doctests(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(f"nutrition.{name}"))
    assert failed == 0


def test_there_are_doctests_to_run() -> None:
    modules = [importlib.import_module(f"nutrition.{name}") for name in BELOW_VIEWS if name != "__main__"]
    found = [test for module in modules for test in doctest.DocTestFinder().find(module) if test.examples]
    assert len(found) >= 8
