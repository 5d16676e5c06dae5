"""Who asks and what for, told ahead of a question, narrows nothing; whose figures are asked goes with `their`."""

from typing import Any

import pytest

from tests.builtin.asking import asked, planned

_WEEKDAYS = {"metrics": ["orders"], "group_by": ["weekday"], "order_by": "orders"}
_SPAIN = {"field": "country", "op": "=", "value": "Spain"}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Thinking about when to do maintenance on the web, which day of the week do we get the fewest orders?", _WEEKDAYS),
        ("Para programar el mantenimiento de la web: ¿qué día de la semana nos hacen menos pedidos?", _WEEKDAYS),
        ("Duda rapidita para el equipo de CRM: ¿cuántos pedidos hubo en 2024?", {"metrics": ["orders"], "period": "2024"}),
        (
            "My boss likes a chart with her coffee: weekly sales from 1 January 2025 to 31 March 2025",
            {"metrics": ["revenue"], "period": "2025-01-01..2025-03-31", "group_by": ["week"]},
        ),
        ("A mi jefa le gustan las gráficas: pedidos por mes de 2024",
         {"metrics": ["orders"], "period": "2024", "group_by": ["month"]}),
        ("The tea buyer wants to brag: how many orders did we get in 2024?", {"metrics": ["orders"], "period": "2024"}),
        ("El responsable de logística anda preocupado, ¿cuántos pedidos hubo en 2024?",
         {"metrics": ["orders"], "period": "2024"}),
        ("Estamos montando la nueva tienda online, ¿cuántos pedidos hubo en 2024?", {"metrics": ["orders"], "period": "2024"}),
        ("The Spain partner wants figures: their 2024 orders by quarter please",
         {"metrics": ["orders"], "period": "2024", "group_by": ["quarter"], "filters": [_SPAIN]}),
        ("El socio de España pide cifras, ¿me sacas sus pedidos de 2024 por trimestre?",
         {"metrics": ["orders"], "period": "2024", "group_by": ["quarter"], "filters": [_SPAIN]}),
        ("Preparing a talk for the Madrid meetup: how many orders from Spain in 2024?",
         {"metrics": ["orders"], "period": "2024", "filters": [_SPAIN]}),
        ("with the summer coming up, how many orders did we get in July 2024?", {"metrics": ["orders"], "period": "2024-07"}),
        ("The CFO wants to see Spain, how many orders in 2024?",
         {"metrics": ["orders"], "period": "2024", "filters": [_SPAIN]}),
        ("my boss wants orders from Spain: how many in 2024?",
         {"metrics": ["orders"], "period": "2024", "filters": [_SPAIN]}),
    ],
)  # fmt: skip
def test_who_asks_narrows_nothing_and_what_is_wished_does(message: str, expected: dict[str, Any]) -> None:
    assert asked(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "Antes de planear marzo quiero ver qué clientes estamos a punto de perder",
        "before I plan April I want to see which customers we are about to lose",
    ],
)
def test_what_comes_before_the_wish_to_see_is_left_out(message: str) -> None:
    assert asked(message)["rule"] == {"all": [{"field": "health", "op": "=", "value": "at_risk"}]}


def test_what_is_only_of_subscriptions_is_not_of_their_channel() -> None:
    found = asked("Estoy redactando el plan de retención, ¿cuáles fueron los motivos de cancelación de suscripción en 2024?")
    assert found["group_by"] == ["cancel_reason"]
    assert "filters" not in found


def test_spent_in_the_shop_is_all_that_was_spent_and_that_is_said() -> None:
    plan = planned("¿Cuántos clientes se han dejado más de 500 euros en la tienda en total?")
    assert plan.steps[0].arguments["rule"] == {"all": [{"field": "historic_value", "op": ">", "value": 500}]}
    assert "in any channel" in plan.readings[0].en


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("pedidos de España", "¿cuánto ingreso fue eso?"),
        ("pedidos de España", "¿cuánta plata fue eso?"),
        ("orders from Spain", "how much revenue was that?"),
    ],
)
def test_money_of_that_is_of_the_orders_before(first: str, then: str) -> None:
    assert asked(first, then) == {**asked(first), "metrics": ["revenue"]}


@pytest.mark.parametrize(
    "then",
    [
        "what do we expect them to be worth over the next 12 months?",
        "¿cuánto esperamos que valga en los próximos 12 meses?",
        "¿y su valor esperado?",
    ],
)
def test_what_one_customer_will_be_worth_is_in_the_record(then: str) -> None:
    assert asked("Pull up C0000464 for me, they just wrote in", then) == {"customer_id": "C0000464"}
