"""What a message leaves unsaid comes from the structured last step, in both languages."""

from typing import Any

import pytest

from assistant.builtin.plan import Context, Plan, Shown, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

CUSTOMERS = Shown("customer", ("C-1", "C-2", "C-3"))
COUNTRIES = Shown("country", ("Spain", "France"))


def last(*messages: str, shown: Shown | None = None, draft_id: str | None = None, play_id: str | None = None) -> Plan:
    """The plan of the last message, each earlier one answered with what is given."""
    turns: list[Turn] = []
    for message in messages[:-1]:
        plan = understand(message, Context(tuple(turns)), shop())
        asks = bool(plan.steps) and plan.steps[-1].tool == "ask_back"
        turns.append(Turn(message, plan, "clarify" if asks else "answered", (), draft_id, shown, play_id))
    return understand(messages[-1], Context(tuple(turns)), shop())


def step(plan: Plan) -> tuple[str, dict[str, Any]]:
    return plan.steps[-1].tool, dict(plan.steps[-1].arguments)


@pytest.mark.parametrize(
    "messages",
    [("revenue in Q1 2025 in Spain", "no, I meant orders"), ("ingresos del T1 2025 en España", "no, quería decir pedidos")],
)
def test_a_correction_changes_what_it_names_and_keeps_the_rest(messages: tuple[str, ...]) -> None:
    filters = [{"field": "country", "op": "=", "value": "Spain"}]
    assert step(last(*messages)) == ("query_metrics", {"metrics": ["orders"], "period": "2025-Q1", "filters": filters})


@pytest.mark.parametrize(
    "messages", [("our 3 best customers", "and the second one"), ("los 3 mejores clientes", "¿y el segundo?")]
)
def test_a_place_in_a_list_of_customers_is_that_customer(messages: tuple[str, ...]) -> None:
    assert step(last(*messages, shown=CUSTOMERS)) == ("customer_profile", {"customer_id": "C-2"})


@pytest.mark.parametrize(
    "messages",
    [("revenue by country in 2024", "break down the first one by month"), ("ingresos por país en 2024", "el primero por mes")],
)
def test_a_place_in_a_split_is_that_row(messages: tuple[str, ...]) -> None:
    tool, arguments = step(last(*messages, shown=COUNTRIES))
    assert (tool, arguments["group_by"], arguments["period"]) == ("query_metrics", ["month"], "2024")
    assert arguments["filters"] == [{"field": "country", "op": "=", "value": "Spain"}]


@pytest.mark.parametrize("message", ["delete VIP France", "borra VIP France"])
def test_deleting_a_segment_by_name_leaves_the_last_draft_alone(message: str) -> None:
    plan = last("draft an email for VIP France", message, draft_id="d1")
    assert step(plan) == ("saved_segments", {"action": "delete", "name": "VIP France"})


@pytest.mark.parametrize("message", ["which segments do I have?", "qué segmentos tengo guardados", "list my segments"])
def test_saved_segments_can_be_listed(message: str) -> None:
    assert step(last(message)) == ("saved_segments", {"action": "list"})


@pytest.mark.parametrize(("message", "style"), [("shorter please", "short"), ("más corto", "short"), ("más formal", "formal")])
def test_the_copy_of_the_last_draft_can_be_restyled(message: str, style: str) -> None:
    tool, arguments = step(last("draft a win-back email for customers in France", message, draft_id="d1"))
    assert (tool, arguments["style"], arguments["revise"]) == ("draft_campaign", style, "d1")


@pytest.mark.parametrize(
    "messages",
    [
        ("what does the playbook say about abandoned carts?", "ok, draft it"),
        ("¿qué dice el manual de los carritos abandonados?", "vale, redáctalo"),
    ],
)
def test_a_draft_after_guidance_is_of_the_play_that_it_advised(messages: tuple[str, ...]) -> None:
    tool, arguments = step(last(*messages, play_id="abandoned-cart"))
    assert (tool, arguments["goal"]) == ("draft_campaign", "abandoned-cart")


@pytest.mark.parametrize("message", ["drop that", "quita eso", "undo that"])
def test_what_was_added_last_can_be_taken_back(message: str) -> None:
    assert step(last("orders in 2024", "by country", message)) == ("query_metrics", {"metrics": ["orders"], "period": "2024"})


@pytest.mark.parametrize("message", ["orders instead of revenue", "pedidos en vez de ingresos", "orders, not revenue"])
def test_what_is_named_as_replaced_is_left_out(message: str) -> None:
    assert step(last("revenue in 2024", message)) == ("query_metrics", {"metrics": ["orders"], "period": "2024"})


@pytest.mark.parametrize(
    "message", ["how many of VIP France ordered in May 2025?", "cuántos de VIP France pidieron en mayo de 2025"]
)
def test_how_many_of_a_segment_bought_counts_people(message: str) -> None:
    rule = {"all": [{"field": "segment", "op": "=", "value": "VIP France"}, {"did": "ordered", "period": "2025-05"}]}
    assert step(last(message)) == ("find_customers", {"rule": rule})


@pytest.mark.parametrize(
    "message", ["draft a thank you for our top 50 customers", "redacta un correo para los 50 mejores clientes"]
)
def test_a_counted_audience_is_asked_back_as_a_share(message: str) -> None:
    assert last(message).steps[0].tool == "ask_back"


@pytest.mark.parametrize(
    "messages",
    [("our 3 best customers", "how many orders have they made?"), ("los 3 mejores clientes", "¿cuántos pedidos han hecho?")],
)
def test_they_are_the_customers_that_were_listed(messages: tuple[str, ...]) -> None:
    tool, said = step(last(*messages, shown=CUSTOMERS))
    assert (tool, said["metrics"]) == ("query_metrics", ["orders"])
    assert said["filters"] == [{"field": "customer", "op": "in", "value": ["C-1", "C-2", "C-3"]}]
