"""Cohorts that came back, tests of an audience, texts asked for without a verb: both languages alike."""

import pytest

from tests.builtin.asking import calls

FEBRUARY = [
    {"field": "first_order_on", "op": ">=", "value": "2025-02-01"},
    {"field": "first_order_on", "op": "<=", "value": "2025-02-28"},
]


@pytest.mark.parametrize(
    "message",
    [
        "how many of the February 2025 newcomers came back within 45 days",
        "cuántos de los nuevos de febrero de 2025 volvieron antes de 45 días",
        "We won customers in February 2025; how many of them reordered in 45 days?",
        "Captamos clientes en febrero de 2025; ¿cuántos de ellos volvieron a pedir en 45 días?",
        "Take the newcomers of February 2025. Within 45 days, how many had ordered again?",
        "We changed the welcome flow: of those who first bought in February 2025, how many ordered again inside 45 days?",
        "En los 45 días siguientes a su primer pedido, ¿cuántos de los que llegaron en febrero de 2025 volvieron a pedir?",
        "Nuevos feb 2025 con recompra en 45 días, nº",
    ],
)
def test_the_period_of_newcomers_who_came_back_is_that_of_their_first_order(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert tool == "find_customers"
    rule = arguments["rule"]["all"]
    assert {"field": "days_to_second_order", "op": "<=", "value": 45} in rule
    assert all(condition in rule for condition in FEBRUARY)


@pytest.mark.parametrize(
    "message",
    [
        "what share of customers acquired in February 2025 repeated within 60 days?",
        "¿qué porcentaje de los captados en febrero de 2025 repitió en 60 días?",
    ],
)
def test_a_share_of_a_cohort_is_not_a_share_of_all_customers(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["metrics"]) == ("query_metrics", ["second_order_rate_60"])
    assert arguments["period"].startswith("2025-02")


@pytest.mark.parametrize("message", ["are we up or down this month?", "¿vamos mejor o peor este mes?"])
def test_the_running_month_is_never_compared_with_itself(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["period"], arguments["compare_to"]) == ("this_month", "previous")


@pytest.mark.parametrize(
    "message",
    ["what percentage of sales got refunded in May 2025?", "¿qué porcentaje de las ventas se reembolsó en mayo de 2025?"],
)
def test_a_refunded_share_keeps_its_period(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], arguments["period"]) == (["refund_rate"], "2025-05")


@pytest.mark.parametrize("message", ["quick sms to the lapsed ones please", "un sms rápido para los perdidos, porfa"])
def test_a_text_and_for_whom_is_a_draft_without_a_verb(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["channel"]) == ("draft_campaign", "sms")


@pytest.mark.parametrize(
    "message",
    ["Can I run a test with lapsed customers in Germany?", "¿Puedo hacer una prueba con clientes perdidos de Alemania?"],
)
def test_whether_an_audience_can_be_tested_is_said_by_a_draft(message: str) -> None:
    assert [tool for tool, _ in calls(message)] == ["draft_campaign"]


@pytest.mark.parametrize(
    "message", ["I want an email for those who left their cart", "quiero un email para los que abandonaron el carrito"]
)
def test_who_left_a_cart_has_not_ordered_since(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert tool == "draft_campaign"
    assert {"did": "ordered", "negated": True, "period": "last_30_days"} in arguments["rule"]["all"]


@pytest.mark.parametrize(
    "message", ["Show me the emials of people who bought tea", "Muéstrame los coreos de la gente que compró"]
)
def test_a_typo_does_not_get_round_the_guard(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["kind"]) == ("decline", "not_allowed")


@pytest.mark.parametrize(
    ("first", "then"),
    [("sales in May 2025", "how many orders was that?"), ("ventas de mayo de 2025", "¿cuántos pedidos fueron?")],
)
def test_how_many_was_that_keeps_the_period(first: str, then: str) -> None:
    [(_, arguments)] = calls(first, then)
    assert (arguments["metrics"], arguments["period"]) == (["orders"], "2025-05")


@pytest.mark.parametrize("message", ["In May 2025, how many orders did we get?", "En mayo de 2025, ¿cuántos pedidos tuvimos?"])
def test_a_period_before_a_comma_belongs_to_the_question(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], arguments["period"]) == (["orders"], "2025-05")
