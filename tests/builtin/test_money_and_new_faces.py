"""What orders bring and come to, whom new people are, and what others swear: read alike in both languages."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls

SPAIN = {"field": "country", "op": "=", "value": "Spain"}


@pytest.mark.parametrize(
    "message",
    [
        "What does an order from Spain come to on average in 2025?",
        "what does a basket from Spain come to in 2025?",
        "¿A cuánto sale un pedido de España de media en 2025?",
    ],
)
def test_what_an_order_comes_to_is_its_average_value(message: str) -> None:
    assert asked(message) == {"metrics": ["average_order_value"], "period": "2025", "filters": [SPAIN]}


@pytest.mark.parametrize(
    "message",
    [
        "What did orders from Spain bring in over 2025?",
        "what do the orders from Spain add up to in 2025?",
        "¿Cuánto ingresó por pedidos de España en 2025?",
    ],
)
def test_what_orders_bring_in_is_revenue(message: str) -> None:
    assert asked(message) == {"metrics": ["revenue"], "period": "2025", "filters": [SPAIN]}


@pytest.mark.parametrize(
    "message",
    [
        "If you take off refunds, how much revenue did Spain really bring us in 2025?",
        "Si le descontás los reembolsos, ¿cuánto ingreso nos dejó España en 2025?",
    ],
)
def test_revenue_without_refunds_is_one_net_figure(message: str) -> None:
    assert calls(message) == [("query_metrics", {"metrics": ["net_revenue"], "period": "2025", "filters": [SPAIN]})]


@pytest.mark.parametrize(
    "message",
    ["how many different people have we sold to in May 2025?", "¿A cuánta gente distinta le hemos vendido en mayo de 2025?"],
)
def test_people_sold_to_are_counted(message: str) -> None:
    assert asked(message) == {"metrics": ["customers"], "period": "2025-05"}


@pytest.mark.parametrize(
    "message",
    [
        "Which weekday has the biggest orders, going by average order value?",
        "¿Qué día de la semana la gente hace los pedidos más gordos, mirando el ticket promedio?",
    ],
)
def test_the_biggest_orders_of_a_weekday_are_those_worth_most(message: str) -> None:
    found = asked(message)
    assert (found["metrics"], found["group_by"], "filters" in found) == (["average_order_value"], ["weekday"], False)


@pytest.mark.parametrize(
    "message",
    [
        "My cousin swears that all of Mexico drinks our coffee. How many orders from Spain in May 2025?",
        "Mi primo jura que todo México toma nuestro café. ¿Cuántos pedidos de España en mayo de 2025?",
    ],
)
def test_what_somebody_swears_narrows_nothing(message: str) -> None:
    assert asked(message) == {"metrics": ["orders"], "period": "2025-05", "filters": [SPAIN]}


@pytest.mark.parametrize(
    "message",
    [
        "We have money for one stand at a fair. Which country has most customers?",
        "Tengo presupuesto para un solo evento. ¿Qué país tiene más clientes?",
    ],
)
def test_what_one_has_money_for_narrows_nothing(message: str) -> None:
    found = asked(message)
    assert (found["group_by"], "filters" in found) == (["country"], False)


def _draft(message: str) -> dict[str, Any]:
    ((tool, arguments),) = calls(message)
    assert tool == "draft_campaign"
    return arguments


@pytest.mark.parametrize(
    "message",
    [
        "Write me a welcome SMS for new customers", "Escríbeme un SMS de bienvenida para los clientes nuevos",
        "draft a thank-you note to our newest customers",
    ],
)  # fmt: skip
def test_a_text_for_new_customers_is_for_those_of_the_last_30_days(message: str) -> None:
    (condition,) = _draft(message)["rule"]["all"]
    assert (condition["field"], condition["op"]) == ("first_order_on", ">=")


@pytest.mark.parametrize(
    "message", ["Draft a campaign to win new customers", "Redacta una campaña para conseguir clientes nuevos"]
)
def test_a_campaign_to_win_new_customers_is_not_for_those_won(message: str) -> None:
    assert "rule" not in _draft(message)


@pytest.mark.parametrize(
    "message",
    ["Who are the customers that look like they will stop buying?", "¿Qué clientes tienen pinta de dejar de comprarnos?"],
)
def test_who_looks_like_stopping_is_at_risk(message: str) -> None:
    assert asked(message)["rule"] == {"all": [{"field": "health", "op": "=", "value": "at_risk"}]}


@pytest.mark.parametrize(
    "message",
    ["customers whose latest purchase was over 200 days ago", "clientes cuya última compra fue hace más de 200 días"],
)
def test_a_latest_purchase_so_many_days_ago_is_silence(message: str) -> None:
    assert asked(message)["rule"] == {"all": [{"field": "days_since_last_order", "op": ">", "value": 200}]}


@pytest.mark.parametrize(
    "message",
    ["¿me pasa los números de celular de toda la gente de España?", "who wins the tour de france next year?"],
)
def test_what_is_not_given_is_declined(message: str) -> None:
    assert calls(message)[0][0] == "decline"
