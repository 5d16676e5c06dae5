"""What `understand` decides and `write` puts into words: the steps to take, and how the question was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tools.terms import Language, Text

__all__ = ["Context", "Plan", "Shown", "Step", "Turn"]


@dataclass(frozen=True, slots=True)
class Step:
    """One tool call: the tool's name and its arguments as plain JSON values."""

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """The reading of one message. `readings` are assumptions to say aloud; `focus` tells `write` what was asked for.

    `focus` is one of: value, trend, ranking, place (one of a ranking), concentration, threshold, comparison, together, share,
    drivers, lifecycle, audience, profile, worth, tests, effect, guidance, draft, data, clarify, unread (asks about
    words that it could not read), decline, smalltalk. `unread` has these
    words where they are known; `supposed` is the change that the question takes for granted.
    """

    language: Language
    intent: str
    steps: Sequence[Step]
    focus: str = "value"
    readings: Sequence[Text] = ()
    confidence: float = 1.0
    unread: str = ""
    supposed: Literal["fall", "rise"] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The keys of a table that an answer showed, from its top, and the dimension that they belong to."""

    dimension: str
    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange as later questions may refer to it: what was asked, done and shown."""

    message: str
    plan: Plan
    outcome: str
    options: Sequence[str] = ()
    draft_id: str | None = None
    shown: Shown | None = None
    play_id: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Earlier turns, oldest first, and the language the user has fixed (None: that of the question)."""

    turns: Sequence[Turn] = ()
    language: Language | None = None
