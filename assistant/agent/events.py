"""What somebody who watches an answer being made gets to see."""

from dataclasses import dataclass
from typing import Literal

from assistant.answer import Answer

__all__ = ["AnswerEvent", "Event", "ResetEvent", "StepEvent", "TextEvent"]


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A tool call began or ended."""

    id: str
    name: str
    status: Literal["running", "ok", "error"]
    ms: float = 0.0
    row_count: int = 0
    kind: Literal["step"] = "step"


@dataclass(frozen=True, slots=True)
class TextEvent:
    """A further piece of the text; provisional until the answer comes."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class ResetEvent:
    """The text so far is withdrawn: the model failed, or its numbers are being repaired."""

    kind: Literal["reset"] = "reset"


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """The answer, whole: the last event."""

    answer: Answer
    kind: Literal["answer"] = "answer"


Event = StepEvent | TextEvent | ResetEvent | AnswerEvent
