"""Terms that BG/NBD and MBG/NBD share: they differ only in whether somebody may leave before the first repeat order."""

import numpy as np

from tools.analytics.btyd.likelihood import Array, FitError, checked

__all__ = ["Histories", "conditional_expectation", "gamma_ratio", "log_odds_of_silence", "new_customer_expectation"]


class Histories:
    """Distinct histories with how many customers share each: a fit looks at each only once.

    Args:
        repeat_orders: whole numbers, the first order excluded.
        age_at_last_order: first order to last, 0 for one-time buyers.
        customer_age: first order to the end of observation, same unit.
        weights: customers per row; 1 when left out.
    """

    def __init__(
        self, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, weights: Array | None = None
    ) -> None:
        x, t_x, age = checked(repeat_orders, age_at_last_order, customer_age)
        if (x < 0).any() or (t_x < 0).any() or (age < t_x).any():
            raise FitError("need repeat_orders >= 0 and 0 <= age_at_last_order <= customer_age")
        counts = np.ones(len(x)) if weights is None else checked(weights, x)[0]
        self.x, self.t_x, self.age, self.weights = _collapse(x, np.where(x == 0, 0.0, t_x), age, counts)
        self.n = int(counts.sum())
        self.orders, self._order_of = np.unique(self.x, return_inverse=True)
        self.order_weights = np.bincount(self._order_of, self.weights)

    def by_orders(self, values: Array) -> Array:
        """A value per distinct number of repeat orders, spread back over the histories."""
        spread: Array = values[self._order_of]
        return spread


def _collapse(x: Array, t_x: Array, age: Array, weights: Array) -> tuple[Array, Array, Array, Array]:
    order = np.lexsort((age, t_x, x))
    x, t_x, age, weights = x[order], t_x[order], age[order], weights[order]
    new = np.ones(len(x), dtype=bool)
    new[1:] = (np.diff(x) != 0) | (np.diff(t_x) != 0) | (np.diff(age) != 0)
    starts = np.flatnonzero(new)
    return x[starts], t_x[starts], age[starts], np.add.reduceat(weights, starts)


def gamma_ratio(r: float, alpha: float, orders: Array) -> tuple[Array, Array]:
    """ln [Gamma(r+x) / Gamma(r)] + r ln alpha, and its derivative in r."""
    from scipy.special import digamma, gammaln

    return gammaln(r + orders) - gammaln(r) + r * np.log(alpha), digamma(r + orders) - digamma(r) + np.log(alpha)


def log_odds_of_silence(r: float, alpha: float, x: Array, t_x: Array, age: Array) -> Array:
    """(r + x) ln [(alpha + T) / (alpha + t_x)]: how much longer the silence is than the past rate suggests."""
    odds: Array = (r + x) * (np.log(alpha + age) - np.log(alpha + t_x))
    return odds


def conditional_expectation(r: float, alpha: float, a: float, b: Array, x: Array, age: Array, horizon: Array) -> Array:
    """Expected orders in `horizon` of somebody alive at `age`, with p ~ Beta(a, b) and rate ~ Gamma(r + x, alpha + age).

    The closed form has removable poles at a = 1 (both sides are averaged) and a + b = 1 (stepped aside). Where the
    hypergeometric function is too large to be represented, Euler's transformation of it is used (a hair off, as SciPy's
    fails at whole differences).
    """
    from scipy.special import hyp2f1

    if abs(a - 1.0) < 1e-5:
        low, high = (conditional_expectation(r, alpha, 1.0 + side * 2e-5, b, x, age, horizon) for side in (-1, 1))
        return (low + high) / 2
    shape, end = r + x, alpha + age + horizon
    b = np.where(np.abs(a + b - 1.0) < 1e-7, b + 2e-7, b)
    third, kept = a + b - 1.0, (alpha + age) / end
    growth = hyp2f1(shape, b, third, horizon / end)
    with np.errstate(invalid="ignore"):
        silence = kept**shape * growth
    transformed = kept ** (a - 1.0) * hyp2f1(third - shape + 1e-9, a - 1.0, third, horizon / end)
    silence = np.where(np.isfinite(growth), silence, transformed)
    expected: Array = third / (a - 1.0) * (1.0 - silence)
    return np.maximum(expected, 0.0)


def new_customer_expectation(r: float, alpha: float, a: float, b: float, horizon: Array) -> Array:
    """Expected repeat orders of a customer just won, over `horizon`."""
    zero = np.zeros_like(horizon)
    return conditional_expectation(r, alpha, a, zero + b, zero, zero, horizon)
