"""How the intakes of a group are distributed: shares between limits, the middle, and how sure a mean is."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 24
LAST_BIN = 0.995  # of the recorded means; the few above it count in the last bin


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """Shares of people between limits in mg a day: usual intakes, and beside them the plain means of recorded days.

    `usual` is empty where usual intakes cannot be estimated. The last bin holds everything above it too.
    """

    edges_mg: tuple[float, ...]
    usual: tuple[float, ...]
    recorded: tuple[float, ...]


def make_distribution(own_mg: Floats, usual_mg: Floats | None, share: Floats) -> Distribution:
    """Return both distributions over the same round limits; `share` is each person's part, together 1."""
    top = max(float(np.quantile(own_mg, LAST_BIN)), 1.0)
    step = 10 ** math.floor(math.log10(top / BINS))
    width = next(step * size for size in (1, 2, 2.5, 5, 10, 20) if step * size * BINS >= top)
    edges = width * np.arange(math.ceil(top / width) + 1)

    def shares(values: Floats) -> tuple[float, ...]:
        inside = np.clip(values, 0, edges[-1])
        return tuple(float(part) for part in np.histogram(inside, bins=edges, weights=share)[0])

    return Distribution(
        edges_mg=tuple(float(edge) for edge in edges),
        usual=() if usual_mg is None else shares(usual_mg),
        recorded=shares(own_mg),
    )


def median_of(values: Floats, share: Floats) -> float:
    """Return the value that half of the people (by their shares) do not pass."""
    order = np.argsort(values)
    middle = int(np.searchsorted(np.cumsum(share[order]), 0.5 - 1e-12))
    return float(values[order[min(middle, len(order) - 1)]])


def standard_error(deviations: Floats, share: Floats) -> float | None:
    """Return the standard error of a weighted mean, persons being the units (the sandwich); None for one person."""
    people = len(deviations)
    return math.sqrt(people / (people - 1) * float(((share * deviations) ** 2).sum())) if people > 1 else None
