"""Where snapshots lie: written aside, fsynced, renamed, and only then made current; readers never wait."""

import json
import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tools.errors import NoDataError, UnavailableError
from tools.terms import Text
from tools.warehouse.schema import CONTACTS

__all__ = [
    "Place", "current_snapshot", "import_lock", "list_snapshots", "prune_snapshots", "publish", "read_manifest", "seal",
    "seal_file",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of an installation's warehouse."""

    home: Path

    @property
    def warehouse(self) -> Path:
        """All that tools may read."""
        return self.home / "warehouse"

    @property
    def snapshots(self) -> Path:
        """One folder a snapshot."""
        return self.warehouse / "snapshots"

    @property
    def current(self) -> Path:
        """The file that names the current snapshot."""
        return self.warehouse / "CURRENT"

    @property
    def work(self) -> Path:
        """Half-finished imports; nobody reads here."""
        return self.home / "import"

    def source_rows(self, source: str, rows_id: str) -> Path:
        """The typed rows of one source as last imported."""
        return self.warehouse / "sources" / source / rows_id

    def contacts(self, source: str, rows_id: str) -> Path:
        """The private data of one source; outside what the engine may open."""
        return self.home / "contacts" / source / f"{rows_id}.parquet"

    def rows_of(self, source: str, manifest: Mapping[str, Any]) -> dict[str, Path]:
        """The files of a source's latest rows by table, contacts included; none for an unknown source."""
        entry = manifest.get("sources", {}).get(source)
        if entry is None:
            return {}
        files = {file.stem: file for file in self.source_rows(source, entry["rows_id"]).glob("*.parquet")}
        contacts = self.contacts(source, entry["rows_id"])
        return files | ({CONTACTS.name: contacts} if contacts.exists() else {})

    def keep_attempt(self, source: str, rejects: Path | None) -> Path | None:
        """Keep the rejects of the latest attempt at a source, also of one that was stopped."""
        target = self.home / "imports" / source / "rejects.csv"
        target.parent.mkdir(parents=True, exist_ok=True)
        if rejects is None:
            target.unlink(missing_ok=True)
            return None
        os.replace(rejects, target)
        return target


def current_snapshot(home: Path) -> Path | None:
    """The folder of the current snapshot, or None before the first import."""
    place = Place(home)
    if not place.current.exists():
        return None
    folder = place.snapshots / place.current.read_text(encoding="utf-8").strip()
    if not (folder / "manifest.json").exists():
        raise NoDataError(
            Text(
                f"the current snapshot {folder.name!r} is not there; import again",
                f"el snapshot actual {folder.name!r} no está; importe de nuevo",
            )
        )
    return folder


def list_snapshots(home: Path) -> list[Path]:
    """Every whole snapshot, the newest first."""
    folders = [path.parent for path in Place(home).snapshots.glob("*/manifest.json")]
    return sorted(folders, key=lambda folder: (read_manifest(folder)["created_at"], folder.name), reverse=True)


def read_manifest(snapshot: Path) -> dict[str, Any]:
    """What a snapshot says about itself."""
    manifest: dict[str, Any] = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def prune_snapshots(home: Path, pinned: Collection[str] = (), keep: int = 5) -> list[str]:
    """Remove all but the newest `keep` snapshots, the pinned ones and the current one, and rows that no snapshot needs."""
    place = Place(home)
    snapshots = list_snapshots(home)
    current = current_snapshot(home)
    kept = {folder.name for folder in snapshots[:keep]} | set(pinned) | ({current.name} if current else set())
    removed = [folder for folder in snapshots if folder.name not in kept]
    for folder in removed:
        _remove(folder)
    needed = {
        (source, entry["rows_id"])
        for folder in snapshots
        if folder.name in kept
        for source, entry in read_manifest(folder).get("sources", {}).items()
    }
    for rows in place.warehouse.glob("sources/*/*"):
        if (rows.parent.name, rows.name) not in needed:
            _remove(rows)
    latest = _current_rows(current)
    for contacts in place.home.glob("contacts/*/*.parquet"):
        if (contacts.parent.name, contacts.stem) not in latest:
            contacts.unlink()
    return [folder.name for folder in removed]


def _current_rows(current: Path | None) -> set[tuple[str, str]]:
    """Which rows of which source are the latest: private data are kept of these alone."""
    if current is None:
        return set()
    return {(source, entry["rows_id"]) for source, entry in read_manifest(current).get("sources", {}).items()}


@contextmanager
def import_lock(home: Path) -> Iterator[None]:
    """Only one import at a time; readers need no lock."""
    place = Place(home)
    place.home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place.home / "import.lock")
    try:
        with lock.acquire(timeout=10):
            yield
    except Timeout as error:
        raise UnavailableError(
            Text("another import is running; wait for it to end", "hay otra importación en marcha; espere a que termine")
        ) from error


def seal(draft: Path, target: Path) -> None:
    """Give a finished folder its final name; one that is there already is the same by content and stays."""
    for file in draft.rglob("*"):
        if file.is_file():
            _sync(file)
    for folder in [draft, *(path for path in draft.rglob("*") if path.is_dir())]:
        _sync(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        _remove(draft)
    else:
        os.rename(draft, target)
    _sync(target.parent)


def publish(home: Path, snapshot_id: str) -> None:
    """Make a sealed snapshot the current one, all at once."""
    place = Place(home)
    draft = place.warehouse / f"CURRENT.{os.getpid()}"
    draft.write_text(snapshot_id + "\n", encoding="utf-8")
    _sync(draft)
    os.replace(draft, place.current)
    _sync(place.warehouse)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    """Out of sight first, so that nobody finds half a folder."""
    hidden = folder.with_name(f".removed.{folder.name}")
    os.rename(folder, hidden)
    shutil.rmtree(hidden)


def seal_file(source: Path, target: Path) -> None:
    """Put a finished file in its place, readable by its owner alone."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".draft.{target.name}")
    draft.unlink(missing_ok=True)
    os.link(source, draft)
    draft.chmod(0o600)
    _sync(draft)
    os.replace(draft, target)
    _sync(target.parent)
