"""From a Parquet file of purchases straight to the summaries that buy-till-you-die models are fitted on."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tools.analytics.btyd.summary import Summary, joined, summarise
from tools.warehouse.session import identifier, literal

__all__ = ["Summaries", "read_summaries"]


_ROWS_AT_ONCE = 250_000
_ROWS_OF_A_PART, _MOST_BITS = 150_000, 8
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
    ids, purchases = _read(file, customer, on, value)
    parts = list(purchases.summaries(purchases.last_day if until is None else until))
    del purchases  # its memory serves what follows; memory that is new to the process costs more than the work in it
    found = joined(parts)
    del parts
    return Summaries(_taken(ids, found.purchase), found)


class _Purchases:
    """Purchases, kept in parts by the first bits of the customers' hashes.

    A part is small enough to be sorted and added up in the processor's cache, and the next one takes over its memory.
    """

    def __init__(self, rows: int) -> None:
        self._bits, self._end = min(_MOST_BITS, (rows // _ROWS_OF_A_PART).bit_length()), 0
        self._rows, self._keys = np.empty(rows, dtype=np.uint32), np.empty(rows, dtype=np.uint64)
        self._days, self._paid = np.empty(rows, dtype=np.int32), np.empty(rows)
        self._pieces: list[list[slice]] = [[] for _ in range(1 << self._bits)]

    @property
    def last_day(self) -> int:
        return int(self._days[: self._end].max(initial=0))

    def add(self, keys: Keys, days: Days, paid: Money) -> None:
        """Take in the next rows, in order of their parts."""
        part = (keys >> np.uint64(64 - _MOST_BITS)).astype(np.uint8) >> np.uint8(_MOST_BITS - self._bits)
        order, here = np.argsort(part, kind="stable"), slice(self._end, self._end + len(keys))
        for column, kept in ((keys, self._keys), (days, self._days), (paid, self._paid)):
            np.take(column, order, out=kept[here], mode="clip")
        np.add(order, self._end, out=self._rows[here], casting="unsafe")
        ends = self._end + np.cumsum(np.bincount(part, minlength=len(self._pieces)))
        for pieces, begin, end in zip(self._pieces, [self._end, *ends[:-1]], ends, strict=True):
            pieces.append(slice(begin, end))
        self._end += len(keys)

    def summaries(self, end_day: int) -> Iterator[Summary]:
        """Summaries part by part, which are in order of the hashes."""
        for pieces in self._pieces:
            rows, keys, days, paid = (
                np.concatenate([column[:0], *(column[piece] for piece in pieces)])
                for column in (self._rows, self._keys, self._days, self._paid)
            )
            found = summarise(keys, days, paid, end_day)
            yield replace(found, purchase=rows[found.purchase].astype(np.int64))


def _read(file: Path, customer: str, on: str, value: str) -> tuple[list[pa.Array], _Purchases]:
    """Ids, piece by piece, and the purchases."""
    who, day = identifier(customer), f"CAST({identifier(on)} AS DATE)"
    query = (
        f"SELECT {who} AS id, hash({who}) AS key, {day} AS day, coalesce(CAST({identifier(value)} AS DOUBLE), 0.0) AS paid "
        f"FROM read_parquet({literal(file)}) WHERE {who} IS NOT NULL AND {day} IS NOT NULL"
    )
    purchases = _Purchases(pq.read_metadata(file).num_rows)
    with duckdb.connect(config={"threads": 1}) as engine:
        engine.execute("SET TimeZone = 'UTC'")
        batches = engine.execute(query).to_arrow_reader(_ROWS_AT_ONCE)
        ids = [pa.nulls(0, batches.schema.field("id").type)]
        for batch in batches:
            purchases.add(*(np.asarray(column) for column in (batch["key"], batch["day"].cast(pa.int32()), batch["paid"])))
            ids.append(pa.concat_arrays([batch["id"], batch["id"][:0]]))  # a copy, which does not hold the other columns
    return ids, purchases


def _taken(ids: list[pa.Array], position: NDArray[np.int64]) -> pa.Array:
    """The ids at positions of the whole."""
    ascending = np.argsort(position)
    edges = np.cumsum([0, *map(len, ids)])
    parts = np.split(position[ascending], np.searchsorted(position[ascending], edges[1:-1]))
    found = [piece.take(pa.array(part - edge)) for piece, part, edge in zip(ids, parts, edges[:-1], strict=True)]
    place = np.empty(len(position), dtype=np.int64)
    place[ascending] = np.arange(len(position))
    return pa.concat_arrays(found).take(pa.array(place))
