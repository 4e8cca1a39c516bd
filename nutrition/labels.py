"""Labels: "500 mg magnesium citrate" can mean two things. Both are worked out, and what cannot be is told.

A reading is refused only when even the richest compound of that everyday name could not hold it, so a label is never
refused for its water of crystallisation.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from nutrition.errors import NutritionError
from nutrition.forms import MOST_SALT_MG, Forms, SupplementForm, elemental_mg, family_of, salt_mg
from nutrition.limits import number_within
from nutrition.plan import DoseKind, SupplementDose

LEAST_LABEL_MG = 0.1
MOST_UNITS = 100.0
ROUNDED_MG = 0.5  # labels print whole mg


class Meaning(StrEnum):
    """What the figure on a label can stand for: the magnesium itself, or the whole compound."""

    MAGNESIUM = "magnesium"
    COMPOUND = "compound"


class Possible(StrEnum):
    """Whether the label can mean that; `BUFFERED`: only if a richer compound is mixed in."""

    YES = "yes"
    BUFFERED = "buffered"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One meaning: the elemental magnesium, and the compound that holds it, from least to most over the family."""

    meaning: Meaning
    possible: Possible
    least_mg: float
    most_mg: float
    least_salt_mg: float
    most_salt_mg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReading:
    """A label with both its readings. `stated_mg` is printed for `units` tablets, each weighing `whole_mg` if known.

    `family` are the compounds that go by that name, richest first. `most_mg` is the magnesium that so many tablets can
    hold at most, None without their weight. `mixed_with` is what is often mixed into such a compound, if anything.
    """

    stated_mg: float
    form: SupplementForm
    family: tuple[SupplementForm, ...]
    whole_mg: float | None
    units: float
    as_magnesium: Reading
    as_compound: Reading
    most_mg: float | None
    mixed_with: SupplementForm | None

    @property
    def certain(self) -> Meaning | None:
        """The one thing that the label can mean; None when it can mean both, or neither."""
        open_readings = [one for one in (self.as_magnesium, self.as_compound) if one.possible is not Possible.NO]
        return open_readings[0].meaning if len(open_readings) == 1 else None

    @property
    def cannot_be(self) -> bool:
        """Whether the label can mean neither: more is printed than the whole tablet weighs."""
        return self.as_magnesium.possible is Possible.NO and self.as_compound.possible is Possible.NO


def read_label(
    stated_mg: float, form: SupplementForm, *, forms: Forms, whole_mg: float | None = None, units: float = 1
) -> LabelReading:
    """Read a figure on a label both ways.

    `stated_mg` is printed for `units` tablets or capsules; `whole_mg` is what one of them weighs. Raises
    `NutritionError` for what no label says.

    Source: CIAAW, conventional atomic weights
    """
    stated_mg = number_within(stated_mg, LEAST_LABEL_MG, MOST_SALT_MG, code="label_out_of_range", name="stated_mg")
    units = number_within(units, LEAST_LABEL_MG, MOST_UNITS, code="label_units_out_of_range", name="units")
    family = family_of(form, forms)
    richest, poorest = family[0], family[-1]
    all_mg = None
    if whole_mg is not None:
        whole_mg = number_within(
            whole_mg, LEAST_LABEL_MG, MOST_SALT_MG, code="label_whole_out_of_range", name="whole_mg"
        )
        all_mg = whole_mg * units
    mixed_with = forms.get(form.buffered_with)
    return LabelReading(
        stated_mg=stated_mg,
        form=form,
        family=family,
        whole_mg=whole_mg,
        units=units,
        as_magnesium=Reading(
            meaning=Meaning.MAGNESIUM,
            possible=_holds(stated_mg, all_mg, richest, mixed_with or richest),
            least_mg=stated_mg,
            most_mg=stated_mg,
            least_salt_mg=salt_mg(stated_mg, richest),
            most_salt_mg=salt_mg(stated_mg, poorest),
        ),
        as_compound=Reading(
            meaning=Meaning.COMPOUND,
            possible=Possible.NO if _above(stated_mg, all_mg) else Possible.YES,
            least_mg=elemental_mg(stated_mg, poorest),
            most_mg=elemental_mg(stated_mg, richest),
            least_salt_mg=stated_mg,
            most_salt_mg=stated_mg,
        ),
        most_mg=None if all_mg is None else all_mg * richest.elemental_fraction,
        mixed_with=mixed_with,
    )


def _holds(stated_mg: float, all_mg: float | None, richest: SupplementForm, mixed: SupplementForm) -> Possible:
    least_mg = max(0.0, stated_mg - ROUNDED_MG)
    if not _above(salt_mg(least_mg, richest), all_mg):
        return Possible.YES
    return Possible.NO if _above(salt_mg(least_mg, mixed), all_mg) else Possible.BUFFERED


def _above(mg: float, all_mg: float | None) -> bool:
    return mg > (math.inf if all_mg is None else all_mg + ROUNDED_MG)


def dose_from_label(
    label: LabelReading,
    meaning: Meaning,
    *,
    units_per_day: float = 1,
    form: SupplementForm | None = None,
    kind: DoseKind = DoseKind.SUPPLEMENT,
    name: str = "",
) -> SupplementDose:
    """Return the dose that a label comes to, once the person has said which meaning holds.

    Where the figure is the weight of a compound whose hydrate the label does not name, the richest of its family is
    counted: a dose is held against an upper level. `form` names one of the family where the label does. Raises
    `NutritionError("label_cannot_be")` for a meaning that the label cannot have.
    """
    reading = label.as_magnesium if meaning is Meaning.MAGNESIUM else label.as_compound
    if reading.possible is Possible.NO or (form is not None and form not in label.family):
        raise NutritionError("label_cannot_be", stated_mg=label.stated_mg)
    units_per_day = number_within(
        units_per_day, LEAST_LABEL_MG, MOST_UNITS, code="label_units_out_of_range", name="units"
    )
    held_by = form or (label.form if meaning is Meaning.MAGNESIUM else label.family[0])
    held_mg = label.stated_mg if meaning is Meaning.MAGNESIUM else elemental_mg(label.stated_mg, held_by)
    return SupplementDose(form=held_by.form, elemental_mg=held_mg * units_per_day / label.units, kind=kind, name=name)
