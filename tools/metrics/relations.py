"""The relations that aggregates run over: which rows, on which day, and how each dimension reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import ibis.expr.types as ir

from tools.metrics.scene import Scene
from tools.warehouse.dated import on_days

__all__ = ["PEOPLE", "TIME", "Regroup", "Relation", "completed_orders", "day_filtered"]

TIME = ("day", "week", "month", "quarter", "year", "weekday")
PEOPLE = (
    "country", "city", "language", "acquisition_channel", "referral_source", "stage", "health", "rfm_segment", "segment",
    "cohort", "customer",
)  # fmt: skip

Regroup = Callable[[ir.Table, tuple[str, ...], Scene], ir.Table]


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows that can be grouped and filtered.

    Attributes:
        tables: what the snapshot must hold.
        rows: the rows, with the day that periods apply to as `on`; already cut to the windows when `windowed`.
        own: dimensions that the rows carry themselves, by column; the others of `dims` come through `customer_id`.
        dims: every dimension it can be grouped or filtered by.
        windowed: rows exist once per window (`window_first`), for what is measured at or across a window's ends.
        timed: whether periods apply at all; False for what is known as of today only.
        day: the column that periods apply to, where the rows still carry it under its own name.
        regroup: folds rows to one per customer (and group) before aggregating.
        by_line: the relation of order lines that stands in when products are asked for.
    """

    id: str
    tables: tuple[str, ...]
    rows: Callable[[Scene], ir.Table]
    dims: tuple[str, ...]
    own: Mapping[str, str] = field(default_factory=dict)
    windowed: bool = False
    timed: bool = True
    day: str = "on"
    regroup: Regroup | None = None
    by_line: str | None = None


def completed_orders(scene: Scene) -> ir.Table:
    """Completed orders of all time; what first, second and earlier orders are told from."""
    orders = scene.table("orders")
    return orders.filter(orders.status == "completed")


def day_filtered(rows: ir.Table, scene: Scene, day: str = "on") -> ir.Table:
    """Rows whose day lies in the scene's period; over all history there is no part of a file to pass over."""
    whole = scene.first <= scene.warehouse.data_first and scene.last >= scene.warehouse.today
    return on_days(rows, "on" if whole and "on" in rows.columns else day, scene.first, scene.last)
