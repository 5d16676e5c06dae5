"""The check of a text."""

from dataclasses import dataclass


@dataclass
class Check:
    """x"""

    text: str
    unverified: list[str]
    problems: list[str]


def check(text, ledger, tool_runs, question, language):
    """x"""
    return Check(text, [], [])
