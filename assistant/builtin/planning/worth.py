"""Plans about what customers will be worth: of anybody, by group, of an audience."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import audience_rule, make_plan, without_empty
from assistant.builtin.planning.subjects import (
    bare_ranking,
)
from assistant.builtin.reading.reading import Reading
from tools.vocabulary import Catalogue

__all__ = ["ONE_CUSTOMER", "horizon", "plan_worth"]

ONE_CUSTOMER = re.compile(
    r"\b(?:a|one|each|every|per|an|un|una|cada|por) (?:single |average |typical |new )?"
    r"(?:customer|client|buyer|shopper|cliente|clienta|comprador)\b|"
    r"\b(?:one of our|uno de nuestros|una de nuestras) (?:customers|clients|clientes|clientas)\b"
)
_AHEAD = re.compile(
    r"\b(?:next|coming|following) (?:\d+|two|three|twelve) (?:months|years)\b|"
    r"\b(?:proximos|siguientes) (?:\d+|dos|tres|doce) (?:meses|anos)\b"
)
_ECONOMICS = frozenset(("clv_to_cac", "blended_cac", "payback_days", "new_customer_value"))


def plan_worth(reading: Reading, catalogue: Catalogue) -> Plan | None:
    """Customer value: of anybody, by group, of an audience."""
    if _ECONOMICS & set(reading.metrics) or reading.metrics == ["average_order_value"]:
        return None
    if _lists_those_leaving(reading):
        return None
    if reading.metrics == ["revenue"] and reading.period and not reading.has("customer", "who", "next", "each"):
        return None  # `what was that week worth in revenue`
    profit = _expects_profit(reading)
    ahead = reading.has("next") and reading.metrics == ["revenue"] and reading.has("customer") and reading.has("average", "by")
    ahead = ahead or (reading.has("next") and reading.metrics in (["average_historic_value"], ["revenue_per_customer"]))
    ahead = ahead or (reading.metrics == ["revenue_per_customer"] and _AHEAD.search(reading.folded) is not None)
    expected = reading.has("lifetime_horizon") and reading.has("customer") and reading.has("how_much", "prediction", "average")
    if expected and not reading.has("spend", "buy") and set(reading.metrics) <= {"revenue_per_customer"}:
        ahead = True  # `how much do we expect from the average customer over a lifetime`
    if ONE_CUSTOMER.search(reading.folded) and reading.has("next", "prediction") and reading.has("how_much", "prediction"):
        ahead = ahead or not (
            reading.metrics or reading.conditions.all
        )  # `how much can I expect a customer to leave us next year`
    if reading.has("lifetime_horizon") and reading.groups:  # `whose customers are worth most in the long run`
        ahead, reading.conditions.all = True, [c for c in reading.conditions.all if c.get("op") != "top_share"]
    if not (reading.has("worth") or profit or ahead or _best_by_group(reading)) or any(
        c.get("field") == "clv" for c in reading.conditions.all
    ):
        return None
    by_group = _best_by_group(reading)
    by = next((g for g in reading.groups if g not in ("day", "week", "year")), None)
    if any(e.id == "first_product" for _, e in reading.gloss.entries("f")):
        by = "product"
    if by_group:
        ranked: dict[str, Any] = {"horizon": horizon(reading), "by": by_group, "limit": reading.limit}
        return make_plan(reading, "worth", [Step("customer_value", without_empty(ranked))], "worth")
    ranked_people = (
        (reading.has("customer", "who", "everyone") or bare_ranking(reading))
        and reading.has("top", "most", "show", "who", "ranked")
        and not (reading.groups or by)
    )
    if ranked_people and (reading.limit or reading.has("top", "most", "ranked")) and not reading.has("how_much"):
        return None
    if by is None and reading.has("lifecycle"):
        by = "stage"
    if by == "month" and reading.has("first_buy"):
        by = "cohort"
    if by in ("product", "cohort"):
        reading.rest = re.sub(r"(?<!\S)first_buy(?!\S)", "", reading.rest)  # it says which product or month of theirs
    rule = audience_rule(reading)
    by = by or (_told_apart(rule) if reading.has("compare") else None)
    arguments = {"horizon": horizon(reading), "by": by, "rule": rule, "limit": reading.limit if by else None}
    step = Step("customer_value", without_empty(arguments))
    return make_plan(reading, "worth", [step], "worth", reading.conditions.readings)


def _lists_those_leaving(reading: Reading) -> bool:
    """`our customers of most value: which of them are we about to lose`: who they are, and not what they are worth."""
    leaving = any(c.get("field") == "health" and c.get("value") in ("at_risk", "lapsed") for c in reading.conditions.all)
    people = reading.has("customer", "valuable", "who", "everyone") and not reading.groups
    return leaving and people and not reading.has("how_much", "average", "share", "total", "lifetime_horizon")


def _told_apart(rule: dict[str, Any]) -> str | None:
    """`CLV of referral vs paid social customers`: the kind whose values are set against each other."""
    several = [c["field"] for c in rule.get("all", ()) if c.get("op") == "in" and c["field"] not in ("customer", "product")]
    return several[0] if len(several) == 1 else None


def _best_by_group(reading: Reading) -> str | None:
    """`which channel brings the most valuable customers`: what the customers of each group will be worth."""
    asked = re.search(r"which @d\d+ .*(?:top|most|valuable)(?: valuable)? (?:customer|@m\d+)?", reading.line)
    best = re.search(r"(?<!\S)(?:top|most) (?:valuable )?customer(?!\S)|(?<!\S)valuable(?!\S)", reading.line)
    bring = reading.has("worth", "lifetime_horizon") or re.search(
        r"\b(?:brings?|bringing|gets? us|gives? us|attracts?|trae|traen|aporta|aportan|atrae|atraen|consigue)\b", reading.folded
    )
    by = [g for g in reading.groups if g not in ("day", "week", "month", "year", "product", "category")]
    return by[0] if asked and best and bring and by and set(reading.metrics) <= {"revenue", "customers"} else None


def _expects_profit(reading: Reading) -> bool:
    """`profit per customer`, `expected profit from our loyal customers`: future value, not the margin of past sales."""
    people = reading.has("customer", "who", "them") or any(c.get("field") for c in reading.conditions.all)
    return reading.has("single_word_profit") and people


def horizon(reading: Reading) -> str | None:
    """12 months unless the words say another; None leaves the default."""
    if reading.has("lifetime_horizon"):
        return "lifetime"
    if match := re.search(r"(?<!\S)@n(\d+) (month|year)(?!\S)|last_(\d+)_(month|year)s", reading.line):
        count = reading.numbers[int(match[1])].value if match[1] else float(match[3])
        months = count * (12 if "year" in (match[2] or match[4] or "") else 1)
        return "36m" if 24 <= months <= 48 else "lifetime" if months > 48 else None
    return None
