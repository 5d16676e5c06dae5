from dataclasses import replace
from datetime import date

import pytest

from assistant.builtin.plan import Context, Turn
from assistant.builtin.understanding import understand
from assistant.builtin.words.normalise import fold
from assistant.builtin.words.sendings import named_campaigns
from tests.builtin.catalogue import shop
from tools.vocabulary import Value

CAMPAIGNS = {
    "M1": "Bienvenida / Welcome", "M2": "Black Friday 2024: acceso anticipado", "M3": "Black Friday 2025: early access",
    "M4": "Monthly newsletter", "M5": "Semana del té / Tea week",
}  # fmt: skip


def test_the_last_campaigns_are_those_that_began_last() -> None:
    begun = {"M1": date(2023, 6, 1), "M2": date(2024, 11, 28), "M3": date(2025, 11, 27), "M4": None, "M5": date(2025, 9, 1)}
    catalogue = replace(shop(), values=tuple(Value("campaign", k, (CAMPAIGNS[k],), begun=day) for k, day in begun.items()))
    for message in ("how did our last campaign do", "¿cómo fue la última campaña?", "la campaña más reciente"):
        assert named_campaigns(fold(message), catalogue) == ["M3"]
    for message in ("did our last two campaigns work", "¿funcionaron las últimas 2 campañas?"):
        assert named_campaigns(fold(message), catalogue) == ["M3", "M5"]


def test_a_named_campaign_is_the_filter_of_its_figures() -> None:
    names = {**CAMPAIGNS, "M6": "Día de la Madre 2026 / Mother's Day"}
    values = (*shop().values, *(Value("campaign", key, (name,)) for key, name in names.items()))
    metrics = tuple(replace(t, dimensions=("campaign",)) if t.id == "click_rate" else t for t in shop().metrics)
    catalogue = replace(shop(), values=values, metrics=metrics)
    for message in (
        "what was the click rate of the tea week campaign",
        "¿qué tasa de clics tuvo la campaña de la semana del té?",
    ):
        arguments = understand(message, Context(), catalogue).steps[-1].arguments
        assert arguments == {"metrics": ["click_rate"], "filters": [{"field": "campaign", "op": "=", "value": "M5"}]}


@pytest.mark.parametrize(
    ("message", "keys"),
    [
        ("Did the Black Friday campaign work?", ["M2", "M3"]),
        ("¿Funcionó la campaña del Black Friday de 2025?", ["M3"]),
        ("did the newsletter pay off", ["M4"]),
        ("¿sirvió la semana del te?", ["M5"]),
        ("did the welcome mail work", ["M1"]),
        ("did the black-friday 2025 mail work", ["M3"]),
        ("did the summer sale work", []),
    ],
)
def test_a_campaign_is_named_by_a_part_of_its_name(message: str, keys: list[str]) -> None:
    catalogue = replace(shop(), values=tuple(Value("campaign", key, (name,)) for key, name in CAMPAIGNS.items()))
    assert named_campaigns(fold(message), catalogue) == keys


@pytest.mark.parametrize(
    ("message", "channel"),
    [
        ("open rate by channel in May", "channel"),
        ("tasa de apertura por canal en mayo", "channel"),
        ("open rate by acquisition channel", "acquisition_channel"),
    ],
)
def test_what_was_sent_is_split_by_how_it_went_out(message: str, channel: str) -> None:
    dims = ("channel", "acquisition_channel", "month")
    terms = tuple(replace(t, dimensions=dims) if t.id == "open_rate" else t for t in shop().metrics)
    step = understand(message, Context(), replace(shop(), metrics=terms)).steps[0]
    assert step.arguments["group_by"] == [channel]


@pytest.mark.parametrize(
    ("message", "metric", "campaign"),
    [
        ("and Tea week, same figure", "click_rate", "M5"),
        ("back to the 2025 campaign: unsubscribe rate?", "unsubscribe_rate", "M3"),
        ("volviendo a la campaña de 2025: ¿tasa de bajas?", "unsubscribe_rate", "M3"),
        ("how much revenue did it bring?", "attributed_revenue", "M2"),
        ("¿cuántos ingresos trajo?", "attributed_revenue", "M2"),
    ],
)
def test_a_campaign_follows_another(message: str, metric: str, campaign: str) -> None:
    values = (*shop().values, *(Value("campaign", key, (name,)) for key, name in CAMPAIGNS.items()))
    fit = ("click_rate", "unsubscribe_rate", "attributed_revenue")
    metrics = tuple(replace(t, dimensions=("campaign",)) if t.id in fit else t for t in shop().metrics)
    catalogue = replace(shop(), values=values, metrics=metrics)
    turns: tuple[Turn, ...] = ()
    said = (
        "click rate of the campaign Black Friday 2025: early access",
        "and of the campaign Black Friday 2024: acceso anticipado?",
    )
    for text in (*said, message):
        plan = understand(text, Context(turns), catalogue)
        turns = (*turns, Turn(text, plan, "answered"))
    arguments = turns[-1].plan.steps[-1].arguments
    assert arguments["metrics"] == [metric]
    assert arguments["filters"] == [{"field": "campaign", "op": "=", "value": campaign}]
