"""What each customer buys: units, favourite product and category, and the product that the relationship began with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.analytics.order_days import Days, Floats
from tools.warehouse.profiles.cells import Columns, decimals, texts
from tools.warehouse.profiles.sold import Sold

__all__ = ["basket_columns", "category_shares", "top_categories"]

_TOP_CATEGORIES = 8


def basket_columns(sold: Sold | None, customers: int) -> Columns:
    """The product columns of profiles; nothing where the shop has no order lines.

    Favourites are what most lines hold, then most revenue, then the smaller name.
    """
    if sold is None:
        return {}
    wares = sold.wares
    favourite, first, category = (np.full(customers, -1, dtype=np.int64) for _ in range(3))
    for part in sold.parts():
        products, categories = _Held.of(part, part.product), _Held.of(part, part.category)
        products.write(favourite, -products.lines, -products.spent)
        products.write(first, products.since, -products.spent)
        categories.write(category, -categories.lines, -categories.spent)
    columns = {
        "favourite_product": texts(wares.products, favourite),
        "first_product": texts(wares.products, first),
        "units": decimals(sold.units),
    }
    return columns | ({"favourite_category": texts(wares.categories, category)} if len(wares.categories) else {})


def top_categories(sold: Sold | None, on: int) -> list[int]:
    """The categories with most revenue up to a day, the largest first; none where lines have no category."""
    if sold is None or not len(sold.wares.categories):
        return []
    rows, wares = sold.day <= on, sold.wares
    spent = np.bincount(sold.product[rows] % len(wares.category), sold.revenue[rows], minlength=len(wares.category))
    known = wares.category >= 0
    by_category = np.bincount(wares.category[known], np.round(spent[known], 6), minlength=len(wares.categories))
    best = np.argsort(-by_category, kind="stable")[:_TOP_CATEGORIES]
    return [int(category) for category in best if by_category[category]]


def category_shares(sold: Sold | None, on: int, categories: list[int], customers: int) -> dict[str, Floats]:
    """What part of each customer's lines up to a day is of each category; NaN for those without a line."""
    if sold is None or not categories:
        return {}
    width, wares = len(categories) + 1, sold.wares
    column = np.full(len(wares.categories) + 1, len(categories), dtype=np.int64)  # the last for every other
    column[categories] = np.arange(len(categories))
    rows = sold.day <= on
    place = sold.customer[rows] * np.int64(width) + column[wares.category][sold.product[rows]]
    lines = np.bincount(place, minlength=customers * width).reshape(customers, width)
    every = lines.sum(axis=1)
    shares = lines / np.where(every, every, np.nan)[:, None]
    return {wares.categories[category].as_py(): shares[:, place] for place, category in enumerate(categories)}


@dataclass(frozen=True, slots=True)
class _Held:
    """What customers bought of items (products or categories): an entry each, ascending by customer and item."""

    customer: Days
    item: Days
    lines: Days
    spent: Floats
    since: Days

    @classmethod
    def of(cls, sold: Sold, item: NDArray[np.integer]) -> "_Held":
        """Add up the lines that name an item."""
        width, named = np.int64(int(item.max(initial=0)) + 1), np.flatnonzero(item >= 0)
        key = sold.customer[named] * width + item[named]
        order = np.argsort(key)
        key, order = key[order], named[order]
        start = np.flatnonzero(np.diff(key, prepend=-1))
        customer, which = np.divmod(key[start], width)
        if not len(start):
            return cls(customer, which, customer, np.zeros(0), customer)
        spent = np.asarray(np.round(np.add.reduceat(sold.revenue[order], start, dtype=np.float64), 2), dtype=np.float64)
        since = np.minimum.reduceat(sold.minute[order], start)
        return cls(customer, which, np.diff(start, append=len(key)), spent, since)

    def write(self, into: Days, *least: Days | Floats) -> None:
        """Write every customer's item of the least first value, of equal ones the least second, then the first item."""
        rows = np.arange(len(self.customer))
        for values in least:
            if len(rows):
                start = np.flatnonzero(np.diff(self.customer[rows], prepend=-1))
                smallest = np.minimum.reduceat(values[rows], start)
                rows = rows[values[rows] == np.repeat(smallest, np.diff(start, append=len(rows)))]
        into[self.customer[rows[::-1]]] = self.item[rows[::-1]]  # written last: the first
