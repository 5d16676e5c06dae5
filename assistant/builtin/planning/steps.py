"""Slots as tool calls: arguments that say nothing are left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = [
    "audience_rule",
    "decline",
    "filterable",
    "find",
    "key_metrics",
    "make_plan",
    "metric_order",
    "query",
    "readable",
    "without_empty",
]

_PROFILE_FILTERS = (
    "country", "city", "language", "acquisition_channel", "referral_source", "plan", "stage", "health", "rfm_segment",
    "segment", "cohort", "cancel_reason",
)  # fmt: skip
_BEHAVIOUR_FILTERS = {
    "product": "product",
    "category": "category",
    "sales_channel": "sales_channel",
    "coupon": "coupon",
    "campaign": "campaign",
}
_KEY_METRICS = ("revenue", "orders", "average_order_value", "net_revenue", "customers", "new_customers")
_SUBSCRIPTION_METRICS = ("mrr", "active_subscriptions", "churn_rate")


def make_plan(
    reading: Reading, intent: str, steps: Sequence[Step], focus: str, readings: Sequence[Text] = (), confidence: float = 1.0
) -> Plan:
    """A plan in the language of its clause."""
    return Plan(reading.language, intent, tuple(steps), focus, tuple(dict.fromkeys((*readings, *reading.notes))), confidence)


def without_empty(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that say something."""
    return {k: v for k, v in arguments.items() if v not in (None, [], (), {}, False, "")}


def query(
    metrics: Sequence[str], period: str | None = None, compare_to: str | None = None, group_by: Sequence[str] = (),
    filters: Sequence[Mapping[str, Any]] = (), order_by: str | None = None, limit: int | None = None, share: bool = False,
    customers: Mapping[str, Any] | None = None,
) -> Step:  # fmt: skip
    """A call of query_metrics; `customers` is the rule of those whose doings count."""
    arguments = without_empty(
        {
            "metrics": list(metrics), "period": period, "compare_to": compare_to, "group_by": list(group_by),
            "filters": [dict(f) for f in filters], "order_by": order_by, "limit": limit, "share": share,
            "customers": dict(customers or {}),
        }
    )  # fmt: skip
    return Step("query_metrics", arguments)


def find(rule: Mapping[str, Any], order_by: str | None = None, limit: int | None = None, save_as: str | None = None) -> Step:
    """A call of find_customers."""
    return Step(
        "find_customers", {"rule": dict(rule), **without_empty({"order_by": order_by, "limit": limit, "save_as": save_as})}
    )


def decline(kind: str, reason: str, missing: Sequence[str] = ()) -> Step:
    """A call of decline."""
    return Step("decline", {"kind": kind, **without_empty({"reason": reason, "missing": list(missing)})})


