"""What each customer will need next: category, product, and when something runs out; measured on the last quarters."""

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.needs.next_item import METHODS, Bought, HitRates, hit_rates, next_items
from tools.analytics.needs.replenishment import NeedDays, Replenishment, replenishment
from tools.analytics.order_days import NO_DAY, Bools, Days
from tools.warehouse.profiles.cells import Columns, dates, texts
from tools.warehouse.profiles.sold import Sold, Wares

__all__ = ["needs_columns"]

_PACKED = 2**62
_MIN_BUYERS, _MONTH, _QUARTER, _QUARTERS = 100, 30, 90, 2
_MEASURED = 60_000


@dataclass(frozen=True, slots=True)
class _Needed:
    """Days on which customers bought products, one entry each, ascending by customer, need, day and product.

    Attributes:
        category: -1 for none.
        need: the category, for products without one a need each.
    """

    customer: Days
    need: Days
    day: Days
    product: Days
    category: Days
    wares: Wares

    def until(self, on: int, item: Days) -> Bools:
        """Which entries are of a known item up to a day."""
        known: Bools = (self.day <= on) & (item >= 0)
        return known


def needs_columns(sold: Sold | None, today: int, customers: int) -> tuple[Columns, dict[str, Any]]:
    """next_category, next_product, replenish_*; and how often each way to name the next one was right.

    Nothing where the shop has no order lines; next ones are unknown below 100 buyers. Large shops are worked in parts, each
    a random share of the customers with what is learned from them.
    """
    if sold is None:
        return {}, {}
    report: dict[str, Any] = {}
    columns: Columns = {}
    for part in sold.parts():
        needed, wares = _needed(part, today), part.wares
        if not len(needed.day):
            continue
        found = _replenish(needed, today, customers)
        report["replenishment"] = _kept_word(needed, today)
        for name, item, names in (
            ("category", needed.category, wares.categories), ("product", needed.product, wares.products),
        ):  # fmt: skip
            tested = _tested(needed, item, len(names), today)
            found[f"next_{name}"], method = _next(needed, item, names, today, tested, customers)
            report[name] = {"method": method} | {"tested": [_told(one) for one in tested]}
        columns = {name: pc.coalesce(columns[name], column) if name in columns else column for name, column in found.items()}
    return columns, report


def _needed(sold: Sold, today: int) -> _Needed:
    rows = np.flatnonzero((sold.product >= 0) & (sold.day <= today))
    customer, day, product = (column[rows].astype(np.int64) for column in (sold.customer, sold.day, sold.product))
    category = sold.wares.category[product]
    need = np.where(category >= 0, category, len(sold.wares.categories) + product)
    order = _order(customer, need, day, product)
    return _Needed(customer[order], need[order], day[order], product[order], category[order], sold.wares)


def _order(*keys: Days) -> Days:
    """Positions by keys of at least 0, the first before the others; of equal ones one alone."""
    widths = [int(key.max(initial=0)) + 1 for key in keys]
    if math.prod(widths) < _PACKED:  # one number says all of them, and sorts far faster
        packed = np.zeros(len(keys[0]), dtype=np.int64)
        for key, width in zip(keys, widths, strict=True):
            packed = packed * width + key
        keys, order = (packed,), np.argsort(packed)
    else:
        order = np.lexsort(keys[::-1])
    new = np.zeros(len(order), dtype=bool)
    for key in keys:
        new |= np.diff(key[order], prepend=-1) != 0
    kept: Days = order[new]
    return kept


def _bought(needed: _Needed, item: Days, items: int, on: int, customers: Days) -> Bought:
    """What was bought by a day, by those customers, whose codes become their places."""
    place = np.full(int(needed.customer.max()) + 1, -1, dtype=np.int64)
    place[customers] = np.arange(len(customers))
    rows = needed.until(on, item) & (place[needed.customer] >= 0)
    width, first = max(items, 1), int(needed.day.min())
    pairs, days = place[needed.customer[rows]] * width + item[rows], on - first + 1
    once = _distinct(pairs * days + needed.day[rows] - first)
    pairs, day = np.divmod(once, max(days, 1))
    last = np.flatnonzero(np.diff(pairs, append=-1))
    customer, what = np.divmod(pairs[last], width)
    return Bought(customer, what, np.diff(last, prepend=-1), day[last] + first, len(customers), items)


