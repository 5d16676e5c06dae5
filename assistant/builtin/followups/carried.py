"""What a later step takes over from an earlier one: its people as a rule, and its filters."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin.conditions.slots import NEGATED
from assistant.builtin.plan import Context, Step
from assistant.builtin.reading.reading import Reading
from assistant.builtin.times.periods import PeriodReader

__all__ = [
    "as_filters", "as_spoken_of", "extended_rule", "in_scope_of", "merged_filters", "of_those_orders", "opposite", "rule_of",
    "spoken_periods",
]  # fmt: skip


def rule_of(step: Step, periods: PeriodReader) -> dict[str, Any]:
    """The people that a step speaks about, as a rule."""
    if isinstance(step.arguments.get("rule"), Mapping):
        return dict(step.arguments["rule"])
    conditions: list[dict[str, Any]] = []
    for found in step.arguments.get("filters", ()):
        if found["field"] == "coupon" and found["value"] == "unknown":
            conditions.append({"did": "ordered", "coupon": "known" if found["op"] == "!=" else "unknown"})
        elif found["field"] in ("category", "product", "sales_channel", "coupon") and isinstance(found["value"], str):
            conditions.append(
                {"did": "ordered", found["field"]: found["value"], **({"negated": True} if found["op"] == "!=" else {})}
            )
        elif found["field"] != "new_or_returning":
            conditions.append({**found, "field": "customer_id"} if found["field"] == "customer" else dict(found))
    goods = [c for c in conditions if c.get("did") == "ordered" and not c.get("negated")]
    if step.tool == "query_metrics" and step.arguments.get("period") and goods and step.arguments["metrics"] == ["customers"]:
        for condition in goods:
            condition["period"] = step.arguments["period"]  # who bought on the web in 2025: there and then
    elif step.tool == "query_metrics" and step.arguments.get("period"):
        new = any(f.get("field") == "new_or_returning" and f.get("value") == "new" for f in step.arguments.get("filters", ()))
        metrics = ["new_customers"] if new else step.arguments["metrics"]
        conditions += _bought(metrics, step.arguments["period"], periods)
    if step.tool == "customer_profile":
        conditions.append({"field": "customer_id", "op": "=", "value": step.arguments["customer_id"]})
    return {"all": conditions} if conditions else {}


def as_filters(rule: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """A rule as filters of metrics, or None where it tells what people did."""
    conditions = [dict(c) for c in rule.get("all", ())]
    if not conditions or rule.get("any") or any("field" not in c for c in conditions):
        return None
    return [{**c, "field": "customer"} if c["field"] == "customer_id" else c for c in conditions]


def in_scope_of(own: Step, spoken: Step) -> Step:
    """A query in the period of the last one where it names none, and with its filters beside the new ones."""
    filters = merged_filters(spoken.arguments.get("filters", ()), own.arguments.get("filters", ()))
    kept = {**own.arguments, "period": own.arguments.get("period") or spoken.arguments.get("period"), "filters": filters}
    return Step(own.tool, {name: value for name, value in kept.items() if value not in (None, [])})


def _bought(metrics: Sequence[str], period: str, periods: PeriodReader) -> list[dict[str, Any]]:
    """Who bought in a period; of new customers, those whose first order fell in it."""
    span = periods.period(period) if list(metrics) == ["new_customers"] else None
    if span is None:
        return [{"did": "ordered", "period": period}]
    days = ((">=", span.first), ("<=", span.last))
    return [{"field": "first_order_on", "op": op, "value": day.isoformat()} for op, day in days]


def as_spoken_of(reading: "Reading", step: Step) -> None:
    """`and English?` after Spanish speakers: a word of several meanings has the one that is spoken of."""
    conditions = [*step.arguments.get("filters", ()), *step.arguments.get("rule", {}).get("all", ())]
    fields = {c.get("field") for c in conditions} | set(step.arguments.get("group_by", ()))
    for name, others in reading.gloss.others.items():
        spoken = [other for other in others if other.of in fields]
        if name.startswith("~") and spoken and name in reading.line.split():
            reading.filters.append({"field": spoken[0].of, "op": "=", "value": spoken[0].id})
            reading.gloss.unknown = [word for word in reading.gloss.unknown if word != name[1:]]
    for name, entry in reading.gloss.entries("v"):
        meant = [other for other in reading.gloss.others.get(name, ()) if other.of in fields]
        if entry.of in fields or not meant:
            continue
        for found in reading.filters:
            if found["field"] == entry.of and found["value"] == entry.id:
                found["field"], found["value"] = meant[0].of, meant[0].id
                reading.notes = [n for n in reading.notes if entry.of != "product" or "product" not in n.en]


def opposite(condition: Mapping[str, Any]) -> dict[str, Any]:
    """The condition that everybody else meets."""
    op = condition.get("op")
    if op in NEGATED:
        return {**condition, "op": NEGATED[op]}
    if op in ("=", "!="):
        return {**condition, "op": "!=" if op == "=" else "="}
    kept = {k: v for k, v in condition.items() if k != "negated"}
    return kept if condition.get("negated") else {**kept, "negated": True}


_TIMES = ("day", "week", "month", "quarter", "year")
_MOST_TURNS = 4


def spoken_periods(context: Context) -> list[str]:
    """The periods that the conversation is about, the latest first: the best month of a ranking, then what was asked for."""
    found: list[str] = []
    for turn in list(reversed(context.turns))[:_MOST_TURNS]:
        if turn.shown is not None and turn.shown.dimension in _TIMES and turn.shown.keys and turn.plan.focus == "ranking":
            found.append(turn.shown.keys[0])
        for step in reversed(turn.plan.steps):
            found += _periods_of(step)
    return list(dict.fromkeys(found))


def _periods_of(step: Step) -> list[str]:
    if step.arguments.get("period"):
        return [str(step.arguments["period"])]
    conditions = step.arguments.get("rule", {}).get("all", ())
    bounds = {
        (c.get("field"), c.get("op")): c["value"] for c in conditions if str(c.get("field", "")).endswith(("_on", "_since"))
    }
    spans = [f"{low}..{bounds[name, '<=']}" for (name, op), low in bounds.items() if op == ">=" and (name, "<=") in bounds]
    return [*(str(c["period"]) for c in conditions if c.get("period")), *spans]


_OUT = ("!=", "not_in")


def merged_filters(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], also: bool = False
) -> list[dict[str, Any]]:
    """New filters replace those of the same dimension; the others stay.

    Args:
        also: whether what is left out now is left out beside what was before, as in `and without France`.
    """
    joined = [_both_out(f, old) if also and f["op"] in _OUT else dict(f) for f in new]
    named = {f["field"] for f in new}
    return [dict(f) for f in old if f["field"] not in named] + joined


def _both_out(new: Mapping[str, Any], old: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The values left out before and now, as one filter."""
    before = [f for f in old if f["field"] == new["field"] and f["op"] in _OUT]
    values = [v for f in (*before, new) for v in (f["value"] if isinstance(f["value"], list) else [f["value"]])]
    if len(values) < 2:
        return dict(new)
    return {"field": new["field"], "op": "not_in", "value": list(dict.fromkeys(values))}


