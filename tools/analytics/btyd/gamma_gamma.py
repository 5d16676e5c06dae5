"""Gamma-Gamma: what a customer's orders are worth on average, shrunk towards the shop's mean (Fader and Hardie 2013)."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.btyd.histories import coarse_to_fine
from tools.analytics.btyd.likelihood import Array, Fit, FitError, checked, maximise
from tools.analytics.btyd.spending import Spending

__all__ = ["Parameters", "expected_order_value", "fit", "frequency_value_correlation", "log_likelihood"]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Order value ~ Gamma(p, nu) per customer, nu ~ Gamma(q, v); `v` is in money."""

    p: float
    q: float
    v: float


def fit(orders: Array, mean_order_value: Array, weights: Array | None = None, prior_scale: float = 0.0) -> Fit:
    """Maximum likelihood parameters from customers with at least one counted order of positive mean value.

    Args:
        orders: how many order values the mean is of; rows with 0 are left out.
        mean_order_value: their mean, money; rows with mean <= 0 are left out.

    Raises:
        FitError: nobody is left.
    """
    x, m = checked(orders, mean_order_value)
    counts = None if weights is None else checked(weights, x)[0]
    kept = (x > 0) & (m > 0)
    if not kept.any():
        raise FitError("no customer has an order of positive value")
    spending = Spending(x[kept], m[kept], None if counts is None else counts[kept])
    objectives = [spending.sample(rows).summed for rows in coarse_to_fine(len(spending))]
    found = maximise(objectives, np.array([2.0, 3.0, 1.5]), ("p", "q", "v"), round(spending.customers), prior_scale)
    p, q, v = found.parameters
    scale = spending.scale
    errors = (*found.standard_errors[:2], found.standard_errors[2] * scale)
    total = found.log_likelihood - spending.customers * np.log(scale)
    return Fit((p, q, v * scale), float(total), errors, found.boundary, found.n)


def log_likelihood(parameters: Parameters, orders: Array, mean_order_value: Array) -> Array:
    """Log-likelihood of each customer's mean order value."""
    from scipy.special import gammaln

    k, (x, m) = parameters, checked(orders, mean_order_value)
    shape = k.p * x
    value: Array = gammaln(shape + k.q) - gammaln(shape) - gammaln(k.q) + k.q * np.log(k.v)
    return value + (shape - 1) * np.log(m) + shape * np.log(x) - (shape + k.q) * np.log(x * m + k.v)


def expected_order_value(parameters: Parameters, repeat_orders: Array, mean_order_value: Array) -> Array:
    """Expected value of an order, money: the customer's mean, shrunk; the shop's for somebody without counted orders.

    With q <= 1 the shop's mean does not exist in the model; the median customer's then stands in for it.
    """
    k, x, m = parameters, np.asarray(repeat_orders, dtype=np.float64), np.asarray(mean_order_value, dtype=np.float64)
    prior = max(k.q - 1.0, 0.05)
    value: Array = k.p * (k.v + x * m) / (k.p * x + prior)
    return value


def frequency_value_correlation(orders: Array, mean_order_value: Array) -> float:
    """Pearson correlation of order count and mean value, which the model takes to be 0; 0.0 where either is constant."""
    x, m = checked(orders, mean_order_value)
    kept = (x > 0) & (m > 0)
    x, m = x[kept], m[kept]
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(m) == 0:
        return 0.0
    return float(np.corrcoef(x, m)[0, 1])
