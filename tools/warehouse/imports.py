"""Import a source: read it, derive a snapshot aside, and only when it is whole make it the current one."""

import shutil
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.engine import Shop
from tools.warehouse.gather import Gathered, Progress, gather, known_timezone
from tools.warehouse.identity import identity_key
from tools.warehouse.options import ImportOptions
from tools.warehouse.outcome import ImportReport
from tools.warehouse.rejects import write_rejects
from tools.warehouse.session import Session
from tools.warehouse.snapshot import Imported, entry_of, write_snapshot
from tools.warehouse.source_rows import finish_source, shrinks
from tools.warehouse.store import Place, current_snapshot, import_lock, prune_snapshots, publish, read_manifest

__all__ = ["import_source"]


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
    with_profiles: bool
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
    with_profiles: bool = True,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> ImportReport:
    """Import a folder, a file or a database (SQLAlchemy URL) as the named source, and build the profiles of the new snapshot.

    Importing equal rows again changes nothing, and the report says so. The old snapshot stays current until the new one is
    whole; `pinned` snapshots are never removed. Without `with_profiles` they are built when the warehouse is first opened.

    Raises:
        BadInputError: the source cannot be read, or it would lose more than 30% of its orders.
        AmbiguousInputError: values can be read in two ways; the message names the option that chooses.
        UnavailableError: another import is running, or the database does not answer.
    """
    if not source.replace("-", "").replace("_", "").isalnum():
        raise BadInputError(f"a source is named with letters, digits, - and _, not {source!r}")
    known_timezone(options.timezone or shop.timezone)
    place = Place(home.resolve())
    told, moment = progress or (lambda _: None), now or datetime.now(UTC)
    request = _Request(
        place, path, source, mapping, update, allow_shrink, options.at(moment), shop, pinned, with_profiles, told, moment
    )
    with import_lock(home):
        shutil.rmtree(place.work, ignore_errors=True)
        place.work.mkdir(parents=True)
        try:
            return _import(request)
        finally:
            shutil.rmtree(place.work, ignore_errors=True)


def _import(request: _Request) -> ImportReport:
    started = time.monotonic()
    place = request.place
    if request.with_profiles:
        Thread(target=_preload).start()
    key = identity_key(place.home)
    gathered = gather(request.path, request.mapping, place.work, key, request.options, request.shop.timezone, request.progress)
    current = current_snapshot(place.home)
    before = read_manifest(current) if current else {}
    entry = before.get("sources", {}).get(request.source)
    with closing(_session(request, before)) as session:
        imported = _finished(request, gathered, session, before)
        unchanged = bool(current and entry and entry["rows_id"] == imported.rows.rows_id)
        if current and unchanged:
            snapshot = current
        else:
            _refuse_shrink(request, entry, imported)
            request.progress(Text("writing the snapshot", "escribiendo el snapshot"))
            files = {name: place.rows_of(name, before) for name in before.get("sources", {})}
            snapshot = write_snapshot(session, place, imported, before, files, request.shop.timezone, request.now)
    _make_current(request, snapshot)
    counts, seconds = gathered.rows.counts, time.monotonic() - started
    manifest = read_manifest(snapshot)
    return ImportReport(snapshot, snapshot.name, request.source, unchanged, manifest, counts, imported.rejects, seconds)


def _finished(request: _Request, gathered: Gathered, session: Session, before: Mapping[str, Any]) -> Imported:
    """The source's rows finished and counted, its rejects kept where a person finds them."""
    place, counts = request.place, gathered.rows.counts
    earlier = place.rows_of(request.source, before)
    finished = finish_source(session, gathered.rows, gathered.currency, earlier, request.update)
    counts.rows = dict(finished.rows)
    rejects = write_rejects(session, gathered.rows.rejects, place.work / "rejects.csv", counts)
    kept = place.keep_attempt(request.source, rejects)
    return Imported(request.source, entry_of(request.now, gathered, finished), finished, kept)


def _refuse_shrink(request: _Request, entry: Mapping[str, Any] | None, imported: Imported) -> None:
    stop = None if request.allow_shrink else shrinks(request.source, entry, imported.rows.rows)
    if stop is None:
        return
    en = f" Rejected rows are in {imported.rejects}." if imported.rejects else ""
    es = f" Las filas rechazadas están en {imported.rejects}." if imported.rejects else ""
    raise BadInputError(Text(stop.en + en, stop.es + es))


def _make_current(request: _Request, snapshot: Path) -> None:
    """Profiles first, so that nobody finds a current snapshot without them; then the old ones can go."""
    if request.with_profiles:
        request.progress(Text("building profiles", "creando perfiles"))
        build_profiles(snapshot, request.place.home, request.shop)
    publish(request.place.home, snapshot.name)
    prune_snapshots(request.place.home, request.pinned)


def build_profiles(snapshot: Path, home: Path, shop: Shop) -> Path | None:
    """The folder of the profiles of a snapshot, built where it is not there yet; None without customers."""
    if "customers" not in read_manifest(snapshot)["rows"]:
        return None
    from tools.warehouse import profiles

    return profiles.build_profiles(snapshot, home, shop)


def _preload() -> None:
    """What builds profiles and what it learns with: heavy, so loaded while the database reads the source."""
    from tools.analytics.learned.trees import boosting
    from tools.warehouse import profiles  # noqa: F401

    boosting()


def _session(request: _Request, before: Mapping[str, Any]) -> Session:
    """A second engine, in which no SQL of a mapping runs: it may read the rows of earlier imports."""
    place = request.place
    readable = [file for source in before.get("sources", {}) for file in place.rows_of(source, before).values()]
    return Session(place.work, readable, request.options)
