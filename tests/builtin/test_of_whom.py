"""Measures of what some people bought, and of the mails that some of them left."""

import pytest

from tests.builtin.asking import asked, last_call

NEW = {"field": "new_or_returning", "op": "=", "value": "new"}


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("AOV of new customers in 2025", "average_order_value"),
        ("refund rate of new customers in 2025", "refund_rate"),
        ("discount rate for new customers in 2025", "discount_rate"),
        ("pedidos hechos por clientes nuevos en 2025", "orders"),
        ("units bought by first-time buyers in 2025", "units"),
        ("unidades compradas por clientes nuevos en 2025", "units"),
    ],
)
def test_a_measure_of_new_customers_is_theirs_alone(question: str, metric: str) -> None:
    got = asked(question)
    assert (got["metrics"], got["filters"]) == ([metric], [NEW])


@pytest.mark.parametrize(
    "question", ["units bought by customers in Spain in 2025", "unidades compradas por clientes de España en 2025"]
)
def test_what_customers_of_a_place_bought_counts_units_and_not_people(question: str) -> None:
    got = asked(question)
    assert (got["metrics"], got["filters"][0]["value"]) == (["units"], "Spain")


@pytest.mark.parametrize(
    "question",
    ["porcentaje de gente que se dio de baja del correo en mayo de 2025", "cuántas bajas tuvo el boletín en mayo de 2025"],
)
def test_people_who_leave_the_mails_have_ended_no_subscription(question: str) -> None:
    assert asked(question)["metrics"][0].startswith("unsubscribe")


@pytest.mark.parametrize(
    "question",
    [
        "We would like to mail a thank-you note to our seven best customers, who are they?",
        "Queremos enviar un detalle a nuestros siete mejores clientes, ¿quiénes son?",
        "thinking of giving a mug to the seven best customers, who are they?",
    ],
)
def test_what_somebody_will_give_them_does_not_say_who_they_are(question: str) -> None:
    assert last_call(question) == ("find_customers", {"rule": {}, "order_by": "-historic_value", "limit": 7})


@pytest.mark.parametrize(
    "question", ["acquisition cost of 2025 adding up all channels", "CAC de 2025 sumando todos los canales"]
)
def test_channels_added_up_are_not_told_apart(question: str) -> None:
    assert "group_by" not in asked(question)


@pytest.mark.parametrize(
    "question",
    [
        "Lunch with the Paris office in an hour: how many orders from France in 2025?",
        "Mi jefa cree que perdemos gente tras Navidad. ¿Cuántos pedidos de France en 2025?",
    ],
)
def test_whom_somebody_meets_and_what_a_colleague_thinks_narrow_nothing(question: str) -> None:
    assert asked(question)["filters"] == [{"field": "country", "op": "=", "value": "France"}]
