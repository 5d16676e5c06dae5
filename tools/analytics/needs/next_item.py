"""What somebody will buy next: by own habit, by what goes together with it, by both, or by what is popular.

Which of the four is used is decided by how often it was right in earlier quarters (cosine of items: Sarwar et al. 2001).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.analytics.order_days import Days

__all__ = ["METHODS", "Bought", "HitRates", "hit_rates", "next_items"]

METHODS = ("popular", "habit", "together", "both")
_MOST_ITEMS, _NEIGHBOURS, _HALF_LIFE_DAYS, _SHRINK = 2_000, 30, 90.0, 10.0
_AT_ONCE = 50_000
_TIE = 1e-12  # per buyer: less than any difference that means something


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
    found = np.full((bought.customers, most), -1, dtype=np.int64)
    buyers, owned, ties = _buyers(bought), _owned(bought, on), _ties(bought, (method,))[method]
    for first in range(0, bought.customers, _AT_ONCE):
        found[first : first + _AT_ONCE] = _best(owned[first : first + _AT_ONCE] @ ties, buyers, most)
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
    buyers, owned, ties = _buyers(before), _owned(before, on)[again], _ties(before, METHODS)
    at_1, at_5 = {}, {}
    for method in METHODS:
        named = _best(owned @ ties[method], buyers, 5)
        right = np.isin(again[:, None] * before.items + named, pairs) & (named >= 0)
        at_1[method], at_5[method] = float(right[:, 0].mean()), float(right.any(axis=1).mean())
    return HitRates(len(again), at_1, at_5)


def _buyers(bought: Bought) -> Days:
    return np.bincount(bought.item, minlength=bought.items)


def _popular(buyers: Days) -> Days:
    return np.argsort(-buyers, kind="stable")[: int((buyers > 0).sum())]


def _owned(bought: Bought, on: int) -> Any:
    """Customers x items: how often, the less the longer ago."""
    from scipy.sparse import csr_matrix

    fresh = np.log1p(bought.times) * 0.5 ** (np.maximum(on - bought.last, 0) / _HALF_LIFE_DAYS)
    return csr_matrix((fresh, (bought.customer, bought.item)), shape=(bought.customers, bought.items))


def _ties(bought: Bought, methods: Collection[str]) -> dict[str, Any]:
    """Items x items by method: what owning one says about the next, which is nothing for the popular ones."""
    from scipy.sparse import csr_matrix, identity

    habit = identity(bought.items, format="csr")
    found = {"popular": csr_matrix((bought.items, bought.items)), "habit": habit}
    if not found.keys() >= set(methods):
        together = _cosines(bought)
        found |= {"together": together, "both": (habit + together).tocsr()}
    return found


def _cosines(bought: Bought) -> Any:
    """Shrunk cosine of the customers of two items, for the most bought items, each with its nearest alone."""
    from scipy.sparse import csr_matrix

    top = _popular(_buyers(bought))[:_MOST_ITEMS]
    place = np.full(bought.items, -1, dtype=np.int64)
    place[top] = np.arange(len(top))
    kept = place[bought.item] >= 0
    pairs = (np.ones(int(kept.sum()), dtype=np.float32), (bought.customer[kept], place[bought.item[kept]]))
    owns = csr_matrix(pairs, shape=(bought.customers, len(top)))
    cosine = (owns.T @ owns).toarray()
    size = np.sqrt(cosine.diagonal())
    np.fill_diagonal(cosine, 0.0)
    cosine /= np.outer(size, size) + np.float32(_SHRINK)
    near = np.argpartition(-cosine, min(_NEIGHBOURS, len(top) - 1), axis=1)[:, :_NEIGHBOURS]
    value = np.take_along_axis(cosine, near, axis=1)
    row, column = np.nonzero(value)
    return csr_matrix((value[row, column], (top[row], top[near[row, column]])), shape=(bought.items, bought.items))


def _best(scores: Any, buyers: Days, most: int) -> Days:
    """The items of highest score per row, of equal ones the more popular, then popular ones that are not yet among them."""
    named = np.full((scores.shape[0], 2 * most), -1, dtype=np.int64)
    sizes = np.diff(scores.indptr)
    some = np.flatnonzero(sizes)
    row, start = np.repeat(np.arange(len(some)), sizes[some]), scores.indptr[some]
    left = scores.data * (1.0 + _TIE * buyers[scores.indices])
    for rank in range(most if len(some) else 0):
        at = np.flatnonzero((left == np.maximum.reduceat(left, start)[row]) & (left > 0))
        at = at[np.diff(row[at], prepend=-1) > 0]
        named[some[row[at]], rank] = scores.indices[at]
        left[at] = 0.0
    popular = _popular(buyers)[:most]
    repeated = (popular[:, None] == named[:, None, :most]).any(axis=2)
    named[:, most : most + len(popular)] = np.where(repeated, -1, popular)
    order = np.argsort(named < 0, axis=1, kind="stable")
    return np.take_along_axis(named, order, axis=1)[:, :most]
