"""Words as people write them: without accents, in singular or plural, and other words for the same thing."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from nutrition.errors import DataError
from nutrition.tables import Column, read_table

Synonyms = Mapping[str, tuple[str, ...]]

COLUMNS = (
    Column(name="language", kind="choice", required=True, choices=frozenset({"nl", "en"})),
    Column(name="asked", required=True),
    Column(name="meant", required=True),
)


# words of a name that say that it is more than the plain thing
MADE = frozenset(
    "canned blik pot frozen diepvries juice sap soup soep flour meel powder poeder spread sauce saus candies snacks "
    "snack babyfood babyvoeding smoked gerookt gerookte sliced vleeswaar breaded gepaneerd chips cracker crackers cake "
    "cookies koekje muffin muffins pie dried gedroogd gedroogde glazed condensed fast imitation ice ijs dressing "
    "drink toasted geroosterd gebrand uncooked droog drank syrup siroop meatless vegetarisch vegetarische bun pudding "
    "jam oil olie salted gezouten flavored".split()
)
STOP = frozenset("met zonder van de het een en in uit of with without and of the a an in from or".split())


def words_of(text: str) -> list[str]:
    """Return the plain lower-case words of a name, without accents or punctuation; pinda's is one word.

    >>> words_of("Crème fraîche, 70–85 %")
    ['creme', 'fraiche', '70', '85']
    """
    letters = unicodedata.normalize("NFKD", re.sub("['’]", "", text.casefold()))
    return re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))


@cache
def stem_of(word: str) -> str:
    """Return what singular and plural of a Dutch or English word share: walnoot and walnoten, tomato and tomatoes.

    >>> {stem_of(word) for word in ("walnoot", "walnoten", "walnot")}
    {'walnot'}
    """
    if len(word) > 3:
        word = re.sub(r"(?:ies|es|en|s|n|y|e)$", "", word)
    word = re.sub(r"([aeou])\1", r"\1", word)
    word = re.sub(r"([bcdfgklmnprst])\1$", r"\1", word)
    ends = {"v": "f", "z": "s"}
    return word[:-1] + ends[word[-1]] if word and word[-1] in ends else word


def phrase_keys(words: list[str]) -> tuple[str, str]:
    """Return what a phrase is looked up by, in any order: its words, and their stems.

    >>> set(phrase_keys(["rijst", "bruin"])) & set(phrase_keys(["bruine", "rijst"]))
    {'bruin rijst'}
    """
    return " ".join(sorted(words)), " ".join(sorted(stem_of(word) for word in words))


def read_synonyms(path: Path) -> Synonyms:
    """Read what people type and the words of the table they mean by it; one phrase may mean several things."""
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(read_table(path, COLUMNS), start=2):
        asked = words_of(row["asked"])
        if not asked or not words_of(row["meant"]):
            raise DataError("cell_empty", file=path.name, row=number, column="asked")
        for key in dict.fromkeys(phrase_keys(asked)):
            found[key] = (*found.get(key, ()), row["meant"])
    return MappingProxyType(found)


def same_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in an order that does not depend on how they were typed.

    >>> same_words("spinazie, gekookt") == same_words("gekookte".removesuffix("e") + " spinazie")
    True
    """
    return tuple(sorted(set(words_of(text))))
