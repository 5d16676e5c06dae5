"""Compiles a rule into the profiles of the customers for whom it holds, as one Ibis expression."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
from pydantic import ValidationError

from tools.conditions import Behaviour, Condition, FieldCondition, Rule
from tools.errors import BadInputError
from tools.periods import Period
from tools.segments.behaviour import doers
from tools.segments.fields import (
    ORDER_DIMENSIONS,
    buyers_only,
    field_type,
    read_date,
    read_number,
    read_texts,
    require_field,
)
from tools.segments.names import unknown_word
from tools.terms import Text
from tools.warehouse.engine import Warehouse

__all__ = ["SavedRules", "matching", "saved_rule", "unfolded"]

_DEPTH = 5
_ROUNDING = 1e-6
_COUNTED = frozenset("order_count order_days repeat_orders orders_365".split())
_SPENT = frozenset("revenue refunds historic_value historic_value_365 average_order_value units discount_share".split())
_ORDERED: dict[str, Callable[[Any, Any], Any]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}


class SavedRules(Protocol):
    """Where saved segments are looked up; `ports.SegmentStore` is one."""

    def get(self, name: str) -> Any:
        """The rule saved under that name, or None."""
        ...

    def names(self) -> Sequence[str]:
        """All saved names."""
        ...


def matching(warehouse: Warehouse, rule: Rule, segments: SavedRules) -> ir.Table:
    """The rows of `profiles` for which the rule holds; all of them when it is empty.

    Spending is that of people who have bought: who never has neither spent less than an amount nor more.
    A value that is not known satisfies `!=`, `not_in` and `unknown` only, so that `=` and `!=` complement each other.

    Raises:
        BadInputError: an unknown field, value, product, segment, or an operator or type that does not fit.
        NoDataError: a table that the rule rests on is not in the snapshot.
    """
    profiles = warehouse.table("profiles")
    return _Compiler(warehouse, segments, profiles).filtered(unfolded(rule, segments))


def saved_rule(name: str, segments: SavedRules) -> Rule:
    """The rule of a saved segment.

    Raises:
        BadInputError: no segment of that name, or one whose rule can no longer be read.
    """
    stored = segments.get(name)
    if stored is None:
        raise unknown_word(Text("segment", "segmento"), name, list(segments.names()))
    try:
        return Rule.model_validate(stored)
    except ValidationError as error:
        raise BadInputError(
            Text(
                f"the saved segment '{name}' cannot be read; save it again",
                f"no se puede leer el segmento '{name}'; guárdalo de nuevo",
            )
        ) from error


def unfolded(rule: Rule, segments: SavedRules, depth: int = 0) -> Rule:
    """The rule with `segment = name` in `all` replaced by what that segment says, where it is a plain conjunction."""
    if depth > _DEPTH:
        raise BadInputError(Text("saved segments refer to each other in a circle", "los segmentos se citan en círculo"))
    conditions: list[Condition] = []
    for condition in rule.all:
        inner = _named(condition, segments)
        if inner is None or inner.any:
            conditions.append(condition)
        else:
            conditions.extend(unfolded(inner, segments, depth + 1).all)
    return Rule(all=tuple(conditions), any=rule.any)


def _named(condition: Condition, segments: SavedRules) -> Rule | None:
    if isinstance(condition, FieldCondition) and condition.field == "segment" and condition.op == "=":
        return saved_rule(str(condition.value), segments)
    return None


class _Compiler:
    def __init__(self, warehouse: Warehouse, segments: SavedRules, profiles: ir.Table, depth: int = 0) -> None:
        self.warehouse = warehouse
        self.segments = segments
        self.profiles = profiles
        self.depth = depth

    def filtered(self, rule: Rule) -> ir.Table:
        predicate = self.predicate(rule)
        return self.profiles if predicate is None else self.profiles.filter(predicate)

    def predicate(self, rule: Rule) -> Any:
        """The rule as a boolean column, or None when it asks for nothing."""
        parts = [self.condition(condition) for condition in rule.all]
        if rule.any:
            parts.append(reduce(or_, [self.condition(condition) for condition in rule.any]))
        return reduce(and_, parts) if parts else None

    def condition(self, condition: Condition) -> Any:
        if isinstance(condition, Behaviour):
            did = self.profiles.customer_id.isin(doers(self.warehouse, condition).customer_id)
            return ~did if condition.negated else did
        if condition.field == "segment":
            return self._segment(condition)
        if condition.field in ORDER_DIMENSIONS:
            return self._order_dimension(condition)
        kind = field_type(condition.field)
        require_field(self.warehouse, condition.field)
        column = self.profiles[condition.field]
        if condition.op in ("known", "unknown"):
            return column.notnull() if condition.op == "known" else column.isnull()
        if condition.op in ("top_share", "bottom_share", "top_value_share"):
            return self._share(condition, kind)
        if condition.op == "top_count":
            raise _wrong_op(condition, "order_by / limit")
        if condition.op in ("!=", "not_in"):
            return ~self._positive(condition, kind, column)
        return self._positive(condition, kind, column)

    def _positive(self, condition: FieldCondition, kind: str, column: Any) -> Any:
        """`=`, `in` or an ordering, false where the value is unknown."""
        if kind == "text":
            return self._text(condition, column)
        if kind == "boolean":
            return self._boolean(condition, column)
        if kind == "date":
            return self._date(condition, column)
        return self._number(condition, column)

    def _text(self, condition: FieldCondition, column: Any) -> Any:
        if condition.op in _ORDERED and condition.field != "cohort":
            raise _wrong_op(condition, "=, !=, in, not_in, known, unknown")
        if condition.op in _ORDERED:
            months = read_texts(self.warehouse, condition.field, condition.value)
            bound = months[-1] if condition.op in (">", "<=") else months[0]
            return _ORDERED[condition.op](column, bound).fill_null(False)
        found: list[str] = []
        missing = False
        for word in _listed(condition):
            if isinstance(word, str) and word.casefold() in ("unknown", "desconocido") and condition.field != "cohort":
                missing = True
            else:
                found += read_texts(self.warehouse, condition.field, word)
        known = column.isin(found).fill_null(False) if found else ibis.literal(False)
        return known | column.isnull() if missing else known

    def _boolean(self, condition: FieldCondition, column: Any) -> Any:
        if condition.op not in ("=", "!="):
            raise _wrong_op(condition, "=, !=, known, unknown")
        word = str(condition.value).casefold()
        if word not in ("true", "false", "yes", "no", "1", "0", "none"):
            raise BadInputError(
                Text(f"{condition.field} takes true or false, not {condition.value!r}",
                     f"{condition.field} admite true o false, no {condition.value!r}")
            )  # fmt: skip
        return (column == (word in ("true", "yes", "1", "none"))).fill_null(False)

    def _date(self, condition: FieldCondition, column: Any) -> Any:
        periods = [read_date(self.warehouse, condition.field, value) for value in _listed(condition)]
        if condition.op in _ORDERED:
            bound = _edge(condition.op, periods[0])
            return _ORDERED[condition.op](column, bound).fill_null(False)
        return reduce(or_, [column.between(p.first, p.last) for p in periods]).fill_null(False)

    def _number(self, condition: FieldCondition, column: Any) -> Any:
        if condition.field in _COUNTED:
            column = column.fill_null(0)
        if condition.field in _SPENT:
            column = ibis.ifelse(self.profiles.order_count > 0, column, None)
        numbers = [read_number(condition.field, value) for value in _listed(condition)]
        if condition.op in _ORDERED:
            return _ORDERED[condition.op](column, numbers[0]).fill_null(False)
        return column.isin(numbers).fill_null(False)

    def _share(self, condition: FieldCondition, kind: str) -> Any:
        """Members of the best or worst share of all customers who have a value; ties go by customer_id.

        `top_value_share` goes down the ranking until that share of the field's total is reached.
        """
        share = read_number("discount_share", condition.value)
        if kind in ("text", "boolean") or share == 0:
            raise _wrong_op(condition, "=, in, known, unknown")
        people = self.warehouse.table("profiles")
        people = people.filter(people[condition.field].notnull())
        if buyers_only(condition.field):
            people = people.filter(people.order_count > 0)
        value = people[condition.field]
        order = [value.asc() if condition.op == "bottom_share" else value.desc(), people.customer_id.asc()]
        if condition.op == "top_value_share":
            ranked = people.mutate(
                before=value.sum().over(ibis.cumulative_window(order_by=order)) - value, goal=value.sum().over() * share
            )
            return self.profiles.customer_id.isin(ranked.filter(ranked.before < ranked.goal - _ROUNDING).customer_id)
        ranked = people.mutate(
            place=ibis.row_number().over(order_by=order), kept=(people.count().over() * share).round().clip(lower=1)
        )
        return self.profiles.customer_id.isin(ranked.filter(ranked.place < ranked.kept).customer_id)

    def _segment(self, condition: FieldCondition) -> Any:
        if condition.op not in ("=", "!=", "in", "not_in"):
            raise _wrong_op(condition, "=, !=, in, not_in")
        if self.depth > _DEPTH:
            raise BadInputError(Text("saved segments refer to each other in a circle", "los segmentos se citan en círculo"))
        inner = _Compiler(self.warehouse, self.segments, self.profiles, self.depth + 1)
        parts = [inner.predicate(saved_rule(str(name), self.segments)) for name in _listed(condition)]
        members = reduce(or_, [ibis.literal(True) if part is None else part for part in parts])
        return ~members if condition.op in ("!=", "not_in") else members

    def _order_dimension(self, condition: FieldCondition) -> Any:
        """`category = Shoes` on customers means: has ordered from it."""
        if condition.op not in ("=", "!=", "in", "not_in"):
            raise _wrong_op(condition, "=, !=, in, not_in")
        bought = [
            self.condition(Behaviour.model_validate({"did": "ordered", condition.field: str(value)}))
            for value in _listed(condition)
        ]
        did = reduce(or_, bought)
        return ~did if condition.op in ("!=", "not_in") else did


def _listed(condition: FieldCondition) -> list[Any]:
    many = isinstance(condition.value, list | tuple | set | frozenset)
    if condition.op in ("in", "not_in"):
        values = list(condition.value) if many else [condition.value]
    elif many:
        raise BadInputError(
            Text(f"{condition.field} {condition.op} takes one value; use 'in' for several",
                 f"{condition.field} {condition.op} admite un solo valor; usa 'in' para varios")
        )  # fmt: skip
    else:
        values = [condition.value]
    if not values or any(value is None for value in values):
        raise BadInputError(
            Text(f"{condition.field} {condition.op} needs a value", f"{condition.field} {condition.op} necesita un valor")
        )
    return values


def _edge(op: str, period: Period) -> Any:
    """After a period means after its last day, from it on means from its first."""
    return period.last if op in (">", "<=") else period.first


def _wrong_op(condition: FieldCondition, usable: str) -> BadInputError:
    return BadInputError(
        Text(
            f"'{condition.op}' does not apply to {condition.field}; use: {usable}",
            f"'{condition.op}' no se aplica a {condition.field}; usa: {usable}",
        )
    )
