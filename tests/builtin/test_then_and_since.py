"""Bought then and not since, of that thing or of any; in one quarter and in another; nothing spent: in both languages."""

from typing import Any

import pytest

from tests.builtin.asking import asked

_TEA = {"did": "ordered", "category": "Tea", "period": "2024"}
_SINCE = {"did": "ordered", "negated": True, "period": "2025-01-01.."}


@pytest.mark.parametrize(
    ("message", "of_it"),
    [
        ("How many customers bought Tea in 2024 and haven't bought from that category since?", True),
        ("¿Cuántos compraron Tea en 2024 y no han vuelto a comprar de esa categoría desde entonces?", True),
        ("customers who bought Tea in 2024 and have not bought it since", True),
        ("clientes que compraron Tea en 2024 y no lo han vuelto a comprar", True),
        ("customers who bought Tea in 2024 and have not bought anything since", False),
        ("clientes que compraron Tea en 2024 y desde entonces no han vuelto a comprar", False),
        ("how many people bought Tea in 2024 and none since?", False),
    ],
)
def test_what_was_not_bought_since_is_that_thing_where_it_is_pointed_at(message: str, of_it: bool) -> None:
    since: dict[str, Any] = {**_SINCE, "category": "Tea"} if of_it else _SINCE
    assert asked(message)["rule"]["all"] == [_TEA, since]


@pytest.mark.parametrize(
    ("message", "periods"),
    [
        ("how many customers ordered in Q1 2025 and also in Q3?", ["2025-Q1", "2025-Q3"]),
        ("¿cuántos clientes compraron en el primer trimestre de 2024 y también en el cuarto?", ["2024-Q1", "2024-Q4"]),
    ],
)
def test_a_later_quarter_without_a_year_is_of_the_same_year(message: str, periods: list[str]) -> None:
    assert [c["period"] for c in asked(message)["rule"]["all"]] == periods


def test_a_quarter_that_another_is_compared_with_is_the_nearest() -> None:
    assert asked("revenue in the first quarter of 2025 vs the fourth")["compare_to"] == "2024-Q4"


@pytest.mark.parametrize(
    ("message", "op", "days"),
    [
        ("who has not spent anything for a year?", ">=", 365),
        ("¿quién lleva un año sin gastar nada?", ">=", 365),
        ("¿cuántos clientes llevan más de 90 días sin comprarnos?", ">", 90),
        ("¿cuántos llevan 90 días sin pedirnos nada?", ">=", 90),
    ],
)
def test_nothing_spent_or_asked_of_us_for_days_is_no_order_in_them(message: str, op: str, days: int) -> None:
    assert asked(message)["rule"]["all"] == [{"field": "days_since_last_order", "op": op, "value": days}]
