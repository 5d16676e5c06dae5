"""Turns a relation into grouped rows: cuts it to the period, joins what the dimensions need, and applies the conditions."""

from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.types as ir

from tools.conditions import FieldCondition, Rule
from tools.metrics.conditions import holds
from tools.metrics.relations import Relation, completed_orders, day_filtered
from tools.metrics.scene import GRAINS, Scene, truncated

__all__ = ["EARLIER", "GUEST", "UNKNOWN", "WEEKDAYS", "grouped_rows", "key_column", "takes_both"]

EARLIER = "earlier"
"""The column that says of rows of two periods whether they are of the earlier one."""

UNKNOWN = "unknown"
GUEST = "guest"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CUSTOMER_COLUMNS = frozenset({"country", "city", "language", "acquisition_channel", "referral_source"})
_TOLD_BY_CUSTOMERS = frozenset({"language", "acquisition_channel", "referral_source"})  # places are known from orders too
_PROFILE_COLUMNS = frozenset({"stage", "health", "rfm_segment", "plan"})


def key_column(dimension: str) -> str:
    """The name that a dimension's key has in grouped rows."""
    return f"by_{dimension}"


def takes_both(relation: Relation, scene: Scene) -> bool:
    """Whether rows of two periods can be told apart afterwards: what they say does not depend on the period's start."""
    return relation.timed and not relation.windowed and "new_or_returning" not in scene.fields


def grouped_rows(relation: Relation, scene: Scene, needs: Iterable[str], before: Scene | None = None) -> ir.Table:
    """The relation's rows in the scene's period with a key column per dimension, filtered, and folded where it folds.

    Args:
        before: the same scene on other days whose rows come too, told apart by `EARLIER`; where the relation `takes_both`.
    """
    rows = relation.rows(scene)
    if relation.timed and not relation.windowed:
        rows = _of_both(rows, relation, scene, before) if before else day_filtered(rows, scene, relation.day)
    rows = _with_people(rows, relation, scene)
    rows = _with_firsts(rows, scene, needs)
    if (rule := _whose(scene)) is not None and scene.members is not None:
        rows = rows.semi_join(scene.members(rule).select("customer_id"), "customer_id")
    rows = _with_segments(rows, scene)
    tests = [holds(condition, _value(condition.field, rows, relation, scene)) for condition in scene.conditions]
    rows = rows.filter(tests) if tests else rows
    if "customer" in scene.dims:
        rows = rows.filter(rows.customer_id.notnull())
    keys = {key_column(dim): _key(dim, rows, relation, scene) for dim in scene.dims}
    rows = rows.mutate(**keys) if keys else rows
    told = (*keys, EARLIER) if before else tuple(keys)
    return relation.regroup(rows, told, scene) if relation.regroup else rows


def _whose(scene: Scene) -> Rule | None:
    """Whose rows count: the conditions on customers and the rule that they were asked with, together."""
    if scene.among is None:
        return Rule(all=scene.people) if scene.people else None
    return Rule(all=(*scene.people, *scene.among.all), any=scene.among.any)


def _of_both(rows: ir.Table, relation: Relation, scene: Scene, before: Scene) -> ir.Table:
    """The rows of both periods before anything is joined to them, so that it is joined once."""
    now, then = (
        day_filtered(rows, one, relation.day).mutate(**{EARLIER: ibis.literal(earlier)})
        for one, earlier in ((scene, False), (before, True))
    )
    return now.union(then)


def _with_people(rows: ir.Table, relation: Relation, scene: Scene) -> ir.Table:
    """Join the customers' attributes that the rows do not carry themselves."""
    wanted = sorted((scene.fields & (_CUSTOMER_COLUMNS | _PROFILE_COLUMNS)) - set(relation.own))
    if "plan" in wanted and "plan" in rows.columns:
        wanted.remove("plan")
    if not wanted:
        return rows
    told = set(wanted) <= _TOLD_BY_CUSTOMERS and scene.warehouse.has("customers")
    profiles = not told and (scene.warehouse.has("profiles") or bool(set(wanted) & _PROFILE_COLUMNS))
    source = scene.table("profiles" if profiles else "customers")
    people = source.select("customer_id", **{f"person_{name}": source[name] for name in wanted})
    return rows.left_join(people, "customer_id").drop("customer_id_right")


def _with_firsts(rows: ir.Table, scene: Scene, needs: Iterable[str]) -> ir.Table:
    """Join each customer's first order day, which profiles know unless they end before the orders do."""
    wanted = "first_order_on" in set(needs) or bool(scene.fields & {"cohort", "new_or_returning"})
    if not wanted or "first_order_on" in rows.columns:
        return rows
    if scene.warehouse.has("profiles") and scene.warehouse.today >= scene.warehouse.data_last:
        firsts = scene.table("profiles").select("customer_id", "first_order_on")
    else:
        orders = completed_orders(scene)
        known = orders.filter(orders.customer_id.notnull())
        firsts = known.group_by("customer_id").agg(first_order_on=known.ordered_on.min())
    return rows.left_join(firsts, "customer_id").drop("customer_id_right")


def _with_segments(rows: ir.Table, scene: Scene) -> ir.Table:
    """One row per saved segment that the customer is in; segments overlap."""
    if "segment" not in scene.dims or scene.members is None:
        return rows

    lists = [
        scene.members(Rule(all=(FieldCondition(field="segment", value=name),))).select(
            "customer_id", segment_name=ibis.literal(name)
        )
        for name in scene.segments
    ]
    return rows.inner_join(ibis.union(*lists) if len(lists) > 1 else lists[0], "customer_id").drop("customer_id_right")


def _value(dim: str, rows: ir.Table, relation: Relation, scene: Scene) -> Any:
    """The dimension's value of a row; null where it has none."""
    if dim in GRAINS:
        on = rows.window_first if relation.windowed else rows.on
        return truncated(on, dim)
    if dim == "weekday":
        return rows.on.day_of_week.index()
    if dim == "cohort":
        return rows.first_order_on.truncate("M")
    if dim == "new_or_returning":
        return _new_or_returning(rows, scene)
    if dim == "segment":
        return rows.segment_name
    if dim in relation.own:
        return rows[relation.own[dim]]
    if dim == "customer":
        return rows.customer_id
    return rows[f"person_{dim}"] if f"person_{dim}" in rows.columns else rows[dim]


def _new_or_returning(rows: ir.Table, scene: Scene) -> Any:
    """Whether the customer's first order falls in the row's window or before it; orders without customer are guests'."""
    start = scene.window_start(rows.on)
    return ibis.cases((rows.customer_id.isnull(), GUEST), (rows.first_order_on >= start, "new"), else_="returning")


def _key(dim: str, rows: ir.Table, relation: Relation, scene: Scene) -> Any:
    value = _value(dim, rows, relation, scene)
    return value.nullif("").fill_null(UNKNOWN) if value.type().is_string() else value
