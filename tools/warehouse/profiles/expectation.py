"""The expectation columns: what each customer will probably do and be worth, one-off orders and subscriptions together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tools.analytics.backtest import Backtest, run_backtest
from tools.analytics.btyd.likelihood import FitError
from tools.analytics.buying import BuyingModel, fit_buying
from tools.analytics.hazard import MONTH_DAYS, Hazard, expected_value, survival
from tools.analytics.order_days import NO_DAY, Bools, Days, Floats
from tools.analytics.purchases import PurchaseHistory
from tools.analytics.value import HORIZONS, INTERVAL_LEVEL, OrderOutlook, outlook
from tools.warehouse.profiles.cells import Columns, dates, decimals
from tools.warehouse.profiles.margin import Margin

__all__ = ["Expectation", "Learning", "Subscribed", "expect"]

Learning = Callable[[BuyingModel, OrderOutlook], OrderOutlook]


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Running paid subscriptions per customer: monthly price (0 for none), whether they end soon, next payment day."""

    mrr: Floats
    ending: Bools
    next_payment_on: Days
    hazard: Hazard


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
        subscribed: None in a shop without subscriptions.
        learning: what blends the chances with what was learned from the shop's past.
    """
    buyers, purchases = history.buyers(today), history.seen(today)
    backtest = run_backtest(history, today)
    found, model, reason = None, None, ""
    try:
        model = replace(fit_buying(purchases), correction=backtest.correction if backtest else None)
        found = outlook(model, purchases)
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
    running = subscribed.mrr > 0 if subscribed else np.zeros(n, dtype=bool)
    known = modelled | running
    columns: Columns = {}
    if found:
        columns["p_alive"] = decimals(_wide(buyers, found.p_alive), modelled)
        columns["expected_orders_365"] = decimals(_wide(buyers, found.expected_orders_365), modelled)
        columns["expected_order_value"] = decimals(_wide(buyers, found.expected_order_value), modelled)
    for days in (30, 60, 90):
        again = _wide(buyers, found.purchase_probability[days]) if found else np.zeros(n)
        staying = np.where(running, _staying(subscribed, days), 0.0) if subscribed else np.zeros(n)
        likely = 1.0 - (1.0 - again) * (1.0 - staying)
        columns[f"purchase_probability_{days}"] = decimals(likely, known)
        if days == 90:
            columns["churn_probability_90"] = decimals(1.0 - likely, known)
    columns["expected_next_order_on"] = dates(_next_order(buyers, found, subscribed, today))
    return columns | _values(buyers, found, subscribed, margin, known)


def _values(buyers: Bools, found: OrderOutlook | None, subscribed: Subscribed | None, margin: Margin, known: Bools) -> Columns:
    n = len(buyers)
    columns: Columns = {}
    for name, column in (("12m", "clv"), ("36m", "clv_36m"), ("lifetime", "clv_lifetime")):
        orders = _wide(buyers, found.value[name]) if found else np.zeros(n)
        plan = _subscription_value(subscribed, HORIZONS[name], n)
        columns[column] = decimals((orders + plan) * margin.factor, known)
    low = _wide(buyers, found.value_low) if found else np.zeros(n)
    high = _wide(buyers, found.value_high) if found else np.zeros(n)
    if subscribed:
        certain = replace(subscribed.hazard, monthly=0.0)
        high = high + expected_value(certain, subscribed.mrr, subscribed.ending, HORIZONS["12m"])
        low = low + np.where(subscribed.ending, 0.0, subscribed.mrr) * _sure_months(subscribed.hazard)
    columns["clv_low"], columns["clv_high"] = decimals(low * margin.factor, known), decimals(high * margin.factor, known)
    return columns


def _subscription_value(subscribed: Subscribed | None, horizon: int, n: int) -> Floats:
    if subscribed is None:
        return np.zeros(n)
    return expected_value(subscribed.hazard, subscribed.mrr, subscribed.ending, horizon)


def _sure_months(hazard: Hazard) -> int:
    """Months in a year that a subscription outlasts with the chance of the interval's lower end."""
    tail = (1 - INTERVAL_LEVEL) / 2
    return sum(1 for month in range(1, 13) if survival(hazard, month * MONTH_DAYS) >= 1 - tail)


def _staying(subscribed: Subscribed, days: int) -> Floats:
    return np.where(subscribed.ending, 0.0, survival(subscribed.hazard, days))


def _next_order(buyers: Bools, found: OrderOutlook | None, subscribed: Subscribed | None, today: int) -> Days:
    days = np.full(len(buyers), NO_DAY, dtype=np.int64)
    if found:
        wait = np.full(len(buyers), np.nan)
        wait[buyers] = found.next_order_days
        soon = np.isfinite(wait)
        days[soon] = today + np.maximum(1, np.ceil(wait[soon])).astype(np.int64)
    if subscribed:
        due = (subscribed.next_payment_on > today) & ~subscribed.ending & (subscribed.mrr > 0)
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
        hazard = subscribed.hazard
        report["subscriptions"] = {
            "name": "monthly_hazard", "monthly": hazard.monthly, "endings": hazard.endings, "paid_months": hazard.paid_months,
        }  # fmt: skip
    return report


def _known(number: float) -> float | None:
    return number if np.isfinite(number) else None
