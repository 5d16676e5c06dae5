"""Who ordered and paid when, so that buyers can be seen as they stood on any day, and what they did after it."""

from dataclasses import dataclass

import numpy as np

from tools.analytics.order_days import Bools, Days, Floats, OrderDays

__all__ = ["PurchaseHistory", "Purchases"]


@dataclass(frozen=True, slots=True)
class Purchases:
    """Buyers' one-off histories up to a day, one entry each.

    Attributes:
        order_days: at least 1.
        age_at_last_order: first order day to last, days.
        customer_age: first order day to the day that they are seen on, days.
        orders_30, orders_90: order days among the last so many days.
        net_value: revenue less refunds of those orders, money.
    """

    order_days: Days
    age_at_last_order: Days
    customer_age: Days
    orders_30: Days
    orders_90: Days
    net_value: Floats

    def __len__(self) -> int:
        return len(self.order_days)

    @property
    def repeat_orders(self) -> Floats:
        """Order days after the first."""
        return (self.order_days - 1).astype(np.float64)

    @property
    def mean_value(self) -> Floats:
        """Net value per order day, floored at 0."""
        mean: Floats = np.maximum(self.net_value, 0.0) / self.order_days
        return mean


@dataclass(frozen=True, slots=True)
class PurchaseHistory:
    """Order days per customer, and one row per order or refund.

    Attributes:
        order_days: days with an order that counts.
        customer, day: whose and when.
        amount: money, negative for refunds.
    """

    order_days: OrderDays
    customer: Days
    day: Days
    amount: Floats

    @property
    def first_day(self) -> int:
        """The day of the very first order; there must be one."""
        return int(self.order_days.days.min())

    def buyers(self, on: int) -> Bools:
        """Who had ordered by the end of day `on`."""
        counts = self.order_days.counts
        bought = counts > 0
        bought[bought] = self.order_days.first[bought] <= on
        return bought

    def seen(self, on: int) -> Purchases:
        """The buyers by day `on` as they stood at its end."""
        buyers, known = self.buyers(on), self.order_days.until(on)
        return Purchases(
            known.counts[buyers],
            (known.last - known.first)[buyers],
            on - known.first[buyers],
            known.counted(on - 30, on)[buyers],
            known.counted(on - 90, on)[buyers],
            self._paid(self.day <= on)[buyers],
        )

    def ordered(self, after: int, until: int) -> Days:
        """Order days in (after, until] of the buyers by `after`."""
        return self.order_days.counted(after, until)[self.buyers(after)]

    def spent(self, after: int, until: int) -> Floats:
        """What the buyers by `after` paid in (after, until], net of refunds, floored at 0."""
        spent: Floats = np.maximum(self._paid((self.day > after) & (self.day <= until))[self.buyers(after)], 0.0)
        return spent

    def sample(self, customers: int) -> "PurchaseHistory":
        """Evenly spread buyers, about so many; all where there are no more."""
        buyers = np.flatnonzero(self.order_days.counts)
        return self if len(buyers) <= customers else self.of(buyers[:: -(-len(buyers) // customers)])

    def of(self, chosen: Days) -> "PurchaseHistory":
        """The history of some customers alone, by their codes in ascending order; they become 0, 1, ..."""
        place = np.full(self.order_days.customers, -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        owner, rows = place[self.order_days.owners()], place[self.customer]
        kept, held = owner >= 0, rows >= 0
        order_days = OrderDays.of_rows(owner[kept], self.order_days.days[kept], len(chosen))
        return PurchaseHistory(order_days, rows[held], self.day[held], self.amount[held])

    def _paid(self, rows: Bools) -> Floats:
        paid = np.bincount(self.customer[rows], self.amount[rows], minlength=self.order_days.customers)
        return np.asarray(np.round(paid, 6) + 0.0, dtype=np.float64)
