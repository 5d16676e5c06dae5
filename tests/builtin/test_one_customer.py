"""One customer named or looked at: the record, and the figures of a period, which are theirs and not the shop's."""

import pytest

from tests.builtin.asking import asked, last_call

ONE = {"field": "customer", "op": "=", "value": "17850"}


@pytest.mark.parametrize(
    "question",
    [
        "customer 17850: orders so far and date of the latest",
        "cliente 17850: cuántos pedidos lleva y fecha del último",
        "customer 17850: number of orders and the date of the first one",
        "cliente 17850: pedidos y la última fecha de compra",
    ],
)
def test_the_date_of_an_order_is_told_by_the_record(question: str) -> None:
    assert last_call(question) == ("customer_profile", {"customer_id": "17850"})


@pytest.mark.parametrize(
    ("opened", "question", "metric"),
    [
        ("Pull up customer 17850", "how many orders in 2025?", "orders"),
        ("Pull up customer 17850", "how much did they spend in 2025?", "revenue"),
        ("Ábreme la ficha del cliente 17850", "¿cuántos pedidos hizo en 2025?", "orders"),
        ("Ábreme la ficha del cliente 17850", "¿cuánto gastó en 2025?", "revenue"),
    ],
)
def test_figures_of_a_period_after_a_record_are_that_customers(opened: str, question: str, metric: str) -> None:
    got = asked(opened, question)
    assert (got["metrics"], got["period"], got["filters"]) == ([metric], "2025", [ONE])


@pytest.mark.parametrize("question", ["how many orders did we get in 2025?", "¿cuántos pedidos tuvimos en 2025?"])
def test_what_we_got_is_the_shops(question: str) -> None:
    assert "filters" not in asked("customer 17850", question)
