"""Puts the groups of a result in the order that was asked for, ties by key, and cuts where a limit was given."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tools.errors import BadInputError
from tools.metrics.computing import Computed, Series
from tools.metrics.question import Question
from tools.metrics.rows import UNKNOWN, key_column
from tools.terms import Text

__all__ = ["SMALL_GROUP", "Ranked", "rank"]

SMALL_GROUP = 30
_SALES = ("orders", "revenue", "net_revenue", "units", "customers", "average_order_value")
_TIME = {"day", "week", "month", "quarter", "year", "weekday", "hour"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Which rows to show, in order. `small` marks shown rows under 30; `left_out` are rows that a ranking of averages drops."""

    rows: npt.NDArray[np.int64]
    total_rows: int
    small: npt.NDArray[np.bool_]
    left_out: npt.NDArray[np.int64]
    by_value: bool


def rank(question: Question, computed: Computed) -> Ranked:
    """Order the groups.

    Raises:
        BadInputError: `order_by` names nothing that the result has.
    """
    series, column, descending = _order(question, computed)
    keys = [key_column(dim) for dim in question.scene.dims]
    ascending = [(key, "ascending", "at_end") for key in keys]
    if column is None:
        first = [(key, "descending" if descending and i == 0 else "ascending", "at_end") for i, key in enumerate(keys)]
        rows = np.asarray(pc.sort_indices(computed.frame, sort_keys=first))
    else:
        ordered = computed.frame.append_column("_order", pa.array(column, pa.float64(), from_pandas=True))
        rows = np.asarray(
            pc.sort_indices(ordered, sort_keys=[("_order", "descending" if descending else "ascending", "at_end"), *ascending])
        )
        rows = _named_first(computed, question, _open(computed, question, column, rows))
    rows = rows.astype(np.int64)
    small = _small(question, computed)
    left_out = np.array([], dtype=np.int64)
    if series is not None and series.metric.averaged and column is not None and not small.all():
        known = ~small & ~np.isnan(series.value)
        left_out, rows = rows[~known[rows]], rows[known[rows]]
        if question.asked.order_by is None and question.asked.limit is None:
            rows, left_out = np.concatenate([rows, left_out]), np.array([], dtype=np.int64)
    limit = question.asked.limit
    cut = rows[:limit] if limit is not None and column is not None else rows
    return Ranked(cut, computed.frame.num_rows, small[cut], left_out, column is not None)


def _named_first(computed: Computed, question: Question, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Rows without a value (no coupon, no plan) after those that have one: they win no ranking."""
    nameless = np.zeros(computed.frame.num_rows, dtype=bool)
    for dim in question.scene.dims:
        keys = computed.frame.column(key_column(dim)).to_pylist()
        nameless |= np.array([key in (None, UNKNOWN) for key in keys], dtype=bool)
    return np.concatenate([rows[~nameless[rows]], rows[nameless[rows]]])


def _open(
    computed: Computed, question: Question, column: npt.NDArray[np.float64], rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Without the times at which nothing was sold: a closed day is not the worst one."""
    sold = all(metric.id in _SALES for metric in question.metrics)
    if not (sold and _TIME & set(question.scene.dims)) or not np.any(column[rows] > 0):
        return rows
    happened: npt.NDArray[np.int64] = rows[column[rows] != 0]
    return happened


def _small(question: Question, computed: Computed) -> npt.NDArray[np.bool_]:
    small = np.zeros(computed.frame.num_rows, dtype=bool)
    for series in computed.series:
        if series.metric.averaged and series.population is not None and question.scene.dims:
            small |= series.population < SMALL_GROUP
    return small


def _order(question: Question, computed: Computed) -> tuple[Series | None, npt.NDArray[np.float64] | None, bool]:
    """The series and column to order by and whether from the top; no column means by key."""
    word = question.asked.order_by
    if word is None:
        timed = bool(_TIME & set(question.scene.dims)) or bool({"cohort", "renewal"} & set(question.scene.dims))
        return (None, None, False) if timed else (computed.series[0], computed.series[0].value, True)
    name, descending = word.strip().removeprefix("-").strip(), word.strip().startswith("-")
    if name in ("key", *question.scene.dims):
        return None, None, descending
    named = {series.metric.id: series for series in computed.series}
    series = next((s for metric, s in named.items() if name == metric or name.startswith(f"{metric}_")), computed.series[0])
    if name == "driver" and series.change is not None:
        return series, series.change, descending != _rises(series, series.change)
    role = name if name in ("change", "change_rate", "share") else name.removeprefix(series.metric.id).removeprefix("_")
    columns = {"": series.value, "change": series.change, "change_rate": series.change_rate, "share": series.share}
    if role == "share" and series.share is None:
        return series, series.value, descending
    if role not in columns or columns[role] is None or (role == "" and name not in named):
        known = ["key", *named, *(["change", "change_rate", "driver"] if series.baseline is not None else [])]
        listed = ", ".join(known)
        raise BadInputError(
            Text(f"cannot order by '{word}'; use, with - for descending: {listed}",
                 f"no se puede ordenar por '{word}'; usa, con - para descendente: {listed}")
        )  # fmt: skip
    return series, columns[role], descending


def _rises(series: Series, change: npt.NDArray[np.float64]) -> bool:
    """Whether the whole went up: by its totals, else by what the groups moved together."""
    if series.total is not None and series.total_baseline is not None:
        return series.total >= series.total_baseline
    return float(np.nansum(change)) >= 0
