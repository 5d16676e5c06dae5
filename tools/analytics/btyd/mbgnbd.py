"""MBG/NBD: BG/NBD in which a customer may also leave right after the first order (Batislam, Denizel and Filiztekin 2007)."""

import numpy as np

from tools.analytics.btyd.bgnbd import Parameters
from tools.analytics.btyd.counting import conditional_expectation, discounted_expectation, gamma_ratio, log_odds_of_silence
from tools.analytics.btyd.fitting import fit_histories
from tools.analytics.btyd.histories import Histories
from tools.analytics.btyd.likelihood import Array, Fit

__all__ = [
    "Parameters", "discounted_orders", "expected_orders", "expected_orders_of_new", "fit", "log_likelihood", "p_alive",
    "probability_of_any_order", "probability_of_orders",
]  # fmt: skip


def fit(
    repeat_orders: Array,
    age_at_last_order: Array,
    customer_age: Array,
    weights: Array | None = None,
    prior_scale: float = 0.0,
) -> Fit:
    """Maximum likelihood parameters; arguments and errors as `bgnbd.fit`."""
    histories = Histories(repeat_orders, age_at_last_order, customer_age, weights)
    return fit_histories(histories, np.array([0.6, 0.3, 0.8, 1.5]), 1, prior_scale)


def log_likelihood(parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array) -> Array:
    """Log-likelihood of each customer's history."""
    from scipy.special import betaln

    p, (x, t_x, age) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age)
    stayed = gamma_ratio(p.r, p.alpha, x) + betaln(p.a, p.b + x + 1) - betaln(p.a, p.b) - (p.r + x) * np.log(p.alpha + age)
    value: Array = stayed + np.logaddexp(0.0, _leaving(p, x, t_x, age))
    return value


def p_alive(parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array) -> Array:
    """Probability that the customer has not left, 0..1."""
    from scipy.special import expit

    alive: Array = expit(-_leaving(parameters, *_arrays(repeat_orders, age_at_last_order, customer_age)))
    return alive


def expected_orders(
    parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, horizon: Array | float
) -> Array:
    """Expected orders within `horizon` after the end of observation."""
    p, (x, t_x, age, ahead) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age, horizon)
    expected: Array = p_alive(p, x, t_x, age) * conditional_expectation(p.r, p.alpha, p.a, p.b + 1.0, x, age, ahead)
    return expected


def discounted_orders(
    parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, ends: Array, factors: Array
) -> Array:
    """Expected orders slice of time by slice, each times its factor; one slice of factor 1 is `expected_orders`."""
    p, (x, t_x, age, ends, factors) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age, ends, factors)
    alive = p_alive(p, x, t_x, age)
    discounted: Array = alive * discounted_expectation(p.r, p.alpha, p.a, p.b + 1.0, x, age, ends, factors)
    return discounted


def expected_orders_of_new(parameters: Parameters, horizon: Array | float) -> Array:
    """Expected repeat orders of a new customer within `horizon`: alive after the first order with probability b / (a + b)."""
    p, (ahead,) = parameters, _arrays(horizon)
    zero = np.zeros_like(ahead)
    return p.b / (p.a + p.b) * conditional_expectation(p.r, p.alpha, p.a, p.b + 1.0, zero, zero, ahead)


def probability_of_any_order(
    parameters: Parameters, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, horizon: Array | float
) -> Array:
    """Probability of at least one order within `horizon`, 0..1."""
    p, (x, t_x, age, ahead) = parameters, _arrays(repeat_orders, age_at_last_order, customer_age, horizon)
    silent = ((p.alpha + age) / (p.alpha + age + ahead)) ** (p.r + x)
    return p_alive(p, x, t_x, age) * (1.0 - silent)


def probability_of_orders(parameters: Parameters, horizon: Array | float, orders: Array | float) -> Array:
    """Probability that a new customer places exactly `orders` repeat orders within `horizon`."""
    from scipy.special import betainc, betaln, gammaln

    p, (ahead, n) = parameters, _arrays(horizon, orders)
    log_alive = betaln(p.a, p.b + n + 1) - betaln(p.a, p.b) + gammaln(p.r + n) - gammaln(p.r) - gammaln(n + 1)
    log_alive += p.r * np.log(p.alpha / (p.alpha + ahead)) + n * np.log(ahead / (p.alpha + ahead))
    reached = np.where(n > 0, betainc(np.maximum(n, 1e-12), p.r, ahead / (p.alpha + ahead)), 1.0)
    left: Array = np.exp(betaln(p.a + 1, p.b + n) - betaln(p.a, p.b)) * reached
    probability: Array = np.exp(log_alive) + left
    return probability


def _leaving(p: Parameters, x: Array, t_x: Array, age: Array) -> Array:
    """Log odds of having left after the last order rather than still being silent."""
    odds: Array = np.log(p.a) - np.log(p.b + x) + log_odds_of_silence(p.r, p.alpha, x, t_x, age)
    return odds


def _arrays(*columns: object) -> tuple[Array, ...]:
    return tuple(np.asarray(column, dtype=np.float64) for column in columns)
