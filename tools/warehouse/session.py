"""The engine of an import: an in-process DuckDB that reaches the staged files, its work folder and nothing else."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from tools.errors import BadInputError
from tools.warehouse.options import ImportOptions

__all__ = ["ROWS_A_GROUP", "Session", "identifier", "literal"]

ROWS_A_GROUP = 122_880
"""Rows that one thread reads of a Parquet file at a time: DuckDB's own number."""


def literal(value: object) -> str:
    """A value as a quoted SQL text."""
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


class Session:
    """A locked DuckDB. `work` is the only folder that can be written; `readable` are single files that can be read."""

    def __init__(self, work: Path, readable: Iterable[Path], options: ImportOptions, macros: Iterable[str] = ()) -> None:
        self.work = work
        self._files = 0
        spill = work / "spill"
        spill.mkdir(parents=True, exist_ok=True)
        limits = {"memory_limit": options.memory, "threads": options.threads, "preserve_insertion_order": False}
        self._connection = duckdb.connect(config={**limits, "temp_directory": str(spill)})
        self._connection.execute("SET TimeZone = 'UTC'")
        for macro in macros:
            self._connection.execute(macro)
        paths = ", ".join(literal(path) for path in readable)
        self._connection.execute(f"SET allowed_directories = [{literal(f'{work}/')}]")
        self._connection.execute(f"SET allowed_paths = [{paths}]")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def execute(self, sql: str) -> None:
        """Run a statement of ours."""
        self._connection.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query of ours."""
        rows: list[tuple[Any, ...]] = self._connection.execute(sql).fetchall()
        return rows

    def one(self, sql: str) -> tuple[Any, ...]:
        """The only row of a query of ours."""
        return self.rows(sql)[0]

    def columns(self, relation: str) -> dict[str, str]:
        """Column names and DuckDB types of a relation."""
        return {name: kind for name, kind, *_ in self.rows(f"DESCRIBE SELECT * FROM {relation}")}

    def write(self, select: str, target: Path, rows_a_group: int = ROWS_A_GROUP) -> int:
        """Write a query to a Parquet file; how many rows it had. Small groups make point reads quick."""
        target.parent.mkdir(parents=True, exist_ok=True)
        form = f"FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE {rows_a_group}"
        return int(self.one(f"COPY ({select}) TO {literal(target)} ({form})")[0])

    def fresh(self, stem: str) -> Path:
        """A new file name in the work folder."""
        self._files += 1
        return self.work / f"{stem}_{self._files}.parquet"

    def define(self, name: str, select: str, where: str) -> None:
        """Make a view of a query that a person wrote; `where` names its file in errors."""
        self._only_select(select, where)
        try:
            self._connection.execute(f"CREATE OR REPLACE VIEW {identifier(name)} AS {select}")
        except duckdb.Error as error:
            raise BadInputError(f"{where}: {_first_lines(error)}") from error

    def write_theirs(self, select: str, target: Path, where: str) -> int:
        """Write a query that a person wrote, or one over it, to a Parquet file."""
        self._only_select(select, where)
        try:
            return self.write(select, target)
        except duckdb.Error as error:
            raise BadInputError(f"{where}: {_first_lines(error)}") from error

    def columns_of_theirs(self, select: str, where: str) -> dict[str, str]:
        """Column names and types of a query that a person wrote, without running it."""
        self._only_select(select, where)
        try:
            return self.columns(f"(\n{select}\n)")
        except duckdb.Error as error:
            raise BadInputError(f"{where}: {_first_lines(error)}") from error

    def close(self) -> None:
        """Give memory and spill files back."""
        self._connection.close()

    def _only_select(self, sql: str, where: str) -> None:
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise BadInputError(f"{where}: {_first_lines(error)}") from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise BadInputError(f"{where}: expected exactly one SELECT")


def _first_lines(error: duckdb.Error) -> str:
    return " ".join(str(error).strip().splitlines()[:3])
