"""The last step with what a message changes in it: another period, group, filter, order or horizon."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.among import only_those_rows
from assistant.builtin.followups.bounds import rebound
from assistant.builtin.followups.carried import extended_rule, merged_filters, opposite, rule_of
from assistant.builtin.followups.ellipsis import drops
from assistant.builtin.followups.lifting import asked_again, focus_of
from assistant.builtin.followups.remeasuring import RATIO, remeasured
from assistant.builtin.followups.shifting import follows, move_period, near
from assistant.builtin.followups.widening import CHANNELS, of_all, widened
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.measures import OF_CAMPAIGNS, metric_filters
from assistant.builtin.planning.moving import flow_days
from assistant.builtin.planning.newcomers import bought_first
from assistant.builtin.planning.of_doers import plan_of_doers
from assistant.builtin.planning.people import customer_order
from assistant.builtin.planning.performing import drivers, supposed
from assistant.builtin.planning.steps import audience_rule, find, make_plan, metric_order, query, without_empty
from assistant.builtin.planning.worth import horizon
from assistant.builtin.reading.letting_go import without_let_go
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.vocabulary import Catalogue

__all__ = ["altogether", "as_share", "explain", "merge"]

_RANKED = ("worst", "fewer", "top", "most", "from_low", "from_high")
_ALSO = re.compile(r"\b(?:and|also|too|as well|either|y|ni|tambien|tampoco|ademas)\b")
_ADDED_UP = re.compile(r"\b(?:add(?:s)? up|in total|altogether|all together|combined|en total|en conjunto|suman|sumad[oa]s)\b")
_TOTAL = re.compile(r"\W*(?:(?:and|y|ok|vale|what.s|cual es|just|solo)\W+)*(?:the |el |in |en )?(?:grand )?total(?:es)?\W*")


def merge(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The step asked again with the changes, or None when the message changes nothing that it can."""
    found = _MERGES.get(step.tool)
    return found(reading, turn, step) if found else None


def explain(reading: Reading, step: Step, catalogue: Catalogue) -> Plan:
    """`why?`: the drivers of the change in the last metric."""
    arguments = step.arguments
    metric = arguments["metrics"][0]
    filters = merged_filters(arguments.get("filters", ()), metric_filters(reading))
    period = reading.period or arguments.get("period") or "last_month"
    compare_to = reading.comparison.compare_to or arguments.get("compare_to") or "previous"
    plan = make_plan(reading, "why", drivers(metric, period, compare_to, filters, reading, catalogue), "drivers")
    return replace(plan, supposed=supposed(reading))


def _merge_query(reading: Reading, turn: Turn, step: Step) -> Plan:
    old = dict(step.arguments)
    if old["metrics"] == ["customers"] and reading.conditions.all and not (reading.metrics or reading.groups):
        rule = extended_rule(rule_of(step, reading.periods), audience_rule(reading).get("all", []))
        return make_plan(reading, "audience", [find(rule, "-historic_value", reading.limit)], "audience")
    if not reading.conditions.all and (rebounded := rebound(reading, {"all": old.get("filters", ())})) is not None:
        old["filters"] = rebounded["all"]  # `and over 200?` after the orders over 150
    old["filters"] = widened(reading, step)
    new = remeasured(reading, turn, old)
    only_those_rows(reading, turn, old, new)
    split = _split_anew(reading, old)
    if split and not follows(reading):  # `¿y al mes siguiente?` splits nothing
        new["group_by"] = split
        new["filters"] = [f for f in new["filters"] if f["field"] not in split or f["op"] != "="]
        if split != list(old.get("group_by", ())):
            new.pop("limit", None)
    elif reading.has("trend"):
        new["group_by"] = ["month"]
    filters, begun = _narrowed(reading, old, new)
    if (
        reading.has("all_time")
        and reading.metrics == old["metrics"]
        and not (filters or reading.groups or reading.has("share"))
    ):
        new.pop("filters", None)  # `and MRR in total?`
    if reading.metrics and not reading.groups and _ADDED_UP.search(reading.folded):
        new = _unsplit(new)
    if _TOTAL.fullmatch(reading.folded) and old.keys() & {"group_by", "period"}:
        return asked_again(reading, turn, Step("query_metrics", _unsplit(old)), focus_of((), _unsplit(old)))
    move_period(reading, new, old)
    new["period"] = begun or new.get("period")
    if reading.limit:
        new["limit"] = reading.limit
    in_money = reading.has("money_unit")
    if reading.has("share") and not (in_money or reading.comparison.asked or new["metrics"][0].endswith(("_rate", "_share"))):
        new["share"] = True
    if in_money:
        new.pop("share", None)
    if any(f["field"] == "new_or_returning" and f["value"] == "returning" for f in reading.filters):
        new["metrics"] = ["customers" if m == "new_customers" else m for m in new["metrics"]]
    if reading.has("which") and reading.has("top", "worst", "most") and new["metrics"][0] in OF_CAMPAIGNS:
        new.setdefault("group_by", ["campaign"])
    groups = list(new.get("group_by", ()))
    if groups and (reading.groups or reading.metrics or reading.has("worst", "fewer", "top", "most")):
        new["order_by"] = metric_order(reading, new["metrics"][0], groups, bool(new.get("compare_to")))
        if groups == list(old.get("group_by", ())) and old.get("order_by") == old["metrics"][0] and not reading.has(*_RANKED):
            new["order_by"] = new["metrics"][0]  # `by orders` after the five lowest in revenue: the lowest still
    return asked_again(reading, turn, Step("query_metrics", without_empty(new)), focus_of(groups, new))


