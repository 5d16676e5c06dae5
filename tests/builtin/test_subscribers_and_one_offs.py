"""Orders outside subscriptions, subscribers won back, campaigns judged, and a measure asked for after another one."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Catalogue, Value

_HYBRID = {"field": "business_model", "op": "=", "value": "hybrid"}
_ONE_OFF = [{"field": "sales_channel", "op": "!=", "value": "subscription"}]


def _selling_subscriptions() -> Catalogue:
    metrics = tuple(replace(term, dimensions=("sales_channel",)) for term in shop().metrics)
    return replace(
        shop(), metrics=metrics, values=(*shop().values, Value("sales_channel", "subscription", ("subscription",), 0.2))
    )


@pytest.mark.parametrize(
    ("question", "arguments"),
    [
        ("one-off orders in May 2025", {"metrics": ["orders"], "period": "2025-05", "filters": _ONE_OFF}),
        ("ingresos de compras sueltas en mayo de 2025", {"metrics": ["revenue"], "period": "2025-05", "filters": _ONE_OFF}),
        ("how many customers placed a one-off order in May 2025?",
         {"metrics": ["customers"], "period": "2025-05", "filters": _ONE_OFF}),
    ],
)  # fmt: skip
def test_one_off_orders_are_those_of_no_subscription(question: str, arguments: dict[str, Any]) -> None:
    (step,) = understand(question, Context(), _selling_subscriptions()).steps
    assert step.arguments == arguments


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("How many subscriptions are active?", "how many of those subscribers have also placed a one-off order?"),
        ("¿Cuántas suscripciones hay activas?", "¿cuántos de esos suscriptores han hecho también algún pedido suelto?"),
    ],
)
def test_subscribers_with_one_off_orders_buy_both_ways(first: str, then: str) -> None:
    assert asked(first, then)["rule"]["all"] == [{"field": "subscription_status", "op": "=", "value": "active"}, _HYBRID]


@pytest.mark.parametrize(
    "question",
    ["one-off orders in May 2025", "lost subscribers won back", "¿cuántos suscriptores perdidos recuperamos en mayo?"],
)
def test_what_no_figure_tells_of_subscribers_is_said_not_to_be_recorded(question: str) -> None:
    assert asked(question)["kind"] == "no_data"


@pytest.mark.parametrize("question", ["did the Tea Summer Launch work?", "¿funcionó Tea Summer Launch?"])
def test_whether_a_campaign_worked_is_told_against_its_control_too(question: str) -> None:
    named = replace(shop(), values=(*shop().values, Value("campaign", "M3", ("Tea Summer Launch",), 0.5)))
    assert [step.tool for step in understand(question, Context(), named).steps] == ["query_metrics", "campaign_effect"]


@pytest.mark.parametrize(
    ("first", "then", "metric"),
    [
        ("How many visits did we have in May 2025?", "what's the conversion rate?", "conversion_rate"),
        ("visitas de mayo de 2025", "¿cuál es la tasa de conversión?", "conversion_rate"),
        ("orders in May 2025", "give me the average order value", "average_order_value"),
    ],
)
def test_the_measure_asked_for_next_is_of_the_same_days(first: str, then: str, metric: str) -> None:
    assert (asked(first, then)["metrics"], asked(first, then)["period"]) == ([metric], "2025-05")


@pytest.mark.parametrize("then", ["what's the MRR?", "what is our refund rate?", "what's the refund rate overall?"])
def test_a_stock_and_what_is_asked_of_all_stand_alone(then: str) -> None:
    assert "period" not in asked("revenue in May 2025", then)


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("revenue in Germany, need it for October", "october"),
        ("ingresos de Alemania, lo necesito para octubre", "october"),
        ("revenue in Germany, I need this for Q3 2024", "2024-Q3"),
        ("revenue in Germany in May, need it for the October meeting", "may"),
        ("revenue in Germany in May, need it for Monday", "may"),
    ],
)
def test_a_period_in_what_closes_a_question_counts_where_it_is_no_date_to_have_it_by(question: str, period: str) -> None:
    assert asked(question)["period"] == period


@pytest.mark.parametrize(
    "question",
    [
        "¿La libra va a subir frente al euro en 2026?",
        "Will the pound rise against the euro?",
        "what will the exchange rate be?",
    ],
)
def test_currencies_are_another_topic(question: str) -> None:
    assert (planned(question).intent, asked(question)["kind"]) == ("decline", "out_of_scope")
