"""A synthetic shop of any size as canonical Parquet, in flat memory, to measure imports and profiles on millions of orders.

Customers come over three years, buy at their own pace and stop without saying so; orders are written oldest first, as an
export would have them. Usage: python -m benchmarks.scale_data FOLDER [--orders 10000000] [--customers 1000000] [--lines].
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tools.warehouse.demo.columns import NONE, Floats, Ints, ids, instants, money, numbers, stream, whole, words

__all__ = ["ScaleShop", "write_scale_shop"]

_FIRST_SECOND = (date(2022, 1, 1) - date(1970, 1, 1)).days * 86_400
_DAYS = 1_096
_SLICES = 48
_PRODUCTS = 1_000
_COUNTRIES = ("Spain", "United Kingdom", "Ireland", "Mexico", "France", "Germany")
_COUNTRY_SHARES = (0.45, 0.2, 0.1, 0.1, 0.08, 0.07)
_CHANNELS = ("organic_search", "paid_search", "paid_social", "direct", "referral")
_STATUSES = ("completed", "cancelled", "refund")
_STATUS_SHARES = (0.96, 0.01, 0.03)


@dataclass(frozen=True)
class ScaleShop:
    """Latent customers: when they come and go (days), orders a day, usual basket in cents, country."""

    comes: Floats
    goes: Floats
    pace: Floats
    basket: Floats
    country: Ints

    @property
    def count(self) -> int:
        """How many customers there are."""
        return len(self.comes)


def write_scale_shop(folder: Path, orders: int, customers: int, seed: int = 7, lines: bool = False) -> dict[str, int]:
    """Write `customers`, `orders` (about as many as asked) and, if wanted, `order_lines` and `products` into a folder.

    Returns:
        Rows written, per table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shop = _meet(stream(seed, "customers"), orders, customers)
    pq.write_table(_customer_table(shop), folder / "customers.parquet")
    rows = {"customers": customers, "orders": 0, "order_lines": 0}
    if lines:
        pq.write_table(_product_table(), folder / "products.parquet")
    writers: dict[str, pq.ParquetWriter] = {}
    try:
        for name, table in _tables(shop, stream(seed, "orders"), lines):
            if name not in writers:
                writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", table.schema, use_dictionary=_coded(table))
            writers[name].write_table(table)
            rows[name] += table.num_rows
    finally:
        for writer in writers.values():
            writer.close()
    return rows


def _meet(rng: np.random.Generator, orders: int, customers: int) -> ScaleShop:
    """Draw the customers, their paces scaled so that about `orders` come out."""
    comes = np.sort(rng.random(customers) * (_DAYS - 1))
    goes = np.minimum(comes + rng.exponential(700, customers) + 1, _DAYS)
    pace = rng.gamma(0.8, 1.0, customers) + 0.02
    pace *= max(orders - customers, 0) / float((pace * (goes - comes)).sum())
    basket = rng.lognormal(np.log(4_000), 0.5, customers)
    country = rng.choice(len(_COUNTRIES), customers, p=_COUNTRY_SHARES)
    return ScaleShop(comes, goes, pace, basket, country)


def _tables(shop: ScaleShop, rng: np.random.Generator, lines: bool) -> Iterator[tuple[str, Any]]:
    """One slice of time after another: its orders and their lines."""
    written = 0
    edges = np.linspace(0, _DAYS, _SLICES + 1)
    for start, end in pairwise(edges.tolist()):
        customer, day = _buy(shop, rng, start, end)
        order = np.arange(written, written + len(customer))
        written += len(customer)
        cents = np.rint(shop.basket[customer] * rng.lognormal(0, 0.35, len(customer))).astype(np.int64) + 1
        yield "orders", _order_table(shop, order, customer, day, cents, rng)
        if lines:
            yield "order_lines", _line_table(order, cents, rng)


