"""What a customer may cost to win and to keep: payback, allowable cost, effects of tests, the largest offer they justify."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from tools.analytics.order_days import Floats

__all__ = [
    "Arms",
    "Range",
    "allowable_cost",
    "effect_of",
    "payback_days",
    "pooled_effect",
    "product_of",
    "rate_of",
    "resampled_mean",
]

LEVEL = 0.95
RESAMPLES = 2000
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Range:
    """An estimate with its interval at `level`."""

    value: float
    low: float
    high: float
    level: float = LEVEL

    def times(self, factor: float) -> "Range":
        """The same in another unit; `factor` is at least 0."""
        return Range(self.value * factor, self.low * factor, self.high * factor, self.level)


@dataclass(frozen=True, slots=True)
class Arms:
    """A test's arms by assignment: people and how many of them acted."""

    treated: int
    treated_acted: int
    control: int
    control_acted: int


def resampled_mean(values: Floats, noise: float = 0.0, seed: int = 7) -> Range | None:
    """The mean of customers with its bootstrap percentile interval; None for fewer than two.

    Args:
        values: one per customer, money.
        noise: sum of the customers' own predictive variances: what each of them may still do differently.

    Source: Efron and Tibshirani (1993), chapter 13. Groups of more than 20,000 are resampled as 20,000 and narrowed by the root
    of the sizes, which for a mean is the same.
    """
    n = len(values)
    if n < 2:
        return None
    rng = np.random.default_rng(seed)
    mean, most = float(values.mean()), min(n, 20_000)
    means = np.empty(RESAMPLES)
    rows = max(1, _CELLS_AT_ONCE // most)
    for first in range(0, RESAMPLES, rows):
        picked = rng.integers(0, n, (min(rows, RESAMPLES - first), most))
        means[first : first + rows] = values[picked].mean(axis=1)
    means = mean + (means - mean) * sqrt(most / n) + rng.normal(0.0, sqrt(max(noise, 0.0)) / n, RESAMPLES)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Range(mean, min(float(low), mean), max(float(high), mean))


def allowable_cost(value: Range, ratio: float = 3.0) -> Range:
    """What a customer may cost so that value over cost is `ratio`; a ratio of 1 breaks even.

    Raises:
        ValueError: a ratio of 0 or less.
    """
    if ratio <= 0:
        raise ValueError(f"the ratio of value to cost must be above 0, not {ratio}")
    return value.times(1.0 / ratio)


def payback_days(first_margin: float, following_year: float, cost: float) -> float | None:
    """Days until a new customer has paid back their cost: the first order's margin at once, the next 12 months evenly.

    Returns:
        0 where the first order pays for it; None where 12 months do not.
    """
    if cost <= first_margin:
        return 0.0
    if following_year <= 0 or cost - first_margin > following_year:
        return None
    return (cost - first_margin) / following_year * 365


def rate_of(acted: int, people: int) -> Range:
    """A share of people with Wilson's interval (1927); `people` is at least 1."""
    rate = acted / people
    return Range(rate, *_wilson(rate, people))


def effect_of(arms: Arms) -> Range | None:
    """Difference of two rates with Newcombe's interval; None where an arm is empty.

    Source: Newcombe (1998), method 10: Wilson intervals of both rates, squared and added.
    """
    if not (arms.treated and arms.control):
        return None
    one, other = arms.treated_acted / arms.treated, arms.control_acted / arms.control
    (low1, high1), (low0, high0) = _wilson(one, arms.treated), _wilson(other, arms.control)
    difference = one - other
    low = difference - sqrt((one - low1) ** 2 + (high0 - other) ** 2)
    high = difference + sqrt((high1 - one) ** 2 + (other - low0) ** 2)
    return Range(difference, low, high)


def pooled_effect(tests: Sequence[Arms]) -> Range | None:
    """One difference of rates out of several tests, each against its own control; None without any.

    Source: Mantel-Haenszel risk difference, Greenland and Robins (1985), with the variance of independent binomials.
    """
    usable = [arms for arms in tests if arms.treated and arms.control]
    if not usable:
        return None
    if len(usable) == 1:
        return effect_of(usable[0])
    weights = [arms.treated * arms.control / (arms.treated + arms.control) for arms in usable]
    rates = [(arms.treated_acted / arms.treated, arms.control_acted / arms.control) for arms in usable]
    total = sum(weights)
    difference = sum(w * (one - other) for w, (one, other) in zip(weights, rates, strict=True)) / total
    variance = sum(
        w * w * (one * (1 - one) / arms.treated + other * (1 - other) / arms.control)
        for w, (one, other), arms in zip(weights, rates, usable, strict=True)
    )
    half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * sqrt(variance) / total
    return Range(difference, difference - half, difference + half)


def product_of(one: Range, other: Range) -> Range:
    """The product of two independent estimates, interval by Goodman's (1960) variance of a product."""
    z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
    first, second = ((r.high - r.low) / (2 * z) for r in (one, other))
    half = z * sqrt(one.value**2 * second**2 + other.value**2 * first**2 + first**2 * second**2)
    value = one.value * other.value
    return Range(value, value - half, value + half)


def _wilson(rate: float, n: int) -> tuple[float, float]:
    z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
    centre, half = rate + z * z / (2 * n), z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)
