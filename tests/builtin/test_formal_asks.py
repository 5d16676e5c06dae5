"""Formal and courteous wordings are read like the short ones, in both languages, alone and as follow-ups."""

from typing import Any

import pytest

from tests.builtin.test_conversation import last, step


@pytest.mark.parametrize(
    ("first", "then", "days"),
    [
        ("How many customers have not ordered for more than 200 days?", "And more than 365 days?", 365),
        ("¿Cuántos clientes llevan más de 200 días sin pedir?", "¿Y más de 365 días?", 365),
        ("customers silent for more than 60 days", "and more than 6 months?", 180),
        ("¿Cuántos clientes llevan más de 200 días sin pedir?", "¿y más de 6 meses?", 180),
    ],
)
def test_a_bound_in_days_replaces_the_days_asked_about_before(first: str, then: str, days: int) -> None:
    assert step(last(first, then))[1]["rule"]["all"][-1]["value"] == days


@pytest.mark.parametrize(
    ("first", "then", "period"),
    [
        ("Please report new customers for April 2025.", "And for the following month?", "2025-05"),
        ("Reporte los clientes nuevos de abril de 2025.", "¿Y del mes siguiente?", "2025-05"),
        ("orders on 3 May 2025", "the following day?", "2025-05-04"),
        ("ingresos del cuarto trimestre de 2024", "¿y el trimestre siguiente?", "2025-Q1"),
    ],
)
def test_the_following_unit_comes_after_the_period_spoken_of(first: str, then: str, period: str) -> None:
    assert step(last(first, then))[1]["period"] == period


@pytest.mark.parametrize(
    ("first", "then", "changed"),
    [
        ("revenue by country in 2025", "Please repeat that for 2024.", {"period": "2024"}),
        ("ingresos por país en 2025", "Repítalo para 2024.", {"period": "2024"}),
        ("refunds in April 2025", "Please express that as a refund rate.", {"metrics": ["refund_rate"]}),
        ("reembolsos de abril de 2025", "Expréselo como tasa de reembolso.", {"metrics": ["refund_rate"]}),
    ],
)
def test_a_request_to_repeat_or_express_changes_only_what_it_names(first: str, then: str, changed: dict[str, Any]) -> None:
    assert step(last(first, then))[1] == step(last(first))[1] | changed


@pytest.mark.parametrize(
    ("first", "then", "metric"),
    [
        ("top three products by revenue in May 2025", "And by units sold?", "units"),
        ("los tres productos con más ingresos de mayo de 2025", "¿Y por unidades vendidas?", "units"),
        ("top three countries by revenue in May 2025", "and by orders placed?", "orders"),
        ("los tres países con más ingresos de mayo de 2025", "¿y por pedidos?", "orders"),
    ],
)
def test_another_measure_ranks_the_rows_of_the_last_ranking(first: str, then: str, metric: str) -> None:
    expected = {"metrics": [metric], "order_by": f"-{metric}"}
    assert step(last(first, then))[1] == step(last(first))[1] | expected


@pytest.mark.parametrize(
    "message",
    [
        "On average, what was the value of each order in May 2025?",
        "En promedio, ¿cuál fue el valor de cada pedido en mayo de 2025?",
        "the worth of a typical order in May 2025",
        "importe de un pedido en mayo de 2025",
    ],
)
def test_the_value_of_each_order_is_an_average(message: str) -> None:
    assert step(last(message))[1] == {"metrics": ["average_order_value"], "period": "2025-05"}


@pytest.mark.parametrize(
    ("message", "health"),
    [
        ("¿Cuántos de nuestros clientes se consideran actualmente en riesgo?", "at_risk"),
        ("How many customers count as lapsed?", "lapsed"),
        ("Which high-value customers show signs of leaving us?", "at_risk"),
        ("¿Qué clientes de alto valor muestran señales de abandono?", "at_risk"),
    ],
)
def test_people_considered_to_be_in_a_state_are_found(message: str, health: str) -> None:
    tool, arguments = step(last(message))
    assert (tool, arguments["rule"]["all"][-1]["value"]) == ("find_customers", health)


@pytest.mark.parametrize(
    ("message", "tool"),
    [
        ("At which stage of the relationship does each of our contacts currently find itself?", "lifecycle"),
        ("¿En qué fase de la relación están nuestros contactos?", "lifecycle"),
        ("What value do you project per customer over the next twelve months?", "customer_value"),
        ("¿Qué valor proyecta usted por cliente para los próximos doce meses?", "customer_value"),
    ],
)
def test_stages_and_worth_are_known_by_their_formal_names(message: str, tool: str) -> None:
    assert step(last(message))[0] == tool


@pytest.mark.parametrize(
    "message",
    [
        "Who are our five best customers after deducting refunds?",
        "¿Quiénes son nuestros cinco mejores clientes una vez deducidos los reembolsos?",
        "Our five best customers once deducting returns",
        "nuestros cinco mejores clientes una vez descontadas las devoluciones",
    ],
)
def test_best_customers_net_of_refunds_are_ranked_by_what_they_kept(message: str) -> None:
    assert step(last(message)) == ("find_customers", {"rule": {}, "order_by": "-historic_value", "limit": 5})


@pytest.mark.parametrize(
    "message",
    [
        "How many orders came through the store in 2025?",
        "How many orders were placed through our store in 2025?",
        "¿Cuántos pedidos pasaron por la tienda en 2025?",
        "¿Cuántos pedidos entraron por la tienda en 2025?",
    ],
)
def test_orders_that_came_through_the_store_are_those_of_that_channel(message: str) -> None:
    assert {"field": "sales_channel", "op": "=", "value": "store"} in step(last(message))[1]["filters"]


@pytest.mark.parametrize(
    "message",
    [
        "What share of visits in March 2025 included adding a product to the basket?",
        "¿Qué proporción de las visitas de marzo de 2025 incluyó agregar un producto al carrito?",
        "What percentage of visits put something in the cart in March 2025?",
        "¿Qué porcentaje de visitas metió algo en la cesta en marzo de 2025?",
    ],
)
def test_visits_that_fill_a_cart_are_a_rate(message: str) -> None:
    assert step(last(message))[1] == {"metrics": ["add_to_cart_rate"], "period": "2025-03"}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("What is the monetary value of the refunds issued in May 2025?", {"metrics": ["refunds"], "period": "2025-05"}),
        (
            "¿A cuánto asciende el monto de los reembolsos emitidos en mayo de 2025?",
            {"metrics": ["refunds"], "period": "2025-05"},
        ),
        ("How did revenue in May 2025 do against the immediately preceding month?", {"compare_to": "previous"}),
        ("¿Cómo se comportaron los ingresos de mayo de 2025 frente al mes inmediato anterior?", {"compare_to": "previous"}),
        ("What was the total expenditure of customers in Spain during 2025?", {"metrics": ["revenue"], "period": "2025"}),
        ("¿Cuál fue el desembolso total de los clientes de España en 2025?", {"metrics": ["revenue"], "period": "2025"}),
    ],
)
def test_formal_names_of_measures_and_periods_are_read(message: str, expected: dict[str, Any]) -> None:
    arguments = step(last(message))[1]
    assert {name: arguments.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("message", "tool"),
    [
        ("Give me the names of our products", "query_metrics"),
        ("Dame los nombres de los productos más vendidos", "query_metrics"),
        ("Give me the names of our products and of our customers", "decline"),
        ("Dame los nombres de nuestros clientes", "decline"),
    ],
)
def test_names_of_products_are_shown_and_those_of_customers_are_not(message: str, tool: str) -> None:
    assert step(last(message))[0] == tool
