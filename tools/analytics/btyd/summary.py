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


def summarise(customer: NDArray[np.integer], day: NDArray[np.integer], value: Array, end_day: int) -> Summary:
    """Summaries of purchases up to and including `end_day`; purchases of one customer on one day are one.

    Args:
        customer: a code per purchase, not negative.
        day: its day number.
        value: its value, money.
        end_day: the last day of observation.
    """
    kept = day <= end_day
    if not kept.all():
        customer, day, value = customer[kept], day[kept], value[kept]
    if not len(customer):
        none = np.zeros(0)
        return Summary(np.zeros(0, dtype=np.int64), none, none, none, none, none)
    origin, width = int(day.min()), int(day.max()) - int(day.min()) + 1
    packed = np.sort(customer.astype(np.int64) * width + (day - origin))
    packed = packed[np.concatenate(([True], packed[1:] != packed[:-1]))]
    whose = packed // width
    starts = np.flatnonzero(np.concatenate(([True], whose[1:] != whose[:-1])))
    days = np.diff(np.append(starts, len(packed)))
    codes, firsts = whose[starts], packed[starts] % width + origin
    lasts = packed[starts + days - 1] % width + origin
    size = int(codes[-1]) + 1
    first_of = np.zeros(size, dtype=np.int64)
    first_of[codes] = firsts
    money = np.asarray(value, dtype=np.float64)
    total = np.bincount(customer, money, minlength=size)[codes]
    on_first = day == first_of[customer]
    later = np.bincount(customer[~on_first], money[~on_first], minlength=size)[codes]
    repeats = (days - 1).astype(np.float64)
    repeat_value = np.divide(later, repeats, out=np.zeros(len(days)), where=repeats > 0)
    age, customer_age = (lasts - firsts).astype(np.float64), (end_day - firsts).astype(np.float64)
    return Summary(codes, repeats, age, customer_age, repeat_value, total / days)
