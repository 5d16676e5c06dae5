"""What the orders of each customer add up to."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.order_days import NO_DAY, Bools, Days, Floats, OrderDays
from tools.analytics.purchases import PurchaseHistory
from tools.analytics.rfm import RfmScores, rfm_scores
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.cells import Columns, dates, decimals, integers, texts
from tools.warehouse.profiles.people import People, day_numbers

__all__ = ["OrderRows", "buying_columns", "net_value", "one_off_purchases", "read_orders", "rfm_columns", "scores_of"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_THURSDAY = 3  # 1970-01-01
_USUAL_ORDERS = 2
_BLOCK = 500_000
_TEXTS = ("country", "city", "sales_channel")


@dataclass(frozen=True, slots=True)
class OrderRows:
    """Completed orders and refund documents of known people, oldest first, one array entry each.

    Attributes:
        revenue: positive for refunds too, which `completed` tells apart.
        one_off: without a subscription (all, in a shop without subscriptions).
        table: the text columns, row by row.
    """

    customer: Days
    day: Days
    hour: Days
    completed: Bools
    one_off: Bools
    revenue: Floats
    discount: Floats
    has_discount: bool
    table: pa.Table

    def days(self, customers: int) -> OrderDays:
        """Order days of completed orders, with subscription or without."""
        return OrderDays.of_rows(self.customer[self.completed], self.day[self.completed], customers)

    def one_off_days(self, customers: int) -> OrderDays:
        """Order days of completed orders without a subscription."""
        rows = self.completed & self.one_off
        return OrderDays.of_rows(self.customer[rows], self.day[rows], customers)


def read_orders(warehouse: Warehouse, people: People) -> OrderRows | None:
    """Read orders that count; None in a shop without orders."""
    if not warehouse.has("orders"):
        return None
    orders = warehouse.table("orders")
    rows = warehouse.run(
        orders.filter(orders.customer_id.notnull(), orders.status.isin(["completed", "refund"])).select(
            "customer_id", "ordered_at", "ordered_on", "ordered_hour", "revenue", "discount", *_TEXTS,
            completed=orders.status == "completed", one_off=orders.subscription_id.isnull(),
        )
    )  # fmt: skip
    code, at = people.codes(rows["customer_id"]), np.asarray(rows["ordered_at"].cast(pa.int64()))
    kept = np.flatnonzero(code >= 0)
    order = kept if _ascending(at[kept]) else kept[np.argsort(at[kept], kind="stable")]
    one_off = np.asarray(rows["one_off"]) if warehouse.has("subscriptions") else np.ones(len(code), dtype=bool)
    return OrderRows(
        customer=code[order],
        day=day_numbers(rows["ordered_on"])[order],
        hour=np.asarray(rows["ordered_hour"])[order],
        completed=np.asarray(rows["completed"])[order],
        one_off=one_off[order],
        revenue=_amounts(rows)[order],
        discount=np.asarray(pc.fill_null(rows["discount"], 0.0))[order],
        has_discount=rows["discount"].null_count < len(rows),
        table=rows.select(list(_TEXTS)).take(pa.array(order)),
    )


def net_value(orders: OrderRows, customers: int, rows: Bools | None = None) -> Floats:
    """Revenue of completed orders less refunds per customer, money, over some of the rows."""
    chosen = np.ones(len(orders.day), dtype=bool) if rows is None else rows
    sign = np.where(orders.completed, 1.0, -1.0)
    return _sums(orders.customer[chosen], (orders.revenue * sign)[chosen], customers)


def one_off_purchases(orders: OrderRows, order_days: OrderDays) -> PurchaseHistory:
    """Orders and refunds outside subscriptions, whose days are `order_days`."""
    signed = np.where(orders.completed, orders.revenue, -orders.revenue)
    if orders.one_off.all():
        return PurchaseHistory(order_days, orders.customer, orders.day, signed)
    rows = orders.one_off
    return PurchaseHistory(order_days, orders.customer[rows], orders.day[rows], signed[rows])


def scores_of(order_days: OrderDays, historic_value: Floats, today: int) -> tuple[Bools, RfmScores]:
    """Who has bought, and the RFM scores of those."""
    bought = order_days.counts > 0
    since = today - order_days.last[bought]
    return bought, rfm_scores(since, order_days.counts[bought], historic_value[bought])


def buying_columns(orders: OrderRows, order_days: OrderDays, people: People, today: int) -> Columns:
    """The buying part of profiles; counts and sums of those who never bought are 0, the rest is null."""
    n, done = len(people), orders.completed
    counts = order_days.counts
    bought = counts > 0
    order_count = np.bincount(orders.customer[done], minlength=n)
    revenue = _sums(orders.customer[done], orders.revenue[done], n)
    refunds = _sums(orders.customer[~done], orders.revenue[~done], n)
    discount = _sums(orders.customer[done], orders.discount[done], n)
    first, last, second = order_days.first, order_days.last, order_days.nth(2)
    year = orders.day > today - 365
    gross = revenue + discount
    return {
        "first_order_on": dates(first),
        "last_order_on": dates(last),
        "cohort": pc.strftime(dates(first), format="%Y-%m"),
        "order_count": integers(order_count),
        "order_days": integers(counts),
        "repeat_orders": integers(np.maximum(counts - 1, 0)),
        "days_to_second_order": integers(second - first, second != NO_DAY),
        "days_since_first_order": integers(today - first, bought),
        "days_since_last_order": integers(today - last, bought),
        "age_at_last_order_days": integers(last - first, bought),
        "revenue": decimals(revenue),
        "refunds": decimals(refunds),
        "historic_value": decimals(net_value(orders, n)),
        "average_order_value": decimals(revenue / np.maximum(order_count, 1), order_count > 0),
        "discount_share": decimals(discount / np.where(gross > 0, gross, 1.0), (gross > 0) & orders.has_discount),
        "orders_365": integers(np.bincount(orders.customer[done & year], minlength=n)),
        "historic_value_365": decimals(net_value(orders, n, year)),
    } | _habits(orders, people)


def rfm_columns(bought: Bools, scores: RfmScores) -> Columns:
    """Scores and group of buyers; null for the others."""
    place = np.where(bought, np.cumsum(bought) - 1, -1)
    columns = {f"rfm_{name}": texts(pa.array(getattr(scores, name)), place) for name in ("recency", "frequency", "monetary")}
    return columns | {"rfm_segment": texts(pa.array(scores.segment_names()), place)} if bought.any() else {}


def _habits(orders: OrderRows, people: People) -> Columns:
    done = np.flatnonzero(orders.completed)
    latest = np.full(len(people), -1, dtype=np.int64)
    latest[orders.customer[done]] = done  # oldest first, so the latest order stays
    places = {name: texts(orders.table[name], latest) for name in ("country", "city", "sales_channel")}
    customer, n = orders.customer[done], len(people)
    weekday = _most_frequent(customer, (orders.day[done] + _THURSDAY) % 7, 7, n)
    hour = _most_frequent(customer, orders.hour[done], 24, n)
    return {
        "country": _first_known(people.attributes.get("country"), places["country"]),
        "city": _first_known(people.attributes.get("city"), places["city"]),
        "last_sales_channel": places["sales_channel"],
        "usual_weekday": texts(pa.array(_WEEKDAYS), weekday),
        "usual_hour": integers(hour, hour >= 0),
    }


def _most_frequent(customer: Days, value: Days, values: int, customers: int) -> Days:
    """The value that a customer shows most often (at least twice; ties go to the smaller); -1 where there is none."""
    usual = np.full(customers, -1, dtype=np.int64)
    for first in range(0, customers, _BLOCK):
        size = min(_BLOCK, customers - first)
        rows = (customer >= first) & (customer < first + size)
        seen = np.bincount((customer[rows] - first) * values + value[rows], minlength=size * values).reshape(size, values)
        usual[first : first + size] = np.where(seen.max(axis=1) >= _USUAL_ORDERS, seen.argmax(axis=1), -1)
    return usual


def _first_known(preferred: pa.Array | None, other: pa.Array) -> pa.Array:
    return other if preferred is None else pc.coalesce(preferred, other)


def _amounts(rows: pa.Table) -> Floats:
    """Refunds by magnitude, whichever sign the source gives them."""
    revenue: Floats = np.asarray(pc.fill_null(rows["revenue"], 0.0)).astype(np.float64)
    return np.where(np.asarray(rows["completed"]), revenue, np.abs(revenue))


def _sums(customer: Days, values: Floats, customers: int) -> Floats:
    """Sums per customer, rounded to a millionth so that equal sums are equal."""
    total: Floats = np.bincount(customer, values, minlength=customers).astype(np.float64)
    return np.asarray(np.round(total, 6) + 0.0, dtype=np.float64)


def _ascending(values: Days) -> bool:
    return bool((values[1:] >= values[:-1]).all())
