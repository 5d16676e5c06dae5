"""Whether one campaign did better than its control group, asked alone and after a figure of it: both languages alike."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop
from tools.vocabulary import Catalogue, Value

NAMES = {
    "M1": "Win-back 120 días", "M2": "Black Friday 2024: acceso anticipado", "M3": "Black Friday 2025: early access",
    "M5": "Semana del té / Tea week", "M6": "Día de la Madre 2026 / Mother's Day", "M8": "Second cup / Tu segundo café",
}  # fmt: skip


@cache
def campaigns() -> Catalogue:
    values = (*shop().values, *(Value("campaign", key, (name,)) for key, name in NAMES.items()))
    metrics = tuple(
        replace(t, dimensions=("campaign",)) if t.id in ("click_rate", "attributed_revenue") else t for t in shop().metrics
    )
    return replace(shop(), values=values, metrics=metrics)


def plan(message: str, *earlier: str) -> Plan:
    turns: list[Turn] = []
    for said in earlier:
        turns.append(Turn(said, understand(said, Context(tuple(turns)), campaigns()), "answered"))
    return understand(message, Context(tuple(turns)), campaigns())


def calls(found: Plan) -> list[tuple[str, dict[str, Any]]]:
    return [(step.tool, dict(step.arguments)) for step in found.steps]


@pytest.mark.parametrize(
    ("message", "campaign"),
    [
        ("Did the Mother's Day 2026 email do better than its control group?", "M6"),
        ("¿el correo del Día de la Madre 2026 funcionó mejor que su grupo de control?", "M6"),
        ("Did the Tea week beat its control group?", "M5"),
        ("¿La semana del té le ganó al grupo de control?", "M5"),
        ("was the tea week better than the control?", "M5"),
        ("Compare the Tea week campaign with its control group", "M5"),
        ("semana del té contra grupo de control", "M5"),
        ("did more people buy than in the control group with the tea week campaign?", "M5"),
        ("¿con la semana del té compró más gente que en el grupo de control?", "M5"),
        ("what did the tea week add?", "M5"),
        ("¿qué aportó la semana del té frente al control?", "M5"),
        ('Next to its control group, did "Second cup" do any better?', "M8"),
        ("Did people who got the Black Friday 2025 email buy more than the control group?", "M3"),
        ("lift of the win-back 120 días flow", "M1"),
        ("did the tea week really work?", "M5"),
        ("¿funcionó de verdad la semana del té?", "M5"),
    ],
)
def test_one_campaign_is_set_against_its_own_control(message: str, campaign: str) -> None:
    found = plan(message)
    assert (calls(found), found.focus) == ([("campaign_effect", {"campaign": campaign})], "effect")


@pytest.mark.parametrize(
    ("message", "earlier"),
    [
        ("did more people buy than in the control group?", "what was the click rate of the tea week campaign"),
        ("and next to the control group, any better?", "what was the click rate of the tea week campaign"),
        ("what did it add?", "did the tea week work?"),
        ("¿le ganó al grupo de control?", "¿qué tasa de clics tuvo la campaña de la semana del té?"),
        ("¿compró más gente que en el grupo de control?", "¿qué tasa de clics tuvo la campaña de la semana del té?"),
        ("¿qué aportó frente al control?", "¿funcionó la semana del té?"),
        ("and the tea week?", "Did the Mother's Day 2026 email beat its control group?"),
        ("¿y la semana del té?", "¿El correo del Día de la Madre 2026 superó a su grupo de control?"),
    ],
)
def test_after_a_figure_of_a_campaign_it_is_that_one(message: str, earlier: str) -> None:
    assert calls(plan(message, earlier)) == [("campaign_effect", {"campaign": "M5"})]


@pytest.mark.parametrize("message", ["and its click rate?", "¿y su tasa de clics?"])
def test_another_figure_after_the_effect_is_of_that_campaign(message: str) -> None:
    [(tool, arguments)] = calls(plan(message, "Did the Tea week beat its control group?"))
    assert (tool, arguments["metrics"]) == ("query_metrics", ["click_rate"])
    assert arguments["filters"] == [{"field": "campaign", "op": "=", "value": "M5"}]


@pytest.mark.parametrize(
    "message",
    [
        "What did our campaigns add against the control group?",
        "¿Qué aportaron las campañas frente al grupo de control?",
        "did the Black Friday campaigns beat their control groups?",
        "¿las campañas de Black Friday superaron a sus grupos de control?",
    ],
)
def test_several_campaigns_are_told_by_the_tests_together(message: str) -> None:
    assert [tool for tool, _ in calls(plan(message))] == ["retention_offer"]


@pytest.mark.parametrize(
    "message",
    [
        "Draft a Mother's Day email with a 20% control group",
        "an email for the tea week buyers with a control group",
        "Redacta un correo de la semana del té con un grupo de control del 20 %",
    ],
)
def test_a_control_group_to_be_set_aside_is_no_result(message: str) -> None:
    assert "campaign_effect" not in [tool for tool, _ in calls(plan(message))]


def test_conditions_on_people_are_said_to_be_left_out() -> None:
    for message in (
        "did tea week beat its control group in Spain?",
        "¿la semana del té superó a su grupo de control en España?",
    ):
        assert any("without the other conditions" in note.en for note in plan(message).readings)


@pytest.mark.parametrize(
    "message",
    ["what was the click rate of the Mother's Day campaign?", "¿qué tasa de clics tuvo la campaña del Día de la Madre?"],
)
def test_the_words_of_a_campaigns_name_are_not_unknown(message: str) -> None:
    [(_, arguments)] = calls(plan(message))
    assert arguments["filters"] == [{"field": "campaign", "op": "=", "value": "M6"}]


@pytest.mark.parametrize("message", ["How did the tea week do?", "¿Funcionó la semana del té?"])
def test_what_a_campaigns_name_says_is_no_category(message: str) -> None:
    (_, arguments), *_ = calls(plan(message))
    assert arguments["filters"] == [{"field": "campaign", "op": "=", "value": "M5"}]


def test_a_name_in_the_other_language_is_the_next_campaign() -> None:
    found = plan("and on Semana del té?", "what was the click rate of the Black Friday 2025 early access campaign?")
    [(_, arguments)] = calls(found)
    assert (found.language, arguments["filters"][0]["value"], arguments["metrics"]) == ("en", "M5", ["click_rate"])


@pytest.mark.parametrize(
    "message",
    [
        "How much revenue did the Tea week campaign generate?",
        "How much attributed revenue did the Tea week campaign produce?",
        "¿Cuánto generó la campaña Semana del té?",
        "cuanto genero la campaña Semana del té",
    ],
)
def test_what_a_campaign_brought_is_credited_to_it_and_no_sale_of_a_kind(message: str) -> None:
    filters = [{"field": "campaign", "op": "=", "value": "M5"}]
    assert calls(plan(message)) == [("query_metrics", {"metrics": ["attributed_revenue"], "filters": filters})]
