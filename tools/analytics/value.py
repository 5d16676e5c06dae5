"""What each customer is expected to buy and be worth from one-off orders, with discounting and a predictive interval."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.buying import BuyingModel
from tools.analytics.order_days import Floats
from tools.analytics.purchases import Purchases
from tools.analytics.simulation import spend_bounds

__all__ = [
    "ANNUAL_DISCOUNT_RATE",
    "HORIZONS",
    "INTERVAL_LEVEL",
    "OrderOutlook",
    "outlook",
    "present_value",
    "spend_deviation",
]

ANNUAL_DISCOUNT_RATE = 0.10
INTERVAL_LEVEL = 0.95
HORIZONS = {"12m": 365, "36m": 1095, "lifetime": 1826}
_SLICES = (91, 182, 273, 365, 547, 730, 912, 1095, 1460, 1826)
_LIKELY = 0.1


@dataclass(frozen=True, slots=True)
class OrderOutlook:
    """Per buyer, from one-off orders alone; money is revenue net of refunds.

    Attributes:
        purchase_probability: of any order within 30, 60, 90 days.
        next_order_days: median days until the next order, given that one comes within a year; NaN where one hardly will.
        value: discounted, by horizon of `HORIZONS`.
        value_low, value_high, value_deviation: predictive interval and standard deviation of the 12 months.
    """

    p_alive: Floats
    expected_orders_365: Floats
    expected_order_value: Floats
    purchase_probability: dict[int, Floats]
    next_order_days: Floats
    value: dict[str, Floats]
    value_low: Floats
    value_high: Floats
    value_deviation: Floats


def outlook(model: BuyingModel, purchases: Purchases, noise: float = 1.0) -> OrderOutlook:
    """What each buyer will do next, by the model.

    Args:
        noise: by what deviations are multiplied, where past cuts showed more or less than the model says.
    """
    factor, p_alive = model.factor(purchases), model.p_alive(purchases)
    order_value = model.order_value(purchases, factor)
    year = factor * model.expected_orders(purchases, 365)
    likely = {days: model.any_order(purchases, days, factor) for days in (30, 60, 90, 365)}
    value = {name: order_value * factor * _discounted(model, purchases, horizon) for name, horizon in HORIZONS.items()}
    low, high = spend_bounds(model, purchases, factor, HORIZONS["12m"], INTERVAL_LEVEL)
    deviation = spend_deviation(model, purchases, year, likely[365], order_value)
    discount = value["12m"] / np.maximum(order_value * year, 1e-300)
    return OrderOutlook(
        p_alive, year, order_value, {days: likely[days] for days in (30, 60, 90)},
        _next_order_days(model, purchases, p_alive, likely[365], factor), value, low * discount, high * discount,
        deviation * noise * discount,
    )  # fmt: skip


def present_value(days: Floats | float) -> Floats:
    """What one unit of money in so many days is worth now."""
    factor: Floats = np.asarray((1.0 + ANNUAL_DISCOUNT_RATE) ** (-np.asarray(days, dtype=np.float64) / 365.0))
    return factor


def spend_deviation(model: BuyingModel, purchases: Purchases, orders: Floats, likely: Floats, value: Floats) -> Floats:
    """Standard deviation of what each spends: of whether they order at all, of the count of orders and of their values.

    Args:
        orders: expected order days within the horizon, corrected.
        likely: the chance of any, corrected.
        value: expected of an order, money, corrected.
    """
    alive = np.maximum(model.p_alive(purchases), 1e-12)
    rate = orders / alive
    second = alive * (rate + rate**2 * (1 + 1 / (model.rates.r + purchases.repeat_orders)))
    k = model.amounts
    order_noise = 1 / k.p + 1 / np.maximum(k.p * purchases.order_days + k.q - 2, 0.5)
    some = np.maximum(likely, 1e-12)
    count = orders / some
    relative = np.maximum(second / some - count**2, 0.0) + count * order_noise
    mean, variance = value * count, value**2 * relative
    deviation: Floats = np.sqrt(np.maximum(likely * (variance + mean**2) - (likely * mean) ** 2, 0.0))
    return deviation


def _discounted(model: BuyingModel, purchases: Purchases, horizon: int) -> Floats:
    """Expected orders up to the horizon, each slice of time brought back from its middle."""
    ends = np.array([days for days in _SLICES if days <= horizon], dtype=np.float64)
    middles = (ends + np.concatenate(([0.0], ends[:-1]))) / 2
    return model.discounted_orders(purchases, ends, present_value(middles))


def _next_order_days(model: BuyingModel, purchases: Purchases, p_alive: Floats, likely: Floats, factor: Floats) -> Floats:
    """When the chance of an order reaches half of the chance within a year, by the order model at the corrected pace."""
    wanted = np.where(likely >= _LIKELY, -np.expm1(np.log1p(-likely / 2) / factor), np.nan)
    with np.errstate(invalid="ignore"):
        silent = np.log1p(-np.minimum(wanted / p_alive, 1.0 - 1e-12)) / (model.rates.r + purchases.repeat_orders)
        days = (model.rates.alpha + purchases.customer_age) * np.expm1(-silent)
    return np.asarray(days, dtype=np.float64)
