"""What buyers of one-off orders will do: MBG/NBD for when, Gamma-Gamma for how much, corrected by what came last."""

from dataclasses import dataclass, replace

import numpy as np

from tools.analytics.btyd import gamma_gamma, mbgnbd
from tools.analytics.btyd.likelihood import Fit, FitError
from tools.analytics.correction import Correction
from tools.analytics.order_days import Floats
from tools.analytics.purchases import Purchases

__all__ = ["MIN_BUYERS", "MIN_DAYS", "BuyingModel", "fit_buying"]

MIN_BUYERS, MIN_DAYS = 30, 60
WEAK_PRIOR_BELOW, PRIOR_SCALE = 500, 1.0


@dataclass(frozen=True, slots=True)
class BuyingModel:
    """MBG/NBD and Gamma-Gamma of a shop, in days and money; `correction` where one has proved itself."""

    orders: Fit
    values: Fit
    frequency_value_correlation: float
    correction: Correction | None = None

    @property
    def rates(self) -> mbgnbd.Parameters:
        """The order model's parameters."""
        return mbgnbd.Parameters(*self.orders.parameters)

    @property
    def amounts(self) -> gamma_gamma.Parameters:
        """The value model's parameters."""
        return gamma_gamma.Parameters(*self.values.parameters)

    def corrected(self, correction: Correction | None, purchases: Purchases) -> "BuyingModel":
        """The model with a correction; what these buyers are expected to spend in all does not depend on its power."""
        model = replace(self, correction=correction)
        if correction is None or correction.spend_power == 1.0:
            return model
        factor = model.factor(purchases)
        spend = factor * model.expected_orders(purchases, correction.horizon) * model.order_value(purchases)
        return replace(self, correction=correction.with_level(spend, factor))

    def p_alive(self, purchases: Purchases) -> Floats:
        """The chance that each has not left, 0..1, by the order model alone."""
        return mbgnbd.p_alive(self.rates, *_history(purchases))

    def factor(self, purchases: Purchases) -> Floats:
        """By what each one's pace is corrected; 1 without a correction."""
        if self.correction is None:
            return np.ones(len(purchases))
        days = self.correction.horizon
        return self.correction.factor(purchases, mbgnbd.expected_orders(self.rates, *_history(purchases), float(days)))

    def expected_orders(self, purchases: Purchases, days: float) -> Floats:
        """Expected order days within so many days, before the correction."""
        return mbgnbd.expected_orders(self.rates, *_history(purchases), days)

    def discounted_orders(self, purchases: Purchases, ends: Floats, factors: Floats) -> Floats:
        """Expected order days slice by slice, each times its factor, before the correction."""
        return mbgnbd.discounted_orders(self.rates, *_history(purchases), ends, factors)

    def any_order(self, purchases: Purchases, days: float, factor: Floats) -> Floats:
        """The chance of at least one order within so many days, 0..1, at the corrected pace."""
        chance = mbgnbd.probability_of_any_order(self.rates, *_history(purchases), days)
        corrected: Floats = -np.expm1(factor * np.log1p(-np.minimum(chance, 1.0 - 1e-12)))
        return corrected

    def order_value(self, purchases: Purchases, factor: Floats | None = None) -> Floats:
        """Expected net value of an order day, money; with the factor of each one's pace, corrected like it."""
        orders = purchases.order_days.astype(np.float64)
        value: Floats = gamma_gamma.expected_order_value(self.amounts, orders, purchases.mean_value)
        return value if factor is None or self.correction is None else self.correction.order_value(value, factor)


def fit_buying(purchases: Purchases) -> BuyingModel:
    """Fit both models; small shops are shrunk by weak priors.

    Raises:
        FitError: too few buyers, too short a history, or nothing of positive value.
    """
    n = len(purchases)
    if n < MIN_BUYERS:
        raise FitError(f"not enough data: {n} buyers, need {MIN_BUYERS}")
    span = int(purchases.customer_age.max())
    if span < MIN_DAYS:
        raise FitError(f"not enough data: {span} days of history, need {MIN_DAYS}")
    prior = PRIOR_SCALE if n < WEAK_PRIOR_BELOW else 0.0
    orders = mbgnbd.fit(*_history(purchases), prior_scale=prior)
    if orders.boundary and not prior:  # nobody ever seems to leave: shrink rather than believe it
        orders = replace(mbgnbd.fit(*_history(purchases), prior_scale=PRIOR_SCALE), boundary=orders.boundary)
    count = purchases.order_days.astype(np.float64)
    values = gamma_gamma.fit(count, purchases.mean_value, prior_scale=prior)
    if values.boundary and not prior:
        values = replace(gamma_gamma.fit(count, purchases.mean_value, prior_scale=PRIOR_SCALE), boundary=values.boundary)
    return BuyingModel(orders, values, gamma_gamma.frequency_value_correlation(count, purchases.mean_value))


def _history(purchases: Purchases) -> tuple[Floats, Floats, Floats]:
    return (
        purchases.repeat_orders,
        purchases.age_at_last_order.astype(np.float64),
        purchases.customer_age.astype(np.float64),
    )
