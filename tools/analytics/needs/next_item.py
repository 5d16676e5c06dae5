"""What somebody will buy next: by own habit, by what goes together with it, by both, or by what is popular.

Which of the four is used is decided by how often it was right in earlier quarters (cosine of items: Sarwar et al. 2001).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.analytics.order_days import Days, Floats

__all__ = ["METHODS", "Bought", "HitRates", "hit_rates", "next_items"]

METHODS = ("popular", "habit", "together", "both")
_MOST_ITEMS, _NEIGHBOURS, _HALF_LIFE_DAYS, _SHRINK = 2_000, 30, 90.0, 10.0
_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Bought:
    """Which customer bought which item by a day, one entry per pair.

    Attributes:
        customer, item: codes.
        times: order days with it.
        last: the latest of them.
        customers, items: how many codes there are.
    """

    customer: Days
    item: Days
    times: Days
    last: Days
    customers: int
    items: int


@dataclass(frozen=True, slots=True)
class HitRates:
    """Share of customers for whom one of the first 1 or 5 items named was among those that they then bought."""

    customers: int
    at_1: Mapping[str, float]
    at_5: Mapping[str, float]


def next_items(bought: Bought, on: int, method: str, most: int) -> Days:
    """The likeliest items of each customer, best first, filled up with popular ones: customers x most.

    Everybody has as many, as long as the shop has; -1 after that.
    """
    popular = _popular(bought)[:most]
    found = np.full((bought.customers, most), -1, dtype=np.int64)
    found[:, : len(popular)] = popular
    if method == "popular":
        return found
    owned, ties = _owned(bought, on), _ties(bought, method)
    for first in range(0, bought.customers, _AT_ONCE):
        scores = (owned[first : first + _AT_ONCE] @ ties).tocsr()
        found[first : first + _AT_ONCE] = _best(scores, found[first : first + _AT_ONCE], most)
    return found


def hit_rates(before: Bought, on: int, customer: Days, item: Days) -> HitRates | None:
    """How often each method was right about those who had bought before and bought again.

    Args:
        customer, item: distinct pairs bought after day `on`.

    Returns:
        None where nobody bought again.
    """
    again = np.intersect1d(np.unique(before.customer), customer)
    if not len(again):
        return None
    pairs = np.unique(customer * before.items + item)
    at_1, at_5 = {}, {}
    for method in METHODS:
        named = next_items(before, on, method, 5)[again]
        right = np.isin(again[:, None] * before.items + named, pairs) & (named >= 0)
        at_1[method], at_5[method] = float(right[:, 0].mean()), float(right.any(axis=1).mean())
    return HitRates(len(again), at_1, at_5)


def _popular(bought: Bought) -> Days:
    buyers = np.bincount(bought.item, minlength=bought.items)
    return np.argsort(-buyers, kind="stable")[: int((buyers > 0).sum())]


def _owned(bought: Bought, on: int) -> Any:
    """Customers x items: how often, the less the longer ago."""
    from scipy.sparse import csr_matrix

    fresh = np.log1p(bought.times) * 0.5 ** (np.maximum(on - bought.last, 0) / _HALF_LIFE_DAYS)
    return csr_matrix((fresh, (bought.customer, bought.item)), shape=(bought.customers, bought.items))


def _ties(bought: Bought, method: str) -> Any:
    """Items x items: what owning one says about the next."""
    from scipy.sparse import identity

    habit = identity(bought.items, format="csr")
    if method == "habit":
        return habit
    together = _cosines(bought)
    return together if method == "together" else (habit + together).tocsr()


def _cosines(bought: Bought) -> Any:
    """Shrunk cosine of the customers of two items, for the most bought items, each with its nearest alone."""
    from scipy.sparse import csr_matrix

    chosen = np.zeros(bought.items, dtype=bool)
    chosen[_popular(bought)[:_MOST_ITEMS]] = True
    kept = chosen[bought.item]
    pairs = (np.ones(int(kept.sum())), (bought.customer[kept], bought.item[kept]))
    owns = csr_matrix(pairs, shape=(bought.customers, bought.items))
    both = (owns.T @ owns).tocoo()
    apart = both.row != both.col
    row, column, count = both.row[apart], both.col[apart], both.data[apart]
    buyers = np.bincount(bought.item, minlength=bought.items)
    cosine = count / (np.sqrt(buyers[row] * buyers[column]) + _SHRINK)
    near = _first_of_each(row, cosine, _NEIGHBOURS)
    return csr_matrix((cosine[near], (row[near], column[near])), shape=(bought.items, bought.items))


def _first_of_each(group: Days, value: Floats, most: int) -> Days:
    """Positions of the highest values of each group, ascending by group, best first."""
    order = np.lexsort((-value, group))
    starts = np.flatnonzero(np.concatenate(([True], np.diff(group[order]) != 0))) if len(order) else order
    sizes = np.diff(np.append(starts, len(order)))
    rank = np.arange(len(order)) - np.repeat(starts, sizes)
    kept: Days = order[rank < most]
    return kept


def _best(scores: Any, otherwise: Days, most: int) -> Days:
    """The items of highest score per row, then the others that are not yet among them."""
    rows = np.repeat(np.arange(scores.shape[0]), np.diff(scores.indptr))
    best = _first_of_each(rows, scores.data, most)
    named = np.full((len(otherwise), 2 * most), -1, dtype=np.int64)
    counts = np.bincount(rows[best], minlength=len(otherwise))
    named[rows[best], np.arange(len(best)) - np.repeat(np.cumsum(counts) - counts, counts)] = scores.indices[best]
    repeated = (otherwise[:, :, None] == named[:, None, :most]).any(axis=2)
    named[:, most:] = np.where(repeated, -1, otherwise)
    order = np.argsort(named < 0, axis=1, kind="stable")
    return np.take_along_axis(named, order, axis=1)[:, :most]
