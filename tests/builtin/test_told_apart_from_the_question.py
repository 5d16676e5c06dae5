"""Where it was asked, what is left out by a pronoun, a channel pointed at, peoples that are languages, spans with an edge."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, planned

_SPAIN = {"field": "country", "op": "=", "value": "Spain"}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("orders by week since the start of January 2024",
         {"metrics": ["orders"], "period": "2024-01-01..", "group_by": ["week"]}),
        ("orders since the beginning of March 2024", {"metrics": ["orders"], "period": "2024-03-01.."}),
        ("pedidos desde inicios de marzo de 2024", {"metrics": ["orders"], "period": "2024-03-01.."}),
        ("pedidos desde comienzos del año", {"metrics": ["orders"], "period": "this_year"}),
        ("orders from the start of May until the end of July 2024", {"metrics": ["orders"], "period": "2024-05-01..2024-07"}),
        ("Spanish orders in 2024", {"metrics": ["orders"], "period": "2024", "filters": [_SPAIN]}),
        ("new Spanish buyers in 2024", {"metrics": ["new_customers"], "period": "2024", "filters": [_SPAIN]}),
        ("¿Qué NPS sacamos en 2024?", {"metrics": ["nps"], "period": "2024"}),
        ("got asked this in a podcast and froze, what was our NPS for 2024?", {"metrics": ["nps"], "period": "2024"}),
        ("I feel like we gave the shop away in May 2024... what was the discount rate that month?",
         {"metrics": ["discount_rate"], "period": "2024-05"}),
        ("ingresos de 2024 separados en clientes nuevos y recurrentes",
         {"metrics": ["revenue_from_new", "revenue_from_returning"], "period": "2024"}),
    ],
)  # fmt: skip
def test_the_question_alone_is_read(message: str, expected: dict[str, Any]) -> None:
    assert asked(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "My boss knows Spain is first, so leaving it out: which 4 countries had the most orders in 2024?",
        "Mi jefa ya sabe que España va primera, así que sin ella: ¿qué 4 países hicieron más pedidos en 2024?",
    ],
)
def test_what_was_named_first_is_left_out_by_its_pronoun(message: str) -> None:
    found = asked(message)
    assert found["filters"] == [{"field": "country", "op": "!=", "value": "Spain"}]
    assert (found["group_by"], found["limit"]) == (["country"], 4)


@pytest.mark.parametrize(
    "message",
    [
        "planning a WhatsApp push, how many customers in Spain have given us consent for that channel?",
        "estamos armando un envío por WhatsApp, ¿cuántos clientes de España nos dieron permiso para ese canal?",
    ],
)
def test_that_channel_is_the_one_named(message: str) -> None:
    consent = {"field": "consent_whatsapp", "op": "=", "value": "subscribed"}
    assert asked(message)["rule"] == {"all": [consent, _SPAIN]}


@pytest.mark.parametrize(
    "message",
    [
        "How many days do our parcels take to be delivered on average?",
        "¿Cuántos días tardan en entregarse nuestros paquetes de media?",
    ],
)
def test_how_long_parcels_take_is_not_recorded(message: str) -> None:
    assert asked(message)["kind"] == "no_data"


def test_sleep_that_is_lost_leaves_no_country_out() -> None:
    plan = planned("esto me quita el sueño: ¿qué 10 clientes en riesgo tienen el CLV más alto?")
    assert plan.steps[0].arguments["rule"] == {"all": [{"field": "health", "op": "=", "value": "at_risk"}]}


@pytest.mark.parametrize(
    ("first", "then", "month"),
    [
        ("who bought coffee in May 2024?", "same for June", "2024-06"),
        ("who bought coffee in May 2024?", "and June?", "2024-06"),
        ("quiénes compraron café en mayo de 2024", "lo mismo para junio", "2024-06"),
    ],
)
def test_the_same_people_of_another_month(first: str, then: str, month: str) -> None:
    assert asked(first, then)["rule"] == {"all": [{"did": "ordered", "category": "Coffee", "period": month}]}


def test_months_set_apart_move_together() -> None:
    rule = asked("show me customers who bought in May 2024 but not in June 2024", "same for June")["rule"]
    assert [c["period"] for c in rule["all"]] == ["2024-06", "2024-07"]


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("revenue of Spain in May 2024", "so what's that per order on average?",
         {"metrics": ["average_order_value"], "period": "2024-05", "filters": [_SPAIN]}),
        ("ingresos de España en mayo de 2024", "¿cuánto sale por pedido?",
         {"metrics": ["average_order_value"], "period": "2024-05", "filters": [_SPAIN]}),
        ("orders in May 2024", "how many is that per customer?", {"metrics": ["orders_per_customer"], "period": "2024-05"}),
        ("orders in Spain from May to July 2024", "and revenue in those same months?",
         {"metrics": ["revenue"], "period": "2024-05-01..2024-07", "filters": [_SPAIN]}),
        ("orders in May 2024", "and the conversion rate, that is the share of visits that end in an order?",
         {"metrics": ["conversion_rate"], "period": "2024-05"}),
    ],
)  # fmt: skip
def test_a_figure_shared_out_or_explained_stays_where_it_was(first: str, then: str, expected: dict[str, Any]) -> None:
    assert asked(first, then) == expected


@pytest.mark.parametrize(
    "message",
    [
        "We launched the new Mugs last year. How many units of them did we sell in May 2024?",
        "Las tazas (Mugs) gustan mucho. ¿Cuántas unidades vendimos de ellas en mayo de 2024?",
    ],
)
def test_it_is_the_thing_named_a_sentence_before(message: str) -> None:
    filters = [{"field": "category", "op": "=", "value": "Mugs"}]
    assert calls(message) == [("query_metrics", {"metrics": ["units"], "period": "2024-05", "filters": filters})]
