"""BG/NBD: orders at a personal rate until, after some order, the customer leaves (Fader, Hardie and Lee 2005)."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.btyd.counting import (
    conditional_expectation,
    discounted_expectation,
    gamma_ratio,
    log_odds_of_silence,
    new_customer_expectation,
)
from tools.analytics.btyd.fitting import fit_histories
from tools.analytics.btyd.histories import Histories
from tools.analytics.btyd.likelihood import Array, Fit

__all__ = [
    "Parameters", "discounted_orders", "expected_orders", "expected_orders_of_new", "fit", "log_likelihood", "p_alive",
    "probability_of_any_order", "probability_of_orders",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameters:
    """Order rate ~ Gamma(r, alpha); chance to leave after a repeat order ~ Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float


def fit(
    repeat_orders: Array,
    age_at_last_order: Array,
    customer_age: Array,
    weights: Array | None = None,
    prior_scale: float = 0.0,
) -> Fit:
    """Maximum likelihood parameters.

    Args:
        repeat_orders, age_at_last_order, customer_age: per customer, as in `Histories`; any one unit of time.
        weights: customers per row.
        prior_scale: see `maximise`.

    Raises:
        FitError: no customers, or impossible histories.
    """
    histories = Histories(repeat_orders, age_at_last_order, customer_age, weights)
    return fit_histories(histories, np.array([0.5, 0.3, 0.8, 2.5]), 0, prior_scale)


def log_likelihood(parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array) -> Array:
    """Log-likelihood of each customer's history."""
    p, (x, t_x, age) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age)
    return _log_likelihood(p.r, p.alpha, p.a, p.b, x, t_x, age)


def p_alive(parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array) -> Array:
    """Probability that the customer has not left, 0..1; a one-time buyer is always 1 in this model."""
    p, (x, t_x, age) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age)
    leaving = np.log(p.a) - np.log(p.b + np.maximum(x, 1.0) - 1.0) + log_odds_of_silence(p.r, p.alpha, x, t_x, age)
    return np.where(x > 0, _logistic(-leaving), 1.0)


def expected_orders(
    parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, horizon: Array | float
) -> Array:
    """Expected orders within `horizon` after the end of observation."""
    p, (x, t_x, age, ahead) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age, horizon)
    alive = p_alive(p, x, t_x, age)
    expected: Array = alive * conditional_expectation(p.r, p.alpha, p.a, p.b, x, age, ahead)
    return expected


def discounted_orders(
    parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, ends: Array, factors: Array
) -> Array:
    """Expected orders slice of time by slice, each times its factor; one slice of factor 1 is `expected_orders`."""
    p, (x, t_x, age, ends, factors) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age, ends, factors)
    alive = p_alive(p, x, t_x, age)
    discounted: Array = alive * discounted_expectation(p.r, p.alpha, p.a, p.b, x, age, ends, factors)
    return discounted


def expected_orders_of_new(parameters: Parameters, horizon: Array | float) -> Array:
    """Expected repeat orders of a new customer within `horizon` of the first order."""
    (ahead,) = _arrays(horizon)
    return new_customer_expectation(parameters.r, parameters.alpha, parameters.a, parameters.b, ahead)


def probability_of_any_order(
    parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, horizon: Array | float
) -> Array:
    """Probability of at least one order within `horizon`, 0..1: alive and not silent for that long."""
    p, (x, t_x, age, ahead) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age, horizon)
    silent = ((p.alpha + age) / (p.alpha + age + ahead)) ** (p.r + x)
    return p_alive(p, x, t_x, age) * (1.0 - silent)


def probability_of_orders(parameters: Parameters, horizon: Array | float, orders: Array | float) -> Array:
    """Probability that a new customer places exactly `orders` repeat orders within `horizon` (equation 8 of the paper)."""
    from scipy.special import betaln, gammaln

    p, (ahead, n) = parameters, _arrays(horizon, orders)
    log_alive = betaln(p.a, p.b + n) - betaln(p.a, p.b) + gammaln(p.r + n) - gammaln(p.r) - gammaln(n + 1)
    log_alive += p.r * np.log(p.alpha / (p.alpha + ahead)) + n * np.log(ahead / (p.alpha + ahead))
    left = np.exp(betaln(p.a + 1, p.b + np.maximum(n, 1) - 1) - betaln(p.a, p.b)) * _at_least(p, ahead, n)
    probability: Array = np.exp(log_alive) + np.where(n > 0, left, 0.0)
    return probability


def _at_least(p: Parameters, ahead: Array, n: Array) -> Array:
    """P(a Gamma(r, alpha) mixed Poisson count over `ahead` is at least n): the incomplete beta function."""
    from scipy.special import betainc

    tail: Array = np.where(n > 0, betainc(np.maximum(n, 1e-12), p.r, ahead / (p.alpha + ahead)), 1.0)
    return tail


def _log_likelihood(r: float, alpha: float, a: float, b: float, x: Array, t_x: Array, age: Array) -> Array:
    from scipy.special import betaln

    stayed = gamma_ratio(r, alpha, x) + betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    leaving = np.log(a) - np.log(b + np.maximum(x, 1.0) - 1.0) + log_odds_of_silence(r, alpha, x, t_x, age)
    value: Array = stayed + np.where(x > 0, np.logaddexp(0.0, leaving), 0.0)
    return value


def _arrays(*columns: object) -> tuple[Array, ...]:
    return tuple(np.asarray(column, dtype=np.float64) for column in columns)


def _logistic(values: Array) -> Array:
    from scipy.special import expit

    result: Array = expit(values)
    return result
