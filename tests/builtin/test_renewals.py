"""Renewals, monthly and annual billing, and how long subscribers stay: the same call from both languages."""

from typing import Any

import pytest

from tests.builtin.test_understanding import calls, field

MONTHLY, FIRST = field("billing_interval", "=", "month"), field("renewal", "=", "1")

PAIRS: list[tuple[str, str, dict[str, Any]]] = [
    ("what's the churn at the first renewal?", "¿cuál es el churn en la primera renovación?",
     {"metrics": ["renewal_churn_rate"], "group_by": ["billing_interval"], "filters": [FIRST]}),
    ("involuntary churn at the second renewal of monthly plans",
     "churn involuntario en la segunda renovación de planes mensuales",
     {"metrics": ["renewal_payment_churn_rate"], "filters": [field("renewal", "=", "2"), MONTHLY]}),
    ("churn by renewal number for monthly plans", "churn por renovación de los planes mensuales",
     {"metrics": ["renewal_churn_rate"], "group_by": ["renewal"], "filters": [MONTHLY]}),
    ("how long will a monthly subscriber stay?", "¿cuánto tiempo se queda un suscriptor mensual?",
     {"metrics": ["subscription_life_days"], "filters": [MONTHLY]}),
    ("how much longer will our annual subscribers stay?", "¿cuánto tiempo más se quedan nuestros suscriptores anuales?",
     {"metrics": ["subscription_days_left"], "filters": [field("billing_interval", "=", "year")]}),
    ("what is our renewal rate?", "¿cuál es nuestra tasa de renovación?", {"metrics": ["renewal_rate"]}),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish", "arguments"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_both_languages_come_to_the_same_call(english: str, spanish: str, arguments: dict[str, Any]) -> None:
    for message in (english, spanish):
        ((tool, found),) = calls(message)
        assert (tool, {name: value for name, value in found.items() if name != "order_by"}) == ("query_metrics", arguments)


def test_monthly_subscribers_that_are_counted_are_subscribers_now() -> None:
    ((tool, arguments),) = calls("how many monthly subscribers do we have?")
    assert tool == "find_customers"
    assert arguments["rule"] == {"all": [MONTHLY, field("subscription_status", "=", "active")]}


def test_cancellations_for_want_of_payment_are_subscriptions_and_no_newsletter() -> None:
    assert calls("¿cuántas bajas hubo por plan?")[0][1]["metrics"] == ["churned_subscriptions"]
