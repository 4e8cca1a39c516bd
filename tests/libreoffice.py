"""LibreOffice as a second calculator: what a workbook says after somebody else has worked it out."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from book_cells import Book

REQUIRE_ALL = "MAGNESIUMWIJZER_REQUIRE_ALL"
PATIENCE_SECONDS, EACH_SECONDS = 120, 10
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


def recalculate_all(contents: Mapping[str, bytes], folder: Path) -> dict[str, Book]:
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
    patience = PATIENCE_SECONDS + EACH_SECONDS * len(contents)
    done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=False)
    missing = [name for name in contents if not (made / f"{name}.xlsx").is_file()]
    if missing:
        pytest.fail(f"LibreOffice did not convert {missing}: {done.stdout} {done.stderr}")
    return {name: Book((made / f"{name}.xlsx").read_bytes()) for name in contents}


def recalculated(content: bytes, tmp_path: Path) -> Book:
    """Return a workbook as LibreOffice works it out, with values instead of formulas."""
    return recalculate_all({"workbook": content}, tmp_path)["workbook"]
