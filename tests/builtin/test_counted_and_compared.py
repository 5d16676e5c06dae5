"""Subscriptions counted, the same days of another year, splits since a day, goods left over, and who never touched a thing."""

from typing import Any

import pytest

from tests.builtin.asking import asked, calls, last_call, planned


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("How many subscriptions do we have running right now?", "active_subscriptions"),
        ("how many subs do we have live at the moment?", "active_subscriptions"),
        ("what's our subscription count?", "active_subscriptions"),
        ("subscriptions today", "active_subscriptions"),
        ("¿Cuántas suscripciones tenemos en marcha?", "active_subscriptions"),
        ("Active subs on Premium today?", "active_subscriptions"),
        ("how many subscriptions were started in May 2025", "new_subscriptions"),
        ("¿Cuántas suscripciones empezaron en mayo de 2025?", "new_subscriptions"),
    ],
)
def test_subscriptions_are_counted_where_no_measure_is_named(message: str, metric: str) -> None:
    assert asked(message)["metrics"] == [metric]


def test_subscriptions_by_plan_are_no_revenue() -> None:
    assert asked("subscriptions by plan") | {"order_by": ""} == {
        "metrics": ["active_subscriptions"], "group_by": ["plan"], "order_by": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "message",
    [
        "did we lose more subscribers than we gained in May 2024?",
        "¿perdimos más suscriptores de los que ganamos en mayo de 2024?",
        "how many subscribers did we gain in May 2024 and how many did we lose?",
        "new and lost subscribers in May 2024",
    ],
)
def test_subscribers_won_and_lost_are_told_together(message: str) -> None:
    expected = {"metrics": ["new_subscriptions", "churned_subscriptions"], "period": "2024-05"}
    assert [arguments for _, arguments in calls(message)] == [expected]


@pytest.mark.parametrize("message", ["who has a subscription", "customers with an active subscription"])
def test_whoever_has_a_subscription_is_a_person(message: str) -> None:
    rule = {"all": [{"field": "subscription_status", "op": "=", "value": "active"}]}
    assert last_call(message)[0] == "find_customers"
    assert asked(message)["rule"] == rule


@pytest.mark.parametrize(
    ("message", "period", "compared"),
    [
        ("Revenue Jan to June 2024 compared with the same months of 2023", "2024-01-01..2024-06", "year_earlier"),
        ("ingresos de enero a junio de 2024 contra los mismos meses de 2023", "2024-01-01..2024-06", "year_earlier"),
        ("revenue from March to May 2025 vs the same period in 2023", "2025-03-01..2025-05", "2023-03-01..2023-05-31"),
        ("orders Q4 2024 against the same quarter of 2022", "2024-Q4", "2022-Q4"),
        ("January to June 2024 revenue against those months in 2023", "2024-01-01..2024-06", "year_earlier"),
        ("ventas de enero a marzo de 2023 contra los mismos meses de 2024", "2024-01-01..2024-03-31", "2023-01-01..2023-03"),
    ],
)
def test_the_same_days_of_a_year_are_those_of_the_period_named(message: str, period: str, compared: str) -> None:
    assert (asked(message)["period"], asked(message)["compare_to"]) == (period, compared)


def test_a_split_by_week_since_a_day_is_not_the_week_of_that_day() -> None:
    found = asked("ventas en euros por semana desde el 1 de enero de 2025 hasta hoy")
    assert (found["period"], found["group_by"]) == ("2025-01-01..", ["week"])


@pytest.mark.parametrize("message", ["our seven top spenders of all time pls", "los 7 clientes top"])
def test_so_many_of_the_best_are_counted_out(message: str) -> None:
    assert asked(message) == {"rule": {}, "order_by": "-historic_value", "limit": 7}


@pytest.mark.parametrize(
    "message",
    [
        "coffee buyers who never ever touched tea, how many are they?",
        "Coffee drinkers who never went near Tea, how many would that be?",
        "los que han comprado Coffee y jamás han probado Tea, ¿cuántos serían?",
    ],
)
def test_who_never_touched_a_thing_never_bought_it(message: str) -> None:
    expected: list[dict[str, Any]] = [
        {"did": "ordered", "category": "Coffee"},
        {"did": "ordered", "category": "Tea", "negated": True},
    ]
    assert [arguments["rule"] for _, arguments in calls(message)] == [{"all": expected}]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("¿Quién ganó la última Champions?", "out_of_scope"),
        ("who won the match yesterday", "out_of_scope"),
        ("How many bags of coffee are left in the warehouse?", "no_data"),
        ("¿Cuántas bolsas de café quedan en la bodega?", "no_data"),
    ],
)
def test_what_the_shop_does_not_know_is_declined(message: str, kind: str) -> None:
    assert asked(message)["kind"] == kind


@pytest.mark.parametrize("message", ["Morning! how much did we make yesterday?", "¿Cuánto hicimos ayer?"])
def test_what_was_made_is_revenue(message: str) -> None:
    assert asked(message) == {"metrics": ["revenue"], "period": "yesterday"}


def test_different_people_are_people() -> None:
    plan = planned("¿Cuánta gente distinta nos ha comprado en los últimos 14 días?")
    assert plan.steps[0].arguments["metrics"] == ["customers"]
    assert not plan.readings


def test_which_products_sold_least_are_products() -> None:
    found = asked("Which three products sold the fewest units in 2024?")
    assert (found["metrics"], found["group_by"], found["limit"]) == (["units"], ["product"], 3)
