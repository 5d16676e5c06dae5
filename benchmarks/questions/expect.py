"""Computes what the questions expect: `{sql: ...}` becomes the number or rows that DuckDB reads from the snapshot's files.

`python -m benchmarks.questions.expect` writes the questions with their numbers to `.marea-eval/questions.yaml`, which
`marea eval` reads. Nothing of the product's metrics, rules or periods takes part in the numbers.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import yaml

__all__ = ["QUESTIONS", "read_rows", "with_messages", "with_numbers"]

QUESTIONS = Path(__file__).resolve().parent
_EXACT = frozenset({"orders", "customers", "units", "visits", "people", "subscriptions", "messages", "count"})
_ROUNDING = 0.0005  # of sums of decimals and of rates, where a question says nothing else


def read_rows(place: Path = QUESTIONS) -> list[dict[str, Any]]:
    """The rows of every question file of a folder, or of one file."""
    files = sorted(place.rglob("*.yaml")) if place.is_dir() else [place]
    return [row for file in files for row in yaml.safe_load(file.read_text(encoding="utf-8"))]


def with_numbers(rows: Sequence[Mapping[str, Any]], snapshot: Path, profiles: Path | None = None) -> list[dict[str, Any]]:
    """The same rows with every `{sql: ...}` of an expectation answered from the snapshot's Parquet files."""
    with duckdb.connect() as connection:
        _open(connection, snapshot, profiles)
        return [_answered(_given(row, connection), connection) for row in rows]


def with_messages(rows: Sequence[Mapping[str, Any]], snapshot: Path) -> list[dict[str, Any]]:
    """The same rows with what their messages name filled in, expectations left as they are."""
    with duckdb.connect() as connection:
        _open(connection, snapshot, None)
        return [_given(row, connection) for row in rows]


def _open(connection: duckdb.DuckDBPyConnection, snapshot: Path, profiles: Path | None) -> None:
    files = {file.stem: file for file in sorted(snapshot.glob("*.parquet"))}
    if profiles:
        files["profiles"] = profiles
    for name, file in files.items():
        connection.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{file}')")
    connection.execute((QUESTIONS / "views.sql").read_text(encoding="utf-8"))


def _given(row: Mapping[str, Any], connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The row with `{who}` in its messages filled by what its `given` reads from the data, where it has one."""
    values = {name: _single(connection.execute(one["sql"]).fetchall()) for name, one in row.get("given", {}).items()}
    return {key: _filled(value, values) if key in ("ask", "turns") else value for key, value in row.items() if key != "given"}


def _filled(part: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(part, str):
        for name, value in values.items():
            part = part.replace(f"{{{name}}}", str(value))
        return part
    if isinstance(part, Mapping):
        return {key: value if key == "expect" else _filled(value, values) for key, value in part.items()}
    return [_filled(one, values) for one in part]


def _answered(row: Mapping[str, Any], connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    found = dict(row)
    if "turns" in row:
        found["turns"] = [_answered(turn, connection) for turn in row["turns"]]
    if "expect" in row:
        try:
            found["expect"] = [_computed(one, connection) for one in row["expect"]]
        except (duckdb.Error, ValueError) as error:
            raise ValueError(f"question {row.get('id', row.get('ask'))}: {error}") from error
    return found


def _computed(expected: Mapping[str, Any], connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in expected.items():
        if isinstance(value, Mapping) and "sql" in value:
            rows = connection.execute(value["sql"]).fetchall()
            found[key] = [[_plain(cell) for cell in row] for row in rows] if key == "rows" else _single(rows)
        else:
            found[key] = value
    if "value" in found and "tolerance" not in found:
        found["tolerance"] = 0.0 if found.get("unit") in _EXACT else _ROUNDING
    return found


def _single(rows: Sequence[Sequence[Any]]) -> float | int | str:
    if len(rows) != 1 or len(rows[0]) != 1 or rows[0][0] is None:
        raise ValueError(f"one number was wanted, the SQL gave {rows[:3]}")
    return _plain(rows[0][0])


def _plain(cell: Any) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date | datetime) else cell


def main() -> None:
    """Write the questions with their numbers beside the shop."""
    from benchmarks.demo_home import EVAL_HOME, demo_home, profiles_of, snapshot_of

    home = demo_home()
    rows = with_numbers(read_rows(), snapshot_of(home), profiles_of(home))
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=140)
    (EVAL_HOME / "questions.yaml").write_text(text, encoding="utf-8")
    print(f"{len(rows)} entries with their numbers in {EVAL_HOME.name}/questions.yaml")


if __name__ == "__main__":
    main()
