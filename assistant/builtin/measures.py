"""Plans that measure: values, rankings, trends, comparisons, shares, and what drives a change."""

import re
from typing import Any

from assistant.builtin.newcomers import set_against_each_other
from assistant.builtin.plan import Plan
from assistant.builtin.reading import TIME_GROUPS, Reading
from assistant.builtin.steps import make_plan, metric_order, query
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["measured", "metric_filters", "period_reading", "plan_measure"]

_STATE_FIELDS = ("health", "stage", "rfm_segment", "segment", "historic_value", "clv", "subscription_status", "cohort")
_ASKING = (
    "by",
    "which",
    "top",
    "worst",
    "most",
    "fewer",
    "show",
    "how_much",
    "spend",
    "sell",
    "trend",
    "share",
    "compare",
    "busiest",
)


def period_reading(reading: Reading, period: str) -> list[Text]:
    """Says which period was taken, where none was named."""
    if reading.period:
        return []
    names = {
        "this_month": Text("this month so far", "este mes hasta hoy"), "last_month": Text("last month", "el mes pasado"),
        "last_7_days": Text("the last 7 days", "los últimos 7 días"),
        "this_year": Text("this year so far", "este año hasta hoy"),
    }  # fmt: skip
    name = names.get(period)
    if name is None:
        return []
    return [Text(f"No period was named: I took {name.en}", f"Sin periodo en la pregunta: tomé {name.es}")]


def metric_filters(reading: Reading) -> list[dict[str, Any]]:
    """Filters of metrics: values of dimensions, and states of customers."""
    found = list(reading.filters)
    found += [dict(c) for c in reading.conditions.all if c.get("field") in _STATE_FIELDS]
    return found


def measured(reading: Reading) -> list[str]:
    """The metrics that the clause names, in words or by what was counted."""
    metrics = list(reading.metrics)
    rest = reading.rest
    if not metrics and _earned(reading):
        return _split_new_and_returning(reading, ["revenue"])
    if not metrics and reading.has("open_mail", "click_mail"):
        return ["open_rate" if reading.has("open_mail") else "click_rate"]
    if reading.has(
        "how_many", "how_much", "which", "show", "by", "compare", "share", "trend", "grow", "fall", "change", "most", "top"
    ):
        things = "product" in reading.groups and reading.has("buy")  # `what do people buy most`
        people = re.search(r"(?<!\S)(?:customer|everyone|who)(?!\S)", rest) and not re.search(r"sell|spend", rest)
        if not metrics and people and not things:
            metrics = ["customers"]
        elif not metrics and reading.has("spend") and _advertised(reading):
            metrics = ["ad_spend"]
        elif not metrics and reading.has("spend", "sell", "buy"):
            metrics = [_bought(reading)]
    elif not metrics and re.search(r"(?<!\S)customer(?!\S)", rest):
        metrics = ["customers"]
    elif not metrics and reading.has("spend", "sell"):
        metrics = ["ad_spend" if _advertised(reading) else "units" if _by_units(reading) else "revenue"]
    if metrics == ["customers"] and reading.has("share") and reading.has("come_back", "repeat_buyer"):
        metrics = ["repeat_purchase_rate"]
    if not metrics and _things_returned(reading):
        metrics = ["refunds"]
    returning = {"field": "new_or_returning", "op": "=", "value": "returning"}
    if metrics in ([], ["customers"]) and reading.has("share") and returning in reading.filters and not reading.groups:
        metrics, reading.filters = ["returning_customer_rate"], [f for f in reading.filters if f != returning]
    if metrics == ["revenue"] and reading.has("how_many") and _of_goods(reading) and not reading.has("money_unit"):
        metrics = ["units"]
    if metrics == ["customers"] and reading.has("new"):
        metrics = ["new_customers"]
    if not reading.metrics and reading.has("single_word_profit") and metrics in ([], ["customers"]):
        metrics = ["gross_profit"]
    if "coupon" in reading.groups and reading.has("share") and metrics == ["orders"] and not reading.has("by", "which"):
        metrics = ["coupon_rate"]
    if metrics and "customers" not in metrics and _CUSTOMERS_TOO.search(reading.line):
        metrics = ["customers", *metrics]
    if {"hour", "weekday", *TIME_GROUPS} & set(reading.groups) and not reading.metrics and reading.has("busiest", "buy"):
        metrics = ["orders"]
    if not reading.metrics:
        metrics = _judged(reading) or metrics
    return _of_new(reading, _split_new_and_returning(reading, metrics))


