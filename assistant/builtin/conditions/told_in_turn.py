"""Conditions on people whose deeds are told one after another: `bought in 2023, not in 2024`, `web yes, store never`."""

from itertools import pairwise
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.deed_by_deed import Deed, split_deeds
from assistant.builtin.conditions.slots import ConditionReader

__all__ = ["contradicting", "left_open", "told_in_turn"]

_OPEN = re.compile(
    r"(?<!\S)(?:not|exclude|absent|buy|as_also|both|first_buy|last_buy|refunded|visit|since|since_then|~further|~later|~posterior|~none|~ningun[oa]?|~visita?|@[pnm]\d+)(?!\S)"
)
_PEOPLE = re.compile(r"(?<!\S)(?:who|customer|everyone|contact|them|how_many(?: of)?(?: not)? buy)(?!\S)")
_COUNTED = ("customers", "orders", "refunds", "refund_rate", "contacts")


def left_open(line: str) -> bool:
    """Whether the readers of conditions have left something of a deed in their line."""
    return _OPEN.search(line) is not None


def told_in_turn(reader: ConditionReader) -> bool:
    """Read every deed of a line as a condition of its own; False, and nothing read, where the line tells something else."""
    measures = {e.id for _, e in reader.gloss.entries("m")} - set(_COUNTED)
    counted = any(e.id in ("customers", "contacts") for _, e in reader.gloss.entries("m"))
    if measures or not (counted or _PEOPLE.search(reader.found.line)):
        return False
    split = split_deeds(reader)
    if split is None:
        return False
    deeds, rest, used = split
    if not deeds or not _inherited(reader, deeds) or not _several(deeds) or not _sound(deeds):
        return False
    reader.found.behaviour = True
    for at, deed in enumerate(deeds):
        if deed.did == "ordered" and not (deed.told or deed.negated or len(deeds) == 1) and _bought_else(deeds, deed):
            continue
        for condition in _conditions(reader, deed, deeds[at - 1] if at else Deed()):
            reader.found.add(**condition)
    reader.found.line = rest
    reader.gloss.unknown = [word for word in reader.gloss.unknown if word not in used]
    return True


def _bought_else(deeds: list[Deed], bare: Deed) -> bool:
    return any(deed.did == "ordered" and not deed.negated and deed is not bare for deed in deeds)


def _several(deeds: list[Deed]) -> bool:
    """Whether they are deeds of the same people, and no one deed in parts or counts of their own."""
    denied = [deed for deed in deeds if deed.negated]
    if denied:
        return len(denied) < len(deeds)
    if len(deeds) == 1:
        deed = deeds[0]
        return bool(deed.period) and (deed.last or deed.did == "refunded")
    return all(deed.verb for deed in deeds) or any(deed.again for deed in deeds)


_MAILED = ("clicked", "received")


def _sound(deeds: list[Deed]) -> bool:
    """Whether the conditions say what was told: not that of a first order, or of an order after a message, which none does."""
    done = [deed for deed in deeds if not deed.negated]
    silent = any(d.negated and d.did == "ordered" and not (d.period or d.things or d.since) for d in deeds)
    bought = any(deed.did == "ordered" and not deed.first for deed in done)
    mailed = any(deed.did in _MAILED for deed in deeds)
    undated = any((deed.first or deed.last) and (deed.things or not deed.period) for deed in deeds)
    return not (undated or (silent and bought) or (mailed and any(d.did == "ordered" and not d.period for d in deeds)))


def _inherited(reader: ConditionReader, deeds: list[Deed]) -> bool:
    """Give each deed what it shares with those before it; False where that is not told."""
    there = _there(reader)
    for at, deed in enumerate(deeds):
        before = deeds[at - 1] if at else None
        if before is not None and not deed.verb:
            if before.negated and not before.postfix and not (deed.negated or deed.again):
                return False  # `not in 2023, 2024`
            deed.did = deed.did or before.did
            if not deed.things and deed.period:
                deed.things = dict(before.things)
        elif before is not None and there and deed.negated and not deed.things:
            deed.things = dict(before.things)
        deed.did = deed.did or "ordered"
        if not (deed.told or deed.verb):
            return False
    _share_periods(reader, deeds)
    _only_visited(deeds)
    return _dated_since(reader, deeds)


