"""Makes `understand` and `write` a chat model, so that the agent runs them like any other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from tools.reply import Reply
from tools.terms import Language

__all__ = ["BuiltinModel"]

_MOST_TURNS = 6


class BuiltinModel(BaseChatModel):
    """A plan carried out: its steps as tool calls in order, then the text about their replies."""

    plan: Plan
    write: Callable[[Plan, Sequence[Reply], Language], str]

    @property
    def _llm_type(self) -> str:
        return "builtin"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        replies = _replies(messages)
        steps = [(n, _referring(step, replies)) for n, step in self._next(len(replies))]
        if steps:
            calls = [{"name": step.tool, "args": dict(step.arguments), "id": f"s{n}"} for n, step in steps]
            message = AIMessage(content="", tool_calls=calls)
        else:
            message = AIMessage(content=self.write(self.plan, replies, self.plan.language))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        message = self._generate(messages, stop, run_manager, **kwargs).generations[0].message
        assert isinstance(message, AIMessage)
        chunks = [
            tool_call_chunk(name=call["name"], args=_json(call["args"]), id=call["id"], index=n)
            for n, call in enumerate(message.tool_calls)
        ]
        chunk = AIMessageChunk(content=message.content, tool_call_chunks=chunks, chunk_position="last")
        yield ChatGenerationChunk(message=chunk)

    def _next(self, done: int) -> list[tuple[int, Step]]:
        """One step at a time, since a later one may use what an earlier one saved; the rest at once when turns run out."""
        waiting = list(enumerate(self.plan.steps, 1))[done:]
        return waiting if done >= _MOST_TURNS - 1 else waiting[:1]


def _referring(step: Step, replies: Sequence[Reply]) -> Step:
    """A calculation with the steps that it names (`s1`, `s2`) put as the first fact that each of them was asked for."""
    if step.tool != "calculate":
        return step
    found = []
    for name in step.arguments["fact_ids"]:
        number = int(name[1:]) if re.fullmatch(r"s\d+", name) else 0
        facts = replies[number - 1].facts if 0 < number <= len(replies) else ()
        found.append(next((fact.id for fact in facts if fact.headline), name))
    return replace(step, arguments={**step.arguments, "fact_ids": found})


def _replies(messages: Sequence[BaseMessage]) -> list[Reply]:
    found = [m.artifact for m in messages if isinstance(m, ToolMessage)]
    return [artifact if isinstance(artifact, Reply) else Reply(outcome="unavailable") for artifact in found]


def _json(arguments: Any) -> str:
    import json

    return json.dumps(arguments, ensure_ascii=False, default=str)
