"""Adequacy: how sure a few recorded days make us that one person's usual intake is enough.

The method of the Institute of Medicine for one person. It holds for a nutrient whose requirement is about normally
distributed, for days that are independent (not consecutive, not chosen) and recorded without bias, with the pooled SD
of a survey in place of the person's own few days. A constant supplement belongs to the mean and adds nothing to the SD.

Source: IOM2000, pp. 53-61 and Appendix B
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from nutrition.errors import NutritionError

REQUIREMENT_CV = 0.10  # of magnesium: IOM 1997, p. 219; IOM 2000, p. 194
WIDER_SD = 1.25  # the sensitivity that the book works out: day-to-day variation may be a quarter larger
LIKELY, SURE = 0.85, 0.975
NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adequacy:
    """The probability that a usual intake meets the requirement, with every figure on the way to it (mg a day).

    `sd_mg` is the SD of `difference_mg`, the mean intake less the EAR; `z` their ratio; `probability` from 0 to 1.
    """

    mean_mg: float
    days: int
    ear_mg: float
    difference_mg: float
    requirement_sd_mg: float
    within_sd_mg: float
    sd_mg: float
    z: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AboveAi:
    """A mean intake beside an AI (mg a day). `sd_mg` is the SD of the mean, `z` the ratio of the difference to it.

    `confidence`, from 0 to 1, is how sure we are that the usual intake reaches the AI. Below the AI it is None: then
    adequacy cannot be determined, and an AI never yields a probability of inadequacy.
    """

    mean_mg: float
    days: int
    ai_mg: float
    within_sd_mg: float
    sd_mg: float
    z: float
    confidence: float | None

    @property
    def difference_mg(self) -> float:
        """The mean less the AI."""
        return self.mean_mg - self.ai_mg


def individual_adequacy(
    mean_mg: float, days: int, ear_mg: float, *, within_sd_mg: float, requirement_cv: float = REQUIREMENT_CV
) -> Adequacy:
    """Return how sure we are that the usual intake behind a mean of so many days meets the requirement.

    Raises `NutritionError("statistic_out_of_range")` for a figure that cannot be.

    >>> found = individual_adequacy(320, 3, 265, within_sd_mg=85.9)
    >>> round(found.sd_mg, 1), round(found.z, 3), round(found.probability, 3)
    (56.2, 0.978, 0.836)

    Source: IOM2000, pp. 54-57
    """
    _days(days)
    _at_least(0.0, mean_mg=mean_mg, requirement_cv=requirement_cv)
    _above_zero(ear_mg=ear_mg, within_sd_mg=within_sd_mg)
    requirement_sd_mg = requirement_cv * ear_mg
    sd_mg = math.hypot(requirement_sd_mg, within_sd_mg / math.sqrt(days))
    z = (mean_mg - ear_mg) / sd_mg
    return Adequacy(
        mean_mg=float(mean_mg),
        days=days,
        ear_mg=float(ear_mg),
        difference_mg=mean_mg - ear_mg,
        requirement_sd_mg=requirement_sd_mg,
        within_sd_mg=float(within_sd_mg),
        sd_mg=sd_mg,
        z=z,
        probability=NORMAL.cdf(z),
    )


def above_ai(mean_mg: float, days: int, ai_mg: float, *, within_sd_mg: float) -> AboveAi:
    """Return how sure we are that the usual intake behind a mean of so many days reaches an AI.

    Raises `NutritionError("statistic_out_of_range")` for a figure that cannot be.

    >>> round(above_ai(1200, 3, 1000, within_sd_mg=325).z, 2)
    1.07
    >>> above_ai(290, 3, 300, within_sd_mg=85.9).confidence is None
    True

    Source: IOM2000, p. 61
    """
    _days(days)
    _at_least(0.0, mean_mg=mean_mg)
    _above_zero(ai_mg=ai_mg, within_sd_mg=within_sd_mg)
    sd_mg = within_sd_mg / math.sqrt(days)
    z = (mean_mg - ai_mg) / sd_mg
    return AboveAi(
        mean_mg=float(mean_mg),
        days=days,
        ai_mg=float(ai_mg),
        within_sd_mg=float(within_sd_mg),
        sd_mg=sd_mg,
        z=z,
        confidence=NORMAL.cdf(z) if mean_mg >= ai_mg else None,
    )


def mean_needed_mg(
    days: int, ear_mg: float, *, z: float, within_sd_mg: float, requirement_cv: float = REQUIREMENT_CV
) -> float:
    """Return the mean intake over so many days that stands `z` standard deviations above the EAR.

    The book takes z = 2 for 97.5 %; a negative z gives the mean below which intake is inadequate with that certainty.

    >>> [round(mean_needed_mg(n, 265, z=2, within_sd_mg=85.9)) for n in (1, 3, 7)]
    [445, 377, 349]

    Source: IOM2000, pp. 56-57
    """
    at_ear = individual_adequacy(ear_mg, days, ear_mg, within_sd_mg=within_sd_mg, requirement_cv=requirement_cv)
    return ear_mg + z * at_ear.sd_mg


def days_to(certainty: float, found: Adequacy | AboveAi) -> int | None:
    """Return how many days in all would settle the question with this certainty, if the mean stayed as it is.

    Settled is: usual intake above the requirement (or the AI), or below the requirement. None where no number of days
    does: requirements themselves differ between people, and below an AI nothing can be concluded.

    >>> days_to(0.85, individual_adequacy(320, 3, 265, within_sd_mg=85.9))
    4
    """
    if not 0.5 < certainty < 1:
        raise NutritionError("statistic_out_of_range", name="certainty", value=certainty, low=0.5)
    if isinstance(found, AboveAi):
        difference_mg, own_sd_mg = found.mean_mg - found.ai_mg, 0.0
        if difference_mg < 0:
            return None
    else:
        difference_mg, own_sd_mg = abs(found.difference_mg), found.requirement_sd_mg
    # z = D / sqrt(own² + within²/n), solved for n
    left = (difference_mg / NORMAL.inv_cdf(certainty)) ** 2 - own_sd_mg**2
    if left <= 0:
        return None
    needed = found.within_sd_mg**2 / left
    return max(1, math.ceil(needed - 1e-9)) if math.isfinite(needed) else None


def most_certain(found: Adequacy) -> float:
    """Return the probability that any number of days with this mean would come to: requirements differ by themselves.

    >>> round(most_certain(individual_adequacy(300, 3, 265, within_sd_mg=85.9)), 3)
    0.907
    """
    return NORMAL.cdf(found.difference_mg / found.requirement_sd_mg) if found.requirement_sd_mg else float(found.z > 0)


def _days(days: int) -> None:
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise NutritionError("statistic_out_of_range", name="days", value=days, low=1)


def _at_least(low: float, **given: float) -> None:
    for name, value in given.items():
        if not low <= value < math.inf:
            raise NutritionError("statistic_out_of_range", name=name, value=value, low=low)


def _above_zero(**given: float) -> None:
    for name, value in given.items():
        if not 0 < value < math.inf:
            raise NutritionError("statistic_out_of_range", name=name, value=value, low=0)
