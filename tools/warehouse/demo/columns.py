"""From arrays of numbers to the columns of a canonical Parquet table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tools.warehouse.schema import CanonicalTable, ColumnType

__all__ = [
    "NONE", "Flags", "Floats", "Ints", "day_dates", "flags", "ids", "instants", "money", "numbers", "stream", "whole", "words",
    "write_table",
]  # fmt: skip

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_DIGITS = 7
NONE = -1  # a code, number or second that is not there; nothing in the shop is negative

_SECONDS_A_DAY = 86_400
_ARROW: dict[ColumnType, Any] = {
    "text": pa.string(), "integer": pa.int64(), "decimal": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "instant": pa.timestamp("us"),
}  # fmt: skip


def stream(seed: int, topic: str) -> np.random.Generator:
    """The random numbers of one topic, so that a change in one topic leaves the others as they were."""
    return np.random.Generator(np.random.PCG64([seed, *topic.encode()]))


def ids(prefix: str, row_numbers: Ints) -> Any:
    """Ids such as C0000012, one letter and seven digits; NONE becomes null."""
    text = np.empty((len(row_numbers), 1 + _DIGITS), dtype=np.uint8)
    text[:, 0] = ord(prefix)
    rest = np.maximum(row_numbers, 0).astype(np.int32)
    for place in range(_DIGITS, 0, -1):
        rest, digit = np.divmod(rest, np.int32(10))
        text[:, place] = digit + ord("0")
    starts = np.arange(len(row_numbers) + 1, dtype=np.int32) * np.int32(1 + _DIGITS)
    buffers = [_validity(row_numbers >= 0), pa.py_buffer(starts), pa.py_buffer(text)]
    return pa.Array.from_buffers(pa.string(), len(row_numbers), buffers)


def words(vocabulary: Sequence[str], codes: Ints) -> Any:
    """The word of each code; NONE becomes null."""
    return pc.take(pa.array(vocabulary, pa.string()), _nullable(codes))


def instants(seconds: Ints) -> Any:
    """UTC timestamps of seconds since 1970; NONE becomes null."""
    return _arrow(seconds * 1_000_000, pa.timestamp("us"), seconds >= 0)


def day_dates(seconds: Ints) -> Any:
    """The UTC date of each instant; NONE becomes null."""
    return _arrow((seconds // _SECONDS_A_DAY).astype(np.int32), pa.date32(), seconds >= 0)


def money(cents: Ints) -> Any:
    """Amounts in the currency's unit, exact to the cent."""
    return _arrow(cents / 100.0, pa.float64())


def numbers(values: Floats) -> Any:
    """Decimals; NaN becomes null."""
    return _arrow(values, pa.float64(), ~np.isnan(values))


def whole(values: Ints) -> Any:
    """Integers; NONE becomes null."""
    return _nullable(values)


def flags(values: Flags) -> Any:
    """Booleans."""
    return pc.cast(_arrow(values.astype(np.uint8), pa.uint8()), pa.bool_())


def write_table(folder: Path, table: CanonicalTable, columns: Mapping[str, Any]) -> None:
    """Write one canonical table, its columns in the schema's order and types."""
    arrays = [pc.cast(columns[c.name], _ARROW[c.type]) for c in table.columns]
    pq.write_table(
        pa.table(arrays, names=[c.name for c in table.columns]), folder / f"{table.name}.parquet", compression="snappy"
    )


def _nullable(values: Ints) -> Any:
    return _arrow(values.astype(np.int64), pa.int64(), values >= 0)


def _arrow(values: npt.NDArray[Any], type_: Any, there: Flags | None = None) -> Any:
    """An Arrow column over the array's own memory (`pa.array` would import pandas, which takes seconds)."""
    valid = None if there is None else _validity(there)
    return pa.Array.from_buffers(type_, len(values), [valid, pa.py_buffer(np.ascontiguousarray(values))])


def _validity(there: Flags) -> Any:
    return pa.py_buffer(np.packbits(there, bitorder="little"))
