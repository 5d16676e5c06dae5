"""The check that no text says a number or an action that no tool gave."""

from assistant.agent.grounding.check import Check, check

__all__ = ["Check", "check"]
