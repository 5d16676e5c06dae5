"""One question in many wordings: numbers in words, edges of a year, who asks and what for, ranks, shares and sets."""

import pytest

from tests.builtin.test_understanding import calls

SAME = [
    ("orders in april twenty twenty-four", "orders in April 2024"),
    ("revenue on the third of april 2024", "revenue on 3 April 2024"),
    ("ingresos de abril de dos mil veinticuatro", "ingresos de abril de 2024"),
    ("pedidos desde el primero de marzo de 2024", "pedidos desde el 1 de marzo de 2024"),
    ("customers who have not ordered for ninety-five days", "customers who have not ordered for 95 days"),
    ("revenue in the first five months of 2024", "revenue from 1 January to 31 May 2024"),
    ("ingresos de los cinco primeros meses de 2024", "ingresos del 1 de enero al 31 de mayo de 2024"),
    ("revenue in the final quarter of 2024", "revenue in Q4 2024"),
    ("orders from 3 April 2025 until now", "orders since 3 April 2025"),
    ("monday orders in 2024", "orders on Mondays in 2024"),
    ("pedidos lunes 2024", "pedidos los lunes de 2024"),
    ("How many oders in April 2024?", "How many orders in April 2024?"),
    ("cuantos pedidos ubo en abril de 2024", "¿cuántos pedidos hubo en abril de 2024?"),
    ("revenue in the last 9 days and how it differs from the previous 9-day period", "revenue last 9 days vs 9 before"),
    ("Our agency asks how many orders we got in April 2024", "how many orders did we get in April 2024"),
    ("Planning next week's newsletter: what was revenue in April 2024?", "revenue in April 2024"),
    ("I need orders by country in April 2024, it's for the board", "orders by country in April 2024"),
    ("Para el calendario editorial: los 3 países con más pedidos", "los 3 países con más pedidos"),
    ("In which three months of 2024 did we take the most money?", "top 3 months of 2024 by revenue"),
    ("which month of 2024 saw the fewest orders", "month of 2024 with the fewest orders"),
    ("the record month for revenue", "our best month ever by revenue"),
    ("mean orders per buyer in 2024", "orders per customer in 2024"),
    ("the money amount of the discounts in April 2024", "discounts in April 2024"),
    ("What percentage of our 2024 buyers ordered at least twice that year?", "repeat purchase rate in 2024"),
    (
        "what proportion of revenue do the top decile of customers bring",
        "what share of revenue do the top 10% of customers bring",
    ),
    ("the count of customers responsible for 70% of revenue", "how many customers make 70% of revenue"),
    (
        "overlap between the buyers of April 2024 and May 2024, how many?",
        "how many customers bought in both April 2024 and May 2024",
    ),
    ("how many customers with coffee purchases and no tea purchases", "how many customers bought coffee and never bought tea"),
    ("How many customers had 4 orders or more in 2024?", "How many customers ordered at least 4 times in 2024?"),
    (
        "more than 5 months since their last order: how many customers?",
        "how many customers last ordered more than 5 months ago?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("written", "plain"), SAME)
def test_another_wording_asks_the_same(written: str, plain: str) -> None:
    def _asked(text: str) -> list[tuple[str, dict[str, object]]]:
        return [(tool, {k: v for k, v in said.items() if k != "order_by"}) for tool, said in calls(text)]

    assert _asked(written) == _asked(plain)


@pytest.mark.parametrize(
    "message",
    [
        "the most expensive order ever",
        "which single order had the highest amount",
        "el pedido de importe más alto de la historia",
    ],
)
def test_the_biggest_order_is_one_however_it_is_put(message: str) -> None:
    (_, arguments), *_ = calls(message)
    assert (arguments["group_by"], arguments["order_by"], arguments["limit"]) == (["order"], "-revenue", 1)


@pytest.mark.parametrize(
    ("message", "kept"),
    [("for Germany: revenue in April 2024", "Germany"), ("Our partner asks for orders from Germany in May", "Germany")],
)
def test_an_opening_that_narrows_is_kept(message: str, kept: str) -> None:
    assert kept in str(calls(message))


def test_a_named_day_of_the_week_stays_a_date() -> None:
    (_, arguments), *_ = calls("orders on friday 4 april 2025")
    assert arguments["period"] == "2025-04-04"
