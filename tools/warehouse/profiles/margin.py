"""What part of revenue is profit: from unit costs where they are known, else as the shop has told."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tools.warehouse.engine import Shop
from tools.warehouse.profiles.sold import Sold, Wares

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


def read_margin(shop: Shop, sold: Sold | None) -> Margin:
    """Line revenue less unit costs where 80% of it has a cost, else the setting, else none."""
    covered, share = _from_costs(sold.wares) if sold else (None, None)
    if share is not None:
        return Margin(share, "unit_costs", covered)
    if shop.margin is not None:
        return Margin(shop.margin, "setting", covered)
    return Margin(None, None, covered)


def _from_costs(wares: Wares) -> tuple[float | None, float | None]:
    costed, revenue = np.isfinite(wares.unit_cost), float(wares.revenue.sum())
    if revenue <= 0:
        return None, None
    paid = float(wares.revenue[:-1][costed].sum())
    if paid <= 0 or paid / revenue < COVERED_SHARE:
        return paid / revenue, None
    cost = float((wares.unit_cost * wares.units[:-1])[costed].sum())
    return paid / revenue, min(1.0, max(0.0, 1.0 - cost / paid))
