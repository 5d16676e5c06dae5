"""Remarks ahead of a question, words that stand for what was spoken of, and verbs that look like something else."""

import pytest

from tests.builtin.asking import asked, calls, last_call

SPAIN = {"field": "country", "op": "=", "value": "Spain"}


@pytest.mark.parametrize(
    "question",
    [
        "I suspect our Black Friday buyers vanish: how many orders did Spain place in May 2025?",
        "Sospecho que los de mayo desaparecen: ¿cuántos pedidos hizo España en mayo de 2025?",
        "Got a call with the Spain distributor later... orders shipped to Spain in May 2025?",
        "Junta de suscripciones a las 4, ¿me pasas los pedidos de España en mayo de 2025?",
        "Client call at 3:30pm, how many orders from Spain in May 2025?",
    ],
)
def test_an_opinion_or_an_appointment_narrows_nothing(question: str) -> None:
    got = asked(question)
    assert (got["metrics"], got["period"], got.get("filters")) == (["orders"], "2025-05", [SPAIN])


def test_a_remark_with_data_of_its_own_is_not_dropped() -> None:
    assert asked("Spain is slipping: how many orders in May 2025?").get("filters") != []
    assert last_call("I have a hunch Spain is slipping: how many orders in May 2025?")[0] == "ask_back"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("active subscriptions on Basic", "what was its churn rate in May 2025?"),
        ("suscripciones activas de Basic", "¿cuál fue su tasa de cancelación en mayo de 2025?"),
    ],
)
def test_its_measure_is_that_of_what_was_spoken_of(first: str, second: str) -> None:
    got = asked(first, second)
    assert got["metrics"] == ["churn_rate"]
    assert got["filters"] == [{"field": "plan", "op": "=", "value": "Basic"}]


@pytest.mark.parametrize(
    "question",
    [
        "Which weekday collects the most orders?",
        "which weekday racks up the most orders?",
        "¿qué día de la semana cae el mayor número de pedidos?",
        "¿en qué día de la semana caen la mayoría de los pedidos?",
    ],
)
def test_a_day_on_which_most_orders_fall_is_no_decline(question: str) -> None:
    got = asked(question)
    assert (got["group_by"], got["order_by"]) == (["weekday"], "-orders")
    assert "compare_to" not in got


@pytest.mark.parametrize(
    "question",
    [
        "tasa de bajas del correo en mayo de 2025",
        "% de bajas del boletín en mayo de 2025",
        "email unsubscribe rate in May 2025",
    ],
)
def test_those_who_leave_the_mails_are_no_churn(question: str) -> None:
    got = asked(question)
    assert (got["metrics"], got["period"]) == (["unsubscribe_rate"], "2025-05")


@pytest.mark.parametrize(
    "question",
    [
        "De todos los que compraron alguna vez, ¿qué porcentaje hizo más de un pedido?",
        "Out of everyone who ever bought, what percentage has ordered more than once?",
    ],
)
def test_the_share_of_all_buyers_who_ordered_twice_is_the_repeat_rate(question: str) -> None:
    assert [call[1]["metrics"] for call in calls(question)] == [["repeat_purchase_rate"]]


@pytest.mark.parametrize(
    "question",
    [
        "¿Cuántos compraron algo de Coffee en 2024 y después no pidieron nada en todo 2025?",
        "How many bought Coffee in 2024 and afterwards ordered nothing at all in 2025?",
    ],
)
def test_nothing_in_all_of_a_year_is_no_order_in_it(question: str) -> None:
    rule = asked(question)["rule"]["all"]
    assert {"did": "ordered", "category": "Coffee", "period": "2024"} in rule
    assert {"did": "ordered", "negated": True, "period": "2025"} in rule


@pytest.mark.parametrize(
    "question", ["acquisition cost in 2025, all channels blended", "walk me through 2025 acquisition cost"]
)
def test_blended_and_walking_through_say_nothing_more(question: str) -> None:
    assert asked(question) == {"metrics": ["blended_cac"], "period": "2025"}
