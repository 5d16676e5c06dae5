"""Stage and health of everybody on a day: buying, subscribing and interest put together."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.cadence import Cadence
from tools.analytics.health import NO_HEALTH, OrderHealth, health_of_orders, healthier
from tools.analytics.order_days import Bools, Codes, Days, OrderDays
from tools.analytics.stage import (
    UNKNOWN_STAGE,
    Buying,
    later_stage,
    stage_of_buyers,
    stage_of_leads,
)
from tools.analytics.subscribing import Subscribers, SubscriptionRows, subscribers_on

__all__ = ["Lifecycle", "Signals", "lifecycle_on"]


@dataclass(frozen=True, slots=True)
class Signals:
    """Per customer, up to the day of evaluation; NO_DAY where it never happened.

    Attributes:
        interested_on: latest sign-up, product view, cart or checkout; None without events.
        advocated_on: latest NPS 9-10, referral made, review of 4-5.
        app_use_halved: app use in 30 days down by half from 4 or more; None without events.
    """

    interested_on: Days | None
    advocated_on: Days
    app_use_halved: Bools | None


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """Per customer on a day, as codes into `tools.terms.STAGES` and `HEALTHS`; -1 is unknown or none."""

    stage: Codes
    stage_ecommerce: Codes
    stage_subscription: Codes
    health: Codes
    health_ecommerce: Codes
    health_subscription: Codes
    orders: OrderHealth
    subscribers: Subscribers | None


def lifecycle_on(
    orders: OrderDays,
    subscriptions: SubscriptionRows | None,
    signals: Signals,
    on: int,
    loyalty_order_days: int = 4,
    cadence: Cadence | None = None,
) -> Lifecycle:
    """Evaluate everybody on day `on`, from rows up to it alone.

    Args:
        orders: one-off order days per customer.
        subscriptions: None in a shop without any.
        cadence: see `health_of_orders`.
    """
    known = orders.until(on)
    silence = health_of_orders(known, on, cadence)
    buying = Buying(known.counts, known.counted(on - 365, on), silence.health, signals.advocated_on)
    bought = stage_of_buyers(buying, on, loyalty_order_days)
    leads = stage_of_leads(signals.interested_on, on, orders.customers)
    none = np.full(orders.customers, NO_HEALTH, dtype=np.int8)
    if subscriptions is None:
        ecommerce = np.where(bought == UNKNOWN_STAGE, leads, bought).astype(np.int8)
        unknown = np.full(orders.customers, UNKNOWN_STAGE, dtype=np.int8)
        return Lifecycle(ecommerce, ecommerce, unknown, silence.health, silence.health, none, silence, None)
    subscribers = subscribers_on(subscriptions, on, orders.customers, signals.advocated_on, signals.app_use_halved)
    subscribed = np.where(subscribers.ever, later_stage(subscribers.stage, leads), UNKNOWN_STAGE).astype(np.int8)
    lead_or_buyer = np.where(bought == UNKNOWN_STAGE, leads, bought)
    ecommerce = np.where(subscribers.ever & (bought == UNKNOWN_STAGE), UNKNOWN_STAGE, lead_or_buyer).astype(np.int8)
    health = healthier(silence.health, subscribers.health)
    stage = later_stage(ecommerce, subscribed)
    return Lifecycle(stage, ecommerce, subscribed, health, silence.health, subscribers.health, silence, subscribers)
