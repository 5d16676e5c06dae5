"""What a short question leaves to the figure before it, and figures told in other words."""

from typing import Any

import pytest

from tests.builtin.asking import asked

SPAIN = [{"field": "country", "op": "=", "value": "Spain"}]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        (("refund rate for Q4 2025", "which category had it highest?"),
         {"metrics": ["refund_rate"], "group_by": ["category"], "order_by": "-refund_rate"}),
        (("refund rate for Q4 2025", "which country had the lowest?"),
         {"metrics": ["refund_rate"], "group_by": ["country"], "order_by": "refund_rate"}),
        (("tasa de devolución del Q4 2025", "¿en qué categoría fue más alta?"),
         {"metrics": ["refund_rate"], "group_by": ["category"], "order_by": "-refund_rate"}),
        (("orders in Spain in Q4 2025", "by how many different customers?"), {"metrics": ["customers"], "filters": SPAIN}),
        (("pedidos de España en el Q4 2025", "¿por cuántos clientes distintos?"), {"metrics": ["customers"], "filters": SPAIN}),
        (("reviews written in Q4 2025, how many?", "with what average score?"), {"metrics": ["average_rating"]}),
        (("reseñas escritas en el Q4 2025, ¿cuántas?", "¿con qué nota media?"), {"metrics": ["average_rating"]}),
    ],
)  # fmt: skip
def test_a_short_question_is_of_the_figure_before(messages: tuple[str, ...], expected: dict[str, Any]) -> None:
    found = asked(*messages)
    assert {name: found.get(name) for name in ("period", *expected)} == {"period": "2025-Q4", **expected}


@pytest.mark.parametrize(
    "messages",
    [
        ("how many customers first bought in May 2025?", "how many of them have come back since?", "and the ones who haven't?"),
        ("¿cuántos clientes compraron por primera vez en mayo de 2025?", "¿cuántos volvieron?", "¿y los que no?"),
    ],
)  # fmt: skip
def test_the_ones_who_have_not_are_the_others(messages: tuple[str, ...]) -> None:
    assert asked(*messages)["rule"]["all"][-1] == {"field": "order_days", "op": "<", "value": 2}


@pytest.mark.parametrize(
    "message",
    [
        "customers with two or more tea orders in 2025",
        "customers who placed two or more orders of tea in 2025",
        "clientes con dos o más pedidos de té en 2025",
    ],
)
def test_orders_of_goods_are_counted_as_such(message: str) -> None:
    rule = asked(message)["rule"]
    assert rule == {"all": [{"did": "ordered", "category": "Tea", "period": "2025", "at_least": 2}]}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("monthly ad outlay for 2025", {"metrics": ["ad_spend"], "group_by": ["month"]}),
        ("what did winning each new customer cost us in 2025", {"metrics": ["blended_cac"]}),
        ("¿en qué canales se nos fue el presupuesto de publicidad de 2025?", {"metrics": ["ad_spend"], "filters": None}),
        ("¿qué porcentaje de suscriptores se nos cayó en 2025?", {"metrics": ["churn_rate"]}),
        (
            "split of 2025 revenue between the web, the physical store and the rest",
            {"group_by": ["sales_channel"], "filters": None},
        ),
        ("unidades de te vendidas en 2025", {"filters": [{"field": "category", "op": "=", "value": "Tea"}]}),
        ("5 slowest-moving products of 2025, in units", {"order_by": "units", "limit": 5}),
        ("which three campaigns drove the most people off the list in 2025?", {"metrics": ["unsubscribe_rate"], "limit": 3}),
        ("¿qué tres campañas tuvieron peor tasa de bajas de la lista en 2025?", {"metrics": ["unsubscribe_rate"], "limit": 3}),
    ],
)
def test_a_figure_told_in_other_words_is_read(message: str, expected: dict[str, Any]) -> None:
    found = asked(message)
    assert {name: found.get(name) for name in ("period", *expected)} == {"period": "2025", **expected}
