"""The other end of a ranking, or more of it: `and the five worst?`, `flip it`, `a longer list, up to 10`."""

from typing import Any

from assistant.builtin import patterns as re
from assistant.builtin.followups.as_read import take_as_read
from assistant.builtin.followups.lifting import asked_again
from assistant.builtin.plan import Plan, Step, Turn
from assistant.builtin.reading.reading import TIME_GROUPS, Reading

__all__ = ["other_end"]

_LONGEST = 14
_LEAST = re.compile(
    r"\b(?:bottom|worst|lowest|least|fewest|weakest|poorest|smallest|flops?|laggards?|tail|worse|"
    r"peor(?:es)?|menos|menor(?:es)?|mas baj[oa]s?|ultim[oa]s?|"
    r"(?:came|come|finished|ranked|placed|was|is) last|fondo|abajo|cola|flojos?|flojas?)\b"
)
_TURNED = re.compile(
    r"\b(?:flip|reverse|invert|other end|other way (?:round|around)|upside down|opposite|"
    r"al reves|a la inversa|da(?:me|le)? (?:la )?vuelta|invi[ae]rte\w*|otro extremo|lo contrario)\b"
)
_MOST = re.compile(r"\b(?:top|best|highest|most|first|biggest|largest|mejor(?:es)?|mas|mayor(?:es)?|primer[oa]s|arriba)\b")
_LONGER = re.compile(
    r"\b(?:longer|extend|expand|stretch|lengthen|widen|up to|down to|make it|make that|instead|rather|full(?:er)? list|"
    r"ampli\w+|alarg\w+|extiend\w+|hasta|en su lugar|estir\w+|pon(?:me|lo)?|"
    r"que sean|en vez|en lugar|mejor|mas larg[oa]|que me des)\b"
)


def other_end(reading: Reading, turn: Turn, step: Step) -> Plan | None:
    """The last ranking from its other end, or with so many rows; None where the message asks for something else."""
    groups = list(step.arguments.get("group_by", ()))
    order = str(step.arguments.get("order_by") or "")
    ranked = step.tool == "query_metrics" and len(groups) == 1 and order and not set(groups) & set(TIME_GROUPS)
    if not ranked or len(reading.folded.split()) > _LONGEST or _asks_more(reading, step, groups):
        return None
    count = _count(reading)
    folded = reading.spelt or reading.folded
    least, turned = _LEAST.search(folded), _TURNED.search(folded)
    if not (least or turned) and not (count and _LONGER.search(folded)):
        return None
    arguments: dict[str, Any] = {**step.arguments, **({"limit": count} if count else {})}
    if turned or (least and not _MOST.search(folded.replace(least[0], " "))):
        upward = least is not None or order.startswith("-")
        arguments["order_by"] = order.lstrip("-") if upward else f"-{order}"
    elif least:
        return None
    take_as_read(reading, _LEAST.pattern, _TURNED.pattern, _MOST.pattern, _LONGER.pattern)
    return asked_again(reading, turn, Step(step.tool, arguments), "ranking")


def _asks_more(reading: Reading, step: Step, groups: list[str]) -> bool:
    """Whether the message names another measure, split, place or time, or people."""
    other = reading.metrics and list(reading.metrics) != list(step.arguments["metrics"])
    split = [g for g in reading.groups if g not in groups]
    named = reading.filters or reading.conditions.all or reading.periods.mentions or reading.comparison.asked
    return bool(other or split or named or reading.has("why", "draft", "save", "advice", "playbook", "share"))


def _count(reading: Reading) -> int | None:
    whole = [int(n.value) for n in reading.numbers if not n.percent and float(n.value).is_integer() and 0 < n.value <= 100]
    return whole[0] if len(whole) == 1 else reading.limit
