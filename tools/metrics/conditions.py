"""Compiles a condition on a dimension into a test of rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from tools.conditions import FieldCondition
from tools.errors import BadInputError
from tools.terms import Text

__all__ = ["holds", "listed"]

_KNOWN = "=, !=, in, not_in, known, unknown"


def holds(condition: FieldCondition, value: Any) -> ir.BooleanValue:
    """The test that a row satisfies the condition; a value that is not known satisfies `!=`, `not_in` and `unknown` only."""
    if condition.op == "known":
        return value.notnull()
    if condition.op == "unknown":
        return value.isnull()
    if condition.op in ("<", "<=", ">", ">="):
        return _compared(condition, value)
    values = listed(condition)
    if values and isinstance(values[0], tuple):
        spans = [span for span in values if isinstance(span, tuple)]
        inside = ibis.or_(*(value.between(ibis.literal(first), ibis.literal(last)) for first, last in spans))
    else:
        plain = [v for v in values if v != "unknown"]
        inside = value.isin(plain).fill_null(False)
        inside = inside | value.isnull() if len(plain) < len(values) else inside
    return ~inside if condition.op in ("!=", "not_in") else inside


def _compared(condition: FieldCondition, value: Any) -> ir.BooleanValue:
    bound = listed(condition)[0]
    if isinstance(bound, tuple):
        bound = ibis.literal(bound[1] if condition.op in (">", "<=") else bound[0])
    tests = {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}
    return tests[condition.op].fill_null(False)


def listed(condition: FieldCondition) -> Sequence[str | int | float | tuple[date, date]]:
    """The condition's values as a list.

    Raises:
        BadInputError: no value, or an operator that dimensions do not have.
    """
    if condition.op not in ("=", "!=", "in", "not_in", "<", "<=", ">", ">="):
        raise BadInputError(
            Text(
                f"'{condition.op}' does not apply to {condition.field}; use: {_KNOWN}",
                f"'{condition.op}' no se aplica a {condition.field}; usa: {_KNOWN}",
            )
        )
    many = isinstance(condition.value, list | set | frozenset)
    values = list(condition.value) if many else [condition.value]
    if not values or any(value is None for value in values):
        raise BadInputError(
            Text(f"{condition.field} {condition.op} needs a value", f"{condition.field} {condition.op} necesita un valor")
        )
    return values
