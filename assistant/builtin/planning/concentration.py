"""Plans about some of the groups: what the top tenth brings, how few make 80%, which are above an amount, ratios of two."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.conditions.slots import BOUND, NUMBER, OPS
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import make_plan, query
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.vocabulary import Catalogue

__all__ = ["plan_concentration", "plan_ratio"]

_SHARES = ("top_share", "bottom_share", "top_value_share")
_FIELD_METRICS = {
    "order_count": "orders", "historic_value": "revenue", "units": "units", "refunds": "refunds",
    "average_order_value": "average_order_value",
}  # fmt: skip
_SUMS = ("revenue", "net_revenue", "orders", "units", "refunds", "gross_profit")


def plan_concentration(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what do the top 10% of customers bring`, `how many products make 80% of sales`, `countries with over 100 orders`."""
    if reading.has("draft", "playbook", "advice", "lifetime_horizon") or reading.saved_as or reading.quotes:
        return None
    groups = [g for g in reading.groups if g not in ("customer", "segment")]
    if (share := _share_of(reading, groups)) is not None:
        by = groups[:1] or ["customer"]
        metric = next((m for m in reading.metrics if m in _SUMS), _counted(reading))
        return _plan(reading, metric, by, {"field": metric, **share}, "concentration")
    if (first := _first_of_them(reading, groups)) is not None:
        metric = next((m for m in reading.metrics if m in _SUMS), "revenue")
        return _plan(reading, metric, groups[:1] or ["customer"], {"field": metric, **first}, "concentration")
    if len(groups) == 1 and not _of_people(reading) and (bound := _bound(reading)) is not None:
        metric, op, value = bound
        condition = {"field": metric, "op": op, "value": value}
        return _plan(reading, metric, groups, condition, "threshold")
    return None


_SO_MANY = re.compile(
    rf"(?<!\S)share(?!\S).*(?<!\S)(?:top {NUMBER} (?:customer|@d\d+)|{NUMBER} (?:top|valuable) (?:customer|@d\d+)|"
    rf"{NUMBER} (?:customer|@d\d+)(?: \S+){{0,2}} (?:top|most))"
)
_SO_MANY_AHEAD = re.compile(  # `the top 5 products made what share`, where `by share` ranks and `and their share` tells of each
    rf"(?<!\S)(?:top {NUMBER}|{NUMBER} top)(?: @v\d+)? (?:customer|@d\d+)"
    r"(?: (?:of|in|for|@v\d+|@d\d+|@p\d+|make|hold|earn|sell|from|which|how_much))* share(?!\S)"
)


def _first_of_them(reading: Reading, groups: Sequence[str]) -> Mapping[str, Any] | None:
    """`what share of revenue do our top 10 customers make up?`: so many, and what they hold of it all."""
    counted = reading.has("how_many") and not reading.has("money_unit")  # `of every 100 euros, how many came from ...`
    asked = reading.has("share") and not counted and not reading.conditions.all and reading.limit
    if not asked or set(reading.metrics) - set(_SUMS) or {*TIME_GROUPS, "weekday", "hour"} & set(groups):
        return None
    so_many = _SO_MANY.search(reading.line) or _SO_MANY_AHEAD.search(reading.line)
    return {"op": "top_count", "value": reading.limit} if so_many else None


def _share_of(reading: Reading, groups: Sequence[str]) -> Mapping[str, Any] | None:
    """The share that the words put on groups, where it is groups or money that they ask for and not who the people are."""
    found = next((c for c in reading.conditions.all if c.get("op") in _SHARES), None) or _unread_share(reading, groups)
    others = [c for c in reading.conditions.all if c.get("op") not in _SHARES]
    if groups and reading.has("worth"):
        return None  # `which city has the most valuable customers by lifetime value`
    if found is None or others or found.get("field", "historic_value") not in ("historic_value", "order_count"):
        return None
    if groups and set(groups) & {*TIME_GROUPS, "weekday", "hour"}:
        return None
    if not groups:
        money = reading.has("share", "how_much") and not reading.has("how_many")
        if found["op"] == "top_value_share":
            money = bool(reading.period)
        if not money:
            return None
    return {"op": found["op"], "value": found["value"]}


