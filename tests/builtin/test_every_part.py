"""Several parts or counts of one question: month by month, and what narrows them all."""

import pytest

from tests.builtin.asking import asked, calls, last_call


@pytest.mark.parametrize(
    "question",
    [
        "How did revenue move month by month from January to August 2024?",
        "how did revenue change by month from January through August 2024?",
        "¿Cómo cambiaron los ingresos mes a mes de enero a agosto de 2024?",
    ],
)
def test_what_moved_month_by_month_is_every_month_of_the_span(question: str) -> None:
    assert asked(question) == {"metrics": ["revenue"], "period": "2024-01-01..2024-08", "group_by": ["month"]}


@pytest.mark.parametrize(
    "question",
    ["How many orders and how much revenue in Spain?", "¿Cuántos pedidos y cuántos ingresos en España?"],
)
def test_what_narrows_the_second_of_two_counts_narrows_the_first(question: str) -> None:
    spain = [{"field": "country", "op": "=", "value": "Spain"}]
    assert [arguments.get("filters") for _, arguments in calls(question)] == [spain, spain]


@pytest.mark.parametrize(
    "question",
    [
        "Before I plan October: which valuable customers are at risk?",
        "We're reworking the plans: which valuable customers are at risk?",
    ],
)
def test_which_customers_are_no_plan_told_ahead(question: str) -> None:
    tool, arguments = last_call(question)
    assert tool == "find_customers"
    assert [part["field"] for part in arguments["rule"]["all"]] == ["historic_value", "health"]
