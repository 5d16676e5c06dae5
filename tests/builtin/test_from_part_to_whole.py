"""What goes from a question and what stays: a filter let go, orders without a coupon, another word for the same people."""

from typing import Any

import pytest

from tests.builtin.asking import last_call

STORE = {"field": "sales_channel", "op": "=", "value": "store"}
NO_COUPON = {"field": "coupon", "op": "=", "value": "unknown"}
WITH_COUPON = {"field": "coupon", "op": "!=", "value": "unknown"}


@pytest.mark.parametrize(
    ("asked", "narrowed", "dropped"),
    [
        ("How many orders came from the store in May 2025?", "only Spain", "drop Spain and do June"),
        ("How many orders came from the store in May 2025?", "just Spain", "take Spain off and show June"),
        ("¿Cuántos pedidos hubo por la tienda en mayo de 2025?", "solo España", "quítale España y hazlo para junio"),
        ("¿Cuántos pedidos hubo por la tienda en mayo de 2025?", "solo España", "olvídate de España y dame junio"),
    ],
)
def test_a_filter_let_go_is_gone_and_not_left_out(asked: str, narrowed: str, dropped: str) -> None:
    asked_for = last_call(asked, narrowed, dropped)[1]
    assert asked_for["filters"] == [STORE]
    assert asked_for["period"] == "2025-06"


def test_one_of_two_values_let_go_leaves_the_other() -> None:
    asked_for = last_call("Revenue in Spain and Portugal in May 2025", "drop Portugal")[1]
    assert asked_for["filters"] == [{"field": "country", "op": "=", "value": "Spain"}]


def test_what_no_filter_holds_is_left_out() -> None:
    for then in ("drop Spain", "saca España"):
        assert last_call("top 4 countries by orders", then)[1]["filters"] == [
            {"field": "country", "op": "!=", "value": "Spain"}
        ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("average order value of orders without a coupon in May 2025", NO_COUPON),
        ("ingresos de los pedidos sin código de descuento en mayo de 2025", NO_COUPON),
        ("revenue from orders with a coupon in May 2025", WITH_COUPON),
        ("ventas con cupón en mayo de 2025", WITH_COUPON),
        ("orders not using WELCOME10 in May 2025", {"field": "coupon", "op": "!=", "value": "WELCOME10"}),
    ],
)
def test_orders_with_and_without_a_coupon_are_told_apart(question: str, expected: dict[str, Any]) -> None:
    asked_for = last_call(question)[1]
    assert asked_for["filters"] == [expected]
    assert "group_by" not in asked_for


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("average order value with the WELCOME10 coupon in May 2025", "and for orders without any coupon?"),
        ("¿qué ticket medio tienen los pedidos con el cupón WELCOME10 en mayo de 2025?", "¿y los pedidos sin cupón?"),
    ],
)
def test_orders_of_another_kind_keep_the_measure_of_an_order(asked: str, then: str) -> None:
    asked_for = last_call(asked, then)[1]
    assert asked_for["metrics"] == ["average_order_value"]
    assert asked_for["filters"] == [NO_COUPON]


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("CLV for each acquisition channel", "and the average over all customers, with its interval?"),
        ("CLV de cada canal de adquisición", "¿y el medio de todos los clientes, con su intervalo?"),
        ("valor de vida por país", "¿y el de toda la base?"),
    ],
)
def test_the_one_figure_of_all_follows_a_split(asked: str, then: str) -> None:
    assert last_call(asked, then) == ("customer_value", {})


def test_a_blended_measure_has_no_channel() -> None:
    for asked, then in (
        ("ad spend on paid search in May 2025", "and the blended CAC that month?"),
        ("gasto publicitario en paid search en mayo de 2025", "¿y el CAC global de ese mes?"),
    ):
        assert last_call(asked, then)[1] == {"metrics": ["blended_cac"], "period": "2025-05"}


def test_the_measure_stays_when_the_whole_shop_is_meant() -> None:
    assert last_call("revenue in Spain in May 2025", "and the whole company's average order value?")[1] == {
        "metrics": ["average_order_value"],
        "period": "2025-05",
    }


@pytest.mark.parametrize(
    "question",
    [
        "Of May 2025's new customers, how many have English as their language?",
        "De los clientes nuevos de mayo de 2025, ¿cuántos tienen el inglés como idioma?",
        "new customers in May 2025 whose language is English",
    ],
)
def test_a_language_is_no_country(question: str) -> None:
    asked_for = last_call(question)[1]
    assert asked_for["metrics"] == ["new_customers"]
    assert asked_for["filters"] == [{"field": "language", "op": "=", "value": "en"}]


def test_a_word_of_several_meanings_is_of_what_is_spoken_of() -> None:
    asked_for = last_call("Revenue from Spanish-speaking customers in May 2025", "and English?")[1]
    assert asked_for["filters"] == [{"field": "language", "op": "=", "value": "en"}]


@pytest.mark.parametrize("then", ["what's the weather in Madrid tomorrow?", "¿y una buena playa cerca de Valencia?"])
def test_a_place_of_the_shop_does_not_make_a_topic_ours(then: str) -> None:
    tool, asked_for = last_call("How many orders in May 2025?", then)
    assert (tool, asked_for["kind"]) == ("decline", "out_of_scope")


@pytest.mark.parametrize(
    "then", ["when should they be buying again?", "¿y cuándo le tocaría comprar otra vez?", "¿cuántos pedidos lleva?"]
)
def test_what_is_asked_of_one_customer_is_in_the_record(then: str) -> None:
    assert last_call("tell me about customer C0014529", then) == ("customer_profile", {"customer_id": "C0014529"})


_USED_ONE = {"did": "ordered", "coupon": "known", "period": "2025-05"}


@pytest.mark.parametrize(
    ("messages", "rule"),
    [
        (("how many customers used a coupon in May 2025?",), [_USED_ONE]),
        (("clientes que compraron con cupón en mayo de 2025",), [_USED_ONE]),
        (("how many customers bought in May 2025?", "of those, how many used a coupon?"),
         [{"did": "ordered", "period": "2025-05"}, _USED_ONE]),
        (("¿cuántos clientes compraron en mayo de 2025?", "de esos, ¿cuántos usaron cupón?"),
         [{"did": "ordered", "period": "2025-05"}, _USED_ONE]),
        (("how many customers have never used a coupon?",),
         [{"did": "ordered", "coupon": "known", "negated": True}, {"field": "order_count", "op": ">=", "value": 1}]),
    ],
)  # fmt: skip
def test_any_coupon_is_one_whichever(messages: tuple[str, ...], rule: list[dict[str, Any]]) -> None:
    assert last_call(*messages)[1]["rule"]["all"] == rule


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("how many new customers used a coupon in 2025?", {"metrics": ["new_customers"], "filters": [WITH_COUPON]}),
        ("coupon usage among new customers in 2025",
         {"metrics": ["coupon_rate"], "filters": [{"field": "new_or_returning", "op": "=", "value": "new"}]}),
        ("uso de cupones entre los clientes nuevos en 2025",
         {"metrics": ["coupon_rate"], "filters": [{"field": "new_or_returning", "op": "=", "value": "new"}]}),
        ("how many customers used WELCOME10 on their first order in 2025?",
         {"metrics": ["new_customers"], "filters": [{"field": "coupon", "op": "=", "value": "WELCOME10"}]}),
    ],
)  # fmt: skip
def test_a_coupon_of_new_customers_is_that_of_their_first_order(message: str, expected: dict[str, Any]) -> None:
    assert last_call(message)[1] == {"period": "2025", **expected}
