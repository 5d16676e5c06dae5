"""What happened to whom and when, read once per snapshot; stage and health on any day are evaluated from it."""

from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
import pyarrow.compute as pc

from tools.analytics.lifecycle import Lifecycle, Signals, lifecycle_on
from tools.analytics.order_days import NO_DAY, Bools, Days, OrderDays
from tools.analytics.subscribing import SubscriptionRows
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.people import People, day_numbers, read_people
from tools.warehouse.profiles.subscriptions import SubscriptionHistory, read_subscriptions

__all__ = ["History", "day_number", "read_history"]

_INTEREST = ("email_signup", "product_view", "add_to_cart", "checkout")
_APP_USE_WINDOW, _APP_USE_BEFORE = 30, 4


@dataclass(frozen=True, slots=True)
class History:
    """Dated rows per customer, packed like order days.

    Attributes:
        one_off: order days without a subscription; all order days in a shop without subscriptions.
        interest, app_use: days with such an event; None where the shop has no events.
        advocacy: days with an NPS of 9-10, a referral made or a review of 4-5.
        first_seen: first order, subscription or trial; NO_DAY for mere contacts.
    """

    people: People
    one_off: OrderDays
    subscriptions: SubscriptionHistory | None
    interest: OrderDays | None
    advocacy: OrderDays
    app_use: OrderDays | None
    first_seen: Days
    today: int
    loyalty_order_days: int

    def lifecycle(self, on: int) -> Lifecycle:
        """Everybody's stage and health on day `on`."""
        return lifecycle_on(self.one_off, self.subscribed(on), self.signals(on), on, self.loyalty_order_days)

    def signals(self, on: int) -> Signals:
        """Latest signals up to day `on`."""
        interested = None if self.interest is None else self.interest.until(on).last
        return Signals(interested, self.advocacy.until(on).last, self._app_use_halved(on))

    def subscribed(self, on: int) -> SubscriptionRows | None:
        """Subscriptions as they stood on day `on`."""
        return self.subscriptions.on(on, self.today) if self.subscriptions else None

    def known(self, on: int) -> Bools:
        """Who was a contact by day `on`; those without any date always were."""
        created, seen = self.people.created_on, self.first_seen
        undated = (created == NO_DAY) & (seen == NO_DAY)
        known: Bools = undated | ((created != NO_DAY) & (created <= on)) | ((seen != NO_DAY) & (seen <= on))
        return known

    def _app_use_halved(self, on: int) -> Bools | None:
        if self.app_use is None:
            return None
        now = self.app_use.counted(on - _APP_USE_WINDOW, on)
        before = self.app_use.counted(on - 2 * _APP_USE_WINDOW, on - _APP_USE_WINDOW)
        halved: Bools = (before >= _APP_USE_BEFORE) & (2 * now <= before)
        return halved


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def read_history(warehouse: Warehouse, people: People | None = None, one_off: OrderDays | None = None) -> History:
    """Read the dated rows of a snapshot, or those that have not been read yet; see `History`."""
    people = people or read_people(warehouse)
    one_off = one_off or _one_off(warehouse, people)
    subscriptions = read_subscriptions(warehouse, people)
    seen = one_off.first
    if subscriptions:
        seen = _earlier(seen, subscriptions.first_seen(len(people)))
    has_events = warehouse.has("events")
    return History(
        people=people,
        one_off=one_off,
        subscriptions=subscriptions,
        interest=_event_days(warehouse, people, _INTEREST) if has_events else None,
        advocacy=_advocacy(warehouse, people),
        app_use=_event_days(warehouse, people, ("app_use",)) if has_events and subscriptions else None,
        first_seen=seen,
        today=day_number(warehouse.today),
        loyalty_order_days=warehouse.shop.loyalty_order_days,
    )


def _one_off(warehouse: Warehouse, people: People) -> OrderDays:
    if not warehouse.has("orders"):
        return OrderDays.of_rows(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), len(people))
    orders = warehouse.table("orders")
    rows = orders.filter(orders.status == "completed", orders.customer_id.notnull())
    if warehouse.has("subscriptions"):
        rows = rows.filter(rows.subscription_id.isnull())
    return _packed(warehouse, people, [rows.select("customer_id", on="ordered_on")])


def _event_days(warehouse: Warehouse, people: People, types: tuple[str, ...]) -> OrderDays:
    events = warehouse.table("events")
    rows = events.filter(events.customer_id.notnull(), events.type.isin(types))
    return _packed(warehouse, people, [rows.select("customer_id", on="occurred_on").distinct()])


def _advocacy(warehouse: Warehouse, people: People) -> OrderDays:
    sources = []
    if warehouse.has("surveys"):
        surveys = warehouse.table("surveys")
        sources.append(surveys.filter(surveys.score >= 9).select("customer_id", on="answered_on"))
    if warehouse.has("reviews"):
        reviews = warehouse.table("reviews")
        sources.append(reviews.filter(reviews.rating >= 4).select("customer_id", on="written_on"))
    if warehouse.has("referrals"):
        referrals = warehouse.table("referrals")
        sources.append(referrals.select(customer_id="referrer_id", on="referred_on"))
    return _packed(warehouse, people, sources)


def _packed(warehouse: Warehouse, people: People, sources: list[ibis.expr.types.Table]) -> OrderDays:
    codes, days = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for source in sources:
        rows = warehouse.run(source)
        rows = rows.filter(pc.is_valid(rows["on"]))
        code = people.codes(rows["customer_id"])
        codes.append(code[code >= 0])
        days.append(day_numbers(rows["on"])[code >= 0])
    return OrderDays.of_rows(np.concatenate(codes), np.concatenate(days), len(people))


def _earlier(one: Days, other: Days) -> Days:
    return np.where(one == NO_DAY, other, np.where(other == NO_DAY, one, np.minimum(one, other)))
