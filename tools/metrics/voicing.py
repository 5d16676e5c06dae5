"""Relations over what customers say: NPS answers, reviews, referrals, and the buyers who could have referred."""

import ibis
import ibis.expr.types as ir

from tools.metrics.relations import PEOPLE, TIME, Relation, completed_orders
from tools.metrics.scene import Scene
from tools.metrics.windows import across

__all__ = ["RELATIONS"]

_BUYER_DAYS = 365


def _answers(scene: Scene) -> ir.Table:
    rows = scene.table("surveys")
    return rows.mutate(on=rows.answered_on)


def _latest_answers(rows: ir.Table, keys: tuple[str, ...], _scene: Scene) -> ir.Table:
    """The latest answer of each person (and group); every anonymous answer is a person of its own."""
    order = ibis.window(group_by=[*keys, "customer_id"], order_by=[rows.answered_at.desc(), rows.score.desc()])
    ranked = rows.mutate(place=ibis.row_number().over(order))
    return ranked.filter((ranked.place == 0) | ranked.customer_id.isnull())


def _reviews(scene: Scene) -> ir.Table:
    rows = scene.table("reviews")
    rows = rows.mutate(on=rows.written_on)
    if "category" not in scene.fields:
        return rows
    categories = scene.table("products").select("product_id", "category")
    return rows.left_join(categories, "product_id").drop("product_id_right")


def _referrals(scene: Scene) -> ir.Table:
    rows = scene.table("referrals")
    return rows.mutate(on=rows.referred_on, customer_id=rows.referrer_id)


def _recent_buyers(scene: Scene) -> ir.Table:
    """Customers, once per window, with an order in the 365 days up to its end."""
    orders = completed_orders(scene)
    days = orders.filter(orders.customer_id.notnull()).select("customer_id", "ordered_on").distinct()
    rows = across(days, scene)
    age = rows.window_last.delta(rows.ordered_on, unit="day")
    return rows.filter(age >= 0, age < _BUYER_DAYS).select("customer_id", "window_first", "window_last").distinct()


_UNWEEKED = tuple(dim for dim in (*PEOPLE, *TIME) if dim != "weekday")
RELATIONS = (
    Relation("answers", ("surveys",), _answers, (*PEOPLE, *TIME), regroup=_latest_answers),
    Relation(
        "reviews",
        ("reviews",),
        _reviews,
        (*PEOPLE, *TIME, "product", "category"),
        {"product": "product_id", "category": "category"},
    ),
    Relation("referrals", ("referrals",), _referrals, (*PEOPLE, *TIME)),
    Relation("recent_buyers", ("orders",), _recent_buyers, _UNWEEKED, windowed=True),
)
