"""Earlier turns as a real model reads them: what was asked, done and the outcome; never old numbers."""

import json
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage

from assistant.agent.content import mask_contacts
from assistant.state import StoredTurn

__all__ = ["conversation_messages"]


def conversation_messages(turns: Sequence[StoredTurn], question: str, external: bool) -> list[AnyMessage]:
    """The last turns and the question; contacts typed by the person are masked when it leaves the machine."""
    messages: list[AnyMessage] = []
    for turn in turns:
        if turn.answer is not None:
            messages += [HumanMessage(_said(turn.message, external)), AIMessage(_said(_done(turn), external))]
    return [*messages, HumanMessage(_said(question, external))]


def _said(text: str, external: bool) -> str:
    return mask_contacts(text) if external else text


def _done(turn: StoredTurn) -> str:
    answer = turn.answer
    assert answer is not None  # the caller has checked it
    done: dict[str, Any] = {
        "outcome": answer.outcome,
        "calls": [{"tool": call.name, "arguments": call.arguments} for call in answer.tool_calls if call.status == "ok"],
        "draft_id": answer.draft.draft_id if answer.draft else None,
        "options": [option.label for option in answer.options],
    }
    shown = json.dumps({k: v for k, v in done.items() if v}, ensure_ascii=False)
    return f"(earlier answer, figures left out; call the tools again for figures) {shown}"
