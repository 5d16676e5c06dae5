"""From arrays to Arrow columns of a profile: what is unknown becomes null, never 0 and never NaN."""

import numpy as np
import pyarrow as pa

from tools.analytics.order_days import NO_DAY, Bools, Days, Floats
from tools.warehouse.schema import PROFILE_COLUMNS, ColumnType

__all__ = ["ARROW_TYPES", "Columns", "dates", "decimals", "integers", "profile_table", "texts"]

Columns = dict[str, pa.Array]

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(), "integer": pa.int64(), "decimal": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "instant": pa.timestamp("us"),
}  # fmt: skip
_DECIMALS = 6


def dates(days: Days) -> pa.Array:
    """Day numbers as dates; NO_DAY is null."""
    missing = days == NO_DAY
    return pa.array(np.where(missing, 0, days).astype(np.int32), pa.int32(), mask=missing).cast(pa.date32())


def integers(values: Days, known: Bools | None = None) -> pa.Array:
    """Whole numbers, null where not known."""
    return pa.array(values.astype(np.int64), pa.int64(), mask=None if known is None else ~known)


def decimals(values: Floats, known: Bools | None = None) -> pa.Array:
    """Numbers rounded to a millionth, null where not known or not finite."""
    missing = ~np.isfinite(values) if known is None else ~(known & np.isfinite(values))
    rounded = np.round(np.where(missing, 0.0, values), _DECIMALS) + 0.0
    return pa.array(rounded, pa.float64(), mask=missing)


def texts(values: pa.Array | pa.ChunkedArray, place: Days) -> pa.Array:
    """Values at places; null where the place is negative."""
    values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    return values.take(pa.array(np.maximum(place, 0), pa.int64(), mask=place < 0))


def profile_table(columns: Columns, rows: int) -> pa.Table:
    """All profile columns in their order and type; those that nobody filled are null.

    Raises:
        KeyError: a column that profiles do not have.
    """
    unknown = set(columns) - set(PROFILE_COLUMNS)
    if unknown:
        raise KeyError(f"unknown profile columns {sorted(unknown)}")
    return pa.table(
        {
            name: columns[name].cast(ARROW_TYPES[kind]) if name in columns else pa.nulls(rows, ARROW_TYPES[kind])
            for name, kind in PROFILE_COLUMNS.items()
        }
    )
