"""Each customer's order days, packed: the one input of stage, health, cadence and buy-till-you-die."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["NO_DAY", "Bools", "Codes", "Days", "Floats", "Gaps", "OrderDays"]

Days = NDArray[np.int64]
Codes = NDArray[np.int8]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NO_DAY = -(2**31)
"""The day of something that never happened; before every real day."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The completed gaps between order days, one row each.

    Attributes:
        customer: whose gap.
        after: the ordinal of the order day before it, from 1.
        days: its length, at least 1.
        earlier_days: days from the customer's first order day to the gap's start, the sum of the gaps before.
        ended_on: the order day that completed it.
    """

    customer: Days
    after: Days
    days: Days
    earlier_days: Days
    ended_on: Days


@dataclass(frozen=True, slots=True)
class OrderDays:
    """Distinct order days per customer, ascending: customer c has `days[starts[c]:starts[c + 1]]` (days since 1970-01-01)."""

    starts: Days
    days: Days

    @classmethod
    def of_rows(cls, customer: NDArray[np.integer], day: NDArray[np.integer], customers: int) -> "OrderDays":
        """Pack rows of (customer code below `customers`, day) in any order; several on one day are one."""
        if not len(customer):
            return cls(np.zeros(customers + 1, dtype=np.int64), np.zeros(0, dtype=np.int64))
        origin = int(day.min())
        width = int(day.max()) - origin + 1
        packed = customer.astype(np.int64) * width + (day.astype(np.int64) - origin)
        packed.sort()
        new = np.empty(len(packed), dtype=bool)
        new[0] = True
        np.not_equal(packed[1:], packed[:-1], out=new[1:])
        packed = packed[new]
        whose, days = np.divmod(packed, width)
        return cls(_starts(whose, customers), days + origin)

    @property
    def customers(self) -> int:
        """How many customers, those without an order day included."""
        return len(self.starts) - 1

    @property
    def counts(self) -> Days:
        """Order days per customer."""
        return np.diff(self.starts)

    @property
    def first(self) -> Days:
        """First order day per customer; NO_DAY where there is none."""
        return self._at(self.starts[:-1])

    @property
    def last(self) -> Days:
        """Last order day per customer; NO_DAY where there is none."""
        return self._at(self.starts[1:] - 1)

    def nth(self, number: int) -> Days:
        """The day of each customer's order day `number` (from 1); NO_DAY where there are fewer."""
        found = np.full(self.customers, NO_DAY, dtype=np.int64)
        enough = self.counts >= number
        found[enough] = self.days[self.starts[:-1][enough] + number - 1]
        return found

    def owners(self) -> Days:
        """The customer of every packed day."""
        return np.repeat(np.arange(self.customers, dtype=np.int64), self.counts)

    def until(self, on: int) -> "OrderDays":
        """The same customers, with nothing after day `on`."""
        kept = self.days <= on
        if kept.all():
            return self
        return OrderDays(_starts(self.owners()[kept], self.customers), self.days[kept])

    def every(self, step: int) -> "OrderDays":
        """The same customers, of whom only each `step`-th has any days."""
        owner = self.owners()
        kept = owner % step == 0
        return OrderDays(_starts(owner[kept], self.customers), self.days[kept])

    def counted(self, after: int, until: int) -> Days:
        """Order days per customer in (after, until]."""
        inside = np.concatenate(([0], np.cumsum((self.days > after) & (self.days <= until))))
        return np.diff(inside[self.starts])

    def gaps(self) -> Gaps:
        """All completed gaps, customer by customer in order of time."""
        owner = self.owners()
        same = np.flatnonzero(owner[1:] == owner[:-1]) if len(owner) > 1 else np.zeros(0, dtype=np.int64)
        customer, start = owner[same], self.days[same]
        first = self.starts[:-1][customer]
        return Gaps(customer, same - first + 1, self.days[same + 1] - start, start - self.days[first], self.days[same + 1])

    def _at(self, position: Days) -> Days:
        found = np.full(self.customers, NO_DAY, dtype=np.int64)
        some = self.counts > 0
        found[some] = self.days[position[some]]
        return found


def _starts(owner: Days, customers: int) -> Days:
    counts = np.bincount(owner, minlength=customers)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts, dtype=np.int64)))