def _unsplit(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in arguments.items() if k not in ("group_by", "order_by", "limit", "share")}


def _split_anew(reading: Reading, old: Mapping[str, Any]) -> list[str]:
    """What the message splits by; `same country, but November` after one country is that country again."""
    held = {f["field"] for f in old.get("filters", ())}
    same = re.findall(r"(?<!\S)same (@d\d+)", reading.line)
    named = {reading.gloss.table[name].id for name in same if name in reading.gloss.table}
    kin = {frozenset(CHANNELS if name in CHANNELS else (name,)) for name in named}
    kept = {name for kind in kin if kind & held for name in kind}
    return [group for group in reading.groups if group not in kept]


def _narrowed(reading: Reading, old: Mapping[str, Any], new: dict[str, Any]) -> tuple[list[dict[str, Any]], str | None]:
    """Puts the filters of the message on the query: those that it names, and the period of a first order where it names one."""
    filters, begun = metric_filters(reading), None
    if old["metrics"] == ["new_customers"] and (found := bought_first(filters))[1]:
        filters, begun = found  # `the same for those acquired in June`
    if filters:
        kept, filters = without_let_go(reading, old.get("filters", ()), filters)
        new["filters"] = merged_filters(kept, filters, bool(_ALSO.search(reading.folded)))
        grouped = new.get("group_by", [])
        if not reading.groups and len(grouped) == 1 and {f["field"] for f in filters if f["op"] == "="} & set(grouped):
            for name in ("group_by", "order_by", "limit"):
                new.pop(name, None)
    return filters, begun


