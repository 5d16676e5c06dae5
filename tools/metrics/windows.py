"""The units of a question's period as rows, for what is measured at or across the ends of each."""

from typing import Any

import ibis
import ibis.expr.types as ir

from tools.metrics.scene import Scene

__all__ = ["across", "window_rows"]

_FORM = "array<struct<window_first:date,window_last:date>>"


def window_rows(scene: Scene) -> ir.Table:
    """One row per window: `window_first` and `window_last`, both included."""
    windows: list[dict[str, Any]] = [{"window_first": w.first, "window_last": w.last} for w in scene.windows()]
    rows = ibis.literal(windows, type=_FORM).unnest().name("bounds").as_table()
    return rows.select(window_first=rows.bounds["window_first"], window_last=rows.bounds["window_last"])


def across(rows: ir.Table, scene: Scene) -> ir.Table:
    """The rows once per window."""
    return rows.cross_join(window_rows(scene))
