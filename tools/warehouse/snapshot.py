"""Write the snapshot of all sources with its manifest and reports, and seal it; making it current comes after."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from tools.warehouse.derive import derive_snapshot
from tools.warehouse.gather import Gathered
from tools.warehouse.session import Session
from tools.warehouse.source_rows import FinishedSource
from tools.warehouse.store import Place, seal, seal_file

__all__ = ["Imported", "entry_of", "write_snapshot"]

_DERIVATION = "1"
_COUNTED = ("rejected", "blanked", "left_out", "repeated", "identical_rows")


@dataclass(frozen=True, slots=True)
class Imported:
    """A source as it was just read: its entry in the manifest, its rows and its rejects."""

    source: str
    entry: Mapping[str, Any]
    rows: FinishedSource
    rejects: Path | None


def entry_of(now: datetime, gathered: Gathered, finished: FinishedSource) -> dict[str, Any]:
    """What the manifest keeps of a source."""
    return {
        "rows_id": finished.rows_id,
        "imported_at": now.isoformat(),
        "from": gathered.origin,
        "mappings": list(gathered.mappings),
        "files": list(gathered.files),
        "skipped": list(gathered.skipped),
        "counts": asdict(gathered.rows.counts),
    }


def write_snapshot(
    session: Session,
    place: Place,
    imported: Imported,
    before: Mapping[str, Any],
    files: Mapping[str, Mapping[str, Path]],
    timezone: str,
    now: datetime,
) -> Path:
    """Seal the rows of the imported source, and a snapshot of them with those of the other sources (`files`).

    The same rows are the same snapshot.
    """
    others = {name: entry for name, entry in before.get("sources", {}).items() if name != imported.source}
    sources = {**others, imported.source: imported.entry}
    identity = json.dumps([_DERIVATION, [(name, entry["rows_id"]) for name, entry in sources.items()]])
    snapshot_id = blake2b(identity.encode(), digest_size=8).hexdigest()
    _keep_rows(place, imported)
    target = place.snapshots / snapshot_id
    if (target / "manifest.json").exists():
        return target
    draft = place.work / "snapshot"
    rows = {name: files[name] for name in others} | {imported.source: imported.rows.tables}
    derived = derive_snapshot(session, rows, draft, timezone)
    totals = _totals([entry["counts"] for entry in sources.values()])
    totals["notes"] += [asdict(note) for note in derived.notes]
    manifest = {"snapshot_id": snapshot_id, "created_at": now.isoformat(), **derived.manifest, **totals, "sources": sources}
    _write_reports(draft, place, imported, before)
    (draft / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    seal(draft, target)
    return target


def _keep_rows(place: Place, imported: Imported) -> None:
    """Seal the source's own rows, private data apart."""
    draft = place.work / "rows"
    draft.mkdir()
    for name, path in imported.rows.tables.items():
        os.link(path, draft / f"{name}.parquet")
    seal(draft, place.source_rows(imported.source, imported.rows.rows_id))
    if imported.rows.contacts:
        seal_file(imported.rows.contacts, place.contacts(imported.source, imported.rows.rows_id))


def _totals(counts: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The counts of all sources together."""
    totals: dict[str, Any] = {}
    for key in _COUNTED:
        totals[key] = {}
        for one in counts:
            for reason, rows in one[key].items():
                totals[key][reason] = totals[key].get(reason, 0) + rows
    for key in ("normalised", "notes"):
        totals[key] = [text for one in counts for text in one[key]]
    return totals


def _write_reports(draft: Path, place: Place, imported: Imported, before: Mapping[str, Any]) -> None:
    """Each source's rejects lie in the snapshot that its rows are in."""
    earlier = place.snapshots / str(before.get("snapshot_id", "")) / "report"
    for source in before.get("sources", {}):
        if source != imported.source and (earlier / source / "rejects.csv").exists():
            shutil.copytree(earlier / source, draft / "report" / source)
    own = draft / "report" / imported.source
    own.mkdir(parents=True)
    (own / "report.json").write_text(json.dumps(imported.entry, indent=1, ensure_ascii=False), encoding="utf-8")
    if imported.rejects:
        shutil.copy(imported.rejects, own / "rejects.csv")
