"""Bring every file of a source within reach of the import's engine, as Parquet."""

import re
import unicodedata
from pathlib import Path

import pyarrow.parquet as pq
from pyarrow import ArrowException

from tools.errors import BadInputError
from tools.warehouse.options import ImportOptions
from tools.warehouse.staged import Staged

__all__ = ["safe_label", "source_label", "stage"]


def safe_label(name: str) -> str:
    """A file's name as it is shown and kept: no folders, no control or direction marks."""
    base = re.split(r"[\\/]", name)[-1]
    return "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf")) or "file"


def source_label(path: Path | str) -> str:
    """Where a source came from, without secrets."""
    return safe_label(str(path).rstrip("/\\"))


def stage(path: Path | str, work: Path, options: ImportOptions) -> tuple[list[Staged], list[str]]:
    """Stage a file, or every file of a folder; also the names of those skipped because they are no tables."""
    path = Path(path)
    if not path.exists():
        raise BadInputError(f"there is no file or folder {str(path)!r}")
    found = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith(".")) if path.is_dir() else [path]
    staged, skipped = [], []
    for file in found:
        one = stage_parquet(file) if _is_parquet(file) else None
        if one is None:
            skipped.append(safe_label(file.name))
        else:
            staged.append(one)
    return staged, skipped


def stage_parquet(path: Path) -> Staged:
    """A Parquet file is read where it lies."""
    label = safe_label(path.name)
    try:
        metadata = pq.read_metadata(path)
    except (ArrowException, OSError) as error:
        raise BadInputError(f"{label}: not a readable Parquet file") from error
    columns = tuple(metadata.schema.to_arrow_schema().names)
    return Staged(label, path.stem, path.resolve(), columns, metadata.num_rows, has_lines=False, canonical_times=True)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"
