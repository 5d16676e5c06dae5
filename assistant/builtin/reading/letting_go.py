"""`drop Ireland` where the question before was of Ireland alone: the filter goes, and nothing is left out in its place."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading

__all__ = ["lets_go", "without_let_go"]

_LET_GO = re.compile(
    r"\b(?:drop|remove|forget|scrap|lose|ditch|undo|clear|discard|take (?:off|out|away)|get rid of|never mind|"
    r"quit\w+|elimin\w+|olvid\w+|saca\w*|borr\w+|descart\w+|retir\w+|suelt\w+|deja de lado)\b"
)
_Conditions = Sequence[Mapping[str, Any]]


def lets_go(folded: str) -> bool:
    """`drop ...`, `olvida ...`: something of the question before goes."""
    return bool(_LET_GO.search(folded))


def without_let_go(reading: Reading, old: _Conditions, new: _Conditions) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The conditions from before and the new ones, without those that only take back one from before."""
    kept, joined = [dict(c) for c in old], [dict(c) for c in new]
    if not lets_go(reading.folded):
        return kept, joined
    for condition in list(joined):
        held = next((c for c in kept if _holds(c, condition)), None)
        if held is None:
            continue
        joined.remove(condition)
        left = [v for v in _values(held) if v not in _values(condition)]
        if left:
            held["op"], held["value"] = ("=", left[0]) if len(left) == 1 else ("in", left)
        else:
            kept.remove(held)
    return kept, joined


def _values(condition: Mapping[str, Any]) -> list[Any]:
    value = condition.get("value")
    return list(value) if isinstance(value, list) else [value]


def _holds(old: Mapping[str, Any], out: Mapping[str, Any]) -> bool:
    """Whether the old condition keeps just what the new one leaves out."""
    if "field" not in out or old.get("field") != out["field"] or out["op"] not in ("!=", "not_in"):
        return False
    return old.get("op") in ("=", "in") and set(map(str, _values(out))) <= set(map(str, _values(old)))
