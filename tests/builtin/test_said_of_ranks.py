"""Rankings, shares of the first few and groups set against each other, in wordings that tell them roundabout."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, last_call

PORTUGAL_OUT = {"field": "country", "op": "!=", "value": "Portugal"}
SAME: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Which cities had fewer orders in 2025 than in 2024?", "¿Qué ciudades tuvieron menos pedidos en 2025 que en 2024?",
        {"metrics": ["orders"], "period": "2025", "compare_to": "2024", "group_by": ["city"], "order_by": "change"},
    ),
    (
        "Which cities slipped back in orders, 2025 against 2024?",
        "Ciudades cuyos pedidos de 2025 quedaron por debajo de los de 2024",
        {"metrics": ["orders"], "period": "2025", "compare_to": "2024", "group_by": ["city"], "order_by": "change"},
    ),
    (
        "Which categories brought more revenue in 2025 than in 2024?", "¿Qué categorías facturaron más en 2025 que en 2024?",
        {"metrics": ["revenue"], "period": "2025", "compare_to": "2024", "group_by": ["category"], "order_by": "-change"},
    ),
    (
        "How did Portugal do against Germany in March 2025 revenue?",
        "¿Cómo quedó Portugal frente a Alemania en facturación en marzo de 2025?",
        {"metrics": ["revenue"], "period": "2025-03", "group_by": ["country"], "order_by": "-revenue",
         "filters": [{"field": "country", "op": "in", "value": ["Portugal", "Germany"]}]},
    ),
    (
        "Which 15 customers ordered most often in 2025?", "¿Qué 15 clientes pidieron más a menudo en 2025?",
        {"metrics": ["orders"], "period": "2025", "group_by": ["customer"], "order_by": "-orders", "limit": 15},
    ),
    (
        "biggest spenders in March 2025: 12 names", "los 12 clientes con mayor gasto en marzo de 2025",
        {"metrics": ["revenue"], "period": "2025-03", "group_by": ["customer"], "order_by": "-revenue", "limit": 12},
    ),
    (
        "no. 1 city by orders in 2025", "la ciudad que va primera en pedidos en 2025",
        {"metrics": ["orders"], "period": "2025", "group_by": ["city"], "order_by": "-orders"},
    ),
    (
        "which four countries lead in orders for 2025, Portugal excepted?",
        "Portugal es nuestra casa, no la cuentes: ¿qué cuatro países van primeros en pedidos en 2025?",
        {"metrics": ["orders"], "period": "2025", "group_by": ["country"], "filters": [PORTUGAL_OUT], "order_by": "-orders",
         "limit": 4},
    ),
    (
        "top 7 customers' % of 2025 revenue", "De cada 100 euros de 2025, ¿cuántos vinieron de los 7 mejores clientes?",
        {"metrics": ["revenue"], "period": "2025", "group_by": ["customer"], "order_by": "-revenue",
         "filters": [{"field": "revenue", "op": "top_count", "value": 7}]},
    ),
    (
        "no. of customers = 70% of 2025 revenue", "¿Cuántos clientes sumaron el 70 % de los ingresos de 2025?",
        {"metrics": ["revenue"], "period": "2025", "group_by": ["customer"], "order_by": "-revenue",
         "filters": [{"field": "revenue", "op": "top_value_share", "value": 0.7}]},
    ),
    (
        "new customers' % of revenue, monthly, 2025", "Peso de los clientes nuevos en los ingresos, mes a mes, 2025",
        {"metrics": ["revenue_from_new"], "period": "2025", "group_by": ["month"], "share": True},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish", "arguments"), SAME)
def test_a_ranking_told_roundabout_is_the_one_meant(english: str, spanish: str, arguments: dict[str, Any]) -> None:
    assert asked(english) == arguments
    assert asked(spanish) == arguments


def test_the_share_of_each_is_no_share_of_all_of_them() -> None:
    assert asked("top 10 countries with their share of revenue in 2025")["limit"] == 10
    assert asked("los 10 primeros países y su porcentaje de ingresos en 2025")["limit"] == 10


def test_countries_left_out_of_one_figure_do_not_split_it() -> None:
    for text in ("How many orders came from countries other than Portugal in 2025?",
                 "¿Cuántos pedidos de países distintos de Portugal hubo en 2025?"):  # fmt: skip
        assert asked(text) == {"metrics": ["orders"], "period": "2025", "filters": [PORTUGAL_OUT]}


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("We can only hire one rep, so I need the revenue by city in 2025", "revenue by city in 2025"),
        ("I'm printing a flyer and want the five best products of 2025", "the five best products of 2025"),
        ("For the cover of the brochure I need the orders by city in 2025", "orders by city in 2025"),
        ("What if they walked? I mean what share of 2025 revenue came from the top 5 customers",
         "what share of 2025 revenue came from the top 5 customers"),
        ("Para la portada del folleto busco los pedidos por ciudad en 2025", "los pedidos por ciudad en 2025"),
        ("El flete subió y quiero ver los ingresos por país en 2025", "los ingresos por país en 2025"),
        ("A lo mejor es la traducción; dime los ingresos por país en 2025", "dime los ingresos por país en 2025"),
        ("Para el consejo: ¿qué parte de los pedidos de 2025 vino de Portugal?",
         "¿qué parte de los pedidos de 2025 vino de Portugal?"),
        ("Los cinco productos con más ingresos en 2025, ¿cuáles fueron?", "Los cinco productos con más ingresos en 2025"),
        ("Where did revenue grow most from 2024 to 2025, which country?", "Where did revenue grow most from 2024 to 2025"),
    ],
)  # fmt: skip
def test_what_is_told_around_a_question_changes_nothing(told: str, plain: str) -> None:
    assert calls(told) == calls(plain)


def test_fewer_of_what_is_told_in_the_sentence_ahead() -> None:
    arguments = asked("¿Dónde estamos perdiendo pedidos? Lista de ciudades que en 2025 tuvieron menos que en 2024")
    assert (arguments["metrics"], arguments["order_by"]) == (["orders"], "change")


def test_orders_with_a_discount_have_a_share() -> None:
    for text in ("What share of orders had a discount in 2025?", "¿Qué porcentaje de los pedidos de 2025 llevó descuento?"):
        assert asked(text)["metrics"] == ["discounted_order_rate"]


def test_those_predicted_to_bring_most_are_listed() -> None:
    for text in ("Which 8 customers are predicted to bring the most value?", "¿Qué 8 clientes se prevé que aporten más?"):
        assert last_call(text) == ("find_customers", {"rule": {}, "order_by": "-clv", "limit": 8})


def test_a_part_of_the_orders_with_a_coupon_is_told_by_channel_alone() -> None:
    for text in ("% of orders with a coupon in 2025, per country", "% de pedidos con cupón en 2025, por país"):
        assert (asked(text)["metrics"], asked(text)["group_by"]) == (["coupon_rate"], ["country"])
