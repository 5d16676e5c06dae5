"""People and rows picked from the last answer."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context, Shown, Turn
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, last_call, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Value

FIRST_IN_AUGUST: list[dict[str, Any]] = [
    {"field": "first_order_on", "op": ">=", "value": "2025-08-01"},
    {"field": "first_order_on", "op": "<=", "value": "2025-08-31"},
]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("How many new customers did August 2025 bring?", "how many of them ordered again in October 2025?"),
        ("¿Cuántos clientes nuevos dejó agosto de 2025?", "¿y cuántos de ellos volvieron a pedir en octubre de 2025?"),
    ],
)
def test_new_customers_who_came_back_are_those_of_their_month(first: str, then: str) -> None:
    assert asked(first, then) == {"rule": {"all": [*FIRST_IN_AUGUST, {"did": "ordered", "period": "2025-10"}]}}


@pytest.mark.parametrize("then", ["show the 10 biggest of those by spend", "muéstrame los 10 que más han gastado de esos"])
def test_the_biggest_of_those_are_of_the_list(then: str) -> None:
    found = asked("at-risk customers who have spent over 1000", then)
    assert (len(found["rule"]["all"]), found["order_by"], found["limit"]) == (2, "-historic_value", 10)


@pytest.mark.parametrize("then", ["write a whatsapp for the ones that haven't", "escribe un whatsapp para los que no"])
def test_those_who_did_not_are_the_others(then: str) -> None:
    tool, arguments = last_call(
        "How many people bought for the first time in August 2025?", "how many of them have ordered since 1 October 2025?", then
    )
    assert (tool, arguments["rule"]["all"][-1]) == (
        "draft_campaign",
        {"did": "ordered", "period": "2025-10-01..", "negated": True},
    )


@pytest.mark.parametrize("then", ["and the average order value in those three?", "¿y el ticket medio de esos tres?"])
def test_another_measure_of_the_rows_shown_ranks_no_others(then: str) -> None:
    first = "Three countries with most customers, UK aside?"
    shown = Shown("country", ("Germany", "France", "Spain"))
    (step,) = understand(then, Context((Turn(first, planned(first), "answered", shown=shown),)), shop()).steps
    assert step.arguments["filters"] == [{"field": "country", "op": "in", "value": ["Germany", "France", "Spain"]}]
    assert (step.arguments["metrics"], "limit" in step.arguments) == (["average_order_value"], False)


@pytest.mark.parametrize(
    ("then", "metric"),
    [
        ("click rate?", "click_rate"),
        ("¿tasa de clics?", "click_rate"),
        ("how much revenue is attributed to it?", "attributed_revenue"),
    ],
)
def test_a_figure_of_a_campaign_after_its_receivers_is_of_the_campaign(then: str, metric: str) -> None:
    base = replace(shop(), values=(*shop().values, Value("campaign", "M3", ("Tea Summer Launch",), 0.5)))
    first = "How many people received Tea Summer Launch?"
    plan = understand(first, Context(), base)
    (step,) = understand(then, Context((Turn(first, plan, "answered"),)), base).steps
    assert (step.arguments["metrics"], step.arguments["filters"][0]["value"]) == ([metric], "M3")


@pytest.mark.parametrize(
    ("first", "then", "last"),
    [
        ("How many customers had their first order in May 2025?", "how many of them have ordered again?",
         {"field": "order_days", "op": ">=", "value": 2}),
        ("¿Cuántos clientes hicieron su primer pedido en mayo de 2025?", "¿y cuántos de ellos no han vuelto?",
         {"field": "order_days", "op": "=", "value": 1}),
        ("How many customers bought in May 2025?", "how many of those have come back since?",
         {"did": "ordered", "period": "2025-06-01.."}),
        ("¿cuántos clientes compraron en mayo de 2025?", "¿y cuántos de esos no han vuelto?",
         {"did": "ordered", "period": "2025-06-01..", "negated": True}),
    ],
)  # fmt: skip
def test_who_of_them_came_back_did_so_after_what_was_told_of_them(first: str, then: str, last: dict[str, object]) -> None:
    rule = asked(first, then)["rule"]["all"]
    assert len(rule) > 1
    assert rule[-1] == last
