"""Answers made by hand for the tests of scoring."""

from typing import Any

from assistant.answer import Answer, AnswerFact

__all__ = ["answer"]


def answer(text: str = "", *, value: float | None = None, unit: str = "orders", language: str = "en", **more: Any) -> Answer:
    facts = (
        [AnswerFact(id="f1", metric="orders", label="orders", value=value, unit=unit, headline=True)]
        if value is not None
        else []
    )
    return Answer.model_validate(
        {
            "conversation_id": "c1", "answer_id": "a1", "language": language, "text": text, "as_of": None, "snapshot_id": "s",
            "profiles_id": "p", "model": "builtin", "facts": [fact.model_dump() for fact in facts], "outcome": "answered",
        }
        | more
    )  # fmt: skip
