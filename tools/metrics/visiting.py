"""Relations over what visitors do and what channels reach: events, visits that ordered, and the daily reach."""

import ibis.expr.types as ir

from tools.metrics.relations import PEOPLE, TIME, Relation, completed_orders
from tools.metrics.scene import Scene

__all__ = ["RELATIONS"]

_OWN = {"acquisition_channel": "source", "product": "product_id", "category": "category"}
_DIMS = (*(dim for dim in PEOPLE if dim != "acquisition_channel"), *TIME, "acquisition_channel", "product", "category")


def _events(scene: Scene) -> ir.Table:
    rows = scene.table("events")
    rows = rows.mutate(on=rows.occurred_on)
    if "category" not in scene.fields:
        return rows
    categories = scene.table("products").select("product_id", "category")
    return rows.left_join(categories, "product_id").drop("product_id_right")


def _visits_with_order(scene: Scene) -> ir.Table:
    """Events of the visits that a completed order names."""
    orders = completed_orders(scene)
    visits = orders.filter(orders.visit_id.notnull()).select("visit_id").distinct()
    return _events(scene).semi_join(visits, "visit_id")


def _carts(scene: Scene) -> ir.Table:
    """Events of something added to a cart, with the order that names the visit, where one does."""
    rows = _events(scene)
    rows = rows.filter(rows.type == "add_to_cart", rows.visit_id.notnull())
    orders = completed_orders(scene)
    bought = orders.filter(orders.visit_id.notnull()).select(bought_on_visit="visit_id").distinct()
    return rows.left_join(bought, rows.visit_id == bought.bought_on_visit)


def _reach(scene: Scene) -> ir.Table:
    return scene.table("reach_daily")


RELATIONS = (
    Relation("events", ("events",), _events, _DIMS, _OWN, day="occurred_on"),
    Relation("visits_with_order", ("events", "orders"), _visits_with_order, _DIMS, _OWN, day="occurred_on"),
    Relation("carts", ("events", "orders"), _carts, _DIMS, _OWN, day="occurred_on"),
    Relation("reach", ("reach_daily",), _reach, (*TIME, "acquisition_channel"), {"acquisition_channel": "channel"}),
)
