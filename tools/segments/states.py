"""People, money and silence by stage and by health, added up from one pass over the profiles."""

from collections.abc import Sequence
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.order_days import Floats
from tools.warehouse.engine import Warehouse

__all__ = ["by_state", "counted_states"]

_SUMS = ("customers", "revenue", "orders", "clv", "valued")


def counted_states(warehouse: Warehouse, people: ir.Table) -> pa.Table:
    """A row per stage, health and days since the last order (null before the first): people and the sums of their money."""
    return warehouse.run(
        people.group_by("stage", "health", "days_since_last_order").agg(
            customers=people.count(),
            revenue=people.revenue.sum().fill_null(0.0),
            orders=people.order_count.sum().fill_null(0),
            clv=people.clv.sum().fill_null(0.0),
            valued=people.clv.count(),
        )
    ).sort_by("days_since_last_order")


def by_state(counted: pa.Table, field: str, order: Sequence[str]) -> list[dict[str, Any]]:
    """A row per value of "stage" or "health" that has people, in this order and the unknown one last; health of buyers only.

    Returns:
        the value, `customers` and their share, `revenue` and its share, revenue an order, median days of `silence`, mean `clv`.
    """
    if field == "health":
        counted = counted.filter(pc.is_valid(counted["days_since_last_order"]))
    summed = counted.group_by(field).aggregate([(name, "sum") for name in _SUMS]).to_pylist()
    everyone, revenue = sum(row["customers_sum"] for row in summed), sum(row["revenue_sum"] for row in summed)
    place = {value: at for at, value in enumerate(order)}
    return [
        {
            field: row[field],
            "customers": row["customers_sum"],
            "share": row["customers_sum"] / everyone,
            "revenue": row["revenue_sum"],
            "revenue_share": row["revenue_sum"] / revenue if revenue else None,
            "order_value": row["revenue_sum"] / row["orders_sum"] if row["orders_sum"] else None,
            "silence": _median_silence(counted.filter(_is(counted[field], row[field]))),
            "clv": row["clv_sum"] / row["valued_sum"] if row["valued_sum"] else None,
        }
        for row in sorted(summed, key=lambda row: place.get(row[field], len(order)))
    ]


def _is(column: pa.ChunkedArray, value: str | None) -> pa.ChunkedArray:
    return pc.is_null(column) if value is None else pc.equal(column, value)


def _median_silence(counted: pa.Table) -> float | None:
    """The median of the days, each as often as there are people; None where nobody has bought."""
    bought = counted.filter(pc.is_valid(counted["days_since_last_order"]))
    if not bought.num_rows:
        return None
    days: Floats = np.asarray(bought["days_since_last_order"], dtype=np.float64)
    reached = np.cumsum(np.asarray(bought["customers"]))
    middle = np.searchsorted(reached, [(reached[-1] - 1) // 2, reached[-1] // 2], side="right")
    return float(days[middle].mean())
