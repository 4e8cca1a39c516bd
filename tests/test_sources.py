"""Every figure of `data/` stands in the bibliography, and what can be recomputed is recomputed."""

import ast
import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
# example days are plans: what is in them is made up, says so, and nobody is judged by it
EXAMPLES = DATA / "example_days"
CATALOGUES = sorted(path for path in DATA.rglob("*.toml") if path.name != "sources.toml" and path.parent != EXAMPLES)
TABLES = sorted(DATA.rglob("*.csv"))
SOURCES = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))
CHECKED = {"original", "quoted", "derived", "partly", "unchecked"}

# Where an authority stands in lists, and the codes of its countries: numbers, and no figures.
PLACES = {"order", "countries"}

# CIAAW conventional atomic weights, typed here apart from data/.
ATOMIC_WEIGHT = {
    "H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999,
    "Mg": 24.305, "P": 30.974, "S": 32.06, "Cl": 35.45,
}  # fmt: skip


def entries(node: Any, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every table in a catalogue with the way to it, the outermost included."""
    if isinstance(node, dict):
        yield where, node
        for key, child in node.items():
            yield from entries(child, f"{where} {key}")
    elif isinstance(node, list):
        for number, child in enumerate(node, start=1):
            yield from entries(child, f"{where} #{number}")


def catalogue_entries() -> list[tuple[str, Mapping[str, Any]]]:
    return [
        found
        for path in CATALOGUES
        for found in entries(tomllib.loads(path.read_text(encoding="utf-8")), str(path.relative_to(DATA)))
    ]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_number(value: Any) -> bool:
    if isinstance(value, list):
        return any(is_number(item) for item in value)
    if isinstance(value, str):
        return re.fullmatch(r"[-+]?\d+(\.\d+)?", value.strip()) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def source_names(entry: Mapping[str, Any]) -> list[str]:
    return [name for name in entry if name == "source" or name.endswith("_source")]


def docstring_citations() -> list[tuple[str, str]]:
    """Return (place, key) for every key in a `Source: key, locator` line of a docstring."""
    found = []
    for path in sorted((ROOT / "nutrition").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                for line in (ast.get_docstring(node) or "").splitlines():
                    if match := re.match(r"Source: *(.*)", line.strip()):
                        place = f"{path.name} {getattr(node, 'name', 'module')}: {line.strip()}"
                        first, _, rest = match[1].partition(",")
                        others = [word for word in re.findall(r"\w+", rest) if word in SOURCES]
                        found += [(place, key) for key in [first.strip(), *others]]
    return found


def test_there_is_something_to_check() -> None:
    assert len(CATALOGUES) >= 6
    assert len(catalogue_entries()) > 100


@pytest.mark.parametrize("key", SOURCES)
def test_source_is_complete(key: str) -> None:
    source = SOURCES[key]
    assert source["citation"].strip()
    assert 1990 <= source["year"] <= 2100
    assert source["checked"] in CHECKED
    assert source["terms"].strip()


def test_catalogue_entries_cite_known_sources() -> None:
    faults = []
    for where, entry in catalogue_entries():
        for name in source_names(entry):
            if entry[name] not in SOURCES:
                faults.append(f"{where}: unknown source {entry[name]!r}")
            if not str(entry.get(name.replace("source", "locator"), "")).strip():
                faults.append(f"{where}: {name} has no locator")
        # what is left out holds no figure to check, and says why it is not here
        if "source" in entry and "because" not in entry and entry.get("checked") not in CHECKED:
            faults.append(f"{where}: checked is {entry.get('checked')!r}")
    assert faults == []


def test_no_number_in_a_catalogue_without_source_and_locator() -> None:
    faults = [
        where
        for where, entry in catalogue_entries()
        if any(is_number(value) for name, value in entry.items() if name not in PLACES and not isinstance(value, str))
        and "source" not in entry
    ]
    assert faults == []


def test_what_was_not_checked_says_so() -> None:
    faults = [
        where
        for where, entry in catalogue_entries()
        if entry.get("checked") in {"unchecked", "partly"} and entry.get("unverified") is not True
    ]
    assert faults == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_no_number_in_a_table_without_source_and_locator(path: Path) -> None:
    faults = []
    for number, row in enumerate(rows(path), start=2):
        if row.get("source") and row["source"] not in SOURCES:
            faults.append(f"row {number}: unknown source {row['source']!r}")
        has_number = any(is_number(row[name] or "") for name in set(row) - {"source", "locator"})
        if has_number and not (row.get("source") and (row.get("locator") or "").strip()):
            faults.append(f"row {number}: a number without source and locator")
    assert faults[:10] == []


def test_docstrings_cite_known_sources() -> None:
    assert [place for place, key in docstring_citations() if key not in SOURCES] == []


def test_every_source_is_cited() -> None:
    cited = {entry[name] for _, entry in catalogue_entries() for name in source_names(entry)}
    cited |= {row.get("source", "") for path in TABLES for row in rows(path)}
    cited |= {key for _, key in docstring_citations()}
    assert set(SOURCES) - cited == set()


# Supplement forms: the arithmetic behind each table

FORMS = tomllib.loads((DATA / "supplement_forms.toml").read_text(encoding="utf-8"))


def count_atoms(formula: str) -> Counter[str]:
    """Count the atoms of a formula with brackets and water, such as `4MgCO3·Mg(OH)2·5H2O`."""
    total: Counter[str] = Counter()
    for part in formula.split("·"):
        leading = re.match(r"\d*", part)
        assert leading is not None
        for atom, number in _atoms(part[leading.end() :]).items():
            total[atom] += number * int(leading[0] or 1)
    return total


def _atoms(part: str) -> Counter[str]:
    total: Counter[str] = Counter()
    token = re.compile(r"([A-Z][a-z]?)(\d*)|\(([^()]+)\)(\d*)")
    at = 0
    while at < len(part):
        match = token.match(part, at)
        assert match is not None, f"cannot read {part!r} from {part[at:]!r}"
        symbol, number, group, times = match.groups()
        inner = Counter({symbol: int(number or 1)}) if symbol else _atoms(group)
        for atom, count in inner.items():
            total[atom] += count * int(times or 1)
        at = match.end()
    return total


def test_count_atoms_reads_brackets_and_water() -> None:
    assert count_atoms("4MgCO3·Mg(OH)2·5H2O") == Counter({"Mg": 5, "C": 4, "O": 19, "H": 12})


@pytest.mark.parametrize("form_id", FORMS)
def test_elemental_fraction_follows_from_the_formula(form_id: str) -> None:
    form = FORMS[form_id]
    atoms = count_atoms(form["composition"])
    molar_mass = sum(ATOMIC_WEIGHT[atom] * number for atom, number in atoms.items())
    assert atoms == count_atoms(form["formula"])
    assert atoms["Mg"] == form["mg_atoms"]
    assert round(molar_mass, 3) == form["molar_mass_g_mol"]
    assert float(f"{atoms['Mg'] * ATOMIC_WEIGHT['Mg'] / molar_mass:.6g}") == form["elemental_fraction"]


@pytest.mark.parametrize(
    ("form_id", "percent"),
    [
        ("bisglycinate", 14.10), ("citrate_tri_anh", 16.16), ("oxide", 60.30),
        ("taurate", 8.92), ("malate", 15.54), ("lactate_2h2o", 10.19),
    ],
)  # fmt: skip
def test_elemental_percent_of_the_forms_on_offer(form_id: str, percent: float) -> None:
    assert round(FORMS[form_id]["elemental_fraction"] * 100, 2) == percent


def test_all_forms_are_there() -> None:
    assert len(FORMS) == 29


@pytest.mark.parametrize("form_id", FORMS)
def test_form_is_complete(form_id: str) -> None:
    form = FORMS[form_id]
    assert all(form[f"name_{language}"].strip() for language in ("en", "nl"))
    assert form["solubility"] in {"soluble", "poor"}
    assert ("laxative_rank" in form) == ("laxative_basis_en" in form) == ("laxative_basis_nl" in form)
    assert form.get("laxative_rank", 1) in range(1, 6)
    assert ("note_en" in form) == ("note_nl" in form)


PRODUCTS = tomllib.loads((DATA / "supplement_products.toml").read_text(encoding="utf-8"))["product"]


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product["form"])
def test_product_refers_to_a_form_and_offers_its_default(product: Mapping[str, Any]) -> None:
    assert product["form"] in FORMS
    assert product["default_mg"] in product["strengths_mg"]
    assert product["strengths_mg"] == sorted(product["strengths_mg"])
    assert all(0 < strength <= 500 for strength in product["strengths_mg"])
    assert all(product[f"{name}_{language}"] for name in ("plain", "unit", "note") for language in ("en", "nl"))


def test_the_products_of_the_first_offer() -> None:
    assert [product["plain_en"] for product in PRODUCTS] == [
        "bisglycinate", "citrate", "oxide", "taurate", "malate", "lactate",
    ]  # fmt: skip
    assert PRODUCTS[0]["default_mg"] == 100


def test_lactate_tablet_is_470_mg_of_the_salt() -> None:
    lactate = next(product for product in PRODUCTS if product["plain_en"] == "lactate")
    assert lactate["default_mg"] == round(470 * FORMS[lactate["form"]]["elemental_fraction"])


CAUTIONS = tomllib.loads((DATA / "cautions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("caution_id", CAUTIONS)
def test_caution_is_complete(caution_id: str) -> None:
    caution = CAUTIONS[caution_id]
    assert caution["action"] in {"block", "ask_first"}
    assert isinstance(caution["asked"], bool)
    assert all(caution[f"{name}_{language}"].strip() for name in ("name", "why") for language in ("en", "nl"))


def test_kidney_disease_and_small_children_get_no_amount() -> None:
    blocked = {caution_id for caution_id, caution in CAUTIONS.items() if caution["action"] == "block"}
    assert blocked == {"kidney", "myasthenia", "child"}
    assert (CAUTIONS["child"]["from_years"], CAUTIONS["child"]["to_years"]) == (0, 4)


def test_every_work_tells_its_terms_in_both_languages() -> None:
    for key, work in SOURCES.items():
        assert work.get("terms"), key
        assert work.get("terms_nl"), key
