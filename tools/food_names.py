"""Food names: SR's descriptions in sentence case, and the Dutch that is composed from them facet by facet.

SR28 builds a name from facets between commas ("Nuts, almonds, dry roasted, without salt added"). data/facets_nl.csv
translates each facet once, where needed for one food group apart; a composed name is those translations in the same
order. Foods that people eat most have a Dutch name written by hand instead (everyday_foods.csv).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.rows import BuildError, Row, read_rows

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


# --- Dutch names --------------------------------------------------------------------------------------------

Facets = dict[str, dict[str, str]]  # facet → food group, or "" for every other group → Dutch
LONGEST = 4  # facets that are translated as one


class UnknownFacetError(BuildError):
    """A food has neither a hand-written Dutch name nor all its facets in facets_nl.csv."""


class EqualNamesError(BuildError):
    """Two foods would carry the same name: nobody could tell which one they choose."""


def read_facets(path: Path) -> Facets:
    """Read the Dutch for the facets; the same facet twice in one context stops the build."""
    facets: Facets = defaultdict(dict)
    for row in read_rows(path):
        if row["context"] in facets[row["facet"]]:
            raise BuildError(f"{path.name}: {row['facet']!r} stands twice for {row['context'] or 'all groups'}")
        facets[row["facet"]][row["context"]] = row["nl"]
    return dict(facets)


def composed(name_en: str, group: str, facets: Facets) -> str:
    """Compose the Dutch name of a food from its facets; a facet whose Dutch is empty is passed over.

    Facets that mean one thing together ("Cabbage, red" is rodekool) may stand in the table as one; the longest wins.

    >>> facets = {"Leeks": {"": "prei"}, "(bulb)": {"": "(bol)"}, "raw": {"": "rauw", "Baby Foods": "ongekookt"}}
    >>> composed("Leeks, (bulb), raw", "Vegetables", facets), composed("Leeks, raw", "Baby Foods", facets)
    ('prei (bol), rauw', 'prei, ongekookt')
    """
    words, parts = name_en.split(", "), []
    while words:
        lengths = range(min(LONGEST, len(words)), 0, -1)
        found = ((length, facets.get(", ".join(words[:length]), {})) for length in lengths)
        known = ((length, dutch.get(group, dutch.get(""))) for length, dutch in found)
        length, dutch = next(((length, dutch) for length, dutch in known if dutch is not None), (0, ""))
        if not length:
            raise UnknownFacetError(f"facets_nl.csv lacks {words[0]!r} ({group}), of {name_en!r}")
        parts.append(dutch)
        words = words[length:]
    return ", ".join(part for part in parts if part).replace(", en ", " en ").replace(", (", " (")


def refuse_equal_names(rows: Iterable[Row]) -> None:
    """Stop the build where two foods share a name in one language, capitals aside."""
    for column in ("name_en", "name_nl"):
        foods: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row[column]:
                foods[row[column].casefold()].append(row["food_id"])
        if equal := {name: ids for name, ids in foods.items() if len(ids) > 1}:
            raise EqualNamesError(f"{column} is not unique: {equal}")
