"""Distinct histories of customers: a fit looks at each only once, and at each distinct age only once for its logarithm."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.btyd.likelihood import Array, FitError, checked

__all__ = ["Histories", "Levels", "coarse_to_fine", "whole_numbers"]

Codes = NDArray[np.int64]
_MOST_WHOLE = 100_000
_FEW_ROWS, _FINER = 2_000, 20


def coarse_to_fine(rows: int) -> list[int]:
    """On how many rows a fit is sought before it is refined on more, up to all."""
    found = [rows]
    while found[0] > 4 * _FEW_ROWS:
        found.insert(0, max(_FEW_ROWS, found[0] // _FINER))
    return found


@dataclass(frozen=True, slots=True)
class Levels:
    """The distinct values of a column, ascending, and which of them each row has."""

    values: Array
    of_row: Codes

    @classmethod
    def of(cls, column: Array) -> "Levels":
        """The levels of a column of finite numbers, none negative; whole ones are found without sorting."""
        whole = whole_numbers(column)
        if whole is None:
            values, of_row = np.unique(column, return_inverse=True)
            return cls(values, of_row)
        present = np.zeros(int(whole.max()) + 1, dtype=bool)
        present[whole] = True
        return cls(np.flatnonzero(present).astype(np.float64), (np.cumsum(present) - 1)[whole])

    def total(self, amounts: Array) -> Array:
        """Amounts per row, added up per level."""
        return np.bincount(self.of_row, amounts, minlength=len(self.values)).astype(np.float64, copy=False)

    def rows(self, chosen: Codes | slice) -> "Levels":
        """Some of the rows, over the same levels."""
        return Levels(self.values, self.of_row[chosen])


def whole_numbers(column: Array) -> Codes | None:
    """The column as whole numbers where it is nothing else, none negative and none large for so many rows; else None."""
    if not len(column):
        return None
    whole = column.astype(np.int64)
    fits = whole.min() >= 0 and whole.max() <= max(_MOST_WHOLE, 2 * len(whole)) and bool((whole == column).all())
    return whole if fits else None


class Histories:
    """Distinct histories with how many customers share each.

    Args:
        repeat_orders: whole numbers, the first order excluded.
        age_at_last_order: first order to last, 0 for one-time buyers.
        customer_age: first order to the end of observation, same unit.
        weights: customers per row; 1 when left out.

    Raises:
        FitError: nobody, impossible histories, or values that are not finite.
    """

    def __init__(
        self, repeat_orders: Array, age_at_last_order: Array, customer_age: Array, weights: Array | None = None
    ) -> None:
        x, t_x, age = checked(repeat_orders, age_at_last_order, customer_age)
        if (x < 0).any() or (t_x < 0).any() or (age < t_x).any():
            raise FitError("need repeat_orders >= 0 and 0 <= age_at_last_order <= customer_age")
        counts = None if weights is None else checked(weights, x)[0]
        if counts is not None and not (counts.min() >= 0 and counts.sum() > 0):
            raise FitError("weights must not be negative, and some above 0")
        self._collapse(Levels.of(x), Levels.of(np.where(x == 0, 0.0, t_x)), Levels.of(age), counts)

    def _collapse(self, orders: Levels, last: Levels, ages: Levels, counts: Array | None) -> None:
        wide, wider = len(ages.values), len(ages.values) * len(last.values)
        packed = orders.of_row * wider + last.of_row * wide + ages.of_row
        if counts is None:
            distinct, many = np.unique(packed, return_counts=True)
        else:
            distinct, of_row = np.unique(packed, return_inverse=True)
            many = np.bincount(of_row, counts)
        order_of, rest = np.divmod(distinct, wider)
        last_of, age_of = np.divmod(rest, wide)
        self._set(Levels(orders.values, order_of), Levels(last.values, last_of), Levels(ages.values, age_of), many)

    def _set(self, orders: Levels, last: Levels, ages: Levels, weights: NDArray[np.number]) -> None:
        self.orders, self.last, self.ages, self.weights = orders, last, ages, weights.astype(np.float64)
        self.x = orders.values[orders.of_row]
        self.customers = float(self.weights.sum())
        self.order_weights = orders.total(self.weights)
        self.age_weights, self.age_orders = ages.total(self.weights), ages.total(self.weights * self.x)

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def mean_age(self) -> float:
        """Mean customer age."""
        return float(self.age_weights @ self.ages.values) / self.customers

    def sample(self, rows: int) -> "Histories":
        """About so many histories, evenly from all of them in order, each standing for its neighbours too; all if so many."""
        if rows >= len(self):
            return self
        step = len(self) // rows
        starts = np.arange(0, len(self), step)
        chosen = np.minimum(starts + step // 2, len(self) - 1)
        found = object.__new__(Histories)
        weights = np.add.reduceat(self.weights, starts)
        found._set(self.orders.rows(chosen), self.last.rows(chosen), self.ages.rows(chosen), weights)
        return found