def audience_rule(reading: Reading, also: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """All that the clause says about people, as a rule."""
    conditions: list[dict[str, Any]] = [dict(c) for c in reading.conditions.all]
    if (
        "new_customers" in reading.metrics
        and reading.period
        and not any(c.get("field") == "first_order_on" for c in conditions)
    ):
        conditions.append({"field": "first_order_on", "op": "=", "value": reading.period})
    either: list[dict[str, Any]] = []
    for found in reading.filters:
        if _several_goods(found) and reading.period and found["op"] == "in":
            either += [_ordered(reading, {**found, "op": "=", "value": value}) for value in found["value"]]
            continue
        condition = _as_condition(found, reading)
        if condition is not None and condition not in conditions:
            conditions.append(condition)
    conditions.extend(dict(c) for c in also if c not in conditions)
    return {**({"all": conditions} if conditions else {}), **({"any": either} if either else {})}


def _several_goods(found: Mapping[str, Any]) -> bool:
    return found["field"] in _BEHAVIOUR_FILTERS and not isinstance(found["value"], str)


def _as_condition(found: Mapping[str, Any], reading: Reading) -> dict[str, Any] | None:
    name = found["field"]
    if name in _PROFILE_FILTERS or (_several_goods(found) and name != "campaign"):
        return dict(found)
    if name == "new_or_returning" and found["value"] == "new" and found["op"] == "=" and reading.period:
        return {"field": "first_order_on", "op": "=", "value": reading.period}
    span = reading.periods.period(reading.period) if reading.period else None
    if name == "new_or_returning" and found["value"] == "returning" and found["op"] == "=" and span is not None:
        return {"field": "first_order_on", "op": "<", "value": span.first.isoformat()}
    if name == "new_or_returning" and any(c.get("field") == "first_order_on" for c in reading.conditions.all):
        return None  # `first-time customers acquired in May`: their first order says it
    if name == "new_or_returning":
        return {
            "field": "order_count",
            "op": "=" if found["value"] == "new" else ">=",
            "value": 1 if found["value"] == "new" else 2,
        }
    return _ordered(reading, found) if name in _BEHAVIOUR_FILTERS and isinstance(found["value"], str) else None


def _ordered(reading: Reading, found: Mapping[str, Any]) -> dict[str, Any]:
    """A thing, coupon or channel as an order with it, in the period that was named."""
    condition: dict[str, Any] = {"did": "ordered", _BEHAVIOUR_FILTERS[found["field"]]: found["value"]}
    if found["op"] == "!=" and (found["field"], found["value"]) == ("coupon", "unknown"):
        condition["coupon"] = "known"
    elif found["op"] == "!=":
        condition["negated"] = True
    if reading.period:
        condition["period"] = reading.period
    return condition


_BETTER_LOW = frozenset((
    "refund_rate", "refunds", "refund_count", "churn_rate", "voluntary_churn_rate", "payment_churn_rate", "gross_mrr_churn",
    "churned_subscriptions", "lapse_rate", "unsubscribe_rate", "unsubscribes", "complaint_rate", "bounce_rate",
    "cancelled_orders", "cart_abandonment_rate", "days_to_second_order", "time_to_first_order_days", "blended_cac",
    "payback_days", "skip_rate", "pause_rate", "renewal_churn_rate", "renewal_voluntary_churn_rate",
    "renewal_payment_churn_rate",
))  # fmt: skip
_JUDGED = re.compile(r"\b(?:(best|mejor(?:es)?)|worst|peor(?:es)?)\b")


_LESS = r"(?:fewer|less|lower|smaller|worse|menos|menor(?:es)?|peor(?:es)?|inferior(?:es)?|por debajo)"
_MORE = r"(?:more|higher|bigger|larger|better|greater|mas|mayor(?:es)?|mejor(?:es)?|superior(?:es)?|por encima)"
_THEN = r"(?: \w+){0,9}? (?:than|que(?: en| el| la| los| las)?|(?:de|a) (?:la|las|los) de|al? del?)(?! \d{1,3}\b)"
_THAN_THEN = re.compile(rf"\b(?:(?P<less>{_LESS})|{_MORE}){_THEN}\b|\b(?P<below>por debajo)\b")


def _than_then(reading: Reading) -> bool | None:
    """`had fewer orders than in 2024`: False where less is said than in the other period, True where more; else None."""
    if not reading.comparison.compare_to or reading.comparison.compare_to == "previous" or reading.limit:
        return None
    match = _THAN_THEN.search(re.sub(r"[^\w ]", "", reading.folded))
    less = match is not None and bool(match["less"] or match["below"])
    told_each = reading.has("by") and not reading.has("which")  # `country by country, did we win more than in 2024?`
    return None if match is None or (told_each and not less) else not less


def metric_order(reading: Reading, metric: str, groups: Sequence[str], compared: bool = True) -> str | None:
    """The order that the words ask for: `-revenue`, `revenue`, `-change`, `change`.

    Args:
        compared: whether the query has a baseline; without one there is no change to go by.
    """
    if not groups:
        return None
    fallen = re.search(r"(?<!\S)(?:top|most)(?: @m\d+)? fall(?!\S)", reading.line)  # `the biggest drop in revenue`
    if compared and reading.has("fall") and (fallen or not reading.has("top")):
        return "change"
    if compared and reading.has("grow", "change"):
        return "-change"
    if compared and groups[0] not in TIME_GROUPS and (more := _than_then(reading)) is not None:
        return "-change" if more else "change"
    if reading.has("from_low"):
        return metric
    if metric in _BETTER_LOW and not reading.has("from_high") and (judged := _JUDGED.search(reading.folded)):
        return metric if judged[1] else f"-{metric}"  # the worst refund rate is the highest
    if reading.has("worst", "fewer", "the least") and not reading.has("from_high"):
        return metric
    time = groups[0] in ("day", "week", "month", "quarter", "year", "weekday", "hour", "cohort", "renewal")
    cycle = groups[0] in ("weekday", "hour")
    ranked = re.search(r"\b(?:rank\w*|ordena\w*|clasifica\w*)\b", reading.folded)
    asked = (cycle or reading.has("which", "when")) and not reading.has("by", "trend", "how_much", "how_many")
    if time and not (reading.has("top", "most", "from_high", "busiest") or reading.limit or asked or ranked):
        return None
    return f"-{metric}"


def key_metrics(catalogue: Catalogue) -> list[str]:
    """What tells how a shop is doing, by what its data can say."""
    known = {t.id: t for t in catalogue.metrics}
    found = [m for m in _KEY_METRICS if m in known]
    if "subscriptions" in catalogue.tables:
        found += [m for m in _SUBSCRIPTION_METRICS if m in known and known[m].available]
    return found


def filterable(metrics: Sequence[str], filters: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> list[str]:
    """Those metrics that all the filters can be put on; all of them where none can take them."""
    allowed = {t.id: set(t.dimensions) for t in catalogue.metrics}
    fields = {str(f["field"]) for f in filters}
    return [m for m in metrics if fields <= allowed.get(m, set())] or list(metrics)


def readable(text: str) -> str:
    """A question as a search query: without quotation marks and surplus spaces."""
    return re.sub(r"[\"“”«»¿¡?!]", " ", text).strip()
