"""What an import or a check has to tell: counts, rejects by reason, what was read otherwise than written, what is missing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tools.terms import Text

__all__ = ["CheckReport", "ImportReport", "SourceCounts"]


@dataclass(slots=True)
class SourceCounts:
    """What became of the rows of one source; kept in the manifest."""

    rows: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    blanked: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)
    identical_rows: dict[str, int] = field(default_factory=dict)
    normalised: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The counts as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The end of an import. `unchanged` means that these rows were already there and nothing was replaced."""

    snapshot: Path
    snapshot_id: str
    source: str
    unchanged: bool
    manifest: Mapping[str, Any]
    counts: SourceCounts
    rejects: Path | None
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What an import would bring: its manifest, and what each stage and metric will be able to say.

    `missing_columns` lists columns of present tables without any value; `metrics` the tables that each metric would still need
    (none: it can be told); `would_stop` why the import would not replace what is there.
    """

    manifest: Mapping[str, Any]
    counts: SourceCounts
    mappings: tuple[str, ...]
    files: tuple[str, ...]
    skipped: tuple[str, ...]
    missing_tables: tuple[str, ...]
    missing_columns: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, Text]
    metrics: Mapping[str, tuple[str, ...]]
    would_stop: Text | None
    rejects: Path | None
