"""Duplicate keys: equal rows count once, different rows under one key are all rejected; without a key nothing is merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.warehouse.session import Session, identifier, literal

__all__ = ["Keyed", "resolve_keys"]


@dataclass(frozen=True, slots=True)
class Keyed:
    """Rows with one row a key; `repeated` equal rows were counted once, `rejects` holds the conflicting ones."""

    path: Path
    rows: int
    repeated: int
    rejects: tuple[Path, ...]


def resolve_keys(session: Session, path: Path, rows: int, key: Sequence[str], label: str) -> Keyed:
    """One row a key. The file's `_file` and `_line` columns do not count as content."""
    source = f"read_parquet({literal(path)})"
    listed = ", ".join(map(identifier, key))
    if not key or rows == int(session.one(f"SELECT count(DISTINCT hash({listed})) FROM {source}")[0]):
        return Keyed(path, rows, 0, ())
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated_keys AS SELECT {listed} FROM {source} GROUP BY ALL HAVING count(*) > 1"
    )
    content = f"SELECT COLUMNS(c -> c NOT IN ('_file', '_line')), min(_file) AS _file, min(_line) AS _line FROM {source}"
    same = " AND ".join(f"rows.{identifier(k)} = repeated.{identifier(k)}" for k in key)
    distinct = session.fresh("distinct")
    session.write(f"{content} AS rows SEMI JOIN repeated_keys AS repeated ON {same} GROUP BY ALL", distinct)
    conflicts = f"SELECT {listed} FROM read_parquet({literal(distinct)}) GROUP BY ALL HAVING count(*) > 1"
    session.execute(f"CREATE OR REPLACE TEMP TABLE conflicting_keys AS {conflicts}")
    out = session.fresh("keyed")
    kept = session.write(
        f"SELECT * FROM {source} AS rows ANTI JOIN repeated_keys AS repeated ON {same} UNION ALL BY NAME "
        f"SELECT * FROM read_parquet({literal(distinct)}) AS rows ANTI JOIN conflicting_keys AS repeated ON {same}",
        out,
    )
    rejects = session.fresh("rejects")
    rejected = session.write(_conflicts(source, key, same, label), rejects)
    return Keyed(out, kept, rows - kept - rejected, (rejects,) if rejected else ())


def _conflicts(source: str, key: Sequence[str], same: str, label: str) -> str:
    value = f"concat_ws(' ', {', '.join('rows.' + identifier(k) for k in key)})"
    reason = f"{', '.join(key)} is repeated with other content"
    place = f"rows._file, rows._line, {literal(label)} AS _table, {literal(key[0])} AS _column, left({value}, 80) AS _value"
    repeated = f"FROM {source} AS rows SEMI JOIN conflicting_keys AS repeated ON {same}"
    return f"SELECT {place}, {literal(reason)} AS _reason, 'row left out' AS _what {repeated}"