def as_share(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`what share of all orders is that?` after the orders with a coupon: the rate of the one figure in the other."""
    asked = step.arguments.get("metrics", ("",))[0] if step.tool == "query_metrics" else ""
    if reading.metrics == [asked] and _of_the_whole(reading, step):
        return asked_again(reading, turn, Step(step.tool, {**step.arguments, "share": True}), "share")
    whole = set(reading.metrics) <= {"orders", "revenue", "customers"} and bool(reading.metrics)
    if (
        asked not in RATIO
        or not (reading.has("share") and whole)
        or _other_period(reading, step)
        or reading.filters
        or reading.groups
    ):
        return None
    if len(reading.folded.split()) > _SHORT or asked in reading.metrics:
        return None
    return asked_again(reading, turn, Step(step.tool, {**step.arguments, "metrics": [RATIO[asked]]}), "value")


def _other_period(reading: Reading, step: Step) -> bool:
    """Whether another period is named than the one spoken of: `as a share of that month's revenue` names the same."""
    return reading.period is not None and reading.period != step.arguments.get("period")


_SHORT = 10
_TOLD = 12
_THAT = re.compile(r"\b(?:that|this|it|those|eso|esto|ello)\b")


def altogether(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`and over all customers, with its interval?`, `¿y en conjunto?`: the one figure of them all."""
    single = of_all(reading, step)
    focus = "worth" if step.tool == "customer_value" else focus_of((), single.arguments if single else {})
    return asked_again(reading, turn, single, focus) if single else None


def _of_the_whole(reading: Reading, step: Step) -> bool:
    """`what share of total revenue is that?` after the revenue of one country: that of the same period."""
    pointed = reading.has("share") and _THAT.search(reading.folded) and len(reading.folded.split()) <= _TOLD
    named = reading.period or reading.filters or reading.groups or reading.conditions.all
    return bool(pointed and step.arguments.get("filters") and not named and not step.arguments.get("group_by"))


def _merge_find(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    conditions = audience_rule(reading).get("all", [])
    if drops(reading):
        conditions = [opposite(c) for c in conditions]
    if reading.groups:
        return _count_by(reading, turn, step) or plan_of_doers(reading, turn, step, [])
    if reading.metrics and not conditions and reading.metrics[0] not in ("orders", "customers"):
        return None
    counted = not (reading.continued and step.arguments.get("limit"))  # `make it 20` after a top ten is a longer list
    if not conditions and counted and (rebounded := rebound(reading, step.arguments.get("rule", {}))) is not None:
        return asked_again(reading, turn, Step(step.tool, {**step.arguments, "rule": rebounded}))
    rule = dict(step.arguments.get("rule", {}))
    rule["all"], conditions = without_let_go(reading, rule.get("all", ()), conditions)
    rule = extended_rule(rule, conditions)
    if (product := _other_product(reading, rule)) is not None:
        return asked_again(reading, turn, find(product, step.arguments.get("order_by"), step.arguments.get("limit")))
    if reading.period and not conditions:
        rule = _moved(rule, reading)
    order_by = step.arguments.get("order_by")
    if reading.metrics or reading.has("worth", "worst"):
        order_by = customer_order(reading)
    return asked_again(reading, turn, find(rule, order_by, reading.limit or step.arguments.get("limit")))


def _other_product(reading: Reading, rule: Mapping[str, Any]) -> dict[str, Any] | None:
    """`and the 47566?` after who bought another product: the same question about this one."""
    wanted = [f["value"] for f in reading.filters if f["field"] == "product" and f["op"] == "="]
    bought = [c for c in rule.get("all", ()) if "product" in c and not c.get("negated")]
    if len(wanted) != 1 or not bought or reading.has("also", "too", "plus"):
        return None
    kept = [c for c in rule["all"] if c is not bought[0] and c.get("product") != wanted[0]]
    return {"all": [{**bought[0], "product": wanted[0]}, *kept]}


def _moved(rule: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """The rule in another period: every behaviour that has one moves, else a purchase in it is asked for."""
    conditions = [dict(c) for c in rule.get("all", ())]
    dated = [c for c in conditions if c.get("period")]
    if len(dated) == 1 or _months_moved(dated, reading):
        dated[0]["period"] = near(reading, str(dated[0]["period"]))
    elif not dated and not _span_moved(conditions, reading):
        conditions.append({"did": "ordered", "period": reading.period})
    return {"all": conditions}


def _months_moved(dated: Sequence[dict[str, Any]], reading: Reading) -> bool:
    """Moves every month behind the first by as many: `bought in May but not in June`, `same for June`."""
    months = [re.fullmatch(r"(\d{4})-(\d\d)", str(c["period"])) for c in dated]
    target = re.fullmatch(r"(\d{4})-(\d\d)", near(reading, str(dated[0]["period"])) or "") if dated else None
    counts = [int(m[1]) * 12 + int(m[2]) - 1 for m in months if m is not None]
    if target is None or len(counts) != len(dated) or not reading.has("same"):
        return False
    by = int(target[1]) * 12 + int(target[2]) - 1 - counts[0]
    for condition, count in zip(dated[1:], counts[1:], strict=True):
        condition["period"] = f"{(count + by) // 12}-{(count + by) % 12 + 1:02d}"
    return True


def _span_moved(conditions: Sequence[dict[str, Any]], reading: Reading) -> bool:
    """Moves the days between which something first or last happened: `new customers who joined in March`, `and in April?`."""
    bounds = {(str(c.get("field")), c.get("op")): c for c in conditions if str(c.get("field")).endswith(("_on", "_since"))}
    both = [name for name, op in bounds if op == ">=" and (name, "<=") in bounds]
    if len(both) != 1:
        return False
    low, high = bounds[both[0], ">="], bounds[both[0], "<="]
    span = reading.periods.period(near(reading, f"{low['value']}..{high['value']}") or "")
    if span is None:
        return False
    low["value"], high["value"] = span.first.isoformat(), span.last.isoformat()
    return True


def _count_by(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    conditions = list(step.arguments.get("rule", {}).get("all", ()))
    if saved := step.arguments.get("save_as"):
        conditions = [{"field": "segment", "op": "=", "value": saved}]
    if (counted := _happened_by(conditions, reading)) is not None:
        return make_plan(reading, "metric", [counted], "trend", turn.plan.readings)
    bought = [c for c in conditions if c.get("did") == "ordered" and not set(c) - {"did", "period", "product", "category"}]
    if len(bought) > 1 or any("field" not in c for c in conditions if c not in bought):
        return None
    of = [{"field": k, "op": "=", "value": c[k]} for c in bought for k in ("product", "category") if k in c]
    kept = [c for c in conditions if c not in bought]
    arguments = {
        "metrics": ["customers"], "group_by": list(reading.groups), "filters": merged_filters([*kept, *of], reading.filters),
        "period": next((c["period"] for c in bought if "period" in c), None), "order_by": "-customers", "limit": reading.limit,
    }  # fmt: skip
    return make_plan(reading, "metric", [Step("query_metrics", without_empty(arguments))], "ranking", turn.plan.readings)


_HAPPENED = {"first_order_on": "new_customers", "reactivated_on": "reactivations"}


def _happened_by(conditions: Sequence[Mapping[str, Any]], reading: Reading) -> Step | None:
    """`and each month of 2025?` after who was won back in a month: how many were, month by month."""
    bounds = {c["op"]: c for c in conditions if c.get("field") in _HAPPENED}
    others = [c for c in conditions if c not in bounds.values() and c.get("field") != "health"]
    if set(bounds) != {">=", "<="} or reading.groups[0] not in TIME_GROUPS or any("field" not in c for c in others):
        return None
    span = f"{bounds['>=']['value']}..{bounds['<=']['value']}"
    metric = _HAPPENED[str(bounds[">="]["field"])]
    return query([metric], reading.period or span, None, reading.groups, others)


def _merge_lifecycle(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    if reading.metrics and reading.metrics[0] != "customers":
        return None
    new = dict(step.arguments)
    if reading.groups:
        new["by"] = "health" if "health" in reading.groups else reading.groups[0]
    if reading.period:
        new = {name: value for name, value in new.items() if name not in ("since", "until")} | flow_days(reading)
    if reading.filters:
        new["filters"] = merged_filters(new.get("filters", ()), reading.filters)
    if reading.conditions.all:
        return None
    return asked_again(reading, turn, Step("lifecycle", without_empty(new)))


def _merge_worth(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    if reading.metrics:
        return None
    new = dict(step.arguments)
    if reading.groups:
        new["by"] = reading.groups[0]
    if conditions := audience_rule(reading).get("all"):
        against = _set_against(new.get("rule", {}), conditions) if reading.has("compare") else None
        new["rule"] = against or extended_rule(new.get("rule", {}), conditions)
        if against:
            new["by"] = conditions[0]["field"]
        elif any(c.get("field") == new.get("by") and c.get("op") == "=" for c in conditions):
            new.pop("by")
    if found := horizon(reading):
        new["horizon"] = found
    if reading.limit:
        new["limit"] = reading.limit
    return asked_again(reading, turn, Step("customer_value", without_empty(new)))


def _set_against(rule: Mapping[str, Any], conditions: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """`y comparado con los de paid social` after those of another channel: the rule with both."""
    new = conditions[0]
    old = [c for c in rule.get("all", ()) if c.get("field") == new.get("field")]
    if len(conditions) > 1 or len(old) != 1 or {old[0].get("op"), new.get("op")} - {"=", "in"} or not new.get("field"):
        return None
    values = [v for c in (old[0], new) for v in (c["value"] if c["op"] == "in" else [c["value"]])]
    both = {"field": new["field"], "op": "in", "value": list(dict.fromkeys(values))}
    return {**rule, "all": [both if c is old[0] else c for c in rule["all"]]}


_MERGES: Mapping[str, Callable[[Reading, Turn, Step], Plan | None]] = {
    "query_metrics": _merge_query,
    "find_customers": _merge_find,
    "lifecycle": _merge_lifecycle,
    "customer_value": _merge_worth,
}
