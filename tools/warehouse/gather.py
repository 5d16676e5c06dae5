"""Read everything that a source has: stage its files, recognise them, and give their rows as canonical ones."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tools.errors import BadInputError
from tools.terms import Text
from tools.warehouse.canonical import SourceRows, read_canonical_file, read_mapped
from tools.warehouse.identity import person_id_macro
from tools.warehouse.mapping import SourceMapping, load_mapping, shipped_mappings
from tools.warehouse.options import ImportOptions
from tools.warehouse.schema import CONTACTS, TABLES
from tools.warehouse.session import Session
from tools.warehouse.staged import Staged, folded
from tools.warehouse.staging import is_database, source_label, stage

__all__ = ["Gathered", "Progress", "gather", "known_timezone"]

Progress = Callable[[Text], None]

_TELLING_COLUMNS = 2  # of a table, from which on a file is meant to be it


@dataclass(slots=True)
class Gathered:
    """The canonical rows of a source in the work folder, and what they were read from."""

    rows: SourceRows
    mappings: tuple[str, ...]
    files: tuple[str, ...]
    skipped: tuple[str, ...]
    currency: str
    origin: str


def gather(
    path: Path | str, mapping: Path | None, work: Path, key: bytes, options: ImportOptions, timezone: str, progress: Progress
) -> Gathered:
    """Read a folder, a file or a database.

    Raises:
        BadInputError: nothing in it is recognised, or a file cannot be read at all.
        AmbiguousInputError: values can be read in two ways.
    """
    progress(Text("reading files", "leyendo archivos"))
    path = path if is_database(path) else Path(path)
    staged, skipped = stage(path, work, options)
    if not staged:
        raise BadInputError(f"{str(path)!r} holds no table that can be read")
    chosen = [load_mapping(mapping)] if mapping else []
    canonical = {} if mapping else _canonical(staged)
    rest = [file for file in staged if not any(file in files for files in canonical.values())]
    mappings = chosen or _recognised(rest)
    _refuse_unrecognised(staged, canonical, mappings, bool(chosen))
    skipped += [] if not (mappings or canonical) else _unread(rest, mappings, is_chosen=bool(chosen))
    _refuse_empty(staged, is_folder=bool(canonical) and not (isinstance(path, Path) and path.is_file()))
    zone = options.timezone or next((m.timezone for m in mappings if m.timezone), "") or timezone
    rows = SourceRows()
    for file in staged:
        rows.counts.normalised += file.normalised
        rows.rejects += file.rejects
    with closing(Session(work, [file.path for file in staged], options, [person_id_macro(key)])) as session:
        for table, files in canonical.items():
            progress(Text(f"reading {table}", f"leyendo {table}"))
            read_canonical_file(session, table, files, rows, options, zone)
        for one in mappings:
            progress(Text(f"reading {one.title}", f"leyendo {one.title}"))
            read_mapped(session, one, rest, rows, options, zone)
    currency = options.currency or next((m.currency for m in mappings if m.currency), "")
    names = tuple(m.name for m in mappings) + (("canonical",) if canonical else ())
    return Gathered(rows, names, tuple(f.label for f in staged), tuple(skipped), currency, source_label(path))


def _canonical(staged: Sequence[Staged]) -> dict[str, list[Staged]]:
    """Files that are canonical tables: by name, with every required column there."""
    found: dict[str, list[Staged]] = {}
    for file in staged:
        for table in (*TABLES.values(), CONTACTS):
            headers = {folded(header) for header in file.columns}
            whole = all(folded(column.name) in headers for column in table.columns if column.required)
            if whole and _named(file.name, table.name):
                found.setdefault(table.name, []).append(file)
    return found


def _named(stem: str, table: str) -> bool:
    """orders, orders_2025, orders-part-3, Orders."""
    name = folded(stem)
    rest = name.removeprefix(folded(table))
    return rest != name and (not rest or rest.strip().replace("part", "").replace(" ", "").replace(".", "").isdigit())


def _recognised(staged: Sequence[Staged]) -> list[SourceMapping]:
    """The shipped mappings that these files fit; a file goes to the first that knows most of its columns."""
    best: dict[str, SourceMapping] = {}
    for file in staged:
        fitting = [m for m in shipped_mappings() if any(one.fits(file) for one in m.inputs)]
        if fitting:
            chosen = max(fitting, key=lambda m: max(len(one.columns) for one in m.inputs if one.fits(file)))
            best[chosen.name] = chosen
    return [m for m in best.values() if m.fits(staged)]


def _refuse_unrecognised(
    staged: Sequence[Staged], canonical: dict[str, list[Staged]], mappings: Sequence[SourceMapping], is_chosen: bool
) -> None:
    if is_chosen and not mappings[0].fits(staged):
        lacking = next(one for one in mappings[0].inputs if not one.optional and not any(one.fits(file) for file in staged))
        missing = min((lacking.missing_in(file) for file in staged), key=len)
        raise BadInputError(
            f"the mapping {mappings[0].name!r} finds no file for its input {lacking.name!r}; "
            f"the nearest file lacks: {', '.join(missing) or 'its name'}"
        )
    if mappings or canonical:
        return
    for file in staged:
        _refuse_incomplete(file, least_known=_TELLING_COLUMNS)
    shown = "; ".join(f"{file.label}: {', '.join(file.columns[:8])[:200]}" for file in staged[:5])
    known = ", ".join(m.title for m in shipped_mappings())
    raise BadInputError(
        f"no known columns in {shown}. Known are files named like a canonical table with its columns ({', '.join(TABLES)}), "
        f"and exports of: {known or 'none'}. For anything else give a mapping (--mapping)"
    )


def _unread(rest: Sequence[Staged], mappings: Sequence[SourceMapping], is_chosen: bool) -> list[str]:
    """The files that nothing reads. One that is named like a canonical table was meant to be read: that stops the import."""
    unread = [file for file in rest if not any(one.fits(file) for mapping in mappings for one in mapping.inputs)]
    for file in unread:
        if not is_chosen:
            _refuse_incomplete(file)
    return [file.label for file in unread]


def _refuse_incomplete(file: Staged, least_known: int = 0) -> None:
    """Name what a file lacks that is named like a canonical table and has at least so many of its columns."""
    table = next((t for t in (*TABLES.values(), CONTACTS) if _named(file.name, t.name)), None)
    if table is None:
        return
    headers = {folded(header) for header in file.columns}
    missing = [c.name for c in table.columns if c.required and folded(c.name) not in headers]
    if sum(folded(c.name) in headers for c in table.columns) >= least_known:
        raise BadInputError(f"{file.label} is named like the table {table.name} but lacks its column {', '.join(missing)}")


def _refuse_empty(staged: Sequence[Staged], is_folder: bool) -> None:
    """A header without rows is no reason to replace anything; a folder of canonical tables may be an empty shop."""
    if not is_folder and not any(file.rows or file.rejects for file in staged):
        raise BadInputError(f"no rows in {', '.join(file.label for file in staged[:5])}: nothing was replaced")


def known_timezone(name: str) -> None:
    """Raise BadInputError when nobody knows this time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInputError(
            f"unknown time zone {name!r}; known are names like Europe/Madrid, America/Mexico_City, UTC"
        ) from error
