"""Plans that measure: values, rankings, trends, comparisons, shares, and what drives a change."""

from collections.abc import Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan
from assistant.builtin.planning.measuring import counts_units, measured
from assistant.builtin.planning.steps import make_plan, metric_order, query
from assistant.builtin.reading.rates import at_renewal
from assistant.builtin.reading.ratios import carted
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["OF_CAMPAIGNS", "metric_filters", "period_reading", "plan_measure"]

_STATE_FIELDS = (
    "health",
    "stage",
    "rfm_segment",
    "segment",
    "historic_value",
    "clv",
    "subscription_status",
    "cohort",
    "billing_interval",
    "renewal",
    "order_count",
    "order_days",
    "first_order_on",
    "last_order_on",
    "days_since_last_order",
    "days_to_second_order",
)
_SPLIT_BY = re.compile(r"(?<!\S)(?:by|which|top|most|worst|fewer)(?: (?:of|@n\d+))* @d")
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


OF_CAMPAIGNS = (
    "open_rate", "click_rate", "click_to_open_rate", "unsubscribe_rate", "messages_sent", "revenue_per_recipient",
    "messages_opened", "messages_clicked",
)  # fmt: skip
_SUMS = ("revenue", "net_revenue", "orders", "units", "customers", "new_customers", "refunds", "discounts", "gross_profit")


