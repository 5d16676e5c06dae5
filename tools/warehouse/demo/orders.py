"""Orders as the shop's system shows them: coupons, where they were placed, cancellations and refund documents."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from tools.warehouse.demo.baskets import Lines, fill_baskets
from tools.warehouse.demo.calendar import SECONDS_A_DAY, Calendar
from tools.warehouse.demo.catalogue import Catalogue
from tools.warehouse.demo.columns import NONE, Flags, Floats, Ints, ids, instants, money, numbers, stream, whole, words
from tools.warehouse.demo.people import People
from tools.warehouse.demo.purchases import Purchases

__all__ = ["SALES_CHANNELS", "Orders", "Refunds", "order_columns", "order_line_columns", "place_orders"]

SALES_CHANNELS = ("web", "app", "store", "marketplace", "subscription")
_CHANNEL_SHARES = (0.60, 0.12, 0.18, 0.10)
_STORE_COUNTRY = 0  # the store is in Madrid
_STATUSES = ("completed", "cancelled", "refund")
_USUAL_COUPONS = ("AMIGO10", "CAFE10")
_FIRST_COUPON, _FIRST_RATE, _FIRST_SHARE = "HOLA10", 0.10, 0.55
_RATE_OF_CAMPAIGN = {"BFVIP": 0.25, "FLASH20": 0.20, "VUELVE15": 0.15}


@dataclass(frozen=True)
class Refunds:
    """Refund documents: the order each belongs to, when, the first and the last line that it takes back."""

    order: Ints
    at: Ints
    whole: Flags
    line: Ints


@dataclass(frozen=True)
class Orders:
    """Every order, oldest first, with its lines and the refund documents; codes point into the lists beside them."""

    purchases: Purchases
    lines: Lines
    refunds: Refunds
    cancelled: Flags
    coupon: Ints
    coupons: list[str]
    sales_channel: Ints
    country: Ints
    city: Ints
    first_of_customer: Flags


def place_orders(
    purchases: Purchases, people: People, plan: Ints, coupon_of_touch: list[str], seed: int, calendar: Calendar,
    catalogue: Catalogue,
) -> Orders:  # fmt: skip
    """Turn purchases into orders.

    Args:
        plan: per purchase, the plan of its subscription, NONE for one-off ones.
        coupon_of_touch: per purchase, the coupon of the message that caused it, empty if none.
    """
    rng = stream(seed, "orders")
    first = _first_of_customer(purchases)
    coupon, coupons, rate = _coupons(purchases, plan, first, coupon_of_touch, rng, calendar)
    lines = fill_baskets(purchases, people, rate, plan, seed, calendar, catalogue)
    cancelled = (rng.random(purchases.count) < 0.009) & (plan == NONE)
    refunds = _refunds(purchases, lines, ~cancelled, rng, calendar)
    country, city = _where(purchases, people, rng, catalogue)
    channel = rng.choice(4, purchases.count, p=_CHANNEL_SHARES)
    channel = np.where((channel == 2) & (country != _STORE_COUNTRY), 0, channel)
    return Orders(
        purchases, lines, refunds, cancelled, coupon, coupons, np.where(plan != NONE, 4, channel), country, city, first
    )


def order_columns(orders: Orders, visit: Ints, catalogue: Catalogue) -> dict[str, Any]:
    """The columns of `orders`: the orders, then the refund documents, whose amounts are positive."""
    p, refunds = orders.purchases, orders.refunds
    of = refunds.order
    paid, taken_off = orders.lines.totals(p.count)
    given_back = np.where(refunds.whole, paid[of], orders.lines.revenue[refunds.line])
    none = np.full(len(of), NONE)
    return {
        "order_id": pa.chunked_array([ids("O", np.arange(p.count)), ids("R", np.arange(len(of)))]),
        "customer_id": ids("C", np.concatenate([p.customer, p.customer[of]])),
        "ordered_at": instants(np.concatenate([p.at, refunds.at])),
        "status": words(_STATUSES, np.concatenate([orders.cancelled.astype(np.int64), np.full(len(of), 2)])),
        "revenue": money(np.concatenate([paid, given_back])),
        "discount": money(np.concatenate([taken_off, np.zeros(len(of), dtype=np.int64)])),
        "currency": words(["EUR"], np.zeros(p.count + len(of), dtype=np.int64)),
        "country": words([c.name for c in catalogue.countries], np.concatenate([orders.country, orders.country[of]])),
        "city": words(catalogue.cities, np.concatenate([orders.city, orders.city[of]])),
        "sales_channel": words(SALES_CHANNELS, np.concatenate([orders.sales_channel, orders.sales_channel[of]])),
        "coupon_code": words(orders.coupons, np.concatenate([orders.coupon, none])),
        "refund_of": ids("O", np.concatenate([np.full(p.count, NONE), of])),
        "subscription_id": ids("S", np.concatenate([p.subscription, p.subscription[of]])),
        "visit_id": ids("V", np.concatenate([visit, none])),
    }


def order_line_columns(orders: Orders) -> dict[str, Any]:
    """The columns of `order_lines`; lines of refund documents say what was given back."""
    lines = orders.lines
    document, back = _lines_given_back(orders)
    starts = np.flatnonzero(np.append(True, document[1:] != document[:-1])) if len(document) else document
    line_no = np.arange(len(document)) - np.repeat(starts, np.diff(np.append(starts, len(document)))) + 1
    return {
        "order_id": pa.chunked_array([ids("O", lines.order), ids("R", document)]),
        "line_no": whole(np.concatenate([lines.number, line_no])),
        "product_id": ids("P", np.concatenate([lines.product, lines.product[back]])),
        "quantity": numbers(np.concatenate([lines.quantity, lines.quantity[back]]).astype(np.float64)),
        "unit_price": money(np.concatenate([lines.unit_price, lines.unit_price[back]])),
        "revenue": money(np.concatenate([lines.revenue, lines.revenue[back]])),
    }


def _lines_given_back(orders: Orders) -> tuple[Ints, Ints]:
    """For each line of each refund document, the document and the position of the original line."""
    lines, refunds = orders.lines, orders.refunds
    start = np.searchsorted(lines.order, refunds.order)
    count = np.searchsorted(lines.order, refunds.order, side="right") - start
    start, count = np.where(refunds.whole, start, refunds.line), np.where(refunds.whole, count, 1)
    document = np.repeat(np.arange(len(count)), count)
    within = np.arange(len(document)) - np.repeat(np.cumsum(count) - count, count)
    return document, np.repeat(start, count) + within


def _first_of_customer(purchases: Purchases) -> Flags:
    _, positions = np.unique(purchases.customer, return_index=True)
    first = np.zeros(purchases.count, dtype=np.bool_)
    first[positions] = True
    first &= purchases.customer != NONE
    return first


def _coupons(
    purchases: Purchases, plan: Ints, first: Flags, coupon_of_touch: list[str], rng: np.random.Generator, calendar: Calendar
) -> tuple[Ints, list[str], Floats]:
    """Per order the position of its coupon among the codes returned, and the share that it takes off."""
    count, day = purchases.count, calendar.day(purchases.at)
    code = np.full(count, "", dtype=object)
    rate, luck = np.zeros(count), rng.random((3, count))
    usual = luck[0] < 0.32
    code[usual], rate[usual] = np.array(_USUAL_COUPONS, dtype=object)[rng.integers(0, 2, int(usual.sum()))], 0.10
    welcome = first & (luck[1] < _FIRST_SHARE)
    code[welcome], rate[welcome] = _FIRST_COUPON, _FIRST_RATE
    for promotion in calendar.promotions:
        hit = (day >= promotion.first_day) & (day <= promotion.last_day) & (luck[2] < promotion.share_of_orders)
        code[hit], rate[hit] = promotion.code, promotion.rate
    sent = np.array(coupon_of_touch, dtype=object)
    code = np.where(sent != "", sent, code)
    rate = np.where(sent != "", [_RATE_OF_CAMPAIGN.get(c, 0.10) for c in coupon_of_touch], rate)
    code[plan != NONE], rate[plan != NONE] = "", 0.0
    codes = sorted(set(code) - {""})
    position = {"": NONE} | {c: n for n, c in enumerate(codes)}
    return np.array([position[c] for c in code]), codes, rate


def _refunds(purchases: Purchases, lines: Lines, completed: Flags, rng: np.random.Generator, calendar: Calendar) -> Refunds:
    """Full refunds within hours (the order then counts as cancelled), later full ones, and single lines taken back."""
    luck = rng.random(purchases.count)
    soon, later = completed & (luck < 0.006), completed & (luck >= 0.006) & (luck < 0.058)
    order = np.flatnonzero(soon | later)
    wait = np.where(soon[order], rng.uniform(0.02, 0.8, len(order)), 2 + rng.gamma(2.0, 5.0, len(order)))
    at = purchases.at[order] + (wait * SECONDS_A_DAY).astype(np.int64)
    whole = soon[order] | (rng.random(len(order)) < 0.68)
    line = np.searchsorted(lines.order, order)
    shown = calendar.day(at) < calendar.days
    order, at, whole, line = order[shown], at[shown], whole[shown], line[shown]
    by_time = np.argsort(at, kind="stable")
    return Refunds(order[by_time], at[by_time], whole[by_time], line[by_time])


def _where(purchases: Purchases, people: People, rng: np.random.Generator, catalogue: Catalogue) -> tuple[Ints, Ints]:
    """Where each order goes: home, to another city for a few, anywhere for guests."""
    guest = purchases.customer == NONE
    share = np.array([c.share for c in catalogue.countries])
    country = np.where(
        guest, rng.choice(len(share), purchases.count, p=share / share.sum()), people.country[purchases.customer]
    )
    first_city, cities = (
        np.array([getattr(c, name) for c in catalogue.countries])[country] for name in ("first_city", "cities")
    )
    elsewhere = guest | (rng.random(purchases.count) < 0.04)
    other = first_city + (rng.random(purchases.count) ** 1.7 * cities).astype(np.int64)
    return country, np.where(elsewhere, other, people.city[purchases.customer])
