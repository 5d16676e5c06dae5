"""Plain, short questions with a turn of their own: a year that is no amount, active in a time, what a figure is for."""

import pytest

from tests.builtin.asking import asked, planned


@pytest.mark.parametrize(
    "question", ["how much did Germany spend over 2025?", "How much did customers in Germany spend with us over 2025?"]
)
def test_over_a_year_of_the_data_is_that_year_and_no_amount(question: str) -> None:
    found = asked(question)
    assert (found["metrics"], found["period"]) == (["revenue"], "2025")


def test_who_spent_over_so_much_is_an_amount() -> None:
    assert asked("customers who spent over 2025")["rule"]["all"][0]["value"] == 2025


@pytest.mark.parametrize("question", ["Active buyers, past 60 days: count?", "clientes activos, últimos 60 días"])
def test_active_in_a_time_is_who_ordered_in_it(question: str) -> None:
    assert asked(question) == {"metrics": ["customers"], "period": "last_60_days"}


@pytest.mark.parametrize(
    ("question", "metric", "group"),
    [
        ("Clientes que compraron, mes a mes, de junio a octubre de 2025", "customers", "month"),
        ("customers who bought, week by week, in May 2025", "customers", "week"),
    ],
)
def test_buyers_month_by_month_are_counted(question: str, metric: str, group: str) -> None:
    found = asked(question)
    assert (found["metrics"], found["group_by"]) == ([metric], [group])


@pytest.mark.parametrize(
    "question",
    ["los cinco países con más pedidos para un carrusel", "the five countries with most orders for a carousel"],
)
def test_what_a_figure_is_for_is_no_part_of_it(question: str) -> None:
    plan = planned(question)
    assert (plan.intent, plan.steps[0].arguments["limit"]) == ("metric", 5)


@pytest.mark.parametrize(
    "question", ["Me piden el NPS para la junta, ¿en cuánto estamos?", "They want the NPS for the board, where are we?"]
)
def test_a_measure_that_others_want_is_that_measure(question: str) -> None:
    assert asked(question)["metrics"] == ["nps"]


def test_how_a_month_turned_out_is_the_same_measure() -> None:
    found = asked("¿Cuánto facturamos en febrero de 2025?", "¿Y marzo cómo dio?")
    assert (found["metrics"], found["period"]) == (["revenue"], "2025-03")


@pytest.mark.parametrize(
    "question",
    [
        "November 2024 orders came in below October. What went wrong?",
        "Los pedidos de noviembre de 2024 bajaron de los de octubre. ¿Qué salió mal?",
    ],
)
def test_what_went_wrong_asks_why(question: str) -> None:
    assert planned(question).intent == "why"