def _there(reader: ConditionReader) -> bool:
    """Whether the place of an order is pointed at again: `nothing in it in June`, `ninguno ahí`."""
    texts = [mark.text for mark in reader.gloss.marks]
    behind = any(pair in (("in", "it"), ("on", "it"), ("through", "it")) for pair in pairwise(texts))
    return behind or bool({"there", "ahi", "alli"} & set(texts))


def _share_periods(reader: ConditionReader, deeds: list[Deed]) -> None:
    """`bought Tea and Coffee in 2025`, `visited in May and did not order`: the period of one is that of the other."""
    for at in range(len(deeds) - 2, -1, -1):
        deed, behind = deeds[at], deeds[at + 1]
        if not deed.period and not behind.verb and deed.things and behind.things and deed.negated == behind.negated:
            deed.period = behind.period
    for at, deed in enumerate(deeds[1:], 1):
        if deed.things and not (deed.period or deed.verb or deed.since) and deed.negated == deeds[at - 1].negated:
            deed.period = deeds[at - 1].period
    never = reader.gloss.never or re.search(r"(?<!\S)all_time(?!\S)", reader.line)
    for at, deed in enumerate(deeds[1:], 1):
        if deed.negated and not deed.period and not deed.since and not never and not deeds[at - 1].first:
            deed.period = deeds[at - 1].period


def _only_visited(deeds: list[Deed]) -> None:
    """`been on the website in May and did not order in May`: those who were there without an order visited it."""
    silent = {deed.period for deed in deeds if deed.negated and deed.did == "ordered" and not deed.things and deed.period}
    for deed in deeds:
        if not deed.negated and not deed.verb and deed.things.keys() == {"sales_channel"} and deed.period in silent:
            deed.did, deed.things = "visited", {}


def contradicting(conditions: list[dict[str, Any]]) -> bool:
    """Whether nobody can meet them, an order in a period and none in it, or they say other than was told."""
    if any(c.get("field") == "order_days" for c in conditions) and any(c.get("did") == "refunded" for c in conditions):
        return True  # `had a refund and never ordered again` is no single order
    silent = {c["period"] for c in conditions if c.keys() == {"did", "negated", "period"} and c["did"] == "ordered"}
    return any(c.get("did") == "ordered" and not c.get("negated") and c.get("period") in silent for c in conditions)


def _dated_since(reader: ConditionReader, deeds: list[Deed]) -> bool:
    """What was or was not done since, as done in the days behind the period that was named before."""
    for at, deed in enumerate(deeds):
        if not deed.since:
            continue
        named = next((d.period for d in reversed(deeds[:at]) if d.period), "")
        if at and deeds[at - 1].first and deed.negated:
            continue
        later = reader.periods.behind(named) if named else None
        if later is None or deed.period:
            return False
        deed.period = later
    return True


def _conditions(reader: ConditionReader, deed: Deed, before: Deed) -> list[dict[str, Any]]:
    """One deed as conditions: the days of a first or last order are fields, all else is a behaviour."""
    if before.first and deed.negated and deed.did == "ordered" and not (deed.period or deed.things):
        return [{"field": "order_days", "op": "=", "value": 1}]
    if deed.first or deed.last:
        span = reader.periods.period(deed.period)
        name = "first_order_on" if deed.first else "last_order_on"
        if span is not None and not deed.things and not deed.negated:
            return [
                {"field": name, "op": ">=", "value": span.first.isoformat()},
                {"field": name, "op": "<=", "value": span.last.isoformat()},
            ]
    condition: dict[str, Any] = {"did": deed.did, **deed.things}
    if deed.negated:
        condition["negated"] = True
    if deed.period:
        condition["period"] = deed.period
    return [condition]
