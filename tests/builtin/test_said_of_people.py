"""Who did what, in words of every day: owning, coming back on a later day, dropping out, being a customer already."""

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import last_call
from tests.builtin.catalogue import shop


@pytest.mark.parametrize(
    "question",
    [
        "what percentage of the buyers acquired through paid social have placed more than one order?",
        "¿qué porcentaje de los compradores captados por paid social ha hecho más de un pedido?",
    ],
)
def test_the_repeat_rate_of_a_channel_is_of_its_customers(question: str) -> None:
    paid = {"field": "acquisition_channel", "op": "=", "value": "paid_social"}
    assert last_call(question) == ("query_metrics", {"metrics": ["repeat_purchase_rate"], "filters": [paid]})


def test_money_of_people_keeps_what_was_said_of_them() -> None:
    often = {"field": "order_count", "op": ">", "value": 3}
    assert last_call("revenue in May 2025 of customers with more than 3 orders")[1] == {
        "metrics": ["revenue"], "period": "2025-05", "filters": [often],
    }  # fmt: skip
    again = {"field": "order_count", "op": ">=", "value": 2}
    assert last_call("what share of sales is from people who bought more than once?")[1]["filters"] == [again]


@pytest.mark.parametrize(
    "question",
    [
        "Q2 2025 buyers: % who were already customers before April",
        "compradores del T2 2025: % que ya eran clientes antes de abril",
    ],
)
def test_earlier_customers_are_a_share_of_the_buyers(question: str) -> None:
    assert last_call(question)[1] == {"metrics": ["returning_customer_rate"], "period": "2025-Q2"}


@pytest.mark.parametrize(
    ("question", "days"),
    [
        (
            "Of the customers who joined with a first order in April 2025, how many bought again on a later day in 90 days?",
            90,
        ),
        (
            "de los que hicieron su primer pedido en abril de 2025, ¿cuántos repitieron otro día en los 60 siguientes?",
            60,
        ),
    ],
)
def test_coming_back_on_a_later_day_is_a_second_order_day(question: str, days: int) -> None:
    rule = last_call(question)[1]["rule"]["all"]
    assert rule[-1] == {"field": "days_to_second_order", "op": "<=", "value": days}
    assert rule[0] == {"field": "first_order_on", "op": ">=", "value": "2025-04-01"}


def test_who_owns_a_thing_bought_it() -> None:
    rule = last_call("How many customers own the Blue Mug but never bought the Sencha Green Tea?")[1]["rule"]["all"]
    assert {"did": "ordered", "product": "P-200"} in rule
    assert {"did": "ordered", "product": "P-300", "negated": True} in rule


def test_as_much_this_as_that_is_both() -> None:
    rule = last_call("¿cuántos clientes han comprado tanto de la categoría Tea como de Coffee?")[1]["rule"]["all"]
    assert [c["category"] for c in rule] == ["Tea", "Coffee"]


@pytest.mark.parametrize(
    "question", ["Who's over the €500 mark in total spend?", "¿quiénes superan la barrera de los 500 € gastados?"]
)
def test_a_mark_is_an_amount(question: str) -> None:
    assert last_call(question)[1]["rule"]["all"] == [{"field": "historic_value", "op": ">", "value": 500}]


def test_people_drop_out_where_numbers_fall() -> None:
    assert last_call("how many dropped out in July?")[0] == "ask_back"
    assert last_call("orders fell away in July 2025")[1]["metrics"] == ["orders"]


@pytest.mark.parametrize(
    "question", ["how many Blue Mugs did we shift in May 2025?", "¿cuántas Blue Mug despachamos en mayo de 2025?"]
)
def test_goods_that_shift_are_sold(question: str) -> None:
    assert last_call(question)[1]["metrics"] == ["units"]


@pytest.mark.parametrize(
    "question",
    [
        "May 2025: revenue from new customers and from those who come back",
        "mayo de 2025: ingresos de clientes nuevos y de los que repiten",
    ],
)
def test_new_and_returning_money_stand_side_by_side(question: str) -> None:
    assert last_call(question)[1]["metrics"] == ["revenue_from_new", "revenue_from_returning"]


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("Why was July 2025 revenue lower than June's?", "fall"),
        ("¿Por qué en julio de 2025 se vendió menos que en junio?", "fall"),
        ("why was June 2025 revenue higher than July's?", "fall"), ("why did June 2025 beat July 2025 in revenue?", "fall"),
        ("why did revenue rise from June to July 2025?", "rise"), ("¿por qué se vendió más en julio que en junio?", "rise"),
    ],
)  # fmt: skip
def test_the_change_taken_for_granted_is_that_of_the_later_period(question: str, change: str) -> None:
    plan = understand(question, Context(), shop())
    assert (plan.intent, plan.supposed) == ("why", change)


@pytest.mark.parametrize(
    "question",
    [
        "¿qué parte de los ingresos aporta el cinco por ciento de clientes que más gasta?",
        "what share of spend do the top five percent bring?",
    ],
)
def test_percent_in_words_is_a_share(question: str) -> None:
    assert last_call(question)[1]["filters"][-1] == {"field": "revenue", "op": "top_share", "value": 0.05}


@pytest.mark.parametrize(
    ("question", "op", "value"),
    [
        ("¿Cuántos pedidos del primer semestre de 2025 pasaron de 150 euros?", ">", 150),
        ("how many orders in May 2025 came to more than 80 euros?", ">", 80),
        ("¿cuántos pedidos llegaron a 100 euros en mayo?", ">=", 100),
    ],
)  # fmt: skip
def test_orders_are_bounded_behind_their_period(question: str, op: str, value: int) -> None:
    assert last_call(question)[1]["filters"] == [{"field": "revenue", "op": op, "value": value}]
