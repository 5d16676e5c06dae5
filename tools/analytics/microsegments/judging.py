"""The judgement on the other half: what chance alone would do, which groups stand, and how large they honestly are."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tools.analytics.microsegments.outcome import Judged
from tools.analytics.order_days import Bools, Floats

__all__ = ["Estimate", "chance_of", "estimate", "still_standing"]

_AT_ONCE = 200
_PLAINLY_CHANCE = 0.2  # nothing near any false-discovery bound: further shuffles would not change the verdict
_RESAMPLED = 1000
_ROWS_RESAMPLED = 4_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A group on customers who had no part in choosing it.

    Attributes:
        mean: of the outcome in the group: a rate 0..1, or an amount.
        expected: of customers like them.
        low, high: of the mean, at `level`.
        customers, events: how many, and how many with an outcome above 0.
    """

    mean: float
    expected: float
    low: float
    high: float
    level: float
    customers: int
    events: int

    @property
    def lift(self) -> float:
        """The mean over what was expected; infinite where nothing was."""
        return self.mean / self.expected if self.expected > 0 else float("inf")


def chance_of(masks: NDArray[np.float32], signs: Floats, half: Judged, permutations: int, rng: np.random.Generator) -> Floats:
    """How often shuffling the outcomes among customers who are alike does as well: an exact one-sided p-value per group.

    Args:
        masks: groups x customers, 1 for who belongs.
        signs: per group, +1 where it was found above the expectation, -1 below.

    Source: Phipson and Smyth (2010), Permutation p-values should never be zero.
    """
    if not len(masks) or not masks.shape[1]:
        return np.ones(len(masks))
    order = np.argsort(half.stratum, kind="stable")
    bounds = np.flatnonzero(np.diff(half.stratum[order])) + 1
    excess, sorted_masks = half.excess[order].astype(np.float32), np.ascontiguousarray(masks[:, order])
    seen = signs * (sorted_masks @ excess).astype(np.float64)
    slack = 1e-5 * (1.0 + np.abs(seen))
    as_good = np.zeros(len(masks))
    for first in range(0, permutations, _AT_ONCE):
        rows = min(_AT_ONCE, permutations - first)
        shuffled = [rng.permuted(np.tile(part, (rows, 1)), axis=1) for part in np.split(excess, bounds)]
        reached = signs[:, None] * (sorted_masks @ np.concatenate(shuffled, axis=1).T)
        as_good += (reached >= (seen - slack)[:, None]).sum(axis=1)
        if as_good.min() >= _PLAINLY_CHANCE * (first + rows):
            return np.asarray((1.0 + as_good) / (1.0 + first + rows))
    return np.asarray((1.0 + as_good) / (1.0 + permutations))


def still_standing(p_values: Floats, false_discovery: float) -> Bools:
    """Which of the tested groups stand, so that at most that share of them is chance.

    Source: Benjamini and Hochberg (1995).
    """
    tested = len(p_values)
    order = np.argsort(p_values, kind="stable")
    passed = np.flatnonzero(p_values[order] <= false_discovery * np.arange(1, tested + 1) / max(tested, 1))
    stands = np.zeros(tested, dtype=bool)
    if len(passed):
        stands[order[: passed[-1] + 1]] = True
    return stands


def estimate(member: Bools, half: Judged, level: float, rng: np.random.Generator) -> Estimate:
    """The mean of a group with its interval: Wilson for a rate, resampled for an amount.

    Raises:
        ValueError: an empty group.
    """
    values = half.values[member]
    if not len(values):
        raise ValueError("a group without customers has no mean")
    mean, events = float(values.mean()), int(half.event[member].sum())
    low, high = _wilson(mean, len(values), level) if half.yes_or_no else _resampled(values, level, rng)
    expected = float(half.expected[member].mean())
    return Estimate(mean, expected, min(low, mean), max(high, mean), level, len(values), events)


def _wilson(rate: float, n: int, level: float) -> tuple[float, float]:
    """Wilson (1927)."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    centre, half = (rate + z * z / (2 * n)), z * float(np.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)))
    return max(0.0, (centre - half) / (1 + z * z / n)), min(1.0, (centre + half) / (1 + z * z / n))


def _resampled(values: Floats, level: float, rng: np.random.Generator) -> tuple[float, float]:
    """Percentiles of the means of samples drawn anew; large groups by the normal law, which is as good there."""
    if len(values) * _RESAMPLED > _ROWS_RESAMPLED:
        error = float(values.std(ddof=1) / np.sqrt(len(values))) * NormalDist().inv_cdf(0.5 + level / 2)
        return max(0.0, float(values.mean()) - error), float(values.mean()) + error
    means = values[rng.integers(0, len(values), (_RESAMPLED, len(values)))].mean(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def false_coverage_level(level: float, kept: int, tested: Sequence[object]) -> float:
    """The level at which intervals of the kept ones still cover in `level` of cases: Benjamini and Yekutieli (2005)."""
    return 1 - (1 - level) * kept / max(len(tested), 1)
