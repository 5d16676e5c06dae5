"""What running subscriptions will pay and for how long: churn by renewal fitted by plan and segment, then per customer."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.contractual.outlook import Habits, Running, SubscriptionOutlook, foresee, months_of_a_new_one
from tools.analytics.contractual.retention import Pool, Renewals, Retention, fit_retention
from tools.analytics.order_days import NO_DAY, Bools, Days, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.history import day_number
from tools.warehouse.profiles.people import People, day_numbers
from tools.warehouse.renewals import BILLING_MONTHS, paid_subscriptions

__all__ = ["Subscribed", "read_subscribed"]

_LEARNED_DAYS = 730
_TESTED_DAYS = 91
_SHOWN_RENEWALS, _SHOWN_COHORTS, _MOST_RENEWALS = 12, 200, 300
_RUNNING = ("active", "past_due", "paused")
_UNKNOWN, _BETWEEN = "unknown", "\x1f"


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Per customer, all their running subscriptions together; 0 where there is none.

    Attributes:
        running: whether one runs at all.
        renewals: that the longest running one has made.
        new_months: that a new subscription of the same plan and segment is expected to run.
        next_payment_on: NO_DAY where none is due.
        outlook: chances of any of them, money of all, months of the one expected to run longest.
        report: what the models are made of and how they did on the last days.
    """

    running: Bools
    renewals: Days
    new_months: Floats
    next_payment_on: Days
    outlook: SubscriptionOutlook
    report: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Paid:
    """Subscriptions that were ever paid, one entry each; `pool` of each cohort, by names of both."""

    rows: pa.Table
    customer: Days
    cohort: Days
    cohorts: list[tuple[str, str, int]]
    pools: list[tuple[str, bool]]
    today: int

    def days(self, name: str) -> Days:
        """A column of dates."""
        return day_numbers(self.rows[name])

    def numbers(self, name: str) -> Floats:
        """A column of numbers."""
        return np.asarray(pc.fill_null(self.rows[name], 0).cast(pa.float64()), dtype=np.float64)

    def flags(self, name: str) -> Bools:
        """A column of yes and no."""
        return np.asarray(pc.fill_null(self.rows[name], False), dtype=bool)

    def decided_by(self, day: int) -> Days:
        """Renewals that had come by a day."""
        came = np.floor((day - self.days("paid_on") - self.numbers("paused_days")) / self.numbers("period_days"))
        return np.clip(came, 0, self.numbers("decided")).astype(np.int64)

    def renewals(self, after: int, until: int) -> Renewals:
        """The renewals that came in (after, until]."""
        decided = self.numbers("decided").astype(np.int64) if until >= self.today else self.decided_by(until)
        lost = self.flags("lost") & (decided == self.numbers("decided"))
        return Renewals(self.cohort, self.decided_by(after), decided, lost, self.flags("payment"))

    def fitted(self, until: int) -> Retention:
        """What the renewals of the two years up to a day teach."""
        months = np.array([BILLING_MONTHS[interval] for interval, _ in self.pools])
        pool = np.array([place for _, _, place in self.cohorts], dtype=np.int64)
        return fit_retention(self.renewals(until - _LEARNED_DAYS, until), pool, months)


def read_subscribed(warehouse: Warehouse, people: People) -> Subscribed | None:
    """Fit and foresee; None in a shop without subscriptions or where none was ever paid."""
    if not warehouse.has("subscriptions"):
        return None
    paid = _read(warehouse, people)
    if not len(paid.rows):
        return None
    habits = _habits(warehouse)
    retention = paid.fitted(paid.today)
    rows = np.flatnonzero(np.asarray(pc.is_in(paid.rows["status"], value_set=pa.array(_RUNNING))) & ~_over(paid))
    running = _running(paid, rows)
    found = foresee(retention, running, habits)
    months = _new_months(retention)
    report = _report(paid, retention, months) | asdict(habits) | {"tested": _tested(paid)}
    return _by_customer(found, running, months, paid.customer[rows], len(people), paid.today, report)


