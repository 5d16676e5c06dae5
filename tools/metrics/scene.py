"""Where a metric is evaluated: the snapshot, the days, the groups and the conditions of one question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

import ibis
import ibis.expr.types as ir

from tools.conditions import FieldCondition, Rule
from tools.warehouse.engine import Warehouse

__all__ = ["GRAINS", "Grain", "Members", "Scene", "Window", "unit_last", "unit_start"]

Grain = Literal["day", "week", "month", "quarter", "year"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")
_TRUNCATE = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}

Members = Callable[[Rule], ir.Table]
"""Customers for whom a rule holds: a table with `customer_id`."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days inside the question's period: one unit of its time grain, or the whole."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Scene:
    """One evaluation. `conditions` are on dimensions; `people` are on customers and go through `members`, as
    `among` does, a rule of its own.
    """

    warehouse: Warehouse
    first: date
    last: date
    dims: tuple[str, ...] = ()
    conditions: tuple[FieldCondition, ...] = ()
    people: tuple[FieldCondition, ...] = ()
    members: Members | None = None
    segments: tuple[str, ...] = ()
    among: Rule | None = None
    settings: Mapping[str, float] = field(default_factory=dict)

    @property
    def grain(self) -> Grain | None:
        """The finest unit of time that the question groups by."""
        return next((grain for grain in GRAINS if grain in self.dims), None)

    @property
    def fields(self) -> frozenset[str]:
        """Every dimension that rows must carry: to group or to filter by."""
        return frozenset(self.dims) | {condition.field for condition in self.conditions}

    @property
    def by_line(self) -> bool:
        """Whether the question is about products, so that lines are counted rather than orders."""
        return bool({"product", "category"} & self.fields)

    def at(self, first: date, last: date) -> "Scene":
        """The same question on other days."""
        return replace(self, first=first, last=last)

    def ungrouped(self) -> "Scene":
        """The same question without groups."""
        return replace(self, dims=())

    def table(self, name: str) -> ir.Table:
        """A table of the snapshot; NoDataError when it has none."""
        return self.warehouse.table(name)

    def windows(self) -> list[Window]:
        """The units of the time grain, cut to the period; the period itself without one."""
        if self.grain is None:
            return [Window(self.first, self.last)]
        windows, start = [], unit_start(self.grain, self.first)
        while start <= self.last:
            end = unit_last(self.grain, start)
            windows.append(Window(max(start, self.first), min(end, self.last)))
            start = end + timedelta(days=1)
        return windows

    def window_start(self, on: ir.DateValue) -> ir.DateValue:
        """The first day of the window that a day lies in."""
        first = ibis.literal(self.first)
        return first if self.grain is None else ibis.greatest(first, truncated(on, self.grain))


def truncated(on: ir.DateValue, grain: Grain) -> ir.DateValue:
    """The first day of the unit that a day lies in, as an expression."""
    return on if grain == "day" else on.truncate(_TRUNCATE[grain])


def unit_start(grain: Grain, day: date) -> date:
    """The first day of the unit that a day lies in."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[grain]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def unit_last(grain: Grain, start: date) -> date:
    """The last day of the unit that begins on a day."""
    if grain == "day":
        return start
    if grain == "week":
        return start + timedelta(days=6)
    month = start.month - 1 + _MONTHS[grain]
    return date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
