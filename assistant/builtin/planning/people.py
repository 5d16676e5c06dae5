"""Plans about people: who they are, how many, where they stand in the lifecycle, what they are worth."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.asking import says, states_named
from assistant.builtin.planning.moving import flow_days, shares_too
from assistant.builtin.planning.newcomers import bought_first, came_back, just_begun, share_back_in_time
from assistant.builtin.planning.steps import audience_rule, find, make_plan, query, without_empty
from assistant.builtin.planning.subjects import (
    asks_likelihood,
    bare_ranking,
    bought_then,
    buyers_meant,
    buyers_only,
    dated,
    likely_conditions,
    probability_field,
    probability_reading,
    ranks_people,
    subscribers,
)
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["customer_order", "plan_audience", "plan_lifecycle"]

_ORDER_BY = {
    "revenue": "-historic_value", "historic_value": "-historic_value", "net_revenue": "-historic_value",
    "orders": "-order_count", "average_order_value": "-average_order_value", "units": "-units", "refunds": "-refunds",
    "orders_per_customer": "-order_count", "refund_rate": "-refunds", "refund_count": "-refunds",
    "referral_rate": "-referrals", "review_volume": "-reviews", "site_visits": "-visits_90",
}  # fmt: skip
_OF_PERIOD = {"historic_value": "revenue", "order_count": "orders", "units": "units"}
_OF_ONE_ORDER = {"did", "period", "product", "category", "sales_channel", "coupon"}
_OVERLAPPING = ("product", "category", "coupon", "sales_channel")
_STATE_GROUPS = ("stage", "health")


def plan_lifecycle(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Stages and health of the whole base, and how people flow between them."""
    stages = [g for g in reading.groups if g in _STATE_GROUPS]
    if len({state for _, _, state in states_named(reading)} & _STAGES) >= _MOST_STAGES and not says(reading, "moving"):
        return make_plan(reading, "lifecycle", [Step("lifecycle", {})], "lifecycle")
    if _tells_apart(reading):
        step = Step("lifecycle", without_empty({"by": "health", "filters": list(reading.filters)}))
        return make_plan(reading, "lifecycle", [step], "lifecycle")
    reading.groups = [g for g in reading.groups if g not in _held(reading)]
    stages = [g for g in stages if g in reading.groups]
    one = any(c.get("field") == "stage" and c.get("op") == "=" for c in (*reading.conditions.all, *reading.filters))
    if one and not (stages or reading.has("flow")):
        return None  # `in the conversion stage of the lifecycle`
    told = ("customers", "contacts", "active_subscriptions", *(["revenue"] if shares_too(reading) else []))
    other_metrics = [m for m in reading.metrics if m not in told]
    if not (reading.has("lifecycle", "flow") or stages) or other_metrics:
        return None
    if reading.conditions.all and (not reading.has("lifecycle", "flow") or (reading.has("health") and _held(reading))):
        return None
    flows = flow_days(reading)
    by = (
        "health"
        if "health" in stages or (flows and _OF_HEALTH.search(reading.spelt or reading.folded))
        else next((g for g in reading.groups if g not in (*_STATE_GROUPS, "month", "week", "day", "campaign")), None)
    )
    arguments = {"by": by, **flows, "filters": [dict(f) for f in reading.filters]}
    return make_plan(reading, "lifecycle", [Step("lifecycle", without_empty(arguments))], "lifecycle")


_OF_HEALTH = re.compile(r"\b(?:health|salud)\b")
_STAGES = frozenset(("awareness", "consideration", "conversion", "retention", "loyalty"))
_MOST_STAGES = 3  # who names so many of them asks for all


def _tells_apart(reading: Reading) -> bool:
    """`active, at risk and lapsed: how many?`, `active vs lapsed`: the states of health one by one."""
    several = [c for c in reading.conditions.all if c.get("field") == "health" and c.get("op") == "in"]
    alone = len(reading.conditions.all) == 1 and not (reading.metrics or reading.groups)
    return bool(several) and alone and (len(several[0]["value"]) == len(_HEALTH) or reading.has("compare"))


_HEALTH = ("active", "at_risk", "lapsed")


def _held(reading: Reading) -> set[str]:
    """The scales of which one value is asked for, by which a split would say nothing: `lapsed by their health`."""
    return {c["field"] for c in reading.conditions.all if c.get("field") in _STATE_GROUPS and c.get("op") == "="}


