"""How many of an audience would order anyway: the base rate that a test has to beat."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import ibis.expr.types as ir

from tools.warehouse.engine import Warehouse

__all__ = ["BASE_DAYS", "base_rate", "base_rate_measures"]

BASE_DAYS = 60


def base_rate_measures(people: ir.Table) -> dict[str, ir.Scalar]:
    """The aggregates over `people` (rows of profiles) that `base_rate` reads."""
    probability = people.purchase_probability_60
    return {
        "foretold": probability.count(),
        "expected": probability.sum().fill_null(0.0),
        "leads": (people.order_count.fill_null(0) == 0).sum().fill_null(0),
    }


def base_rate(warehouse: Warehouse, row: Mapping[str, Any]) -> float | None:
    """Expected share of the measured people who order within 60 days without a message; None when nothing tells.

    Buyers by their purchase probability; people who never bought by how many such contacts became buyers in the last 60 days.
    """
    expected, covered = row["expected"], row["foretold"]
    if row["leads"]:
        first_orders = _lead_rate(warehouse)
        if first_orders is not None:
            expected += first_orders * row["leads"]
            covered += row["leads"]
    return min(1.0, expected / covered) if covered else None


def _lead_rate(warehouse: Warehouse) -> float | None:
    profiles = warehouse.table("profiles")
    since = warehouse.today - timedelta(days=BASE_DAYS)
    known = profiles.filter(profiles.created_on.isnull() | (profiles.created_on <= since))
    row = warehouse.run(
        known.agg(
            bought=(known.first_order_on > since).sum().fill_null(0),
            waiting=(known.order_count.fill_null(0) == 0).sum().fill_null(0),
        )
    ).to_pylist()[0]
    waiting = row["bought"] + row["waiting"]
    return row["bought"] / waiting if waiting else None
