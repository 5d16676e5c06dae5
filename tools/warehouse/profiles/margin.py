"""What part of revenue is profit: from unit costs where they are known, else as the shop has told."""

from dataclasses import dataclass
from typing import Literal

import ibis

from tools.warehouse.engine import Warehouse

__all__ = ["Margin", "read_margin"]

COVERED_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Margin:
    """The profit per unit of revenue; `share` is None where nobody has said, and value is then expected revenue."""

    share: float | None
    source: Literal["unit_costs", "setting"] | None
    covered: float | None

    @property
    def basis(self) -> Literal["net_profit", "revenue"]:
        """What value is expected of."""
        return "revenue" if self.share is None else "net_profit"

    @property
    def factor(self) -> float:
        """What revenue is multiplied by."""
        return 1.0 if self.share is None else self.share


def read_margin(warehouse: Warehouse) -> Margin:
    """Line revenue less unit costs where 80% of it has a cost, else the setting, else none."""
    covered, share = _from_costs(warehouse)
    if share is not None:
        return Margin(share, "unit_costs", covered)
    if warehouse.shop.margin is not None:
        return Margin(warehouse.shop.margin, "setting", covered)
    return Margin(None, None, covered)


def _from_costs(warehouse: Warehouse) -> tuple[float | None, float | None]:
    if not warehouse.has("orders", "order_lines", "products"):
        return None, None
    lines, orders, products = (warehouse.table(name) for name in ("order_lines", "orders", "products"))
    completed = orders.filter(orders.status == "completed").select("order_id")
    sold = lines.select("order_id", "product_id", "quantity", line_revenue="revenue").semi_join(completed, "order_id")
    sold = sold.group_by("product_id").agg(quantity=sold.quantity.sum(), revenue=sold.line_revenue.sum())
    sold = sold.left_join(products.select("product_id", "unit_cost"), "product_id")
    costed = sold.unit_cost.notnull()
    totals = warehouse.run(
        sold.agg(
            revenue=sold.revenue.sum(),
            covered=ibis.coalesce(sold.revenue.sum(where=costed), 0.0),
            cost=ibis.coalesce((sold.unit_cost * sold.quantity).sum(where=costed), 0.0),
        )
    ).to_pylist()[0]
    if not totals["revenue"] or totals["revenue"] <= 0:
        return None, None
    covered = totals["covered"] / totals["revenue"]
    if covered < COVERED_SHARE or totals["covered"] <= 0:
        return covered, None
    return covered, min(1.0, max(0.0, 1.0 - totals["cost"] / totals["covered"]))
