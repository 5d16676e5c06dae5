"""From arrays of numbers to the columns of a canonical Parquet table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tools.warehouse.schema import CanonicalTable

__all__ = [
    "NONE", "Flags", "Floats", "Ints", "day_dates", "flags", "ids", "instants", "money", "numbers", "stream", "texts", "whole",
    "words", "write_table",
]  # fmt: skip

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NONE = -1  # a code, number or second that is not there; nothing in the shop is negative

_SECONDS_A_DAY = 86_400


def stream(seed: int, topic: str) -> np.random.Generator:
    """The random numbers of one topic, so that a change in one topic leaves the others as they were."""
    return np.random.Generator(np.random.PCG64([seed, *topic.encode()]))


def ids(prefix: str, row_numbers: Ints, digits: int = 7) -> Any:
    """Ids such as C0000012, one letter and so many digits; NONE becomes null."""
    text = np.empty((len(row_numbers), 1 + digits), dtype=np.uint8)
    text[:, 0] = ord(prefix)
    rest = np.maximum(row_numbers, 0).astype(np.int32)
    for place in range(digits, 0, -1):
        rest, digit = np.divmod(rest, np.int32(10))
        text[:, place] = digit + ord("0")
    starts = np.arange(len(row_numbers) + 1, dtype=np.int32) * np.int32(1 + digits)
    buffers = [_validity(row_numbers >= 0), pa.py_buffer(starts), pa.py_buffer(text)]
    return pa.Array.from_buffers(pa.string(), len(row_numbers), buffers)


def words(vocabulary: Sequence[str], codes: Ints) -> Any:
    """The word of each code; NONE becomes null."""
    positions = _arrow(codes.astype(np.int32), pa.int32(), codes >= 0)
    return pa.DictionaryArray.from_arrays(positions, texts(vocabulary))


def texts(values: Sequence[str | None]) -> Any:
    """Texts as they are; None becomes null."""
    encoded = [(value or "").encode() for value in values]
    ends = np.cumsum([0, *(len(word) for word in encoded)], dtype=np.int32)
    there = np.array([value is not None for value in values], dtype=np.bool_)
    return pa.Array.from_buffers(
        pa.string(), len(encoded), [_validity(there), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    )


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
    """Write one canonical table, its columns in the schema's order."""
    wrong = set(columns) ^ {c.name for c in table.columns}
    if wrong:
        raise KeyError(f"{table.name} is not made of these columns: {sorted(wrong)}")
    coded = [name for name, column in columns.items() if pa.types.is_dictionary(column.type)]
    pq.write_table(
        pa.table([columns[c.name] for c in table.columns], names=[c.name for c in table.columns]),
        folder / f"{table.name}.parquet", compression="snappy", use_dictionary=coded, store_schema=False,
    )  # fmt: skip


def _nullable(values: Ints) -> Any:
    return _arrow(values.astype(np.int64), pa.int64(), values >= 0)


def _arrow(values: npt.NDArray[Any], type_: Any, there: Flags | None = None) -> Any:
    """An Arrow column over the array's own memory (`pa.array` would import pandas, which takes seconds)."""
    valid = None if there is None else _validity(there)
    return pa.Array.from_buffers(type_, len(values), [valid, pa.py_buffer(np.ascontiguousarray(values))])


def _validity(there: Flags) -> Any:
    return pa.py_buffer(np.packbits(there, bitorder="little"))
