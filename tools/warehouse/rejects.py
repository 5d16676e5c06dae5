"""The list of rows and fields that an import left out, with file, line and reason: a CSV for people, counts for the report."""

from collections.abc import Sequence
from pathlib import Path

from tools.warehouse.outcome import SourceCounts
from tools.warehouse.session import Session, literal

__all__ = ["write_rejects"]

_FORMULA = r"^[\s\x{00A0}]*[=+\-@\t\r\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


def write_rejects(session: Session, parts: Sequence[Path], target: Path, counts: SourceCounts) -> Path | None:
    """Write all rejects to a CSV and count them by reason; None when there are none. Values cannot act as formulas."""
    if not parts:
        return None
    files = ", ".join(map(literal, parts))
    source = f"read_parquet([{files}], union_by_name = true)"
    for what, reason, rows in session.rows(f"SELECT _what, _reason, count(*) FROM {source} GROUP BY ALL ORDER BY ALL"):
        counted = {"field blanked": counts.blanked, "row left out": counts.rejected}.get(what, counts.left_out)
        counted[reason] = rows
    shown = f"CASE WHEN regexp_matches(_value, {literal(_FORMULA)}) THEN '''' || _value ELSE _value END"
    target.parent.mkdir(parents=True, exist_ok=True)
    session.execute(
        'COPY (SELECT _file AS file, _line AS line, _table AS "table", _column AS "column", '
        f"{shown} AS value, _reason AS reason, _what AS what FROM {source} ORDER BY file, line, reason) "
        f"TO {literal(target)} (FORMAT csv, HEADER)"
    )
    return target
