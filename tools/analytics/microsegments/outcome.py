"""What happened to customers, set against what was to be expected of customers like them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.order_days import Bools, Days, Floats

__all__ = ["Judged", "Outcome", "against_alike", "strength_of"]

_CAPPED_AT = 0.99


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome per customer.

    Attributes:
        values: 0 or 1 for something that happens or not, else an amount of at least 0.
        stratum: customers of one stratum (a code from 0) are alike, as far as is known without any rule.
    """

    values: Floats
    stratum: Days

    @property
    def yes_or_no(self) -> bool:
        """Whether every value is 0 or 1."""
        return bool(np.isin(self.values, (0.0, 1.0)).all())


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome as the search sees it, one entry per customer.

    Attributes:
        expected: the mean of the customer's stratum.
        excess: how far the value, cut off at the 99th percentile of amounts, is above the stratum's mean of the same.
        variance: of the excess within the stratum.
        event: whether the value is above 0.
    """

    values: Floats
    expected: Floats
    excess: Floats
    variance: Floats
    event: Bools
    stratum: Days
    yes_or_no: bool

    def of(self, rows: NDArray[np.int64]) -> "Judged":
        """Some of the customers, with what was expected of them among all."""
        return Judged(
            self.values[rows], self.expected[rows], self.excess[rows], self.variance[rows], self.event[rows],
            self.stratum[rows], self.yes_or_no,
        )  # fmt: skip


def against_alike(outcome: Outcome) -> Judged:
    """Set every value against the mean of its stratum; an empty outcome stays empty.

    Raises:
        ValueError: an amount under 0, or one that is not finite.
    """
    values = np.asarray(outcome.values, dtype=np.float64)
    if len(values) and not (np.isfinite(values).all() and values.min() >= 0):
        raise ValueError("outcome values must be finite and at least 0")
    positive = values[values > 0]
    cap = float(np.quantile(positive, _CAPPED_AT)) if len(positive) else 0.0
    capped = values if outcome.yes_or_no else np.minimum(values, cap)
    expected, level = _means(values, outcome.stratum), _means(capped, outcome.stratum)
    excess = capped - level
    variance = _means(excess * excess, outcome.stratum)
    return Judged(values, expected, excess, variance, values > 0, outcome.stratum, outcome.yes_or_no)


def strength_of(mean: float, expected: float, yes_or_no: bool) -> float:
    """How strongly a group differs: the odds ratio of a rate, the ratio of amounts; never below 1, infinite against none."""
    if mean == expected:
        return 1.0
    low, high = min(mean, expected), max(mean, expected)
    if yes_or_no:
        return float("inf") if low <= 0 or high >= 1 else (high / (1 - high)) / (low / (1 - low))
    return float("inf") if low <= 0 else high / low


def _means(values: Floats, stratum: Days) -> Floats:
    if not len(values):
        return values
    counts = np.bincount(stratum)
    sums = np.bincount(stratum, values)
    means: Floats = (sums / np.maximum(counts, 1))[stratum]
    return means