def _new_months(retention: Retention) -> Floats:
    """Months that a new subscription of each cohort is expected to run."""
    months = np.zeros(len(retention.pool))
    for code, pool in enumerate(retention.pools):
        own = np.flatnonzero(retention.pool == code)
        months[own] = months_of_a_new_one(retention.survival(own, _MOST_RENEWALS), pool.months)
    return months


def _over(paid: _Paid) -> Bools:
    ended = paid.days("ended_on")
    over: Bools = (ended != NO_DAY) & (ended <= paid.today)
    return over


def _read(warehouse: Warehouse, people: People) -> _Paid:
    rows = warehouse.run(paid_subscriptions(warehouse).order_by("subscription_id"))
    code = people.codes(rows["customer_id"])
    rows, code = rows.filter(pa.array(code >= 0)), code[code >= 0]
    channel = people.attributes.get("acquisition_channel")
    segment = channel.take(pa.array(code)) if channel is not None else pa.nulls(len(code), pa.string())
    gift = pc.fill_null(rows["is_gift"], False).cast(pa.string())
    names = [pc.fill_null(rows["billing_interval"], "month"), gift, pc.fill_null(rows["plan"], _UNKNOWN)]
    joined = pc.binary_join_element_wise(*names, pa.chunked_array([pc.fill_null(segment, _UNKNOWN)]), _BETWEEN)
    keys = joined.combine_chunks().dictionary_encode()
    found = [key.split(_BETWEEN) for key in keys.dictionary.to_pylist()]
    pools = sorted({(interval, gift == "true") for interval, gift, _, _ in found})
    cohorts = [(plan, segment, pools.index((interval, gift == "true"))) for interval, gift, plan, segment in found]
    return _Paid(rows, code, np.asarray(keys.indices, dtype=np.int64), cohorts, pools, day_number(warehouse.today))


def _running(paid: _Paid, rows: Days) -> Running:
    status = paid.rows["status"].take(pa.array(rows))
    period, due = paid.numbers("period_days")[rows], paid.days("current_period_ends_on")[rows]
    used = paid.today - paid.days("paid_on")[rows] - paid.numbers("paused_days")[rows]
    by_time = period - np.mod(np.maximum(used, 0.0), period)
    due_in = np.where(due > paid.today, due - paid.today, np.where(due == NO_DAY, by_time, 1.0))
    return Running(
        cohort=paid.cohort[rows],
        renewals=paid.numbers("decided").astype(np.int64)[rows],
        due_in=np.maximum(due_in, 1.0),
        price=np.maximum(paid.numbers("price")[rows], 0.0),
        paused=np.asarray(pc.equal(status, "paused")),
        cancelling=paid.flags("cancel_at_period_end")[rows],
        past_due=np.asarray(pc.equal(status, "past_due")),
    )


def _by_customer(
    found: SubscriptionOutlook,
    running: Running,
    months: Floats,
    customer: Days,
    customers: int,
    today: int,
    report: dict[str, Any],
) -> Subscribed:
    def _summed(values: Floats) -> Floats:
        return np.bincount(customer, values, minlength=customers).astype(np.float64)

    def _any(chance: Floats) -> Floats:
        return -np.expm1(_summed(np.log1p(-np.clip(chance, 0.0, 1.0 - 1e-12))))

    longest, new, renewals = np.zeros(customers), np.zeros(customers), np.zeros(customers, dtype=np.int64)
    np.maximum.at(longest, customer, found.remaining_months)
    np.maximum.at(new, customer, months[running.cohort])
    np.maximum.at(renewals, customer, running.renewals)
    due = np.full(customers, 2**31, dtype=np.int64)
    awaited = ~running.cancelling & ~running.paused
    np.minimum.at(due, customer[awaited], today + np.ceil(running.due_in[awaited]).astype(np.int64))
    return Subscribed(
        running=np.bincount(customer, minlength=customers) > 0,
        renewals=renewals,
        new_months=new,
        next_payment_on=np.where(due == 2**31, NO_DAY, due),
        outlook=SubscriptionOutlook(
            {days: _any(chance) for days, chance in found.pays.items()}, _any(found.stays), longest,
            {name: _summed(value) for name, value in found.value.items()}, _summed(found.value_low), _summed(found.value_high),
            np.sqrt(_summed(found.value_deviation**2)),
        ),
        report=report,
    )  # fmt: skip


