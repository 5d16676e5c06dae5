"""What customers are worth, asked again by a group: `and which country has the most valuable ones on that measure?`."""

from assistant.builtin.plan import Plan, Step
from assistant.builtin.planning.steps import find, make_plan, without_empty
from assistant.builtin.reading.reading import TIME_GROUPS, Reading

__all__ = ["plan_valued_by"]


def plan_valued_by(reading: Reading, step: Step) -> Plan | None:
    """After what customers are worth, the groups whose customers are worth most are told by that value, not by past sales."""
    people = reading.has("customer", "who") and reading.has("most", "top", "valuable", "worth")
    if step.tool == "customer_value" and reading.limit and people and not (reading.groups or reading.metrics):
        found = find(step.arguments.get("rule", {}), "-clv", reading.limit)  # `and which 12 customers are worth the most?`
        return make_plan(reading, "audience", [found], "audience")
    by = [g for g in reading.groups if g not in (*TIME_GROUPS, "customer", "product", "category")]
    best = reading.has("most", "top", "valuable", "worst", "fewer", "worth")
    if step.tool != "customer_value" or len(by) != 1 or not best or not reading.has("customer", "worth", "valuable"):
        return None
    if set(reading.metrics) - {"customers"} or [c for c in reading.conditions.all if c.get("op") != "top_share"]:
        return None
    arguments = {**step.arguments, "by": by[0], "limit": reading.limit}
    return make_plan(reading, "worth", [Step("customer_value", without_empty(arguments))], "worth")
