"""Health checks itself: who of the active, at-risk and lapsed of 90 days ago has ordered since."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.health import ACTIVE, AT_RISK, LAPSED, health_of_orders
from tools.analytics.order_days import OrderDays

__all__ = ["HORIZON_DAYS", "SelfCheck", "check_health"]

HORIZON_DAYS = 90


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Customers of each health (active, at risk, lapsed) at the cut, and how many then ordered within 90 days."""

    cut: int
    customers: tuple[int, int, int]
    ordered: tuple[int, int, int]

    def ordered_share(self, health: int) -> float | None:
        """The share that ordered, 0..1; None where nobody was of that health."""
        return self.ordered[health] / self.customers[health] if self.customers[health] else None

    @property
    def overdue(self) -> bool:
        """Whether "lapsed" says too much: they ordered more than half as often as the active."""
        active, lapsed = self.ordered_share(ACTIVE), self.ordered_share(LAPSED)
        return active is not None and lapsed is not None and lapsed > active / 2


def check_health(orders: OrderDays, on: int) -> SelfCheck | None:
    """Evaluate health 90 days before `on` and see who ordered after; None where nobody had a health then."""
    cut = on - HORIZON_DAYS
    health = health_of_orders(orders, cut).health
    returned = orders.counted(cut, on) > 0
    groups = [health == code for code in (ACTIVE, AT_RISK, LAPSED)]
    customers = tuple(int(group.sum()) for group in groups)
    if not sum(customers):
        return None
    ordered = tuple(int(np.count_nonzero(returned & group)) for group in groups)
    return SelfCheck(cut, customers, ordered)  # type: ignore[arg-type]  # three groups each
