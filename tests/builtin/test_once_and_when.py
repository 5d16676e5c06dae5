"""The one order of a life and when it was, buyers beside mere contacts, weekdays and signs of money as they are written."""

import pytest

from tests.builtin.asking import asked, calls


@pytest.mark.parametrize(
    "message",
    [
        "how many people have ordered just once ever, and that was in May 2025?",
        "¿cuántos clientes han comprado una sola vez y fue en mayo de 2025?",
    ],
)
def test_the_only_order_was_in_a_period(message: str) -> None:
    assert asked(message)["rule"]["all"] == [
        {"field": "first_order_on", "op": ">=", "value": "2025-05-01"},
        {"field": "first_order_on", "op": "<=", "value": "2025-05-31"},
        {"field": "order_count", "op": "=", "value": 1},
    ]


def test_one_order_within_a_period_is_another_thing() -> None:
    assert asked("how many customers bought only once in May 2025")["rule"]["all"] == [
        {"did": "ordered", "period": "2025-05", "at_least": 1, "at_most": 1}
    ]


def test_buyers_with_a_permission_have_bought() -> None:
    fields = {
        c["field"] for c in asked("How many customers who have bought from us are subscribed to WhatsApp?")["rule"]["all"]
    }
    assert fields == {"consent_whatsapp", "order_count"}


@pytest.mark.parametrize(
    "message", ["what % of all orders comes in on a friday", "qué % de todos los pedidos entra en un viernes"]
)
def test_on_a_friday_is_every_friday(message: str) -> None:
    assert asked(message)["filters"] == [{"field": "weekday", "op": "=", "value": "Friday"}]


@pytest.mark.parametrize("message", ["who has spent more than S/ 900 in total", "who has spent more than R$ 900 in total"])
def test_signs_of_money_are_no_words(message: str) -> None:
    assert asked(message)["rule"]["all"] == [{"field": "historic_value", "op": ">", "value": 900}]


def test_several_parts_of_a_year_come_in_either_order() -> None:
    either = (asked(f"pedidos en los {said} trimestres de 2024")["period"] for said in ("tres primeros", "primeros tres"))
    assert set(either) == {"2024-01-01..2024-09-30"}


def test_a_share_of_the_highest_gives_way_to_an_amount() -> None:
    assert asked("big spenders: how many customers have spent over 500 in total?")["rule"]["all"] == [
        {"field": "historic_value", "op": ">", "value": 500}
    ]


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("revenue last year in May", "2024-05"), ("ingresos el año pasado en mayo", "2024-05"),
        ("orders this year, in March", "2025-03"), ("pedidos el año pasado en el T3", "2024-Q3"),
    ],
)  # fmt: skip
def test_a_month_behind_its_year_is_of_that_year(message: str, period: str) -> None:
    assert asked(message)["period"] == period


def test_two_mays_are_set_against_each_other() -> None:
    arguments = asked("cuánto vendimos en mayo y cuánto el año pasado en mayo")
    assert (arguments["period"], arguments["compare_to"]) == ("may", "2024-05")


def test_reasons_asked_for_behind_a_number_are_of_its_period() -> None:
    for _, step in calls("¿cuántas bajas del club tuvimos en abril de 2025 y por qué motivo?"):
        assert (step["metrics"], step["period"]) == (["churned_subscriptions"], "2025-04")
    assert asked("¿cuántas bajas del club tuvimos en abril de 2025 y por qué motivo?")["group_by"] == ["cancel_reason"]
