"""Terms that BG/NBD and MBG/NBD share: they differ only in whether somebody may leave before the first repeat order."""

import numpy as np
from numpy.typing import NDArray

from tools.analytics.btyd.histories import Levels
from tools.analytics.btyd.likelihood import Array

__all__ = [
    "conditional_expectation",
    "discounted_expectation",
    "gamma_ratio",
    "log_odds_of_silence",
    "new_customer_expectation",
]

_MANY = 5_000


def gamma_ratio(r: float, alpha: float, orders: Array) -> Array:
    """ln [Gamma(r+x) / Gamma(r)] + r ln alpha."""
    from scipy.special import gammaln

    ratio: Array = gammaln(r + orders) - gammaln(r) + r * np.log(alpha)
    return ratio


def log_odds_of_silence(r: float, alpha: float, x: Array, t_x: Array, age: Array) -> Array:
    """(r + x) ln [(alpha + T) / (alpha + t_x)]: how much longer the silence is than the past rate suggests."""
    odds: Array = (r + x) * (np.log(alpha + age) - np.log(alpha + t_x))
    return odds


def conditional_expectation(r: float, alpha: float, a: float, b: float, x: Array, age: Array, horizon: Array) -> Array:
    """Expected orders in `horizon` of somebody alive at `age`, with p ~ Beta(a, b + x) and rate ~ Gamma(r + x, alpha + age).

    Many customers share a number of orders and an age: of many, each distinct pair is looked at once.
    """
    if horizon.ndim or x.shape != age.shape or x.size < _MANY:
        return _expectation(r, alpha, a, b + x, x, age, horizon)
    some, old, place = _pairs(x, age)
    expected: Array = _expectation(r, alpha, a, b + some, some, old, horizon)[place]
    return expected


def discounted_expectation(
    r: float, alpha: float, a: float, b: float, x: Array, age: Array, ends: Array, factors: Array
) -> Array:
    """Expected orders of somebody alive, slice of time after slice, each times its factor.

    Args:
        b: as in `conditional_expectation`.
        ends: where each slice ends, ascending; the first begins now.
        factors: what an order within each slice counts.
    """
    some, old, place = _pairs(x, age) if x.size >= _MANY else (x, age, slice(None))
    total, before = np.zeros(np.broadcast(some, old).shape), np.zeros(1)
    for end, factor in zip(ends, factors, strict=True):
        ahead = _expectation(r, alpha, a, b + some, some, old, np.asarray(end, dtype=np.float64))
        total += np.maximum(ahead - before, 0.0) * factor
        before = ahead
    discounted: Array = total[place]
    return discounted


def _pairs(x: Array, age: Array) -> tuple[Array, Array, NDArray[np.int64]]:
    """The distinct pairs of orders and age, and which of them each customer has."""
    orders, ages = Levels.of(x), Levels.of(age)
    pairs = Levels.of((orders.of_row * len(ages.values) + ages.of_row).astype(np.float64))
    order, old = np.divmod(pairs.values.astype(np.int64), len(ages.values))
    return orders.values[order], ages.values[old], pairs.of_row


def _expectation(r: float, alpha: float, a: float, b: Array, x: Array, age: Array, horizon: Array) -> Array:
    """The closed form, with p ~ Beta(a, b).

    It has removable poles at a = 1 (both sides are averaged) and a + b = 1 (stepped aside). Where the hypergeometric
    function is too large to be represented, Euler's transformation of it is used (a hair off, as SciPy's fails at whole
    differences).
    """
    from scipy.special import hyp2f1

    if abs(a - 1.0) < 1e-5:
        low, high = (_expectation(r, alpha, 1.0 + side * 2e-5, b, x, age, horizon) for side in (-1, 1))
        return (low + high) / 2
    shape, end = r + x, alpha + age + horizon
    b = np.where(np.abs(a + b - 1.0) < 1e-7, b + 2e-7, b)
    third, kept = a + b - 1.0, (alpha + age) / end
    growth = hyp2f1(shape, b, third, horizon / end)
    with np.errstate(invalid="ignore"):
        silence = np.array(kept**shape * growth)
    wild = ~np.isfinite(growth)
    if wild.any():
        third_, shape_, kept_, part = (np.broadcast_to(v, growth.shape)[wild] for v in (third, shape, kept, horizon / end))
        silence[wild] = kept_ ** (a - 1.0) * hyp2f1(third_ - shape_ + 1e-9, a - 1.0, third_, part)
    expected: Array = third / (a - 1.0) * (1.0 - silence)
    return np.maximum(expected, 0.0)


def new_customer_expectation(r: float, alpha: float, a: float, b: float, horizon: Array) -> Array:
    """Expected repeat orders of a customer just won, over `horizon`."""
    zero = np.zeros_like(horizon)
    return conditional_expectation(r, alpha, a, b, zero, zero, horizon)
