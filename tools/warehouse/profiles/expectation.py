"""The expectation columns: what each customer will probably do and be worth, one-off orders and subscriptions together."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.analytics.backtest import Backtest, run_backtest
from tools.analytics.btyd.likelihood import FitError
from tools.analytics.buying import BuyingModel, fit_buying
from tools.analytics.order_days import NO_DAY, Bools, Days, Floats
from tools.analytics.purchases import PurchaseHistory
from tools.analytics.value import OrderOutlook, outlook
from tools.warehouse.profiles.cells import Columns, dates, decimals, integers
from tools.warehouse.profiles.margin import Margin
from tools.warehouse.profiles.renewing import Subscribed

__all__ = ["Expectation", "Learning", "expect"]

Learning = Callable[[BuyingModel, OrderOutlook], OrderOutlook]


@dataclass(frozen=True, slots=True)
class Expectation:
    """The columns, what the report says about the models, and how they did on the shop's own past."""

    columns: Columns
    model: dict[str, Any]
    backtest: Backtest | None


def expect(
    history: PurchaseHistory, subscribed: Subscribed | None, margin: Margin, today: int, learning: Learning | None = None
) -> Expectation:
    """Expectation columns of everybody; null for those who never bought and where no model can be fitted.

    Args:
        history: orders and refunds without a subscription.
        subscribed: running subscriptions; None where none was ever paid.
        learning: what blends the chances with what was learned from the shop's past.
    """
    buyers, purchases = history.buyers(today), history.seen(today)
    backtest = run_backtest(history, today)
    found, model, reason = None, None, ""
    try:
        model = fit_buying(purchases).corrected(backtest.correction if backtest else None, purchases)
        found = outlook(model, purchases, backtest.noise if backtest else 1.0)
        found = learning(model, found) if learning else found
    except FitError as error:
        reason = str(error)
    columns = _columns(buyers, found, subscribed, margin, today)
    report = _report(model, reason, subscribed, len(purchases))
    report["history_days"] = int(purchases.customer_age.max(initial=0))
    return Expectation(columns, report, backtest)


def _columns(buyers: Bools, found: OrderOutlook | None, subscribed: Subscribed | None, margin: Margin, today: int) -> Columns:
    n = len(buyers)
    modelled = buyers if found else np.zeros(n, dtype=bool)
    running = subscribed.running if subscribed else np.zeros(n, dtype=bool)
    known = modelled | running
    columns: Columns = {}
    if found:
        columns["p_alive"] = decimals(_wide(buyers, found.p_alive), modelled)
        columns["expected_orders_365"] = decimals(_wide(buyers, found.expected_orders_365), modelled)
        columns["expected_order_value"] = decimals(_wide(buyers, found.expected_order_value), modelled)
    for days in (30, 60, 90):
        none = 1.0 - _wide(buyers, found.purchase_probability[days]) if found else np.ones(n)
        likely = 1.0 - none * (1.0 - subscribed.outlook.pays[days]) if subscribed else 1.0 - none
        columns[f"purchase_probability_{days}"] = decimals(likely, known)
        if days == 90:  # a year paid in advance brings no order soon, and is no churn
            gone = none * (1.0 - subscribed.outlook.stays) if subscribed else none
            columns["churn_probability_90"] = decimals(gone, known)
    if subscribed:
        columns["renewals"] = integers(subscribed.renewals, running)
        columns["expected_subscription_months"] = decimals(subscribed.new_months, running)
        columns["expected_remaining_months"] = decimals(subscribed.outlook.remaining_months, running)
    columns["expected_next_order_on"] = dates(_next_order(buyers, found, subscribed, today))
    return columns | _values(buyers, found, subscribed, margin, known)


def _values(buyers: Bools, found: OrderOutlook | None, subscribed: Subscribed | None, margin: Margin, known: Bools) -> Columns:
    """One-off orders and subscriptions added up: an order with a subscription feeds the latter alone."""
    n = len(buyers)
    columns: Columns = {}
    plans = subscribed.outlook if subscribed else None
    for name, column in (("12m", "clv"), ("36m", "clv_36m"), ("lifetime", "clv_lifetime")):
        orders = _wide(buyers, found.value[name]) if found else np.zeros(n)
        columns[column] = decimals((orders + plans.value[name] if plans else orders) * margin.factor, known)
    low, high, deviation = (
        (_wide(buyers, values) for values in (found.value_low, found.value_high, found.value_deviation))
        if found
        else (np.zeros(n), np.zeros(n), np.zeros(n))
    )
    if plans:
        low, high, deviation = low + plans.value_low, high + plans.value_high, np.hypot(deviation, plans.value_deviation)
    for name, values in (("clv_low", low), ("clv_high", high), ("clv_deviation", deviation)):
        columns[name] = decimals(values * margin.factor, known)
    return columns


def _next_order(buyers: Bools, found: OrderOutlook | None, subscribed: Subscribed | None, today: int) -> Days:
    days = np.full(len(buyers), NO_DAY, dtype=np.int64)
    if found:
        wait = np.full(len(buyers), np.nan)
        wait[buyers] = found.next_order_days
        soon = np.isfinite(wait)
        days[soon] = today + np.maximum(1, np.ceil(wait[soon])).astype(np.int64)
    if subscribed:
        due = subscribed.next_payment_on > today
        earlier = due & ((days == NO_DAY) | (subscribed.next_payment_on < days))
        days[earlier] = subscribed.next_payment_on[earlier]
    return days


def _wide(buyers: Bools, values: Floats) -> Floats:
    wide = np.zeros(len(buyers))
    wide[buyers] = values
    return wide


def _report(model: BuyingModel | None, reason: str, subscribed: Subscribed | None, buyers: int) -> dict[str, Any]:
    report: dict[str, Any] = {"buyers": buyers, "orders": None, "order_values": None, "reason": reason or None}
    if model:
        names = ("r", "alpha", "a", "b")
        report["orders"] = {"name": "mbgnbd", "unit": "days"} | dict(zip(names, model.orders.parameters, strict=True))
        report["orders"] |= {"log_likelihood": model.orders.log_likelihood, "boundary": list(model.orders.boundary)}
        report["orders"] |= {"standard_errors": [_known(error) for error in model.orders.standard_errors]}
        report["corrected"] = model.correction is not None
        report["order_values"] = {"name": "gamma_gamma"} | dict(zip("pqv", model.values.parameters, strict=True))
        report["order_values"] |= {"frequency_value_correlation": model.frequency_value_correlation}
    if subscribed:
        report["subscriptions"] = subscribed.report
    return report


def _known(number: float) -> float | None:
    return number if np.isfinite(number) else None