def _habits(warehouse: Warehouse) -> Habits:
    """From all events; priors where they do not tell."""
    counted: dict[str, int] = {}
    if warehouse.has("subscription_events"):
        events = warehouse.table("subscription_events")
        rows = warehouse.run(events.group_by("type").agg(n=events.count())).to_pylist()
        counted = {row["type"]: row["n"] for row in rows}

    def _share(of: str, among: int, prior: float, weight: float) -> float:
        return (min(counted.get(of, 0), among) + prior * weight) / (among + weight)

    return Habits(
        skipped=_share("skipped", counted.get("skipped", 0) + counted.get("renewed", 0), 0.0, 20.0),
        recovered=_share("recovered", counted.get("payment_failed", 0), 0.6, 5.0),
        resumed=_share("resumed", counted.get("paused", 0), 0.8, 5.0),
    )


def _tested(paid: _Paid) -> dict[str, Any] | None:
    """Renewals of the last quarter: how many should have been lost by what was known before it, and how many were."""
    cut = paid.today - _TESTED_DAYS
    after = paid.renewals(cut, paid.today)
    at_risk, lost, _ = after.counts(len(paid.cohorts))
    if not at_risk.sum() or not paid.decided_by(cut).any():
        return None
    before = paid.fitted(cut)
    expected = 0.0
    for code in range(len(paid.pools)):
        own = np.flatnonzero(before.pool == code)
        share = before.survival(own, at_risk.shape[1])
        expected += float((at_risk[own] * (1.0 - share[:, 1:] / np.maximum(share[:, :-1], 1e-300))).sum())
    return {"horizon_days": _TESTED_DAYS, "renewals": int(at_risk.sum()), "expected_lost": expected, "lost": int(lost.sum())}


def _report(paid: _Paid, retention: Retention, months: Floats) -> dict[str, Any]:
    sizes = np.bincount(paid.cohort, minlength=len(paid.cohorts))
    largest = np.argsort(-sizes, kind="stable")[:_SHOWN_COHORTS]
    named = zip(paid.pools, retention.pools, strict=True)
    return {
        "name": "renewals",
        "learned_days": _LEARNED_DAYS,
        "billing": [_pool_report(interval, gift, pool) for (interval, gift), pool in named],
        "cohorts": [_cohort_report(paid, retention, at, int(sizes[at]), float(months[at])) for at in largest.tolist()],
    }


def _pool_report(interval: str, gift: bool, pool: Pool) -> dict[str, Any]:
    shown = min(_SHOWN_RENEWALS, len(pool.at_risk))
    expected = pool.churn(_MOST_RENEWALS)
    survival = np.concatenate(([1.0], np.cumprod(1.0 - expected)))[None, :]
    return {
        "interval": interval, "gift": gift, "model": pool.name, "enough": pool.enough,
        "alpha": pool.shape.alpha if pool.shape else pool.base.alpha, "beta": pool.shape.beta if pool.shape else pool.base.beta,
        "c": pool.shape.c if pool.shape else 1.0, "renewals": int(pool.at_risk.sum()), "endings": int(pool.lost.sum()),
        "expected_months": float(months_of_a_new_one(survival, pool.months)[0]),
        "by_renewal": [
            {"renewal": at + 1, "came": int(pool.at_risk[at]), "lost": int(pool.lost[at]), "for_payment": int(pool.unpaid[at]),
             "expected_churn": float(expected[at])}
            for at in range(shown)
        ],
    }  # fmt: skip


def _cohort_report(paid: _Paid, retention: Retention, at: int, size: int, months: float) -> dict[str, Any]:
    plan, segment, pool = paid.cohorts[at]
    interval, gift = paid.pools[pool]
    return {
        "plan": plan, "segment": segment, "interval": interval, "gift": gift, "subscriptions": size,
        "renewals": int(retention.renewals[at]), "endings": int(retention.endings[at]),
        "alpha": float(retention.alpha[at]), "beta": float(retention.beta[at]), "expected_months": months,
        "note": None if retention.enough[at] else "not enough data: as all with this billing interval",
    }  # fmt: skip
