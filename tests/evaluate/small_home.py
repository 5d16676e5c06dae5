"""The demo shop in small as a home that the whole assistant runs on, derived from its tables without an import."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.demo_home import AS_OF, SEED
from tools.warehouse.demo import generate
from tools.warehouse.derive import derive_snapshot
from tools.warehouse.options import ImportOptions
from tools.warehouse.schema import TABLES
from tools.warehouse.session import Session
from tools.warehouse.store import Place

__all__ = ["CONTACTS", "small_home"]

CONTACTS = 1500


def small_home(home: Path, change: Callable[[Path], None] = lambda tables: None) -> Path:
    """Make the shop below `home`, its tables changed first, and give it back."""
    place, tables = Place(home), home / "tables"
    generate(tables, AS_OF, SEED, CONTACTS)
    change(tables)
    files = {name: tables / f"{name}.parquet" for name in TABLES}
    target = place.snapshots / "small"
    place.snapshots.mkdir(parents=True)
    derived = derive_snapshot(Session(home, [], ImportOptions()), {"demo": files}, target, "UTC")
    made = datetime.combine(AS_OF, datetime.min.time(), UTC).isoformat()
    manifest = {"snapshot_id": "small", "created_at": made, **derived.manifest, "sources": {"demo": {"imported_at": made}}}
    (target / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    place.current.write_text("small", encoding="utf-8")
    return home
