"""How many of an audience would order anyway: the base rate that a test has to beat."""

from datetime import timedelta

import ibis.expr.types as ir

from tools.warehouse.engine import Warehouse

__all__ = ["BASE_DAYS", "base_rate"]

BASE_DAYS = 60


def base_rate(warehouse: Warehouse, people: ir.Table) -> float | None:
    """Expected share of `people` (rows of profiles) who order within 60 days without a message; None when nothing tells.

    Buyers by their purchase probability; people who never bought by how many such contacts became buyers in the last 60 days.
    """
    probability = people.purchase_probability_60
    row = warehouse.run(
        people.agg(
            n=people.count(),
            known=probability.count(),
            expected=probability.sum().fill_null(0.0),
            leads=(people.order_count.fill_null(0) == 0).sum().fill_null(0),
        )
    ).to_pylist()[0]
    expected, covered = row["expected"], row["known"]
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
