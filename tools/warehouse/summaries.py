"""From a Parquet file of purchases straight to the summaries that buy-till-you-die models are fitted on."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tools.analytics.btyd.summary import Summary, summarise
from tools.warehouse.session import identifier, literal

__all__ = ["Summaries", "read_summaries"]


_ROWS_AT_ONCE = 500_000
Keys = NDArray[np.uint64]
Days = NDArray[np.int32]
Money = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Summaries:
    """Summaries with the ids of the customers, row by row."""

    ids: pa.Array
    summary: Summary


def read_summaries(file: Path, customer: str, on: str, value: str, until: int | None = None) -> Summaries:
    """Read three columns of a Parquet file; purchases without a customer or a date are left out.

    Customers are told apart by a hash of 64 bits: that two of a million share one has a chance of 1 in 30 million.

    Args:
        customer: column with ids of any type.
        on: column with dates or instants.
        value: column with the money of each purchase; none counts as 0.
        until: the last day number of observation; the last day in the file when left out.
    """
    ids, keys, days, paid = _columns(file, customer, on, value)
    found = summarise(keys, days, paid, int(days.max(initial=0)) if until is None else until)
    return Summaries(_taken(ids, found.purchase), found)


def _columns(file: Path, customer: str, on: str, value: str) -> tuple[list[pa.Array], Keys, Days, Money]:
    """Ids, piece by piece, their hashes, day numbers and money."""
    who, day = identifier(customer), f"CAST({identifier(on)} AS DATE)"
    query = (
        f"SELECT {who} AS id, hash({who}) AS key, {day} AS day, coalesce(CAST({identifier(value)} AS DOUBLE), 0.0) AS paid "
        f"FROM read_parquet({literal(file)}) WHERE {who} IS NOT NULL AND {day} IS NOT NULL"
    )
    rows, end = pq.read_metadata(file).num_rows, 0
    keys, days, paid = np.empty(rows, dtype=np.uint64), np.empty(rows, dtype=np.int32), np.empty(rows)
    ids = []
    with duckdb.connect(config={"threads": 1}) as engine:
        engine.execute("SET TimeZone = 'UTC'")
        for batch in engine.execute(query).to_arrow_reader(_ROWS_AT_ONCE):
            begin, end = end, end + len(batch)
            keys[begin:end], paid[begin:end] = batch["key"], batch["paid"]
            days[begin:end] = batch["day"].cast(pa.int32())
            ids.append(pa.concat_arrays([batch["id"], batch["id"][:0]]))  # a copy, which does not hold the other columns
    return ids, keys[:end], days[:end], paid[:end]


def _taken(ids: list[pa.Array], position: NDArray[np.int64]) -> pa.Array:
    """The ids at positions of the whole."""
    ascending = np.argsort(position)
    edges = np.cumsum([0, *map(len, ids)])
    parts = np.split(position[ascending], np.searchsorted(position[ascending], edges[1:-1]))
    found = [piece.take(pa.array(part - edge)) for piece, part, edge in zip(ids, parts, edges[:-1], strict=True)]
    place = np.empty(len(position), dtype=np.int64)
    place[ascending] = np.arange(len(position))
    return pa.concat_arrays(found).take(pa.array(place))