def extended_rule(rule: Mapping[str, Any], conditions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rule with new conditions: one on a field replaces the old one on it, unless together they bound a range."""
    kept = [dict(c) for c in rule.get("all", ())]
    for new in (of_those_orders(condition, kept) for condition in conditions):
        if "did" in new:  # `and tea but never coffee`, after coffee and never tea
            kept = [c for c in kept if not ("did" in c and _opposed(c, new))]
        if "field" in new:
            kept = [c for c in kept if c.get("field") != new["field"] or _bounds(c, new)]
        if dict(new) not in kept:
            kept.append(dict(new))
    found: dict[str, Any] = {"all": kept} if kept else {}
    if rule.get("any"):
        found["any"] = list(rule["any"])
    return found


def of_those_orders(new: Mapping[str, Any], old: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """`of those, how many used a coupon?` after who bought in May: in the orders of that time."""
    periods = {c["period"] for c in old if c.get("did") == "ordered" and not c.get("negated") and "period" in c}
    loose = new.get("coupon") and not new.get("negated") and "period" not in new
    return {**new, "period": periods.pop()} if loose and len(periods) == 1 else new


def _opposed(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether one says that people did what the other says that they did not."""
    first, second = ({k: v for k, v in c.items() if k != "negated"} for c in (old, new))
    return first == second and bool(old.get("negated")) != bool(new.get("negated"))


def _bounds(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return {str(old.get("op"))[0], str(new.get("op"))[0]} == {"<", ">"}
