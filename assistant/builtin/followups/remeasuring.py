"""What a follow-up measures: the measure of the question before, or the one that it names in its place."""

from collections.abc import Mapping
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.carried import merged_filters
from assistant.builtin.followups.ellipsis import names_customers, names_money, names_new, says_cause_of_churn
from assistant.builtin.plan import Turn
from assistant.builtin.planning.measures import OF_CAMPAIGNS
from assistant.builtin.planning.newcomers import other_days
from assistant.builtin.reading.anaphora import ENDED_IN
from assistant.builtin.reading.reading import Reading

__all__ = ["RATIO", "remeasured", "shared_out"]

_OF_A_SIDE = ("revenue_from_new", "revenue_from_returning")
RATIO = {
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


def remeasured(reading: Reading, turn: Turn, old: Mapping[str, Any]) -> dict[str, Any]:
    """The last query with the measure that the message names, in money or as a rate where it asks for that."""
    new = dict(old)
    deed = next((name for name, (of, _) in _DEEDS.items() if reading.has(name) and old["metrics"][0] in of), None)
    if deed and reading.has("share") and not reading.metrics:
        return {**new, "metrics": [_DEEDS[deed][1]]}
    each = _PER_ORDER_SAID.search(reading.folded) and set(reading.metrics) <= {"orders"}
    if each and old["metrics"][0] in ("orders", "revenue"):
        return {**new, "metrics": ["average_order_value"]}
    ended = reading.has("share") or ENDED_IN.search(reading.folded)
    if ended and reading.metrics == ["orders"] and old["metrics"][0] in ("site_visits", "add_to_cart_rate"):
        return {**new, "metrics": ["conversion_rate"]}
    if (other := other_days(reading, old["metrics"])) is not None:
        reading.rest = ""  # its number is used
        reading.gloss.unknown.clear()
        return {**new, "metrics": [other]}
    side = _side_of(reading, old)
    if side:
        new |= _on_side(old, side)
    elif reading.metrics == ["churn_rate"] and old["metrics"][0] in OF_CAMPAIGNS:
        new["metrics"] = ["unsubscribe_rate"]  # of messages, `bajas` are those who leave the list
    elif says_cause_of_churn(reading, old["metrics"]):
        new["metrics"] = ["payment_churn_rate"]
    elif reading.metrics and not _of_those_orders(reading, old):
        new["metrics"] = list(reading.metrics)
    elif old["metrics"][0] in _OF_SUBSCRIPTIONS and _ENDED.search(reading.folded):
        new["metrics"] = ["churned_subscriptions"]
    elif names_money(reading):
        new["metrics"] = [_IN_MONEY.get(old["metrics"][0], "revenue")]
    if new["metrics"] == ["revenue"] and any(f["field"] == "campaign" for f in old.get("filters", ())):
        new["metrics"] = ["attributed_revenue"]
    if reading.has("share") and reading.metrics in ([], ["revenue"], old["metrics"]) and old["metrics"][0] in RATIO:
        new["metrics"] = [RATIO[old["metrics"][0]]]
    if turn.plan.focus == "drivers" and not reading.metrics:
        new["metrics"] = new["metrics"][:1]
    elif names_customers(reading) or (reading.has("customer") and reading.has("how_many", "by") and not reading.groups):
        new["metrics"] = ["customers"]
    return new


_PER_ORDER_SAID = re.compile(r"\b(?:per|each|an) order\b|\bpor pedido\b|\b(?:el|cada) pedido (?:en promedio|de media|medio)\b")
_PER_CUSTOMER_SAID = re.compile(r"\b(?:per|each) (?:customer|head|person|buyer)\b|\bpor (?:cliente|cabeza|persona|comprador)\b")
_POINTED = re.compile(
    r"\b(?:that|it|this|eso|esto|ello|sale|salen|toca|tocan|queda|quedan|supone|average|media|medio|promedio|mean)\b|"
    r"^\W*(?:and|y|so)\b(?:\W+\w+){2}\W*$"
)
_THEIR_AVERAGE = re.compile(
    r"\b(?:their|those|these|that|its|of (?:it|them)) (?:\w+ )*(?:average|mean)\b|"
    r"\b(?:they|those|these|it) (?:\w+ )*on average\b|\b(?:average|mean) (?:value|worth|amount|size)\b|"
    r"\b(?:valor|importe|monto|tamano) (?:medio|promedio|de media)\b|\bde media\b|\ben promedio\b"
)
_SHARED = {
    "orders": {"customer": "orders_per_customer"},
    "revenue": {"order": "average_order_value", "customer": "revenue_per_customer"},
}
_SHORT = 12


def shared_out(reading: Reading, old: Mapping[str, Any]) -> str | None:
    """`so what is that per order on average?` after the revenue of some orders: the measure of one of them."""
    named = reading.groups not in ([], ["customer"]) or reading.filters or reading.conditions.all or reading.period
    if named or old.get("group_by") or len(reading.folded.split()) > _SHORT or not _POINTED.search(reading.folded):
        return None
    by = _SHARED.get(old["metrics"][0], {})
    if (
        reading.has("worth")
        and not reading.has("customer", "who", "lifetime_horizon")
        and _THEIR_AVERAGE.search(reading.folded)
    ):
        return "average_order_value" if old["metrics"] == ["orders"] and set(reading.metrics) <= {"orders"} else None
    if _PER_ORDER_SAID.search(reading.folded) and set(reading.metrics) <= {"orders", "average_order_value"}:
        return by.get("order")
    if _PER_CUSTOMER_SAID.search(reading.folded) and set(reading.metrics) <= {"customers", "revenue_per_customer"}:
        return by.get("customer")
    return None


_DEEDS = {
    "add_cart": (("site_visits",), "add_to_cart_rate"), "click_mail": (OF_CAMPAIGNS, "click_rate"),
    "open_mail": (OF_CAMPAIGNS, "open_rate"),
}  # fmt: skip
"""What people did after the last figure, of which measures it is a part, and the rate that says so."""


_PER_ORDER = ("average_order_value", "units_per_order", "discount_rate", "refund_rate", "gross_margin")


def _of_those_orders(reading: Reading, old: Mapping[str, Any]) -> bool:
    """`and for orders without a coupon?` after what an order comes to: the orders only say of which."""
    linked = re.match(
        r"(?:(?:and|as_also|now|,) )*((?:for|of|from|with|in) )*@m\d+ (?:for|of|from|with|in|by|exclude|not|until) ",
        reading.rest,
    )
    about = reading.metrics == ["orders"] and bool(reading.filters) and linked is not None and not reading.has("how_many")
    return about and bool((linked and linked[1]) or old["metrics"][0] in _PER_ORDER)


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
