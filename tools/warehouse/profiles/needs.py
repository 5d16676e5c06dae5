"""What each customer will need next: category, product, and when something runs out; measured on the last quarters."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.needs.next_item import METHODS, Bought, HitRates, hit_rates, next_items
from tools.analytics.needs.replenishment import NeedDays, Replenishment, replenishment
from tools.analytics.order_days import NO_DAY, Bools, Days, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.baskets import sold_lines
from tools.warehouse.profiles.cells import Columns, dates, texts
from tools.warehouse.profiles.history import day_number
from tools.warehouse.profiles.people import People, day_numbers

__all__ = ["needs_columns"]

_LINES_AT_ONCE = 5_000_000
_MIN_BUYERS, _MONTH, _QUARTER, _QUARTERS = 100, 30, 90, 2
_MEASURED = 60_000


@dataclass(frozen=True, slots=True)
class _Sold:
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
    products: pa.Array
    categories: pa.Array
    days_of_use: Floats

    def until(self, on: int, item: Days) -> Bools:
        """Which entries are of a known item up to a day."""
        known: Bools = (self.day <= on) & (item >= 0)
        return known


def needs_columns(warehouse: Warehouse, people: People) -> tuple[Columns, dict[str, Any]]:
    """next_category, next_product, replenish_*; and how often each way to name the next one was right.

    Nothing where the shop has no order lines; next ones are unknown below 100 buyers. Large shops are worked in parts, each
    a random share of the customers with what is learned from them.
    """
    if not warehouse.has("orders", "order_lines"):
        return {}, {}
    rows = int(warehouse.manifest.get("rows", {}).get("order_lines", 0))
    parts = 1 + rows // _LINES_AT_ONCE
    today, report = day_number(warehouse.today), {}
    columns: Columns = {}
    for part in range(parts):
        sold = _read(warehouse, people, part, parts, today)
        if not len(sold.day):
            continue
        found = _replenish(sold, today, len(people))
        report["replenishment"] = _kept_word(sold, today)
        for name, item, names in (("category", sold.category, sold.categories), ("product", sold.product, sold.products)):
            tested = _tested(sold, item, len(names), today)
            found[f"next_{name}"], method = _next(sold, item, names, today, tested, len(people))
            report[name] = {"method": method} | {"tested": [_told(one) for one in tested]}
        columns = {name: pc.coalesce(columns[name], column) if name in columns else column for name, column in found.items()}
    return columns, report


def _read(warehouse: Warehouse, people: People, part: int, parts: int, today: int) -> _Sold:
    lines = sold_lines(warehouse, part, parts)
    kept = lines.filter(lines.product_id.notnull(), lines.ordered_on <= warehouse.today)
    rows = warehouse.run(kept.select("customer_id", "ordered_on", "product_id", "category"))
    code = people.codes(rows["customer_id"])
    rows, code = rows.filter(pa.array(code >= 0)), code[code >= 0]
    day, (product, products) = day_numbers(rows["ordered_on"]), _coded(rows["product_id"])
    known = rows["category"] if warehouse.has("products") else pa.chunked_array([pa.nulls(len(rows), pa.string())])
    category, categories = _coded(known)
    need = np.where(category >= 0, category, len(categories) + product)
    order = _order(code * (len(categories) + len(products)) + need, day * len(products) + product)
    return _Sold(
        code[order], need[order], day[order], product[order], category[order], products, categories,
        _days_of_use(warehouse, products),
    )  # fmt: skip


def _order(major: Days, minor: Days) -> Days:
    """Positions by two keys, of equal pairs one alone."""
    order = np.lexsort((minor, major))
    major, minor = major[order], minor[order]
    kept: Days = order[(np.diff(major, prepend=-1) != 0) | (np.diff(minor, prepend=-1) != 0)]
    return kept


def _coded(values: pa.ChunkedArray) -> tuple[Days, pa.Array]:
    """The place of each value, -1 for null, among all there are, ascending."""
    names = pc.unique(values).drop_null()
    names = names.take(pc.array_sort_indices(names))
    return np.asarray(pc.fill_null(pc.index_in(values, value_set=names), -1), dtype=np.int64), names


def _days_of_use(warehouse: Warehouse, products: pa.Array) -> Floats:
    if not warehouse.has("products"):
        return np.full(len(products), np.nan)
    rows = warehouse.run(warehouse.table("products").select("product_id", "usual_days_of_use"))
    place = pc.index_in(products, value_set=rows["product_id"].combine_chunks())
    said = rows["usual_days_of_use"].combine_chunks().take(place).cast(pa.float64())
    return np.asarray(pc.fill_null(said, np.nan), dtype=np.float64)


def _bought(sold: _Sold, item: Days, items: int, on: int, customers: Days) -> Bought:
    """What was bought by a day, by those customers, whose codes become their places."""
    place = np.full(int(sold.customer.max()) + 1, -1, dtype=np.int64)
    place[customers] = np.arange(len(customers))
    rows = sold.until(on, item) & (place[sold.customer] >= 0)
    width, first = max(items, 1), int(sold.day.min())
    pairs, days = place[sold.customer[rows]] * width + item[rows], on - first + 1
    once = _distinct(pairs * days + sold.day[rows] - first)
    pairs, day = np.divmod(once, max(days, 1))
    last = np.flatnonzero(np.diff(pairs, append=-1))
    customer, what = np.divmod(pairs[last], width)
    return Bought(customer, what, np.diff(last, prepend=-1), day[last] + first, len(customers), items)


def _distinct(values: Days) -> Days:
    """The values ascending, each once."""
    ordered = np.sort(values)
    once: Days = ordered[np.diff(ordered, prepend=-1) != 0]
    return once


def _tested(sold: _Sold, item: Days, items: int, today: int) -> list[HitRates]:
    """Hit rates over the last two quarters, the latest first; of a sample of customers in large shops."""
    customers = _distinct(sold.customer)
    customers = customers[:: max(1, -(-len(customers) // _MEASURED))]
    found = []
    for back in range(1, _QUARTERS + 1):
        on = today - back * _QUARTER
        before = _bought(sold, item, items, on, customers)
        if len(_distinct(before.customer)) < _MIN_BUYERS:
            continue
        after = (sold.day > on) & (sold.day <= on + _QUARTER) & (item >= 0) & np.isin(sold.customer, customers)
        rates = hit_rates(before, on, np.searchsorted(customers, sold.customer[after]), item[after])
        found += [rates] if rates else []
    return found


def _next(
    sold: _Sold, item: Days, names: pa.Array, today: int, tested: list[HitRates], customers: int
) -> tuple[pa.Array, str | None]:
    """Everybody's next item by the method that was right most often; unknown where none could be tested."""
    if not tested:
        return pa.nulls(customers, pa.string()), None
    method = max(METHODS, key=lambda name: sum(rates.at_1[name] * rates.customers for rates in tested))
    buyers = _distinct(sold.customer)
    place = np.full(customers, -1, dtype=np.int64)
    place[buyers] = next_items(_bought(sold, item, len(names), today, buyers), today, method, 1)[:, 0]
    return texts(names, place), method