def _distinct(values: Days) -> Days:
    """The values ascending, each once."""
    ordered = np.sort(values)
    once: Days = ordered[np.diff(ordered, prepend=-1) != 0]
    return once


def _tested(needed: _Needed, item: Days, items: int, today: int) -> list[HitRates]:
    """Hit rates over the last two quarters, the latest first; of a sample of customers in large shops."""
    customers = _distinct(needed.customer)
    customers = customers[:: max(1, -(-len(customers) // _MEASURED))]
    found = []
    for back in range(1, _QUARTERS + 1):
        on = today - back * _QUARTER
        before = _bought(needed, item, items, on, customers)
        if len(_distinct(before.customer)) < _MIN_BUYERS:
            continue
        after = (needed.day > on) & (needed.day <= on + _QUARTER) & (item >= 0) & np.isin(needed.customer, customers)
        rates = hit_rates(before, on, np.searchsorted(customers, needed.customer[after]), item[after])
        found += [rates] if rates else []
    return found


def _next(
    needed: _Needed, item: Days, names: pa.Array, today: int, tested: list[HitRates], customers: int
) -> tuple[pa.Array, str | None]:
    """Everybody's next item by the method that was right most often; unknown where none could be tested."""
    if not tested:
        return pa.nulls(customers, pa.string()), None
    method = max(METHODS, key=lambda name: sum(rates.at_1[name] * rates.customers for rates in tested))
    buyers = _distinct(needed.customer)
    place = np.full(customers, -1, dtype=np.int64)
    place[buyers] = next_items(_bought(needed, item, len(names), today, buyers), today, method, 1)[:, 0]
    return texts(names, place), method


def _due(needed: _Needed, on: int) -> Replenishment:
    """What comes again for whom, from what was bought by a day."""
    rows = needed.day <= on
    customer, need, day, product = (column[rows] for column in (needed.customer, needed.need, needed.day, needed.product))
    new = np.ones(len(day), dtype=bool)
    new[1:] = (np.diff(customer) != 0) | (np.diff(need) != 0) | (np.diff(day) != 0)
    return replenishment(NeedDays(customer[new], need[new], day[new], product[new]), on, needed.wares.days_of_use)


def _kept_word(needed: _Needed, today: int) -> dict[str, Any] | None:
    """Of those due in the month that ended today, who bought for that need in it; beside all others with a need."""
    on = today - _MONTH
    found = _due(needed, on)
    if not len(found.due):
        return None
    width, later = len(needed.wares.categories) + len(needed.wares.products), needed.day > on
    bought = np.isin(found.customer * width + found.need, needed.customer[later] * width + needed.need[later])
    due = (found.due > on) & (found.due <= today)
    shares = {name: float(bought[rows].mean()) if rows.any() else None for name, rows in (("due", due), ("others", ~due))}
    return {"days": _MONTH, "due": int(due.sum()), "due_bought": shares["due"], "others_bought": shares["others"]}


def _replenish(needed: _Needed, today: int, customers: int) -> Columns:
    """The need that each customer has bought for most often, of those the one that comes due first."""
    found = _due(needed, today)
    usual = np.lexsort((found.item, found.due, -found.own_gaps, found.customer))[::-1]
    place = np.full(customers, -1, dtype=np.int64)
    place[found.customer[usual]] = usual  # written last: the most usual
    some, at = place >= 0, np.maximum(place, 0)
    days = {
        name: dates(np.where(some, column[at], NO_DAY) if len(column) else np.full(customers, NO_DAY))
        for name, column in (
            ("replenish_on", found.due), ("replenish_earliest_on", found.earliest), ("replenish_latest_on", found.latest),
        )
    }  # fmt: skip
    category = np.where(found.need < len(needed.wares.categories), found.need, -1)
    return days | {
        "replenish_product": texts(needed.wares.products, np.where(some, found.item[at], -1) if some.any() else place),
        "replenish_category": texts(needed.wares.categories, np.where(some, category[at], -1) if some.any() else place)
        if len(needed.wares.categories)
        else pa.nulls(customers, pa.string()),
    }


def _told(rates: HitRates) -> dict[str, Any]:
    return asdict(rates)
