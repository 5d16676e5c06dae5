"""Whom `them` stands for: a ranked list one by one, people before a figure of them, a segment named like a ranking."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.builtin.plan import Context, Shown, Turn
from assistant.builtin.understanding import understand
from tests.builtin.asking import asked, calls
from tests.builtin.catalogue import shop

IDS = ("C1", "C2", "C3")
LISTED = {"field": "customer_id", "op": "in", "value": list(IDS)}


def _after_a_list(*messages: str) -> list[dict[str, Any]]:
    """The arguments of every call of the last message, where the first message has listed three customers."""
    turns: tuple[Turn, ...] = ()
    for message in messages:
        plan = understand(message, Context(turns), shop())
        turns = (*turns, Turn(message, plan, "answered", shown=None if turns else Shown("customer", IDS)))
    return [dict(step.arguments) for step in turns[-1].plan.steps]


TOP = "who are our top 3 customers by spend in the last 12 months"
MEJORES = "quiénes son nuestros 3 mejores clientes por ingresos en los últimos 12 meses"


@pytest.mark.parametrize(
    ("top", "message"),
    [(TOP, "save them as best ones"), (MEJORES, "guárdalos como VIP"), (TOP, "draft an email for them")],
)
def test_a_ranked_list_is_kept_one_by_one(top: str, message: str) -> None:
    assert _after_a_list(top, message)[0]["rule"] == {"all": [LISTED]}


@pytest.mark.parametrize(
    ("top", "message"),
    [
        (TOP, "of those who hasn't bought in the last 60 days?"),
        (MEJORES, "de esos quién no ha comprado en los últimos 60 días?"),
    ],
)
def test_a_ranked_list_is_narrowed(top: str, message: str) -> None:
    asleep = {"field": "days_since_last_order", "op": ">=", "value": 60}
    assert _after_a_list(top, message)[0]["rule"] == {"all": [LISTED, asleep]}
    kept = _after_a_list(top, message, "how much did they spend?", "can I email them? how many have consent")
    consent = {"field": "consent_email", "op": "=", "value": "subscribed"}
    assert [call["rule"] for call in kept] == [{"all": [LISTED, asleep, consent]}]


def test_a_measure_of_a_narrowed_list_is_of_its_people() -> None:
    filters = _after_a_list(TOP, "which of them are in Germany?", "how much did they spend?")[0]["filters"]
    assert filters[0] == {"field": "customer", "op": "in", "value": list(IDS)}
    assert filters[1]["value"] == "Germany"


@pytest.mark.parametrize(
    ("first", "figure", "save"),
    [
        ("how many customers in Germany haven't ordered in 90 days", "how much did they spend last year?", "save them as g90"),
        ("cuántos clientes de Alemania no han comprado en 90 días", "y cuánto gastaron el año pasado?", "guárdalos como g90"),
        (
            "how many customers in Germany haven't ordered in 90 days",
            "and their average order value in 2025?",
            "draft an email for them",
        ),
    ],
)
def test_a_figure_in_between_is_no_condition(first: str, figure: str, save: str) -> None:
    assert asked(first, figure, save)["rule"] == asked(first)["rule"]


def test_a_figure_of_people_is_of_them() -> None:
    for figure in ("and their average order value in 2025?", "how many orders did they make in 2025?"):
        (_, arguments), *_ = calls("how many customers lapsed in Germany", figure)
        assert {f["field"] for f in arguments["filters"]} == {"health", "country"}


@pytest.mark.parametrize(
    "message", ["how many customers are in top20", "cuántos clientes hay en top20", "draft a thank you email for top20"]
)
def test_a_segment_named_like_a_ranking_is_the_segment(message: str) -> None:
    catalogue = replace(shop(), segments=("top20",))
    step = understand(message, Context(), catalogue).steps[-1]
    conditions = [*step.arguments.get("filters", ()), *step.arguments.get("rule", {}).get("all", ())]
    assert conditions == [{"field": "segment", "op": "=", "value": "top20"}]


TEA_NOT_COFFEE = {
    "all": [{"did": "ordered", "category": "Tea"}, {"did": "ordered", "category": "Coffee", "negated": True}],
}


@pytest.mark.parametrize(
    ("messages", "metric"),
    [
        (("how many customers bought Tea and never Coffee?", "what is their average order value?"), "average_order_value"),
        (("¿cuántos clientes compraron Tea y nunca Coffee?", "¿y su ticket medio?"), "average_order_value"),
        (("average order value of customers who bought Tea and never Coffee",), "average_order_value"),
        (("ticket medio de los clientes que compraron Tea y nunca Coffee",), "average_order_value"),
        (("how many customers bought Tea and never Coffee?", "split them by country"), "customers"),
        (("¿cuántos clientes compraron Tea y nunca Coffee?", "sepáralos por país"), "customers"),
    ],
)
def test_people_told_by_what_they_did_have_every_figure(messages: tuple[str, ...], metric: str) -> None:
    arguments = asked(*messages)
    assert (arguments["metrics"], arguments["customers"]) == ([metric], TEA_NOT_COFFEE)
