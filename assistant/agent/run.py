"""One run of the agent: what its tools and middleware share, and what it leaves behind for the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage

from assistant.agent.events import Event, StepEvent
from assistant.agent.ledger import Ledger
from assistant.answer import Usage
from tools.catalog import Tool
from tools.context import ToolContext
from tools.errors import BadInputError, MareaError, NoDataError, NotAllowedError
from tools.reply import Reply
from tools.terms import Language, Outcome

__all__ = ["Run", "ToolRun", "failed"]

_OUTCOMES: Mapping[type[MareaError], Outcome] = {NoDataError: "no_data", NotAllowedError: "refused", BadInputError: "clarify"}


@dataclass(frozen=True, slots=True)
class ToolRun:
    """A tool call that has ended, with its reply (for an error: the outcome and the message)."""

    id: str
    name: str
    arguments: Mapping[str, Any]
    status: Literal["ok", "error"]
    ms: float
    reply: Reply

    @property
    def row_count(self) -> int:
        """Rows of its tables, before any cut."""
        return sum(table.total_rows for table in self.reply.tables)


@dataclass
class Run:
    """The surroundings of one attempt at an answer.

    `external`: what the model reads leaves this machine. `trusted`: the text is of our own making. `values`: the shop's values
    by name, for the check of numbers.
    """

    model: BaseChatModel
    context: ToolContext
    question: str
    ledger: Ledger
    external: bool = False
    trusted: bool = True
    values: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    listen: Callable[[Event], None] = lambda event: None
    tool_runs: list[ToolRun] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    repaired_calls: bool = False
    repaired_numbers: bool = False

    @property
    def language(self) -> Language:
        """The answer's language."""
        return self.context.language

    @property
    def replies(self) -> Sequence[Reply]:
        """The replies of the calls that ended well."""
        return [ended.reply for ended in self.tool_runs if ended.status == "ok"]

    def count(self, message: AIMessage) -> None:
        """Add the tokens that a message of the model took."""
        if message.usage_metadata:
            self.usage.input_tokens += message.usage_metadata["input_tokens"]
            self.usage.output_tokens += message.usage_metadata["output_tokens"]

    def call(self, tool: Tool, arguments: Mapping[str, Any], call_id: str) -> Reply:
        """Run a tool, number its facts and keep the call.

        Raises:
            MareaError: as the tool raised it, after it is kept as a failed call.
        """
        started = perf_counter()
        self.listen(StepEvent(call_id, tool.name, "running"))
        try:
            reply = self.ledger.add(tool.call(self.context, arguments), call_id)
        except MareaError as error:
            self.keep(ToolRun(call_id, tool.name, arguments, "error", _ms(started), failed(error)))
            raise
        self.keep(ToolRun(call_id, tool.name, arguments, "ok", _ms(started), reply))
        return reply

    def keep(self, ended: ToolRun) -> None:
        """Keep a call that has ended, and tell whoever watches."""
        self.tool_runs.append(ended)
        self.listen(StepEvent(ended.id, ended.name, ended.status, round(ended.ms, 1), ended.row_count))

    def again(self, model: BaseChatModel) -> "Run":
        """A fresh run of the same question with another model."""
        ledger = Ledger()
        return Run(
            model, replace(self.context, ledger=ledger), self.question, ledger, external=False, trusted=True,
            listen=self.listen, usage=self.usage,
        )  # fmt: skip


def failed(error: MareaError) -> Reply:
    """What a failed call amounts to, for `write` and for the answer's outcome."""
    missing = error.missing if isinstance(error, NoDataError) else ()
    return Reply(outcome=_OUTCOMES.get(type(error), "unavailable"), message=error.message, missing=missing)


def _ms(started: float) -> float:
    return (perf_counter() - started) * 1000
