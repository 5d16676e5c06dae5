"""Who will leave is not who left, and weekdays that are dropped did not fall."""

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tests.builtin.test_understanding import calls


@pytest.mark.parametrize(
    "message",
    [
        "which subscribers will leave soon?",
        "who is likely to cancel their subscription",
        "¿qué suscriptores se van a dar de baja pronto?",
        "¿quién va a cancelar su suscripción?",
    ],
)
def test_subscribers_who_will_leave_are_running_ones(message: str) -> None:
    (step,) = understand(message, Context(), shop()).steps
    assert step.tool == "find_customers"
    assert step.arguments["rule"] == {"all": [{"field": "subscription_status", "op": "=", "value": "active"}]}
    assert step.arguments["order_by"] == "-churn_probability_90"


def test_subscriptions_that_ended_are_counted() -> None:
    (step,) = understand("how many subscribers cancelled last month?", Context(), shop()).steps
    assert step.tool == "query_metrics"


@pytest.mark.parametrize(
    ("message", "op", "days"),
    [
        ("orders by weekday, drop weekends", "not_in", ["Saturday", "Sunday"]),
        ("orders by weekday excluding sundays", "!=", "Sunday"),
        ("pedidos por día de la semana sin contar los domingos", "!=", "Sunday"),
        ("pedidos por día de la semana, quita el fin de semana", "not_in", ["Saturday", "Sunday"]),
        ("orders on sundays", "=", "Sunday"),
    ],
)
def test_weekdays_that_are_left_out_are_no_fall(message: str, op: str, days: object) -> None:
    (step,) = understand(message, Context(), shop()).steps
    assert step.arguments["filters"] == [{"field": "weekday", "op": op, "value": days}]
    assert "compare_to" not in step.arguments


@pytest.mark.parametrize(
    ("english", "spanish", "metric"),
    [
        ("total value of orders in May", "valor total de los pedidos en mayo", "revenue"),
        ("average value of our orders in May", "valor medio de los pedidos en mayo", "average_order_value"),
        ("how long does a monthly subscriber stay?", "¿cuánto dura un suscriptor mensual?", "subscription_life_days"),
    ],
)
def test_both_languages_measure_the_same(english: str, spanish: str, metric: str) -> None:
    for message in (english, spanish):
        (step,) = understand(message, Context(), shop()).steps
        assert step.arguments["metrics"] == [metric]
    assert calls(english) == calls(spanish)
