"""The agent: LangChain's `create_agent` over the catalogue, and one streamed run of it."""

import asyncio
from collections.abc import Sequence
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelCallLimitMiddleware, ToolCallLimitMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, AnyMessage

from assistant.agent.middleware import CheckedNumbers, ModelOfTheRun, ToolErrorsAsMessages
from assistant.agent.models import ModelFailure
from assistant.agent.run import Run
from assistant.agent.streaming import Filler
from assistant.agent.tools import langchain_tools
from tools.catalog import Tool

__all__ = ["Written", "build_agent", "run_agent"]

_LONGEST_TEXT = 20_000


class Written:
    """What a run wrote: its last text. `capped`: a limit of calls ended it; `timed_out`: the clock did."""

    def __init__(self) -> None:
        self.text = ""
        self.capped = False
        self.timed_out = False

    def take(self, message: AIMessage) -> None:
        """A message of the model."""
        self.text = "" if message.tool_calls else str(message.text)


def build_agent(model: BaseChatModel, tools: Sequence[Tool], model_calls: int, tool_calls: int) -> Any:
    """The agent, made once; each run names its own model."""
    middleware: list[AgentMiddleware[Any, Any, Any]] = [
        ModelCallLimitMiddleware(run_limit=model_calls),
        ToolCallLimitMiddleware(run_limit=tool_calls, exit_behavior="end"),
        CheckedNumbers(),
        ModelOfTheRun(),
        ToolErrorsAsMessages(),
    ]
    return create_agent(model, langchain_tools(tools), middleware=middleware, context_schema=Run)


async def run_agent(agent: Any, run: Run, messages: Sequence[AnyMessage], seconds: float) -> Written:
    """Run to the end or to the time limit, streaming text to whoever watches.

    Raises:
        ModelFailure: nothing usable came from the model in time.
    """
    written, filler = Written(), Filler(run)
    try:
        async with asyncio.timeout(seconds):
            stream = agent.astream({"messages": list(messages)}, context=run, stream_mode=["messages", "updates"])
            async for mode, part in stream:
                if mode == "messages":
                    _streamed(part[0], filler)
                else:
                    _updated(part, written, filler)
    except TimeoutError as error:
        raise ModelFailure("timeout") from error
    filler.flush()
    return written


def _streamed(message: Any, filler: Filler) -> None:
    if not isinstance(message, AIMessageChunk):
        return
    filler.add(str(message.text))
    if filler.length > _LONGEST_TEXT:
        raise ModelFailure("too_long")


def _updated(update: dict[str, Any], written: Written, filler: Filler) -> None:
    for node, change in update.items():
        for message in (change or {}).get("messages", ()):
            if not isinstance(message, AIMessage):
                filler.withdraw()
            elif node == "model":
                written.take(message)
                if message.tool_calls:
                    filler.withdraw()
            else:  # a limit ended the run with a message of its own
                written.capped, written.text = True, ""
