"""Figures, moves and worth told in other words than their names, and short follow-ups that point at the last answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

BY_LANGUAGE = {"group_by": ["language"], "compare_to": None}
IN_2025 = {"did": "ordered", "period": "2025"}


def _plan(message: str, *before: str) -> Plan:
    every = tuple(t.id for t in shop().dimensions)
    terms = tuple(replace(t, dimensions=every) if t.id == "average_order_value" else t for t in shop().metrics)
    known = replace(shop(), metrics=terms)
    context = Context()
    for earlier in before:
        context = Context((*context.turns, Turn(earlier, understand(earlier, context, known), "answered")))
    return understand(message, context, known)


def _asked(plan: Plan, tool: str = "query_metrics") -> Mapping[str, Any]:
    assert plan.steps[0].tool == tool, plan
    return plan.steps[0].arguments


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("Average ticket for web orders, fourth quarter of 2024", "average_order_value"),
        ("How much was a web order worth on average in May?", "average_order_value"),
        ("What did German orders without an account bring in during 2024?", "guest_revenue"),
        ("¿Cuánto ingresamos en 2024 por pedidos alemanes hechos como invitado?", "guest_revenue"),
        ("In 2024, how much money went into paid_social?", "ad_spend"),
        ("Number of active Premium subscriptions in Germany", "active_subscriptions"),
        ("What share of subscriptions were paused in the first quarter of 2025?", "pause_rate"),
        ("Blended customer acquisition cost for the first quarter of 2025", "blended_cac"),
        ("Voluntary subscription churn rate for April 2025", "voluntary_churn_rate"),
        ("Churn de suscripciones por decisión propia, abril de 2025, como tasa", "voluntary_churn_rate"),
        ("Email subscriptions gained in April 2025", "email_signups"),
        ("Número de altas en el correo en abril de 2025", "email_signups"),
        ("How many percent of the visits got to the checkout in May?", "checkout_rate"),
        ("¿Qué porcentaje de las visitas empezó el pago en mayo?", "checkout_rate"),
    ],
)
def test_one_measure_is_meant(message: str, metric: str) -> None:
    assert _asked(_plan(message))["metrics"] == [metric]


@pytest.mark.parametrize(
    "message", ["units per order, store, 2024", "What was units per order for the store sales channel in 2024?"]
)
def test_a_word_of_no_meaning_here_is_the_channel(message: str) -> None:
    asked = _asked(_plan(message))
    assert asked["filters"] == [{"field": "sales_channel", "op": "=", "value": "store"}]
    assert "group_by" not in asked


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("What was the refund rate in 2024 and in 2023?", {"period": "2024", "compare_to": "2023"}),
        ("How does the AOV of Q1 2025 differ by customers' language?", BY_LANGUAGE),
        ("¿Cómo varía el ticket medio del T1 de 2025 según el idioma del cliente?", BY_LANGUAGE),
        ("How did revenue move over the months of 2024?", {"group_by": ["month"], "compare_to": None}),
        ("How did revenue in Spain and in the UK compare in May 2025?", {"group_by": ["country"], "compare_to": None}),
        ("¿Qué categoría ganó más ingresos en 2024 comparado con 2023?", {"order_by": "-change", "compare_to": "2023"}),
        ("which weak of 2024 had the most orders", {"group_by": ["week"]}),
        ("ingresos de los dies primeros dias de junio de 2025", {"period": "2025-06-01..2025-06-10"}),
        ("¿Cuál es el total de ingresos de todos los lunes de 2025?", {"metrics": ["revenue"], "period": "2025"}),
    ],
)  # fmt: skip
def test_what_is_split_and_what_is_set_against_each_other(message: str, expected: dict[str, Any]) -> None:
    asked = _asked(_plan(message))
    assert {name: asked.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "message",
    [
        "Why did we get more orders in November 2024 than in October 2024?",
        "What made orders go up in November 2024 compared with October 2024?",
    ],
)
def test_a_rise_is_explained_by_what_rose_most(message: str) -> None:
    plan = _plan(message)
    assert plan.intent == "why"
    assert plan.steps[-1].arguments["order_by"] == "driver"


@pytest.mark.parametrize(
    "message",
    [
        "What changed in customers' health since the 31st of March 2025?",
        "Flow of customers between active, at risk and lapsed from 31 March 2025 to today",
        "Muestra los movimientos entre activos, en riesgo y perdidos desde el 31 de marzo de 2025",
    ],
)
def test_moves_between_healths_begin_the_day_before(message: str) -> None:
    assert _asked(_plan(message), "lifecycle") == {"by": "health", "since": "2025-03-30"}


@pytest.mark.parametrize(
    "message",
    [
        "How much do we expect from the average customer in Italy over a lifetime?",
        "Give me the whole-life CLV per customer for Italy",
        "¿Cuánto esperamos del cliente medio de Italia en toda su vida?",
    ],
)
def test_a_whole_life_is_what_customers_will_be_worth(message: str) -> None:
    assert _asked(_plan(message), "customer_value")["horizon"] == "lifetime"


@pytest.mark.parametrize(
    ("before", "message", "value"),
    [
        ("Average order value in Q1 2025 on the web", "store?", "store"),
        ("Average order value in Q1 2025 on the web", "Now for the store", "store"),
        ("Ticket medio del primer trimestre de 2025 en la web", "¿y en store?", "store"),
        ("Revenue in Madrid in 2024", "How did Sevilla do?", "Sevilla"),
        ("Revenue in Madrid in 2024", "and the city of Sevilla?", "Sevilla"),
    ],
)
def test_a_name_alone_takes_the_place_of_the_last(before: str, message: str, value: str) -> None:
    last, asked = _asked(_plan(before)), _asked(_plan(message, before))
    assert [f["value"] for f in asked["filters"]] == [value]
    assert {**asked, "filters": None} == {**last, "filters": None}


@pytest.mark.parametrize(
    ("before", "message", "condition"),
    [
        ("Which customers have spent more than 500 euros?", "Which of them bought in 2025?", IN_2025),
        ("¿Qué clientes han gastado más de 500 euros?", "¿Cuáles de ellos compraron en 2025?", IN_2025),
        (
            "Which customers have spent more than 500 euros?", "And by SMS, how many of them can be contacted?",
            {"field": "consent_sms", "op": "=", "value": "subscribed"},
        ),
    ],
)  # fmt: skip
def test_those_of_the_last_list_who_did_it_too(before: str, message: str, condition: dict[str, Any]) -> None:
    conditions = _asked(_plan(message, before), "find_customers")["rule"]["all"]
    assert conditions == [{"field": "historic_value", "op": ">", "value": 500}, condition]


def test_a_changed_control_group_is_that_of_the_draft() -> None:
    asked = _asked(_plan("Change the control group to 25 percent", "Draft an email for at-risk customers"), "draft_campaign")
    assert asked["control_share"] == 0.25


def test_a_mistyped_currency_is_money() -> None:
    conditions = _asked(_plan("y mas de 600 uros?", "¿Cuántos clientes han gastado más de 300 euros?"), "find_customers")[
        "rule"
    ]
    assert conditions["all"] == [{"field": "historic_value", "op": ">", "value": 600}]
