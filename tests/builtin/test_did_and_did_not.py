"""What people did and did not do, said with nouns, the other way round or spread over a sentence and its question."""

from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop


def _rule(message: str) -> list[dict[str, Any]]:
    plan = understand(message, Context(), shop())
    assert [s.tool for s in plan.steps] == ["find_customers"], plan
    return list(plan.steps[0].arguments["rule"]["all"])


IN_STORE = {"did": "ordered", "sales_channel": "store"}
OVER_150 = {"field": "historic_value", "op": ">", "value": 150}
UNDER_30 = {"field": "historic_value", "op": "<", "value": 30}
UNTIL_MAY = {"field": "reactivated_on", "op": "<=", "value": "2025-05-31"}
NOT_ON_WEB = {"did": "ordered", "sales_channel": "web", "negated": True}


@pytest.mark.parametrize(
    "message",
    [
        "How many store customers have never ordered on the web?",
        "How many have purchased in the store and not once on the web?",
        "Count customers with store purchases and without any web purchase",
        "store yes, web never: how many customers",
        "Número de clientes que compraron en store y no tienen pedidos web",
        "¿Cuántos han comprado en store y ni una vez en la web?",
    ],
)
def test_bought_here_and_not_there(message: str) -> None:
    rule = _rule(message)
    assert IN_STORE in rule
    assert NOT_ON_WEB in rule


@pytest.mark.parametrize(
    "message",
    [
        "Not a single order in 2025 but orders in 2023 and in 2024: how many customers?",
        "Ni un pedido en 2025 pero pedidos en 2023 y en 2024: ¿cuántos clientes?",
    ],
)
def test_the_year_without_an_order_may_come_first(message: str) -> None:
    rule = _rule(message)
    assert [c["period"] for c in rule if not c.get("negated")] == ["2023", "2024"]
    assert [c["period"] for c in rule if c.get("negated")] == ["2025"]


@pytest.mark.parametrize(
    "message",
    [
        "How many customers bought Coffee in December 2024 and nothing in 2025?",
        "Coffee in December 2024, no purchase in 2025: how many customers",
        "Number of customers with a Coffee purchase in December 2024 and no order in 2025",
        "Número de clientes con una compra de Coffee en diciembre de 2024 y ningún pedido en 2025",
        "Compradores de Coffee de diciembre de 2024 sin pedidos en 2025, ¿cuántos?",
    ],
)
def test_nothing_in_a_period_is_no_order_of_any_thing(message: str) -> None:
    rule = _rule(message)
    assert {"did": "ordered", "category": "Coffee", "period": "2024-12"} in rule
    assert {"did": "ordered", "negated": True, "period": "2025"} in rule


def test_not_in_a_period_is_none_of_that_thing() -> None:
    rule = _rule("How many customers bought Coffee in October 2024 but not in November 2024?")
    assert {"did": "ordered", "category": "Coffee", "negated": True, "period": "2024-11"} in rule


@pytest.mark.parametrize(
    "message",
    [
        "How many of our 2023 first-time buyers have placed an order in 2025?",
        "People who started with us in 2023 and purchased in 2025, count",
        "¿Cuántos de los compradores nuevos de 2023 han hecho algún pedido en 2025?",
        "cuantos clientes que compraron por primera ves en 2023 compraron tambien en 2025",
    ],
)
def test_the_new_of_one_year_who_bought_in_another(message: str) -> None:
    rule = _rule(message)
    assert {"field": "first_order_on", "op": ">=", "value": "2023-01-01"} in rule
    assert {"field": "first_order_on", "op": "<=", "value": "2023-12-31"} in rule
    assert {"did": "ordered", "period": "2025"} in rule


@pytest.mark.parametrize(
    ("message", "condition"),
    [
        ("Number of customers with two orders, no more and no fewer", {"field": "order_count", "op": "=", "value": 2}),
        ("Número de clientes con dos pedidos, ni más ni menos", {"field": "order_count", "op": "=", "value": 2}),
        ("how many customers have spent less then 30 euros", UNDER_30),
        ("Número de clientes cuyo gasto total está por debajo de 30 euros", UNDER_30),
        ("Customers from organic with more than 150 euros spent, how many", OVER_150),
        ("¿Cuántos clientes captados por organic han gastado más de 150 euros?", OVER_150),
        ("cuantos clientes nos an recomendado a alguien", {"field": "referrals", "op": ">=", "value": 1}),
        ("In May 2025, how many lapsed customers came back?", {"field": "reactivated_on", "op": ">=", "value": "2025-05-01"}),
        ("En mayo de 2025, ¿cuántos clientes perdidos volvieron?", UNTIL_MAY),
    ],
)  # fmt: skip
def test_bounds_and_returns_in_other_words(message: str, condition: dict[str, Any]) -> None:
    assert condition in _rule(message)


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("Coffee más Tea más Mugs: ¿cuántos clientes compraron las tres?", 3),
        ("Llevan más de 120 días sin pedir pero han gastado más de 400 euros: ¿cuántos clientes son?", 2),
        ("Nuevos compradores de Italia en junio de 2025: ¿quiénes son?", 2),
        ("Etapa de conversión del ciclo de vida: ¿cuántos clientes tenemos ahí en Portugal?", 2),
    ],
)
def test_who_is_meant_and_the_question_are_one(message: str, count: int) -> None:
    assert len(_rule(message)) == count