def _advertised(reading: Reading) -> bool:
    """`paid search spend`: what was spent there is the shop's money, where no customer is named."""
    paid = any(f["field"] == "acquisition_channel" and str(f["value"]).startswith("paid_") for f in reading.filters)
    return paid and not reading.has("sell", "customer", "who", "from", "first_buy")


def _earned(reading: Reading) -> bool:
    """`what did we make`, `cuánto hemos hecho`: money, where nothing else is counted."""
    return reading.has("earn") or (reading.has("how_much") and reading.has("make") and not reading.has("customer"))


def _bought(reading: Reading) -> str:
    """What a verb of buying or selling counts: pieces of a thing, orders, or money."""
    if reading.has("how_many") and (reading.has("sell") or _of_goods(reading) or "product" in reading.groups):
        return "units"
    if "product" in reading.groups and reading.has("buy") and not reading.has("spend"):
        return "units"
    placed = re.search(r"\b(?:pid(?:en|e|ieron|io|iendo)|orders?|ordered|ordering)\b", reading.folded)
    if reading.has("buy") and (reading.has("how_many") or placed) and "product" not in reading.groups:
        return "orders"
    return "units" if _by_units(reading) else "revenue"


_CUSTOMERS_TOO = re.compile(
    r"(?:^|, |and |show )customer (?:(?:,|and) )+@m\d|@m\d+ (?:(?:,|and) )+customer(?: (?:by|in|for|@p\d+|, @m\d+|and @m\d+)|$)"
)


def _judged(reading: Reading) -> list[str]:
    """What a word says about a thing without naming a measure: `best rated`, `most used`, the size of a cohort."""
    if re.search(r"\b(?:rated|valorad[oa]s?|puntuad[oa]s?)\b", reading.folded):
        return ["average_rating"]
    used = reading.has("top", "most", "worst", "fewer") or re.search(r"\b(?:used|usad[oa]s?|utilizad[oa]s?)\b", reading.folded)
    if "coupon" in reading.groups and used and not reading.has("sell", "spend"):
        return ["orders"]
    return ["new_customers"] if reading.groups == ["cohort"] and not reading.has("sell", "spend", "how_much") else []


def _of_goods(reading: Reading) -> bool:
    return any(f["field"] in ("product", "category") for f in reading.filters)


def _of_new(reading: Reading, metrics: list[str]) -> list[str]:
    """`how much did new customers spend` is money; `new customers by month` is people."""
    only_new = [f for f in reading.filters if f["field"] == "new_or_returning" and f["value"] == "new" and f["op"] == "="]
    if metrics == ["new_customers"] and not reading.has("how_many") and reading.has("how_much", "spend"):
        return ["revenue_from_new"]
    returned = metrics in (["repeat_customers"], ["returning_customers"]) and not reading.has("how_many")
    if returned and reading.has("how_much", "spend", "from"):
        return ["revenue_from_returning"]
    if only_new and not reading.metrics and not reading.has("how_much", "spend", "sell"):
        return ["new_customers"]
    return metrics


def _things_returned(reading: Reading) -> bool:
    return bool({"product", "category"} & set(reading.groups)) and reading.conditions.all == [{"did": "refunded"}]


def _by_units(reading: Reading) -> bool:
    sold = re.search(
        r"popular|vendid|best.?sell|top.?sell|worst.?sell|superventas|"
        r"\b(?:sold|sells?|venden?|vendemos|vendimos|hemos vendido)\b",
        reading.spelt,
    )
    counted = reading.has("how_many") and reading.has("sell", "buy")
    goods = any(f["field"] in ("product", "category") for f in reading.filters)
    if goods and (counted or (re.search(r"\bvendid[oa]s\b", reading.spelt) and not reading.has("how_much", "spend"))):
        return True
    return "product" in reading.groups and bool(sold or counted) and not reading.has("spend")


