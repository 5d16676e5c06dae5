"""What is known of each buyer on a day, as numbers, from what had happened by then alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.cadence import expected_gap_days, learn_cadence
from tools.analytics.order_days import Floats, OrderDays
from tools.analytics.purchases import PurchaseHistory, Purchases

__all__ = ["UNKNOWN", "Features", "buying_features", "features_of"]

UNKNOWN = -1.0
"""The value of what is not known of somebody; below every real one."""

_YEAR = 365
_RECENT = (30, 90, _YEAR)


@dataclass(frozen=True, slots=True)
class Features:
    """A column per feature, each belonging to a group that people have a word for.

    Attributes:
        names, groups: of each column.
        values: buyers x columns, column by column in memory; nothing is NaN.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    values: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.values)

    def columns_of(self, group: str) -> list[int]:
        """The columns of a group."""
        return [column for column, its in enumerate(self.groups) if its == group]


def features_of(columns: Mapping[tuple[str, str], Floats]) -> Features:
    """Features from columns by (group, name); what is not finite becomes UNKNOWN."""
    rows = len(next(iter(columns.values())))
    values = np.empty((rows, len(columns)), dtype=np.float32, order="F")
    for place, column in enumerate(columns.values()):
        values[:, place] = np.where(np.isfinite(column), column, UNKNOWN)
    return Features(tuple(name for _, name in columns), tuple(group for group, _ in columns), values)


def buying_features(history: PurchaseHistory, on: int, horizon: int) -> dict[tuple[str, str], Floats]:
    """Recency, frequency, cadence, value and season of the buyers by day `on`, in their order.

    Args:
        horizon: days ahead that are asked about; season is what was bought in the same days a year before.
    """
    known, buyers, seen = history.order_days.until(on), history.buyers(on), history.seen(on)
    since = (seen.customer_age - seen.age_at_last_order).astype(np.float64)
    gap, last_gap, spread = _gaps(known, seen, buyers)
    found = {
        ("recency", "days_since_last_order"): since,
        ("recency", "silence"): since / np.maximum(gap, 1.0),
        ("frequency", "order_days"): seen.order_days.astype(np.float64),
        ("cadence", "expected_gap_days"): gap,
        ("cadence", "last_gap_days"): last_gap,
        ("cadence", "gap_spread"): spread,
        ("tenure", "days_since_first_order"): seen.customer_age.astype(np.float64),
        ("value", "mean_value"): seen.mean_value,
        ("value", "net_value"): seen.net_value,
        ("value", "refunded_share"): _refunded(history, on)[buyers],
    }
    for days in _RECENT:
        found["frequency", f"order_days_{days}"] = known.counted(on - days, on)[buyers].astype(np.float64)
    last_year = known.counted(on - _YEAR, on - _YEAR + horizon)[buyers].astype(np.float64)
    found["season", "same_days_last_year"] = np.where(seen.customer_age >= _YEAR, last_year, np.nan)
    return found


def _gaps(known: OrderDays, seen: Purchases, buyers: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Expected days between orders, the last completed gap, and the spread of gaps over their mean."""
    gaps, n = known.gaps(), known.customers
    if not len(gaps.days):
        return tuple(np.full(len(seen), np.nan) for _ in range(3))  # type: ignore[return-value]  # three of them
    expected = expected_gap_days(seen.order_days, seen.age_at_last_order, learn_cadence(gaps))
    last = np.full(n, np.nan)
    last[gaps.customer] = gaps.days
    count = np.bincount(gaps.customer, minlength=n)
    mean = np.bincount(gaps.customer, gaps.days, minlength=n) / np.maximum(count, 1)
    square = np.bincount(gaps.customer, gaps.days.astype(np.float64) ** 2, minlength=n) / np.maximum(count, 1)
    spread = np.sqrt(np.maximum(square - mean**2, 0.0)) / np.maximum(mean, 1.0)
    return expected, last[buyers], np.where(count >= 2, spread, np.nan)[buyers]


def _refunded(history: PurchaseHistory, on: int) -> Floats:
    rows = history.day <= on
    paid, back = (_sums(history, rows & chosen) for chosen in (history.amount > 0, history.amount < 0))
    share: Floats = np.minimum(-back / np.maximum(paid, 1e-9), 1.0)
    return np.where(paid > 0, share, np.nan)


def _sums(history: PurchaseHistory, rows: NDArray[np.bool_]) -> Floats:
    total = np.bincount(history.customer[rows], history.amount[rows], minlength=history.order_days.customers)
    return np.asarray(total, dtype=np.float64)
