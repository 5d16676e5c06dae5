"""The subscription columns of profiles: how it stands, on which plan, since when, at which price."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.lifecycle import Lifecycle
from tools.analytics.order_days import NO_DAY, Bools, Days, Floats
from tools.warehouse.profiles.cells import Columns, dates, decimals, integers, texts
from tools.warehouse.profiles.subscriptions import SubscriptionHistory
from tools.warehouse.renewals import BILLING_MONTHS

__all__ = ["subscription_columns"]


def subscription_columns(history: SubscriptionHistory, found: Lifecycle, today: int) -> Columns:
    """Status, plan and dates of the running subscription, else the latest; tenure and monthly price of all that run."""
    n = len(found.stage)
    shown = _shown(history, n, today)
    subscribers = found.subscribers
    assert subscribers is not None  # a shop with subscriptions has been evaluated with them
    ever = shown >= 0
    tenure = subscribers.tenure_days
    return {
        "subscription_status": texts(history.rows["status"], shown),
        "plan": texts(history.rows["plan"], shown),
        "billing_interval": texts(history.rows["billing_interval"], shown),
        "subscription_started_on": dates(np.where(ever, history.dates.started[np.maximum(shown, 0)], NO_DAY))
        if len(history.dates)
        else pa.nulls(n, pa.date32()),
        "tenure_days": integers(tenure, tenure >= 0),
        "mrr": decimals(_monthly(history, n, today), ever),
        "current_period_ends_on": texts(history.rows["current_period_ends_on"], shown),
        "cancel_reason": texts(history.rows["cancel_reason"], shown),
    }


def _running(history: SubscriptionHistory, today: int) -> Bools:
    d = history.dates
    running: Bools = (d.started != NO_DAY) & (d.started <= today) & ((d.ended == NO_DAY) | (d.ended > today))
    return running


def _monthly(history: SubscriptionHistory, customers: int, today: int) -> Floats:
    """Monthly price of running subscriptions; paused ones pay nothing."""
    paused = np.asarray(pc.fill_null(pc.equal(history.rows["status"], "paused"), False))
    counted = _running(history, today) & ~paused
    months = np.array([BILLING_MONTHS[word] for word in pc.fill_null(history.rows["billing_interval"], "month").to_pylist()])
    price = np.asarray(pc.fill_null(history.rows["price"], 0.0), dtype=np.float64)
    monthly = price / months if len(months) else np.zeros(0)
    return np.bincount(history.dates.customer[counted], monthly[counted], minlength=customers).astype(np.float64)


def _shown(history: SubscriptionHistory, customers: int, today: int) -> Days:
    """The row to show per customer: a running one before others, then the one that began last."""
    d = history.dates
    begun = np.where(d.started == NO_DAY, d.trial_started, d.started)
    order = np.lexsort((begun, _running(history, today)))
    shown = np.full(customers, -1, dtype=np.int64)
    shown[d.customer[order]] = order
    return shown
