"""The last step with what a message changes in it: another period, group, filter, order or horizon."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.builtin.bounds import rebound
from assistant.builtin.carried import extended_rule, merged_filters, opposite, rule_of
from assistant.builtin.ellipsis import drops, names_customers, names_money, names_new
from assistant.builtin.lifting import asked_again, focus_of
from assistant.builtin.measures import OF_CAMPAIGNS, metric_filters
from assistant.builtin.moving import flow_days
from assistant.builtin.people import customer_order
from assistant.builtin.performing import drivers, supposed
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.reading import Reading
from assistant.builtin.shifting import follows, move_period, near
from assistant.builtin.steps import audience_rule, find, make_plan, metric_order, without_empty
from assistant.builtin.worth import horizon
from tools.vocabulary import Catalogue

__all__ = ["as_share", "explain", "merge"]

_ALSO = re.compile(r"\b(?:and|also|too|as well|either|y|ni|tambien|tampoco|ademas)\b")
_TOTAL = re.compile(r"\W*(?:(?:and|y|ok|vale|what.s|cual es|just|solo)\W+)*(?:the |el |in |en )?(?:grand )?total(?:es)?\W*")
_OF_A_SIDE = ("revenue_from_new", "revenue_from_returning")
_RATIO = {
    "refunds": "refund_rate", "refund_count": "refund_rate", "coupon_orders": "coupon_rate", "discounts": "discount_rate",
    "guest_orders": "guest_share", "guest_revenue": "guest_share", "returning_customers": "returning_customer_rate",
    "repeat_customers": "repeat_purchase_rate", "churned_subscriptions": "churn_rate", "unsubscribes": "unsubscribe_rate",
}  # fmt: skip
_OF_SUBSCRIPTIONS = ("new_subscriptions", "active_subscriptions")
_ENDED = re.compile(r"\b(?:ended|finished|acab(?:o|aron)|termin(?:o|aron)|finaliz(?:o|aron))\b")
_IN_MONEY = {
    "refund_rate": "refunds", "refund_count": "refunds", "refunds": "refunds", "discount_rate": "discounts",
    "discounts": "discounts", "guest_share": "guest_revenue", "guest_orders": "guest_revenue",
    "new_customers": "revenue_from_new", "net_revenue": "net_revenue", "average_order_value": "average_order_value",
}  # fmt: skip


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
        rule = extended_rule(rule_of(step), audience_rule(reading).get("all", []))
        return make_plan(reading, "audience", [find(rule, "-historic_value", reading.limit)], "audience")
    new = _remeasured(reading, turn, old)
    if reading.groups and not follows(reading):  # `¿y al mes siguiente?` splits nothing
        new["group_by"] = list(reading.groups)
        new.pop("limit", None)
    elif reading.has("trend"):
        new["group_by"] = ["month"]
    if filters := metric_filters(reading):
        new["filters"] = merged_filters(old.get("filters", ()), filters, bool(_ALSO.search(reading.folded)))
        grouped = new.get("group_by", [])
        if not reading.groups and len(grouped) == 1 and {f["field"] for f in filters if f["op"] == "="} & set(grouped):
            for name in ("group_by", "order_by", "limit"):
                new.pop(name, None)
    if (
        reading.has("all_time")
        and reading.metrics == old["metrics"]
        and not (filters or reading.groups or reading.has("share"))
    ):
        new.pop("filters", None)  # `and MRR in total?`
    if _TOTAL.fullmatch(reading.folded) and old.keys() & {"group_by", "period"}:
        kept = {k: v for k, v in old.items() if k not in ("group_by", "order_by", "limit", "share")}
        return asked_again(reading, turn, Step("query_metrics", kept), focus_of((), kept))
    move_period(reading, new, old)
    if reading.limit:
        new["limit"] = reading.limit
    if (
        reading.has("share")
        and not reading.has("money_unit")
        and not reading.comparison.asked
        and new["metrics"][0] not in _RATIO.values()
    ):
        new["share"] = True
    if any(f["field"] == "new_or_returning" and f["value"] == "returning" for f in reading.filters):
        new["metrics"] = ["customers" if m == "new_customers" else m for m in new["metrics"]]
    if reading.has("which") and reading.has("top", "worst", "most") and new["metrics"][0] in OF_CAMPAIGNS:
        new.setdefault("group_by", ["campaign"])
    groups = list(new.get("group_by", ()))
    if groups and (reading.groups or reading.metrics or reading.has("worst", "fewer", "top", "most")):
        new["order_by"] = metric_order(reading, new["metrics"][0], groups, bool(new.get("compare_to")))
    return asked_again(reading, turn, Step("query_metrics", without_empty(new)), focus_of(groups, new))


def _remeasured(reading: Reading, turn: Turn, old: Mapping[str, Any]) -> dict[str, Any]:
    """The last query with the measure that the message names, in money or as a rate where it asks for that."""
    new = dict(old)
    side = _side_of(reading, old)
    if side:
        new |= _on_side(old, side)
    elif reading.metrics == ["churn_rate"] and old["metrics"][0] in OF_CAMPAIGNS:
        new["metrics"] = ["unsubscribe_rate"]  # of messages, `bajas` are those who leave the list
    elif reading.metrics:
        new["metrics"] = list(reading.metrics)
    elif old["metrics"][0] in _OF_SUBSCRIPTIONS and _ENDED.search(reading.folded):
        new["metrics"] = ["churned_subscriptions"]
    elif names_money(reading):
        new["metrics"] = [_IN_MONEY.get(old["metrics"][0], "revenue")]
    if reading.has("share") and reading.metrics in ([], ["revenue"], old["metrics"]) and old["metrics"][0] in _RATIO:
        new["metrics"] = [_RATIO[old["metrics"][0]]]
    if turn.plan.focus == "drivers" and not reading.metrics:
        new["metrics"] = new["metrics"][:1]
    elif names_customers(reading) or (reading.has("customer") and reading.has("how_many", "by") and not reading.groups):
        new["metrics"] = ["customers"]
    return new


def as_share(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """`what share of all orders is that?` after the orders with a coupon: the rate of the one figure in the other."""
    asked = step.arguments.get("metrics", ("",))[0] if step.tool == "query_metrics" else ""
    if reading.metrics == [asked] and _of_the_whole(reading, step):
        return asked_again(reading, turn, Step(step.tool, {**step.arguments, "share": True}), "share")
    whole = set(reading.metrics) <= {"orders", "revenue", "customers"} and bool(reading.metrics)
    if asked not in _RATIO or not (reading.has("share") and whole) or reading.period or reading.filters or reading.groups:
        return None
    if len(reading.folded.split()) > _SHORT or asked in reading.metrics:
        return None
    return asked_again(reading, turn, Step(step.tool, {**step.arguments, "metrics": [_RATIO[asked]]}), "value")


_SHORT = 9
_TOLD = 12
_THAT = re.compile(r"\b(?:that|this|it|those|eso|esto|ello)\b")


def _of_the_whole(reading: Reading, step: Step) -> bool:
    """`what share of total revenue is that?` after the revenue of one country: that of the same period."""
    pointed = reading.has("share") and _THAT.search(reading.folded) and len(reading.folded.split()) <= _TOLD
    named = reading.period or reading.filters or reading.groups or reading.conditions.all
    return bool(pointed and step.arguments.get("filters") and not named and not step.arguments.get("group_by"))


def _side_of(reading: Reading, old: Mapping[str, Any]) -> str | None:
    """`and for new customers?` after another metric narrows that metric; it does not replace it."""
    if names_new(reading):
        return "new"
    sides = [f["value"] for f in reading.filters if f["field"] == "new_or_returning" and f["op"] == "="]
    if len(sides) == 1 and len(reading.filters) == 1 and old["metrics"][0] in _OF_A_SIDE and not reading.metrics:
        reading.filters.clear()
        return str(sides[0])
    asked = set(old.get("metrics", ())[:1])
    if reading.metrics == ["new_customers"] and not asked & {"customers", "new_customers", "orders_per_customer"}:
        return "new" if re.search(r"(?<!\S)(?:for|of|from|in|with|only|to) @m\d+", reading.rest) else None
    return None


def _on_side(old: Mapping[str, Any], side: str) -> dict[str, Any]:
    """A measure of new or returning customers; one that is of the other side by its name becomes this one's."""
    if old["metrics"][0] in _OF_A_SIDE:
        return {"metrics": [f"revenue_from_{side}"]}
    return {"filters": merged_filters(old.get("filters", ()), [{"field": "new_or_returning", "op": "=", "value": side}])}