def customer_order(reading: Reading) -> str:
    """How a list of customers is ordered: by what was named, else by value."""
    less = reading.has("fewer") and not re.search(r"\bmenos (?:l[oa]s )?(?:reembolso|devoluci|devuelto)", reading.folded)
    sign = (reading.has("worst") or less) and not reading.has("top")
    found = "-historic_value"
    if reading.has("likely"):
        found = f"-{probability_field(reading)}"
    elif reading.has("worth") and not reading.has("so_far", "all_time"):  # `worth most to us to date`: what they spent
        found = "-clv"
    elif {"did": "refunded"} in reading.conditions.all and reading.has("most", "top"):
        found = "-refunds"
    elif reading.metrics:
        found = next((_ORDER_BY[m] for m in reading.metrics if m in _ORDER_BY), found)
    elif reading.has("recent") or reading.has("last_buy"):
        found = "-last_order_on"
    elif reading.has("buy") and re.search(r"often|frecuen|(?:mas|muchas) veces|frequent|menudo", reading.folded):
        found = "-order_count"
    return found.lstrip("-") if sign else found


def _wants_goods(reading: Reading) -> bool:
    """`which products do loyal customers buy most`: things of people that a filter can name."""
    asked = {"product", "category"} & set(reading.groups) and not reading.has("how_many", "who", "segment", "draft", "save")
    named = all("field" in condition for condition in reading.conditions.all)
    return bool(asked and named and reading.conditions.all and reading.has("buy", "sell", "top", "most", "worst", "fewer"))


