"""Since when each customer has been in their stage and health, and when they last came back from being lapsed."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from tools.analytics.changes import Returns, health_since, learn_rhythms, stage_since
from tools.analytics.lifecycle import Lifecycle
from tools.analytics.order_days import NO_DAY, Days, OrderDays
from tools.analytics.stage import AWARENESS, CONSIDERATION, INTEREST_DAYS
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.cells import Columns, dates
from tools.warehouse.profiles.evaluate import history_of
from tools.warehouse.profiles.history import History, day_number

__all__ = ["reactivated_between", "since_columns"]


def reactivated_between(warehouse: Warehouse, first: date, last: date) -> pa.Table:
    """Who ordered after having been lapsed the day before, within days that are both included.

    Returns:
        customer_id, on: one row per reactivation, one-off orders alone.
    """
    history = history_of(warehouse)
    orders = history.one_off.until(day_number(last))
    customer, day = Returns.of(orders, learn_rhythms(orders, day_number(last))).reactivations()
    kept = day >= day_number(first)
    return pa.table({"customer_id": history.people.ids.take(pa.array(customer[kept])), "on": dates(day[kept])})


def since_columns(history: History, found: Lifecycle) -> Columns:
    """stage_since, health_since and reactivated_on; null where a running or past subscription decides (its dates tell)."""
    orders, on = history.one_off.until(history.today), history.today
    rhythms = learn_rhythms(orders, on)
    bought = stage_since(orders, found.stage_ecommerce, history.advocacy, rhythms, on, history.loyalty_order_days)
    staged = np.where(bought == NO_DAY, _lead_since(history, found.stage, on), bought)
    returns = Returns.of(orders, rhythms)
    health = health_since(orders, found.health_ecommerce, rhythms, returns, on)
    ecommerce = found.stage == found.stage_ecommerce
    return {
        "stage_since": dates(np.where(ecommerce, staged, NO_DAY)),
        "health_since": dates(np.where(found.health == found.health_ecommerce, health, NO_DAY)),
        "reactivated_on": dates(returns.reactivated_on(orders.customers)),
    }


def _lead_since(history: History, stage: np.ndarray[Any, np.dtype[np.int8]], on: int) -> Days:
    """Consideration since the first signal of an unbroken run; awareness since the last one ran out, or sign-up."""
    nobody = np.full(len(stage), NO_DAY, dtype=np.int64)
    if history.interest is None:
        return nobody
    signals = history.interest.until(on)
    faded = np.where(signals.counts > 0, signals.last + INTEREST_DAYS, history.people.created_on)
    return np.where(stage == CONSIDERATION, _run_start(signals), np.where(stage == AWARENESS, faded, nobody))


def _run_start(signals: OrderDays) -> Days:
    gaps = signals.gaps()
    broken = gaps.days > INTEREST_DAYS
    start = signals.first
    np.maximum.at(start, gaps.customer[broken], gaps.ended_on[broken])
    return start
