"""What looks like a condition on people and belongs to the measure: a period of costs, a payment that failed."""

from assistant.builtin import patterns as re
from assistant.builtin.reading.reading import Reading

__all__ = ["of_the_measure"]


def of_the_measure(found: Reading) -> None:
    """Take from the conditions on people what says more of the measure: `ad money for each customer that we won in 2025`."""
    won = [c for c in found.conditions.all if c.get("field") == "first_order_on"]
    bounds = {str(c["op"]): str(c["value"]) for c in won}
    if found.metrics == ["blended_cac"] and set(bounds) == {">=", "<="} and len(won) == len(found.conditions.all):
        found.conditions.all = []
        found.comparison.period = found.comparison.period or f"{bounds['>=']}..{bounds['<=']}"
    if found.metrics == ["payment_recovery_rate"]:  # `when a payment fails, what share is recovered`
        past_due = {"field": "subscription_status", "op": "=", "value": "past_due"}
        found.conditions.all = [c for c in found.conditions.all if c != past_due]
    if found.metrics == ["average_order_value"] and not found.has("customer", "who", "everyone", "buy"):
        one = {"field": "order_count", "op": "=", "value": 1}  # `how much was a single order from Canada worth`
        found.conditions.all = [c for c in found.conditions.all if c != one]
    _both_kinds(found)


def _both_kinds(found: Reading) -> None:
    """`split May's sales: those who made their debut on one side, those we had on the other`: of new and of returning."""
    returning = "|".join(name for name, e in found.gloss.entries("s") if e.id == "returning") or "@none"
    sides = re.search(rf"(?<!\S)first_buy(?!\S).*(?:,|and|compare) (?:\S+ )*?(?:{returning})(?!\S)", found.line)
    dated = all(c.get("field") == "first_order_on" for c in found.conditions.all)
    if sides and dated and found.period and found.metrics == ["revenue"]:
        found.conditions.all = []
        found.metrics = ["revenue_from_new", "revenue_from_returning"]
        found.rest = re.sub(rf"(?<!\S)(?:{returning}|first_buy)(?!\S)", "", found.rest)
