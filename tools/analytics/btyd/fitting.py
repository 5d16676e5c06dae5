"""The likelihood of BG/NBD and MBG/NBD with its gradient: they differ only in when somebody may first leave."""

from dataclasses import replace
from typing import Literal

import numpy as np

from tools.analytics.btyd.histories import Histories, coarse_to_fine
from tools.analytics.btyd.likelihood import Array, Fit, Objective, maximise

__all__ = ["fit_histories", "summed"]

Chances = Literal[0, 1]
_LEAST_LEAVING = 1e-4  # of those who order: below it nobody leaves, however a and b share it between them


def fit_histories(histories: Histories, start: Array, first_chances: Chances, prior_scale: float) -> Fit:
    """Maximum likelihood r, alpha, a, b: sought among a few histories, then refined on ever more of them.

    Args:
        start: r, alpha per unit of mean age, a, b.
        first_chances: how often somebody may have left before the first repeat order: 0 (BG/NBD) or 1 (MBG/NBD).
        prior_scale: see `maximise`.
    """
    begin = start * np.array([1.0, max(histories.mean_age, 1e-9), 1.0, 1.0])
    objectives = [_objective(histories.sample(rows), first_chances) for rows in coarse_to_fine(len(histories))]
    found = maximise(objectives, begin, ("r", "alpha", "a", "b"), round(histories.customers), prior_scale)
    _, _, a, b = found.parameters
    nobody_leaves = a < _LEAST_LEAVING * (a + b) and "a" not in found.boundary
    return replace(found, boundary=(*found.boundary, "a")) if nobody_leaves else found


def summed(h: Histories, first_chances: Chances, r: float, alpha: float, a: float, b: float) -> tuple[float, Array]:
    """Log-likelihood over all customers, and its gradient in r, alpha, a, b.

    Whoever is there after c chances to leave has either stayed, or left at the last of them and was silent from then on.
    What depends on orders or on age alone is summed over their distinct values.
    """
    from scipy.special import betaln, digamma, gammaln

    chances = h.orders.values + first_chances
    log_age, orders = np.log(alpha + h.ages.values), h.orders.values
    by_orders = gammaln(r + orders) - gammaln(r) + betaln(a, b + chances) - betaln(a, b)
    value = h.order_weights @ by_orders + h.customers * r * np.log(alpha) - (r * h.age_weights + h.age_orders) @ log_age
    stayed = digamma(a + b) - digamma(a + b + chances)
    gradient = np.array(
        [
            h.order_weights @ (digamma(r + orders) - digamma(r)) + h.customers * np.log(alpha) - h.age_weights @ log_age,
            h.customers * r / alpha - (r * h.age_weights + h.age_orders) @ (1.0 / (alpha + h.ages.values)),
            h.order_weights @ stayed,
            h.order_weights @ (stayed + digamma(b + chances) - digamma(b)),
        ]
    )
    silent, slope = _left(h, chances, r, alpha, a, b)
    return float(value) + silent, gradient + slope


def _left(h: Histories, chances: Array, r: float, alpha: float, a: float, b: float) -> tuple[float, Array]:
    """ln(1 + odds of having left rather than stayed), summed, with its gradient.

    Long columns are multiplied and added without BLAS, whose threads cost more than they save here.
    """
    before = b + np.maximum(chances - 1.0, 0.0)
    log_odds = np.where(chances > 0, np.log(a) - np.log(before), -np.inf)[h.orders.of_row]
    longer = np.log(alpha + h.ages.values)[h.ages.of_row] - np.log(alpha + h.last.values)[h.last.of_row]
    shape = r + h.x
    log_odds += shape * longer
    small = np.exp(-np.abs(log_odds))
    value = (h.weights * (np.log1p(small) + np.maximum(log_odds, 0.0))).sum()
    left = np.where(log_odds >= 0, 1.0, small)
    left *= h.weights
    left /= 1.0 + small
    nearer = (1.0 / (alpha + h.ages.values))[h.ages.of_row] - (1.0 / (alpha + h.last.values))[h.last.of_row]
    by_orders = h.orders.total(left)
    shape *= nearer
    slope = [(left * longer).sum(), (left * shape).sum(), by_orders.sum() / a, -(by_orders / before).sum()]
    return float(value), np.array(slope)


def _objective(histories: Histories, first_chances: Chances) -> Objective:
    def _objective(parameters: Array) -> tuple[float, Array]:
        return summed(histories, first_chances, *parameters)

    return _objective
