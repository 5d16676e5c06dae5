"""What must not be done: patterns of requests that are refused, or that need a person, whatever else they say."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.builtin import patterns as re
from assistant.builtin.words.normalise import fold
from assistant.builtin.words.phrases import data

__all__ = ["Verdict", "judge"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a message is declined: the kind for the tool, and the key of its sentence."""

    kind: Literal["not_allowed", "needs_approval", "out_of_scope", "unavailable"]
    reason: str


_ON_THE_PHONE = re.compile(r"\b(?:al telefono|on the (?:phone|line)|en (?:la )?linea)\b")  # who is calling, not a number


@cache
def _patterns() -> list[tuple[re.Pattern[str], Verdict, re.Pattern[str] | None]]:
    words = data("guard.yaml")
    parts = words["words"]
    found = []
    for rule in words["rules"]:
        unless = rule.get("unless")
        for pattern in rule["any"]:
            found.append(
                (
                    re.compile(_filled(pattern, parts)),
                    Verdict(rule["kind"], rule["reason"]),
                    re.compile(_filled(unless, parts)) if unless else None,
                )
            )
    return found


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for _ in range(2):
        for name, words in parts.items():
            pattern = pattern.replace("{" + name + "}", f"(?:{words.strip()})")
    return pattern


def judge(text: str) -> Verdict | None:
    """The first rule that the message breaks, if any."""
    folded = _ON_THE_PHONE.sub(" ", re.sub(r"\s+", " ", fold(text)))
    for pattern, verdict, unless in _patterns():
        if pattern.search(folded) and not (unless and unless.search(folded)):
            return verdict
    return None
