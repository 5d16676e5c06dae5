"""What each customer buys: units, favourite product and category, and the product that the relationship began with."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import desc
from ibis.expr.types import Table

from tools.analytics.order_days import Days, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.cells import Columns, texts
from tools.warehouse.profiles.people import People

__all__ = ["basket_columns", "category_shares", "sold_lines", "top_categories"]

_ORDERS_AT_ONCE = 2_500_000
_TOP_CATEGORIES = 8


def basket_columns(warehouse: Warehouse, people: People) -> Columns:
    """The product columns of profiles; nothing where the shop has no order lines.

    Favourites are what most lines hold, then most revenue, then the smaller name. Large shops are read in parts, by
    customer, to bound memory.
    """
    if not warehouse.has("orders", "order_lines"):
        return {}
    parts = 1 + int(warehouse.manifest.get("rows", {}).get("orders", 0)) // _ORDERS_AT_ONCE
    found = [warehouse.run(_favourites(sold_lines(warehouse, part, parts))) for part in range(parts)]
    rows = pa.concat_tables(found)
    place = _places(people, rows["customer_id"])
    columns = {
        "favourite_product": texts(rows["favourite_product"], place),
        "first_product": texts(rows["first_product"], place),
        "units": _units(rows["units"], place),
    }
    return columns | ({"favourite_category": texts(rows["favourite_category"], place)} if warehouse.has("products") else {})


def top_categories(warehouse: Warehouse) -> list[str]:
    """The categories with most revenue, the largest first; none where lines have no category."""
    if not warehouse.has("orders", "order_lines", "products"):
        return []
    lines = sold_lines(warehouse, 0, 1)
    known = lines.filter(lines.category.notnull()).group_by("category").agg(spent=lines.line_revenue.sum())
    rows = warehouse.run(known.order_by([desc("spent"), "category"]).limit(_TOP_CATEGORIES))
    return [str(category) for category in rows["category"].to_pylist()]


def category_shares(warehouse: Warehouse, people: People, categories: list[str]) -> dict[str, Floats]:
    """What part of each customer's lines is of each category; NaN for those without a line."""
    if not categories:
        return {}
    lines = sold_lines(warehouse, 0, 1)
    shares = {f"share_{n}": lines.category.isin([category]).fill_null(False).cast("float64").mean()
              for n, category in enumerate(categories)}  # fmt: skip
    rows = warehouse.run(lines.group_by("customer_id").agg(**shares))
    place = _places(people, rows["customer_id"])
    found = {category: texts(rows[f"share_{n}"], place) for n, category in enumerate(categories)}
    return {name: np.asarray(pc.fill_null(column, np.nan), dtype=np.float64) for name, column in found.items()}


def sold_lines(warehouse: Warehouse, part: int, parts: int) -> Table:
    """Merchandise and gift lines of completed orders, with customer and category."""
    orders, lines = warehouse.table("orders"), warehouse.table("order_lines")
    orders = orders.filter(orders.status == "completed", orders.customer_id.notnull())
    if parts > 1:
        orders = orders.filter(orders.customer_id.hash() % parts == part)
    joined = lines.select("order_id", "product_id", "quantity", line_revenue="revenue").inner_join(
        orders.select("order_id", "customer_id", "ordered_at", "ordered_on"), "order_id"
    )
    if not warehouse.has("products"):
        return joined.mutate(category=joined.product_id, kind=None)
    products = warehouse.table("products").select("product_id", "category", "kind")
    joined = joined.left_join(products, "product_id")
    counted = joined.kind.isnull() | joined.kind.isin(["merchandise", "gift_card"])
    return joined.filter(counted).select(
        "customer_id", "order_id", "ordered_at", "ordered_on", "product_id", "category", "quantity", "line_revenue"
    )


def _favourites(lines: Table) -> Table:
    products = lines.group_by(["customer_id", "product_id", "category"]).agg(
        held=lines.count(), spent=lines.line_revenue.sum(), units=lines.quantity.sum(), since=lines.ordered_at.min()
    )
    categories = (
        products.filter(products.category.notnull())
        .group_by(["customer_id", "category"])
        .agg(held=products.held.sum(), spent=products.spent.sum())
    )
    by_product = products.group_by("customer_id").agg(
        units=products.units.sum(),
        favourite_product=products.product_id.first(order_by=[desc("held"), desc("spent"), "product_id"]),
        first_product=products.product_id.first(order_by=["since", desc("spent"), "product_id"]),
    )
    by_category = categories.group_by("customer_id").agg(
        favourite_category=categories.category.first(order_by=[desc("held"), desc("spent"), "category"])
    )
    return by_product.left_join(by_category, "customer_id").select(
        "customer_id", "units", "favourite_product", "first_product", "favourite_category"
    )


def _places(people: People, customer_ids: pa.ChunkedArray) -> Days:
    codes = people.codes(customer_ids)
    place = np.full(len(people), -1, dtype=np.int64)
    place[codes[codes >= 0]] = np.flatnonzero(codes >= 0)
    return place


def _units(values: pa.ChunkedArray, place: Days) -> pa.Array:
    return pc.fill_null(texts(values, place).cast(pa.float64()), 0.0) if len(values) else pa.nulls(len(place), pa.float64())
