"""LibreOffice as a second calculator: what a workbook says after somebody else has worked it out."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

REQUIRE_ALL = "MAGNESIUMWIJZER_REQUIRE_ALL"
PATIENCE_SECONDS = 120
# "always recalculate": without it LibreOffice believes the values that stand beside the formulas
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def soffice() -> str:
    """Return the program; without it skip the test, or fail where everything is required."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        message = "LibreOffice (soffice) is not installed: workbooks cannot be recalculated"
        if os.environ.get(REQUIRE_ALL) == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


def recalculate_all(contents: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Recalculate several workbooks in one run, which is what takes the time; return their values by name."""
    program = soffice()
    profile, given, made = folder / "profile", folder / "given", folder / "made"
    for path in (profile / "user", given, made):
        path.mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    for name, content in contents.items():
        (given / f"{name}.xlsx").write_bytes(content)
    command = [program, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made)]
    command += [str(given / f"{name}.xlsx") for name in contents]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    missing = [name for name in contents if not (made / f"{name}.xlsx").is_file()]
    if missing:
        pytest.fail(f"LibreOffice did not convert {missing}: {done.stdout} {done.stderr}")
    return {name: values_of((made / f"{name}.xlsx").read_bytes()) for name in contents}


def recalculated(content: bytes, tmp_path: Path) -> Workbook:
    """Return a workbook as LibreOffice works it out, with values instead of formulas."""
    return recalculate_all({"workbook": content}, tmp_path)["workbook"]


def values_of(content: bytes) -> Workbook:
    """Return a workbook with the values that stand beside its formulas."""
    return load_workbook(BytesIO(content), data_only=True)


def named(book: Workbook, name: str) -> object:
    """Return what stands in the cell of a defined name."""
    found = re.fullmatch(r"'?([^'!]+)'?!\$?([A-Z]+)\$?([0-9]+)", book.defined_names[name].attr_text)
    if found is None:
        raise ValueError(f"{name} is not one cell: {book.defined_names[name].attr_text}")
    sheet, column, row = found.groups()
    return book[sheet][f"{column}{row}"].value
