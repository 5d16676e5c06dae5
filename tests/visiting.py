"""A shop whose visits can be counted: every fourth visit fills a cart, and four of five such carts are bought."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.shop import open_shop
from tools.warehouse.engine import Warehouse

Row = Mapping[str, Any]


def event(visit: str | None, at: str, kind: str, source: str | None = None) -> Row:
    """Something done in a visit."""
    return {"event_id": f"{visit}{at}{kind}", "visit_id": visit, "occurred_at": at, "type": kind, "source": source}


def order(visit: str | None, at: str, status: str = "completed") -> Row:
    """An order that names its visit."""
    return {
        "order_id": f"{visit}{at}", "visit_id": visit, "customer_id": f"c{visit}", "ordered_at": at, "status": status,
        "revenue": 10.0,
    }  # fmt: skip


def visits_and_orders(visits: int = 2_400) -> dict[str, list[Row]]:
    """A visit an hour: a page, for every fourth a product and the cart, and for four of five of these an order."""
    events, orders = list[Row](), list[Row]()
    for number in range(visits):
        began, visit, source = (
            datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            f"v{number}",
            ("ads", "email")[number // 4 % 2],
        )
        done = ("page_view", "product_view", "add_to_cart")[: 3 if number % 4 == 0 else 1]
        for step, kind in enumerate(done):
            events.append(event(visit, (began + timedelta(minutes=step)).isoformat(), kind, source))
        if number % 4 == 0 and number % 20:
            orders.append(order(visit, (began + timedelta(minutes=9)).isoformat()))
    customers = [{"customer_id": row["customer_id"]} for row in orders]
    return {"events": events, "orders": orders, "customers": customers}


def visiting_shop(folder: Path, visits: int = 2_400) -> Warehouse:
    """The shop, opened without profiles."""
    return open_shop(folder, visits_and_orders(visits))
