"""What tests with a control group have shown: by assigned arm, everybody counted once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import ibis
import ibis.expr.types as ir

from tools.analytics.economics import Arms
from tools.segments.names import folded
from tools.warehouse.engine import Warehouse

__all__ = ["DAYS", "Experiment", "experiments", "keeping_tests"]

DAYS = 60
_KEEPING = re.compile(r"win ?back|reactivat|retain|retention|prevent|churn|save|recuper|retener|retencion|reactiva|fuga")


@dataclass(frozen=True, slots=True)
class Experiment:
    """A campaign with both arms: who was assigned from `first` to `last`, who of them ordered, and their net revenue.

    `whole` says that everybody had the full 60 days; those assigned too lately for that are `waiting` and not counted. Where
    nobody of one arm has had them, all are counted with the days that they have had.
    """

    name: str
    arms: Arms
    treated_revenue: float
    control_revenue: float
    first: date
    last: date
    whole: bool
    waiting: int


def experiments(warehouse: Warehouse, names: Mapping[str, str]) -> Sequence[Experiment]:
    """The campaigns of `names` (by id) that have both arms, in the order of their ids.

    Who was assigned more than once counts by the first time. Acting is a completed order within 60 days of it; revenue is that
    of these orders less what was refunded in those days.
    """
    if not names or not warehouse.has("touches", "orders"):
        return []
    counted = warehouse.run(_by_arm(warehouse, _assigned(warehouse, names))).to_pylist()
    groups = groupby(counted, key=lambda row: row["campaign_id"])
    return list(_with_both_arms((names[campaign], list(rows)) for campaign, rows in groups))


def keeping_tests(warehouse: Warehouse) -> Sequence[Experiment]:
    """The tests of keeping or winning back customers whose 60 days are over; empty where no such campaign has both arms."""
    if not warehouse.has("touches", "campaigns", "orders"):
        return []
    known = warehouse.run(warehouse.table("campaigns").select("campaign_id", "name", "goal")).to_pylist()
    names = {row["campaign_id"]: row["name"] or row["campaign_id"] for row in known if _keeps(row["goal"])}
    return [test for test in experiments(warehouse, names) if test.whole]


def _assigned(warehouse: Warehouse, names: Mapping[str, str]) -> ir.Table:
    """One row per campaign and person: when and to which arm they were first assigned, and whether their 60 days are over."""
    touches = warehouse.table("touches")
    assigned = touches.filter(touches.arm.notnull(), touches.campaign_id.isin(list(names)), touches.assigned_at.notnull())
    earliest = [assigned.assigned_at, assigned.touch_id]
    first = assigned.group_by("campaign_id", "customer_id").agg(
        assigned_at=assigned.assigned_at.min(), arm=assigned.arm.first(order_by=earliest), on=assigned.assigned_on.min()
    )
    return first.mutate(over=first.on <= ibis.literal(warehouse.today - timedelta(days=DAYS)))


def _by_arm(warehouse: Warehouse, assigned: ir.Table) -> ir.Table:
    """One row per campaign, arm and whether the 60 days are over: people, buyers, net revenue, days of assignment."""
    orders = warehouse.table("orders")
    sold = orders.status == "completed"
    money = sold.ifelse(orders.revenue, -orders.revenue.abs())
    counts = orders.filter(orders.status.isin(("completed", "refund")))
    counts = counts.select("ordered_at", buyer="customer_id", sold=sold, money=money)
    joined = assigned.left_join(
        counts,
        [
            assigned.customer_id == counts.buyer,
            counts.ordered_at > assigned.assigned_at,
            counts.ordered_at <= assigned.assigned_at + ibis.interval(days=DAYS),
        ],
    )
    each = joined.group_by("campaign_id", "customer_id", "arm", "over", "on").agg(
        acted=joined.sold.fill_null(False).any(), money=joined.money.fill_null(0.0).sum()
    )
    counted = each.group_by("campaign_id", "arm", "over").agg(
        n=each.count(), acted=each.acted.sum(), money=each.money.sum(), first=each.on.min(), last=each.on.max()
    )
    return counted.order_by("campaign_id", "arm", "over")


def _with_both_arms(campaigns: Iterator[tuple[str, list[dict[str, Any]]]]) -> Iterator[Experiment]:
    for name, rows in campaigns:
        over = [row for row in rows if row["over"]]
        whole = {"treated", "control"} <= {row["arm"] for row in over}
        used = over if whole else rows
        treated, control = ([row for row in used if row["arm"] == arm] for arm in ("treated", "control"))
        if treated and control:
            arms = Arms(_total(treated, "n"), _total(treated, "acted"), _total(control, "n"), _total(control, "acted"))
            first, last = min(row["first"] for row in used), max(row["last"] for row in used)
            waiting = _total(rows, "n") - _total(used, "n")
            money = [sum(float(row["money"]) for row in arm) for arm in (treated, control)]
            yield Experiment(name, arms, money[0], money[1], first, last, whole, waiting)


def _total(rows: Sequence[Mapping[str, Any]], what: str) -> int:
    return sum(int(row[what]) for row in rows)


def _keeps(goal: str | None) -> bool:
    return bool(goal and _KEEPING.search(folded(goal).replace("-", " ")))
