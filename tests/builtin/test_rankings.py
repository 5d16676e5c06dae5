"""Rankings, shares and trends as marketers ask for them, in pairs of languages, and the calls that they come to."""

from typing import Any

import pytest

from assistant.builtin.adapter import _referring
from assistant.builtin.plan import Context, Plan, Step
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked
from tests.builtin.catalogue import shop
from tools.reply import Fact, Reply
from tools.terms import Text


def plan(message: str) -> Plan:
    return understand(message, Context(), shop())


def arguments(message: str) -> dict[str, Any]:
    (step,) = plan(message).steps
    assert step.tool == "query_metrics"
    return dict(step.arguments)


def on(metric: str, op: str, value: float) -> dict[str, Any]:
    return {"field": metric, "op": op, "value": value}


TEA = {"field": "category", "op": "=", "value": "Tea"}
UK = {"field": "country", "op": "!=", "value": "United Kingdom"}
PAIRS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "how many products bring in 60% of revenue", "¿cuántos productos concentran el 60 % de los ingresos?",
        {"metrics": ["revenue"], "group_by": ["product"], "filters": [on("revenue", "top_value_share", 0.6)],
         "order_by": "-revenue"},
    ),
    (
        "what share of 2024 revenue did the top 5% of customers bring",
        "qué parte de los ingresos de 2024 trajo el 5 % de mejores clientes",
        {"metrics": ["revenue"], "period": "2024", "group_by": ["customer"], "filters": [on("revenue", "top_share", 0.05)],
         "order_by": "-revenue"},
    ),
    (
        "countries with at least 40 orders", "países con al menos 40 pedidos",
        {"metrics": ["orders"], "group_by": ["country"], "filters": [on("orders", ">=", 40)], "order_by": "-orders"},
    ),
    (
        "top 4 teas by revenue", "los 4 tés que más facturan",
        {"metrics": ["revenue"], "group_by": ["product"], "filters": [TEA], "order_by": "-revenue", "limit": 4},
    ),
    (
        "third best category by units", "¿cuál es la tercera categoría por unidades?",
        {"metrics": ["units"], "group_by": ["category"], "order_by": "-units", "limit": 3},
    ),
    (
        "revenue by city, highest first", "ingresos por ciudad, de mayor a menor",
        {"metrics": ["revenue"], "group_by": ["city"], "order_by": "-revenue"},
    ),
    (
        "what time do people buy", "¿a qué hora compra más la gente?",
        {"metrics": ["orders"], "group_by": ["hour"], "order_by": "-orders"},
    ),
    (
        "which products lost most sales in 2024 vs 2023", "¿qué productos perdieron más ventas en 2024 frente a 2023?",
        {"metrics": ["revenue"], "period": "2024", "compare_to": "2023", "group_by": ["product"], "order_by": "change"},
    ),
    (
        "which categories are falling?", "¿qué categorías están cayendo?",
        {"metrics": ["revenue"], "period": "last_month", "compare_to": "previous", "group_by": ["category"],
         "order_by": "change"},
    ),
    (
        "how has basket size evolved this year", "cómo ha evolucionado la cesta media este año",
        {"metrics": ["average_order_value"], "period": "this_year", "group_by": ["month"]},
    ),
    (
        "how many blue mugs did we sell in May", "cuántas blue mug vendimos en mayo",
        {"metrics": ["units"], "period": "may", "filters": [{"field": "product", "op": "=", "value": "P-200"}]},
    ),
    (
        "orders from the store channel", "pedidos del canal tienda",
        {"metrics": ["orders"], "filters": [{"field": "sales_channel", "op": "=", "value": "store"}]},
    ),
    (
        "how much did we sell through the store in 2024", "cuánto vendimos en la tienda en 2024",
        {"metrics": ["revenue"], "period": "2024", "filters": [{"field": "sales_channel", "op": "=", "value": "store"}]},
    ),
    (
        "subscriptions cancelled by plan", "¿qué plan tiene más bajas?",
        {"metrics": ["churned_subscriptions"], "group_by": ["plan"], "order_by": "-churned_subscriptions"},
    ),
    (
        "which month was the best in our history", "qué mes fue el mejor de la historia",
        {"metrics": ["revenue"], "group_by": ["month"], "order_by": "-revenue"},
    ),
    (
        "what do people in Germany buy the most", "qué es lo que más compran en Alemania",
        {"metrics": ["units"], "group_by": ["product"], "filters": [{"field": "country", "op": "=", "value": "Germany"}],
         "order_by": "-units"},
    ),
    (
        "revenue by country excluding spain, uk and italy", "ingresos por país sin contar españa, uk e italia",
        {"metrics": ["revenue"], "group_by": ["country"],
         "filters": [{"field": "country", "op": "not_in", "value": ["Spain", "United Kingdom", "Italy"]}],
         "order_by": "-revenue"},
    ),
    (
        "best rated products", "productos mejor valorados",
        {"metrics": ["average_rating"], "group_by": ["product"], "order_by": "-average_rating"},
    ),
    (
        "most used coupon in 2024", "el cupón más usado en 2024",
        {"metrics": ["orders"], "period": "2024", "group_by": ["coupon"], "order_by": "-orders"},
    ),
    (
        "the 2 weakest months", "los 2 meses más flojos",
        {"metrics": ["revenue"], "group_by": ["month"], "order_by": "revenue", "limit": 2},
    ),
    (
        "what share of sales do the top 1% of customers make", "¿qué parte de las ventas hace el 1 % de clientes top?",
        {"metrics": ["revenue"], "group_by": ["customer"], "filters": [on("revenue", "top_share", 0.01)],
         "order_by": "-revenue"},
    ),
    (
        "new vs returning customers by month in 2024", "clientes nuevos vs recurrentes por mes en 2024",
        {"metrics": ["customers"], "period": "2024", "group_by": ["month", "new_or_returning"]},
    ),
    (
        "customers, orders and basket size by country", "clientes, pedidos y ticket medio por país",
        {"metrics": ["customers", "orders", "average_order_value"], "group_by": ["country"], "order_by": "-customers"},
    ),
    (
        "what was the quietest hour", "¿cuál es la hora más tranquila?",
        {"metrics": ["orders"], "group_by": ["hour"], "order_by": "orders"},
    ),
    (
        "which countries are losing revenue", "qué países están perdiendo ingresos",
        {"metrics": ["revenue"], "period": "last_month", "compare_to": "previous", "group_by": ["country"],
         "order_by": "change"},
    ),
    (
        "which was our best quarter so far for revenue", "cuál ha sido nuestro mejor trimestre hasta ahora en ventas",
        {"metrics": ["revenue"], "group_by": ["quarter"], "order_by": "-revenue"},
    ),
    (
        "2nd best weekday by revenue in 2024", "el 2º mejor día de la semana por ingresos en 2024",
        {"metrics": ["revenue"], "period": "2024", "group_by": ["weekday"], "order_by": "-revenue", "limit": 2},
    ),
    (
        "most popular tea in Spain in 2024", "el té más popular en España en 2024",
        {"metrics": ["units"], "period": "2024", "group_by": ["product"],
         "filters": [TEA, {"field": "country", "op": "=", "value": "Spain"}], "order_by": "-units"},
    ),
    (
        "which 5 countries spent the least in 2024", "qué 5 países gastaron menos en 2024",
        {"metrics": ["revenue"], "period": "2024", "group_by": ["country"], "order_by": "revenue", "limit": 5},
    ),
    (
        "which cities are growing?", "¿qué ciudades están creciendo?",
        {"metrics": ["revenue"], "period": "last_month", "compare_to": "previous", "group_by": ["city"],
         "order_by": "-change"},
    ),
    (
        "what sells worst in Germany", "qué se vende peor en Alemania",
        {"metrics": ["units"], "group_by": ["product"], "filters": [{"field": "country", "op": "=", "value": "Germany"}],
         "order_by": "units"},
    ),
    (
        "countries with fewer than 20 orders in 2024", "países con menos de 20 pedidos en 2024",
        {"metrics": ["orders"], "period": "2024", "group_by": ["country"], "filters": [on("orders", "<=", 19)],
         "order_by": "orders"},
    ),
    (
        "share of weekend orders in 2024", "porcentaje de pedidos en fin de semana en 2024",
        {"metrics": ["orders"], "period": "2024", "share": True,
         "filters": [{"field": "weekday", "op": "in", "value": ["Saturday", "Sunday"]}]},
    ),
    (
        "top 10% of products: what share of units", "el 10 % de productos más vendidos, ¿qué parte de las unidades?",
        {"metrics": ["units"], "group_by": ["product"], "filters": [on("units", "top_share", 0.1)], "order_by": "-units"},
    ),
    (
        "top 2 countries by orders, UK excluded", "los 2 países con más pedidos, excluido el Reino Unido",
        {"metrics": ["orders"], "group_by": ["country"], "filters": [UK], "order_by": "-orders", "limit": 2},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "message", "wanted"), [(n, p[n], p[2]) for p in PAIRS for n in (0, 1)])
