"""How the tables of RIVM, ANSES and the Max Rubner-Institut are laid out: headings, versions, groups, remarks."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nutrition.errors import DataError
from nutrition.foods import Derivation
from nutrition.spelling import words_of

Entry = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table with one row for each food is laid out.

    `headings` are the known headings of each column, `needed` the columns it cannot do without, `expected` the name
    of the file as it is published. `unused` says why the value of a row cannot be taken as mg per 100 g.
    """

    table: str
    headings: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    expected: str
    version: Callable[[str, Sequence[Entry]], str]
    group: Callable[[Entry], str]
    derivation: Callable[[Entry], Derivation] = lambda entry: Derivation.NOT_STATED
    unused: Callable[[Entry], str] = lambda entry: ""


def _nevo_version(file: str, entries: Sequence[Entry]) -> str:
    """Return the version of RIVM's credit line: "NEVO-Online 2025 9.0" in the file is version 2025/9.0."""
    told = {entry["version"] for entry in entries}
    found = re.search(r"(20[0-9]{2})\D+([0-9]+[.][0-9]+)", min(told)) if len(told) == 1 else None
    if not found:
        raise DataError("version_unclear", file=file, value=", ".join(sorted(told)[:3]))
    return f"{found[1]}/{found[2]}"


def _nevo_unused(entry: Entry) -> str:
    if "MG" in re.split(r"[\s,;/]+", entry["traces"].upper()):
        return "trace"  # RIVM writes 0 for a trace, so that one can calculate; it says so in another column
    return "" if entry["quantity"].replace(" ", "").lower() in ("per100g", "100g") else entry["quantity"]


BLS_GROUPS = {
    "B": "Bread", "C": "Cereals", "D": "Pastry", "E": "Eggs and pasta", "F": "Fruit", "G": "Vegetables",
    "H": "Pulses, nuts and seeds", "K": "Potatoes and mushrooms", "M": "Milk and milk products",
    "N": "Non-alcoholic drinks", "P": "Alcoholic drinks", "Q": "Fats and oils", "R": "Ingredients",
    "S": "Sugar and sweets", "T": "Fish", "U": "Meat", "V": "Game, poultry and offal", "W": "Sausages and cold cuts",
    "X": "Dishes", "Y": "Dishes",
}  # fmt: skip
BLS_DERIVED = {
    "analyse": Derivation.ANALYSED,
    "logischenull": Derivation.ASSUMED,
    "logischeannahme": Derivation.ASSUMED,
}
BLS_DERIVED |= dict.fromkeys(
    ("rezeptberechnung", "musterberechnung", "formelberechnung", "reskalierung", "aggregation"), Derivation.CALCULATED
)
NEVO = Layout(
    table="nevo",
    headings={
        "version": ("NEVO-versie/NEVO-version", "NEVO-versie"),
        "group": ("Food group", "Voedingsmiddelgroep"),
        "code": ("NEVO-code",),
        "name_nl": ("Voedingsmiddelnaam/Dutch food name", "Voedingsmiddelnaam"),
        "name_en": ("Engelse naam/Food name", "Engelse naam"),
        "quantity": ("Hoeveelheid/Quantity", "Hoeveelheid"),
        "traces": ("Bevat sporen van/Contains traces of", "Bevat sporen van"),
        "kcal": ("ENERCC (kcal)",),
        "mg": ("MG (mg)",),
    },
    needed=("version", "group", "code", "name_nl", "name_en", "quantity", "traces", "mg"),
    expected="NEVO2025_v9.0.csv",
    version=_nevo_version,
    group=lambda entry: entry["group"],
    unused=_nevo_unused,
)
CIQUAL = Layout(
    table="ciqual",
    headings={
        "group": ("alim_grp_nom_eng", "alim_grp_nom_fr"),
        "code": ("alim_code",),
        "name_en": ("alim_nom_eng", "alim_nom_fr"),
        "kcal": ("Energy, Regulation EU No 1169/2011 (kcal/100g)", "Energie, Règlement UE N° 1169/2011 (kcal/100 g)"),
        "mg": ("Magnesium (mg/100g)",),
    },
    needed=("group", "code", "name_en", "mg"),
    expected="Table Ciqual 2025_ENG.xlsx",
    version=lambda file, entries: next(iter(re.findall(r"Ciqual\D{0,5}(20[0-9]{2})", file, re.IGNORECASE)), ""),
    group=lambda entry: entry["group"] if entry["group"].strip("-") else "Ciqual",
)
BLS = Layout(
    table="bls",
    headings={
        "code": ("BLS Code",),
        "name_en": ("Food name",),
        "name_de": ("Lebensmittelbezeichnung",),
        "kcal": ("ENERCC Energie (Kilokalorien) [kcal/100g]",),
        "mg": ("MG Magnesium [mg/100g]",),
        "derivation": ("MG Datenherkunft",),
    },
    needed=("code", "name_en", "mg"),
    expected="BLS_4_0_Daten_2025_DE.xlsx",
    version=lambda file, entries: ".".join(next(iter(re.findall(r"BLS\D?([0-9])\D([0-9])\D", file)), ("4", "0"))),
    group=lambda entry: BLS_GROUPS.get(entry["code"][:1], "BLS"),
    derivation=lambda entry: BLS_DERIVED.get(key_of_heading(entry["derivation"]), Derivation.NOT_STATED),
)
WORKBOOKS = {"ciqual": CIQUAL, "bls": BLS}


def key_of_heading(heading: str) -> str:
    r"""Return what identifies a heading: publishers break its lines differently in every edition.

    >>> key_of_heading("Magnesium\n(mg\n100g)") == key_of_heading("Magnesium (mg/100 g)")
    True
    """
    return "".join(words_of(heading))
