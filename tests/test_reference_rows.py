"""The reference values against a table typed by hand, at both sides of every age limit."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "data" / "reference_values"
AUTHORITIES = ("gezondheidsraad", "efsa", "nasem", "dach", "nnr", "coma", "who_fao", "nhmrc", "mhlw", "hgr")
ONE_DAY, JUST_BELOW = 1 / 365.25, 1e-6
# Ages that are given in months: whoever is four, or seven, months old belongs to the band that starts there.
MONTHS = {0.3333: 4 / 12, 0.5833: 7 / 12}
# The youngest and the oldest who can be pregnant or breastfeeding, and the oldest person.
ALWAYS = (9.0, 60.0, 120.0)

# (authority, kind, sex, life stage): [(from this age, mg)], None = nothing published from there on.
EXPECTED: dict[tuple[str, str, str, str], Sequence[tuple[float, int | None]]] = {
    ("efsa", "AI", "male", "none"): [(0, None), (0.5833, 80), (1, 170), (3, 230), (10, 300), (18, 350)],
    ("efsa", "AI", "female", "none"): [(0, None), (0.5833, 80), (1, 170), (3, 230), (10, 250), (18, 300)],
    ("efsa", "AI", "female", "pregnant"): [(0, None), (18, 300)],
    ("efsa", "AI", "female", "lactating"): [(0, None), (18, 300)],
    ("gezondheidsraad", "AI", "male", "none"): [(0, None), (18, 350)],
    ("gezondheidsraad", "AI", "female", "none"): [(0, None), (18, 300)],
    ("gezondheidsraad", "RDA", "male", "none"): [
        (0, None), (0.5, 80), (1, 85), (2, 120), (6, 200), (10, 280), (14, 350), (18, None),
    ],
    ("gezondheidsraad", "RDA", "female", "none"): [
        (0, None), (0.5, 80), (1, 85), (2, 120), (6, 200), (10, 280), (14, 280), (18, None),
    ],
    ("gezondheidsraad", "RDA", "female", "pregnant"): [(0, 300)],
    ("gezondheidsraad", "RDA", "female", "lactating"): [(0, 300)],
    ("nasem", "AI", "male", "none"): [(0, 30), (0.5, 75), (1, None)],
    ("nasem", "AI", "female", "none"): [(0, 30), (0.5, 75), (1, None)],
    ("nasem", "EAR", "male", "none"): [
        (0, None), (1, 65), (4, 110), (9, 200), (14, 340), (19, 330), (31, 350), (51, 350), (71, 350),
    ],
    ("nasem", "RDA", "male", "none"): [
        (0, None), (1, 80), (4, 130), (9, 240), (14, 410), (19, 400), (31, 420), (51, 420), (71, 420),
    ],
    ("nasem", "EAR", "female", "none"): [
        (0, None), (1, 65), (4, 110), (9, 200), (14, 300), (19, 255), (31, 265), (51, 265), (71, 265),
    ],
    ("nasem", "RDA", "female", "none"): [
        (0, None), (1, 80), (4, 130), (9, 240), (14, 360), (19, 310), (31, 320), (51, 320), (71, 320),
    ],
    ("nasem", "EAR", "female", "pregnant"): [(0, None), (14, 335), (19, 290), (31, 300), (51, None)],
    ("nasem", "RDA", "female", "pregnant"): [(0, None), (14, 400), (19, 350), (31, 360), (51, None)],
    ("nasem", "EAR", "female", "lactating"): [(0, None), (14, 300), (19, 255), (31, 265), (51, None)],
    ("nasem", "RDA", "female", "lactating"): [(0, None), (14, 360), (19, 310), (31, 320), (51, None)],
    ("dach", "AI", "male", "none"): [
        (0, 24), (0.3333, 80), (1, 170), (4, 190), (7, 240), (10, 260), (13, 280), (15, 330), (19, 350), (25, 350),
        (51, 350), (65, 350),
    ],
    ("dach", "AI", "female", "none"): [
        (0, 24), (0.3333, 80), (1, 170), (4, 190), (7, 240), (10, 230), (13, 240), (15, 260), (19, 300), (25, 300),
        (51, 300), (65, 300),
    ],
    ("dach", "AI", "female", "pregnant"): [(0, 300)],
    ("dach", "AI", "female", "lactating"): [(0, 300)],
    # only quoted: what it has for the first half year and for mothers is not
    ("nnr", "AI", "male", "none"): [
        (0, None), (0.5833, 80), (1, 170), (4, 230), (7, 230), (11, 300), (15, 300), (18, 350), (25, 350), (51, 350),
        (71, 350),
    ],
    ("nnr", "AI", "female", "none"): [
        (0, None), (0.5833, 80), (1, 170), (4, 230), (7, 230), (11, 250), (15, 250), (18, 300), (25, 300), (51, 300),
        (71, 300),
    ],
    ("coma", "RDA", "male", "none"): [
        (0, None), (1, 85), (4, 120), (7, 200), (11, 280), (15, 300), (19, 300), (51, 300),
    ],
    ("coma", "RDA", "female", "none"): [
        (0, None), (1, 85), (4, 120), (7, 200), (11, 280), (15, 300), (19, 270), (51, 270),
    ],
    # in the first half year two values, see FEEDING
    ("who_fao", "RDA", "male", "none"): [
        (0, None), (0.5, None), (0.5833, 54), (1, 60), (4, 76), (7, 100), (10, 230), (19, 260), (65, 224),
    ],
    ("who_fao", "RDA", "female", "none"): [
        (0, None), (0.5, None), (0.5833, 54), (1, 60), (4, 76), (7, 100), (10, 220), (19, 220), (65, 190),
    ],
    ("who_fao", "RDA", "female", "pregnant"): [(0, 220)],
    ("who_fao", "RDA", "female", "lactating"): [(0, 270)],
    ("nhmrc", "AI", "male", "none"): [(0, 30), (0.5, 75), (1, None)],
    ("nhmrc", "AI", "female", "none"): [(0, 30), (0.5, 75), (1, None)],
    ("nhmrc", "EAR", "male", "none"): [
        (0, None), (1, 65), (4, 110), (9, 200), (14, 340), (19, 330), (31, 350), (51, 350), (71, 350),
    ],
    ("nhmrc", "RDA", "male", "none"): [
        (0, None), (1, 80), (4, 130), (9, 240), (14, 410), (19, 400), (31, 420), (51, 420), (71, 420),
    ],
    # what it has for women from 19 on and for mothers is not checked
    ("nhmrc", "EAR", "female", "none"): [(0, None), (1, 65), (4, 110), (9, 200), (14, 300), (19, None)],
    ("nhmrc", "RDA", "female", "none"): [(0, None), (1, 80), (4, 130), (9, 240), (14, 360), (19, None)],
    ("mhlw", "RDA", "male", "none"): [(0, None), (18, 340), (30, 380), (50, None)],
    ("mhlw", "RDA", "female", "none"): [(0, None), (18, 280), (30, 290), (50, 290), (65, None)],
    # 40 more, and nothing more, than at the same age
    ("mhlw", "RDA", "female", "pregnant"): [(0, None), (18, 320), (30, 330), (50, 330), (65, None)],
    ("mhlw", "RDA", "female", "lactating"): [(0, None), (18, 280), (30, 290), (50, 290), (65, None)],
    ("hgr", "AI", "male", "none"): [(0, None), (19, 350)],
    ("hgr", "AI", "female", "none"): [(0, None), (19, 300)],
}  # fmt: skip

# The one authority with a value for each way of feeding a baby: breast-fed, formula-fed.
FEEDING: dict[str, Sequence[tuple[float, tuple[int, ...]]]] = {"who_fao": [(0, (26, 36)), (0.5, ())]}

# Nothing else is published: a value in any other combination is an error.
NOTHING = [
    (authority, kind, sex, stage)
    for authority in AUTHORITIES
    for kind in ("EAR", "RDA", "AI")
    for sex in ("female", "male")
    for stage in ("none", "pregnant", "lactating")
    if (authority, kind, sex, stage) not in EXPECTED
]

UPPER_LEVELS: dict[str, Sequence[tuple[float, int | None]]] = {
    "gezondheidsraad": [(0, None), (4, 250)],
    "efsa": [(0, None), (4, 250)],
    "nasem": [(0, None), (1, 65), (4, 110), (9, 350)],
    "dach": [(0, None), (4, 250)],
    "nnr": [(0, None)],
    "coma": [(0, None), (18, 400)],
    "who_fao": [(0, None), (1, 65), (4, 110), (11, 350)],
    "nhmrc": [(0, None)],
    "mhlw": [(0, None), (1, None), (18, 350)],
    "hgr": [(0, None)],
}

# What the authority says where it gives no mg: that it sets none, so much for each kg of body weight, or not a word.
NONE_SET, PER_KG, SILENT = "none_set", "mg_per_kg", "silent"
WITHOUT_MG: dict[str, Mapping[float, str]] = {
    "gezondheidsraad": {0: NONE_SET},
    "efsa": {0: NONE_SET},
    "nasem": {0: NONE_SET},
    "dach": {0: NONE_SET},
    "nnr": {0: SILENT},
    "coma": {0: SILENT},
    "who_fao": {0: SILENT},
    "nhmrc": {0: SILENT},
    "mhlw": {0: SILENT, 1: PER_KG},
    "hgr": {0: SILENT},
}
MG_PER_KG = 5

Held = TypeVar("Held")

ROWS = {"gezondheidsraad": 16, "efsa": 12, "nasem": 42}


@cache
def content(authority: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{authority}.toml").read_text(encoding="utf-8"))


def band_at(bands: Sequence[tuple[float, Held]], age: float) -> tuple[float, Held]:
    return next(band for band in reversed(bands) if band[0] <= age)


def ages_of(bands: Sequence[tuple[float, object]]) -> list[float]:
    """Return for every band the birthday that starts it, the day before, and just below; and the ages of ALWAYS."""
    limits = [float(start) for start, _ in bands]
    before = [limit - less for limit in limits[1:] for less in (ONE_DAY, JUST_BELOW)]
    return sorted({*limits, *before, *ALWAYS, *(MONTHS[limit] for limit in limits if limit in MONTHS)})


def points(bands: Sequence[tuple[float, Held]]) -> list[tuple[float, Held]]:
    """Return (age, mg) at both sides of every limit."""
    return [(age, band_at(bands, age)[1]) for age in ages_of(bands)]


def level_points(authority: str) -> list[tuple[float, int | str]]:
    """Return (age, mg) at both sides of every limit; where there is no mg, what the authority says instead."""
    found = [(age, band_at(UPPER_LEVELS[authority], age)) for age in ages_of(UPPER_LEVELS[authority])]
    return [(age, WITHOUT_MG[authority][start] if mg is None else mg) for age, (start, mg) in found]


def rows_for(rows: Sequence[Mapping[str, Any]], age: float) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["from_years"] <= age < row.get("to_years", float("inf"))]


def published_mg(authority: str, kind: str, sex: str, stage: str, age: float) -> int | None:
    fitting = [
        row
        for row in rows_for(content(authority)["value"], age)
        if row["kind"] == kind and row["sex"] in {sex, "any"} and row["life_stage"] == stage and "feeding" not in row
    ]
    assert len(fitting) <= 1, f"two values for one person: {fitting}"
    return fitting[0]["mg"] if fitting else None


VALUE_CASES = [(*who, age, mg) for who, bands in EXPECTED.items() for age, mg in points(bands)]


@pytest.mark.parametrize(("authority", "kind", "sex", "stage", "age", "mg"), VALUE_CASES)
def test_value(authority: str, kind: str, sex: str, stage: str, age: float, mg: int | None) -> None:
    assert published_mg(authority, kind, sex, stage, age) == mg


@pytest.mark.parametrize(("authority", "kind", "sex", "stage"), NOTHING)
def test_nothing_else_is_published(authority: str, kind: str, sex: str, stage: str) -> None:
    assert [age for age in range(121) if published_mg(authority, kind, sex, stage, age) is not None] == []


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_values_by_feeding(authority: str) -> None:
    rows = [row for row in content(authority)["value"] if "feeding" in row]
    for age, mg in points(FEEDING.get(authority, [(0, ())])):
        fitting = rows_for(rows, age)
        assert tuple(sorted(row["mg"] for row in fitting)) == mg
        assert len({row["feeding"] for row in fitting}) == len(mg)
        assert {(row["kind"], row["sex"], row["life_stage"]) for row in fitting} <= {("RDA", "any", "none")}


UL_CASES = [(authority, age, level) for authority in AUTHORITIES for age, level in level_points(authority)]


@pytest.mark.parametrize(("authority", "age", "level"), UL_CASES)
def test_upper_level(authority: str, age: float, level: int | str) -> None:
    rows = rows_for(content(authority).get("upper_level", []), age)
    said = [(name, row[name]) for row in rows for name in ("mg", NONE_SET, PER_KG) if name in row]
    words = {NONE_SET: [(NONE_SET, True)], PER_KG: [(PER_KG, MG_PER_KG)], SILENT: []}
    assert said == (words[level] if isinstance(level, str) else [("mg", level)])


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_an_upper_level_says_one_thing_and_what_it_counts(authority: str) -> None:
    may_count = {"soluble"} if authority == "who_fao" else {"supplements", "supplements_and_fortified"}
    for row in content(authority).get("upper_level", []):
        assert len({"mg", NONE_SET, PER_KG} & row.keys()) == 1
        assert row["counts"] in may_count


@pytest.mark.parametrize(
    ("authority", "counts"),
    [
        ("efsa", "supplements_and_fortified"),
        ("gezondheidsraad", "supplements"),
        ("nasem", "supplements"),
        ("coma", "supplements"),
        ("who_fao", "soluble"),
    ],
)
def test_what_the_upper_levels_count(authority: str, counts: str) -> None:
    assert {row["counts"] for row in content(authority)["upper_level"]} == {counts}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_only_what_was_checked_is_a_row(authority: str) -> None:
    rows = [*content(authority)["value"], *content(authority).get("upper_level", [])]
    assert {row["checked"] for row in rows} <= {"original", "quoted", "derived"}


@pytest.mark.parametrize(("authority", "rows"), ROWS.items())
def test_number_of_rows(authority: str, rows: int) -> None:
    assert len(content(authority)["value"]) == rows


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_order_of_rows(authority: str) -> None:
    values = content(authority)["value"]
    stages, sexes, kinds = ("none", "pregnant", "lactating"), ("any", "female", "male"), ("EAR", "RDA", "AI")
    order = [
        (
            stages.index(row["life_stage"]),
            sexes.index(row["sex"]),
            row["from_years"],
            kinds.index(row["kind"]),
        )
        for row in values
    ]
    assert content(authority)["authority"] == authority
    assert order == sorted(order)


def test_the_dutch_file_names_who_published_what() -> None:
    published = {
        (row["published_by"], row["published_as"], row["kind"], row["source"])
        for row in content("gezondheidsraad")["value"]
    }
    assert published == {("Gezondheidsraad", "AI", "AI", "GR2018"), ("Voedingscentrum", "ADH", "RDA", "VC")}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_words_are_in_both_languages(authority: str) -> None:
    entry = content(authority)
    assert all(entry[f"{name}_{language}"] for name in ("name", "short", "note") for language in ("en", "nl"))
    for row in [*entry["value"], *entry.get("upper_level", [])]:
        assert ("note_en" in row) == ("note_nl" in row)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_for_whom_it_is_and_what_it_replaced(authority: str) -> None:
    entry = content(authority)
    assert {"order", "countries", "languages"} <= entry.keys()
    for name in ("terms", "superseded"):
        # a value may be empty, but never in one language only
        assert bool(entry[f"{name}_en"]) == bool(entry[f"{name}_nl"])


def test_every_authority_has_its_own_place() -> None:
    orders = [content(authority)["order"] for authority in AUTHORITIES]
    assert len(set(orders)) == len(orders)


def test_every_file_is_in_this_table() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(AUTHORITIES)
