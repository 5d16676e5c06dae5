"""Which groups of a result are too small to leave this machine: those of fewer than five customers, counted for the purpose."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.agent.ledger import Ledger
from tools.catalog import Tool
from tools.context import ToolContext
from tools.errors import MareaError
from tools.reply import Reply

__all__ = ["SMALLEST_GROUP", "Group", "small_groups"]

Group = frozenset[tuple[str, str]]

SMALLEST_GROUP = 5
_COUNTED = ("customers", "orders")
_INSTEAD = ("churned_subscriptions",)  # what reasons for leaving are told of
_NOT_COUNTED = ("order_by", "limit", "share")


def small_groups(tool: Tool, context: ToolContext, arguments: Mapping[str, Any]) -> frozenset[Group]:
    """The groups of a question about metrics with one to four customers; the empty group when that holds for all it asks of.

    What no customer can be counted for (visits, messages) has no such groups.
    """
    if tool.name != "query_metrics":
        return frozenset()
    asked = {k: v for k, v in arguments.items() if k not in _NOT_COUNTED}
    for metrics in (_COUNTED, _COUNTED[:1], _INSTEAD):  # a dimension of customers may be none of orders
        try:
            counted = tool.call(replace(context, ledger=Ledger()), {**asked, "metrics": list(metrics)})
        except MareaError:
            continue
        return _groups(counted) if asked.get("group_by") else _whole(counted)
    return frozenset()


def _whole(counted: Reply) -> frozenset[Group]:
    for role in ("value", "baseline"):
        counts = {f.metric: f.value for f in counted.facts if isinstance(f.value, int | float) and f.role == role}
        if _is_small(counts):
            return frozenset({frozenset()})
    return frozenset()


def _groups(counted: Reply) -> frozenset[Group]:
    groups = set()
    for table in counted.tables:
        for row in table.rows:
            named = {column.name: cell for column, cell in zip(table.columns, row, strict=True)}
            if any(_is_small(_counts(named, when)) for when in ("", "_baseline")):
                groups.add(frozenset((c.name, str(named[c.name])) for c in table.columns if c.role == "key"))
    return frozenset(groups)


def _counts(named: Mapping[str, object], when: str) -> dict[str, float]:
    """What was counted of a group in the period, or in the one it is compared with: it may have been there then alone."""
    return {m: value for m in (*_COUNTED, *_INSTEAD) if isinstance(value := named.get(f"{m}{when}"), int | float)}


def _is_small(counts: Mapping[str, float]) -> bool:
    """One to four customers; or none that is known, with as few orders."""
    people, orders = counts.get("customers", counts.get("churned_subscriptions", 0)), counts.get("orders", 0)
    return 0 < people < SMALLEST_GROUP or (not people and 0 < orders < SMALLEST_GROUP)
