"""A staged file: what an import reads after text files and databases have become Parquet."""

from dataclasses import dataclass, field
from pathlib import Path

from tools.terms import Text

__all__ = ["Staged", "folded"]


@dataclass(frozen=True, slots=True)
class Staged:
    """One table of a source. `label` is the file or table name that reports show, `columns` its header.

    A text file staged by us carries `_file` and `_line` columns of its own (`has_lines`); a Parquet file is read where it lies.
    """

    label: str
    name: str
    path: Path
    columns: tuple[str, ...]
    rows: int
    has_lines: bool = True
    canonical_times: bool = False
    rejects: tuple[Path, ...] = ()
    normalised: tuple[Text, ...] = field(default=())


def folded(header: str) -> str:
    """A header as it is compared: no spaces around, no case, and space, hyphen and underscore alike."""
    return " ".join(header.replace("_", " ").replace("-", " ").split()).casefold()
