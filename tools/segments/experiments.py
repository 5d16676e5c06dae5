"""What tests with a control group have shown about keeping customers: by assigned arm, everybody counted once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import ibis

from tools.analytics.economics import Arms
from tools.segments.names import folded
from tools.warehouse.engine import Warehouse

__all__ = ["DAYS", "KeepingTest", "keeping_tests"]

DAYS = 60
_KEEPING = re.compile(r"win ?back|reactivat|retain|retention|prevent|churn|save|recuper|retener|retencion|reactiva|fuga")


@dataclass(frozen=True, slots=True)
class KeepingTest:
    """A campaign whose goal was to keep or win back customers, with both arms."""

    name: str
    arms: Arms


def keeping_tests(warehouse: Warehouse) -> Sequence[KeepingTest]:
    """The tests whose 60 days are over, by campaign; empty where there is no campaign with a control group.

    Who was assigned more than once counts by the first time. Acting is a completed order within 60 days of it.
    """
    if not warehouse.has("touches", "campaigns", "orders"):
        return []
    campaigns, touches, orders = (warehouse.table(name) for name in ("campaigns", "touches", "orders"))
    known = warehouse.run(campaigns.select("campaign_id", "name", "goal")).to_pylist()
    goals = {row["campaign_id"]: row["name"] or row["campaign_id"] for row in known if _keeps(row["goal"])}
    if not goals:
        return []
    assigned = touches.filter(touches.arm.notnull(), touches.campaign_id.isin(list(goals)), touches.assigned_at.notnull())
    first = assigned.group_by("campaign_id", "customer_id").agg(
        assigned_at=assigned.assigned_at.min(), arm=assigned.arm.first(order_by="assigned_at"), on=assigned.assigned_on.min()
    )
    over = first.filter(first.on <= ibis.literal(warehouse.today - timedelta(days=DAYS)))
    bought = orders.filter(orders.status == "completed").select("ordered_at", buyer="customer_id")
    joined = over.left_join(
        bought,
        [
            over.customer_id == bought.buyer,
            bought.ordered_at > over.assigned_at,
            bought.ordered_at <= over.assigned_at + ibis.interval(days=DAYS),
        ],
    )
    each = joined.group_by("campaign_id", "customer_id", "arm").agg(acted=joined.buyer.notnull().any())
    counted = warehouse.run(each.group_by("campaign_id", "arm").agg(n=each.count(), acted=each.acted.sum())).to_pylist()
    found = {(row["campaign_id"], row["arm"]): (int(row["n"]), int(row["acted"])) for row in counted}
    tests = []
    for campaign, name in sorted(goals.items()):
        treated, control = found.get((campaign, "treated"), (0, 0)), found.get((campaign, "control"), (0, 0))
        if treated[0] and control[0]:
            tests.append(KeepingTest(name, Arms(*treated, *control)))
    return tests


def _keeps(goal: str | None) -> bool:
    return bool(goal and _KEEPING.search(folded(goal).replace("-", " ")))
