"""What part of the buyers of a period ordered so often in it: `what proportion of 2025 buyers ordered 3 times that year`."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.measures import metric_filters
from assistant.builtin.planning.newcomers import share_back_in_time
from assistant.builtin.planning.steps import audience_rule, find, make_plan, query
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["plan_share_of_buyers", "plan_share_of_those"]


def plan_share_of_buyers(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Those who did it over those who bought in the period, which are not all customers."""
    if (earlier := _earlier_customers(reading)) is not None:
        return earlier
    period = reading.period
    asked = reading.has("share") and reading.metrics in ([], ["customers"], ["orders"]) and not reading.groups
    if not asked or period is None or reading.has("how_many", "draft", "by") or not reading.has("customer", "buy"):
        return None
    if (placed := _share_of_a_place(reading, period)) is not None:
        return placed
    often = [dict(found) for c in reading.conditions.all if (found := _so_often(c, period)) is not None]
    others = [c for c in reading.conditions.all if _so_often(c, period) is None and c != {"did": "ordered", "period": period}]
    if len(often) != 1 or others or (often[0]["at_least"] == 2 and "at_most" not in often[0]):
        return None  # at least twice is the repeat purchase rate
    filters = metric_filters(reading)
    people, buyers = find({"all": [*filters, *often]}), query(["customers"], period, None, (), filters)
    share = Step("calculate", {"op": "share", "fact_ids": ["s1", "s2"]})
    return make_plan(reading, "metric", [people, buyers, share], "value")


_OF_PLACES = ("country", "city", "language", "acquisition_channel", "sales_channel")


def _share_of_a_place(reading: Reading, period: str) -> Plan | None:
    """`what share of those who ordered in 2025 are from Italy`: their part of the customers of the period."""
    bought = {"did": "ordered", "period": period}
    told = [c for c in reading.conditions.all if c != bought]
    filters = metric_filters(reading)
    if told or reading.comparison.asked or not filters or not all(f["field"] in _OF_PLACES for f in filters):
        return None
    return make_plan(reading, "metric", [query(["customers"], period, None, (), filters, share=True)], "share")


def _so_often(condition: Mapping[str, Any], period: str) -> Mapping[str, Any] | None:
    """`at least three times` as orders in the period; None where a condition says more or less than how often."""
    if condition.get("field") == "order_count" and condition["op"] in (">", ">="):
        return {"did": "ordered", "at_least": condition["value"] + (condition["op"] == ">"), "period": period}
    counted = condition.get("did") == "ordered" and "at_least" in condition and condition.get("period") in (None, period)
    alone = set(condition) <= {"did", "period", "at_least", "at_most"}
    return {**condition, "period": period} if counted and alone else None


def plan_share_of_those(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`what share of April's customers bought again in May`: a share of those who are named first, not of all customers."""
    if not reading.has("share") or reading.groups or reading.has("draft", "how_many") or set(reading.metrics) - {"customers"}:
        return None
    if (plan := share_back_in_time(reading)) is not None:
        return plan
    if (plan := _of_all_who_bought(reading)) is not None:
        return plan
    if (plan := _of_those_there(reading)) is not None:
        return plan
    size = _named_first(reading.conditions.all)
    if not 0 < size < len(reading.conditions.all):
        return None
    rule = audience_rule(reading)
    kept = [c for c in rule["all"] if c in reading.conditions.all[:size] or c not in reading.conditions.all]
    share = Step("calculate", {"op": "share", "fact_ids": ["s1", "s2"]})
    return make_plan(reading, "metric", [find(rule), find({"all": kept}), share], "value")


_EVER_BOUGHT = {"field": "order_count", "op": ">=", "value": 1}


def _of_all_who_bought(reading: Reading) -> Plan | None:
    """`of all who ever bought, what share ordered more than once`: a share of the buyers, and twice is the repeat rate."""
    others = [c for c in reading.conditions.all if c != _EVER_BOUGHT]
    if len(others) == len(reading.conditions.all) or not others or reading.period:
        return None
    bounds = [(c["op"], c["value"]) for c in others if c.get("field") == "order_count"]
    if len(others) == 1 and bounds in ([(">", 1)], [(">=", 2)]):
        return make_plan(reading, "metric", [query(["repeat_purchase_rate"], None, None, (), reading.filters)], "value")
    buyers = [c for c in audience_rule(reading)["all"] if c not in others]
    steps = [find(audience_rule(reading)), find({"all": buyers}), Step("calculate", {"op": "share", "fact_ids": ["s1", "s2"]})]
    return make_plan(reading, "metric", steps, "value")


_THERE = re.compile(
    r"(?<!\S)(?:(?:customer|everyone|who)(?: (?:in|of|from|live_in|base))* @v\d+|@v\d+(?: ,| :)? (?:customer|everyone|"
    r"share))(?!\S)"
)


def _of_those_there(reading: Reading) -> Plan | None:
    """`what percentage of customers in Italy have 3 or more orders`: of those there, not of all customers."""
    places = [f for f in reading.filters if f["field"] in _OF_PLACES]
    told = [c for c in reading.conditions.all if c != _EVER_BOUGHT]
    if reading.period or not told or not places or len(places) != len(reading.filters) or not _THERE.search(reading.line):
        return None
    if not all(c.get("field") in _OFTEN for c in told) or [c for c in told if (c["op"], c["value"]) in _AGAIN]:
        return None
    steps = [find(audience_rule(reading)), find({"all": [*places, _EVER_BOUGHT]})]
    return make_plan(reading, "metric", [*steps, Step("calculate", {"op": "share", "fact_ids": ["s1", "s2"]})], "value")


_OFTEN = ("order_count", "order_days", "historic_value", "days_since_last_order")
_AGAIN = ((">", 1), (">=", 2))  # at least twice is the repeat purchase rate


def _named_first(conditions: Sequence[Mapping[str, Any]]) -> int:
    """How many of the conditions say who is meant, before those that say what they then did."""
    first = conditions[0] if conditions else {}
    if first.get("did") == "ordered" and set(first) == {"did", "period"}:
        return 1
    begun = [c for c in conditions[:2] if c.get("field") == "first_order_on"]
    return 2 if [c["op"] for c in begun] == [">=", "<="] else 0


def _earlier_customers(reading: Reading) -> Plan | None:
    """`Q2 buyers: % who were already customers before April`: of those buyers, not of all customers."""
    bought = [c for c in reading.conditions.all if set(c) == {"did", "period"} and c["did"] == "ordered"]
    since = [c for c in reading.conditions.all if c.get("field") == "first_order_on" and c["op"] == "<"]
    if len(bought) != 1 or len(since) != 1 or len(reading.conditions.all) != _BOTH or reading.groups:
        return None
    if not reading.has("share") or reading.has("how_many", "draft") or reading.metrics not in ([], ["customers"]):
        return None
    period, filters = bought[0]["period"], [f for f in metric_filters(reading) if f not in since]
    span = reading.periods.period(period)
    if span is not None and span.first.isoformat() == since[0]["value"]:
        return make_plan(reading, "metric", [query(["returning_customer_rate"], period, None, (), filters)], "value")
    people, buyers = find({"all": [*filters, *reading.conditions.all]}), query(["customers"], period, None, (), filters)
    return make_plan(reading, "metric", [people, buyers, Step("calculate", {"op": "share", "fact_ids": ["s1", "s2"]})], "value")


_BOTH = 2