def plan_measure(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Any question that names a metric, or groups something."""
    metrics = measured(reading)
    groups = _wanted_groups(reading, metrics)
    if not metrics:
        if not groups and not reading.filters:
            return None
        if not (groups or reading.has("how_much", "spend", "sell", "trend")) or reading.has("advice"):
            return None  # `can you recommend a series`
        if not reading.has(*_ASKING) and not reading.filters and not reading.period and len(reading.folded.split()) > 3:
            return None
        metrics = [_meant(reading, groups)]
    filters = metric_filters(reading)
    metrics, groups, filters = _new_or_returning(metrics, groups, filters)
    metrics, groups = at_renewal(metrics, groups, filters)
    period, compare_to = reading.period, reading.comparison.compare_to
    whole = reading.comparison.whole
    moves = reading.has("grow", "fall", "change") and not _by_time(groups)  # `moved by quarter over 2024 and 2025`
    if whole and not moves and (groups or _adds_up(reading, metrics)):
        kind = reading.periods.period(str(period))
        period, compare_to = whole, None
        groups = groups or ([kind.kind] if kind and kind.kind in TIME_GROUPS else [])
    if compare_to is None and reading.has("grow", "fall", "change") and (_ranked(reading, period) or not _by_time(groups)):
        compare_to = "previous"
    if compare_to is None and groups and period and _names_one_of(reading, groups[0], period):
        period = None  # `was November our best month?` is about all months
    readings: list[Text] = []
    if period is None and metrics == ["revenue_from_new", "revenue_from_returning"]:
        period, readings = "this_year", period_reading(reading, "this_year")  # of all time everybody was new
    if compare_to and period is None:
        period = (
            "last_month" if compare_to == "previous" else "this_month" if reading.comparison.same_last_year else "this_year"
        )
        readings = period_reading(reading, period)
    if reading.has("share") and not groups and (among := _split_among(reading, filters)):
        groups = [among]
    metrics, groups = _as_parts(reading, metrics, groups)
    moved = compare_to is not None and reading.has("grow", "fall", "change")  # `the % change` is no share
    share = reading.has("share") and not moved and len(metrics) == 1 and not metrics[0].endswith(("_rate", "_share"))
    order_by = (
        None if whole == period and groups != reading.groups else metric_order(reading, metrics[0], groups, bool(compare_to))
    )
    step = query(metrics, period, compare_to, groups, filters, order_by, reading.limit if groups else None, share)
    if _taken_together(reading, metrics, groups):
        return make_plan(reading, "metric", [step], "together", readings)
    return make_plan(
        reading, "metric", [step], _focus(reading, groups, compare_to, share), readings + _best_seller(reading, metrics, groups)
    )


_FOUND_US = re.compile(
    r"\b(?:find|finds|finding|found|discover\w*|hear|heard|hearing|came across|coming across|reach|reaching|"
    r"(?:nos|a nosotros)\b.{0,20}\b(?:conoc|descubr|encontr|hall|lleg)\w+|lleg\w+ a nosotros|conoci\w+|descubri\w+)\b"
)


def _meant(reading: Reading, groups: Sequence[str]) -> str:
    """What is counted where no measure is named: who came where it is asked how they found us, subscriptions by plan, money."""
    if groups and groups[0] in ("acquisition_channel", "referral_source") and _FOUND_US.search(reading.folded):
        return "new_customers"
    if "plan" in groups and reading.has("subscription_word"):
        return "active_subscriptions"
    return "units" if counts_units(reading) or ("product" in groups and reading.has("sell")) else "revenue"


_AMONG = re.compile(
    r"\b(?:split|divided?|break\w* down|spread|distributed|repart\w+|divid\w+|distribuy\w+)\b.*"
    r"\b(?:among|between|across|over|entre)\b"
)


def _split_among(reading: Reading, filters: list[dict[str, Any]]) -> str | None:
    """`how does revenue split among web, app and store`: a share of each."""
    several = [f["field"] for f in filters if f["op"] == "in" and len(f["value"]) > 1]
    return several[0] if len(several) == 1 and _AMONG.search(reading.folded) else None


def _by_time(groups: list[str]) -> bool:
    return bool(groups) and groups[0] in TIME_GROUPS


def _ranked(reading: Reading, period: str | None) -> bool:
    """`in which month of 2011 did sales fall most`, where `how did they move month by month` is a trend."""
    return period is not None and reading.has("most", "top", "worst", "fewer", "which")


def _as_parts(reading: Reading, metrics: list[str], groups: list[str]) -> tuple[list[str], list[str]]:
    """A share of new or returning customers is a part of all of them; what is counted by coupon is not split by it too."""
    with_coupon = any(f["field"] == "coupon" for f in reading.filters)
    if metrics == ["new_customers"] and not groups and reading.has("share") and not with_coupon:
        metrics, groups = ["customers"], ["new_or_returning"]
    if metrics == ["add_to_cart_rate"] and not _SPLIT_BY.search(reading.line):
        said = set(carted(reading.folded))
        reading.gloss.unknown = [word for word in reading.gloss.unknown if word not in said]
        reading.line = " ".join(word for word in reading.line.split() if word.removeprefix("~") not in said)
        groups = [g for g in groups if g != "product"]  # `visits that added a product to the basket`
    if metrics == ["conversion_rate"]:
        reading.gloss.unknown = [
            word for word in reading.gloss.unknown if not word.startswith(("convert", "convirti", "convierte"))
        ]
    if metrics == ["coupon_rate"] and groups == ["coupon"] and _SPLIT_BY.search(reading.line):
        metrics = ["orders"]  # `coupon usage by code`
    if metrics in (["coupon_rate"], ["coupon_orders"]) and not _by_coupon(reading):
        groups = [g for g in groups if g != "coupon"]
    sides = set(metrics) <= {"revenue_from_returning", "revenue_from_new"}
    if sides and not groups and (reading.has("share") if len(metrics) == 1 else _PERCENT.search(reading.folded)):
        metrics, groups = ["revenue"], ["new_or_returning"]
    return metrics, groups


def _by_coupon(reading: Reading) -> bool:
    """Whether codes are told apart, where `orders with a coupon, by channel` tells channels apart."""
    coupons = "|".join(name for name, e in reading.gloss.entries("d") if e.id == "coupon")
    return bool(coupons) and bool(re.search(rf"{_SPLIT_BY.pattern.removesuffix('@d')}(?:{coupons})(?!\S)", reading.line))


_PERCENT = re.compile(r"%|\b(?:percent\w*|per cent|share|proportion\w*|porcent\w*|por ciento|proporcion\w*)\b")


def _adds_up(reading: Reading, metrics: list[str]) -> bool:
    return len(metrics) == 1 and metrics[0] in _SUMS and not reading.has("most")


def _best_seller(reading: Reading, metrics: list[str], groups: list[str]) -> list[Text]:
    if metrics == ["units"] and "units" not in reading.metrics and "product" in groups:
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
    if len(metrics) == 1 and metrics[0] in ("revenue", "customers") and chosen[0]["op"] == "=":
        named = {"revenue": f"revenue_from_{value}", "customers": "new_customers" if value == "new" else "customers"}[
            metrics[0]
        ]
        keep = filters if named == "customers" else others
        return [named], groups, keep
    return metrics, groups, filters


def _wanted_groups(reading: Reading, metrics: list[str]) -> list[str]:
    groups = list(reading.groups)
    if metrics == ["units"] and re.search(r"(?<!\S)how_many (?:of )*@d\d+", reading.line) and not reading.has("top", "which"):
        groups = [g for g in groups if g != "product"]
    if not groups and reading.has("trend"):
        groups = [_grain(reading)]
    if not groups and re.search(r"(?<!\S)by campaign(?!\S)", reading.line) and metrics[:1] and metrics[0] in OF_CAMPAIGNS:
        groups = reading.groups = ["campaign"]  # `campaña a campaña, ¿qué tasa de clics hubo?`
    ranked = reading.has("campaign") and reading.has("top", "worst", "most", "fewer")
    if not groups and ranked and metrics[:1] and metrics[0] in OF_CAMPAIGNS:
        groups = reading.groups = ["campaign"]  # `email campaigns with the best click rate`
    joined = reading.has("compare", "or", "and", "than", "more_than", "less_than") or (metrics and _LISTED.search(reading.line))
    if not groups and (joined or (reading.has("as_also") and metrics != ["customers"])):
        several = [f["field"] for f in reading.filters if f["op"] == "in" and f["field"] != "new_or_returning"]
        groups = [] if _shared_together(reading) else several[:1]
    if metrics == ["average_rating"] and not reading.has("by", "top", "worst", "most", "fewer"):
        groups = [g for g in groups if g != "product"]
    if "segment" in groups and reading.has("segment"):
        groups = [g for g in groups if g != "segment"] or groups
    return sorted(groups, key=lambda group: group not in TIME_GROUPS)


_LISTED = re.compile(r"(?<!\S)@v\d+ , (?:(?:in|of|for) )?@v\d+(?!\S)")  # `conversion rate: web / app`


def _names_one_of(reading: Reading, group: str, period: str) -> bool:
    """Whether the period is one of the units that are ranked."""
    span = reading.periods.period(period)
    return group in TIME_GROUPS and span is not None and span.kind == group and reading.has("top", "worst", "most", "fewer")


def _taken_together(reading: Reading, metrics: list[str], groups: list[str]) -> bool:
    """`orders from France and Germany`: their sum leads, where nothing sets one against the other."""
    apart = reading.has("compare", "or", "than", "more_than", "less_than", "by", "which", "share", "trend", *_ASKING[2:6])
    return bool(groups) and not reading.groups and not apart and metrics[0] in _SUMS and len(metrics) == 1


def _shared_together(reading: Reading) -> bool:
    """`what share of sales do France and Germany make up?`: of all sales, where nothing sets one against the other."""
    set_apart = reading.has("compare", "or", "than", "more_than", "less_than", "by") or _WHICH_ONE.search(reading.line)
    return reading.has("share") and not set_apart


_WHICH_ONE = re.compile(r"(?<!\S)which (?!(?:of )?share)")


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