def _unread_share(reading: Reading, groups: Sequence[str]) -> Mapping[str, Any] | None:
    """`80% of sales` beside products or countries, which the reader of customers leaves alone."""
    if not groups:
        return None
    best = r"(top|worst|most|fewer)"
    for pattern in (rf"{best} {NUMBER}(?: (?:share|of|%))* @d", rf"{NUMBER}(?: (?:share|of|%))* @d\d+(?: \S+)? {best}"):
        if found := re.search(rf"(?<!\S){pattern}", reading.line):
            word, number = found.groups() if found[1] in ("top", "worst", "most", "fewer") else found.groups()[::-1]
            if reading.numbers[int(number)].percent:
                op = "bottom_share" if word in ("worst", "fewer") else "top_share"
                return {"op": op, "value": reading.numbers[int(number)].value}
    match = re.search(rf"(?<!\S){NUMBER}(?: (?:share|of|in|@p\d+))*(?: @m\d+| sell)(?!\S)", reading.line)
    if match is None or not reading.numbers[int(match[1])].percent:
        return None
    return {"op": "top_value_share", "value": reading.numbers[int(match[1])].value}


def _counted(reading: Reading) -> str:
    if reading.conditions.all and reading.conditions.all[0].get("field") == "order_count":
        return "orders"
    return "revenue"


def _of_people(reading: Reading) -> bool:
    return reading.has("customer", "who", "everyone", "contact", "them") or bool(
        {"customers", "new_customers"} & set(reading.metrics)
    )


def _bound(reading: Reading) -> tuple[str, str, float] | None:
    """The figure that a group must reach, as a condition took it or as it still stands in the line."""
    if len(reading.conditions.all) == 1:
        only = reading.conditions.all[0]
        if only.get("did") == "ordered" and set(only) <= {"did", "period", "at_least", "at_most"}:
            return _times(only)
        metric = _FIELD_METRICS.get(str(only.get("field")))
        return (metric, only["op"], only["value"]) if metric and only["op"] in OPS.values() else None
    if reading.conditions.all:
        return None
    earned = rf"(?:earn|sell|hold|make|spend)(?: (?:of|in|money_unit))* {BOUND} {NUMBER}(?! (?:time|day|@[mv]))"
    if match := re.search(rf"(?<!\S){earned}", reading.line):
        return "revenue", OPS[match[1]], reading.numbers[int(match[2])].value
    for pattern in (rf"{BOUND} {NUMBER} (?:of )*(@m\d+)", rf"(@m\d+)(?: (?:of|in|is))* {BOUND} {NUMBER}"):
        if match := re.search(rf"(?<!\S){pattern}(?!\S)", reading.line):
            parts = match.groups()
            name, op, number = (parts[2], parts[0], parts[1]) if parts[2].startswith("@m") else parts
            return reading.gloss.table[name].id, OPS[op], reading.numbers[int(number)].value
    return None


def _times(ordered: Mapping[str, Any]) -> tuple[str, str, float] | None:
    """`more than 100 orders in May`, as the reader of customers took it."""
    low, high = ordered.get("at_least"), ordered.get("at_most")
    if high is None:
        return None if low is None else ("orders", ">=", low)
    return "orders", "<=" if low is None else "=", high


def _plan(reading: Reading, metric: str, by: Sequence[str], condition: Mapping[str, Any], focus: str) -> Plan:
    metrics = list(dict.fromkeys([metric, *(m for m in reading.metrics if m in _SUMS)]))
    lowest = condition["op"] in ("bottom_share", "<", "<=")
    order = metric if lowest else f"-{metric}"
    period = reading.period or next((c["period"] for c in reading.conditions.all if "period" in c), None)
    step = query(metrics[:1], period, None, by, [*reading.filters, condition], order)
    return make_plan(reading, "metric", [step], focus)


def plan_ratio(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`the ratio of app orders to web orders`, `ratio entre España y México`: one group's figure over the other's."""
    pair = next((f for f in reading.filters if f["op"] == "in" and len(f["value"]) == 2), None)
    if not reading.has("ratio") or pair is None or len(reading.metrics) != 1:
        return None
    others = [f for f in reading.filters if f is not pair]
    parts = [
        query(reading.metrics, reading.period, None, (), [*others, {"field": pair["field"], "op": "=", "value": value}])
        for value in pair["value"]
    ]
    return make_plan(reading, "metric", [*parts, Step("calculate", {"op": "ratio", "fact_ids": ["s1", "s2"]})], "value")
