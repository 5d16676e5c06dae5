"""Saved segments by the name in quotes: those that are there, and those that are not."""

from dataclasses import replace

import pytest

from assistant.builtin.plan import Context
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop


@pytest.mark.parametrize(
    "message",
    [
        'How many people are in my saved segment "Rodeo VIPs"?',
        'how is the "Rodeo VIPs" segment doing?',
        "¿cuánta gente hay en el segmento guardado «Rodeo VIPs»?",
        'ingresos del segmento llamado "Rodeo VIPs"',
    ],
)
def test_a_segment_that_was_never_saved_is_asked_about(message: str) -> None:
    step = understand(message, Context(), replace(shop(), segments=("VIP France",))).steps[-1]
    assert step.tool == "ask_back"
    assert "Rodeo VIPs" in str(step.arguments["question"])
    assert "VIP France" in str(step.arguments["question"])


@pytest.mark.parametrize(
    "message", ['How many people are in the segment "VIP France"?', '¿cuántos hay en el segmento "vip france"?']
)
def test_a_segment_that_is_saved_is_looked_into(message: str) -> None:
    tools = [step.tool for step in understand(message, Context(), replace(shop(), segments=("VIP France",))).steps]
    assert "ask_back" not in tools


@pytest.mark.parametrize(
    "message",
    [
        'save segment "Quiet VIPs": over 500 euros, over 90 days without buying',
        'As "Quiet VIPs", save the customers who spent over 500 euros and haven\'t bought for more than 90 days',
        'I want a segment "Quiet VIPs": customers who spent over 500 euros and haven\'t bought for more than 90 days',
        "guarda segmento «Quiet VIPs»: más de 500 euros, más de 90 días sin comprar",
        "Como «Quiet VIPs», guarda los clientes que gastaron más de 500 euros y llevan más de 90 días sin comprar",
        "guarda un segmento yamado «Quiet VIPs» con los que gastaron más de 500 euros y llevan más de 90 días sin comprar",
    ],
)
def test_a_name_in_quotes_says_nothing_about_the_people(message: str) -> None:
    step = understand(message, Context(), shop()).steps[-1]
    assert step.arguments["save_as"] == "Quiet VIPs"
    conditions = {(c["field"], c["op"], c["value"]) for c in step.arguments["rule"]["all"]}
    assert conditions == {("historic_value", ">", 500), ("days_since_last_order", ">", 90)}