def _due(sold: _Sold, on: int) -> Replenishment:
    """What comes again for whom, from what was bought by a day."""
    rows = sold.day <= on
    customer, need, day, product = (column[rows] for column in (sold.customer, sold.need, sold.day, sold.product))
    new = np.ones(len(day), dtype=bool)
    new[1:] = (np.diff(customer) != 0) | (np.diff(need) != 0) | (np.diff(day) != 0)
    return replenishment(NeedDays(customer[new], need[new], day[new], product[new]), on, sold.days_of_use)


def _kept_word(sold: _Sold, today: int) -> dict[str, Any] | None:
    """Of those due in the month that ended today, who bought for that need in it; beside all others with a need."""
    on = today - _MONTH
    found = _due(sold, on)
    if not len(found.due):
        return None
    width, later = len(sold.categories) + len(sold.products), sold.day > on
    bought = np.isin(found.customer * width + found.need, sold.customer[later] * width + sold.need[later])
    due = (found.due > on) & (found.due <= today)
    shares = {name: float(bought[rows].mean()) if rows.any() else None for name, rows in (("due", due), ("others", ~due))}
    return {"days": _MONTH, "due": int(due.sum()), "due_bought": shares["due"], "others_bought": shares["others"]}


def _replenish(sold: _Sold, today: int, customers: int) -> Columns:
    """The need that each customer has bought for most often, of those the one that comes due first."""
    found = _due(sold, today)
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
    category = np.where(found.need < len(sold.categories), found.need, -1)
    return days | {
        "replenish_product": texts(sold.products, np.where(some, found.item[at], -1) if some.any() else place),
        "replenish_category": texts(sold.categories, np.where(some, category[at], -1) if some.any() else place)
        if len(sold.categories)
        else pa.nulls(customers, pa.string()),
    }


def _told(rates: HitRates) -> dict[str, Any]:
    return asdict(rates)
