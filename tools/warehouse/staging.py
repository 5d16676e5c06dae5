"""Bring every table of a source within reach of the import's engine, as Parquet."""

import re
import unicodedata
from pathlib import Path

import pyarrow.parquet as pq
from pyarrow import ArrowException

from tools.errors import BadInputError
from tools.warehouse.compressed import open_bytes
from tools.warehouse.delimited import stage_text
from tools.warehouse.options import ImportOptions
from tools.warehouse.staged import Staged

__all__ = ["is_database", "safe_label", "source_label", "stage"]

_TABLES = (".csv", ".tsv", ".txt", ".parquet", ".pq", ".csv.gz", ".tsv.gz", ".txt.gz")
_OTHERS = {
    b"PK\x03\x04": "an Excel workbook or another zip file; save its sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; save its sheet as CSV",
    b"SQLite format 3": "an SQLite database; import it by its address, sqlite:///path",
    b"%PDF": "a PDF",
}


def safe_label(name: str) -> str:
    """A file's name as it is shown and kept: no folders, no control or direction marks."""
    base = re.split(r"[\\/]", name)[-1]
    return "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs")) or "file"


def is_database(path: Path | str) -> bool:
    """Whether a source is the address of a database."""
    return isinstance(path, str) and re.match(r"^[a-z][a-z0-9+]*://", path) is not None


def source_label(path: Path | str) -> str:
    """Where a source came from, without secrets."""
    if is_database(path):
        from sqlalchemy.engine import make_url  # only for databases

        return make_url(str(path)).render_as_string(hide_password=True)
    return safe_label(str(path).rstrip("/\\"))


def stage(path: Path | str, work: Path, options: ImportOptions) -> tuple[list[Staged], list[str]]:
    """Stage a file, every file of a folder, or every table of a database; also the names of files that are no tables.

    Raises:
        BadInputError: there is nothing there, or a file that should be a table is none.
    """
    if is_database(path):
        from tools.warehouse.database import stage_database  # only for databases

        return stage_database(str(path), work, options), []
    path = Path(path)
    if not path.exists():
        raise BadInputError(f"there is no file or folder {str(path)!r}")
    if path.is_file():
        return [_stage_file(path, work, 0, options)], []
    staged, skipped = [], []
    for number, file in enumerate(sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))):
        try:
            staged.append(_stage_file(file, work, number, options))
        except BadInputError:
            if safe_label(file.name).lower().endswith(_TABLES):
                raise
            skipped.append(safe_label(file.name))
    return staged, skipped


def _stage_file(path: Path, work: Path, number: int, options: ImportOptions) -> Staged:
    label = safe_label(path.name)
    with open_bytes(path) as file:
        magic = file.read(16)
    if magic.startswith(b"PAR1"):
        return _stage_parquet(path, label, options)
    other = next((what for start, what in _OTHERS.items() if magic.startswith(start)), None)
    if other:
        raise BadInputError(f"{label} is {other}")
    return stage_text(path, label, work, number, options)


def _stage_parquet(path: Path, label: str, options: ImportOptions) -> Staged:
    """A Parquet file is read where it lies."""
    try:
        metadata = pq.read_metadata(path)
        columns = tuple(metadata.schema.to_arrow_schema().names)
    except (ArrowException, OSError) as error:
        raise BadInputError(f"{label}: not a readable Parquet file") from error
    if metadata.num_rows > options.row_cap:
        raise BadInputError(f"{label} has more than {options.row_cap:,} rows")
    return Staged(
        label, label.rsplit(".", 1)[0], path.resolve(), columns, metadata.num_rows, has_lines=False, canonical_times=True
    )
