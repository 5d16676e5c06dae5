"""A shop small enough to check by eye: rows in, an open `Warehouse` out, through the same files as a real import."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tools.warehouse.engine import Shop, Warehouse
from tools.warehouse.profiles.store import write_rows
from tools.warehouse.schema import PROFILE_COLUMNS, TABLES, ColumnType

Rows = Sequence[Mapping[str, Any]]

_ARROW: dict[ColumnType, pa.DataType] = {
    "text": pa.string(), "integer": pa.int64(), "decimal": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "instant": pa.timestamp("us"),
}  # fmt: skip


def open_shop(
    folder: Path, tables: Mapping[str, Rows], profiles: Rows | None = None, shop: Shop = Shop(currency="EUR")
) -> Warehouse:
    """Write a snapshot of these rows (missing columns are null; texts like '2025-03-01' become instants) and open it."""
    snapshot = folder / "snapshots" / "tiny"
    snapshot.mkdir(parents=True)
    for name, rows in tables.items():
        columns = {c.name: c.type for c in TABLES[name].columns}
        pq.write_table(_arrow(rows, columns), snapshot / f"{name}.parquet")
    days = [_read(row["ordered_at"], "instant").date() for row in tables.get("orders", ())] or [date(2025, 1, 1)]
    manifest = {
        "snapshot_id": "tiny", "first_on": min(days).isoformat(), "last_on": max(days).isoformat(), "currency": "EUR",
        "rows": {name: len(rows) for name, rows in tables.items()},
    }  # fmt: skip
    (snapshot / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    profile_folder = _write_profiles(folder, profiles) if profiles is not None else None
    return Warehouse(snapshot, profile_folder, shop)


def _write_profiles(folder: Path, rows: Rows) -> Path:
    target = folder / "profiles" / "tiny"
    target.mkdir(parents=True)
    table = _arrow(rows, PROFILE_COLUMNS)
    pq.write_table(table, target / "profiles.parquet")
    write_rows(target / "profiles.sqlite", table)
    return target


def _arrow(rows: Rows, columns: Mapping[str, ColumnType]) -> pa.Table:
    unknown = {name for row in rows for name in row} - set(columns)
    if unknown:
        raise KeyError(f"unknown columns {sorted(unknown)}; known: {sorted(columns)}")
    return pa.table(
        {name: pa.array([_read(row.get(name), kind) for row in rows], _ARROW[kind]) for name, kind in columns.items()}
    )


def _read(value: Any, kind: ColumnType) -> Any:
    if isinstance(value, str) and kind == "date":
        return date.fromisoformat(value)
    if isinstance(value, str) and kind == "instant":
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    return value
