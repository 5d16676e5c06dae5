"""Puts replies into words: templates that only facts can fill, in both languages."""

from assistant.builtin.write.actions import next_actions
from assistant.builtin.write.compose import write

__all__ = ["next_actions", "write"]
