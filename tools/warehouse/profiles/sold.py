"""What was sold to whom: the lines of completed orders, joined and coded once for everything that looks at products."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import Table
from numpy.typing import NDArray

from tools.analytics.order_days import Bools, Days, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.people import People

__all__ = ["Sold", "Wares", "read_sold"]

_COUNTED_KINDS = ("merchandise", "gift_card")
_LINES_AT_ONCE = 4_000_000
_COLUMNS = ("customer", "day", "minute", "product", "revenue")
Small = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Wares:
    """What the shop sells: a code per product, ascending by id.

    Attributes:
        products, categories: the names of codes.
        category: of each product, -1 for none; the last entry stands for lines without a product.
        counted: merchandise, gift cards and what nobody has said the kind of; with such a last entry too.
        unit_cost, days_of_use: NaN where not known.
        units, revenue: of all completed lines, those of guests and of other kinds included; with such a last entry too.
    """

    products: pa.Array
    categories: pa.Array
    category: Days
    counted: Bools
    unit_cost: Floats
    days_of_use: Floats
    units: Floats
    revenue: Floats


@dataclass(frozen=True, slots=True)
class Sold:
    """Merchandise and gift lines of completed orders of known people, one array entry each.

    Attributes:
        minute: of the order, since 1970.
        product: -1 where the line names none.
        revenue: to compare, as exact as half the memory allows.
        units: of each of the people.
    """

    customer: Small
    day: Small
    minute: Small
    product: Small
    revenue: NDArray[np.float32]
    units: Floats
    wares: Wares

    def __len__(self) -> int:
        return len(self.day)

    @property
    def category(self) -> Days:
        """The category of each line; -1 for none."""
        return self.wares.category[self.product]

    def of(self, rows: Bools) -> "Sold":
        """Some of the lines."""
        return replace(self, **{name: getattr(self, name)[rows] for name in _COLUMNS})

    def among(self, chosen: Days, customers: int) -> "Sold":
        """The lines of some customers, given in ascending order, whose codes become 0, 1, ..."""
        place = np.full(customers, -1, dtype=np.int32)
        place[chosen] = np.arange(len(chosen), dtype=np.int32)
        found = self.of(place[self.customer] >= 0)
        return replace(found, customer=place[found.customer])

    def parts(self, lines: int = _LINES_AT_ONCE) -> "Iterator[Sold]":
        """About so many lines at a time, to bound memory: all of one share of the customers after another."""
        parts = 1 + len(self) // lines
        for part in range(parts):
            yield self if parts == 1 else self.of(self.customer % parts == part)


def read_sold(warehouse: Warehouse, people: People) -> Sold | None:
    """Read the lines that count; None in a shop without them."""
    if not warehouse.has("orders", "order_lines"):
        return None
    wares = _wares(warehouse)
    codes = pa.table({"product_id": wares.products, "product": pa.array(np.arange(len(wares.products)), pa.int32())})
    whose = pa.table({"customer_id": people.ids, "customer": pa.array(np.arange(len(people)), pa.int32())})
    units, kept = np.zeros(len(people)), {name: list[NDArray[Any]]() for name in _COLUMNS}
    for batch in warehouse.batches(_lines(warehouse, codes, whose)):
        lines = {name: np.asarray(batch[name].to_numpy(zero_copy_only=False)) for name in (*_COLUMNS, "quantity")}
        product = lines["product"] % len(wares.category)  # the last entry for lines without one
        for total, name in ((wares.units, "quantity"), (wares.revenue, "revenue")):
            total += np.bincount(product, lines[name], minlength=len(total))
        rows = (lines["customer"] >= 0) & wares.counted[lines["product"]]
        units += np.bincount(lines["customer"][rows], lines["quantity"][rows], minlength=len(units))
        for name, values in kept.items():
            values.append(lines[name][rows].astype(np.float32 if name == "revenue" else np.int32))
    columns: dict[str, Any] = {name: np.concatenate(kept.pop(name)) for name in _COLUMNS}
    return Sold(**columns, units=units, wares=wares)


def _lines(warehouse: Warehouse, products: pa.Table, people: pa.Table) -> Table:
    codes: Any = ibis.memtable(products)
    whose: Any = ibis.memtable(people)
    orders, lines = warehouse.table("orders"), warehouse.table("order_lines")
    orders = orders.filter(orders.status == "completed").left_join(whose, "customer_id")
    orders = orders.select(
        "order_id", "customer", day=orders.ordered_on.epoch_seconds() // 86_400, minute=orders.ordered_at.epoch_seconds() // 60
    )
    joined = lines.select("order_id", "product_id", "quantity", "revenue").inner_join(orders, "order_id")
    joined = joined.left_join(codes, "product_id")
    whom, what = joined.customer.fill_null(-1), joined["product"].fill_null(-1)
    return joined.select("day", "minute", "quantity", "revenue", customer=whom, product=what)


def _wares(warehouse: Warehouse) -> Wares:
    lines = warehouse.table("order_lines")
    known = lines.filter(lines.product_id.notnull()).select("product_id").distinct().order_by("product_id")
    products = warehouse.run(known)["product_id"].combine_chunks()
    told = _told(warehouse, products)
    categories = pc.unique(told["category"]).drop_null()
    categories = categories.take(pc.array_sort_indices(categories))
    category = np.asarray(pc.fill_null(pc.index_in(told["category"], value_set=categories), -1), dtype=np.int64)
    counted = pc.fill_null(pc.is_in(told["kind"], value_set=pa.array(_COUNTED_KINDS)), False)
    counted = np.asarray(pc.or_(counted, pc.is_null(told["kind"])), dtype=bool)
    cost, use = (np.asarray(pc.fill_null(told[name].cast(pa.float64()), np.nan)) for name in ("unit_cost", "usual_days_of_use"))
    none = np.zeros(len(products) + 1)
    return Wares(products, categories, np.append(category, -1), np.append(counted, True), cost, use, none, none.copy())


def _told(warehouse: Warehouse, products: pa.Array) -> dict[str, pa.Array]:
    """What `products` says of each; null where it says nothing."""
    types = {"category": pa.string(), "kind": pa.string(), "unit_cost": pa.float64(), "usual_days_of_use": pa.int64()}
    if not warehouse.has("products"):
        return {name: pa.nulls(len(products), kind) for name, kind in types.items()}
    rows = warehouse.run(warehouse.table("products").select("product_id", *types))
    place = pc.index_in(products, value_set=rows["product_id"].combine_chunks())
    return {name: rows[name].combine_chunks().take(place) for name in types}
