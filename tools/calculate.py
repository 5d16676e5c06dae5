"""Arithmetic on facts of this answer, with units: the only way to a number that no tool has given."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from tools.context import ToolContext
from tools.errors import BadInputError
from tools.reply import Fact, Reply, Scope
from tools.terms import Text, Unit

__all__ = ["calculate"]

Op = Literal["difference", "ratio", "change_rate", "share", "sum"]
Role = Literal["value", "change", "change_rate", "share", "total"]

_NEVER_SUMMED: frozenset[Unit] = frozenset({"rate", "ratio", "points", "stars", "days"})


def calculate(ctx: ToolContext, op: Op, fact_ids: list[str]) -> Reply:
    """Compute a number from facts already given in this answer; never do arithmetic in words.

    Prefer query_metrics with compare_to or share: it gives changes and shares at once.

    Args:
        op: difference (first - second), ratio (first / second), change_rate ((first - second) / second), share (first / second
            where the first is part of the second), sum (of amounts or counts that do not overlap).
        fact_ids: ids like ["f1", "f2"]; two for all but sum. Units and currencies must agree, except in a ratio.

    Raises:
        BadInputError: an unknown fact, units or currencies that do not go together, or division by zero.
    """
    facts = [_fact(ctx, fact_id) for fact_id in fact_ids]
    if op == "sum":
        return _reply(_sum(facts))
    if len(facts) != 2:
        raise BadInputError(f"calculate {op} takes exactly 2 facts, got {len(facts)}")
    if op != "ratio":
        _same_unit(facts)
    return _reply(_TWO[op](*facts))


def _fact(ctx: ToolContext, fact_id: str) -> Fact:
    fact = ctx.ledger.fact(fact_id.strip().strip("{}"))
    if fact is None:
        raise BadInputError(f"unknown fact '{fact_id}'; use the ids that tools gave in this answer, like f1")
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        raise BadInputError(f"fact '{fact_id}' is not a number: {fact.value}")
    return fact


def _number(fact: Fact) -> float:
    assert isinstance(fact.value, int | float)  # _fact has checked it
    return fact.value


def _same_unit(facts: Sequence[Fact]) -> None:
    units = list(dict.fromkeys(fact.unit for fact in facts))
    if len(units) > 1:
        raise BadInputError(f"units do not go together: {' and '.join(units)}")
    currencies = list(dict.fromkeys(fact.currency or "" for fact in facts))
    if units == ["money"] and len(currencies) > 1:
        raise BadInputError(f"currencies do not go together: {' and '.join(c or 'unknown' for c in currencies)}")


def _sum(facts: Sequence[Fact]) -> Fact:
    if len(facts) < 2:
        raise BadInputError("calculate sum takes at least 2 facts")
    _same_unit(facts)
    first = facts[0]
    if first.unit in _NEVER_SUMMED:
        raise BadInputError(f"{first.unit} values cannot be summed; ask query_metrics for the whole group instead")
    if len({fact.metric for fact in facts}) > 1:
        raise BadInputError(f"different metrics cannot be summed: {', '.join(dict.fromkeys(f.metric for f in facts))}")
    label = Text("Sum: ", "Suma: ")
    return _derived(facts, _join(label, facts, " + "), sum(_number(f) for f in facts), first.unit, "total", first.currency)


def _difference(first: Fact, second: Fact) -> Fact:
    value = _number(first) - _number(second)
    label = _join(Text("Difference: ", "Diferencia: "), (first, second), " − ")
    # of rates it is a change of a rate, which is written in points
    return _derived((first, second), label, value, first.unit, "change", first.currency)


def _ratio(first: Fact, second: Fact) -> Fact:
    if (first.unit == "money") != (second.unit == "money"):
        if second.unit == "money":
            raise BadInputError("a count per money is no ratio; give the money first")
        label = _join(Text("", ""), (first, second), " / ")
        metric = f"{first.metric}_per_{second.metric}"
        return _derived((first, second), label, _quotient(first, second), "money", "value", first.currency, metric)
    _same_currency(first, second)
    return _derived(
        (first, second),
        _join(Text("Ratio: ", "Cociente: "), (first, second), " / "),
        _quotient(first, second),
        "ratio",
        "value",
    )


def _same_currency(first: Fact, second: Fact) -> None:
    if first.unit == second.unit == "money":
        _same_unit((first, second))


def _change_rate(first: Fact, second: Fact) -> Fact:
    label = _join(Text("Change: ", "Variación: "), (first, second), " vs ")
    return _derived((first, second), label, _quotient(first, second) - 1, "rate", "change_rate")


def _share(first: Fact, second: Fact) -> Fact:
    if first.unit in _NEVER_SUMMED:
        raise BadInputError(f"a share needs amounts or counts, not {first.unit}")
    value = _quotient(first, second)
    if not 0 <= value <= 1:
        raise BadInputError(f"'{first.id}' is not a part of '{second.id}': a share lies between 0 and 1")
    return _derived((first, second), _join(Text("Share: ", "Cuota: "), (first, second), " / "), value, "rate", "share")


def _quotient(first: Fact, second: Fact) -> float:
    if _number(second) == 0:
        raise BadInputError(f"'{second.id}' is 0: nothing can be divided by it")
    return _number(first) / _number(second)


_TWO: Mapping[str, Callable[[Fact, Fact], Fact]] = {
    "difference": _difference, "ratio": _ratio, "change_rate": _change_rate, "share": _share,
}  # fmt: skip


def _join(prefix: Text, facts: Sequence[Fact], sign: str) -> Text:
    return Text(prefix.en + sign.join(_name(f).en for f in facts), prefix.es + sign.join(_name(f).es for f in facts))


def _name(fact: Fact) -> Text:
    where = ", ".join(fact.dimensions.values())
    return Text(f"{fact.label.en} ({where})", f"{fact.label.es} ({where})") if where else fact.label


def _derived(
    facts: Sequence[Fact], label: Text, value: float, unit: Unit, role: Role, currency: str | None = None, metric: str = ""
) -> Fact:
    """A fact of facts: it keeps the period and the dimensions that all of them share."""
    first = facts[0]
    period = first.period if all(f.period == first.period for f in facts) else None
    shared = {k: v for k, v in first.dimensions.items() if all(f.dimensions.get(k) == v for f in facts)}
    return Fact(
        metric=metric or first.metric, label=label, value=value, unit=unit, period=period, dimensions=shared, role=role,
        currency=currency, headline=True,
    )  # fmt: skip


def _reply(fact: Fact) -> Reply:
    return Reply(facts=(fact,), scope=Scope(period=fact.period))
