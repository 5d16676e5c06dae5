"""Relations over orders: documents, their lines, buyers of a period, and customers by their first order."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tools.metrics.relations import PEOPLE, TIME, Relation, completed_orders
from tools.metrics.scene import Scene

__all__ = ["RELATIONS"]

_OWN = {"country": "country", "city": "city", "sales_channel": "sales_channel", "coupon": "coupon_code", "hour": "ordered_hour",
        "customer": "customer_id", "currency": "currency", "order": "order_id"}  # fmt: skip
_ORDER_DIMS = (*PEOPLE, *TIME, "order", "hour", "sales_channel", "coupon", "plan", "new_or_returning", "currency")
_PRODUCT_DIMS = ("product", "category")
_NO_GOODS = ("shipping", "fee")


def _orders(scene: Scene) -> ir.Table:
    orders = scene.table("orders")
    rows = orders.mutate(on=orders.ordered_on, amount=orders.revenue.abs())
    return _with_plan(rows, scene) if "plan" in scene.fields else rows


def _with_plan(orders: ir.Table, scene: Scene) -> ir.Table:
    plans = scene.table("subscriptions").select("subscription_id", "plan")
    return orders.left_join(plans, "subscription_id").drop("subscription_id_right")


def _lines(scene: Scene) -> ir.Table:
    """Lines with their order's columns; shipping and fees are no goods, and product rankings show merchandise."""
    lines = scene.table("order_lines").select("order_id", "line_no", "product_id", "quantity", line_revenue="revenue")
    rows = lines.inner_join(_orders(scene), "order_id")
    if scene.warehouse.has("products"):
        rows = _with_product(rows, scene)
    return rows.mutate(amount=rows.line_revenue.abs(), quantity=rows.quantity.abs())


def _with_product(rows: ir.Table, scene: Scene) -> ir.Table:
    products = scene.table("products").select("product_id", "category", "kind", "unit_cost")
    joined = rows.left_join(products, "product_id").drop("product_id_right")
    kind: Any = joined.kind
    wanted = kind.isnull() | ((kind == "merchandise") if "product" in scene.dims else kind.notin(_NO_GOODS))
    return joined.filter(wanted)


def _buyers(rows: ir.Table, keys: tuple[str, ...], _scene: Scene) -> ir.Table:
    """One row per customer (and group) of the period, with how many orders they completed in it."""
    known = rows.filter(rows.customer_id.notnull(), rows.status == "completed")
    return known.group_by([*keys, "customer_id"]).agg(orders=known.count(), revenue=known.amount.sum())


def _line_buyers(rows: ir.Table, keys: tuple[str, ...], _scene: Scene) -> ir.Table:
    """The same of lines, of which an order has several."""
    known = rows.filter(rows.customer_id.notnull(), rows.status == "completed")
    return known.group_by([*keys, "customer_id"]).agg(orders=known.order_id.nunique(), revenue=known.amount.sum())


def _first_buyers(scene: Scene) -> ir.Table:
    """One row per customer who has ever bought: first and second order day; `on` is the first."""
    orders = completed_orders(scene)
    days = orders.filter(orders.customer_id.notnull()).select("customer_id", on=orders.ordered_on).distinct()
    order = ibis.window(group_by="customer_id", order_by="on")
    ranked = days.mutate(place=ibis.row_number().over(order), second_on=days.on.lead().over(order))
    firsts = ranked.filter(ranked.place == 0)
    return firsts.mutate(days_to_second=firsts.second_on.delta(firsts.on, unit="day")).drop("place")


def _order_gaps(scene: Scene) -> ir.Table:
    """One row per order day of a customer but the first: the days since the one before; `on` is the later day."""
    orders = completed_orders(scene)
    days = orders.filter(orders.customer_id.notnull()).select("customer_id", on=orders.ordered_on).distinct()
    order = ibis.window(group_by="customer_id", order_by="on")
    before = days.mutate(before=days.on.lag().over(order))
    return before.filter(before.before.notnull()).mutate(gap=lambda t: t.on.delta(t.before, unit="day")).drop("before")


def _first_seen(scene: Scene) -> ir.Table:
    """First buyers with the days from their first known event, else sign-up, to the first order."""
    buyers = _first_buyers(scene)
    if scene.warehouse.has("customers"):
        people = scene.table("customers").select("customer_id", "created_on")
        buyers = buyers.left_join(people, "customer_id").drop("customer_id_right")
    else:
        buyers = buyers.mutate(created_on=ibis.null("date"))
    if scene.warehouse.has("events"):
        events = scene.table("events")
        known = events.filter(events.customer_id.notnull())
        first = known.group_by("customer_id").agg(event_on=known.occurred_on.min())
        buyers = buyers.left_join(first, "customer_id").drop("customer_id_right")
    else:
        buyers = buyers.mutate(event_on=ibis.null("date"))
    seen = ibis.coalesce(buyers.event_on, buyers.created_on)
    return buyers.mutate(days_to_first=buyers.on.delta(seen, unit="day"))


RELATIONS = (
    Relation("orders", ("orders",), _orders, (*_ORDER_DIMS, *_PRODUCT_DIMS), _OWN, day="ordered_on", by_line="lines"),
    Relation(
        "lines", ("orders", "order_lines"), _lines, (*_ORDER_DIMS, *_PRODUCT_DIMS),
        {**_OWN, "product": "product_id", "category": "category"}, day="ordered_on",
    ),
    Relation(
        "buyers", ("orders",), _orders, (*_ORDER_DIMS, *_PRODUCT_DIMS), _OWN, day="ordered_on", regroup=_buyers,
        by_line="line_buyers",
    ),
    Relation(
        "line_buyers", ("orders", "order_lines"), _lines, (*_ORDER_DIMS, *_PRODUCT_DIMS),
        {**_OWN, "product": "product_id", "category": "category"}, day="ordered_on", regroup=_line_buyers,
    ),
    Relation("first_buyers", ("orders",), _first_buyers, (*PEOPLE, *TIME)),
    Relation("order_gaps", ("orders",), _order_gaps, (*PEOPLE, *TIME)),
    Relation("first_seen", ("orders", "customers"), _first_seen, (*PEOPLE, *TIME)),
)  # fmt: skip
