"""Deeds of people that are told one after another, with what they share said once, and what no condition can tell."""

from typing import Any

import pytest

from tests.builtin.asking import asked, last_call

Rule = list[dict[str, Any]]


def _people(question: str) -> Rule:
    return sorted(asked(question)["rule"]["all"], key=str)


def _year(year: int, negated: bool = False) -> dict[str, Any]:
    return {"did": "ordered", "period": str(year), **({"negated": True} if negated else {})}


@pytest.mark.parametrize(
    "question",
    [
        "customers: 2024 yes, 2023 no. how many?",
        "how many clients skipped 2023 having bought in 2024",
        "how many buyers of 2024 had zero orders in 2023?",
        "clientes con pedido en 2024 y ninguno en 2023, ¿cuántos?",
        "clientes: 2024 sí, 2023 no, ¿cuántos son?",
    ],
)
def test_a_year_with_orders_and_a_year_without(question: str) -> None:
    assert _people(question) == sorted([_year(2024), _year(2023, negated=True)], key=str)


@pytest.mark.parametrize(
    "question",
    [
        "how many customers of the category Tea have no Mugs order?",
        "número de clientas de la categoría Tea sin ninguna compra en la categoría Mugs",
    ],
)
def test_what_stands_ahead_of_a_denial_is_not_denied(question: str) -> None:
    told = [{"did": "ordered", "category": "Tea"}, {"did": "ordered", "category": "Mugs", "negated": True}]
    assert _people(question) == sorted(told, key=str)


@pytest.mark.parametrize(
    "question",
    [
        "which customers had an order refunded in March 2025 and have not bought since?",
        "¿a qué clientes se les reembolsó un pedido en marzo de 2025 y no han vuelto a comprar?",
    ],
)
def test_a_refund_in_a_month_and_no_order_behind_it(question: str) -> None:
    told = [{"did": "refunded", "period": "2025-03"}, {"did": "ordered", "negated": True, "period": "2025-04-01.."}]
    assert _people(question) == sorted(told, key=str)


@pytest.mark.parametrize(
    "question", ["who bought only in the store?", "¿qué clientes han comprado solo en store y en ningún otro canal?"]
)
def test_one_channel_alone_is_an_order_there_and_none_elsewhere(question: str) -> None:
    told = [{"did": "ordered", "sales_channel": "store"}, {"did": "ordered", "negated": True, "sales_channel": "web"}]
    assert _people(question) == sorted(told, key=str)


@pytest.mark.parametrize(
    "question",
    [
        "clients with more than 6 coupons redeemed",
        "which customers used coupons more than 6 times?",
        "clientes con más de 6 cupones canjeados",
    ],
)
def test_coupons_are_counted_by_orders_that_carry_one(question: str) -> None:
    assert _people(question) == [{"did": "ordered", "coupon": "known", "at_least": 7}]


@pytest.mark.parametrize(
    "question",
    [
        "which customers passed 400 euros in spending in May 2025?",
        "clientes con gasto superior a 400 € en mayo de 2025",
        "customers whose purchases in May 2025 came to more than 400 euros",
    ],
)
def test_money_of_a_period_is_that_of_its_orders(question: str) -> None:
    assert _people(question) == [{"did": "ordered", "period": "2025-05", "spent_at_least": 400.01}]


@pytest.mark.parametrize(
    "question",
    [
        "how many people got no messages in the last 20 days?",
        "¿cuántos clientes llevan sin recibir mensajes en los últimos 20 días?",
    ],
)
def test_people_who_were_not_written_to(question: str) -> None:
    assert _people(question) == [{"did": "received", "negated": True, "period": "last_20_days"}]


@pytest.mark.parametrize(
    "question",
    [
        "who has been on our website in the last 10 days and did not order?",
        "¿quiénes entraron a nuestra web en los últimos 10 días y no compraron?",
    ],
)
def test_being_on_the_website_without_an_order_is_a_visit(question: str) -> None:
    told = [{"did": "visited", "period": "last_10_days"}, {"did": "ordered", "negated": True, "period": "last_10_days"}]
    assert _people(question) == sorted(told, key=str)


@pytest.mark.parametrize(
    "question",
    ["which customers opened the newsletter and did not click?", "¿qué clientes no han abierto ningún correo este año?"],
)
def test_openers_cannot_be_listed_and_clickers_are_offered(question: str) -> None:
    tool, said = last_call(question)
    assert tool == "ask_back"
    assert "click" in said["options"][0] or "clic" in said["options"][0]


@pytest.mark.parametrize(
    "question",
    [
        "how many customers placed their first order in the store and later ordered on the web?",
        "how many customers never bought a bicycle?",
    ],
)
def test_what_no_condition_tells_is_asked_about(question: str) -> None:
    assert last_call(question)[0] == "ask_back"
