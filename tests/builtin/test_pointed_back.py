"""`There`, `that channel` and `what is it?` point at the sentence ahead: a place, a way of selling or writing, a measure."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls


def _only(field: str, value: str) -> list[dict[str, Any]]:
    return [{"field": field, "op": "=", "value": value}]


@pytest.mark.parametrize(
    ("message", "filters"),
    [
        ("The store is doing well. How many orders came in there in May 2025?", _only("sales_channel", "store")),
        ("La tienda física anda floja. ¿Cuánto vendimos ahí en mayo de 2025?", _only("sales_channel", "store")),
        ("Referral keeps growing. How many new customers came from there in 2025?", _only("acquisition_channel", "referral")),
        ("Paris is quiet. How many customers bought there in May 2025?", _only("city", "Paris")),
        ("The store is new for us, how many orders came through there in 2025?", _only("sales_channel", "store")),
    ],
)
def test_there_is_the_channel_or_place_of_the_sentence_ahead(message: str, filters: list[dict[str, Any]]) -> None:
    assert (asked(message)["filters"], "compare_to" in asked(message)) == (filters, False)


@pytest.mark.parametrize(
    "message",
    [
        "We intend to run a WhatsApp action in France; could you tell us how many customers there accept that channel?",
        "Tenemos previsto lanzar una acción de WhatsApp en Francia, ¿cuántos clientes de allí tienen aceptado ese canal?",
    ],
)
def test_that_channel_is_the_one_that_is_about_to_be_written_by(message: str) -> None:
    [(tool, arguments)] = calls(message)
    told = {c["field"]: c["value"] for c in arguments["rule"]["all"]}
    assert (tool, told) == ("find_customers", {"consent_whatsapp": "subscribed", "country": "France"})


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        (
            "The board has asked us for the average order value of May 2025. Could you tell us what it is?",
            "average_order_value",
        ),
        ("Nos han pedido el ticket medio de mayo de 2025. ¿Cuál es?", "average_order_value"),
    ],
)
def test_what_it_is_is_the_measure_somebody_asked_for(message: str, metric: str) -> None:
    assert asked(message) == {"metrics": [metric], "period": "2025-05"}


def test_there_after_a_channel_is_that_channel() -> None:
    arguments = asked("how many customers bought on the web in May 2025", "and how much did they spend there?")
    assert "web" in str(arguments)
