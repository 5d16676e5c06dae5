"""Real answers of the whole service to our own questions: the raw text with its places, and all that its tools gave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.agent.grounding.known import Entity
from assistant.agent.ledger import Ledger
from assistant.agent.run import ToolRun
from assistant.answer import AnswerToolCall
from assistant.builtin.plan import Plan
from assistant.builtin.write import write
from assistant.service import Service
from benchmarks.demo_home import settings_of, snapshot_of
from benchmarks.questions.expect import read_rows, with_messages
from tools.reply import Reply
from tools.terms import LANGUAGES, Language
from ui.compose import compose_service

__all__ = ["RealAnswer", "answers_of"]


@dataclass(frozen=True)
class RealAnswer:
    """What was asked and written; the ledger and runs hold every fact; `values` are the shop's own names."""

    question: str
    language: Language
    raw: str
    ledger: Ledger
    runs: tuple[ToolRun, ...]
    values: Mapping[str, frozenset[Entity]]


def answers_of(home: Path, every: int = 1) -> list[RealAnswer]:
    """The service's answers to our questions (every second, third ...) that end in facts, in both languages."""
    written: list[tuple[str, Sequence[Reply], Language]] = []

    def listening(plan: Plan, replies: Sequence[Reply], language: Language) -> str:
        written.append((write(plan, replies, language), replies, language))
        return written[-1][0]

    service = compose_service(settings_of(home), write=listening)
    try:
        values = service.shop().values
        return [
            _answer(message, *written[-1], calls, values)
            for message, calls in _asked(service, with_messages(read_rows()[::every], snapshot_of(home)))
            if any(reply.facts for reply in written[-1][1])
        ]
    finally:
        service.close()


def _asked(service: Service, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Sequence[AnswerToolCall]]]:
    for row in rows:
        for language in LANGUAGES:
            conversation = None
            for turn in row.get("turns", [row]):
                message = turn["ask"][language] if isinstance(turn["ask"], Mapping) else turn["ask"]
                answer = service.ask(message, conversation)
                conversation = answer.conversation_id
                yield message, answer.tool_calls


def _answer(
    question: str,
    raw: str,
    replies: Sequence[Reply],
    language: Language,
    calls: Sequence[AnswerToolCall],
    values: Mapping[str, frozenset[Entity]],
) -> RealAnswer:
    ledger = Ledger()
    runs = tuple(
        ToolRun(call.id, call.name, call.arguments, call.status, call.ms, ledger.add(reply, call.id))
        for call, reply in zip(calls, replies, strict=True)
    )
    return RealAnswer(question, language, raw, ledger, runs, values)
