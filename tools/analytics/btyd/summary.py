"""From purchase days to the summaries that buy-till-you-die models are fitted on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.btyd.likelihood import Array

__all__ = ["Summary", "summarise"]


@dataclass(frozen=True, slots=True)
class Summary:
    """One row per customer, in order of `customer`.

    Attributes:
        customer: the distinct codes.
        repeat_orders: distinct purchase days less one.
        age_at_last_order, customer_age: days from the first purchase to the last, and to the end.
        mean_order_value: mean per repeat purchase day, money; 0 without repeats.
        mean_value_of_all: the same over all purchase days, the first included.
    """

    customer: NDArray[np.int64]
    repeat_orders: Array
    age_at_last_order: Array
    customer_age: Array
    mean_order_value: Array
    mean_value_of_all: Array


def summarise(customer: NDArray[np.int64], day: NDArray[np.int64], value: Array, end_day: int) -> Summary:
    """Summaries of purchases up to and including `end_day`; purchases of one customer on one day are one.

    Args:
        customer: a code per purchase.
        day: its day number.
        value: its value, money.
        end_day: the last day of observation.
    """
    kept = day <= end_day
    customer, day, value = customer[kept], day[kept], np.asarray(value[kept], dtype=np.float64)
    order = np.lexsort((day, customer))
    customer, day, value = customer[order], day[order], value[order]
    starts = _runs(customer, day)
    customer, day, value = customer[starts], day[starts], np.add.reduceat(value, starts) if len(value) else value
    firsts = _runs(customer)
    days = np.diff(np.append(firsts, len(customer)))
    total = np.add.reduceat(value, firsts) if len(value) else value
    first_day, last_day = day[firsts], day[firsts + days - 1]
    repeats = (days - 1).astype(np.float64)
    repeat_value = np.divide(total - value[firsts], repeats, out=np.zeros(len(days)), where=repeats > 0)
    age, customer_age = (last_day - first_day).astype(np.float64), (end_day - first_day).astype(np.float64)
    return Summary(customer[firsts], repeats, age, customer_age, repeat_value, total / np.maximum(days, 1))


def _runs(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where a new run of equal values begins in sorted columns."""
    if not len(columns[0]):
        return np.zeros(0, dtype=np.int64)
    new = np.ones(len(columns[0]), dtype=bool)
    new[1:] = np.any([np.diff(column) != 0 for column in columns], axis=0)
    return np.flatnonzero(new).astype(np.int64)
