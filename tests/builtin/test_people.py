"""Rules about people: every condition of a question is in the rule, and what cannot be placed is asked about."""

from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

RULES: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "customers without orders in the last 2 months", "clientes sin pedidos en los últimos 2 meses",
        [{"did": "ordered", "negated": True, "period": "2025-09-01.."}, {"field": "order_count", "op": ">=", "value": 1}],
    ),
    (
        "customers who spent less than 40 in 2024", "clientes que gastaron menos de 40 en 2024",
        [
            {"did": "ordered", "period": "2024"},
            {"did": "ordered", "negated": True, "spent_at_least": 40, "period": "2024"},
        ],
    ),
    (
        "customers with between 3 and 6 orders", "clientes con entre 3 y 6 pedidos",
        [{"field": "order_count", "op": ">=", "value": 3}, {"field": "order_count", "op": "<=", "value": 6}],
    ),
    (
        "customers with half a dozen orders or more", "clientes con media docena de pedidos o más",
        [{"field": "order_count", "op": ">=", "value": 6}],
    ),
    (
        "which customers ordered in 2023, nothing in 2024", "qué clientes pidieron en 2023 y nada en 2024",
        [{"did": "ordered", "period": "2023"}, {"did": "ordered", "negated": True, "period": "2024"}],
    ),
    (
        "customers who bought in 2024 and have not come back", "clientes que compraron en 2024 y no han vuelto",
        [{"did": "ordered", "period": "2024"}, {"did": "ordered", "negated": True, "period": "2025-01-01.."}],
    ),
    (
        "who bought tea at least twice in 2024", "quiénes compraron té al menos dos veces en 2024",
        [{"did": "ordered", "category": "Tea", "period": "2024", "at_least": 2}],
    ),
    (
        "who bought for the first time in 2024", "clientes que vimos por primera vez en 2024",
        [
            {"field": "first_order_on", "op": ">=", "value": "2024-01-01"},
            {"field": "first_order_on", "op": "<=", "value": "2024-12-31"},
        ],
    ),
    (
        "customers who bought in 2023 and again in 2025 but skipped 2024",
        "clientes que compraron en 2023 y otra vez en 2025 pero no en 2024",
        [
            {"did": "ordered", "period": "2023"}, {"did": "ordered", "period": "2025"},
            {"did": "ordered", "negated": True, "period": "2024"},
        ],
    ),
    (
        "customers who ordered only in 2024", "clientes que solo pidieron en 2024",
        [
            {"field": "first_order_on", "op": ">=", "value": "2024-01-01"},
            {"field": "first_order_on", "op": "<=", "value": "2024-12-31"},
            {"field": "last_order_on", "op": ">=", "value": "2024-01-01"},
            {"field": "last_order_on", "op": "<=", "value": "2024-12-31"},
        ],
    ),
    (
        "customers who haven't ordered for between 2 and 4 weeks", "clientes que llevan entre 2 y 4 semanas sin comprar",
        [
            {"field": "days_since_last_order", "op": ">=", "value": 14},
            {"field": "days_since_last_order", "op": "<=", "value": 28},
        ],
    ),
    (
        "who bought in 2023, and at least 2 orders since", "quiénes compraron en 2023 y desde entonces al menos 2 pedidos",
        [{"did": "ordered", "period": "2024-01-01..", "at_least": 2}, {"did": "ordered", "period": "2023"}],
    ),
    (
        "of those who bought in 2024, how many had bought before",
        "de los que compraron en 2024, ¿cuántos ya habían comprado antes?",
        [{"field": "first_order_on", "op": "<", "value": "2024-01-01"}, {"did": "ordered", "period": "2024"}],
    ),
    (
        "customers silent since Christmas Day 2024", "clientes que no han vuelto desde el día de Navidad de 2024",
        [{"did": "ordered", "negated": True, "period": "2024-12-25.."}, {"field": "order_count", "op": ">=", "value": 1}],
    ),
    (
        "people who have unsubscribed from email", "gente que está dada de baja del email",
        [{"field": "consent_email", "op": "=", "value": "unsubscribed"}],
    ),
    (
        "who has more than a 30% chance of buying in the next 90 days",
        "quién tiene más de un 30 % de probabilidad de comprar en los próximos 90 días",
        [{"field": "purchase_probability_90", "op": ">", "value": 0.3}],
    ),
    (
        "who spent less than a tenner", "quiénes gastaron menos de 10",
        [{"field": "historic_value", "op": "<", "value": 10}, {"field": "order_count", "op": ">=", "value": 1}],
    ),
    (
        "how many ordered in the last 7 days", "cuántos compraron en los últimos 7 días",
        [{"did": "ordered", "period": "last_7_days"}],
    ),
]  # fmt: skip


def conditions(message: str) -> list[dict[str, Any]]:
    plan = understand(message, Context(), shop())
    assert [step.tool for step in plan.steps] == ["find_customers"], plan
    return list(plan.steps[0].arguments["rule"]["all"])


@pytest.mark.parametrize(("english", "spanish", "expected"), RULES, ids=[row[0] for row in RULES])
def test_every_condition_is_in_the_rule_in_both_languages(english: str, spanish: str, expected: list[dict[str, Any]]) -> None:
    assert [conditions(english), conditions(spanish)] == [expected, expected]


@pytest.mark.parametrize(
    ("message", "horizon"),
    [("which customers will probably buy in the next 60 days", "60"), ("quién es probable que compre en 3 meses", "90")],
)
def test_likely_buyers_are_those_of_the_days_that_were_said(message: str, horizon: str) -> None:
    assert conditions(message) == [{"field": f"purchase_probability_{horizon}", "op": "top_share", "value": 0.1}]


def test_a_bound_without_its_number_is_asked_about_and_not_answered_with_a_total() -> None:
    assert [step.tool for step in understand("who has spent less than a zorble", Context(), shop()).steps] == ["ask_back"]


def test_texting_asks_for_permission_to_text() -> None:
    assert conditions("how many customers can we text") == [{"field": "consent_sms", "op": "=", "value": "subscribed"}]


@pytest.mark.parametrize(
    "message",
    [
        "customers with at least 3 orders and more than 7 zorbles",
        "champions that repeat with their zorble",
        "clientes con más de 3 pedidos y más de 7 zorbles",
    ],
)
def test_a_condition_that_cannot_be_placed_is_asked_about(message: str) -> None:
    assert [step.tool for step in understand(message, Context(), shop()).steps] == ["ask_back"]


@pytest.mark.parametrize("message", ["when will K0042177 order again", "¿cuándo volverá a comprar K0042177?"])
def test_a_lone_id_is_a_customer(message: str) -> None:
    steps = understand(message, Context(), shop()).steps
    assert [(step.tool, dict(step.arguments)) for step in steps] == [("customer_profile", {"customer_id": "K0042177"})]
