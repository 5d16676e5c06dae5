"""What stands between the agent and its model and tools: choice of model, repairs, and errors as messages."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from langchain.agents.middleware import AgentMiddleware, AgentState, ModelRequest, ModelResponse, ToolCallRequest, hook_config
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage
from langgraph.runtime import Runtime

from assistant.agent.content import error_text
from assistant.agent.grounding import check
from assistant.agent.models import ModelFailure, failure_of, provider_errors
from assistant.agent.prompt import REPAIR_CALLS, repair_numbers, system_prompt
from assistant.agent.run import Run, ToolRun, failed
from tools.errors import BadInputError, MareaError

__all__ = ["CheckedNumbers", "ModelOfTheRun", "ToolErrorsAsMessages"]

logger = logging.getLogger(__name__)

_FINISHED = frozenset({"stop", "tool_calls", "function_call", "end_turn", "eos"})


class ModelOfTheRun(AgentMiddleware[AgentState[Any], Run, Any]):
    """Calls the model that the run names, and tells a usable answer of it from a failure."""

    async def awrap_model_call(
        self, request: ModelRequest[Run], handler: Callable[[ModelRequest[Run]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """One call; malformed tool arguments are sent back once."""
        run = request.runtime.context
        prompt = SystemMessage(system_prompt(run.language))
        request = request.override(model=run.model, system_message=prompt)
        if run.trusted:  # it knows the tools: describing them to it takes longer than most of its answers
            return await handler(request.override(tools=[]))
        response = await _called(request, handler)
        message = _message(response)
        run.count(message)
        if message.invalid_tool_calls and not run.repaired_calls:
            run.repaired_calls = True
            again = [*request.messages, HumanMessage(REPAIR_CALLS)]
            response = await _called(request.override(messages=again), handler)
            message = _message(response)
            run.count(message)
        _require_usable(message)
        return response


async def _called(
    request: ModelRequest[Run], handler: Callable[[ModelRequest[Run]], Awaitable[ModelResponse[Any]]]
) -> ModelResponse[Any]:
    try:
        return await handler(request)
    except provider_errors() as error:
        logger.warning("the model failed: %s", type(error).__name__)
        raise failure_of(error) from error


def _message(response: ModelResponse[Any]) -> AIMessage:
    return cast(AIMessage, response.result[-1])


def _require_usable(message: AIMessage) -> None:
    reason = message.response_metadata.get("finish_reason")
    if message.additional_kwargs.get("refusal") or reason == "content_filter":
        raise ModelFailure("refused")
    if message.invalid_tool_calls and not message.tool_calls:
        raise ModelFailure("unreadable")
    if reason == "length":
        raise ModelFailure("too_long")
    if not message.tool_calls and not str(message.text).strip():
        raise ModelFailure("empty")
    if reason not in _FINISHED:
        raise ModelFailure("cut")


class ToolErrorsAsMessages(AgentMiddleware[AgentState[Any], Run, Any]):
    """What a person or model can put right goes back as a message; every other exception stays loud."""

    async def awrap_tool_call(self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[Any]]) -> Any:
        """One tool call; the reply or the failure is the message's artifact."""
        run = cast(Run, request.runtime.context)
        call = request.tool_call
        try:
            message = await handler(request)
        except MareaError as error:
            return _error_message(call, error, run)
        if request.tool is None:  # the model named a tool that does not exist
            reply = failed(BadInputError(f"unknown tool '{call['name']}'"))
            run.keep(ToolRun(call["id"] or "", call["name"], call["args"], "error", 0.0, reply))
        return message


def _error_message(call: Any, error: MareaError, run: Run) -> ToolMessage:
    return ToolMessage(
        content=error_text(error.message, run.language, run.external),
        artifact=failed(error),
        tool_call_id=call["id"],
        name=call["name"],
        status="error",
    )


class CheckedNumbers(AgentMiddleware[AgentState[Any], Run, Any]):
    """Gives a model one turn to put right what no fact supports."""

    @hook_config(can_jump_to=["model"])
    async def aafter_model(self, state: AgentState[Any], runtime: Runtime[Run]) -> dict[str, Any] | None:
        """After a final text: nothing, or the request to repair it."""
        run, message = runtime.context, state["messages"][-1]
        if run.trusted or run.repaired_numbers or not isinstance(message, AIMessage) or message.tool_calls:
            return None
        text = str(message.text)
        problems = check(text, run.ledger, run.tool_runs, run.question, run.language, values=run.values).problems
        if not problems:
            return None
        run.repaired_numbers = True
        return {"messages": [HumanMessage(repair_numbers(problems))], "jump_to": "model"}
