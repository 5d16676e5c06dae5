"""Orders one by one: the biggest, the smallest and those over an amount, in both languages."""

from typing import Any

import pytest

from tests.builtin.test_words_that_count import calls

SPAIN = {"field": "country", "op": "=", "value": "Spain"}


def by_order(order: str = "-revenue", **more: Any) -> list[tuple[str, dict[str, Any]]]:
    return [("query_metrics", {"metrics": ["revenue"], "group_by": ["order"], "order_by": order, **more})]


def over(op: str, value: float) -> dict[str, Any]:
    return {"field": "revenue", "op": op, "value": value}


@pytest.mark.parametrize(
    ("english", "spanish", "expected"),
    [
        ("what was our largest single order", "¿cuál fue el pedido más caro?", by_order(limit=1)),
        ("which order was the biggest in May", "qué pedido fue el más grande en mayo", by_order(limit=1, period="may")),
        ("the 3 biggest orders in Spain", "los 3 mayores pedidos de España", by_order(limit=3, filters=[SPAIN])),
        ("the smallest order of May", "el pedido más pequeño de mayo", by_order("revenue", limit=1, period="may")),
        ("how many orders were over 500 euros", "cuántos pedidos superaron los 500 euros", by_order(filters=[over(">", 500)])),
        (
            "how many orders were worth more than 300 euros in May", "¿cuántos pedidos de más de 300 € hubo en mayo?",
            by_order(period="may", filters=[over(">", 300)]),
        ),
        (
            "orders between 100 and 200 euros in May", "pedidos de entre 100 y 200 euros en mayo",
            by_order(period="may", filters=[over(">=", 100), over("<=", 200)]),
        ),
    ],
)  # fmt: skip
def test_orders_are_picked_by_what_they_come_to(english: str, spanish: str, expected: list[Any]) -> None:
    assert calls(english) == expected
    assert calls(spanish) == expected


@pytest.mark.parametrize("message", ["which country has the highest orders", "qué país tiene más pedidos"])
def test_most_orders_are_a_count_and_no_single_order(message: str) -> None:
    assert calls(message)[0][1]["group_by"] == ["country"]
