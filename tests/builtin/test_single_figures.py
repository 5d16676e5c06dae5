"""One number or a comparison, in the words of marketers: metric, period, filter and what it is set against."""

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tests.builtin.test_understanding import calls, query

PAIRS = [
    ("what did we make in March", "cuánto hemos hecho en marzo", query("revenue", period="march")),
    ("boss asks what we made last quarter", "cuánto hicimos el trimestre pasado", query("revenue", period="last_quarter")),
    ("orders in the week of 14 May", "pedidos de la semana del 14 de mayo", query("orders", period="2025-W20")),
    ("sales w/c 12 May", "ventas de la semana que empieza el 12 de mayo", query("revenue", period="2025-W20")),
    (
        "units in the first fortnight of May", "unidades en la primera quincena de mayo",
        query("units", period="2025-05-01..2025-05-15"),
    ),
    ("orders over the last 12 months", "pedidos de los últimos 12 meses", query("orders", period="last_12_months")),
    (
        "growth in customers 2024 over 2023", "crecimiento en clientes 2024 sobre 2023",
        query("customers", period="2024", compare_to="2023"),
    ),
    (
        "did we sell more in May than in April?", "¿vendimos más en mayo que en abril?",
        query("revenue", period="may", compare_to="april"),
    ),
    (
        "what share of sales in May came back as refunds", "qué parte de las ventas de mayo se devolvió",
        query("refund_rate", period="may"),
    ),
    ("what % of sales was discount in May", "qué % de las ventas fue descuento en mayo", query("discount_rate", period="may")),
    (
        "how many people cancelled their subscription in May", "cuántas personas cancelaron su suscripción en mayo",
        query("churned_subscriptions", period="may"),
    ),
    (
        "could you tell me, if it is no trouble, revenue in May", "si no es molestia, los ingresos de mayo",
        query("revenue", period="may"),
    ),
    (
        "in the first half of 2024, how many orders were placed", "en el primer semestre de 2024, cuántos pedidos se hicieron",
        query("orders", period="2024-H1"),
    ),
    (
        "how big was the typical order in March", "¿de cuánto fue el pedido promedio en marzo?",
        query("average_order_value", period="march"),
    ),
    (
        "how much better or worse was last month than the one before, in sales",
        "cuánto mejor o peor fue el mes pasado que el anterior, en ventas",
        query("revenue", period="last_month", compare_to="previous"),
    ),
    (
        "How much is an order worth on average this year?", "¿Cuánto vale un pedido de media este año?",
        query("average_order_value", period="this_year"),
    ),
    ("tell me the revenue of Q1 98", "ingresos del T1 98", query("revenue", period="1998-Q1")),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish", "expected"), PAIRS, ids=[p[0] for p in PAIRS])
def test_a_figure_is_read_alike_in_both_languages(english: str, spanish: str, expected: list[object]) -> None:
    assert calls(english) == expected
    assert calls(spanish) == expected


def test_a_year_short_of_its_century_is_a_year() -> None:
    assert calls("aov may '24") == query("average_order_value", period="2024-05")


def test_two_countries_are_added_up_and_then_told_apart() -> None:
    [each] = calls("orders from France and Germany in 2024")
    assert each[1]["group_by"] == ["country"]
    assert understand("orders from France and Germany in 2024", Context(), shop()).focus == "together"


def test_a_month_after_the_data_has_no_data_and_is_no_forecast() -> None:
    assert calls("how many orders in December 2026")[0] == ("decline", {"kind": "no_data"})
    assert calls("what will we sell in December 2026")[0] == ("decline", {"kind": "out_of_scope"})


def test_a_word_that_says_which_customers_is_asked_about() -> None:
    assert calls("how many grumpy customers do we have")[0][0] == "ask_back"
    assert calls("cuántos clientes gruñones tenemos")[0][0] == "ask_back"


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("churn rate from failed payments in May 2025", "payment_churn_rate"),
        ("How much of our subscriber base did we lose to failed payments in May 2025, as a churn rate?", "payment_churn_rate"),
        ("tasa de bajas por pagos fallidos en mayo de 2025", "payment_churn_rate"),
        ("churn rate excluding failed payments in May 2025", "voluntary_churn_rate"),
    ],
)
def test_churn_of_one_cause_is_that_part_of_it(message: str, metric: str) -> None:
    assert calls(message) == query(metric, period="2025-05")


def test_what_is_active_is_told_behind_its_noun() -> None:
    for message in ("cuántas suscripciones hay activas ahora mismo", "how many subscriptions do we have active?"):
        assert calls(message) == query("active_subscriptions")


def test_how_they_found_us_is_their_channel_where_no_source_is_known() -> None:
    for message in ("new customers in 2025 by where they heard of us", "clientes nuevos de 2025 según cómo nos conocieron"):
        assert calls(message)[0][1]["group_by"] == ["acquisition_channel"]


def test_where_chooses_among_the_things_that_are_named() -> None:
    for message in (
        "where was the average order bigger in 2025, Paris or Berlin?",
        "¿dónde vendimos más, en la web o en tienda?",
    ):
        assert calls(message)[0][1]["group_by"] == [calls(message)[0][1]["filters"][0]["field"]]


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("how many different products did we sell in May?", "products_sold"),
        ("¿cuántos productos distintos vendimos en mayo?", "products_sold"),
        ("how much profit do we make on each order?", "profit_per_order"),
        ("¿cuánta ganancia nos deja cada pedido?", "profit_per_order"),
    ],
)
def test_different_products_and_the_profit_of_an_order_are_figures_of_their_own(message: str, metric: str) -> None:
    assert calls(message)[-1][1]["metrics"] == [metric]


@pytest.mark.parametrize(
    ("message", "metric", "period"),
    [
        ("revenue FY2024", "revenue", "2024"),
        ("dunning: qué porción de los pagos fallidos se recuperó en 2025", "payment_recovery_rate", "2025"),
        ("que porcentaje de suscripciones se me fue en mayo de 2025", "churn_rate", "2025-05"),
        ("avg order frequency per customer in 2025", "orders_per_customer", "2025"),
        ("¿Tendría a mano el número de visitas que recibió la web en mayo de 2025?", "site_visits", "2025-05"),
        ("necesito para el deck de retención la tasa de recompra de 2025", "repeat_purchase_rate", "2025"),
    ],
)
def test_one_measure_in_the_words_of_the_desk(message: str, metric: str, period: str) -> None:
    assert calls(message)[0][1] == query(metric, period=period)[0][1]
