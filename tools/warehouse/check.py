"""Try an import without replacing anything, and say what its data will be able to tell."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools.terms import STAGES, Text
from tools.warehouse.derive import derive_snapshot
from tools.warehouse.engine import Shop
from tools.warehouse.gather import Progress, gather, known_timezone
from tools.warehouse.identity import identity_key
from tools.warehouse.options import ImportOptions
from tools.warehouse.outcome import CheckReport
from tools.warehouse.rejects import write_rejects
from tools.warehouse.schema import TABLES
from tools.warehouse.session import Session, identifier, literal
from tools.warehouse.source_rows import finish_source, shrinks
from tools.warehouse.store import Place, current_snapshot, read_manifest

__all__ = ["check_source"]


def check_source(
    home: Path,
    path: Path | str,
    *,
    source: str = "main",
    mapping: Path | None = None,
    options: ImportOptions = ImportOptions(),
    shop: Shop = Shop(),
    metrics: Mapping[str, Sequence[str]] | None = None,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> CheckReport:
    """Read a source as an import would, alone and without keeping anything but the list of rejects.

    Args:
        metrics: the tables that each metric needs, so that the report can say which ones the data can tell.

    Raises:
        BadInputError, AmbiguousInputError, UnavailableError: as the import would.
    """
    known_timezone(options.timezone or shop.timezone)
    options = options.at(now or datetime.now(UTC))
    place = Place(home.resolve())
    home.mkdir(parents=True, exist_ok=True)
    current = current_snapshot(home)
    entry = read_manifest(current)["sources"].get(source) if current else None
    with tempfile.TemporaryDirectory(prefix="check.", dir=home, ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        gathered = gather(path, mapping, work, identity_key(home), options, shop.timezone, progress or (lambda _: None))
        counts = gathered.rows.counts
        with closing(Session(work, [], options)) as session:
            finished = finish_source(session, gathered.rows, gathered.currency, {}, update=False)
            counts.rows = dict(finished.rows)
            rejects = place.keep_attempt(source, write_rejects(session, gathered.rows.rejects, work / "rejects.csv", counts))
            manifest = derive_snapshot(session, {source: finished.tables}, work / "snapshot", shop.timezone).manifest
            present = manifest["rows"]
            blank = {name: _blank_columns(session, name, work / "snapshot" / f"{name}.parquet") for name in present}
    return CheckReport(
        manifest=manifest,
        counts=counts,
        mappings=gathered.mappings,
        files=gathered.files,
        skipped=gathered.skipped,
        missing_tables=tuple(name for name in TABLES if name not in present),
        missing_columns={name: columns for name, columns in blank.items() if columns},
        stages=_stages(present, manifest),
        metrics={metric: tuple(t for t in needed if t not in present) for metric, needed in (metrics or {}).items()},
        would_stop=shrinks(source, entry, finished.rows),
        rejects=rejects,
    )


def _blank_columns(session: Session, name: str, file: Path) -> tuple[str, ...]:
    """Columns without any value."""
    columns = [column.name for column in TABLES[name].columns]
    counts = session.one(f"SELECT {', '.join(f'count({identifier(c)})' for c in columns)} FROM read_parquet({literal(file)})")
    return tuple(column for column, count in zip(columns, counts, strict=True) if not count)


def _stages(present: Mapping[str, int], manifest: Mapping[str, Any]) -> dict[str, Text]:
    """What can be said of each stage with these tables."""
    known, before, loyal = Text("can be told", "se puede saber"), _before_buying(present), _advocacy(present)
    buying = known if "orders" in present or "subscriptions" in present else Text(
        "unknown: needs orders or subscriptions", "desconocida: necesita orders o subscriptions"
    )  # fmt: skip
    told = (before, before, buying, buying, loyal if buying is known else buying)
    return dict(zip(STAGES, told, strict=True))


def _before_buying(present: Mapping[str, int]) -> Text:
    if "events" in present and "customers" in present:
        return Text("can be told", "se puede saber")
    return Text("unknown: needs events (and customers)", "desconocida: necesita events (y customers)")


def _advocacy(present: Mapping[str, int]) -> Text:
    signals = [name for name in ("surveys", "referrals", "reviews") if name in present]
    if signals:
        return Text(
            f"can be told; advocacy from {', '.join(signals)}", f"se puede saber; recomendación por {', '.join(signals)}"
        )
    return Text(
        "can be told from orders alone; no surveys, referrals or reviews",
        "se puede saber solo por pedidos; sin surveys, referrals ni reviews",
    )
