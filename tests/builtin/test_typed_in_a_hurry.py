"""Short years, codes of units, slang and names, as they are typed in a hurry."""

import pytest

from tests.builtin.asking import asked, calls


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("revenue jan 25", "2025-01"),
        ("pedidos dic 24", "2024-12"),
        ("orders q3 25", "2025-Q3"),
        ("pedidos 1er trimestre 25", "2025-Q1"),
        ("revenue q1 25 vs 24", "2025-Q1"),
        ("revenue on june 25", "2025-06-25"),
        ("orders on december 24", "2024-12-24"),
        ("revenue for the last closed quarter", "last_quarter"),
        ("ingresos del último mes cerrado", "last_month"),
    ],
)
def test_two_digits_behind_a_month_or_quarter_are_its_year(message: str, period: str) -> None:
    assert asked(message)["period"] == period


@pytest.mark.parametrize(
    ("message", "period"),
    [
        ("revenue from Jan to June of 2024, the first half", "2024-01-01..2024-06"),
        ("new customers over the summer quarter, July to September 2025", "2025-07-01..2025-09"),
        ("Christmas went fine. Revenue in December 2024?", "2024-12"),
    ],
)
def test_a_period_that_is_told_twice_is_one(message: str, period: str) -> None:
    found = asked(message)
    assert (found["period"], found.get("compare_to")) == (period, None)


@pytest.mark.parametrize(
    "message", ["walk me through the orders of 2025, one month at a time", "customers ordering each month, all months pls"]
)
def test_one_at_a_time_is_by_each(message: str) -> None:
    assert asked(message)["group_by"] == ["month"]


@pytest.mark.parametrize(
    ("message", "excluded"),
    [
        ("top 3 countries by number of customers, Spain no", "Spain"),
        ("top 3 países por nº de clientes, España no", "Spain"),
        ("top 4 countries by no. of customers, leave out uk", "United Kingdom"),
        ("Dejando a España por fuera, ¿qué países dejaron más ingresos?", "Spain"),
        ("Olvidándonos de España, ¿qué países dejaron más ingresos?", "Spain"),
    ],
)
def test_a_place_is_left_out_however_it_is_said(message: str, excluded: str) -> None:
    found = asked(message)
    assert found["group_by"] == ["country"]
    assert found["filters"] == [{"field": "country", "op": "!=", "value": excluded}]


def test_distinct_customers_of_a_place_are_not_those_of_others() -> None:
    found = asked("Número de clientes distintos de Francia con alguna compra en los últimos 45 días")
    assert found["filters"] == [{"field": "country", "op": "=", "value": "France"}]


@pytest.mark.parametrize("message", ["write an email 4 ppl whove bought once, push a 2nd order", "email 4 the lapsed ones"])
def test_four_is_for_and_to_push_is_no_channel(message: str) -> None:
    assert calls(message)[0][1]["channel"] == "email"


def test_store_orders_are_those_of_the_store() -> None:
    assert asked("store orders 2025, how many")["filters"] == [{"field": "sales_channel", "op": "=", "value": "store"}]


def test_what_is_spent_on_a_channel_is_the_shop_s_money() -> None:
    found = asked("our paid search spend for Q4 2025")
    assert found["metrics"] == ["ad_spend"]
    assert found["filters"] == [{"field": "acquisition_channel", "op": "=", "value": "paid_search"}]


def test_goods_of_that_category_are_of_the_one_named_before() -> None:
    found = asked("I'm arranging the Coffee shelf: which three products of that category brought most revenue in 2025?")
    assert found["group_by"] == ["product"]
    assert found["filters"] == [{"field": "category", "op": "=", "value": "Coffee"}]


def test_how_about_a_month_goes_on_from_the_figure_before() -> None:
    found = asked("Pedidos de marzo de 2025", "¿y solo Irlanda?", "¿qué tal febrero?")
    assert (found["metrics"], found["period"]) == (["orders"], "2025-02")


@pytest.mark.parametrize("message", ["how many parcels arrived late", "¿cuántos paquetes llegaron tarde?"])
def test_late_parcels_are_not_recorded(message: str) -> None:
    assert calls(message)[0][1]["kind"] == "no_data"


@pytest.mark.parametrize(
    "message",
    ["Quick one for Vicent: how many orders did we get in May 2025?", "Vicent is curious how many orders we got in May 2025",
     "¡Hola! Vicent me pide el número de pedidos de mayo de 2025, ¿me lo miras?"],
)  # fmt: skip
def test_the_name_of_who_asks_is_no_part_of_the_question(message: str) -> None:
    assert (asked(message)["metrics"], asked(message)["period"]) == (["orders"], "2025-05")


def test_a_network_that_is_left_out_is_not_the_only_one() -> None:
    found = asked("Leaving Instagram out, which 3 acquisition channels gave us the largest number of customers?")
    assert found["filters"] == [{"field": "acquisition_channel", "op": "!=", "value": "paid_social"}]
