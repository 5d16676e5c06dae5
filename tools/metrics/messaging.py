"""Relations over messages: touches by the day they were sent, orders after a click, and who can be contacted."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tools.metrics.live_values import has_values
from tools.metrics.relations import PEOPLE, TIME, Relation, completed_orders
from tools.metrics.scene import Scene
from tools.metrics.windows import across

__all__ = ["RELATIONS"]

_OWN = {"campaign": "campaign_id", "channel": "channel"}
_DIMS = (*PEOPLE, *TIME, "campaign", "channel")
_CLICK_DAYS = 5


def _sent(scene: Scene) -> ir.Table:
    """Touches that were sent; delivered where the source says so, or says nothing and they did not bounce."""
    rows = _with_channel(scene.table("touches"), scene)
    rows = rows.filter(rows.sent_on.notnull())
    told = has_values(scene.warehouse, "touches", "delivered_at")
    delivered: Any = rows.delivered_at.notnull() if told else rows.bounced_at.isnull()
    return rows.mutate(on=rows.sent_on, delivered=delivered)


def _with_channel(rows: ir.Table, scene: Scene) -> ir.Table:
    if "channel" not in scene.fields:
        return rows
    channels = scene.table("campaigns").select("campaign_id", "channel")
    return rows.left_join(channels, "campaign_id").drop("campaign_id_right")


def _unsubscribed(scene: Scene) -> ir.Table:
    rows = _with_channel(scene.table("touches"), scene)
    return rows.mutate(on=rows.unsubscribed_on)


def _withdrawn(scene: Scene) -> ir.Table:
    """E-mail consents by the day they were withdrawn, for shops without touches."""
    rows = scene.table("consents")
    rows = rows.filter(rows.status != "subscribed", rows.channel == "email")
    return rows.mutate(on=rows.updated_on)


def _orders_after_click(scene: Scene) -> ir.Table:
    """Completed orders within five days after a click, each with its latest click; `on` is the day that message was sent."""
    touches = _with_channel(scene.table("touches"), scene)
    clicks = touches.filter(touches.clicked_at.notnull(), touches.sent_on.notnull())
    orders = completed_orders(scene).select("order_id", "ordered_at", "revenue", buyer_id="customer_id")
    after = (clicks.customer_id == orders.buyer_id) & (orders.ordered_at >= clicks.clicked_at)
    paired = clicks.inner_join(orders, after)
    paired = paired.filter(paired.ordered_at <= paired.clicked_at + ibis.interval(days=_CLICK_DAYS))
    order = ibis.window(group_by="order_id", order_by=[paired.clicked_at.desc(), paired.touch_id])
    ranked = paired.mutate(place=ibis.row_number().over(order), on=paired.sent_on)
    return ranked.filter(ranked.place == 0)


def _contactable(scene: Scene) -> ir.Table:
    """Customers with a consent, once per window, with the last day up to its end on which they clicked, visited or ordered."""
    consents = scene.table("consents")
    people = across(consents.filter(consents.status == "subscribed").select("customer_id").distinct(), scene)
    signals = _signals(scene)
    if signals is None:
        return people.mutate(signal_on=ibis.null("date"))
    paired = people.inner_join(signals, "customer_id")
    seen = paired.filter(paired.seen_on <= paired.window_last)
    last = seen.group_by("customer_id", "window_first").agg(signal_on=seen.seen_on.max())
    return people.left_join(last, ["customer_id", "window_first"]).drop("customer_id_right", "window_first_right")


def _signals(scene: Scene) -> ir.Table | None:
    found = []
    if scene.warehouse.has("orders"):
        found.append(completed_orders(scene).select("customer_id", seen_on="ordered_on"))
    if scene.warehouse.has("touches"):
        found.append(scene.table("touches").select("customer_id", seen_on="clicked_on"))
    if scene.warehouse.has("events"):
        found.append(scene.table("events").select("customer_id", seen_on="occurred_on"))
    known = [rows.filter(rows.customer_id.notnull(), rows.seen_on.notnull()).distinct() for rows in found]
    return ibis.union(*known) if len(known) > 1 else (known[0] if known else None)


RELATIONS = (
    Relation("messages", ("touches",), _sent, _DIMS, _OWN, day="sent_on"),
    Relation("unsubscribed", ("touches",), _unsubscribed, _DIMS, _OWN),
    Relation("withdrawn", ("consents",), _withdrawn, (*PEOPLE, *TIME)),
    Relation("orders_after_click", ("touches", "orders"), _orders_after_click, _DIMS, _OWN),
    Relation("contactable", ("consents",), _contactable, tuple(d for d in (*PEOPLE, *TIME) if d != "weekday"), windowed=True),
)
