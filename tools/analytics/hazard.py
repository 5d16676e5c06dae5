"""How long running subscriptions will go on, by the shop's recent rate of endings per paid month."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.order_days import NO_DAY, Bools, Floats
from tools.analytics.subscribing import SubscriptionRows
from tools.analytics.value import present_value

__all__ = ["MONTH_DAYS", "Hazard", "expected_value", "monthly_hazard", "survival"]

MONTH_DAYS = 365.25 / 12
_WINDOW_DAYS = 365
_PRIOR_MONTHS, _PRIOR_ENDINGS = 20.0, 1.0


@dataclass(frozen=True, slots=True)
class Hazard:
    """Endings per paid month in the last year, shrunk by a prior of one ending in 20 months."""

    monthly: float
    endings: int
    paid_months: float


def monthly_hazard(rows: SubscriptionRows, on: int) -> Hazard:
    """Learn the rate of endings from paid subscriptions up to day `on`."""
    paid = (rows.started != NO_DAY) & (rows.started <= on)
    started, ended = rows.started[paid], rows.ended[paid]
    stopped = (ended != NO_DAY) & (ended <= on)
    last = np.where(stopped, ended, on)
    since = on - _WINDOW_DAYS
    exposed = np.clip(last - np.maximum(started, since), 0, None).sum() / MONTH_DAYS
    endings = int((stopped & (ended > since)).sum())
    return Hazard((endings + _PRIOR_ENDINGS) / (float(exposed) + _PRIOR_MONTHS), endings, float(exposed))


def survival(hazard: Hazard, days: float) -> float:
    """Chance that a running subscription still runs after so many days."""
    return float((1.0 - min(hazard.monthly, 0.999)) ** (days / MONTH_DAYS))


def expected_value(hazard: Hazard, monthly_price: Floats, ending: Bools, horizon_days: int) -> Floats:
    """Expected discounted payments within the horizon, money; somebody who has cancelled pays nothing more."""
    months = np.arange(1, round(horizon_days / MONTH_DAYS) + 1)
    factor = float(sum(survival(hazard, float(m) * MONTH_DAYS) * present_value(m * MONTH_DAYS) for m in months))
    value: Floats = np.where(ending, 0.0, monthly_price * factor)
    return value
