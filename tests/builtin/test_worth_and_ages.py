"""What customers of a channel are worth, how soon their cost comes back, what moved a figure; ages, which are not kept."""

from dataclasses import replace

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, calls, planned
from tests.builtin.catalogue import shop
from tools.vocabulary import Value

CHANNEL = "acquisition_channel"


def _of(value: str) -> dict[str, object]:
    return {"all": [{"field": CHANNEL, "op": "=", "value": value}]}


@pytest.mark.parametrize(
    "messages",
    [
        ("¿cuánto valen de media los clientes que vinieron por referidos?",),
        ("what are customers from referrals worth on average",),
        ("cuanto vale un cliente de media", "y los que entraron por referidos?"),
    ],
)
def test_customers_who_came_by_referral_are_a_channel(messages: tuple[str, ...]) -> None:
    [(tool, arguments)] = calls(*messages)
    assert (tool, arguments["rule"]) == ("customer_value", _of("referral"))


def test_referrals_alone_are_no_channel() -> None:
    assert asked("how many referrals did we get in 2025?")["metrics"][0].startswith("referral")


@pytest.mark.parametrize(
    "messages",
    [
        ("compare CLV of referral vs paid social customers",),
        ("cuanto vale un cliente de media", "y los que entraron por referidos?", "y comparado con los de paid social"),
    ],
)
def test_the_worth_of_two_channels_is_told_apart(messages: tuple[str, ...]) -> None:
    arguments = asked(*messages)
    both = {"all": [{"field": CHANNEL, "op": "in", "value": ["referral", "paid_social"]}]}
    assert (arguments["by"], arguments["rule"]) == (CHANNEL, both)


@pytest.mark.parametrize(
    "message",
    [
        "en cuántos meses recuperamos lo que cuesta captar un cliente de paid social?",
        "how many months until we recover what a paid social customer costs?",
    ],
)
def test_how_soon_the_cost_of_a_channel_comes_back(message: str) -> None:
    assert calls(message) == [("acquisition_cost", {"by": CHANNEL, "value": "paid_social"})]


def test_customers_won_back_are_no_cost_won_back() -> None:
    [(tool, arguments)] = calls("cuantos clientes recuperamos en enero")
    assert tool == "find_customers"
    assert arguments["rule"]["all"][0]["field"] == "reactivated_on"


@pytest.mark.parametrize(
    "message",
    [
        "cuánta gente de más de 50 años compró en enero",
        "clientes menores de 30 años",
        "how many customers older than 40 bought tea",
        "how many people over 60 years old bought in january",
    ],
)
def test_an_age_is_said_not_to_be_kept(message: str) -> None:
    [step] = planned(message).steps
    assert (step.tool, step.arguments["kind"]) == ("decline", "no_data")
    assert {"age", "edad"} & set(str(step.arguments["reason"]).lower().replace(",", " ").replace(".", " ").split())


@pytest.mark.parametrize("message", ["pedidos mayores de 50 euros en enero", "customers who spent over 50 in january"])
def test_an_amount_is_no_age(message: str) -> None:
    assert planned(message).intent != "decline"


@pytest.mark.parametrize(
    "messages",
    [
        ("which products drove the fall in revenue in january?",),
        ("que productos explican la caida de ingresos en enero",),
        ("why did revenue fall in january", "which products drove that"),
    ],
)
def test_what_moved_a_figure_is_told_by_product(messages: tuple[str, ...]) -> None:
    arguments = asked(*messages)
    assert (arguments["group_by"], arguments["compare_to"], arguments["period"]) == (["product"], "previous", "january")


def test_whether_a_coupon_made_money_is_its_revenue() -> None:
    coupon = {"field": "coupon", "op": "=", "value": "WELCOME10"}
    catalogue = replace(shop(), values=(*shop().values, Value("coupon", "WELCOME10", ("WELCOME10",))))
    arguments = understand("did coupon WELCOME10 make money?", Context(()), catalogue).steps[-1].arguments
    assert (arguments["metrics"], arguments["filters"]) == (["revenue"], [coupon])
