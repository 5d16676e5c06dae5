"""The thin adapter: each tool of the catalogue as a LangChain tool, with the reply as artifact."""

from collections.abc import Sequence
from typing import Any

from langchain.tools import ToolRuntime
from langchain_core.tools import StructuredTool

from assistant.agent.content import content_of
from assistant.agent.run import Run
from assistant.agent.small_groups import Group, small_groups
from tools.catalog import Tool
from tools.reply import Reply

__all__ = ["langchain_tools"]


def langchain_tools(tools: Sequence[Tool]) -> list[StructuredTool]:
    """The tools as LangChain takes them; arguments are checked by the tool's own declaration."""
    return [_adapted(tool) for tool in tools]


def _adapted(tool: Tool) -> StructuredTool:
    def _call(runtime: ToolRuntime[Run], **arguments: Any) -> tuple[str, Reply]:
        run = runtime.context
        reply = run.call(tool, arguments, runtime.tool_call_id or "")
        small = small_groups(tool, run.context, arguments) if run.external else frozenset[Group]()
        return content_of(reply, run.language, run.external, small), reply

    return StructuredTool(
        name=tool.name,
        description=tool.description,
        args_schema=tool.parameters,
        func=_call,
        response_format="content_and_artifact",
    )
