"""Shops at the edge of what there can be: each is profiled whole, and no number in it is less than a number."""

import json
import math
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.shop import Rows, open_shop
from tools.warehouse.engine import EngineLimits, Warehouse
from tools.warehouse.imports import import_source
from tools.warehouse.opening import open_warehouse
from tools.warehouse.profiles import build_profiles

_TOMORROW = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()

Bought = tuple[str | None, str, str, float]


def _orders(*bought: Bought) -> Rows:
    """Orders of (customer, day, status, revenue)."""
    return [
        {"order_id": str(n), "customer_id": who, "ordered_at": f"{day}T10:00", "status": status, "revenue": revenue}
        for n, (who, day, status, revenue) in enumerate(bought)
    ]


def _buyers(days: int, revenue: float = 10.0) -> list[Bought]:
    """Forty customers with three orders each, so many days apart."""
    first = date(2024, 1, 10)
    return [
        (f"c{n}", (first + timedelta(days=(place * 31 + n % 7) * days)).isoformat(), "completed", revenue)
        for n in range(40)
        for place in range(3)
    ]


def _alike(customers: int = 600, orders: int = 5, revenue: float = 10.0) -> list[Bought]:
    """Customers who all ordered on the same days for the same money."""
    first = date(2023, 1, 10)
    days = [(first + timedelta(days=90 * place)).isoformat() for place in range(orders)]
    return [(f"c{n}", day, "completed", revenue) for n in range(customers) for day in days]


def _subscription(who: str, **other: Any) -> dict[str, Any]:
    return {"subscription_id": who, "customer_id": who, "status": "active", "started_at": "2024-01-01T00:00"} | other


_LINES: Rows = [
    {"order_id": str(n), "line_no": 1, "product_id": product, "quantity": 1.0, "revenue": 10.0}
    for n, product in enumerate(("P", "Q", None))
]
_NEW_SUBSCRIPTION = {
    "subscription_id": "S", "customer_id": "a", "plan": "Box", "status": "active", "started_at": "2025-01-01T00:00",
    "billing_interval": "month", "price": 9.0,
}  # fmt: skip

SHOPS: dict[str, dict[str, Rows]] = {
    "refunds only": {
        "customers": [{"customer_id": "a"}, {"customer_id": "b"}],
        "orders": _orders(("a", "2024-05-01", "refund", 5.0), ("b", "2024-05-03", "refund", 7.0)),
    },
    "contacts alone": {"customers": [{"customer_id": "a", "created_at": "2024-05-01T00:00"}, {"customer_id": "b"}]},
    "one customer, one order": {"orders": _orders(("a", "2024-05-01", "completed", 20.0))},
    "guests only": {"orders": _orders((None, "2024-05-01", "completed", 20.0), (None, "2024-05-02", "completed", 9.0))},
    "all on one day": {"orders": _orders(*_buyers(days=0))},
    "an ordinary small shop": {"orders": _orders(*_buyers(days=1))},
    "nothing costs anything": {"orders": _orders(*_buyers(days=1, revenue=0.0))},
    "more refunded than bought": {
        "orders": _orders(*_buyers(days=1), *((f"c{n}", "2024-04-20", "refund", 500.0) for n in range(40)))
    },
    "1960 and today": {"orders": _orders(*_buyers(days=1), ("old", "1960-02-29", "completed", 3.0))},
    "an order of tomorrow": {"orders": _orders(*_buyers(days=1), ("soon", _TOMORROW, "completed", 3.0))},
    "a huge order": {"orders": _orders(*_buyers(days=1), ("c1", "2024-04-01", "completed", 9e14))},
    "products without costs": {
        "orders": _orders(*_buyers(days=1)),
        "products": [{"product_id": "P", "name": "Mug", "kind": "merchandise", "price": 5.0}],
        "order_lines": _LINES,
    },
    "everybody is like everybody else": {
        "customers": [{"customer_id": f"c{n}", "country": "Spain", "acquisition_channel": "ads"} for n in range(600)],
        "orders": _orders(*_alike()),
    },
    "a hundred orders a day": {
        "orders": _orders(
            *_buyers(days=3), *(("c1", f"2024-0{1 + n % 4}-1{n % 9}", "completed", 1.0 + n % 7) for n in range(1200))
        )
    },
    "orders below zero": {"orders": _orders(*_buyers(days=1, revenue=-10.0), *_alike(50, 3))},
    "one who buys for all": {"orders": _orders(*_buyers(days=2, revenue=0.01), ("c1", "2024-04-01", "completed", 1e12))},
    "subscriptions of every oddity": {
        "orders": _orders(*_buyers(days=1)),
        "subscriptions": [
            _subscription("c1"),
            _subscription("c2", price=-5.0, billing_interval="week", started_at="1960-01-01T00:00"),
            _subscription("c3", price=0.0, billing_interval="year", current_period_ends_at="1960-01-01T00:00"),
            _subscription("c4", price=9.0, status="ended", ended_at="2023-06-01T00:00"),  # before it began
            _subscription("c5", price=9.0, status="ended"),
            _subscription("c6", price=1e12, billing_interval="month", current_period_ends_at="2999-01-01T00:00"),
            _subscription("c7", price=9.0, started_at=f"{_TOMORROW}T00:00"),
            _subscription("c8", price=9.0, status="past_due", payment_failed_at="2023-12-01T00:00"),
            _subscription("c9", price=9.0, status="paused", cancel_at_period_end=True, is_gift=True),
            _subscription("c10", price=9.0, status="trialing", trial_started_at="2024-04-30T00:00"),
            _subscription("nobody", price=9.0, started_at=None),
        ],
    },
    "a subscription that never renewed": {"customers": [{"customer_id": "a"}], "subscriptions": [_NEW_SUBSCRIPTION]},
}