def test_a_ranking_is_read_alike_in_both_languages(language: int, message: str, wanted: dict[str, Any]) -> None:
    assert arguments(message) == wanted
    assert plan(message).language == ("en", "es")[language]


@pytest.mark.parametrize("message", ["Pedidos por canal de venta en 2025", "devoluciones por país en 2024"])
def test_a_spanish_preposition_behind_a_dimension_is_no_language_of_customers(message: str) -> None:
    assert "filters" not in arguments(message)


def test_a_place_in_a_ranking_is_what_the_answer_speaks_of() -> None:
    assert plan("second best country by orders").focus == plan("segundo país con más pedidos").focus == "place"


def test_a_ratio_is_one_figure_over_the_other_by_the_facts_of_its_steps() -> None:
    first, second, ratio = plan("ratio of store revenue to web revenue in 2024").steps
    assert [s.arguments["filters"][0]["value"] for s in (first, second)] == ["store", "web"]
    given = [Reply(facts=(Fact("revenue", Text.same("r"), 1, "money", id=name, headline=True),)) for name in ("f1", "f9")]
    assert _referring(ratio, given) == Step("calculate", {"op": "ratio", "fact_ids": ["f1", "f9"]})


def test_so_many_things_that_flew_are_the_products_that_sold_most() -> None:
    found = asked("5 things that flew off the shelf in May 2025 by units")
    assert (found["group_by"], found["order_by"], found["limit"]) == (["product"], "-units", 5)


def test_cities_of_a_people_are_those_of_its_country() -> None:
    found = asked("Which five Spanish cities gave us the most orders in 2025?")
    assert (found["group_by"], found["filters"][0]["value"], found["limit"]) == (["city"], "Spain", 5)


def test_each_of_several_named_is_told_apart() -> None:
    assert asked("share of 2025 orders that came through web and store respectively")["group_by"] == ["sales_channel"]
    assert asked("abril contra mayo de 2025, cuánto facturamos en cada uno")["compare_to"] == "2025-04"


def test_a_month_of_the_year_before_is_a_year_before() -> None:
    for messages in (
        ("revenue in May 2025", "against the May before"),
        ("ingresos de mayo de 2025", "contra mayo del año anterior"),
    ):
        assert asked(*messages)["compare_to"] in ("year_earlier", "2024-05")
