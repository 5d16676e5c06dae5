"""Turns something that customers did (ordered, viewed, clicked, ...) into the ids of those who did it."""

from dataclasses import dataclass

import ibis.expr.types as ir

from tools.conditions import Behaviour
from tools.errors import BadInputError
from tools.periods import resolve
from tools.segments.names import campaign_ids, product_ids, resolve_value
from tools.terms import Text
from tools.warehouse.dated import on_days
from tools.warehouse.engine import Warehouse

__all__ = ["doers"]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a behaviour is recorded: its table, what one time is, the day it happened, and what may narrow it."""

    table: str
    day: str
    times: str
    narrowed_by: tuple[str, ...] = ()


_WITH_ANY = "known"
_WITHOUT = "unknown"  # the group of those without a value, as metrics name it
_ORDER = ("product", "category", "coupon", "sales_channel", "spent_at_least")
_SEEN = ("product", "category")
_SOURCES: dict[str, _Source] = {
    "ordered": _Source("orders", "ordered_on", "order_id", _ORDER),
    "refunded": _Source("orders", "ordered_on", "order_id", ("product", "category", "sales_channel")),
    "visited": _Source("events", "occurred_on", "visit"),
    "viewed": _Source("events", "occurred_on", "visit", _SEEN),
    "added_to_cart": _Source("events", "occurred_on", "visit", _SEEN),
    "checked_out": _Source("events", "occurred_on", "visit", _SEEN),
    "signed_up": _Source("events", "occurred_on", "event_id"),
    "used_app": _Source("events", "occurred_on", "occurred_on"),
    "reviewed": _Source("reviews", "written_on", "review_id", _SEEN),
    "received": _Source("touches", "received_on", "touch_id", ("campaign",)),
    "clicked": _Source("touches", "clicked_on", "touch_id", ("campaign",)),
    "unsubscribed": _Source("touches", "unsubscribed_on", "touch_id", ("campaign",)),
}
_EVENT_TYPES: dict[str, tuple[str, ...]] = {
    "visited": ("page_view", "product_view", "add_to_cart", "checkout"),
    "viewed": ("product_view",),
    "added_to_cart": ("add_to_cart",),
    "checked_out": ("checkout",),
    "signed_up": ("email_signup",),
    "used_app": ("app_use",),
}


def doers(warehouse: Warehouse, behaviour: Behaviour) -> ir.Table:
    """The customers who did it as often as asked, as a table of one column `customer_id` (negation aside).

    Times are distinct orders, visits (a visitor's event without a visit counts by itself), reviews or messages.

    Raises:
        NoDataError: the table behind it is not in the snapshot.
        BadInputError: an unknown product, category, coupon, channel or campaign, or a narrowing that does not apply.
    """
    source = _SOURCES[behaviour.did]
    _refuse_foreign_narrowing(behaviour, source)
    warehouse.require(source.table)
    rows = _narrowed(warehouse, behaviour, _rows(warehouse, behaviour.did))
    rows = rows.filter(rows.customer_id.notnull(), rows[source.day].notnull())
    if behaviour.period:
        period = resolve(behaviour.period, warehouse.today, warehouse.data_first)
        rows = on_days(rows, source.day, period.first, period.last)
    return _often_enough(behaviour, rows, source.times).select("customer_id")


def _refuse_foreign_narrowing(behaviour: Behaviour, source: _Source) -> None:
    for name in ("product", "category", "coupon", "sales_channel", "campaign", "spent_at_least"):
        if getattr(behaviour, name) is not None and name not in source.narrowed_by:
            usable = ", ".join(source.narrowed_by) or "period"
            raise BadInputError(
                Text(
                    f"'{behaviour.did}' cannot be narrowed by {name}; it takes: {usable}",
                    f"'{behaviour.did}' no admite {name}; admite: {usable}",
                )
            )
    if behaviour.at_most is not None and behaviour.at_most < behaviour.at_least:
        raise BadInputError(
            Text(
                f"at_most {behaviour.at_most} is below at_least {behaviour.at_least}",
                f"at_most {behaviour.at_most} es menor que at_least {behaviour.at_least}",
            )
        )


def _rows(warehouse: Warehouse, did: str) -> ir.Table:
    table = warehouse.table(_SOURCES[did].table)
    if did in ("ordered", "refunded"):
        return table.filter(table.status == ("completed" if did == "ordered" else "refund"))
    if did in _EVENT_TYPES:
        seen = table.filter(table.type.isin(_EVENT_TYPES[did]))
        return seen.mutate(visit=seen.visit_id.coalesce(seen.event_id))
    if did == "received":
        sent = table.filter(table.arm.isnull() | (table.arm != "control"), table.bounced_at.isnull())
        return sent.mutate(received_on=sent.delivered_on.coalesce(sent.sent_on))
    return table


def _narrowed(warehouse: Warehouse, behaviour: Behaviour, rows: ir.Table) -> ir.Table:
    if behaviour.coupon == _WITHOUT:
        rows = rows.filter(rows.coupon_code.isnull() | (rows.coupon_code == ""))
    elif behaviour.coupon == _WITH_ANY:
        rows = rows.filter(rows.coupon_code.notnull() & (rows.coupon_code != ""))
    elif behaviour.coupon is not None:
        found = resolve_value(warehouse, "orders", "coupon_code", behaviour.coupon, Text("coupon", "cupón"))
        rows = rows.filter(rows.coupon_code.isin(found))
    if behaviour.sales_channel is not None:
        label = Text("sales channel", "canal de venta")
        found = resolve_value(warehouse, "orders", "sales_channel", behaviour.sales_channel, label)
        rows = rows.filter(rows.sales_channel.isin(found))
    if behaviour.campaign is not None:
        rows = rows.filter(rows.campaign_id.isin(campaign_ids(warehouse, behaviour.campaign)))
    if behaviour.product is None and behaviour.category is None:
        return rows
    if behaviour.did in ("ordered", "refunded"):
        return _lines_of(warehouse, behaviour, rows)
    return _of_products(warehouse, behaviour, rows)


def _lines_of(warehouse: Warehouse, behaviour: Behaviour, orders: ir.Table) -> ir.Table:
    """The lines of these orders that hold the product or category, each with its own revenue."""
    warehouse.require("order_lines")
    lines = _of_products(warehouse, behaviour, warehouse.table("order_lines"))["order_id", "revenue"]
    return orders.drop("revenue").inner_join(lines, "order_id")


def _of_products(warehouse: Warehouse, behaviour: Behaviour, rows: ir.Table) -> ir.Table:
    if behaviour.product is not None:
        rows = rows.filter(rows.product_id.isin(product_ids(warehouse, behaviour.product)))
    if behaviour.category is not None:
        warehouse.require("products")
        found = resolve_value(warehouse, "products", "category", behaviour.category, Text("category", "categoría"))
        products = warehouse.table("products")
        rows = rows.filter(rows.product_id.isin(products.filter(products.category.isin(found)).product_id))
    return rows


def _often_enough(behaviour: Behaviour, rows: ir.Table, times: str) -> ir.Table:
    if behaviour.at_least <= 1 and behaviour.at_most is None and behaviour.spent_at_least is None:
        return rows
    counted = {"times": rows[times].nunique()}
    if behaviour.spent_at_least is not None:
        counted["spent"] = rows.revenue.sum()
    people = rows.group_by("customer_id").agg(**counted)
    people = people.filter(people.times >= behaviour.at_least)
    if behaviour.at_most is not None:
        people = people.filter(people.times <= behaviour.at_most)
    if behaviour.spent_at_least is not None:
        people = people.filter(people.spent.round(2) >= behaviour.spent_at_least)  # sums of cents are not exact
    return people
