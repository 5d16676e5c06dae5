"""`both by month`, `los dos por semana`: the last two questions, which differ in one filter, as one split by it."""

import re

from assistant.builtin.plan import Context, Plan
from assistant.builtin.reading import TIME_GROUPS, Reading
from assistant.builtin.steps import make_plan, query

__all__ = ["plan_both"]

_BOTH = re.compile(r"\b(?:both|the two|the pair|side by side|los dos|las dos|ambos|ambas|juntos|juntas)\b")


def plan_both(reading: Reading, context: Context) -> Plan | None:
    """One query for both of the last two, or None where they differ in more than the value of one filter."""
    if not _BOTH.search(reading.folded) or reading.filters or reading.conditions.all or len(reading.folded.split()) > 8:
        return None
    asked = [turn.plan.steps[0] for turn in context.turns[-2:] if len(turn.plan.steps) == 1]
    if len(asked) != 2 or any(step.tool != "query_metrics" for step in asked):
        return None
    earlier, later = (step.arguments for step in asked)
    if earlier.get("period") != later.get("period") and not reading.period:
        return None
    old, new = ({f["field"]: f for f in one.get("filters", ())} for one in (earlier, later))
    changed = [name for name in new if old.get(name) != new[name]]
    if old.keys() != new.keys() or len(changed) != 1 or {old[changed[0]]["op"], new[changed[0]]["op"]} != {"="}:
        return None
    name = changed[0]
    values = [old[name]["value"], new[name]["value"]]
    filters = [dict(f) for f in later["filters"] if f["field"] != name] + [{"field": name, "op": "in", "value": values}]
    groups = [*reading.groups, name]
    metrics = list(reading.metrics) or list(later["metrics"])
    order = None if groups[0] in TIME_GROUPS else f"-{metrics[0]}"
    step = query(metrics, reading.period or later.get("period"), reading.comparison.compare_to, groups, filters, order)
    return make_plan(reading, "metric", [step], "trend" if groups[0] in TIME_GROUPS else "ranking")
