"""The last step with what it was narrowed by taken out again: filters, splits and comparisons that a message lifts."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.shifting import move_period
from assistant.builtin.followups.widening import CHANNELS
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.steps import make_plan
from assistant.builtin.reading.grouping import all_of
from assistant.builtin.reading.letting_go import lets_go
from assistant.builtin.reading.reading import TIME_GROUPS, Reading

__all__ = ["asked_again", "counts_in", "drop_filters", "everywhere", "focus_of", "take_back", "uncompared"]

_EVERYWHERE = re.compile(
    r"\b(?:all countries|todos los paises|worldwide|everywhere|en todo el mundo|todo el mundo|"
    r"(?:the )?(?:whole|entire) (?:shop|store|business|company)|toda la (?:tienda|empresa)|todo el negocio)\b"
)
_UNCOMPARED = re.compile(r"\b(?:without (?:the |any )?compar\w+|no comparison|sin (?:la )?compara\w+)\b")
_INTENTS = {"query_metrics": "metric", "find_customers": "audience", "lifecycle": "lifecycle", "customer_value": "worth"}


def asked_again(reading: Reading, turn: Turn, step: Step, focus: str | None = None) -> Plan:
    """The plan of a step that a follow-up has changed."""
    readings = turn.plan.readings if step.tool == "find_customers" else ()
    return make_plan(reading, _INTENTS[step.tool], [step], focus or turn.plan.focus, readings)


def focus_of(groups: Sequence[str], arguments: Mapping[str, Any]) -> str:
    """What the answer to a query of metrics speaks about."""
    if groups:
        return "trend" if groups[0] in TIME_GROUPS else "ranking"
    return "comparison" if arguments.get("compare_to") else "value"


def everywhere(reading: Reading) -> bool:
    """`and for the whole shop?`, `worldwide`."""
    return len(reading.folded.split()) <= 7 and bool(_EVERYWHERE.search(reading.folded))


def drop_filters(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`drop that filter`, `without the country`, `for all countries`."""
    if step.tool not in _INTENTS:
        return None
    dropped = reading.has("the_filter") and reading.has("discard", "exclude", "not", "fall")
    whole = _wholly(reading, step) or _named_filters(reading, step) or _put_back(reading, step)
    if not (dropped or whole or _EVERYWHERE.search(reading.folded)):
        return None
    arguments = dict(step.arguments)
    if dropped and not (reading.groups or reading.filters) and not (arguments.get("filters") or arguments.get("rule")):
        return take_back(reading, turn, step)
    named = whole or set(reading.groups) or {f["field"] for f in reading.filters}
    if reading.metrics and "metrics" in arguments:
        arguments["metrics"] = list(reading.metrics)  # `and the whole shop's average order value?`
        if order := str(arguments.get("order_by") or ""):
            arguments["order_by"] = ("-" if order.startswith("-") else "") + reading.metrics[0]
    if "filters" in arguments:
        arguments["filters"] = [f for f in arguments["filters"] if named and f["field"] not in named]
    if "rule" in arguments:
        kept = [c for c in arguments["rule"].get("all", ()) if named and c.get("field") not in named]
        arguments["rule"] = {"all": kept} if kept else {}
    fixed = {k: v for k, v in arguments.items() if v not in ([], None) or k == "rule"}
    if step.tool == "query_metrics":
        move_period(reading, fixed, step.arguments)
    return asked_again(reading, turn, Step(step.tool, fixed))


_PUT_BACK = re.compile(
    r"\b(?:(?:put|add|bring|take|let|count|include)\b.{0,30}\b(?:back(?: in)?|again|in again|too)\b|"
    r"(?:vuelv\w+ a|de nuevo|otra vez)\b.{0,25}\b(?:inclu\w+|met\w+|anad\w+|agreg\w+|pon\w*|cont\w+)|"
    r"(?:inclu\w+|met\w+|anad\w+|agreg\w+|pon\w*|suma\w*)\b.{0,30}\b(?:otra vez|de nuevo|de vuelta|tambien|nuevamente))\b"
)


_COUNTED_IN = re.compile(
    r"\b(?:included|including (?:it|them)|counting (?:it|them)|with (?:it|them) in|incluid[oa]s?|"
    r"(?:contando|incluyendo|sumando)(?:l[oa]s?)?)\W*$"
)


def counts_in(reading: Reading, step: Step) -> bool:
    """`and with the UK included?`, `¿y contándolo?` after it was left out."""
    return bool(_put_back(reading, step))


def _put_back(reading: Reading, step: Step) -> set[str]:
    """`now put the UK back in`: the filter that left it out goes."""
    counted = _COUNTED_IN.search(reading.folded)
    if not (_PUT_BACK.search(reading.folded) or counted) or reading.metrics:
        return set()
    if counted:
        reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in counted[0]]
    conditions = [*step.arguments.get("filters", ()), *step.arguments.get("rule", {}).get("all", ())]
    out = {c["field"] for c in conditions if c.get("op") in ("!=", "not_in")}
    return out if counted and not reading.filters and len(out) == 1 else out & {f["field"] for f in reading.filters}


def _named_filters(reading: Reading, step: Step) -> set[str]:
    """`drop the country`: the dimension whose filter goes."""
    if not lets_go(reading.folded) or reading.filters or reading.metrics:
        return set()
    kin = {g for group in reading.groups for g in (CHANNELS if group in CHANNELS else (group,))}
    conditions = [*step.arguments.get("filters", ()), *step.arguments.get("rule", {}).get("all", ())]
    return kin & {c.get("field") for c in conditions}


def _wholly(reading: Reading, step: Step) -> set[str]:
    """`all countries`, `all channels`: the dimensions whose filter goes; both kinds of channel are called so."""
    total = re.search(r"(?<!\S)(?:all_time|~conjunto|~totalidad|~sum|~suma)(?: of)* @d\d+(?!\S)", reading.line)
    named = set(reading.groups) | all_of(reading.line, reading.gloss)
    if not (reading.has("all", "everyone") or total) or len(named) != 1:
        return set()
    kin = set(CHANNELS) if named & set(CHANNELS) else named
    conditions = [*step.arguments.get("filters", ()), *step.arguments.get("rule", {}).get("all", ())]
    return kin & {c.get("field") for c in conditions} or kin & {"country"}


def take_back(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`drop that`: the last thing that narrowed or split the question goes; a comparison goes last."""
    arguments = dict(step.arguments)
    if step.tool not in _INTENTS:
        return None
    if conditions := list(dict(arguments.get("rule") or {}).get("all", ())):
        arguments["rule"] = {"all": conditions[:-1]} if conditions[1:] else {}
    elif arguments.get("filters"):
        arguments["filters"] = list(arguments["filters"])[:-1]
    elif arguments.get("group_by") or arguments.get("by"):
        arguments = {k: v for k, v in arguments.items() if k not in ("group_by", "by", "order_by", "limit", "share")}
    elif arguments.get("compare_to"):
        arguments.pop("compare_to")
    else:
        return None
    fixed = {k: v for k, v in arguments.items() if v not in ([], None) or k == "rule"}
    return asked_again(reading, turn, Step(step.tool, fixed), "audience" if "rule" in fixed else "value")


def uncompared(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`without comparing`: the last figure alone."""
    if not _UNCOMPARED.search(reading.folded) or "compare_to" not in step.arguments or len(reading.folded.split()) > 6:
        return None
    kept = {name: value for name, value in step.arguments.items() if name != "compare_to"}
    return asked_again(reading, turn, Step(step.tool, kept), focus_of(list(kept.get("group_by", ())), kept))
