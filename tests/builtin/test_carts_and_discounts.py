"""Carts left behind, discounts, refunds, pauses and lost recurring revenue are counted as such, in both languages."""

import pytest

from tests.builtin.asking import asked, planned


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("how many baskets were left unpaid in June 2025?", "abandoned_carts"),
        ("¿cuántas cestas se quedaron a medias en junio de 2025?", "abandoned_carts"),
        ("basket abandonment by month", "cart_abandonment_rate"),
        ("qué porcentaje de los carritos se abandona", "cart_abandonment_rate"),
        ("number of purchases that carried a discount last quarter", "discounted_orders"),
        ("¿cuántas compras llevaron descuento el trimestre pasado?", "discounted_orders"),
        ("proportion of orders with a discount in France", "discounted_order_rate"),
        ("qué proporción de los pedidos tuvo descuento en Francia", "discounted_order_rate"),
        ("what percentage of orders did we refund in May 2025?", "refunded_order_rate"),
        ("¿qué porcentaje de pedidos se reembolsó en mayo de 2025?", "refunded_order_rate"),
        ("recurring revenue lost to cancellations in July 2025", "churned_mrr"),
        ("ingresos recurrentes perdidos por bajas en julio de 2025", "churned_mrr"),
        ("average revenue per subscriber", "mrr_per_subscription"),
        ("ingreso medio por suscriptor", "mrr_per_subscription"),
        ("subscribers who paused in August 2025", "paused_subscriptions"),
        ("suscripciones que se pausaron en agosto de 2025", "paused_subscriptions"),
        ("which campaign had the most clicks this year?", "messages_clicked"),
        ("¿qué campaña logró más clics este año?", "messages_clicked"),
    ],
)
def test_what_is_counted_has_a_measure_of_its_own(message: str, metric: str) -> None:
    assert asked(message)["metrics"] == [metric]


@pytest.mark.parametrize(
    "message", ["customers who abandoned their cart last week", "clientes que abandonaron el carrito la semana pasada"]
)
def test_who_abandoned_a_cart_bought_nothing_then(message: str) -> None:
    assert asked(message)["rule"]["all"] == [
        {"did": "added_to_cart", "period": "last_week"},
        {"did": "ordered", "negated": True, "period": "last_week"},
    ]


@pytest.mark.parametrize("message", ["what does the playbook say about abandoned carts?", "consejos para carritos abandonados"])
def test_advice_on_carts_stays_advice(message: str) -> None:
    assert planned(message).intent == "guidance"
