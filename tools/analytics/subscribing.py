"""Stage and health of subscribers, from the dates of their subscriptions up to a day."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.health import ACTIVE, AT_RISK, LAPSED, NO_HEALTH
from tools.analytics.order_days import NO_DAY, Bools, Codes, Days
from tools.analytics.stage import CONSIDERATION, CONVERSION, LOYALTY, RETENTION, UNKNOWN_STAGE, recent

__all__ = ["Subscribers", "SubscriptionRows", "subscribers_on"]

NEW_PAYER_DAYS = 60
LOYAL_TENURE_DAYS = 365
TRIAL_MEMORY_DAYS = 90
ADVOCACY_DAYS = 365
_BREAK_DAYS = 1


@dataclass(frozen=True, slots=True)
class SubscriptionRows:
    """One row per subscription; days are NO_DAY where the thing has not happened.

    Attributes:
        customer: code below the number of customers.
        trial_started, trial_ends, started, ended: `started` is the first paid day.
        period_days: length of a billing period.
        renewed: the first renewal.
        in_trouble: whether payment has failed or a cancellation is pending, as known on the day of evaluation.
    """

    customer: Days
    trial_started: Days
    trial_ends: Days
    started: Days
    ended: Days
    period_days: Days
    renewed: Days
    in_trouble: Bools

    def __len__(self) -> int:
        return len(self.customer)

    def taken(self, rows: Bools | Days) -> "SubscriptionRows":
        """Some of the rows."""
        return SubscriptionRows(*(getattr(self, name)[rows] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Subscribers:
    """Per customer on a day.

    Attributes:
        stage: UNKNOWN_STAGE where no subscription says anything (a trial that ended long ago is any other contact).
        health: NO_HEALTH where nothing was ever paid.
        ever: whether they had a subscription or trial by that day.
        running: whether a paid one runs.
        tenure_days: unbroken paid tenure of the running one, else of the latest; -1 where nothing was ever paid.
    """

    stage: Codes
    health: Codes
    ever: Bools
    running: Bools
    tenure_days: Days


def subscribers_on(
    rows: SubscriptionRows, on: int, customers: int, advocated_on: Days, app_use_halved: Bools | None = None
) -> Subscribers:
    """Evaluate subscriptions on day `on`.

    Args:
        rows: subscriptions; what happened after `on` is not looked at.
        advocated_on: per customer, latest day of an advocacy signal, or NO_DAY.
        app_use_halved: per customer, app use in 30 days down by half from 4 or more; None where it is not known.
    """
    known = rows.taken(_happened(rows.trial_started, on) | _happened(rows.started, on))
    paid = _happened(known.started, on)
    running = paid & ~_happened(known.ended, on)
    ever, runs, has_paid = (_any(known.customer, flag, customers) for flag in (np.ones(len(known), dtype=bool), running, paid))
    chain_start, chain_end = _tenures(known.taken(paid), on, customers)
    tenure = np.where(has_paid, chain_end - chain_start, -1)
    stage = np.full(customers, UNKNOWN_STAGE, dtype=np.int8)
    stage[_any(known.customer, _on_trial(known, on) | _left_trial(known, on), customers)] = CONSIDERATION
    stage[has_paid] = RETENTION
    stage[has_paid & _in_first_period(known.taken(paid), on, customers)] = CONVERSION
    renewed = _any(known.customer, running & _renewed(known, on), customers)
    loyal = (tenure >= LOYAL_TENURE_DAYS) & renewed
    stage[runs & (loyal | recent(advocated_on, on, ADVOCACY_DAYS))] = LOYALTY
    return Subscribers(stage, _health(known, running, has_paid, runs, app_use_halved), ever, runs, tenure)


def _health(known: SubscriptionRows, running: Bools, has_paid: Bools, runs: Bools, app_use_halved: Bools | None) -> Codes:
    customers = len(has_paid)
    health = np.full(customers, NO_HEALTH, dtype=np.int8)
    health[has_paid] = LAPSED
    health[runs] = AT_RISK
    well = _any(known.customer, running & ~known.in_trouble, customers)
    if app_use_halved is not None:
        well &= ~app_use_halved
    health[well] = ACTIVE
    return health


def _on_trial(rows: SubscriptionRows, on: int) -> Bools:
    unpaid = ~_happened(rows.started, on)
    over = _happened(rows.ended, on) | ((rows.trial_ends != NO_DAY) & (rows.trial_ends < on))
    trial: Bools = unpaid & ~over
    return trial


def _left_trial(rows: SubscriptionRows, on: int) -> Bools:
    """Trials that ended unpaid in the last 90 days."""
    unpaid = ~_happened(rows.started, on)
    end = np.where(_happened(rows.ended, on), rows.ended, rows.trial_ends)
    left: Bools = unpaid & recent(end, on, TRIAL_MEMORY_DAYS)
    return left


def _in_first_period(paid: SubscriptionRows, on: int, customers: int) -> Bools:
    """All paid time, first start to latest end or today, is under the first billing period or 60 days, the shorter."""
    first, last = _extent(paid.customer, paid.started, _end(paid, on), customers)
    limit = np.full(customers, NEW_PAYER_DAYS, dtype=np.int64)
    is_first = paid.started == first[paid.customer]
    np.minimum.at(limit, paid.customer[is_first], paid.period_days[is_first])
    inside: Bools = (last - first) < limit
    return inside


def _renewed(rows: SubscriptionRows, on: int) -> Bools:
    return _happened(rows.renewed, on)


def _tenures(paid: SubscriptionRows, on: int, customers: int) -> tuple[Days, Days]:
    """Start and end of each customer's latest unbroken run of paid subscriptions."""
    order = np.lexsort((paid.started, paid.customer))
    customer, start, end = paid.customer[order], paid.started[order], _end(paid, on)[order]
    width = int(max(on + 2, 1)) * 2 + abs(NO_DAY)
    reached = np.maximum.accumulate(end + customer * width) - customer * width if len(end) else end
    fresh = np.ones(len(customer), dtype=bool)
    fresh[1:] = (customer[1:] != customer[:-1]) | (start[1:] > reached[:-1] + _BREAK_DAYS)
    chain = np.maximum.accumulate(np.where(fresh, np.arange(len(fresh)), 0)) if len(fresh) else np.zeros(0, dtype=np.int64)
    first, last = np.zeros(customers, dtype=np.int64), np.zeros(customers, dtype=np.int64)
    first[customer] = start[chain]  # later rows overwrite: each customer keeps the last chain
    last[customer] = reached
    return first, last


def _end(rows: SubscriptionRows, on: int) -> Days:
    return np.where(_happened(rows.ended, on), rows.ended, on)


def _extent(customer: Days, start: Days, end: Days, customers: int) -> tuple[Days, Days]:
    first, last = np.full(customers, 2**31, dtype=np.int64), np.full(customers, NO_DAY, dtype=np.int64)
    np.minimum.at(first, customer, start)
    np.maximum.at(last, customer, end)
    return first, last


def _happened(day: Days, on: int) -> Bools:
    happened: Bools = (day != NO_DAY) & (day <= on)
    return happened


def _any(customer: Days, flag: Bools, customers: int) -> Bools:
    found = np.zeros(customers, dtype=bool)
    found[customer[flag]] = True
    return found
