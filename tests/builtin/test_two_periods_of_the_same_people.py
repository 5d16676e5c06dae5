"""The people of one period and what they did in another, as counts and as shares of them: both languages alike."""

import pytest

from tests.builtin.asking import calls

MAY, NOVEMBER = ({"did": "ordered", "period": f"2024-{month}"} for month in ("05", "11"))
STARTED = [
    {"field": "first_order_on", "op": ">=", "value": "2024-05-01"},
    {"field": "first_order_on", "op": "<=", "value": "2024-05-31"},
]


@pytest.mark.parametrize(
    "message",
    [
        "How many of our May 2024 customers bought again in November 2024?",
        "Of May 2024's buyers, how many were back in November 2024?",
        "how many people who bought in May 2024 show up again among November 2024's buyers?",
        "de los que compraron en mayo de 2024, ¿cuántos aparecen también entre los compradores de noviembre?",
        "cuántos clientes de mayo de 2024 repitieron en noviembre de 2024",
    ],
)
def test_the_customers_of_a_month_who_were_back_in_another_bought_in_both(message: str) -> None:
    assert calls(message) == [("find_customers", {"rule": {"all": [MAY, NOVEMBER]}})]


@pytest.mark.parametrize(
    "message",
    [
        "how many customers bought in May 2024 and in November 2024 did not buy anything",
        "cuántos clientes compraron en mayo de 2024 y en noviembre de 2024 no han comprado nada",
        "cuántos de los clientes de mayo de 2024 no aparecen en noviembre de 2024",
    ],
)
def test_what_they_did_not_do_then_is_denied(message: str) -> None:
    assert calls(message) == [("find_customers", {"rule": {"all": [MAY, {**NOVEMBER, "negated": True}]}})]


@pytest.mark.parametrize(
    "message",
    [
        "First-order cohort of May 2024: how many of them bought anything in November 2024?",
        "Cohorte de primer pedido en mayo de 2024: ¿cuántos de esos clientes compraron algo en noviembre de 2024?",
        "How many new customers of May 2024 bought in November 2024?",
    ],
)
def test_a_cohort_is_of_those_whose_first_order_was_then(message: str) -> None:
    assert calls(message) == [("find_customers", {"rule": {"all": [*STARTED, NOVEMBER]}})]


@pytest.mark.parametrize(
    "message",
    [
        "what share of May 2024's customers bought again in November 2024?",
        "¿qué porcentaje de los clientes de mayo de 2024 volvió en noviembre de 2024?",
    ],
)
def test_a_share_of_them_is_not_a_share_of_all_customers(message: str) -> None:
    both, those, share = calls(message)
    assert both == ("find_customers", {"rule": {"all": [MAY, NOVEMBER]}})
    assert those == ("find_customers", {"rule": {"all": [MAY]}})
    assert share == ("calculate", {"op": "share", "fact_ids": ["s1", "s2"]})


@pytest.mark.parametrize(
    ("message", "value"),
    [
        ("how many customers have gone more than a hundred and eighty days without buying", 180),
        ("cuántos clientes llevan más de ciento ochenta días sin comprar", 180),
        ("customers with over 200 days of silence (no orders): how many have we got?", 200),
        ("clientes con más de 200 días de inactividad", 200),
    ],
)
def test_days_of_silence_are_read_as_numbers_and_as_words(message: str, value: int) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["rule"] == {"all": [{"field": "days_since_last_order", "op": ">", "value": value}]}


@pytest.mark.parametrize(
    ("message", "amount"),
    [
        ("How many customers have spent more than 10,000 pesos with us?", 10_000),
        ("¿cuántas clientas han gastado más de 20 mil pesos en total?", 20_000),
    ],
)
def test_pesos_are_money_and_no_share(message: str, amount: int) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["rule"] == {"all": [{"field": "historic_value", "op": ">", "value": amount}]}


@pytest.mark.parametrize(
    "message",
    [
        "how many contacts are currently subscribed on whatsapp",
        "WhatsApp: ¿a cuántos contactos tenemos suscritos hoy?",
        "whatsapp: how many contacts have opted in and are still subscribed?",
    ],
)
def test_a_channel_named_first_is_what_they_consented_to(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["rule"] == {"all": [{"field": "consent_whatsapp", "op": "=", "value": "subscribed"}]}
