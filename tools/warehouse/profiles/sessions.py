"""Visits from a shop's own events, step by step up to any checkout, and whether an order followed."""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tools.analytics.learned.sessions import Visits
from tools.analytics.order_days import Bools, Days, Floats
from tools.warehouse.engine import Warehouse
from tools.warehouse.profiles.people import day_numbers

__all__ = ["SOURCE", "Sessions", "read_sessions"]

SOURCE = "source"
_STEPS = {"page_views": "page_view", "product_views": "product_view", "add_to_carts": "add_to_cart"}
_CHECKOUT = "checkout"
_MOST_EVENTS = 60_000
_MOST_SOURCES = 8
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Sessions:
    """Visits, the day each began, and the sources that have a code of their own, the commonest first; all others share one.

    One in `parts` visits was read.
    """

    visits: Visits
    day: Days
    sources: tuple[str, ...]
    parts: int


def read_sessions(warehouse: Warehouse) -> Sessions | None:
    """Visits at each of their steps; of more than some 60,000 events those of a fixed part of the visits.

    Only days from the first order that names a visit to the last: outside of them no visit could have ended in one. What comes
    with a checkout or an order, or after it, is left out: it tells the end already. So is who the visitor is: an
    order names its customer, and events are often given that name afterwards.

    Returns:
        None where events that name a visit, or completed orders that do, are missing.
    """
    if not warehouse.has("events", "orders"):
        return None
    parts = max(1, -(-int(warehouse.manifest.get("rows", {}).get("events", 0)) // _MOST_EVENTS))
    rows = warehouse.run(_steps(warehouse, parts))
    if rows["ordered_at"].null_count == len(rows):
        return None
    kind = np.asarray(pc.index_in(rows["type"], pa.array([_CHECKOUT, *_STEPS.values()])), dtype=np.int64)
    visit = np.unique(np.asarray(rows["visit"]), return_inverse=True)[1]
    at, ordered = _seconds(rows["occurred_at"], 0), _seconds(rows["ordered_at"], _NEVER)
    before = (kind > 0) & (at < _closed(visit, np.where(kind == 0, at, ordered)))
    if not before.any():
        return None
    sources, source = _coded(rows[SOURCE].filter(pa.array(before)))
    day = day_numbers(rows["occurred_on"])[before]
    weekend = (day + 3) % 7 >= 5
    visits, first = _walked(visit[before], kind[before], at[before], weekend, source, (ordered != _NEVER)[before])
    return Sessions(visits, day[first], sources, parts)


def _steps(warehouse: Warehouse, parts: int) -> ir.Table:
    """The steps and checkouts of visits, one visit after the other, each with the moment of the visit's order."""
    events, orders = warehouse.table("events"), warehouse.table("orders")
    named = orders.filter(orders.visit_id.notnull(), orders.status == "completed", orders.ordered_on <= warehouse.today)
    [days] = warehouse.run(named.agg(first=named.ordered_on.min(), last=named.ordered_on.max())).to_pylist()
    seen = events.filter(
        _read(events, parts), events.type.isin((_CHECKOUT, *_STEPS.values())),
        events.occurred_on.between(days["first"] or date.max, days["last"] or date.min),
    )  # fmt: skip
    sold = named.filter(_read(named, parts)).group_by("visit_id").agg(ordered_at=named.ordered_at.min())
    rows = seen.left_join(sold, "visit_id").mutate(visit=seen.visit_id.hash())
    return rows.select("visit", "occurred_at", "occurred_on", "type", SOURCE, "ordered_at").order_by(
        ["visit", "occurred_at", "type", SOURCE]
    )


def _read(rows: ir.Table, parts: int) -> ir.BooleanValue:
    """Whether a row names one of the visits that are read."""
    named = rows.visit_id.notnull()
    return named if parts == 1 else named & (rows.visit_id.hash() % parts == 0)


def _walked(
    visit: Days, kind: Days, at: Days, weekend: Bools, source: Floats, ordered: Bools
) -> tuple[Visits, NDArray[np.int64]]:
    """What each visit had done by each step, the visits by when they began, and the row of each one's first step."""
    starts = np.flatnonzero(np.concatenate(([True], np.diff(visit) != 0)))
    lengths = np.diff(np.append(starts, len(visit)))
    by_time = np.argsort(at[starts], kind="stable")
    starts, lengths = starts[by_time], lengths[by_time]
    first = np.repeat(starts, lengths)
    rows = first + np.arange(len(first)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    columns = {name: _so_far(kind == code)[rows] - _before(kind == code)[first] for code, name in enumerate(_STEPS, 1)}
    columns |= {
        "seconds": (at[rows] - at[first]).astype(np.float64),
        "weekend": weekend[first].astype(np.float64),
        SOURCE: source[first],
    }
    return Visits(columns, np.repeat(np.arange(len(starts)), lengths), ordered[starts]), starts


def _so_far(happened: Bools) -> Floats:
    return np.cumsum(happened).astype(np.float64)


def _before(happened: Bools) -> Floats:
    return _so_far(happened) - happened


def _closed(visit: Days, ends: Days) -> Days:
    """The earliest end of each row's visit."""
    starts = np.flatnonzero(np.concatenate(([True], np.diff(visit) != 0)))
    closed: Days = np.minimum.reduceat(ends, starts)[np.cumsum(np.concatenate(([0], np.diff(visit) != 0)))]
    return closed


def _coded(names: pa.ChunkedArray) -> tuple[tuple[str, ...], Floats]:
    """The commonest sources, and a number for each row's: its place among them, the number after them for another."""
    counted = pc.value_counts(names.drop_null()).to_pylist()
    ranked = [row["values"] for row in sorted(counted, key=lambda row: (-row["counts"], row["values"]))]
    sources = tuple(ranked[:_MOST_SOURCES])
    place = pc.fill_null(pc.index_in(names, pa.array(sources, pa.string())), len(sources))
    return sources, np.where(np.asarray(names.is_null()), np.nan, np.asarray(place, dtype=np.float64))


def _seconds(moments: pa.ChunkedArray, missing: int) -> Days:
    seconds = moments.cast(pa.timestamp("us")).cast(pa.int64())
    found = np.asarray(pc.fill_null(seconds, missing), dtype=np.int64)
    return np.where(found == missing, missing, found // 1_000_000)