def plan_audience(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Customers by a rule: how many, who, the best, the likeliest to buy."""
    if reading.has("open_mail") and any(f["field"] == "campaign" for f in reading.filters):
        return None  # who opened is not told: mail programs open by themselves; the open rate is
    people = reading.has("customer", "who", "everyone", "contact", "segment", "them") or bare_ranking(reading)
    several = any(f["op"] == "in" for f in reading.filters) and reading.has("or", "compare")
    if reading.has("who") and (reading.has("sell") or several) and not reading.has("customer") and not reading.conditions.all:
        return None  # `who sold more, the app or the store`
    if not people and {"product", "category"} & set(reading.groups) and reading.conditions.all == [{"did": "refunded"}]:
        return None
    if _wants_goods(reading):
        return None
    built = reading.has("segment") and reading.has("draft", "show", "save") and bool(reading.filters or reading.conditions.all)
    ranked = (
        people and (reading.has("top", "worst", "most", "valuable", "ranked") and not reading.groups) and not _counts(reading)
    )
    ranked = (ranked and not reading.comparison.asked) or ranks_people(reading)
    likely = asks_likelihood(reading, people)
    save = reading.saved_as
    decided = _conditions_decide(reading) or bool(subscribers(reading)) or _who_bought(reading)
    if not (decided or ranked or likely or save or built or _lists_people(reading)):
        return None
    if reading.period and any(c.get("field") == "days_to_second_order" for c in reading.conditions.all):
        reading.groups = [g for g in reading.groups if g != "cohort"]  # `from the May cohort` is one of them
    if reading.groups and (plan := _grouped(reading)):
        return plan
    if not save and (plan := _counted_buyers(reading) or _best_in_period(reading, ranked and not likely)):
        return plan
    if (plan := _counted_leavers(reading, catalogue)) is not None:
        return plan
    if (plan := _share_that_repeats(reading) or share_back_in_time(reading)) is not None:
        return plan
    also = [*(likely_conditions(reading) if likely else []), *subscribers(reading)]
    also += [{"did": "ordered", "period": p} for p in reading.conditions.bought_in if not _dated_already(reading, p)]
    also += (_new_in_period(reading) or came_back(reading) or just_begun(reading)) + _repeaters(reading)
    rule = audience_rule(reading, also)
    order_by = customer_order(reading)
    rule = audience_rule(reading, [*also, *buyers_only(reading, rule, from_low=not order_by.startswith("-"))])
    if rule.get("all"):
        rule["all"] = dated(reading, rule["all"])
    rule = bought_then(reading, rule)
    listing = not reading.has("how_many") and not reading.has("share")
    wanted = order_by if listing or ranked or reading.limit else None
    readings = [*reading.conditions.readings, *(probability_reading(reading) if likely else [])]
    return make_plan(reading, "audience", [find(rule, wanted, reading.limit, save)], "audience", readings)


def _counted_buyers(reading: Reading) -> Plan | None:
    """`how many people bought tea in May` is a metric with a filter, so that it can be grouped and compared."""
    conditions = reading.conditions.all
    if not reading.has("how_many") or len(conditions) != 1 or reading.metrics not in ([], ["customers"]):
        return None
    only = conditions[0]
    returning = {"field": "new_or_returning", "op": "=", "value": "returning"}
    if set(only) == {"did", "period"} and only["did"] == "ordered" and returning in reading.filters:
        filters = [f for f in reading.filters if f != returning]
        step = query(["returning_customers"], only["period"], reading.comparison.compare_to, (), filters)
        return make_plan(reading, "metric", [step], "value")
    thing = next((k for k in ("product", "category") if k in only), None)
    if thing is None or set(only) - {"did", thing, "period"} or only.get("did") != "ordered":
        return None
    filters = [*reading.filters, {"field": thing, "op": "=", "value": only[thing]}]
    step = query(["customers"], only.get("period") or reading.period, reading.comparison.compare_to, (), filters)
    return make_plan(reading, "metric", [step], "value")


def _counted_leavers(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`how many people cancelled their subscription in May`: those that ended then, not all that have ended so far."""
    ended = {"field": "subscription_status", "op": "=", "value": "ended"}
    known = any(t.id == "churned_subscriptions" for t in catalogue.metrics)
    if not (known and reading.has("how_many") and reading.period) or reading.conditions.all != [ended]:
        return None
    step = query(["churned_subscriptions"], reading.period, reading.comparison.compare_to, reading.groups, reading.filters)
    return make_plan(reading, "metric", [step], "value")


_NET = re.compile(r"\b(?:net|net[oa]s?)\b")


def _best_in_period(reading: Reading, ranked: bool) -> Plan | None:
    """`our best customers in May`: ranked by what they spent then, not by what they spent ever."""
    order = customer_order(reading)
    net = "net_revenue" in reading.metrics or _NET.search(reading.folded)
    metric = "net_revenue" if net else _OF_PERIOD.get(order.lstrip("-"))
    if not ranked or not reading.period or reading.conditions.all or metric is None:
        return None
    if reading.metrics and reading.metrics[0] not in (metric, "net_revenue", "customers", "historic_value"):
        return None
    order = f"-{metric}" if order.startswith("-") else metric
    step = query([metric], reading.period, None, ["customer"], reading.filters, order, reading.limit or 10)
    return make_plan(reading, "metric", [step], "ranking")


def _new_in_period(reading: Reading) -> list[dict[str, Any]]:
    """`new customers of May who ...`: their first order falls in the period."""
    if "new_customers" not in reading.metrics or not reading.period:
        return []
    span = reading.periods.period(reading.period)
    if span is None:
        return []
    return [
        {"field": "first_order_on", "op": ">=", "value": span.first.isoformat()},
        {"field": "first_order_on", "op": "<=", "value": span.last.isoformat()},
    ]


def _repeaters(reading: Reading) -> list[dict[str, Any]]:
    """`repeat customers who have not bought for 30 days`: the measure's name says who they are."""
    told = any(c.get("field") in ("order_count", "order_days") for c in reading.conditions.all)
    return [] if told or "repeat_customers" not in reading.metrics else [{"field": "order_count", "op": ">=", "value": 2}]


def _dated_already(reading: Reading, period: str) -> bool:
    return any(c.get("period") == period for c in reading.conditions.all)


def _share_that_repeats(reading: Reading) -> Plan | None:
    """`what share of customers buy more than once` has a measure of its own."""
    again = [{"field": name, "op": ">=", "value": 2} for name in ("order_count", "order_days")]
    again.append({"field": "order_count", "op": ">", "value": 1})
    returning = {"field": "new_or_returning", "op": "=", "value": "returning"}
    if reading.has("share") and not reading.conditions.all and returning in reading.filters:
        filters = [f for f in reading.filters if f != returning]
        step = query(["returning_customer_rate"], reading.period, reading.comparison.compare_to, reading.groups, filters)
        return make_plan(reading, "metric", [step], "value")
    if reading.has("share") and _twice_in_period(reading):
        step = query(
            ["repeat_purchase_rate"], reading.conditions.all[0]["period"], reading.comparison.compare_to, (), reading.filters
        )
        return make_plan(reading, "metric", [step], "value")
    if not reading.has("share") or len(reading.conditions.all) != 1 or reading.conditions.all[0] not in again:
        return None
    if re.search(
        r"(?<!\S)from(?: (?:of|in))* (?:customer|who|everyone|repeat_buyer|buy|more_than|at_least|@n\d)", reading.line
    ):
        part = query(["revenue"], reading.period, None, ["new_or_returning"], reading.filters, "-revenue", share=True)
        return make_plan(reading, "metric", [part], "share")
    step = query(["repeat_purchase_rate"], reading.period, reading.comparison.compare_to, reading.groups, reading.filters)
    return make_plan(reading, "metric", [step], "value")


def _twice_in_period(reading: Reading) -> bool:
    """`the share of May's buyers with two orders or more in it`: of those who bought then, not of all."""
    only = reading.conditions.all[0] if len(reading.conditions.all) == 1 else {}
    twice = set(only) == {"did", "period", "at_least"} and only["did"] == "ordered" and only["at_least"] == 2
    return twice and not reading.groups


def _counts(reading: Reading) -> bool:
    """`which country has the most customers` counts people, it does not rank them."""
    return bool(re.search(r"(?:most|top|worst|fewer) (?:of )?customer(?! who)", reading.line)) and bool(reading.groups)


def _conditions_decide(reading: Reading) -> bool:
    if not reading.conditions.all:
        return False
    if any(c.get("field") == "subscription_status" for c in reading.conditions.all) and reading.metrics == [
        "active_subscriptions"
    ]:
        return True
    others = [m for m in reading.metrics if m not in ("customers", "orders", "new_customers")]
    begun = others == ["days_to_second_order"] and all(c.get("field") == "first_order_on" for c in reading.conditions.all)
    if begun or (others and not reading.conditions.behaviour and not reading.has("who", "everyone")):
        return False  # `those who began in May: in how many days did they order again`
    if others and reading.has("how_much"):
        return False
    fields_only = all("field" in c for c in reading.conditions.all)
    told = _MEASURE_OF.match(reading.line) or _MEASURE_BEHIND.match(reading.line)
    if others and fields_only and told and set(others) <= _OF_CUSTOMERS:
        return False  # `the revenue of customers who spent over 200`
    return not (others and reading.has("share") and not reading.has("how_many") and fields_only)


_OF_CUSTOMERS = {
    "revenue", "net_revenue", "average_order_value", "units", "refunds", "discounts", "orders_per_customer", "units_per_order",
    "discount_rate", "refund_rate", "days_to_second_order", "days_between_orders", "repeat_purchase_rate",
    "revenue_per_customer",
}  # fmt: skip
_MEASURE_BEHIND = re.compile(  # `customers who first bought in 2024: what is the median of days to the second order?`
    r"(?:of |in )?(?:customer|everyone|who)(?: who)* first_buy (?:in )?@p\d+ ,"
    r"(?: (?:in|which|how_much|how_long|average|median|of))* @m\d+"
)
_MEASURE_OF = re.compile(
    r"(?:(?:how_much|which|average|median|of|all_time|,|show) )*@m\d+(?: (?:in|for|of) @p\d+)?(?: (?:for|of|from|by|make))+ "
    r"(?:customer|who|everyone) "
)


def _who_bought(reading: Reading) -> bool:
    """`ordered in the last fortnight`, `people that bought coffee or tea`: a verb that can only have people before it."""
    if [m for m in reading.metrics if m != "customers"] or reading.has("by", "compare", "which"):
        return False
    if buyers_meant(reading):
        return True
    if reading.line.startswith("buy ") and reading.conditions.bought_in and not reading.metrics:
        return True
    goods = [f for f in reading.filters if f["field"] in _OVERLAPPING and not isinstance(f["value"], str)]
    return bool(goods) and reading.has("or") and bool(re.search(r"(?<!\S)(?:customer|who|everyone)(?: who)* buy", reading.line))


def _lists_people(reading: Reading) -> bool:
    if reading.groups or [m for m in reading.metrics if m not in ("orders", "customers")]:
        return False
    asks = reading.has("show", "who", "everyone") or re.search(r"(?:^|\s)which customer", reading.line)
    people = reading.has("customer", "who", "everyone", "contact")
    if reading.has("contact") and reading.has("how_many"):
        return True
    return bool(
        asks and people and (reading.filters or reading.conditions.bought_in or reading.limit or reading.has("customer", "buy"))
    )


def _grouped(reading: Reading) -> Plan | None:
    """`at-risk customers by country`: a count of people by a dimension."""
    bought = [c for c in reading.conditions.all if c.get("did") == "ordered" and not c.keys() - _OF_ONE_ORDER]
    fields_only = all("field" in c for c in reading.conditions.all if c not in bought)
    if not fields_only or len(bought) > 1 or (any(g == "product" for g in reading.groups) and not reading.metrics):
        return None
    metrics = [m for m in reading.metrics if m != "orders"] or ["customers"]
    running = {"field": "subscription_status", "op": "=", "value": "active"}
    of = [{"field": name, "op": "=", "value": c[name]} for c in bought for name in c if name not in ("did", "period")]
    filters = [*reading.filters, *(c for c in reading.conditions.all if c not in bought), *of]
    period = next((c["period"] for c in bought if "period" in c), reading.period)
    if "plan" in reading.groups and metrics == ["customers"] and running in filters:
        metrics, filters = ["active_subscriptions"], [f for f in filters if f != running]
    filters, first = bought_first(filters)
    if first is not None and metrics == ["customers"]:
        metrics, period = ["new_customers"], first
    order = metrics[0] if reading.has("worst", "fewer") else f"-{metrics[0]}"
    step = query(metrics, period, None, reading.groups, filters, order, reading.limit, reading.has("share"))
    return make_plan(reading, "metric", [step], "ranking", reading.conditions.readings)
