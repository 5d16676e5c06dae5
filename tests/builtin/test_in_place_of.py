"""Follow-ups that put one thing in place of another, narrow what was asked, or set it against another month."""

import pytest

from assistant.builtin.plan import Context, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tests.builtin.test_understanding import calls


def _after(first: str, then: str) -> dict[str, object]:
    before = understand(first, Context(), shop())
    plan = understand(then, Context((Turn(first, before, "answered"),)), shop())
    return dict(plan.steps[-1].arguments)


@pytest.mark.parametrize(
    "then",
    [
        "swap country for month", "Instead of countries, show me months", "can I see it per month, not per country?",
        "I'd rather have it month by month", "mejor por mes", "cambia país por mes", "¿puedo verlo por meses y no por países?",
    ],
)  # fmt: skip
def test_another_split_takes_the_place_of_the_last(then: str) -> None:
    assert _after("Orders by country in 2024", then)["group_by"] == ["month"]


@pytest.mark.parametrize(
    "then", ["narrow it down to Germany", "how does it look if we only count Germany?", "¿puedes limitarlo a Alemania?"]
)
def test_a_narrowed_question_keeps_the_rest(then: str) -> None:
    asked = _after("How many orders in April 2024?", then)
    assert asked["period"] == "2024-04"
    assert asked["filters"] == [{"field": "country", "op": "=", "value": "Germany"}]


@pytest.mark.parametrize("then", ["what does it look like not counting Germany?", "saca a Alemania del ranking"])
def test_what_goes_out_of_a_ranking_is_excluded(then: str) -> None:
    asked = _after("Top 3 countries by orders in 2024", then)
    assert asked["filters"] == [{"field": "country", "op": "!=", "value": "Germany"}]
    assert asked["limit"] == 3


@pytest.mark.parametrize(
    ("then", "against"),
    [
        ("month over month?", "previous"), ("put it beside the prior month", "previous"),
        ("what's the change from May 2023?", "2023-05"), ("¿fueron más o menos que en mayo de 2023?", "2023-05"),
    ],
)  # fmt: skip
def test_another_month_is_what_it_is_compared_with(then: str, against: str) -> None:
    asked = _after("How many orders in April 2024?", then)
    assert (asked["period"], asked["compare_to"]) == ("2024-04", against)


def test_one_month_earlier_is_before_the_one_spoken_of() -> None:
    assert _after("How many orders in April 2024?", "and one month earlier?")["period"] == "2024-03-01..2024-03-31"


def test_a_short_year_behind_a_month_is_said() -> None:
    (_, within), *_ = calls("revenue in april 24")
    (_, on), *_ = calls("revenue on april 24")
    assert within["period"] == "2024-04"
    assert str(on["period"]).endswith("-04-24")


def test_the_share_of_buyers_is_of_those_of_the_period() -> None:
    tools = [tool for tool, _ in calls("what proportion of 2024 buyers ordered 3 or more times that year")]
    assert tools == ["find_customers", "query_metrics", "calculate"]


def test_the_measures_stand_in_the_order_in_which_they_were_named() -> None:
    (_, arguments), *_ = calls("revenue, orders and customers in May")
    assert arguments["metrics"] == ["revenue", "orders", "customers"]
