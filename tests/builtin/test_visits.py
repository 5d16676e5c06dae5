"""Questions on what goes with an order in a visit, in both languages; counts and rates of visits stay what they are."""

import pytest

from tests.builtin.asking import calls, planned


@pytest.mark.parametrize(
    "message",
    [
        "what do visitors who buy do differently?",
        "how well can we tell which visits will end in an order?",
        "which behaviour in a visit signals a purchase?",
        "can you predict which visitors will buy?",
        "What sets sessions with a purchase apart from the rest?",
        "what behaviour on the site predicts an order?",
        "how good is the purchase intent model?",
        "what makes visitors convert?",
        "what do visits that end in an order have in common?",
        "¿Qué hacen distinto las visitas que terminan en compra?",
        "¿se puede predecir qué visitas van a comprar?",
        "¿Qué comportamiento en una visita indica que habrá compra?",
        "¿qué señales da una visita que acaba en pedido?",
        "¿Qué diferencia a las visitas que compran de las demás?",
        "¿sabemos qué visitantes acabarán comprando?",
        "¿qué tal funciona el modelo de intención de compra?",
    ],
)
def test_what_goes_with_an_order_in_a_visit_is_one_call(message: str) -> None:
    assert calls(message) == [("visit_intent", {})]


@pytest.mark.parametrize(
    "message",
    [
        "which visitors should I write to because they look like buyers?",
        "¿a qué visitantes que parecen compradores debería escribir?",
    ],
)
def test_a_list_of_visitors_to_write_to_is_not_promised(message: str) -> None:
    plan = planned(message)
    assert [step.tool for step in plan.steps] == ["visit_intent"]
    assert any("no visitors to write to" in reading.en for reading in plan.readings)


@pytest.mark.parametrize(
    "message",
    ["what did visitors who bought in May do differently?", "¿qué hicieron distinto las visitas que compraron en mayo?"],
)
def test_a_period_is_said_to_be_left_out(message: str) -> None:
    plan = planned(message)
    assert [step.tool for step in plan.steps] == ["visit_intent"]
    assert any("without the period" in reading.en for reading in plan.readings)


@pytest.mark.parametrize(
    ("message", "tool"),
    [
        ("what is the conversion rate of visits?", "query_metrics"),
        ("how many visits ended in an order last month?", "query_metrics"),
        ("¿qué porcentaje de visitas acaba en pedido?", "query_metrics"),
        ("does the conversion rate of the website differ by country?", "query_metrics"),
        ("Which customers are most likely to buy in the next 30 days?", "find_customers"),
        ("¿Qué clientes tienen más probabilidad de comprar en los próximos 30 días?", "find_customers"),
        ("Draft an email for visitors who left a cart", "draft_campaign"),
    ],
)
def test_counts_rates_people_and_drafts_are_no_question_on_intent(message: str, tool: str) -> None:
    assert calls(message)[0][0] == tool
