"""Asking the reading of questions in tests: the tool calls of a message after earlier ones."""

from typing import Any

from assistant.builtin.plan import Context, Plan, Turn
from assistant.builtin.understanding import understand
from tests.builtin.catalogue import shop

Call = tuple[str, dict[str, Any]]


def planned(*messages: str) -> Plan:
    """The plan of the last message of a conversation."""
    turns: tuple[Turn, ...] = ()
    for message in messages:
        plan = understand(message, Context(turns), shop())
        turns = (*turns, Turn(message, plan, "answered"))
    return turns[-1].plan


def calls(*messages: str) -> list[Call]:
    """The tool calls of the last message of a conversation."""
    return [(step.tool, dict(step.arguments)) for step in planned(*messages).steps]


def last_call(*messages: str) -> Call:
    """The last tool call of the last message."""
    return calls(*messages)[-1]


def asked(*messages: str) -> dict[str, Any]:
    """The arguments of the last tool call."""
    return last_call(*messages)[1]