def _merge_find(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    conditions = audience_rule(reading).get("all", [])
    if drops(reading):
        conditions = [opposite(c) for c in conditions]
    if reading.groups:
        return _count_by(reading, turn, step)
    if reading.metrics and not conditions and reading.metrics[0] not in ("orders", "customers"):
        return None
    counted = not (reading.continued and step.arguments.get("limit"))  # `make it 20` after a top ten is a longer list
    if not conditions and counted and (rebounded := rebound(reading, step.arguments.get("rule", {}))) is not None:
        return asked_again(reading, turn, Step(step.tool, {**step.arguments, "rule": rebounded}))
    rule = extended_rule(step.arguments.get("rule", {}), conditions)
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
    if len(dated) == 1:
        dated[0]["period"] = near(reading, str(dated[0]["period"]))
    elif not dated and not _span_moved(conditions, reading):
        conditions.append({"did": "ordered", "period": reading.period})
    return {"all": conditions}


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
        new["rule"] = extended_rule(new.get("rule", {}), conditions)
        if any(c.get("field") == new.get("by") and c.get("op") == "=" for c in conditions):
            new.pop("by")
    if found := horizon(reading):
        new["horizon"] = found
    if reading.limit:
        new["limit"] = reading.limit
    return asked_again(reading, turn, Step("customer_value", without_empty(new)))


_MERGES: Mapping[str, Callable[[Reading, Turn, Step], Plan | None]] = {
    "query_metrics": _merge_query,
    "find_customers": _merge_find,
    "lifecycle": _merge_lifecycle,
    "customer_value": _merge_worth,
}