def _buy(shop: ScaleShop, rng: np.random.Generator, start: float, end: float) -> tuple[Ints, Floats]:
    """Who orders in a slice of time and when, oldest first: the first order on coming, the others at each one's pace."""
    begins, stops = np.maximum(shop.comes, start), np.minimum(shop.goes, end)
    times = rng.poisson(shop.pace * np.maximum(stops - begins, 0))
    customer = np.repeat(np.arange(shop.count), times)
    day = begins[customer] + rng.random(len(customer)) * (stops - begins)[customer]
    new = np.flatnonzero((shop.comes >= start) & (shop.comes < end))
    customer, day = np.concatenate([new, customer]), np.concatenate([shop.comes[new], day])
    oldest_first = np.argsort(day, kind="stable")
    return customer[oldest_first], day[oldest_first]


def _order_table(shop: ScaleShop, order: Ints, customer: Ints, day: Floats, cents: Ints, rng: np.random.Generator) -> pa.Table:
    count = len(order)
    status = rng.choice(len(_STATUSES), count, p=_STATUS_SHARES)
    coupon = rng.random(count) < 0.2
    return pa.table(
        {
            "order_id": ids("O", order, digits=9),
            "customer_id": ids("C", customer, digits=9),
            "ordered_at": instants(_FIRST_SECOND + (day * 86_400).astype(np.int64)),
            "status": words(_STATUSES, status),
            "revenue": money(cents),
            "discount": money(np.where(coupon, cents // 9, 0)),
            "currency": words(["EUR"], np.zeros(count, dtype=np.int64)),
            "country": words(_COUNTRIES, shop.country[customer]),
            "coupon_code": words(["SAVE10"], np.where(coupon, 0, NONE)),
        }
    )


def _line_table(order: Ints, cents: Ints, rng: np.random.Generator) -> pa.Table:
    """One to three lines an order; the first takes what the others leave, so that they add up."""
    per_order = rng.integers(1, 4, len(order))
    position = np.repeat(np.arange(len(order)), per_order)
    line_no = np.arange(len(position)) - np.repeat(np.cumsum(per_order) - per_order, per_order)
    share = cents[position] // 4
    amount = np.where(line_no == 0, cents[position] - share * (per_order[position] - 1), share)
    return pa.table(
        {
            "order_id": ids("O", order[position], digits=9),
            "line_no": whole(line_no + 1),
            "product_id": ids("P", (rng.random(len(position)) ** 2 * _PRODUCTS).astype(np.int64)),
            "quantity": numbers(np.ones(len(position))),
            "unit_price": money(amount),
            "revenue": money(amount),
        }
    )


def _customer_table(shop: ScaleShop) -> pa.Table:
    number = np.arange(shop.count)
    return pa.table(
        {
            "customer_id": ids("C", number, digits=9),
            "created_at": instants(_FIRST_SECOND + (shop.comes * 86_400).astype(np.int64)),
            "country": words(_COUNTRIES, shop.country),
            "language": words(["en", "es"], (shop.country % 3 == 0).astype(np.int64)),
            "acquisition_channel": words(_CHANNELS, number * 7_919 % len(_CHANNELS)),
        }
    )


def _product_table() -> pa.Table:
    number = np.arange(_PRODUCTS)
    return pa.table(
        {
            "product_id": ids("P", number),
            "name": words([f"Product {n}" for n in number], number),
            "category": words([f"Category {n}" for n in range(20)], number % 20),
            "kind": words(["merchandise"], number * 0),
            "price": money(500 + number * 17),
            "unit_cost": money(250 + number * 8),
        }
    )


def _coded(table: pa.Table) -> list[str]:
    return [field.name for field in table.schema if pa.types.is_dictionary(field.type)]


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--lines", action="store_true", help="write order_lines and products too")
    given = parser.parse_args()
    started = time.perf_counter()
    rows = write_scale_shop(given.folder, given.orders, given.customers, given.seed, given.lines)
    print(f"{rows} in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    _main()
