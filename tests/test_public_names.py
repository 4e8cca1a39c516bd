"""The front door: what `nutrition` promises by name is there, and what is heavy loads only for who asks for it."""

import subprocess
import sys

import pytest

import nutrition


@pytest.mark.parametrize("name", nutrition.__all__)
def test_every_promised_name_is_there(name: str) -> None:
    assert getattr(nutrition, name) is not None


def test_a_name_that_is_not_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="close_the_gap"):
        _ = nutrition.close_the_gap


def test_the_front_door_loads_no_workbook_library() -> None:
    told = "import sys, nutrition; print(sorted({'openpyxl', 'streamlit', 'rapidfuzz'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
