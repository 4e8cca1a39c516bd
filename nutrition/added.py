"""Tables of others that a person brings: who publishes them, how they ask to be named, and where they are kept."""

import csv
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nutrition.errors import NutritionError
from nutrition.foods import COLUMNS, food_rows
from nutrition.sources import IMPORTED, Source
from nutrition.tables import read_table

YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes a table and on what terms; `{version}` stands for the version that the person's file names."""

    name: str
    year: int
    citation: str
    credit: str
    url: str
    terms: str
    terms_nl: str
    credit_nl: str = ""


PUBLISHERS: Mapping[str, Publisher] = {
    "nevo": Publisher(
        name="NEVO",
        year=2025,
        citation="NEVO-online versie {version}, RIVM, Bilthoven",
        # RIVM's conditions of use give two texts for the results of a calculation; the references are "other data"
        credit="Based on data from NEVO online version {version}, RIVM, Bilthoven and other data sources",
        credit_nl="Gebaseerd op gegevens van NEVO-online versie {version}, RIVM, Bilthoven en andere gegevens",
        url="https://www.rivm.nl/nederlands-voedingsstoffenbestand",
        terms="RIVM: only unchanged, with source and version, and free of charge for who uses it.",
        terms_nl="RIVM: alleen ongewijzigd, met bron en versie, en zonder kosten voor wie het gebruikt.",
    ),
    "ciqual": Publisher(
        name="Ciqual",
        year=2025,
        citation="Anses. Ciqual French food composition table {version}. https://ciqual.anses.fr/",
        credit="Anses. Ciqual French food composition table {version}. https://ciqual.anses.fr/",
        url="https://ciqual.anses.fr/",
        terms="Open Licence (Etalab); the source is to be named.",
        terms_nl="Open licentie (Etalab); de bron moet genoemd worden.",
    ),
    "fdc": Publisher(
        name="FoodData Central",
        year=2025,
        citation="US Department of Agriculture, Agricultural Research Service. FoodData Central, {version}",
        credit="US Department of Agriculture, Agricultural Research Service. FoodData Central, {version}. "
        "fdc.nal.usda.gov.",
        url="https://fdc.nal.usda.gov/",
        terms="Public domain (CC0 1.0); USDA asks to be named as the source.",
        terms_nl="Publiek domein (CC0 1.0); USDA vraagt als bron genoemd te worden.",
    ),
    "bls": Publisher(
        name="BLS",
        year=2025,
        citation="Max Rubner-Institut. Bundeslebensmittelschlüssel (BLS), Version {version}. Karlsruhe",
        credit="Max Rubner-Institut. Bundeslebensmittelschlüssel (BLS), Version {version}. Karlsruhe. CC BY 4.0.",
        url="https://blsdb.de/",
        terms="CC BY 4.0; the source is to be named.",
        terms_nl="CC BY 4.0; de bron moet genoemd worden.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedTable:
    """A table of others in the columns of our food table; every row was checked when it came in."""

    table: str
    version: str
    rows: tuple[Mapping[str, str], ...]

    @property
    def source(self) -> Source:
        """The entry of this table in the bibliography."""
        return source_of(self.table, self.version)

    def text(self) -> str:
        """Return the table as it is kept: our columns, comma-separated."""
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, [column.name for column in COLUMNS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return stream.getvalue()


def publisher_of(table: str) -> Publisher:
    """Return who publishes a table; raise `NutritionError("unknown_table")` for one that cannot be brought."""
    if table not in PUBLISHERS:
        raise NutritionError("unknown_table", table=table, choices=", ".join(PUBLISHERS))
    return PUBLISHERS[table]


def key_of(table: str, version: str) -> str:
    """Return the key of a table in the bibliography; it carries the version.

    >>> key_of("nevo", "2025/9.0")
    'NEVO 2025/9.0'
    """
    return f"{publisher_of(table).name} {version}".strip()


def source_of(table: str, version: str) -> Source:
    """Return the entry of a table in the bibliography.

    >>> source_of("nevo", "2023/8.0").citation
    'NEVO-online versie 2023/8.0, RIVM, Bilthoven'
    """
    by = publisher_of(table)
    year = YEAR.search(version)

    def named(words: str) -> str:
        return words.format(version=version) if version else re.sub(r",?( Version)? \{version\}", "", words)

    return Source(
        key=key_of(table, version),
        citation=named(by.citation),
        year=int(year.group()) if year else by.year,
        checked=IMPORTED,
        url=by.url,
        terms=by.terms,
        terms_nl=by.terms_nl,
        credit=named(by.credit),
        credit_nl=named(by.credit_nl),
    )


def read_added(folder: Path | None) -> tuple[AddedTable, ...]:
    """Read the tables that a person keeps in a folder; none where there is no folder."""
    if folder is None:
        return ()
    return tuple(_read(folder / f"{table}.csv", table) for table in PUBLISHERS if (folder / f"{table}.csv").exists())


def _read(path: Path, table: str) -> AddedTable:
    first = next(iter(read_table(path, COLUMNS)), {})
    version = first.get("source", "").removeprefix(publisher_of(table).name).strip()
    source = source_of(table, version)
    return AddedTable(table=table, version=version, rows=tuple(food_rows(path, {source.key: source})))


def keep_table(table: AddedTable, folder: Path) -> Path:
    """Keep a table in a folder and return its file, which is the whole new one or still the old one."""
    path = folder / f"{table.table}.csv"
    beside = folder / f"{table.table}.csv.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8", newline="") as stream:
            stream.write(table.text())
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise NutritionError("plan_not_written", file=str(path)) from error
    return path


def forget_table(table: str, folder: Path) -> None:
    """Remove a table that is kept; raise `NutritionError("table_not_kept")` when it is not there."""
    publisher_of(table)
    path = folder / f"{table}.csv"
    if not path.exists():
        raise NutritionError("table_not_kept", table=table)
    try:
        path.unlink()
    except OSError as error:
        raise NutritionError("plan_not_written", file=str(path)) from error
