"""In a large shop the people behind a sum are counted where its orders are few, and what is told is the same."""

from collections.abc import Callable
from typing import Any

import pytest

from tools.metrics import computing
from tools.reply import Reply
from tools.warehouse.engine import Warehouse

ORDERS = (
    ("x", "a", "2025-01-01", 10.0),
    ("y", "a", "2025-01-02", 20.0),
    ("z", "b", "2025-01-03", 30.0),
    ("w", "c", "2025-02-03", 5.0),
)


@pytest.fixture
def large(shop_of: Callable[..., Warehouse], monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    shop = shop_of(*ORDERS)
    monkeypatch.setattr(Warehouse, "rows", lambda _shop, _table: 3_000_000)
    return shop


def _fact(reply: Reply, metric: str) -> Any:
    return next(fact for fact in reply.facts if fact.metric == metric and fact.role == "value")


@pytest.mark.parametrize("metric", ["revenue", "orders", "average_order_value"])
def test_people_behind_few_orders_are_counted(ask: Callable[..., Reply], large: Warehouse, metric: str) -> None:
    assert _fact(ask(metric, warehouse=large, period="2025-01"), metric).population_n == 2


@pytest.mark.parametrize(("metric", "value"), [("revenue", 60.0), ("orders", 3), ("average_order_value", 20.0)])
def test_people_behind_many_orders_are_left_out_and_the_figure_stays(
    ask: Callable[..., Reply], large: Warehouse, monkeypatch: pytest.MonkeyPatch, metric: str, value: float
) -> None:
    monkeypatch.setattr(computing, "_FEW_ORDERS", 2)
    found = _fact(ask(metric, warehouse=large, period="2025-01"), metric)
    assert (found.value, found.population_n) == (value, None)


def test_customers_who_are_asked_for_are_always_counted(
    ask: Callable[..., Reply], large: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computing, "_FEW_ORDERS", 2)
    assert _fact(ask("customers", warehouse=large, period="2025-01"), "customers").value == 2
