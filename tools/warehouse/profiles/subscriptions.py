"""Subscriptions and what happened to them, so that they can be seen as they stood on any day."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.order_days import NO_DAY, Bools, Days
from tools.analytics.subscribing import SubscriptionRows
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.people import People, day_numbers

__all__ = ["PERIOD_DAYS", "SubscriptionHistory", "read_subscriptions"]

PERIOD_DAYS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
_CURES = {"payment_failed": ("recovered", "renewed", "resumed"), "cancel_requested": ("saved", "renewed")}


@dataclass(frozen=True, slots=True)
class SubscriptionHistory:
    """All subscriptions of people, with their events.

    Attributes:
        rows: the table's rows of people, in the order of `dates`.
        dates: the dated columns; `in_trouble` is as the source says now.
        failed_on: the day of the failure that the source shows now, or NO_DAY.
        event_row, event_day, event_type: what happened, by position in `dates`.
    """

    rows: pa.Table
    dates: SubscriptionRows
    failed_on: Days
    event_row: Days
    event_day: Days
    event_type: pa.Array

    def on(self, on: int, today: int) -> SubscriptionRows:
        """The rows as they stood on day `on`: trouble is the source's word today, and told by events before."""
        renewed = self._first("renewed", on)
        undated = ~self._told()
        by_time = np.where(self.dates.started == NO_DAY, NO_DAY, self.dates.started + self.dates.period_days)
        renewed = np.where(undated, np.where(by_time <= on, by_time, NO_DAY), renewed)
        trouble = self.dates.in_trouble if on >= today else self._in_trouble(on)
        d = self.dates
        return SubscriptionRows(d.customer, d.trial_started, d.trial_ends, d.started, d.ended, d.period_days, renewed, trouble)

    def first_seen(self, customers: int) -> Days:
        """First day of a trial or subscription per customer; NO_DAY where there is none."""
        begun = np.where(self.dates.trial_started == NO_DAY, self.dates.started, self.dates.trial_started)
        some = begun != NO_DAY
        first = np.full(customers, 2**31, dtype=np.int64)
        np.minimum.at(first, self.dates.customer[some], begun[some])
        return np.where(first == 2**31, NO_DAY, first)

    def _in_trouble(self, on: int) -> Bools:
        trouble = self.dates.in_trouble & (self.failed_on != NO_DAY) & (self.failed_on <= on)
        for cause, cures in _CURES.items():
            cured = np.maximum.reduce([self._last(cure, on) for cure in cures])
            begun = self._last(cause, on)
            trouble = trouble | ((begun != NO_DAY) & (begun > cured))
        result: Bools = trouble
        return result

    def _told(self) -> Bools:
        told = np.zeros(len(self.dates), dtype=bool)
        told[self.event_row] = True
        return told

    def _days_of(self, type_: str, on: int) -> tuple[Days, Days]:
        chosen = np.asarray(pc.fill_null(pc.equal(self.event_type, type_), False)) & (self.event_day <= on)
        return self.event_row[chosen], self.event_day[chosen]

    def _first(self, type_: str, on: int) -> Days:
        row, day = self._days_of(type_, on)
        first = np.full(len(self.dates), 2**31, dtype=np.int64)
        np.minimum.at(first, row, day)
        return np.where(first == 2**31, NO_DAY, first)

    def _last(self, type_: str, on: int) -> Days:
        row, day = self._days_of(type_, on)
        last = np.full(len(self.dates), NO_DAY, dtype=np.int64)
        np.maximum.at(last, row, day)
        return last


def read_subscriptions(warehouse: Warehouse, people: People) -> SubscriptionHistory | None:
    """All subscriptions of known people; None in a shop without the table."""
    if not warehouse.has("subscriptions"):
        return None
    rows = warehouse.run(warehouse.table("subscriptions").order_by("subscription_id"))
    code = people.codes(rows["customer_id"])
    rows, code = rows.filter(pa.array(code >= 0)), code[code >= 0]
    event_row, event_day, event_type = _events(warehouse, rows["subscription_id"].combine_chunks())
    failed = day_numbers(rows["payment_failed_on"])
    return SubscriptionHistory(rows, _dates(rows, code), failed, event_row, event_day, event_type)


def _dates(rows: pa.Table, code: Days) -> SubscriptionRows:
    days = {name: day_numbers(rows[f"{name}_on"]) for name in ("trial_started", "trial_ends", "started", "ended")}
    trialing = np.asarray(pc.equal(rows["status"], "trialing"))
    on_trial = (days["trial_started"] != NO_DAY) & (days["started"] <= days["trial_started"])
    paid = np.where(trialing, NO_DAY, np.where(on_trial & (days["started"] != NO_DAY), days["trial_ends"], days["started"]))
    interval = pc.fill_null(rows["billing_interval"], "month").to_pylist()
    trouble = pc.or_(pc.equal(rows["status"], "past_due"), pc.fill_null(rows["cancel_at_period_end"], False))
    return SubscriptionRows(
        customer=code,
        trial_started=np.where(trialing & (days["trial_started"] == NO_DAY), days["started"], days["trial_started"]),
        trial_ends=days["trial_ends"],
        started=paid,
        ended=days["ended"],
        period_days=np.array([PERIOD_DAYS[word] for word in interval], dtype=np.int64),
        renewed=np.full(len(code), NO_DAY, dtype=np.int64),
        in_trouble=np.asarray(pc.fill_null(trouble, False), dtype=bool),
    )


def _events(warehouse: Warehouse, subscription_ids: pa.Array) -> tuple[Days, Days, pa.Array]:
    if not warehouse.has("subscription_events"):
        none = np.zeros(0, dtype=np.int64)
        return none, none, pa.array([], pa.string())
    events = warehouse.table("subscription_events")
    rows = warehouse.run(events.select("subscription_id", "type", "occurred_on"))
    place = np.asarray(pc.fill_null(pc.index_in(rows["subscription_id"], value_set=subscription_ids), -1), dtype=np.int64)
    kept = place >= 0
    return place[kept], day_numbers(rows["occurred_on"])[kept], rows["type"].combine_chunks().filter(pa.array(kept))