def _split_new_and_returning(reading: Reading, metrics: list[str]) -> list[str]:
    """`how much came from new and how much from returning customers`: revenue has a metric for each."""
    set_against_each_other(reading)
    both = {f["field"]: f for f in reading.filters}.get("new_or_returning")
    sides = [
        v for v in ("new", "returning") if both and v in (both["value"] if isinstance(both["value"], list) else [both["value"]])
    ]
    new_named = "new" in sides or "new_customers" in metrics or "revenue_from_new" in metrics
    returning_named = "returning" in sides or {"revenue_from_returning", "repeat_customers", "returning_customers"} & set(
        metrics
    )
    if new_named and returning_named and not [m for m in metrics if m not in _SPLIT and m != "customers"]:
        money = reading.metrics and {"revenue", "revenue_from_new", "revenue_from_returning"} & set(reading.metrics)
        people = reading.has("how_many") or re.search(r"\b(?:customers?|clients?|clientes?)\b", reading.folded)
        if people and not (money or reading.has("how_much", "spend", "sell", "from")):
            others = [f for f in reading.filters if f["field"] != "new_or_returning"]
            reading.filters = [*others, {"field": "new_or_returning", "op": "in", "value": ["new", "returning"]}]
            return ["customers"]
        return ["revenue_from_new", "revenue_from_returning"]
    return metrics


_SUMS = ("revenue", "net_revenue", "orders", "units", "customers", "new_customers", "refunds", "discounts", "gross_profit")
_SPLIT = (
    "revenue", "revenue_from_new", "revenue_from_returning", "new_customers", "repeat_customers", "returning_customers",
)  # fmt: skip


