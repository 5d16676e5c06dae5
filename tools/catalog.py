"""The list of tools, one declaration each; every adapter (agent, API, MCP) is made from it."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, create_model

from tools.acquisition_cost import acquisition_cost
from tools.ask_back import ask_back
from tools.calculate import calculate
from tools.campaign_effect import campaign_effect
from tools.context import ToolContext
from tools.customer_profile import customer_profile
from tools.customer_value import customer_value
from tools.decline import decline
from tools.describe_data import describe_data
from tools.draft_campaign import draft_campaign
from tools.errors import BadInputError
from tools.find_customers import find_customers
from tools.find_segments import find_segments
from tools.lifecycle import lifecycle
from tools.query_metrics import query_metrics
from tools.reply import Reply
from tools.retention_offer import retention_offer
from tools.saved_segments import saved_segments
from tools.search_playbook import search_playbook
from tools.visit_intent import visit_intent

__all__ = ["TOOLS", "Tool", "ToolKind"]

ToolKind = Literal["read", "draft", "conversation"]


@dataclass(frozen=True)
class Tool:
    """A tool as it is declared: a plain function of a context and arguments; all else is read off its signature."""

    function: Callable[..., Reply]
    kind: ToolKind

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__

    @cached_property
    def description(self) -> str:
        """The function's docstring: written for the model that chooses it."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def arguments(self) -> type[BaseModel]:
        """The arguments as a model that forbids extras."""
        hints = get_type_hints(self.function, include_extras=True)
        fields: dict[str, Any] = {
            name: (_lenient(hints[name]), ... if parameter.default is parameter.empty else parameter.default)
            for name, parameter in list(inspect.signature(self.function).parameters.items())[1:]
        }
        return create_model(f"{self.name}_arguments", __config__=ConfigDict(extra="forbid"), **fields)

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The arguments as JSON schema."""
        return self.arguments.model_json_schema()

    def parse(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments as the function takes them.

        Raises:
            BadInputError: what does not fit, and what would.
        """
        try:
            parsed = self.arguments.model_validate(dict(arguments))
        except ValidationError as error:
            problems = "; ".join(_problem(dict(e), list(self.arguments.model_fields)) for e in error.errors())
            raise BadInputError(f"{self.name}: {problems}") from error
        return {name: getattr(parsed, name) for name in self.arguments.model_fields}

    def call(self, context: ToolContext, arguments: Mapping[str, Any]) -> Reply:
        """Run the tool on plain JSON arguments."""
        return self.function(context, **self.parse(arguments))


def _lenient(hint: Any) -> Any:
    """Models write a lone string where a list or an object is wanted, or write it as JSON text: read both."""
    if get_origin(hint) is list:
        return Annotated[hint, BeforeValidator(_as_list, json_schema_input_type=hint)]
    return Annotated[hint, BeforeValidator(_as_object, json_schema_input_type=hint)]


def _as_list(value: Any) -> Any:
    value = _as_object(value)
    if value is None:
        return []
    return [value] if isinstance(value, str | dict) else value


def _as_object(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _problem(error: dict[str, Any], known: list[str]) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden" and len(error["loc"]) == 1:
        return f"unknown argument '{where}'; known: {', '.join(known)}"
    return f"{where}: {error['msg']} (got {str(error['input'])[:80]!r})"


TOOLS: tuple[Tool, ...] = (
    Tool(describe_data, "read"),
    Tool(query_metrics, "read"),
    Tool(lifecycle, "read"),
    Tool(find_customers, "read"),
    Tool(find_segments, "read"),
    Tool(saved_segments, "draft"),
    Tool(customer_profile, "read"),
    Tool(customer_value, "read"),
    Tool(acquisition_cost, "read"),
    Tool(retention_offer, "read"),
    Tool(campaign_effect, "read"),
    Tool(visit_intent, "read"),
    Tool(search_playbook, "read"),
    Tool(draft_campaign, "draft"),
    Tool(calculate, "read"),
    Tool(ask_back, "conversation"),
    Tool(decline, "conversation"),
)
