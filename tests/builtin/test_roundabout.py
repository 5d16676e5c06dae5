"""Questions put in a roundabout way, both languages: goods by word and code, two sides, one customer's goods, who came back."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls

FIRST = [
    {"field": "first_order_on", "op": ">=", "value": "2025-08-01"},
    {"field": "first_order_on", "op": "<=", "value": "2025-08-31"},
]
BACK, ONCE = {"field": "order_days", "op": ">=", "value": 2}, {"field": "order_days", "op": "=", "value": 1}
CAKESTAND = {"field": "product", "op": "=", "value": "22423"}


@pytest.mark.parametrize(
    "question",
    [
        "how much has the 22423 cakestand brought in this year", "revenue this year of the regency cakestand 22423",
        "cuánto nos ha dejado este año el 22423, el soporte de pasteles", "ingresos de este año del soporte 22423",
    ],
)  # fmt: skip
def test_words_beside_a_code_are_the_product_of_the_code(question: str) -> None:
    found = asked(question)
    assert (found["filters"], found["period"]) == ([CAKESTAND], "this_year")


@pytest.mark.parametrize(
    "question",
    [
        "who has had both 22423 and 47566", "cuántos clientes tienen el 22423 y el 47566, los dos",
        "how many customers have both the cakestand 22423 and the bunting 47566",
    ],
)  # fmt: skip
def test_who_has_both_bought_the_one_and_the_other(question: str) -> None:
    assert asked(question)["rule"]["all"] == [{"did": "ordered", "product": code} for code in ("22423", "47566")]


@pytest.mark.parametrize(
    "question",
    ["Germany or France, who has bought more in money?", "¿quién nos compró más, Alemania o Francia?",
     "Alemania o Francia, ¿cuál nos ha comprado más en plata?"],
)  # fmt: skip
def test_which_of_two_places_bought_more_is_told_in_money(question: str) -> None:
    found = asked(question)
    assert (found["metrics"], found["group_by"], found["order_by"]) == (["revenue"], ["country"], "-revenue")
    assert found["filters"] == [{"field": "country", "op": "in", "value": ["Germany", "France"]}]


@pytest.mark.parametrize("question", ["top 5 export markets by revenue", "los 5 mercados de exportación con más ingresos"])
def test_export_markets_are_countries(question: str) -> None:
    found = asked(question)
    assert (found["group_by"], found["limit"], found["filters"][0]["op"]) == (["country"], 5, "!=")


@pytest.mark.parametrize(
    ("question", "metrics", "share"),
    [
        ("how much revenue did new customers bring in in May?", ["revenue_from_new"], None),
        ("how much of May's revenue did new customers bring in?", ["revenue"], True),
        ("qué parte de las ventas de mayo dejaron los clientes nuevos", ["revenue"], True),
        ("ingresos de mayo de clientes nuevos y recurrentes, en porcentajes", ["revenue"], True),
        ("split May revenue into new versus returning customers, in percentages", ["revenue"], True),
    ],
)
def test_what_new_customers_brought_is_money_and_no_count_of_them(
    question: str, metrics: list[str], share: bool | None
) -> None:
    found = asked(question)
    assert (found["metrics"], found.get("share")) == (metrics, share)


@pytest.mark.parametrize(
    "question",
    [
        "how many pieces did we ship last month, units not orders",
        "cuántas unidades vendimos el mes pasado, unidades y no pedidos",
    ],
)
def test_the_measure_said_again_with_what_it_is_not_is_that_measure(question: str) -> None:
    assert asked(question) == {"metrics": ["units"], "period": "last_month"}


@pytest.mark.parametrize(
    "messages",
    [
        ("which five products does customer 15311 buy most, in units?",),
        ("los cinco productos que más lleva el cliente 15311",),
        ("customer 15311", "and the five products they take most of, in units?"),
        ("cliente 15311", "¿y los cinco productos que más se lleva?"),
    ],
)
def test_the_goods_of_one_customer_are_ranked(messages: tuple[str, ...]) -> None:
    found = asked(*messages)
    assert (found["filters"][0]["value"], found["order_by"], found["limit"]) == ("15311", "-units", 5)


@pytest.mark.parametrize(
    "question",
    ["how many customers bought something in May or June 2025", "número de clientes que compraron en mayo o junio de 2025"],
)
def test_one_month_or_the_next_is_both_of_them(question: str) -> None:
    assert "2025-05-01..2025-06-30" in str(asked(question))


@pytest.mark.parametrize(
    "question",
    ["of the January 2025 newcomers, how many were still buying in November?",
     "de los que entraron en enero de 2025, ¿cuántos seguían comprando en noviembre?"],
)  # fmt: skip
def test_a_month_told_after_another_comes_after_it(question: str) -> None:
    assert asked(question)["rule"]["all"][-1] == {"did": "ordered", "period": "2025-11"}


@pytest.mark.parametrize(
    ("question", "later"),
    [
        ("of the customers who bought in August, how many came back?", {"did": "ordered", "period": "2025-09-01.."}),
        ("de los que compraron en agosto, ¿cuántos no volvieron después?",
         {"did": "ordered", "period": "2025-09-01..", "negated": True}),
    ],
)  # fmt: skip
def test_coming_back_is_an_order_in_the_days_behind(question: str, later: dict[str, Any]) -> None:
    assert calls(question)[0][1]["rule"]["all"][-1] == later


@pytest.mark.parametrize(
    ("messages", "last"),
    [
        (("how many customers started with us in August 2025?", "how many of them have ordered again since?"), BACK),
        (("cuántos clientes empezaron con nosotros en agosto de 2025", "¿y cuántos repitieron?"), BACK),
        (("new customers in August 2025", "how many came back?"), BACK),
        (("new customers in August 2025", "how many of them came back?", "how many did not come back?"), ONCE),
        (("clientes nuevos de agosto de 2025", "¿cuántos de ellos volvieron?", "¿y cuántos no volvieron?"), ONCE),
    ],
)
def test_who_of_them_came_back_are_those_with_more_than_one_day(messages: tuple[str, ...], last: dict[str, Any]) -> None:
    assert asked(*messages)["rule"]["all"] == [*FIRST, last]


def test_how_many_of_a_countrys_customers_did_something_keeps_the_country() -> None:
    found = asked("how many German customers are there?", "how many of them bought more than once?")
    assert [c["field"] for c in found["rule"]["all"]] == ["country", "order_count"]


@pytest.mark.parametrize(
    "question",
    ["count of customers whose total spend sits above 1000 and below 2000",
     "cantidad de clientes con gasto acumulado de más de 1000 y menos de 2000"],
)  # fmt: skip
def test_above_one_number_and_below_another_is_between(question: str) -> None:
    assert [(c["op"], c["value"]) for c in asked(question)["rule"]["all"]] == [(">=", 1000), ("<=", 2000)]


@pytest.mark.parametrize(
    "question",
    ["how many customers bought only once and more than 180 days ago?",
     "¿cuántos clientes compraron una sola vez y hace más de 180 días?"],
)  # fmt: skip
def test_once_and_long_ago_holds_both(question: str) -> None:
    fields = {c["field"]: c["value"] for c in asked(question)["rule"]["all"]}
    assert fields == {"order_count": 1, "days_since_last_order": 180}


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("We did a trade show in August 2025. How many who first bought that month haven't ordered since 1 October?", FIRST),
        ("En agosto de 2025 fuimos a una feria. ¿Cuántos que se estrenaron ese mes no piden desde el 1 de octubre?", FIRST),
        ("Hay mucha gente que prueba y no vuelve. ¿Cuántos clientes tienen un solo pedido?",
         [{"field": "order_count", "op": "=", "value": 1}]),
    ],
)  # fmt: skip
def test_what_is_told_ahead_lends_its_month_and_nothing_else(question: str, rule: list[dict[str, Any]]) -> None:
    assert [c for c in asked(question)["rule"]["all"] if "did" not in c] == rule


@pytest.mark.parametrize(
    ("question", "stage"),
    [
        ("Thinking of a refer-a-friend scheme. What does the playbook recommend?", "loyalty"),
        ("Carts keep getting abandoned. Any guidance in the playbook?", "consideration"),
        ("Las cestas se quedan a medias. ¿Qué dice el manual?", "consideration"),
    ],
)
def test_advice_is_about_what_the_sentence_ahead_tells(question: str, stage: str) -> None:
    assert asked(question)["stage"] == stage


@pytest.mark.parametrize(
    "question",
    ["How many customers have gone 60 days or more without ordering?", "¿cuántos clientes llevan 60 días o más sin pedir?"],
)
def test_so_many_days_or_more_without_an_order_is_silence_and_no_lack_of_orders(question: str) -> None:
    assert asked(question)["rule"]["all"] == [{"field": "days_since_last_order", "op": ">=", "value": 60}]


@pytest.mark.parametrize(
    "question",
    [
        "who bought 22423 in May 2025 but didn't buy it in June 2025",
        "quién compró el 22423 en mayo de 2025 y no lo compró en junio",
    ],
)
def test_what_was_not_bought_again_is_that_product(question: str) -> None:
    assert asked(question)["rule"]["all"][-1] == {"did": "ordered", "product": "22423", "negated": True, "period": "2025-06"}


@pytest.mark.parametrize(
    "question", ["Show the RFM groups and how many sit in each one", "Muéstrame los grupos RFM y cuántos hay en cada uno"]
)
def test_groups_and_how_many_in_each_are_customers_by_group(question: str) -> None:
    found = asked(question)
    assert (found["metrics"], found["group_by"]) == (["customers"], ["rfm_segment"])


@pytest.mark.parametrize(
    "question",
    ["September revenue: how much came from newbies, how much from regulars who'd bought before?",
     "Ingresos de septiembre: ¿cuánto salió de nuevos y cuánto de los que ya habían comprado?"],
)  # fmt: skip
def test_newbies_and_those_who_had_bought_before_are_the_two_sides_of_revenue(question: str) -> None:
    assert asked(question)["metrics"] == ["revenue_from_new", "revenue_from_returning"]


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("what share of revenue comes from our top 10 customers?", "customer"),
        ("¿qué parte de los ingresos se concentra en los 10 mejores clientes?", "customer"),
        ("what % of sales do the top 10 products make up?", "product"),
    ],
)
def test_the_share_of_the_first_so_many_is_what_they_hold_of_all(question: str, group: str) -> None:
    found = asked(question)
    assert found["group_by"] == [group]
    assert found["filters"] == [{"field": "revenue", "op": "top_count", "value": 10}]


@pytest.mark.parametrize("question", ["active buyers per month this year", "clientes activos por mes este año"])
def test_active_by_month_is_who_ordered_in_it(question: str) -> None:
    assert asked(question) == {"metrics": ["customers"], "period": "this_year", "group_by": ["month"]}


@pytest.mark.parametrize(
    "messages",
    [
        ("units of 22423 sold this year", "in how many orders?"),
        ("unidades vendidas del 22423 este año", "¿y en cuántos pedidos?"),
    ],
)
def test_in_how_many_orders_keeps_the_product(messages: tuple[str, ...]) -> None:
    assert asked(*messages) == {"metrics": ["orders"], "period": "this_year", "filters": [CAKESTAND]}


@pytest.mark.parametrize(
    "messages",
    [
        ("revenue in France this year", "top 3 customers there"),
        ("ingresos en Francia este año", "los 3 mejores clientes de ahí"),
    ],
)
def test_the_best_customers_there_are_of_that_country(messages: tuple[str, ...]) -> None:
    assert asked(*messages)["rule"]["all"] == [{"field": "country", "op": "=", "value": "France"}]


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("I need our refund rate for the board, what is it?", "refund_rate"),
        ("Necesito nuestra tasa de devolución para el consejo, ¿cuál es?", "refund_rate"),
    ],
)
def test_what_is_needed_and_asked_behind_is_that_measure(question: str, metric: str) -> None:
    assert asked(question)["metrics"] == [metric]


@pytest.mark.parametrize("question", ["CLV per country, which one leads?", "valor de vida por país, ¿cuál va primero?"])
def test_which_one_of_a_measure_told_ahead_is_of_that_measure(question: str) -> None:
    assert calls(question)[0][0] == "customer_value"


@pytest.mark.parametrize(
    "question",
    ["who is about to leave us and is worth keeping? draft them a whatsapp",
     "¿quién está por irse y vale la pena conservar? escríbeles un whatsapp"],
)  # fmt: skip
def test_the_valuable_who_are_leaving_are_written_to_so_that_they_stay(question: str) -> None:
    draft = asked(question)
    assert draft["goal"] == "prevent churn"
    assert {c["field"] for c in draft["rule"]["all"]} == {"health", "historic_value"}
