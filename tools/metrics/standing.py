"""Relations over who customers are: profiles as of today, new buyers with their value, health across a window, returns."""

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from tools.metrics.relations import PEOPLE, TIME, Relation, completed_orders
from tools.metrics.scene import Scene

__all__ = ["RELATIONS"]

_OWN = {"cohort": "cohort_on", "plan": "plan", "billing_interval": "billing_interval"}


def _profiles(scene: Scene) -> ir.Table:
    rows = scene.table("profiles")
    return rows.mutate(cohort_on=rows.first_order_on.truncate("M"))


def _new_buyers(scene: Scene) -> ir.Table:
    """Customers by the day of their first order, with that order's revenue and their expected value."""
    orders = completed_orders(scene)
    known = orders.filter(orders.customer_id.notnull())
    order = ibis.window(group_by="customer_id", order_by=["ordered_at", "order_id"])
    ranked = known.mutate(place=ibis.row_number().over(order))
    first = ranked.filter(ranked.place == 0).select("customer_id", on="ordered_on", first_revenue="revenue")
    value = scene.table("profiles").select("customer_id", "clv")
    return first.left_join(value, "customer_id").drop("customer_id_right")


def _health_across(scene: Scene) -> ir.Table:
    """Customers once per window: whether they were lapsed the day before it and at its end."""
    from datetime import timedelta

    from tools.warehouse.profiles import evaluate

    frames = []
    for window in scene.windows():
        before = _healths(evaluate(scene.warehouse, window.first - timedelta(days=1)), "before")
        after = _healths(evaluate(scene.warehouse, window.last), "after")
        joined = before.join(after, keys="customer_id", join_type="left outer")
        frames.append(joined.append_column("window_first", pa.array([window.first] * joined.num_rows, pa.date32())))
    rows: Any = ibis.memtable(pa.concat_tables(frames))
    return rows


def _healths(evaluated: pa.Table, name: str) -> pa.Table:
    kept = evaluated.select(["customer_id", "health"]).rename_columns(["customer_id", name])
    return kept.cast(pa.schema([("customer_id", pa.string()), (name, pa.string())]))


def _returns(scene: Scene) -> ir.Table:
    """Customers by each day on which they ordered after having been lapsed the day before."""
    from tools.warehouse.profiles import reactivated_between

    found = reactivated_between(scene.warehouse, scene.first, scene.last)
    rows: Any = ibis.memtable(found.cast(pa.schema([("customer_id", pa.string()), ("on", pa.date32())])))
    return rows


_STANDING = tuple(dim for dim in (*PEOPLE, *TIME) if dim != "weekday")
RELATIONS = (
    Relation("profiles", ("profiles",), _profiles, (*PEOPLE, "plan", "billing_interval"), _OWN, timed=False),
    Relation("new_buyers", ("orders", "profiles"), _new_buyers, (*PEOPLE, *TIME)),
    Relation("health_across", ("orders",), _health_across, _STANDING, windowed=True),
    Relation("returns", ("orders",), _returns, (*PEOPLE, *TIME)),
)
