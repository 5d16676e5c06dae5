"""Newcomers and their second order, rankings net of refunds, the period in progress: told in any order, in both languages."""

import pytest

from tests.builtin.asking import calls

FEBRUARY = [
    {"field": "first_order_on", "op": ">=", "value": "2025-02-01"},
    {"field": "first_order_on", "op": "<=", "value": "2025-02-28"},
]


@pytest.mark.parametrize(
    "message",
    [
        "Customers who began with us in February 2025: after how many days, as a median, did the second order arrive?",
        "How long, in median days, did it take those whose first buy was in February 2025 to purchase a second time?",
        "Los que se estrenaron en febrero de 2025, ¿cuántos días de mediana tardaron en comprar de nuevo?",
        "Primer pedido febrero 2025: mediana de días al 2º",
    ],
)
def test_the_days_to_the_second_order_are_those_of_the_cohort_told_first(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["metrics"]) == ("query_metrics", ["days_to_second_order"])
    assert all(condition in arguments["filters"] for condition in FEBRUARY)


@pytest.mark.parametrize(
    "message",
    [
        "I'm timing a follow-up email for Spain, so how many days pass from a customer's first purchase to the second?",
        "Tengo que programar un recordatorio para España: ¿cuántos días, en mediana, pasan del primer pedido al segundo?",
    ],
)
def test_the_place_a_mail_is_for_narrows_the_days_to_the_second_order(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["metrics"] == ["days_to_second_order"]
    assert arguments["filters"] == [{"field": "country", "op": "=", "value": "Spain"}]


@pytest.mark.parametrize(
    "message",
    [
        "Last time one had sent it all back. So take refunds off first, then give me the 10 best customers from Spain.",
        "After knocking off returns, our top ten clients in Spain?",
        "La otra vez uno lo había devuelto todo, así que quita los reembolsos y dame los 10 mejores clientes de España",
        "Restando antes lo devuelto, ¿cuáles son los 10 primeros clientes de España?",
    ],
)
def test_the_best_customers_net_of_refunds_are_the_best_customers(message: str) -> None:
    [(tool, arguments)] = calls(message)
    assert (tool, arguments["limit"]) == ("find_customers", 10)
    assert arguments["rule"]["all"] == [{"field": "country", "op": "=", "value": "Spain"}]


@pytest.mark.parametrize(
    "message",
    [
        "In March 2025, of all the customers who bought, how many were first-timers and how many had purchased before?",
        "De los que compraron en marzo de 2025, ¿cuántos clientes eran nuevos y cuántos recurrentes?",
    ],
)
def test_new_and_returning_customers_are_told_side_by_side(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], arguments["group_by"]) == (["customers"], ["new_or_returning"])
    assert arguments["period"] == "2025-03"


@pytest.mark.parametrize(
    "message",
    [
        "Been away for two weeks and lost the thread, how is the quarter going for us?",
        "What's the quarter looking like up to now?",
        "Acabo de volver de licencia, ponme al día de cómo marcha el trimestre",
        "Y bueno, ¿cómo nos está yendo en lo que va del trimestre?",
    ],
)
def test_how_the_quarter_goes_is_asked_in_any_words(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"][0], arguments["period"], arguments["compare_to"]) == ("revenue", "this_quarter", "previous")


@pytest.mark.parametrize("messages", [("Revenue in March 2025", "and this month so far?"),
                                      ("Ingresos de marzo de 2025", "¿y en lo que va de este mes?")])  # fmt: skip
def test_a_period_so_far_goes_on_about_the_figure_before(messages: tuple[str, str]) -> None:
    [(_, arguments)] = calls(*messages)
    assert (arguments["metrics"], arguments["period"]) == (["revenue"], "this_month")


@pytest.mark.parametrize("message", ["CAC 2025 (ad spend per new customer)", "CAC 2025: gasto publicitario por cliente nuevo"])
def test_the_cost_to_win_a_customer_is_one_figure(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert arguments["metrics"] == ["blended_cac"]


@pytest.mark.parametrize(
    "message", ["Gross profit (after product cost), Q2 2025", "Beneficio T2 2025, descontado el coste de los productos"]
)
def test_product_costs_taken_off_leave_the_gross_profit(message: str) -> None:
    [(_, arguments)] = calls(message)
    assert (arguments["metrics"], "group_by" in arguments) == (["gross_profit"], False)
