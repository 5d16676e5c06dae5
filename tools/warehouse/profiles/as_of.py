"""The shop as it stood on an earlier day: the same profile columns, from rows up to that day alone."""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from tools.analytics.lifecycle import Lifecycle
from tools.analytics.order_days import Bools, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.baskets import basket_columns
from tools.warehouse.profiles.buying import OrderRows, buying_columns, net_value, read_orders
from tools.warehouse.profiles.cells import Columns
from tools.warehouse.profiles.engagement import engagement_columns
from tools.warehouse.profiles.history import History, day_number, read_history
from tools.warehouse.profiles.sold import read_sold
from tools.warehouse.profiles.subscribed import subscription_columns

__all__ = ["AsOf", "PastProfiles", "past_profiles", "sampled_history"]

_DAYS = {
    "orders": "ordered_on", "events": "occurred_on", "touches": "sent_on", "reviews": "written_on", "surveys": "answered_on",
    "referrals": "referred_on",
}  # fmt: skip
_WHOSE = {"referrals": "referrer_id"}
_PERSONAL = frozenset("customers orders subscriptions events touches reviews surveys referrals consents".split())


class AsOf(Warehouse):
    """A warehouse without the rows after a day, and where `parts` is above 1, of one in so many customers.

    Subscriptions keep their rows: their dates tell what ran when.
    """

    def __init__(self, warehouse: Warehouse, on: date, parts: int = 1) -> None:
        self.__dict__.update(warehouse.__dict__)
        self._on, self._parts = on, parts

    @property
    def today(self) -> date:
        """The day."""
        return self._on

    def table(self, name: str) -> ir.Table:
        """The rows of a table up to the day, of the sampled customers."""
        table = super().table(name)
        if name in _DAYS:
            table = table.filter(table[_DAYS[name]] <= self._on)
        if self._parts > 1 and name in _PERSONAL:
            table = table.filter(table[_WHOSE.get(name, "customer_id")].hash() % self._parts == 0)
        return table


@dataclass(frozen=True, slots=True)
class PastProfiles:
    """Everybody on a day and what they did in the days after it, in the order of `history.people`.

    Attributes:
        columns: profile columns as of the day; those that need no orders are there too.
        lifecycle: stage and health on the day.
        known: who was a contact by then.
        ordered_after: whether a completed order followed within the horizon, renewals of subscriptions included.
        spent_after: net revenue within the horizon, at least 0.
        running, running_after: whether a paid subscription ran on the day, and at the end of the horizon.
    """

    columns: Columns
    lifecycle: Lifecycle
    known: Bools
    ordered_after: Bools
    spent_after: Floats
    running: Bools
    running_after: Bools


def sampled_history(warehouse: Warehouse, most_customers: int) -> tuple[History, int]:
    """The dated rows of at most about so many customers, and how many customers each of them stands for."""
    known = warehouse.manifest.get("rows", {})
    customers = max(int(known.get("customers", 0)), int(warehouse.run(warehouse.table("profiles").count())["value"][0].as_py()))
    parts = max(1, -(-customers // most_customers))
    return read_history(AsOf(warehouse, warehouse.today, parts)), parts


def past_profiles(warehouse: Warehouse, history: History, parts: int, on: date, horizon_days: int) -> PastProfiles:
    """Evaluate the people of a history on a day, with what followed.

    Args:
        history, parts: of `sampled_history`.
        on: the horizon after it must not reach beyond the end of the data.
    """
    then, people, day = AsOf(warehouse, on, parts), history.people, day_number(on)
    found, end = history.lifecycle(day), history.lifecycle(day + horizon_days)
    columns: Columns = dict(people.attributes)
    orders = read_orders(AsOf(warehouse, warehouse.today, parts), people)
    if orders is not None:
        before = _rows(orders, orders.day <= day)
        columns |= buying_columns(before, before.days(len(people)), people, day)
    columns |= basket_columns(read_sold(then, people), len(people)) | engagement_columns(then, people)
    if history.subscriptions:
        columns |= subscription_columns(history.subscriptions, found, day)
    ordered, spent = _after(orders, day, horizon_days, len(people))
    return PastProfiles(columns, found, history.known(day), ordered, spent, _runs(found), _runs(end))


def _rows(orders: OrderRows, rows: Bools) -> OrderRows:
    return OrderRows(
        orders.customer[rows], orders.day[rows], orders.hour[rows], orders.completed[rows], orders.one_off[rows],
        orders.revenue[rows], orders.discount[rows], orders.has_discount, orders.table.filter(pa.array(rows)),
    )  # fmt: skip


def _after(orders: OrderRows | None, day: int, horizon_days: int, customers: int) -> tuple[Bools, Floats]:
    if orders is None:
        return np.zeros(customers, dtype=bool), np.zeros(customers)
    within: Bools = (orders.day > day) & (orders.day <= day + horizon_days)
    ordered = np.bincount(orders.customer[within & orders.completed], minlength=customers) > 0
    return ordered, np.maximum(net_value(orders, customers, within), 0.0)


def _runs(found: Lifecycle) -> Bools:
    if found.subscribers is None:
        return np.zeros(len(found.stage), dtype=bool)
    return found.subscribers.running
