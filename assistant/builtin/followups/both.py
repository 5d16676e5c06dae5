"""`both by month`, `los dos juntos`: the last two questions, which differ in one value, as one about both values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.plan import Context, Plan, Step
from assistant.builtin.planning.steps import find, make_plan, query
from assistant.builtin.reading.reading import TIME_GROUPS, Reading
from tools.periods import Period

__all__ = ["against_each_other", "plan_better", "plan_both"]

_BOTH = re.compile(r"\b(?:both|the two|the pair|side by side|los dos|las dos|ambos|ambas|juntos|juntas)\b")
_MOST_WORDS = 8


def plan_both(reading: Reading, context: Context) -> Plan | None:
    """One call for both of the last two, or None where they differ in more than the value of one condition."""
    if (
        not _BOTH.search(reading.folded)
        or reading.filters
        or reading.conditions.all
        or len(reading.folded.split()) > _MOST_WORDS
    ):
        return None
    asked = [turn.plan.steps[0] for turn in context.turns[-2:] if len(turn.plan.steps) == 1]
    if len(asked) != 2 or asked[0].tool != asked[1].tool:
        return None
    earlier, later = (step.arguments for step in asked)
    if asked[0].tool == "find_customers":
        joined = _joined(earlier.get("rule", {}).get("all", ()), later.get("rule", {}).get("all", ()))
        return make_plan(reading, "audience", [find({"all": joined[1]}, later.get("order_by"))], "audience") if joined else None
    if asked[0].tool != "query_metrics" or (earlier.get("period") != later.get("period") and not reading.period):
        return None
    joined = _joined(earlier.get("filters", ()), later.get("filters", ()))
    return _split(reading, later, *joined) if joined else None


def against_each_other(first: Step, second: Step, period_of: Callable[[str], Period | None]) -> Step | None:
    """The same figure of two periods as the later one against the earlier, or None where anything else differs."""
    if {first.tool, second.tool} != {"query_metrics"}:
        return None
    earlier, later = dict(first.arguments), dict(second.arguments)
    if "compare_to" in later and "group_by" not in later and {**earlier, "compare_to": later["compare_to"]} == later:
        return second  # `how much in February, and how much this time last year`: the second says the first as well
    before, after = earlier.pop("period", None), later.pop("period", None)
    if not (before and after) or before == after or earlier != later or later.keys() & {"group_by", "compare_to", "share"}:
        return None
    spans = [period_of(str(expression)) for expression in (before, after)]
    if spans[0] is not None and spans[1] is not None and spans[0].first > spans[1].first:
        before, after = after, before
    return query(later["metrics"], after, before, (), later.get("filters", ()))


_BETTER = re.compile(
    r"\W*(?:(?:and|so|y|entonces|ok|vale)\W+)?(?:which|what|who|cual|que mes)\b.{0,30}?"
    r"\b(?:better|best|higher|bigger|more|most|worse|lower|won|ahead|mejor|peor|mas|mayor|menor|menos|gano)\b.{0,20}|"
    r"\W*(?:(?:and|so|y|what.s|what is|whats|cual es|cuanto es)\W+)*(?:the |la )?(?:difference|diferencia|change|variacion|gap)"
    r"(?: in %| en %| between (?:them|the two|both)| entre (?:ambos|ambas|los dos|las dos|ellos|ellas))?\W*|"
    r"\W*(?:compare (?:them|both|the two|those)|compara(?:los|las)|compara (?:ambos|ambas|los dos|las dos))\W*"
)


def plan_better(reading: Reading, context: Context) -> Plan | None:
    """`which was better?` after the same figure of two periods or of two values: the one against the other."""
    named = reading.metrics or reading.groups or reading.filters or reading.period or reading.conditions.all
    asked = [turn.plan.steps[0] for turn in context.turns[-2:] if len(turn.plan.steps) == 1]
    if named or len(reading.folded.split()) > _MOST_WORDS or not _BETTER.fullmatch(reading.folded) or len(asked) != 2:
        return None
    if {step.tool for step in asked} != {"query_metrics"}:
        return None
    if (step := against_each_other(asked[0], asked[1], reading.periods.period)) is not None:
        return make_plan(reading, "metric", [step], "comparison")
    earlier, later = (step.arguments for step in asked)
    same = earlier.get("period") == later.get("period")
    joined = _joined(earlier.get("filters", ()), later.get("filters", ())) if same else None
    return _split(reading, asked[1].arguments, *joined) if joined else None


def _joined(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> tuple[str, list[dict[str, Any]]] | None:
    """The dimension in which two lists of conditions differ by one value, and the conditions that hold for both values."""
    first, second = ([c for c in one if c not in other] for one, other in ((old, new), (new, old)))
    if len(first) != 1 or len(second) != 1 or first[0].get("field") != second[0].get("field"):
        return None
    if {first[0].get("op"), second[0].get("op")} != {"="}:
        return None
    either = {"field": first[0]["field"], "op": "in", "value": [first[0]["value"], second[0]["value"]]}
    return first[0]["field"], [either if c == second[0] else dict(c) for c in new]


def _split(reading: Reading, later: Mapping[str, Any], name: str, filters: list[dict[str, Any]]) -> Plan:
    groups = [*(g for g in reading.groups if g != name), name]
    metrics = list(reading.metrics) or list(later["metrics"])
    timed = groups[0] in TIME_GROUPS
    period, order = reading.period or later.get("period"), None if timed else f"-{metrics[0]}"
    step = query(metrics, period, reading.comparison.compare_to, groups, filters, order)
    return make_plan(reading, "metric", [step], "trend" if timed else "ranking")
