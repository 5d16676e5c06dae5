"""Expected value of groups of customers: means and totals with intervals that say what they are intervals of."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

import ibis.expr.types as ir

from tools.analytics.totals import total_bounds
from tools.reply import Interval
from tools.segments.report import ProfileReport
from tools.warehouse.engine import Warehouse

__all__ = [
    "CLV_COLUMNS",
    "GroupTotal",
    "GroupWorth",
    "mean_interval",
    "read_total",
    "read_worth",
    "total_interval",
    "total_measures",
    "worth_measures",
    "worth_of",
]

CLV_COLUMNS = {"12m": "clv", "36m": "clv_36m", "lifetime": "clv_lifetime"}
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """A group's customers with an expected value: how many, their total, and the sum of their predictive variances."""

    n: int
    total: float
    noise: float


@dataclass(frozen=True, slots=True)
class GroupWorth(GroupTotal):
    """Their mean and median too, and the standard deviation between them."""

    mean: float
    median: float
    spread: float


def total_measures(people: ir.Table, column: str) -> dict[str, ir.Scalar]:
    """The aggregates that `read_total` reads, over rows of profiles with the expected value `column`.

    Only the 12-month value has a deviation of its own: another horizon takes its noise in the same proportion.
    """
    value, deviation = people[column], people.clv_deviation
    if column != "clv":
        deviation = (people.clv > 0).ifelse(deviation * value / people.clv.nullif(0), 0.0)
    return {"n": value.count(), "total": value.sum(), "noise": (deviation * deviation).sum().fill_null(0.0)}


def worth_measures(people: ir.Table, column: str) -> dict[str, ir.Scalar]:
    """The aggregates that `read_worth` reads; a median takes as long as all the others."""
    value = people[column]
    more = {"mean": value.mean(), "median": value.median(), "spread": value.std().fill_null(0.0)}
    return total_measures(people, column) | more


def read_total(row: Mapping[str, Any]) -> GroupTotal | None:
    """The measures of `total_measures` as they came back; None when nobody has an expected value."""
    return GroupTotal(row["n"], row["total"], row["noise"]) if row["n"] else None


def worth_of(warehouse: Warehouse, people: ir.Table, column: str) -> GroupWorth | None:
    """The worth of one group; None when nobody in it has an expected value."""
    return read_worth(warehouse.run(people.agg(**worth_measures(people, column))).to_pylist()[0])


def read_worth(row: Mapping[str, Any]) -> GroupWorth | None:
    """The measures of `worth_measures` as they came back; None when nobody has an expected value."""
    if not row["n"]:
        return None
    return GroupWorth(row["n"], row["total"], row["noise"], row["mean"], row["median"], row["spread"])


def mean_interval(worth: GroupWorth) -> Interval | None:
    """Normal 95% interval of the mean: the spread between customers and what each of them may do; None for one customer."""
    if worth.n < 2:
        return None
    error = sqrt((worth.spread**2 + worth.noise / worth.n) / worth.n)
    half = NormalDist().inv_cdf(0.5 + LEVEL / 2) * error
    return Interval(max(0.0, worth.mean - half), worth.mean + half, LEVEL, "confidence")


def total_interval(worth: GroupTotal, report: ProfileReport) -> Interval | None:
    """95% interval of what these customers bring in together, as wide as the shop's past totals were off."""
    if worth.total <= 0 or (worth.noise <= 0 and report.level is None):
        return None
    low, high = total_bounds(worth.total, worth.noise, report.level, LEVEL)
    return Interval(float(low), float(high), LEVEL, "total")
