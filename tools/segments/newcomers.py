"""New customers of a period as groups: what each has brought and is expected to bring, and what winning them has cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from tools.analytics.economics import Range, payback_days, resampled_mean
from tools.periods import Period
from tools.segments.report import ProfileReport
from tools.warehouse.engine import Warehouse

__all__ = ["Newcomers", "newcomers", "spend_by_channel"]

_WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Newcomers:
    """A group of new customers.

    Attributes:
        key: the group, "unknown" where it is not known.
        customers: how many.
        first_margin: mean margin of the first order, money.
        clv: mean 12-month CLV.
        value: first-order margin and 12-month CLV together, with its bootstrap interval; None for one customer.
        cost: spend over customers; None where no spend is known.
    """

    key: str
    customers: int
    first_margin: float
    clv: float
    value: Range | None
    cost: float | None

    @property
    def ratio(self) -> float | None:
        """Value over cost."""
        return (self.first_margin + self.clv) / self.cost if self.cost else None

    @property
    def payback(self) -> float | None:
        """Days until they have paid for themselves; None where 12 months do not do it, or nothing is known of the cost."""
        return None if self.cost is None else payback_days(self.first_margin, self.clv, self.cost)


def newcomers(
    warehouse: Warehouse, people: ir.Table, period: Period, by: str | None, report: ProfileReport, spend: Mapping[str, float]
) -> list[Newcomers]:
    """Those of `people` (rows of profiles) whose first order falls in the period, the most valuable group first.

    Args:
        by: a text field of profiles; None makes one group of all.
        spend: of the period by channel, where the groups are channels; {"all": total} for one group.
    """
    rows = warehouse.run(_first_orders(warehouse, people, period, by)).to_pydict()
    groups = np.array(["unknown" if key is None else str(key) for key in rows["key"]])
    first = np.asarray([value or 0.0 for value in rows["first_revenue"]]) * (
        report.margin if report.margin is not None else 1.0
    )
    clv = np.asarray([value or 0.0 for value in rows["clv"]])
    width = np.asarray([value or 0.0 for value in rows["clv_deviation"]])
    found = []
    for key in sorted(set(groups.tolist())):
        member = groups == key
        n = int(member.sum())
        value = resampled_mean(first[member] + clv[member], float((width[member] ** 2).sum()))
        cost = spend[key] / n if spend.get(key) else None
        found.append(Newcomers(key, n, float(first[member].mean()), float(clv[member].mean()), value, cost))
    return sorted(found, key=lambda group: (-(group.first_margin + group.clv), group.key))


def _first_orders(warehouse: Warehouse, people: ir.Table, period: Period, by: str | None) -> ir.Table:
    orders = warehouse.table("orders")
    done = orders.filter(orders.status == "completed", orders.customer_id.notnull())
    order = ibis.window(group_by="customer_id", order_by=["ordered_at", "order_id"])
    ranked = done.mutate(place=ibis.row_number().over(order))
    first = ranked.filter(ranked.place == 0, ranked.ordered_on.between(ibis.literal(period.first), ibis.literal(period.last)))
    known = people.mutate(key=people[by] if by else ibis.literal(_WHOLE))
    known = known.select("customer_id", "key", "clv", "clv_deviation")
    return first.select("customer_id", first_revenue="revenue").inner_join(known, "customer_id")


def spend_by_channel(warehouse: Warehouse, period: Period) -> dict[str, float]:
    """Spend of the period per channel and of "all" together; empty without spend."""
    if not warehouse.has("reach_daily"):
        return {}
    reach = warehouse.table("reach_daily")
    spent = reach.filter(reach.on.between(ibis.literal(period.first), ibis.literal(period.last)), reach.spend > 0)
    rows: Sequence[dict[str, Any]] = warehouse.run(spent.group_by("channel").agg(spend=spent.spend.sum())).to_pylist()
    found = {row["channel"]: float(row["spend"]) for row in rows}
    return found | ({_WHOLE: sum(found.values())} if found else {})
