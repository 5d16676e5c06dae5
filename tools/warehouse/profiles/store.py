"""Profiles on disk: Parquet for analysis, SQLite for point reads, a report; written aside, then renamed."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import tools.analytics
from tools.warehouse.engine import Shop
from tools.warehouse.schema import PROFILE_COLUMNS

__all__ = ["profiles_id", "write_profiles"]

_ROWS_AT_ONCE = 20_000


def profiles_id(snapshot_id: str, shop: Shop) -> str:
    """Names what profiles depend on: the snapshot, the shop's settings and the code that builds them."""
    depends = {"snapshot": snapshot_id, "shop": asdict(shop), "code": _code_version(), "columns": PROFILE_COLUMNS}
    return hashlib.sha256(json.dumps(depends, sort_keys=True, default=str).encode()).hexdigest()[:16]


def write_profiles(target: Path, profiles: pa.Table, report: dict[str, Any]) -> None:
    """Write all three files so that `target` appears complete or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        pq.write_table(profiles, aside / "profiles.parquet")
        _write_sqlite(aside / "profiles.sqlite", profiles)
        (aside / "report.json").write_text(json.dumps(report, indent=1, allow_nan=False), encoding="utf-8")
        _rename(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _rename(aside: Path, target: Path) -> None:
    """Another process that has built the same profiles meanwhile is as good."""
    try:
        os.rename(aside, target)
    except OSError:
        if not (target / "report.json").exists():
            raise


def _write_sqlite(file: Path, profiles: pa.Table) -> None:
    names = profiles.column_names
    declared = ", ".join(f'"{name}"' + (" TEXT PRIMARY KEY" if name == "customer_id" else "") for name in names)
    places = ", ".join("?" * len(names))
    database = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        database.execute(f"CREATE TABLE profiles ({declared}) WITHOUT ROWID")
        database.executemany(f"INSERT INTO profiles VALUES ({places})", _rows(profiles))
        database.execute("COMMIT")
    finally:
        database.close()


def _rows(profiles: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in profiles.to_batches(max_chunksize=_ROWS_AT_ONCE):
        columns = [
            (column.cast(pa.string()) if pa.types.is_date(column.type) else column).to_pylist() for column in batch.columns
        ]
        yield from zip(*columns, strict=True)


def _code_version() -> str:
    """A digest of the modules that profiles are computed by."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(tools.analytics.__file__).parent):
        for file in sorted(folder.rglob("*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
