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

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

import tools.analytics
from tools.analytics.learned.sessions import Intent
from tools.warehouse.engine import EngineLimits, Shop
from tools.warehouse.profiles.visits import write_intent
from tools.warehouse.schema import PROFILE_COLUMNS
from tools.warehouse.session import ROWS_A_GROUP, identifier

__all__ = ["profiles_id", "write_profiles", "write_rows"]

_ROWS_AT_ONCE, _ROWS_A_THREAD = 100_000, 12_500


def profiles_id(snapshot_id: str, shop: Shop) -> str:
    """Names what profiles depend on: the snapshot, the shop's settings and the code that builds them."""
    depends = {"snapshot": snapshot_id, "shop": asdict(shop), "code": _code_version(), "columns": PROFILE_COLUMNS}
    return hashlib.sha256(json.dumps(depends, sort_keys=True, default=str).encode()).hexdigest()[:16]


def write_profiles(target: Path, profiles: pa.Table, report: dict[str, Any], intent: Intent | None = None) -> None:
    """Write all files so that `target` appears complete or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        pq.write_table(profiles, aside / "profiles.parquet", row_group_size=ROWS_A_GROUP, compression="lz4")
        write_rows(aside / "profiles.sqlite", profiles)
        if intent is not None:
            write_intent(aside, intent)
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


def write_rows(file: Path, profiles: pa.Table) -> None:
    """Write one JSON array per customer, with the names of its values beside them, for point reads by id."""
    database = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        database.execute("CREATE TABLE layout (names BLOB)")
        database.execute("INSERT INTO layout VALUES (?)", (orjson.dumps(profiles.column_names),))
        database.execute("CREATE TABLE profiles (customer_id TEXT PRIMARY KEY, row TEXT) WITHOUT ROWID")
        database.executemany("INSERT INTO profiles VALUES (?, ?)", _rows(profiles))
        database.execute("COMMIT")
    finally:
        database.close()


def _rows(profiles: pa.Table) -> Iterator[tuple[str, str]]:
    values = ", ".join(identifier(name) for name in profiles.column_names)
    with duckdb.connect(config={"threads": EngineLimits().threads}) as engine:
        for first in range(0, len(profiles), _ROWS_AT_ONCE):
            batches = profiles.slice(first, _ROWS_AT_ONCE).to_batches(max_chunksize=_ROWS_A_THREAD)
            part = engine.from_arrow(pa.Table.from_batches(batches))
            yield from part.project(f"customer_id, json_array({values})").fetchall()


def _code_version() -> str:
    """A digest of the modules that profiles are computed by."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(tools.analytics.__file__).parent):
        for file in sorted(folder.rglob("*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
