"""The answer object from what a run has left behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from assistant.agent.run import ToolRun
from assistant.answer import (
    AnswerAudience,
    AnswerCitation,
    AnswerColumn,
    AnswerDraft,
    AnswerFact,
    AnswerInterval,
    AnswerOption,
    AnswerPeriod,
    AnswerScope,
    AnswerTable,
    AnswerToolCall,
    AnswerVariant,
)  # fmt: skip
from assistant.service.exports import export_id
from tools.reply import Citation, Column, Draft, Fact, Option, Reply, Span, Table
from tools.terms import Language, Outcome, Text

__all__ = [
    "MOST_ROWS", "citations", "draft", "facts", "missing", "options", "outcome", "scope", "suggestions", "tables", "tool_calls",
]  # fmt: skip

MOST_ROWS = 1000
_MOST_SUGGESTIONS = 4
_TALK = frozenset({"ask_back", "decline"})


def outcome(tool_runs: Sequence[ToolRun]) -> Outcome:
    """How the answer ended, read off calls alone: a talk tool decides; else anything found is an answer."""
    ended_well = [run for run in tool_runs if run.status == "ok"]
    for run in reversed(ended_well):
        if run.name in _TALK:
            return run.reply.outcome
    short = [run.reply.outcome for run in tool_runs if run.status == "error" or run.reply.outcome != "answered"]
    if any(_found(run.reply) for run in ended_well) or not short:
        return "answered"
    if any(run.reply.outcome == "answered" and run.reply.citations for run in ended_well) and "no_data" not in short:
        return "answered"
    return short[0]


def _found(reply: Reply) -> bool:
    return reply.outcome == "answered" and bool(reply.facts or reply.tables or reply.draft)


def scope(replies: Sequence[Reply], readings: Sequence[Text], language: Language, timezone: str, currency: str) -> AnswerScope:
    """What the numbers speak of: the first period and population that a reply gives, and every reading taken."""
    period = next((reply.scope.period for reply in replies if reply.scope.period), None)
    population = next((reply.scope.population for reply in replies if reply.scope.population), None)
    assumed = (*readings, *(text for reply in replies for text in reply.scope.assumptions))
    caveats = (text for reply in replies for text in reply.scope.caveats)
    return AnswerScope(
        period=_period(period),
        population=population[language] if population else None,
        timezone=timezone,
        currency=currency,
        assumptions=_unique(text[language] for text in assumed),
        caveats=_unique(text[language] for text in caveats),
    )


def facts(found: Sequence[Fact], language: Language) -> list[AnswerFact]:
    """The facts, with labels in the answer's language."""
    return [
        AnswerFact(
            id=fact.id, metric=fact.metric, label=fact.label[language], value=_plain(fact.value), unit=fact.unit,
            currency=fact.currency, period=_period(fact.period), dimensions=dict(fact.dimensions), role=fact.role,
            population_n=fact.population_n, interval=AnswerInterval(**asdict(fact.interval)) if fact.interval else None,
            headline=fact.headline, tool_call=fact.tool_call,
        )
        for fact in found
    ]  # fmt: skip


def tables(found: Sequence[Table], answer_id: str, language: Language) -> list[AnswerTable]:
    """The tables, cut to what an answer holds."""
    return [
        AnswerTable(
            id=table.id, title=table.title[language],
            columns=[_column(column, language) for column in table.columns],
            rows=[[_plain(value) for value in row] for row in table.rows[:MOST_ROWS]],
            total_rows=table.total_rows, truncated=table.total_rows > min(len(table.rows), MOST_ROWS),
            csv_url=f"/exports/{export_id(answer_id, table.id)}.csv",
        )
        for table in found
    ]  # fmt: skip


def _column(column: Column, language: Language) -> AnswerColumn:
    return AnswerColumn(
        name=column.name, role=column.role, label=column.label[language], unit=column.unit, metric=column.metric
    )


def citations(replies: Sequence[Reply]) -> list[AnswerCitation]:
    """The passages, each once."""
    found: dict[str, Citation] = {c.passage_id: c for reply in replies for c in reply.citations}
    return [AnswerCitation(**asdict(citation)) for citation in found.values()]


def tool_calls(tool_runs: Sequence[ToolRun]) -> list[AnswerToolCall]:
    """The steps taken, in order."""
    return [
        AnswerToolCall(
            id=run.id,
            name=run.name,
            arguments=_json(run.arguments),
            status=run.status,
            row_count=run.row_count,
            ms=round(run.ms, 1),
        )
        for run in tool_runs
    ]


def draft(replies: Sequence[Reply], language: Language) -> AnswerDraft | None:
    """The last draft made."""
    found: Draft | None = next((reply.draft for reply in reversed(replies) if reply.draft), None)
    if found is None:
        return None
    audience = AnswerAudience(
        rule=found.audience.rule[language], matched=found.audience.matched, reachable=found.audience.reachable,
        sendable=found.audience.sendable, waterfall=[(step[language], left) for step, left in found.audience.waterfall],
    )  # fmt: skip
    return AnswerDraft(
        draft_id=found.draft_id, name=found.name, stage=found.stage, play_id=found.play_id, channel=found.channel,
        language=found.language, audience=audience, rule=_json(found.rule), control_share=found.control_share,
        measurable=found.measurable, plan=_json(found.plan), variants=[AnswerVariant(**asdict(v)) for v in found.variants],
        timing=found.timing, offer=found.offer, guard_rails=list(found.guard_rails), measure=found.measure,
    )  # fmt: skip


def options(replies: Sequence[Reply], language: Language) -> list[AnswerOption]:
    """The readings offered to choose from."""
    return _buttons((option for reply in replies for option in reply.options), language)


def suggestions(actions: Sequence[Option], language: Language) -> list[AnswerOption]:
    """What to do next, as buttons, each message once."""
    return _buttons(actions, language)[:_MOST_SUGGESTIONS]


def missing(tool_runs: Sequence[ToolRun]) -> list[str]:
    """Tables and fields that something asked for lacks, each once."""
    return _unique(name for run in tool_runs for name in run.reply.missing)


def _buttons(found: Iterable[Option], language: Language) -> list[AnswerOption]:
    unique = {option.message[language]: option.label[language] for option in found}
    return [AnswerOption(label=label, message=message) for message, label in unique.items()]


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _period(span: Span | None) -> AnswerPeriod | None:
    return AnswerPeriod(first=span.first, last=span.last, partial=span.partial) if span else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items()}
