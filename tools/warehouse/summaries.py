"""From a Parquet file of purchases straight to the summaries that buy-till-you-die models are fitted on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tools.analytics.btyd.summary import Summary, summarise

__all__ = ["Summaries", "read_summaries"]

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Summaries:
    """Summaries with the ids of the customers, whose positions are the summary's codes."""

    ids: pa.Array
    summary: Summary


def read_summaries(file: Path, customer: str, on: str, value: str, until: int | None = None) -> Summaries:
    """Read three columns of a Parquet file; purchases without a customer or a date are left out.

    Args:
        customer: column with ids of any type.
        on: column with dates or instants.
        value: column with the money of each purchase; none counts as 0.
        until: the last day number of observation; the last day in the file when left out.
    """
    ids, codes = _coded(_column(file, customer))
    days = _column(file, on).cast(pa.date32()).cast(pa.int32())
    money = pc.fill_null(_column(file, value).cast(pa.float64()), 0.0).to_numpy()
    known = codes >= 0
    if days.null_count:
        known &= pc.is_valid(days).to_numpy()
        days = pc.fill_null(days, 0)
    day = days.to_numpy()
    if not known.all():
        codes, day, money = codes[known], day[known], money[known]
    return Summaries(ids, summarise(codes, day, money, int(day.max(initial=0)) if until is None else until))


def _column(file: Path, name: str) -> pa.ChunkedArray:
    return pq.read_table(file, columns=[name], use_threads=False)[name]


def _coded(ids: pa.ChunkedArray) -> tuple[pa.Array, Codes]:
    """The distinct ids, and the position of each row's among them; -1 for null."""
    coded = ids.dictionary_encode().unify_dictionaries()
    if not coded.num_chunks:
        return pa.array([], ids.type), np.zeros(0, dtype=np.int32)
    codes = [np.asarray(pc.fill_null(chunk.indices, -1)) for chunk in coded.chunks]
    return coded.chunk(0).dictionary, np.concatenate(codes)