def _profiled(folder: Path, tables: dict[str, Rows]) -> Warehouse:
    shop = open_shop(folder, tables)
    return Warehouse(shop.path, build_profiles(shop.path, folder, shop.shop), shop.shop, EngineLimits(connections=1))


def _numbers(value: Any) -> list[float]:
    """Every float inside a JSON value."""
    if isinstance(value, dict):
        return [number for inner in value.values() for number in _numbers(inner)]
    if isinstance(value, list):
        return [number for inner in value for number in _numbers(inner)]
    return [value] if isinstance(value, float) else []


_CHANCES = [f"purchase_probability_{days}" for days in (30, 60, 90)]


def _holds(row: dict[str, Any]) -> None:
    """Chances lie between 0 and 1 and grow with the horizon, as money does; an interval begins before it ends."""
    for name in ("p_alive", "churn_probability_90", *_CHANCES):
        assert row[name] is None or 0 <= row[name] <= 1
    for names in (_CHANCES, ("clv", "clv_36m", "clv_lifetime"), ("clv_low", "clv_high")):
        known = [row[name] for name in names if row[name] is not None]
        assert known == sorted(known), (names, row)
    for name in ("clv", "clv_low", "clv_deviation", "expected_orders_365", "expected_order_value", "expected_remaining_months"):
        assert row[name] is None or row[name] >= 0


@pytest.mark.parametrize("name", SHOPS)
def test_an_odd_shop_is_profiled_with_numbers_that_are_numbers(tmp_path: Path, name: str) -> None:
    warehouse = _profiled(tmp_path, SHOPS[name])
    assert warehouse.profiles_path is not None
    profiles = pq.read_table(warehouse.profiles_path / "profiles.parquet").to_pylist()
    found = [row[key] for row in profiles for key in row if isinstance(row[key], float)]
    report = json.loads((warehouse.profiles_path / "report.json").read_text(encoding="utf-8"))
    assert all(math.isfinite(number) for number in found + _numbers(report))
    for row in profiles:
        _holds(row)
    with closing(sqlite3.connect(warehouse.profiles_path / "profiles.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM profiles").fetchone() == (len(profiles),)


def test_few_buyers_get_no_expectation_and_the_report_says_why(tmp_path: Path) -> None:
    warehouse = _profiled(tmp_path, SHOPS["one customer, one order"])
    row = warehouse.profile("a")
    assert row is not None
    assert warehouse.profiles_path is not None
    assert (row["order_count"], row["stage"], row["clv"]) == (1, "conversion", None)
    report = json.loads((warehouse.profiles_path / "report.json").read_text(encoding="utf-8"))
    assert "not enough data" in report["model"]["reason"]


def test_contacts_without_any_date_are_imported_and_today_is_the_day_of_the_import(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "customers.csv").write_text("customer_id,country\na,Spain\nb,\n", encoding="utf-8")
    import_source(tmp_path / "home", tmp_path / "in", now=datetime(2024, 6, 3, tzinfo=UTC))
    warehouse = open_warehouse(tmp_path / "home")
    row = warehouse.profile("a")
    assert row is not None
    assert (warehouse.today, row["stage"], row["order_count"]) == (date(2024, 6, 3), None, None)
