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


OF_TEA = (
    "whose tea is running low?", "whose tea is nearly gone?", "customers whose tea is almost finished",
    "who is nearly out of tea?",
    "which customers are ready for a refill of tea?", "who is due for their next tea purchase?",
    "who should buy tea again soon?",
    "people who need to top up on tea", "which customers need topping up on tea?", "who has to stock up on tea again?",
    "who is due for a reorder of tea?", "people who are low on tea", "which customers are about to finish their tea?",
    "whose last bag of tea is nearly empty?", "buyers who'll soon need more tea", "clients close to running out of tea",
    "a quién le toca reponer té", "se les acaba el té", "¿quién se va a quedar sin té?", "clientes a punto de quedarse sin té",
    "¿a quién se le está terminando el té?", "¿quién necesita más té?", "¿a quién le queda poco té?",
    "clientes que andan cortos de té", "¿quién tiene que volver a comprar té?", "¿a quién le toca comprar té otra vez?",
    "¿a quiénes les falta poco para acabar el té?", "clientes con el té casi acabado", "¿a quién se le habrá acabado el té?",
    "¿a quién conviene recordarle que reponga el té?", "clientes pendientes de reposición de té",
    "¿a quién le toca recompra de té?",
    "¿quiénes andan escasos de té?", "clientes que deben recomprar té pronto",
)  # fmt: skip
OF_ALL = (
    "who should be reordering?", "customers due to restock", "which customers ought to restock?", "who will need a refill?",
    "who has to replenish soon?", "who is it time to remind to reorder?", "¿quién debería reponer pronto?",
    "clientes a los que les toca reponer", "clientes que necesitarán recambio", "¿a quién le toca recompra?",
)  # fmt: skip
SOMETHING_ELSE = (
    "customers whose subscription is about to run out", "clientes que acaban de comprar té", "which products are running low?",
    "clientes que tienen más de 3 pedidos de té", "clientes a los que se les acaba la suscripción", "who will buy tea next?",
    "what is the reorder rate for tea?", "which customers bought tea again?",
)  # fmt: skip


@pytest.mark.parametrize("message", OF_TEA)
def test_those_who_run_out_of_a_thing_are_found_however_it_is_told(message: str) -> None:
    assert rule(message) == [of("replenish_category", "Tea"), due(TODAY, TODAY + timedelta(days=7))[1]]


@pytest.mark.parametrize("message", OF_ALL)
def test_those_who_run_out_of_anything_are_found_however_it_is_told(message: str) -> None:
    assert rule(message) == [due(TODAY, TODAY + timedelta(days=7))[1]]


@pytest.mark.parametrize("message", ["who is overdue for a tea reorder?", "¿quién va con retraso en reponer té?"])
def test_a_need_that_is_overdue_has_passed_its_day(message: str) -> None:
    assert rule(message) == [of("replenish_category", "Tea"), due(TODAY, TODAY)[1]]


@pytest.mark.parametrize("message", SOMETHING_ELSE)
def test_what_only_sounds_like_a_need_is_none(message: str) -> None:
    assert "replenish" not in str([dict(step.arguments) for step in understand(message, Context(), shop()).steps])
