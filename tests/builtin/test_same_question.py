"""One question in other words asks the same: verbs for money, typos, both periods, every month, places, counts with drafts."""

import pytest

from tests.builtin.test_conversation import last, step
from tests.builtin.test_understanding import calls

SAME = [
    ("how many orders we took in April 2024", "orders in April 2024"),
    ("qué beneficio bruto ganamos en 2024", "beneficio bruto de 2024"),
    ("ingresos de la semana pasda", "ingresos de la semana pasada"),
    ("taza de reembolso de 2024", "tasa de reembolso de 2024"),
    ("orders in the secnd quarter of 2024", "orders in Q2 2024"),
    ("what does a customer spend on average in 2024", "revenue per customer in 2024"),
    ("ingresos de este año contra el mismo periodo del año pasado", "ingresos de este año vs el año pasado"),
    ("how many orders in 2023, and how many in 2024?", "orders in 2024 vs 2023"),
    ("¿cuántos pedidos en mayo de 2024 y cuántos en junio de 2024?", "pedidos de junio de 2024 vs mayo de 2024"),
    ("orders of 2023 and 2024 side by side", "orders in 2024 vs 2023"),
    ("orders last summer", "orders from 1 June to 31 August 2025"),
    ("the number three country by revenue in 2024", "the third best country by revenue in 2024"),
    ("qué país ocupa el tercer puesto por ingresos en 2024", "el tercer mejor país por ingresos en 2024"),
    (
        "¿en qué país cayeron más los ingresos de abril a mayo de 2025?",
        "which country lost the most revenue from April to May 2025",
    ),
    ("parte de los ingresos del mejor diez por ciento de los clientes", "share of revenue of the top 10% of customers"),
    ("customers that ordered in both months, April and May 2024", "customers who bought in both April and May 2024"),
    ("clientes con compras en los dos meses, abril y mayo de 2024", "customers who bought in both April and May 2024"),
    ("número de clientes con pedidos todos los meses del Q1 de 2024", "how many customers bought in every month of Q1 2024"),
    ("how many people ordered every single month in Q1 2024", "how many customers bought in every month of Q1 2024"),
    ("customers with orders in April, May and June 2024, all three", "customers who bought in every month of Q2 2024"),
    ("clientes con compras de Coffee y ninguna de Tea", "customers who bought Coffee and never Tea"),
    ("since 1 March 2025, how many customers haven't bought?", "how many customers haven't bought since 1 March 2025?"),
    ("clientes cuyo gasto total está entre 200 y 500 euros", "customers who spent between 200 and 500 euros"),
    ("revenue changed in May 2025 vs April 2025, why?", "why did revenue change in May 2025 vs April 2025?"),
    ("who are the customers at risk that are high-value", "¿quiénes son los clientes en riesgo que son de alto valor?"),
    ("how many contacts have nevr bought", "how many contacts have never bought"),
    ("CLV by the channel that acquired the customer", "CLV by acquisition channel"),
    ("clientes que más probablemente harán un pedido en los próximos 30 días", "who is likely to order in the next 30 days"),
    ("MRR today", "MRR"),
    ("pagos fallidos de las suscripciones en mayo de 2025", "failed subscription payments in May 2025"),
    ("¿cuántos pagos fallidos tuvieron nuestras suscripciones en mayo de 2025?", "failed payments in May 2025"),
    ("what have we spent per new customer this year", "customer acquisition cost this year"),
    ("the most a new customer should cost us", "how much can we afford to pay for a new customer"),
    ("how much may we pay for a new customer", "how much can we pay for a new customer"),
    ("products with the most views in May 2025", "top products by views in May 2025"),
    ("productos con más visualizaciones en mayo de 2025", "top products by views in May 2025"),
    ("how many Spanish customers may we text", "how many customers in Spain can we text"),
    ("motivos más comunes de cancelación", "most common reasons for cancelling"),
    ("by country, how many customers spent over 200?", "how many customers spent over 200 by country?"),
    ("por país, ¿cuántos pedidos hubo en 2024?", "pedidos por país en 2024"),
    ("how much revenue came from guest orders in 2024", "how much money did we make from guests in 2024"),
    ("in 2024, how much did guests spend?", "how much money did we make from guests in 2024"),
    ("how much discount did we give with each coupon in 2024", "discounts by coupon in 2024"),
    ("customers who bought all three: Coffee, Tea, Mugs", "customers who bought Coffee, Tea and Mugs"),
    ("customers who bought from the three categories Coffee, Tea and Mugs", "customers who bought Coffee, Tea and Mugs"),
    ("clientes en la etapa de conversión del ciclo de vida", "customers in the conversion stage"),
    ("how many customers did we win back in May 2025?", "how many customers were reactivated in May 2025?"),
    ("clientes que recomendaron a alguien", "customers who referred a friend"),
    ("revenue in the first 10 days of this month", "revenue from 1 to 10 November 2025"),
    ("second order rate of people who first bought in Q1 2025", "second order rate in Q1 2025"),
    ("valor medio de pedido de cada idioma en mayo de 2025", "average order value by language in May 2025"),
    ("repeat purchase rate meaning", "what does repeat purchase rate mean?"),
    ("subscribers likely to cancel soon", "which subscribers are likely to cancel soon?"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "plain"), SAME)
