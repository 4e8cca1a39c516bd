"""Day-to-day variation: the published standard deviation of one person's magnesium intake between days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nutrition.errors import DataError
from nutrition.plan import LifeStage, Person, Sex
from nutrition.reference import Holds
from nutrition.reference_files import SHIPPED
from nutrition.sources import Citation, Source, cited
from nutrition.tables import Column, read_table

OLDEST, LARGEST_SD_MG = 120.0, 1_000.0
CHECKED = frozenset({"original", "quoted", "derived", "partly", "unchecked"})
COLUMNS = (
    Column(name="sex", kind="choice", required=True, choices=frozenset(sex.value for sex in Sex)),
    Column(name="from_years", kind="number", required=True, high=OLDEST),
    Column(name="to_years", kind="number", high=OLDEST),
    Column(name="within_sd_mg", kind="number", required=True, low=1.0, high=LARGEST_SD_MG),
    Column(name="source", required=True),
    Column(name="locator", required=True),
    Column(name="checked", kind="choice", required=True, choices=CHECKED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinPersonSd(Holds):
    """The pooled within-person SD of one sex and band of ages, in mg a day, neither pregnant nor lactating."""

    mg: float
    citation: Citation
    checked: str

    @property
    def verified(self) -> bool:
        """Whether the figure was checked against its source; one that was not is shown with a mark."""
        return self.checked in SHIPPED


def within_person_sd_for(person: Person, table: Sequence[WithinPersonSd]) -> WithinPersonSd | None:
    """Return the SD that was published for this person; None under 4 years and in pregnancy and lactation."""
    return next((row for row in table if row.holds_for(person)), None)


def read_within_person_sd(path: Path, sources: Mapping[str, Source]) -> tuple[WithinPersonSd, ...]:
    """Read `within_person_sd.csv`; bands that overlap for one sex are refused."""
    table: list[WithinPersonSd] = []
    for number, row in enumerate(read_table(path, COLUMNS), start=2):
        read = WithinPersonSd(
            sex=Sex(row["sex"]),
            life_stage=LifeStage.NONE,
            from_years=float(row["from_years"]),
            to_years=float(row["to_years"]) if row["to_years"] else None,
            mg=float(row["within_sd_mg"]),
            citation=cited(row, sources, file=path.name, row=number),
            checked=row["checked"],
        )
        if any(read.overlaps(other) for other in table):
            raise DataError("bands_overlap", file=path.name, kind="SD", from_years=read.from_years)
        table.append(read)
    return tuple(table)
