"""What each customer is expected to buy and be worth: buy-till-you-die for one-off orders, a hazard for subscriptions."""

from dataclasses import dataclass, replace

import numpy as np

from tools.analytics.btyd import gamma_gamma, mbgnbd
from tools.analytics.btyd.likelihood import Fit, FitError
from tools.analytics.order_days import Days, Floats

__all__ = [
    "ANNUAL_DISCOUNT_RATE", "HORIZONS", "INTERVAL_LEVEL", "BuyingModel", "OrderOutlook", "Purchases", "fit_buying", "outlook",
    "present_value",
]  # fmt: skip

ANNUAL_DISCOUNT_RATE = 0.10
INTERVAL_LEVEL = 0.95
HORIZONS = {"12m": 365, "36m": 1095, "lifetime": 1826}
MIN_BUYERS, MIN_DAYS = 30, 60
WEAK_PRIOR_BELOW, PRIOR_SCALE = 500, 1.0
_SLICES = (91, 182, 273, 365, 547, 730, 912, 1095, 1460, 1826)
_LIKELY = 0.1


@dataclass(frozen=True, slots=True)
class Purchases:
    """Buyers' one-off histories, one entry each.

    Attributes:
        order_days: at least 1.
        age_at_last_order: first order day to last, days.
        customer_age: first order day to today, days.
        net_value: revenue less refunds of those orders, money.
    """

    order_days: Days
    age_at_last_order: Days
    customer_age: Days
    net_value: Floats

    @property
    def mean_value(self) -> Floats:
        """Net value per order day, floored at 0."""
        mean: Floats = np.maximum(self.net_value, 0.0) / self.order_days
        return mean


@dataclass(frozen=True, slots=True)
class BuyingModel:
    """MBG/NBD and Gamma-Gamma of a shop, in days and money."""

    orders: Fit
    values: Fit
    frequency_value_correlation: float

    @property
    def rates(self) -> mbgnbd.Parameters:
        """The order model's parameters."""
        return mbgnbd.Parameters(*self.orders.parameters)

    @property
    def amounts(self) -> gamma_gamma.Parameters:
        """The value model's parameters."""
        return gamma_gamma.Parameters(*self.values.parameters)


@dataclass(frozen=True, slots=True)
class OrderOutlook:
    """Per buyer, from one-off orders alone; money is revenue net of refunds.

    Attributes:
        purchase_probability: of any order within 30, 60, 90 days.
        next_order_days: median days until the next order, given that one comes within a year; NaN where one hardly will.
        value: discounted, by horizon of `HORIZONS`.
        value_low, value_high: predictive interval of the 12 months.
    """

    p_alive: Floats
    expected_orders_365: Floats
    expected_order_value: Floats
    purchase_probability: dict[int, Floats]
    next_order_days: Floats
    value: dict[str, Floats]
    value_low: Floats
    value_high: Floats


def fit_buying(purchases: Purchases) -> BuyingModel:
    """Fit both models; small shops are shrunk by weak priors.

    Raises:
        FitError: too few buyers, too short a history, or nothing of positive value.
    """
    n = len(purchases.order_days)
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
    return BuyingModel(orders, values, gamma_gamma.frequency_value_correlation(count, purchases.mean_value))


def outlook(model: BuyingModel, purchases: Purchases) -> OrderOutlook:
    """What each buyer will do next, by the models."""
    x, t_x, age = _history(purchases)
    p_alive = mbgnbd.p_alive(model.rates, x, t_x, age)
    order_value = gamma_gamma.expected_order_value(model.amounts, x + 1, purchases.mean_value)
    ahead = {days: p_alive * _orders_if_alive(model.rates, x, age, days) for days in _SLICES}
    likely = {days: mbgnbd.probability_of_any_order(model.rates, x, t_x, age, days) for days in (30, 60, 90, 365)}
    value = {name: order_value * _discounted(ahead, horizon) for name, horizon in HORIZONS.items()}
    low, high = _spread(model, purchases, p_alive, ahead[365], likely[365], value["12m"])
    return OrderOutlook(
        p_alive, ahead[365], order_value, {days: likely[days] for days in (30, 60, 90)},
        _next_order_days(model.rates, x, age, p_alive, likely[365]), value, low, high,
    )  # fmt: skip


def present_value(days: Floats | float) -> Floats:
    """What one unit of money in so many days is worth now."""
    factor: Floats = np.asarray((1.0 + ANNUAL_DISCOUNT_RATE) ** (-np.asarray(days, dtype=np.float64) / 365.0))
    return factor


def _history(purchases: Purchases) -> tuple[Floats, Floats, Floats]:
    return (
        (purchases.order_days - 1).astype(np.float64),
        purchases.age_at_last_order.astype(np.float64),
        purchases.customer_age.astype(np.float64),
    )


def _orders_if_alive(rates: mbgnbd.Parameters, x: Floats, age: Floats, days: int) -> Floats:
    """Expected orders of somebody alive, which depends on few distinct (repeat orders, age) pairs."""
    width = int(age.max()) + 1
    pairs, place = np.unique(x.astype(np.int64) * width + age.astype(np.int64), return_inverse=True)
    repeats, ages = np.divmod(pairs, width)
    alive = np.maximum(mbgnbd.p_alive(rates, repeats, ages, ages), 1e-300)
    expected: Floats = (mbgnbd.expected_orders(rates, repeats, ages, ages, days) / alive)[place]
    return expected


def _discounted(ahead: dict[int, Floats], horizon: int) -> Floats:
    """Expected orders slice by slice, each brought back from its middle."""
    total, before, start = np.zeros_like(ahead[_SLICES[0]]), np.zeros_like(ahead[_SLICES[0]]), 0
    for days in (days for days in _SLICES if days <= horizon):
        total += np.maximum(ahead[days] - before, 0.0) * present_value((start + days) / 2)
        before, start = ahead[days], days
    return total


def _next_order_days(rates: mbgnbd.Parameters, x: Floats, age: Floats, p_alive: Floats, likely: Floats) -> Floats:
    wanted = np.where(likely >= _LIKELY, likely / 2, np.nan)
    with np.errstate(invalid="ignore"):
        days: Floats = (rates.alpha + age) * ((1.0 - wanted / p_alive) ** (-1.0 / (rates.r + x)) - 1.0)
    return days


def _spread(
    model: BuyingModel, purchases: Purchases, p_alive: Floats, orders: Floats, likely: Floats, value: Floats
) -> tuple[Floats, Floats]:
    """Predictive interval of 12 months' spend: nothing with its probability, else a gamma of matched mean and variance."""
    from scipy.special import gammaincinv

    alive = np.maximum(p_alive, 1e-12)
    rate = orders / alive
    shape = model.rates.r + purchases.order_days - 1
    second = alive * (rate + rate**2 * (1 + 1 / shape))
    k = model.amounts
    order_noise = 1 / k.p + 1 / np.maximum(k.p * purchases.order_days + k.q - 2, 0.5)
    some = np.maximum(likely, 1e-12)
    mean = orders / some
    variance = np.maximum(second / some - mean**2, 0.0) + mean * order_noise
    width = np.maximum(variance / np.maximum(mean, 1e-12) ** 2, 1e-6)
    tail = (1 - INTERVAL_LEVEL) / 2
    bounds = []
    for level in (tail, 1 - tail):
        inside = np.clip((level - (1 - some)) / some, 0.0, 1.0)
        bounds.append(np.where(inside > 0, value / some * width * gammaincinv(1 / width, inside), 0.0))
    return bounds[0], np.maximum(bounds[1], bounds[0])
