"""Import a source: read it, derive a snapshot aside, and only when it is whole make it the current one."""

import shutil
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.engine import Shop
from tools.warehouse.gather import Progress, gather, known_timezone
from tools.warehouse.identity import identity_key
from tools.warehouse.options import ImportOptions
from tools.warehouse.outcome import ImportReport
from tools.warehouse.rejects import write_rejects
from tools.warehouse.session import Session
from tools.warehouse.snapshot import Imported, entry_of, write_snapshot
from tools.warehouse.source_rows import FinishedSource, finish_source
from tools.warehouse.store import Place, current_snapshot, import_lock, prune_snapshots, publish, read_manifest

__all__ = ["import_source"]

_SHRINK = 0.30


@dataclass(frozen=True, slots=True)
class _Request:
    """One import as it was asked for."""

    place: Place
    path: Path | str
    source: str
    mapping: Path | None
    update: bool
    allow_shrink: bool
    options: ImportOptions
    shop: Shop
    pinned: Collection[str]
    progress: Progress
    now: datetime


def import_source(
    home: Path,
    path: Path | str,
    *,
    source: str = "main",
    mapping: Path | None = None,
    update: bool = False,
    allow_shrink: bool = False,
    options: ImportOptions = ImportOptions(),
    shop: Shop = Shop(),
    pinned: Collection[str] = (),
    progress: Progress | None = None,
    now: datetime | None = None,
) -> ImportReport:
    """Import a folder, a file or a database (SQLAlchemy URL) as the named source, and build the profiles of the new snapshot.

    Importing equal rows again changes nothing, and the report says so. The old snapshot stays current until the new one is
    whole; `pinned` snapshots are never removed.

    Raises:
        BadInputError: the source cannot be read, or it would lose more than 30% of its orders.
        AmbiguousInputError: values can be read in two ways; the message names the option that chooses.
        UnavailableError: another import is running, or the database does not answer.
    """
    if not source.replace("-", "").replace("_", "").isalnum():
        raise BadInputError(f"a source is named with letters, digits, - and _, not {source!r}")
    known_timezone(options.timezone or shop.timezone)
    place = Place(home.resolve())
    request = _Request(
        place, path, source, mapping, update, allow_shrink, options, shop, pinned, progress or (lambda _: None), now or datetime.now(UTC)
    )  # fmt: skip
    with import_lock(home):
        shutil.rmtree(place.work, ignore_errors=True)
        place.work.mkdir(parents=True)
        try:
            return _import(request)
        finally:
            shutil.rmtree(place.work, ignore_errors=True)


def _import(request: _Request) -> ImportReport:
    started = time.monotonic()
    place, key = request.place, identity_key(request.place.home)
    gathered = gather(request.path, request.mapping, place.work, key, request.options, request.shop.timezone, request.progress)
    current = current_snapshot(place.home)
    before = read_manifest(current) if current else {}
    counts = gathered.rows.counts
    with closing(_session(request, before)) as session:
        earlier = _earlier_files(place, request.source, before)
        finished = finish_source(session, gathered.rows, gathered.currency, earlier, request.update)
        counts.rows = dict(finished.rows)
        rejects = write_rejects(session, gathered.rows.rejects, place.work / "rejects.csv", counts)
        rejects = place.keep_attempt(request.source, rejects)
        entry = before.get("sources", {}).get(request.source)
        if current and entry and entry["rows_id"] == finished.rows_id:
            build_profiles(current, place.home, request.shop)
            return ImportReport(current, current.name, request.source, True, before, counts, rejects, time.monotonic() - started)
        _refuse_shrink(request, entry, finished, rejects)
        files = {name: _earlier_files(place, name, before) for name in before.get("sources", {})}
        imported = Imported(request.source, entry_of(request.now, gathered, finished), finished, rejects)
        request.progress(Text("writing the snapshot", "escribiendo el snapshot"))
        snapshot = write_snapshot(session, place, imported, before, files, request.shop.timezone, request.now)
    request.progress(Text("building profiles", "creando perfiles"))
    build_profiles(snapshot, place.home, request.shop)
    publish(place.home, snapshot.name)
    prune_snapshots(place.home, request.pinned)
    manifest = read_manifest(snapshot)
    return ImportReport(snapshot, snapshot.name, request.source, False, manifest, counts, rejects, time.monotonic() - started)


def build_profiles(snapshot: Path, home: Path, shop: Shop) -> Path | None:
    """The folder of the profiles of a snapshot, built where it is not there yet; None without customers."""
    if "customers" not in read_manifest(snapshot)["rows"]:
        return None
    from tools.warehouse import profiles  # profiles are built over the engine, and heavy

    return profiles.build_profiles(snapshot, home, shop)


def _session(request: _Request, before: Mapping[str, Any]) -> Session:
    """A second engine, in which no SQL of a mapping runs: it may read the rows of earlier imports."""
    place = request.place
    readable = [file for source in before.get("sources", {}) for file in _earlier_files(place, source, before).values()]
    return Session(place.work, readable, request.options)


def _earlier_files(place: Place, source: str, before: Mapping[str, Any]) -> dict[str, Path]:
    entry = before.get("sources", {}).get(source)
    if entry is None:
        return {}
    files = {file.stem: file for file in place.source_rows(source, entry["rows_id"]).glob("*.parquet")}
    contacts = place.contacts(source, entry["rows_id"])
    return files | ({"contacts": contacts} if contacts.exists() else {})


def _refuse_shrink(request: _Request, entry: Mapping[str, Any] | None, finished: FinishedSource, rejects: Path | None) -> None:
    if entry is None or request.allow_shrink:
        return
    old, new = entry["counts"]["rows"], finished.rows
    if sum(new.values()) and new.get("orders", 0) >= (1 - _SHRINK) * old.get("orders", 0):
        return
    listed = f" Rejected rows are in {rejects}." if rejects else ""
    raise BadInputError(
        f"source {request.source!r} would go from {old.get('orders', 0):,} to {new.get('orders', 0):,} orders; nothing was replaced. "
        f"If that is right, use --allow-shrink; to add to what is there, use --update.{listed}"
    )
