"""Two groups set against each other are told apart; the total of both would answer neither."""

import pytest

from tests.builtin.asking import asked


@pytest.mark.parametrize(
    ("message", "metric"),
    [
        ("Do Spanish customers spend more per order than German ones?", "average_order_value"),
        ("¿Gastan más por pedido los españoles que los alemanes?", "average_order_value"),
        ("Do we sell more in Spain than in Germany?", "revenue"),
        ("¿Vendemos más en España que en Alemania?", "revenue"),
        ("Did Spain order more than Germany in May?", "orders"),
        ("¿Pidió más España que Alemania en mayo?", "orders"),
        ("Are there more customers in Spain than in Germany?", "customers"),
        ("¿Hay más clientes en España que en Alemania?", "customers"),
        ("is the repeat rate better in Spain than in Germany", "repeat_purchase_rate"),
        ("¿el ticket medio es mayor en España que en Alemania?", "average_order_value"),
    ],
)
def test_more_here_than_there_compares_the_two(message: str, metric: str) -> None:
    said = asked(message)
    assert said["metrics"] == [metric]
    assert said["group_by"] == ["country"]
    assert [(f["op"], sorted(f["value"])) for f in said["filters"]] == [("in", ["Germany", "Spain"])]


def test_more_than_an_amount_is_no_comparison_of_groups() -> None:
    assert "group_by" not in asked("customers in Spain who spent more than 200 in May")


@pytest.mark.parametrize(
    "message", ["do we sell more tea or coffee?", "¿vendemos más té o café?", "do we sell more tea or more coffee in May?"]
)
def test_more_of_this_or_of_that_compares_the_two(message: str) -> None:
    assert asked(message)["group_by"] == ["category"]


@pytest.mark.parametrize(
    ("first", "then", "period"),
    [
        ("orders in the last 3 months", "and the 3 before?", "2025-05-01..2025-07-31"),
        ("pedidos de los últimos 3 meses", "¿y los 3 meses anteriores?", "2025-05-01..2025-07-31"),
        ("orders in the last 3 months", "and the six before that?", "2025-02-01..2025-07-31"),
        ("orders in May 2025", "and the two months before?", "2025-03-01..2025-04-30"),
        ("pedidos de mayo de 2025", "¿y las dos semanas anteriores?", "2025-04-17..2025-04-30"),
    ],
)
def test_so_many_before_end_where_the_period_spoken_of_begins(first: str, then: str, period: str) -> None:
    assert asked(first, then)["period"] == period


@pytest.mark.parametrize(
    "question",
    [
        "how many customers bought in store as well as on the web?",
        "¿cuántos clientes han comprado tanto en tienda como en la web?",
        "how many shoppers have ordered both in store and on the web",
    ],
)
def test_one_way_of_selling_as_well_as_another_is_both(question: str) -> None:
    rule = asked(question)["rule"]["all"]
    assert [c["sales_channel"] for c in rule] == ["store", "web"]
