"""What a question leaves out, what goes without saying beside it, and what stands around it: both languages alike."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls

UK = {"field": "country", "op": "!=", "value": "United Kingdom"}
GERMANS = {"field": "country", "op": "=", "value": "Germany"}


@pytest.mark.parametrize(
    "message",
    [
        "The UK always wins, so leave it out: which three countries brought us the most revenue in 2025?",
        "We know all about the UK. Ignore it and tell me the three countries with the most revenue in 2025",
        "El Reino Unido gana siempre, así que sácalo: ¿qué tres países nos dejaron más ingresos en 2025?",
        "Del Reino Unido ya sabemos, no lo cuentes: los tres países con más ingresos en 2025",
    ],
)
def test_what_is_named_ahead_only_to_be_left_out_is_left_out(message: str) -> None:
    found = asked(message)
    assert (found["filters"], found["group_by"], found["limit"]) == ([UK], ["country"], 3)


@pytest.mark.parametrize(
    "message",
    [
        "Not orders, people: counting nobody twice, how many customers bought in May 2025?",
        "each one counted a single time, how many customers bought in May 2025?",
        "No quiero pedidos sino personas: ¿cuántos clientes compraron en mayo de 2025, contados una sola vez?",
        "sin contar a nadie dos veces, ¿cuántos clientes compraron en mayo de 2025?",
    ],
)
def test_that_each_person_counts_once_goes_without_saying(message: str) -> None:
    assert asked(message) == {"metrics": ["customers"], "period": "2025-05"}


@pytest.mark.parametrize(
    "message",
    [
        "I'm making a chart for the board deck. How many orders came in in May 2025?",
        "Somebody spilt ink all over my desk this morning: how many orders came in in May 2025?",
        "Daba gusto ver el almacén, así que dime cuántos pedidos entraron en mayo de 2025",
        "How many orders came in in May 2025? I'm deciding when to launch promos.",
    ],
)
def test_a_remark_beside_a_question_adds_nothing_to_it(message: str) -> None:
    assert calls(message) == [("query_metrics", {"metrics": ["orders"], "period": "2025-05"})]


@pytest.mark.parametrize(
    "message",
    ["Our vegan range: how many orders did we get in May 2025?", "Gama vegana: ¿cuántos pedidos hubo en mayo de 2025?"],
)
def test_a_word_ahead_that_could_narrow_the_question_is_not_dropped(message: str) -> None:
    assert calls(message)[0][0] != "query_metrics"


@pytest.mark.parametrize(
    "message",
    [
        "% of May 2025 customers with an earlier order",
        "Of everyone who bought in May 2025, what share had already been a customer?",
        "% compradores mayo 2025 con pedido anterior a mayo",
        "de la gente que pidió en mayo de 2025, ¿qué parte ya nos había hecho un pedido antes de mayo?",
    ],
)
def test_buyers_with_an_earlier_order_are_the_rate_of_returning_customers(message: str) -> None:
    assert asked(message) == {"metrics": ["returning_customer_rate"], "period": "2025-05"}


@pytest.mark.parametrize(
    "message",
    [
        "repeat rate 2024, customers with 2+ orders in the year",
        "Give me the 2024 repurchase rate, meaning buyers with two orders or more inside the year.",
        "Tasa de repetición 2024 (2+ pedidos dentro del año):",
        "¿Cuál fue la tasa de recompra en 2024, con 2 o más pedidos en el año?",
    ],
)
def test_a_rate_told_with_its_definition_is_that_rate(message: str) -> None:
    assert asked(message) == {"metrics": ["repeat_purchase_rate"], "period": "2024"}


@pytest.mark.parametrize(
    "message",
    [
        "what percentage of customers in Germany have 3 or more orders?",
        "¿qué porcentaje de los clientes de Alemania tiene 3 pedidos o más?",
    ],
)
def test_a_share_of_the_customers_of_a_place_is_of_those_there(message: str) -> None:
    rules: list[Any] = [arguments.get("rule") for _, arguments in calls(message)]
    bought = {"field": "order_count", "op": ">=", "value": 1}
    assert [tool for tool, _ in calls(message)] == ["find_customers", "find_customers", "calculate"]
    assert rules[1] == {"all": [GERMANS, bought]}
    assert GERMANS in rules[0]["all"]
    assert bought not in rules[0]["all"]


@pytest.mark.parametrize(
    ("message", "group"),
    [
        ("which five products were bought by the greatest number of different people?", "product"),
        ("¿cuáles son los 5 productos comprados por más clientes distintos?", "product"),
    ],
)
def test_goods_are_ranked_by_how_many_people_bought_them(message: str, group: str) -> None:
    found = asked(message)
    assert (found["metrics"], found["group_by"], found["limit"]) == (["customers"], [group], 5)


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("orders in the second half of 2024, July to December", "2024-H2"),
        ("pedidos del primer trimestre de 2025, de enero a marzo", "2025-Q1"),
    ],
)
def test_the_same_days_told_twice_are_one_period(message: str, period: str) -> None:
    assert asked(message) == {"metrics": ["orders"], "period": period}


def test_a_last_order_before_a_day_is_read_however_it_is_put() -> None:
    for message in (
        "For how many people was the most recent order earlier than 1 April 2025?",
        "how many buyers placed their final order before 1 April 2025?",
        "Clientes con último pedido anterior al 1 de abril de 2025, ¿cuántos?",
        "¿cuántos compradores tienen su pedido más reciente de antes del 1 de abril de 2025?",
    ):
        [(_, arguments)] = calls(message)
        assert arguments["rule"] == {"all": [{"field": "last_order_on", "op": "<", "value": "2025-04-01"}]}


def test_superlatives_and_diminutives_are_the_plain_word() -> None:
    assert asked("¿qué día de la semana es el más flojito en ingresos?")["order_by"] == "revenue"
    [(_, arguments)] = calls("¿cuántos compraron por primerísima vez en mayo de 2025?")
    assert {c["field"] for c in arguments["rule"]["all"]} == {"first_order_on"}


@pytest.mark.parametrize(
    "message",
    ["3 categories with the most customers in 2025, leaving out tea", "3 categorías con más clientes en 2025, quitando té"],
)
def test_most_customers_are_not_most_revenue(message: str) -> None:
    assert asked(message)["metrics"] == ["customers"]


@pytest.mark.parametrize(
    "messages",
    [
        ("new customers in Q4 2025", "and those of the third?"),
        ("clientes nuevos del cuarto trimestre de 2025", "¿y los del tercero?"),
    ],
)
def test_those_of_the_third_are_of_that_quarter(messages: tuple[str, str]) -> None:
    assert asked(*messages)["period"] == "2025-Q3"


def test_people_are_told_from_an_origin() -> None:
    [(tool, _)] = calls("cuanta raza anda en riesgo ahorita?")
    assert tool == "find_customers"


@pytest.mark.parametrize(
    "message", ["How much profit does an average order leave us?", "¿Cuánto beneficio nos deja un pedido medio?"]
)
def test_profit_of_an_average_order_is_no_average_order_value(message: str) -> None:
    assert asked(message)["metrics"] == ["profit_per_order"]


@pytest.mark.parametrize(
    "message",
    ["the three cities that order the most, leaving out Madrid", "las tres ciudades que más piden, dejando fuera Madrid"],
)
def test_cities_that_order_most_are_ranked_by_orders(message: str) -> None:
    assert asked(message)["metrics"] == ["orders"]


@pytest.mark.parametrize(
    "message", ["Who of those who spend the most are slipping away?", "¿quiénes de los que más gastan se nos están yendo?"]
)
def test_who_of_the_biggest_spenders_may_leave_is_asked_of_them_alone(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert {"field": "historic_value", "op": "top_share", "value": 0.2} in arguments["rule"]["all"]


@pytest.mark.parametrize(
    "message",
    [
        "draft an email for lapsed customers in Germany, not too pushy",
        "write an email to lapsed customers in Germany, nothing salesy",
        "redacta un correo para clientes perdidos de Alemania que no sea muy pesado",
    ],
)
def test_how_a_text_should_not_sound_narrows_nobody(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert {c["field"] for c in arguments["rule"]["all"]} == {"health", "country"}


@pytest.mark.parametrize(
    "message",
    [
        "how many customers have gone missing, that is, over 240 days without an order?",
        "¿cuántos clientes andan desaparecidos, o sea, más de 240 días sin un solo pedido?",
    ],
)
def test_days_that_explain_a_state_are_what_is_meant_by_it(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["rule"] == {"all": [{"field": "days_since_last_order", "op": ">", "value": 240}]}


def test_what_cities_left_us_is_revenue_and_nobody_who_left() -> None:
    found = asked("¿Me ordenas las ciudades por lo que nos dejaron en euros durante 2025? Con las cuatro primeras me vale.")
    assert (found["metrics"], found["group_by"], found["limit"]) == (["revenue"], ["city"], 4)
