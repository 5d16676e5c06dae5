"""Earlier turns as `understand` reads them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from assistant.agent.run import ToolRun
from assistant.answer import AnswerTable
from assistant.builtin.plan import Plan, Shown, Step, Turn
from assistant.state import StoredTurn
from tools.terms import Language

__all__ = ["as_carried_out", "dumped", "remembered"]

_PLAN = TypeAdapter(Plan)
_MOST_SHOWN = 200


def remembered(turns: Sequence[StoredTurn]) -> tuple[Turn, ...]:
    """The turns that ended in an answer, oldest first."""
    return tuple(_turn(turn) for turn in turns if turn.answer is not None and turn.plan is not None)


def _turn(turn: StoredTurn) -> Turn:
    answer = turn.answer
    assert answer is not None  # remembered has checked it
    return Turn(
        message=turn.message,
        plan=_PLAN.validate_python(turn.plan),
        outcome=answer.outcome,
        options=tuple(option.label for option in answer.options),
        draft_id=answer.draft.draft_id if answer.draft else None,
        shown=_shown(answer.tables),
        play_id=next((c.play_id for c in answer.citations if c.play_id), None),
    )


def _shown(tables: Sequence[AnswerTable]) -> Shown | None:
    """The first table whose rows one key names: what `the second one` points at."""
    for table in tables:
        keys = [n for n, column in enumerate(table.columns) if column.role == "key"]
        if len(keys) == 1 and table.rows:
            name = table.columns[keys[0]].name
            return Shown(name.removesuffix("_id"), tuple(str(row[keys[0]]) for row in table.rows[:_MOST_SHOWN]))
    return None


def dumped(plan: Plan) -> Mapping[str, Any]:
    """A plan as JSON values."""
    found: Mapping[str, Any] = _PLAN.dump_python(plan, mode="json")
    return found


def as_carried_out(language: Language, tool_runs: Sequence[ToolRun]) -> Plan:
    """The plan that a model has followed, read off the calls that ended well."""
    steps = tuple(Step(ended.name, ended.arguments) for ended in tool_runs if ended.status == "ok")
    return Plan(language=language, intent="model", steps=steps)
