"""Figures of people who were found by what they did: what they spent so far, or any measure of what they ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.measures import OF_CAMPAIGNS
from assistant.builtin.planning.questions import ask_back
from assistant.builtin.planning.steps import audience_rule, find, make_plan, query
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.terms import Text
from tools.vocabulary import Catalogue

__all__ = ["by_their_deeds", "plan_measure_of_doers", "plan_of_doers"]

_SPENT = frozenset(("revenue", "net_revenue", "historic_value"))
_READ = Text(
    "I read what they spent as their historic value: all their orders so far, net of refunds",
    "Leo lo que gastaron como su valor histórico: todos sus pedidos hasta hoy, neto de devoluciones",
)
_ASKED = Text(
    "Some of those people have never ordered, so I can count them and list them. Which of these do you want?",
    "Parte de esas personas no ha comprado nunca: puedo contarlas y listarlas. ¿Qué prefieres?",
)
_OPTIONS = (Text("How many are they?", "¿Cuántos son?"), Text("Who are they?", "¿Quiénes son?"))
_OF_BUYERS = frozenset(
    "order_count order_days days_since_last_order days_since_first_order first_order_on last_order_on historic_value health "
    "rfm_segment days_to_second_order average_order_value first_product favourite_category last_sales_channel".split()
)


def by_their_deeds(rule: Mapping[str, object]) -> bool:
    """Whether a rule tells people by what they did, which no filter of a metric can."""
    conditions = rule.get("all", ())
    return bool(rule.get("any")) or (isinstance(conditions, list) and any("did" in c for c in conditions))


_ATTRIBUTED = re.compile(
    r"\b(?:attribut\w+|atribu\w+|(?:did|has) it (?:bring|make|earn)|(?:trajo|genero|dejo|ha (?:traido|generado)))\b"
)


def _bought(rule: Mapping[str, Any]) -> bool:
    """Whether all of the people have ordered, so that they are counted and measured by their orders."""
    return any(
        c.get("field") in _OF_BUYERS or (c.get("did") in ("ordered", "refunded") and not c.get("negated"))
        for c in rule.get("all", ())
    )


def _of_their_campaign(reading: Reading, rule: Mapping[str, object], metrics: list[str]) -> Step | None:
    """`click rate?` after who received a campaign: a figure of that campaign, not of the people."""
    conditions = rule.get("all", ())
    named = {c.get("campaign") for c in conditions} if isinstance(conditions, list) else set()
    if len(named) != 1 or None in named or rule.get("any"):
        return None
    brought = set(metrics) <= {"revenue"} and _ATTRIBUTED.search(reading.folded)
    asked = ["attributed_revenue"] if brought else metrics
    if not asked or not (brought or set(asked) <= {*OF_CAMPAIGNS, "attributed_revenue"}):
        return None
    return query(asked, reading.period, None, (), [{"field": "campaign", "op": "=", "value": named.pop()}])


def _focus(groups: Sequence[str]) -> str:
    if not groups:
        return "value"
    return "trend" if set(groups) & set(TIME_GROUPS) else "ranking"


def _of_them(reading: Reading, rule: Mapping[str, Any], metrics: list[str]) -> Step:
    order_by = f"-{metrics[0]}" if _focus(reading.groups) == "ranking" else None
    return query(
        metrics, reading.period, reading.comparison.compare_to, reading.groups, reading.filters, order_by,
        reading.limit, customers=rule,
    )  # fmt: skip


_OF_ORDERS = frozenset(
    "revenue net_revenue orders units average_order_value units_per_order revenue_per_customer orders_per_customer "
    "gross_profit gross_margin refunds refund_rate discounts discount_rate coupon_rate coupon_orders".split()
)
_LED = re.compile(
    r"(?:(?:which|how_much|how_many|show|and|,|compare) )*@m\d+(?: (?:in|for|of|by|@[pd]\d+))* "
    r"(?:(?:of|from|by|in|for) )*(?:all )?"
    r"(?:customer|everyone|who)(?!\S)"
)


def _filtered(reading: Reading) -> bool:
    """Whether a filter is one that a rule about people takes in another sense than a measure does."""
    return any(f["field"] not in ("country", "city") for f in reading.filters)


def plan_measure_of_doers(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """`average order value of customers who bought Tea and never Coffee`: a measure of people told by several deeds."""
    if not reading.metrics or not set(reading.metrics) <= _OF_ORDERS or not _LED.match(reading.line.lstrip(", ")):
        return None
    if reading.has("draft", "save", "top", "worst", "valuable", "share") or reading.saved_as or _filtered(reading):
        return None
    rule = {**audience_rule(reading), "all": list(reading.conditions.all)}  # the filters stay those of the measure
    deeds = [c for c in rule.get("all", ()) if "did" in c]
    allowed = any(str(c.get("field")).startswith("consent_") for c in rule.get("all", ()))  # which no filter can say
    told = len(deeds) > 1 or any(c.get("negated") or c["did"] != "ordered" for c in deeds)
    if not (told or allowed) or rule.get("any"):
        return None
    return make_plan(reading, "metric", [_of_them(reading, rule, list(reading.metrics))], _focus(reading.groups))


def plan_of_doers(reading: Reading, turn: Turn, step: Step, metrics: list[str]) -> Plan | None:
    """What they have spent so far, or another measure of what they ordered; None where the rule can be a filter."""
    rule = step.arguments.get("rule", {})
    if step.tool != "find_customers" or not by_their_deeds(rule):
        return None
    if of_campaign := _of_their_campaign(reading, rule, metrics):
        return make_plan(reading, "metric", [of_campaign], "value")
    whole = not (reading.period or reading.groups or reading.filters or reading.comparison.asked)
    if whole and metrics and set(metrics) <= _SPENT:
        plan = make_plan(reading, "audience", [find(rule)], "audience", turn.plan.readings)
        return replace(plan, readings=(*plan.readings, _READ))
    if metrics or _bought(rule):
        call = _of_them(reading, rule, metrics or ["customers"])
        return make_plan(reading, "metric", [call], _focus(reading.groups), turn.plan.readings)
    return ask_back(reading, _ASKED[reading.language], [option[reading.language] for option in _OPTIONS])
