"""Words that change a number when they are taken for another or passed over, in pairs of languages that say the same."""

from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

BUYERS = {"field": "order_count", "op": ">=", "value": 1}
Call = tuple[str, dict[str, Any]]


def calls(message: str) -> list[Call]:
    found = [(step.tool, dict(step.arguments)) for step in understand(message, Context(), shop()).steps]
    return [(tool, {**said, "rule": _sorted(said["rule"])} if "rule" in said else said) for tool, said in found]


def _sorted(rule: dict[str, Any]) -> dict[str, Any]:
    return {"all": sorted(rule["all"], key=str)} if "all" in rule else rule


def found(*conditions: dict[str, Any], **more: Any) -> list[Call]:
    return [("find_customers", {"rule": _sorted({"all": list(conditions)}) if conditions else {}, **more})]


def figures(metric: str, **more: Any) -> list[Call]:
    return [("query_metrics", {"metrics": [metric], **more})]


def ordered(period: str) -> dict[str, Any]:
    return {"did": "ordered", "period": period}


def spent(op: str, value: float) -> dict[str, Any]:
    return {"field": "historic_value", "op": op, "value": value}


BEST, LEAST = {"order_by": "-historic_value"}, {"order_by": "historic_value"}
EARLIER = {"field": "first_order_on", "op": "<", "value": "2025-04-01"}
NO_SPAIN = {"field": "country", "op": "!=", "value": "Spain"}
MADRID = {"field": "city", "op": "=", "value": "Madrid"}
PAIRS: list[tuple[str, str, list[Call]]] = [
    (
        "of those who ordered in April, how many had previously bought?",
        "de los que pidieron en abril, ¿cuántos habían pedido antes?", found(ordered("april"), EARLIER),
    ),
    (
        "how many people bought in April and had not ordered previously",
        "cuántas personas compraron en abril y no habían pedido anteriormente",
        found(ordered("april"), {**EARLIER, "op": ">="}),
    ),
    ("who has left us more than 750€", "quién se ha dejado más de 750€", found(spent(">", 750), **BEST)),
    ("customers that left us at least 300", "clientes que nos han dejado al menos 300", found(spent(">=", 300), **BEST)),
    ("customers worth more than 60 so far", "clientes que llevan gastado más de 60", found(spent(">", 60), **BEST)),
    ("customers who bring us the most money", "clientes que más dinero nos traen", found(**BEST)),
    ("customers who spend the most", "clientes que más gastan", found(**BEST)),
    ("our five biggest accounts", "nuestras cinco cuentas más grandes", found(**BEST, limit=5)),
    ("the 4 who spend the most", "los 4 que más gastan", found(**BEST, limit=4)),
    (
        "customers with 5 orders or more in 2024", "clientes con 5 pedidos o más en 2024",
        found({"did": "ordered", "period": "2024", "at_least": 5}, **BEST),
    ),
    (
        "apart from 22423, which 4 products earned the most revenue", "quitando el 22423, los 4 productos con más ingresos",
        figures(
            "revenue", group_by=["product"], order_by="-revenue", limit=4,
            filters=[{"field": "product", "op": "!=", "value": "22423"}],
        ),
    ),
    (
        "how many customers bought both 22423 and 47566", "cuántos clientes han comprado tanto el 22423 como el 47566",
        found({"did": "ordered", "product": "22423"}, {"did": "ordered", "product": "47566"}),
    ),
    (
        "how many customers ordered every quarter of 2024", "cuántos clientes compraron en todos los trimestres de 2024",
        found(*(ordered(f"2024-Q{n}") for n in (1, 2, 3, 4))),
    ),
    (
        "customers who ordered in each of the quarters of 2024", "clientes que compraron en cada trimestre de 2024",
        found(*(ordered(f"2024-Q{n}") for n in (1, 2, 3, 4)), **BEST),
    ),
    ("how long do customers take between orders", "cada cuánto compran los clientes", figures("days_between_orders")),
    (
        "how long do people wait between purchases", "tiempo medio entre pedidos",
        figures("days_between_orders"),
    ),
    (
        "which country returns the most", "¿qué país devuelve más?",
        figures("refunds", group_by=["country"], order_by="-refunds"),
    ),
    (
        "do people buy more in the morning or in the evening", "¿cuándo compran más, por la mañana o por la tarde?",
        figures("orders", group_by=["hour"], order_by="-orders"),
    ),
    (
        "which customers will buy in the next 30 days", "¿qué clientes comprarán en los próximos 30 días?",
        found({"field": "purchase_probability_30", "op": "top_share", "value": 0.1}, order_by="-purchase_probability_30"),
    ),
    (
        "customers first seen in May 2025: how many came back for a second order within 60 days",
        "clientes con primer pedido en mayo de 2025: ¿cuántos volvieron a por el segundo en 60 días?",
        found(
            {"field": "first_order_on", "op": ">=", "value": "2025-05-01"},
            {"field": "first_order_on", "op": "<=", "value": "2025-05-31"},
            {"field": "days_to_second_order", "op": "<=", "value": 60},
        ),
    ),
    (
        "number of customers in the retention stage", "clientes que están en la etapa de retención",
        found({"field": "stage", "op": "=", "value": "retention"}, **BEST),
    ),
    (
        "which products were viewed the most", "¿qué productos se ven más?",
        figures("product_views", group_by=["product"], order_by="-product_views"),
    ),
    (
        "products sorted by average rating, lowest first", "productos ordenados por valoración media, de menor a mayor",
        figures("average_rating", group_by=["product"], order_by="average_rating"),
    ),
    (
        "subscription cancellation reasons", "motivos de cancelación de las suscripciones",
        figures("churned_subscriptions", group_by=["cancel_reason"], order_by="-churned_subscriptions"),
    ),
    (
        "how many subscription payments failed in May", "¿cuántos pagos de suscripciones fallaron en mayo?",
        figures("failed_payments", period="may"),
    ),
    (
        "which category had the biggest drop in revenue between April and May 2025",
        "¿qué categoría tuvo la mayor bajada de ingresos entre abril y mayo de 2025?",
        figures("revenue", period="2025-05", compare_to="2025-04", group_by=["category"], order_by="change"),
    ),
    (
        "how many customers bought in all three months of Q1 2025",
        "¿cuántos clientes compraron en los tres meses del primer trimestre de 2025?",
        found(*(ordered(f"2025-0{n}") for n in (1, 2, 3))),
    ),
    (
        "show me how many new customers we won in 2023 versus 2024", "compara los clientes nuevos entre 2023 y 2024",
        figures("new_customers", period="2024", compare_to="2023"),
    ),
    (
        "how many of our products generate 80% of the revenue", "¿cuántos productos generan el 80 % de los ingresos?",
        figures(
            "revenue", group_by=["product"], order_by="-revenue",
            filters=[{"field": "revenue", "op": "top_value_share", "value": 0.8}],
        ),
    ),
    (
        "the 10 customers with the highest 12-month CLV", "los 10 clientes con mayor CLV a 12 meses",
        found(order_by="-clv", limit=10),
    ),
    (
        "how many customers have placed an order in the last twenty eight days",
        "cuántos clientes han hecho un pedido en los últimos 28 días", figures("customers", period="last_28_days"),
    ),
    (
        "which high-spending customers are about to leave", "¿qué clientes de alto gasto estamos a punto de perder?",
        found(
            {"field": "health", "op": "=", "value": "at_risk"}, {"field": "historic_value", "op": "top_share", "value": 0.2},
            **BEST,
        ),
    ),
    (
        "which product do loyal customers buy most", "¿qué producto compran más los clientes fieles?",
        figures(
            "units", group_by=["product"], order_by="-units", filters=[{"field": "stage", "op": "=", "value": "loyalty"}]
        ),
    ),
    (
        "what did customers in Spain buy in May", "¿qué compraron los clientes de España en mayo?",
        figures(
            "units", period="may", group_by=["product"], order_by="-units",
            filters=[{"field": "country", "op": "=", "value": "Spain"}],
        ),
    ),
    (
        "which customers are about to leave and are worth a lot", "clientes en riesgo que valen mucho",
        found(
            {"field": "health", "op": "=", "value": "at_risk"}, {"field": "historic_value", "op": "top_share", "value": 0.2},
            **BEST,
        ),
    ),
    ("customers who spent over 22423", "clientes que gastaron más de 22423", found(spent(">", 22423), **BEST)),
    (
        "how many customers have gone quiet, with no order for over 240 days",
        "cuántos clientes están dormidos, sin pedidos desde hace más de 240 días",
        found({"field": "days_since_last_order", "op": ">", "value": 240}),
    ),
    (
        "how many customers bring in 80% of the money", "cuántos clientes traen el 80 % del dinero",
        found({"field": "historic_value", "op": "top_value_share", "value": 0.8}),
    ),
    (
        "how much of what we took in May came from new customers and how much from those who had bought before",
        "cuánto de lo que ingresamos en mayo vino de clientes nuevos y cuánto de los que ya habían comprado antes",
        [("query_metrics", {"metrics": ["revenue_from_new", "revenue_from_returning"], "period": "may"})],
    ),
    ("customers who spend the least", "los clientes que menos gastan", found(BUYERS, **LEAST)),
    ("the 8 with most orders in Madrid", "los 8 con más pedidos en Madrid", found(MADRID, order_by="-order_count", limit=8)),
    (
        "customers with the most orders in March", "clientes con más pedidos en marzo",
        figures("orders", period="march", group_by=["customer"], order_by="-orders", limit=10),
    ),
    (
        "how many people bought in both of the last two quarters",
        "cuántas personas compraron en cada uno de los dos últimos trimestres",
        found(ordered("2025-Q2"), ordered("2025-Q3")),
    ),
    (
        "how many bought in the first quarter and in the second",
        "cuántos compraron en el primer trimestre y en el segundo", found(ordered("q1"), ordered("q2")),
    ),
    (
        "customers who ordered no more than 2 times", "clientes que compraron como mucho 2 veces",
        found({"field": "order_count", "op": "<=", "value": 2}, BUYERS, **BEST),
    ),
    ("how loyal are our customers", "cómo de fieles son nuestros clientes", figures("repeat_purchase_rate")),
    (
        "how loyal are buyers: repeat purchase rate", "qué fidelidad tienen los compradores: tasa de recompra",
        figures("repeat_purchase_rate"),
    ),
    (
        "sales in the summer months June, July and August 2024", "ventas de los meses de verano junio, julio y agosto de 2024",
        figures("revenue", period="2024-06-01..2024-08-31", group_by=["month"]),
    ),
    (
        "orders since Valentine's Day", "pedidos desde San Valentín",
        figures("orders", period="2025-02-14.."),
    ),
    (
        "March revenue next to the prior month", "ingresos de marzo junto al mes previo",
        figures("revenue", period="march", compare_to="previous"),
    ),
    (
        "refunds January and February", "devoluciones de enero y febrero",
        figures("refunds", period="2025-01-01..2025-02-28", group_by=["month"]),
    ),
    (
        "refunds except Spain in April", "devoluciones en abril fuera de España",
        figures("refunds", period="april", filters=[NO_SPAIN]),
    ),
    (
        "what share of sales was refunded in France", "qué porcentaje de las ventas se devolvió en Francia",
        figures("refund_rate", filters=[{"field": "country", "op": "=", "value": "France"}]),
    ),
    (
        "between March 1 and March 15, 2024, revenue", "ingresos entre el 1 de marzo y el 15 de marzo de 2024",
        figures("revenue", period="2024-03-01..2024-03-15"),
    ),
    ("orders from May 2024 on by country", "pedidos por país a partir de mayo de 2024",
     figures("orders", period="2024-05-01..", group_by=["country"], order_by="-orders")),
    ("orders 2024 Q1", "pedidos en el T1 del 24", figures("orders", period="2024-Q1")),
    ("orders over 2024", "pedidos del año 2024", figures("orders", period="2024")),
    ("orders in the previous month", "pedidos en el mes anterior", figures("orders", period="last_month")),
    (
        "compare orders in March and in April", "compara pedidos en marzo y en abril",
        figures("orders", period="april", compare_to="march"),
    ),
    (
        "how many people bought in March and who spent at least 500?",
        "¿cuántas personas compraron en marzo y gastaron al menos 500?",
        found(spent(">=", 500), ordered("march")),
    ),
    (
        "customers from Madrid in March", "clientes de Madrid en marzo",
        figures("customers", period="march", filters=[MADRID]),
    ),
    (
        "show me customers from Madrid in March", "muéstrame clientes de Madrid en marzo",
        found(MADRID, ordered("march"), **BEST),
    ),
    ("how many customers with exactly one order", "cuántos clientes con exactamente un pedido",
     found({"field": "order_count", "op": "=", "value": 1})),
    (
        "refunds January compared to February", "devoluciones de enero frente a febrero",
        figures("refunds", period="february", compare_to="january"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish", "expected"), PAIRS, ids=[row[0] for row in PAIRS])
def test_the_word_is_in_the_call_in_both_languages(english: str, spanish: str, expected: list[Call]) -> None:
    assert [calls(english), calls(spanish)] == [expected, expected]


def test_a_typo_is_the_word_that_goes_with_its_neighbour() -> None:
    assert calls("gest checkout share in May") == calls("guest checkout share in May")


def test_people_who_left_are_no_money() -> None:
    assert "historic_value" not in str(calls("customers who left us")[0][1]["rule"])


RISK = {"field": "health", "op": "=", "value": "at_risk"}
BEST_FIFTH = {"field": "historic_value", "op": "top_share", "value": 0.2}
SIDES = [("query_metrics", {"metrics": ["revenue_from_new", "revenue_from_returning"], "period": "2025-Q3"})]
SIBLINGS: list[tuple[str, str, list[Call]]] = [
    (
        "How much of Q3 2025 came from new customers and how much from those we already had?",
        "¿Cuánto del tercer trimestre de 2025 fue de clientes nuevos y cuánto de los que ya teníamos?", SIDES,
    ),
    (
        "How much of Q3 2025 was from new customers and how much from the ones who were already with us?",
        "¿Cuánto del tercer trimestre de 2025 fue de clientes nuevos y cuánto de los que ya nos compraban?", SIDES,
    ),
    (
        "How many orders came in between January and June 2025?", "¿Cuántas órdenes nos entraron entre enero y junio de 2025?",
        figures("orders", period="2025-01-01..2025-06"),
    ),
    ("how many orders came in in 2024", "cuántos pedidos nos llegaron en 2024", figures("orders", period="2024")),
    ("repeat rate last month", "tasa de repetición del mes pasado", figures("returning_customer_rate", period="last_month")),
    (
        "repurchase rate last month", "tasa de recompra del mes pasado",
        figures("repeat_purchase_rate", period="last_month"),
    ),
    (
        "How many days till a customer buys again for the 2nd time, median",
        "¿Cuántos días pasan hasta que un cliente compra por segunda vez, mediana?", figures("days_to_second_order"),
    ),
    (
        "median time until a customer orders again", "mediana de días hasta que un cliente vuelve a comprar",
        figures("days_to_second_order"),
    ),
    ("how many customers spent above 2,500", "cuántos clientes gastaron arriba de 2,500", found(spent(">", 2500))),
    (
        "customers with more than 3 orders", "clientes con arriba de 3 pedidos",
        found({"field": "order_count", "op": ">", "value": 3}, **BEST),
    ),
    ("Which good customers are we about to lose?", "¿Qué clientes buenos estamos por perder?", found(BEST_FIFTH, RISK, **BEST)),
    (
        "good customers who are going cold on us, who are they?", "buenos clientes que se nos están enfriando, ¿quiénes?",
        found(BEST_FIFTH, RISK, **BEST),
    ),
    (
        "email campaigns with the best click rate", "campañas con la mejor tasa de clics",
        figures("click_rate", group_by=["campaign"], order_by="-click_rate"),
    ),
    (
        "email campaigns with the worst open rate", "campañas con la peor tasa de apertura",
        figures("open_rate", group_by=["campaign"], order_by="open_rate"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "channel"),
    [("an email for the new customers of May", "email"), ("un sms para los clientes nuevos de mayo", "sms")],
)
def test_a_draft_for_the_new_customers_of_a_month_is_for_them_and_for_a_second_order(message: str, channel: str) -> None:
    verb = "draft " if message.startswith("an") else "redacta "
    said = calls(verb + message)[0][1]
    assert said["rule"] == {"all": [{"field": "first_order_on", "op": "=", "value": "may"}]}
    assert (said["goal"], said["channel"]) == ("second order", channel)


@pytest.mark.parametrize("message", ["summary of the month", "monthly summary", "resumen del mes", "informe mensual"])
def test_a_summary_of_the_month_is_how_it_goes(message: str) -> None:
    ((_, said),) = calls(message)
    assert (said["period"], said["compare_to"]) == ("this_month", "previous")


@pytest.mark.parametrize(("english", "spanish", "expected"), SIBLINGS)
def test_siblings_of_both_languages_are_read_alike(english: str, spanish: str, expected: list[Call]) -> None:
    assert calls(english) == expected
    assert calls(spanish) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("If you take out Spain and France, which 5 countries sold best in May?",
         "the five countries with the most revenue in May except Spain and France"),
        ("Si sacamos España y Francia, ¿qué 5 países vendieron más en mayo?",
         "top 5 países por ingresos en mayo sin España ni Francia"),
        ("orders with no customer number in May", "guest orders in May"),
        ("¿Cuántos pedidos de mayo no tenían número de cliente?",
         "¿Cuántos pedidos de invitados hubo en mayo?"),
        ("revenue since records began", "revenue of all time"),
        ("ingresos desde que hay registros", "ingresos de siempre"),
        ("compradores únicos en mayo", "cuántos clientes distintos compraron en mayo"),
        ("sales before refunds in March", "revenue in March"),
        ("customers who bought in April but not once in May", "customers who bought in April and did not buy in May"),
        ("clientes sin encargarnos nada desde abril", "clientes que no compran desde abril"),
        ("how many days till they order again after the 1st one", "days to second order"),
        ("los mas bendidos de mayo", "los más vendidos de mayo"),
        ("customers who first bought in Spain in May", "customers in Spain who first bought in May"),
        ("clientes que compraron por primera vez en España en mayo",
         "clientes de España que compraron por primera vez en mayo"),
        ("los 3 países que menos dinero nos han dejado", "los 3 países con menos ingresos"),
        ("how many customers have gone past 10 orders", "how many customers have more than 10 orders"),
        ("¿cuántos clientes pasan ya de 10 pedidos?", "¿cuántos clientes tienen más de 10 pedidos?"),
        ("money from new vs existing customers in May", "revenue from new and revenue from returning customers in May"),
        ("plata de clientes nuevos vs antiguos en mayo",
         "ingresos de clientes nuevos e ingresos de clientes recurrentes en mayo"),
        ("big spenders, meaning over 500", "customers who spent over 500"),
        ("un sms para que vuelvan los clientes de España que no piden hace 120 días",
         "redacta un sms para recuperar a los clientes de España que no piden hace 120 días"),
        ("2025 revenue once you take the refunds off", "net revenue of 2025"),
        ("países por pedidos en 2025, dejando afuera a España", "países por pedidos en 2025 sin España"),
        ("pedidos del segundo trimestre de 2025 contra los mismos de 2024",
         "pedidos del segundo trimestre de 2025 contra el año anterior"),
        ("what has Coffee made so far this year?", "Coffee revenue this year"),
        ("Customers gone quiet, last order over 100 days back: how many do we have?",
         "how many customers have not ordered for over 100 days?"),
        ("Clientes captados en febrero de 2025: ¿cuántos repitieron dentro de los 60 días posteriores a su primer pedido?",
         "De los clientes captados en febrero de 2025, ¿cuántos repitieron en 60 días?"),
        ("Our 3 top-earning products in May", "top 3 products by revenue in May"),
        ("¿Cuánto gastamos en publicidad por cada cliente nuevo en 2025?", "CAC de 2025"),
        ("It's been over 200 days since some customers last bought anything. How many is that?",
         "customers who last bought over 200 days ago"),
        ("how many active book club subscriptions do we have", "how many active subscriptions do we have"),
        ("what did Norwegian customers spend in May", "what did customers in Norway spend in May"),
    ],
)  # fmt: skip
def test_two_ways_of_saying_the_same_are_read_alike(one: str, other: str) -> None:
    assert calls(one) == calls(other)
