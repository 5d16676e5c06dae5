"""What customers say: reviews, NPS answers and the friends they bring."""

from typing import Any

import numpy as np

from tools.warehouse.demo.calendar import SECONDS_A_DAY
from tools.warehouse.demo.columns import NONE, Flags, Ints, ids, instants, stream, whole
from tools.warehouse.demo.orders import Orders
from tools.warehouse.demo.people import People

__all__ = ["referral_columns", "review_columns", "survey_columns"]

_REVIEWED, _ANSWERED = 0.075, 0.085
_REFERRAL = 5  # position of "referral" among the channels
_CANDIDATES = 3


def review_columns(orders: Orders, people: People, seed: int, end: int) -> dict[str, Any]:
    """The columns of `reviews`: of lines that were bought one-off, days after the order."""
    rng = stream(seed, "reviews")
    line = np.flatnonzero(_asked(orders)[orders.lines.order])
    line = line[rng.random(len(line)) < _REVIEWED]
    order = orders.lines.order[line]
    at = _days_after(orders.purchases.at[order], rng, 5, 30)
    customer = orders.purchases.customer[order]
    rating = np.rint(4.45 + 0.45 * people.satisfaction[customer] + rng.normal(0, 0.65, len(line))).astype(np.int64)
    kept = np.flatnonzero(at < end)
    kept = kept[np.argsort(at[kept], kind="stable")]
    return {
        "review_id": ids("W", np.arange(len(kept))),
        "customer_id": ids("C", customer[kept]),
        "product_id": ids("P", orders.lines.product[line][kept]),
        "rating": whole(np.clip(rating, 1, 5)[kept]),
        "written_at": instants(at[kept]),
    }


def survey_columns(orders: Orders, people: People, seed: int, end: int) -> dict[str, Any]:
    """The columns of `surveys`: an NPS answer two to three weeks after an order."""
    rng = stream(seed, "surveys")
    order = np.flatnonzero(_asked(orders))
    order = order[rng.random(len(order)) < _ANSWERED]
    at = _days_after(orders.purchases.at[order], rng, 14, 21)
    customer = orders.purchases.customer[order]
    score = np.rint(8.38 + 0.95 * people.satisfaction[customer] + rng.normal(0, 1.35, len(order))).astype(np.int64)
    kept = np.flatnonzero(at < end)
    kept = kept[np.argsort(at[kept], kind="stable")]
    return {
        "customer_id": ids("C", customer[kept]), "score": whole(np.clip(score, 0, 10)[kept]), "answered_at": instants(at[kept]),
    }  # fmt: skip


def referral_columns(orders: Orders, people: People, created: Ints, seed: int) -> dict[str, Any]:
    """The columns of `referrals`: each contact who came by referral, and an earlier, rather satisfied, buyer."""
    rng = stream(seed, "referrals")
    first = np.flatnonzero(orders.first_of_customer & ~orders.cancelled)
    buyer, bought_at = orders.purchases.customer[first], orders.purchases.at[first]
    referred = np.flatnonzero(people.channel == _REFERRAL)
    before = np.searchsorted(bought_at, created[referred])
    referred, before = referred[before > 0], before[before > 0]
    candidates = buyer[(rng.random((len(referred), _CANDIDATES)) * before[:, None]).astype(np.int64)]
    best = np.argmax(people.satisfaction[candidates], axis=1)
    return {
        "referrer_id": ids("C", candidates[np.arange(len(referred)), best]),
        "referred_id": ids("C", referred),
        "referred_at": instants(created[referred]),
    }


def _asked(orders: Orders) -> Flags:
    p = orders.purchases
    asked: Flags = ~orders.cancelled & (p.customer != NONE) & (p.subscription == NONE)
    return asked


def _days_after(at: Ints, rng: np.random.Generator, least: int, most: int) -> Ints:
    return at + (rng.uniform(least, most, len(at)) * SECONDS_A_DAY).astype(np.int64)