def plan_measure(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Any question that names a metric, or groups something."""
    metrics = measured(reading)
    groups = _wanted_groups(reading, metrics)
    if not metrics:
        if not groups and not reading.filters:
            return None
        if not (groups or reading.has("how_much", "spend", "sell", "trend")):
            return None
        if not reading.has(*_ASKING) and not reading.filters and not reading.period and len(reading.folded.split()) > 3:
            return None
        metrics = ["units" if _by_units(reading) or ("product" in groups and reading.has("sell")) else "revenue"]
    filters = metric_filters(reading)
    metrics, groups, filters = _new_or_returning(metrics, groups, filters)
    period, compare_to = reading.period, reading.comparison.compare_to
    if compare_to is None and reading.has("grow", "fall", "change") and (period or not groups or groups[0] not in TIME_GROUPS):
        compare_to = "previous"
    if compare_to is None and groups and period and _names_one_of(reading, groups[0], period):
        period = None  # `was November our best month?` is about all months
    readings: list[Text] = []
    if compare_to and period is None:
        period = (
            "last_month" if compare_to == "previous" else "this_month" if reading.comparison.same_last_year else "this_year"
        )
        readings = period_reading(reading, period)
    if metrics == ["new_customers"] and not groups and reading.has("share"):
        metrics, groups = ["customers"], ["new_or_returning"]
    if metrics == ["coupon_rate"]:
        groups = [g for g in groups if g != "coupon"]
    if (
        metrics[0] in ("revenue_from_returning", "revenue_from_new")
        and len(metrics) == 1
        and reading.has("share")
        and not groups
    ):
        metrics, groups = ["revenue"], ["new_or_returning"]
    moved = compare_to is not None and reading.has("grow", "fall", "change")  # `the % change` is no share
    share = reading.has("share") and not moved and len(metrics) == 1 and not metrics[0].endswith(("_rate", "_share"))
    order_by = metric_order(reading, metrics[0], groups, bool(compare_to))
    step = query(metrics, period, compare_to, groups, filters, order_by, reading.limit if groups else None, share)
    if _taken_together(reading, metrics, groups):
        whole = query(metrics, period, compare_to, (), filters)
        return make_plan(reading, "metric", [whole, step], "value", readings)
    return make_plan(
        reading, "metric", [step], _focus(reading, groups, compare_to, share), readings + _best_seller(reading, metrics)
    )


def _best_seller(reading: Reading, metrics: list[str]) -> list[Text]:
    if metrics == ["units"] and "units" not in reading.metrics:
        return [Text("I ranked by units sold", "Ordené por unidades vendidas")]
    return []


def _new_or_returning(
    metrics: list[str], groups: list[str], filters: list[dict[str, Any]]
) -> tuple[list[str], list[str], list[dict[str, Any]]]:
    """Both kinds named: a group; one kind of revenue: its own metric."""
    chosen = [f for f in filters if f["field"] == "new_or_returning"]
    others = [f for f in filters if f["field"] != "new_or_returning"]
    if "revenue_from_new" in metrics and "revenue_from_returning" in metrics:
        return metrics, [g for g in groups if g != "new_or_returning"], others
    if groups == ["new_or_returning"] and metrics == ["revenue"]:
        return ["revenue_from_new", "revenue_from_returning"], [], others
    if not chosen:
        return metrics, groups, filters
    value = chosen[0]["value"]
    if metrics == ["new_customers"]:
        return metrics, groups, others
    if isinstance(value, list):
        return metrics, list(dict.fromkeys([*groups, "new_or_returning"])), others
    if metrics[0] in ("revenue", "customers") and chosen[0]["op"] == "=":
        named = {"revenue": f"revenue_from_{value}", "customers": "new_customers" if value == "new" else "customers"}[
            metrics[0]
        ]
        keep = filters if named == "customers" else others
        return [named, *metrics[1:]], groups, keep
    return metrics, groups, filters


def _wanted_groups(reading: Reading, metrics: list[str]) -> list[str]:
    groups = list(reading.groups)
    if metrics == ["units"] and re.search(r"(?<!\S)how_many (?:of )*@d\d+", reading.line) and not reading.has("top", "which"):
        groups = [g for g in groups if g != "product"]
    if not groups and reading.has("trend"):
        groups = [_grain(reading)]
    if not groups and reading.has("compare", "or", "and", "than", "more_than", "less_than"):
        several = [f["field"] for f in reading.filters if f["op"] == "in" and f["field"] != "new_or_returning"]
        groups = several[:1]
    if metrics == ["average_rating"] and not reading.has("by", "top", "worst", "most", "fewer"):
        groups = [g for g in groups if g != "product"]
    if "segment" in groups and reading.has("segment"):
        groups = [g for g in groups if g != "segment"] or groups
    return sorted(groups, key=lambda group: group not in TIME_GROUPS)


def _names_one_of(reading: Reading, group: str, period: str) -> bool:
    """Whether the period is one of the units that are ranked."""
    span = reading.periods.period(period)
    return group in TIME_GROUPS and span is not None and span.kind == group and reading.has("top", "worst", "most", "fewer")


def _taken_together(reading: Reading, metrics: list[str], groups: list[str]) -> bool:
    """`orders from France and Germany`: their sum first and then each, where nothing sets one against the other."""
    apart = reading.has("compare", "or", "than", "more_than", "less_than", "by", "which", "share", "trend", *_ASKING[2:6])
    return bool(groups) and not reading.groups and not apart and metrics[0] in _SUMS and len(metrics) == 1


def _grain(reading: Reading) -> str:
    span = reading.periods.period(reading.period) if reading.period else None
    return "month" if span is None or span.days > 92 else "week" if span.days > 35 else "day"


def _focus(reading: Reading, groups: list[str], compare_to: str | None, share: bool) -> str:
    if groups and groups[0] in TIME_GROUPS and not reading.has("top", "most", "worst"):
        return "trend"
    if share:
        return "share"
    if compare_to and not groups:
        return "comparison"
    return ("place" if reading.place else "ranking") if groups else "value"
