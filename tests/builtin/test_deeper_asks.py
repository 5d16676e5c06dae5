"""Small groups, moves, models and costs: as marketers ask for them in both languages, and what stays something else."""

from typing import Any

import pytest

from assistant.builtin.plan import Context, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import retail_only, shop
from tests.builtin.test_understanding import calls, field

AT_RISK = {"rule": {"all": [field("health", "=", "at_risk")]}}
MOVE = {"moved_from": "active", "moved_to": "at_risk"}

PAIRS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("which small groups churn most", "¿qué microsegmentos se nos van más?", "find_segments", {"target": "churn"}),
    ("tiny segments that never leave", "grupos pequeños que son más fieles", "find_segments",
     {"target": "churn", "direction": "low"}),
    ("hidden niches that spend the least", "nichos que gastan menos", "find_segments",
     {"target": "value", "direction": "low"}),
    ("small groups in Germany that spend more", "grupos pequeños de Alemania que gastan más", "find_segments",
     {"target": "value", "filters": [field("country", "=", "Germany")]}),
    ("small groups that buy mostly coffee", "microsegmentos que compran sobre todo café", "find_segments",
     {"target": "category", "value": "Coffee"}),
    ("who moved from active to at risk since September", "quién pasó de activo a en riesgo desde septiembre", "lifecycle",
     {**MOVE, "since": "2025-08-31"}),
    ("how many became lapsed since September", "cuántos pasaron a perdido desde septiembre", "lifecycle",
     {"moved_to": "lapsed", "since": "2025-08-31"}),
    ("customers who went from conversion to retention in May", "clientes que pasaron de conversión a retención en mayo",
     "lifecycle", {"moved_from": "conversion", "moved_to": "retention", "since": "may", "until": "may"}),
    ("flows between stages this quarter", "flujos entre etapas este trimestre", "lifecycle",
     {"since": "this_quarter", "until": "this_quarter"}),
    ("how do subscribers compare with shop customers?", "¿en qué se diferencian los suscriptores de los clientes de tienda?",
     "lifecycle", {"compare": "business_model"}),
    ("how much can we pay for a new customer?", "¿cuánto podemos pagar por un cliente nuevo?", "acquisition_cost", {}),
    ("how much can I spend to acquire a customer from paid search", "cuánto puedo gastar en captar un cliente de paid search",
     "acquisition_cost", {"by": "acquisition_channel", "value": "paid_search"}),
    ("maximum CAC by channel", "CAC máximo por canal", "acquisition_cost", {"by": "acquisition_channel"}),
    ("how much can I pay for a customer by first product", "cuánto puedo pagar por un cliente según su primer producto",
     "acquisition_cost", {"by": "first_product"}),
    ("how much discount can I give to keep customers at risk", "cuánto descuento puedo dar para retener a clientes en riesgo",
     "retention_offer", AT_RISK),
]  # fmt: skip


@pytest.mark.parametrize(("english", "spanish", "tool", "arguments"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_both_languages_come_to_the_same_call(english: str, spanish: str, tool: str, arguments: dict[str, Any]) -> None:
    assert calls(english) == [(tool, arguments)]
    assert calls(spanish) == [(tool, arguments)]


@pytest.mark.parametrize(
    ("message", "tool"),
    [
        ("How much did customers spend in May?", "query_metrics"),
        ("What is our CAC by channel?", "query_metrics"),
        ("¿Cuánto nos cuesta captar un cliente?", "query_metrics"),
        ("Write a win-back email with 10% off for lapsed customers", "draft_campaign"),
        ("How many customers are at risk?", "find_customers"),
        ("¿Qué dice el manual sobre cuánto descuento puedo dar para retener clientes?", "search_playbook"),
        ("What is the churn rate of subscriptions?", "query_metrics"),
    ],
)
def test_what_is_near_stays_what_it_was(message: str, tool: str) -> None:
    assert [name for name, _ in calls(message)] == [tool]


def test_a_network_that_the_data_do_not_tell_apart_is_read_as_its_channel_and_said() -> None:
    plan = understand("how much can I pay for a customer from Instagram?", Context(), shop())
    assert plan.steps[0].arguments == {"by": "acquisition_channel", "value": "paid_social"}
    assert any("networks" in note.en and "redes" in note.es for note in plan.readings)


def test_a_shop_without_subscriptions_does_not_compare_models() -> None:
    plan = understand("how do subscribers compare with shop customers?", Context(), retail_only())
    assert all("compare" not in step.arguments for step in plan.steps)


def after_groups(message: str) -> list[tuple[str, dict[str, Any]]]:
    asked = "which small groups churn most"
    return calls(message, Context((Turn(asked, understand(asked, Context(), shop()), "answered"),)))


def test_the_first_group_is_saved_under_the_name_given() -> None:
    assert after_groups("save the first one as a segment called leavers") == [
        ("find_segments", {"target": "churn", "save_as": "leavers"})
    ]


def test_a_campaign_for_the_group_is_drafted_for_its_rule_and_not_for_everybody() -> None:
    kept, (tool, arguments) = after_groups("draft a campaign for them")
    assert kept[1]["save_as"] == "small group that leaves"
    assert tool == "draft_campaign"
    assert arguments["rule"] == {"all": [field("segment", "=", "small group that leaves")]}


def test_another_question_after_groups_is_not_about_them() -> None:
    assert after_groups("revenue in May") == [("query_metrics", {"metrics": ["revenue"], "period": "may"})]
