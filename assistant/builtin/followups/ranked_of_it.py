"""A ranking of the figure before: `which 3 countries had the most of those?`, `top 5 campaigns`."""

from assistant.builtin import patterns as re
from assistant.builtin.followups.as_read import take_as_read
from assistant.builtin.followups.lifting import asked_again
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.planning.steps import metric_order, without_empty
from assistant.builtin.reading.reading import TIME_GROUPS, Reading

__all__ = ["ranked_of_it", "ranks_the_same"]

_LONGEST = 14
_OF_THOSE = re.compile(
    r"\b(?:of|from|for|in|on|de|a|con|en) (?:those|them|that|these|this|it|es[oae]s?|est[oae]s?|ell[oa]s|aquell[oa]s)\b"
)
_VERBS = ("sell", "buy", "spend", "earn", "worth", "customer", "who", "everyone", "draft", "save", "advice", "playbook", "why")
_FROM_WHERE = re.compile(
    r"\b(?:came|come|coming|brought|bring|had|have|got|vinieron|vienen|llegaron|trajeron|tuvieron|hubo|sumaron)\b"
)


def ranked_of_it(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last figure split by what the message names, the most first; None where it names a measure or a deed of its own."""
    figure = step.tool == "query_metrics" and "group_by" not in step.arguments and not step.arguments.get("compare_to")
    ranked = reading.limit is not None or reading.has("most", "top", "worst", "fewer")
    if not (figure and ranked) or len(reading.folded.split()) > _LONGEST:
        return None
    groups = list(reading.groups) or (["campaign"] if reading.has("campaign") else [])
    told = reading.has(*_VERBS) and not _OF_THOSE.search(reading.folded)
    named = reading.filters or reading.conditions.all or reading.comparison.asked or reading.has("share")
    if len(groups) != 1 or set(groups) & set(TIME_GROUPS) or reading.metrics or told or named:
        return None
    if reading.periods.mentions and not reading.periods.pointed:
        return None
    metric = step.arguments["metrics"][0]
    take_as_read(reading, _FROM_WHERE.pattern, _OF_THOSE.pattern)
    arguments = {
        **step.arguments, "metrics": [metric], "group_by": groups, "limit": reading.limit,
        "order_by": metric_order(reading, metric, groups, False),
    }  # fmt: skip
    return asked_again(reading, turn, Step(step.tool, without_empty(arguments)), "ranking")


def ranks_the_same(own: Step, step: Step) -> bool:
    """`which 5 products had the highest refunded amount?` after the refunds of a year: a split of that figure, ranked."""
    same = own.arguments.get("metrics") == step.arguments.get("metrics") and not own.arguments.get("filters")
    return same and "group_by" not in step.arguments and bool(own.arguments.get("group_by") and own.arguments.get("limit"))
