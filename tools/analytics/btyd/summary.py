"""From purchase days to the summaries that buy-till-you-die models are fitted on."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from tools.analytics.btyd.likelihood import Array

__all__ = ["Summary", "joined", "summarise"]


Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Summary:
    """One row per customer, in order of `customer`.

    Attributes:
        customer: the distinct keys.
        purchase: the position of one of the purchases of the first day.
        repeat_orders: distinct purchase days less one.
        age_at_last_order, customer_age: days from the first purchase to the last, and to the end.
        mean_order_value: mean per repeat purchase day, money; 0 without repeats.
        mean_value_of_all: the same over all purchase days, the first included.
    """

    customer: Keys
    purchase: NDArray[np.int64]
    repeat_orders: Array
    age_at_last_order: Array
    customer_age: Array
    mean_order_value: Array
    mean_value_of_all: Array


def summarise(customer: NDArray[np.integer], day: NDArray[np.integer], value: Array, end_day: int) -> Summary:
    """Summaries of purchases up to and including `end_day`; purchases of one customer on one day are one.

    Args:
        customer: a key per purchase, not negative.
        day: its day number.
        value: its value, money.
        end_day: the last day of observation.
    """
    kept = day <= end_day
    if not kept.all():
        found = summarise(customer[kept], day[kept], value[kept], end_day)
        return replace(found, purchase=np.flatnonzero(kept)[found.purchase])
    if not len(customer):
        none, nobody = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Summary(nobody.astype(np.uint64), nobody, none, none, none, none, none)
    origin, keys = int(day.min()), customer.astype(np.uint64, copy=False)
    row, other, ordered_on = _in_order(keys, day - origin)
    new_day = other.copy()
    new_day[1:] |= ordered_on[1:] != ordered_on[:-1]
    days = np.flatnonzero(new_day)
    first = np.flatnonzero(other[days])
    count = np.diff(first, append=len(days))
    who, again = days[first], count > 1
    firsts, lasts = (origin + ordered_on[days[place]].astype(np.float64) for place in (first, first + count - 1))
    spans = np.repeat(who, 1 + again)  # each one's first day, and what is after it
    place = np.cumsum(1 + again) - 1
    spans[place[again]] = days[first[again] + 1]
    spent = np.add.reduceat(value[row], spans, dtype=np.float64)
    later = np.where(again, spent[place], 0.0)
    repeats = (count - 1).astype(np.float64)
    repeat_value = np.divide(later, repeats, out=np.zeros(len(count)), where=again)
    mean = (spent[place - again] + later) / count
    return Summary(keys[row[who]], row[who], repeats, lasts - firsts, end_day - firsts, repeat_value, mean)


def joined(parts: Sequence[Summary]) -> Summary:
    """Summaries of customers of whom none is in two parts, one after another."""
    return Summary(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Summary)))


def _in_order(customer: Keys, day: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.uint32]]:
    """Positions by customer and day, whether another customer begins at each, and its day.

    One sort of whole numbers: the leading bits of the customer, the day, the position. The few customers who share their
    leading bits are put in order after it.
    """
    rows, days = len(customer), int(day.max()).bit_length()
    places = np.uint64((rows - 1).bit_length())
    short = np.uint64(max(0, int(customer.max()).bit_length() + days + int(places) - 64))
    packed = customer >> short
    packed <<= np.uint64(days)
    packed |= day.astype(np.uint32)
    packed <<= places
    packed |= np.arange(rows, dtype=np.uint64)
    packed.sort()
    row = (packed & np.uint64((1 << int(places)) - 1)).view(np.int64)
    packed >>= places
    ordered_on, key = packed.astype(np.uint32) & np.uint32((1 << days) - 1), customer[row]
    packed >>= np.uint64(days)
    if short:
        mixed = _mixed(packed, key)
        order = mixed[np.lexsort((ordered_on[mixed], key[mixed]))]
        row[mixed], key[mixed], ordered_on[mixed] = row[order], key[order], ordered_on[order]
    return row, np.concatenate(([True], key[1:] != key[:-1])), ordered_on


def _mixed(leading: Keys, key: Keys) -> NDArray[np.int64]:
    """The positions of all whose leading bits, which ascend, belong to more than one key."""
    shared = leading[1:][(key[1:] != key[:-1]) & (leading[1:] == leading[:-1])]
    first, end = (np.searchsorted(leading, np.unique(shared), side=side) for side in ("left", "right"))
    sizes = end - first
    positions: NDArray[np.int64] = np.repeat(end - np.cumsum(sizes), sizes) + np.arange(int(sizes.sum()))
    return positions
