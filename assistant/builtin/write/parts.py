"""What a figure is made of, so that no rate stands alone: the parts of a ratio or difference, and medians in words."""

from assistant.builtin.write.found import Found, as_number, place
from assistant.builtin.write.voice import amount, label, limited, lower, moved, when
from assistant.render.nouns import counted
from tools.reply import Fact
from tools.terms import Language, Text

__all__ = ["compared", "made_of", "median"]


def made_of(found: Found, value: Fact) -> str:
    """The parts of a ratio or a difference, so that no rate stands without its denominator; else the usual changes."""
    language = found.language
    if len(found.metrics()) > 1:
        return ""
    parts = [f for f in found.whole() if f.role == "count" and f.metric != value.metric and f.metric not in _OF_CHANGES]
    if len(parts) >= 2 and (words := _relation(value, parts[0], parts[1])) is not None:
        first = place(parts[0]) if words is _OF else amount(parts[0], language)
        names = {"first": lower(label(parts[0], language)), "second": lower(label(parts[1], language))}
        return words[language].format(a=first, b=amount(parts[1], language), **names)
    if value.unit == "rate" and value.population_n:
        return Text("Out of {n}.", "Sobre una base de {n}.")[language].format(n=place(value, "n"))
    return _usual(found)


_OF_CHANGES = ("usual_change_low", "usual_change_high", "earlier_changes")
_NEAR = 0.005
_OF = Text("That is {a} of {b}.", "Son {a} de {b}.")
_OVER = Text("That is {a} over {b}.", "Son {a} entre {b}.")
_LESS = Text("That is {first} of {a} less {second} of {b}.", "Son {a} de {first} menos {b} de {second}.")


def _relation(value: Fact, first: Fact, second: Fact) -> Text | None:
    """How two parts give a value, told from the numbers themselves: one less the other, one over the other, or neither."""
    whole, a, b = (as_number(fact) for fact in (value, first, second))
    if value.unit == first.unit == second.unit and abs(whole - (a - b)) <= _NEAR * max(abs(a), 1.0):
        return _LESS
    if value.unit not in ("rate", "money", "ratio", "orders") or not b:
        return None
    if abs(whole - a / b) > _NEAR * max(abs(whole), _NEAR):
        return None
    return _OF if first.unit == second.unit else _OVER


def _usual(found: Found) -> str:
    """Between which bounds earlier changes lay: what tells an unusual change from an ordinary one."""
    low, high = (found.single(metric, "count") for metric in _OF_CHANGES[:2])
    if low is None or high is None:
        return ""
    words = Text("Earlier changes lay between {a} and {b}.", "Las variaciones anteriores estuvieron entre {a} y {b}.")
    return words[found.language].format(a=place(low), b=place(high))


_TYPICAL = {
    "days_to_second_order": Text(
        "The median time to a second order{of} is **{v}** {days}",
        "La mediana del tiempo hasta el segundo pedido{of} es de **{v}** {days}",
    ),
    "time_to_first_order_days": Text(
        "The median time to a first order{of} is **{v}** {days}",
        "La mediana del tiempo hasta el primer pedido{of} es de **{v}** {days}",
    ),
}


def median(found: Found, value: Fact) -> str:
    """A median of days in its own words: "the median time to a second order is 57 days", with those who did it."""
    language, words = found.language, _TYPICAL.get(value.metric)
    if words is None or value.role != "value":
        return ""
    of = " ".join(part for part in (limited(value, language), when(value.period, language)) if part)
    said = words[language].format(of=f" {of}" if of else "", v=place(value), days=counted(value.unit, value.value, language))
    over = Text(", over the {n} customers who placed one", ", entre los {n} clientes que lo hicieron")[language]
    return said + (over.format(n=place(value, "n")) if value.population_n else "")


def compared(found: Found, metric: str, brief: bool = False) -> str:
    """How a single value stands against its baseline: direction, size, and what it was; empty where nothing was compared.

    Args:
        found: the reply.
        metric: whose value it is.
        brief: without the amount of the change and without the days, where a sentence before has said them.
    """
    language = found.language
    rate, change = found.single(metric, "change_rate"), found.single(metric, "change")
    baseline = found.single(metric, "baseline")
    in_points = change is not None and change.unit in ("rate", "points")  # a share of a share misleads
    step = change if in_points else rate or change
    if step is None:
        return "" if baseline is None else _against(baseline, language, brief)
    if brief and as_number(step) == 0:
        return moved(step, language)
    amounts = rate is not None and change is not None and not in_points and not brief
    both = f" ({place(change, 'signed')})" if amounts and change is not None else ""
    against = f" {_against(baseline, language, brief)}" if baseline is not None else ""
    return f"{moved(step, language)}{both}{against}"


def _against(baseline: Fact, language: Language, brief: bool) -> str:
    period = "" if brief else when(baseline.period, language)
    value = place(baseline)
    if language == "es":
        return f"frente a {value} {period}".rstrip()
    return f"from {value} {period}".rstrip()
