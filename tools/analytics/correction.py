"""What the last quarter taught about the order model: a factor per customer, learned from what came after an earlier day.

Buy-till-you-die models see three numbers of a customer and assume that they are enough. A Poisson regression of the orders that
came, with the model's expectation as offset and a ridge penalty, learns where that fails; without evidence it changes nothing.
"""

from dataclasses import dataclass, replace

import numpy as np

from tools.analytics.order_days import Floats
from tools.analytics.purchases import Purchases

__all__ = ["MIN_ORDERS", "Correction", "learn_correction"]

MIN_ORDERS = 300
_PENALTY = 50.0
_LITTLE = 0.02  # of the mean order value, so that nothing has a logarithm
_SMALLEST, _LARGEST = 0.02, 10.0
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Correction:
    """Log-linear factors on expected orders over `horizon` days.

    Attributes:
        money: the mean order value, by which order values are measured.
        centre, spread: of the features, where it was learned.
        weights: intercept first, then per standard deviation of each feature.
        spend_power: the power of the factor that spend follows; 1 where who orders more spends as much on each order.
        spend_level: what keeps the shop's expected spend where it is without that.
    """

    horizon: int
    money: float
    centre: Floats
    spread: Floats
    weights: Floats
    spend_power: float = 1.0
    spend_level: float = 1.0

    def factor(self, purchases: Purchases, expected: Floats) -> Floats:
        """By what to multiply each buyer's expected orders, between 1/50 and 10.

        Args:
            expected: the model's orders of each within `horizon` days.
        """
        values = (_features(purchases, expected, self.money) - self.centre) / self.spread
        factor: Floats = np.clip(np.exp(np.clip(self.weights[0] + values @ self.weights[1:], -30, 30)), _SMALLEST, _LARGEST)
        return factor

    def order_value(self, value: Floats, factor: Floats) -> Floats:
        """Expected order values, corrected where the factor says more of how often somebody orders than of what they spend."""
        corrected: Floats = value * self.spend_level * factor ** (self.spend_power - 1.0)
        return corrected

    def with_level(self, spend: Floats, factor: Floats) -> "Correction":
        """The same, with the level at which its power of spend changes no total.

        Args:
            spend: expected of each buyer, by the factor itself.
        """
        total = float((spend * factor ** (self.spend_power - 1.0)).sum())
        return replace(self, spend_level=float(spend.sum()) / total if total > 0 else 1.0)


def learn_correction(purchases: Purchases, expected: Floats, ordered: Floats, horizon: int) -> Correction | None:
    """Learn from buyers as they stood and the orders that each then placed within `horizon` days; None where too few came."""
    if int(ordered.sum()) < MIN_ORDERS:
        return None
    money = max(float(purchases.mean_value.mean()), 1e-9)
    features = _features(purchases, expected, money)
    centre, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 1e-9, spread, 1.0)
    design = np.column_stack((np.ones(len(features)), (features - centre) / spread))
    penalty = np.full(design.shape[1], _PENALTY)
    penalty[0] = 1e-6
    weights = _regress(design, ordered, np.log(_positive(expected)), penalty)
    return None if weights is None else Correction(horizon, money, centre, spread, weights)


def _regress(design: Floats, counts: Floats, offset: Floats, penalty: Floats) -> Floats | None:
    """Penalised Poisson regression by Newton steps; None where they do not settle."""
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        mean = np.exp(np.clip(design @ weights + offset, -30.0, 30.0))
        slope = design.T @ (counts - mean) - penalty * weights
        step = np.linalg.solve((design * mean[:, None]).T @ design + np.diag(penalty), slope)
        longest = float(np.abs(step).max())
        weights = weights + step / max(1.0, longest)
        if longest < 1e-7:
            return weights
    return None


def _features(purchases: Purchases, expected: Floats, money: float) -> Floats:
    """Logarithms of what a model might have read wrongly: pace, silence, age, size of baskets, the last months."""
    repeats = purchases.repeat_orders
    often, once = np.log1p(repeats), (repeats == 0).astype(np.float64)
    silence = np.log1p((purchases.customer_age - purchases.age_at_last_order).astype(np.float64))
    value = np.log(purchases.mean_value / money + _LITTLE)
    return np.column_stack(
        (
            np.log(_positive(expected)), often, silence, value, once,
            np.log1p(purchases.age_at_last_order), np.log(purchases.customer_age + 10.0),
            np.log1p(purchases.orders_30), np.log1p(purchases.orders_90),
            silence * often, silence * once, value * often,
        )
    )  # fmt: skip


def _positive(expected: Floats) -> Floats:
    return np.maximum(expected, 1e-6)
