"""Lifecycle stage: what the relationship is on a day, tested from loyalty down, for orders and for subscriptions."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.health import LAPSED
from tools.analytics.order_days import NO_DAY, Bools, Codes, Days

__all__ = [
    "AWARENESS", "CONSIDERATION", "CONVERSION", "LOYALTY", "RETENTION", "UNKNOWN_STAGE", "Buying", "later_stage",
    "stage_of_buyers", "stage_of_leads",
]  # fmt: skip

AWARENESS, CONSIDERATION, CONVERSION, RETENTION, LOYALTY = range(5)
"""Indexes in `tools.terms.STAGES`; a larger one is later."""
UNKNOWN_STAGE = -1

LOYALTY_WINDOW_DAYS = 365
INTEREST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Buying:
    """Per customer, what the stage of a buyer is read from.

    Attributes:
        order_days: so far.
        order_days_365: in the last 365 days.
        health: of the orders.
        advocated_on: latest day of an advocacy signal (NPS 9-10, a referral, a review of 4-5), or NO_DAY.
    """

    order_days: Days
    order_days_365: Days
    health: Codes
    advocated_on: Days


def stage_of_buyers(buying: Buying, on: int, loyalty_order_days: int = 4) -> Codes:
    """Loyalty, retention or conversion of customers who have ordered; UNKNOWN_STAGE for the others."""
    stage = np.full(len(buying.order_days), UNKNOWN_STAGE, dtype=np.int8)
    stage[buying.order_days >= 1] = CONVERSION
    stage[buying.order_days >= 2] = RETENTION
    advocate = (buying.order_days >= 2) & recent(buying.advocated_on, on, LOYALTY_WINDOW_DAYS)
    loyal = (buying.order_days_365 >= loyalty_order_days) | advocate
    stage[loyal & (buying.order_days >= 1) & (buying.health != LAPSED)] = LOYALTY
    return stage


def stage_of_leads(interested_on: Days | None, on: int, customers: int) -> Codes:
    """Consideration where there was a signal in the last 90 days, else awareness.

    Args:
        interested_on: latest sign-up, product view, cart or checkout, or NO_DAY; None where the shop has no events, and
            nothing can be said.
    """
    if interested_on is None:
        return np.full(customers, UNKNOWN_STAGE, dtype=np.int8)
    return np.where(recent(interested_on, on, INTEREST_DAYS), CONSIDERATION, AWARENESS).astype(np.int8)


def later_stage(*stages: Codes) -> Codes:
    """The latest of several, which heads a hybrid customer; an unknown one gives way."""
    latest: Codes = np.maximum.reduce(stages)
    return latest


def recent(day: Days, on: int, window_days: int) -> Bools:
    """Whether the day lies in the `window_days` that end on `on`."""
    inside: Bools = (day != NO_DAY) & (day > on - window_days) & (day <= on)
    return inside
