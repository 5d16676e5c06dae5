"""What a short message changes in the figure before: a filter opened, a ranking turned or made longer, a part told of all."""

from typing import Any

import pytest

from tests.builtin.asking import asked, last_call, planned

BASIC = "What was the churn rate of the Basic plan in May 2025?"
BASICO = "¿Cuál fue la tasa de bajas del plan Basic en mayo de 2025?"
TOP = "top 5 products by revenue in 2024"
MEJORES = "los 5 productos con más ingresos en 2024"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (BASIC, "now with every plan together"), (BASIC, "not just Basic, the lot"), (BASIC, "lift the plan filter"),
        (BASICO, "¿y juntando todos los planes?"), (BASICO, "sin distinguir por plan"), (BASICO, "no solo Basic, todos"),
    ],
)  # fmt: skip
def test_speaking_of_the_whole_opens_the_filter_and_keeps_the_rest(first: str, then: str) -> None:
    assert asked(first, then) == {"metrics": ["churn_rate"], "period": "2025-05"}


def test_one_filter_is_opened_and_the_other_stays() -> None:
    arguments = asked("units of Tea sold in France in April 2025", "not only Tea, everything in France")
    assert arguments["filters"] == [{"field": "country", "op": "=", "value": "France"}]


@pytest.mark.parametrize(
    ("first", "then", "changed"),
    [
        (TOP, "and the weakest three?", {"order_by": "revenue", "limit": 3}), (TOP, "flip it", {"order_by": "revenue"}),
        (TOP, "a longer list, up to 12", {"limit": 12}),
        (MEJORES, "¿y los tres más flojos?", {"order_by": "revenue", "limit": 3}),
        (MEJORES, "dale la vuelta", {"order_by": "revenue"}), (MEJORES, "amplíalo hasta 12", {"limit": 12}),
    ],
)  # fmt: skip
def test_a_ranking_is_turned_or_made_longer(first: str, then: str, changed: dict[str, Any]) -> None:
    assert asked(first, then) == {**asked(first), **changed}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("How many new customers did we get in 2024?", "which 3 countries had the most of those?"),
        ("¿Cuántos clientes nuevos hubo en 2024?", "¿de qué 3 países vinieron más?"),
    ],
)
def test_what_was_counted_is_ranked(first: str, then: str) -> None:
    assert asked(first, then) == {
        "metrics": ["new_customers"], "period": "2024", "group_by": ["country"], "order_by": "-new_customers", "limit": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "then"),
    [("revenue in Italy in 2024", "% of total?"), ("ingresos de Italia en 2024", "¿qué fracción del total es?")],
)
def test_a_figure_is_told_as_part_of_all(first: str, then: str) -> None:
    assert asked(first, then) == {**asked(first), "share": True}


SILENT = "How many customers have not ordered for 180 days?"
CALLADOS = "¿Cuántos clientes llevan 180 días sin comprar?"


@pytest.mark.parametrize(
    ("first", "then", "limit"),
    [(SILENT, "top 15 by spend", 15), (SILENT, "which ones exactly?", None), (CALLADOS, "los 15 que más gastaron", 15),
     (CALLADOS, "hazme una lista", None)],
)  # fmt: skip
def test_the_people_before_are_listed_and_ranked(first: str, then: str, limit: int | None) -> None:
    tool, arguments = last_call(first, then)
    assert (tool, arguments["rule"], arguments.get("limit")) == ("find_customers", asked(first)["rule"], limit)
    assert arguments["order_by"] == "-historic_value"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("How many customers bought Tea in 2024?", "and never Coffee?"),
        ("¿Cuántos clientes compraron Tea en 2024?", "¿y nunca Coffee?"),
    ],
)
def test_one_thing_more_narrows_the_people_before(first: str, then: str) -> None:
    assert asked(first, then)["rule"]["all"] == [
        {"did": "ordered", "category": "Tea", "period": "2024"}, {"did": "ordered", "category": "Coffee", "negated": True},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("average order value in Italy from January to May 2025", "compare it with January to May 2024"),
        ("ticket medio en Italia de enero a mayo de 2025", "compáralo con enero a mayo de 2024"),
    ],
)
def test_several_months_are_one_time_to_compare_with(first: str, then: str) -> None:
    arguments = asked(first, then)
    assert (arguments["period"], arguments["compare_to"]) == ("2025-01-01..2025-05", "2024-01-01..2024-05")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (TOP, "and the bottom five from Narnia?"), (MEJORES, "los cinco peores en Mordor"), (BASIC, "all plans in Narnia"),
        (BASICO, "juntando todos los planes de Mordor"), (SILENT, "top 15 by spend from Narnia"),
        (SILENT, "how many are subscribed in Narnia?"), ("revenue in Italy in 2024", "% of total in Narnia?"),
        ("How many customers bought Tea in 2024?", "and never Coffee from Narnia?"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_knows_is_never_left_out_in_silence(first: str, then: str) -> None:
    assert planned(first, then).intent in ("clarify", "decline")
