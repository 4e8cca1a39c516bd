"""Household measures: USDA's published weights under names in both languages, and the usual portion of a food.

`basis` says what stands behind a weight: published (a row of USDA's WEIGHT under USDA's own words), derived (a number
of times such a row, under a size of our own such as "opscheplepel"), estimate (ours; no published weight).

Source: USDA_SR28, WEIGHT.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tools.dutch_measures import dutch_measure, tidy_measure
from tools.rows import Row, plain_number
from tools.usda import StandardReference
from tools.usda_foods import SR28, SR_LEGACY, food_id

MEASURE_COLUMNS = ("food_id", "amount", "measure", "measure_nl", "grams", "usual", "basis", "source", "locator")
PORTIONS = "PORTIONS"  # our own estimates, as a source of data/sources.toml

# A measure that names a brand ("jar Gerber Second Food (4 oz)") is that brand's packet, not a household
# measure.
BRAND_MEASURE = re.compile(
    r"Alba\b|Andes|Archway|Beech.[Nn]ut|Chiclets|Chips Ahoy|Chips Delux|Crispy Crowns|Dannon"
    r"|Earth's Best|Figaroo|Fudge Marshmallow|Gerber|Grandma|Heinz|Hershey|Keebler|Kraft|Laura"
    r"|Little Debbie|McDonald|Nabisco|Pepperidge|Reese|Rye Krisp|Sunshine|Swiss Miss|Toaster Strudel"
    r"|Triscuit|Wasa\b|Wheatena|\bbrands?\b"
)


class UsualPortion(NamedTuple):
    """The portion people take of an everyday food: a multiple of one published weight, or else our own estimate."""

    measure: str
    measure_nl: str
    seq: str = ""
    factor: str = ""
    estimate_g: str = ""


def usual_portion(own: Row) -> UsualPortion | None:
    """Read the portion of an everyday food; None where the table gives it none."""
    if not own.get("portion_en"):
        return None
    return UsualPortion(own["portion_en"], own["portion_nl"], own["usda_seq"], own["factor"], own["estimate_g"])


def estimated_portion(food: str, measure: str, measure_nl: str, grams: str, locator: str) -> Row:
    """Make the usual portion of a food for which nobody published a weight: our own estimate, and marked as such."""
    cells = (food, "1", measure, measure_nl, grams, "yes", "estimate", PORTIONS, locator)
    return dict(zip(MEASURE_COLUMNS, cells, strict=True))


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

    def add(amount: str, measure: str, measure_nl: str, grams: str, locator: str, basis: str) -> None:
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
        cells = (food_id(ndb), amount, measure, measure_nl, grams, "", basis, SR28, locator)
        rows.append(dict(zip(MEASURE_COLUMNS, cells, strict=True)))

    published = {weight[1].strip(): weight for weight in weights}
    if usual and usual.estimate_g:
        locator = f"everyday_foods.csv, {food_id(ndb)}"
        rows.append(estimated_portion(food_id(ndb), usual.measure, usual.measure_nl, usual.estimate_g, locator))
        per_unit[usual.measure] = Decimal(usual.estimate_g)
        names_nl.add(usual.measure_nl)
    elif usual:
        _, _, amount, words_en, grams, *_ = published[usual.seq]
        portion = Decimal(grams) / Decimal(amount) * Decimal(usual.factor)
        same = Decimal(usual.factor) == Decimal(amount)
        own_grams = plain_number(grams if same else str(portion.quantize(Decimal("0.1"))))
        same_words = tidy_measure(words_en) == usual.measure or dutch_measure(words_en, words, head) == usual.measure_nl
        basis = "published" if same and plain_number(amount) == "1" and same_words else "derived"
        locator = f"{ndb} seq {usual.seq} × {plain_number(usual.factor)}"
        add("1", usual.measure, usual.measure_nl, own_grams, locator, basis)
        rows[0]["usual"] = "yes"
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
        add(amount, measure, measure_nl, grams, f"{ndb} seq {seq}", "published")
    return rows


def measure_table(
    foods: Iterable[Row], sr28: StandardReference, everyday: dict[str, Row], words: dict[str, str]
) -> list[Row]:
    """Make the measures of every USDA food among the rows, in the order of the rows."""
    by_food: dict[str, list[list[str]]] = defaultdict(list)
    for weight in sr28.weights:
        by_food[weight[0]].append(weight)
    return [
        row
        for food in foods
        if food["source"] in (SR28, SR_LEGACY)
        for row in measure_rows(
            food["locator"],
            sorted(by_food[food["locator"]], key=lambda weight: int(weight[1])),
            usual_portion(everyday.get(food["food_id"], {})),
            words,
            food["name_en"].partition(",")[0],
        )
    ]
