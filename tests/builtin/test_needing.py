"""Who will need what: questions about what customers need next are rules on the days and things of their profiles."""

from datetime import date, timedelta
from typing import Any

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

TODAY = shop().today
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())


def rule(message: str) -> list[dict[str, Any]]:
    (step,) = understand(message, Context(), shop()).steps
    assert step.tool == "find_customers", step
    return [dict(one) for one in step.arguments["rule"]["all"]]


def due(first: date, last: date) -> list[dict[str, Any]]:
    return [
        {"field": "replenish_on", "op": ">=", "value": first.isoformat()},
        {"field": "replenish_on", "op": "<=", "value": last.isoformat()},
    ]


def of(field: str, value: str) -> dict[str, Any]:
    return {"field": field, "op": "=", "value": value}


@pytest.mark.parametrize("message", ["Who will run out of tea next week?", "¿A quién se le acabará el té la semana que viene?"])
def test_a_need_next_week_is_its_category_and_the_days_of_that_week(message: str) -> None:
    assert rule(message) == [of("replenish_category", "Tea"), *due(MONDAY, MONDAY + timedelta(days=6))]


@pytest.mark.parametrize(
    "message", ["customers due to replenish tea within 12 days", "clientes que tienen que reponer té en los próximos 12 días"]
)
def test_days_ahead_are_counted_from_the_day_after_the_data(message: str) -> None:
    days = due(TODAY + timedelta(days=1), TODAY + timedelta(days=12))
    assert rule(message) == [of("replenish_category", "Tea"), *days]


@pytest.mark.parametrize("message", ["Who needs to restock tea?", "¿A quiénes les toca reponer té?"])
def test_without_days_those_who_are_late_count_too_and_it_is_said(message: str) -> None:
    found = understand(message, Context(), shop())
    assert rule(message) == [of("replenish_category", "Tea"), due(TODAY, TODAY + timedelta(days=7))[1]]
    assert found.readings


@pytest.mark.parametrize(
    "message", ["how many customers have tea as their next category", "cuántos clientes tienen té como próxima categoría"]
)
def test_a_next_category_is_not_one_that_was_bought(message: str) -> None:
    assert rule(message) == [of("next_category", "Tea")]


@pytest.mark.parametrize("message", ["How much revenue will we make next month?", "¿Cuánto vamos a facturar el mes que viene?"])
def test_totals_to_come_are_still_not_forecast(message: str) -> None:
    (step,) = understand(message, Context(), shop()).steps
    assert step.tool == "decline"
