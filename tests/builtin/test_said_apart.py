"""What a question says apart from its core: exceptions first, thresholds said anew, parts of a whole, in both languages."""

from typing import Any

import pytest

from assistant.builtin.message.language import detect
from assistant.builtin.words.normalise import words
from tests.builtin.asking import calls


@pytest.mark.parametrize(
    "message",
    [
        "UK aside, which 3 countries brought us the most new customers in Q2 2025?",
        "Sacando al Reino Unido, ¿cuáles son los 3 países que más clientes nuevos trajeron en el segundo trimestre de 2025?",
        "Reino Unido aparte, ¿qué 3 países trajeron más clientes nuevos en el T2 de 2025?",
    ],
)
def test_an_exception_named_first_is_left_out(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["filters"] == [{"field": "country", "op": "!=", "value": "United Kingdom"}]
    assert (arguments["metrics"], arguments["group_by"], arguments["limit"]) == (["new_customers"], ["country"], 3)


@pytest.mark.parametrize(
    "message",
    [
        "what percentage of Q2 2025 revenue did Germany and France make up together?",
        "entre Alemania y Francia juntas, ¿qué porcentaje de los ingresos del segundo trimestre de 2025 suman?",
    ],
)
def test_the_share_of_two_together_is_of_all_and_not_of_the_two(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["share"]
    assert "group_by" not in arguments
    assert set(arguments["filters"][0]["value"]) == {"Germany", "France"}


@pytest.mark.parametrize(
    ("message", "earlier", "value"),
    [
        ("Anybody over 20,000? How many?", "How many folks have spent more than 250 with us all told?", 20_000),
        ("y más de 20.000, hay alguno? cuántos?", "cuántos clientes llevan gastado más de 250?", 20_000),
        ("And if we make it more than 180?", "How many customers have gone more than 365 days without placing an order?", 180),
        ("y si ponemos más de 180", "cuántos clientes llevan más de 365 días sin comprar?", 180),
        ("what if it was 90?", "How many customers have gone more than 365 days without placing an order?", 90),
        ("¿y si fueran 90?", "cuántos clientes llevan más de 365 días sin comprar?", 90),
    ],
)
def test_a_threshold_said_anew_takes_the_place_of_the_last(message: str, earlier: str, value: int) -> None:
    [(_, arguments)] = calls(earlier, message)
    [condition] = arguments["rule"]["all"]
    assert (condition["op"], condition["value"]) == (">", value)


@pytest.mark.parametrize(
    ("message", "earlier"),
    [
        ("What did they bring in?", "How many orders used the XMAS20 coupon in May 2025?"),
        ("¿y cuánto dejaron?", "¿cuántos pedidos usaron el cupón XMAS20 en mayo de 2025?"),
    ],
)
def test_what_those_orders_brought_in_keeps_their_filter(message: str, earlier: str) -> None:
    [(_, arguments)] = calls(earlier, message)
    assert arguments["metrics"] == ["revenue"]
    assert arguments["period"] == "2025-05"
    assert arguments["filters"] == [{"field": "coupon", "op": "=", "value": "XMAS20"}]


@pytest.mark.parametrize(
    ("message", "earlier"),
    [
        ("And which country has the most valuable customers on that measure?", "What is a customer worth over 12 months?"),
        ("¿Y qué país tiene los clientes más valiosos según eso?", "¿Cuánto vale un cliente a 12 meses?"),
    ],
)
def test_the_most_valuable_after_their_worth_are_by_that_worth(message: str, earlier: str) -> None:
    [(tool, arguments)] = calls(earlier, message)
    assert (tool, arguments["by"]) == ("customer_value", "country")


@pytest.mark.parametrize(
    ("message", "value"),
    [
        ("how many customers make up a third of revenue", 0.333333),
        ("cuántos clientes suman la cuarta parte de las ventas", 0.25),
        ("how many of our customers does it take to reach half of all sales?", 0.5),
    ],
)
def test_parts_of_a_whole_are_shares(message: str, value: float) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["rule"]["all"] == [{"field": "historic_value", "op": "top_value_share", "value": value}]


@pytest.mark.parametrize(
    "message",
    [
        "If I try a win-back on inactive Spanish customers, are there enough of them to prove it worked with a control group?",
        "Do we have enough customers in Spain silent for 90 days to measure a win-back with a holdout?",
        "¿Los clientes de España con más de 120 días sin comprar alcanzan para medir una campaña con grupo de control?",
    ],
)
def test_whether_there_are_enough_for_a_test_is_answered_by_a_draft(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert tool == "draft_campaign"
    assert {"field": "country", "op": "=", "value": "Spain"} in arguments["rule"]["all"]


@pytest.mark.parametrize(
    "message",
    [
        "how many individual orders in May 2025 were worth more than €2,000 each?",
        "¿cuántos pedidos de mayo de 2025 fueron de más de 2.000 euros cada uno?",
        "¿Cuántos pedidos de mayo de 2025 pasaron de 2000 euros?",
    ],
)
def test_orders_over_an_amount_are_counted_one_by_one(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["group_by"], arguments["period"]) == (["order"], "2025-05")
    assert arguments["filters"] == [{"field": "revenue", "op": ">", "value": 2000.0}]


@pytest.mark.parametrize("message", ["¿Cuánto facturamos en el finde de Black Friday, del 24 al 27 de noviembre de 2023?"])
def test_days_that_explain_a_season_are_the_period(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["period"] == "2023-11-24..2023-11-27"


def test_a_group_named_in_english_leaves_a_spanish_question_spanish() -> None:
    text = "RFM about to sleep: cuántos clientes"
    assert detect(text, words(text), "en") == "es"


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        ("clientes con count(pedidos) = 1", {"field": "order_count", "op": "=", "value": 1}),
        ("n customers where stage = conversion", {"field": "stage", "op": "=", "value": "conversion"}),
        ("n de clientes donde etapa = conversión", {"field": "stage", "op": "=", "value": "conversion"}),
    ],
)
def test_half_a_formula_is_read(message: str, rule: dict[str, Any]) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["rule"]["all"] == [rule]


@pytest.mark.parametrize("message", ["median days, 1st -> 2nd order", "mediana de días 1er → 2º pedido"])
def test_an_arrow_leads_from_the_first_order_to_the_second(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["metrics"] == ["days_to_second_order"]


def test_what_they_pulled_in_may_be_shortened() -> None:
    [(_, arguments)] = calls("What'd we pull in over the Black Friday weekend, Nov 24 through Nov 27, 2023?")
    assert arguments["period"] == "2023-11-24..2023-11-27"


@pytest.mark.parametrize(
    "message",
    [
        "clientes que compraron 2 veces o más en mayo de 2025 pero nada en junio de 2025",
        "customers who bought at least twice in May 2025 but not in June 2025",
    ],
)
def test_how_often_belongs_to_the_month_it_stands_by(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert {"did": "ordered", "period": "2025-05", "at_least": 2} in arguments["rule"]["all"]
    assert {"did": "ordered", "negated": True, "period": "2025-06"} in arguments["rule"]["all"]
    assert len(arguments["rule"]["all"]) == 2


@pytest.mark.parametrize(
    "message",
    ["average order value of new customers versus returning ones", "ticket medio de los nuevos frente a los recurrentes"],
)
def test_new_and_returning_are_set_against_each_other_by_any_measure(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], arguments["group_by"]) == (["average_order_value"], ["new_or_returning"])


def test_why_typed_in_one_word_is_why() -> None:
    [(_, arguments)] = calls("porque se dan de baja las suscripciones")
    assert arguments["group_by"] == ["cancel_reason"]
