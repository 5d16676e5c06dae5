"""Small groups of the shop's customers that differ strongly: found on the past, as rules that hold for customers of today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tools.analytics.microsegments import Clause, Frame, MicroSegment, SearchSettings, find_microsegments
from tools.analytics.microsegments.settings import Direction
from tools.analytics.order_days import Bools
from tools.conditions import Condition, FieldCondition, Rule
from tools.errors import NoDataError
from tools.segments.compile import SavedRules, matching
from tools.segments.names import resolve_value
from tools.segments.past import TARGET_FIELDS, Target, frame_of
from tools.terms import Text
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.as_of import PastProfiles, past_profiles, sampled_history
from tools.warehouse.profiles.history import History

__all__ = ["HORIZON_DAYS", "FoundGroup", "Searched", "search_groups"]

HORIZON_DAYS = 90
MOST_CUSTOMERS = 60_000
FEWEST_CUSTOMERS = 500
_MOST_VALUES = 6
_CLAUSES = 3  # the fourth condition says whom the search was among
_ONLY_BUYERS_HAVE = ("average_order_value", "discount_share", "favourite_category", "last_sales_channel")
_AMONG: dict[bool, FieldCondition] = {
    True: FieldCondition(field="order_count", op=">=", value=1),
    False: FieldCondition(field="health", op="in", value=["active", "at_risk"]),
}


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A group as a rule for today; `value` is the category or channel that it was found for."""

    rule: Rule
    found: MicroSegment
    value: str | None


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search looked at and found, the surest group first.

    Attributes:
        on: the day on which customers were seen; outcomes are of the horizon after it.
        checked_on: the earlier day at which groups had to hold too; None where history is too short.
        parts: one in so many customers was looked at.
    """

    groups: Sequence[FoundGroup]
    on: date
    checked_on: date | None
    customers: int
    parts: int


def search_groups(
    warehouse: Warehouse, target: Target, direction: Direction, value: str | None, among: Rule, segments: SavedRules
) -> Searched:
    """Search the shop for small groups.

    Args:
        value: the category or channel; None tries the most frequent ones and shares the false discoveries among them.
        among: the people that the question is about, as of today.

    Raises:
        NoDataError: too little history or too few customers to tell a group from chance.
    """
    horizon = 0 if target in TARGET_FIELDS else HORIZON_DAYS
    on, before = warehouse.today - timedelta(days=horizon), warehouse.today - timedelta(days=2 * HORIZON_DAYS)
    if on <= warehouse.data_first:
        raise _too_little()
    history, parts = sampled_history(warehouse, MOST_CUSTOMERS)
    asked = _asked(warehouse, history, among, segments)
    days = [on, before] if before > warehouse.data_first + timedelta(days=HORIZON_DAYS) else [on]
    past = [past_profiles(warehouse, history, parts, day, horizon) for day in days]
    values = _values(warehouse, target, value)
    settings = SearchSettings(
        direction="high" if target in TARGET_FIELDS else direction, most_clauses=_CLAUSES, false_discovery=0.05 / len(values)
    )
    groups, customers, checked = list[FoundGroup](), 0, True
    for one in values:
        now, then = _frames(past, target, one, asked)
        found = find_microsegments(now, then, settings)
        groups += [FoundGroup(_rule(group.rule, target, among), group, one) for group in found]
        customers, checked = len(now.outcome.values), checked and then is not None
    groups.sort(key=lambda group: group.found.p_value)
    return Searched(groups, on, before if checked else None, customers, parts)


def _frames(past: Sequence[PastProfiles], target: Target, value: str | None, among: Bools) -> tuple[Frame, Frame | None]:
    """The frame to search and the one to check on, with the traits that both know; no check where too few were there."""
    now, *earlier = [frame_of(then, target, value, among) for then in past]
    if len(now.outcome.values) < FEWEST_CUSTOMERS:
        raise _too_little()
    if not earlier or len(earlier[0].outcome.values) < FEWEST_CUSTOMERS:
        return now, None
    known = {trait.field for trait in earlier[0].traits}
    return replace(now, traits=[trait for trait in now.traits if trait.field in known]), earlier[0]


def _asked(warehouse: Warehouse, history: History, among: Rule, segments: SavedRules) -> Bools:
    if not among.all and not among.any:
        return np.ones(len(history.people), dtype=bool)
    ids = warehouse.run(matching(warehouse, among, segments).select("customer_id"))["customer_id"].combine_chunks()
    return np.asarray(pc.is_in(history.people.ids, value_set=ids.cast(pa.string())))


def _values(warehouse: Warehouse, target: Target, value: str | None) -> Sequence[str | None]:
    if target not in TARGET_FIELDS:
        return [None]
    field = TARGET_FIELDS[target]
    if value is not None:
        what = Text(target, "categoría" if target == "category" else "canal")
        return resolve_value(warehouse, "profiles", field, value, what)[:1]
    profiles = warehouse.table("profiles")
    bought = profiles.filter(profiles.order_count > 0, profiles[field].notnull())
    rows = warehouse.run(bought.group_by(field).agg(n=bought.count())).to_pylist()
    if not rows:
        raise NoDataError(Text(f"there is no data for: {field}", f"no hay datos de: {field}"), (f"profiles.{field}",))
    return [row[field] for row in sorted(rows, key=lambda row: (-row["n"], row[field]))[:_MOST_VALUES]]


def _rule(clauses: Sequence[Clause], target: Target, among: Rule) -> Rule:
    own: list[Condition] = [FieldCondition(field=c.field, op=c.op, value=c.value) for c in clauses]
    buyers = target in TARGET_FIELDS
    said = buyers and any(clause.field in _ONLY_BUYERS_HAVE for clause in clauses)
    return Rule(all=(*own, *(() if said else (_AMONG[buyers],)), *among.all), any=among.any)


def _too_little() -> NoDataError:
    return NoDataError(
        Text(
            "there are too few customers, or too short a history, to tell a small group from chance",
            "hay muy pocos clientes, o muy poca historia, para distinguir un grupo pequeño del azar",
        )
    )