def test_another_wording_asks_the_same(written: str, plain: str) -> None:
    def _asked(text: str) -> list[tuple[str, dict[str, object]]]:
        return [(tool, {k: v for k, v in said.items() if k != "order_by"}) for tool, said in calls(text)]

    assert _asked(written) == _asked(plain)


@pytest.mark.parametrize(
    "message",
    [
        "How many customers at risk are there in Spain, and could you draft an email for them?",
        "number of customers at risk in Spain + an email draft for them",
        "¿Cuántos clientes en riesgo hay en España? ¿Y me redactas un correo para ellos?",
        "Necesito dos cosas: el número de clientes en riesgo de España y un borrador de correo para ellos",
    ],
)
def test_a_count_and_a_draft_are_both_answered(message: str) -> None:
    (counted, rule), (drafted, draft) = calls(message)
    assert (counted, drafted) == ("find_customers", "draft_campaign")
    assert rule["rule"] == draft["rule"]


def test_a_filter_asked_for_in_money_is_no_share() -> None:
    assert step(last("revenue in May 2025", "How much of it in Spain, in euros?")) == (
        "query_metrics",
        {"metrics": ["revenue"], "period": "2025-05", "filters": [{"field": "country", "op": "=", "value": "Spain"}]},
    )


@pytest.mark.parametrize("message", ["show me the first three", "Muéstrame los tres primeros", "Dame los 3 mayores"])
def test_the_first_three_of_a_split_are_its_groups(message: str) -> None:
    tool, arguments = step(last("orders by country in 2024", message))
    assert (tool, arguments["group_by"], arguments["limit"]) == ("query_metrics", ["country"], 3)


@pytest.mark.parametrize(
    "message",
    ["what share of total revenue is that?", "as a share of the total?", "¿qué parte de los ingresos totales es eso?"],
)
def test_the_share_that_a_figure_is_keeps_what_it_was_of(message: str) -> None:
    asked = step(last("revenue in Spain in 2024", message))[1]
    assert (asked["period"], asked["filters"][0]["value"], asked["share"]) == ("2024", "Spain", True)


@pytest.mark.parametrize("message", ["now without the country filter", "y en el total de países", "for all countries together"])
def test_a_filter_that_is_named_is_lifted_alone(message: str) -> None:
    asked = step(last("Coffee revenue in Spain in 2024", message))[1]
    assert [f["field"] for f in asked["filters"]] == ["category"]


@pytest.mark.parametrize("message", ["list them", "lístalos", "¿Qué clientes son?", "which customers are they?"])
def test_the_people_of_a_count_are_listed(message: str) -> None:
    tool, arguments = step(last("how many customers in Spain spent more than 500", message))
    assert tool == "find_customers"
    assert arguments["rule"] == step(last("customers in Spain who spent more than 500"))[1]["rule"]


@pytest.mark.parametrize("message", ["Now in Italian", "¿Me das la versión en francés?", "can you write it in German?"])
def test_a_draft_in_a_language_that_is_not_written_is_asked_about(message: str) -> None:
    assert step(last("Draft an email for customers at risk", message))[0] == "ask_back"


def test_a_name_beside_a_measure_is_asked_about() -> None:
    assert calls("What was our Zingoware revenue in 2024?")[0][0] == "ask_back"
    assert step(last("units sold in 2024", "and in Zingoware?"))[0] == "ask_back"


@pytest.mark.parametrize("message", ["I need our best customers' phone numbers", "our best customers' phone numbers please"])
def test_phone_numbers_are_refused(message: str) -> None:
    assert calls(message) == [("decline", {"kind": "not_allowed"})]


def test_what_the_data_are_that_you_work_with_is_no_list_of_those_who_left() -> None:
    assert calls("¿Cómo de actualizados están los datos con los que trabajas?") == [("describe_data", {"topic": "last_import"})]


def test_the_other_way_round_replaces_what_was_said() -> None:
    rule = step(last("customers who bought Coffee but never Tea", "and Tea but never Coffee?"))[1]["rule"]["all"]
    assert sorted((c["category"], bool(c.get("negated"))) for c in rule) == [("Coffee", True), ("Tea", False)]


def test_only_those_who_bought_in_a_year_may_have_bought_before() -> None:
    rule = step(last("customers who spent more than 500", "Only those who bought in 2025"))[1]["rule"]["all"]
    assert {"did": "ordered", "period": "2025"} in rule
    assert not any("first_order_on" in c.values() for c in rule)


@pytest.mark.parametrize("message", ["And more than 600?", "How many over 600 euros?", "What about more than 600?"])
def test_another_bound_takes_the_place_of_the_last(message: str) -> None:
    rule = step(last("how many customers spent more than 300 euros?", message))[1]["rule"]["all"]
    assert rule == [{"field": "historic_value", "op": ">", "value": 600}]


def test_whom_we_wrote_to_so_often_has_not_ordered_so_often() -> None:
    assert calls("How many people have we written to at least eight times in the last 30 days?")[0][0] == "ask_back"


def test_a_thing_and_its_period_stay_together_beside_silence() -> None:
    (_, said), *_ = calls("customers who bought Tea in May 2025 and have not ordered in October 2025")
    assert {"did": "ordered", "category": "Tea", "period": "2025-05"} in said["rule"]["all"]
