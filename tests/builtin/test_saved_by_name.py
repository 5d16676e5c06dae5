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
