"""The reference values against a table typed by hand, at both sides of every age limit."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "data" / "reference_values"
AUTHORITIES = ("gezondheidsraad", "efsa", "nasem")
FILES = {name: tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")) for name in AUTHORITIES}
JUST_BELOW = 0.0001

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
}  # fmt: skip

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
}

ROWS = {"gezondheidsraad": 16, "efsa": 12, "nasem": 42}


def points(bands: Sequence[tuple[float, int | None]]) -> list[tuple[float, int | None]]:
    """Return (age, mg) at the start of each band, just below its end, and at 120 years."""
    ends = [start for start, _ in bands[1:]]
    starts = [(float(start), mg) for start, mg in bands]
    below = [(end - JUST_BELOW, mg) for end, (_, mg) in zip(ends, bands, strict=False)]
    return sorted([*starts, *below, (120.0, bands[-1][1])])


def rows_for(rows: Sequence[Mapping[str, Any]], age: float) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["from_years"] <= age < row.get("to_years", float("inf"))]


def published_mg(authority: str, kind: str, sex: str, stage: str, age: float) -> int | None:
    fitting = [
        row
        for row in rows_for(FILES[authority]["value"], age)
        if row["kind"] == kind and row["sex"] in {sex, "any"} and row["life_stage"] == stage
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


UL_CASES = [(authority, age, mg) for authority, bands in UPPER_LEVELS.items() for age, mg in points(bands)]


@pytest.mark.parametrize(("authority", "age", "mg"), UL_CASES)
def test_upper_level(authority: str, age: float, mg: int | None) -> None:
    (row,) = rows_for(FILES[authority]["upper_level"], age)
    assert row.get("mg") == mg
    assert row.get("none_set", False) is (mg is None)


def test_what_the_upper_levels_count() -> None:
    assert {row["counts"] for row in FILES["efsa"]["upper_level"]} == {"supplements_and_fortified"}
    assert {row["counts"] for row in FILES["gezondheidsraad"]["upper_level"]} == {"supplements"}
    assert {row["counts"] for row in FILES["nasem"]["upper_level"]} == {"supplements"}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_number_and_order_of_rows(authority: str) -> None:
    values = FILES[authority]["value"]
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
    assert FILES[authority]["authority"] == authority
    assert len(values) == ROWS[authority]
    assert order == sorted(order)


def test_the_dutch_file_names_who_published_what() -> None:
    published = {
        (row["published_by"], row["published_as"], row["kind"], row["source"])
        for row in FILES["gezondheidsraad"]["value"]
    }
    assert published == {("Gezondheidsraad", "AI", "AI", "GR2018"), ("Voedingscentrum", "ADH", "RDA", "VC")}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_words_are_in_both_languages(authority: str) -> None:
    content = FILES[authority]
    assert all(content[f"{name}_{language}"] for name in ("name", "short", "note") for language in ("en", "nl"))
    for row in [*content["value"], *content["upper_level"]]:
        assert ("note_en" in row) == ("note_nl" in row)
